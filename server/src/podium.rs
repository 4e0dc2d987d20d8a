//! What a running Podium consists of, and what it is put together from.

use std::sync::Arc;

use access::Viewer;
use app::shell::AssetNames;
use axum::extract::FromRef;
use console::{Changes, Console};
use fleet::Fleet;
use leptos::config::LeptosOptions;
use tokio_util::sync::CancellationToken;

use crate::assets;
use crate::deadline::Turns;
use crate::limits::Limits;
use crate::once::Once;
use crate::seats::Seats;

/// Everything a request may need; cheap to clone, and all clones are the same Podium.
#[derive(Clone)]
pub struct Podium {
    /// The use cases.
    pub console: Console,
    /// What the use cases read from; named here only to know the versions of its snapshots.
    pub fleet: Fleet,
    /// Who looks, until sign-in exists.
    pub viewer: Viewer,
    /// The bounds in force.
    pub limits: Limits,
    /// Cancelled when Podium has been told to stop: open streams end, and it is no longer ready.
    pub stopping: CancellationToken,
    pub(crate) assets: Arc<AssetNames>,
    pub(crate) leptos: Arc<LeptosOptions>,
    pub(crate) seats: Seats,
    pub(crate) turns: Turns,
    pub(crate) forms: Once,
}

impl Podium {
    /// Puts a Podium together on a fleet that has been started.
    pub fn new(fleet: Fleet, changes: Changes, limits: Limits) -> Self {
        Self {
            console: Console::new(fleet.clone(), changes, env!("CARGO_PKG_VERSION")),
            fleet,
            viewer: Viewer::built_in(),
            limits,
            stopping: CancellationToken::new(),
            assets: Arc::new(assets::names()),
            leptos: Arc::new(LeptosOptions::builder().output_name("podium").build()),
            seats: Seats::new(&limits),
            turns: Turns::new(&limits),
            forms: Once::new(),
        }
    }
}

impl FromRef<Podium> for LeptosOptions {
    fn from_ref(podium: &Podium) -> Self {
        LeptosOptions::clone(&podium.leptos)
    }
}

impl FromRef<Podium> for CancellationToken {
    fn from_ref(podium: &Podium) -> Self {
        podium.stopping.clone()
    }
}
