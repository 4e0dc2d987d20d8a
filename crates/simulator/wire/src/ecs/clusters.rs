//! Clusters.

use serde_json::{Value, json};

use super::page::{self, Sizes};
use super::view::{self, ClusterFields};
use super::{Answer, Request, includes, input, reference, text, texts};
use simulator_engine::cluster::ClusterStatus;
use simulator_engine::world::World;
use simulator_engine::{ApiError, Engine};
use simulator_protocol::error::AwsError;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html>
const LIST_SIZES: Sizes = Sizes { default: 100, most: 100 };

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html>
const DESCRIBE_MOST: usize = 100;

pub fn create(engine: &mut Engine, request: Request) -> Answer {
    let name = engine.create_cluster(input(request)?)?;
    let fields = ClusterFields { settings: true, configuration: true, tags: true, ..ClusterFields::default() };
    one(engine.world(), &name, fields)
}

pub fn update(engine: &mut Engine, request: &Request) -> Answer {
    let name = reference::cluster(engine.world().arns(), text(request, "cluster"))?.to_owned();
    let name = engine.update_cluster(&name, request)?;
    one(engine.world(), &name, ClusterFields { settings: true, configuration: true, ..ClusterFields::default() })
}

pub fn delete(engine: &mut Engine, request: &Request) -> Answer {
    let name = reference::cluster(engine.world().arns(), text(request, "cluster"))?.to_owned();
    let name = engine.delete_cluster(&name)?;
    one(engine.world(), &name, ClusterFields::default())
}

pub fn list(world: &World, request: &Request) -> Answer {
    let page = page::asked("ListClusters", request, &LIST_SIZES)?;
    let active =
        world.clusters().filter(|cluster| cluster.status == ClusterStatus::Active).map(|cluster| &*cluster.name);
    let (names, token) = page.cut(active, |name| (*name).to_owned(), |name, mark| *name <= mark);
    let arns: Vec<_> = names.into_iter().map(|name| world.arns().cluster(name)).collect();
    Ok(view::listed("clusterArns", arns, token))
}

pub fn describe(world: &World, request: &Request) -> Answer {
    let mut references = texts(request, "clusters");
    if references.len() > DESCRIBE_MOST {
        return Err(AwsError::invalid_parameter(format!("Clusters cannot have more than {DESCRIBE_MOST} elements.")));
    }
    if references.is_empty() {
        references.push("default".to_owned());
    }
    let fields = ClusterFields {
        statistics: includes(request, "STATISTICS"),
        settings: includes(request, "SETTINGS"),
        configuration: includes(request, "CONFIGURATIONS"),
        tags: includes(request, "TAGS"),
        attachments: includes(request, "ATTACHMENTS"),
    };
    let (mut clusters, mut failures): (Vec<Value>, Vec<Value>) = Default::default();
    for reference in &references {
        let name = reference::cluster(world.arns(), Some(reference))?;
        match world.cluster(name) {
            Some(cluster) => clusters.push(view::cluster(world, cluster, fields)),
            None => failures.push(view::missing(world.arns().cluster(name))),
        }
    }
    Ok(json!({ "clusters": clusters, "failures": failures }))
}

fn one(world: &World, name: &str, fields: ClusterFields) -> Answer {
    let cluster = world.cluster(name).ok_or_else(ApiError::cluster_not_found)?;
    Ok(json!({ "cluster": view::cluster(world, cluster, fields) }))
}
