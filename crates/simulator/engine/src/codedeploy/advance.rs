//! From one lifecycle event to the next.

use super::deployment::{Stage, Status, Trouble};
use crate::deployment::DeploymentStatus;
use crate::id::{DeploymentId, ServiceKey};
use crate::operate::Maker;
use crate::queue::Happening;
use crate::rollout::strategy::ALL;
use crate::task_set::Stability;
use crate::time::{minutes, seconds};
use crate::{Engine, JsonMap, Name, json};
use serde_json::json;
use std::ops::RangeInclusive;

/// How long CodeDeploy takes between two steps.
const BRIEF: RangeInclusive<u64> = seconds(1)..=seconds(4);

/// How long a load balancer takes to send traffic elsewhere.
const SHIFT: RangeInclusive<u64> = seconds(4)..=seconds(10);

/// How long a Lambda function takes to answer.
const ANSWERS: RangeInclusive<u64> = seconds(4)..=seconds(20);

/// How long a replacement task set may take.
///
/// <https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html>
const STEADY_WITHIN: u64 = minutes(60);

impl Engine {
    /// Something about the task sets of a service has changed: its deployment looks.
    pub(crate) fn wake_codedeploy(&mut self, key: &ServiceKey) {
        for id in self.world.open_deployments(key) {
            let after = self.random.within(BRIEF);
            self.plan_deployment(&id, after);
        }
    }

    pub(super) fn plan_deployment(&mut self, id: &Name, after: u64) {
        self.queue.plan(self.world.now + after, Happening::CodeDeploy { deployment: id.clone() });
    }

    /// Looks at a deployment, and goes on when its present stage is done.
    pub(crate) fn advance_deployment(&mut self, id: &Name) {
        let now = self.now();
        let Some(deployment) = self.world.codedeploy_deployment(id).filter(|it| it.status.is_open()) else { return };
        if deployment.until > now {
            return;
        }
        if deployment.status == Status::Created {
            return self.begin(id);
        }
        let (stage, late) = (deployment.stage, deployment.deadline.is_some_and(|deadline| deadline <= now));
        let done = match stage {
            Stage::Install => {
                self.set_of(id, deployment.replacement) == Some((DeploymentStatus::Active, Stability::Steady))
            }
            Stage::Terminate => self.set_of(id, deployment.original).is_none(),
            Stage::Restore => self.set_of(id, deployment.replacement).is_none(),
            Stage::BeforeAllowTraffic => deployment.status != Status::Ready,
            _ => true,
        };
        match (stage, done) {
            (Stage::Install, false) if late => self.fail_deployment(id, Status::Failed, Trouble {
                code: "TIMEOUT",
                message: "The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.".to_owned(),
            }),
            (Stage::BeforeAllowTraffic, false) if late => self.fail_deployment(id, Status::Stopped, Trouble {
                code: "MANUAL_STOP",
                message: "The deployment was stopped because nobody allowed traffic to move in time.".to_owned(),
            }),
            (Stage::Terminate, false) => self.let_original_go(id),
            (_, false) => {}
            (Stage::AllowTraffic, true) if self.weight_of(id) < ALL => self.enter(id, Stage::AllowTraffic),
            (stage, true) => match stage.next() {
                Some(next) => self.enter(id, next),
                None => self.succeed(id),
            },
        }
    }

    fn begin(&mut self, id: &Name) {
        let now = self.now();
        let Some(deployment) = self.deployment_mut(id) else { return };
        (deployment.status, deployment.started_at) = (Status::InProgress, Some(now));
        let stage = deployment.stage;
        self.enter(id, stage);
    }

    /// Enters a stage; what it does may fail.
    fn enter(&mut self, id: &Name, stage: Stage) {
        let (brief, shift, answers) =
            (self.random.within(BRIEF), self.random.within(SHIFT), self.random.within(ANSWERS));
        let now = self.now();
        let Some(deployment) = self.deployment_mut(id) else { return };
        deployment.stage = stage;
        deployment.deadline = None;
        let asks = deployment.spec.hooks.get(stage.word()).cloned();
        let takes = match stage {
            Stage::Install => self.install(id).map(|()| brief),
            Stage::AllowTestTraffic => self.shift(id, "testTrafficRoute", ALL).map(|()| shift),
            Stage::AllowTraffic => self.step_traffic(id).map(|bake| bake.max(shift)),
            Stage::AfterAllowTraffic => {
                self.hand_over(id);
                Ok(brief)
            }
            Stage::Terminate => Ok(self.keep_original(id)),
            _ => Ok(brief),
        };
        let takes = match (takes, asks) {
            (Err(trouble), _) => return self.fail_deployment(id, Status::Failed, trouble),
            (Ok(_), Some(function)) if function.ends_with("-fails") => {
                return self.fail_deployment(id, Status::Failed, hook_failed(stage));
            }
            (Ok(takes), Some(_)) => takes.max(answers),
            (Ok(takes), None) => takes,
        };
        if stage == Stage::BeforeAllowTraffic {
            self.await_release(id);
        }
        if let Some(deployment) = self.deployment_mut(id) {
            deployment.until = now + takes;
        }
        self.plan_deployment(id, takes);
    }

    /// Takes away what an earlier deployment has left behind, and makes the replacement task set.
    fn install(&mut self, id: &Name) -> Result<(), Trouble> {
        let now = self.now();
        let Some(deployment) = self.world.codedeploy_deployment(id) else { return Ok(()) };
        let (key, spec) = (deployment.service.clone(), deployment.spec.clone());
        let Some(service) = self.world.service(&key) else { return Err(update_error("Service not found.")) };
        let original = service.primary().map(|it| it.id);
        let left: Vec<_> = service.deployments.iter().map(|it| it.id).filter(|it| Some(*it) != original).collect();
        for set in left {
            self.drain_set(&key, set);
        }
        if let Some(deployment) = self.deployment_mut(id) {
            deployment.original = original;
            deployment.deadline = Some(now + STEADY_WITHIN);
        }
        // Both target groups belong to the production listener, or the load balancer would not check the new one.
        self.shift(id, "prodTrafficRoute", 0)?;
        let sides = self.world.codedeploy_deployment(id).and_then(|it| self.sides(it));
        let Some([_, group]) = sides else { return Err(update_error("The target groups were not found.")) };
        let service = self.world.service(&key).map(|it| it.settings.clone()).unwrap_or_default();
        let kept =
            ["launchType", "capacityProviderStrategy", "platformVersion", "networkConfiguration", "serviceRegistries"];
        let mut request: JsonMap = json::pick(&service, &kept);
        request.extend(spec.more);
        let balancer =
            json!([{ "targetGroupArn": &*group, "containerName": spec.container, "containerPort": spec.port }]);
        request.insert("loadBalancers".to_owned(), balancer);
        let maker = Maker { started_by: Some("CODE_DEPLOY".into()), external_id: Some(id.clone()), scale: 100.0 };
        let set =
            self.make_set(&key, &spec.definition, request, maker).map_err(|error| update_error(&error.message))?;
        if let Some(deployment) = self.deployment_mut(id) {
            deployment.replacement = Some(set);
        }
        self.plan_deployment(id, STEADY_WITHIN);
        Ok(())
    }

    /// Moves one step of production traffic; gives how long it is watched.
    fn step_traffic(&mut self, id: &Name) -> Result<u64, Trouble> {
        let Some(deployment) = self.deployment_mut(id) else { return Ok(0) };
        deployment.steps += 1;
        let strategy = deployment.strategy;
        let weight = self.weight_of(id);
        self.shift(id, "prodTrafficRoute", weight)?;
        Ok(if weight < ALL { strategy.step_bake() } else { 0 })
    }

    fn weight_of(&self, id: &str) -> u32 {
        let deployment = self.world.codedeploy_deployment(id);
        deployment.map_or(ALL, |it| it.strategy.weight_after(it.steps))
    }

    /// The replacement task set has all traffic: it is the primary one.
    fn hand_over(&mut self, id: &Name) {
        let Some(deployment) = self.world.codedeploy_deployment(id) else { return };
        let key = deployment.service.clone();
        if let Some(set) = deployment.replacement {
            self.make_primary(&key, set);
        }
    }

    fn await_release(&mut self, id: &Name) {
        let now = self.now();
        let group = self.world.codedeploy_deployment(id).and_then(|it| self.group_of(it));
        let Some(wait) = group.and_then(|group| group.ready_wait()) else { return };
        let wait = minutes(wait.into());
        if let Some(deployment) = self.deployment_mut(id) {
            deployment.status = Status::Ready;
            deployment.deadline = Some(now + wait);
        }
        self.plan_deployment(id, wait);
    }

    fn keep_original(&self, id: &str) -> u64 {
        let group = self.world.codedeploy_deployment(id).and_then(|it| self.group_of(it));
        minutes(group.map_or(0, |group| group.termination_wait()).into())
    }

    fn let_original_go(&mut self, id: &Name) {
        let Some(deployment) = self.world.codedeploy_deployment(id) else { return };
        let Some(original) = deployment.original else { return };
        let key = deployment.service.clone();
        if self.set_of(id, Some(original)).is_some_and(|(status, _)| status != DeploymentStatus::Draining) {
            self.drain_set(&key, original);
        }
    }

    /// How a task set of a deployment is; `None` when it is gone.
    pub(super) fn set_of(&self, id: &str, set: Option<DeploymentId>) -> Option<(DeploymentStatus, Stability)> {
        let service = self.world.service(&self.world.codedeploy_deployment(id)?.service)?;
        let found = service.deployment(set?)?;
        Some((found.status, found.set.as_ref()?.stability))
    }
}

fn hook_failed(stage: Stage) -> Trouble {
    Trouble {
        code: "HOOK_EXECUTION_FAILURE",
        message: format!("The validation function of the lifecycle event {} failed.", stage.word()),
    }
}

fn update_error(message: &str) -> Trouble {
    Trouble {
        code: "ECS_UPDATE_ERROR",
        message: format!(
            "The ECS service cannot be updated due to an unexpected error: {message} Check your ECS service status."
        ),
    }
}
