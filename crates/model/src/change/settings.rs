//! Settings of deployments: what is asked of them, and how they are.

mod bounds;
mod check;

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use crate::deployment::DeploymentStrategy;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::service::{PropagateTags, SchedulingStrategy, Service};

/// A setting of deployments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray, Serialize, Deserialize)]
pub enum Setting {
    /// How a deployment replaces what runs.
    Strategy,
    /// The least share of desired tasks that stay healthy.
    MinimumHealthyPercent,
    /// The greatest share of desired tasks that may exist meanwhile.
    MaximumPercent,
    /// Whether the circuit breaker ends a deployment that fails.
    CircuitBreaker,
    /// Whether it then brings the revision before back.
    CircuitBreakerRollback,
    /// Whether alarms end a deployment.
    Alarms,
    /// Which alarms.
    AlarmNames,
    /// Whether the revision before then comes back.
    AlarmsRollback,
    /// How long both revisions run after all traffic has moved.
    BakeTime,
    /// How long failing health checks are ignored after a task has started.
    HealthCheckGrace,
    /// Whether ECS Exec is on.
    ExecuteCommand,
    /// Whose tags tasks get.
    PropagateTags,
    /// Whether ECS balances tasks across Availability Zones.
    ZoneRebalancing,
}

impl Setting {
    /// All of them, in the order of the form.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// Its field in the query of an address.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Strategy => "strategy",
            Self::MinimumHealthyPercent => "minimumHealthyPercent",
            Self::MaximumPercent => "maximumPercent",
            Self::CircuitBreaker => "circuitBreaker",
            Self::CircuitBreakerRollback => "circuitBreakerRollback",
            Self::Alarms => "alarms",
            Self::AlarmNames => "alarmNames",
            Self::AlarmsRollback => "alarmsRollback",
            Self::BakeTime => "bakeTimeInMinutes",
            Self::HealthCheckGrace => "healthCheckGracePeriodSeconds",
            Self::ExecuteCommand => "enableExecuteCommand",
            Self::PropagateTags => "propagateTags",
            Self::ZoneRebalancing => "availabilityZoneRebalancing",
        }
    }

    /// Its name in the ECS API, behind that of the structure that it is in.
    pub const fn member(self) -> &'static str {
        match self {
            Self::CircuitBreaker => "deploymentCircuitBreaker.enable",
            Self::CircuitBreakerRollback => "deploymentCircuitBreaker.rollback",
            Self::Alarms => "alarms.enable",
            Self::AlarmNames => "alarms.alarmNames",
            Self::AlarmsRollback => "alarms.rollback",
            other => other.field(),
        }
    }

    /// The setting of this name in the ECS API.
    pub fn of_member(member: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|setting| setting.member() == member)
    }
}

/// Settings of deployments. What is absent is not asked, or does not exist for a service.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is the setting of the same name")]
pub struct Settings {
    pub strategy: Option<DeploymentStrategy>,
    pub minimum_healthy_percent: Option<u32>,
    pub maximum_percent: Option<u32>,
    pub circuit_breaker: Option<bool>,
    pub circuit_breaker_rollback: Option<bool>,
    pub alarms: Option<bool>,
    pub alarm_names: Option<Vec<String>>,
    pub alarms_rollback: Option<bool>,
    pub bake_minutes: Option<u32>,
    pub health_check_grace: Option<u32>,
    pub execute_command: Option<bool>,
    pub propagate_tags: Option<PropagateTags>,
    pub zone_rebalancing: Option<bool>,
}

impl Settings {
    /// The settings of a service. Where AWS says nothing, its default holds.
    pub fn of(service: &Service) -> Self {
        let configuration = &service.deployment_configuration;
        let (least, most) = match service.scheduling {
            SchedulingStrategy::Daemon => (0, 100),
            SchedulingStrategy::Replica | SchedulingStrategy::Other(_) => (100, 200),
        };
        let has_balancers = !service.target_groups.is_empty() || service.health_check_grace.is_some();
        Self {
            strategy: Some(configuration.strategy.clone().unwrap_or(DeploymentStrategy::Rolling)),
            minimum_healthy_percent: Some(configuration.minimum_healthy_percent.unwrap_or(least)),
            maximum_percent: Some(configuration.maximum_percent.unwrap_or(most)),
            circuit_breaker: Some(configuration.circuit_breaker),
            circuit_breaker_rollback: Some(configuration.rollback),
            alarms: Some(configuration.alarms_on),
            alarm_names: Some(configuration.alarm_names.clone()),
            alarms_rollback: Some(configuration.alarms_rollback),
            bake_minutes: Some(configuration.bake_minutes.unwrap_or(0)),
            health_check_grace: has_balancers.then(|| service.health_check_grace.unwrap_or(0)),
            execute_command: Some(service.execute_command),
            propagate_tags: Some(service.propagate_tags.clone().unwrap_or(PropagateTags::None)),
            zone_rebalancing: Some(service.zone_rebalancing),
        }
    }

    /// What is asked in a query; `None` when nothing is.
    ///
    /// # Errors
    /// [`FieldErrors`]: every field that says what it cannot say.
    pub fn read(query: &[(&str, &str)]) -> Result<Option<Self>, FieldErrors> {
        let (mut asked, mut errors, mut seen) = (Self::default(), Vec::new(), Vec::new());
        for (name, text) in query {
            match Setting::ALL.iter().find(|setting| setting.field() == *name) {
                None => errors.push(FieldError::of(name, Problem::Unknown)),
                Some(setting) if seen.contains(setting) => {
                    errors.push(FieldError::new(setting.field(), Problem::Repeated));
                }
                Some(setting) => {
                    seen.push(*setting);
                    if let Err(problem) = asked.put(*setting, text.trim()) {
                        errors.push(FieldError::new(setting.field(), problem));
                    }
                }
            }
        }
        if errors.is_empty() { Ok((!seen.is_empty()).then_some(asked)) } else { Err(FieldErrors(errors)) }
    }

    /// What of it is different from how it is.
    #[must_use]
    pub fn different_from(&self, now: &Self) -> Self {
        let mut different = self.clone();
        for setting in Setting::ALL.iter().filter(|setting| self.text(**setting) == now.text(**setting)) {
            different.leave_out(*setting);
        }
        different
    }

    /// How it is once this is done: what is not asked stays.
    #[must_use]
    pub fn after(&self, now: &Self) -> Self {
        Self {
            strategy: self.strategy.clone().or_else(|| now.strategy.clone()),
            minimum_healthy_percent: self.minimum_healthy_percent.or(now.minimum_healthy_percent),
            maximum_percent: self.maximum_percent.or(now.maximum_percent),
            circuit_breaker: self.circuit_breaker.or(now.circuit_breaker),
            circuit_breaker_rollback: self.circuit_breaker_rollback.or(now.circuit_breaker_rollback),
            alarms: self.alarms.or(now.alarms),
            alarm_names: self.alarm_names.clone().or_else(|| now.alarm_names.clone()),
            alarms_rollback: self.alarms_rollback.or(now.alarms_rollback),
            bake_minutes: self.bake_minutes.or(now.bake_minutes),
            health_check_grace: self.health_check_grace.or(now.health_check_grace),
            execute_command: self.execute_command.or(now.execute_command),
            propagate_tags: self.propagate_tags.clone().or_else(|| now.propagate_tags.clone()),
            zone_rebalancing: self.zone_rebalancing.or(now.zone_rebalancing),
        }
    }

    /// The settings that are there, each with its value as an address and the record have it.
    pub fn texts(&self) -> impl Iterator<Item = (Setting, String)> {
        Setting::ALL.iter().filter_map(|setting| Some((*setting, self.text(*setting)?)))
    }
    /// The same with all of each structure that AWS takes as a whole, the rest of it as it is: the circuit breaker and
    /// the alarms. `deploymentConfiguration` itself is none: what is not in it stays. BLUE_GREEN needs a bake time.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html>
    #[must_use]
    pub fn with_whole_structures(&self, now: &Self) -> Self {
        let (mut whole, after) = (self.clone(), self.after(now));
        if self.circuit_breaker.is_some() || self.circuit_breaker_rollback.is_some() {
            (whole.circuit_breaker, whole.circuit_breaker_rollback) =
                (after.circuit_breaker, after.circuit_breaker_rollback);
        }
        if self.alarms.is_some() || self.alarm_names.is_some() || self.alarms_rollback.is_some() {
            (whole.alarms, whole.alarm_names, whole.alarms_rollback) =
                (after.alarms, after.alarm_names, after.alarms_rollback);
        }
        if self.strategy == Some(DeploymentStrategy::BlueGreen) {
            whole.bake_minutes = after.bake_minutes;
        }
        whole
    }

    /// Whether any of it is about how deployments are made, and not about tasks.
    pub fn concern_deployments(&self) -> bool {
        let of_tasks = Self {
            health_check_grace: self.health_check_grace,
            execute_command: self.execute_command,
            propagate_tags: self.propagate_tags.clone(),
            zone_rebalancing: self.zone_rebalancing,
            ..Self::default()
        };
        *self != of_tasks
    }
}
