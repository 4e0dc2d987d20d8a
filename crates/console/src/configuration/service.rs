//! A service's configuration.

use model::address::{RevisionRef, TargetGroupRef};
use model::name::{EnvironmentName, TargetGroupName};
use model::service::{EarlySuccess, Launch, PlacementConstraint, PlacementStrategy, Service};
use model::view::{Field, Section};

use super::field::{arn, code, codes, count, link, maybe, moment, pairs, section, switch, tags, text};
use super::scaling::scaling_section;
use crate::routes::group_name;
use crate::scaling::Scaling;

/// The configuration of a service, with how it scales where it does.
pub(crate) fn service_sections(
    environment: &EnvironmentName,
    service: &Service,
    scaling: &Scaling<'_>,
) -> Vec<Section> {
    [
        section("Service", identity(environment, service)),
        section("Deployment", deployment(service)),
        section("Capacity", capacity(service)),
        network(service),
        scaling_section(scaling),
        load_balancing(environment, service),
        tags(&service.tags),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn identity(environment: &EnvironmentName, service: &Service) -> Vec<Option<Field>> {
    let revision = RevisionRef { environment: environment.clone(), revision: service.task_definition.clone() };
    vec![
        text("Service name", &service.name),
        arn("Service ARN", Some(service.arn.as_str())),
        text("Status", &service.status),
        link("Task definition", &service.task_definition, revision.page()),
        count("Desired count", service.desired, ("desiredCount", &service.unread_members)),
        text("Scheduling strategy", &service.scheduling),
        switch("Execute command", service.execute_command),
        maybe("Propagate tags", service.propagate_tags.as_ref()),
        switch("Availability Zone rebalancing", service.zone_rebalancing),
        moment("Created at", service.created_at),
        arn("Created by", service.created_by.as_deref()),
    ]
}

fn deployment(service: &Service) -> Vec<Option<Field>> {
    let configuration = &service.deployment_configuration;
    let breaker = match (configuration.circuit_breaker, configuration.rollback) {
        (false, _) => "disabled",
        (true, false) => "enabled, without rollback",
        (true, true) => "enabled, with rollback",
    };
    vec![
        maybe("Strategy", configuration.strategy.as_ref()),
        maybe("Minimum healthy percent", configuration.minimum_healthy_percent),
        maybe("Maximum percent", configuration.maximum_percent),
        text("Deployment circuit breaker", breaker),
        maybe("Failure threshold", configuration.breaker_threshold.as_ref().map(threshold)),
        maybe("Healthy task resets the count", configuration.breaker_resets.map(|it| if it { "yes" } else { "no" })),
        maybe("Early success", configuration.early_success.as_ref().map(early_success)),
        maybe("Bake time", configuration.bake_minutes.filter(|it| *it > 0).map(|minutes| format!("{minutes} min"))),
        codes("Alarms", configuration.alarms()),
    ]
}

/// How many failures the circuit breaker bears: `12 failures`, `30 % of the desired count`, or AWS's own word.
fn threshold((kind, value): &(String, u32)) -> String {
    match kind.as_str() {
        "COUNT" => format!("{value} failures"),
        "BOUNDED_PERCENT" => format!("{value} % of the desired count, 3 to 200 failures"),
        "UNBOUNDED_PERCENT" => format!("{value} % of the desired count"),
        _ => format!("{kind} {value}"),
    }
}

/// `at 80 % healthy, old tasks removed afterwards`.
fn early_success(early: &EarlySuccess) -> String {
    let share = early.healthy_percent.map_or_else(|| "on".to_owned(), |percent| format!("at {percent} % healthy"));
    match early.cleanup.as_deref() {
        Some("BLOCKING") => format!("{share}, once old tasks are removed"),
        Some("DEFERRED") => format!("{share}, old tasks removed afterwards"),
        Some(other) => format!("{share}, {other}"),
        None => share,
    }
}

fn capacity(service: &Service) -> Vec<Option<Field>> {
    let launch = match &service.launch {
        Launch::Type(kind) => code("Launch type", Some(kind.as_str())),
        Launch::Strategy(providers) => pairs(
            "Capacity provider strategy",
            providers
                .iter()
                .map(|(provider, base, weight)| (provider.clone(), format!("base {base}, weight {weight}")))
                .collect(),
        ),
        Launch::Default => text("Capacity provider strategy", "the cluster's default"),
    };
    vec![
        launch,
        maybe("Platform version", service.platform_version.as_ref()),
        pairs("Placement constraints", service.placement_constraints.iter().map(constraint).collect()),
        pairs("Placement strategy", service.placement_strategy.iter().map(strategy).collect()),
    ]
}

/// `memberOf` and its expression.
fn constraint(one: &PlacementConstraint) -> (String, String) {
    (one.kind.to_string(), one.expression.clone().unwrap_or_default())
}

/// `binpack` and its field.
fn strategy(one: &PlacementStrategy) -> (String, String) {
    (one.kind.to_string(), one.field.clone().unwrap_or_default())
}

fn network(service: &Service) -> Option<Section> {
    let network = service.network.as_ref()?;
    section(
        "Network",
        [
            codes("Subnets", &network.subnets),
            codes("Security groups", &network.security_groups),
            switch("Assign public IP", network.public_ip),
        ],
    )
}

fn load_balancing(environment: &EnvironmentName, service: &Service) -> Option<Section> {
    let group_link = |label: &str, arn: &str| {
        let name = group_name(arn);
        match TargetGroupName::parse(name) {
            Ok(own) => link(label, name, TargetGroupRef { environment: environment.clone(), name: own }.page()),
            Err(_) => text(label, name),
        }
    };
    let groups = service.target_groups.iter().flat_map(|group| {
        [
            group_link("Target group", &group.target_group_arn),
            group.alternate_group_arn.as_ref().and_then(|arn| group_link("Alternate target group", arn)),
            arn("Production listener rule", group.production_rule_arn.as_deref()),
            arn("Test listener rule", group.test_rule_arn.as_deref()),
            text("Container", format!("{}:{}", group.container, group.port)),
        ]
    });
    let grace = maybe("Health check grace period", service.health_check_grace.map(|seconds| format!("{seconds} s")));
    match service.target_groups.is_empty() {
        true => None,
        false => section("Load balancing", groups.chain([grace])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_and_early_success_are_words() {
        let told = |kind: &str, value| threshold(&(kind.to_owned(), value));
        assert_eq!(told("COUNT", 12), "12 failures");
        assert_eq!(told("BOUNDED_PERCENT", 50), "50 % of the desired count, 3 to 200 failures");
        assert_eq!(told("FUTURE", 7), "FUTURE 7");
        let early = |cleanup: &str| {
            early_success(&EarlySuccess { healthy_percent: Some(80), cleanup: Some(cleanup.to_owned()) })
        };
        assert_eq!(early("DEFERRED"), "at 80 % healthy, old tasks removed afterwards");
        assert_eq!(early("FUTURE"), "at 80 % healthy, FUTURE");
    }
}
