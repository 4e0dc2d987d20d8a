//! Why targets fail, each reason once and in words.

use leptos::prelude::*;
use model::traffic::TargetState;
use model::view::{GroupCard, TargetRow};

use crate::components::level::state_as;
use crate::components::target_table::meaning;
use crate::components::task_table::word;

/// One item for each state and reason code of targets that get no traffic although they should; nothing when all are
/// well.
pub fn failing(groups: &[GroupCard]) -> AnyView {
    let mut reasons: Vec<(&TargetRow, u32)> = Vec::new();
    for target in groups.iter().flat_map(|group| &group.targets).filter(|target| explains(target)) {
        match reasons.iter_mut().find(|(known, _)| is_same(known, target)) {
            Some((_, count)) => *count += 1,
            None => reasons.push((target, 1)),
        }
    }
    if reasons.is_empty() {
        return ().into_any();
    }
    let items = reasons.into_iter().map(|(target, count)| draw(target, count));
    view! { <ul class="card reasons" aria-label="Why targets get no traffic">{items.collect_view()}</ul> }.into_any()
}

/// Whether there is something to explain: targets that are well, and those that leave as they should, need no words.
const fn explains(target: &TargetRow) -> bool {
    match target.state {
        TargetState::Initial
        | TargetState::Unhealthy
        | TargetState::UnhealthyDraining
        | TargetState::Unused
        | TargetState::Unavailable
        | TargetState::Other(_) => true,
        TargetState::Healthy | TargetState::Draining => false,
    }
}

fn is_same(one: &TargetRow, other: &TargetRow) -> bool {
    (&one.state, &one.code, &one.description) == (&other.state, &other.code, &other.description)
}

fn draw(target: &TargetRow, count: u32) -> AnyView {
    let targets = if count == 1 { "1 target".to_owned() } else { format!("{count} targets") };
    view! {
        <li data-level=target.level.key()>
            <div class="reason-head">{state_as(target.level, word(target.state.as_str()))}<span class="quiet num">{targets}</span></div>
            <div>{meaning(target)}</div>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use model::verdict::Level;

    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn a_reason_is_said_once_with_how_many_it_concerns() {
        let mut groups = sample::traffic().groups;
        groups[0].targets = vec![sample::failing_target(); 3];
        let html = failing(&groups).to_html();
        assert_eq!(html.matches("Target.ResponseCodeMismatch").count(), 1, "{html}");
        assert!(html.contains("3 targets"), "{html}");
    }

    #[test]
    fn targets_that_come_are_explained_and_those_that_leave_are_not() {
        let mut groups = sample::traffic().groups;
        let moving =
            |state: &str| TargetRow { state: state.into(), level: Level::Deploying, ..sample::failing_target() };
        groups[0].targets = vec![moving("initial"), moving("draining")];
        let html = failing(&groups).to_html();
        assert!(html.contains("Initial") && !html.contains("Draining"), "{html}");
    }

    #[test]
    fn healthy_targets_need_no_explanation() {
        let mut groups = sample::traffic().groups;
        groups[0].targets = vec![sample::healthy_target()];
        assert!(!failing(&groups).to_html().contains("<ul"));
    }
}
