//! Putting new answers into old maps, sharing what stayed equal.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::time::Timestamp;

use crate::snapshot::Seen;

/// Puts a value in, unless a newer one is there; says whether a reader sees a difference.
///
/// A value that is equal to the old one is not kept: the old allocation lives on.
pub(super) fn upsert<K: Ord, V: PartialEq>(known: &mut BTreeMap<K, Seen<V>>, key: K, value: V, at: Timestamp) -> bool {
    match known.get_mut(&key) {
        Some(seen) if seen.at > at => false,
        Some(seen) if *seen.value == value => {
            seen.at = at;
            false
        }
        _ => {
            known.insert(key, Seen::new(at, value));
            true
        }
    }
}

/// Forgets the entries that are not to be kept, unless they are newer than the list that says so.
///
/// The map is not copied when nothing is forgotten.
pub(super) fn keep_only<K: Ord + Clone, V>(
    known: &mut Arc<BTreeMap<K, Seen<V>>>,
    listed_at: Timestamp,
    keep: impl Fn(&K, &V) -> bool,
) -> bool {
    let stays = |key: &K, seen: &Seen<V>| seen.at > listed_at || keep(key, &seen.value);
    if known.iter().all(|(key, seen)| stays(key, seen)) {
        return false;
    }
    Arc::make_mut(known).retain(|key, seen| stays(key, seen));
    true
}
