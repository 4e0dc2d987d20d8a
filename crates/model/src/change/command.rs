//! The same change by other means: what to type or to write down elsewhere.

use super::{Ask, StopType};
use crate::address::{ServiceRef, TaskRef};

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
    /// The equivalent of what is asked of a service; `deployment` is the ARN of the one that is to be stopped.
    pub fn of_service(ask: &Ask, at: &ServiceRef, region: &str, deployment: Option<&str>) -> Self {
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
            Ask::Redeploy => (update("--force-new-deployment"), Some("force_new_deployment = true".to_owned()), None),
            Ask::StopDeployment { how } => (stop_deployment(*how, region, deployment), None, None),
            Ask::StopTask => (String::new(), None, None),
        };
        Self { cli, terraform, cloudformation }
    }

    /// The equivalent of stopping a task.
    pub fn of_task(at: &TaskRef, region: &str) -> Self {
        let cli = format!("aws ecs stop-task --region {region} --cluster {} --task {}", at.cluster, at.task);
        Self { cli, terraform: None, cloudformation: None }
    }
}

fn stop_deployment(how: StopType, region: &str, deployment: Option<&str>) -> String {
    let deployment = deployment.unwrap_or("SERVICE_DEPLOYMENT_ARN");
    format!(
        "aws ecs stop-service-deployment --region {region} --service-deployment-arn {deployment} --stop-type {}",
        how.as_str()
    )
}
