//! Why there is no page, and the next step.

use leptos::prelude::*;

use super::reason::{Reason, reason};
use super::title::document_title;
use crate::error::{AppError, set_status};
use crate::routes;

/// Draws the reason in place of the page, and gives the document its status.
#[inline(never)]
pub fn problem(error: AppError) -> AnyView {
    set_status(error.status());
    let Reason { kind, title, help, .. } = reason(error);
    view! {
        {document_title(None, kind)}
        <section class="problem" data-problem=kind>
            <p class="problem-kind">{kind}</p>
            <h1>{title}</h1>
            {help}
            <p class="problem-next">
                <a class="btn primary" href=routes::FLEET>"Go to the fleet"</a>
                <a class="btn" href=routes::SEARCH>"Search"</a>
            </p>
        </section>
    }
    .into_any()
}
