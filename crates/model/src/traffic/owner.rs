//! Which task is behind a target.

use super::Target;
use crate::task::Task;

impl Target {
    /// Whether the task is, or was, behind it: by its address, or by its instance and a port of it.
    ///
    /// `ec2` is the EC2 instance the task is on. Groups of type `ip` hold addresses of tasks in `awsvpc` mode, groups
    /// of type `instance` hold EC2 instances with the host ports of tasks in the other modes.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html>
    pub fn is_of(&self, task: &Task, ec2: Option<&str>) -> bool {
        if task.private_ip.as_deref() == Some(&*self.id) {
            return true;
        }
        let takes = |port: u16| task.containers.iter().any(|container| container.host_ports.contains(&port));
        ec2 == Some(&*self.id) && self.port.is_some_and(takes)
    }

    /// The task behind it, one that still runs before one that has stopped: addresses are used again.
    pub fn owner<'a>(
        &self,
        tasks: impl Iterator<Item = &'a Task>,
        ec2_of: impl Fn(&Task) -> Option<&'a str>,
    ) -> Option<&'a Task> {
        tasks.filter(|task| self.is_of(task, ec2_of(task))).min_by_key(|task| task.is_stopped())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::TaskStatus;
    use crate::testing::task;
    use crate::traffic::TargetState;

    fn target(id: &str, port: u16) -> Target {
        let (zone, reason, description) = (None, None, None);
        Target { id: id.to_owned(), port: Some(port), zone, state: TargetState::Healthy, reason, description }
    }

    #[test]
    fn an_address_belongs_to_the_task_that_runs_with_it() {
        let stopped =
            Task { last_status: TaskStatus::Stopped, private_ip: Some("10.0.0.1".to_owned()), ..task("web", 1) };
        let running = Task { private_ip: Some("10.0.0.1".to_owned()), ..task("web", 2) };
        let tasks = [stopped, running];
        let owner = |id: &str| target(id, 80).owner(tasks.iter(), |_| None);
        assert_eq!(owner("10.0.0.1").unwrap().task_definition.revision, 2);
        assert!(owner("10.0.0.2").is_none());
        assert_eq!(target("10.0.0.1", 80).owner(tasks[..1].iter(), |_| None).unwrap().task_definition.revision, 1);
    }

    #[test]
    fn an_instance_belongs_to_the_task_that_has_taken_the_port() {
        let mut task = task("web", 1);
        task.containers[0].host_ports = vec![32768];
        assert!(target("i-1", 32768).is_of(&task, Some("i-1")));
        assert!(!target("i-1", 32769).is_of(&task, Some("i-1")), "another task's port");
        assert!(!target("i-2", 32768).is_of(&task, Some("i-1")), "another instance");
        assert!(!target("i-1", 32768).is_of(&task, None));
    }
}
