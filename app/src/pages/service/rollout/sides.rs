//! The two sides of a deployment: what ran before, and what is to run.

use leptos::prelude::*;
use model::address::{RevisionRef, ServiceRef};
use model::view::{RolloutView, SideView};

use crate::components::rule::percent;
use crate::ui::segments::{Part, legend, segments};

/// How many tasks are old, new, starting and failed, and how the requests are shared between the two sides.
///
/// Of a deployment that is over and of which nothing runs, only what it tried is left to say.
pub fn sides(at: &ServiceRef, rollout: &RolloutView) -> AnyView {
    let Some(target) = &rollout.target else { return ().into_any() };
    if !rollout.is_moving && target.running == 0 {
        let back = rollout.is_rollback.then(|| rollout.sources.iter().map(|side| line(at, "back on", side)));
        let back = back.map(Iterator::collect::<Vec<_>>);
        return view! { <dl class="sides">{line(at, "tried", target)}{back}</dl> }.into_any();
    }
    let sources = rollout.sources.iter().filter(|_| rollout.is_moving).map(|side| line(at, "old", side));
    let shifts = rollout.is_moving && target.production_weight.is_some();
    let weights = shifts.then(|| weights(rollout, target));
    view! {
        <div class="rollout-bar">{segments(in_words(rollout, target), &parts(rollout, target))}{rollout.is_moving.then(legend)}</div>
        <dl class="sides">{line(at, "new", target)}{sources.collect_view()}</dl>
        {weights}
    }
    .into_any()
}

/// The bar from left to right. Failures take no more room than what is wanted.
fn parts(rollout: &RolloutView, target: &SideView) -> [(Part, u32); 5] {
    let failed = target.failed.min(target.requested.max(1));
    let old = old(rollout);
    let there = target.running.saturating_add(target.pending).saturating_add(failed).saturating_add(old);
    let failed = if rollout.is_moving { failed } else { 0 };
    [
        (Part::New, target.running),
        (Part::Starting, target.pending),
        (Part::Failed, failed),
        (Part::Missing, target.requested.saturating_sub(there)),
        (Part::Old, old),
    ]
}

fn old(rollout: &RolloutView) -> u32 {
    rollout.sources.iter().map(|side| side.running).sum()
}

fn in_words(rollout: &RolloutView, target: &SideView) -> String {
    let mut words = counted(target);
    let old = old(rollout);
    if old > 0 {
        words.push_str(&format!(", {old} old"));
    }
    words
}

/// `2 of 4 running, 1 starting, 3 failed`.
fn counted(side: &SideView) -> String {
    let mut words = format!("{} of {} running", side.running, side.requested);
    for (count, word) in [(side.pending, "starting"), (side.failed, "failed in a row")] {
        if count > 0 {
            words.push_str(&format!(", {count} {word}"));
        }
    }
    words
}

fn line(at: &ServiceRef, word: &'static str, side: &SideView) -> AnyView {
    let revision = match &side.revision {
        Some(revision) => {
            let at = RevisionRef { environment: at.environment.clone(), revision: revision.clone() };
            view! { <a class="name" href=at.page().path()>{revision.to_string()}</a> }.into_any()
        }
        None => view! { <span class="quiet">"revision not read"</span> }.into_any(),
    };
    let counts = (side.requested > 0 || side.running > 0).then(|| view! { <span class="num">{counted(side)}</span> });
    view! { <div data-side=word><dt>{word}</dt><dd>{revision}{counts}</dd></div> }.into_any()
}

/// How requests are shared: one bar for production, one for test traffic where there is any.
fn weights(rollout: &RolloutView, target: &SideView) -> AnyView {
    let production = share("Production traffic", target.production_weight, rollout);
    let test = share("Test traffic", target.test_weight, rollout);
    view! { <dl class="weights">{production}{test}</dl> }.into_any()
}

fn share(name: &'static str, weight: Option<f64>, rollout: &RolloutView) -> AnyView {
    let Some(weight) = weight else { return ().into_any() };
    let weight = weight.clamp(0.0, 100.0);
    let to = rollout.target.as_ref().and_then(|side| side.revision.as_ref());
    let to = to.map_or_else(|| "the new revision".to_owned(), |revision| format!("revision {}", revision.revision));
    let words = format!("{} to {to}", percent(weight));
    // Tenths of a percent, so that a small canary is still drawn.
    let tenths = (weight * 10.0).round() as u32;
    view! {
        <div data-weight=weight.to_string()>
            <dt>{name}</dt>
            <dd>{segments(words.clone(), &[(Part::New, tenths), (Part::Old, 1000 - tenths)])}<span class="num">{words}</span></dd>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn the_bar_counts_old_new_starting_and_failed() {
        let rollout = sample::rollout();
        let target = rollout.target.clone().unwrap();
        assert_eq!(parts(&rollout, &target).map(|(_, count)| count), [1, 1, 2, 0, 4]);
        assert_eq!(in_words(&rollout, &target), "1 of 4 running, 1 starting, 2 failed in a row, 4 old");
    }

    #[test]
    fn shares_of_traffic_are_drawn_where_a_strategy_shifts_them() {
        let html = sides(&sample::at(), &sample::canary()).to_html();
        assert!(html.contains("Production traffic") && html.contains("10 % to revision 43"), "{html}");
        assert!(html.contains("Test traffic") && html.contains("100 % to revision 43"), "{html}");
        assert!(!sides(&sample::at(), &sample::rollout()).to_html().contains("Production traffic"));
    }

    #[test]
    fn a_deployment_of_which_nothing_runs_says_what_it_tried_and_what_is_back() {
        let mut rolled_back = RolloutView { is_moving: false, is_rollback: true, ..sample::rollout() };
        rolled_back.target = rolled_back.target.map(|side| SideView { requested: 0, running: 0, ..side });
        let html = sides(&sample::at(), &rolled_back).to_html();
        assert!(html.contains("data-side=\"tried\"") && html.contains("data-side=\"back on\""), "{html}");
        assert!(!html.contains("0 of 0") && !html.contains("<svg"), "{html}");
    }

    #[test]
    fn a_deployment_that_is_over_shows_no_old_side() {
        let over = RolloutView { is_moving: false, ..sample::rollout() };
        assert!(!sides(&sample::at(), &over).to_html().contains("data-side=\"old\""));
    }
}
