//! What is read because somebody looks at it: metrics, service deployments, service revisions, attributes of target
//! groups, scaling activities.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::arn::Arn;
use model::deployment::{ServiceDeployment, ServiceRevision};
use model::metric::ServiceMetrics;
use model::name::ClusterName;
use model::scaling::ScalingActivity;

use super::Poller;
use crate::budget::Priority;
use crate::clients::Sent;
use crate::estate::{Address, Estate};
use crate::on_demand::{Answer, Reading};
use crate::read;
use crate::read::metrics::Subject;
use crate::read::service_deployments::DESCRIBE_MAX;
use crate::rollouts;

/// Reads for ever what is asked for.
pub(super) async fn keep(poller: &Arc<Poller>) {
    let estate = &poller.estate;
    let is_watched = |at: &Address| estate.watches.shows_service(estate.name(), &at.0, &at.1);
    let announce = |at: &Address| estate.store.announce(Some(at.0.clone()));
    let metrics = estate.metrics.keep(Reading {
        batch: 1,
        is_watched,
        announce,
        read: |services| async move { estate.noted("metrics", metrics_of(estate, services).await) },
    });
    let deployments = estate.rollouts.keep(Reading {
        batch: 1,
        is_watched,
        announce,
        read: |services| async move { estate.noted("service deployments", rollouts_of(estate, services).await) },
    });
    let revisions = estate.revisions.keep(Reading {
        batch: DESCRIBE_MAX,
        is_watched: |_: &String| poller.is_looked_at(),
        announce: |arn: &String| estate.store.announce(cluster_in(arn)),
        read: |arns: Vec<String>| async move { estate.noted("service revisions", revisions_of(estate, &arns).await) },
    });
    let attributes = estate.attributes.keep(Reading {
        batch: 1,
        is_watched: |arn: &String| poller.watched_groups(&estate.store.read()).contains(arn),
        announce: |_: &String| estate.store.announce(None),
        read: |arns| async move { estate.noted("attributes of target groups", attributes_of(estate, arns).await) },
    });
    let activities = estate.activities.keep(Reading {
        batch: 1,
        is_watched,
        announce,
        read: |services| async move { estate.noted("scaling activities", activities_of(estate, services).await) },
    });
    tokio::join!(metrics, deployments, revisions, attributes, activities);
}

/// The last hour of services in numbers.
async fn metrics_of(estate: &Estate, services: Vec<Address>) -> Answer<Address, ServiceMetrics> {
    let (at, mut value) = (estate.clock.now(), Vec::new());
    for (cluster, service) in services {
        let snapshot = estate.store.read();
        let known = snapshot.clusters.get(&cluster).and_then(|known| known.services.get(&service));
        let bindings = known.map(|seen| seen.value.target_groups.as_slice()).unwrap_or_default();
        let arns = bindings.iter().flat_map(|binding| binding.groups());
        let groups: Vec<_> = arns.filter_map(|arn| snapshot.traffic.groups.get(arn).cloned()).collect();
        let subject = Subject { cluster: &cluster, service: &service, groups: &groups };
        let metrics = read::metrics::service(&estate.clients, &subject, at, Priority::Interactive).await?;
        value.push(((cluster, service), metrics));
    }
    Ok(Sent { at, value })
}

/// Service deployments of services that the loops of their cluster do not follow yet.
async fn rollouts_of(estate: &Estate, services: Vec<Address>) -> Answer<Address, Vec<ServiceDeployment>> {
    let (mut at, mut value) = (estate.clock.now(), Vec::new());
    for (cluster, service) in services {
        let read = rollouts::read(&estate.clients, (&cluster, &service), &[], Priority::Interactive).await?;
        at = at.min(read.at);
        value.push(((cluster, service), read.value));
    }
    Ok(Sent { at, value })
}

/// Service revisions; those that AWS does not know are left out.
async fn revisions_of(estate: &Estate, arns: &[String]) -> Answer<String, Option<Arc<ServiceRevision>>> {
    let at = estate.clock.now();
    let read = read::service_deployments::revisions(&estate.clients, arns, Priority::Interactive).await?;
    Ok(Sent { at, value: read.into_iter().map(|one| (one.arn.clone(), Some(Arc::new(one)))).collect() })
}

/// The attributes of target groups.
async fn attributes_of(estate: &Estate, arns: Vec<String>) -> Answer<String, BTreeMap<String, String>> {
    let (mut at, mut value) = (estate.clock.now(), Vec::new());
    for arn in arns {
        let read = read::target_group_attributes::describe(&estate.clients, &arn, Priority::Interactive).await?;
        at = at.min(read.at);
        value.push((arn, read.value));
    }
    Ok(Sent { at, value })
}

/// The scaling activities of services.
async fn activities_of(estate: &Estate, services: Vec<Address>) -> Answer<Address, Vec<ScalingActivity>> {
    let (mut at, mut value) = (estate.clock.now(), Vec::new());
    for (cluster, service) in services {
        let read = read::scaling::activities(&estate.clients, (&cluster, &service), Priority::Interactive).await?;
        at = at.min(read.at);
        value.push(((cluster, service), read.value));
    }
    Ok(Sent { at, value })
}

/// The cluster that the ARN of a service revision names.
fn cluster_in(arn: &str) -> Option<ClusterName> {
    let arn = Arn::parse(arn).ok()?;
    ClusterName::parse(arn.resource().split('/').nth(1)?).ok()
}
