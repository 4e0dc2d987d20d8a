//! Making, changing and deleting target groups.

use super::{check_name, tags};
use crate::balancing::attributes::{Attributes, TARGET_GROUP};
use crate::balancing::error;
use crate::balancing::health_check::HealthCheck;
use crate::balancing::input::{AttributeInput, TargetGroupInput};
use crate::balancing::target_group::{TargetGroup, TargetType};
use crate::{ApiError, Engine, Name};
use std::collections::{BTreeMap, BTreeSet};

/// The most target groups of an account and region.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html>
const GROUPS_MAX: usize = 3_000;

impl Engine {
    /// Makes a target group. One of that name with the same settings is given back as it is.
    ///
    /// # Errors
    /// `ValidationError`, `DuplicateTargetGroupName`, `TooManyTargetGroups`.
    pub fn create_target_group(&mut self, input: TargetGroupInput) -> Result<Name, ApiError> {
        check_name("Target group", &input.name)?;
        let required = |member: &str| error::validation(format!("A {member} must be specified"));
        let protocol = input.protocol.clone().ok_or_else(|| required("protocol"))?;
        let port = input.port.ok_or_else(|| required("port"))?;
        let vpc = input.vpc_id.clone().ok_or_else(|| required("VPC ID"))?;
        let target_type = target_type(&input)?;
        let version = version(&protocol, &input)?;
        let health_check = HealthCheck::of_new(&protocol, version.as_deref().unwrap_or_default(), &input)?;
        let tags = tags::of_new(input.tags)?;
        if let Some(existing) = self.world.target_groups().find(|it| *it.name == *input.name) {
            let same = *existing.protocol == *protocol
                && (existing.port, existing.target_type) == (port, target_type)
                && *existing.vpc == *vpc
                && existing.health_check == health_check;
            return if same { Ok(existing.arn.clone()) } else { Err(duplicate(&input.name)) };
        }
        if self.world.target_groups().len() >= GROUPS_MAX {
            return Err(ApiError::new("TooManyTargetGroups", "The maximum number of target groups has been reached"));
        }
        let id = self.arn_number();
        let arn: Name = format!("{}/{}/{id}", self.world.arns.balancing("targetgroup"), input.name).into();
        let group = TargetGroup {
            arn: arn.clone(),
            name: input.name.into(),
            protocol: protocol.into(),
            version,
            port,
            vpc: vpc.into(),
            target_type,
            ip_address_type: input.ip_address_type.as_deref().unwrap_or("ipv4").into(),
            health_check,
            attributes: Attributes::of(&TARGET_GROUP),
            tags,
            created_at: self.now(),
            targets: BTreeMap::new(),
            rules: BTreeSet::new(),
        };
        self.world.balancing.groups.insert(arn.clone(), group);
        Ok(arn)
    }

    /// Changes the health check of a target group.
    ///
    /// # Errors
    /// `TargetGroupNotFound`, `ValidationError`.
    pub fn modify_target_group(&mut self, input: &TargetGroupInput) -> Result<Name, ApiError> {
        let group = self.world.target_group(&input.target_group_arn).ok_or_else(error::group_not_found)?;
        let (arn, before) = (group.arn.clone(), group.health_check.clone());
        let check = before.changed(input)?;
        let targets: Vec<_> = group.targets().map(|target| target.key.clone()).collect();
        if let Some(group) = self.world.balancing.groups.get_mut(&arn) {
            group.health_check = check.clone();
        }
        if check.enabled != before.enabled {
            self.begin_all_checks(&arn);
        } else if check.matcher != before.matcher {
            for target in targets {
                self.recheck_target(&arn, &target);
            }
        }
        Ok(arn)
    }

    /// Deletes a target group with its targets. Nothing happens when it does not exist.
    ///
    /// # Errors
    /// `ResourceInUse` while a rule leads to it.
    pub fn delete_target_group(&mut self, arn: &str) -> Result<(), ApiError> {
        let Some(group) = self.world.target_group(arn) else { return Ok(()) };
        if group.is_used() {
            return Err(ApiError::new(
                "ResourceInUse",
                format!("Target group '{arn}' is currently in use by a listener or a rule"),
            ));
        }
        let (arn, targets) = (group.arn.clone(), group.targets().map(|it| it.key.clone()).collect::<Vec<_>>());
        for target in targets {
            self.remove_target(&arn, &target);
        }
        self.world.balancing.groups.remove(&arn);
        self.miss_group(&arn);
        Ok(())
    }

    /// Changes attributes of a target group.
    ///
    /// # Errors
    /// `TargetGroupNotFound`; `ValidationError` for an unknown key or an impossible value.
    pub fn modify_target_group_attributes(&mut self, arn: &str, changes: &[AttributeInput]) -> Result<(), ApiError> {
        let group = self.world.balancing.groups.get_mut(arn).ok_or_else(error::group_not_found)?;
        group.attributes.change("Target group", changes)
    }
}

fn target_type(input: &TargetGroupInput) -> Result<TargetType, ApiError> {
    match input.target_type.as_deref() {
        None | Some("instance") => Ok(TargetType::Instance),
        Some("ip") => Ok(TargetType::Ip),
        Some(other) => Err(error::validation(format!("Target type '{other}' is not supported here"))),
    }
}

fn version(protocol: &str, input: &TargetGroupInput) -> Result<Option<Name>, ApiError> {
    match (protocol, input.protocol_version.as_deref()) {
        ("HTTP" | "HTTPS", None) => Ok(Some("HTTP1".into())),
        ("HTTP" | "HTTPS", Some(version @ ("HTTP1" | "HTTP2" | "GRPC"))) => Ok(Some(version.into())),
        ("TCP" | "TLS" | "UDP" | "TCP_UDP", None) => Ok(None),
        (_, version) => Err(error::validation(format!(
            "Protocol version '{}' does not fit protocol '{protocol}'",
            version.unwrap_or("none")
        ))),
    }
}

fn duplicate(name: &str) -> ApiError {
    ApiError::new(
        "DuplicateTargetGroupName",
        format!("A target group with the same name '{name}' exists, but with different settings"),
    )
}
