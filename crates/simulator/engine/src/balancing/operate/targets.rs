//! Registering and deregistering targets by hand.

use crate::balancing::error;
use crate::balancing::input::TargetInput;
use crate::balancing::target::TargetKey;
use crate::balancing::target_group::{TargetGroup, TargetType};
use crate::id::{InstanceKey, TaskKey};
use crate::task::{Task, TaskStatus};
use crate::{ApiError, Engine, Name};
use std::net::Ipv4Addr;

/// The most targets of a target group.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html>
const TARGETS_MAX: usize = 1_000;

impl Engine {
    /// Registers targets. A task whose address it is answers there; where there is none, nobody does.
    ///
    /// # Errors
    /// `TargetGroupNotFound`, `InvalidTarget`, `TooManyTargets`.
    pub fn register_targets(&mut self, group: &str, inputs: &[TargetInput]) -> Result<(), ApiError> {
        let of = self.world.target_group(group).ok_or_else(error::group_not_found)?;
        for input in inputs {
            check(of, input)?;
        }
        if of.targets.len() + inputs.len() > TARGETS_MAX {
            return Err(ApiError::new(
                "TooManyTargets",
                "The maximum number of targets per target group has been reached",
            ));
        }
        let (arn, port) = (of.arn.clone(), of.port);
        for input in inputs {
            let key = TargetKey { id: input.id.as_str().into(), port: input.port.unwrap_or(port) };
            let (zone, task) = match self.task_at(&key) {
                Some((task, zone)) => (Some(zone), Some(task)),
                None => (input.availability_zone.as_deref().map(Name::from), None),
            };
            self.register_target(&arn, key, zone, task);
        }
        Ok(())
    }

    /// Deregisters targets; one that is not registered does no harm.
    ///
    /// # Errors
    /// `TargetGroupNotFound`.
    pub fn deregister_targets(&mut self, group: &str, inputs: &[TargetInput]) -> Result<(), ApiError> {
        let of = self.world.target_group(group).ok_or_else(error::group_not_found)?;
        let arn = of.arn.clone();
        let named =
            |key: &TargetKey| inputs.iter().any(|it| *it.id == *key.id && it.port.is_none_or(|port| port == key.port));
        let targets: Vec<_> = of.targets.keys().filter(|key| named(key)).cloned().collect();
        for target in targets {
            self.deregister_target(&arn, &target);
        }
        Ok(())
    }

    /// The task that has that address, or that port of that instance, and its zone.
    fn task_at(&self, target: &TargetKey) -> Option<(TaskKey, Name)> {
        let address: Option<Ipv4Addr> = target.id.parse().ok();
        let is_there = |task: &&Task| match (&task.network, task.instance) {
            (Some(network), _) => Some(network.address) == address,
            (None, Some(instance)) => {
                let instance = InstanceKey { cluster: task.cluster.clone(), instance };
                let mut bindings = task.containers.iter().flat_map(|container| &container.bindings);
                self.world.instance(&instance).is_some_and(|it| it.ec2_id == target.id)
                    && bindings.any(|binding| binding.host_port == target.port)
            }
            (None, None) => false,
        };
        let lives = |task: &&Task| task.last_status < TaskStatus::Deprovisioning;
        let task = self.world.clusters().flat_map(|cluster| cluster.tasks()).filter(lives).find(is_there)?;
        Some((TaskKey { cluster: task.cluster.clone(), task: task.id }, task.zone.clone()))
    }
}

fn check(group: &TargetGroup, input: &TargetInput) -> Result<(), ApiError> {
    let invalid = |message: String| ApiError::new("InvalidTarget", message);
    match group.target_type {
        TargetType::Instance if !input.id.starts_with("i-") => Err(invalid(format!(
            "The following targets are not in a running state and cannot be registered: '{}'",
            input.id
        ))),
        TargetType::Ip => match input.id.parse::<Ipv4Addr>() {
            Err(_) => Err(error::validation(format!("The IP address '{}' is not a valid IPv4 address", input.id))),
            Ok(address) if !is_private(address) => Err(invalid(format!(
                "The IP address '{address}' is not within any of the CIDR blocks that targets can be registered from"
            ))),
            Ok(_) => Ok(()),
        },
        TargetType::Instance => Ok(()),
    }
}

/// RFC 1918 and RFC 6598.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html>
fn is_private(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    address.is_private() || (a == 100 && (64..128).contains(&b))
}
