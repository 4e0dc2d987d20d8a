//! Applications and their deployment groups.

use crate::id::{ServiceKey, Uuid};
use crate::{JsonMap, Millis, Name, json};
use std::collections::BTreeMap;

/// An application of the compute platform ECS.
///
/// <https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ApplicationInfo.html>
#[derive(Clone, Debug)]
pub struct Application {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: Name,
    /// When it was made.
    pub created_at: Millis,
    /// Its deployment groups, by name.
    pub groups: BTreeMap<Name, Group>,
}

/// A deployment group: which service is deployed, between which target groups, and how.
///
/// <https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentGroupInfo.html>
#[derive(Clone, Debug)]
pub struct Group {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: Name,
    /// The service.
    pub service: ServiceKey,
    /// The name of its deployment configuration.
    pub configuration: Name,
    /// Members as they are given back: `serviceRoleArn`, `ecsServices`, `loadBalancerInfo`,
    /// `blueGreenDeploymentConfiguration`, `autoRollbackConfiguration`, `alarmConfiguration`, `deploymentStyle`, …
    pub settings: JsonMap,
    /// The id of the deployment that was asked for last.
    pub attempted: Option<Name>,
    /// The id of the deployment that succeeded last.
    pub succeeded: Option<Name>,
}

impl Group {
    /// The names of the two target groups.
    pub(super) fn pair(&self) -> Option<[&str; 2]> {
        let pair = self.routes()?;
        let names: Vec<_> = json::objects(pair, "targetGroups").filter_map(|it| json::text(it, "name")).collect();
        names.try_into().ok()
    }

    /// The ARNs of the listeners of production or test traffic.
    pub(super) fn listeners(&self, route: &str) -> Vec<Name> {
        let route = self.routes().and_then(|pair| json::object(pair, route));
        route.map(|route| json::names(route, "listenerArns")).unwrap_or_default()
    }

    fn routes(&self) -> Option<&JsonMap> {
        json::objects(json::object(&self.settings, "loadBalancerInfo")?, "targetGroupPairInfoList").next()
    }

    /// How long it waits before production traffic moves, when somebody is to allow it; in minutes.
    pub(super) fn ready_wait(&self) -> Option<u32> {
        let ready = json::object(self.blue_green()?, "deploymentReadyOption")?;
        let stops = json::text(ready, "actionOnTimeout") == Some("STOP_DEPLOYMENT");
        stops.then(|| json::count(ready, "waitTimeInMinutes").unwrap_or(0))
    }

    /// How long the first task set is kept after traffic has moved; in minutes.
    pub(super) fn termination_wait(&self) -> u32 {
        let option = self.blue_green().and_then(|it| json::object(it, "terminateBlueInstancesOnDeploymentSuccess"));
        option.and_then(|it| json::count(it, "terminationWaitTimeInMinutes")).unwrap_or(0)
    }

    fn blue_green(&self) -> Option<&JsonMap> {
        json::object(&self.settings, "blueGreenDeploymentConfiguration")
    }

    /// Whether a deployment is rolled back after such an event, for example `DEPLOYMENT_FAILURE`.
    pub(super) fn rolls_back_after(&self, event: &str) -> bool {
        let rollback =
            json::object(&self.settings, "autoRollbackConfiguration").filter(|it| json::is_true(it, "enabled"));
        rollback.is_some_and(|it| json::names(it, "events").iter().any(|known| **known == *event))
    }
}
