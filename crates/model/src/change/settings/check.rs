//! Which settings a service has, and which values go together.

use super::bounds::MOST_PERCENT;
use super::{Setting, Settings};
use crate::deployment::DeploymentStrategy;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::service::{SchedulingStrategy, Service, TargetGroupBinding};

impl Setting {
    /// Whether it can be changed for this service, without changing anything else.
    pub fn is_offered(self, service: &Service) -> bool {
        let replicas = service.scheduling != SchedulingStrategy::Daemon;
        match self {
            Self::Strategy => can_change_strategy(service),
            // More than 100 percent are refused for a DAEMON service, and less for every one.
            Self::MaximumPercent | Self::ZoneRebalancing => replicas,
            Self::BakeTime => can_change_strategy(service) || shifts(service),
            // Names stand with commas between them: one with a comma in it would come back as two.
            Self::AlarmNames => !service.deployment_configuration.alarm_names.iter().any(|name| name.contains(',')),
            Self::HealthCheckGrace => Settings::of(service).health_check_grace.is_some(),
            Self::MinimumHealthyPercent
            | Self::CircuitBreaker
            | Self::CircuitBreakerRollback
            | Self::Alarms
            | Self::AlarmsRollback
            | Self::ExecuteCommand
            | Self::PropagateTags => true,
        }
    }
}

/// From ROLLING to BLUE_GREEN and back, where the load balancers are ready for it: every target group has one that
/// takes turns with it, and a rule. LINEAR and CANARY have steps of their own, which would be forgotten.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/migrate-deployment-strategies.html>
fn can_change_strategy(service: &Service) -> bool {
    let is_ready =
        |group: &TargetGroupBinding| group.alternate_group_arn.is_some() && group.production_rule_arn.is_some();
    let simple = matches!(
        service.deployment_configuration.strategy,
        None | Some(DeploymentStrategy::Rolling | DeploymentStrategy::BlueGreen)
    );
    simple
        && service.scheduling != SchedulingStrategy::Daemon
        && !service.target_groups.is_empty()
        && service.target_groups.iter().all(is_ready)
}

fn shifts(service: &Service) -> bool {
    service.deployment_configuration.strategy.as_ref().is_some_and(DeploymentStrategy::shifts_traffic)
}

impl Settings {
    /// Makes sure that a service can have what is asked, with what it has already.
    ///
    /// # Errors
    /// [`FieldErrors`]: every field that does not go.
    pub fn check(&self, service: &Service) -> Result<(), FieldErrors> {
        let now = Self::of(service);
        let changes = self.different_from(&now);
        let after = changes.after(&now);
        let mut errors: Vec<FieldError> = changes
            .texts()
            .filter(|(setting, _)| !setting.is_offered(service))
            .map(|(setting, _)| FieldError::new(setting.field(), Problem::DoesNotApply))
            .collect();
        let mut refuse = |setting: Setting, problem| errors.push(FieldError::new(setting.field(), problem));
        let steps = [DeploymentStrategy::Rolling, DeploymentStrategy::BlueGreen];
        if can_change_strategy(service) && changes.strategy.is_some_and(|strategy| !steps.contains(&strategy)) {
            refuse(Setting::Strategy, Problem::DoesNotApply);
        }
        let percents = (after.minimum_healthy_percent, after.maximum_percent);
        let (asks_least, asks_most) = (self.minimum_healthy_percent.is_some(), self.maximum_percent.is_some());
        let balances = after.zone_rebalancing == Some(true) && Setting::ZoneRebalancing.is_offered(service);
        if balances && percents.1 <= Some(100) && (asks_most || self.zone_rebalancing.is_some()) {
            // More than 100 percent are never too little for a deployment either: one message is enough.
            refuse(Setting::MaximumPercent, Problem::NotBetween(101, MOST_PERCENT));
        } else if percents == (Some(100), Some(100)) && (asks_least || asks_most) {
            let asked = if asks_least { Setting::MinimumHealthyPercent } else { Setting::MaximumPercent };
            refuse(asked, Problem::BlocksDeployments);
        }
        let nothing_to_watch = after.alarm_names.as_ref().is_none_or(Vec::is_empty);
        if after.alarms == Some(true) && nothing_to_watch && (self.alarms.is_some() || self.alarm_names.is_some()) {
            refuse(Setting::AlarmNames, Problem::Missing);
        }
        if errors.is_empty() { Ok(()) } else { Err(FieldErrors(errors)) }
    }
}
