//! The life of a task, step by step.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::{StepState, TimelineStep};

use super::moment::{self, Form};

/// The steps in order; the stylesheet lays them side by side where there is room and below each other where there is
/// not.
pub fn timeline(steps: Vec<TimelineStep>, now: Timestamp) -> AnyView {
    view! { <ol class="card timeline">{steps.into_iter().map(|item| step(item, now)).collect_view()}</ol> }.into_any()
}

fn step(step: TimelineStep, now: Timestamp) -> AnyView {
    let look = look(step.state);
    let at = step.at.map(|at| view! { <span class="step-at">{moment::clock(now, at)}</span> });
    let took = match (step.state, step.at, step.took) {
        (StepState::Current, Some(at), _) => Some(view! { {moment::age(Form::For, now, at)}" so far" }.into_any()),
        (_, _, Some(took)) => Some(took.to_string().into_any()),
        _ => None,
    };
    let took = took.map(|took| view! { <span class="step-took">{took}</span> });
    view! {
        <li class=look.class aria-current=(step.state == StepState::Current).then_some("step")>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d=look.shape /></svg>
            <span class="step-label">{step.label}</span>
            <span class="step-word">{look.word}</span>
            {at}
            {took}
        </li>
    }
    .into_any()
}

/// How a state looks: word, shape and colour, never colour alone.
pub(crate) struct Look {
    pub class: &'static str,
    pub word: &'static str,
    pub shape: &'static str,
}

pub(crate) fn look(state: StepState) -> Look {
    match state {
        StepState::Done => Look { class: "step step-done", word: "done", shape: "m3.5 8.5 3 3 6-7" },
        StepState::Current => Look { class: "step step-current", word: "now", shape: "M8 8h.01" },
        StepState::Ahead => Look { class: "step step-ahead", word: "to come", shape: "M8 8" },
        StepState::Skipped => Look { class: "step step-skipped", word: "not reached", shape: "M4 8h8" },
        StepState::Failed => Look { class: "step step-failed", word: "failed here", shape: "m4 4 8 8m0-8-8 8" },
    }
}

#[cfg(test)]
mod tests {
    use model::time::Span;

    use super::*;

    fn drawn(state: StepState) -> String {
        let step = TimelineStep {
            label: "Pulling images".into(),
            state,
            at: Some(Timestamp(0)),
            took: Some(Span::seconds(12)),
        };
        timeline(vec![step], Timestamp(60_000)).to_html()
    }

    #[test]
    fn every_state_of_a_step_has_its_own_word() {
        let states = [StepState::Done, StepState::Current, StepState::Ahead, StepState::Skipped, StepState::Failed];
        for (state, word) in states.into_iter().zip(["done", "now", "to come", "not reached", "failed here"]) {
            assert!(drawn(state).contains(&format!(">{word}<")), "{word} in {}", drawn(state));
        }
    }

    #[test]
    fn the_step_a_task_is_in_is_marked_and_still_counts() {
        let html = drawn(StepState::Current);
        assert!(html.contains("aria-current=\"step\"") && html.contains("60 s") && html.contains("so far"), "{html}");
        let done = drawn(StepState::Done);
        assert!(!done.contains("aria-current") && done.contains("12 s") && !done.contains("so far"), "{done}");
    }
}
