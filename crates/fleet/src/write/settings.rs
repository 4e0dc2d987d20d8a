//! Changes of how deployments of a service are made.

use access::{ChangeSettings, Grant};
use aws_sdk_ecs::types;
use model::change::Settings;
use model::service::Service;

use super::{WriteError, Written, send};
use crate::fleet::Fleet;
use crate::operation::Operation;

impl Fleet {
    /// Changes settings, and none but these. `now` is the service as it was described just before: of a structure that
    /// AWS takes as a whole, the rest is sent as it is there.
    ///
    /// # Errors
    /// As [`Fleet::set_desired_count`].
    pub async fn change_settings(
        &self,
        grant: Grant<ChangeSettings>,
        changes: &Settings,
        now: &Service,
    ) -> Result<Written, WriteError> {
        let at = grant.subject();
        let clients = self.clients(&at.environment)?;
        let whole = changes.with_whole_structures(&Settings::of(now));
        let rebalancing = whole.zone_rebalancing.map(|on| match on {
            true => types::AvailabilityZoneRebalancing::Enabled,
            false => types::AvailabilityZoneRebalancing::Disabled,
        });
        let outcome = send(clients, Operation::UpdateService, |ecs| {
            let call = ecs.update_service().cluster(at.cluster.as_str()).service(at.service.as_str());
            call.set_deployment_configuration(configuration(&whole, now))
                .set_health_check_grace_period_seconds(whole.health_check_grace.map(number))
                .set_enable_execute_command(whole.execute_command)
                .set_propagate_tags(whole.propagate_tags.as_ref().map(|tags| tags.as_str().into()))
                .set_availability_zone_rebalancing(rebalancing)
                .send()
        });
        self.looked_at_again(at, outcome.await).await
    }
}

/// The members of `deploymentConfiguration` that are to change; `None` when none is.
fn configuration(whole: &Settings, now: &Service) -> Option<types::DeploymentConfiguration> {
    let configuration = types::DeploymentConfiguration::builder()
        .set_strategy(whole.strategy.as_ref().map(|strategy| strategy.as_str().into()))
        .set_minimum_healthy_percent(whole.minimum_healthy_percent.map(number))
        .set_maximum_percent(whole.maximum_percent.map(number))
        .set_bake_time_in_minutes(whole.bake_minutes.map(number))
        .set_deployment_circuit_breaker(breaker(whole, now))
        .set_alarms(alarms(whole))
        .build();
    let nothing = types::DeploymentConfiguration::builder().build();
    (configuration != nothing).then_some(configuration)
}

fn breaker(whole: &Settings, now: &Service) -> Option<types::DeploymentCircuitBreaker> {
    let (enable, rollback) = (whole.circuit_breaker?, whole.circuit_breaker_rollback?);
    let configuration = &now.deployment_configuration;
    let threshold = configuration.breaker_threshold.as_ref().and_then(|(kind, value)| {
        let threshold = types::ThresholdConfiguration::builder().r#type(kind.as_str().into()).value(number(*value));
        threshold.build().ok()
    });
    let breaker = types::DeploymentCircuitBreaker::builder().enable(enable).rollback(rollback);
    let breaker = breaker.set_reset_on_healthy_task(configuration.breaker_resets);
    Some(breaker.set_threshold_configuration(threshold).build())
}

fn alarms(whole: &Settings) -> Option<types::DeploymentAlarms> {
    let alarms = types::DeploymentAlarms::builder().enable(whole.alarms?).rollback(whole.alarms_rollback?);
    alarms.set_alarm_names(Some(whole.alarm_names.clone()?)).build().ok()
}

fn number(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
