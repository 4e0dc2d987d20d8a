//! A task that is being replaced: how far it has come, and the way back.

use leptos::prelude::*;
use model::audit::Ending;
use model::change::{Ask, TaskVerb};
use model::time::Timestamp;
use model::view::Replacement;

use crate::components::timeline::timeline;
use crate::ui::note::note;
use crate::ui::tone::Tone;

/// Draws a replacement.
pub fn replacement(told: &Replacement, now: Timestamp) -> AnyView {
    let tone = match told.ending {
        None => Tone::Busy,
        Some(Ending::Replaced) => Tone::Good,
        Some(Ending::GivenUp | Ending::Deployed | Ending::StoppedItself | Ending::Gone) => Tone::Quiet,
        Some(
            Ending::TimedOut
            | Ending::NotProtected
            | Ending::NotStopped
            | Ending::Overtaken
            | Ending::CountLeft
            | Ending::NeverBegan,
        ) => Tone::Warn,
    };
    let successor = told.successor.as_ref().filter(|_| told.ending.is_none_or(|ending| ending == Ending::Replaced));
    let successor = successor.map(|at| {
        view! {
            <p>
                "In its place: "
                <a href=at.page().path()>"task "<span class="mono">{at.task.short().to_owned()}</span></a>
            </p>
        }
    });
    let give_up = told.can_give_up.then(|| {
        let query = Ask::GiveUp.query().unwrap_or_default();
        let href = format!("{}?{query}", told.at.change(TaskVerb::Replace).path());
        view! { <p><a class="btn" href=href>"Give up"</a></p> }
    });
    let body = view! { {told.note.clone().map(|words| view! { <p>{words}</p> })}{successor}{give_up} };
    view! {
        <section class="part" aria-label="Replacement" data-replacement=told.at.task.to_string()>
            {note(tone, told.sentence.clone(), body.into_any())}
            {timeline(told.steps.clone(), now)}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use model::view::{StepState, TimelineStep};

    use super::*;

    fn told(ending: Option<Ending>, can_give_up: bool) -> String {
        let at =
            serde_json::json!({ "environment": "prod", "cluster": "shop", "task": "0123456789abcdef0123456789abcdef" });
        let step =
            TimelineStep { label: "Replacement serves".to_owned(), state: StepState::Current, at: None, took: None };
        let told = Replacement {
            at: serde_json::from_value(at.clone()).unwrap(),
            sentence: "Task 01234567 is being replaced".to_owned(),
            note: Some("3 of 4 other tasks serve.".to_owned()),
            steps: vec![step],
            ending,
            can_give_up,
            successor: Some(serde_json::from_value(at).unwrap()),
        };
        replacement(&told, Timestamp(0)).to_html()
    }

    #[test]
    fn what_is_under_way_can_be_given_up() {
        let html = told(None, true);
        for part in ["is being replaced", "3 of 4", "Replacement serves", "/replace?how=give-up", "In its place"] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!told(Some(Ending::Replaced), false).contains("give-up"));
    }

    #[test]
    fn a_task_that_stays_has_nothing_in_its_place() {
        assert!(!told(Some(Ending::TimedOut), false).contains("In its place"));
    }
}
