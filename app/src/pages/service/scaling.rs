//! How a service scales: what explains its desired count, and what was done and not done.

use leptos::prelude::*;
use model::address::ServiceRef;
use model::page::ServiceTab;
use model::time::Timestamp;
use model::view::{ActivityRow, ScaledView, ServiceScaling};

use crate::components::answer::nothing;
use crate::components::level::state_as;
use crate::components::moment::{Form, age, ago, clock};
use crate::components::task_table::word;
use crate::ui::note::{blank, paragraph};
use crate::ui::skeleton;
use crate::ui::table::{Column, Layout, Look, Row, Table};

/// The way to the policies and schedules.
pub fn all(at: &ServiceRef) -> AnyView {
    let configuration = at.tab(ServiceTab::Configuration).path();
    view! { <a class="bar-end" href=configuration>"Policies and schedules"</a> }.into_any()
}

/// What explains the desired count, and the last activities.
pub fn scaling(scaling: &ServiceScaling, now: Timestamp) -> AnyView {
    match scaling {
        ServiceScaling::Unknown(why) => blank("Whether this service scales is not known", paragraph(format!("{why}."))),
        ServiceScaling::Unscaled => {
            nothing("It does not scale", "This service is no scalable target of Application Auto Scaling.")
        }
        ServiceScaling::Scaled(scaled) => view! { {stands(scaled, now)}{activities(scaled, now)} }.into_any(),
    }
}

fn stands(scaled: &ScaledView, now: Timestamp) -> AnyView {
    let at = scaled
        .at
        .map(|at| view! { <span class="evidence-at">{clock(now, at)}" UTC, "{age(Form::Ago, now, at)}</span> });
    let alarm = scaled.alarm.clone().map(|(words, since)| {
        let since = since.map(|since| view! { " for "{age(Form::For, now, since)} });
        view! { <p>{words}{since}"."</p> }
    });
    let suspended = (!scaled.suspended.is_empty())
        .then(|| view! { <p class="quiet">{format!("Suspended: {}.", scaled.suspended.join(", "))}</p> });
    let blind = scaled.alarms_unread.clone().map(|why| {
        view! { <p class="quiet">{format!("Which policies are called now is not known: {why}.")}</p> }
    });
    let old = scaled.read_at.map(|at| {
        view! { <p class="quiet">"Bounds, policies and schedules were read "{age(Form::Ago, now, at)}"."</p> }
    });
    view! {
        <div class="card scaling" data-minimum=scaled.minimum.to_string() data-maximum=scaled.maximum.to_string()
            data-look=scaled.needs_look.then_some("")>
            <p class="scaling-why">{scaled.sentence.clone()}{at}</p>
            {alarm}
            {suspended}
            {blind}
            {old}
        </div>
    }
    .into_any()
}

fn activities(scaled: &ScaledView, now: Timestamp) -> AnyView {
    if scaled.activities.is_empty() {
        return match scaled.is_loading {
            true => skeleton::rows(),
            false => nothing(
                "No scaling activities",
                "Application Auto Scaling tells those of the last six weeks; there are none.",
            ),
        };
    }
    let table = Table {
        name: "activities",
        caption: "What Application Auto Scaling did and did not do, the newest first".to_owned(),
        look: Look::Sheet,
        columns: vec![
            Column::plain("Time (UTC)", Layout::Words, move |row: &ActivityRow| clock(now, row.at))
                .evident()
                .class("num-left quiet"),
            Column::plain("Status", Layout::Words, |row: &ActivityRow| state_as(row.level, status(&row.status)))
                .evident()
                .class("level"),
            Column::plain("Activity", Layout::Words, what).evident().class("sentence"),
            Column::plain("Cause", Layout::Words, |row: &ActivityRow| row.cause.clone()),
            Column::plain("Alarm", Layout::Rare, |row: &ActivityRow| row.alarm.clone()).class("quiet why"),
            Column::plain("Age", Layout::Numbers, move |row: &ActivityRow| ago(now, Some(row.at)))
                .evident()
                .class("quiet"),
        ],
        about: &|row| format!("activity/{}", row.id),
        row: |row, Row { id, cells }| view! { <tr id=id data-level=row.level.key()>{cells}</tr> }.into_any(),
    };
    table.draw(&scaled.activities)
}

/// `InProgress` as `In progress`.
fn status(text: &str) -> String {
    let apart = text.chars().flat_map(|letter| letter.is_uppercase().then_some(' ').into_iter().chain([letter]));
    word(apart.collect::<String>().trim())
}

fn what(row: &ActivityRow) -> AnyView {
    let message = row.message.clone().map(|message| view! { <q>{message}</q> });
    view! { {row.what.clone()}" "{message} }.into_any()
}

#[cfg(test)]
mod tests {
    use model::verdict::Level;

    use super::*;
    use crate::pages::service::sample;

    fn drawn(told: &ServiceScaling) -> String {
        scaling(told, Timestamp(1_200_000)).to_html()
    }

    fn scaled(change: impl FnOnce(&mut ScaledView)) -> String {
        let mut view = sample::scaled();
        change(&mut view);
        drawn(&ServiceScaling::Scaled(Box::new(view)))
    }

    #[test]
    fn a_service_that_scales_says_what_explains_its_count_and_what_was_done() {
        let html = scaled(|_| ());
        for part in [
            "At its maximum of 12: policy cpu asks for more",
            "Alarm web-high is in ALARM",
            "Suspended: scale in.",
            "It is at its maximum of 12",
            "Not scaled",
            "Desired count 12",
            "Policy cpu",
            "data-level=\"degraded\"",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn what_could_not_be_read_is_not_called_unscaled() {
        let html = drawn(&ServiceScaling::Unknown("IAM does not allow it".into()));
        assert!(html.contains("is not known") && html.contains("IAM does not allow it."), "{html}");
        assert!(!html.contains("does not scale"), "{html}");
        let html = scaled(|view| view.alarms_unread = Some("IAM does not allow it".into()));
        assert!(html.contains("Which policies are called now is not known: IAM does not allow it."), "{html}");
    }

    #[test]
    fn bounds_that_were_read_long_ago_say_when() {
        let html = scaled(|view| view.read_at = Some(Timestamp(0)));
        assert!(html.contains("were read ") && html.contains("20 min ago"), "{html}");
        assert!(!scaled(|_| ()).contains("were read "));
    }

    #[test]
    fn activities_that_are_on_their_way_are_not_called_none() {
        let empty = |is_loading| {
            scaled(|view| {
                view.activities.clear();
                view.is_loading = is_loading;
            })
        };
        assert!(empty(true).contains("Loading") && !empty(true).contains("No scaling activities"));
        assert!(empty(false).contains("No scaling activities"));
    }

    #[test]
    fn awss_words_stay_text_and_a_status_reads_as_words() {
        let html = scaled(|view| {
            view.activities[0].what = "<script>".into();
            view.activities[0].message = Some("<b>".into());
            view.activities[0].status = "InProgress".into();
            view.activities[0].level = Level::Deploying;
        });
        assert!(html.contains("In progress") && !html.contains("<script") && !html.contains("<b>"), "{html}");
        assert_eq!((status("Not scaled"), status("SomethingNew")), ("Not scaled".into(), "Something new".into()));
    }
}
