//! Container instances come.

use super::agent::not_found;
use super::attributes::{self, AMI, ARCHITECTURE, Attributes, INSTANCE_TYPE, ZONE};
use super::input::{AttributeItem, RegisterContainerInstance};
use super::instance::{Instance, InstanceStatus, VersionInfo};
use super::machine::Machine;
use super::resources::Resources;
use super::seat::PORTS_BEGIN;
use crate::arn::last_part;
use crate::cluster::TaskCounts;
use crate::error::ApiError;
use crate::id::{InstanceId, InstanceKey};
use crate::network::VPC;
use crate::tag::Tag;
use crate::{Engine, JsonMap, Name, json, validate};
use std::collections::{BTreeMap, BTreeSet};

/// The machine images that new instances are pretended to be started from.
const IMAGES: [(&str, &str); 2] = [("x86_64", "ami-0b7a4c92d1e6f3508"), ("arm64", "ami-04e19d3a7c85b2f60")];

/// What an instance is made of.
struct Parts {
    ec2_id: Name,
    registered: Resources,
    attributes: Attributes,
    provider: Option<Name>,
    versions: VersionInfo,
    tags: Vec<Tag>,
}

impl Engine {
    /// Registers an instance, or lets the agent of one that was registered before connect again.
    ///
    /// # Errors
    /// `ClusterNotFoundException`; `InvalidParameterException` for resources, attributes or tags that cannot be.
    pub fn register_container_instance(&mut self, input: RegisterContainerInstance) -> Result<InstanceKey, ApiError> {
        let cluster = self.world.find_cluster(input.cluster.as_deref())?.name.clone();
        if let Some(known) = &input.container_instance_arn {
            let key = self.find_instance(Some(&cluster), known)?;
            self.connect_agent(&key);
            return Ok(key);
        }
        let document = input.instance_identity_document.as_deref().unwrap_or("{}");
        let document: JsonMap = serde_json::from_str(document)
            .map_err(|_| ApiError::client("The instance identity document is not valid."))?;
        let machine = json::text(&document, "instanceType").and_then(Machine::named);
        let registered = resources(machine, &input.total_resources, &input.platform_devices)?;
        let ec2_id = match json::text(&document, "instanceId") {
            Some(id) => id.into(),
            None => self.ec2_id(),
        };
        let parts = Parts {
            ec2_id,
            registered,
            attributes: described(&document, &input.attributes),
            provider: None,
            versions: versions(input.version_info.as_ref()),
            tags: validate::with_tags(&[], input.tags)?,
        };
        Ok(self.add_instance(&cluster, parts))
    }

    /// Starts an instance of that type in that zone: how Auto Scaling groups and people do it, outside of ECS.
    pub fn start_instance(
        &mut self,
        cluster: &Name,
        machine: &Machine,
        zone: &Name,
        provider: Option<&Name>,
    ) -> InstanceKey {
        let letter = zone.bytes().last().unwrap_or(b'a');
        let subnet = format!("subnet-0{letter:02x}4f2a91e0c17b3d2");
        let ami = IMAGES.iter().find(|image| image.0 == machine.architecture).map_or(IMAGES[0].1, |image| image.1);
        let parts = Parts {
            ec2_id: self.ec2_id(),
            registered: machine.resources(),
            attributes: attributes::of_machine(machine, ami, zone, &subnet, VPC),
            provider: provider.cloned(),
            versions: VersionInfo::newest(),
            tags: Vec::new(),
        };
        self.add_instance(cluster, parts)
    }

    fn add_instance(&mut self, cluster: &Name, parts: Parts) -> InstanceKey {
        let id = InstanceId(self.random.bits());
        let now = self.now();
        let instance = Instance {
            id,
            ec2_id: parts.ec2_id,
            status: InstanceStatus::Active,
            agent_connected: true,
            agent_changed_at: now,
            agent_update: None,
            versions: parts.versions,
            version: 1,
            remaining: parts.registered.clone(),
            registered: parts.registered,
            attributes: parts.attributes,
            provider: parts.provider,
            registered_at: now,
            counts: TaskCounts::default(),
            tags: parts.tags,
            held: BTreeMap::new(),
            last_port: PORTS_BEGIN,
            empty_since: now,
            unheard: Vec::new(),
        };
        if let Some(capacity) = self.capacity_mut(cluster) {
            capacity.instances.insert(id, instance);
        }
        self.capacity_changed(cluster);
        InstanceKey { cluster: cluster.clone(), instance: id }
    }

    fn ec2_id(&mut self) -> Name {
        format!("i-0{:016x}", self.random.bits() >> 64).into()
    }

    /// The container instance that a request names by id or ARN.
    ///
    /// # Errors
    /// `ClusterNotFoundException`; `InvalidParameterException` when there is no such instance.
    pub fn find_instance(&self, cluster: Option<&str>, reference: &str) -> Result<InstanceKey, ApiError> {
        let cluster = self.world.find_cluster(cluster)?;
        let id = last_part(reference).parse().map_err(|_| not_found(reference))?;
        let instance = cluster.instance(id).ok_or_else(|| not_found(reference))?;
        Ok(InstanceKey { cluster: cluster.name.clone(), instance: instance.id })
    }
}

/// The type's resources; what the request says itself counts more.
fn resources(machine: Option<&Machine>, said: &[JsonMap], devices: &[JsonMap]) -> Result<Resources, ApiError> {
    let mut all = machine.map(Machine::resources).unwrap_or_default();
    if machine.is_none() {
        all.interfaces = 2;
    }
    let number = |item: &JsonMap| {
        let keys = ["integerValue", "longValue"];
        keys.iter().filter_map(|key| json::count(item, key)).find(|number| *number > 0).unwrap_or(0)
    };
    let ports = |item: &JsonMap| -> BTreeSet<u16> {
        json::names(item, "stringSetValue").iter().filter_map(|port| port.parse().ok()).collect()
    };
    for item in said {
        match json::text(item, "name") {
            Some("CPU") => all.cpu = number(item),
            Some("MEMORY") => all.memory = number(item),
            Some("PORTS") => all.ports = ports(item),
            Some("PORTS_UDP") => all.ports_udp = ports(item),
            _ => {}
        }
    }
    if !devices.is_empty() {
        let ids = devices.iter().filter(|device| json::text(device, "type") == Some("GPU"));
        all.gpus = ids.filter_map(|device| json::text(device, "id")).map(Name::from).collect();
    }
    if all.cpu == 0 || all.memory == 0 {
        return Err(ApiError::invalid("totalResources must contain CPU and MEMORY greater than 0."));
    }
    Ok(all)
}

fn described(document: &JsonMap, said: &[AttributeItem]) -> Attributes {
    let of_document =
        [("instanceType", INSTANCE_TYPE), ("availabilityZone", ZONE), ("imageId", AMI), ("architecture", ARCHITECTURE)];
    let mut all: Attributes = of_document
        .into_iter()
        .filter_map(|(member, name)| Some((name.into(), Some(json::text(document, member)?.into()))))
        .collect();
    all.extend(said.iter().map(|item| (item.name.as_str().into(), item.value.as_deref().map(Name::from))));
    all.entry("ecs.os-type".into()).or_insert_with(|| Some("linux".into()));
    attributes::with_capabilities(all)
}

fn versions(said: Option<&JsonMap>) -> VersionInfo {
    let newest = VersionInfo::newest();
    let Some(said) = said else { return newest };
    let member = |key: &str, default: Name| json::text(said, key).map_or(default, Name::from);
    VersionInfo {
        agent_version: member("agentVersion", newest.agent_version),
        agent_hash: member("agentHash", newest.agent_hash),
        docker_version: member("dockerVersion", newest.docker_version),
    }
}
