//! What requests do.

use super::deployment::{Deployment, Stage, Status, Trouble};
use super::group::{Application, Group};
use super::spec::Spec;
use crate::id::{ServiceKey, Uuid};
use crate::rollout::strategy::Strategy;
use crate::task_set::Controller;
use crate::time::minutes;
use crate::{ApiError, Engine, JsonMap, Name, json};
use std::collections::BTreeMap;

const ALPHABET: &[u8; 36] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// Members of a deployment group that it gives back.
const KEPT: [&str; 9] = [
    "serviceRoleArn",
    "triggerConfigurations",
    "alarmConfiguration",
    "autoRollbackConfiguration",
    "deploymentStyle",
    "outdatedInstancesStrategy",
    "blueGreenDeploymentConfiguration",
    "loadBalancerInfo",
    "ecsServices",
];

impl Engine {
    /// Makes an application.
    ///
    /// # Errors
    /// `ApplicationAlreadyExistsException`; `InvalidComputePlatformException` for another platform than ECS.
    pub fn create_application(&mut self, name: &str, platform: Option<&str>) -> Result<Uuid, ApiError> {
        if self.world.application(name).is_some() {
            let message = format!("Application already exists with name: {name}");
            return Err(ApiError::new("ApplicationAlreadyExistsException", message));
        }
        if platform != Some("ECS") {
            return Err(ApiError::new(
                "InvalidComputePlatformException",
                "Only the compute platform ECS is supported here.",
            ));
        }
        let id = Uuid::random(self.random.bits());
        let application = Application { id, name: name.into(), created_at: self.now(), groups: BTreeMap::new() };
        self.world.codedeploy.applications.insert(name.into(), application);
        Ok(id)
    }

    /// Makes a deployment group of a service whose controller is CODE_DEPLOY.
    ///
    /// # Errors
    /// `ApplicationDoesNotExistException`, `DeploymentGroupAlreadyExistsException`, `InvalidECSServiceException`,
    /// `InvalidTargetGroupPairException`, `DeploymentConfigDoesNotExistException`.
    pub fn create_deployment_group(&mut self, request: &JsonMap) -> Result<Uuid, ApiError> {
        let text = |member: &str| json::text(request, member).unwrap_or_default();
        let (application, name) = (text("applicationName"), text("deploymentGroupName"));
        let known = self.find_application(application)?;
        if known.groups.contains_key(name) {
            let message = format!("Deployment group name already exists for application: {name}");
            return Err(ApiError::new("DeploymentGroupAlreadyExistsException", message));
        }
        let configuration = json::text(request, "deploymentConfigName").unwrap_or("CodeDeployDefault.ECSAllAtOnce");
        strategy(configuration)?;
        let service = json::objects(request, "ecsServices").next();
        let named = |member: &str| service.and_then(|it| json::text(it, member)).unwrap_or_default();
        let found = self.world.find_service(Some(named("clusterName")), named("serviceName")).ok();
        let found = found.filter(|it| it.controller() == Controller::CodeDeploy).ok_or_else(|| {
            ApiError::new(
                "InvalidECSServiceException",
                "The service does not exist or its deployment controller is not CODE_DEPLOY.",
            )
        })?;
        let group = Group {
            id: Uuid(0),
            name: name.into(),
            service: ServiceKey { cluster: found.cluster.clone(), service: found.name.clone() },
            configuration: configuration.into(),
            settings: json::pick(request, &KEPT),
            attempted: None,
            succeeded: None,
        };
        let pair =
            group.pair().filter(|pair| pair.iter().all(|name| self.world.target_groups().any(|it| *it.name == **name)));
        if pair.is_none() || group.listeners("prodTrafficRoute").is_empty() {
            let message = "The deployment group needs a pair of target groups and a production listener.";
            return Err(ApiError::new("InvalidTargetGroupPairException", message));
        }
        let (application, id) = (known.name.clone(), Uuid::random(self.random.bits()));
        if let Some(application) = self.world.codedeploy.applications.get_mut(&application) {
            application.groups.insert(group.name.clone(), Group { id, ..group });
        }
        Ok(id)
    }

    /// Begins a deployment.
    ///
    /// # Errors
    /// `ApplicationDoesNotExistException`, `DeploymentGroupDoesNotExistException`, `RevisionRequiredException`,
    /// `InvalidRevisionException`, `DeploymentConfigDoesNotExistException`; `DeploymentLimitExceededException` while
    /// another one is under way.
    pub fn create_deployment(&mut self, request: &JsonMap) -> Result<Name, ApiError> {
        let text = |member: &str| json::text(request, member).unwrap_or_default();
        let application = self.find_application(text("applicationName"))?;
        let group = find_group(application, text("deploymentGroupName"))?;
        let revision = json::object(request, "revision")
            .ok_or_else(|| ApiError::new("RevisionRequiredException", "Revision is required."))?;
        let spec = Spec::read(revision)?;
        let configuration: Name =
            json::text(request, "deploymentConfigName").map_or(group.configuration.clone(), Name::from);
        let strategy = strategy(&configuration)?;
        if let Some(open) = self.world.open_deployments(&group.service).first() {
            return Err(ApiError::new(
                "DeploymentLimitExceededException",
                format!("The Deployment Group '{}' already has an active Deployment '{open}'", group.name),
            ));
        }
        let (application, group, service) = (application.name.clone(), group.name.clone(), group.service.clone());
        let (id, now) = (self.new_deployment_name(), self.now());
        let deployment = Deployment {
            id: id.clone(),
            application: application.clone(),
            group: group.clone(),
            configuration,
            service,
            description: json::text(request, "description").map(Name::from),
            revision: revision.clone(),
            status: Status::Created,
            trouble: None,
            created_at: now,
            started_at: None,
            completed_at: None,
            stage: Stage::BeforeInstall,
            rolls_back: None,
            rolled_back_by: None,
            spec,
            strategy,
            steps: 0,
            until: now,
            deadline: None,
            original: None,
            replacement: None,
        };
        self.world.codedeploy.deployments.insert(id.clone(), deployment);
        let application = self.world.codedeploy.applications.get_mut(&application);
        if let Some(group) = application.and_then(|it| it.groups.get_mut(&group)) {
            group.attempted = Some(id.clone());
        }
        self.plan_deployment(&id, 1_000);
        Ok(id)
    }

    /// Stops a deployment, and rolls it back when that is asked for or its group says so.
    ///
    /// # Errors
    /// `DeploymentDoesNotExistException`, `DeploymentAlreadyCompletedException`.
    pub fn stop_deployment(&mut self, id: &str, rolls_back: bool) -> Result<(), ApiError> {
        let deployment = self.find_deployment(id)?;
        if !deployment.status.is_open() {
            let message = format!("The deployment {id} is already completed.");
            return Err(ApiError::new("DeploymentAlreadyCompletedException", message));
        }
        let id = deployment.id.clone();
        let message = "Deployment was stopped by the user.".to_owned();
        self.fail_deployment(&id, Status::Stopped, Trouble { code: "MANUAL_STOP", message });
        if rolls_back && self.find_deployment(&id)?.rolled_back_by.is_none() {
            self.roll_deployment_back(&id);
        }
        Ok(())
    }

    /// Lets the production traffic of a deployment move that waits for it.
    ///
    /// # Errors
    /// `DeploymentDoesNotExistException`, `DeploymentIsNotInReadyStateException`.
    pub fn continue_deployment(&mut self, id: &str) -> Result<(), ApiError> {
        let deployment = self.find_deployment(id)?;
        if deployment.status != Status::Ready {
            let message = format!("The deployment {id} is not in a ready state.");
            return Err(ApiError::new("DeploymentIsNotInReadyStateException", message));
        }
        let id = deployment.id.clone();
        if let Some(deployment) = self.deployment_mut(&id) {
            deployment.status = Status::InProgress;
        }
        self.plan_deployment(&id, 1_000);
        Ok(())
    }

    /// The application of that name.
    ///
    /// # Errors
    /// `ApplicationDoesNotExistException`.
    pub fn find_application(&self, name: &str) -> Result<&Application, ApiError> {
        self.world.application(name).ok_or_else(|| {
            ApiError::new("ApplicationDoesNotExistException", format!("No application found for name: {name}"))
        })
    }

    /// The deployment with that id.
    ///
    /// # Errors
    /// `DeploymentDoesNotExistException`.
    pub fn find_deployment(&self, id: &str) -> Result<&Deployment, ApiError> {
        self.world.codedeploy_deployment(id).ok_or_else(|| {
            ApiError::new("DeploymentDoesNotExistException", format!("The deployment {id} could not be found"))
        })
    }

    pub(super) fn new_deployment_name(&mut self) -> Name {
        let mut name = String::from("d-");
        for _ in 0..9 {
            let place = usize::try_from(self.random.within(0..=35)).unwrap_or(0);
            name.push(char::from(ALPHABET[place]));
        }
        name.into()
    }
}

/// The deployment group of that name.
///
/// # Errors
/// `DeploymentGroupDoesNotExistException`.
pub fn find_group<'a>(application: &'a Application, name: &str) -> Result<&'a Group, ApiError> {
    application.groups.get(name).ok_or_else(|| {
        ApiError::new("DeploymentGroupDoesNotExistException", format!("No Deployment Group found for name: {name}"))
    })
}

/// How traffic moves with one of CodeDeploy's own deployment configurations.
///
/// <https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html>
fn strategy(configuration: &str) -> Result<Strategy, ApiError> {
    let linear = |every| Strategy::Linear { step: 100, bake: minutes(every) };
    let canary = |after| Strategy::Canary { first: 100, bake: minutes(after) };
    Ok(match configuration {
        "CodeDeployDefault.ECSAllAtOnce" => Strategy::BlueGreen,
        "CodeDeployDefault.ECSLinear10PercentEvery1Minutes" => linear(1),
        "CodeDeployDefault.ECSLinear10PercentEvery3Minutes" => linear(3),
        "CodeDeployDefault.ECSCanary10Percent5Minutes" => canary(5),
        "CodeDeployDefault.ECSCanary10Percent15Minutes" => canary(15),
        other => {
            let message = format!("No Deployment Configuration found for name: {other}");
            return Err(ApiError::new("DeploymentConfigDoesNotExistException", message));
        }
    })
}
