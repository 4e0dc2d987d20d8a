//! The sources, read once.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::code::Code;

/// Where sources lie. What is built, installed or hidden lies elsewhere.
const FOLDERS: [&str; 9] = ["app", "crates", "docs", "end2end", "frontend", "public", "server", "style", "xtask"];

/// What npm puts beside sources.
const INSTALLED: &str = "node_modules";

/// The kinds of file that somebody reads.
const KINDS: [&str; 10] = ["css", "html", "md", "py", "rs", "sh", "sql", "svg", "toml", "ts"];

/// Every source file.
#[derive(Default)]
pub(super) struct Tree {
    files: Vec<Source>,
}

/// One source file.
pub(super) struct Source {
    /// Its path from the root, with `/` between folders.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Its text as Rust, if it is.
    pub code: Option<Code>,
}

impl Tree {
    /// Reads the sources below `root`.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn read(root: &Path) -> Result<Self> {
        let mut tree = Self::default();
        for entry in fs::read_dir(root)? {
            let path = entry?.path();
            let name = name(&path);
            if path.is_file() {
                tree.read_file(&path, &name)?;
            } else if FOLDERS.contains(&name.as_str()) {
                tree.read_folder(&path, &name)?;
            }
        }
        tree.files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(tree)
    }

    fn read_folder(&mut self, folder: &Path, called: &str) -> Result<()> {
        for entry in fs::read_dir(folder).with_context(|| format!("cannot read {called}"))? {
            let path = entry?.path();
            let name = name(&path);
            if name == INSTALLED {
                continue;
            }
            let name = format!("{called}/{name}");
            if path.is_dir() { self.read_folder(&path, &name)? } else { self.read_file(&path, &name)? }
        }
        Ok(())
    }

    fn read_file(&mut self, path: &Path, called: &str) -> Result<()> {
        if path.extension().and_then(|kind| kind.to_str()).is_some_and(|kind| KINDS.contains(&kind)) {
            let text = fs::read_to_string(path).with_context(|| format!("cannot read {called}"))?;
            self.add(called, text);
        }
        Ok(())
    }

    fn add(&mut self, path: &str, text: String) {
        let code = path.ends_with(".rs").then(|| Code::of(&text));
        self.files.push(Source { path: path.to_owned(), text, code });
    }

    /// Every file.
    pub fn files(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// The Rust files whose path starts with `prefix`.
    pub fn rust(&self, prefix: &str) -> impl Iterator<Item = (&Source, &Code)> {
        self.files
            .iter()
            .filter(move |file| file.path.starts_with(prefix))
            .filter_map(|file| Some((file, file.code.as_ref()?)))
    }

    /// The file at a path.
    pub fn find(&self, path: &str) -> Option<&Source> {
        self.files.iter().find(|file| file.path == path)
    }

    /// A tree for a test.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut tree = Self::default();
        for (path, text) in files {
            tree.add(path, (*text).to_owned());
        }
        tree
    }
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places;

    #[test]
    fn the_sources_are_read_and_nothing_that_was_built() {
        let tree = Tree::read(&places::root()).unwrap();
        for path in ["Cargo.toml", "app/Cargo.toml", "crates/model/src/lib.rs", "xtask/src/tidy/tree.rs"] {
            assert!(tree.find(path).is_some(), "{path}");
        }
        assert!(tree.files().all(|file| !file.path.contains("node_modules") && !file.path.starts_with("target")));
    }
}
