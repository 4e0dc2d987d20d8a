//! A few of a few: as many marks as there are in all, those that count filled.

use leptos::prelude::*;

/// More than this are not told apart at a glance; a bar says it then.
const MOST: u32 = 12;

/// The width of one mark with its gap, in the drawing's own units.
const STEP: u32 = 10;

/// Draws `of` marks, the first `filled` of them filled. It says nothing to a screen reader: the words beside it do.
pub fn pips(filled: u32, of: u32) -> AnyView {
    let (filled, of) = if of > MOST { (filled.min(of) * MOST / of, MOST) } else { (filled.min(of), of) };
    let marks = (0..of).map(|index| {
        let class = if index < filled { "pip filled" } else { "pip" };
        view! { <rect class=class x=(index * STEP + 1).to_string() y="1" width="7" height="8" rx="2"></rect> }
    });
    view! {
        <svg class="pips" viewBox=format!("0 0 {} 10", of * STEP) width=(of * STEP).to_string() height="10" aria-hidden="true">
            {marks.collect_view()}
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(filled: u32, of: u32, expect: (usize, usize)) {
        let html = pips(filled, of).to_html();
        assert_eq!((html.matches("filled").count(), html.matches("<rect").count()), expect, "{html}");
    }

    #[test]
    fn as_many_are_filled_as_count() {
        check(2, 3, (2, 3));
        check(0, 3, (0, 3));
        check(5, 3, (3, 3));
    }

    #[test]
    fn many_are_drawn_in_proportion() {
        check(50, 100, (6, 12));
    }
}
