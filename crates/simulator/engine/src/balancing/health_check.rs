//! How the health of targets is checked.

use super::error;
use super::input::TargetGroupInput;
use crate::time::seconds;
use crate::{ApiError, Name};

/// The health check of a target group.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthCheck {
    /// Whether there is one.
    pub enabled: bool,
    /// For example `HTTP`.
    pub protocol: Name,
    /// `traffic-port`, or a number.
    pub port: Name,
    /// What is asked for; absent when only a connection is tried.
    pub path: Option<Name>,
    /// Seconds between two checks, 5–300.
    pub interval: u32,
    /// Seconds after which a check fails, 2–120.
    pub timeout: u32,
    /// So many good checks in a row make an unhealthy target healthy, 2–10.
    pub healthy_threshold: u32,
    /// So many failed checks in a row make a target unhealthy, 2–10.
    pub unhealthy_threshold: u32,
    /// Which answers are good; absent when only a connection is tried.
    pub matcher: Option<Matcher>,
}

/// The codes that are good: `200`, `200,202` or `200-299`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matcher {
    /// As the request wrote it.
    pub text: Name,
    /// Whether they are the codes of gRPC.
    pub grpc: bool,
}

impl Matcher {
    /// Whether that code is among them.
    #[must_use]
    pub fn allows(&self, code: u16) -> bool {
        ranges(&self.text).any(|range| range.is_some_and(|(first, last)| (first..=last).contains(&code)))
    }
}

fn ranges(text: &str) -> impl Iterator<Item = Option<(u16, u16)>> {
    text.split(',').map(|part| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
    })
}

impl HealthCheck {
    /// The one of a new target group of that protocol, as AWS completes it.
    pub(super) fn of_new(protocol: &str, version: &str, input: &TargetGroupInput) -> Result<Self, ApiError> {
        let http = ["HTTP", "HTTPS"].contains(&protocol);
        let default = if http { protocol } else { "TCP" };
        let asks = ["HTTP", "HTTPS"].contains(&input.health_check_protocol.as_deref().unwrap_or(default));
        let grpc = version == "GRPC";
        let check = Self {
            enabled: true,
            protocol: default.into(),
            port: "traffic-port".into(),
            path: asks.then(|| if grpc { "/AWS.ALB/healthcheck".into() } else { "/".into() }),
            interval: 30,
            timeout: if asks && http { 5 } else { 10 },
            healthy_threshold: 5,
            unhealthy_threshold: 2,
            matcher: asks.then(|| Matcher { text: if grpc { "12".into() } else { "200".into() }, grpc }),
        };
        check.changed(input)
    }

    /// The same with what a request says about it.
    pub(super) fn changed(&self, input: &TargetGroupInput) -> Result<Self, ApiError> {
        let mut check = self.clone();
        if let Some(protocol) = &input.health_check_protocol {
            check.protocol = protocol.as_str().into();
        }
        let asks = ["HTTP", "HTTPS"].contains(&&*check.protocol);
        if let Some(port) = &input.health_check_port {
            if port != "traffic-port" && !port.parse::<u16>().is_ok_and(|port| port > 0) {
                return Err(error::validation(format!(
                    "Health check port '{port}' must be between 1 and 65535 or 'traffic-port'"
                )));
            }
            check.port = port.as_str().into();
        }
        if let Some(path) = &input.health_check_path {
            if !asks || !path.starts_with('/') {
                return Err(error::validation(format!(
                    "Health check path '{path}' must begin with a '/' character, and the protocol must be HTTP or HTTPS"
                )));
            }
            check.path = Some(path.as_str().into());
        }
        check.enabled = input.health_check_enabled.unwrap_or(check.enabled);
        check.interval = input.health_check_interval_seconds.unwrap_or(check.interval);
        check.timeout = input.health_check_timeout_seconds.unwrap_or(check.timeout);
        check.healthy_threshold = input.healthy_threshold_count.unwrap_or(check.healthy_threshold);
        check.unhealthy_threshold = input.unhealthy_threshold_count.unwrap_or(check.unhealthy_threshold);
        if check.timeout >= check.interval {
            return Err(error::validation("Health check interval must be greater than the timeout."));
        }
        check.match_codes(input)?;
        Ok(check)
    }

    fn match_codes(&mut self, input: &TargetGroupInput) -> Result<(), ApiError> {
        let Some(asked) = &input.matcher else { return Ok(()) };
        let Some(matcher) = &mut self.matcher else {
            return Err(error::validation("A matcher can only be specified for HTTP and HTTPS health checks"));
        };
        let (codes, least, most) = match matcher.grpc {
            true => (&asked.grpc_code, 0, 99),
            false => (&asked.http_code, 200, 499),
        };
        let Some(codes) = codes else { return Ok(()) };
        let good = |range: Option<(u16, u16)>| {
            range.is_some_and(|(first, last)| least <= first && first <= last && last <= most)
        };
        if !ranges(codes).all(good) {
            return Err(error::validation(format!(
                "Health check matcher codes '{codes}' must be within '{least}-{most}'"
            )));
        }
        matcher.text = codes.as_str().into();
        Ok(())
    }

    /// Milliseconds between two checks.
    #[must_use]
    pub fn interval_millis(&self) -> u64 {
        seconds(u64::from(self.interval))
    }

    /// Milliseconds from the first failed check to the one that makes a target unhealthy.
    #[must_use]
    pub fn failing_millis(&self) -> u64 {
        self.interval_millis() * u64::from(self.unhealthy_threshold.saturating_sub(1))
    }

    /// Milliseconds from the first good check to the one that makes a target healthy again.
    #[must_use]
    pub fn recovering_millis(&self) -> u64 {
        self.interval_millis() * u64::from(self.healthy_threshold.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, code: u16, expect: bool) {
        assert_eq!(Matcher { text: text.into(), grpc: false }.allows(code), expect, "{text} {code}");
    }

    #[test]
    fn codes_are_single_listed_or_ranges() {
        check("200", 200, true);
        check("200", 502, false);
        check("200,302", 302, true);
        check("200-299", 204, true);
        check("200-299", 301, false);
    }

    #[test]
    fn what_is_no_range_of_good_codes_is_refused() {
        for codes in ["", "600", "299-200", "abc", "200-"] {
            let matcher = super::super::input::MatcherInput { http_code: Some(codes.to_owned()), grpc_code: None };
            let input = TargetGroupInput { matcher: Some(matcher), ..TargetGroupInput::default() };
            assert_eq!(HealthCheck::of_new("HTTP", "HTTP1", &input).unwrap_err().code, "ValidationError", "{codes:?}");
        }
    }
}
