use super::*;
use crate::testing::{NOW, balancer, cluster_name, environment, group_arn, snapshot};
use std::sync::Arc;

fn alarm(name: &str, state: AlarmState, dimensions: &[(&str, &str)]) -> Alarm {
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Alarm {
        arn: format!("arn:aws:cloudwatch:eu-central-1:123456789012:alarm:{name}"),
        name: name.to_owned(),
        description: Some(String::new()),
        state,
        reason: None,
        since: Some(NOW),
        metrics: vec![MetricName {
            namespace: "AWS/ECS".to_owned(),
            name: "CPUUtilization".to_owned(),
            dimensions: dimensions.iter().map(pair).collect(),
        }],
        statistic: Some("Average".to_owned()),
        comparison: Some("GreaterThanThreshold".into()),
        threshold: Some(80.0),
        period: Some(60),
        evaluation_periods: 1,
        datapoints_to_alarm: None,
        actions_enabled: true,
    }
}

fn names(scope: Scope<'_>) -> Vec<String> {
    let front = "app/front/0123456789abcdef";
    let group = "targetgroup/web/0123456789abcdef";
    let mut snapshot = snapshot(Vec::new());
    snapshot.alarms.value = Arc::new(vec![
        alarm("a-service", AlarmState::Ok, &[("ClusterName", "shop"), ("ServiceName", "web")]),
        alarm("b-service", AlarmState::Alarm, &[("ClusterName", "shop"), ("ServiceName", "web")]),
        alarm("c-cluster", AlarmState::InsufficientData, &[("ClusterName", "shop")]),
        alarm("d-balancer", AlarmState::Ok, &[("LoadBalancer", front)]),
        alarm("e-group", AlarmState::Ok, &[("LoadBalancer", front), ("TargetGroup", group)]),
        alarm("f-other", AlarmState::Alarm, &[("ClusterName", "data"), ("ServiceName", "web")]),
    ]);
    assert_eq!(alarms_off(&snapshot), 2);
    alarm_lines(&snapshot, &[scope]).into_iter().map(|line| format!("{}: {}", line.name, line.watches)).collect()
}

#[test]
fn alarms_are_found_by_what_they_watch_and_nothing_else() {
    let cluster = ClusterRef { environment: environment(), cluster: cluster_name("shop") };
    let service = ServiceRef {
        environment: environment(),
        cluster: cluster_name("shop"),
        service: ServiceName::parse("web").unwrap(),
    };
    assert_eq!(names(Scope::Service(&service)), ["b-service: service web", "a-service: service web"]);
    assert_eq!(names(Scope::Cluster(&cluster)), ["c-cluster: cluster shop"]);
    assert_eq!(names(Scope::Balancer(balancer().arn.as_str())), ["d-balancer: load balancer front"]);
    assert_eq!(names(Scope::Group(&group_arn("web"))), ["e-group: target group web"]);
    assert_eq!(names(Scope::Named("f-other")), ["f-other: service web"]);
}
