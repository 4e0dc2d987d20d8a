//! One thing goes wrong, and the verdict follows it without wavering.

use super::*;
use crate::event::ServiceEvent;
use crate::freshness::Freshness;
use crate::testing::{deployment, event};
use crate::verdict::LostInstance;

type Moment = (Service, Vec<Task>, Vec<Group>);

/// The rules of moments that follow each other, each once for as long as it lasts.
fn rules(moments: impl IntoIterator<Item = Moment>) -> Vec<Rule> {
    let findings = moments.into_iter().map(|(service, tasks, groups)| found_with(&service, &tasks, &groups, None));
    changes(findings)
}

/// The rules of findings that follow each other, each once for as long as it lasts.
fn changes(findings: impl IntoIterator<Item = Finding>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = findings.into_iter().map(|finding| finding.rule()).collect();
    rules.dedup();
    for rule in &rules {
        tried("states by rule", &format!("{:02} {}", rule.number(), rule.level().word()));
    }
    rules
}

/// A deployment of an image that does not exist, so many seconds old: two tasks are tried every 40 seconds.
fn bad_image(at: i64) -> Moment {
    let mut service = rolling(4, 0, 2, 4);
    (service.deployments[0].created_at, service.deployments[0].updated_at) = (Some(ago(at)), Some(ago(at)));
    let rounds = at / 40;
    service.deployments[0].failed = u32::try_from(2 * rounds).unwrap();
    let failed = (1..=rounds).flat_map(|round| [at - round * 40; 2]).map(|seconds| unpullable(8, seconds));
    let tasks = [coming(2, 8, at % 40), running(4, 7, 90_000), failed.collect()].concat();
    (service, tasks, Vec::new())
}

#[test]
fn a_bad_image_without_a_circuit_breaker() {
    let begun = [Rule::Deploying, Rule::DeploymentStuck, Rule::CrashLoop];
    assert_eq!(rules((0..3000).step_by(13).map(bad_image)), begun);
    for at in [45, 100, 700, 1900] {
        let (service, tasks, groups) = bad_image(at);
        assert_eq!(found_with(&service, &tasks, &groups, None).since(), Some(ago(at - 40)), "the first failure, {at}");
    }
}

/// The same with a circuit breaker that gives up after 200 seconds; it takes 20 more to be back.
fn with_breaker(at: i64) -> Moment {
    if at < 200 {
        return bad_image(at);
    }
    let mut back = service(4, 4);
    let is_back = at >= 220;
    back.deployments[0].rollout_state =
        Some(if is_back { DeploymentRolloutState::Completed } else { DeploymentRolloutState::InProgress });
    back.deployments[0].created_at = Some(ago(at - 200));
    back.events = vec![
        event(at - 200, "rolling back to deployment ecs-svc/7."),
        event(at - 200, "(deployment ecs-svc/8) deployment failed: tasks failed to start."),
    ];
    if is_back {
        back.events.insert(0, event(at - 220, "has reached a steady state."));
    }
    let failed = (1..=5).flat_map(|round| [at - round * 40; 2]).map(|seconds| unpullable(8, seconds));
    (back, [running(4, 7, 90_000), failed.collect()].concat(), Vec::new())
}

#[test]
fn a_bad_image_with_a_circuit_breaker() {
    let all = [Rule::Deploying, Rule::DeploymentStuck, Rule::CrashLoop, Rule::DeploymentFailed];
    assert_eq!(rules((0..3000).step_by(13).map(with_breaker)), all);
    let (service, tasks, groups) = with_breaker(1500);
    assert_eq!(found_with(&service, &tasks, &groups, None).since(), Some(ago(1300)));
}

/// A deployment whose tasks answer 90 seconds after their start, two at a time.
fn slow_start(at: i64, grace: Option<u32>) -> Moment {
    let new = if at < 120 { 2 } else { 4 };
    let ages = [at - 15, at - 15, at - 135, at - 135];
    let mut service = Service { health_check_grace: grace, ..rolling(4, new, 0, if at < 105 { 4 } else { 2 }) };
    if at >= 225 {
        service.deployments[1].running = 0;
        service.running = 4;
    }
    (service.deployments[0].created_at, service.deployments[0].updated_at) = (Some(ago(at)), Some(ago(at)));
    let mut tasks: Vec<Task> = ages.iter().take(new as usize).flat_map(|age| running(1, 8, *age)).collect();
    for (n, task) in tasks.iter_mut().enumerate() {
        task.id = TaskId::parse(format!("{n:032x}")).unwrap();
    }
    let state = |age: &i64| {
        if *age < 20 {
            initial()
        } else if *age < 90 {
            timeout()
        } else {
            healthy()
        }
    };
    let old = service.deployments[1].running as usize;
    let targets = ages.iter().take(new as usize).map(state).chain(vec![healthy(); old]).collect();
    tasks.extend(running(old, 7, 90_000));
    (service, tasks, vec![group(targets)])
}

#[test]
fn a_slow_start_behind_a_load_balancer() {
    let moments =
        |grace| (15..600).step_by(7).filter(|at| !(120..135).contains(at)).map(move |at| slow_start(at, grace));
    assert_eq!(rules(moments(Some(120))), [Rule::Deploying]);
    let without = rules(moments(None));
    assert_eq!(
        without,
        [Rule::Deploying, Rule::TargetsFailing, Rule::Deploying, Rule::TargetsFailing, Rule::Deploying]
    );
}

/// Spot takes two of four tasks, and two minutes later the others; each is back after 90 seconds.
fn spot_wave(at: i64) -> Moment {
    let lost: Vec<i64> = [0, 1, 120, 121].into_iter().filter(|lost| *lost <= at).collect();
    let back = lost.iter().filter(|lost| **lost + 90 <= at).count();
    let here = 4 - lost.len() + back;
    let mut service = service(4, here as u32);
    service.pending = (lost.len() - back) as u32;
    let mut tasks: Vec<Task> = lost.iter().map(|lost| interrupted(at - lost)).collect();
    tasks.extend(running(4 - lost.len(), 7, 90_000));
    tasks.extend(lost.iter().take(back).flat_map(|lost| running(1, 7, at - lost - 90)));
    tasks.extend(lost.iter().skip(back).flat_map(|lost| coming(1, 7, at - lost)));
    if at >= 240 {
        service.events.push(event(at - 240, "has reached a steady state."));
    }
    (service, tasks, Vec::new())
}

#[test]
fn a_wave_of_spot_interruptions() {
    let twice = [Rule::BelowDesired, Rule::Steady, Rule::BelowDesired, Rule::Steady];
    assert_eq!(rules((0..1500).step_by(7).map(spot_wave)), twice);
    for (at, since) in [(5, 5), (60, 60), (90, 90), (130, 10), (200, 80)] {
        let (service, tasks, _) = spot_wave(at);
        assert_eq!(found(&service, &tasks).since(), Some(ago(since)), "the first that was taken, {at}");
    }
    let (service, tasks, _) = spot_wave(900);
    assert_eq!(found(&service, &tasks).since(), Some(ago(660)), "the steady state after the last");
}

#[test]
fn to_zero_and_back() {
    let mut stopping = running(2, 7, 90_000);
    stopping.iter_mut().for_each(|task| task.desired_status = "STOPPED".into());
    let stopped = |seconds| vec![scaled_in(7, seconds), scaled_in(7, seconds)];
    let up = Service { pending: 2, ..service(2, 0) };
    let web = |targets| vec![group(targets)];
    let story = [
        (service(2, 2), running(2, 7, 90_000), web(vec![healthy(); 2])),
        (service(0, 2), stopping, web(vec![target("draining", "", ""); 2])),
        (service(0, 0), stopped(10), web(vec![])),
        (service(0, 0), stopped(3000), web(vec![])),
        (up, [coming(2, 7, 5), stopped(3100)].concat(), web(vec![])),
        (service(2, 2), [running(2, 7, 5), stopped(3200)].concat(), web(vec![])),
        (service(2, 2), [running(2, 7, 15), stopped(3210)].concat(), web(vec![initial(); 2])),
        (service(2, 2), [running(2, 7, 60), stopped(3260)].concat(), web(vec![healthy(); 2])),
    ];
    let rules = rules(story);
    assert_eq!(rules, [Rule::Steady, Rule::AboveDesired, Rule::ScaledToZero, Rule::Deploying, Rule::Steady]);
}

#[test]
fn a_deployment_while_target_health_cannot_be_read() {
    let read = |seconds, targets| {
        vec![Group { read_at: Some(ago(seconds)), trouble: (seconds > 0).then(refused), ..group(targets) }]
    };
    let (old, four) = (|| running(4, 7, 90_000), || vec![healthy(); 4]);
    let new = |count, seconds| running(count, 8, seconds);
    let story = [
        (service(4, 4), old(), read(0, four())),
        (service(4, 4), old(), read(170, four())),
        (service(4, 4), old(), read(190, four())),
        (rolling(4, 0, 2, 4), [coming(2, 8, 5), old()].concat(), read(240, four())),
        (rolling(4, 2, 0, 4), [new(2, 20), old()].concat(), read(300, four())),
        (rolling(4, 2, 0, 4), [old(), new(2, 60)].concat(), read(0, vec![healthy(); 6])),
        (service(4, 4), old(), read(0, four())),
    ];
    assert_eq!(rules(story), [Rule::Steady, Rule::Unseen, Rule::Deploying, Rule::Steady]);
}

#[test]
fn a_zone_is_lost() {
    let read = Freshness { as_of: Some(NOW), ..Freshness::default() };
    let moment = |at: i64| {
        let is_replaced = at >= 600;
        let mut tasks = running(4, 7, 90_000);
        for (n, task) in tasks.iter_mut().enumerate() {
            task.container_instance = Some(format!("arn:aws:ecs:r:1:container-instance/shop/i-{}", n / 2));
        }
        let mut service = service(4, 4);
        if is_replaced {
            let gone = ended(7, at - 600, 90_000, "TerminationNotice", "Host EC2 (instance i-1) terminated.");
            let pending = if at < 690 { 2 } else { 0 };
            let next = if pending > 0 { coming(2, 7, at - 600) } else { running(2, 7, at - 690) };
            tasks = [tasks[..2].to_vec(), vec![gone.clone(), gone], next].concat();
            (service.running, service.pending) = (4 - pending, pending);
        }
        let instance = LostInstance { id: "i-1", name: "i-1", since: ago(at), is_older: false };
        let lost = if is_replaced { Vec::new() } else { vec![instance] };
        let borrowed: Vec<&Task> = tasks.iter().collect();
        judge(&Facts::new(&service, &borrowed, Some(NOW)).with_lost(lost, &read), NOW)
    };
    let rules = changes((0..1200).step_by(11).map(moment));
    assert_eq!(rules, [Rule::Steady, Rule::Unseen, Rule::BelowDesired, Rule::Steady]);
}

/// Four tasks that each run out of memory after 40 minutes, ten minutes apart, long after this began.
fn leak(at: i64) -> Moment {
    let (mut tasks, mut events): (Vec<Task>, Vec<ServiceEvent>) = (Vec::new(), Vec::new());
    for place in 0..4_i64 {
        for round in 0..8_i64 {
            let died = at - (place * 600 + round * 2430);
            if (0..3600).contains(&died) {
                let mut one = exited(7, died, 2400, 137);
                one.containers[0].reason = Some("OutOfMemoryError: Container killed due to memory usage".to_owned());
                tasks.push(one);
                if died >= 50 {
                    events.push(event(died - 50, "has reached a steady state."));
                }
            }
            if (30..2430).contains(&died) {
                let mut next = running(1, 7, died - 30);
                next[0].id = TaskId::parse(format!("{place:032x}")).unwrap();
                tasks.extend(next);
            }
        }
    }
    let count = tasks.iter().filter(|task| !task.is_ending()).count() as u32;
    (Service { pending: 4 - count, events, ..service(4, count) }, tasks, Vec::new())
}

#[test]
fn a_leak_that_kills_one_task_after_the_other_is_one_story() {
    let moments = || (7_300..14_000).step_by(23);
    assert_eq!(rules(moments().map(leak)), [Rule::CrashLoop]);
    for at in moments() {
        let (mut service, tasks, _) = leak(at);
        service.deployments[0].created_at = Some(ago(36_000));
        let finding = found(&service, &tasks);
        assert_eq!(finding.since(), None, "it began before AWS remembers, {}", finding.headline());
    }
}

#[test]
fn a_repair_ends_a_loop_without_a_detour() {
    let deaths = |at: i64| (0..6).map(|n| exited(7, at + n * 40, 20, 1)).collect::<Vec<Task>>();
    let repaired = |at: i64| {
        let mut service = rolling(1, u32::from(at >= 20), u32::from(at < 20), 0);
        (service.deployments[0].created_at, service.deployments[0].updated_at) = (Some(ago(at)), Some(ago(at)));
        if at >= 100 {
            service.deployments = vec![deployment(8, 1, 1)];
        }
        let new = if at < 20 { coming(1, 8, at) } else { running(1, 8, at - 20) };
        (service, [new, deaths(at + 5)].concat(), Vec::new())
    };
    let story = (1..60).step_by(7).map(|at| (service(1, 0), deaths(at), Vec::new()));
    let rules = rules(story.chain((0..900).step_by(7).map(repaired)));
    assert_eq!(rules, [Rule::NoneRunning, Rule::Deploying, Rule::Steady]);
}
