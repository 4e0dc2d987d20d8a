//! A target group on one line, and those that nobody uses.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::address::TargetGroupRef;

use model::name::TargetGroupName;
use model::reach::GroupHealth;
use model::service::ServiceStatus;
use model::time::Timestamp;
use model::traffic::HealthCounts;
use model::view::GroupLine;

use crate::judged::{Judged, Survey};
use crate::routes::group_name;

/// Which services register with which target group.
pub(super) struct Users<'a>(BTreeMap<&'a str, Vec<&'a Arc<Judged>>>);

impl<'a> Users<'a> {
    /// The users of every target group of an environment; deleted services use none.
    pub fn of(survey: &'a Survey) -> Self {
        let mut users: BTreeMap<&str, Vec<&Arc<Judged>>> = BTreeMap::new();
        for judged in survey.services.iter().filter(|judged| judged.service.status != ServiceStatus::Inactive) {
            for group in &judged.groups {
                users.entry(&group.arn).or_default().push(judged);
            }
        }
        Self(users)
    }

    /// Services that use one group.
    pub fn of_group(&self, arn: &str) -> &[&'a Arc<Judged>] {
        self.0.get(arn).map(Vec::as_slice).unwrap_or_default()
    }
}

/// A target group on one line; also one that only a rule still names. `None` for an ARN that names no target group.
pub(super) fn group_line(survey: &Survey, users: &Users<'_>, arn: &str, now: Timestamp) -> Option<GroupLine> {
    let at = group_ref(survey, arn)?;
    let traffic = &survey.snapshot.traffic;
    let health = survey.snapshot.health.get(arn);
    let exists = traffic.groups.contains_key(arn) || !survey.routes.were_read();
    let services = users.of_group(arn).iter().map(|judged| (judged.at.clone(), judged.level())).collect();
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
pub(super) fn unused_groups(survey: &Survey, users: &Users<'_>, now: Timestamp) -> Vec<GroupLine> {
    if !survey.routes.were_read() {
        return Vec::new();
    }
    let mut unused: Vec<GroupLine> = survey
        .snapshot
        .traffic
        .groups
        .keys()
        .filter(|arn| survey.routes.to(arn).is_empty() && !takes_turns(survey, users, arn))
        .filter_map(|arn| {
            let line = group_line(survey, users, arn, now)?;
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
fn takes_turns(survey: &Survey, users: &Users<'_>, arn: &str) -> bool {
    let bindings = users.of_group(arn).iter().flat_map(|judged| &judged.service.target_groups);
    let mut pairs = bindings.filter(|binding| binding.groups().any(|group| group == arn));
    pairs.any(|binding| binding.groups().any(|group| group != arn && !survey.routes.to(group).is_empty()))
}
