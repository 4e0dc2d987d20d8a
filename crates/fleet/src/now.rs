//! What AWS says at this moment: for whoever is about to change something. What is read is put into the snapshot.

use std::collections::BTreeSet;
use std::sync::Arc;

use draft::Document;
use model::address::{RevisionRef, ServiceRef, TaskRef};
use model::audit::FieldChange;
use model::deployment::ServiceDeployment;
use model::freshness::Trouble;
use model::image::{EcrImage, Sighting};
use model::name::{EnvironmentName, TaskId};
use model::scaling::ScalableTarget;
use model::service::Service;
use model::task::{Protection, Task};
use model::task_definition::{TaskDefinition, TaskDefinitionRef};

use crate::budget::Priority;
use crate::clients::Clients;
use crate::error::{Cause, FleetError};
use crate::fleet::Fleet;
use crate::operation::Operation;
use crate::read;
use crate::store::TaskScope;
use crate::write::{WriteError, Written, not_found};

impl Fleet {
    /// A service as AWS describes it now, ahead of all polling.
    ///
    /// # Errors
    /// [`FleetError::NotFound`] when there is none, or none any more; [`FleetError::Trouble`] when AWS does not say, or
    /// its answer lacks how many tasks are wanted and run: nothing is planned from a default.
    pub async fn describe_service(&self, at: &ServiceRef) -> Result<Arc<Service>, FleetError> {
        let estate = self.estate(&at.environment)?;
        let names = [at.service.clone()];
        let answer = read::services::describe(&estate.clients, &at.cluster, &names, Priority::Interactive).await;
        let answer = estate.noted("a service to be changed", answer)?;
        let found = answer.value.iter().find(|service| service.name == at.service).cloned();
        estate.store.edit(|draft| match &found {
            Some(_) => draft.put_services(&at.cluster, answer.value, answer.at),
            None if answer.is_whole => draft.drop_services(&at.cluster, &names, answer.at),
            None => {}
        });
        match found {
            Some(service) if service.uncounted().is_empty() => Ok(Arc::new(service)),
            None if answer.is_whole => Err(not_found(Operation::DescribeServices)),
            Some(_) | None => Err(not_understood(Operation::DescribeServices)),
        }
    }

    /// A task as AWS describes it now, ahead of all polling.
    ///
    /// # Errors
    /// As [`Fleet::describe_service`].
    pub async fn describe_task(&self, at: &TaskRef) -> Result<Arc<Task>, FleetError> {
        let estate = self.estate(&at.environment)?;
        let ids = [at.task.clone()];
        let answer = read::tasks::describe(&estate.clients, &at.cluster, &ids, Priority::Interactive).await;
        let answer = estate.noted("a task to be changed", answer)?;
        let found = answer.value.iter().find(|task| task.id == at.task).cloned();
        estate.store.edit(|draft| draft.put_tasks(&at.cluster, answer.value, answer.at));
        found.map(Arc::new).ok_or_else(|| not_found(Operation::DescribeTasks))
    }

    /// Whether a task is protected from being stopped by its service, as AWS says now.
    ///
    /// # Errors
    /// As [`Fleet::describe_service`].
    pub async fn task_protection(&self, at: &TaskRef) -> Result<Protection, FleetError> {
        let estate = self.estate(&at.environment)?;
        let ids = [at.task.clone()];
        let answer = read::tasks::protections(&estate.clients, &at.cluster, &ids, Priority::Interactive).await;
        let told = estate.noted("the protection of a task", answer)?.into_iter().find(|(id, _)| *id == at.task);
        told.map(|(_, protection)| protection).ok_or_else(|| not_found(Operation::GetTaskProtection))
    }

    /// Those of these tasks of a service that are protected from being stopped by it, as AWS says now.
    ///
    /// # Errors
    /// As [`Fleet::describe_service`].
    pub async fn protected_tasks(&self, at: &ServiceRef, ids: &[TaskId]) -> Result<BTreeSet<TaskId>, FleetError> {
        let estate = self.estate(&at.environment)?;
        let mut protected = BTreeSet::new();
        for ids in ids.chunks(read::tasks::DESCRIBE_MAX) {
            let told = read::tasks::protections(&estate.clients, &at.cluster, ids, Priority::Interactive).await;
            let told = estate.noted("the protection of tasks", told)?;
            protected.extend(told.into_iter().filter(|(_, protection)| protection.enabled).map(|(id, _)| id));
        }
        Ok(protected)
    }

    /// Lists and describes the tasks of a service, ahead of all polling; they are in the snapshot then.
    ///
    /// # Errors
    /// As [`Fleet::describe_service`].
    pub async fn describe_tasks_of(&self, at: &ServiceRef) -> Result<(), FleetError> {
        let estate = self.estate(&at.environment)?;
        let (cluster, began) = (&at.cluster, estate.clock.now());
        let ids = read::tasks::list(&estate.clients, cluster, Some(&at.service), Priority::Interactive).await;
        let ids = estate.noted("tasks of a service to be changed", ids)?;
        estate.store.edit(|draft| draft.keep_tasks(cluster, &TaskScope::Service(&at.service), &ids, began));
        for ids in ids.into_iter().collect::<Vec<_>>().chunks(read::tasks::DESCRIBE_MAX) {
            let answer = read::tasks::describe(&estate.clients, cluster, ids, Priority::Interactive).await;
            let answer = estate.noted("tasks of a service to be changed", answer)?;
            estate.store.edit(|draft| draft.put_tasks(cluster, answer.value, answer.at));
        }
        Ok(())
    }

    /// Tells those who look at the cluster that there is something to see which did not come from AWS.
    pub fn announce(&self, at: &ServiceRef) {
        if let Ok(estate) = self.estate(&at.environment) {
            estate.store.edit(|draft| draft.touch(Some(at.cluster.clone())));
        }
    }

    /// The deployment of a service that is under way, as AWS describes it now, and the revision that a rollback brings
    /// back, if AWS names one. `None` when nothing deploys.
    ///
    /// # Errors
    /// As [`Fleet::describe_service`].
    pub async fn deployment_under_way(&self, at: &ServiceRef) -> Result<Option<ServiceDeployment>, FleetError> {
        let estate = self.estate(&at.environment)?;
        let listed = read::service_deployments::list(&estate.clients, &at.cluster, &at.service, Priority::Interactive);
        let listed = estate.noted("a deployment to be stopped", listed.await)?;
        let Some(moving) = listed.value.into_iter().find(|one| one.status.is_moving()) else { return Ok(None) };
        let arns = [moving.arn];
        let described = read::service_deployments::describe(&estate.clients, &arns, Priority::Interactive).await;
        Ok(estate.noted("a deployment to be stopped", described)?.pop())
    }

    /// What ECR says of these images, in their order. They are asked for at once, and what is not answered soon was not
    /// seen: somebody waits for a plan, and can do without.
    pub async fn sight_images(&self, environment: &EnvironmentName, images: &[EcrImage]) -> Vec<Sighting> {
        let estate = match self.estate(environment) {
            Ok(estate) => estate,
            Err(error) => return vec![Sighting::Unseen(error.to_trouble()); images.len()],
        };
        let sight = async |image: &EcrImage| {
            let read = read::images::describe(&estate.clients, image, Priority::Interactive);
            let answer =
                tokio::time::timeout(estate.options.registry_patience, read).await.unwrap_or_else(|_| Err(late()));
            match estate.noted("images", answer) {
                Ok(found) => Sighting::Found(found),
                Err(FleetError::NotFound { .. }) => Sighting::Missing,
                Err(error) => Sighting::Unseen(error.to_trouble()),
            }
        };
        futures::future::join_all(images.iter().map(sight)).await
    }

    /// What Application Auto Scaling does to a service, as AWS says now; `None` when nothing.
    ///
    /// # Errors
    /// As [`Fleet::describe_service`].
    pub async fn scalable_target(&self, at: &ServiceRef) -> Result<Option<ScalableTarget>, FleetError> {
        let estate = self.estate(&at.environment)?;
        let answer = read::scaling::of_service(&estate.clients, &at.cluster, &at.service, Priority::Interactive).await;
        let found = estate.noted("a scalable target to be changed", answer)?;
        let key = (at.cluster.clone(), at.service.clone());
        // Its policies and schedules are read with all others.
        let known = estate.store.read().scaling.get(&key).cloned();
        let found = found.map(|found| match known {
            Some(known) => ScalableTarget { policies: known.policies, scheduled: known.scheduled, ..found },
            None => found,
        });
        estate.store.edit(|draft| draft.put_scalable_target(key, found.clone()));
        Ok(found)
    }

    /// A revision as AWS describes it now.
    ///
    /// # Errors
    /// As [`Fleet::describe_service`].
    pub async fn describe_revision(&self, at: &RevisionRef) -> Result<Arc<TaskDefinition>, FleetError> {
        self.estate(&at.environment)?.definitions.forget(&at.revision);
        self.task_definition(&at.environment, &at.revision).await
    }

    /// A revision as AWS has it, whole: what another one is made from. It holds values of environment variables.
    ///
    /// # Errors
    /// As [`Fleet::describe_service`].
    pub async fn document(
        &self,
        environment: &EnvironmentName,
        revision: &TaskDefinitionRef,
    ) -> Result<Document, FleetError> {
        let estate = self.estate(environment)?;
        read::task_definitions::document(&estate.clients, revision, Priority::Interactive).await
    }

    /// What becomes of one revision when another takes its place, by container and key; they may be of different
    /// families and environments. Of values of environment variables it is only told whether they are the same.
    ///
    /// # Errors
    /// As [`Fleet::describe_service`], for either of them.
    pub async fn compare(
        &self,
        before: &RevisionRef,
        after: &RevisionRef,
    ) -> Result<Arc<Vec<FieldChange>>, FleetError> {
        let read = || async {
            tokio::try_join!(
                self.document(&before.environment, &before.revision),
                self.document(&after.environment, &after.revision)
            )
        };
        self.comparisons().get(before, after, read).await
    }

    /// The clients of an environment, for a write.
    pub(crate) fn clients(&self, environment: &EnvironmentName) -> Result<&Clients, WriteError> {
        self.estate(environment).map(|estate| &estate.clients).map_err(WriteError::NotSent)
    }

    /// Passes on what came of a write after the service was read again, so that the next page shows what it did. That
    /// it cannot be read now is told on that page.
    pub(crate) async fn looked_at_again(
        &self,
        at: &ServiceRef,
        outcome: Result<Written, WriteError>,
    ) -> Result<Written, WriteError> {
        let _ = self.describe_service(at).await;
        outcome
    }
}

fn not_understood(operation: Operation) -> FleetError {
    let cause = Cause::new("the answer lacks what a change is planned from");
    let trouble = Trouble::Failed { operation: operation.term(), status: None, code: None };
    FleetError::Trouble { operation, trouble, cause }
}

fn late() -> FleetError {
    let operation = Operation::DescribeImages;
    let cause = Cause::new("no answer in the time that a plan can wait");
    FleetError::Trouble { operation, trouble: Trouble::Unreachable { operation: operation.term() }, cause }
}
