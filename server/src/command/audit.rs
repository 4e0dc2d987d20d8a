//! `podium audit`: the record of changes, checked or written to standard output. A Podium may be at work on it.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use ledger::export::Format;
use ledger::{KEY, Key, Ledger, LedgerError};
use model::audit::AuditQuery;

use super::Failure;
use crate::config::DEFAULT_DATA;

/// How many entries are held at once while they are exported.
const PIECE: u32 = 500;

/// What is done with the record.
#[derive(Clone, Debug, Subcommand)]
pub enum Audit {
    /// Says whether every row is what was written, and whether all are there.
    ///
    /// Exit code 0: they are; 1: they are not, or the record cannot be read.
    Verify(Place),
    /// Writes every entry to standard output, the newest first.
    Export {
        /// Where the record is.
        #[command(flatten)]
        place: Place,
        /// csv or jsonl.
        #[arg(long, value_name = "FORMAT", default_value_t = Format::Csv)]
        format: Format,
    },
}

/// Where the record is.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// The data directory.
    #[arg(long, value_name = "FOLDER", default_value = DEFAULT_DATA)]
    data: PathBuf,
    /// The key that the record is written with; audit.key in the data directory unless it is kept elsewhere.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
}

impl Place {
    async fn open(&self) -> Result<Ledger, LedgerError> {
        let key = self.key.clone().unwrap_or_else(|| self.data.join(KEY));
        Ledger::open_to_read(&self.data, Key::read(&key)?).await
    }
}

pub(super) async fn run(audit: Audit) -> Result<ExitCode, Failure> {
    match audit {
        Audit::Verify(place) => verify(&place).await,
        Audit::Export { place, format } => export(&place, format).await,
    }
}

async fn verify(place: &Place) -> Result<ExitCode, Failure> {
    let ledger = place.open().await.map_err(Failure::start)?;
    let verified = ledger.verify().await.map_err(Failure::start)?;
    println!("the audit holds; rows: {}", verified.rows);
    Ok(ExitCode::SUCCESS)
}

async fn export(place: &Place, format: Format) -> Result<ExitCode, Failure> {
    let ledger = place.open().await.map_err(Failure::start)?;
    print(&format.head().map_err(Failure::start)?)?;
    let mut before = None;
    loop {
        let piece = ledger.entries_before(&AuditQuery::default(), before, PIECE).await.map_err(Failure::start)?;
        let Some(last) = piece.last() else { return Ok(ExitCode::SUCCESS) };
        before = Some(last.id);
        print(&format.lines(&piece).map_err(Failure::start)?)?;
    }
}

fn print(bytes: &[u8]) -> Result<(), Failure> {
    io::stdout().lock().write_all(bytes).map_err(Failure::start)
}
