//! A part of a page that is drawn on the server: its heading, what could not be read of it, and what could.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::{Answer, Notice};

use super::answer::Completeness;
use super::notices::notices;
use super::reason::{Reason, reason};
use crate::error::AppError;
use crate::parts::Told;
use crate::ui::note::note;
use crate::ui::skeleton;

/// Draws a part below its heading. A part that has no answer says so where it would be; the page around it stays.
///
/// `end` stands at the end of the heading's line.
pub fn part<T>(
    title: &'static str,
    end: impl FnOnce(&T) -> AnyView,
    told: Told<T>,
    draw: impl FnOnce(T, Timestamp) -> AnyView,
) -> AnyView {
    let end = told.read().map(|answer| end(&answer.data));
    titled(title, end.into_any(), content(told, draw))
}

/// A part below its heading.
pub fn titled(title: &'static str, end: AnyView, content: AnyView) -> AnyView {
    view! {
        <section class="part">
            <div class="bar"><h2>{title}</h2>{end}</div>
            {content}
        </section>
    }
    .into_any()
}

/// What the notes of the page have said already, so that its parts do not say it again.
#[derive(Clone, Debug, Default)]
pub struct Said(pub Vec<Notice>);

impl Said {
    /// Whether this keeps the same environment from being read.
    fn has(&self, notice: &Notice) -> bool {
        let is_it = |said: &Notice| said.environment == notice.environment && said.trouble.is_one_with(&notice.trouble);
        self.0.iter().any(is_it)
    }
}

/// What was told, below what has to be said about it; what was never read is on its way.
pub fn content<T>(told: Told<T>, draw: impl FnOnce(T, Timestamp) -> AnyView) -> AnyView {
    let Answer { data, as_of, now, stale, notices: missing } = match told {
        Told::Read(answer) => answer,
        Told::Failed(error) => return failed(error),
        Told::Pending => return skeleton::rows(),
    };
    let said = use_context::<Said>().filter(|_| as_of.is_some()).unwrap_or_default();
    let unsaid: Vec<Notice> = missing.iter().filter(|notice| !said.has(notice)).cloned().collect();
    let notes = match unsaid.len() == missing.len() {
        true => notices(as_of, now, stale, &missing),
        // How old it is was said with what keeps it old.
        false => notices(None, now, false, &unsaid),
    };
    provide_context(Completeness::of(stale, &missing));
    match as_of {
        Some(_) => [notes, draw(data, now)].into_any(),
        None if missing.is_empty() => skeleton::rows(),
        None => notes,
    }
}

/// Nothing at the end of a heading's line.
pub fn plain<T>(_: &T) -> AnyView {
    ().into_any()
}

/// Why there is no such part, and what would help.
pub fn failed(error: AppError) -> AnyView {
    let Reason { tone, title, help, .. } = reason(error);
    note(tone, title, help)
}

#[cfg(test)]
mod tests {
    use model::freshness::Trouble;

    use super::*;
    use crate::parts::Part;

    fn drawn(told: Told<&'static str>) -> String {
        Part::new("traffic", || part("Traffic", plain, told, |text, _| text.into_any())).html().to_owned()
    }

    #[track_caller]
    fn check(answer: Result<Answer<&'static str>, AppError>, expect: &[&str]) {
        let html = drawn(answer.into());
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
    fn what_the_page_has_said_is_not_said_again_beside_what_it_has_not() {
        let notice = |action: &str| Notice {
            environment: "prod".parse().unwrap(),
            area: "scaling".into(),
            trouble: Trouble::Denied { action: action.parse().unwrap() },
            request_id: None,
            as_of: Some(Timestamp(0)),
        };
        let (said, other) = (notice("ecs:ListTasks"), notice("ecs:ListServices"));
        let draw = |notices| {
            let told = Told::Read(Answer { notices, stale: true, ..read("four targets") });
            let part = Part::new("traffic", || {
                provide_context(Said(vec![said.clone()]));
                part("Traffic", plain, told, |text, _| text.into_any())
            });
            part.html().to_owned()
        };
        let html = draw(vec![said.clone(), other]);
        assert!(html.contains("ecs:ListServices") && !html.contains("ecs:ListTasks"), "{html}");
        let html = draw(vec![said.clone()]);
        assert!(!html.contains("role=\"note\"") && html.contains("four targets"), "{html}");
    }

    #[test]
    fn what_was_never_read_is_not_drawn() {
        let html = drawn(Told::Read(Answer { as_of: None, ..read("four targets") }));
        assert!(!html.contains("four targets") && html.contains("Loading"), "{html}");
    }

    #[test]
    fn what_is_still_on_its_way_is_drawn_as_loading() {
        assert!(drawn(Told::Pending).contains("Loading"));
    }
}
