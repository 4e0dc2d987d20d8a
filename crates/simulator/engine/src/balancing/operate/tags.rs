//! Tags of load balancers, listeners, rules and target groups.

use crate::balancing::{Balancing, error};
use crate::tag::Tag;
use crate::{ApiError, Engine, World, validate};

impl World {
    /// The tags of a load balancer, listener, rule or target group.
    ///
    /// # Errors
    /// `LoadBalancerNotFound`, `ListenerNotFound`, `RuleNotFound`, `TargetGroupNotFound`; `ValidationError` for an ARN
    /// of something else.
    pub fn balancing_tags(&self, arn: &str) -> Result<&[Tag], ApiError> {
        let (missing, tags) = match resource_of(arn)? {
            Resource::Balancer => (error::balancer_not_found(), self.load_balancer(arn).map(|it| &it.tags)),
            Resource::Listener => (error::listener_not_found(), self.listener(arn).map(|it| &it.tags)),
            Resource::Rule => (error::rule_not_found(), self.rule(arn).map(|it| &it.tags)),
            Resource::Group => (error::group_not_found(), self.target_group(arn).map(|it| &it.tags)),
        };
        tags.map(Vec::as_slice).ok_or(missing)
    }
}

/// The tags of something new.
pub(super) fn of_new(tags: Vec<Tag>) -> Result<Vec<Tag>, ApiError> {
    with(&[], tags)
}

fn with(known: &[Tag], new: Vec<Tag>) -> Result<Vec<Tag>, ApiError> {
    validate::with_tags(known, new).map_err(|error| {
        let code = if error.message.contains("exceeds the limit") { "TooManyTags" } else { "ValidationError" };
        ApiError::new(code, error.message)
    })
}

impl Engine {
    /// Puts tags on things, on all or none.
    ///
    /// # Errors
    /// As [`World::balancing_tags`]; `TooManyTags`, `DuplicateTagKeys`, `ValidationError`.
    pub fn add_balancing_tags(&mut self, arns: &[String], tags: &[Tag]) -> Result<(), ApiError> {
        let twice = |(index, tag): (usize, &Tag)| tags[..index].iter().any(|other| other.key == tag.key);
        if tags.iter().enumerate().any(twice) {
            return Err(ApiError::new("DuplicateTagKeys", "A tag key was specified more than once"));
        }
        let all = arns
            .iter()
            .map(|arn| with(self.world.balancing_tags(arn)?, tags.to_vec()))
            .collect::<Result<Vec<_>, _>>()?;
        for (arn, tags) in arns.iter().zip(all) {
            if let Some(known) = self.world.balancing.tags_mut(arn) {
                *known = tags;
            }
        }
        Ok(())
    }

    /// Takes tags off things.
    ///
    /// # Errors
    /// As [`World::balancing_tags`].
    pub fn remove_balancing_tags(&mut self, arns: &[String], keys: &[String]) -> Result<(), ApiError> {
        for arn in arns {
            self.world.balancing_tags(arn)?;
        }
        for arn in arns {
            if let Some(known) = self.world.balancing.tags_mut(arn) {
                known.retain(|tag| !keys.contains(&tag.key));
            }
        }
        Ok(())
    }
}

enum Resource {
    Balancer,
    Listener,
    Rule,
    Group,
}

fn resource_of(arn: &str) -> Result<Resource, ApiError> {
    match arn.split(':').nth(5).and_then(|resource| resource.split('/').next()) {
        Some("loadbalancer") => Ok(Resource::Balancer),
        Some("listener") => Ok(Resource::Listener),
        Some("listener-rule") => Ok(Resource::Rule),
        Some("targetgroup") => Ok(Resource::Group),
        _ => Err(error::validation(format!("'{arn}' is not a valid load balancer ARN"))),
    }
}

impl Balancing {
    fn tags_mut(&mut self, arn: &str) -> Option<&mut Vec<Tag>> {
        match resource_of(arn).ok()? {
            Resource::Balancer => self.load_balancers.get_mut(arn).map(|it| &mut it.tags),
            Resource::Listener => self.listeners.get_mut(arn).map(|it| &mut it.tags),
            Resource::Rule => self.rules.get_mut(arn).map(|it| &mut it.tags),
            Resource::Group => self.groups.get_mut(arn).map(|it| &mut it.tags),
        }
    }
}
