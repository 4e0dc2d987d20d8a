//! Making a task.

use super::Step;
use crate::capacity::Seat;
use crate::container::{Container, ContainerStatus, HealthStatus};
use crate::id::{DeploymentId, TaskId, TaskKey, Uuid};
use crate::network::{AttachmentStatus, NetworkInterface};
use crate::placement::Template;
use crate::task::{DesiredStatus, Task, TaskStatus, TaskTimes};
use crate::time::seconds;
use crate::{Engine, Name};
use std::net::Ipv4Addr;
use std::sync::Arc;

/// How many addresses the pretended network 10.0.0.0/10 has, and a step that visits each once.
const ADDRESSES: u64 = 1 << 22;
const ADDRESS_STEP: u64 = 2_654_435_761;

impl Engine {
    /// Makes a task in its place, with its first step planned.
    pub(crate) fn launch(
        &mut self,
        cluster: &Name,
        template: &Arc<Template>,
        provider: Option<usize>,
        seat: Seat,
        owner: Option<(&Name, DeploymentId)>,
    ) -> TaskId {
        let task = self.new_task(cluster, template, provider, owner);
        let key = TaskKey { cluster: cluster.clone(), task: task.id };
        if let Some(cluster) = self.world.clusters.get_mut(cluster) {
            cluster.add_task(task);
        }
        match seat {
            Seat::Own => {
                let after = self.random.within(seconds(4)..=seconds(10));
                self.plan_step(&key, Step::Connect, after);
            }
            Seat::On(instance) => self.sit(&key, template, instance),
            Seat::Awaited => self.await_seat(&key, template),
        }
        key.task
    }

    /// A task as it is at its very beginning; it is not in the world yet.
    pub(crate) fn new_task(
        &mut self,
        cluster: &Name,
        template: &Template,
        provider: Option<usize>,
        owner: Option<(&Name, DeploymentId)>,
    ) -> Task {
        let id = TaskId(self.random.bits());
        let placement = &template.placement;
        let (zone, network) = self.attach(template);
        let containers = template.definition.containers.iter().map(|container| Container {
            id: Uuid::random(self.random.bits()),
            name: container.name.clone(),
            image: container.image.clone(),
            image_digest: None,
            runtime_id: None,
            status: ContainerStatus::Pending,
            started_at: None,
            stopped_at: None,
            exit_code: None,
            reason: None,
            health: HealthStatus::Unknown,
            bindings: Vec::new(),
            gpus: Vec::new(),
        });
        Task {
            id,
            cluster: cluster.clone(),
            containers: containers.collect(),
            definition: template.definition.clone(),
            group: template.group.clone(),
            started_by: template.started_by.clone(),
            service: owner.map(|(service, _)| service.clone()),
            deployment: owner.map(|(_, deployment)| deployment),
            last_status: TaskStatus::Provisioning,
            desired_status: DesiredStatus::Running,
            health: HealthStatus::Unknown,
            compute: placement.compute,
            capacity_provider: provider.map(|index| placement.strategy[index].provider.clone()),
            instance: None,
            platform_version: placement.platform_version.clone(),
            platform_family: placement.platform_family.clone(),
            zone,
            version: 1,
            cpu: template.cpu.clone(),
            memory: template.memory.clone(),
            times: TaskTimes { created_at: self.now(), ..TaskTimes::default() },
            stop: None,
            network,
            overrides: template.overrides.clone(),
            ephemeral_storage: template.ephemeral_storage,
            enable_execute_command: template.enable_execute_command,
            tags: template.tags.clone(),
            protected_until: None,
            generation: 0,
            reach: template.reach,
            targets: template.targets.clone(),
        }
    }

    /// The zone, and the network interface that is asked for: in one of the template's subnets, by turns.
    fn attach(&mut self, template: &Template) -> (Name, Option<NetworkInterface>) {
        self.launched += 1;
        let subnets = &template.placement.subnets;
        let turn = usize::try_from(self.launched).unwrap_or(0) % subnets.len().max(1);
        let zone = self.zones[turn % self.zones.len()].clone();
        let network = subnets.get(turn).map(|subnet| {
            let bits = self.random.bits();
            let [_, number @ ..] = bits.to_be_bytes();
            NetworkInterface {
                attachment: Uuid::random(self.random.bits()),
                status: AttachmentStatus::Precreated,
                subnet: subnet.clone(),
                number: u64::from_be_bytes([
                    number[0], number[1], number[2], number[3], number[4], number[5], number[6], number[7],
                ]),
                mac: [number[8], number[9], number[10], number[11], number[12]],
                address: address(self.launched),
            }
        });
        (zone, network)
    }
}

/// The address of the task with that number; the next task to get the same one comes four million tasks later.
fn address(number: u64) -> Ipv4Addr {
    let host = number.wrapping_mul(ADDRESS_STEP) % ADDRESSES;
    Ipv4Addr::from(0x0a00_0000 | u32::try_from(host).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_of_a_hundred_thousand_tasks_share_an_address() {
        let addresses: BTreeSet<_> = (0..100_000).map(address).collect();
        assert_eq!(addresses.len(), 100_000);
    }
}
