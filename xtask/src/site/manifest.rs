//! `manifest.json`: what the site consists of. The server's build script reads it.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Effort;

/// The whole site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// How it was compressed.
    pub effort: Effort,
    /// Every file, ordered by path.
    pub files: Vec<File>,
}

impl Manifest {
    /// What the list is called in the site's folder.
    pub const NAME: &str = "manifest.json";

    /// The list that the last build left, if there is one that can be read.
    pub fn read(site: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(site.join(Self::NAME)).ok()?).ok()
    }
}

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// What it is called in the source, such as `/pkg/podium.css`.
    pub name: String,
    /// Where a browser finds it, such as `/pkg/podium.4f1a0c….css`.
    pub path: String,
    /// The value of `Content-Type`.
    pub media_type: String,
    /// Changes exactly when the content changes.
    pub hash: String,
    /// Whether the path contains the hash.
    pub immutable: bool,
    /// Bytes, uncompressed.
    pub size: usize,
    /// The same file compressed by brotli, if that is smaller.
    pub brotli: Option<Twin>,
    /// The same file compressed by gzip, if that is smaller.
    pub gzip: Option<Twin>,
}

/// A compressed twin of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twin {
    /// Where it lies in the site's folder.
    pub path: String,
    /// Bytes.
    pub size: usize,
}
