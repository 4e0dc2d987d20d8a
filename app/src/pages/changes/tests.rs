//! What a plan looks like.

use leptos::prelude::*;
use model::audit::FieldChange;
use model::change::{Confirmation, Consequence, Equivalent, Plan, ScalingAsk, Setting, Settings};
use model::field::{FieldError, Problem};
use model::time::Timestamp;
use model::view::{AskForm, Offer, Planned, ScaledBetween};

use super::*;

fn here() -> Page {
    Page::parse("/env/prod/clusters/shop/services/web/scale").unwrap()
}

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
    let html = plan::plan(&here(), &planned(Confirmation::Button)).to_html().replace("<!>", "");
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
fn what_can_be_asked_instead_is_one_click_away() {
    let mut told = planned(Confirmation::Button);
    let instead = Ask::Autoscale { desired: Some(12), target: ScalingAsk::Widen };
    told.plan.consequences = vec![Consequence::warning("It sets 8.").or("Raise <it> to 12", instead)];
    let html = plan::plan(&here(), &told).to_html().replace("<!>", "");
    let link = "/scale?desired=12&amp;scaling=widen\" class=\"btn\">Raise &lt;it&gt; to 12</a>";
    assert!(html.contains(link), "{html}");
}

#[test]
fn a_scaled_service_is_asked_what_becomes_of_its_scaling() {
    let drawn = |is_suspended: bool, typed: &[(&str, &str)]| {
        let form = AskForm::Count { now: 4, scaled: Some(ScaledBetween { minimum: 2, maximum: 8, is_suspended }) };
        let page = ChangePage { verdict: None, blocked: None, form, planned: None, changed: vec![], refused: None };
        let typed: Vec<_> = typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        ask::form(&here(), &page, &typed, None).to_html().replace("<!>", "")
    };
    let html = drawn(false, &[]);
    assert!(html.contains("<option value=\"keep\" selected") && html.contains("value=\"suspend\""), "{html}");
    let html = drawn(true, &[]);
    assert!(
        html.contains("value=\"resume\"") && html.contains("Scaling is suspended; its bounds are 2 and 8."),
        "{html}"
    );
    let html = drawn(false, &[("scaling", "bounds"), ("maxCapacity", "8\"")]);
    assert!(
        html.contains("name=\"maxCapacity\" value=\"8&quot;\"") && html.contains("<option value=\"bounds\" selected"),
        "{html}"
    );
}

#[test]
fn a_plan_that_changes_nothing_has_no_button_to_carry_it_out() {
    let mut nothing = planned(Confirmation::Button);
    nothing.plan.changes.clear();
    let html = plan::plan(&here(), &nothing).to_html();
    assert!(!html.contains("aws ecs"), "{html}");
}

#[test]
fn what_cannot_be_done_stays_there_with_its_reason() {
    let page = here();
    let offer = |why: Option<&str>| Offer {
        label: "Scale".to_owned(),
        what: String::new(),
        page: page.clone(),
        why_not: why.map(str::to_owned),
    };
    let html = offers(&[offer(None)]).to_html();
    assert!(html.contains("href=\"/env/prod/clusters/shop/services/web/scale\""), "{html}");
    let html = offers(&[offer(Some("This environment is read-only."))]).to_html();
    assert!(!html.contains("href") && html.contains("Scale: This environment is read-only."), "{html}");
}

#[test]
fn the_form_begins_with_what_is_there_and_keeps_what_was_typed() {
    let here = here();
    let page = ChangePage {
        verdict: None,
        blocked: None,
        form: AskForm::Count { now: 4, scaled: Some(ScaledBetween { minimum: 2, maximum: 8, is_suspended: false }) },
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
