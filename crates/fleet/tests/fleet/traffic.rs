//! Load balancers, rules, target groups and the health of targets.

use std::time::Duration;

use aws_sdk_elasticloadbalancingv2::types::TargetDescription;
use fleet::{Clock, Fleet, FleetOptions, Known};
use model::address::{ServiceRef, TargetGroupRef};
use model::freshness::Trouble;
use model::time::Timestamp;
use model::traffic::{Action, Condition, TargetState};
use model::watch::Watch;
use simulator::Scenario;
use simulator::faults::Effect;
use simulator::journal::Filter;
use simulator::{Running, Simulator, SimulatorOptions};

use crate::support::*;

/// Waits until the health of every target group was read once.
async fn all_health(fleet: &Fleet) {
    until(fleet, "health of every group", |snapshot| snapshot.health.freshness.as_of.map(|_| ())).await;
}

/// Calls of an operation since the journal was cleared, by what they name.
fn asked_for(simulator: &Running, operation: &str, member: &str) -> Vec<String> {
    let filter = Filter { operation: Some(operation.to_owned()), ..Filter::default() };
    let calls = simulator.control().journal(&filter);
    let named = |call: &simulator::journal::Call| {
        call.parameters.members().get(member).and_then(|value| value.as_str()).map(str::to_owned)
    };
    calls.iter().filter_map(named).collect()
}

#[tokio::test]
async fn five_hundred_target_groups_are_read_in_two_pages_and_one_call_each() {
    let simulator = empty_simulator().await;
    let client = balancing(&simulator.url());
    let groups = fill_groups(&client, 500).await;
    fill_balancer(&client, "front", &groups[..50]).await;
    fill_balancer(&client, "back", &groups[50..60]).await;
    simulator.control().clear_journal();
    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    all_health(&fleet).await;
    let snapshot = complete(&fleet).await;
    let traffic = &snapshot.traffic;
    assert_eq!((traffic.balancers.len(), traffic.listeners.len(), traffic.groups.len()), (2, 2, 500));
    assert_eq!(fleet.snapshot(&environment()).unwrap().health.len(), 500);
    let mut rules: Vec<_> = traffic.listeners.values().map(|listener| listener.rules.len()).collect();
    rules.sort_unstable();
    assert_eq!(rules, [10, 50]);
    let calls = [
        "DescribeLoadBalancers",
        "DescribeListeners",
        "DescribeRules",
        "DescribeTargetGroups",
        "DescribeTargetHealth",
        "GetMetricData",
    ];
    assert_eq!(calls.map(|operation| made(&simulator, operation)), [1, 2, 2, 2, 500, 0]);
}

#[tokio::test]
async fn rules_are_in_the_order_in_which_they_are_tried_with_the_default_last() {
    let simulator = empty_simulator().await;
    let client = balancing(&simulator.url());
    let groups = fill_groups(&client, 3).await;
    fill_balancer(&client, "front", &groups).await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    let snapshot = complete(&fleet).await;
    let listener = snapshot.traffic.listeners.values().next().unwrap();
    let priorities: Vec<_> = listener.rules.iter().map(|rule| rule.priority).collect();
    assert_eq!(priorities, [Some(1), Some(2), None]);
    assert_eq!(listener.rules[0].conditions, [Condition::Host(vec!["1.example".to_owned()])]);
    let sends_to = |index: usize| match listener.rules[index].actions.as_slice() {
        [Action::Forward(groups)] => groups[0].group.as_str().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!([sends_to(0), sends_to(1), sends_to(2)], [groups[1].clone(), groups[2].clone(), groups[0].clone()]);
}

#[tokio::test]
async fn the_targets_of_a_service_that_is_looked_at_are_followed_until_they_are_healthy() {
    let simulator = empty_simulator().await;
    let (ecs, elb) = (client(&simulator.url()), balancing(&simulator.url()));
    let groups = fill_groups(&elb, 40).await;
    fill_balancer(&elb, "front", &groups).await;
    fill_cluster(&ecs, "shop").await;
    fill_balanced_service(&ecs, "shop", "web", &groups[7]).await;
    let options = FleetOptions { focus: quick().focus, ..once() };
    let fleet = Fleet::start(vec![settings(&simulator.url())], options).await;
    all_health(&fleet).await;
    complete(&fleet).await;
    simulator.control().clear_journal();
    let at = ServiceRef { environment: environment(), cluster: cluster("shop"), service: service("web") };
    let _look = fleet.watch(Watch::Service(at));
    let healthy = |snapshot: &fleet::Snapshot| {
        let seen = snapshot.health.get(&groups[7])?;
        is(seen.value.len() == 1 && seen.value[0].state == TargetState::Healthy)
    };
    until(&fleet, "its target is healthy", healthy).await;
    let described = asked_for(&simulator, "DescribeTargetHealth", "TargetGroupArn");
    assert!(described.iter().all(|arn| *arn == groups[7]), "{described:?}");
    assert_eq!(made(&simulator, "DescribeTargetGroups"), 0);
}

#[tokio::test]
async fn a_target_group_that_is_looked_at_by_name_is_described_alone() {
    let simulator = empty_simulator().await;
    let client = balancing(&simulator.url());
    let groups = fill_groups(&client, 10).await;
    fill_balancer(&client, "front", &groups).await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], FleetOptions { focus: quick().focus, ..once() }).await;
    all_health(&fleet).await;
    complete(&fleet).await;
    simulator.control().clear_journal();
    let _look = fleet
        .watch(Watch::TargetGroup(TargetGroupRef { environment: environment(), name: "group-0003".parse().unwrap() }));
    until(&fleet, "it is described again", |_| is(made(&simulator, "DescribeTargetHealth") >= 3)).await;
    let described = asked_for(&simulator, "DescribeTargetHealth", "TargetGroupArn");
    assert!(described.iter().all(|arn| *arn == groups[3]), "{described:?}");
}

#[tokio::test]
async fn a_denied_read_of_health_is_named_and_the_rest_is_read() {
    let simulator = empty_simulator().await;
    let client = balancing(&simulator.url());
    let groups = fill_groups(&client, 3).await;
    fill_balancer(&client, "front", &groups).await;
    let denied = simulator.control().inject(fault("DescribeTargetHealth", Effect::AccessDenied));
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    let snapshot = complete(&fleet).await;
    assert_eq!((snapshot.traffic.groups.len(), &snapshot.traffic.freshness.trouble), (3, &None));
    let trouble = until(&fleet, "trouble", |snapshot| snapshot.health.freshness.trouble.clone()).await;
    assert_eq!(trouble, Trouble::Denied { action: "elasticloadbalancing:DescribeTargetHealth".parse().unwrap() });
    assert_eq!(fleet.snapshot(&environment()).unwrap().health.freshness.as_of, None);

    simulator.control().lift(denied);
    all_health(&fleet).await;
    until(&fleet, "no trouble", |snapshot| is(snapshot.health.freshness.trouble.is_none())).await;
}

#[tokio::test]
async fn listeners_are_shown_with_their_default_when_rules_may_not_be_read() {
    let simulator = empty_simulator().await;
    let client = balancing(&simulator.url());
    let groups = fill_groups(&client, 3).await;
    fill_balancer(&client, "front", &groups).await;
    simulator.control().inject(fault("DescribeRules", Effect::AccessDenied));
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    let snapshot = complete(&fleet).await;
    let expect = Trouble::Denied { action: "elasticloadbalancing:DescribeRules".parse().unwrap() };
    assert_eq!(snapshot.traffic.freshness.trouble, Some(expect));
    let listener = snapshot.traffic.listeners.values().next().unwrap();
    assert_eq!(listener.rules.iter().map(|rule| rule.priority).collect::<Vec<_>>(), [None]);
}

#[tokio::test]
async fn a_group_that_is_deleted_disappears_with_its_health() {
    let simulator = empty_simulator().await;
    let client = balancing(&simulator.url());
    let groups = fill_groups(&client, 2).await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    all_health(&fleet).await;
    client.delete_target_group().target_group_arn(&groups[0]).send().await.unwrap();
    let gone = |snapshot: &fleet::Snapshot| {
        is(snapshot.traffic.groups.len() == 1 && !snapshot.health.contains_key(&groups[0]))
    };
    until(&fleet, "it is gone", gone).await;
    assert_eq!(group_arn(&fleet.snapshot(&environment()).unwrap(), "group-0001").as_deref(), Some(groups[1].as_str()));
}

#[tokio::test]
async fn groups_in_trouble_come_first_where_a_round_takes_long() {
    let options = SimulatorOptions { scenario: Scenario::Empty, limits_on: false, ..SimulatorOptions::default() };
    let simulator = Simulator::start(options).await.unwrap();
    let client = balancing(&simulator.url());
    let groups = fill_groups(&client, 330).await;
    fill_balancer(&client, "front", &groups[328..]).await;
    let nobody = TargetDescription::builder().id("10.0.99.99").port(8080).build();
    client.register_targets().target_group_arn(&groups[329]).targets(nobody).send().await.unwrap();
    simulator.control().advance(Duration::from_secs(600));
    simulator.control().limits_on();
    simulator.control().clear_journal();
    let fleet = Fleet::start(vec![settings(&simulator.url())], FleetOptions::default()).await;
    let sick = |snapshot: &fleet::Snapshot| {
        let seen = snapshot.health.get(&groups[329])?;
        is(seen.value.iter().any(|target| target.state == TargetState::Unhealthy))
    };
    until(&fleet, "the group in trouble is read", sick).await;
    let described = asked_for(&simulator, "DescribeTargetHealth", "TargetGroupArn");
    assert!(described.len() < 60, "{} groups were described before", described.len());
    assert_eq!(made(&simulator, "GetMetricData"), 1);

    let uses = fleet.budget_uses(&environment());
    let balancing = uses.iter().find(|it| it.bucket == "load-balancing-read").unwrap();
    assert_eq!(balancing.per_minute, 300);
    assert!(balancing.calls as usize >= described.len(), "{balancing:?}");
    assert_eq!(simulator.control().totals().codes.keys().collect::<Vec<_>>(), ["OK"]);
}

#[tokio::test]
async fn attributes_of_a_group_are_read_when_somebody_asks_and_again_after_ten_minutes_while_it_is_watched() {
    let simulator = empty_simulator().await;
    let client = balancing(&simulator.url());
    let groups = fill_groups(&client, 3).await;
    fill_balancer(&client, "front", &groups).await;
    let (clock, hand) = Clock::manual(Timestamp(1_795_210_931_000));
    let fleet = Fleet::start_by(clock, vec![settings(&simulator.url())], once()).await;
    complete(&fleet).await;
    assert_eq!(made(&simulator, "DescribeTargetGroupAttributes"), 0);
    let ask = || fleet.target_group_attributes(&environment(), &groups[1]);
    for _ in 0..50 {
        ask();
    }
    let known = until(&fleet, "they are read", |_| Some(ask()).filter(Known::is_read)).await;
    assert_eq!(known.get("stickiness.enabled").map(String::as_str), Some("false"));
    assert_eq!(known.get("deregistration_delay.timeout_seconds").map(String::as_str), Some("300"));

    let _look = fleet
        .watch(Watch::TargetGroup(TargetGroupRef { environment: environment(), name: "group-0001".parse().unwrap() }));
    hand.advance(Duration::from_secs(599));
    ask();
    assert_eq!(made(&simulator, "DescribeTargetGroupAttributes"), 1);
    hand.advance(Duration::from_secs(1));
    until(&fleet, "they are read again", |_| is(made(&simulator, "DescribeTargetGroupAttributes") == 2)).await;
}

#[tokio::test]
async fn attributes_that_may_not_be_read_name_the_missing_action() {
    let simulator = empty_simulator().await;
    let groups = fill_groups(&balancing(&simulator.url()), 1).await;
    simulator.control().inject(fault("DescribeTargetGroupAttributes", Effect::AccessDenied));
    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    complete(&fleet).await;
    let ask = || fleet.target_group_attributes(&environment(), &groups[0]).freshness.trouble;
    let trouble = until(&fleet, "it is refused", |_| ask()).await;
    let action = "elasticloadbalancing:DescribeTargetGroupAttributes";
    assert_eq!(trouble, Trouble::Denied { action: action.parse().unwrap() });
}
