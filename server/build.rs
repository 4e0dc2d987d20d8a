//! Turns the finished site into a table the server carries inside itself.
//!
//! `cargo xtask build` leaves the site and its `manifest.json` in the folder that `PODIUM_SITE` names. Without one (in
//! an editor, or for `cargo clippy` on a fresh clone) the table is empty and the server says so when it starts.

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
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let table = match env::var_os("PODIUM_SITE").map(PathBuf::from) {
        Some(site) => {
            let manifest = site.join("manifest.json");
            // A file that does not exist yet counts as changed: Cargo runs this script again when there is a site.
            println!("cargo::rerun-if-changed={}", manifest.display());
            if manifest.exists() {
                let manifest: Manifest = serde_json::from_slice(&fs::read(&manifest)?)?;
                Shelf::empty(&site, out.join("site"))?.table(&manifest)?
            } else {
                "&[]".to_owned()
            }
        }
        None => "&[]".to_owned(),
    };
    fs::write(out.join("assets.rs"), table)?;
    Ok(())
}

/// A copy of the site that belongs to this build, whatever becomes of the original before the compiler has read it.
struct Shelf<'a> {
    site: &'a Path,
    copy: PathBuf,
}

impl<'a> Shelf<'a> {
    fn empty(site: &'a Path, copy: PathBuf) -> Result<Self, Box<dyn Error>> {
        if copy.exists() {
            fs::remove_dir_all(&copy)?;
        }
        Ok(Self { site, copy })
    }

    /// The table as a Rust expression of type `&[Asset]`.
    fn table(&self, manifest: &Manifest) -> Result<String, Box<dyn Error>> {
        let mut table = String::from("&[\n");
        for file in &manifest.files {
            let File { name, path, media_type, hash, immutable, brotli, gzip } = file;
            let (plain, brotli, gzip) = (self.take(path)?, self.take_twin(brotli)?, self.take_twin(gzip)?);
            writeln!(
                table,
                "    Asset {{ name: {name:?}, path: {path:?}, media_type: {media_type:?}, hash: {hash:?}, \
                 immutable: {immutable}, plain: {plain}, brotli: {brotli}, gzip: {gzip} }},"
            )?;
        }
        table.push(']');
        Ok(table)
    }

    fn take_twin(&self, twin: &Option<Twin>) -> Result<String, Box<dyn Error>> {
        Ok(match twin {
            Some(twin) => format!("Some({})", self.take(&twin.path)?),
            None => "None".to_owned(),
        })
    }

    /// Copies a file and gives the expression that includes it.
    fn take(&self, path: &str) -> Result<String, Box<dyn Error>> {
        let path = path.trim_start_matches('/');
        let copy = self.copy.join(path);
        if let Some(folder) = copy.parent() {
            fs::create_dir_all(folder)?;
        }
        let original = self.site.join(path);
        fs::copy(&original, &copy).map_err(|error| format!("{}: {error}", original.display()))?;
        Ok(format!("include_bytes!({copy:?})"))
    }
}
