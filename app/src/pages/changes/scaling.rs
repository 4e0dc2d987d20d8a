//! The field for what becomes of Application Auto Scaling beside a count.

use leptos::prelude::*;
use model::field::Problem;
use model::view::ScaledBetween;

use crate::components::form::field::{field, select};
use crate::forms::{Field, Kind};

/// The name of the field, as the address has it.
const NAME: &str = "scaling";

/// Bounds that an address gives: they are kept for as long as they are what is asked.
const BOUNDS: [&str; 2] = ["minCapacity", "maxCapacity"];

const RUNNING: &[(&str, &str)] =
    &[("keep", "Leave it as it is"), ("widen", "Move the bound"), ("suspend", "Suspend scaling")];

const SUSPENDED: &[(&str, &str)] =
    &[("keep", "Leave it suspended"), ("widen", "Move the bound"), ("resume", "Resume scaling")];

/// The field, for a service that is scaled.
pub fn field_of(scaled: &ScaledBetween) -> Field {
    let choices = if scaled.is_suspended { SUSPENDED } else { RUNNING };
    Field { name: NAME, label: "Application Auto Scaling", hint: None, kind: Kind::Choice(choices) }
}

/// Draws it, with what an address asked that is none of the choices.
pub fn draw<'a>(
    form: &str,
    scaled: &ScaledBetween,
    typed: impl Fn(&str) -> Option<&'a str>,
    problem: impl Fn(&str) -> Option<&'a Problem>,
) -> AnyView {
    let value = typed(NAME).filter(|value| !value.is_empty()).unwrap_or("keep");
    if value != "bounds" {
        return field(form, field_of(scaled), value, problem(NAME));
    }
    let bounds = BOUNDS.map(|bound| typed(bound).filter(|text| !text.is_empty()));
    let words = match bounds {
        [Some(least), Some(most)] => format!("Between {least} and {most}"),
        [Some(least), None] => format!("At the least {least}"),
        [None, Some(most)] => format!("At the most {most}"),
        [None, None] => "Other bounds".to_owned(),
    };
    let of = field_of(scaled);
    let Kind::Choice(choices) = of.kind else { return ().into_any() };
    let own = choices.iter().map(|(key, label)| ((*key).to_owned(), (*label).to_owned()));
    let options: Vec<_> = own.chain([("bounds".to_owned(), words)]).collect();
    let hidden = BOUNDS.iter().zip(bounds).filter_map(|(name, bound)| {
        let bound = bound?.to_owned();
        Some(view! { <input r#type="hidden" name=*name value=bound autocomplete="off" /> })
    });
    let told = problem(NAME).or_else(|| BOUNDS.iter().find_map(|bound| problem(bound)));
    view! { {select(form, of, &options, value, told)}{hidden.collect::<Vec<_>>()} }.into_any()
}

/// What is said beside the form.
pub fn note(scaled: &ScaledBetween) -> String {
    let ScaledBetween { minimum, maximum, is_suspended } = scaled;
    match is_suspended {
        true => format!(" Scaling is suspended; its bounds are {minimum} and {maximum}."),
        false => format!(" Application Auto Scaling keeps it between {minimum} and {maximum}."),
    }
}
