//! How far a deployment is: what is new, starting, failed, and still old.

use leptos::prelude::*;
use model::view::DeploymentRow;

use crate::ui::segments::{Part, segments};

/// Draws the bar of a deployment beside `old_running` tasks of the ones before it.
pub fn deployment_bar(new: &DeploymentRow, old_running: u32) -> AnyView {
    let parts = [(Part::New, new.running), (Part::Starting, new.pending), (Part::Failed, new.failed), (Part::Old, old_running)];
    let there = new.running.saturating_add(new.pending);
    let missing = new.desired.saturating_sub(there.saturating_add(new.failed).saturating_add(old_running));
    let label = in_words(new, old_running);
    segments(label, &[parts[0], parts[1], parts[2], (Part::Missing, missing), parts[3]])
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
