//! A workspace that uses a crate with a known defect, in the words of `cargo metadata`.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use serde_json::{Value, json};

use crate::places;

/// The crate.
pub const CRATE: &str = "bytes";

/// A version of it that has the defect.
pub const VERSION: &str = "1.11.0";

/// The defect.
pub const DEFECT: &str = "RUSTSEC-2026-0007";

/// Writes the sample and gives its path.
///
/// # Errors
/// When `target` cannot be written.
pub fn write() -> Result<PathBuf> {
    let folder = places::advisories();
    fs::create_dir_all(&folder)?;
    let path = folder.join("sample.json");
    fs::write(&path, sample().to_string())?;
    Ok(path)
}

fn sample() -> Value {
    let registry = "registry+https://github.com/rust-lang/crates.io-index";
    let root = places::root();
    let sample_id = format!("path+file://{}#sample@0.1.0", root.display());
    let crate_id = format!("{registry}#{CRATE}@{VERSION}");
    let dependency = json!({
        "name": CRATE, "source": registry, "req": "^1", "kind": null, "rename": null, "optional": false,
        "uses_default_features": true, "features": [], "target": null, "registry": null,
    });
    let package = |name: &str, version: &str, id: &str, source: Option<&str>, dependencies: &[Value]| {
        json!({
            "name": name, "version": version, "id": id, "source": source, "dependencies": dependencies,
            "license": "MIT", "license_file": null, "description": null, "targets": [], "features": {},
            "manifest_path": root.join("Cargo.toml"), "metadata": null, "publish": null, "authors": [],
            "categories": [], "keywords": [], "readme": null, "repository": null, "homepage": null,
            "documentation": null, "edition": "2024", "links": null, "default_run": null, "rust_version": null,
        })
    };
    let uses = json!({ "name": CRATE, "pkg": crate_id, "dep_kinds": [{ "kind": null, "target": null }] });
    json!({
        "packages": [
            package("sample", "0.1.0", &sample_id, None, &[dependency]),
            package(CRATE, VERSION, &crate_id, Some(registry), &[]),
        ],
        "workspace_members": [sample_id],
        "workspace_default_members": [sample_id],
        "resolve": {
            "nodes": [
                { "id": sample_id, "dependencies": [crate_id], "deps": [uses], "features": [] },
                { "id": crate_id, "dependencies": [], "deps": [], "features": [] },
            ],
            "root": sample_id,
        },
        "target_directory": places::target(), "version": 1, "workspace_root": root, "metadata": null,
    })
}
