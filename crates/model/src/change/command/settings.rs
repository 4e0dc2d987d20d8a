//! Settings by other means.

use super::Equivalent;
use crate::address::ServiceRef;
use crate::change::{Setting, Settings};
use crate::service::Service;

/// A member and its value: the names of the structures that it is in, its own last.
type Leaf<'a> = (&'a [&'a str], String);

/// The equivalent of changing these settings, and no others. To AWS a structure that it takes as a whole is sent as a
/// whole.
pub(super) fn of(asked: &Settings, at: &ServiceRef, region: &str, service: &Service) -> Equivalent {
    let now = Settings::of(service);
    let changes = asked.different_from(&now);
    let mut leaves: Vec<Leaf<'_>> = vec![(&["cluster"], quoted(at.cluster.as_str()))];
    leaves.push((&["service"], quoted(at.service.as_str())));
    leaves.extend(leaves_of(&changes.with_whole_structures(&now), api));
    if changes.circuit_breaker.is_some() || changes.circuit_breaker_rollback.is_some() {
        leaves.extend(kept(service));
    }
    // A quotation mark would end the text for the shell, so it is written outside of it.
    let input = format!("{{{}}}", draw(&leaves, Style::Json, 0)).replace('\'', "'\\''");
    let code = |leaves: &[Leaf<'_>], style| Some(draw(leaves, style, 0)).filter(|text| !text.is_empty());
    Equivalent {
        cli: format!("aws ecs update-service --region {region} --cli-input-json '{input}'"),
        terraform: code(&leaves_of(&changes, terraform), Style::Terraform),
        cloudformation: code(&leaves_of(&changes, api), Style::CloudFormation),
    }
}

/// What the circuit breaker keeps.
fn kept(service: &Service) -> Vec<Leaf<'static>> {
    let configuration = &service.deployment_configuration;
    let mut leaves: Vec<Leaf<'static>> = Vec::new();
    if let Some(resets) = configuration.breaker_resets {
        leaves
            .push((&["deploymentConfiguration", "deploymentCircuitBreaker", "resetOnHealthyTask"], resets.to_string()));
    }
    if let Some((kind, value)) = &configuration.breaker_threshold {
        let value = format!("{{\"type\": {}, \"value\": {value}}}", quoted(kind));
        leaves.push((&["deploymentConfiguration", "deploymentCircuitBreaker", "thresholdConfiguration"], value));
    }
    leaves
}

fn leaves_of(settings: &Settings, path: fn(Setting) -> &'static [&'static str]) -> Vec<Leaf<'static>> {
    let value = |setting, text: String| match setting {
        Setting::Strategy | Setting::PropagateTags | Setting::ZoneRebalancing => quoted(&text),
        Setting::AlarmNames => {
            let names: Vec<String> = settings.alarm_names.iter().flatten().map(|name| quoted(name)).collect();
            format!("[{}]", names.join(", "))
        }
        _ => text,
    };
    settings.texts().map(|(setting, text)| (path(setting), value(setting, text))).collect()
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Where a setting is in the ECS API, and with capitals in CloudFormation.
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html>
fn api(setting: Setting) -> &'static [&'static str] {
    match setting {
        Setting::Strategy => &["deploymentConfiguration", "strategy"],
        Setting::MinimumHealthyPercent => &["deploymentConfiguration", "minimumHealthyPercent"],
        Setting::MaximumPercent => &["deploymentConfiguration", "maximumPercent"],
        Setting::CircuitBreaker => &["deploymentConfiguration", "deploymentCircuitBreaker", "enable"],
        Setting::CircuitBreakerRollback => &["deploymentConfiguration", "deploymentCircuitBreaker", "rollback"],
        Setting::Alarms => &["deploymentConfiguration", "alarms", "enable"],
        Setting::AlarmNames => &["deploymentConfiguration", "alarms", "alarmNames"],
        Setting::AlarmsRollback => &["deploymentConfiguration", "alarms", "rollback"],
        Setting::BakeTime => &["deploymentConfiguration", "bakeTimeInMinutes"],
        Setting::HealthCheckGrace => &["healthCheckGracePeriodSeconds"],
        Setting::ExecuteCommand => &["enableExecuteCommand"],
        Setting::PropagateTags => &["propagateTags"],
        Setting::ZoneRebalancing => &["availabilityZoneRebalancing"],
    }
}

/// Where it is in Terraform's `aws_ecs_service`.
///
/// <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service>
fn terraform(setting: Setting) -> &'static [&'static str] {
    match setting {
        Setting::Strategy => &["deployment_configuration", "strategy"],
        Setting::MinimumHealthyPercent => &["deployment_minimum_healthy_percent"],
        Setting::MaximumPercent => &["deployment_maximum_percent"],
        Setting::CircuitBreaker => &["deployment_circuit_breaker", "enable"],
        Setting::CircuitBreakerRollback => &["deployment_circuit_breaker", "rollback"],
        Setting::Alarms => &["alarms", "enable"],
        Setting::AlarmNames => &["alarms", "alarm_names"],
        Setting::AlarmsRollback => &["alarms", "rollback"],
        Setting::BakeTime => &["deployment_configuration", "bake_time_in_minutes"],
        Setting::HealthCheckGrace => &["health_check_grace_period_seconds"],
        Setting::ExecuteCommand => &["enable_execute_command"],
        Setting::PropagateTags => &["propagate_tags"],
        Setting::ZoneRebalancing => &["availability_zone_rebalancing"],
    }
}

/// In which language it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Json,
    Terraform,
    CloudFormation,
}

/// Members that are in the same structure stand together.
fn draw(leaves: &[Leaf<'_>], style: Style, depth: usize) -> String {
    let mut heads: Vec<&str> = leaves.iter().filter_map(|(path, _)| path.first().copied()).collect();
    let mut known = Vec::new();
    heads.retain(|head| {
        !known.contains(head) && {
            known.push(*head);
            true
        }
    });
    let indent = "  ".repeat(depth);
    let each = heads.into_iter().map(|head| {
        let of_head = leaves.iter().filter(|(path, _)| path.first() == Some(&head));
        let inner: Vec<Leaf<'_>> =
            of_head.map(|(path, value)| (path.get(1..).unwrap_or_default(), value.clone())).collect();
        let is_leaf = inner.iter().all(|(path, _)| path.is_empty());
        let body = match inner.first() {
            Some((_, value)) if is_leaf => value.clone(),
            _ => draw(&inner, style, depth + 1),
        };
        match (style, is_leaf) {
            (Style::Json, true) => format!("\"{head}\": {body}"),
            (Style::Json, false) => format!("\"{head}\": {{{body}}}"),
            (Style::Terraform, true) => format!("{indent}{head} = {body}"),
            (Style::Terraform, false) => format!("{indent}{head} {{\n{body}\n{indent}}}"),
            (Style::CloudFormation, true) => format!("{indent}{}: {body}", capital(head)),
            (Style::CloudFormation, false) => format!("{indent}{}:\n{body}", capital(head)),
        }
    });
    each.collect::<Vec<_>>().join(if style == Style::Json { ", " } else { "\n" })
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}
