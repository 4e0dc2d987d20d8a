//! Rules of listeners: what a request must be like, and what becomes of it.

use leptos::prelude::*;
use model::view::{RuleOutcome, RuleView};

/// `30`, or `default` for the rule that is tried last.
pub fn priority(rule: &RuleView) -> String {
    rule.priority.map_or_else(|| "default".to_owned(), |priority| priority.to_string())
}

/// What a request must be like: all of it.
pub fn conditions(rule: &RuleView) -> AnyView {
    if rule.conditions.is_empty() {
        return view! { <span class="quiet">"every other request"</span> }.into_any();
    }
    let conditions = rule.conditions.iter().map(|(field, text)| {
        view! { <li><span class="quiet">{field.clone()}</span>" "<code>{text.clone()}</code></li> }
    });
    view! { <ul class="conditions">{conditions.collect_view()}</ul> }.into_any()
}

/// What comes before the answer, such as a sign-in.
pub fn before(rule: &RuleView) -> AnyView {
    let steps = rule.before.iter().map(|step| view! { <span class="tag">{format!("first {step}")}</span> });
    steps.collect_view().into_any()
}

/// The answer of a rule that does not forward, in words; nothing for one that does.
pub fn answered(outcome: &RuleOutcome) -> Option<AnyView> {
    match outcome {
        RuleOutcome::Forward(_) => None,
        RuleOutcome::Redirect { status, to } => {
            let status = status.strip_prefix("HTTP_").unwrap_or(status).to_owned();
            Some(view! { <span>"redirects with "{status}" to "<code>{to.clone()}</code></span> }.into_any())
        }
        RuleOutcome::Fixed { status } => Some(format!("answers {status} by itself").into_any()),
        RuleOutcome::Other(other) => Some(view! { <code>{other.clone()}</code> }.into_any()),
    }
}

/// A share in percent, without needless digits: `100 %`, `12.5 %`.
pub fn percent(share: f64) -> String {
    let rounded = (share * 10.0).round() / 10.0;
    format!("{rounded} %")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(priority: Option<u32>, outcome: RuleOutcome) -> RuleView {
        let conditions = match priority {
            Some(_) => vec![("Host".into(), "shop.example.com".into()), ("Path".into(), "/api/<x>/*".into())],
            None => vec![],
        };
        RuleView { arn: String::new(), priority, conditions, before: vec![], outcome, nowhere: None }
    }

    #[test]
    fn all_conditions_of_a_rule_are_named() {
        let html = conditions(&rule(Some(30), RuleOutcome::Other(String::new()))).to_html();
        assert!(
            html.contains("Host") && html.contains("shop.example.com") && html.contains("/api/&lt;x&gt;/*"),
            "{html}"
        );
    }

    #[test]
    fn the_default_rule_takes_every_other_request() {
        let rule = rule(None, RuleOutcome::Fixed { status: "404".into() });
        assert_eq!(priority(&rule), "default");
        assert!(conditions(&rule).to_html().contains("every other request"));
    }

    #[test]
    fn a_rule_that_does_not_forward_says_what_it_answers() {
        let text = |outcome| answered(&outcome).map(|answer| answer.to_html()).unwrap_or_default();
        assert!(text(RuleOutcome::Fixed { status: "404".into() }).contains("answers 404 by itself"));
        let moved = RuleOutcome::Redirect { status: "HTTP_301".into(), to: "https://#{host}:443/".into() };
        let moved = text(moved);
        assert!(moved.contains("301") && !moved.contains("HTTP_") && moved.contains("https://#{host}:443/"), "{moved}");
        assert!(text(RuleOutcome::Forward(vec![])).is_empty());
        assert!(text(RuleOutcome::Other("new-action".into())).contains("new-action"));
    }

    #[test]
    fn shares_have_no_needless_digits() {
        for (share, text) in [(100.0, "100 %"), (12.5, "12.5 %"), (33.333_333, "33.3 %"), (0.0, "0 %")] {
            assert_eq!(percent(share), text);
        }
    }
}
