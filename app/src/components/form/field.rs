//! One field of a form.

use leptos::prelude::*;
use model::field::Problem;

use crate::forms::{Field, Kind};
use crate::ui::text_area::{TextArea, text_area};

/// The id of a field, and the beginning of the ids of what is said about it. `form` is the form's own name.
pub fn id_of(form: &str, field: &str) -> String {
    format!("{form}-{field}")
}

/// Draws a field of the form called `form` with what was typed, or what is there to begin with; and its message at it.
pub fn field(form: &str, field: Field, value: &str, problem: Option<&Problem>) -> AnyView {
    named(form, Named::of(field), value, problem.map(Problem::sentence).as_slice())
}

/// The same for a choice whose options are known only when it is drawn: what is sent, and what it is called.
pub fn select(
    form: &str,
    field: Field,
    options: &[(String, String)],
    value: &str,
    problem: Option<&Problem>,
) -> AnyView {
    let options = options.iter().map(|(key, word)| (key.as_str(), word.as_str()));
    around(form, Named::of(field), value, problem.map(Problem::sentence).as_slice(), |id, told| {
        choice(id, field.name, options, told)
    })
}

/// A field whose name is known only when it is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// What it is sent as.
    pub name: &'a str,
    /// What it is called.
    pub label: &'a str,
    /// What helps to fill it in, if anything does.
    pub hint: Option<&'a str>,
    /// What it takes.
    pub kind: Kind,
}

impl Named<'static> {
    const fn of(Field { name, label, hint, kind }: Field) -> Self {
        Self { name, label, hint, kind }
    }
}

/// Draws such a field with its messages, whole sentences, at it.
pub fn named(form: &str, field: Named<'_>, value: &str, problems: &[String]) -> AnyView {
    around(form, field, value, problems, |id, told| control(id, field.name, field.kind, told))
}

/// Label, hint and messages around a control.
fn around(
    form: &str,
    field: Named<'_>,
    value: &str,
    problems: &[String],
    control: impl FnOnce(String, Told) -> AnyView,
) -> AnyView {
    let Named { name, label, hint, .. } = field;
    let id = id_of(form, name);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let is_invalid = !problems.is_empty();
    let described = [hint.map(|_| hint_id.clone()), is_invalid.then(|| error_id.clone())];
    let described: Vec<String> = described.into_iter().flatten().collect();
    let told = Told {
        described: Some(described.join(" ")).filter(|ids| !ids.is_empty()),
        is_invalid,
        value: value.to_owned(),
    };
    let hint = hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint.to_owned()}</p> });
    let error = is_invalid.then(|| view! { <p class="field-error" id=error_id>{problems.join(" ")}</p> });
    view! {
        <div class="field">
            <label r#for=id.clone()>{label.to_owned()}</label>
            {hint}
            {error}
            {control(id, told)}
        </div>
    }
    .into_any()
}

/// What a control says and holds.
struct Told {
    described: Option<String>,
    is_invalid: bool,
    value: String,
}

fn choice<'a>(id: String, name: &str, options: impl Iterator<Item = (&'a str, &'a str)>, told: Told) -> AnyView {
    let Told { described, is_invalid, value } = told;
    let (name, invalid) = (name.to_owned(), is_invalid.then_some("true"));
    let options: Vec<_> = options
        .map(|(key, word)| view! { <option value=key.to_owned() selected={key == value}>{word.to_owned()}</option> })
        .collect();
    view! { <select id=id name=name aria-describedby=described aria-invalid=invalid>{options}</select> }.into_any()
}

/// The rows of an area for so many lines: no more than fit on a screen.
fn rows(value: &str) -> usize {
    value.split('\n').count().clamp(1, 12)
}

fn control(id: String, name: &str, kind: Kind, told: Told) -> AnyView {
    if let Kind::Choice(choices) = kind {
        return choice(id, name, choices.iter().copied(), told);
    }
    let Told { described, is_invalid, value } = told;
    let (name, invalid) = (name.to_owned(), is_invalid.then_some("true"));
    match kind {
        Kind::Text | Kind::Number => {
            let mode = if kind == Kind::Number { "numeric" } else { "text" };
            view! {
                <input r#type="text" id=id name=name value=value inputmode=mode aria-describedby=described aria-invalid=invalid autocomplete="off" spellcheck="false" />
            }
            .into_any()
        }
        Kind::Lines | Kind::Entries => {
            let is_code = kind == Kind::Entries;
            let rows = if is_code { rows(&value) } else { 4 };
            text_area(TextArea { id, name, rows, text: value, described, is_invalid, is_code, editor: None })
        }
        Kind::Choice(_) | Kind::Button => ().into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNT: Field =
        Field { name: "count", label: "Tasks wanted", hint: Some("0 stops all of them"), kind: Kind::Number };

    #[test]
    fn a_field_has_its_label_its_hint_and_what_was_typed() {
        let html = field("scale", COUNT, "<3>", None).to_html();
        assert!(html.contains("for=\"scale-count\"") && html.contains("id=\"scale-count\""), "{html}");
        assert!(html.contains("aria-describedby=\"scale-count-hint\""), "{html}");
        assert!(html.contains("value=\"&lt;3&gt;\"") && !html.contains("aria-invalid"), "{html}");
    }

    #[test]
    fn a_field_with_a_problem_is_linked_to_its_message() {
        let html = field("scale", COUNT, "many", Some(&Problem::NotBetween(0, 100))).to_html();
        assert!(html.contains("aria-describedby=\"scale-count-hint scale-count-error\""), "{html}");
        assert!(html.contains("aria-invalid=\"true\""), "{html}");
        assert!(
            html.contains("id=\"scale-count-error\"") && html.contains("Enter a whole number from 0 to 100."),
            "{html}"
        );
    }

    #[test]
    fn what_was_chosen_stays_chosen_and_lines_stay_lines() {
        let choice = Field { kind: Kind::Choice(&[("spot", "Spot"), ("fargate", "Fargate")]), ..COUNT };
        let html = field("run", choice, "fargate", None).to_html();
        assert!(html.contains("value=\"fargate\" selected"), "{html}");
        let lines = Field { kind: Kind::Lines, ..COUNT };
        assert!(field("run", lines, "\nfirst", None).to_html().contains(">\n\nfirst</textarea>"));
    }
}
