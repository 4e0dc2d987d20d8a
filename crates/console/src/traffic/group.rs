//! A target group on one line, and those that nobody uses.

use model::address::TargetGroupRef;
use model::name::TargetGroupName;
use model::reach::GroupHealth;
use model::time::Timestamp;
use model::traffic::HealthCounts;
use model::view::GroupLine;

use crate::judged::Survey;
use crate::routes::group_name;

/// A target group on one line; also one that only a rule still names. `None` for an ARN that names no target group.
pub(super) fn group_line(survey: &Survey, arn: &str, now: Timestamp) -> Option<GroupLine> {
    let at = group_ref(survey, arn)?;
    let traffic = &survey.snapshot.traffic;
    let health = survey.snapshot.health.get(arn);
    let exists = traffic.groups.contains_key(arn) || !survey.routes.were_read();
    let services = survey.users_of_group(arn).iter().map(|judged| (judged.at.clone(), judged.level())).collect();
    let GroupHealth { level, reason } = match exists {
        true => GroupHealth::of(health.map(|seen| (seen.value.as_slice(), seen.at)), now),
        false => GroupHealth::missing(),
    };
    Some(GroupLine {
        at,
        counts: health.map(|seen| HealthCounts::of(seen.value.iter())),
        level,
        services,
        reason,
        as_of: health.map(|seen| seen.at),
    })
}

/// The address of the group with this ARN; `None` for an ARN that names no target group.
pub(super) fn group_ref(survey: &Survey, arn: &str) -> Option<TargetGroupRef> {
    let name = TargetGroupName::parse(group_name(arn)).ok()?;
    Some(TargetGroupRef { environment: survey.environment().clone(), name })
}

/// Target groups that get no request because no rule names them, each with why in its reason.
///
/// The idle one of the two groups of a blue/green deployment is used: it waits for its turn.
pub(super) fn unused_groups(survey: &Survey, now: Timestamp) -> Vec<GroupLine> {
    if !survey.routes.were_read() {
        return Vec::new();
    }
    let mut unused: Vec<GroupLine> = survey
        .snapshot
        .traffic
        .groups
        .keys()
        .filter(|arn| survey.routes.to(arn).is_empty() && !takes_turns(survey, arn))
        .filter_map(|arn| {
            let line = group_line(survey, arn, now)?;
            let who = match line.services.len() {
                0 => ", and no service registers tasks with it",
                _ => "",
            };
            Some(GroupLine { reason: Some(format!("no rule forwards to it{who}")), ..line })
        })
        .collect();
    unused.sort_by(|a, b| a.at.name.cmp(&b.at.name));
    unused
}

/// Whether the group takes turns with one that gets requests.
fn takes_turns(survey: &Survey, arn: &str) -> bool {
    let bindings = survey.users_of_group(arn).iter().flat_map(|judged| &judged.service.target_groups);
    let mut pairs = bindings.filter(|binding| binding.groups().any(|group| group == arn));
    pairs.any(|binding| binding.groups().any(|group| group != arn && !survey.routes.to(group).is_empty()))
}
