//! The form that asks: an address like any other, so it is sent with GET.

use leptos::prelude::*;
use model::change::{DRAFT, IMAGE_FIELDS, Setting, USUAL_MINUTES};
use model::field::{FieldErrors, Problem};
use model::page::Page;
use model::view::{AskForm, ChangePage};

use super::{scaling, settings};
use crate::components::form::field::{field, select};
use crate::forms::{Field, Kind};

/// The name of this form in ids.
pub const FORM: &str = "ask";

const COUNT: Field = Field { name: "desired", label: "Desired count", hint: None, kind: Kind::Number };
const REVISION: Field = Field { name: "revision", label: "Task definition", hint: None, kind: Kind::Text };
const DRAFTED: Field = Field { name: DRAFT, label: "Draft", hint: None, kind: Kind::Button };
const MINUTES: Field =
    Field { name: "minutes", label: "Minutes", hint: Some("From 1 to 2880: two days."), kind: Kind::Number };
const HOW: Field = Field {
    name: "how",
    label: "What becomes of it",
    hint: None,
    kind: Kind::Choice(&[("rollback", "Roll back to the revision before"), ("abort", "Stop where it is (ABORT)")]),
};

/// The fields that are asked.
pub fn fields(form: &AskForm) -> Vec<Field> {
    match form {
        AskForm::Nothing => vec![],
        AskForm::Draft(_) => vec![DRAFTED],
        AskForm::Count { scaled: Some(scaled), .. } => vec![COUNT, scaling::field_of(scaled)],
        AskForm::Count { scaled: None, .. } => vec![COUNT],
        AskForm::Revision { .. } => vec![REVISION],
        AskForm::Images { containers, .. } => (0..containers.len()).filter_map(image).collect(),
        AskForm::Settings { .. } => Setting::ALL.iter().map(|setting| settings::field_of(*setting)).collect(),
        AskForm::Minutes { .. } => vec![MINUTES],
        AskForm::Stop { .. } => vec![HOW],
    }
}

/// Draws the form, with what was typed. Once there is a plan it steps back: it is one line.
pub fn form(here: &Page, page: &ChangePage, typed: &[(String, String)], errors: Option<&FieldErrors>) -> AnyView {
    if page.blocked.is_some() {
        return ().into_any();
    }
    let typed = |name: &str| typed.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
    let problem = |name: &str| errors.and_then(|errors| errors.of(name));
    let (content, note) = match &page.form {
        AskForm::Nothing | AskForm::Draft(_) => return ().into_any(),
        AskForm::Count { now, scaled } => {
            let value = typed("desired").map_or_else(|| now.to_string(), str::to_owned);
            let count = field(FORM, COUNT, &value, problem("desired"));
            let target = scaled.as_ref().map(|scaled| scaling::draw(FORM, scaled, typed, problem));
            let told = scaled.as_ref().map(scaling::note).unwrap_or_default();
            ([count, target.into_any()].into_any(), format!("It wants {now} now.{told}"))
        }
        AskForm::Revision { choices, suggested } => {
            let suggested = suggested.as_ref().map(ToString::to_string).unwrap_or_default();
            let value = typed("revision").map_or(suggested, str::to_owned);
            let mut options: Vec<(String, String)> = choices
                .iter()
                .map(|choice| {
                    let note = choice.note.as_ref().map(|note| format!(" – {note}")).unwrap_or_default();
                    (choice.revision.to_string(), format!("{}{note}", choice.revision))
                })
                .collect();
            if !value.is_empty() && !options.iter().any(|(key, _)| *key == value) {
                options.insert(0, (value.clone(), value.clone()));
            }
            let note = match choices.len() {
                0 => "No ACTIVE revision of its family is known.".to_owned(),
                1 => "There is one ACTIVE revision of its family.".to_owned(),
                many => format!("{many} ACTIVE revisions, the newest first."),
            };
            (revision(&options, &value, problem("revision")), note)
        }
        AskForm::Images { revision, containers } => {
            let fields: Vec<_> = containers
                .iter()
                .enumerate()
                .filter_map(|(place, (container, now))| {
                    let of_image = image(place)?;
                    let value = typed(of_image.name).unwrap_or(now);
                    let content = field(FORM, of_image, value, problem(of_image.name));
                    Some(view! { <fieldset><legend>{container.clone()}</legend>{content}</fieldset> })
                })
                .collect();
            let note = format!("{revision} runs now. Containers whose image you leave as it is keep it.");
            (fields.into_any(), note)
        }
        AskForm::Minutes { protected_until } => {
            let value = typed("minutes").map_or_else(|| USUAL_MINUTES.to_string(), str::to_owned);
            let note = match protected_until {
                Some(until) => format!("It is protected until {}.", until.iso()),
                None => "It is not protected now.".to_owned(),
            };
            (field(FORM, MINUTES, &value, problem("minutes")), note)
        }
        AskForm::Settings { now, offered } => (
            settings::draw(FORM, now, offered, typed, problem),
            "What you leave as it is stays as it is, and is not sent.".to_owned(),
        ),
        AskForm::Stop { revision } => {
            let value = typed("how").unwrap_or("rollback");
            (field(FORM, HOW, value, problem("how")), format!("{revision} is being deployed."))
        }
    };
    let class = match (&page.form, page.planned.is_some()) {
        (AskForm::Settings { .. }, _) => "form ask several",
        (_, true) => "form ask asked",
        (_, false) => "form ask",
    };
    view! {
        <form class=class method="get" action=here.path() aria-label="What is asked" data-filling="">
            {content}
            <p class="field-hint">{note}</p>
            <p class="form-end">
                <button class=if page.planned.is_some() { "btn" } else { "btn primary" }>
                    {if page.planned.is_some() { "Plan again" } else { "Show the plan" }}
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// The field for the image of the container at this place of its task definition.
fn image(place: usize) -> Option<Field> {
    let hint = Some("With its tag or digest.");
    Some(Field { name: IMAGE_FIELDS.get(place)?, label: "Image", hint, kind: Kind::Text })
}

fn revision(options: &[(String, String)], value: &str, problem: Option<&Problem>) -> AnyView {
    select(FORM, REVISION, options, value, problem)
}
