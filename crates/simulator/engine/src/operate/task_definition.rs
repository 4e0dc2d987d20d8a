//! Registering, deregistering and deleting task definitions.

mod attributes;
mod containers;
mod fargate;
mod refuse;

use super::Deleted;
use crate::arn::last_part;
use crate::error::{ApiError, Failure};
use crate::input::RegisterTaskDefinition;
use crate::queue::Happening;
use crate::task_definition::{Family, Revision, RevisionStatus, TaskDefinition};
use crate::time::minutes;
use crate::{Engine, JsonMap, Name, json, validate};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How often AWS is pretended to look whether a revision that is being deleted is still used.
const DELETION_LOOK: u64 = minutes(5);

/// The most revisions one DeleteTaskDefinitions call takes.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteTaskDefinitions.html>
const DELETE_MAX: usize = 10;

impl Engine {
    /// Registers the next revision of a family.
    ///
    /// # Errors
    /// `ClientException` for a definition that AWS would refuse, `InvalidParameterException` for bad tags.
    pub fn register_task_definition(&mut self, input: RegisterTaskDefinition) -> Result<Arc<TaskDefinition>, ApiError> {
        let family: Name = input.family.as_deref().unwrap_or_default().into();
        if family.is_empty() {
            return Err(ApiError::client("Family should not be null or empty."));
        }
        if !validate::is_name(&family) {
            return Err(ApiError::client("Family contains invalid characters."));
        }
        if input.tags.as_ref().is_some_and(Vec::is_empty) {
            return Err(ApiError::client("Tags can not be empty."));
        }
        let tags = validate::with_tags(&[], input.tags.unwrap_or_default())?;
        let revision = self.world.families.get(&family).map_or(0, |family| family.last) + 1;
        let definition = Arc::new(self.define(&family, revision, input.rest)?);
        let entry = self.world.families.entry(family.clone()).or_insert_with(|| Family {
            name: family,
            last: 0,
            revisions: BTreeMap::new(),
        });
        entry.last = revision;
        entry.revisions.insert(
            revision,
            Revision {
                definition: definition.clone(),
                status: RevisionStatus::Active,
                deregistered_at: None,
                delete_requested_at: None,
                tags,
            },
        );
        Ok(definition)
    }

    fn define(&self, family: &Name, revision: u32, mut document: JsonMap) -> Result<TaskDefinition, ApiError> {
        let requires = json::names(&document, "requiresCompatibilities");
        let requires_fargate = requires.iter().any(|item| &**item == "FARGATE");
        if requires_fargate {
            fargate::check(&document)?;
        }
        document.insert("family".to_owned(), json!(&**family));
        json::default(&mut document, "networkMode", "bridge");
        let awsvpc = json::text(&document, "networkMode") == Some("awsvpc");
        let has_size = fargate::check(&document).is_ok();
        fargate::spell_out(&mut document)?;
        let containers = containers::complete(&mut document)?;
        fargate::check_sums(&document, &containers)?;
        refuse::check(&document)?;
        let on_fargate = refuse::on_fargate(&document);
        let fits_fargate = has_size && on_fargate.is_ok();
        if requires_fargate {
            on_fargate?;
        }
        json::default(&mut document, "volumes", json!([]));
        json::default(&mut document, "placementConstraints", json!([]));
        document.insert("compatibilities".to_owned(), compatibilities(awsvpc, fits_fargate));
        let attributes = attributes::required(&document);
        document.insert("requiresAttributes".to_owned(), attributes);
        Ok(TaskDefinition {
            family: family.clone(),
            revision,
            containers,
            cpu: json::text(&document, "cpu").map(Name::from),
            memory: json::text(&document, "memory").map(Name::from),
            awsvpc,
            requires_fargate,
            fits_fargate,
            registered_at: self.now(),
            registered_by: self.world.caller.clone(),
            document,
        })
    }

    /// Makes the revision that a request names as `family:revision` or by ARN INACTIVE.
    ///
    /// # Errors
    /// `ClientException` when there is none, `InvalidParameterException` when the request names no revision.
    pub fn deregister_task_definition(&mut self, reference: &str) -> Result<Arc<TaskDefinition>, ApiError> {
        let now = self.now();
        let revision = self.revision_mut(reference)?;
        if revision.status != RevisionStatus::Active {
            return Err(ApiError::client(
                "The specified task definition is inactive. You can only deregister an active task definition.",
            ));
        }
        revision.status = RevisionStatus::Inactive;
        revision.deregistered_at = Some(now);
        Ok(revision.definition.clone())
    }

    /// Deletes INACTIVE revisions: each becomes DELETE_IN_PROGRESS and goes once nothing uses it.
    ///
    /// # Errors
    /// `InvalidParameterException` for none or for more than ten; what is wrong with a single one is in `failures`.
    pub fn delete_task_definitions(&mut self, references: &[String]) -> Result<Deleted, ApiError> {
        if references.is_empty() {
            return Err(ApiError::invalid("Task definitions cannot be empty."));
        }
        if references.len() > DELETE_MAX {
            return Err(ApiError::invalid(format!("Task definitions cannot be more than {DELETE_MAX}.")));
        }
        let now = self.now();
        let mut deleted = Deleted::default();
        for reference in references {
            let revision = match self.revision_mut(reference) {
                Ok(revision) => revision,
                Err(error) => {
                    deleted.failures.push(failure(reference, "TASK_DEFINITION_NOT_FOUND", &error.message));
                    continue;
                }
            };
            if revision.status == RevisionStatus::Active {
                let detail = "The specified task definition is still in ACTIVE status. Please deregister the target and try again.";
                deleted.failures.push(failure(reference, "TASK_DEFINITION_STILL_ACTIVE", detail));
                continue;
            }
            revision.status = RevisionStatus::DeleteInProgress;
            revision.delete_requested_at.get_or_insert(now);
            let definition = revision.definition.clone();
            let happening =
                Happening::ForgetRevision { family: definition.family.clone(), revision: definition.revision };
            self.queue.plan(now + DELETION_LOOK, happening);
            deleted.revisions.push(definition);
        }
        Ok(deleted)
    }

    /// Lets a revision that is being deleted go, or looks again later when a task or a service still uses it.
    pub(crate) fn forget_revision(&mut self, family: &Name, revision: u32) {
        if self.is_used(family, revision) {
            let happening = Happening::ForgetRevision { family: family.clone(), revision };
            self.queue.plan(self.now() + DELETION_LOOK, happening);
            return;
        }
        if let Some(family) = self.world.families.get_mut(family) {
            family.revisions.remove(&revision);
        }
    }

    fn is_used(&self, family: &str, revision: u32) -> bool {
        let is_it = |definition: &TaskDefinition| &*definition.family == family && definition.revision == revision;
        self.world.clusters().any(|cluster| {
            cluster.tasks().any(|task| is_it(&task.definition))
                || cluster
                    .services()
                    .flat_map(|service| &service.deployments)
                    .any(|deployment| is_it(&deployment.definition))
        })
    }

    fn revision_mut(&mut self, reference: &str) -> Result<&mut Revision, ApiError> {
        let name = last_part(reference);
        let (family, number) = name.rsplit_once(':').ok_or_else(|| ApiError::client("Revision is missing."))?;
        let number: u32 =
            number.parse().map_err(|_| ApiError::invalid(format!("Invalid revision number. Number: {number}")))?;
        self.world
            .families
            .get_mut(family)
            .and_then(|family| family.revisions.get_mut(&number))
            .ok_or_else(|| ApiError::client("The specified task definition does not exist. Specify a valid account, family, revision and try again."))
    }
}

fn failure(reference: &str, reason: &str, detail: &str) -> Failure {
    Failure { arn: Some(reference.to_owned()), reason: reason.to_owned(), detail: Some(detail.to_owned()) }
}

fn compatibilities(awsvpc: bool, fits_fargate: bool) -> Value {
    match (awsvpc, fits_fargate) {
        (_, true) => json!(["EC2", "FARGATE"]),
        (true, false) => json!(["EC2"]),
        (false, false) => json!(["EXTERNAL", "EC2"]),
    }
}
