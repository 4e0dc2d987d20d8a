//! From a page to its path and back.

use std::borrow::Cow;
use std::fmt;
use std::str::{FromStr, Split};

use super::{ClusterTab, Page, PageKind, RevisionTab, ServiceTab};
use crate::address::{ClusterRef, FamilyRef, RevisionRef, ServiceRef, TargetGroupRef, TaskRef};
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
    /// The page at a path; `None` when there is none. Every page has one path: a slash too many or another spelling of a
    /// number is no page.
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

    /// The names in its path, in the order of the placeholders of its pattern.
    fn names(&self) -> Vec<Cow<'_, str>> {
        match self {
            Self::Fleet | Self::Search => vec![],
            Self::Clusters(environment)
            | Self::Services(environment)
            | Self::Families(environment)
            | Self::Traffic(environment) => vec![environment.as_str().into()],
            Self::Cluster(at, _) => vec![at.environment.as_str().into(), at.cluster.as_str().into()],
            Self::Service(at, _) => {
                vec![at.environment.as_str().into(), at.cluster.as_str().into(), at.service.as_str().into()]
            }
            Self::Task(at) => {
                vec![at.environment.as_str().into(), at.cluster.as_str().into(), at.task.as_str().into()]
            }
            Self::Family(at) => vec![at.environment.as_str().into(), at.family.as_str().into()],
            Self::Revision(at, _) => {
                let TaskDefinitionRef { family, revision } = &at.revision;
                vec![at.environment.as_str().into(), family.as_str().into(), revision.to_string().into()]
            }
            Self::TargetGroup(at) => vec![at.environment.as_str().into(), at.name.as_str().into()],
        }
    }
}

impl PageKind {
    /// The page of this kind with these names; `None` when one of them is no such name.
    fn page(self, names: &mut Names<'_>) -> Option<Page> {
        Some(match self {
            Self::Fleet => Page::Fleet,
            Self::Search => Page::Search,
            Self::Clusters => Page::Clusters(names.next()?),
            Self::ClusterServices => Page::Cluster(names.cluster()?, ClusterTab::Services),
            Self::ClusterTasks => Page::Cluster(names.cluster()?, ClusterTab::Tasks),
            Self::ClusterInstances => Page::Cluster(names.cluster()?, ClusterTab::Instances),
            Self::ClusterEvents => Page::Cluster(names.cluster()?, ClusterTab::Events),
            Self::ClusterConfiguration => Page::Cluster(names.cluster()?, ClusterTab::Configuration),
            Self::Services => Page::Services(names.next()?),
            Self::ServiceOverview => Page::Service(names.service()?, ServiceTab::Overview),
            Self::ServiceTasks => Page::Service(names.service()?, ServiceTab::Tasks),
            Self::ServiceDeployments => Page::Service(names.service()?, ServiceTab::Deployments),
            Self::ServiceEvents => Page::Service(names.service()?, ServiceTab::Events),
            Self::ServiceConfiguration => Page::Service(names.service()?, ServiceTab::Configuration),
            Self::Task => {
                Page::Task(TaskRef { environment: names.next()?, cluster: names.next()?, task: names.next()? })
            }
            Self::Families => Page::Families(names.next()?),
            Self::Family => Page::Family(FamilyRef { environment: names.next()?, family: names.next()? }),
            Self::Revision => Page::Revision(names.revision()?, RevisionTab::Fields),
            Self::RevisionRaw => Page::Revision(names.revision()?, RevisionTab::Raw),
            Self::Traffic => Page::Traffic(names.next()?),
            Self::TargetGroup => Page::TargetGroup(TargetGroupRef { environment: names.next()?, name: names.next()? }),
        })
    }
}

/// The names in a path that fits a pattern, taken one after the other.
struct Names<'a> {
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

    fn next<T: FromStr>(&mut self) -> Option<T> {
        loop {
            let (step, text) = (self.pattern.next()?, self.path.next()?);
            if is_placeholder(step) {
                return text.parse().ok();
            }
        }
    }

    fn cluster(&mut self) -> Option<ClusterRef> {
        Some(ClusterRef { environment: self.next()?, cluster: self.next()? })
    }

    fn service(&mut self) -> Option<ServiceRef> {
        Some(ServiceRef { environment: self.next()?, cluster: self.next()?, service: self.next()? })
    }

    fn revision(&mut self) -> Option<RevisionRef> {
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
