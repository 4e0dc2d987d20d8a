//! "Something changed": why an open page asks again, and what time it is meanwhile.
//!
//! One `EventSource` per tab carries invalidations only. The page is asked for again when [`Live::page`] counts up; the
//! frame's resource names [`Live::frame`] in its source.

#[cfg(feature = "hydrate")]
mod ages;
#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod stream;

use leptos::prelude::*;
use model::time::Timestamp;

/// What changes while a page is open. On the server nothing does.
#[derive(Clone, Copy, Debug)]
pub struct Live {
    page: RwSignal<u32>,
    frame: RwSignal<u32>,
    clock: RwSignal<Option<Timestamp>>,
    connected: RwSignal<bool>,
    answered: RwSignal<bool>,
}

impl Live {
    /// The live state of this tab.
    pub fn current() -> Self {
        use_context().unwrap_or_else(Self::still)
    }

    /// Counts changes that concern the page; reading it subscribes.
    pub fn page(self) -> u32 {
        self.page.get()
    }

    /// Counts changes that concern the frame around the page; reading it subscribes.
    pub fn frame(self) -> u32 {
        self.frame.get()
    }

    /// The server's clock as this tab knows it; `None` on the server and in the first render, so that both draw the
    /// same.
    pub fn clock(self) -> Option<Timestamp> {
        self.clock.get()
    }

    /// Whether changes arrive. True until the stream breaks.
    pub fn connected(self) -> bool {
        self.connected.get()
    }

    /// Whether the server answered when the page asked last. True until it does not.
    pub fn is_answered(self) -> bool {
        self.answered.get()
    }

    /// Notes whether the server has answered.
    pub fn answered(self, is_answered: bool) {
        if self.answered.try_get_untracked() != Some(is_answered) {
            let _ = self.answered.try_set(is_answered);
        }
    }

    fn still() -> Self {
        Self {
            page: RwSignal::new(0),
            frame: RwSignal::new(0),
            clock: RwSignal::new(None),
            connected: RwSignal::new(true),
            answered: RwSignal::new(true),
        }
    }
}

/// Makes the live state of this tab available to all below.
pub fn provide() {
    provide_context(Live::still());
}

/// Listens for changes from now on: to be called once, inside the router. `as_of` tells the age of the news on screen
/// and the server's clock when it told it.
pub fn start(as_of: impl Fn() -> Option<(Option<Timestamp>, Timestamp)> + 'static) {
    #[cfg(feature = "hydrate")]
    browser::start(Live::current(), as_of);
    #[cfg(not(feature = "hydrate"))]
    drop(as_of);
}
