//! From an answer to a page: what could not be read stands above what could.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::Answer;

use super::title::document_title;
use super::{notices, problem};
use crate::error::AppError;
use crate::ui::note::{blank, paragraph};
use crate::ui::skeleton;

/// Whether something is missing from what is drawn, so that an empty list proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Incomplete(bool);

/// Draws what was asked for below what has to be said about it, or why there is nothing to draw.
///
/// `draw` is given the data and the server's clock, from which relative times start.
pub fn answer<T>(result: Result<Answer<T>, AppError>, draw: impl FnOnce(T, Timestamp) -> AnyView) -> AnyView {
    match result {
        Ok(Answer { data, as_of, now, stale, notices }) => {
            let notes = notices::notices(as_of, now, stale, &notices);
            provide_context(Incomplete(stale || !notices.is_empty()));
            let content = if as_of.is_some() { draw(data, now) } else { unread(notices.is_empty()) };
            below(notes, content)
        }
        Err(error) => problem::problem(error),
    }
}

/// Draws a part of a page below what has to be said about it; what was never read is on its way.
#[cfg(feature = "ssr")]
pub fn told<T>(answer: Answer<T>, draw: impl FnOnce(T, Timestamp) -> AnyView) -> AnyView {
    let Answer { data, as_of, now, stale, notices } = answer;
    let notes = notices::notices(as_of, now, stale, &notices);
    provide_context(Incomplete(stale || !notices.is_empty()));
    match as_of {
        Some(_) => below(notes, draw(data, now)),
        None if notices.is_empty() => skeleton::rows(),
        None => notes,
    }
}

/// Whether all that the answer being drawn rests on was read, and lately.
pub fn is_complete() -> bool {
    use_context::<Incomplete>().is_none_or(|incomplete| !incomplete.0)
}

/// What stands where a list would be that has nothing on it. Nothing is claimed of what could not be read.
pub fn nothing(title: &'static str, why: &'static str) -> AnyView {
    if is_complete() {
        return blank(title, paragraph(why));
    }
    blank(
        "Nothing could be read here",
        paragraph("There may be something: the notes above say what is missing, and what would help."),
    )
}

/// Apart from [`answer`] so that it exists once and not for every type of data.
#[inline(never)]
fn below(notes: AnyView, content: AnyView) -> AnyView {
    [notes, content].into_any()
}

/// What stands where a page would be that nothing was ever read of.
fn unread(is_expected: bool) -> AnyView {
    let (title, body) = match is_expected {
        true => ("Reading from AWS for the first time", skeleton::rows()),
        false => {
            ("Nothing could be read yet", paragraph("Podium keeps trying; this page fills by itself once AWS answers."))
        }
    };
    view! {
        {document_title(None, title)}
        <header class="heading" data-unread="">
            <h1>{title}</h1>
        </header>
        {body}
    }
    .into_any()
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use model::freshness::Trouble;
    use model::name::EnvironmentName;
    use model::view::Notice;

    use super::*;

    fn drawn(as_of: Option<Timestamp>, notices: Vec<Notice>) -> String {
        let stale = !notices.is_empty();
        let told = Answer { data: (), as_of, now: Timestamp(60_000), stale, notices };
        Owner::new().with(|| {
            provide_context(leptos_meta::MetaContext::new());
            answer(Ok(told), |(), _| nothing("No services", "There are none.")).to_html()
        })
    }

    fn refused() -> Notice {
        Notice {
            environment: EnvironmentName::parse("prod").unwrap(),
            area: "services of shop".to_owned(),
            trouble: Trouble::Denied { action: "ecs:ListServices".parse().unwrap() },
            request_id: None,
            as_of: None,
        }
    }

    #[test]
    fn an_empty_list_is_called_empty_only_when_all_of_it_was_read() {
        assert!(drawn(Some(Timestamp(0)), vec![]).contains("No services"));
        let html = drawn(Some(Timestamp(0)), vec![refused()]);
        assert!(html.contains("ecs:ListServices") && !html.contains("No services"), "{html}");
    }

    #[test]
    fn what_was_never_read_is_not_drawn() {
        let html = drawn(None, vec![]);
        assert!(html.contains("for the first time") && !html.contains("No services"), "{html}");
        let html = drawn(None, vec![refused()]);
        assert!(html.contains("Nothing could be read yet") && html.contains("ecs:ListServices"), "{html}");
    }
}
