use model::deployment::{LifecycleStage, RollbackMonitorStatus};
use model::time::Span;
use model::verdict::{Level, Rule};
use model::view::{RolloutPage, StepState};

use super::support::{World, service};

async fn rollout(world: &World, cluster: &str, name: &str) -> RolloutPage {
    world.console.rollout(&world.viewer, &service(cluster, name)).await.unwrap().data
}

#[tokio::test(flavor = "multi_thread")]
async fn each_strategy_tells_its_stage_and_its_sides() {
    let world = World::small_with_everything().await;
    let names = ["accounts", "search", "shipping", "notifications"];
    world
        .until_told(async |world| {
            for name in names {
                if rollout(world, "shop", name)
                    .await
                    .current
                    .is_none_or(|it| it.target.is_none_or(|it| it.revision.is_none()))
                {
                    return false;
                }
            }
            true
        })
        .await;
    for (name, strategy, stage) in [
        ("accounts", "BLUE_GREEN", Some("BAKE_TIME")),
        ("search", "CANARY", None),
        ("shipping", "LINEAR", None),
        ("notifications", "BLUE_GREEN", None),
    ] {
        let current = rollout(&world, "shop", name).await.current.unwrap();
        assert_eq!((current.strategy.as_str(), current.is_moving), (strategy, true), "{name}: {}", current.headline);
        if let Some(stage) = stage {
            assert_eq!(current.stage.as_ref().map(LifecycleStage::as_str), Some(stage), "{name}");
            assert!(current.time_left.is_some_and(|left| left <= Span::minutes(55)), "{name}: {:?}", current.time_left);
        }
        let now: Vec<_> = current.stages.iter().filter(|(_, state)| *state == StepState::Current).collect();
        assert_eq!(now.len(), 1, "{name}: {:?}", current.stages);
        let new = current.target.as_ref().unwrap();
        assert!(new.revision.is_some() && new.running > 0, "{name}: {new:?}");
        let page = world.console.service(&world.viewer, &service("shop", name)).await.unwrap().data;
        assert_eq!(page.verdict.line.rule, Rule::Deploying, "{name}: {}", page.verdict.line.headline);
        assert!(
            page.verdict.line.headline.contains(current.stage.as_ref().unwrap().as_str()),
            "{}",
            page.verdict.line.headline
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deployment_that_was_rolled_back_is_amber_and_says_by_what() {
    let world = World::small_with_everything().await;
    let at = service("shop", "wishlist");
    world
        .until(|world| {
            let snapshot = world.fleet.snapshot(&at.environment).unwrap();
            snapshot.clusters[&at.cluster].rollouts.contains_key(&at.service)
        })
        .await;
    world
        .until_told(async |world| {
            rollout(world, "shop", "wishlist").await.history.iter().all(|row| row.revision.is_some())
        })
        .await;
    // Nothing is called steady before the health of its targets was read.
    world
        .until_told(async |world| {
            let page = world.console.service(&world.viewer, &at).await.unwrap().data;
            page.verdict.line.headline.starts_with("Steady")
        })
        .await;
    let current = rollout(&world, "shop", "wishlist").await;
    let page = world.console.service(&world.viewer, &at).await.unwrap().data;
    let headline = &page.verdict.line.headline;
    assert_eq!(
        (page.verdict.line.level, page.verdict.line.rule),
        (Level::Degraded, Rule::DeploymentFailed),
        "{headline}"
    );
    assert!(headline.starts_with("Steady on the OLD revision"), "{headline}");
    assert!(headline.ends_with("was rolled back by the circuit breaker"), "{headline}");
    let newest = current.current.unwrap();
    assert_eq!((&*newest.status, newest.level), ("ROLLBACK_SUCCESSFUL", Level::Degraded));
    assert_eq!(newest.breaker.as_ref().map(|breaker| &breaker.status), Some(&RollbackMonitorStatus::Triggered));
    assert!(current.history.len() >= 2, "{:?}", current.history);
    assert!(current.history.iter().all(|row| row.revision.is_some()), "{:?}", current.history);
    assert!(current.history[0].images.iter().any(|image| image.contains("bad-gateway")), "{:?}", current.history[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_hour_is_told_in_numbers() {
    let world = World::small_with_everything().await;
    let metrics = async |name: &str| world.console.metrics(&world.viewer, &service("shop", name)).await.unwrap();
    let first = metrics("storefront").await;
    assert_eq!((first.as_of, first.data.charts.len(), first.notices.len()), (None, 0, 0), "nobody waits for them");
    for name in ["storefront", "recommendations"] {
        world.until_told(async |_| metrics(name).await.as_of.is_some()).await;
    }
    let strip = metrics("storefront").await.data;
    let keys: Vec<&str> = strip.charts.iter().map(|chart| &*chart.key).collect();
    assert!(["cpu", "memory", "requests", "latency-p99"].iter().all(|key| keys.contains(key)), "{keys:?}");
    for chart in &strip.charts {
        let most = chart.series.values.iter().flatten().copied().fold(0.0, f64::max);
        assert!(most <= chart.top, "{}: {most} of {}", chart.key, chart.top);
    }
    let without = metrics("recommendations").await.data;
    assert!(without.charts.iter().all(|chart| chart.key != "requests"), "it has no load balancer");
}
