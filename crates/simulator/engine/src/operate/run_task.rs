//! Running tasks that belong to no service.

use super::Ran;
use crate::capacity::instance::{Instance, InstanceStatus};
use crate::error::{ApiError, Failure};
use crate::id::TaskKey;
use crate::input::RunTask;
use crate::placement::{Placement, PlacementFailure, Reach, Template};
use crate::service::Compute;
use crate::tag::Tag;
use crate::task_definition::{ContainerDefinition, Revision, TaskDefinition};
use crate::time::hours;
use crate::{Engine, JsonMap, Millis, Name, json, validate};
use serde_json::{Value, json};
use std::sync::Arc;

/// The most tasks one call starts.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html>
const COUNT_MAX: i64 = 10;

/// The longest `startedBy`.
const STARTED_BY_MAX: usize = 128;

/// How long a client token is remembered.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html>
const TOKEN_LIFE: u64 = hours(24);

/// A call that was made with a client token, and what it gave.
#[derive(Clone, Debug)]
pub(crate) struct RememberedRun {
    at: Millis,
    input: RunTask,
    ran: Ran,
}

impl Engine {
    /// Starts 1–10 tasks of a task definition.
    ///
    /// # Errors
    /// `ClusterNotFoundException`; `ClientException` for an unusable task definition; `ConflictException` for a client
    /// token of another request; `InvalidParameterException` and `PlatformUnknownException` for what cannot run.
    pub fn run_task(&mut self, input: RunTask) -> Result<Ran, ApiError> {
        let cluster = self.world.find_cluster(input.cluster.as_deref())?.name.clone();
        let token = input.client_token.clone().map(|token| (cluster.clone(), token));
        self.run_tokens.retain(|_, run| self.world.now - run.at < TOKEN_LIFE);
        if let Some(run) = token.as_ref().and_then(|token| self.run_tokens.get(token)) {
            return if run.input == input { Ok(run.ran.clone()) } else { Err(conflict()) };
        }
        let (template, count) = self.plan_run(&cluster, &input)?;
        let template = Arc::new(template);
        let mut placed = vec![0; template.placement.strategy.len()];
        let mut ran = Ran::default();
        for _ in 0..count {
            let provider = template.placement.next_provider(&placed);
            let seat = match self.seat(&cluster, &template, provider) {
                Ok(seat) => seat,
                Err(failure) => {
                    ran.failures = self.failures(&cluster, &failure);
                    break;
                }
            };
            if let Some(index) = provider {
                placed[index] += 1;
            }
            let task = self.launch(&cluster, &template, provider, seat, None);
            ran.tasks.push(TaskKey { cluster: cluster.clone(), task });
        }
        if let Some(token) = token {
            self.run_tokens.insert(token, RememberedRun { at: self.now(), input, ran: ran.clone() });
        }
        Ok(ran)
    }

    pub(super) fn plan_run(&self, cluster: &str, input: &RunTask) -> Result<(Template, i64), ApiError> {
        let cluster = self.world.find_cluster(Some(cluster))?;
        let count = input.count.unwrap_or(1);
        if !(1..=COUNT_MAX).contains(&count) {
            return Err(ApiError::invalid(format!("Count must be between 1 and {COUNT_MAX}.")));
        }
        check_started_by(input.started_by.as_deref())?;
        let revision = self.world.usable_revision(&input.task_definition)?;
        let definition = &revision.definition;
        let group = match input.group.as_deref() {
            None => format!("family:{}", definition.family).into(),
            Some(group) if group.starts_with("service:") => {
                return Err(ApiError::invalid("Invalid namespace for group."));
            }
            Some(group) => group.into(),
        };
        let mut members = input.rest.clone();
        let placement = Placement::read(cluster, definition, &mut members)?;
        let usable = |instance: &Instance| instance.status == InstanceStatus::Active;
        let on_instances = placement.compute != Compute::Fargate && placement.strategy.is_empty();
        if on_instances && !cluster.instances().any(usable) {
            return Err(ApiError::invalid("No Container Instances were found in your cluster."));
        }
        let asked = input.overrides.clone().unwrap_or_default();
        let template = Template {
            group,
            started_by: input.started_by.as_deref().map(Name::from),
            cpu: json::text(&asked, "cpu").map(Name::from).or_else(|| definition.cpu.clone()),
            memory: json::text(&asked, "memory").map(Name::from).or_else(|| definition.memory.clone()),
            ephemeral_storage: json::object(&asked, "ephemeralStorage")
                .and_then(|storage| json::count(storage, "sizeInGiB"))
                .or_else(|| Template::scratch(definition, placement.compute)),
            overrides: Arc::new(overrides(definition, asked)?),
            enable_execute_command: json::is_true(&members, "enableExecuteCommand"),
            tags: tags(&cluster.name, revision, input)?,
            reach: Reach::Direct,
            targets: Arc::from([]),
            definition: definition.clone(),
            placement,
        };
        Ok((template, count))
    }
}

impl Engine {
    /// What keeps a task from each instance.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html>
    fn failures(&self, cluster: &str, failure: &PlacementFailure) -> Vec<Failure> {
        if failure.obstacles.is_empty() {
            return vec![Failure { arn: None, reason: failure.reason(), detail: None }];
        }
        let each = failure.obstacles.iter();
        each.map(|(instance, obstacle)| Failure {
            arn: Some(self.world.arns.container_instance(cluster, *instance)),
            reason: obstacle.reason().to_owned(),
            detail: None,
        })
        .collect()
    }
}

fn conflict() -> ApiError {
    ApiError::new(
        "ConflictException",
        "The RunTask request could not be processed due to conflicts. The provided clientToken is already in use with a different RunTask request.",
    )
}

fn check_started_by(started_by: Option<&str>) -> Result<(), ApiError> {
    // A space is documented nowhere and has been taken for years.
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_/=+.:@ ".contains(&byte);
    match started_by {
        Some(text) if text.len() > STARTED_BY_MAX => {
            Err(ApiError::invalid(format!("startedBy cannot be longer than {STARTED_BY_MAX} characters.")))
        }
        Some(text) if !text.bytes().all(allowed) => Err(ApiError::invalid("startedBy contains invalid characters.")),
        _ => Ok(()),
    }
}

fn tags(cluster: &str, revision: &Revision, input: &RunTask) -> Result<Vec<Tag>, ApiError> {
    let propagated = json::text(&input.rest, "propagateTags") == Some("TASK_DEFINITION");
    let inherited: &[Tag] = if propagated { &revision.tags } else { &[] };
    let mut tags = validate::with_tags(inherited, input.tags.clone())?;
    if json::is_true(&input.rest, "enableECSManagedTags") {
        tags.push(Tag { key: "aws:ecs:clusterName".to_owned(), value: cluster.to_owned() });
    }
    Ok(tags)
}

/// The `overrides` member of a task for which nothing was overridden.
pub(super) fn no_overrides(definition: &TaskDefinition) -> JsonMap {
    let mut none = JsonMap::new();
    none.insert("containerOverrides".to_owned(), definition.containers.iter().map(no_override).collect());
    none.insert("inferenceAcceleratorOverrides".to_owned(), json!([]));
    none
}

fn no_override(container: &ContainerDefinition) -> Value {
    json!({ "name": &*container.name })
}

/// The `overrides` member as AWS gives it back: with an entry for every container.
fn overrides(definition: &TaskDefinition, mut asked: JsonMap) -> Result<JsonMap, ApiError> {
    let mut containers: Vec<Value> = json::list(&asked, "containerOverrides").to_vec();
    for name in containers.iter().map(|item| item["name"].as_str().unwrap_or_default()) {
        if !definition.containers.iter().any(|container| &*container.name == name) {
            return Err(ApiError::invalid(format!(
                "Override for container named {name} is not a container in the TaskDefinition."
            )));
        }
    }
    for container in &definition.containers {
        if !containers.iter().any(|item| item["name"] == *container.name) {
            containers.push(no_override(container));
        }
    }
    asked.insert("containerOverrides".to_owned(), containers.into());
    json::default(&mut asked, "inferenceAcceleratorOverrides", json!([]));
    Ok(asked)
}
