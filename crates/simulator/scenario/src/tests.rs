mod handed;
mod makers;
mod rollouts;
mod scaling;

use super::*;
use simulator_engine::capacity::attributes::INSTANCE_TYPE;
use simulator_engine::capacity::instance::{Instance, InstanceStatus};
use simulator_engine::container::HealthStatus;
use simulator_engine::deployment::RolloutState;
use simulator_engine::metrics::AlarmState;
use simulator_engine::service::Service;
use simulator_engine::task::{StopCode, Task, TaskStatus};
use simulator_engine::time::{hours, minutes};
use simulator_engine::{Millis, World};
use std::collections::BTreeSet;

fn small(seed: u64) -> Engine {
    build(Scenario::Small, &EngineOptions { seed, ..EngineOptions::default() })
}

fn service<'a>(world: &'a World, cluster: &str, name: &str) -> &'a Service {
    world.cluster(cluster).unwrap().service(name).unwrap()
}

fn stopped<'a>(world: &'a World, cluster: &str, name: &str) -> Vec<&'a Task> {
    let cluster = world.cluster(cluster).unwrap();
    let all = cluster.tasks_of(cluster.service(name).unwrap());
    all.filter(|task| task.last_status == TaskStatus::Stopped).collect()
}

fn lately(world: &World, task: &Task) -> bool {
    task.times.stopped_at.is_some_and(|at| at >= world.now().before(minutes(10)))
}

#[track_caller]
fn is_steady(service: &Service) {
    assert_eq!(service.counts().running, service.desired, "{}", service.name);
    assert_eq!(service.counts().pending, 0, "{}", service.name);
    assert_eq!(service.deployments.len(), 1, "{}", service.name);
    assert_eq!(service.deployments[0].rollout_state, RolloutState::Completed, "{}", service.name);
}

#[test]
fn every_scenario_is_told_without_a_refusal() {
    for scenario in [Scenario::Small, Scenario::Empty, Scenario::Large { services: 100, tasks: 400 }] {
        let story = tell(scenario, &EngineOptions::default());
        assert_eq!(story.refused(), [], "{scenario}");
    }
}

#[test]
fn small_shows_one_of_each_trouble_whatever_the_seed() {
    for seed in 0..12 {
        let engine = small(seed);
        let world = engine.world();
        for (cluster, name) in
            [("shop", "storefront"), ("shop", "catalog"), ("data", "events-collector"), ("internal", "backoffice")]
        {
            is_steady(service(world, cluster, name));
        }

        let mailer = service(world, "shop", "mailer");
        assert_eq!((mailer.desired, mailer.counts().running), (0, 0));

        let payments = service(world, "shop", "payments");
        assert_eq!((payments.desired, payments.counts().running), (3, 0));
        assert!(stopped(world, "shop", "payments").iter().any(|task| {
            task.stop
                .as_ref()
                .is_some_and(|stop| stop.code == StopCode::TaskFailedToStart && stop.reason.contains("CannotPull"))
        }));

        let checkout = service(world, "shop", "checkout");
        assert_eq!(checkout.deployments[1].counts.running, 3);
        assert!(stopped(world, "shop", "checkout").iter().filter(|task| lately(world, task)).count() >= 3);

        let memory = stopped(world, "shop", "recommendations");
        let killed = memory.iter().filter(|task| lately(world, task) && task.containers[0].exit_code == Some(137));
        assert!(killed.count() >= 3);

        let cart = service(world, "shop", "cart");
        assert_eq!(cart.deployments.len(), 2);
        assert_eq!(cart.deployments[0].failed_tasks, 0);

        let gateway = service(world, "internal", "metrics-gateway");
        assert!(gateway.deployments[0].failed_tasks >= 10);
        assert_eq!(gateway.deployments[1].counts.running, 2);
        let unhealthy = stopped(world, "internal", "metrics-gateway");
        assert!(
            unhealthy.iter().filter(|task| task.health == HealthStatus::Unhealthy && lately(world, task)).count() >= 3
        );

        let flags = service(world, "internal", "feature-flags");
        let shape: Vec<_> = flags.deployments.iter().map(|it| (it.counts.running, it.counts.pending)).collect();
        assert_eq!(shape, [(0, 0), (1, 0)]);
        assert!(flags.events[0].message.contains("because of the service deployment configuration"));
        assert!(world.now() - flags.events[0].at > minutes(100));

        let index = service(world, "data", "search-index");
        assert_eq!((index.counts().running, index.desired), (2, 4));
        assert_eq!(index.deployments[0].rollout_state, RolloutState::Completed);

        let orders = service(world, "shop", "orders");
        assert_eq!((orders.counts().running, orders.desired, orders.deployments.len()), (6, 4, 1));

        let gift_cards = service(world, "shop", "gift-cards");
        assert_eq!((gift_cards.counts().running, gift_cards.desired), (2, 0));
        assert_eq!(service(world, "internal", "legacy-reports").counts().running, 0);

        for (name, running) in [("thumbnails", 8), ("transcoder", 4), ("edge-cache", 2), ("node-agent", 5)] {
            let steady = service(world, "batch", name);
            is_steady(steady);
            assert_eq!(steady.counts().running, running, "{name}");
        }
        let loader = service(world, "batch", "warehouse-loader");
        assert_eq!((loader.counts().running, loader.desired), (3, 4));
        assert!(loader.events[0].message.contains("has insufficient memory available"), "{}", loader.events[0].message);
        let trainer = service(world, "batch", "gpu-trainer");
        assert_eq!((trainer.counts().running, trainer.desired), (0, 1));
        assert!(trainer.events[0].message.contains("MemberOf placement constraint unsatisfied."));
    }
}

#[test]
fn small_has_instances_of_two_types_in_three_zones_one_draining_and_one_silent() {
    for seed in 0..12 {
        let engine = small(seed);
        let batch = engine.world().cluster("batch").unwrap();
        let count = |is_meant: &dyn Fn(&Instance) -> bool| batch.instances().filter(|it| is_meant(it)).count();
        assert_eq!(batch.instances().len(), 6);
        assert_eq!(count(&|it| it.provider.as_deref() == Some("batch-arm")), 2);
        assert_eq!(count(&|it| it.attribute(INSTANCE_TYPE).is_some_and(|name| &**name == "c7g.xlarge")), 4);
        assert_eq!(count(&|it| !it.agent_connected && it.status == InstanceStatus::Active), 1);
        let draining: Vec<_> = batch.instances().filter(|it| it.status == InstanceStatus::Draining).collect();
        assert_eq!((draining.len(), draining[0].counts.running), (1, 1));
        let zones: BTreeSet<_> = batch.instances().filter_map(|it| it.zone()).collect();
        assert_eq!(zones.len(), 3);
    }
}

fn states(world: &World, group: &str) -> Vec<&'static str> {
    let group = world.target_groups().find(|it| &*it.name == group).unwrap();
    group.targets().map(|target| target.health.state.word()).collect()
}

#[test]
fn small_has_targets_that_are_well_and_targets_that_are_not_whatever_the_seed() {
    for seed in 0..4 {
        let engine = small(seed);
        let world = engine.world();
        for (group, count) in [
            ("storefront", 4),
            ("catalog", 5),
            ("backoffice", 2),
            ("pricing-next", 1),
            ("thumbnails", 8),
            ("events-collector", 2),
        ] {
            assert_eq!(states(world, group), vec!["healthy"; count], "{group}");
        }
        let mut pricing = states(world, "pricing");
        pricing.sort_unstable();
        assert_eq!(pricing, ["healthy", "healthy", "healthy", "healthy", "unhealthy", "unhealthy"]);
        assert_eq!(states(world, "reviews").iter().filter(|state| **state == "healthy").count(), 0);
        assert!(service(world, "shop", "reviews").counts().running > 0);
        assert_eq!(states(world, "loyalty"), [""; 0]);
        let nobody: Vec<_> = world.target_groups().filter(|group| !group.is_used()).map(|group| &*group.name).collect();
        assert_eq!(nobody, ["storefront-2024"]);
    }
}

#[test]
fn small_has_one_off_tasks_that_ended_well_and_badly_and_one_that_runs() {
    let engine = small(1);
    let tasks: Vec<_> = engine.world().cluster("data").unwrap().tasks().filter(|task| task.service.is_none()).collect();
    let ended = |code| tasks.iter().filter(|task| task.containers[0].exit_code == Some(code)).count();
    assert_eq!((ended(0), ended(1)), (2, 1));
    assert_eq!(tasks.iter().filter(|task| task.last_status == TaskStatus::Running).count(), 1);
}

#[test]
fn the_demo_has_something_going_on_for_some_minutes_and_the_slow_things_end() {
    let mut engine = small(1);
    engine.advance_to(engine.now() + minutes(3));
    let cart = service(engine.world(), "shop", "cart");
    assert_eq!(cart.deployments[0].rollout_state, RolloutState::InProgress);
    engine.advance_to(engine.now() + minutes(40));
    for (cluster, name) in [("shop", "cart"), ("data", "search-index"), ("shop", "orders"), ("shop", "gift-cards")] {
        is_steady(service(engine.world(), cluster, name));
    }
}

#[test]
fn the_same_seed_and_time_make_the_same_estate_and_another_seed_another() {
    let print = |seed| format!("{:?}", small(seed).world());
    assert_eq!(print(5), print(5));
    assert_ne!(print(5), print(6));
}

#[test]
fn large_has_the_services_and_about_the_tasks_that_were_asked_for() {
    let options = EngineOptions { now: Millis(1_800_000_000_000), ..EngineOptions::default() };
    let mut engine = build(Scenario::Large { services: 1_008, tasks: 10_000 }, &options);
    let services: usize = engine.world().clusters().map(|cluster| cluster.services().len()).sum();
    let tasks: u32 = engine.world().clusters().map(|cluster| cluster.counts.running + cluster.counts.pending).sum();
    assert_eq!(services, 1_008);
    assert!((9_000..=11_500).contains(&tasks), "{tasks}");
    let instances: usize = engine.world().clusters().map(|cluster| cluster.instances().len()).sum();
    assert!((60..=140).contains(&instances), "{instances}");
    let all = || engine.world().clusters().flat_map(|cluster| cluster.services());
    let calm = all().filter(|it| it.counts().running == it.desired && it.deployments.len() == 1).count();
    assert!((950..1_008).contains(&calm), "{calm} of 1 008 are calm");

    let before = engine.handled();
    engine.advance_to(engine.now() + minutes(10));
    let rate = (engine.handled() - before) / 600;
    assert!(rate < 100, "{rate} things happen in a second");
}

#[test]
fn a_scenario_reads_what_it_writes() {
    for text in ["small", "empty", "large:12:40"] {
        assert_eq!(text.parse::<Scenario>().map(|scenario| scenario.to_string()).as_deref(), Ok(text));
    }
    assert_eq!("large".parse(), Ok(Scenario::Large { services: 1_008, tasks: 10_000 }));
    assert_eq!("large:x:1".parse::<Scenario>(), Err(UnknownScenario("large:x:1".to_owned())));
    assert!("medium".parse::<Scenario>().is_err());
}

#[test]
fn small_has_alarms_in_each_state_whatever_the_seed_and_the_hour() {
    for (seed, hour) in (0..12).map(|seed| (seed, 2 * seed)) {
        let now = Millis(1_800_000_000_000 + hours(hour));
        let engine = build(Scenario::Small, &EngineOptions { seed, now, ..EngineOptions::default() });
        let of = |wanted| {
            let alarms = engine.metrics().alarms().filter(move |alarm| alarm.state == wanted);
            let names = alarms.map(|alarm| alarm.settings.name.to_string());
            // Those that scaling policies made for themselves ring whenever there is a task to spare.
            names.filter(|name| !name.starts_with("TargetTracking-")).collect::<Vec<_>>()
        };
        let ringing = ["events-collector-cpu-high", "pricing-unhealthy-hosts", "reviews-5xx"];
        assert_eq!(of(AlarmState::Alarm), ringing, "seed {seed}");
        let calm = [
            "catalog-memory-high",
            "checkout-5xx",
            "helpdesk-cpu-high",
            "orders-error-rate",
            "shop-public-slow",
            "storefront-cpu-high",
        ];
        assert_eq!(of(AlarmState::Ok), calm, "seed {seed}");
        assert_eq!(of(AlarmState::InsufficientData), ["payments-cpu-high"], "seed {seed}");
    }
}
