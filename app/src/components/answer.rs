//! From an answer to a page: what could not be read stands above what could.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::Answer;

use super::{notices, problem};
use crate::error::AppError;

/// Draws what was asked for below what has to be said about it, or why there is nothing to draw.
///
/// `draw` is given the data and the server's clock, from which relative times start.
pub fn answer<T>(result: Result<Answer<T>, AppError>, draw: impl FnOnce(T, Timestamp) -> AnyView) -> AnyView {
    match result {
        Ok(Answer { data, as_of, now, stale, notices }) => {
            let notes = notices::notices(as_of, now, stale, &notices);
            below(notes, draw(data, now))
        }
        Err(error) => problem::problem(error),
    }
}

/// Apart from [`answer`] so that it exists once and not for every type of data.
#[inline(never)]
fn below(notes: AnyView, content: AnyView) -> AnyView {
    [notes, content].into_any()
}
