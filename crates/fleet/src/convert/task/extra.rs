//! What a task has beside its containers.

use aws_sdk_ecs::types;
use model::task::{Attachment, AttachmentStatus, AttachmentType, ContainerOverride, ManagedAgent, Overrides};

use super::super::{list, text, word};

/// All but the network interface that is in place: that is known by its id.
pub(super) fn attachments(attachments: Option<Vec<types::Attachment>>) -> Vec<Attachment> {
    let told = attachments.into_iter().flatten().map(|attachment| {
        let detail = |name: &str| {
            let pair = attachment.details().iter().find(|pair| pair.name() == Some(name))?;
            pair.value().map(str::to_owned)
        };
        Attachment {
            kind: word(attachment.r#type()),
            status: word(attachment.status()),
            id: detail("volumeId").or_else(|| detail("networkInterfaceId")),
        }
    });
    let is_plain = |one: &Attachment| {
        matches!(one.kind, AttachmentType::ElasticNetworkInterface | AttachmentType::Eni)
            && one.status == AttachmentStatus::Attached
    };
    list(told.filter(|one| !is_plain(one)))
}

/// `None` when it has no name.
pub(super) fn agent(agent: types::ManagedAgent) -> Option<ManagedAgent> {
    Some(ManagedAgent {
        name: agent.name?.as_str().to_owned(),
        status: agent.last_status.unwrap_or_default(),
        reason: text(agent.reason),
    })
}

/// `None` when nothing was changed. Values of variables are dropped here.
pub(super) fn overrides(overrides: Option<types::TaskOverride>) -> Option<Box<Overrides>> {
    let overrides = overrides?;
    let containers = overrides.container_overrides.into_iter().flatten().map(container);
    let changed = Overrides {
        cpu: text(overrides.cpu),
        memory: text(overrides.memory),
        task_role: text(overrides.task_role_arn),
        execution_role: text(overrides.execution_role_arn),
        ephemeral_storage: overrides.ephemeral_storage.and_then(|it| u32::try_from(it.size_in_gib).ok()),
        containers: list(containers.filter(|one| !one.is_empty())),
    };
    (!changed.is_empty()).then(|| Box::new(changed))
}

fn container(one: types::ContainerOverride) -> ContainerOverride {
    let number = |value: Option<i32>| value.and_then(|value| u32::try_from(value).ok());
    ContainerOverride {
        name: one.name.unwrap_or_default(),
        command: one.command.unwrap_or_default(),
        environment: list(one.environment.into_iter().flatten().filter_map(|pair| pair.name)),
        cpu: number(one.cpu),
        memory: number(one.memory),
        memory_reservation: number(one.memory_reservation),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attachment(kind: &str, status: &str, detail: (&str, &str)) -> types::Attachment {
        let pair = types::KeyValuePair::builder().name(detail.0).value(detail.1).build();
        types::Attachment::builder().r#type(kind).status(status).details(pair).build()
    }

    #[test]
    fn what_is_attached_is_told_and_a_network_interface_until_it_is_in_place() {
        let interface = |status| attachment("ElasticNetworkInterface", status, ("networkInterfaceId", "eni-1"));
        let volume = attachment("AmazonElasticBlockStorage", "ATTACHING", ("volumeId", "vol-1"));
        let found = attachments(Some(vec![interface("ATTACHED"), volume, attachment("Moon", "WAXING", ("a", "b"))]));
        let told: Vec<_> =
            found.iter().map(|one| (one.kind.as_str(), one.status.as_str(), one.id.as_deref())).collect();
        assert_eq!(told, [("AmazonElasticBlockStorage", "ATTACHING", Some("vol-1")), ("Moon", "WAXING", None)]);
        assert_eq!(attachments(Some(vec![interface("PRECREATED")])).len(), 1);
    }

    #[test]
    fn overrides_that_change_nothing_are_none_and_values_of_variables_are_dropped() {
        let bare = types::ContainerOverride::builder().name("web");
        let nothing = types::TaskOverride::builder().container_overrides(bare.clone().build());
        assert_eq!(overrides(Some(nothing.build())), None);
        let secret = types::KeyValuePair::builder().name("TOKEN").value("hunter2").build();
        let changed = types::TaskOverride::builder().cpu("512").container_overrides(bare.environment(secret).build());
        let found = overrides(Some(changed.build())).unwrap();
        assert_eq!(
            (found.cpu.as_deref(), &found.containers[0].environment[..]),
            (Some("512"), &["TOKEN".to_owned()][..])
        );
        assert!(!format!("{found:?}").contains("hunter2"));
    }
}
