//! Why there is no page, and the next step.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::notices::{explain, refused};
use super::title::document_title;
use crate::error::{AppError, set_status};
use crate::routes;
use crate::ui::note::paragraph;

/// Draws the reason in place of the page, and gives the document its status.
#[inline(never)]
pub fn problem(error: AppError) -> AnyView {
    set_status(error.status());
    match error {
        AppError::NotFound(noun) => draw(
            "Not found",
            format!("There is no such {}", noun.word()),
            paragraph(
                "The address may be mistyped, or what it named is gone. A deleted service disappears here within a minute.",
            ),
        ),
        AppError::BadQuery(error) => draw(
            "Bad address",
            format!("“{}” in the address is not valid", error.field),
            view! {
                <p>{sentence(&error.problem)}</p>
                <p><a href=use_location().pathname.get_untracked()>"Open the page without its query"</a></p>
            }
            .into_any(),
        ),
        AppError::Refused { action } => draw("Refused", format!("IAM does not allow {action}"), refused(&action)),
        AppError::Unavailable(trouble) => {
            let (title, body) = explain(&trouble);
            draw("No answer from AWS", title, body)
        }
        AppError::Lost => draw(
            "No answer",
            "Podium did not answer".to_owned(),
            paragraph("The connection may be down, or Podium is being restarted. Reload the page to try again."),
        ),
        AppError::Internal => draw(
            "Error",
            "Podium could not make this page".to_owned(),
            paragraph("The fault is Podium’s, not yours. Its log says more."),
        ),
    }
}

/// `a number is expected` as `A number is expected.`
fn sentence(problem: &str) -> String {
    let mut letters = problem.chars();
    let first: String = letters.next().map(|first| first.to_ascii_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str() + "."
}

fn draw(title: &'static str, sentence: String, body: AnyView) -> AnyView {
    view! {
        {document_title(None, title)}
        <section class="problem" data-problem=title>
            <p class="problem-kind">{title}</p>
            <h1>{sentence}</h1>
            {body}
            <p class="problem-next">
                <a class="btn primary" href=routes::FLEET>"Go to the fleet"</a>
                <a class="btn" href=routes::SEARCH>"Search"</a>
            </p>
        </section>
    }
    .into_any()
}
