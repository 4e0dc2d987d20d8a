//! The network interface of a Fargate task.

use super::Name;
use super::id::Uuid;
use std::net::Ipv4Addr;

/// The network that every subnet is in: the simulator has one.
pub const VPC: &str = "vpc-07c1d9e24ab3f5680";

/// How far an attachment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentStatus {
    /// Asked for: the task waits for it; no address yet.
    Precreated,
    /// The interface is there and the task uses it.
    Attached,
    /// The task has ended and the interface is gone.
    Deleted,
}

impl AttachmentStatus {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Precreated => "PRECREATED",
            Self::Attached => "ATTACHED",
            Self::Deleted => "DELETED",
        }
    }
}

/// An elastic network interface and its attachment to a task (`type` is `ElasticNetworkInterface`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkInterface {
    /// The attachment's id.
    pub attachment: Uuid,
    /// How far the attachment is.
    pub status: AttachmentStatus,
    /// The subnet it is in, for example `subnet-0a1b…`.
    pub subnet: Name,
    /// The number in `eni-…`.
    pub number: u64,
    /// The last five bytes of the hardware address; the first is always 02.
    pub mac: [u8; 5],
    /// The private address.
    pub address: Ipv4Addr,
}

impl NetworkInterface {
    /// `eni-` and 17 hexadecimal digits.
    #[must_use]
    pub fn interface_id(&self) -> String {
        format!("eni-{:017x}", self.number)
    }

    /// Six bytes with colons.
    #[must_use]
    pub fn mac_address(&self) -> String {
        let [a, b, c, d, e] = self.mac;
        format!("02:{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}")
    }

    /// The name the VPC's resolver gives the private address.
    #[must_use]
    pub fn private_dns_name(&self, region: &str) -> String {
        let [a, b, c, d] = self.address.octets();
        let zone = if region == "us-east-1" { "ec2".to_owned() } else { format!("{region}.compute") };
        format!("ip-{a}-{b}-{c}-{d}.{zone}.internal")
    }
}
