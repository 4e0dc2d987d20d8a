//! The account's own container registry: which images can be pulled from it.
//!
//! Nobody pushes here. A repository is there when a revision of a task definition names it, and in it every tag but
//! those that are to be `missing`: a task can pull what the registry has, and nothing else. Listed are the tags that
//! revisions name; a digest is there when it is that of such a tag.

use super::fault::{Fault, of_image, tag_of};
use super::time::minutes;
use super::{Millis, Name, World, image};
use std::collections::BTreeMap;

/// How long before the first revision that names it an image is said to have been pushed.
const PUSHED_BEFORE: u64 = minutes(12);

/// What a reference without tag and digest means.
const LATEST: &str = "latest";

/// A repository of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// Its name, with slashes.
    pub name: String,
    /// What references to its images begin with.
    pub uri: String,
    /// When its first image was pushed.
    pub created_at: Millis,
    tags: BTreeMap<String, Image>,
}

/// An image of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Its only tag.
    pub tag: String,
    /// `sha256:…`.
    pub digest: Name,
    /// When it was pushed.
    pub pushed_at: Millis,
    /// How large it is, packed, in bytes.
    pub size: u64,
}

impl Repository {
    /// The images that revisions name, by tag.
    pub fn images(&self) -> impl ExactSizeIterator<Item = &Image> {
        self.tags.values()
    }

    /// The image with that tag.
    #[must_use]
    pub fn tagged(&self, tag: &str) -> Option<Image> {
        let reference = format!("{}:{tag}", self.uri);
        let made_up = || Image::of(&reference, tag, self.created_at);
        (of_image(&reference) != Some(Fault::Missing)).then(|| self.tags.get(tag).cloned().unwrap_or_else(made_up))
    }

    /// The image with that digest.
    #[must_use]
    pub fn with_digest(&self, digest: &str) -> Option<Image> {
        self.images().find(|image| *image.digest == *digest).cloned()
    }
}

impl Image {
    fn of(reference: &str, tag: &str, pushed_at: Millis) -> Self {
        Self { tag: tag.to_owned(), digest: image::digest(reference), pushed_at, size: image::size(reference) }
    }
}

impl World {
    /// The repositories of the account, by name.
    #[must_use]
    pub fn repositories(&self) -> BTreeMap<String, Repository> {
        self.repositories_like(|_| true)
    }

    /// The repository of that name.
    #[must_use]
    pub fn repository(&self, name: &str) -> Option<Repository> {
        self.repositories_like(|known| known == name).remove(name)
    }

    fn repositories_like(&self, wanted: impl Fn(&str) -> bool) -> BTreeMap<String, Repository> {
        let mut repositories: BTreeMap<String, Repository> = BTreeMap::new();
        let definitions = self.families().flat_map(|family| family.revisions()).map(|revision| &revision.definition);
        for definition in definitions {
            for reference in definition.containers.iter().map(|container| &*container.image) {
                let Some(name) = self.own_repository(reference).filter(|name| wanted(name)) else { continue };
                let pushed_at = definition.registered_at.before(PUSHED_BEFORE);
                let repository = repositories.entry(name.to_owned()).or_insert_with(|| Repository {
                    name: name.to_owned(),
                    uri: format!("{}/{name}", self.arns.registry()),
                    created_at: pushed_at,
                    tags: BTreeMap::new(),
                });
                repository.created_at = repository.created_at.min(pushed_at);
                if reference.contains('@') || of_image(reference) == Some(Fault::Missing) {
                    continue;
                }
                let tag = tag_of(reference).unwrap_or(LATEST);
                let image =
                    repository.tags.entry(tag.to_owned()).or_insert_with(|| Image::of(reference, tag, pushed_at));
                image.pushed_at = image.pushed_at.min(pushed_at);
            }
        }
        repositories
    }

    /// Whether nobody can pull that image.
    pub(super) fn lacks_image(&self, reference: &str) -> bool {
        let unknown = |digest: &str| {
            let repository = self.own_repository(reference).and_then(|name| self.repository(name));
            repository.is_some_and(|repository| repository.with_digest(digest).is_none())
        };
        match reference.split_once('@') {
            Some((_, digest)) => unknown(digest),
            None => of_image(reference) == Some(Fault::Missing),
        }
    }

    /// The name of the account's own repository that a reference means.
    fn own_repository<'a>(&self, reference: &'a str) -> Option<&'a str> {
        let rest = reference.strip_prefix(&self.arns.registry())?.strip_prefix('/')?;
        rest.split(['@', ':']).next()
    }
}
