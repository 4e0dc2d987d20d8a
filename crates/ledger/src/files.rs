//! Where the record of changes lies in a data directory.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// The database.
pub const DATABASE: &str = "ledger.sqlite";

/// The key of the chain, unless the configuration names another place.
pub const KEY: &str = "audit.key";

/// The place of the last row.
pub const HEAD: &str = "audit.head";

/// Makes the names in a folder last.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Makes a file that is not there, for the owner alone, and makes it last.
pub(crate) fn create_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    owners_only(&mut options);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()?;
    sync_folder(folder_of(path))
}

/// Writes a file anew, for the owner alone, and makes its content last.
pub(crate) fn overwrite(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    owners_only(&mut options);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// The folder that a file is in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(unix)]
fn owners_only(options: &mut fs::OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn owners_only(_: &mut fs::OpenOptions) {}
