use super::estate::*;
use super::front::{Front, listening};
use crate::codedeploy::deployment::{Deployment, Status};
use crate::id::ServiceKey;
use crate::{ApiError, Engine, Name};
use serde_json::{Value, json};

/// A service of two tasks that CodeDeploy deploys between two target groups.
struct Deployed {
    engine: Engine,
    key: ServiceKey,
    front: Front,
}

impl Deployed {
    fn begin(seed: u64, more: Value) -> Self {
        let mut engine = empty(seed);
        let front = Front::build(&mut engine);
        register(&mut engine, listening("web:1"));
        let mut request = service("web", 2);
        request["loadBalancers"] = front.plain();
        request["deploymentController"] = json!({ "type": "CODE_DEPLOY" });
        let key = create(&mut engine, request);
        let listener = |rule: &Name| engine.world().rule(rule).unwrap().listener.to_string();
        let mut group = json!({
            "applicationName": "web", "deploymentGroupName": "web", "serviceRoleArn": "arn:aws:iam::123456789012:role/deploy",
            "ecsServices": [{ "clusterName": "shop", "serviceName": "web" }],
            "loadBalancerInfo": { "targetGroupPairInfoList": [{
                "targetGroups": [{ "name": "blue" }, { "name": "green" }],
                "prodTrafficRoute": { "listenerArns": [listener(&front.production)] },
                "testTrafficRoute": { "listenerArns": [listener(&front.test)] },
            }] },
        });
        group.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        engine.create_application("web", Some("ECS")).unwrap();
        engine.create_deployment_group(group.as_object().unwrap()).unwrap();
        wait(&mut engine, 300);
        Self { engine, key, front }
    }

    fn deploy(&mut self, image: &str, hooks: Value) -> Result<Name, ApiError> {
        let revision = register(&mut self.engine, listening(image));
        let spec = json!({ "version": 0.0, "Hooks": hooks, "Resources": [{ "Target": { "Type": "AWS::ECS::Service", "Properties": {
            "TaskDefinition": format!("web:{revision}"),
            "LoadBalancerInfo": { "ContainerName": "app", "ContainerPort": 80 },
        } } }] });
        let request = json!({
            "applicationName": "web", "deploymentGroupName": "web",
            "revision": { "revisionType": "AppSpecContent", "appSpecContent": { "content": spec.to_string() } },
        });
        self.engine.create_deployment(request.as_object().unwrap())
    }

    fn of(&self, id: &str) -> &Deployment {
        self.engine.world().codedeploy_deployment(id).unwrap()
    }

    fn production(&self) -> [u32; 2] {
        self.front.weights(&self.engine, &self.front.production)
    }

    /// The revision that serves, and how many task sets there are.
    fn serves(&self) -> (u32, usize) {
        let service = get(&self.engine, &self.key);
        (service.primary().unwrap().definition.revision, service.deployments.len())
    }
}

fn rollback() -> Value {
    json!({ "autoRollbackConfiguration": { "enabled": true, "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"] } })
}

#[test]
fn a_deployment_replaces_the_task_set_and_moves_the_listener() {
    let mut web = Deployed::begin(1, json!({}));
    assert_eq!((web.production(), web.serves()), ([100, 0], (1, 1)));
    let id = web.deploy("web:2", json!([])).unwrap();
    let again = web.deploy("web:3", json!([])).unwrap_err();
    assert_eq!(again.code, "DeploymentLimitExceededException");
    let key = web.key.clone();
    let mut seen = Vec::new();
    let (front, engine) = (&web.front, &mut web.engine);
    watch(engine, 1_200, |engine| {
        let now = (front.weights(engine, &front.test), front.weights(engine, &front.production));
        if seen.last() != Some(&now) {
            seen.push(now);
        }
        let healthy = get(engine, &key).counts().running;
        assert!(healthy >= 2, "{healthy} run");
    });
    assert_eq!(seen, [([100, 0], [100, 0]), ([0, 100], [100, 0]), ([0, 100], [0, 100])]);
    assert_eq!((web.of(&id).status, web.serves()), (Status::Succeeded, (2, 1)));
    let set = get(&web.engine, &web.key).primary().unwrap().set.clone().unwrap();
    assert_eq!((set.started_by.as_deref(), set.external_id), (Some("CODE_DEPLOY"), Some(id)));
    let back = web.deploy("web:4", json!([])).unwrap();
    wait(&mut web.engine, 1_200);
    assert_eq!((web.of(&back).status, web.production(), web.serves()), (Status::Succeeded, [100, 0], (4, 1)));
}

#[test]
fn traffic_moves_in_the_steps_of_the_deployment_configuration() {
    let mut web = Deployed::begin(2, json!({ "deploymentConfigName": "CodeDeployDefault.ECSCanary10Percent5Minutes" }));
    web.deploy("web:2", json!([])).unwrap();
    wait(&mut web.engine, 200);
    assert_eq!((web.production(), web.serves()), ([90, 10], (1, 2)));
    wait(&mut web.engine, 300);
    assert_eq!((web.production(), web.serves().0), ([0, 100], 2));
}

#[test]
fn an_image_that_is_missing_fails_after_an_hour_and_serves_nobody() {
    let mut web = Deployed::begin(3, rollback());
    let id = web.deploy("web:missing", json!([])).unwrap();
    wait(&mut web.engine, 3_000);
    assert_eq!((web.of(&id).status, web.serves()), (Status::InProgress, (1, 2)));
    wait(&mut web.engine, 900);
    let failed = web.of(&id).clone();
    assert_eq!((failed.status, failed.trouble.unwrap().code), (Status::Failed, "TIMEOUT"));
    let rollback = web.of(&failed.rolled_back_by.unwrap());
    assert_eq!((rollback.status, rollback.rolls_back.as_deref()), (Status::Succeeded, Some(&*id)));
    assert_eq!((web.production(), web.serves()), ([100, 0], (1, 1)));
}

#[test]
fn a_deployment_that_is_stopped_after_its_traffic_moved_gives_it_back() {
    let keeps = json!({ "blueGreenDeploymentConfiguration": {
        "terminateBlueInstancesOnDeploymentSuccess": { "action": "TERMINATE", "terminationWaitTimeInMinutes": 60 },
    } });
    let mut web = Deployed::begin(4, keeps);
    let id = web.deploy("web:2", json!([])).unwrap();
    wait(&mut web.engine, 600);
    assert_eq!((web.of(&id).status, web.production(), web.serves()), (Status::InProgress, [0, 100], (2, 2)));
    web.engine.stop_deployment(&id, true).unwrap();
    assert_eq!((web.of(&id).status, web.production(), web.serves().0), (Status::Stopped, [100, 0], 1));
    wait(&mut web.engine, 600);
    assert_eq!(web.serves(), (1, 1));
    assert_eq!(web.engine.stop_deployment(&id, true).unwrap_err().code, "DeploymentAlreadyCompletedException");
}

#[test]
fn without_a_rollback_both_task_sets_stay_until_the_next_deployment() {
    let mut web = Deployed::begin(5, json!({}));
    let id = web.deploy("web:2", json!([{ "AfterInstall": "check-fails" }])).unwrap();
    wait(&mut web.engine, 600);
    assert_eq!(web.of(&id).trouble.as_ref().unwrap().code, "HOOK_EXECUTION_FAILURE");
    assert_eq!((web.of(&id).status, web.production(), web.serves()), (Status::Failed, [100, 0], (1, 2)));
    let next = web.deploy("web:3", json!([{ "AfterInstall": "check" }])).unwrap();
    wait(&mut web.engine, 1_200);
    assert_eq!((web.of(&next).status, web.serves()), (Status::Succeeded, (3, 1)));
}

#[test]
fn traffic_waits_for_somebody_when_the_group_says_so() {
    let asks = json!({ "blueGreenDeploymentConfiguration": {
        "deploymentReadyOption": { "actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 30 },
    } });
    let mut web = Deployed::begin(6, asks);
    let id = web.deploy("web:2", json!([])).unwrap();
    wait(&mut web.engine, 600);
    assert_eq!((web.of(&id).status, web.production()), (Status::Ready, [100, 0]));
    web.engine.continue_deployment(&id).unwrap();
    wait(&mut web.engine, 900);
    assert_eq!((web.of(&id).status, web.production()), (Status::Succeeded, [0, 100]));
    let late = web.deploy("web:3", json!([])).unwrap();
    wait(&mut web.engine, 3_600);
    assert_eq!((web.of(&late).status, web.production()), (Status::Stopped, [0, 100]));
}

#[test]
fn ecs_itself_deploys_no_such_service() {
    let mut web = Deployed::begin(7, json!({}));
    register(&mut web.engine, listening("web:2"));
    let change = json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" });
    let refused = web.engine.update_service(read(change)).unwrap_err();
    let expect = "Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.";
    assert_eq!((refused.code, &*refused.message), ("InvalidParameterException", expect));
    update(&mut web.engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 3 }));
    wait(&mut web.engine, 300);
    assert_eq!(get(&web.engine, &web.key).counts().running, 3);
}
