//! Writes the site: names with hashes, compressed twins, a manifest, and nothing left over from before.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::manifest::{File, Manifest, Twin};
use super::{Effort, compress, media};

/// The files of a site that is being put together.
#[derive(Default)]
pub struct Site {
    files: Vec<Entry>,
}

struct Entry {
    name: String,
    path: String,
    hash: String,
    content: Vec<u8>,
}

impl Site {
    /// Adds a file under a name that contains the hash of its content, and gives its path.
    pub fn add_hashed(&mut self, name: &str, content: Vec<u8>) -> String {
        let hash = hash(&content);
        let path = match name.rsplit_once('.') {
            Some((stem, end)) => format!("{stem}.{hash}.{end}"),
            None => format!("{name}.{hash}"),
        };
        self.files.push(Entry { name: name.to_owned(), path: path.clone(), hash, content });
        path
    }

    /// Adds a file that keeps its name.
    pub fn add_plain(&mut self, name: &str, content: Vec<u8>) {
        self.files.push(Entry { name: name.to_owned(), path: name.to_owned(), hash: hash(&content), content });
    }

    /// Writes everything into `folder`.
    ///
    /// What is already there is not written again: its time would change, and Cargo would build the server again.
    pub fn publish(mut self, folder: &Path, effort: Effort) -> Result<Manifest> {
        self.files.sort_by(|one, other| one.path.cmp(&other.path));
        let mut folder = Folder { root: folder, before: Manifest::read(folder), kept: BTreeSet::new() };
        let files: Result<Vec<File>> = self.files.iter().map(|entry| folder.file(entry, effort)).collect();
        let manifest = Manifest { effort, files: files? };
        folder.write(Manifest::NAME, &serde_json::to_vec_pretty(&manifest)?)?;
        folder.sweep(folder.root)?;
        Ok(manifest)
    }
}

/// The first 16 hexadecimal digits of the SHA-256 of some content.
pub fn hash(content: &[u8]) -> String {
    Sha256::digest(content)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

struct Folder<'a> {
    root: &'a Path,
    before: Option<Manifest>,
    kept: BTreeSet<PathBuf>,
}

impl Folder<'_> {
    fn file(&mut self, entry: &Entry, effort: Effort) -> Result<File> {
        let Entry { name, path, hash, content } = entry;
        let media_type = media::media_type(name).with_context(|| format!("{name} is no kind of file a site has"))?;
        let file = match self.unchanged(entry, effort) {
            Some(file) => file,
            None => File {
                name: name.clone(),
                path: path.clone(),
                media_type: media_type.to_owned(),
                hash: hash.clone(),
                immutable: name != path,
                size: content.len(),
                brotli: self.twin(entry, "br", |content| compress::brotli(content, effort))?,
                gzip: self.twin(entry, "gz", compress::gzip)?,
            },
        };
        self.write(path, content)?;
        let twins = file.brotli.iter().chain(&file.gzip).map(|twin| self.place(&twin.path)).collect::<Vec<_>>();
        self.kept.extend(twins);
        Ok(file)
    }

    /// What the last build says about the same file, if its twins are still there.
    fn unchanged(&self, entry: &Entry, effort: Effort) -> Option<File> {
        let before = self.before.as_ref().filter(|before| before.effort == effort)?;
        let file = before.files.iter().find(|file| file.path == entry.path && file.hash == entry.hash)?;
        let twins = file.brotli.iter().chain(&file.gzip);
        twins.map(|twin| self.place(&twin.path)).all(|twin| twin.exists()).then(|| file.clone())
    }

    /// Compresses a file, unless that would not make it smaller.
    fn twin(
        &mut self,
        entry: &Entry,
        end: &str,
        compress: impl FnOnce(&[u8]) -> Result<Vec<u8>>,
    ) -> Result<Option<Twin>> {
        if !media::is_compressible(&entry.name) {
            return Ok(None);
        }
        let compressed = compress(&entry.content)?;
        if compressed.len() >= entry.content.len() {
            return Ok(None);
        }
        let path = format!("{}.{end}", entry.path);
        self.write(&path, &compressed)?;
        Ok(Some(Twin { path, size: compressed.len() }))
    }

    fn place(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }

    fn write(&mut self, path: &str, content: &[u8]) -> Result<()> {
        let place = self.place(path);
        if fs::read(&place).ok().as_deref() != Some(content) {
            if let Some(parent) = place.parent() {
                fs::create_dir_all(parent)?;
            }
            // A file that is only half written must not be taken for a finished one by the next build.
            let half = place.with_added_extension("half");
            fs::write(&half, content).with_context(|| format!("cannot write {}", half.display()))?;
            fs::rename(&half, &place)?;
        }
        self.kept.insert(place);
        Ok(())
    }

    /// Removes what no longer belongs to the site.
    fn sweep(&self, folder: &Path) -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                self.sweep(&path)?;
            } else if !self.kept.contains(&path) {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
