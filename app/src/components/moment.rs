//! Moments and ages, written so that they can be counted on while the page is open.

use leptos::prelude::*;
use model::time::Timestamp;

/// How an age is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `4 min ago`
    Ago,
    /// `4 min`
    For,
}

impl Form {
    /// The value of `data-form`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ago => "ago",
            Self::For => "for",
        }
    }

    /// The form whose key this is.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Ago, Self::For].into_iter().find(|form| form.key() == key)
    }
}

/// The age at `now` of what happened at `at`.
pub fn words(form: Form, now: Timestamp, at: Timestamp) -> String {
    let age = now.since(at);
    match form {
        Form::Ago => format!("{age} ago"),
        Form::For => age.to_string(),
    }
}

/// An age that is counted on while the page is open; the moment itself is its title.
pub fn age(form: Form, now: Timestamp, at: Timestamp) -> AnyView {
    view! {
        <time datetime=at.iso() data-at=at.0.to_string() data-form=form.key() title=title(at)>
            {words(form, now, at)}
        </time>
    }
    .into_any()
}

/// `4 min ago`, counted on; a dash for what has not happened.
pub fn ago(now: Timestamp, at: Option<Timestamp>) -> AnyView {
    match at {
        Some(at) => age(Form::Ago, now, at),
        None => dash(),
    }
}

/// The time of day in UTC, with the date when it is not today's.
pub fn clock(now: Timestamp, at: Timestamp) -> AnyView {
    let text = if now.date() == at.date() { at.clock() } else { format!("{} {}", at.date(), at.clock()) };
    view! { <time datetime=at.iso() title=title(at)>{text}</time> }.into_any()
}

/// Nothing to say here.
pub fn dash() -> AnyView {
    view! { <span class="faint">"–"</span> }.into_any()
}

fn title(at: Timestamp) -> String {
    format!("{} {} UTC", at.date(), at.clock())
}
