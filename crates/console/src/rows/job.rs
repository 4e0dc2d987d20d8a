//! Jobs as rows.

use std::cmp::Ordering;

use fleet::ClusterSnapshot;
use model::address::{ClusterRef, TaskRef};
use model::job::{Job, JobKey};
use model::name::EnvironmentName;
use model::view::JobRow;

use crate::list::count;

/// The jobs of a cluster that need attention, the one that failed last first.
pub(crate) fn job_rows(environment: &EnvironmentName, cluster: &ClusterSnapshot) -> Vec<JobRow> {
    let jobs = Job::all(cluster.runs.values());
    let failing = jobs.iter().filter(|job| job.level().needs_attention());
    let mut rows: Vec<JobRow> = failing.filter_map(|job| job_row(environment, cluster, job)).collect();
    rows.sort_by(last_failed_first);
    rows
}

/// Orders jobs that need attention: the one that failed last first.
pub(crate) fn last_failed_first(a: &JobRow, b: &JobRow) -> Ordering {
    b.ended_at.cmp(&a.ended_at).then_with(|| (&a.at, &a.run.task).cmp(&(&b.at, &b.run.task)))
}

fn job_row(environment: &EnvironmentName, cluster: &ClusterSnapshot, job: &Job<'_>) -> Option<JobRow> {
    let run = job.run()?;
    let at = ClusterRef { environment: environment.clone(), cluster: cluster.cluster.name.clone() };
    let is_underway = |key: &JobKey| {
        let tasks = cluster.tasks.values().filter(|seen| !seen.value.is_ending());
        tasks.filter(|seen| JobKey::of(&seen.value).as_ref() == Some(key)).count()
    };
    Some(JobRow {
        run: TaskRef { environment: environment.clone(), cluster: at.cluster.clone(), task: run.task.id.clone() },
        at,
        family: job.key.family.clone(),
        group: job.key.group.clone(),
        started_by: job.key.source.words().map(str::to_owned),
        level: job.level(),
        headline: job.headline(),
        why: run.why(),
        ended_at: run.ended_at(),
        underway: count(is_underway(&job.key)),
    })
}
