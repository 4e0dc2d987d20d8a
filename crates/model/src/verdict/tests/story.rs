//! One thing goes wrong and goes on: the verdict does not come back to a rule that it has left.

use proptest::prelude::*;

use super::*;
use crate::name::TaskId;
use crate::task::{HealthStatus, TaskStatus};
use crate::testing::{event, task};
use crate::time::Span;

/// What is wrong with the tasks, for as long as the story lasts.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Wrong {
    /// They exit.
    Exit,
    /// They cannot be started.
    Pull,
    /// They fail their container health check.
    Sick,
    /// They fail the health check of the load balancer.
    Target,
}

/// One place of a service: in it a task runs, ends, and another one follows.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// When its first bad task is made, in seconds.
    begins: i64,
    /// How long a task lives, and how long it is until the next one is made.
    lives: i64,
    waits: i64,
    /// How long it takes a task to start.
    starts: i64,
}

/// A service whose tasks go wrong, from a moment on or in a deployment.
#[derive(Clone, Debug)]
struct Story {
    wrong: Wrong,
    places: Vec<Place>,
    /// Tasks of the same revision that are well.
    well: u32,
    /// Whether this is a deployment, beside the tasks of the old revision.
    deploys: bool,
}

/// A task of the story at a moment: so many seconds after it was made.
fn bad_task(story: &Story, number: u32, id: u128, made: i64, place: &Place, at: i64) -> Task {
    let age = |of: i64| ago(at - of);
    let mut one = task("web", number);
    one.id = TaskId::parse(format!("{id:032x}")).unwrap();
    (one.lifecycle.created_at, one.lifecycle.started_at) = (Some(age(made)), None);
    one.last_status = TaskStatus::Pending;
    let started = made + place.starts;
    let ends = if story.wrong == Wrong::Pull { started } else { started + place.lives };
    if at >= started && story.wrong != Wrong::Pull {
        one.last_status = TaskStatus::Running;
        one.lifecycle.started_at = Some(age(started));
        let is_sick = story.wrong == Wrong::Sick && at + place.lives / 4 >= ends;
        one.health = if is_sick { HealthStatus::Unhealthy } else { HealthStatus::Unknown };
    }
    if at >= ends {
        (one.last_status, one.desired_status) = (TaskStatus::Stopped, TaskStatus::Stopped);
        (one.lifecycle.stopping_at, one.lifecycle.stopped_at) = (Some(age(ends)), Some(age(ends)));
        let (code, reason) = match story.wrong {
            Wrong::Exit => (StopCode::EssentialContainerExited, "Essential container in task exited"),
            Wrong::Pull => (StopCode::TaskFailedToStart, "CannotPullContainerError: ref x/web:no: not found"),
            Wrong::Sick => (StopCode::ServiceSchedulerInitiated, "Task failed container health checks"),
            Wrong::Target => {
                (StopCode::ServiceSchedulerInitiated, "Task failed ELB health checks in (target-group web)")
            }
        };
        (one.stop_code, one.stopped_reason) = (Some(code), Some(reason.to_owned()));
        one.containers[0].exit_code = (story.wrong == Wrong::Exit).then_some(1);
    }
    one
}

/// The service, its tasks and its targets, so many seconds after the story began.
fn moment(story: &Story, at: i64) -> (Service, Vec<Task>, Vec<Group>) {
    let number = if story.deploys { 8 } else { 7 };
    let mut tasks = Vec::new();
    for (nth, place) in story.places.iter().enumerate() {
        let round = place.starts + place.waits + if story.wrong == Wrong::Pull { 0 } else { place.lives };
        for made in (0..).map(|n| place.begins + n * round).take_while(|made| *made <= at) {
            let id = (nth as u128) << 64 | made as u128;
            tasks.push(bad_task(story, number, id, made, place, at));
        }
    }
    let bad = story.places.len() as u32;
    let steady = if story.deploys { (7, bad + story.well) } else { (7, story.well) };
    for nth in 0..steady.1 {
        let mut one = task("web", steady.0);
        one.id = TaskId::parse(format!("{:032x}", u128::MAX - u128::from(nth))).unwrap();
        (one.lifecycle.created_at, one.lifecycle.started_at) = (Some(ago(90_020)), Some(ago(90_000)));
        tasks.push(one);
    }
    let count = |number: u32, status: &str| {
        let of = |task: &&Task| task.task_definition.revision == number && task.last_status.as_str() == status;
        tasks.iter().filter(of).count() as u32
    };
    let mut service = match story.deploys {
        true => rolling(bad, count(8, "RUNNING"), count(8, "PENDING"), count(7, "RUNNING")),
        false => service(bad + story.well, count(7, "RUNNING")),
    };
    service.pending = count(number, "PENDING");
    if story.deploys {
        service.desired = bad + story.well;
        (service.deployments[0].created_at, service.deployments[0].updated_at) = (Some(ago(at)), Some(ago(at)));
    }
    let running = |task: &&Task| task.last_status == TaskStatus::Running;
    let is_bad = |task: &Task| task.lifecycle.started_at != Some(ago(90_000));
    let of = |task: &Task| match task.lifecycle.started_at {
        _ if !is_bad(task) => healthy(),
        Some(started) if NOW.since(started) < Span::seconds(15) => target("initial", "Elb.InitialHealthChecking", ""),
        _ => bad_gateway(),
    };
    if story.wrong != Wrong::Target {
        return (service, tasks, Vec::new());
    }
    tasks.sort_by_key(|task| task.last_status != TaskStatus::Running);
    let targets = tasks.iter().filter(running).map(of).collect();
    let ended = tasks.iter().filter_map(Task::ended_at).map(|ended| NOW.since(ended).0 / 1000);
    let words =
        "(port 80) is unhealthy in (target-group web) due to (reason Health checks failed with these codes: [502]).";
    service.events = ended.map(|seconds| event(seconds, words)).collect();
    (service, tasks, vec![group(targets)])
}

/// The rules of a story from the first end of a bad task on, each once for as long as it lasts.
fn rules(story: &Story) -> Vec<(i64, Rule, String)> {
    let mut rules: Vec<(i64, Rule, String)> = Vec::new();
    for at in (0..1200).step_by(7) {
        let (service, tasks, groups) = moment(story, at);
        if !tasks.iter().any(Task::is_stopped) {
            continue;
        }
        let finding = found_with(&service, &tasks, &groups, None);
        if rules.last().is_none_or(|(_, rule, _)| *rule != finding.rule()) {
            rules.push((at, finding.rule(), finding.headline()));
        }
    }
    rules
}

/// Several tasks that each last a minute or more, and nothing beside them: at times one serves, at times none runs.
fn at_times_none(story: &Story) -> bool {
    story.well == 0 && story.places.len() > 1 && story.places.iter().any(|place| place.lives >= 60)
}

fn any_story() -> impl Strategy<Value = Story> {
    let wrong = prop::sample::select(vec![Wrong::Exit, Wrong::Pull, Wrong::Sick, Wrong::Target]);
    let lives = prop_oneof![5i64..40, 20i64..140];
    let place = (0i64..40, 0i64..20, 5i64..40, 3i64..30);
    (wrong, lives, prop::collection::vec(place, 1..4), 0u32..3, any::<bool>()).prop_map(
        |(wrong, lives, places, well, deploys)| {
            let place = |(begins, more, waits, starts)| Place { begins, lives: lives + more, waits, starts };
            Story { wrong, places: places.into_iter().map(place).collect(), well, deploys }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn while_one_thing_goes_wrong_the_verdict_does_not_come_back_to_a_rule(story in any_story()) {
        let rules = rules(&story);
        for (n, (_, rule, _)) in rules.iter().enumerate() {
            prop_assert!(rule.level().needs_attention(), "{rules:#?}");
            let is_new = rules[..n].iter().all(|(_, before, _)| before != rule);
            prop_assert!(is_new || at_times_none(&story), "{rules:#?}");
        }
    }
}

#[test]
fn a_service_of_one_task_that_keeps_exiting_stays_down() {
    let place = Place { begins: 0, lives: 20, waits: 25, starts: 15 };
    let one = Story { wrong: Wrong::Exit, places: vec![place], well: 0, deploys: false };
    let rules: Vec<Rule> = rules(&one).into_iter().map(|(_, rule, _)| rule).collect();
    assert_eq!(rules[rules.len() - 1], Rule::NoneRunning, "{rules:?}");
    let (service, tasks, _) = moment(&one, 1_100);
    assert_eq!(service.running, 1, "the moment is one at which a task runs");
    let headline =
        "1 of 1 running, 1 not for long yet: container web, exit code 1 (application error), 10 times in 10 min";
    check(&service, &tasks, (Level::Down, Rule::NoneRunning, headline));
}

#[test]
fn of_several_tasks_that_last_a_while_some_serve() {
    let running = |seconds| {
        let mut one = task("web", 7);
        one.lifecycle.started_at = Some(ago(seconds));
        one
    };
    let after = |lived| {
        let crashed = |seconds| {
            let mut one = crashed(7, seconds);
            one.lifecycle.started_at = Some(ago(seconds + lived));
            one
        };
        let tasks = [running(20), running(25), crashed(30), crashed(40), crashed(90)];
        found(&service(2, 2), &tasks).rule()
    };
    assert_eq!((after(59), after(60)), (Rule::NoneRunning, Rule::CrashLoop));
}

#[test]
fn a_task_that_outlives_the_one_that_failed_ends_the_story() {
    let running = |seconds| {
        let mut one = task("web", 7);
        one.lifecycle.started_at = Some(ago(seconds));
        one
    };
    let after = |seconds| found(&service(1, 1), &[running(seconds), crashed(7, 100)]).rule();
    assert_eq!((after(59), after(60)), (Rule::NoneRunning, Rule::Steady));
    let served = |seconds| {
        let mut long = crashed(7, 100);
        long.lifecycle.started_at = Some(ago(90_000));
        found(&service(2, 2), &[running(seconds), running(50_000), long]).rule()
    };
    assert_eq!((served(59), served(60)), (Rule::BelowDesired, Rule::Steady), "its place is filled, for a minute");
}
