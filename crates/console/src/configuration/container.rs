//! The fields of one container definition.

use model::task_definition::{ContainerDefinition, PortMapping};
use model::view::{Field, Section};

use super::field::{code, codes, command, hidden, maybe, pairs, section, switch, text};

pub(crate) fn container_sections(container: &ContainerDefinition) -> Vec<Section> {
    [
        section("Container", image_and_command(container)),
        section("Limits", limits(container)),
        section("Ports", container.ports.iter().map(port)),
        section("Environment", environment(container)),
        health_check(container),
        section(
            "Logging",
            [code("Log driver", container.log_driver.as_deref()), pairs("Options", container.log_options.clone())],
        ),
        section(
            "Storage",
            [pairs("Mount points", mounts(container)), switch("Read-only root filesystem", container.read_only_root)],
        ),
        section("Order", [pairs("Depends on", container.depends_on.clone())]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn image_and_command(container: &ContainerDefinition) -> Vec<Option<Field>> {
    vec![
        code("Image", Some(&container.image)),
        text("Essential", if container.essential { "yes: the task ends when it ends" } else { "no" }),
        command("Entry point", &container.entry_point),
        command("Command", &container.command),
        code("User", container.user.as_deref()),
        text("Privileged", if container.privileged { "yes" } else { "no" }),
        maybe("Stop timeout", container.stop_timeout.map(|seconds| format!("{seconds} s"))),
    ]
}

fn limits(container: &ContainerDefinition) -> Vec<Option<Field>> {
    vec![
        (container.cpu > 0).then(|| text("CPU", format!("{} units", container.cpu))).flatten(),
        maybe("Memory, hard limit", container.memory.map(|size| format!("{size} MiB"))),
        maybe("Memory, soft limit", container.memory_reservation.map(|size| format!("{size} MiB"))),
    ]
}

fn port(port: &PortMapping) -> Option<Field> {
    let host = port.host_port.filter(|host| *host != port.container_port).map(|host| format!(", on the host {host}"));
    let label = port.name.as_deref().unwrap_or("Port");
    text(label, format!("{}/{}{}", port.container_port, port.protocol, host.unwrap_or_default()))
}

/// Names of variables only; for secrets also where their value comes from, which is no secret.
fn environment(container: &ContainerDefinition) -> Vec<Option<Field>> {
    let secrets = container.secrets.iter().map(|secret| (secret.name.clone(), secret.value_from.clone())).collect();
    vec![
        hidden("Environment variables", &container.environment),
        pairs("Secrets", secrets),
        codes("Environment files", &container.environment_files),
    ]
}

fn health_check(container: &ContainerDefinition) -> Option<Section> {
    let check = container.health_check.as_ref()?;
    section(
        "Health check",
        [
            command("Command", &check.command),
            text("Interval", format!("{} s", check.interval)),
            text("Timeout", format!("{} s", check.timeout)),
            text("Retries", check.retries),
            maybe("Start period", check.start_period.map(|seconds| format!("{seconds} s"))),
        ],
    )
}

fn mounts(container: &ContainerDefinition) -> Vec<(String, String)> {
    container
        .mounts
        .iter()
        .map(|(volume, path, is_read_only)| {
            (volume.clone(), if *is_read_only { format!("{path} (read-only)") } else { path.clone() })
        })
        .collect()
}
