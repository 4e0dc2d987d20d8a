//! How many more tasks of one size fit, and where the next ones go.

use std::collections::BTreeMap;

use super::{Need, Place, obstacles};

/// How ECS chooses among the instances on which a task fits.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// The instance with the least memory left.
    BinpackMemory,
    /// The instance with the least CPU left.
    BinpackCpu,
    /// The zone, and in it the instance, with the fewest tasks of the service.
    SpreadZones,
    /// One task of the service per instance at most: the constraint `distinctInstance`.
    DistinctInstance,
}

/// How many more tasks fit, and where the next ones go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// How many more fit.
    pub count: u32,
    /// Of the next ones, how many each instance gets, by their order.
    pub next: Vec<u32>,
}

impl Strategy {
    /// All of them, in reading order.
    pub const ALL: [Self; 4] = [Self::BinpackMemory, Self::BinpackCpu, Self::SpreadZones, Self::DistinctInstance];

    /// In the words of ECS: `binpack on memory`.
    pub const fn text(self) -> &'static str {
        match self {
            Self::BinpackMemory => "binpack on memory",
            Self::BinpackCpu => "binpack on CPU",
            Self::SpreadZones => "spread over zones",
            Self::DistinctInstance => "distinctInstance",
        }
    }
}

/// How many more tasks fit on one instance: as many as its scarcest resource allows, one where a host port is taken by
/// each.
pub fn capacity(need: &Need, place: &Place<'_>) -> u32 {
    if !obstacles(need, place).is_empty() {
        return 0;
    }
    let left = &place.instance.remaining;
    let gpus = u32::try_from(left.gpus.len()).unwrap_or(u32::MAX);
    let times = |left: u32, needed: u32| left.checked_div(needed).unwrap_or(u32::MAX);
    let by_ports = if need.ports.is_empty() && need.ports_udp.is_empty() { u32::MAX } else { 1 };
    let by_size = times(left.cpu, need.cpu).min(times(left.memory, need.memory));
    let interfaces = place.interfaces_left().filter(|_| need.own_interface).unwrap_or(u32::MAX);
    let distinct = if need.distinct { 1 } else { u32::MAX };
    by_size.min(times(gpus, need.gpus)).min(by_ports).min(interfaces).min(distinct)
}

/// How many more tasks fit under a strategy, and on which instances the next `ahead` of them go.
///
/// A task that takes nothing fits without end, so the count stops at a million.
pub fn fit(need: &Need, places: &[Place<'_>], strategy: Strategy, ahead: u32) -> Fit {
    let has = |index: usize| places[index].of_service;
    let room: Vec<u32> = places
        .iter()
        .enumerate()
        .map(|(index, place)| {
            let room = capacity(need, place);
            if strategy == Strategy::DistinctInstance { room.min(1u32.saturating_sub(has(index))) } else { room }
        })
        .collect();
    let count = room.iter().fold(0u32, |sum, room| sum.saturating_add(*room)).min(1_000_000);
    let mut next = vec![0u32; places.len()];
    for _ in 0..ahead.min(count) {
        let mut in_zone: BTreeMap<&str, u32> = BTreeMap::new();
        for (index, place) in places.iter().enumerate() {
            *in_zone.entry(place.zone()).or_default() += has(index) + next[index];
        }
        let key = |index: usize| {
            let (place, placed) = (places[index], next[index]);
            let left = |left: u32, needed: u32| left.saturating_sub(needed.saturating_mul(placed));
            match strategy {
                Strategy::BinpackMemory => (left(place.instance.remaining.memory, need.memory), 0, index),
                Strategy::BinpackCpu => (left(place.instance.remaining.cpu, need.cpu), 0, index),
                Strategy::SpreadZones | Strategy::DistinctInstance => {
                    (in_zone.get(place.zone()).copied().unwrap_or(0), has(index) + placed, index)
                }
            }
        };
        let open = (0..places.len()).filter(|index| next[*index] < room[*index]);
        match open.min_by_key(|index| key(*index)) {
            Some(index) => next[index] += 1,
            None => break,
        }
    }
    Fit { count, next }
}
