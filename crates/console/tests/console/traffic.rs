use console::ConsoleError;
use model::address::TargetGroupRef;
use model::alarm::AlarmState;
use model::noun::Noun;
use model::page::Page;
use model::verdict::{Level, Rule};
use model::view::{GroupShare, RuleOutcome, RuleView, TrafficPage};

use super::support::{World, environment, service};

fn rule<'a>(page: &'a TrafficPage, balancer: &str, priority: u32) -> &'a RuleView {
    let balancer = page.balancers.iter().find(|one| one.name == balancer).unwrap();
    let mut rules = balancer.listeners.iter().flat_map(|listener| &listener.rules);
    rules.find(|rule| rule.priority == Some(priority)).unwrap()
}

fn shares(rule: &RuleView) -> &[GroupShare] {
    let RuleOutcome::Forward(shares) = &rule.outcome else { panic!("{:?} forwards", rule.priority) };
    shares
}

#[tokio::test(flavor = "multi_thread")]
async fn every_rule_says_where_it_leads_and_which_lead_nowhere() {
    let world = World::small_with_everything().await;
    let page = world.console.traffic(&world.viewer, &environment()).await.unwrap().data;
    for balancer in &page.balancers {
        assert_eq!((balancer.level, balancer.listeners.is_empty()), (Level::Steady, false), "{}", balancer.name);
        for listener in &balancer.listeners {
            let tried: Vec<u32> = listener.rules.iter().map(|rule| rule.priority.unwrap_or(u32::MAX)).collect();
            assert!(tried.is_sorted(), "{tried:?}");
            assert_eq!(tried.last(), Some(&u32::MAX), "the default rule is the last one");
        }
    }
    let prices = shares(rule(&page, "shop-public", 60));
    let told: Vec<(&str, f64, &str)> = prices
        .iter()
        .map(|share| (share.group.at.name.as_str(), share.percent, share.group.services[0].0.service.as_str()))
        .collect();
    assert_eq!(told, [("pricing", 90.0, "pricing"), ("pricing-next", 10.0, "pricing-next")]);
    let nowhere = rule(&page, "shop-public", 70).nowhere.as_deref().unwrap_or_default();
    assert!(nowhere.starts_with("loyalty has no targets"), "{nowhere}");
    assert_eq!(rule(&page, "shop-public", 20).nowhere, None);
    assert!(page.nowhere >= 1 && page.nowhere < page.rules, "{} of {}", page.nowhere, page.rules);
    assert!(page.unused.iter().any(|line| line.at.name.as_str() == "storefront-2024"), "{:?}", page.unused);
    assert!(page.unused.iter().all(|line| line.at.name.as_str() != "pricing"));
}

fn group(name: &str) -> TargetGroupRef {
    TargetGroupRef { environment: environment(), name: name.parse().unwrap() }
}

#[tokio::test(flavor = "multi_thread")]
async fn targets_that_fail_say_why_and_lead_to_their_tasks() {
    let world = World::small_with_everything().await;
    let page = world.console.target_group(&world.viewer, &group("pricing")).await.unwrap().data;
    assert!(page.headline.starts_with("4 of 6 targets healthy: Target."), "{}", page.headline);
    let [by_hand, also_by_hand, rest @ ..] = &page.card.targets[..] else { panic!("six targets") };
    for target in [by_hand, also_by_hand] {
        assert_eq!((target.level, target.task.is_some()), (Level::Degraded, false), "{}", target.id);
        assert!(!target.explanation.is_empty() && target.next.is_some());
    }
    assert!(rest.iter().all(|target| target.level == Level::Steady && target.task.is_some()), "{rest:?}");
    assert!(page.routes.iter().any(|route| route.balancer == "shop-public" && (route.share - 90.0).abs() < 0.01));
    assert!(page.alarms.iter().any(|alarm| alarm.name == "pricing-unhealthy-hosts"), "{:?}", page.alarms);
    let missing = world.console.target_group(&world.viewer, &group("nothing")).await.unwrap_err();
    assert_eq!(missing, ConsoleError::NotFound(Noun::TargetGroup));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_is_judged_by_its_targets() {
    let world = World::small_with_everything().await;
    let verdict = async |name: &str| {
        let page = world.console.service(&world.viewer, &service("shop", name)).await.unwrap().data;
        (page.verdict, page.row)
    };
    let (pricing, row) = verdict("pricing").await;
    assert_eq!((pricing.line.level, pricing.line.rule), (Level::Degraded, Rule::TargetsFailing));
    assert!(pricing.line.headline.starts_with("2 of 6 targets fail health checks: "), "{}", pricing.line.headline);
    assert!(matches!(row.next, Some((_, Page::TargetGroup(at))) if at.name.as_str() == "pricing"));
    let (reviews, _) = verdict("reviews").await;
    assert_eq!(reviews.line.level, Level::Down, "{}", reviews.line.headline);
    let (storefront, _) = verdict("storefront").await;
    assert_eq!(storefront.line.level, Level::Steady);
    assert!(storefront.line.headline.ends_with("targets healthy"), "{}", storefront.line.headline);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_traffic_of_a_service_is_told_from_the_rule_to_the_task() {
    let world = World::small_with_everything().await;
    let page = world.console.service_traffic(&world.viewer, &service("shop", "storefront")).await.unwrap().data;
    assert!(page.routes.iter().any(|route| route.balancer == "shop-public" && route.rule.priority == Some(100)));
    let [card] = &page.groups[..] else { panic!("one target group") };
    assert!(!card.targets.is_empty() && card.targets.iter().all(|target| target.task.is_some()));
    assert!(page.alarms.iter().any(|alarm| alarm.name == "storefront-cpu-high" && alarm.state == AlarmState::Ok));
    let none = world.console.service_traffic(&world.viewer, &service("shop", "mailer")).await.unwrap().data;
    assert!(none.routes.is_empty() && none.groups.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn alarms_that_went_off_are_counted_on_the_fleet() {
    let world = World::small_with_everything().await;
    let overview = world.console.overview(&world.viewer).await.unwrap().data;
    assert!(overview.alarms_total >= 1, "{}", overview.alarms_total);
}
