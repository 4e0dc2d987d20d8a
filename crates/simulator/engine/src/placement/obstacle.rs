//! Why a task found no place.

use crate::id::InstanceId;
use std::fmt::Write;

/// What keeps a task from an instance; the farther ECS has looked, the later it comes.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// The instance's agent is not connected.
    Agent,
    /// Too few CPU units are left.
    Cpu,
    /// Too little memory is left.
    Memory,
    /// Too few GPUs are left.
    Gpu,
    /// A port is taken.
    Ports,
    /// No network interface is left.
    Interfaces,
    /// The instance is not, or cannot do, what the task definition requires.
    Attribute,
    /// A `memberOf` constraint does not hold.
    MemberOf,
    /// A task of the group is there already.
    DistinctInstance,
}

impl Obstacle {
    /// The word in `failures` and in the reason of a task that failed to start.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Agent => "AGENT",
            Self::Cpu => "RESOURCE:CPU",
            Self::Memory => "RESOURCE:MEMORY",
            Self::Gpu => "RESOURCE:GPU",
            Self::Ports => "RESOURCE:PORTS",
            Self::Interfaces => "RESOURCE:ENI",
            Self::Attribute => "ATTRIBUTE",
            Self::MemberOf => "MemberOf placement constraint unsatisfied.",
            Self::DistinctInstance => "DistinctInstance placement constraint unsatisfied.",
        }
    }

    /// What a service's event says of the instance.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html>
    fn sentence(self) -> String {
        match self {
            Self::Cpu => "has insufficient CPU units available".to_owned(),
            Self::Memory => "has insufficient memory available".to_owned(),
            Self::Ports => "is already using a port required by your task".to_owned(),
            Self::Attribute => "is missing an attribute required by your task".to_owned(),
            Self::Agent | Self::Gpu | Self::Interfaces | Self::MemberOf | Self::DistinctInstance => {
                format!("encountered error \"{}\"", self.reason())
            }
        }
    }
}

/// No instance can take a task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlacementFailure {
    /// Every instance that was looked at, and what keeps the task from it.
    pub obstacles: Vec<(InstanceId, Obstacle)>,
    /// Whether only the instances of a capacity provider were looked at.
    pub of_provider: bool,
}

impl PlacementFailure {
    /// The instance that comes closest to what the task needs.
    #[must_use]
    pub fn closest(&self) -> Option<(InstanceId, Obstacle)> {
        self.obstacles.iter().copied().reduce(|best, other| if other.1 > best.1 { other } else { best })
    }

    /// Why, in one word or sentence.
    #[must_use]
    pub fn reason(&self) -> String {
        self.closest().map_or("EMPTY CAPACITY", |(_, obstacle)| obstacle.reason()).to_owned()
    }

    /// The event of a service.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html>
    #[must_use]
    pub fn event(&self, service: &str) -> String {
        let mut event = format!(
            "(service {service}) was unable to place a task because no container instance met all of its requirements."
        );
        let _ = match (self.closest(), self.of_provider) {
            (Some((instance, obstacle)), _) => {
                write!(event, " The closest matching (container-instance {instance}) {}.", obstacle.sentence())
            }
            (None, false) => write!(event, " Reason: No Container Instances were found in your cluster."),
            (None, true) => write!(event, " Reason: No Container Instances were found in your capacity provider."),
        };
        event.push_str(" For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.");
        event
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(obstacles: &[Obstacle], expect: &str) {
        let numbered = obstacles.iter().enumerate();
        let failure = PlacementFailure {
            obstacles: numbered.map(|(index, obstacle)| (InstanceId(index as u128), *obstacle)).collect(),
            of_provider: false,
        };
        let event = failure.event("web");
        let (start, end) = (
            "(service web) was unable to place a task because no container instance met all of its requirements. ",
            " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
        );
        let middle = event.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
        assert_eq!(middle.map(|text| text.replace(&"0".repeat(31), "")).as_deref(), Some(expect));
    }

    #[test]
    fn the_instance_that_comes_closest_is_named() {
        use Obstacle::{Agent, Attribute, Cpu, DistinctInstance, Gpu, MemberOf, Memory, Ports};
        check(&[], "Reason: No Container Instances were found in your cluster.");
        check(&[Cpu], "The closest matching (container-instance 0) has insufficient CPU units available.");
        check(&[Cpu, Memory, Memory], "The closest matching (container-instance 1) has insufficient memory available.");
        check(&[Ports], "The closest matching (container-instance 0) is already using a port required by your task.");
        check(
            &[Memory, Attribute],
            "The closest matching (container-instance 1) is missing an attribute required by your task.",
        );
        check(&[Agent], "The closest matching (container-instance 0) encountered error \"AGENT\".");
        check(&[Gpu], "The closest matching (container-instance 0) encountered error \"RESOURCE:GPU\".");
        check(
            &[Agent, MemberOf],
            "The closest matching (container-instance 1) encountered error \"MemberOf placement constraint unsatisfied.\".",
        );
        check(
            &[DistinctInstance],
            "The closest matching (container-instance 0) encountered error \"DistinctInstance placement constraint unsatisfied.\".",
        );
    }
}
