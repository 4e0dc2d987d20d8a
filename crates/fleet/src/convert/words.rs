//! The enums of `model` beside those of the SDK: a word that AWS adds is found here before a page shows it as unknown.

use std::collections::BTreeSet;
use std::fmt::{Debug, Display};

use aws_sdk_applicationautoscaling::types as autoscaling;
use aws_sdk_cloudwatch::types as cloudwatch;
use aws_sdk_ecs::types as ecs;
use aws_sdk_elasticloadbalancingv2::types as elb;
use model::alarm::{AlarmState, ComparisonOperator};
use model::cluster::ClusterStatus;
use model::deployment::{
    DeploymentRolloutState, DeploymentStatus, DeploymentStrategy, HookAction, HookStatus, HookTarget, LifecycleStage,
    RollbackMonitorStatus, ServiceDeploymentStatus,
};
use model::instance::{
    CapacityProviderStatus, CapacityProviderUpdateStatus, InstanceCheckState, InstanceCheckType, InstanceStatus,
};
use model::launch::LaunchType;
use model::scaling::{ActivityStatus, NotScaledCode, PolicyType};
use model::service::{
    DeploymentController, PlacementConstraintType, PlacementStrategyType, PropagateTags, SchedulingStrategy,
    ServiceStatus, TaskSetStatus,
};
use model::task::{AttachmentStatus, AttachmentType, ContainerStatus, HealthStatus, StopCode, TaskStatus};
use model::task_definition::{NetworkMode, TaskDefinitionStatus, TransportProtocol};
use model::traffic::{ActionType, LoadBalancerScheme, LoadBalancerState, LoadBalancerType, TargetReason, TargetState};

/// Every documented word is a variant that is written as it was read, and a word that nobody knows survives.
#[track_caller]
fn round_trip<T>(words: &[&str])
where
    T: for<'a> From<&'a str> + Debug + Display + PartialEq,
{
    let is_other = |word: &str| format!("{:?}", T::from(word)).starts_with("Other(");
    for word in words {
        assert_eq!(T::from(word).to_string(), *word);
        assert!(!is_other(word), "{word}");
    }
    for odd in ["", "SOMETHING_NEW", "<b>"] {
        assert_eq!(T::from(odd).to_string(), odd);
        assert!(is_other(odd), "{odd}");
    }
}

/// The words are those of the SDK, no more and no less.
#[track_caller]
fn same<T>(words: &[&str], sdk: &[&str])
where
    T: for<'a> From<&'a str> + Debug + Display + PartialEq,
{
    round_trip::<T>(words);
    assert_eq!(words.iter().collect::<BTreeSet<_>>(), sdk.iter().collect::<BTreeSet<_>>());
}

/// The words of the SDK are among ours: a field that AWS documents as text, with a filter of requests that is an enum.
#[track_caller]
fn among<T>(words: &[&str], sdk: &[&str])
where
    T: for<'a> From<&'a str> + Debug + Display + PartialEq,
{
    round_trip::<T>(words);
    assert!(sdk.iter().all(|word| words.contains(word)), "{sdk:?}");
}

#[test]
fn words_of_services_are_those_of_the_sdk() {
    round_trip::<ServiceStatus>(ServiceStatus::WORDS);
    round_trip::<TaskSetStatus>(TaskSetStatus::WORDS);
    same::<DeploymentController>(DeploymentController::WORDS, ecs::DeploymentControllerType::values());
    same::<PropagateTags>(PropagateTags::WORDS, ecs::PropagateTags::values());
    same::<SchedulingStrategy>(SchedulingStrategy::WORDS, ecs::SchedulingStrategy::values());
    same::<PlacementConstraintType>(PlacementConstraintType::WORDS, ecs::PlacementConstraintType::values());
    same::<PlacementStrategyType>(PlacementStrategyType::WORDS, ecs::PlacementStrategyType::values());
}

#[test]
fn words_of_deployments_are_those_of_the_sdk() {
    round_trip::<DeploymentStatus>(DeploymentStatus::WORDS);
    same::<DeploymentRolloutState>(DeploymentRolloutState::WORDS, ecs::DeploymentRolloutState::values());
    same::<DeploymentStrategy>(DeploymentStrategy::WORDS, ecs::DeploymentStrategy::values());
    same::<ServiceDeploymentStatus>(ServiceDeploymentStatus::WORDS, ecs::ServiceDeploymentStatus::values());
    same::<LifecycleStage>(LifecycleStage::WORDS, ecs::ServiceDeploymentLifecycleStage::values());
    same::<HookTarget>(HookTarget::WORDS, ecs::DeploymentLifecycleHookTargetType::values());
    same::<HookStatus>(HookStatus::WORDS, ecs::DeploymentLifecycleHookStatus::values());
    same::<HookAction>(HookAction::WORDS, ecs::DeploymentLifecycleHookAction::values());
    let monitors = ecs::ServiceDeploymentRollbackMonitorsStatus::values();
    same::<RollbackMonitorStatus>(RollbackMonitorStatus::WORDS, monitors);
}

#[test]
fn words_of_clusters_and_their_capacity_are_those_of_the_sdk() {
    round_trip::<ClusterStatus>(ClusterStatus::WORDS);
    among::<InstanceStatus>(InstanceStatus::WORDS, ecs::ContainerInstanceStatus::values());
    same::<InstanceCheckType>(InstanceCheckType::WORDS, ecs::InstanceHealthCheckType::values());
    same::<InstanceCheckState>(InstanceCheckState::WORDS, ecs::InstanceHealthCheckState::values());
    same::<CapacityProviderStatus>(CapacityProviderStatus::WORDS, ecs::CapacityProviderStatus::values());
    let updates = ecs::CapacityProviderUpdateStatus::values();
    same::<CapacityProviderUpdateStatus>(CapacityProviderUpdateStatus::WORDS, updates);
}

#[test]
fn words_of_task_definitions_are_those_of_the_sdk() {
    same::<TaskDefinitionStatus>(TaskDefinitionStatus::WORDS, ecs::TaskDefinitionStatus::values());
    same::<NetworkMode>(NetworkMode::WORDS, ecs::NetworkMode::values());
    same::<TransportProtocol>(TransportProtocol::WORDS, ecs::TransportProtocol::values());
}

#[test]
fn words_of_load_balancers_are_those_of_the_sdk() {
    same::<LoadBalancerType>(LoadBalancerType::WORDS, elb::LoadBalancerTypeEnum::values());
    same::<LoadBalancerScheme>(LoadBalancerScheme::WORDS, elb::LoadBalancerSchemeEnum::values());
    same::<LoadBalancerState>(LoadBalancerState::WORDS, elb::LoadBalancerStateEnum::values());
    same::<TargetState>(TargetState::WORDS, elb::TargetHealthStateEnum::values());
    same::<TargetReason>(TargetReason::WORDS, elb::TargetHealthReasonEnum::values());
    same::<ActionType>(ActionType::WORDS, elb::ActionTypeEnum::values());
}

#[test]
fn words_of_alarms_and_scaling_are_those_of_the_sdk() {
    same::<AlarmState>(AlarmState::WORDS, cloudwatch::StateValue::values());
    same::<ComparisonOperator>(ComparisonOperator::WORDS, cloudwatch::ComparisonOperator::values());
    same::<PolicyType>(PolicyType::WORDS, autoscaling::PolicyType::values());
    same::<ActivityStatus>(ActivityStatus::WORDS, autoscaling::ScalingActivityStatusCode::values());
    round_trip::<NotScaledCode>(NotScaledCode::WORDS);
}

#[test]
fn words_of_tasks_are_those_of_the_sdk() {
    among::<TaskStatus>(TaskStatus::WORDS, ecs::DesiredStatus::values());
    round_trip::<ContainerStatus>(ContainerStatus::WORDS);
    round_trip::<AttachmentType>(AttachmentType::WORDS);
    round_trip::<AttachmentStatus>(AttachmentStatus::WORDS);
    same::<HealthStatus>(HealthStatus::WORDS, ecs::HealthStatus::values());
    same::<StopCode>(StopCode::WORDS, ecs::TaskStopCode::values());
    same::<LaunchType>(LaunchType::WORDS, ecs::LaunchType::values());
}
