//! Tags: keys and values that people put on things.

use serde::{Deserialize, Serialize};

/// A tag, as requests carry it and answers give it back.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tag {
    /// 1–128 characters; unique on its resource.
    #[serde(alias = "Key")]
    pub key: String,
    /// 0–256 characters.
    #[serde(alias = "Value")]
    pub value: String,
}
