//! What a plan looks like.

use leptos::prelude::*;
use model::audit::FieldChange;
use model::change::{Confirmation, Consequence, Equivalent, Plan, Setting, Settings};
use model::field::{FieldError, Problem};
use model::time::Timestamp;
use model::view::{AskForm, Offer, Planned};

use super::*;

fn planned(confirmation: Confirmation) -> Planned {
    let change =
        FieldChange { field: "desiredCount".to_owned(), before: Some("4".to_owned()), after: Some("12".to_owned()) };
    Planned {
        plan: Plan {
            sentence: "checkout: 4 → 12 tasks".to_owned(),
            changes: vec![change],
            consequences: vec![Consequence::warning("Its next action sets <8>.")],
            equivalent: Equivalent {
                cli: "aws ecs update-service --desired-count 12".to_owned(),
                terraform: Some("desired_count = 12".to_owned()),
                cloudformation: None,
            },
            confirmation,
        },
        sealed: "abc.def".to_owned(),
        expires_at: Timestamp(900_000),
    }
}

#[test]
fn a_page_that_says_why_not_holds_still() {
    assert!(blocked("This environment is <read-only>.").to_html().contains("data-filling"));
    assert!(blocked("This environment is <read-only>.").to_html().contains("&lt;read-only&gt;"));
}

#[test]
fn a_plan_says_what_changes_what_it_brings_and_how_else_it_is_done() {
    let html = plan::plan(&planned(Confirmation::Button)).to_html().replace("<!>", "");
    for part in [
        "checkout: 4 → 12 tasks",
        "<code>desiredCount</code>",
        "class=\"becomes\">12</code>",
        "Warning: </span>Its next action sets &lt;8&gt;.",
        "aws ecs update-service --desired-count 12",
        "desired_count = 12",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[test]
fn a_plan_that_changes_nothing_has_no_button_to_carry_it_out() {
    let mut nothing = planned(Confirmation::Button);
    nothing.plan.changes.clear();
    let html = plan::plan(&nothing).to_html();
    assert!(!html.contains("aws ecs"), "{html}");
}

#[test]
fn what_cannot_be_done_stays_there_with_its_reason() {
    let page = Page::parse("/env/prod/clusters/shop/services/web/scale").unwrap();
    let offer =
        |why: Option<&str>| Offer { label: "Scale".to_owned(), page: page.clone(), why_not: why.map(str::to_owned) };
    let html = offers(&[offer(None)]).to_html();
    assert!(html.contains("href=\"/env/prod/clusters/shop/services/web/scale\""), "{html}");
    let html = offers(&[offer(Some("This environment is read-only."))]).to_html();
    assert!(!html.contains("href") && html.contains("Scale: This environment is read-only."), "{html}");
}

#[test]
fn the_form_begins_with_what_is_there_and_keeps_what_was_typed() {
    let here = Page::parse("/env/prod/clusters/shop/services/web/scale").unwrap();
    let page = ChangePage {
        verdict: None,
        blocked: None,
        form: AskForm::Count { now: 4, scaled_between: Some((2, 8)) },
        planned: None,
        changed: vec![],
        refused: None,
    };
    let drawn = |typed: &[(String, String)]| ask::form(&here, &page, typed, None).to_html().replace("<!>", "");
    let html = drawn(&[]);
    assert!(html.contains("name=\"desired\" value=\"4\""), "{html}");
    assert!(html.contains("Application Auto Scaling keeps it between 2 and 8."), "{html}");
    assert!(html.contains("method=\"get\"") && html.contains("data-filling"), "{html}");
    assert!(drawn(&[("desired".to_owned(), "1<2".to_owned())]).contains("value=\"1&lt;2\""));
}

#[test]
fn settings_begin_as_they_are_and_what_cannot_be_changed_is_not_asked() {
    let here = Page::parse("/env/prod/clusters/shop/services/web/settings").unwrap();
    let now =
        Settings { minimum_healthy_percent: Some(75), alarm_names: Some(vec!["a<b".into()]), ..Settings::default() };
    let form = AskForm::Settings {
        now: Box::new(now),
        offered: vec![Setting::MinimumHealthyPercent, Setting::AlarmNames, Setting::ExecuteCommand],
    };
    let page = ChangePage { verdict: None, blocked: None, form, planned: None, changed: vec![], refused: None };
    let drawn = |errors: Option<&FieldErrors>| ask::form(&here, &page, &[], errors).to_html().replace("<!>", "");
    let html = drawn(None);
    assert!(html.contains("name=\"minimumHealthyPercent\" value=\"75\""), "{html}");
    assert!(html.contains("value=\"a&lt;b\"") && html.contains("name=\"enableExecuteCommand\""), "{html}");
    assert!(!html.contains("name=\"strategy\""), "{html}");
    let errors = FieldErrors(vec![FieldError::new("strategy", Problem::DoesNotApply)]);
    let html = drawn(Some(&errors));
    assert!(html.contains("id=\"ask-strategy-error\"") && html.contains("aria-invalid=\"true\""), "{html}");
}
