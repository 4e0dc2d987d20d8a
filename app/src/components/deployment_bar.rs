//! How far a deployment is: what is new, starting, failed, and still old.

use leptos::prelude::*;
use model::view::DeploymentRow;

use crate::ui::segments::{Part, segments};

/// Draws the bar of a deployment beside `old_running` tasks of the ones before it.
pub fn deployment_bar(new: &DeploymentRow, old_running: u32) -> AnyView {
    segments(in_words(new, old_running), &parts(new, old_running))
}

/// The parts from left to right.
///
/// A crash loop fails many times as often as there are tasks: failures take no more room than what is wanted.
fn parts(new: &DeploymentRow, old_running: u32) -> [(Part, u32); 5] {
    let failed = new.failed.min(new.desired.max(1));
    let there = new.running.saturating_add(new.pending).saturating_add(failed).saturating_add(old_running);
    [
        (Part::New, new.running),
        (Part::Starting, new.pending),
        (Part::Failed, failed),
        (Part::Missing, new.desired.saturating_sub(there)),
        (Part::Old, old_running),
    ]
}

/// The bar in words: `2 of 4 running, 1 starting, 1 failed, 3 old`.
pub fn in_words(new: &DeploymentRow, old_running: u32) -> String {
    let mut words = format!("{} of {} running", new.running, new.desired);
    for (count, word) in [(new.pending, "starting"), (new.failed, "failed"), (old_running, "old")] {
        if count > 0 {
            words.push_str(&format!(", {count} {word}"));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn many_failures_take_no_more_room_than_the_wanted_tasks() {
        let crashing = DeploymentRow { failed: 500, ..sample::deployment(43, 1) };
        assert_eq!(parts(&crashing, 0).map(|(_, count)| count), [1, 0, 4, 0, 0]);
        assert_eq!(in_words(&crashing, 0), "1 of 4 running, 500 failed");
    }

    #[test]
    fn what_is_wanted_and_not_there_is_missing() {
        assert_eq!(parts(&sample::deployment(43, 1), 2).map(|(_, count)| count), [1, 0, 0, 1, 2]);
    }
}
