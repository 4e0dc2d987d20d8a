//! How old what is shown is.

use std::sync::Arc;

use leptos::prelude::*;
use model::freshness::STALE_AFTER;
use model::page::Page;
use model::time::Timestamp;
use model::view::Shell;

use crate::live::Live;

/// What is known of the age of the news that concern a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct News {
    as_of: Option<Timestamp>,
    now: Timestamp,
    is_stale: bool,
}

/// Draws the age of the news on a page, counting on in the browser, and who looks.
pub fn fresh(shell: Shell, page: Memo<Option<Page>>) -> AnyView {
    let live = Live::current();
    let viewer = shell.viewer.clone();
    // No signal is made here: it would go with the frame's last answer, while what is drawn still reads it.
    let shell = Arc::new(shell);
    let aged = move || {
        let news = page.with(|page| news(&shell, page.as_ref()));
        let now = live.clock().unwrap_or(news.now);
        (news, news.as_of.map(|at| now.since(at)))
    };
    let class = {
        let aged = aged.clone();
        move || match aged() {
            _ if !live.connected() || !live.is_answered() => "fresh lost",
            (news, age) if news.is_stale || age.is_none_or(|age| age > STALE_AFTER) => "fresh stale",
            _ => "fresh",
        }
    };
    let words = move || match aged() {
        _ if !live.connected() => "reconnecting …".to_owned(),
        _ if !live.is_answered() => "no answer, trying again …".to_owned(),
        (_, Some(age)) => format!("as of {age} ago"),
        (_, None) => "first reading …".to_owned(),
    };
    view! {
        <span class=class><span class="fresh-mark"></span><span class="num">{words}</span></span>
        <span class="viewer">{viewer}</span>
    }
    .into_any()
}

/// The news of the environment that the page is about, or of the oldest of all.
fn news(shell: &Shell, page: Option<&Page>) -> News {
    let entry =
        page.and_then(Page::environment).and_then(|name| shell.environments.iter().find(|entry| entry.name == *name));
    match entry {
        Some(entry) => News { as_of: entry.freshness.as_of, now: shell.now, is_stale: false },
        None => News { as_of: shell.as_of, now: shell.now, is_stale: shell.stale },
    }
}
