//! How much of everything, and for how long.

use std::time::Duration;

/// The bounds that keep one visitor from spending what belongs to all.
///
/// The defaults are for one machine and a team; tests shrink them.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long a page or an answer of the API may take until the visitor is told to try again.
    pub answer: Duration,
    /// How many pages and API answers are worked on at once. Each holds its whole document in memory.
    pub at_once: usize,
    /// How long a request waits for its turn until the visitor is told to try again: sooner than a person gives up, and
    /// before more requests wait than can be answered.
    pub turn: Duration,
    /// The longest body of a form, in bytes, unless the form asks for more: `forms.rs`.
    pub body: usize,
    /// How long a connection may take to send the head of a request, the first as well as the next ones.
    pub head: Duration,
    /// How much memory the head of a request may take, in bytes.
    pub head_size: usize,
    /// How many header fields a request may have.
    pub head_fields: usize,
    /// How many connections are open at once; more wait in the operating system's queue.
    pub connections: usize,
    /// After this time a connection is asked to finish, so that no peer holds one for ever.
    pub connection_age: Duration,
    /// How many event streams are open at once.
    pub streams: usize,
    /// How many event streams one peer address has open at once.
    pub streams_of_peer: usize,
    /// The shortest time between two events about one environment on one stream.
    pub stream_gap: Duration,
    /// How long requests in flight may go on once Podium has been told to stop.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            answer: Duration::from_secs(10),
            at_once: 32,
            turn: Duration::from_secs(1),
            body: 16 * 1024,
            head: Duration::from_secs(15),
            head_size: 32 * 1024,
            head_fields: 64,
            connections: 1024,
            connection_age: Duration::from_secs(30 * 60),
            streams: 256,
            streams_of_peer: 128,
            stream_gap: Duration::from_millis(500),
            farewell: Duration::from_secs(10),
        }
    }
}
