//! The fields of the form for settings of deployments, which begins with how they are.

use leptos::prelude::*;
use model::change::{Setting, Settings};
use model::field::Problem;

use crate::components::form::field::field;
use crate::forms::{Field, Kind};

const SWITCH: Kind = Kind::Choice(&[("true", "On"), ("false", "Off")]);

/// The field of a setting.
pub fn field_of(setting: Setting) -> Field {
    let (label, hint, kind) = match setting {
        Setting::Strategy => (
            "Deployment strategy",
            None,
            Kind::Choice(&[("ROLLING", "Rolling (ROLLING)"), ("BLUE_GREEN", "Blue/green (BLUE_GREEN)")]),
        ),
        Setting::MinimumHealthyPercent => ("Minimum healthy percent", None, Kind::Number),
        Setting::MaximumPercent => ("Maximum percent", None, Kind::Number),
        Setting::CircuitBreaker => ("Deployment circuit breaker", None, SWITCH),
        Setting::CircuitBreakerRollback => ("Rollback by the circuit breaker", None, SWITCH),
        Setting::Alarms => ("Deployment alarms", None, SWITCH),
        Setting::AlarmNames => ("Names of the alarms", Some("With commas between them."), Kind::Text),
        Setting::AlarmsRollback => ("Rollback by alarms", None, SWITCH),
        Setting::BakeTime => ("Bake time", Some("Minutes."), Kind::Number),
        Setting::HealthCheckGrace => ("Health check grace period", Some("Seconds."), Kind::Number),
        Setting::ExecuteCommand => ("Execute command (ECS Exec)", None, SWITCH),
        Setting::PropagateTags => (
            "Propagate tags",
            None,
            Kind::Choice(&[
                ("NONE", "None (NONE)"),
                ("SERVICE", "From the service (SERVICE)"),
                ("TASK_DEFINITION", "From the task definition (TASK_DEFINITION)"),
            ]),
        ),
        Setting::ZoneRebalancing => (
            "Availability Zone rebalancing",
            None,
            Kind::Choice(&[("ENABLED", "On (ENABLED)"), ("DISABLED", "Off (DISABLED)")]),
        ),
    };
    Field { name: setting.field(), label, hint, kind }
}

/// Draws, for the form called `form`, those that can be changed, and any that was asked and cannot.
pub fn draw<'a>(
    form: &str,
    now: &Settings,
    offered: &[Setting],
    typed: impl Fn(&str) -> Option<&'a str>,
    problem: impl Fn(&str) -> Option<&'a Problem>,
) -> AnyView {
    let is_drawn = |setting: &&Setting| offered.contains(setting) || problem(setting.field()).is_some();
    let drawn = Setting::ALL.iter().filter(is_drawn).map(|setting| {
        let name = setting.field();
        let value = typed(name).map_or_else(|| now.text(*setting).unwrap_or_default(), str::to_owned);
        field(form, field_of(*setting), &value, problem(name))
    });
    drawn.collect::<Vec<_>>().into_any()
}
