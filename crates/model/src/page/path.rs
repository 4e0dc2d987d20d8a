//! From a page to its path and back.

use std::fmt;
use std::str::{FromStr, Split};

use super::{Page, PageKind};
use crate::address::{ClusterRef, RevisionRef, ServiceRef, TaskRef};
use crate::task_definition::TaskDefinitionRef;

/// No page is at such a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPage;

impl fmt::Display for NotAPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the path of a page")
    }
}

impl std::error::Error for NotAPage {}

impl Page {
    /// The page at a path; `None` when there is none. Every page has one path: a slash too many or another spelling of
    /// a number is no page.
    pub fn parse(path: &str) -> Option<Self> {
        let page = PageKind::ALL.iter().find_map(|kind| kind.page(&mut Names::between(kind.pattern(), path)?))?;
        (page.path() == path).then_some(page)
    }

    /// Its path.
    pub fn path(&self) -> String {
        let mut names = self.names().into_iter();
        let mut path = String::new();
        for step in steps(self.kind().pattern()) {
            path.push('/');
            if is_placeholder(step) {
                path.push_str(&names.next().unwrap_or_default());
            } else {
                path.push_str(step);
            }
        }
        path
    }
}

/// The names in a path that fits a pattern, taken one after the other.
pub(super) struct Names<'a> {
    pattern: Split<'static, char>,
    path: Split<'a, char>,
}

impl<'a> Names<'a> {
    /// The names in the path; `None` when it does not fit the pattern.
    fn between(pattern: &'static str, path: &'a str) -> Option<Self> {
        let path = path.strip_prefix('/')?.split('/');
        let names = Self { pattern: steps(pattern), path };
        let (mut pattern, mut path) = (names.pattern.clone(), names.path.clone());
        loop {
            match (pattern.next(), path.next()) {
                (None, None) => return Some(names),
                (Some(step), Some(text)) if is_placeholder(step) || step == text => {}
                _ => return None,
            }
        }
    }

    /// The next name; `None` when it is no such name.
    pub(super) fn next<T: FromStr>(&mut self) -> Option<T> {
        loop {
            let (step, text) = (self.pattern.next()?, self.path.next()?);
            if is_placeholder(step) {
                return text.parse().ok();
            }
        }
    }

    /// The cluster whose names come next.
    pub(super) fn cluster(&mut self) -> Option<ClusterRef> {
        Some(ClusterRef { environment: self.next()?, cluster: self.next()? })
    }

    /// The service whose names come next.
    pub(super) fn service(&mut self) -> Option<ServiceRef> {
        Some(ServiceRef { environment: self.next()?, cluster: self.next()?, service: self.next()? })
    }

    /// The task whose names come next.
    pub(super) fn task(&mut self) -> Option<TaskRef> {
        Some(TaskRef { environment: self.next()?, cluster: self.next()?, task: self.next()? })
    }

    /// The revision whose names come next.
    pub(super) fn revision(&mut self) -> Option<RevisionRef> {
        let environment = self.next()?;
        Some(RevisionRef { environment, revision: TaskDefinitionRef { family: self.next()?, revision: self.next()? } })
    }
}

fn steps(pattern: &'static str) -> Split<'static, char> {
    pattern.strip_prefix('/').unwrap_or(pattern).split('/')
}

fn is_placeholder(step: &str) -> bool {
    step.starts_with('{')
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path())
    }
}

impl From<Page> for String {
    fn from(page: Page) -> Self {
        page.path()
    }
}

impl TryFrom<String> for Page {
    type Error = NotAPage;

    fn try_from(path: String) -> Result<Self, NotAPage> {
        Self::parse(&path).ok_or(NotAPage)
    }
}
