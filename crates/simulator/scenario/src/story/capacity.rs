//! Telling how container instances came and went.

use super::{Story, merge};
use serde_json::{Value, json};
use simulator_engine::ApiError;
use simulator_engine::capacity::input::{
    Attributes, CapacityProviderItem, PutClusterCapacityProviders, UpdateContainerInstancesState,
};
use simulator_engine::capacity::machine::Machine;
use simulator_engine::id::InstanceKey;
use simulator_engine::input::{CreateService, RegisterTaskDefinition, RunTask};

impl Story {
    /// Makes a capacity provider of an Auto Scaling group that ECS scales, and gives it to a cluster beside Fargate's.
    pub fn provider(&mut self, cluster: &str, name: &str, group: &str, tags: Value) {
        let arns = self.engine.world().arns();
        let arn = format!(
            "arn:aws:autoscaling:{}:{}:autoScalingGroup:5b1c7d20-93ea-4f6b-8a51-c04e2f7d9b36:autoScalingGroupName/{group}",
            arns.region(),
            arns.account()
        );
        let request = json!({
            "name": name, "tags": tags,
            "autoScalingGroupProvider": {
                "autoScalingGroupArn": arn,
                "managedScaling": { "status": "ENABLED", "targetCapacity": 100, "maximumScalingStepSize": 10 },
                "managedTerminationProtection": "ENABLED", "managedDraining": "ENABLED",
            },
        });
        self.ask(request, |engine, request: CapacityProviderItem| engine.create_capacity_provider(request).map(drop));
        let request = json!({
            "cluster": cluster, "capacityProviders": ["FARGATE", "FARGATE_SPOT", name], "defaultCapacityProviderStrategy": [],
        });
        self.ask(request, |engine, request: PutClusterCapacityProviders| {
            engine.put_cluster_capacity_providers(request).map(drop)
        });
    }

    /// Starts an instance by hand, in the zone with that letter; `None` when there is no such type.
    pub fn instance(&mut self, cluster: &str, machine: &str, zone: char) -> Option<InstanceKey> {
        let zone = format!("{}{zone}", self.engine.world().arns().region());
        let Some(machine) = Machine::named(machine) else {
            self.refused.push(ApiError::invalid(format!("There is no instance type {machine}.")));
            return None;
        };
        Some(self.engine.start_instance(&cluster.into(), machine, &zone.as_str().into(), None))
    }

    /// Puts a custom attribute on an instance.
    pub fn mark(&mut self, instance: &InstanceKey, name: &str, value: &str) {
        let item = json!({ "name": name, "value": value, "targetId": instance.instance.to_string() });
        let request = json!({ "cluster": &*instance.cluster, "attributes": [item] });
        self.ask(request, |engine, request: Attributes| engine.put_attributes(&request).map(drop));
    }

    /// Begins to empty an instance.
    pub fn drain(&mut self, instance: &InstanceKey) {
        let request = json!({
            "cluster": &*instance.cluster, "containerInstances": [instance.instance.to_string()], "status": "DRAINING",
        });
        self.ask(request, |engine, request: UpdateContainerInstancesState| {
            engine.update_instances_state(&request).map(drop)
        });
    }

    /// An instance's agent stops to answer.
    pub fn disconnect(&mut self, instance: &InstanceKey) {
        self.engine.disconnect_agent(instance);
    }

    /// Registers a revision of a family for instances: one container of the family's name, in the `bridge` mode unless
    /// told.
    pub fn register_for_instances(&mut self, team: &str, family: &str, tag: &str, container: Value, more: Value) {
        let arns = self.engine.world().arns();
        let mut main = json!({
            "name": family, "image": format!("{}/{team}/{family}:{tag}", self.registry), "essential": true,
            "logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                    "awslogs-group": format!("/ecs/{family}"), "awslogs-region": arns.region(), "awslogs-stream-prefix": "ecs",
                },
            },
        });
        merge(&mut main, container);
        let mut request = json!({
            "family": family, "requiresCompatibilities": ["EC2"], "networkMode": "bridge",
            "runtimePlatform": { "cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX" },
            "executionRoleArn": format!("arn:aws:iam::{}:role/ecsTaskExecutionRole", arns.account()),
            "containerDefinitions": [main], "tags": [{ "key": "team", "value": team }],
        });
        merge(&mut request, more);
        self.make_log_groups(&request);
        self.ask(request, |engine, request: RegisterTaskDefinition| engine.register_task_definition(request).map(drop));
    }

    /// Makes a service of the family of its name on instances.
    pub fn create_on_instances(&mut self, cluster: &str, name: &str, desired: u32, more: Value) {
        let mut request = json!({
            "cluster": cluster, "serviceName": name, "taskDefinition": name,
            "enableECSManagedTags": true, "propagateTags": "SERVICE",
        });
        if more.get("schedulingStrategy").is_none() {
            request["desiredCount"] = json!(desired);
        }
        if more.get("capacityProviderStrategy").is_none() {
            request["launchType"] = json!("EC2");
        }
        merge(&mut request, more);
        self.ask(request, |engine, request: CreateService| engine.create_service(request).map(drop));
    }

    /// Runs one task of a family on one instance.
    pub fn run_on(&mut self, instance: &InstanceKey, family: &str, started_by: &str) {
        let Some(known) = self.engine.world().instance(instance) else { return };
        let expression = format!("ec2InstanceId == {}", known.ec2_id);
        let request = json!({
            "cluster": &*instance.cluster, "taskDefinition": family, "startedBy": started_by, "launchType": "EC2",
            "placementConstraints": [{ "type": "memberOf", "expression": expression }],
        });
        self.ask(request, |engine, request: RunTask| engine.run_task(request).map(drop));
    }
}
