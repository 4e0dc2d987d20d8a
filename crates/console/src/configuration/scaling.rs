//! How a service scales.

use model::scaling::{ScalingPolicy, ScheduledAction};
use model::view::{Field, Section};

use super::field::{codes, moment, pairs, section, text};
use crate::scaling::Scaling;

/// What the section is called.
const TITLE: &str = "Auto scaling";

/// Bounds, policies and schedules; or why they are not known. None for a service that is known not to scale.
pub(crate) fn scaling_section(scaling: &Scaling<'_>) -> Option<Section> {
    if let Some(why) = scaling.unknown() {
        return section(TITLE, [text("Not known", why)]);
    }
    let target = scaling.target?;
    let suspended: Vec<String> = target.suspended.iter().map(|it| it.words().to_owned()).collect();
    let mut fields: Vec<Option<Field>> = vec![
        text("Minimum capacity", target.minimum),
        text("Maximum capacity", target.maximum),
        codes("Suspended", &suspended),
    ];
    fields.push(pairs("Policies", target.policies.iter().map(policy).collect()));
    let mut alarms: Vec<String> = target.policies.iter().flat_map(|policy| policy.alarms.clone()).collect();
    alarms.sort();
    alarms.dedup();
    fields.push(codes("Alarms of policies", &alarms));
    fields.push(pairs("Scheduled actions", target.scheduled.iter().map(scheduled).collect()));
    fields.push(moment("Read at", scaling.old()));
    section(TITLE, fields)
}

/// `keep-cpu` and `TargetTrackingScaling: ECSServiceAverageCPUUtilization at 60`.
fn policy(policy: &ScalingPolicy) -> (String, String) {
    let aim = policy.tracks.as_ref().map(|(metric, value)| format!(": {metric} at {value}")).unwrap_or_default();
    (policy.name.clone(), format!("{}{aim}", policy.kind))
}

/// `monday-morning` and `cron(0 7 ? * MON *) Europe/Berlin: minimum 4, maximum 20`.
fn scheduled(action: &ScheduledAction) -> (String, String) {
    let zone = action.timezone.as_deref().unwrap_or("UTC");
    let bounds: Vec<String> = [
        action.minimum.map(|minimum| format!("minimum {minimum}")),
        action.maximum.map(|maximum| format!("maximum {maximum}")),
        action.ends_at.map(|at| format!("until {}", at.iso())),
    ]
    .into_iter()
    .flatten()
    .collect();
    let bounds = if bounds.is_empty() { String::new() } else { format!(": {}", bounds.join(", ")) };
    (action.name.clone(), format!("{} {zone}{bounds}", action.schedule))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, ago, cluster, cluster_name, environment, service, snapshot, survey_of};
    use fleet::Known;
    use model::address::ServiceRef;
    use model::name::ServiceName;
    use model::scaling::{PolicyType, ScalableTarget};
    use model::view::FieldValue;

    type Targets = std::collections::BTreeMap<(model::name::ClusterName, ServiceName), ScalableTarget>;

    fn drawn(scaling: Known<Targets>) -> Option<Section> {
        let read = snapshot(vec![cluster("shop", vec![service("web", 4, 4)], vec![])]);
        let survey = survey_of(fleet::Snapshot { scaling, ..read });
        let service = ServiceName::parse("web").unwrap();
        let at = ServiceRef { environment: environment(), cluster: cluster_name("shop"), service };
        scaling_section(&Scaling::of(&survey, &at, NOW))
    }

    #[test]
    fn a_service_of_which_it_is_not_known_whether_it_scales_says_so() {
        let section = drawn(Known::unread()).unwrap();
        assert_eq!((&*section.title, &*section.fields[0].label), ("Auto scaling", "Not known"));
        assert_eq!(drawn(Known::new(Targets::new(), ago(4))), None);
    }

    #[test]
    fn scaling_is_told_with_bounds_policies_and_schedules() {
        let target = ScalableTarget {
            cluster: cluster_name("shop"),
            service: ServiceName::parse("web").unwrap(),
            minimum: 2,
            maximum: 20,
            suspended: Vec::new(),
            policies: vec![ScalingPolicy {
                name: "keep-cpu".to_owned(),
                kind: PolicyType::TargetTrackingScaling,
                tracks: Some(("ECSServiceAverageCPUUtilization".to_owned(), 60.0)),
                steps: None,
                alarms: vec!["high".to_owned(), "high".to_owned()],
            }],
            scheduled: vec![ScheduledAction {
                name: "monday".to_owned(),
                schedule: "cron(0 7 ? * MON *)".to_owned(),
                timezone: Some("Europe/Berlin".to_owned()),
                minimum: Some(4),
                maximum: None,
                ends_at: None,
            }],
        };
        let section = drawn(Known::new([((target.cluster.clone(), target.service.clone()), target)].into(), ago(600)));
        let section = section.unwrap();
        let field =
            |label: &str| section.fields.iter().find(|field| field.label == label).map(|field| field.value.clone());
        let pair = |name: &str, words: &str| Some(FieldValue::Pairs(vec![(name.to_owned(), words.to_owned())]));
        assert_eq!(field("Policies"), pair("keep-cpu", "TargetTrackingScaling: ECSServiceAverageCPUUtilization at 60"));
        assert_eq!(field("Scheduled actions"), pair("monday", "cron(0 7 ? * MON *) Europe/Berlin: minimum 4"));
        assert_eq!(field("Alarms of policies"), Some(FieldValue::Codes(vec!["high".to_owned()])));
        assert_eq!((field("Maximum capacity"), field("Suspended")), (Some(FieldValue::Text("20".to_owned())), None));
        assert_eq!(field("Read at"), Some(FieldValue::Text(ago(600).iso())), "that is long ago");
    }
}
