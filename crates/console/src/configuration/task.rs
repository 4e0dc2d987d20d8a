//! What else is known of a task.

use model::address::RevisionRef;
use model::launch::LaunchType;
use model::name::EnvironmentName;
use model::task::{Attachment, AttachmentType, ContainerOverride, Overrides, Task};
use model::view::{Field, Section};

use super::field::{arn, code, command, hidden, link, maybe, section, switch, tags, text};

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
        section("Attachments", task.attachments.iter().map(attached)),
        task.overrides.as_deref().and_then(overridden),
    ]
    .into_iter()
    .chain(task.overrides.iter().flat_map(|overrides| overrides.containers.iter().map(container_overridden)))
    .chain([tags(&task.tags)])
    .flatten()
    .collect()
}

/// `EBS volume` and `ATTACHING, vol-0123456789abcdef0`.
fn attached(one: &Attachment) -> Option<Field> {
    let kind = match &one.kind {
        AttachmentType::ElasticNetworkInterface | AttachmentType::Eni => "Network interface",
        AttachmentType::AmazonElasticBlockStorage => "EBS volume",
        AttachmentType::ServiceConnect => "Service Connect",
        AttachmentType::Other(word) => word,
    };
    let id = one.id.as_ref().map(|id| format!(", {id}")).unwrap_or_default();
    text(kind, format!("{}{id}", one.status))
}

/// What RunTask changed in the whole task.
fn overridden(overrides: &Overrides) -> Option<Section> {
    section(
        "Overridden by RunTask",
        [
            maybe("CPU", overrides.cpu.as_ref().map(|cpu| format!("{cpu} units"))),
            maybe("Memory", overrides.memory.as_ref().map(|memory| format!("{memory} MiB"))),
            maybe("Ephemeral storage", overrides.ephemeral_storage.map(|size| format!("{size} GiB"))),
            arn("Task role", overrides.task_role.as_deref()),
            arn("Task execution role", overrides.execution_role.as_deref()),
        ],
    )
}

/// What RunTask changed in one container; of variables the names alone.
fn container_overridden(one: &ContainerOverride) -> Option<Section> {
    section(
        &format!("Overridden in container {}", one.name),
        [
            command("Command", &one.command),
            hidden("Environment", &one.environment),
            maybe("CPU", one.cpu.map(|cpu| format!("{cpu} units"))),
            maybe("Memory limit", one.memory.map(|memory| format!("{memory} MiB"))),
            maybe("Memory reservation", one.memory_reservation.map(|memory| format!("{memory} MiB"))),
        ],
    )
}

#[cfg(test)]
mod tests {
    use model::view::FieldValue;

    use super::*;
    use crate::testing::{environment, task};

    #[test]
    fn attachments_and_overrides_are_told_and_nothing_where_there_is_nothing() {
        let mut one = task("web", 1);
        let titles = |task: &Task| -> Vec<String> {
            task_sections(&environment(), task).into_iter().map(|section| section.title).collect()
        };
        let plain = titles(&one);
        one.attachments = vec![Attachment {
            kind: "AmazonElasticBlockStorage".into(),
            status: "ATTACHING".into(),
            id: Some("vol-1".to_owned()),
        }];
        let changed = ContainerOverride {
            name: "web".to_owned(),
            environment: vec!["TOKEN".to_owned()],
            ..ContainerOverride::default()
        };
        one.overrides = Some(Box::new(Overrides { containers: vec![changed], ..Overrides::default() }));
        let more: Vec<String> = titles(&one).into_iter().filter(|title| !plain.contains(title)).collect();
        assert_eq!(more, ["Attachments", "Overridden in container web"]);
        let sections = task_sections(&environment(), &one);
        let field = |title: &str| sections.iter().find(|section| section.title == title).unwrap().fields[0].clone();
        assert_eq!(field("Attachments").value, FieldValue::Text("ATTACHING, vol-1".to_owned()));
        assert_eq!(field("Overridden in container web").value, FieldValue::Hidden(vec!["TOKEN".to_owned()]));
    }
}
