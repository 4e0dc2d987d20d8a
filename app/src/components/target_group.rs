//! Target groups on one line: how healthy they are, and whose tasks they hold.

use leptos::prelude::*;
use model::address::ServiceRef;
use model::traffic::HealthCounts;
use model::verdict::Level;
use model::view::GroupLine;

use super::level::{shape_of, state_as, tone_of};
use crate::ui::shape::shape;

/// The group's name, leading to its page.
pub fn name(line: &GroupLine) -> AnyView {
    view! { <a class="name" href=line.at.page().path()>{line.at.name.to_string()}</a> }.into_any()
}

/// How healthy it is, with its level's shape and colour.
pub fn health(line: &GroupLine) -> AnyView {
    state_as(line.level, in_words(line.counts))
}

/// `3 of 4 healthy, 1 draining`.
pub fn in_words(counts: Option<HealthCounts>) -> String {
    let Some(counts) = counts else { return "health not read".to_owned() };
    let mut words = match counts.staying() {
        0 => "no targets".to_owned(),
        all => format!("{} of {all} healthy", counts.healthy),
    };
    for (count, word) in [(counts.initial, "starting"), (counts.draining, "draining")] {
        if count > 0 {
            words.push_str(&format!(", {count} {word}"));
        }
    }
    words
}

/// The services whose tasks it holds.
pub fn services(line: &GroupLine) -> AnyView {
    if line.services.is_empty() {
        return view! { <span class="quiet">"no service"</span> }.into_any();
    }
    let services = line.services.iter().map(|(at, level)| view! { <li>{service(at, *level)}</li> });
    view! { <ul class="owners">{services.collect_view()}</ul> }.into_any()
}

fn service(at: &ServiceRef, level: Level) -> AnyView {
    view! {
        <span class=tone_of(level).class() title=level.word()>{shape(shape_of(level))}<span class="sr-only">{level.word()}</span></span>
        " "
        <a href=at.page().path()>{at.service.to_string()}</a>
    }
    .into_any()
}

/// What stands out; that targets come and go as they should does not.
pub fn reason(line: &GroupLine) -> AnyView {
    let reason = line.reason.clone().filter(|_| !matches!(line.level, Level::Steady | Level::Deploying));
    reason.map(|reason| view! { <div class="sub">{reason}</div> }).into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(counts: Option<HealthCounts>, expect: &str) {
        assert_eq!(in_words(counts), expect);
    }

    #[test]
    fn targets_are_counted_without_those_that_leave() {
        check(None, "health not read");
        check(Some(HealthCounts::default()), "no targets");
        check(Some(HealthCounts { healthy: 3, unhealthy: 1, ..HealthCounts::default() }), "3 of 4 healthy");
        check(
            Some(HealthCounts { healthy: 2, initial: 2, draining: 1, ..HealthCounts::default() }),
            "2 of 4 healthy, 2 starting, 1 draining",
        );
        check(Some(HealthCounts { draining: 2, ..HealthCounts::default() }), "no targets, 2 draining");
    }
}
