//! What could not be read, and what would help.

use leptos::prelude::*;
use model::freshness::STALE_AFTER;
use model::time::Timestamp;
use model::view::Notice;

use super::moment::{self, Form};
use super::reason::{Reason, of_trouble};
use crate::ui::note::{note, paragraph};
use crate::ui::tone::Tone;

/// Notes about the age of what is shown and about what is missing from it; nothing when all is well.
pub fn notices(as_of: Option<Timestamp>, now: Timestamp, is_stale: bool, notices: &[Notice]) -> AnyView {
    let says_so = |notice: &Notice| notice.as_of.is_some_and(|read| now.since(read) > STALE_AFTER);
    let old = match as_of {
        // What keeps it old says since when.
        Some(at) if now.since(at) > STALE_AFTER && notices.iter().any(says_so) => None,
        Some(at) if now.since(at) > STALE_AFTER => Some(old(at, now)),
        // What has a reason is told with it, below.
        _ if !is_stale || !notices.is_empty() => None,
        Some(_) => Some(note(
            Tone::Unknown,
            "A part of this is old or was never read",
            paragraph("Podium is reading it again; the page changes by itself."),
        )),
        // The page itself says that nothing was ever read.
        None => None,
    };
    let notices: Vec<_> = notices.iter().map(|notice| draw(notice, now)).collect();
    view! { {old}{notices} }.into_any()
}

fn old(at: Timestamp, now: Timestamp) -> AnyView {
    let body = view! {
        <p>"Last complete answer from AWS: "{moment::age(Form::Ago, now, at)}". It may be different by now."</p>
    };
    note(Tone::Unknown, "This is old news", body.into_any())
}

fn draw(notice: &Notice, now: Timestamp) -> AnyView {
    let Reason { tone, title, help, .. } = of_trouble(&notice.trouble, notice.request_id.as_ref());
    let last = notice.as_of.map(|at| view! { " Last read "{moment::age(Form::Ago, now, at)}"." });
    let place = format!("{}: {}. ", notice.environment, notice.area);
    note(tone, title, view! { <p class="quiet">{place}{last}</p>{help} }.into_any())
}

#[cfg(test)]
mod tests {
    use model::freshness::Trouble;
    use model::time::Span;

    use super::*;

    #[test]
    fn old_news_are_called_old_and_fresh_news_are_not() {
        let told = |age: Span, is_stale| notices(Some(Timestamp(0)), Timestamp(age.0), is_stale, &[]).to_html();
        assert!(told(Span::minutes(4), true).contains("This is old news"));
        assert!(told(Span::seconds(4), true).contains("A part of this is old"));
        assert!(!told(Span::seconds(4), false).contains("old"));
        let outage = Notice {
            environment: "prod".parse().unwrap(),
            area: "services of shop".into(),
            trouble: Trouble::Unreachable { operation: "DescribeServices".parse().unwrap() },
            request_id: None,
            as_of: Some(Timestamp(0)),
        };
        let html = notices(Some(Timestamp(0)), Timestamp(Span::minutes(4).0), true, &[outage]).to_html();
        assert!(html.contains("Last read") && !html.contains("This is old news"), "{html}");
    }
}
