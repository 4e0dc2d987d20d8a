//! How a target group asks its targets, as a sentence.

use crate::traffic::TargetCheck;

impl TargetCheck {
    /// `HTTP GET /healthz on the traffic port every 10 s, waits 5 s, expects 200-299; healthy after 3 in a row,
    /// unhealthy after 2`.
    pub fn sentence(&self) -> String {
        if !self.enabled {
            return "health checks are off".to_owned();
        }
        let expects = self.matcher.as_ref().map(|codes| format!(", expects {codes}")).unwrap_or_default();
        format!(
            "{} every {} s, waits {} s{expects}; healthy after {} in a row, unhealthy after {}",
            self.request(),
            self.interval,
            self.timeout,
            self.healthy_threshold,
            self.unhealthy_threshold
        )
    }

    /// `HTTP GET /healthz on port 9000`, `a TCP connection on the traffic port`.
    pub(super) fn request(&self) -> String {
        let protocol = self.protocol.as_deref().unwrap_or("unknown protocol");
        let port = match self.port.as_deref() {
            None | Some("traffic-port") => "the traffic port".to_owned(),
            Some(port) => format!("port {port}"),
        };
        match &self.path {
            Some(path) => format!("{protocol} GET {path} on {port}"),
            None => format!("a {protocol} connection on {port}"),
        }
    }
}
