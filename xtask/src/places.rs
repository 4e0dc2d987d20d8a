//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// Where Cargo puts what it builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |target| root().join(target))
}

/// What npm installs.
pub fn node_modules() -> PathBuf {
    root().join("node_modules")
}

/// The finished site, as the server embeds it; `.cargo/config.toml` tells the server's build script the same.
pub fn site() -> PathBuf {
    root().join("target/site")
}

/// What is kept between two builds of the site, so that only the changed half is made again.
pub fn site_cache() -> PathBuf {
    root().join("target/site-cache")
}

/// What the checks leave: logs, data, the binary they ran.
pub fn checks() -> PathBuf {
    root().join("target/checks")
}

/// The environment of the Python packages that the independent checks need.
pub fn venv() -> PathBuf {
    root().join("target/venv")
}

/// Cargo subcommands of other people.
pub fn tools() -> PathBuf {
    root().join("target/tools")
}

/// Known defects of crates; `deny.toml` tells cargo-deny the same.
pub fn advisories() -> PathBuf {
    root().join("target/advisories")
}
