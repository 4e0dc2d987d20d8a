//! Services of a story that something other than ECS deploys.

use super::{Story, network};
use serde_json::{Value, json};
use simulator_engine::ApiError;
use simulator_engine::input::{CreateService, CreateTaskSet};

impl Story {
    /// Makes a service whose tasks are those of its task sets.
    pub fn create_external(&mut self, cluster: &str, name: &str, desired: u32) {
        let controller = json!({ "type": "EXTERNAL" });
        let request = json!({
            "cluster": cluster, "serviceName": name, "desiredCount": desired, "deploymentController": controller,
        });
        self.ask(request, |engine, request: CreateService| engine.create_service(request).map(drop));
    }

    /// Makes a task set of the newest revision of the family of its service's name.
    pub fn task_set(&mut self, cluster: &str, service: &str, external_id: &str, percent: f64) {
        let request = json!({
            "cluster": cluster, "service": service, "taskDefinition": service, "externalId": external_id,
            "launchType": "FARGATE", "networkConfiguration": network(cluster),
            "scale": { "value": percent, "unit": "PERCENT" },
        });
        self.ask(request, |engine, request: CreateTaskSet| engine.create_task_set(request).map(drop));
    }

    /// Makes a task set the primary one of its service.
    pub fn make_primary(&mut self, cluster: &str, service: &str, external_id: &str) {
        let known = self.engine.world().find_service(Some(cluster), service).ok();
        let mut sets = known.into_iter().flat_map(|it| &it.deployments);
        let set = sets.find(|it| it.set.as_ref().is_some_and(|set| set.external_id.as_deref() == Some(external_id)));
        let id = set.map(|it| it.id.to_string()).unwrap_or_default();
        let answer = self.engine.update_primary_task_set(Some(cluster), service, &id);
        self.refused.extend(answer.err());
    }

    /// Makes the application and the deployment group of a service, named as `aws ecs deploy` expects.
    pub fn deployment_group(
        &mut self,
        cluster: &str,
        service: &str,
        groups: [&str; 2],
        (balancer, ports): (&str, [u16; 2]),
    ) {
        let [production, test] = ports.map(|port| self.listener_arn(balancer, port));
        let account = self.engine.world().arns().account();
        let request = json!({
            "applicationName": application(cluster, service), "deploymentGroupName": group(cluster, service),
            "deploymentConfigName": "CodeDeployDefault.ECSAllAtOnce",
            "serviceRoleArn": format!("arn:aws:iam::{account}:role/ecsCodeDeployRole"),
            "deploymentStyle": { "deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL" },
            "autoRollbackConfiguration": { "enabled": true, "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"] },
            "blueGreenDeploymentConfiguration": {
                "deploymentReadyOption": { "actionOnTimeout": "CONTINUE_DEPLOYMENT", "waitTimeInMinutes": 0 },
                "terminateBlueInstancesOnDeploymentSuccess": { "action": "TERMINATE", "terminationWaitTimeInMinutes": 5 },
            },
            "ecsServices": [{ "clusterName": cluster, "serviceName": service }],
            "loadBalancerInfo": { "targetGroupPairInfoList": [{
                "targetGroups": groups.map(|name| json!({ "name": name })),
                "prodTrafficRoute": { "listenerArns": [production] }, "testTrafficRoute": { "listenerArns": [test] },
            }] },
        });
        let made = self.engine.create_application(&application(cluster, service), Some("ECS"));
        self.refused.extend(made.err());
        let made = request.as_object().map(|request| self.engine.create_deployment_group(request));
        self.refused.extend(made.and_then(Result::err));
    }

    /// Lets CodeDeploy deploy the newest revision of the family of a service's name.
    pub fn deploy_by_codedeploy(&mut self, cluster: &str, service: &str, configuration: &str) {
        let revision = self.engine.world().find_revision(service);
        let arn = revision.map(|it| self.engine.world().arns().task_definition(&it.definition)).unwrap_or_default();
        let spec = json!({ "version": 0.0, "Resources": [{ "TargetService": { "Type": "AWS::ECS::Service", "Properties": {
            "TaskDefinition": arn, "LoadBalancerInfo": { "ContainerName": service, "ContainerPort": 8_080 },
        } } }] });
        let request: Value = json!({
            "applicationName": application(cluster, service), "deploymentGroupName": group(cluster, service),
            "deploymentConfigName": configuration,
            "revision": { "revisionType": "AppSpecContent", "appSpecContent": { "content": spec.to_string() } },
        });
        let answer: Option<Result<_, ApiError>> = request.as_object().map(|it| self.engine.create_deployment(it));
        self.refused.extend(answer.and_then(Result::err));
    }

    fn listener_arn(&self, balancer: &str, port: u16) -> String {
        let world = self.engine.world();
        let named = world.load_balancers().find(|it| *it.name == *balancer);
        let listener = named.and_then(|named| world.listeners().find(|it| it.balancer == named.arn && it.port == port));
        listener.map(|it| it.arn.to_string()).unwrap_or_default()
    }
}

fn application(cluster: &str, service: &str) -> String {
    format!("AppECS-{cluster}-{service}")
}

fn group(cluster: &str, service: &str) -> String {
    format!("DgpECS-{cluster}-{service}")
}
