//! What a sentence of ECS names: the image, the secret, the role.

mod lacking;
mod read;

use std::cell::RefCell;

pub(super) use lacking::PROVISIONING;

use super::memo::Memo;
use lacking::{lacking, setting};
use read::{
    action, after, after_any, group_name, host, image, instance, log_group, path, policy, port, role, secret, service,
    with_prefix,
};

/// What a sentence names; empty where it names nothing of the kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Names {
    /// The image, as far as the sentence spells it.
    pub image: Option<String>,
    /// The host that was called, or the address: `api.ecr.eu-west-1.amazonaws.com`, `10.0.0.1:443`.
    pub host: Option<String>,
    /// The service of AWS that holds secrets: `Secrets Manager`.
    pub service: Option<&'static str>,
    /// The IAM action that was refused.
    pub action: Option<String>,
    /// The role that acted, or that could not be assumed.
    pub role: Option<String>,
    /// The secret or parameter.
    pub secret: Option<String>,
    /// The key inside a secret.
    pub key: Option<String>,
    /// The log group.
    pub log_group: Option<String>,
    /// The command, path, or object in S3.
    pub path: Option<String>,
    /// The file system.
    pub file_system: Option<String>,
    /// The subnet.
    pub subnet: Option<String>,
    /// The security group.
    pub security_group: Option<String>,
    /// The EC2 or container instance.
    pub instance: Option<String>,
    /// The capacity provider.
    pub provider: Option<String>,
    /// The target group.
    pub target_group: Option<String>,
    /// The port.
    pub port: Option<String>,
    /// The user or group.
    pub user: Option<String>,
    /// The container that another one waits for.
    pub dependency: Option<String>,
    /// The path in the container that is mounted over.
    pub mount_point: Option<String>,
    /// The snapshot of an EBS volume.
    pub snapshot: Option<String>,
    /// The policy that has to allow the action, where it is not the one of the role.
    pub policy: Option<&'static str>,
    /// Whether that policy, or the one of the role, denies the action explicitly.
    pub denied_explicitly: bool,
    /// The setting that was refused, by its name in the task definition.
    pub setting: Option<&'static str>,
    /// The resource that is short, or the constraint: `GPU`, `memory`, `MemberOf placement constraint`.
    pub lacking: Option<String>,
}

thread_local! {
    /// The names in sentences that were read before.
    static KNOWN: RefCell<Memo<Names>> = RefCell::default();
}

impl Names {
    /// Reads the names in a sentence.
    pub(super) fn of(sentence: &str) -> Self {
        KNOWN.with_borrow_mut(|known| known.get_or_make(sentence, || Self::read(sentence)))
    }

    fn read(sentence: &str) -> Self {
        let straight = sentence.replace(['’', '‘'], "'").replace(['“', '”'], "\"");
        let text = &straight.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            image: image(text),
            host: host(text),
            service: service(text),
            action: action(text),
            role: role(text),
            secret: secret(text),
            key: after(text, "json key "),
            log_group: log_group(text),
            path: path(text),
            file_system: with_prefix(text, "fs-"),
            subnet: with_prefix(text, "subnet-"),
            security_group: with_prefix(text, "sg-"),
            instance: instance(text),
            provider: after(text, "for capacity provider "),
            target_group: after(text, "(target-group ").map(|it| group_name(&it)),
            port: port(text),
            user: after_any(text, &["unable to find user ", "unable to find group "]),
            dependency: after_any(text, &["dependency [", "dependent container "]),
            mount_point: after(text, "to rootfs at "),
            snapshot: with_prefix(text, "snap-"),
            policy: policy(text),
            denied_explicitly: text.contains("explicit deny"),
            setting: setting(text),
            lacking: lacking(text),
        }
    }
}
