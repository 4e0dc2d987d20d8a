//! A task's place on an instance: taking it, waiting for it, and giving it back.

use super::demand::{Demand, Mapping, containers, gpus, mappings};
use super::instance::Instance;
use super::resources::Held;
use super::{Change, Waiting};
use crate::container::Binding;
use crate::id::{InstanceId, TaskKey};
use crate::lifecycle::Step;
use crate::placement::{PlacementFailure, Template};
use crate::service::Compute;
use crate::task::{StopCode, TaskStatus};
use crate::task_definition::TaskDefinition;
use crate::time::minutes;
use crate::{Engine, Name};
use std::sync::Arc;

/// How long a task waits for managed scaling to bring an instance.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html>
const WAITS: u64 = minutes(15);

/// The most tasks of a cluster that wait for an instance.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html>
const WAITING_MOST: usize = 500;

/// The ports from which an instance chooses.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html>
const FIRST_CHOSEN: u16 = 32_768;
const LAST_CHOSEN: u16 = 60_999;

/// Where a task that is about to be made will run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seat {
    /// On a machine of its own, in Fargate.
    Own,
    /// On that container instance.
    On(InstanceId),
    /// On an instance that managed scaling has yet to bring.
    Awaited,
}

impl Engine {
    /// Finds a place for a task of the template. `provider` is the item of its strategy that was chosen.
    pub(crate) fn seat(
        &mut self,
        cluster: &Name,
        template: &Template,
        provider: Option<usize>,
    ) -> Result<Seat, PlacementFailure> {
        if template.placement.compute == Compute::Fargate {
            return Ok(Seat::Own);
        }
        let provider = provider.map(|index| template.placement.strategy[index].provider.clone());
        let failure = match self.place(cluster, template, provider.as_ref()) {
            Ok(instance) => return Ok(Seat::On(instance)),
            Err(failure) => failure,
        };
        let scaled = provider.and_then(|name| self.world.capacity_provider(&name)).is_some_and(|it| it.scaling.enabled);
        let waiting = self.capacity_mut(cluster).map_or(0, |capacity| capacity.waiting.len());
        if scaled && waiting < WAITING_MOST { Ok(Seat::Awaited) } else { Err(failure) }
    }

    /// Gives a task that was just made its place on an instance.
    pub(crate) fn sit(&mut self, key: &TaskKey, template: &Template, instance: InstanceId) {
        let demand = Demand::of(template);
        let Some(cluster) = self.world.clusters.get_mut(&key.cluster) else { return };
        let Some(machine) = cluster.capacity.instances.get_mut(&instance) else { return };
        let (held, shares) = machine.take(&demand, &template.definition);
        machine.held.insert(key.task, held);
        machine.version += 1;
        let zone = machine.zone().cloned();
        if let Some(task) = cluster.tasks.get_mut(&key.task) {
            task.instance = Some(instance);
            task.zone = zone.unwrap_or_else(|| task.zone.clone());
            for (container, share) in task.containers.iter_mut().zip(shares) {
                container.bindings = share.bindings;
                container.gpus = share.gpus;
            }
            machine.counts.pending += 1;
        }
        self.note_cluster(&key.cluster);
        if template.definition.awsvpc {
            let after = self.random.within(2_000..=6_000);
            self.plan_step(key, Step::Connect, after);
        } else {
            let now = self.now();
            self.change(key, |task| {
                task.last_status = TaskStatus::Pending;
                task.times.connectivity_at = Some(now);
            });
            let after = self.random.within(500..=2_000);
            self.plan_step(key, Step::Pull, after);
        }
    }

    /// Lets a task that was just made wait for an instance.
    pub(crate) fn await_seat(&mut self, key: &TaskKey, template: &Arc<Template>) {
        let Some(provider) = self.world.task(key).and_then(|task| task.capacity_provider.clone()) else { return };
        let waiting = Waiting { task: key.task, template: template.clone(), provider: provider.clone() };
        if let Some(capacity) = self.capacity_mut(&key.cluster) {
            capacity.waiting.push(waiting);
        }
        self.plan_step(key, Step::GiveUp, WAITS);
        self.plan_scale_out(&key.cluster, &provider);
    }

    /// Gives waiting tasks, the oldest first, the places that there are now. Where one finds none, the others of its
    /// template are not tried.
    pub(super) fn seat_waiting(&mut self, cluster: &Name) {
        let Some(capacity) = self.capacity_mut(cluster) else { return };
        let mut still: Vec<Waiting> = Vec::new();
        for waiting in std::mem::take(&mut capacity.waiting) {
            let is_like =
                |other: &Waiting| Arc::ptr_eq(&other.template, &waiting.template) && other.provider == waiting.provider;
            if still.iter().any(is_like) {
                still.push(waiting);
                continue;
            }
            match self.place(cluster, &waiting.template, Some(&waiting.provider)) {
                Ok(instance) => {
                    let key = TaskKey { cluster: cluster.clone(), task: waiting.task };
                    self.sit(&key, &waiting.template, instance);
                }
                Err(_) => still.push(waiting),
            }
        }
        if let Some(capacity) = self.capacity_mut(cluster) {
            still.append(&mut capacity.waiting);
            capacity.waiting = still;
        }
    }

    /// A task has waited too long for an instance.
    pub(crate) fn give_up(&mut self, key: &TaskKey) {
        let Some(capacity) = self.capacity_mut(&key.cluster) else { return };
        let Some(waiting) = capacity.waiting.iter().find(|it| it.task == key.task).cloned() else { return };
        let failure = self.place(&key.cluster, &waiting.template, Some(&waiting.provider)).err();
        let why = failure.map_or_else(|| "EMPTY CAPACITY".to_owned(), |failure| failure.reason());
        self.fail(key, StopCode::TaskFailedToStart, format!("TaskFailedToStart: {why}").into());
    }

    /// A task has ended: what it had is free again, and it waits no longer.
    pub(crate) fn give_back(&mut self, key: &TaskKey) {
        let now = self.now();
        let Some(cluster) = self.world.clusters.get_mut(&key.cluster) else { return };
        let capacity = &mut cluster.capacity;
        capacity.waiting.retain(|waiting| waiting.task != key.task);
        let instance = cluster.tasks.get(&key.task).and_then(|task| task.instance);
        let Some(instance) = instance.and_then(|id| capacity.instances.get_mut(&id)) else { return };
        let Some(held) = instance.held.remove(&key.task) else { return };
        instance.remaining.give_back(&held);
        instance.version += 1;
        instance.empty_since = now;
        let provider = instance.provider.clone();
        self.capacity_changed(&key.cluster);
        if let Some(provider) = provider {
            self.plan_scale_in(&key.cluster, &provider);
        }
    }

    pub(super) fn plan_scale_out(&mut self, cluster: &Name, provider: &Name) {
        let Some(capacity) = self.capacity_mut(cluster) else { return };
        if capacity.scaling_out.insert(provider.clone()) {
            let after = self.random.within(minutes(1)..=minutes(2));
            self.plan_change(cluster, Change::ScaleOut { provider: provider.clone() }, after);
        }
    }
}

/// What one container has of its instance.
struct Share {
    bindings: Vec<Binding>,
    gpus: Vec<Name>,
}

impl Instance {
    /// Takes what a task needs, and says what each of its containers got.
    fn take(&mut self, demand: &Demand, definition: &TaskDefinition) -> (Held, Vec<Share>) {
        let mut held = demand.held();
        held.gpus = self.remaining.gpus.iter().take(demand.gpus).cloned().collect();
        let mut left = held.gpus.clone().into_iter();
        let mut bind = |mapping: Mapping| {
            let host_port = mapping.host_port.unwrap_or_else(|| {
                let port = self.choose_port(&held.chosen);
                held.chosen.push(port);
                port
            });
            Binding { container_port: mapping.container_port, host_port, udp: mapping.udp }
        };
        let shares = containers(definition)
            .map(|container| Share {
                bindings: mappings(definition, container).into_iter().map(&mut bind).collect(),
                gpus: left.by_ref().take(gpus(container)).collect(),
            })
            .collect();
        self.remaining.take(&held);
        (held, shares)
    }

    /// The next port in turn that no task has.
    fn choose_port(&mut self, chosen: &[u16]) -> u16 {
        for _ in FIRST_CHOSEN..=LAST_CHOSEN {
            self.last_port = if self.last_port >= LAST_CHOSEN { FIRST_CHOSEN } else { self.last_port + 1 };
            let port = self.last_port;
            let taken = self.remaining.ports.contains(&port)
                || chosen.contains(&port)
                || self.held.values().any(|held| held.chosen.contains(&port));
            if !taken {
                break;
            }
        }
        self.last_port
    }
}

/// Where a new instance begins to choose ports.
pub(super) const PORTS_BEGIN: u16 = FIRST_CHOSEN - 1;
