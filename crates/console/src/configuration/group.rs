//! A target group's settings.

use model::traffic::TargetGroup;
use model::view::Section;

use super::field::{arn, code, maybe, section, switch, text};

pub(crate) fn group_sections(group: &TargetGroup) -> Vec<Section> {
    let check = &group.check;
    let seconds = |seconds: u32| format!("{seconds} s");
    let checks = [
        switch("Health checks", check.enabled),
        maybe("Protocol", check.protocol.as_ref()),
        maybe("Port", check.port.as_ref()),
        code("Path", check.path.as_deref()),
        text("Interval", seconds(check.interval)),
        text("Timeout", seconds(check.timeout)),
        text("Healthy threshold", check.healthy_threshold),
        text("Unhealthy threshold", check.unhealthy_threshold),
        code("Matcher", check.matcher.as_deref()),
    ];
    let mut fields = vec![
        text("Name", &group.name),
        arn("Target group ARN", Some(group.arn.as_str())),
        maybe("Protocol", group.protocol.as_ref()),
        maybe("Port", group.port),
        maybe("Target type", group.target_type.as_ref()),
    ];
    fields.extend(group.load_balancers.iter().map(|balancer| arn("Load balancer", Some(balancer.as_str()))));
    [section("Target group", fields), section("Health check", checks)].into_iter().flatten().collect()
}
