//! The network of the account: one VPC, with the subnets and security groups that services and tasks name.
//!
//! Nobody makes them. A subnet is in the zone in which the first service that names it has it: the first of its list is
//! in the first zone. A default subnet in each zone and a default security group are always there.

use super::arn::Arns;
use super::{JsonMap, Name, World, json};
use std::collections::BTreeMap;

/// The VPC.
pub const VPC: &str = "vpc-0d5a3f1b7c9e24608";

/// What the id of a default subnet begins with; the letter of its zone follows.
const DEFAULT_SUBNET: &str = "subnet-0d5a3f1b7c9e2460";

const DEFAULT_GROUP: &str = "sg-0d5a3f1b7c9e24608";

/// The letters of the zones.
pub const ZONES: [char; 3] = ['a', 'b', 'c'];

/// A subnet of the VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subnet {
    /// `subnet-…`
    pub id: Name,
    /// The place of its zone in [`ZONES`].
    pub zone: usize,
    /// What it is called; absent for a default one.
    pub name: Option<String>,
}

/// A security group of the VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityGroup {
    /// `sg-…`
    pub id: Name,
    /// What it is called.
    pub name: String,
}

impl Arns {
    /// The name of a zone: `eu-central-1a`.
    #[must_use]
    pub fn zone(&self, place: usize) -> String {
        format!("{}{}", self.region(), ZONES[place % ZONES.len()])
    }
}

impl World {
    /// The subnets, by id.
    #[must_use]
    pub fn subnets(&self) -> BTreeMap<Name, Subnet> {
        let usual = ZONES.iter().enumerate().map(|(zone, letter)| {
            let id: Name = format!("{DEFAULT_SUBNET}{letter}").into();
            (id.clone(), Subnet { id, zone, name: None })
        });
        let mut all: BTreeMap<Name, Subnet> = usual.collect();
        for (cluster, network) in self.networks() {
            for (place, id) in json::names(network, "subnets").into_iter().enumerate() {
                let zone = place % ZONES.len();
                let name = Some(format!("{cluster}-private-{}", ZONES[zone]));
                all.entry(id.clone()).or_insert(Subnet { id, zone, name });
            }
        }
        all
    }

    /// The security groups, by id.
    #[must_use]
    pub fn security_groups(&self) -> BTreeMap<Name, SecurityGroup> {
        let usual = SecurityGroup { id: DEFAULT_GROUP.into(), name: "default".to_owned() };
        let mut all = BTreeMap::from([(usual.id.clone(), usual)]);
        for (cluster, network) in self.networks() {
            for (place, id) in (1..).zip(json::names(network, "securityGroups")) {
                let name = if place == 1 { format!("{cluster}-tasks") } else { format!("{cluster}-tasks-{place}") };
                all.entry(id.clone()).or_insert(SecurityGroup { id, name });
            }
        }
        all
    }

    /// The networks of the services, with the names of their clusters.
    fn networks(&self) -> impl Iterator<Item = (&Name, &JsonMap)> {
        let services =
            self.clusters().flat_map(|cluster| cluster.services().map(move |service| (&cluster.name, service)));
        services.filter_map(|(cluster, service)| {
            let network = json::object(&service.settings, "networkConfiguration")?;
            Some((cluster, json::object(network, "awsvpcConfiguration")?))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::estate::{empty, web};

    #[test]
    fn the_network_has_what_services_name_and_what_every_account_has() {
        let mut engine = empty(1);
        assert_eq!((engine.world().subnets().len(), engine.world().security_groups().len()), (3, 1));
        web(&mut engine, "nginx:1", 1);
        let subnets = engine.world().subnets();
        assert_eq!((subnets["subnet-a"].zone, subnets["subnet-b"].zone), (0, 1));
        assert_eq!(subnets["subnet-b"].name.as_deref(), Some("shop-private-b"));
        assert_eq!(engine.world().security_groups()["sg-1"].name, "shop-tasks");
    }
}
