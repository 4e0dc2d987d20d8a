//! Why there is no page, and the next step.

use leptos::prelude::*;
use model::page::Page;

use super::reason::{Reason, reason};
use crate::error::AppError;

/// The title, and the reason in place of the page.
pub fn problem(error: AppError) -> (&'static str, AnyView) {
    let Reason { kind, title, help, .. } = reason(error);
    let view = view! {
        <section class="problem" data-problem=kind>
            <p class="problem-kind">{kind}</p>
            <h1>{title}</h1>
            {help}
            <p class="problem-next">
                <a class="btn primary" href=Page::Fleet.path()>"Go to the fleet"</a>
                <a class="btn" href=Page::Search.path()>"Search"</a>
            </p>
        </section>
    };
    (kind, view.into_any())
}
