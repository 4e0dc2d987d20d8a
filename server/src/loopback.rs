//! What counts as this machine, and that Podium listens nowhere else while there is no sign-in.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// An address that only this machine can reach.
///
/// Everything that listens takes this type, so that nothing can be opened to a network by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loopback(SocketAddr);

/// Why an address is not one to listen on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotLoopback {
    /// It is no address and port at all.
    #[error("{0:?} is not an address and a port, such as 127.0.0.1:3000 or [::1]:3000")]
    NotAnAddress(String),
    /// Other machines could reach it.
    #[error(
        "{0} can be reached from other machines. Podium has no sign-in yet, so whoever reaches it sees every environment; \
         listen on 127.0.0.1 or [::1] and come in through a tunnel, for example ssh -L 3000:127.0.0.1:3000"
    )]
    Reachable(SocketAddr),
}

/// Whether a host, as addresses and `Host` fields write it, can only be this machine.
pub(crate) fn is_this_machine(host: &str) -> bool {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host.eq_ignore_ascii_case("localhost") || bare.parse().is_ok_and(is_loopback)
}

/// Whether only this machine reaches the address, also where it is written as one of the other family.
fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

impl Loopback {
    /// The address and port.
    pub fn address(self) -> SocketAddr {
        self.0
    }
}

impl TryFrom<SocketAddr> for Loopback {
    type Error = NotLoopback;

    fn try_from(address: SocketAddr) -> Result<Self, NotLoopback> {
        if is_loopback(address.ip()) { Ok(Self(address)) } else { Err(NotLoopback::Reachable(address)) }
    }
}

impl FromStr for Loopback {
    type Err = NotLoopback;

    fn from_str(text: &str) -> Result<Self, NotLoopback> {
        let address: SocketAddr = text.parse().map_err(|_| NotLoopback::NotAnAddress(text.to_owned()))?;
        Self::try_from(address)
    }
}

impl fmt::Display for Loopback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_addresses_of_both_families_are_taken() {
        for text in ["127.0.0.1:3000", "127.8.8.8:0", "[::1]:3000", "[::ffff:127.0.0.1]:3000"] {
            assert!(text.parse::<Loopback>().is_ok(), "{text}");
        }
    }

    #[test]
    fn addresses_that_other_machines_reach_are_refused_with_the_reason() {
        for text in
            ["0.0.0.0:3000", "[::]:3000", "10.0.0.1:3000", "192.168.1.2:80", "[::ffff:10.0.0.1]:3000", "[fe80::1]:3000"]
        {
            let refusal = text.parse::<Loopback>().unwrap_err();
            assert!(refusal.to_string().contains("no sign-in"), "{text}: {refusal}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_with_an_example() {
        for text in ["", "3000", "localhost:3000", "127.0.0.1", "127.0.0.1:99999"] {
            let refusal = text.parse::<Loopback>().unwrap_err();
            assert_eq!(refusal, NotLoopback::NotAnAddress(text.to_owned()));
            assert!(refusal.to_string().contains("127.0.0.1:3000"));
        }
    }
}
