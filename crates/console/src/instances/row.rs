//! A container instance as a row, with bars of what its tasks take.

use std::cmp::Reverse;
use std::sync::Arc;

use model::address::TaskRef;
use model::instance::Instance;
use model::placement::Need;
use model::task::Task;
use model::view::{Bar, BarPart, InstanceRow, PortTaken};

use super::Needs;
use crate::judged::{JudgedCluster, Survey};
use crate::list::count;

/// Ports that the instance takes for itself: SSH, Docker, the ECS agent.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html>
const OWN_PORTS: [u16; 6] = [22, 2375, 2376, 51678, 51679, 51680];

pub(super) fn instance_row(survey: &Survey, judged: &JudgedCluster, instance: &Instance, needs: &Needs) -> InstanceRow {
    let tasks = judged.tasks_on(instance);
    let (has, left) = (&instance.registered, &instance.remaining);
    let at = |task: &Task| TaskRef {
        environment: survey.environment().clone(),
        cluster: task.cluster.clone(),
        task: task.id.clone(),
    };
    let bar = |registered: u32, remaining: u32, amount: fn(&Need) -> u32, written: fn(&Task) -> &Option<String>| {
        let mut parts: Vec<BarPart> = tasks
            .iter()
            .filter_map(|task| {
                let told = written(task).as_deref().and_then(|text| text.trim().parse().ok());
                let amount = told.or_else(|| needs.get(&task.task_definition).map(amount))?;
                (amount > 0).then(|| BarPart { task: at(task), label: label(task), amount })
            })
            .collect();
        parts.sort_by_key(|part| (Reverse(part.amount), part.task.clone()));
        let told = parts.iter().fold(0u32, |sum, part| sum.saturating_add(part.amount));
        Bar { registered, remaining, parts, other: registered.saturating_sub(remaining).saturating_sub(told) }
    };
    InstanceRow {
        id: instance.id.clone(),
        ec2: instance.ec2.clone(),
        kind: instance.attribute("ecs.instance-type").map(str::to_owned),
        zone: instance.attribute("ecs.availability-zone").map(str::to_owned),
        status: instance.status.clone(),
        status_reason: instance.status_reason.clone(),
        level: instance.level(),
        agent_connected: instance.agent_connected,
        impaired: instance.impaired().map(|check| (check.words(), check.reason.clone(), check.since)).collect(),
        agent_version: instance.agent_version.clone(),
        provider: instance.capacity_provider.clone(),
        cpu: bar(has.cpu, left.cpu, |need| need.cpu, |task| &task.cpu),
        memory: bar(has.memory, left.memory, |need| need.memory, |task| &task.memory),
        ports: ports(instance, tasks, &at),
        gpus: (count(has.gpus.len()), count(left.gpus.len())),
        running: instance.running,
        pending: instance.pending,
        registered_at: instance.registered_at,
    }
}

/// `web 0123abcd`.
fn label(task: &Task) -> String {
    match task.service() {
        Some(service) => format!("{service} {}", task.id.short()),
        None => format!("{} {}", task.task_definition.family, task.id.short()),
    }
}

fn ports(instance: &Instance, tasks: &[Arc<Task>], at: &dyn Fn(&Task) -> TaskRef) -> Vec<PortTaken> {
    let taken = |port: u16, is_udp: bool| {
        let holds = |task: &&Arc<Task>| task.containers.iter().any(|one| one.host_ports.contains(&port));
        let task = tasks.iter().find(holds);
        let label = match task {
            Some(task) => label(task),
            None if !is_udp && OWN_PORTS.contains(&port) => "instance".to_owned(),
            None => String::new(),
        };
        PortTaken { port, is_udp, task: task.map(|task| at(task)), label }
    };
    let left = &instance.remaining;
    let tcp = left.ports.iter().map(|port| taken(*port, false));
    let mut ports: Vec<PortTaken> = tcp.chain(left.ports_udp.iter().map(|port| taken(*port, true))).collect();
    ports.sort_by_key(|one| (one.port, one.is_udp));
    ports
}
