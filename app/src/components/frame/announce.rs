//! Says aloud when the number of services and jobs that need attention changes.

use leptos::prelude::*;

use super::Frames;

/// A region that screen readers read when it changes; empty until something does.
pub fn announce(shell: Frames) -> AnyView {
    let said = RwSignal::new(String::new());
    Effect::new(move |before: Option<Option<u32>>| {
        let now = shell.get().and_then(Result::ok).map(|shell| shell.attention);
        if let (Some(Some(before)), Some(now)) = (before, now)
            && before != now
        {
            said.set(sentence(before, now));
        }
        now.or(before.flatten())
    });
    view! { <p class="sr-only" role="status" aria-live="polite">{said}</p> }.into_any()
}

fn sentence(before: u32, now: u32) -> String {
    let now_words = match now {
        0 => "Nothing needs attention any more".to_owned(),
        1 => "1 service or job needs attention".to_owned(),
        _ => format!("{now} services and jobs need attention"),
    };
    match now.checked_sub(before) {
        Some(more) => format!("{now_words}, {more} more than before"),
        None if now == 0 => now_words,
        None => format!("{now_words}, {} fewer than before", before - now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_says_what_is_and_what_changed() {
        assert_eq!(sentence(2, 3), "3 services and jobs need attention, 1 more than before");
        assert_eq!(sentence(3, 1), "1 service or job needs attention, 2 fewer than before");
        assert_eq!(sentence(1, 0), "Nothing needs attention any more");
    }
}
