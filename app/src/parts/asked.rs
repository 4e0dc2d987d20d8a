//! A page that asks with its address what may be no answerable question.

use std::future::Future;

use console::ConsoleError;
use model::field::FieldErrors;
use model::view::Answer;

use crate::cx::Cx;
use crate::error::AppError;

/// The answer to what is asked. When that is no answerable question, the page is asked for without it, and what is
/// wrong comes with it.
///
/// # Errors
/// [`AppError`] when there is no page without it either.
pub async fn answered<Q, T, F>(
    cx: &Cx,
    asked: Result<Option<Q>, FieldErrors>,
    ask: impl Fn(Option<Q>) -> F,
) -> Result<(Answer<T>, Option<FieldErrors>), AppError>
where
    F: Future<Output = Result<Answer<T>, ConsoleError>>,
{
    let (answer, errors) = match asked {
        Ok(asked) => match ask(asked).await {
            Err(ConsoleError::Invalid(errors)) => (ask(None).await, Some(errors)),
            answer => (answer, None),
        },
        Err(errors) => (ask(None).await, Some(errors)),
    };
    Ok((answer.map_err(|error| cx.report_part(error))?, errors))
}
