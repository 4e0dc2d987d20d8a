//! Advice about network, roles and the compute that a task was to run on.

use super::{Advice, ERRORS, START, allow, the_role};
use crate::why::names::PROVISIONING;
use crate::why::{Cause, Kind};

const NETWORKING: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html";
const EXECUTION_ROLE: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html";
const INFRASTRUCTURE_ROLE: &str =
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html";
const PLACEMENT: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html";
const QUOTAS: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html";

pub(super) fn of(cause: &Cause) -> Option<Advice> {
    Some(match cause.kind {
        Kind::NoFreeAddress => Advice::new(
            "Each task needs an IP address of its own.",
            match &cause.names.provider {
                Some(provider) => {
                    format!("Free addresses, or add subnets with free addresses to capacity provider {provider}.")
                }
                None => "Free addresses, or add subnets with free addresses to the service.".to_owned(),
            },
            NETWORKING,
        ),
        Kind::NetworkDenied => Advice::new(
            "EC2 refused to create or tag the interface: IAM, a service control policy or a tag policy.",
            match &cause.names.action {
                Some(_) => format!("{}.", allow(cause, "", "the service-linked role AWSServiceRoleForECS")),
                None => "Check what AWS's own words name, and the service-linked role AWSServiceRoleForECS.".to_owned(),
            },
            NETWORKING,
        ),
        Kind::NetworkMissing => Advice::new(
            "A subnet or security group is named that was deleted, or is in another VPC.",
            match &cause.names.provider {
                Some(provider) => format!("Correct the network configuration of capacity provider {provider}."),
                None => "Correct the network configuration of the service.".to_owned(),
            },
            NETWORKING,
        ),
        Kind::NetworkMismatch => Advice::new(
            "Subnets and security groups have to be of one VPC.",
            "Correct the network configuration of the service.",
            NETWORKING,
        ),
        Kind::LaunchRefused => Advice::new(
            "The task definition or the service asks for something that ECS does not run.",
            "Go by AWS's own words; register a corrected revision or update the service.",
            ERRORS,
        ),
        Kind::Throttled => Advice::new(
            "Too many such requests were made at once in this account.",
            "ECS tries again by itself; if it lasts, start fewer tasks at a time or raise the API's quota.",
            ERRORS,
        ),
        Kind::NetworkTimedOut => Advice::new(
            "AWS did not attach the network interface in time.",
            "ECS tries again by itself; if it lasts, check the AWS Health Dashboard.",
            START,
        ),
        Kind::NetworkFailed => Advice::new(
            "EC2 or the agent could not make or attach the interface; often the subnet has no free address.",
            "Check free addresses of the subnet and the limit on network interfaces; if it happens on one instance only, replace it.",
            START,
        ),
        Kind::RoleFailed => Advice::new(
            "The role does not exist, does not trust the service that uses it, or was made a moment ago.",
            match cause.names.role.as_deref() {
                Some(role) if role.starts_with("AWSServiceRole") => format!("Create the service-linked role {role}."),
                _ => format!("Check that {} exists and trusts ecs-tasks.amazonaws.com.", the_role(cause, "the role")),
            },
            EXECUTION_ROLE,
        ),
        Kind::ExecutionRoleMissing => Advice::new(
            "The task definition names no execution role, or the agent has not got its credentials.",
            "Set executionRoleArn in the task definition; if it is set, check its trust policy and the agent's log on the instance.",
            EXECUTION_ROLE,
        ),
        Kind::ActionDenied => Advice::new(
            "IAM refuses an action that is needed to start the task.",
            format!("{}.", allow(cause, "what AWS's own words name", "the role that they name")),
            EXECUTION_ROLE,
        ),
        Kind::AccountBlocked => Advice::new(
            "AWS has blocked this account, or has yet to verify it.",
            "Ask AWS Support; no setting of the service changes that.",
            ERRORS,
        ),
        Kind::InfrastructureRoleFailed => Advice::new(
            "The infrastructure role does not exist, does not trust ecs.amazonaws.com, or may not be passed.",
            format!("Check the trust policy of {} and iam:PassRole.", the_role(cause, "the infrastructure role")),
            INFRASTRUCTURE_ROLE,
        ),
        Kind::PermissionsLost => Advice::new(
            "ECS may no longer call EC2, load balancers or other services for this service.",
            "Check the service's role or AWSServiceRoleForECS, its policies and its trust policy.",
            INFRASTRUCTURE_ROLE,
        ),
        Kind::NoCapacity => Advice::new(
            "AWS has no capacity of this kind now.",
            "Wait, or allow more zones, instance types or capacity providers.",
            ERRORS,
        ),
        Kind::QuotaReached if cause.names.lacking.as_deref() == Some(PROVISIONING) => Advice::new(
            "A cluster can have 500 tasks in PROVISIONING at a time.",
            "Wait, scale in smaller steps, and check that the capacity providers launch instances.",
            QUOTAS,
        ),
        Kind::QuotaReached => Advice::new(
            "A limit of the account in this Region is reached.",
            "Stop what is not needed, or ask for a higher limit in Service Quotas.",
            QUOTAS,
        ),
        Kind::InstanceNotLaunched => Advice::new(
            "The capacity provider asked for an instance and got none.",
            "Go by AWS's own words; check the capacity provider's instance profile, instance requirements, subnets and security groups.",
            INFRASTRUCTURE_ROLE,
        ),
        Kind::InstanceLaunchDenied => Advice::new(
            "The infrastructure role of the capacity provider lacks a permission.",
            format!("{}.", allow(cause, "what AWS's own words name", "the infrastructure role")),
            INFRASTRUCTURE_ROLE,
        ),
        Kind::NoPlace => Advice::new(
            "Each instance lacks free CPU, memory, ports, GPUs or network interfaces, or does not meet a constraint or attribute.",
            "Add instances, or ask for less; see Room for more tasks under Instances.",
            PLACEMENT,
        ),
        Kind::NoInstances => Advice::new(
            "No instance is registered in the cluster or capacity provider.",
            "Check the Auto Scaling group of the capacity provider, and whether its instances register with this cluster.",
            PLACEMENT,
        ),
        Kind::AgentGone => Advice::new(
            "The agent of that instance is disconnected, or has not started.",
            "Look at /var/log/ecs/ecs-agent.log on the instance, or replace it.",
            START,
        ),
        Kind::IncompatibleCompute => Advice::new(
            "The task definition requires a launch type that this service or cluster does not offer.",
            "Compare requiresCompatibilities and runtimePlatform with the launch type or capacity provider.",
            START,
        ),
        Kind::InitializationFailed => Advice::new(
            "Something a task needs before its containers could not be set up.",
            "Go by AWS's own words.",
            ERRORS,
        ),
        Kind::PlatformFailed => Advice::new(
            "AWS failed inside; often a network interface came too late, or a subnet is in a zone without Fargate.",
            "Try again; if it lasts, check the zones of the subnets and the AWS Health Dashboard.",
            START,
        ),
        _ => return None,
    })
}
