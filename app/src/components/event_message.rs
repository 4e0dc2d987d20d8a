//! The sentence of an event, with ways to what it names.

use leptos::prelude::*;
use model::address::{TargetGroupRef, TaskRef};
use model::name::{TargetGroupName, TaskId};
use model::time::{Span, Timestamp};
use model::view::EventRow;

/// ECS shows a stopped task for about this long; a task that an older event names may be unknown by now.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html>
const KNOWN_FOR: Span = Span::minutes(60);

/// How a sentence names a task: `(task 0123…)`.
const TASK: &str = "(task ";

/// How it names a target group: `(target-group arn:…:targetgroup/web/0123…)`.
const GROUP: &str = "(target-group ";

/// ECS's own words; what a recent event names is a link, and a target group goes by its name.
pub fn event_message(row: &EventRow, now: Timestamp) -> AnyView {
    let links = now.since(row.at) <= KNOWN_FOR;
    let (mut rest, mut words, mut drawn) = (row.message.as_str(), String::new(), Vec::new());
    while let Some((before, noun, id, after)) = next_name(rest) {
        words += before;
        words += noun;
        let (name, target) = if noun == TASK { task(row, id) } else { group(row, id) };
        match target.filter(|_| links) {
            Some(target) => {
                drawn.push(std::mem::take(&mut words).into_any());
                let title = (name != id).then(|| id.to_owned());
                drawn.push(view! { <a href=target title=title>{name.to_owned()}</a> }.into_any());
            }
            None => words += name,
        }
        rest = after;
    }
    words += rest;
    drawn.push(words.into_any());
    drawn.into_any()
}

/// What stands before the next name, how it begins, the name itself, and what follows, from its parenthesis on.
fn next_name(text: &str) -> Option<(&str, &'static str, &str, &str)> {
    let (at, noun) = [TASK, GROUP].into_iter().filter_map(|noun| Some((text.find(noun)?, noun))).min()?;
    let (before, rest) = (&text[..at], &text[at + noun.len()..]);
    let end = rest.find(')')?;
    Some((before, noun, &rest[..end], &rest[end..]))
}

/// The name of a task, and its page.
fn task<'a>(row: &EventRow, id: &'a str) -> (&'a str, Option<String>) {
    let (environment, cluster) = (row.service.environment.clone(), row.service.cluster.clone());
    let target = TaskId::parse(id).ok().map(|task| TaskRef { environment, cluster, task }.page().path());
    (id, target)
}

/// The name of a target group, and its page.
fn group<'a>(row: &EventRow, arn: &'a str) -> (&'a str, Option<String>) {
    let Some((name, _)) = arn.split_once(":targetgroup/").and_then(|(_, rest)| rest.split_once('/')) else {
        return (arn, None);
    };
    let at = TargetGroupName::parse(name).ok();
    let at = at.map(|name| TargetGroupRef { environment: row.service.environment.clone(), name });
    (name, at.map(|at| at.page().path()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    fn drawn(message: &str, age: Span) -> String {
        let row = EventRow {
            service: sample::at(),
            id: "1".into(),
            at: Timestamp(0),
            message: message.into(),
            is_trouble: false,
        };
        event_message(&row, Timestamp(age.0)).to_html()
    }

    #[test]
    fn tasks_that_an_event_names_are_links() {
        let html = drawn("(service web) has started 2 tasks: (task 0a1b) (task 2c3d).", Span::minutes(1));
        assert_eq!(html.matches("<a href=\"/env/prod/clusters/shop/tasks/").count(), 2, "{html}");
    }

    #[test]
    fn tasks_that_ecs_may_have_forgotten_are_not() {
        let html = drawn("(service web) has started 1 tasks: (task 0a1b).", Span::minutes(61));
        assert!(html.contains("(task 0a1b)") && !html.contains("<a"), "{html}");
    }

    #[test]
    fn a_target_group_goes_by_its_name() {
        let sentence =
            "registered 1 targets in (target-group arn:aws:elasticloadbalancing:r:1:targetgroup/web/0a1b) (task 0a1b)";
        let recent = drawn(sentence, Span::minutes(1));
        assert!(recent.contains("href=\"/env/prod/target-groups/web\"") && recent.contains(">web"), "{recent}");
        assert_eq!(recent.matches("<a ").count(), 2, "{recent}");
        let old = drawn(sentence, Span::minutes(61));
        assert!(old.contains("web") && !old.contains("arn:") && !old.contains("<a"), "{old}");
    }

    #[test]
    fn a_sentence_that_names_nothing_we_know_stays_as_it_came() {
        for message in ["(task ", "(task <b>)", "(task 0a1b", "(target-group x)", "has reached a steady state."] {
            let html = drawn(message, Span::minutes(1));
            assert!(!html.contains("<a") && !html.contains("<b>"), "{html}");
        }
    }
}
