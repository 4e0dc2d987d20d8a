//! Tasks that die: together, one after the other, of different causes, and no more.

use super::*;
use crate::event::ServiceEvent;
use crate::testing::event;
use Level::{Degraded, Steady};

fn steady(seconds: &[i64]) -> Vec<ServiceEvent> {
    seconds.iter().map(|seconds| event(*seconds, "has reached a steady state.")).collect()
}

/// A task of which the kernel killed a container for its memory.
fn out_of_memory(seconds: i64) -> Task {
    let mut one = exited(7, seconds, 2400, 137);
    one.containers[0].reason = Some("OutOfMemoryError: Container killed due to memory usage".to_owned());
    one
}

#[test]
fn a_leak_that_kills_all_tasks_every_forty_minutes_is_a_loop_between_the_waves_too() {
    let wave = |seconds: i64| (0..4).map(move |n| out_of_memory(seconds + n));
    let headline = |times: &str| format!("Tasks keep exiting: container web, exit code 137 (out of memory), {times}");
    for (last, times) in [(60, "4 times in 10 min"), (1000, "8 times in 56 min"), (1080, "8 times in 58 min")] {
        let mut leaking = service(4, 4);
        leaking.events = steady(&[last - 50, last + 2350]);
        let tasks = [running(4, 7, last - 40), wave(last).chain(wave(last + 2400)).collect()].concat();
        check(&leaking, &tasks, (Degraded, Rule::CrashLoop, &headline(times)));
    }
}

#[test]
fn a_steady_state_between_two_deaths_does_not_end_a_loop_that_went_on_after_one() {
    let mut leaking = service(4, 4);
    let deaths: Vec<Task> = [100, 700, 1300, 1900, 2500, 3100].map(out_of_memory).to_vec();
    leaking.events = steady(&[40, 640, 1240, 1840, 2440, 3040]);
    let tasks = [running(4, 7, 60), deaths.clone()].concat();
    let headline = "Tasks keep exiting: container web, exit code 137 (out of memory), 6 times in 51 min";
    check(&leaking, &tasks, (Degraded, Rule::CrashLoop, headline));
    leaking.events = steady(&[40]);
    check(&leaking, &tasks, (Steady, Rule::Steady, "4 of 4 running"));
    let mut unlike = tasks;
    unlike[5] = exited(7, 700, 2400, 1);
    leaking.events = steady(&[40, 640, 1240]);
    check(&leaking, &unlike, (Steady, Rule::Steady, "4 of 4 running"));
}

#[test]
fn a_few_deaths_that_have_nothing_in_common_are_no_loop() {
    let after = [running(7, 7, 9000), running(1, 7, 270), running(1, 7, 1470), running(1, 7, 2670)].concat();
    let deaths = vec![out_of_memory(300), exited(7, 1500, 9000, 1), exited(7, 2700, 90, 139)];
    let tasks = [after, deaths].concat();
    check(&service(10, 10), &tasks, (Steady, Rule::Steady, "10 of 10 running"));
    let one = [running(1, 7, 2000), vec![out_of_memory(2050)]].concat();
    check(&service(1, 1), &one, (Steady, Rule::Steady, "1 of 1 running"));
    let two = [running(1, 7, 250), vec![out_of_memory(300), out_of_memory(2700)]].concat();
    check(&service(1, 1), &two, (Steady, Rule::Steady, "1 of 1 running"));
}

#[test]
fn ends_that_nobody_knows_or_somebody_asked_for_are_no_loop() {
    let unknown = |seconds| ended(7, seconds, 900, "Retired", "Something new.");
    let by_hand = |seconds| ended(7, seconds, 900, "UserInitiated", "by hand");
    for end in [unknown, by_hand, |seconds| scaled_in(7, seconds)] {
        let tasks = [running(4, 7, 9000), (0..10).map(|n| end(30 + 50 * n)).collect()].concat();
        check(&service(4, 4), &tasks, (Steady, Rule::Steady, "4 of 4 running"));
    }
}

#[test]
fn a_loop_tells_how_few_run() {
    let deaths = |count: i64| (0..count).map(|n| exited(7, 20 + n * 15, 12, 1)).collect::<Vec<_>>();
    let headline =
        "Tasks keep exiting: container web, exit code 1 (application error), 30 times in 10 min, 470 of 500 running";
    let tasks = [running(470, 7, 9000), deaths(30)].concat();
    check(&service(500, 470), &tasks, (Degraded, Rule::CrashLoop, headline));
    let headline = "Tasks keep exiting: container web, exit code 0 (ended normally), 3 times in 10 min, 1 of 2 running";
    let done: Vec<Task> = [20, 80, 140].map(|seconds| exited(7, seconds, 30, 0)).to_vec();
    check(&service(2, 1), &[running(1, 7, 9000), done].concat(), (Degraded, Rule::CrashLoop, headline));
    let headline =
        "Tasks keep failing: CannotPullContainerError, image tag not found, 3 times in 10 min, 1 of 2 running";
    let pulls = [unpullable(7, 20), unpullable(7, 80), unpullable(7, 140)].to_vec();
    check(&service(2, 1), &[running(1, 7, 9000), pulls].concat(), (Degraded, Rule::CrashLoop, headline));
    let headline = "Tasks keep failing: container web fails its health check, 3 times in 10 min, 1 of 2 running";
    let mut sick: Vec<Task> = [20, 80, 140]
        .map(|seconds| ended(7, seconds, 90, "ServiceSchedulerInitiated", "Task failed container health checks"))
        .to_vec();
    sick.iter_mut().for_each(|task| task.containers[0].health = crate::task::HealthStatus::Unhealthy);
    check(&service(2, 1), &[running(1, 7, 9000), sick].concat(), (Degraded, Rule::CrashLoop, headline));
}
