//! How a task is judged.

use super::{Health, Task};
use crate::verdict::Level;
use crate::why::{Behind, Cause, Kind};

impl Task {
    /// How it is judged: Steady runs, Deploying is on its way up or down, Degraded is unhealthy or was taken away by the
    /// infrastructure, Down failed, Idle ended as asked.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html>
    pub fn level(&self) -> Level {
        if let Some(cause) = Cause::of(self) {
            return self.level_of_end(&cause);
        }
        match self.last_status.as_str() {
            "RUNNING" if self.health == Health::Unhealthy => Level::Degraded,
            "RUNNING" => Level::Steady,
            "PROVISIONING" | "PENDING" | "ACTIVATING" => Level::Deploying,
            _ => Level::Unknown,
        }
    }

    fn level_of_end(&self, cause: &Cause) -> Level {
        match cause.kind.behind() {
            Behind::Itself if self.has_done_its_work(cause) => Level::Idle,
            Behind::Itself => Level::Down,
            Behind::Infrastructure => Level::Degraded,
            Behind::Asked if self.is_stopped() => Level::Idle,
            Behind::Asked => Level::Deploying,
        }
    }

    /// Whether it is a one-off task all of whose containers ended normally.
    pub fn has_done_its_work(&self, cause: &Cause) -> bool {
        let is_service = self.group.as_deref().is_some_and(|group| group.starts_with("service:"));
        let ended_normally = self.containers.iter().all(|container| container.exit_code == Some(0));
        !is_service && cause.kind == Kind::Exited && ended_normally && !self.containers.is_empty()
    }

    /// One line on why it is as it is; `None` when there is nothing to say.
    pub fn why(&self) -> Option<String> {
        if let Some(cause) = Cause::of(self) {
            return Some(if self.has_done_its_work(&cause) {
                "finished, exit code 0".to_owned()
            } else {
                cause.short()
            });
        }
        match self.last_status.as_str() {
            "RUNNING" if self.health == Health::Unhealthy => {
                let sick = self.containers.iter().find(|container| container.health == Health::Unhealthy);
                Some(match sick {
                    Some(container) => format!("container {} fails its health check", container.name),
                    None => "fails its container health check".to_owned(),
                })
            }
            "PROVISIONING" => Some("network interface is being set up".to_owned()),
            "PENDING" if self.lifecycle.pull_started_at.is_some() && self.lifecycle.pull_stopped_at.is_none() => {
                Some("pulling images".to_owned())
            }
            "PENDING" => Some("waiting for its containers".to_owned()),
            "ACTIVATING" => Some("containers are starting".to_owned()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{crashed, task};

    #[track_caller]
    fn check(task: &Task, level: Level, why: Option<&str>) {
        assert_eq!((task.level(), task.why().as_deref()), (level, why));
    }

    #[test]
    fn a_running_task_is_steady_until_its_check_fails() {
        let mut task = task("web", 1);
        check(&task, Level::Steady, None);
        task.health = Health::Unhealthy;
        task.containers[0].health = Health::Unhealthy;
        check(&task, Level::Degraded, Some("container web fails its health check"));
    }

    #[test]
    fn a_task_on_its_way_is_deploying() {
        for status in ["PROVISIONING", "PENDING", "ACTIVATING"] {
            let task = Task { last_status: status.to_owned(), ..task("web", 1) };
            assert_eq!(task.level(), Level::Deploying, "{status}");
            assert!(task.why().is_some());
        }
        assert_eq!(Task { last_status: "DREAMING".to_owned(), ..task("web", 1) }.level(), Level::Unknown);
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
        task.stop_code = Some("ServiceSchedulerInitiated".to_owned());
        task.stopped_reason = Some("Scaling activity initiated by (deployment ecs-svc/1)".to_owned());
        check(&task, Level::Idle, Some("stopped by a deployment or a scaling"));
        task.last_status = "DEACTIVATING".to_owned();
        assert_eq!(task.level(), Level::Deploying);
    }

    #[test]
    fn a_task_that_spot_took_away_is_degraded() {
        let task = Task { stop_code: Some("SpotInterruption".to_owned()), ..crashed(1, 60) };
        assert_eq!(task.level(), Level::Degraded);
    }
}
