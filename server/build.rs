//! Turns the finished site into a table the server carries inside itself.
//!
//! `cargo xtask build` leaves the site and its `manifest.json` in the folder that `PODIUM_SITE` names. Without one (in an
//! editor, or for `cargo clippy` on a fresh clone) the table is empty and the server says so when it starts.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// What `cargo xtask build` says about the site.
#[derive(Deserialize)]
struct Manifest {
    files: Vec<File>,
}

/// One file of the site; the optional parts name its compressed twins.
#[derive(Deserialize)]
struct File {
    name: String,
    path: String,
    media_type: String,
    hash: String,
    immutable: bool,
    brotli: Option<Twin>,
    gzip: Option<Twin>,
}

/// The same file, compressed.
#[derive(Deserialize)]
struct Twin {
    path: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=PODIUM_SITE");
    let site = env::var_os("PODIUM_SITE").map(PathBuf::from);
    let table = match site.map(|site| (site.join("manifest.json"), site)) {
        Some((manifest, site)) if manifest.exists() => {
            println!("cargo::rerun-if-changed={}", manifest.display());
            let manifest: Manifest = serde_json::from_slice(&fs::read(&manifest)?)?;
            table(&site, &manifest)?
        }
        Some((manifest, _)) => {
            // Cargo runs this script again when the missing file appears.
            println!("cargo::rerun-if-changed={}", manifest.display());
            "&[]".to_owned()
        }
        None => "&[]".to_owned(),
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    fs::write(out.join("assets.rs"), table)?;
    Ok(())
}

/// The table as a Rust expression of type `&[Asset]`.
fn table(site: &Path, manifest: &Manifest) -> Result<String, Box<dyn Error>> {
    let mut table = String::from("&[\n");
    for file in &manifest.files {
        let File { name, path, media_type, hash, immutable, brotli, gzip } = file;
        let plain = include(site, path);
        let twin = |twin: &Option<Twin>| match twin {
            Some(twin) => format!("Some({})", include(site, &twin.path)),
            None => "None".to_owned(),
        };
        let (brotli, gzip) = (twin(brotli), twin(gzip));
        writeln!(
            table,
            "    Asset {{ name: {name:?}, path: {path:?}, media_type: {media_type:?}, hash: {hash:?}, \
             immutable: {immutable}, plain: {plain}, brotli: {brotli}, gzip: {gzip} }},"
        )?;
    }
    table.push(']');
    Ok(table)
}

fn include(site: &Path, path: &str) -> String {
    format!("include_bytes!({:?})", site.join(path.trim_start_matches('/')))
}
