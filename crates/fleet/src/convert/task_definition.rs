//! Task definitions.

use aws_sdk_ecs::types;
use model::name::Family;
use model::service::PlacementConstraint;
use model::task_definition::{
    ContainerDefinition, HealthCheck, PortMapping, SecretRef, TaskDefinition, TaskDefinitionRef, TransportProtocol,
};

use super::{count, list, tags, text, time, word};
use draft::secrecy::looks_secret;

/// `None` when it is another revision than the one that was asked for.
///
/// `raw` is the answer without what is secret.
pub(crate) fn task_definition(
    definition: types::TaskDefinition,
    tag_list: Vec<types::Tag>,
    asked: &TaskDefinitionRef,
    raw: String,
) -> Option<TaskDefinition> {
    let named = definition.task_definition_arn.as_deref().and_then(|arn| TaskDefinitionRef::parse(arn).ok());
    let of_parts = || {
        let family = Family::parse(definition.family.as_deref()?).ok()?;
        Some(TaskDefinitionRef { family, revision: count(definition.revision) })
    };
    let reference = named.or_else(of_parts).unwrap_or_else(|| asked.clone());
    if reference != *asked {
        return None;
    }
    Some(TaskDefinition {
        arn: definition.task_definition_arn.unwrap_or_default(),
        reference,
        status: word(definition.status.as_ref().map(|status| status.as_str())),
        cpu: text(definition.cpu),
        memory: text(definition.memory),
        network_mode: definition.network_mode.map(|mode| mode.as_str().into()),
        requires_compatibilities: words(definition.requires_compatibilities, |it| it.as_str().to_owned()),
        task_role_arn: text(definition.task_role_arn),
        execution_role_arn: text(definition.execution_role_arn),
        runtime_platform: definition.runtime_platform.and_then(platform),
        placement_constraints: words(definition.placement_constraints, |one| PlacementConstraint {
            kind: one.r#type.as_ref().map_or("", |kind| kind.as_str()).into(),
            expression: text(one.expression),
        }),
        requires_attributes: words(definition.requires_attributes, |one| (one.name, text(one.value))),
        ephemeral_storage: definition.ephemeral_storage.map(|storage| count(storage.size_in_gib)),
        volumes: words(definition.volumes, volume),
        containers: list(definition.container_definitions.into_iter().flatten().filter_map(container)),
        registered_at: time(definition.registered_at),
        registered_by: text(definition.registered_by),
        deregistered_at: time(definition.deregistered_at),
        tags: tags(Some(tag_list)),
        raw,
    })
}

fn container(container: types::ContainerDefinition) -> Option<ContainerDefinition> {
    let log = container.log_configuration;
    Some(ContainerDefinition {
        name: container.name?,
        image: container.image.unwrap_or_default(),
        // A container is essential unless it says otherwise.
        essential: container.essential.unwrap_or(true),
        cpu: count(container.cpu),
        memory: container.memory.map(count),
        memory_reservation: container.memory_reservation.map(count),
        gpus: container.resource_requirements.into_iter().flatten().filter_map(gpus).sum(),
        ports: container.port_mappings.into_iter().flatten().filter_map(port).collect(),
        environment: container.environment.into_iter().flatten().filter_map(|variable| variable.name).collect(),
        environment_files: words(container.environment_files, |file| file.value),
        secrets: words(container.secrets, |it| SecretRef { name: it.name, value_from: it.value_from }),
        entry_point: container.entry_point.unwrap_or_default(),
        command: container.command.unwrap_or_default(),
        health_check: container.health_check.map(health_check),
        log_driver: log.as_ref().map(|log| log.log_driver.as_str().to_owned()),
        log_options: log.map(log_options).unwrap_or_default(),
        depends_on: words(container.depends_on, |it| (it.container_name, it.condition.as_str().to_owned())),
        mounts: container.mount_points.into_iter().flatten().filter_map(mount).collect(),
        user: text(container.user),
        privileged: container.privileged.unwrap_or(false),
        read_only_root: container.readonly_root_filesystem.unwrap_or(false),
        stop_timeout: container.stop_timeout.map(count),
    })
}

fn gpus(requirement: types::ResourceRequirement) -> Option<u32> {
    (requirement.r#type == types::ResourceType::Gpu).then(|| requirement.value.parse().ok())?
}

/// Options in alphabetical order, without those that look secret.
fn log_options(log: types::LogConfiguration) -> Vec<(String, String)> {
    let mut options: Vec<_> = log.options.into_iter().flatten().filter(|(name, _)| !looks_secret(name)).collect();
    options.sort();
    options
}

/// Defaults as AWS documents them.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html>
fn health_check(check: types::HealthCheck) -> HealthCheck {
    HealthCheck {
        command: check.command,
        interval: check.interval.map_or(30, count),
        timeout: check.timeout.map_or(5, count),
        retries: check.retries.map_or(3, count),
        start_period: check.start_period.map(count),
    }
}

fn port(mapping: types::PortMapping) -> Option<PortMapping> {
    Some(PortMapping {
        container_port: u16::try_from(mapping.container_port?).ok()?,
        host_port: mapping.host_port.and_then(|port| u16::try_from(port).ok()).filter(|port| *port > 0),
        protocol: mapping.protocol.map_or(TransportProtocol::Tcp, |protocol| protocol.as_str().into()),
        name: mapping.name,
    })
}

fn mount(mount: types::MountPoint) -> Option<(String, String, bool)> {
    Some((mount.source_volume.unwrap_or_default(), mount.container_path?, mount.read_only.unwrap_or(false)))
}

fn volume(volume: types::Volume) -> (String, String) {
    let kind = match () {
        () if volume.efs_volume_configuration.is_some() => "EFS",
        () if volume.fsx_windows_file_server_volume_configuration.is_some() => "FSx for Windows File Server",
        () if volume.docker_volume_configuration.is_some() => "Docker volume",
        () if volume.configured_at_launch == Some(true) => "configured at launch",
        () if volume.host.as_ref().is_some_and(|host| host.source_path.is_some()) => "host path",
        () => "bind mount",
    };
    (volume.name.unwrap_or_default(), kind.to_owned())
}

fn platform(platform: types::RuntimePlatform) -> Option<String> {
    let system = platform.operating_system_family.map(|it| it.as_str().to_owned());
    let processor = platform.cpu_architecture.map(|it| it.as_str().to_owned());
    let parts: Vec<_> = [system, processor].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" / "))
}

fn words<T, U>(items: Option<Vec<T>>, convert: impl Fn(T) -> U) -> Vec<U> {
    items.into_iter().flatten().map(convert).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_container_keeps_the_names_of_its_environment_variables_and_no_value() {
        let variable = types::KeyValuePair::builder().name("PASSWORD").value("canary-1").build();
        let log = types::LogConfiguration::builder()
            .log_driver(types::LogDriver::Splunk)
            .options("splunk-token", "canary-2")
            .options("splunk-url", "https://splunk.test")
            .build()
            .unwrap();
        let definition = types::ContainerDefinition::builder().name("web").environment(variable).log_configuration(log);
        let converted = container(definition.build()).unwrap();
        assert_eq!(converted.environment, ["PASSWORD"]);
        assert_eq!(converted.log_options, [("splunk-url".to_owned(), "https://splunk.test".to_owned())]);
        assert!(!format!("{converted:?}").contains("canary"));
    }

    #[test]
    fn another_revision_than_the_one_asked_for_is_no_answer() {
        let asked = TaskDefinitionRef::parse("web:1").unwrap();
        let other = types::TaskDefinition::builder().family("web").revision(2).build();
        assert!(task_definition(other, Vec::new(), &asked, String::new()).is_none());
        assert!(task_definition(types::TaskDefinition::builder().build(), Vec::new(), &asked, String::new()).is_some());
    }
}
