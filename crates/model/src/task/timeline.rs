//! The life of a task as steps.

use super::Task;
use crate::time::Timestamp;
use crate::view::{StepState, TimelineStep};
use crate::why::{Behind, Cause, Kind};

/// The place of the step "Running" among the steps.
const RUNNING: usize = 4;

/// A step: its label, and the states that mean "the task is in it now".
struct Step {
    label: &'static str,
    states: &'static [&'static str],
    at: Option<Timestamp>,
}

impl Task {
    /// Its life as steps, from PROVISIONING to STOPPED, with where it failed.
    ///
    /// DescribeTasks gives no time for ACTIVATING, DEACTIVATING and DEPROVISIONING; they begin where the step before ends.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html>
    pub fn timeline(&self, now: Timestamp) -> Vec<TimelineStep> {
        let life = &self.lifecycle;
        let pulled = life.pull_stopped_at;
        let steps = [
            Step { label: "Provisioning", states: &["PROVISIONING"], at: life.created_at },
            Step { label: "Pending", states: &[], at: life.connected_at },
            Step { label: "Pulling images", states: &["PENDING"], at: life.pull_started_at },
            Step { label: "Activating", states: &["ACTIVATING"], at: pulled },
            Step { label: "Running", states: &["RUNNING"], at: life.started_at },
            Step { label: "Stopping", states: &["DEACTIVATING", "STOPPING"], at: life.stopping_at },
            Step { label: "Deprovisioning", states: &["DEPROVISIONING"], at: life.execution_stopped_at },
            Step { label: "Stopped", states: &["STOPPED", "DELETED"], at: life.stopped_at },
        ];
        let current = self.current_step(&steps);
        let failed = self.failed_step(&steps);
        let ends = self.desired_status == "STOPPED" || self.is_stopped();
        let never_reached = |index: usize| failed.is_some_and(|failed| index > failed && index <= RUNNING);
        steps
            .iter()
            .enumerate()
            .map(|(index, step)| {
                let until = steps[index + 1..].iter().find_map(|later| later.at);
                let state = match () {
                    () if Some(index) == failed => StepState::Failed,
                    () if never_reached(index) => StepState::Skipped,
                    () if index == current && self.is_stopped() => StepState::Done,
                    () if index == current => StepState::Current,
                    () if step.at.is_none() && ends && index < current => StepState::Skipped,
                    () if index < current => StepState::Done,
                    () => StepState::Ahead,
                };
                let took = match (state, step.at) {
                    (StepState::Current, Some(at)) => Some(now.since(at)),
                    (StepState::Done | StepState::Failed, Some(at)) => until.map(|until| until.since(at)),
                    _ => None,
                };
                let at = step.at.filter(|_| state != StepState::Skipped);
                TimelineStep { label: step.label.to_owned(), state, at, took }
            })
            .collect()
    }

    /// The step it is in: by its status, or by the last time that is known when the status is new to this build.
    fn current_step(&self, steps: &[Step]) -> usize {
        let by_status = steps.iter().position(|step| step.states.contains(&&*self.last_status));
        let waits = self.last_status == "PENDING" && self.lifecycle.pull_started_at.is_none();
        match by_status {
            Some(index) if waits => index - 1,
            Some(index) => index,
            None => steps.iter().rposition(|step| step.at.is_some()).unwrap_or(0),
        }
    }

    /// The step in which it stopped by itself: the one that its cause belongs to, or the last it reached.
    fn failed_step(&self, steps: &[Step]) -> Option<usize> {
        let cause = Cause::of(self)?;
        if cause.kind.behind() != Behind::Itself || self.has_done_its_work(&cause) {
            return None;
        }
        let named = |label: &str| steps.iter().position(|step| step.label == label);
        match cause.kind {
            Kind::NetworkFailed | Kind::NoCapacity => named("Provisioning"),
            Kind::ImageNotFound
            | Kind::PullDenied
            | Kind::RegistryUnreachable
            | Kind::PullRateLimited
            | Kind::PullFailed => named("Pulling images"),
            _ => steps[..=RUNNING].iter().rposition(|step| step.at.is_some()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
        task.stop_code = Some("TaskFailedToStart".to_owned());
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
        task.last_status = "PENDING".to_owned();
        task.lifecycle.started_at = None;
        task.lifecycle.connected_at = Some(ago(3));
        assert_eq!(states(&task), [Done, Current, Ahead, Ahead, Ahead, Ahead, Ahead, Ahead]);
    }

    #[test]
    fn a_status_nobody_knows_still_has_a_place() {
        let mut task = task("web", 1);
        task.last_status = "DREAMING".to_owned();
        assert_eq!(states(&task)[4], StepState::Current);
    }
}
