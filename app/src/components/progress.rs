//! The bar of a deployment: new tasks that run, that start, that failed, and old ones still there.

use leptos::prelude::*;

/// What a deployment has come to, counted in tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Tasks it should run.
    pub desired: u32,
    /// Tasks of it that run.
    pub running: u32,
    /// Tasks of it on their way.
    pub starting: u32,
    /// Tasks of it that failed.
    pub failed: u32,
    /// Running tasks of the deployments it replaces.
    pub old: u32,
}

/// The bar with its counts as its name.
///
/// Widths are attributes of SVG rectangles: the content security policy allows no inline style.
pub fn progress(counts: Progress) -> AnyView {
    let mut x = 0;
    let bars = segments(counts)
        .into_iter()
        .map(|(class, width)| {
            let left = x;
            x += width;
            // A hairline between neighbours; a segment is never thinner than it is wide enough to be seen.
            let drawn = width.saturating_sub(4).max(2);
            view! { <rect class=class x=left.to_string() y="0" width=drawn.to_string() height="8"></rect> }
        })
        .collect_view();
    view! {
        <svg class="progress" viewBox="0 0 1000 8" preserveAspectRatio="none" role="img" aria-label=in_words(counts)>
            {bars}
        </svg>
    }
    .into_any()
}

/// What the colours mean.
pub fn progress_legend() -> AnyView {
    let entry = |class: &'static str, word: &'static str| {
        view! { <span><svg viewBox="0 0 9 9" aria-hidden="true"><rect class=class width="9" height="9" rx="2"></rect></svg>{word}</span> }
    };
    view! {
        <div class="legend">
            {entry("p-new", "new")}{entry("p-start", "starting")}{entry("p-fail", "failed")}{entry("p-old", "old")}
        </div>
    }
    .into_any()
}

/// The counts as a sentence without a verb: `2 of 4 running, 1 starting, 3 failed, 4 old still running`.
pub fn in_words(counts: Progress) -> String {
    let mut words = format!("{} of {} running", counts.running, counts.desired);
    for (count, word) in [(counts.starting, "starting"), (counts.failed, "failed"), (counts.old, "old still running")] {
        if count > 0 {
            words += &format!(", {count} {word}");
        }
    }
    words
}

/// The segments from left to right with their widths in thousandths of the bar.
///
/// A crash loop fails many times as often as there are tasks; its failures take at most as much room as what is wanted.
fn segments(counts: Progress) -> Vec<(&'static str, u32)> {
    let missing = counts.desired.saturating_sub(counts.running.saturating_add(counts.starting));
    let failed = counts.failed.min(counts.desired.max(1));
    let waiting = missing.saturating_sub(failed);
    let parts = [("p-new", counts.running), ("p-start", counts.starting), ("p-fail", failed), ("p-wait", waiting), ("p-old", counts.old)];
    let total: u64 = parts.iter().map(|(_, count)| u64::from(*count)).sum();
    let width = |count: u32| u32::try_from(u64::from(count) * 1000 / total.max(1)).unwrap_or(1000);
    parts.into_iter().filter(|(_, count)| *count > 0).map(|(class, count)| (class, width(count))).collect()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn counts(desired: u32, running: u32, starting: u32, failed: u32, old: u32) -> Progress {
        Progress { desired, running, starting, failed, old }
    }

    #[test]
    fn the_segments_share_the_bar_in_proportion() {
        assert_eq!(segments(counts(4, 2, 1, 0, 1)), [("p-new", 400), ("p-start", 200), ("p-wait", 200), ("p-old", 200)]);
    }

    #[test]
    fn many_failures_take_no_more_room_than_the_wanted_tasks() {
        assert_eq!(segments(counts(2, 0, 0, 500, 2)), [("p-fail", 500), ("p-old", 500)]);
    }

    #[test]
    fn a_service_scaled_to_zero_has_an_empty_bar() {
        assert_eq!(segments(counts(0, 0, 0, 0, 0)), []);
        assert!(progress(counts(0, 0, 0, 0, 0)).to_html().contains("0 of 0 running"));
    }

    #[test]
    fn the_greatest_counts_do_not_overflow() {
        let most = u32::MAX;
        assert!(segments(counts(most, most, most, most, most)).iter().all(|(_, width)| *width <= 1000));
    }

    #[test]
    fn the_bar_is_named_by_its_counts() {
        assert_eq!(in_words(counts(4, 2, 1, 3, 4)), "2 of 4 running, 1 starting, 3 failed, 4 old still running");
        assert_eq!(in_words(counts(4, 4, 0, 0, 0)), "4 of 4 running");
    }
}
