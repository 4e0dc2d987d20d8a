//! The deployments of `small` that do not simply go well.

use super::{service, small};
use simulator_engine::World;
use simulator_engine::deployment::RolloutState;
use simulator_engine::rollout::hook::HookStatus;
use simulator_engine::rollout::stage::LifecycleStage;
use simulator_engine::rollout::state::{ServiceDeployment, ServiceDeploymentStatus};
use simulator_engine::time::minutes;

fn newest<'a>(world: &'a World, cluster: &str, name: &str) -> &'a ServiceDeployment {
    service(world, cluster, name).rollouts(world.now()).next().unwrap()
}

#[test]
fn every_kind_of_deployment_is_there_whatever_the_seed() {
    use ServiceDeploymentStatus::{InProgress, RollbackSuccessful, Stopped, Successful};
    for seed in 0..4 {
        let engine = small(seed);
        let world = engine.world();
        for (cluster, name, status, count) in [
            ("shop", "vouchers", Successful, 2),
            ("shop", "wishlist", RollbackSuccessful, 3),
            ("data", "exporter", RollbackSuccessful, 3),
            ("data", "feature-store", Stopped, 3),
            ("internal", "webhooks", InProgress, 3),
            ("shop", "accounts", InProgress, 3),
        ] {
            assert_eq!(newest(world, cluster, name).status, status, "{name}, seed {seed}");
            assert_eq!(service(world, cluster, name).rollouts(world.now()).count(), count, "{name}");
        }
        for (cluster, name) in [("shop", "wishlist"), ("data", "exporter")] {
            let service = service(world, cluster, name);
            let primary = service.primary().unwrap();
            assert_eq!((primary.definition.revision, primary.rollout_state), (2, RolloutState::Completed), "{name}");
            assert_eq!((service.counts().running, service.deployments.len()), (service.desired, 1), "{name}");
        }
        let failed = service(world, "data", "feature-store");
        let states: Vec<_> = failed.deployments.iter().map(|it| (it.rollout_state, it.counts.running)).collect();
        assert_eq!(states, [(RolloutState::Failed, 0), (RolloutState::Completed, 3)]);
        let stuck = newest(world, "internal", "webhooks");
        assert!((6..=9).contains(&stuck.breaker.failures), "{}", stuck.breaker.failures);
        assert_eq!(
            (stuck.breaker.threshold, service(world, "internal", "webhooks").deployments[1].counts.running),
            (12, 4)
        );
    }
}

#[test]
fn traffic_is_on_its_way_in_every_manner_and_for_some_time_yet() {
    for seed in 0..4 {
        let mut engine = small(seed);
        let at = |engine: &simulator_engine::Engine, name: &str| {
            let rollout = newest(engine.world(), "shop", name);
            (rollout.stage.unwrap(), rollout.production_weight.unwrap())
        };
        assert_eq!(at(&engine, "accounts"), (LifecycleStage::BakeTime, 1_000), "seed {seed}");
        assert_eq!(at(&engine, "search"), (LifecycleStage::ProductionTrafficShift, 100));
        assert_eq!(at(&engine, "shipping"), (LifecycleStage::ProductionTrafficShift, 400));
        assert_eq!(at(&engine, "notifications"), (LifecycleStage::PostTestTrafficShift, 0));
        let hooks = &newest(engine.world(), "shop", "notifications").hooks;
        assert_eq!(hooks.iter().map(|hook| hook.status).collect::<Vec<_>>(), [HookStatus::AwaitingAction]);
        engine.advance_to(engine.now() + minutes(15));
        assert_eq!(at(&engine, "accounts").0, LifecycleStage::BakeTime);
        assert_eq!(at(&engine, "search").1, 100);
        assert_eq!(at(&engine, "shipping").1, 600);
        engine.advance_to(engine.now() + minutes(75));
        for name in ["accounts", "search", "shipping"] {
            assert_eq!(newest(engine.world(), "shop", name).status, ServiceDeploymentStatus::Successful, "{name}");
        }
        assert_eq!(newest(engine.world(), "shop", "notifications").status, ServiceDeploymentStatus::InProgress);
    }
}
