use model::job::Run;
use model::name::Family;
use model::task::Task;

use super::*;

/// A run of the job `report` that ended so many seconds ago with this exit code.
fn run(number: u32, seconds: i64, code: i32) -> Task {
    let mut task = crashed("report", number, seconds);
    task.group = Some("family:report".to_owned());
    task.started_by = Some("events-rule/nightly".to_owned());
    task.task_definition.family = Family::parse("report").unwrap();
    task.containers[0].exit_code = Some(code);
    task
}

/// A cluster with a calm service whose job ended so.
fn with_runs(runs: &[Task]) -> ClusterSnapshot {
    let calm = cluster("shop", vec![service("web", 1, 1)], vec![task("web", 1)]);
    let runs = runs.iter().map(|task| (task.id.clone(), Run { task: Arc::new(task.clone()), definition: None }));
    ClusterSnapshot { runs: Arc::new(runs.collect()), ..calm }
}

#[test]
fn a_job_that_fails_counts_where_services_count() {
    let survey = survey(vec![with_runs(&[run(1, 60, 137), run(2, 90_000, 137)])]);
    let (head, part) = (survey.head(), survey.fleet_part());
    assert_eq!((head.worst, head.attention, head.jobs, head.services), (Some(Level::Degraded), 0, 1, 1));
    let [row] = &part.jobs[..] else { panic!("{:?}", part.jobs) };
    assert_eq!((&*row.headline, row.ended_at), ("Failed 2 of the last 2 runs that are known", Some(ago(60))));
    assert_eq!(row.why.as_deref(), Some("container report, exit code 137 (killed, SIGKILL)"));
    let cluster = survey.cluster_list().iter().next().unwrap();
    assert_eq!((cluster.worst, cluster.attention, cluster.jobs), (Some(Level::Degraded), 0, 1));
}

#[test]
fn a_job_is_calm_again_once_it_succeeds_and_one_under_way_is_told() {
    let failing = with_runs(&[run(1, 600, 1)]);
    let first = survey(vec![failing.clone()]);
    assert_eq!((first.fleet_part().jobs.len(), first.fleet_part().jobs[0].underway), (1, 0));
    let mut again = run(2, 0, 0);
    (again.last_status, again.desired_status, again.stop_code) = ("RUNNING".into(), "RUNNING".into(), None);
    let tasks = [(again.id.clone(), Seen::new(NOW, again))];
    let underway = ClusterSnapshot { tasks: Known::new(tasks.into(), NOW), ..failing };
    assert_eq!(later(&first, vec![underway], Span::seconds(1)).fleet_part().jobs[0].underway, 1);
    let after = later(&first, vec![with_runs(&[run(1, 600, 1), run(2, 60, 0)])], Span::seconds(1));
    assert_eq!((after.fleet_part().jobs.len(), after.head().jobs, after.head().worst), (0, 0, Some(Level::Steady)));
}
