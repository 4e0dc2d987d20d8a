//! Moving the traffic of listeners between the two target groups of a pair.

use super::deployment::{Deployment, Trouble};
use super::group::Group;
use crate::rollout::strategy::ALL;
use crate::{Engine, Name, json};

impl Engine {
    /// The deployment group of a deployment, while it exists.
    pub(super) fn group_of(&self, deployment: &Deployment) -> Option<&Group> {
        self.world.application(&deployment.application)?.groups.get(&deployment.group)
    }

    /// The ARNs of the target groups of the original task set and of its replacement.
    pub(super) fn sides(&self, deployment: &Deployment) -> Option<[Name; 2]> {
        let names = self.group_of(deployment)?.pair()?;
        let arn = |name: &str| self.world.target_groups().find(|it| *it.name == *name).map(|it| it.arn.clone());
        let [one, other] = [arn(names[0])?, arn(names[1])?];
        let service = self.world.service(&deployment.service)?;
        let set = service.deployment(deployment.original?)?.set.as_ref()?;
        let serves =
            json::objects(&set.settings, "loadBalancers").any(|it| json::text(it, "targetGroupArn") == Some(&*other));
        Some(if serves { [other, one] } else { [one, other] })
    }

    /// Sends that much of a route's traffic, in tenths of a percent, to the replacement task set: by every rule of its
    /// listeners that leads to either of them.
    pub(super) fn shift(&mut self, id: &str, route: &str, weight: u32) -> Result<(), Trouble> {
        let Some(deployment) = self.world.codedeploy_deployment(id) else { return Ok(()) };
        let listeners = self.group_of(deployment).map(|group| group.listeners(route)).unwrap_or_default();
        let Some(groups) = self.sides(deployment) else { return Err(trouble("The target groups were not found.")) };
        let shares = [(ALL - weight) / 10, weight / 10];
        let weights: Vec<_> = groups.iter().cloned().zip(shares).collect();
        for arn in listeners {
            let listener = self.world.listener(&arn).ok_or_else(|| trouble("The listener was not found."))?;
            let rules = self.world.rules_of(listener).into_iter();
            let rules: Vec<_> =
                rules.filter(|it| it.groups().any(|arn| groups.contains(arn))).map(|it| it.arn.clone()).collect();
            if rules.is_empty() {
                return Err(trouble("No rule of the listener leads to one of the target groups."));
            }
            for rule in rules {
                self.set_weights(&rule, &weights).map_err(|error| trouble(&error.message))?;
            }
        }
        Ok(())
    }
}

fn trouble(message: &str) -> Trouble {
    Trouble { code: "ELASTIC_LOAD_BALANCING_INVALID", message: message.to_owned() }
}
