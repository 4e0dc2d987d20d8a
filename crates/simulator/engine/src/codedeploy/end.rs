//! How deployments end: well, badly, or rolled back.

use super::deployment::{Deployment, Stage, Status, Trouble};
use crate::deployment::DeploymentStatus;
use crate::{Engine, Name, json};

impl Engine {
    pub(super) fn succeed(&mut self, id: &Name) {
        self.close(id, Status::Succeeded, None);
        let Some(deployment) = self.world.codedeploy_deployment(id) else { return };
        let (application, group) = (deployment.application.clone(), deployment.group.clone());
        let application = self.world.codedeploy.applications.get_mut(&application);
        if let Some(group) = application.and_then(|it| it.groups.get_mut(&group)) {
            group.succeeded = Some(id.clone());
        }
    }

    /// A deployment has failed or was stopped; it is rolled back when its group says so.
    pub(super) fn fail_deployment(&mut self, id: &Name, status: Status, trouble: Trouble) {
        let event = match trouble.code {
            "MANUAL_STOP" => "DEPLOYMENT_STOP_ON_REQUEST",
            "ALARM_ACTIVE" => "DEPLOYMENT_STOP_ON_ALARM",
            _ => "DEPLOYMENT_FAILURE",
        };
        self.close(id, status, Some(trouble));
        let group = self.world.codedeploy_deployment(id).and_then(|it| self.group_of(it));
        if group.is_some_and(|group| group.rolls_back_after(event)) {
            self.roll_deployment_back(id);
        }
    }

    /// Sends all traffic back to the original task set, if it is still there, and begins a deployment that takes the
    /// replacement away.
    pub(super) fn roll_deployment_back(&mut self, id: &Name) {
        let Some(failed) = self.world.codedeploy_deployment(id).filter(|it| it.rolls_back.is_none()).cloned() else {
            return;
        };
        for route in ["prodTrafficRoute", "testTrafficRoute"] {
            // Where a listener has gone meanwhile, nothing can be sent back.
            drop(self.shift(id, route, 0));
        }
        let key = failed.service.clone();
        if let Some(original) = failed
            .original
            .filter(|set| self.set_of(id, Some(*set)).is_some_and(|(status, _)| status != DeploymentStatus::Draining))
        {
            self.make_primary(&key, original);
            if let Some(replacement) = failed.replacement {
                self.drain_set(&key, replacement);
            }
        }
        let new = self.new_deployment_name();
        if let Some(failed) = self.deployment_mut(id) {
            failed.rolled_back_by = Some(new.clone());
        }
        let now = self.now();
        let rollback = Deployment {
            id: new.clone(),
            status: Status::Created,
            trouble: None,
            created_at: now,
            started_at: None,
            completed_at: None,
            stage: Stage::Restore,
            rolls_back: Some(id.clone()),
            until: now,
            deadline: None,
            description: None,
            ..failed
        };
        self.world.codedeploy.deployments.insert(new.clone(), rollback);
        self.plan_deployment(&new, 0);
    }

    /// An alarm came to the state ALARM: the deployments whose groups watch it fail.
    pub(crate) fn fail_deployments_watching(&mut self, alarm: &str) {
        let watches = |it: &&Deployment| {
            let settings = self.group_of(it).map(|group| &group.settings);
            let alarms = settings
                .and_then(|it| json::object(it, "alarmConfiguration"))
                .filter(|it| json::is_true(it, "enabled"));
            it.rolls_back.is_none()
                && it.status.is_open()
                && alarms.is_some_and(|it| json::objects(it, "alarms").any(|it| json::text(it, "name") == Some(alarm)))
        };
        let watching: Vec<Name> = self.world.codedeploy_deployments().filter(watches).map(|it| it.id.clone()).collect();
        for id in watching {
            let message = format!(
                "One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <{alarm}>"
            );
            self.fail_deployment(&id, Status::Stopped, Trouble { code: "ALARM_ACTIVE", message });
        }
    }

    fn close(&mut self, id: &Name, status: Status, trouble: Option<Trouble>) {
        let now = self.now();
        let Some(deployment) = self.deployment_mut(id) else { return };
        deployment.status = status;
        deployment.trouble = trouble;
        deployment.completed_at = Some(now);
    }

    pub(super) fn deployment_mut(&mut self, id: &Name) -> Option<&mut Deployment> {
        self.world.codedeploy.deployments.get_mut(id)
    }
}
