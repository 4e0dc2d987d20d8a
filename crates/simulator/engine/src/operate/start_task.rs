//! Starting tasks on instances that the caller has chosen.

use super::Ran;
use crate::Engine;
use crate::arn::last_part;
use crate::capacity::Seat;
use crate::error::{ApiError, Failure};
use crate::id::{InstanceId, TaskKey};
use crate::input::StartTask;
use std::sync::Arc;

/// The most instances of one call.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StartTask.html>
const INSTANCES_MAX: usize = 10;

impl Engine {
    /// Starts one task on each of the instances. One that cannot take it is in `failures`.
    ///
    /// # Errors
    /// As [`Engine::run_task`]; `InvalidParameterException` for no instances or more than ten.
    pub fn start_task(&mut self, input: StartTask) -> Result<Ran, ApiError> {
        let StartTask { container_instances, mut run } = input;
        if container_instances.is_empty() {
            return Err(ApiError::invalid("Container instances cannot be empty."));
        }
        if container_instances.len() > INSTANCES_MAX {
            return Err(ApiError::invalid(format!(
                "Container instances cannot have more than {INSTANCES_MAX} elements."
            )));
        }
        run.count = None;
        run.rest.insert("launchType".to_owned(), "EC2".into());
        let cluster = self.world.find_cluster(run.cluster.as_deref())?.name.clone();
        let (template, _) = self.plan_run(&cluster, &run)?;
        let template = Arc::new(template);
        let mut ran = Ran::default();
        for reference in &container_instances {
            let known = last_part(reference).parse::<InstanceId>().ok();
            let known = known.filter(|id| self.world.cluster(&cluster).is_some_and(|it| it.instance(*id).is_some()));
            let reason = match known {
                None => Some("MISSING"),
                Some(id) => self.obstacle_on(&cluster, &template, id).map(|obstacle| obstacle.reason()),
            };
            match (known, reason) {
                (Some(instance), None) => {
                    let task = self.launch(&cluster, &template, None, Seat::On(instance), None);
                    ran.tasks.push(TaskKey { cluster: cluster.clone(), task });
                }
                (known, reason) => ran.failures.push(Failure {
                    arn: Some(known.map_or_else(
                        || self.world.arns.instance_named(&cluster, reference),
                        |id| self.world.arns.container_instance(&cluster, id),
                    )),
                    reason: reason.unwrap_or_default().to_owned(),
                    detail: None,
                }),
            }
        }
        Ok(ran)
    }
}
