//! Making, changing and deleting load balancers.

use super::{check_name, tags};
use crate::balancing::attributes::{APPLICATION, Attributes, NETWORK};
use crate::balancing::error;
use crate::balancing::input::{AttributeInput, CreateLoadBalancer};
use crate::balancing::load_balancer::{BalancerKind, BalancerZone, LoadBalancer, Scheme};
use crate::network::VPC;
use crate::{ApiError, Engine, Name};

/// The most load balancers of one kind in an account and region.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html>
const BALANCERS_MAX: usize = 50;

const PROTECTED: &str = "deletion_protection.enabled";

impl Engine {
    /// Makes a load balancer. One of that name with the same settings is given back as it is.
    ///
    /// # Errors
    /// `ValidationError`, `DuplicateLoadBalancerName`, `TooManyLoadBalancers`, `InvalidConfigurationRequest`.
    pub fn create_load_balancer(&mut self, input: CreateLoadBalancer) -> Result<Name, ApiError> {
        check_name("Load balancer", &input.name)?;
        if input.name.starts_with("internal-") {
            return Err(error::validation(format!(
                "Load balancer name '{}' cannot begin with 'internal-'",
                input.name
            )));
        }
        let kind = kind(&input)?;
        let scheme = match input.scheme.as_deref() {
            Some("internal") => Scheme::Internal,
            _ => Scheme::InternetFacing,
        };
        let zones = self.zones_of(&input, kind)?;
        let tags = tags::of_new(input.tags)?;
        let same_name = self.world.load_balancers().find(|it| *it.name == *input.name);
        if let Some(existing) = same_name {
            let same = existing.kind == kind && existing.scheme == scheme && existing.zones == zones;
            return if same { Ok(existing.arn.clone()) } else { Err(duplicate(&input.name)) };
        }
        if self.world.load_balancers().filter(|it| it.kind == kind).count() >= BALANCERS_MAX {
            return Err(ApiError::new("TooManyLoadBalancers", "The maximum number of load balancers has been reached"));
        }
        let arns = &self.world.arns;
        let (region, prefix) = (arns.region().to_owned(), arns.balancing("loadbalancer"));
        let id = self.arn_number();
        let number = self.random.within(100_000_000..=2_147_483_647);
        let shown = if scheme == Scheme::Internal { "internal-" } else { "" };
        let dns_name = match kind {
            BalancerKind::Application => format!("{shown}{}-{number}.{region}.elb.amazonaws.com", input.name),
            BalancerKind::Network => format!("{}-{id}.elb.{region}.amazonaws.com", input.name),
        };
        let arn: Name = format!("{prefix}/{}/{}/{id}", kind.arn_part(), input.name).into();
        let balancer = LoadBalancer {
            arn: arn.clone(),
            name: input.name.into(),
            kind,
            scheme,
            ip_address_type: input.ip_address_type.as_deref().unwrap_or("ipv4").into(),
            dns_name: dns_name.into(),
            vpc: VPC.into(),
            zones,
            security_groups: input.security_groups.iter().map(|id| id.as_str().into()).collect(),
            created_at: self.now(),
            attributes: Attributes::of(match kind {
                BalancerKind::Application => &APPLICATION,
                BalancerKind::Network => &NETWORK,
            }),
            tags,
        };
        self.world.balancing.load_balancers.insert(arn.clone(), balancer);
        Ok(arn)
    }

    /// Deletes a load balancer with its listeners and rules. Nothing happens when it does not exist.
    ///
    /// # Errors
    /// `OperationNotPermitted` when it is protected from deletion.
    pub fn delete_load_balancer(&mut self, arn: &str) -> Result<(), ApiError> {
        let Some(balancer) = self.world.load_balancer(arn) else { return Ok(()) };
        if balancer.attributes.is_on(PROTECTED) {
            return Err(error::not_permitted(format!(
                "Load balancer '{arn}' cannot be deleted because deletion protection is enabled"
            )));
        }
        let own = self.world.listeners().filter(|it| *it.balancer == *arn);
        let listeners: Vec<_> = own.map(|it| it.arn.clone()).collect();
        for listener in listeners {
            self.delete_listener(&listener)?;
        }
        self.world.balancing.load_balancers.remove(arn);
        Ok(())
    }

    /// Changes attributes of a load balancer.
    ///
    /// # Errors
    /// `LoadBalancerNotFound`; `ValidationError` for an unknown key or an impossible value.
    pub fn modify_load_balancer_attributes(&mut self, arn: &str, changes: &[AttributeInput]) -> Result<(), ApiError> {
        let balancer = self.world.balancing.load_balancers.get_mut(arn).ok_or_else(error::balancer_not_found)?;
        balancer.attributes.change("Load balancer", changes)
    }

    /// Its subnets: in as many zones, by turns, because the simulator knows no network.
    fn zones_of(&self, input: &CreateLoadBalancer, kind: BalancerKind) -> Result<Vec<BalancerZone>, ApiError> {
        let mapped = input.subnet_mappings.iter().map(|mapping| &mapping.subnet_id);
        let mut subnets: Vec<&String> = input.subnets.iter().chain(mapped).collect();
        subnets.sort();
        subnets.dedup();
        if kind == BalancerKind::Application && subnets.len() < 2 {
            return Err(error::validation(
                "At least two subnets in two different Availability Zones must be specified",
            ));
        }
        if subnets.is_empty() || subnets.len() > self.zones.len() {
            return Err(ApiError::new(
                "InvalidConfigurationRequest",
                "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
            ));
        }
        let zone =
            |(subnet, zone): (&String, &Name)| BalancerZone { zone: zone.clone(), subnet: subnet.as_str().into() };
        Ok(subnets.into_iter().zip(&self.zones).map(zone).collect())
    }
}

fn kind(input: &CreateLoadBalancer) -> Result<BalancerKind, ApiError> {
    match input.kind.as_deref() {
        None | Some("application") => Ok(BalancerKind::Application),
        Some("network") => Ok(BalancerKind::Network),
        Some(other) => Err(error::validation(format!("Load balancers of type '{other}' are not supported here"))),
    }
}

fn duplicate(name: &str) -> ApiError {
    ApiError::new(
        "DuplicateLoadBalancerName",
        format!("A load balancer with the same name '{name}' exists, but with different settings"),
    )
}
