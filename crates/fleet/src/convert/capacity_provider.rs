//! Capacity providers.

use aws_sdk_ecs::types;
use model::instance::{CapacityProvider, GroupProvider, ManagedProvider};

use super::{count, text};

/// `None` when it has no name.
pub(crate) fn capacity_provider(provider: types::CapacityProvider) -> Option<CapacityProvider> {
    Some(CapacityProvider {
        name: text(provider.name)?,
        status: provider.status.map(|status| status.as_str().into()),
        update_status: provider.update_status.map(|status| status.as_str().into()),
        update_reason: text(provider.update_status_reason),
        group: provider.auto_scaling_group_provider.map(group),
        managed: provider.managed_instances_provider.map(managed),
    })
}

fn managed(provider: types::ManagedInstancesProvider) -> ManagedProvider {
    let option = provider.instance_launch_template.and_then(|template| template.capacity_option_type);
    ManagedProvider {
        capacity_option: option.map(|option| option.as_str().to_owned()),
        scale_in_after: provider.infrastructure_optimization.and_then(|it| it.scale_in_after),
    }
}

fn group(group: types::AutoScalingGroupProvider) -> GroupProvider {
    let scaling = group.managed_scaling;
    GroupProvider {
        group_arn: group.auto_scaling_group_arn,
        managed_scaling: scaling.as_ref().and_then(|it| it.status.as_ref())
            == Some(&types::ManagedScalingStatus::Enabled),
        target_capacity: scaling.and_then(|it| it.target_capacity).map(count),
        termination_protection: group.managed_termination_protection
            == Some(types::ManagedTerminationProtection::Enabled),
        managed_draining: group.managed_draining == Some(types::ManagedDraining::Enabled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fargate_has_no_group_and_a_provider_of_an_unknown_status_keeps_it() {
        let fargate = types::CapacityProvider::builder().name("FARGATE").status("RESTING".into()).build();
        let found = capacity_provider(fargate).unwrap();
        assert_eq!((found.group, found.status), (None, Some("RESTING".into())));
        assert!(capacity_provider(types::CapacityProvider::builder().build()).is_none());
    }

    #[test]
    fn instances_that_ecs_manages_are_told_with_why_a_change_of_them_failed() {
        let optimization = types::InfrastructureOptimization::builder().scale_in_after(300).build();
        let provider = types::ManagedInstancesProvider::builder().infrastructure_optimization(optimization).build();
        let provider = types::CapacityProvider::builder()
            .name("managed")
            .update_status("UPDATE_FAILED".into())
            .update_status_reason("role cannot be assumed")
            .managed_instances_provider(provider);
        let found = capacity_provider(provider.build()).unwrap();
        assert_eq!(found.update_reason.as_deref(), Some("role cannot be assumed"));
        assert_eq!(found.managed.and_then(|managed| managed.scale_in_after), Some(300));
    }

    #[test]
    fn what_is_managed_is_told_apart_from_what_is_not() {
        let scaling = types::ManagedScaling::builder().status("ENABLED".into()).target_capacity(90).build();
        let group_of = types::AutoScalingGroupProvider::builder()
            .auto_scaling_group_arn("arn:aws:autoscaling:eu-central-1:1:autoScalingGroup:a:autoScalingGroupName/b")
            .managed_scaling(scaling)
            .managed_draining("DISABLED".into())
            .build()
            .unwrap();
        let found = group(group_of);
        assert_eq!((found.managed_scaling, found.target_capacity, found.managed_draining), (true, Some(90), false));
    }
}
