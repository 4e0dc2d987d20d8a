//! Changes of scalable targets.

use access::{ChangeScaling, Grant};
use aws_sdk_applicationautoscaling::types::{ScalableDimension, ServiceNamespace, SuspendedState};
use model::change::TargetChange;
use model::scaling::{ScalableTarget, Suspended};

use super::{WriteError, Written, send_by};
use crate::fleet::Fleet;
use crate::operation::Operation;

impl Fleet {
    /// Changes between which counts a service is scaled, or whether it is: what is different about its target as it was
    /// described. What is suspended is sent whole, because members that are absent count as not suspended.
    ///
    /// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html>
    ///
    /// # Errors
    /// As [`Fleet::set_desired_count`].
    pub async fn change_scaling(
        &self,
        grant: Grant<ChangeScaling>,
        change: &TargetChange,
        now: &ScalableTarget,
    ) -> Result<Written, WriteError> {
        let at = grant.subject();
        let clients = self.clients(&at.environment)?;
        let suspended = change.suspended.map(|on| {
            SuspendedState::builder()
                .dynamic_scaling_in_suspended(on)
                .dynamic_scaling_out_suspended(on)
                .scheduled_scaling_suspended(now.suspended.contains(&Suspended::Scheduled))
                .build()
        });
        let outcome = send_by(clients, Operation::RegisterScalableTarget, |writing| {
            let call = writing.scaling.register_scalable_target().service_namespace(ServiceNamespace::Ecs);
            call.scalable_dimension(ScalableDimension::EcsServiceDesiredCount)
                .resource_id(format!("service/{}/{}", at.cluster, at.service))
                .set_min_capacity(change.minimum.map(number))
                .set_max_capacity(change.maximum.map(number))
                .set_suspended_state(suspended)
                .send()
        });
        let outcome = outcome.await;
        // The next page shows what it did; that it cannot be read now is told on that page.
        let _ = self.scalable_target(at).await;
        self.looked_at_again(at, outcome).await
    }
}

fn number(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
