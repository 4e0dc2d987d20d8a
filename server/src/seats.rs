//! How many event streams are open, and whose.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::limits::Limits;
use crate::peer::Peer;

/// The open streams of all peers; clones count together.
#[derive(Clone, Debug)]
pub struct Seats(Arc<Room>);

#[derive(Debug)]
struct Room {
    most: usize,
    most_of_peer: usize,
    taken: Mutex<HashMap<Peer, usize>>,
}

/// One open stream; dropping it makes room for another.
#[derive(Debug)]
pub struct Seat {
    room: Arc<Room>,
    peer: Peer,
}

impl Seats {
    /// No stream is open yet.
    pub fn new(limits: &Limits) -> Self {
        Self(Arc::new(Room { most: limits.streams, most_of_peer: limits.streams_of_peer, taken: Mutex::default() }))
    }

    /// Takes a seat for the peer, unless all are taken or the peer has its share.
    pub fn take(&self, peer: Peer) -> Option<Seat> {
        let mut taken = self.0.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let theirs = taken.get(&peer).copied().unwrap_or(0);
        if theirs >= self.0.most_of_peer || taken.values().sum::<usize>() >= self.0.most {
            return None;
        }
        taken.insert(peer, theirs + 1);
        Some(Seat { room: Arc::clone(&self.0), peer })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.room.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(theirs) = taken.get_mut(&self.peer) {
            *theirs -= 1;
            if *theirs == 0 {
                taken.remove(&self.peer);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(last: u8) -> Peer {
        Peer([127, 0, 0, last].into())
    }

    fn seats() -> Seats {
        Seats::new(&Limits { streams: 3, streams_of_peer: 2, ..Limits::default() })
    }

    #[test]
    fn a_peer_gets_its_share_and_others_get_the_rest() {
        let seats = seats();
        let taken = [seats.take(peer(1)), seats.take(peer(1))];
        assert!(taken.iter().all(Option::is_some));
        assert!(seats.take(peer(1)).is_none());
        let other = seats.take(peer(2));
        assert!(other.is_some());
        assert!(seats.take(peer(3)).is_none());
    }

    #[test]
    fn a_stream_that_ends_makes_room() {
        let seats = seats();
        let taken: Vec<_> = (0..2).map(|_| seats.take(peer(1)).unwrap()).collect();
        assert!(seats.take(peer(1)).is_none());
        drop(taken);
        assert!(seats.take(peer(1)).is_some());
        assert!(seats.0.taken.lock().unwrap().is_empty(), "nothing is remembered of a peer without streams");
    }
}
