//! One Podium on one address, from the first request to the last.

use std::io;
use std::net::SocketAddr;

use console::Changes;
use fleet::Fleet;
use tokio::net::TcpListener;

use crate::limits::Limits;
use crate::loopback::Loopback;
use crate::podium::Podium;
use crate::router::router;
use crate::{assets, connections, signals};

/// An address that is ours and not answered yet: connections wait in the operating system's queue.
#[derive(Debug)]
pub(crate) struct Serving {
    listener: TcpListener,
    address: SocketAddr,
}

/// Why there is no listening at an address.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {address}")]
pub(crate) struct BindError {
    address: Loopback,
    source: io::Error,
}

impl Serving {
    /// Takes the address.
    pub(crate) async fn bind(address: Loopback) -> Result<Self, BindError> {
        let error = |source| BindError { address, source };
        let listener = TcpListener::bind(address.address()).await.map_err(error)?;
        let address = listener.local_addr().map_err(error)?;
        Ok(Self { listener, address })
    }

    /// What to open in a browser.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Shows the fleet until a signal comes, finishes what is in flight, and ends the fleet's polling.
    pub(crate) async fn until_told_to_stop(self, fleet: Fleet, changes: Changes) {
        if !assets::present() {
            tracing::warn!("this binary was compiled without the site: pages have no style and do not come alive");
        }
        let podium = Podium::new(fleet.clone(), changes, Limits::default());
        let (limits, stopping) = (podium.limits, podium.stopping.clone());
        connections::serve(self.listener, router(podium), limits, stopping, signals::stop()).await;
        fleet.shutdown().await;
        tracing::info!("stopped");
    }
}
