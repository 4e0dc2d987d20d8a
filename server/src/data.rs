//! The data directory: made when Podium starts, and used by one Podium at a time.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Holds the directory for this process; another process may have it when this value is dropped.
#[derive(Debug)]
pub struct DataDirectory {
    _lock: File,
}

/// Why the data directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// It cannot be made, or nothing can be written in it.
    #[error("the data directory {} cannot be used: {source}", path.display())]
    Unusable {
        /// The directory.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// Another process has it.
    #[error("the data directory {} is in use by another Podium", .0.display())]
    InUse(PathBuf),
}

impl DataDirectory {
    /// Makes the directory if it is not there, for the owner alone, and takes hold of it.
    ///
    /// # Errors
    /// [`DataError`] when it cannot be made or written, or when another process holds it.
    pub fn open(path: &Path) -> Result<Self, DataError> {
        let unusable = |source| DataError::Unusable { path: path.to_owned(), source };
        owners_only().recursive(true).create(path).map_err(unusable)?;
        let lock = File::create(path.join("podium.lock")).map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(DataError::InUse(path.to_owned())),
            Err(TryLockError::Error(source)) => Err(unusable(source)),
        }
    }
}

#[cfg(unix)]
fn owners_only() -> DirBuilder {
    use std::os::unix::fs::DirBuilderExt as _;
    let mut builder = DirBuilder::new();
    builder.mode(0o700);
    builder
}

#[cfg(not(unix))]
fn owners_only() -> DirBuilder {
    DirBuilder::new()
}

/// Says whether the directory is there or could be made, without making it.
///
/// # Errors
/// The reason why it could not, as a sentence that can be shown.
pub fn could_be_made(path: &Path) -> Result<(), String> {
    for place in path.ancestors() {
        let place = if place.as_os_str().is_empty() { Path::new(".") } else { place };
        match fs::metadata(place) {
            Ok(found) if !found.is_dir() => return Err(format!("{} is not a directory", place.display())),
            Ok(found) if found.permissions().readonly() => {
                return Err(format!("{} cannot be written", place.display()));
            }
            Ok(_) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            // A file stands where a directory should: the next ancestor says which.
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {}
            Err(error) => return Err(format!("{}: {error}", place.display())),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("podium-data-{name}-{}", std::process::id()))
    }

    #[test]
    fn the_directory_is_made_and_one_process_holds_it_at_a_time() {
        let path = scratch("held");
        let held = DataDirectory::open(&path.join("deep")).unwrap();
        assert!(matches!(DataDirectory::open(&path.join("deep")), Err(DataError::InUse(_))));
        drop(held);
        assert!(DataDirectory::open(&path.join("deep")).is_ok());
        fs::remove_dir_all(&path).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_look_into_the_directory() {
        use std::os::unix::fs::PermissionsExt as _;
        let path = scratch("mode");
        let _held = DataDirectory::open(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        fs::remove_dir_all(&path).unwrap();
    }

    #[test]
    fn a_directory_that_could_be_made_is_not_made_by_asking() {
        let path = scratch("asked").join("a/b");
        assert_eq!(could_be_made(&path), Ok(()));
        assert!(!path.exists());
    }
}
