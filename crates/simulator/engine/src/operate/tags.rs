//! Tags of clusters, services, tasks, task definitions, container instances and capacity providers.

use crate::arn::Arns;
use crate::cluster::{Cluster, ClusterStatus};
use crate::error::ApiError;
use crate::tag::Tag;
use crate::{Engine, Name, World, validate};
use std::collections::BTreeMap;

impl Engine {
    /// Puts tags on what the ARN names.
    ///
    /// # Errors
    /// `InvalidParameterException` for what is no such ARN or tag, `ResourceNotFoundException`.
    pub fn tag_resource(&mut self, arn: &str, tags: Vec<Tag>) -> Result<(), ApiError> {
        let known = tags_mut(&mut self.world, arn)?;
        *known = validate::with_tags(known, tags)?;
        Ok(())
    }

    /// Puts tags on what the ARN names as AWS itself does, which may use keys that begin with `aws:`.
    ///
    /// # Errors
    /// `InvalidParameterException` for what is no such ARN, `ResourceNotFoundException`.
    pub fn tag_as_aws(&mut self, arn: &str, tags: Vec<Tag>) -> Result<(), ApiError> {
        let known = tags_mut(&mut self.world, arn)?;
        known.retain(|tag| tags.iter().all(|new| new.key != tag.key));
        known.extend(tags);
        Ok(())
    }

    /// Takes tags off what the ARN names; keys it does not have are ignored.
    ///
    /// # Errors
    /// `InvalidParameterException` for what is no such ARN or key, `ResourceNotFoundException`.
    pub fn untag_resource(&mut self, arn: &str, keys: &[String]) -> Result<(), ApiError> {
        let known = tags_mut(&mut self.world, arn)?;
        validate::removable(keys)?;
        known.retain(|tag| !keys.contains(&tag.key));
        Ok(())
    }

    /// The tags of what the ARN names.
    ///
    /// # Errors
    /// `InvalidParameterException` for what is no such ARN, `ResourceNotFoundException`.
    pub fn tags_of(&self, arn: &str) -> Result<&[Tag], ApiError> {
        let tags = match Resource::parse(&self.world.arns, arn)? {
            Resource::Cluster(name) => self.world.cluster(name).map(|cluster| &cluster.tags),
            Resource::Service(cluster, name) => {
                self.world.cluster(cluster).and_then(|cluster| cluster.service(name)).map(|service| &service.tags)
            }
            Resource::Task(cluster, id) => {
                self.world.cluster(cluster).and_then(|cluster| cluster.task(id.parse().ok()?)).map(|task| &task.tags)
            }
            Resource::Instance(cluster, id) => self
                .world
                .cluster(cluster)
                .and_then(|cluster| cluster.instance(id.parse().ok()?))
                .map(|instance| &instance.tags),
            Resource::Provider(name) => self.world.capacity_provider(name).map(|provider| &provider.tags),
            Resource::TaskDefinition(name) => self.world.find_revision(name).map(|revision| &revision.tags),
        };
        tags.map(Vec::as_slice).ok_or_else(not_found)
    }
}

enum Resource<'a> {
    Cluster(&'a str),
    Service(&'a str, &'a str),
    Task(&'a str, &'a str),
    Instance(&'a str, &'a str),
    Provider(&'a str),
    TaskDefinition(&'a str),
}

impl<'a> Resource<'a> {
    fn parse(arns: &Arns, arn: &'a str) -> Result<Self, ApiError> {
        let bad =
            || ApiError::invalid(format!("Invalid identifier: {arn} is not the ARN of a resource that has tags."));
        let resource = arns.resource(arn).ok_or_else(bad)?;
        match resource.split('/').collect::<Vec<_>>()[..] {
            ["cluster", name] => Ok(Self::Cluster(name)),
            ["service", cluster, name] => Ok(Self::Service(cluster, name)),
            ["task", cluster, id] => Ok(Self::Task(cluster, id)),
            ["container-instance", cluster, id] => Ok(Self::Instance(cluster, id)),
            ["capacity-provider", name] => Ok(Self::Provider(name)),
            ["task-definition", name] if name.contains(':') => Ok(Self::TaskDefinition(name)),
            _ => Err(bad()),
        }
    }
}

fn tags_mut<'a>(world: &'a mut World, arn: &str) -> Result<&'a mut Vec<Tag>, ApiError> {
    let resource = Resource::parse(&world.arns, arn)?;
    let clusters = &mut world.clusters;
    let tags = match resource {
        Resource::Cluster(name) => active(clusters, name).map(|cluster| &mut cluster.tags),
        Resource::Service(cluster, name) => active(clusters, cluster)
            .and_then(|cluster| cluster.services.get_mut(name))
            .map(|service| &mut service.tags),
        Resource::Task(cluster, id) => active(clusters, cluster)
            .and_then(|cluster| cluster.tasks.get_mut(&id.parse().ok()?))
            .map(|task| &mut task.tags),
        Resource::Instance(cluster, id) => active(clusters, cluster)
            .and_then(|cluster| cluster.capacity.instances.get_mut(&id.parse().ok()?))
            .map(|instance| &mut instance.tags),
        Resource::Provider(name) => world.providers.get_mut(name).map(|provider| &mut provider.tags),
        Resource::TaskDefinition(name) => name.split_once(':').and_then(|(family, revision)| {
            let revision = revision.parse().ok()?;
            Some(&mut world.families.get_mut(family)?.revisions.get_mut(&revision)?.tags)
        }),
    };
    tags.ok_or_else(not_found)
}

fn active<'a>(clusters: &'a mut BTreeMap<Name, Cluster>, name: &str) -> Option<&'a mut Cluster> {
    clusters.get_mut(name).filter(|cluster| cluster.status == ClusterStatus::Active)
}

fn not_found() -> ApiError {
    ApiError::new("ResourceNotFoundException", "The specified resource wasn't found.")
}
