//! The key of the chain.

use std::path::Path;
use std::{fmt, fs, io};

use hmac::{Hmac, KeyInit as _, Mac as _};
use rand::TryRngCore as _;
use rand::rngs::OsRng;
use sha2::Sha256;

use crate::error::LedgerError;
use crate::files;

/// How long a key and a MAC are, in bytes.
pub(crate) const LENGTH: usize = 32;

/// A MAC: a link of the chain.
pub(crate) type Link = [u8; LENGTH];

/// The key with which rows are sealed. It is not shown.
#[derive(Clone)]
pub struct Key(Hmac<Sha256>);

impl Key {
    /// Reads the key from a file, which is made with 32 random bytes for its owner alone if it is not there.
    ///
    /// # Errors
    /// [`LedgerError`] when the file cannot be read or made, or is not 32 bytes long.
    pub fn read_or_make(path: &Path) -> Result<Self, LedgerError> {
        match Self::read(path) {
            Err(LedgerError::Other { source, .. }) if is_missing(&*source) => {}
            read => return read,
        }
        let mut bytes = [0; LENGTH];
        let doing = "no key can be made for the audit";
        OsRng.try_fill_bytes(&mut bytes).map_err(|source| LedgerError::Other { doing, source: source.into() })?;
        files::create_new(path, &bytes).map_err(|source| LedgerError::file(doing, source))?;
        Self::of(&bytes)
    }

    /// Reads the key from a file.
    ///
    /// # Errors
    /// [`LedgerError`] when the file cannot be read or is not 32 bytes long.
    pub fn read(path: &Path) -> Result<Self, LedgerError> {
        let doing = "the key of the audit cannot be read";
        let bytes = fs::read(path).map_err(|source| LedgerError::file(doing, source))?;
        let bytes: Link = bytes.try_into().map_err(|bytes: Vec<u8>| {
            let found = io::Error::other(format!("{} bytes instead of {LENGTH} in {}", bytes.len(), path.display()));
            LedgerError::Other { doing, source: found.into() }
        })?;
        Self::of(&bytes)
    }

    pub(crate) fn of(bytes: &Link) -> Result<Self, LedgerError> {
        let doing = "the key of the audit cannot be used";
        Hmac::new_from_slice(bytes).map(Self).map_err(|source| LedgerError::Other { doing, source: source.into() })
    }

    /// The MAC over what `say` says.
    pub(crate) fn seal(&self, say: impl FnOnce(&mut Sealing)) -> Link {
        let mut sealing = Sealing(self.0.clone());
        say(&mut sealing);
        sealing.0.finalize().into_bytes().into()
    }

    /// Whether a MAC is the one over what `say` says; compared in constant time.
    pub(crate) fn holds(&self, mac: &[u8], say: impl FnOnce(&mut Sealing)) -> bool {
        let mut sealing = Sealing(self.0.clone());
        say(&mut sealing);
        sealing.0.verify_slice(mac).is_ok()
    }
}

/// Takes in values so that no two lists of values are the same bytes: each says how long it is.
pub(crate) struct Sealing(Hmac<Sha256>);

impl Sealing {
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    pub fn number(&mut self, number: i64) {
        self.bytes(&number.to_be_bytes());
    }

    pub fn optional(&mut self, text: Option<&str>) {
        self.number(i64::from(text.is_some()));
        self.bytes(text.unwrap_or_default().as_bytes());
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

fn is_missing(error: &(dyn std::error::Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
}
