//! What the attributes of a target group mean.

/// An attribute with this value in a few words; `None` where its name and value say it all.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html>
pub fn attribute_meaning(key: &str, value: &str) -> Option<String> {
    let said = match (key, value) {
        ("deregistration_delay.timeout_seconds", "0") => "requests in flight are cut when a target is taken out",
        ("deregistration_delay.timeout_seconds", seconds) => {
            return Some(format!("a target that is taken out may finish its requests for {seconds} s"));
        }
        ("deregistration_delay.connection_termination.enabled", "true") => {
            "connections are closed when the deregistration delay ends"
        }
        ("stickiness.enabled", "true") => "requests of a client go to the target that answered its first",
        ("stickiness.enabled", "false") => "each request may go to another target",
        ("stickiness.type", "lb_cookie") => "the load balancer sets the cookie AWSALB",
        ("stickiness.type", "app_cookie") => "the application sets the cookie",
        ("stickiness.type", "source_ip") => "clients are told apart by their addresses",
        ("slow_start.duration_seconds", "0") => "a new target gets its full share of requests at once",
        ("slow_start.duration_seconds", seconds) => {
            return Some(format!("the share of a new target grows for {seconds} s"));
        }
        ("load_balancing.algorithm.type", "round_robin") => "targets take turns",
        ("load_balancing.algorithm.type", "least_outstanding_requests") => {
            "the target with the fewest requests in flight is next"
        }
        ("load_balancing.algorithm.type", "weighted_random") => "targets are chosen at random, failing ones less often",
        ("load_balancing.cross_zone.enabled", "true") => "requests go to targets in all zones",
        ("load_balancing.cross_zone.enabled", "false") => "requests stay in the zone where they came in",
        ("load_balancing.cross_zone.enabled", "use_load_balancer_configuration") => "as the load balancer says",
        (_, "off") => return None,
        (key, count) if key.ends_with(".minimum_healthy_targets.count") => {
            return Some(format!("with fewer than {count} healthy targets in a zone, {}", consequence(key)?));
        }
        (key, percent) if key.ends_with(".minimum_healthy_targets.percentage") => {
            return Some(format!("with fewer than {percent} % of a zone's targets healthy, {}", consequence(key)?));
        }
        ("preserve_client_ip.enabled", "true") => "targets see the addresses of clients",
        ("preserve_client_ip.enabled", "false") => "targets see the addresses of the load balancer",
        ("proxy_protocol_v2.enabled", "true") => "targets learn the client's address by the proxy protocol, version 2",
        _ => return None,
    };
    Some(said.to_owned())
}

/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#target-group-health>
fn consequence(key: &str) -> Option<&'static str> {
    match key.split('.').nth(1)? {
        "dns_failover" => Some("DNS leaves the zone out"),
        "unhealthy_state_routing" => Some("requests go to unhealthy targets too"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &str, value: &str, expect: Option<&str>) {
        assert_eq!(attribute_meaning(key, value).as_deref(), expect);
    }

    #[test]
    fn an_attribute_says_what_happens() {
        check("slow_start.duration_seconds", "30", Some("the share of a new target grows for 30 s"));
        check("stickiness.enabled", "false", Some("each request may go to another target"));
        check(
            "load_balancing.cross_zone.enabled",
            "use_load_balancer_configuration",
            Some("as the load balancer says"),
        );
        check(
            "target_group_health.dns_failover.minimum_healthy_targets.count",
            "1",
            Some("with fewer than 1 healthy targets in a zone, DNS leaves the zone out"),
        );
        check(
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
            "50",
            Some("with fewer than 50 % of a zone's targets healthy, requests go to unhealthy targets too"),
        );
    }

    #[test]
    fn what_is_off_or_unknown_is_left_to_speak_for_itself() {
        check("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off", None);
        check("lambda.multi_value_headers.enabled", "true", None);
    }
}
