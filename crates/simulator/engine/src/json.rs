//! Looking into JSON that is kept as it came.

use super::{JsonMap, Name};
use serde_json::Value;

/// The text under that key; `None` also for what is not text.
pub(super) fn text<'a>(map: &'a JsonMap, key: &str) -> Option<&'a str> {
    map.get(key)?.as_str()
}

/// The whole number under that key.
pub(super) fn number(map: &JsonMap, key: &str) -> Option<i64> {
    map.get(key)?.as_i64()
}

/// The whole number under that key, when it is one that counts something.
pub(super) fn count(map: &JsonMap, key: &str) -> Option<u32> {
    number(map, key)?.try_into().ok()
}

/// Whether the value under that key is `true`.
pub(super) fn is_true(map: &JsonMap, key: &str) -> bool {
    map.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// The items of the list under that key; none when it is absent.
pub(super) fn list<'a>(map: &'a JsonMap, key: &str) -> &'a [Value] {
    map.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The objects in the list under that key.
pub(super) fn objects<'a>(map: &'a JsonMap, key: &str) -> impl Iterator<Item = &'a JsonMap> {
    list(map, key).iter().filter_map(Value::as_object)
}

/// The object under that key.
pub(super) fn object<'a>(map: &'a JsonMap, key: &str) -> Option<&'a JsonMap> {
    map.get(key)?.as_object()
}

/// Puts a value under a key that is absent.
pub(super) fn default(map: &mut JsonMap, key: &str, value: impl Into<Value>) {
    if !map.contains_key(key) {
        map.insert(key.to_owned(), value.into());
    }
}

/// Those members of a request that an answer gives back under the same name.
pub(super) fn pick(map: &JsonMap, keys: &[&str]) -> JsonMap {
    keys.iter().filter_map(|key| Some(((*key).to_owned(), map.get(*key)?.clone()))).collect()
}

/// The texts in the list under that key.
pub(super) fn names(map: &JsonMap, key: &str) -> Vec<Name> {
    list(map, key).iter().filter_map(Value::as_str).map(Name::from).collect()
}
