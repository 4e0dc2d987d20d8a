//! A listener rule, and whether it leads anywhere.

use model::address::ServiceRef;
use model::traffic::{Action, Listener, Rule, Weighted};
use model::verdict::Reached;
use model::view::{GroupLine, GroupShare, RuleOutcome, RuleView};

use crate::judged::Survey;
use crate::routes::percent;

/// The rule of a listener at this place, with the target groups it forwards to, each as `line` tells it.
pub(super) fn rule_view(
    survey: &Survey,
    listener: &Listener,
    place: usize,
    line: &dyn Fn(&str) -> Option<GroupLine>,
) -> Option<RuleView> {
    let rule = listener.rules.get(place)?;
    let outcome = outcome(rule, line);
    let before = rule.actions.iter().take(rule.actions.len().saturating_sub(1)).filter_map(|action| match action {
        Action::Other(kind) => Some(kind.to_string()),
        _ => None,
    });
    Some(RuleView {
        arn: rule.arn.to_string(),
        priority: rule.priority,
        conditions: rule.conditions.iter().map(|condition| condition.words()).collect(),
        before: before.collect(),
        nowhere: never_tried(survey, listener, place).or_else(|| nowhere(survey, &outcome)),
        outcome,
    })
}

/// Which rule answers everything before this one is tried. Of a default rule that is only told where it matters: what
/// it forwards to gets nothing from elsewhere.
fn never_tried(survey: &Survey, listener: &Listener, place: usize) -> Option<String> {
    let rule = listener.rules.get(place)?;
    let before = listener.rules.get(survey.routes.shadow_of(listener, place)?)?;
    let is_lost = |share: &Weighted| survey.routes.reached(share.group.as_str(), None) == Reached::Shadowed;
    if rule.priority.is_none() && !rule.groups().any(is_lost) {
        return None;
    }
    Some(format!("never tried: {} answers every request before it", before.label()))
}

/// What becomes of a request: the last action says it.
fn outcome(rule: &Rule, line: &dyn Fn(&str) -> Option<GroupLine>) -> RuleOutcome {
    match rule.actions.last() {
        Some(Action::Forward(groups)) => {
            let total = groups.iter().map(|share| share.weight).sum();
            let share = |group: &Weighted| {
                let line = line(group.group.as_str())?;
                Some(GroupShare { group: line, weight: group.weight, percent: percent(group.weight, total) })
            };
            RuleOutcome::Forward(groups.iter().filter_map(share).collect())
        }
        Some(Action::Redirect(status, to)) => RuleOutcome::Redirect { status: status.clone(), to: to.clone() },
        Some(Action::Fixed(status)) => RuleOutcome::Fixed { status: status.clone() },
        Some(Action::Other(kind)) => RuleOutcome::Other(kind.to_string()),
        None => RuleOutcome::Other("no action".to_owned()),
    }
}

/// Why requests, or a part of them, get to nobody: the load balancer answers those with 503.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-503-issues>
fn nowhere(survey: &Survey, outcome: &RuleOutcome) -> Option<String> {
    let RuleOutcome::Forward(groups) = outcome else { return None };
    let weighted: Vec<&GroupShare> = groups.iter().filter(|share| share.weight > 0).collect();
    if weighted.is_empty() {
        return Some(if groups.is_empty() { "it names no target group" } else { "all its weights are 0" }.to_owned());
    }
    let lost: Vec<(&GroupShare, String)> =
        weighted.iter().filter_map(|share| Some((*share, lost(survey, &share.group)?))).collect();
    let words = |(share, why): &(&GroupShare, String)| match lost.len() == weighted.len() {
        true => why.clone(),
        false => format!("{} % of its requests: {why}", (share.percent * 10.0).round() / 10.0),
    };
    let words: Vec<String> = lost.iter().map(words).collect();
    (!words.is_empty()).then(|| words.join("; "))
}

/// Why a group takes no request, if it takes none.
fn lost(survey: &Survey, group: &GroupLine) -> Option<String> {
    let name = &group.at.name;
    if survey.group_named(name).is_none() {
        return Some(format!("there is no target group {name}"));
    }
    if group.counts?.staying() > 0 {
        return None;
    }
    let gone = |at: &ServiceRef| {
        survey.service(&at.cluster, &at.service).is_some_and(|judged| judged.service.status.is_deleted())
    };
    Some(match &group.services[..] {
        [] => format!("{name} has no targets, and no service registers tasks with it"),
        services if services.iter().all(|(at, _)| gone(at)) => {
            format!("{name} has no targets: its service is being deleted")
        }
        services if services.iter().all(|(at, _)| wants_nothing(survey, at)) => {
            format!("{name} has no targets: its service is scaled to zero")
        }
        _ => format!("{name} has no targets"),
    })
}

fn wants_nothing(survey: &Survey, at: &ServiceRef) -> bool {
    survey.service(&at.cluster, &at.service).is_some_and(|judged| judged.service.desired == 0)
}
