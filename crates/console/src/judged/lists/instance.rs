//! Container instances in lists.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use fleet::ClusterSnapshot;
use model::instance::Instance;
use model::query::INSTANCE_SORTS;
use model::task::Task;
use model::verdict::Level;

use crate::list::{Carried, Listed};

/// A container instance.
#[derive(Clone)]
pub(crate) struct InstanceItem(pub Arc<Instance>);

impl Listed for InstanceItem {
    const SORTS: &'static [&'static str] = INSTANCE_SORTS;

    fn order(sort: &str) -> fn(&Self, &Self) -> Ordering {
        match sort {
            "instance" => Self::place,
            "zone" => |a, b| {
                let zone = |item: &Self| item.0.attribute("ecs.availability-zone").map(str::to_owned);
                zone(a).cmp(&zone(b)).then_with(|| a.place(b))
            },
            "cpu" => |a, b| a.0.remaining.cpu.cmp(&b.0.remaining.cpu).then_with(|| a.place(b)),
            "memory" => |a, b| a.0.remaining.memory.cmp(&b.0.remaining.memory).then_with(|| a.place(b)),
            "tasks" => |a, b| b.0.running.cmp(&a.0.running).then_with(|| a.place(b)),
            _ => |a, b| b.0.level().cmp(&a.0.level()).then_with(|| a.place(b)),
        }
    }

    fn words(&self) -> Cow<'_, str> {
        let one = &*self.0;
        let words = [
            Some(&*one.id),
            one.ec2.as_deref(),
            one.attribute("ecs.instance-type"),
            one.attribute("ecs.availability-zone"),
            Some(one.status.as_str()),
            one.capacity_provider.as_deref(),
        ];
        Cow::Owned(words.into_iter().flatten().collect::<Vec<_>>().join(" ").to_lowercase())
    }

    fn level(&self) -> Option<Level> {
        Some(self.0.level())
    }
}

impl Carried for InstanceItem {
    fn place(&self, other: &Self) -> Ordering {
        self.0.id.cmp(&other.0.id)
    }

    fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The tasks that have not stopped, by the id of the container instance they are on.
pub(in crate::judged) fn tasks_by_instance(cluster: &ClusterSnapshot) -> HashMap<String, Vec<Arc<Task>>> {
    let mut tasks: HashMap<String, Vec<Arc<Task>>> = HashMap::new();
    for task in cluster.tasks.values().map(|seen| &seen.value).filter(|task| !task.is_stopped()) {
        if let Some(id) = task.container_instance.as_deref().and_then(|arn| arn.rsplit('/').next()) {
            tasks.entry(id.to_owned()).or_default().push(Arc::clone(task));
        }
    }
    tasks
}
