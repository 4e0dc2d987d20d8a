//! Making, changing and deleting listeners.

use super::tags;
use crate::balancing::action;
use crate::balancing::attributes::{Attributes, LISTENER};
use crate::balancing::error;
use crate::balancing::input::{AttributeInput, ListenerInput};
use crate::balancing::listener::{Listener, Rule};
use crate::balancing::load_balancer::{BalancerKind, LoadBalancer};
use crate::{ApiError, Engine, Name};
use std::collections::BTreeSet;

/// The most listeners of a load balancer.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html>
const LISTENERS_MAX: usize = 50;

/// The security policy of a listener that is made with none.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html>
const SSL_POLICY: &str = "ELBSecurityPolicy-2016-08";

impl Engine {
    /// Makes a listener, with its default rule.
    ///
    /// # Errors
    /// `LoadBalancerNotFound`, `DuplicateListener`, `TooManyListeners`, `UnsupportedProtocol`, `CertificateNotFound`,
    /// `ValidationError`, and what is wrong with its actions.
    pub fn create_listener(&mut self, input: ListenerInput) -> Result<Name, ApiError> {
        let balancer = self.world.load_balancer(&input.load_balancer_arn).ok_or_else(error::balancer_not_found)?;
        let (arn, suffix) = (balancer.arn.clone(), balancer.arn_suffix().to_owned());
        let port = input.port.ok_or_else(|| error::validation("A listener port must be specified"))?;
        let protocol: Name =
            input.protocol.as_deref().ok_or_else(|| error::validation("A listener protocol must be specified"))?.into();
        check_protocol(balancer, &protocol)?;
        let certificates = certificates(&protocol, &input)?;
        let actions = action::read_all(&input.default_actions)?;
        let own = || self.world.listeners().filter(|it| it.balancer == arn);
        if own().any(|it| it.port == port) {
            return Err(duplicate(&arn));
        }
        if own().count() >= LISTENERS_MAX {
            return Err(ApiError::new("TooManyListeners", "The maximum number of listeners has been reached"));
        }
        self.check_actions(&arn, &actions)?;
        let tags = tags::of_new(input.tags)?;
        let arns = &self.world.arns;
        let (listener, rule) = (arns.balancing("listener"), arns.balancing("listener-rule"));
        let (id, rule_id) = (self.arn_number(), self.arn_number());
        let listener: Name = format!("{listener}/{suffix}/{id}").into();
        let default_rule: Name = format!("{rule}/{suffix}/{id}/{rule_id}").into();
        let encrypted = !certificates.is_empty();
        let new = Listener {
            arn: listener.clone(),
            balancer: arn,
            port,
            ssl_policy: encrypted.then(|| input.ssl_policy.as_deref().unwrap_or(SSL_POLICY).into()),
            protocol,
            certificates,
            default_rule: default_rule.clone(),
            attributes: Attributes::of(&LISTENER),
            tags,
            rules: BTreeSet::new(),
        };
        self.world.balancing.listeners.insert(listener.clone(), new);
        self.put_rule(Rule {
            arn: default_rule,
            listener: listener.clone(),
            priority: None,
            conditions: Vec::new(),
            actions,
            tags: Vec::new(),
        });
        Ok(listener)
    }

    /// Changes what the request names of a listener.
    ///
    /// # Errors
    /// `ListenerNotFound`, and as [`Engine::create_listener`].
    pub fn modify_listener(&mut self, input: ListenerInput) -> Result<Name, ApiError> {
        let listener = self.world.listener(&input.listener_arn).ok_or_else(error::listener_not_found)?;
        let mut changed = listener.clone();
        let balancer = self.world.load_balancer(&listener.balancer).ok_or_else(error::balancer_not_found)?;
        if let Some(port) = input.port {
            let taken = |it: &Listener| it.balancer == changed.balancer && it.port == port && it.arn != changed.arn;
            if self.world.listeners().any(taken) {
                return Err(duplicate(&changed.balancer));
            }
            changed.port = port;
        }
        if let Some(protocol) = &input.protocol {
            check_protocol(balancer, protocol)?;
            changed.protocol = protocol.as_str().into();
        }
        if input.protocol.is_some() || !input.certificates.is_empty() {
            let kept =
                input.certificates.is_empty() && is_encrypted(&changed.protocol) && !changed.certificates.is_empty();
            if !kept {
                changed.certificates = certificates(&changed.protocol, &input)?;
            }
        }
        let asked = input.ssl_policy.as_deref().map(Name::from);
        changed.ssl_policy = asked.or(changed.ssl_policy).filter(|_| !changed.certificates.is_empty());
        if !changed.certificates.is_empty() {
            changed.ssl_policy.get_or_insert_with(|| SSL_POLICY.into());
        }
        let default = self.world.rule(&changed.default_rule).cloned();
        if let Some(mut rule) = default.filter(|_| !input.default_actions.is_empty()) {
            rule.actions = action::read_all(&input.default_actions)?;
            self.check_actions(&changed.balancer, &rule.actions)?;
            self.put_rule(rule);
        }
        let arn = changed.arn.clone();
        self.world.balancing.listeners.insert(arn.clone(), changed);
        Ok(arn)
    }

    /// Deletes a listener with its rules.
    ///
    /// # Errors
    /// `ListenerNotFound`.
    pub fn delete_listener(&mut self, arn: &str) -> Result<(), ApiError> {
        let listener = self.world.listener(arn).ok_or_else(error::listener_not_found)?;
        let rules = listener.rules.clone();
        for rule in &rules {
            self.remove_rule(rule);
        }
        self.world.balancing.listeners.remove(arn);
        Ok(())
    }

    /// Changes attributes of a listener.
    ///
    /// # Errors
    /// `ListenerNotFound`; `ValidationError` for an unknown key or an impossible value.
    pub fn modify_listener_attributes(&mut self, arn: &str, changes: &[AttributeInput]) -> Result<(), ApiError> {
        let listener = self.world.balancing.listeners.get_mut(arn).ok_or_else(error::listener_not_found)?;
        listener.attributes.change("Listener", changes)
    }
}

fn is_encrypted(protocol: &str) -> bool {
    ["HTTPS", "TLS"].contains(&protocol)
}

fn check_protocol(balancer: &LoadBalancer, protocol: &str) -> Result<(), ApiError> {
    let known: &[&str] = match balancer.kind {
        BalancerKind::Application => &["HTTP", "HTTPS"],
        BalancerKind::Network => &["TCP", "TLS", "UDP", "TCP_UDP"],
    };
    if known.contains(&protocol) {
        return Ok(());
    }
    Err(error::validation(format!("Listener protocol '{protocol}' must be one of '{}'", known.join(", "))))
}

fn certificates(protocol: &str, input: &ListenerInput) -> Result<Vec<Name>, ApiError> {
    if !is_encrypted(protocol) {
        return Ok(Vec::new());
    }
    let arns = input.certificates.iter().filter_map(|certificate| certificate.certificate_arn.as_deref());
    let arns: Vec<Name> = arns.map(Name::from).collect();
    match arns.as_slice() {
        [] => Err(error::validation(format!("A certificate must be specified for {protocol} listeners"))),
        [one] if one.starts_with("arn:") => Ok(arns),
        [one] => Err(ApiError::new("CertificateNotFound", format!("Certificate '{one}' not found"))),
        _ => Err(error::validation("You can only set one certificate as default")),
    }
}

fn duplicate(balancer: &str) -> ApiError {
    ApiError::new(
        "DuplicateListener",
        format!("A listener already exists on this port for this load balancer '{balancer}'"),
    )
}
