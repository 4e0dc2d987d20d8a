//! The file that names the last row, so that rows cannot be taken off the end unseen.
//!
//! It is put in place after each row. A crash in between leaves it one row behind, which is fine: rows beyond it have
//! to hold as well. Rows fewer than it names have been removed.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::error::{LedgerError, Wrong};
use crate::files;
use crate::key::{Key, Link, Sealing};
use crate::row::Mark;

/// The first word of the file.
const FORMAT: &str = "podium-audit-head-1";

/// What is done to the file, for errors.
const DOING: &str = "the place of the last row of the audit cannot be kept";

/// The file.
#[derive(Clone, Debug)]
pub(crate) struct HeadFile {
    path: PathBuf,
}

impl HeadFile {
    /// The file in a data directory.
    pub fn in_folder(folder: &Path) -> Self {
        Self { path: folder.join(files::HEAD) }
    }

    /// Reads the file: nothing when there is none, and what is wrong when it is not what was written.
    pub fn read(&self, key: &Key) -> Result<Result<Option<Mark>, Wrong>, LedgerError> {
        match fs::read_to_string(&self.path) {
            Ok(text) => Ok(parse(key, &text).map(Some).ok_or(Wrong::HeadEdited)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Ok(None)),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(Err(Wrong::HeadEdited)),
            Err(error) => Err(LedgerError::file("the place of the last row of the audit cannot be read", error)),
        }
    }

    /// Lays out beside the file what it is to say. That takes room, so it comes before the row is there for good.
    pub fn prepare(&self, key: &Key, mark: &Mark) -> Result<(), LedgerError> {
        files::overwrite(&self.prepared(), print(key, mark).as_bytes()).map_err(|error| LedgerError::file(DOING, error))
    }

    /// Puts in place what was laid out.
    pub fn publish(&self) -> Result<(), LedgerError> {
        let done = fs::rename(self.prepared(), &self.path);
        done.and_then(|()| files::sync_folder(files::folder_of(&self.path)))
            .map_err(|error| LedgerError::file(DOING, error))
    }

    fn prepared(&self) -> PathBuf {
        self.path.with_extension("head-new")
    }
}

fn print(key: &Key, mark: &Mark) -> String {
    format!("{FORMAT} {} {} {}\n", mark.seq, hex::encode(mark.mac), hex::encode(seal(key, mark)))
}

fn parse(key: &Key, text: &str) -> Option<Mark> {
    let link = |text: Option<&str>| -> Option<Link> { hex::decode(text?).ok()?.try_into().ok() };
    let mut words = text.split_whitespace();
    words.next().filter(|word| *word == FORMAT)?;
    let mark = Mark { seq: words.next()?.parse().ok()?, mac: link(words.next())? };
    let seal = link(words.next())?;
    (words.next().is_none() && key.holds(&seal, |to| say(&mark, to))).then_some(mark)
}

fn seal(key: &Key, mark: &Mark) -> Link {
    key.seal(|to| say(mark, to))
}

fn say(mark: &Mark, to: &mut Sealing) {
    to.bytes(b"podium audit head 1");
    to.number(mark.seq);
    to.bytes(&mark.mac);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_nothing_else_is_believed() {
        let (key, other) = (Key::of(&[1; 32]).unwrap(), Key::of(&[2; 32]).unwrap());
        let mark = Mark { seq: 12, mac: [7; 32] };
        let text = print(&key, &mark);
        assert_eq!(parse(&key, &text), Some(mark));
        assert_eq!(parse(&other, &text), None);
        assert_eq!(parse(&key, &text.replacen("12", "11", 1)), None);
        assert_eq!(parse(&key, &text.replace("07", "08")), None);
        for text in ["", "podium-audit-head-1", &format!("{text} more"), &text.replace("head-1", "head-2")] {
            assert_eq!(parse(&key, text), None, "{text:?}");
        }
    }
}
