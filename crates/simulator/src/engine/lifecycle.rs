//! How a task goes through its life.

use super::Engine;
use super::id::TaskKey;

/// What a task is about to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step { A }

impl Engine {
    pub(super) fn step_task(&mut self, _t: &TaskKey, _s: Step, _g: u32) {}
    pub(super) fn forget_task(&mut self, _t: &TaskKey) {}
}
