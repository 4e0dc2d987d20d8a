use model::query::ListQuery;
use model::verdict::{Level, Rule};

use super::support::{World, environment, service};

#[tokio::test(flavor = "multi_thread")]
async fn every_trouble_of_the_shop_is_judged_as_what_it_is() {
    let world = World::small_with_everything().await;
    for (cluster, name, level, rule, words) in [
        ("shop", "storefront", Level::Steady, Rule::Steady, "running"),
        ("shop", "cart", Level::Deploying, Rule::Deploying, "Revision"),
        ("shop", "checkout", Level::Degraded, Rule::CrashLoop, "exit code 1 (application error)"),
        ("shop", "payments", Level::Down, Rule::NoneRunning, "CannotPullContainerError, image tag not found"),
        ("shop", "recommendations", Level::Degraded, Rule::CrashLoop, "exit code 137 (out of memory)"),
        ("shop", "orders", Level::Deploying, Rule::AboveDesired, "6 running, 4 wanted: draining"),
        ("shop", "gift-cards", Level::Deploying, Rule::AboveDesired, "none wanted: draining"),
        ("shop", "mailer", Level::Idle, Rule::ScaledToZero, "Scaled to zero"),
        ("data", "search-index", Level::Deploying, Rule::ScalingOut, "Scaling out: 2 of 4 running, 2 starting"),
        ("internal", "metrics-gateway", Level::Degraded, Rule::CrashLoop, "fails its health check"),
        ("internal", "feature-flags", Level::Degraded, Rule::DeploymentStuck, "neither a start nor a stop"),
        ("internal", "legacy-reports", Level::Down, Rule::NoneRunning, "no place for a task"),
    ] {
        let page = world.console.service(&world.viewer, &service(cluster, name)).await.unwrap().data;
        let line = &page.verdict.line;
        assert_eq!((line.level, line.rule), (level, rule), "{name}: {}", line.headline);
        assert!(line.headline.contains(words), "{name}: {}", line.headline);
        assert!(!page.verdict.evidence.is_empty(), "{name} has no evidence");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fleet_shows_the_worst_first_each_with_its_reason() {
    let world = World::small_with_everything().await;
    let overview = world.console.overview(&world.viewer).await.unwrap();
    assert!(!overview.data.is_loading && !overview.stale && overview.notices.is_empty());
    let levels: Vec<Level> = overview.data.attention.iter().map(|row| row.verdict.level).collect();
    assert!(levels.is_sorted_by(|a, b| a >= b), "{levels:?}");
    assert_eq!(levels.first(), Some(&Level::Down));
    assert!(overview.data.attention.iter().all(|row| row.verdict.level.needs_attention()));
    let deploying: Vec<&str> = overview.data.deploying.iter().map(|row| row.at.service.as_str()).collect();
    assert!(deploying.contains(&"cart") && deploying.contains(&"feature-flags"), "{deploying:?}");
    assert!(overview.data.recent.is_sorted_by(|a, b| a.at >= b.at) && !overview.data.recent.is_empty());
    let shell = world.console.shell(&world.viewer).await.unwrap();
    assert_eq!(shell.attention, overview.data.attention_total + overview.data.jobs_total);
    assert_eq!(shell.environments[0].services, overview.data.services_total);
    assert_eq!((&*shell.version, shell.environments[0].worst), ("1.2.3", Some(Level::Down)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_says_what_the_page_says() {
    let world = World::small_with_everything().await;
    let all = world.console.services(&world.viewer, &environment(), None, &ListQuery::default()).await.unwrap().data;
    assert_eq!(all.total, all.matching);
    for row in &all.rows {
        let page = world.console.service(&world.viewer, &row.at).await.unwrap().data;
        assert_eq!(page.verdict.line.rule, row.verdict.rule, "{}", row.at.service);
        if row.verdict.level == Level::Down {
            assert!(page.events_total > 0, "{}", row.at.service);
        }
    }
}
