//! `cargo xtask dist`: one binary, and the tarball to carry it in.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use flate2::{Compression, GzBuilder};

use crate::announce::step;
use crate::binary::{self, Profile};
use crate::places;
use crate::process::{command, output};

/// What the tarball holds beside the binary: where it lies, and what it is called there.
const PAPERS: [(&str, &str); 3] =
    [("README.md", "README.md"), ("LICENSE", "LICENSE"), ("podium.toml.example", "podium.toml")];

/// Builds the release and packs it.
///
/// # Errors
/// When it does not build or cannot be written.
pub fn run() -> Result<ExitCode> {
    let built = binary::build(Profile::Release)?.podium;
    let folder = places::target().join("dist");
    let name = format!("podium-{}-{}", env!("CARGO_PKG_VERSION"), triple()?);
    let tarball = folder.join(format!("{name}.tar.gz"));
    step("pack", || {
        fs::create_dir_all(&folder)?;
        let binary = folder.join("podium");
        fs::copy(&built, &binary).with_context(|| format!("cannot copy {}", built.display()))?;
        pack(&tarball, &name, &binary)
    })?;
    println!("{}\n{}", folder.join("podium").display(), tarball.display());
    Ok(ExitCode::SUCCESS)
}

/// What this machine is, such as `x86_64-unknown-linux-gnu`.
fn triple() -> Result<String> {
    let version = output(command("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc -vV names no host")
}

fn pack(tarball: &Path, name: &str, binary: &Path) -> Result<()> {
    let file = fs::File::create(tarball).with_context(|| format!("cannot write {}", tarball.display()))?;
    let mut archive = tar::Builder::new(GzBuilder::new().mtime(0).write(file, Compression::best()));
    // Owners and times of this machine say nothing about what is inside.
    archive.mode(tar::HeaderMode::Deterministic);
    archive.append_path_with_name(binary, format!("{name}/podium"))?;
    for (paper, called) in PAPERS {
        let path = places::root().join(paper);
        archive
            .append_path_with_name(&path, format!("{name}/{called}"))
            .with_context(|| format!("cannot pack {}", path.display()))?;
    }
    archive.into_inner()?.finish()?;
    Ok(())
}
