//! ARNs: writing them, and reading what a request names things by.

use super::id::{DeploymentId, InstanceId, RevisionId, ServiceDeploymentId, ServiceKey, TaskId, TaskKey, Uuid};
use super::task_definition::TaskDefinition;

/// Writes the ARNs of one account in one region.
#[derive(Clone, Debug)]
pub struct Arns {
    region: String,
    account: String,
}

impl Arns {
    /// The writer for that region and account.
    #[must_use]
    pub fn new(region: &str, account: &str) -> Self {
        Self { region: region.to_owned(), account: account.to_owned() }
    }

    /// The region.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The account's twelve digits.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.account
    }

    /// What the ARNs of a kind of Elastic Load Balancing begin with: `targetgroup`, `listener`, …
    #[must_use]
    pub fn balancing(&self, kind: &str) -> String {
        format!("arn:aws:elasticloadbalancing:{}:{}:{kind}", self.region, self.account)
    }

    /// A cluster's ARN.
    #[must_use]
    pub fn cluster(&self, name: &str) -> String {
        self.ecs(&format!("cluster/{name}"))
    }

    /// A service's ARN, in the long form.
    #[must_use]
    pub fn service(&self, cluster: &str, name: &str) -> String {
        self.ecs(&format!("service/{cluster}/{name}"))
    }

    /// A service's ARN, by its key.
    #[must_use]
    pub fn service_key(&self, key: &ServiceKey) -> String {
        self.service(&key.cluster, &key.service)
    }

    /// A task's ARN, in the long form.
    #[must_use]
    pub fn task(&self, cluster: &str, id: TaskId) -> String {
        self.ecs(&format!("task/{cluster}/{id}"))
    }

    /// The ARN that a task of that id would have, or the ARN that the text is.
    #[must_use]
    pub fn ecs_task(&self, cluster: &str, reference: &str) -> String {
        if reference.starts_with("arn:") {
            reference.to_owned()
        } else {
            self.ecs(&format!("task/{cluster}/{reference}"))
        }
    }

    /// A task's ARN, by its key.
    #[must_use]
    pub fn task_key(&self, key: &TaskKey) -> String {
        self.task(&key.cluster, key.task)
    }

    /// A container's ARN.
    #[must_use]
    pub fn container(&self, cluster: &str, task: TaskId, container: Uuid) -> String {
        self.ecs(&format!("container/{cluster}/{task}/{container}"))
    }

    /// The ARN that an instance of that id would have, or the ARN that the text is.
    #[must_use]
    pub fn instance_named(&self, cluster: &str, reference: &str) -> String {
        if reference.starts_with("arn:") {
            return reference.to_owned();
        }
        self.ecs(&format!("container-instance/{cluster}/{reference}"))
    }

    /// The account itself, as a principal.
    #[must_use]
    pub fn root(&self) -> String {
        format!("arn:aws:iam::{}:root", self.account)
    }

    /// A container instance's ARN, in the long form.
    #[must_use]
    pub fn container_instance(&self, cluster: &str, id: InstanceId) -> String {
        self.ecs(&format!("container-instance/{cluster}/{id}"))
    }

    /// A capacity provider's ARN.
    #[must_use]
    pub fn capacity_provider(&self, name: &str) -> String {
        self.ecs(&format!("capacity-provider/{name}"))
    }

    /// A revision's ARN.
    #[must_use]
    pub fn revision(&self, family: &str, revision: u32) -> String {
        self.ecs(&format!("task-definition/{family}:{revision}"))
    }

    /// A task definition's ARN.
    #[must_use]
    pub fn task_definition(&self, definition: &TaskDefinition) -> String {
        self.revision(&definition.family, definition.revision)
    }

    /// A service deployment's ARN.
    #[must_use]
    pub fn service_deployment(&self, service: &ServiceKey, id: ServiceDeploymentId) -> String {
        self.ecs(&format!("service-deployment/{}/{}/{id}", service.cluster, service.service))
    }

    /// A task set's ARN.
    #[must_use]
    pub fn task_set(&self, service: &ServiceKey, id: DeploymentId) -> String {
        self.ecs(&format!("task-set/{}/{}/{id}", service.cluster, service.service))
    }

    /// A service revision's ARN.
    #[must_use]
    pub fn service_revision(&self, service: &ServiceKey, id: RevisionId) -> String {
        self.ecs(&format!("service-revision/{}/{}/{id}", service.cluster, service.service))
    }

    /// The ARN of the role session that is said to have made everything that was there before anybody called.
    #[must_use]
    pub fn deployer(&self) -> String {
        format!("arn:aws:sts::{}:assumed-role/deployer/pipeline", self.account)
    }

    /// The host of the account's own container registry.
    #[must_use]
    pub fn registry(&self) -> String {
        format!("{}.dkr.ecr.{}.amazonaws.com", self.account, self.region)
    }

    /// The ARN of a repository of the container registry.
    #[must_use]
    pub fn repository(&self, name: &str) -> String {
        format!("arn:aws:ecr:{}:{}:repository/{name}", self.region, self.account)
    }

    /// An alarm's ARN.
    #[must_use]
    pub fn alarm(&self, name: &str) -> String {
        format!("arn:aws:cloudwatch:{}:{}:alarm:{name}", self.region, self.account)
    }

    fn ecs(&self, resource: &str) -> String {
        format!("arn:aws:ecs:{}:{}:{resource}", self.region, self.account)
    }

    /// What follows `arn:aws:ecs:REGION:ACCOUNT:` of this account and region.
    #[must_use]
    pub fn resource<'a>(&self, arn: &'a str) -> Option<&'a str> {
        arn.strip_prefix("arn:aws:ecs:")?
            .strip_prefix(&*self.region)?
            .strip_prefix(':')?
            .strip_prefix(&*self.account)?
            .strip_prefix(':')
    }
}

/// The name at the end of a short name or an ARN: `web` of `web` and of `arn:aws:ecs:…:service/shop/web`.
#[must_use]
pub fn last_part(reference: &str) -> &str {
    if !reference.starts_with("arn:") {
        return reference;
    }
    reference.rsplit('/').next().unwrap_or(reference)
}

/// Whom a caller stands for: the role of a role's session, or the caller.
#[must_use]
pub fn principal(caller: &str) -> String {
    let session = caller.strip_prefix("arn:aws:sts::").and_then(|rest| rest.split_once(":assumed-role/"));
    let role = session.and_then(|(account, path)| Some((account, path.split('/').next()?)));
    role.map_or_else(|| caller.to_owned(), |(account, role)| format!("arn:aws:iam::{account}:role/{role}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_stands_for_its_role_and_a_user_for_itself() {
        assert_eq!(principal("arn:aws:sts::1:assumed-role/deployer/pipeline"), "arn:aws:iam::1:role/deployer");
        assert_eq!(principal("arn:aws:iam::1:user/alice"), "arn:aws:iam::1:user/alice");
    }
}
