//! Identifiers that are numbers inside and text outside.

use super::Name;
use std::fmt;
use std::str::FromStr;

/// The id of a task: written as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(pub u128);

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for TaskId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let lower = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() != 32 || !text.bytes().all(lower) {
            return Err(NotAnId);
        }
        u128::from_str_radix(text, 16).map(Self).map_err(|_| NotAnId)
    }
}

/// The text is not 32 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 32 hexadecimal digits")]
pub struct NotAnId;

/// The id of a deployment: written as `ecs-svc/` and 19 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeploymentId(pub u64);

impl fmt::Display for DeploymentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ecs-svc/{:019}", self.0)
    }
}

/// The id of a service deployment: written as 21 letters, digits, hyphens and underscores.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceDeploymentId(pub u128);

/// How many characters a service deployment's id has; each stands for six bits.
const CHARACTERS: u32 = 21;

/// The alphabet of service deployment ids, by value.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl ServiceDeploymentId {
    /// The id made of the lower 126 of those bits.
    #[must_use]
    pub fn from_bits(bits: u128) -> Self {
        Self(bits & ((1 << (6 * CHARACTERS)) - 1))
    }
}

impl fmt::Display for ServiceDeploymentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..CHARACTERS).rev() {
            let value = usize::try_from(self.0 >> (6 * place) & 0x3f).unwrap_or(0);
            write!(f, "{}", char::from(ALPHABET[value]))?;
        }
        Ok(())
    }
}

/// The id of a service revision: written as 19 digits.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-revision.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevisionId(pub u64);

impl FromStr for RevisionId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl fmt::Display for RevisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:019}", self.0)
    }
}

/// A random UUID, as AWS names events and attachments: 8-4-4-4-12 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(pub u128);

impl Uuid {
    /// The random (version 4) UUID with those bits, but for the six that say so.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4>
    #[must_use]
    pub fn random(bits: u128) -> Self {
        Self(bits & !(0xf << 76) & !(0b11 << 62) | (0x4 << 76) | (0b10 << 62))
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hex = format!("{:032x}", self.0);
        let (a, b, c, d, e) = (&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]);
        write!(f, "{a}-{b}-{c}-{d}-{e}")
    }
}

/// The id of a container instance: written as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstanceId(pub u128);

impl fmt::Display for InstanceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        TaskId(self.0).fmt(f)
    }
}

impl FromStr for InstanceId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        text.parse().map(|TaskId(bits)| Self(bits))
    }
}

/// Where a service is: its cluster's name and its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceKey {
    /// The cluster's name.
    pub cluster: Name,
    /// The service's name.
    pub service: Name,
}

/// Where a task is: its cluster's name and its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskKey {
    /// The cluster's name.
    pub cluster: Name,
    /// The task's id.
    pub task: TaskId,
}

/// Where a container instance is: its cluster's name and its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstanceKey {
    /// The cluster's name.
    pub cluster: Name,
    /// The container instance's id.
    pub instance: InstanceId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_written_as_aws_writes_them() {
        assert_eq!(TaskId(0xab).to_string(), format!("{:0>32}", "ab"));
        assert_eq!(DeploymentId(1_234).to_string(), "ecs-svc/0000000000000001234");
        assert_eq!(Uuid::random(u128::MAX).to_string(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(Uuid::random(0).to_string(), "00000000-0000-4000-8000-000000000000");
        assert_eq!(RevisionId(77).to_string(), "0000000000000000077");
        assert_eq!(ServiceDeploymentId(1).to_string(), "AAAAAAAAAAAAAAAAAAAAB");
        assert_eq!(ServiceDeploymentId::from_bits(u128::MAX).to_string(), "_".repeat(21));
    }

    #[test]
    fn only_32_lower_case_hexadecimal_digits_are_a_task_id() {
        let id = TaskId(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
        assert_eq!(id.to_string().parse(), Ok(id));
        for text in ["", "0123", &"g".repeat(32), &"A".repeat(32), &"0".repeat(33), &format!("+{}", "0".repeat(31))] {
            assert_eq!(text.parse::<TaskId>(), Err(NotAnId), "{text:?}");
        }
    }
}
