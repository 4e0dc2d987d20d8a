//! Who is at the other end of the connection.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::Request;

/// The address at the other end, as the connection has it: no header can change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Peer(pub IpAddr);

impl Peer {
    /// The peer of a request; requests that came over no connection, as in tests, share one.
    pub(crate) fn of(request: &Request) -> Self {
        request.extensions().get().copied().unwrap_or(Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED)))
    }
}
