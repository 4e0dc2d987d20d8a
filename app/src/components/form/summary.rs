//! What is said above a page when a form comes back.

use leptos::prelude::*;
use model::field::{FieldError, FieldErrors};

use super::field::id_of;
use crate::components::reason::{Reason, reason};
use crate::forms::{Field, FormName, Kind, Returned};

/// The id of the summary, which gets the focus.
pub const SUMMARY: &str = "form-summary";

/// Says that something is not right and where, as links to the fields of the form called `form`.
///
/// It takes the focus in a document that was just loaded; where a script has put it in, the script does so.
pub fn summary(form: &str, fields: &[Field], errors: &FieldErrors) -> AnyView {
    let title = match errors.0.len() {
        1 => "One thing is not right yet".to_owned(),
        several => format!("{several} things are not right yet"),
    };
    let items: Vec<_> = errors.0.iter().map(|error| view! { <li>{item(form, fields, error)}</li> }).collect();
    framed(title, view! { <ul>{items}</ul> }.into_any())
}

fn item(form: &str, fields: &[Field], error: &FieldError) -> AnyView {
    let sentence = error.problem.sentence();
    match fields.iter().find(|field| field.name == error.field.as_str()) {
        None => format!("{}: {sentence}", error.field).into_any(),
        Some(Field { label, kind: Kind::Button, .. }) => format!("{label}: {sentence}").into_any(),
        Some(Field { name, label, .. }) => {
            let href = format!("#{}", id_of(form, name));
            view! { <a href=href rel="external">{format!("{label}: {sentence}")}</a> }.into_any()
        }
    }
}

/// Says why a form was not taken.
pub fn of_returned(returned: &Returned) -> AnyView {
    match returned.errors() {
        Some(errors) => summary(returned.form.map_or("", FormName::key), returned.fields, errors),
        None => {
            let Reason { title, help, .. } = reason(returned.error.clone());
            framed(title, help)
        }
    }
}

/// Says what is wrong where it is known only when it is drawn.
pub fn listed(title: String, items: Vec<AnyView>) -> AnyView {
    let items: Vec<_> = items.into_iter().map(|item| view! { <li>{item}</li> }).collect();
    framed(title, view! { <ul>{items}</ul> }.into_any())
}

fn framed(title: String, content: AnyView) -> AnyView {
    view! {
        <section class="form-summary" id=SUMMARY role="alert" tabindex="-1" autofocus=true aria-labelledby="form-summary-title" data-filling="">
            <p class="form-summary-title" id="form-summary-title">{title}</p>
            {content}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use model::field::Problem;
    use model::noun::Noun;

    use super::*;
    use crate::error::AppError;
    use crate::forms::{FILLING, Fields};

    #[test]
    fn every_problem_is_a_link_to_its_field() {
        let errors =
            FieldErrors(vec![FieldError::new("q", Problem::TooLong(200)), FieldError::new("colour", Problem::Unknown)]);
        let filter = Field { name: "q", label: "Filter", hint: None, kind: Kind::Text };
        let html = summary("query", &[filter], &errors).to_html().replace("<!>", "");
        assert!(html.contains("2 things are not right yet"), "{html}");
        assert!(html.contains("href=\"#query-q\"") && html.contains("Filter: Use at most 200 characters."), "{html}");
        assert!(html.contains("<li>colour: There is no such field.</li>"), "{html}");
    }

    #[test]
    fn it_is_read_out_takes_the_focus_and_stops_the_page_from_changing() {
        let error = AppError::Conflict(Noun::Service);
        let returned = Returned { form: None, fields: &[], typed: Fields::default(), error };
        let html = of_returned(&returned).to_html();
        for expect in ["role=\"alert\"", "tabindex=\"-1\"", "autofocus", FILLING, "This service has changed"] {
            assert!(html.contains(expect), "{expect}: {html}");
        }
    }
}
