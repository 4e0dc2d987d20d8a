//! The life of a task as steps.

use super::{Lifecycle, Task, TaskStatus};
use crate::time::Timestamp;
use crate::view::{StepState, TimelineStep};
use crate::why::{Behind, Cause};

/// A step of a task's life, in the order of that life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Provisioning,
    Pending,
    Pulling,
    Activating,
    Running,
    Stopping,
    Deprovisioning,
    Stopped,
}

impl Step {
    const ALL: [Self; 8] = [
        Self::Provisioning,
        Self::Pending,
        Self::Pulling,
        Self::Activating,
        Self::Running,
        Self::Stopping,
        Self::Deprovisioning,
        Self::Stopped,
    ];

    const fn label(self) -> &'static str {
        match self {
            Self::Provisioning => "Provisioning",
            Self::Pending => "Pending",
            Self::Pulling => "Pulling images",
            Self::Activating => "Activating",
            Self::Running => "Running",
            Self::Stopping => "Stopping",
            Self::Deprovisioning => "Deprovisioning",
            Self::Stopped => "Stopped",
        }
    }

    /// When it began. DescribeTasks gives no time for ACTIVATING, DEACTIVATING and DEPROVISIONING; they begin where the
    /// step before ends.
    const fn reached_at(self, life: &Lifecycle) -> Option<Timestamp> {
        match self {
            Self::Provisioning => life.created_at,
            Self::Pending => life.connected_at,
            Self::Pulling => life.pull_started_at,
            Self::Activating => life.pull_stopped_at,
            Self::Running => life.started_at,
            Self::Stopping => life.stopping_at,
            Self::Deprovisioning => life.execution_stopped_at,
            Self::Stopped => life.stopped_at,
        }
    }
}

impl Task {
    /// Its life as steps, from PROVISIONING to STOPPED, with where it failed.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html>
    pub fn timeline(&self, now: Timestamp) -> Vec<TimelineStep> {
        let current = self.current_step();
        let failed = self.failed_step();
        let ends = self.is_ending();
        let never_reached = |step: Step| failed.is_some_and(|failed| step > failed && step <= Step::Running);
        Step::ALL
            .into_iter()
            .map(|step| {
                let reached_at = step.reached_at(&self.lifecycle);
                let mut later = Step::ALL.into_iter().filter(|later| *later > step);
                let until = later.find_map(|later| later.reached_at(&self.lifecycle));
                let state = match () {
                    () if Some(step) == failed => StepState::Failed,
                    () if never_reached(step) => StepState::Skipped,
                    () if step == current && self.is_stopped() => StepState::Done,
                    () if step == current => StepState::Current,
                    () if reached_at.is_none() && ends && step < current => StepState::Skipped,
                    () if step < current => StepState::Done,
                    () => StepState::Ahead,
                };
                let took = match (state, reached_at) {
                    (StepState::Current, Some(at)) => Some(now.since(at)),
                    (StepState::Done | StepState::Failed, Some(at)) => until.map(|until| until.since(at)),
                    _ => None,
                };
                let at = reached_at.filter(|_| state != StepState::Skipped);
                TimelineStep { label: step.label().to_owned(), state, at, took }
            })
            .collect()
    }

    /// The step it is in: by its status, or by the last time that is known when the status is new to this build.
    fn current_step(&self) -> Step {
        match self.last_status {
            TaskStatus::Provisioning => Step::Provisioning,
            TaskStatus::Pending if self.lifecycle.pull_started_at.is_none() => Step::Pending,
            TaskStatus::Pending => Step::Pulling,
            TaskStatus::Activating => Step::Activating,
            TaskStatus::Running => Step::Running,
            TaskStatus::Deactivating | TaskStatus::Stopping => Step::Stopping,
            TaskStatus::Deprovisioning => Step::Deprovisioning,
            TaskStatus::Stopped | TaskStatus::Deleted => Step::Stopped,
            TaskStatus::Other(_) => self.last_reached(Step::Stopped).unwrap_or(Step::Provisioning),
        }
    }

    /// The step in which it stopped by itself: the one that its cause belongs to, or the last it reached.
    fn failed_step(&self) -> Option<Step> {
        let cause = Cause::of(self)?;
        if cause.kind.behind() != Behind::Itself || self.has_done_its_work(&cause) {
            return None;
        }
        match cause.kind {
            kind if kind.is_placement() || kind.is_network() => Some(Step::Provisioning),
            kind if kind.is_pull() => Some(Step::Pulling),
            _ => self.last_reached(Step::Running),
        }
    }

    /// The last step, up to this one, whose time is known.
    fn last_reached(&self, limit: Step) -> Option<Step> {
        Step::ALL.into_iter().rev().find(|step| *step <= limit && step.reached_at(&self.lifecycle).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::StopCode;
    use crate::testing::{NOW, ago, crashed, task};
    use crate::time::Span;

    fn states(task: &Task) -> Vec<StepState> {
        task.timeline(NOW).into_iter().map(|step| step.state).collect()
    }

    #[test]
    fn a_running_task_has_its_end_ahead() {
        use StepState::{Ahead, Current, Done};
        let mut task = task("web", 1);
        task.lifecycle.connected_at = Some(ago(595));
        task.lifecycle.pull_started_at = Some(ago(594));
        task.lifecycle.pull_stopped_at = Some(ago(585));
        assert_eq!(states(&task), [Done, Done, Done, Done, Current, Ahead, Ahead, Ahead]);
        let steps = task.timeline(NOW);
        assert_eq!(steps[2].took, Some(Span::seconds(9)));
        assert_eq!(steps[4].took, Some(Span::seconds(580)), "how long it has been running");
    }

    #[test]
    fn a_task_whose_image_is_missing_failed_while_pulling() {
        use StepState::{Done, Failed, Skipped};
        let mut task = crashed(1, 60);
        task.stop_code = Some(StopCode::TaskFailedToStart);
        task.lifecycle.started_at = None;
        task.lifecycle.connected_at = Some(ago(75));
        task.lifecycle.pull_started_at = Some(ago(70));
        task.lifecycle.pull_stopped_at = Some(ago(61));
        task.stopped_reason = Some("CannotPullContainerError: x: not found".to_owned());
        task.lifecycle.execution_stopped_at = Some(ago(60));
        assert_eq!(states(&task), [Done, Done, Failed, Skipped, Skipped, Done, Done, Done]);
    }

    #[test]
    fn a_task_that_waits_for_its_place_is_pending_and_not_yet_pulling() {
        use StepState::{Ahead, Current, Done};
        let mut task = task("web", 1);
        task.last_status = TaskStatus::Pending;
        task.lifecycle.started_at = None;
        task.lifecycle.connected_at = Some(ago(3));
        assert_eq!(states(&task), [Done, Current, Ahead, Ahead, Ahead, Ahead, Ahead, Ahead]);
    }

    #[test]
    fn a_status_nobody_knows_still_has_a_place() {
        let mut task = task("web", 1);
        task.last_status = TaskStatus::Other("DREAMING".to_owned());
        assert_eq!(states(&task)[4], StepState::Current);
    }
}
