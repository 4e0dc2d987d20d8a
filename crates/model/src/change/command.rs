//! The same change by other means: what to type or to write down elsewhere.

mod scaling;
mod settings;

use super::{Ask, StopType};
use crate::address::{RevisionRef, ServiceRef, TaskRef};
use crate::deployment::ServiceDeployment;
use crate::name::Family;
use crate::replacement::PROTECTED_FOR;
use crate::service::Service;

/// The same change as a command of the AWS CLI, and as what to change where the service is described as code.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Equivalent {
    /// The command. Names of ECS hold nothing that a shell would take for anything else.
    pub cli: String,
    /// The property of Terraform's `aws_ecs_service`.
    pub terraform: Option<String>,
    /// The property of CloudFormation's `AWS::ECS::Service`.
    pub cloudformation: Option<String>,
}

impl Equivalent {
    /// The equivalent of what is asked of a service; `family` is that of the revision it gets, `under_way` the
    /// deployment that it is about, if it is.
    pub fn of_service(
        ask: &Ask,
        (at, region): (&ServiceRef, &str),
        (service, family): (&Service, &Family),
        under_way: Option<&ServiceDeployment>,
    ) -> Self {
        let update = |fields: &str| {
            format!(
                "aws ecs update-service --region {region} --cluster {} --service {} {fields}",
                at.cluster, at.service
            )
        };
        let (cli, terraform, cloudformation) = match ask {
            Ask::Scale { desired } => (
                update(&format!("--desired-count {desired}")),
                Some(format!("desired_count = {desired}")),
                Some(format!("DesiredCount: {desired}")),
            ),
            Ask::Deploy { revision } | Ask::RollBack { revision } => (
                update(&format!("--task-definition {revision}")),
                Some(format!("task_definition = \"{revision}\"")),
                Some(format!("TaskDefinition: {revision}")),
            ),
            Ask::DeployImage { .. } | Ask::DeployDraft { .. } => (new_revision(family, region, &update), None, None),
            Ask::Redeploy => (update("--force-new-deployment"), Some("force_new_deployment = true".to_owned()), None),
            Ask::StopDeployment { how } => (stop_deployment(*how, region, under_way), None, None),
            Ask::ContinueDeployment => (continue_deployment(region, under_way), None, None),
            Ask::Settings(asked) => return settings::of(asked, at, region, service),
            Ask::Autoscale { .. }
            | Ask::StopTask
            | Ask::Replace
            | Ask::GiveUp
            | Ask::Protect { .. }
            | Ask::Unprotect
            | Ask::Register { .. }
            | Ask::Deregister
            | Ask::Delete => (String::new(), None, None),
        };
        Self { cli, terraform, cloudformation }
    }

    /// The equivalent of what is asked of a revision; `family` is that of the revision that is registered, if one is.
    pub fn of_revision(ask: &Ask, at: &RevisionRef, family: &Family, region: &str) -> Self {
        let revision = &at.revision;
        let cli = match ask {
            Ask::Register { .. } => register(family, region),
            Ask::Delete => format!("aws ecs delete-task-definitions --region {region} --task-definitions {revision}"),
            _ => format!("aws ecs deregister-task-definition --region {region} --task-definition {revision}"),
        };
        Self { cli, terraform: None, cloudformation: None }
    }

    /// The equivalent of what is asked of a task, of this service if it is of one.
    pub fn of_task(ask: &Ask, (at, region): (&TaskRef, &str), service: Option<&Service>) -> Self {
        let (cluster, task) = (&at.cluster, &at.task);
        let protection = |rest: &str| {
            format!("aws ecs update-task-protection --region {region} --cluster {cluster} --tasks {task} {rest}")
        };
        let cli = match ask {
            Ask::Protect { minutes } => protection(&format!("--protection-enabled --expires-in-minutes {minutes}")),
            Ask::Unprotect => protection("--no-protection-enabled"),
            Ask::Replace => service.map(|service| replacement(at, region, service)).unwrap_or_default(),
            Ask::GiveUp => String::new(),
            _ => format!("aws ecs stop-task --region {region} --cluster {cluster} --task {task}"),
        };
        Self { cli, terraform: None, cloudformation: None }
    }
}

/// One task more, and when all of them run, the count as before while every other task is protected.
fn replacement(at: &TaskRef, region: &str, service: &Service) -> String {
    let (cluster, task, name, count) = (&at.cluster, &at.task, &service.name, service.desired);
    let update = |count: u32| {
        format!("aws ecs update-service --region {region} --cluster {cluster} --service {name} --desired-count {count}")
    };
    format!(
        "{} && aws ecs wait services-stable --region {region} --cluster {cluster} --services {name} && \
         aws ecs update-task-protection --region {region} --cluster {cluster} --protection-enabled \
         --expires-in-minutes {PROTECTED_FOR} --tasks $(aws ecs list-tasks --region {region} --cluster {cluster} \
         --service-name {name} --query \"taskArns[?!contains(@, '{task}')]\" --output text) && {}",
        update(count + 1),
        update(count)
    )
}

/// Registering takes the whole definition, which is no argument of a command: the file is what is described, with the
/// other images.
fn new_revision(family: &Family, region: &str, update: &impl Fn(&str) -> String) -> String {
    format!("{} && {}", register(family, region), update(&format!("--task-definition {family}")))
}

fn register(family: &Family, region: &str) -> String {
    format!("aws ecs register-task-definition --region {region} --cli-input-json file://{family}.json")
}

fn stop_deployment(how: StopType, region: &str, under_way: Option<&ServiceDeployment>) -> String {
    let Some(ServiceDeployment { arn: deployment, .. }) = under_way else { return String::new() };
    format!(
        "aws ecs stop-service-deployment --region {region} --service-deployment-arn {deployment} --stop-type {}",
        how.as_str()
    )
}

fn continue_deployment(region: &str, under_way: Option<&ServiceDeployment>) -> String {
    let Some((deployment, hook)) = under_way.and_then(|one| Some((&one.arn, &one.waiting().next()?.id))) else {
        return String::new();
    };
    format!(
        "aws ecs continue-service-deployment --region {region} --service-deployment-arn {deployment} --hook-id {hook} \
         --action CONTINUE"
    )
}
