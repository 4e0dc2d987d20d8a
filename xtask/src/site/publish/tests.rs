use std::time::SystemTime;

use super::*;

/// A folder that is gone when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("podium-publish-{name}-{}", std::process::id())))
    }

    fn names(&self) -> Vec<String> {
        fn walk(folder: &Path, names: &mut Vec<String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { walk(&path, names) } else { names.push(path.to_str().unwrap().to_owned()) }
            }
        }
        let mut names = Vec::new();
        walk(&self.0, &mut names);
        names.sort();
        names
    }

    fn times(&self) -> Vec<SystemTime> {
        self.names().iter().map(|name| fs::metadata(name).unwrap().modified().unwrap()).collect()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}

fn publish(folder: &Scratch, script: &str) -> Manifest {
    let mut site = Site::default();
    site.add_hashed("/pkg/start.js", script.repeat(100).into_bytes());
    site.add_plain("/favicon.png", b"a picture".to_vec());
    site.publish(&folder.0, Effort::Quick).unwrap()
}

#[test]
fn a_hashed_name_changes_with_the_content_and_only_then() {
    let folder = Scratch::new("names");
    let one = publish(&folder, "one();");
    assert_eq!(publish(&folder, "one();"), one);
    let two = publish(&folder, "two();");
    let path = |manifest: &Manifest| manifest.files.iter().find(|file| file.immutable).unwrap().path.clone();
    assert_ne!(path(&one), path(&two));
    assert!(path(&one).starts_with("/pkg/start.") && path(&one).ends_with(".js"));
}

#[test]
fn an_unchanged_site_is_not_written_again() {
    let folder = Scratch::new("times");
    publish(&folder, "one();");
    let before = folder.times();
    publish(&folder, "one();");
    assert_eq!(folder.times(), before);
}

#[test]
fn nothing_is_left_of_an_older_site() {
    let folder = Scratch::new("sweep");
    publish(&folder, "one();");
    let before = folder.names();
    publish(&folder, "two();");
    let after = folder.names();
    assert_eq!(after.len(), before.len());
    assert_eq!(after.iter().filter(|name| before.contains(name)).count(), 2, "{after:?}");
}

#[test]
fn only_what_becomes_smaller_has_twins() {
    let folder = Scratch::new("twins");
    let manifest = publish(&folder, "one();");
    let [picture, script] = &manifest.files[..] else { panic!("{manifest:?}") };
    assert_eq!((&picture.brotli, &picture.gzip, picture.immutable), (&None, &None, false));
    assert!(script.brotli.as_ref().unwrap().size < script.size);
    assert!(script.gzip.as_ref().unwrap().size < script.size);
}

#[test]
fn a_file_of_an_unknown_kind_is_refused_by_name() {
    let folder = Scratch::new("kinds");
    let mut site = Site::default();
    site.add_plain("/notes.md", b"# notes".to_vec());
    let error = site.publish(&folder.0, Effort::Quick).unwrap_err();
    assert!(error.to_string().contains("/notes.md"), "{error}");
}
