//! What pages ask of one environment, each found when it is first asked for and kept while nothing in it changes.

mod family;
mod fleet_page;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use model::name::{Family, TargetGroupName};
use model::service::ServiceStatus;
use model::traffic::TargetGroup;
use model::verdict::Level;
use model::view::ClusterRow;

use super::{Judged, Survey};
use crate::list::{Index, Prepared};
pub(crate) use family::{FamilyItem, Uses};
pub(crate) use fleet_page::{ATTENTION_SHOWN, FleetPart};

/// What the frame of every page says about an environment.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Head {
    /// The worst level of its services and jobs.
    pub worst: Option<Level>,
    /// Services that are degraded, down or unknown.
    pub attention: usize,
    /// Jobs that are.
    pub jobs: usize,
    /// All services.
    pub services: usize,
}

/// What pages ask of one environment beyond its clusters.
#[derive(Default)]
pub(super) struct EnvironmentLists {
    services: Prepared<Arc<Judged>>,
    clusters: OnceLock<Index<Arc<ClusterRow>>>,
    families: Prepared<FamilyItem>,
    uses: OnceLock<BTreeMap<Family, Uses>>,
    users: OnceLock<BTreeMap<String, Vec<Arc<Judged>>>>,
    groups: OnceLock<BTreeMap<TargetGroupName, Arc<TargetGroup>>>,
    head: OnceLock<Head>,
    fleet_page: OnceLock<FleetPart>,
}

impl EnvironmentLists {
    /// What follows when something in the environment changes.
    pub fn after(before: &Self) -> Self {
        Self {
            services: Prepared::after(&before.services),
            families: Prepared::after(&before.families),
            ..Self::default()
        }
    }
}

impl Survey {
    /// All services as a list.
    pub fn service_list(&self) -> &Arc<Index<Arc<Judged>>> {
        self.lists.services.get(|| self.services().cloned().collect())
    }

    /// All clusters as a list.
    pub fn cluster_list(&self) -> &Index<Arc<ClusterRow>> {
        self.lists.clusters.get_or_init(|| {
            let rows = self.clusters.values().map(|cluster| Arc::clone(cluster.row(self.environment())));
            Index::new(rows.collect())
        })
    }

    /// All task definition families as a list, those of which only a service tells included.
    pub fn family_list(&self) -> &Arc<Index<FamilyItem>> {
        self.lists.families.get(|| family::family_items(&self.snapshot, self.all_uses()))
    }

    /// Which services use which revisions of a family: what they want, and what is still deployed.
    pub fn uses(&self, family: &Family) -> Uses {
        self.all_uses().get(family).cloned().unwrap_or_default()
    }

    /// The services that register with a target group; deleted services use none.
    pub fn users_of_group(&self, arn: &str) -> &[Arc<Judged>] {
        let users = self.lists.users.get_or_init(|| {
            let mut users: BTreeMap<String, Vec<Arc<Judged>>> = BTreeMap::new();
            for judged in self.services().filter(|judged| judged.service.status != ServiceStatus::Inactive) {
                for group in &judged.groups {
                    users.entry(group.arn.clone()).or_default().push(Arc::clone(judged));
                }
            }
            users
        });
        users.get(arn).map(Vec::as_slice).unwrap_or_default()
    }

    /// The target group of this name.
    pub fn group_named(&self, name: &TargetGroupName) -> Option<&Arc<TargetGroup>> {
        let groups = self.lists.groups.get_or_init(|| {
            let groups = self.snapshot.traffic.groups.values();
            groups.map(|group| (group.name.clone(), Arc::clone(group))).collect()
        });
        groups.get(name)
    }

    /// What the frame of every page says about it.
    pub fn head(&self) -> Head {
        *self.lists.head.get_or_init(|| {
            let jobs = || self.clusters.values().flat_map(|cluster| cluster.jobs(self.environment()));
            let of_jobs = Head { worst: jobs().map(|job| job.level).max(), jobs: jobs().count(), ..Head::default() };
            self.services().fold(of_jobs, |head, judged| Head {
                worst: head.worst.max(Some(judged.level())),
                attention: head.attention + usize::from(judged.level().needs_attention()),
                services: head.services + 1,
                ..head
            })
        })
    }

    /// What the fleet page shows of it.
    pub fn fleet_part(&self) -> &FleetPart {
        self.lists.fleet_page.get_or_init(|| FleetPart::of(self))
    }

    fn all_uses(&self) -> &BTreeMap<Family, Uses> {
        self.lists.uses.get_or_init(|| family::uses(self.services()))
    }
}
