//! How tasks and containers are judged.

use super::{Container, ContainerStatus, HealthStatus, Task, TaskStatus};
use crate::launch::{LaunchType, is_fargate};
use crate::task_definition::TaskDefinition;
use crate::verdict::Level;
use crate::why::{Behind, Cause, Kind};

impl Task {
    /// How it is judged: Steady runs, Deploying is on its way up or down, Degraded is unhealthy, has lost a sidecar or
    /// was taken away by the infrastructure, Down failed, Idle ended as asked, Unknown ended for a reason that this
    /// build does not know.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html>
    pub fn level(&self) -> Level {
        if let Some(cause) = Cause::of(self) {
            return self.level_of_end(&cause);
        }
        match self.last_status {
            TaskStatus::Running if self.health == HealthStatus::Unhealthy => Level::Degraded,
            TaskStatus::Running if self.failed_sidecar().is_some() => Level::Degraded,
            TaskStatus::Running => Level::Steady,
            TaskStatus::Provisioning
            | TaskStatus::Pending
            | TaskStatus::Activating
            | TaskStatus::Deactivating
            | TaskStatus::Stopping
            | TaskStatus::Deprovisioning => Level::Deploying,
            TaskStatus::Stopped | TaskStatus::Deleted => Level::Idle,
            TaskStatus::Other(_) => Level::Unknown,
        }
    }

    fn level_of_end(&self, cause: &Cause) -> Level {
        match cause.kind.behind() {
            Behind::Itself if self.has_done_its_work(cause) => Level::Idle,
            Behind::Itself => Level::Down,
            Behind::Infrastructure => Level::Degraded,
            Behind::Asked if self.is_stopped() => Level::Idle,
            Behind::Unknown if self.is_stopped() => Level::Unknown,
            Behind::Asked | Behind::Unknown => Level::Deploying,
        }
    }

    /// Whether it is a one-off task all of whose containers ended normally.
    pub fn has_done_its_work(&self, cause: &Cause) -> bool {
        let ended_normally = self.containers.iter().all(|container| container.exit_code == Some(0));
        !self.is_of_service() && cause.kind == Kind::Exited && ended_normally && !self.containers.is_empty()
    }

    /// One line on why it is as it is; `None` when there is nothing to say.
    pub fn why(&self) -> Option<String> {
        self.why_with(None)
    }

    /// The same line where the definition is known: it tells which containers are essential.
    pub fn why_with(&self, definition: Option<&TaskDefinition>) -> Option<String> {
        if let Some(cause) = Cause::with_definition(self, definition) {
            return Some(if self.has_done_its_work(&cause) {
                "finished, exit code 0".to_owned()
            } else {
                cause.short()
            });
        }
        match self.last_status {
            TaskStatus::Running if self.health == HealthStatus::Unhealthy => {
                let sick = self.containers.iter().find(|container| container.health == HealthStatus::Unhealthy);
                Some(match sick {
                    Some(container) => format!("container {} fails its health check", container.name),
                    None => "fails its container health check".to_owned(),
                })
            }
            TaskStatus::Running => {
                let (name, flaw) = self.failed_sidecar()?;
                let (what, more) = flaw.words();
                Some(format!("container {name} {what}{more}"))
            }
            TaskStatus::Provisioning => Some(self.provisioning().to_owned()),
            TaskStatus::Pending if self.is_pulling() => Some("pulling images".to_owned()),
            TaskStatus::Pending => Some("waiting for its containers".to_owned()),
            TaskStatus::Activating => Some("containers are starting".to_owned()),
            TaskStatus::Deactivating
            | TaskStatus::Stopping
            | TaskStatus::Deprovisioning
            | TaskStatus::Stopped
            | TaskStatus::Deleted
            | TaskStatus::Other(_) => None,
        }
    }

    /// Whether ECS is still looking for an instance to run it on.
    pub fn waits_for_instance(&self) -> bool {
        let provider = self.capacity_provider.as_deref();
        let is_known = provider.is_some() || self.launch_type.is_some();
        let is_fargate = provider.map_or(self.launch_type == Some(LaunchType::Fargate), is_fargate);
        let waits = self.last_status == TaskStatus::Provisioning && !self.desired_status.is_stopped();
        waits && is_known && !is_fargate && self.container_instance.is_none()
    }

    /// What a task in PROVISIONING waits for: ECS finds compute capacity for it first, and then sets up its network.
    fn provisioning(&self) -> &'static str {
        let provider = self.capacity_provider.as_deref();
        let is_fargate = provider.map_or(self.launch_type == Some(LaunchType::Fargate), is_fargate);
        match () {
            () if !is_fargate && self.container_instance.is_none() => "waiting for an instance with room for it",
            () if self.network_interface.is_some() => "network interface is being set up",
            () if is_fargate => "waiting for capacity and its network interface",
            () => "being set up on its instance",
        }
    }

    fn is_pulling(&self) -> bool {
        self.lifecycle.pull_started_at.is_some() && self.lifecycle.pull_stopped_at.is_none()
    }
}

impl Container {
    /// How it is judged as a part of this task: Steady runs, Deploying is on its way, Degraded fails its check, Down
    /// failed, Idle ended as asked.
    pub fn level(&self, task: &Task) -> Level {
        match self.last_status {
            ContainerStatus::Running if self.health == HealthStatus::Unhealthy => Level::Degraded,
            ContainerStatus::Running => Level::Steady,
            ContainerStatus::Pending
            | ContainerStatus::ManifestPulled
            | ContainerStatus::Pulled
            | ContainerStatus::Created
                if !task.desired_status.is_stopped() =>
            {
                Level::Deploying
            }
            ContainerStatus::Pending
            | ContainerStatus::ManifestPulled
            | ContainerStatus::Pulled
            | ContainerStatus::Created
            | ContainerStatus::Stopped => self.level_of_end(task),
            ContainerStatus::Other(_) => Level::Unknown,
        }
    }

    fn level_of_end(&self, task: &Task) -> Level {
        let ended_normally = self.reason.is_none() && matches!(self.exit_code, None | Some(0));
        let was_asked = || Cause::of(task).is_some_and(|cause| cause.kind.behind() != Behind::Itself);
        let is_well = self.health != HealthStatus::Unhealthy;
        if is_well && (ended_normally || was_asked()) { Level::Idle } else { Level::Down }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::StopCode;
    use crate::testing::{container, crashed, task};

    #[track_caller]
    fn check(task: &Task, level: Level, why: Option<&str>) {
        assert_eq!((task.level(), task.why().as_deref()), (level, why));
    }

    #[test]
    fn a_running_task_is_steady_until_its_check_fails() {
        let mut task = task("web", 1);
        check(&task, Level::Steady, None);
        task.health = HealthStatus::Unhealthy;
        task.containers[0].health = HealthStatus::Unhealthy;
        check(&task, Level::Degraded, Some("container web fails its health check"));
    }

    #[test]
    fn a_task_on_its_way_is_deploying() {
        for last_status in [TaskStatus::Provisioning, TaskStatus::Pending, TaskStatus::Activating] {
            let task = Task { last_status, ..task("web", 1) };
            assert_eq!(task.level(), Level::Deploying, "{}", task.last_status);
            assert!(task.why().is_some());
        }
        for (word, level) in [("DEACTIVATING", Level::Deploying), ("DREAMING", Level::Unknown), ("", Level::Unknown)] {
            let task = Task { last_status: word.into(), ..task("web", 1) };
            assert_eq!((task.level(), task.why()), (level, None), "{word}");
        }
    }

    #[test]
    fn a_service_task_that_exits_has_failed_even_with_code_zero() {
        check(&crashed(1, 60), Level::Down, Some("container web, exit code 1 (application error)"));
        let mut normal = crashed(1, 60);
        normal.containers[0].exit_code = Some(0);
        check(&normal, Level::Down, Some("container web, exit code 0 (ended normally)"));
    }

    #[test]
    fn a_one_off_task_that_ends_normally_has_done_its_work() {
        let mut task = crashed(1, 60);
        task.group = Some("family:migrate".to_owned());
        check(&task, Level::Down, Some("container web, exit code 1 (application error)"));
        task.containers[0].exit_code = Some(0);
        check(&task, Level::Idle, Some("finished, exit code 0"));
    }

    #[test]
    fn a_task_that_was_scaled_in_is_idle_once_it_has_stopped() {
        let mut task = crashed(1, 60);
        task.stop_code = Some(StopCode::ServiceSchedulerInitiated);
        task.stopped_reason = Some("Scaling activity initiated by (deployment ecs-svc/1)".to_owned());
        check(&task, Level::Idle, Some("stopped by a deployment or a scaling"));
        task.last_status = TaskStatus::Deactivating;
        assert_eq!(task.level(), Level::Deploying);
    }

    #[test]
    fn a_task_that_spot_took_away_is_degraded() {
        let task = Task { stop_code: Some(StopCode::SpotInterruption), ..crashed(1, 60) };
        assert_eq!(task.level(), Level::Degraded);
    }

    #[test]
    fn a_container_is_judged_with_its_task() {
        let runs = task("web", 1);
        let check = |task: &Task, status: &str, health: HealthStatus, exit_code: Option<i32>, level: Level| {
            let container = Container { last_status: status.into(), health, exit_code, ..container("web") };
            assert_eq!(container.level(task), level, "{status} {exit_code:?}");
        };
        check(&runs, "RUNNING", HealthStatus::Unknown, None, Level::Steady);
        check(&runs, "RUNNING", HealthStatus::Unhealthy, None, Level::Degraded);
        check(&runs, "PULLED", HealthStatus::Unknown, None, Level::Deploying);
        check(&runs, "STOPPED", HealthStatus::Unknown, Some(0), Level::Idle);
        check(&runs, "STOPPED", HealthStatus::Unknown, Some(1), Level::Down);
        check(&runs, "STOPPED", HealthStatus::Unhealthy, Some(0), Level::Down);
        check(&runs, "DREAMING", HealthStatus::Unknown, None, Level::Unknown);
        let scaled_in = Task { stop_code: Some(StopCode::ServiceSchedulerInitiated), ..crashed(1, 60) };
        check(&scaled_in, "STOPPED", HealthStatus::Unknown, Some(143), Level::Idle);
        check(&scaled_in, "PENDING", HealthStatus::Unknown, None, Level::Idle);
        check(&crashed(1, 60), "STOPPED", HealthStatus::Unknown, Some(137), Level::Down);
    }
}
