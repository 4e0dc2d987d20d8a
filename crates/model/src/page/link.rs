//! From a thing to its page.

use super::{ClusterTab, Page, RevisionTab, ServiceTab};
use crate::address::{ClusterRef, FamilyRef, RevisionRef, ServiceRef, TargetGroupRef, TaskRef};
use crate::change::{RevisionVerb, ServiceVerb, TaskVerb};

impl ClusterRef {
    /// Its page: the first tab.
    pub fn page(&self) -> Page {
        self.tab(ClusterTab::Services)
    }

    /// One of its tabs.
    pub fn tab(&self, tab: ClusterTab) -> Page {
        Page::Cluster(self.clone(), tab)
    }
}

impl ServiceRef {
    /// Its page: the first tab.
    pub fn page(&self) -> Page {
        self.tab(ServiceTab::Overview)
    }

    /// One of its tabs.
    pub fn tab(&self, tab: ServiceTab) -> Page {
        Page::Service(self.clone(), tab)
    }

    /// What can be done to it.
    pub fn actions(&self) -> Page {
        Page::ServiceActions(self.clone())
    }

    /// Where it is changed.
    pub fn change(&self, verb: ServiceVerb) -> Page {
        Page::ChangeService(self.clone(), verb)
    }
}

impl TaskRef {
    /// Its page.
    pub fn page(&self) -> Page {
        Page::Task(self.clone())
    }

    /// What can be done to it.
    pub fn actions(&self) -> Page {
        Page::TaskActions(self.clone())
    }

    /// Where it is changed.
    pub fn change(&self, verb: TaskVerb) -> Page {
        Page::ChangeTask(self.clone(), verb)
    }
}

impl FamilyRef {
    /// Its page.
    pub fn page(&self) -> Page {
        Page::Family(self.clone())
    }
}

impl RevisionRef {
    /// Its page: the first tab.
    pub fn page(&self) -> Page {
        self.tab(RevisionTab::Fields)
    }

    /// One of its tabs.
    pub fn tab(&self, tab: RevisionTab) -> Page {
        Page::Revision(self.clone(), tab)
    }

    /// What can be done to it.
    pub fn actions(&self) -> Page {
        Page::RevisionActions(self.clone())
    }

    /// Where it is changed.
    pub fn change(&self, verb: RevisionVerb) -> Page {
        Page::ChangeRevision(self.clone(), verb)
    }
}

impl TargetGroupRef {
    /// Its page.
    pub fn page(&self) -> Page {
        Page::TargetGroup(self.clone())
    }
}
