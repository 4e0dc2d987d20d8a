//! What changing things needs: the record of changes in the data directory, and where nothing may be changed.

use std::collections::BTreeSet;
use std::path::Path;

use console::{Access, Changes};
use ledger::{KEY, Key, Ledger, LedgerError};
use model::name::EnvironmentName;

/// Opens the record of changes in a directory, and makes it if it is not there.
///
/// # Errors
/// [`LedgerError`] when it cannot be used. Podium does not start then: it would have to refuse every change.
pub async fn open(
    folder: &Path,
    read_only: BTreeSet<EnvironmentName>,
    protected: BTreeSet<EnvironmentName>,
) -> Result<Changes, LedgerError> {
    let key = Key::read_or_make(&folder.join(KEY))?;
    let ledger = Ledger::open(folder, key).await?;
    Ok(Changes { access: Access::new(read_only), ledger, protected })
}
