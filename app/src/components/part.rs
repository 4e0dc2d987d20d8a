//! A part of a page that is drawn on the server: its heading, what could not be read of it, and what could.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::Answer;

use super::answer::told;
use super::reason::{Reason, reason};
use crate::drawn::{Piece, piece};
use crate::error::AppError;
use crate::ui::note::note;

/// Draws a part below its heading. A part that has no answer says so where it would be; the page around it stays.
///
/// `end` stands at the end of the heading's line.
pub fn part<T>(
    title: &'static str,
    end: impl FnOnce(&T) -> AnyView,
    answer: Result<Answer<T>, AppError>,
    draw: impl FnOnce(T, Timestamp) -> AnyView,
) -> Piece {
    piece(|| {
        let end = answer.as_ref().ok().map(|answer| end(&answer.data));
        let content = match answer {
            Ok(answer) => told(answer, draw),
            Err(error) => failed(error),
        };
        view! {
            <section class="part">
                <div class="bar"><h2>{title}</h2>{end}</div>
                {content}
            </section>
        }
        .into_any()
    })
}

/// Nothing at the end of a heading's line.
pub fn plain<T>(_: &T) -> AnyView {
    ().into_any()
}

/// Why there is no such part, and what would help.
fn failed(error: AppError) -> AnyView {
    let Reason { tone, title, help, .. } = reason(error);
    note(tone, title, help)
}

#[cfg(test)]
mod tests {
    use model::freshness::Trouble;

    use super::*;

    #[track_caller]
    fn check(answer: Result<Answer<&'static str>, AppError>, expect: &[&str]) {
        let drawn = part("Traffic", plain, answer, |text, _| text.into_any());
        let html = drawn.html();
        for words in expect {
            assert!(html.contains(words), "{words} in {html}");
        }
    }

    fn read(data: &'static str) -> Answer<&'static str> {
        Answer { data, as_of: Some(Timestamp(0)), now: Timestamp(0), stale: false, notices: vec![] }
    }

    #[test]
    fn a_part_has_a_heading_and_its_content() {
        check(Ok(read("four targets")), &["<h2>Traffic</h2>", "four targets"]);
    }

    #[test]
    fn a_part_that_failed_says_so_below_its_heading() {
        check(
            Err(AppError::Forbidden {
                missing: "elasticloadbalancing:DescribeRules".parse().unwrap(),
                request_id: None,
            }),
            &["<h2>Traffic</h2>", "IAM does not allow elasticloadbalancing:DescribeRules", "Effect"],
        );
        let trouble = Trouble::Throttled { operation: "GetMetricData".parse().unwrap() };
        check(Err(AppError::Unavailable { trouble, request_id: None }), &["AWS limits the rate of GetMetricData"]);
        check(Err(AppError::Internal(None)), &["Podium could not make this"]);
    }

    #[test]
    fn what_was_never_read_is_not_drawn() {
        let html = |answer: Answer<&'static str>| {
            part("Traffic", plain, Ok(answer), |text, _| text.into_any()).html().to_owned()
        };
        let html = html(Answer { as_of: None, ..read("four targets") });
        assert!(!html.contains("four targets") && html.contains("Loading"), "{html}");
    }
}
