//! What else is known of a task.

use model::address::RevisionRef;
use model::launch::LaunchType;
use model::name::EnvironmentName;
use model::task::Task;
use model::view::Section;

use super::field::{arn, code, link, maybe, section, switch, tags, text};

pub(crate) fn task_sections(environment: &EnvironmentName, task: &Task) -> Vec<Section> {
    let revision = RevisionRef { environment: environment.clone(), revision: task.task_definition.clone() };
    [
        section(
            "Task",
            [
                arn("Task ARN", Some(&task.arn)),
                link("Task definition", &task.task_definition, revision.page()),
                maybe("Group", task.group.as_ref()),
                code("Started by", task.started_by.as_deref()),
                text("Last status", &task.last_status),
                text("Desired status", &task.desired_status),
                switch("Execute command", task.execute_command),
            ],
        ),
        section(
            "Capacity",
            [
                code("Launch type", task.launch_type.as_ref().map(LaunchType::as_str)),
                code("Capacity provider", task.capacity_provider.as_deref()),
                maybe("Platform version", task.platform_version.as_ref()),
                maybe("CPU", task.cpu.as_ref().map(|cpu| format!("{cpu} units"))),
                maybe("Memory", task.memory.as_ref().map(|memory| format!("{memory} MiB"))),
                maybe("Availability zone", task.zone.as_ref()),
                arn("Container instance", task.container_instance.as_deref()),
            ],
        ),
        section(
            "Network",
            [
                code("Private IP", task.private_ip.as_deref()),
                code("Network interface", task.network_interface.as_deref()),
                code("Subnet", task.subnet.as_deref()),
            ],
        ),
        tags(&task.tags),
    ]
    .into_iter()
    .flatten()
    .collect()
}
