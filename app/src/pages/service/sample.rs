//! A service for the tests of what is drawn.

mod rollout;
mod scaling;
mod traffic;

use model::address::ServiceRef;
use model::service::DeploymentConfiguration;
use model::task_definition::TaskDefinitionRef;
use model::time::Timestamp;
use model::verdict::{Level, Rule};
use model::view::{DeploymentRow, ScalingLine, ServicePage, ServiceRow, VerdictCard, VerdictLine};

pub(crate) use rollout::{canary, metrics, rollout, rollout_row};
pub(crate) use scaling::scaled;
pub(crate) use traffic::{failing_target, group, healthy_target, rule, traffic};

/// The address of `checkout` in the cluster `shop` of `prod`.
pub(crate) fn at() -> ServiceRef {
    serde_json::from_value(serde_json::json!({ "environment": "prod", "cluster": "shop", "service": "checkout" }))
        .unwrap()
}

/// `checkout`, which runs 3 of 4 tasks of revision 43, without deployments, tasks and events.
pub(crate) fn page() -> ServicePage {
    let line = VerdictLine {
        level: Level::Degraded,
        rule: Rule::BelowDesired,
        headline: "3 of 4 running".into(),
        since: None,
        last_known: None,
    };
    ServicePage {
        row: ServiceRow {
            at: at(),
            verdict: line.clone(),
            desired: 4,
            running: 3,
            pending: 1,
            is_uncounted: false,
            revision: TaskDefinitionRef::parse("checkout:43").unwrap(),
            launch: "Fargate".into(),
            deployed_at: Some(Timestamp(0)),
            next: None,
        },
        verdict: VerdictCard { line, rule_text: "running below desired".into(), evidence: vec![] },
        status: "ACTIVE".into(),
        owner: Some("team-shop".into()),
        deployment_configuration: DeploymentConfiguration {
            minimum_healthy_percent: Some(50),
            maximum_percent: Some(200),
            ..DeploymentConfiguration::default()
        },
        scaling: ScalingLine::Unscaled,
        deployments: vec![],
        tasks: vec![],
        tasks_total: 0,
        events: vec![],
        events_total: 0,
        configuration: vec![],
    }
}

/// A deployment of `checkout` that wants 4 tasks and runs some of them.
pub(crate) fn deployment(revision: u32, running: u32) -> DeploymentRow {
    DeploymentRow {
        id: format!("ecs-svc/{revision}"),
        status: "PRIMARY".into(),
        revision: TaskDefinitionRef::parse(&format!("checkout:{revision}")).unwrap(),
        desired: 4,
        pending: 0,
        running,
        failed: 0,
        rollout_state: Some("IN_PROGRESS".into()),
        rollout_reason: None,
        level: Level::Deploying,
        created_at: Some(Timestamp(0)),
        updated_at: None,
    }
}
