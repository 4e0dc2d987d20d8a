//! What could not be read, and what would help.

use leptos::prelude::*;
use model::freshness::{STALE_AFTER, Trouble};
use model::time::Timestamp;
use model::view::Notice;

use super::moment::{self, Form};
use crate::ui::copy::copy;
use crate::ui::note::{note, paragraph};
use crate::ui::tone::Tone;

/// Notes about the age of what is shown and about what is missing from it; nothing when all is well.
#[inline(never)]
pub fn notices(as_of: Option<Timestamp>, now: Timestamp, is_stale: bool, notices: &[Notice]) -> AnyView {
    let old = match as_of {
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
    let (title, body) = explain(&notice.trouble);
    let tone = match &notice.trouble {
        Trouble::Denied { .. } | Trouble::Throttled { .. } => Tone::Warn,
        Trouble::Unreachable { .. } | Trouble::Credentials { .. } | Trouble::Failed { .. } => Tone::Bad,
    };
    let last = notice.as_of.map(|at| view! { " Last read "{moment::age(Form::Ago, now, at)}"." });
    let place = format!("{}: {}. ", notice.environment, notice.area);
    note(tone, title, view! { <p class="quiet">{place}{last}</p>{body} }.into_any())
}

/// What stands in the way in one sentence, and what would help.
pub fn explain(trouble: &Trouble) -> (String, AnyView) {
    match trouble {
        Trouble::Denied { action } => (format!("IAM does not allow {action}"), refused(action)),
        Trouble::Throttled { operation } => (
            format!("AWS limits the rate of {operation}"),
            paragraph("Podium asks less often until it stops; somebody else may be using up the account’s limit."),
        ),
        Trouble::Unreachable { operation } => (
            format!("No answer from AWS to {operation}"),
            paragraph("Podium keeps trying. Check the network between it and the endpoint of the region."),
        ),
        Trouble::Credentials { operation } => (
            format!("No valid credentials for {operation}"),
            paragraph("The profile, role or external id of this environment may be wrong, or its session has ended."),
        ),
        Trouble::Failed { operation, status, code } => {
            let code = code.as_deref().unwrap_or("an error without a code");
            let status = status.map(|status| format!(" (HTTP {status})")).unwrap_or_default();
            (format!("{operation} failed: {code}{status}"), paragraph("Podium keeps trying, less and less often."))
        }
    }
}

/// How to allow a missing IAM action: the statement to add to the policy of Podium's role.
pub fn refused(action: &str) -> AnyView {
    let statement = policy_statement(action);
    view! {
        <p>"Add this statement to the policy of the role that Podium uses; the rest works meanwhile."</p>
        <div class="statement">
            <pre tabindex="0">{statement.clone()}</pre>
            {copy("policy statement", statement)}
        </div>
    }
    .into_any()
}

fn policy_statement(action: &str) -> String {
    format!("{{\n  \"Effect\": \"Allow\",\n  \"Action\": \"{action}\",\n  \"Resource\": \"*\"\n}}")
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use model::time::Span;

    use super::*;

    #[test]
    fn old_news_are_called_old_and_fresh_news_are_not() {
        let told = |age: Span, is_stale| notices(Some(Timestamp(0)), Timestamp(age.0), is_stale, &[]).to_html();
        assert!(told(Span::minutes(4), true).contains("This is old news"));
        assert!(told(Span::seconds(4), true).contains("A part of this is old"));
        assert!(!told(Span::seconds(4), false).contains("old"));
    }

    #[test]
    fn a_refused_action_is_named_with_a_statement_that_is_json() {
        let html = explain(&Trouble::Denied { action: "ecs:ListTasks".to_owned() }).1.to_html();
        assert!(html.contains("ecs:ListTasks"), "{html}");
        let statement: serde_json::Value = serde_json::from_str(&policy_statement("ecs:ListTasks")).unwrap();
        assert_eq!(statement["Effect"], "Allow");
        assert_eq!(statement["Action"], "ecs:ListTasks");
    }
}
