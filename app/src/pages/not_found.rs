//! No page of ours is at this address.

use leptos::prelude::*;
use model::noun::Noun;

use crate::components::problem::problem;
use crate::error::AppError;

/// Says that there is no such page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    problem(AppError::NotFound(Noun::Page))
}
