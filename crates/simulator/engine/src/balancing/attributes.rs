//! Attributes of load balancers, listeners and target groups: keys, defaults, and which values they take.

use super::error;
use super::input::AttributeInput;
use crate::ApiError;
use std::collections::BTreeMap;

/// What an attribute may be.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Switch,
    Number(u64, u64),
    Word(&'static [&'static str]),
    /// `off`, or a number.
    OffOr(u64, u64),
    Text,
}

/// One attribute that AWS knows.
#[derive(Debug)]
pub struct Known {
    key: &'static str,
    default: &'static str,
    kind: Kind,
}

const fn known(key: &'static str, default: &'static str, kind: Kind) -> Known {
    Known { key, default, kind }
}

/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html>
pub static APPLICATION: [Known; 20] = [
    known("access_logs.s3.bucket", "", Kind::Text),
    known("access_logs.s3.enabled", "false", Kind::Switch),
    known("access_logs.s3.prefix", "", Kind::Text),
    known("client_keep_alive.seconds", "3600", Kind::Number(60, 604_800)),
    known("connection_logs.s3.bucket", "", Kind::Text),
    known("connection_logs.s3.enabled", "false", Kind::Switch),
    known("connection_logs.s3.prefix", "", Kind::Text),
    known("deletion_protection.enabled", "false", Kind::Switch),
    known("idle_timeout.timeout_seconds", "60", Kind::Number(1, 4_000)),
    known("ipv6.deny_all_igw_traffic", "false", Kind::Switch),
    known("load_balancing.cross_zone.enabled", "true", Kind::Word(&["true"])),
    known("routing.http.desync_mitigation_mode", "defensive", Kind::Word(&["monitor", "defensive", "strictest"])),
    known("routing.http.drop_invalid_header_fields.enabled", "false", Kind::Switch),
    known("routing.http.preserve_host_header.enabled", "false", Kind::Switch),
    known("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false", Kind::Switch),
    known("routing.http.xff_client_port.enabled", "false", Kind::Switch),
    known("routing.http.xff_header_processing.mode", "append", Kind::Word(&["append", "preserve", "remove"])),
    known("routing.http2.enabled", "true", Kind::Switch),
    known("waf.fail_open.enabled", "false", Kind::Switch),
    known("zonal_shift.config.enabled", "false", Kind::Switch),
];

/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html>
pub static NETWORK: [Known; 7] = [
    known("access_logs.s3.bucket", "", Kind::Text),
    known("access_logs.s3.enabled", "false", Kind::Switch),
    known("access_logs.s3.prefix", "", Kind::Text),
    known("deletion_protection.enabled", "false", Kind::Switch),
    known(
        "dns_record.client_routing_policy",
        "any_availability_zone",
        Kind::Word(&["any_availability_zone", "availability_zone_affinity", "partial_availability_zone_affinity"]),
    ),
    known("load_balancing.cross_zone.enabled", "false", Kind::Switch),
    known("zonal_shift.config.enabled", "false", Kind::Switch),
];

/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html>
pub static TARGET_GROUP: [Known; 14] = [
    known("deregistration_delay.timeout_seconds", "300", Kind::Number(0, 3_600)),
    known("load_balancing.algorithm.anomaly_mitigation", "off", Kind::Word(&["on", "off"])),
    known(
        "load_balancing.algorithm.type",
        "round_robin",
        Kind::Word(&["round_robin", "least_outstanding_requests", "weighted_random"]),
    ),
    known(
        "load_balancing.cross_zone.enabled",
        "use_load_balancer_configuration",
        Kind::Word(&["true", "false", "use_load_balancer_configuration"]),
    ),
    known("slow_start.duration_seconds", "0", Kind::Number(0, 900)),
    known("stickiness.app_cookie.cookie_name", "", Kind::Text),
    known("stickiness.app_cookie.duration_seconds", "86400", Kind::Number(1, 604_800)),
    known("stickiness.enabled", "false", Kind::Switch),
    known("stickiness.lb_cookie.duration_seconds", "86400", Kind::Number(1, 604_800)),
    known("stickiness.type", "lb_cookie", Kind::Word(&["lb_cookie", "app_cookie"])),
    known("target_group_health.dns_failover.minimum_healthy_targets.count", "1", Kind::OffOr(1, 1_000)),
    known("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off", Kind::OffOr(1, 100)),
    known("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1", Kind::Number(1, 1_000)),
    known("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "off", Kind::OffOr(1, 100)),
];

/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html>
pub static LISTENER: [Known; 1] = [known("routing.http.response.server.enabled", "true", Kind::Switch)];

/// The attributes of one thing: AWS's defaults, and what differs from them.
#[derive(Clone, Debug)]
pub struct Attributes {
    known: &'static [Known],
    changed: BTreeMap<&'static str, Box<str>>,
}

impl Attributes {
    /// Those of a new thing.
    pub(super) fn of(known: &'static [Known]) -> Self {
        Self { known, changed: BTreeMap::new() }
    }

    /// All of them, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.known.iter().map(|known| {
            let value = self.changed.get(known.key).map_or(known.default, |value| value);
            (known.key, value)
        })
    }

    /// The value of one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// Whether a switch is on.
    #[must_use]
    pub fn is_on(&self, key: &str) -> bool {
        self.get(key) == Some("true")
    }

    /// The value of a number.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<u64> {
        self.get(key)?.parse().ok()
    }

    /// Changes some, all or none; `what` is what they are attributes of.
    pub(super) fn change(&mut self, what: &str, inputs: &[AttributeInput]) -> Result<(), ApiError> {
        let mut changed = self.changed.clone();
        for AttributeInput { key, value } in inputs {
            let known = self
                .known
                .iter()
                .find(|known| known.key == *key)
                .ok_or_else(|| error::validation(format!("{what} attribute key '{key}' is not recognized")))?;
            known.check(what, value)?;
            changed.insert(known.key, value.as_str().into());
        }
        self.changed = changed;
        Ok(())
    }
}

impl Known {
    fn check(&self, what: &str, value: &str) -> Result<(), ApiError> {
        let within = |least, most| value.parse::<u64>().is_ok_and(|number| (least..=most).contains(&number));
        let (good, rule) = match self.kind {
            Kind::Text => (true, String::new()),
            Kind::Switch => (["true", "false"].contains(&value), "must be 'true' or 'false'".to_owned()),
            Kind::Word(words) => (words.contains(&value), format!("must be one of [{}]", words.join(", "))),
            Kind::Number(least, most) => (within(least, most), format!("must be between {least} and {most}")),
            Kind::OffOr(least, most) => {
                (value == "off" || within(least, most), format!("must be 'off' or between {least} and {most}"))
            }
        };
        if good {
            return Ok(());
        }
        Err(error::validation(format!("{what} attribute value '{value}' of '{}' is not valid: it {rule}", self.key)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(key: &str, value: &str) -> Result<Attributes, ApiError> {
        let mut attributes = Attributes::of(&TARGET_GROUP);
        attributes.change("Target group", &[AttributeInput { key: key.to_owned(), value: value.to_owned() }])?;
        Ok(attributes)
    }

    #[test]
    fn what_was_changed_differs_from_the_default_and_the_rest_does_not() {
        let attributes = change("slow_start.duration_seconds", "30").unwrap();
        assert_eq!(attributes.number("slow_start.duration_seconds"), Some(30));
        assert_eq!(attributes.number("deregistration_delay.timeout_seconds"), Some(300));
    }

    #[test]
    fn unknown_keys_and_impossible_values_are_refused() {
        for (key, value) in [
            ("deregistration_delay", "10"),
            ("deregistration_delay.timeout_seconds", "3601"),
            ("stickiness.enabled", "yes"),
            ("load_balancing.algorithm.type", "fair"),
            ("target_group_health.dns_failover.minimum_healthy_targets.percentage", "101"),
        ] {
            assert_eq!(change(key, value).unwrap_err().code, "ValidationError", "{key}={value}");
        }
    }
}
