//! The stages of a deployment that shifts traffic: which are done, which is now, and how long it lasts.

use leptos::prelude::*;
use model::deployment::LifecycleStage;
use model::view::{RolloutView, StepState};

use super::status;
use crate::components::timeline::look;

/// The stages as a rail; nothing for rolling deployments, which have none.
pub fn stages(rollout: &RolloutView) -> AnyView {
    if rollout.stages.is_empty() {
        return ().into_any();
    }
    let left = rollout.time_left.map(|left| format!("{left} left"));
    let steps = rollout.stages.iter().map(|(stage, state)| step(stage, *state, left.clone())).collect_view();
    view! { <ol class="timeline stages" aria-label="Stages">{steps}</ol> }.into_any()
}

fn step(stage: &LifecycleStage, state: StepState, left: Option<String>) -> AnyView {
    let is_current = state == StepState::Current;
    let look = look(state);
    let left = left.filter(|_| is_current).map(|left| view! { <span class="step-took">{left}</span> });
    view! {
        <li class=look.class data-stage=stage.to_string() aria-current=is_current.then_some("step")>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d=look.shape /></svg>
            <span class="step-label">{status(stage.as_str())}</span>
            <span class="step-word">{look.word}</span>
            {left}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn the_stage_that_is_now_says_how_long_it_lasts() {
        let html = stages(&sample::canary()).to_html();
        assert_eq!(html.matches("aria-current=\"step\"").count(), 1, "{html}");
        assert_eq!(html.matches("4 min left").count(), 1, "{html}");
        for part in ["Bake time", "data-stage=\"BAKE_TIME\"", ">done<", ">now<", ">to come<"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn rolling_deployments_have_no_stages() {
        assert!(!stages(&sample::rollout()).to_html().contains("<ol"));
    }
}
