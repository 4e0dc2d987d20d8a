//! Known defects: `advisories.toml`, laid out as the database that cargo-deny reads.

use std::fmt;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::places;

/// Where cargo-deny looks below `db-path`: the name is made from the address of RustSec's database.
const DATABASE: &str = "advisory-db-3157b0e258782691";

/// `advisories.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    /// The day on which the facts were looked up.
    as_of: String,
    advisory: Vec<Advisory>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Advisory {
    /// RustSec's id.
    id: String,
    #[serde(rename = "crate")]
    package: String,
    /// `unsound` or `unmaintained`; a vulnerability has no kind.
    kind: Option<String>,
    /// Versions without the defect, as Cargo writes requirements.
    patched: Vec<String>,
    /// Older versions that never had it.
    #[serde(default)]
    unaffected: Vec<String>,
    says: String,
}

/// Lays the defects out in `target/advisories`, and gives a line about them for people.
///
/// # Errors
/// When `advisories.toml` has another shape, or `target` cannot be written.
pub fn lay_out() -> Result<String> {
    let known = read()?;
    let database = places::advisories().join(DATABASE);
    _ = fs::remove_dir_all(&database);
    // Only the age of this file is looked at, to tell a stale database from a fresh one.
    write(&database.join(".git/FETCH_HEAD"), "")?;
    for advisory in &known.advisory {
        let Advisory { package, id, .. } = advisory;
        write(&database.join("crates").join(package).join(format!("{id}.md")), &advisory.to_string())?;
    }
    Ok(format!("{} known defects as of {}", known.advisory.len(), known.as_of))
}

fn read() -> Result<Known> {
    let path = places::root().join("advisories.toml");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("{} has another shape", path.display()))
}

fn write(path: &PathBuf, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// RustSec's own format: a table, and a heading.
impl fmt::Display for Advisory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, package, kind, patched, unaffected, says } = self;
        writeln!(f, "```toml\n[advisory]\nid = \"{id}\"\npackage = \"{package}\"")?;
        // The day of the year is not among our facts, and nothing depends on it.
        writeln!(f, "date = \"{}-01-01\"", id.get(8..12).unwrap_or("2000"))?;
        if let Some(kind) = kind {
            writeln!(f, "informational = \"{kind}\"")?;
        }
        writeln!(f, "\n[versions]\npatched = {patched:?}\nunaffected = {unaffected:?}\n```\n\n# {says}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_defect_has_an_id_of_its_own_and_says_what_is_wrong() {
        let known = read().unwrap().advisory;
        for (index, advisory) in known.iter().enumerate() {
            let Advisory { id, says, kind, patched, .. } = advisory;
            assert!(id.len() == 17 && id.starts_with("RUSTSEC-20"), "{id}");
            assert!(says.ends_with('.') && says.len() > 20, "{id}: {says}");
            assert!(!patched.is_empty() || kind.as_deref() == Some("unmaintained"), "{id} was never mended?");
            assert!(known[..index].iter().all(|other| other.id != *id), "{id} stands there twice");
        }
    }

    #[test]
    fn a_defect_is_written_as_rustsec_writes_it() {
        let advisory = Advisory {
            id: "RUSTSEC-2026-0007".to_owned(),
            package: "bytes".to_owned(),
            kind: None,
            patched: vec![">= 1.11.1".to_owned()],
            unaffected: Vec::new(),
            says: "It is wrong.".to_owned(),
        };
        assert_eq!(
            advisory.to_string(),
            "```toml\n[advisory]\nid = \"RUSTSEC-2026-0007\"\npackage = \"bytes\"\ndate = \"2026-01-01\"\n\n\
             [versions]\npatched = [\">= 1.11.1\"]\nunaffected = []\n```\n\n# It is wrong.\n"
        );
    }
}
