//! The task-level fields of a revision.

use model::task_definition::{NetworkMode, TaskDefinition};
use model::view::Section;

use super::field::{arn, code, codes, maybe, moment, pairs, section, tags, text};

pub(crate) fn revision_sections(definition: &TaskDefinition) -> Vec<Section> {
    [
        section(
            "Task definition",
            [
                arn("Task definition ARN", Some(&definition.arn)),
                text("Family", &definition.reference.family),
                text("Revision", definition.reference.revision),
                text("Status", &definition.status),
                moment("Registered at", definition.registered_at),
                arn("Registered by", definition.registered_by.as_deref()),
                moment("Deregistered at", definition.deregistered_at),
            ],
        ),
        section(
            "Size and platform",
            [
                maybe("CPU", definition.cpu.as_ref().map(|cpu| format!("{cpu} units"))),
                maybe("Memory", definition.memory.as_ref().map(|memory| format!("{memory} MiB"))),
                maybe("Ephemeral storage", definition.ephemeral_storage.map(|size| format!("{size} GiB"))),
                maybe("Runtime platform", definition.runtime_platform.as_ref()),
                codes("Requires compatibilities", &definition.requires_compatibilities),
                code("Network mode", definition.network_mode.as_ref().map(NetworkMode::as_str)),
            ],
        ),
        section(
            "Roles",
            [
                arn("Task role", definition.task_role_arn.as_deref()),
                arn("Task execution role", definition.execution_role_arn.as_deref()),
            ],
        ),
        section("Volumes", [pairs("Volumes", definition.volumes.clone())]),
        tags(&definition.tags),
    ]
    .into_iter()
    .flatten()
    .collect()
}
