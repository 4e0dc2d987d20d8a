use fleet::Seen;
use model::deployment::{
    CircuitBreaker, DeploymentRolloutState, DeploymentStatus, DeploymentStrategy, LifecycleStage, RevisionTasks,
    RollbackMonitorStatus, ServiceDeploymentStatus,
};
use model::name::ServiceName;
use model::service::Service;
use model::time::Span;
use model::verdict::Level;
use model::view::{RolloutView, StepState};

use super::*;
use crate::judged::Survey;
use crate::testing::*;

fn side(arn: &str, running: u32, weight: Option<f64>) -> RevisionTasks {
    let (production_weight, test_weight) = (weight, None);
    RevisionTasks { arn: arn.to_owned(), requested: 4, running, pending: 0, production_weight, test_weight }
}

fn rollout(status: ServiceDeploymentStatus, strategy: &str, stage: Option<&str>) -> ServiceDeployment {
    ServiceDeployment {
        arn: "arn:aws:ecs:eu-central-1:123456789012:service-deployment/shop/web/abc123".to_owned(),
        status,
        reason: Some("In progress".to_owned()),
        strategy: Some(strategy.into()),
        stage: stage.map(LifecycleStage::from),
        hooks: Vec::new(),
        sources: vec![side("rev-7", 4, Some(90.0))],
        target: Some(side("rev-8", 4, Some(10.0))),
        breaker: Some(CircuitBreaker { status: RollbackMonitorStatus::Monitoring, failures: 2, threshold: 3 }),
        alarms: None,
        rollback: None,
        bake_minutes: Some(10),
        step: None,
        created_at: Some(ago(300)),
        started_at: Some(ago(290)),
        finished_at: None,
        stopped_at: None,
        updated_at: Some(ago(120)),
    }
}

/// Revision 8 of `web` on its way, revision 7 still running.
fn deploying() -> Service {
    let mut web = behind(service("web", 2, 4), "web");
    let mut new = web.deployments[0].clone();
    new.id = "ecs-svc/8".to_owned();
    new.task_definition.revision = 8;
    new.rollout_state = Some(DeploymentRolloutState::InProgress);
    new.created_at = Some(ago(300));
    new.failed = 1;
    web.deployments[0].status = DeploymentStatus::Active;
    web.deployments.insert(0, new);
    web
}

fn revisions() -> Revisions {
    let revision = |arn: &str, number: u32| {
        let mut task_definition = service("web", 1, 1).task_definition;
        task_definition.revision = number;
        let (images, created_at) = (vec![("web".to_owned(), Some(format!("r/web:{number}")), None)], None);
        let one = ServiceRevision { arn: arn.to_owned(), task_definition: Some(task_definition), images, created_at };
        (arn.to_owned(), Arc::new(one))
    };
    [revision("rev-7", 7), revision("rev-8", 8)].into()
}

fn judged_with(web: Service, rollouts: &[ServiceDeployment]) -> Arc<Survey> {
    let mut new = task("web", 2);
    new.started_by = Some("ecs-svc/8".to_owned());
    let mut shop = cluster("shop", vec![web], vec![task("web", 1), new]);
    let rollouts = [(ServiceName::parse("web").unwrap(), Seen::new(ago(4), rollouts.to_vec()))];
    shop.rollouts.value = Arc::new(rollouts.into());
    let mut snapshot = snapshot(vec![shop]);
    let targets = vec![target("10.0.0.1", "healthy", None), target("10.0.0.2", "unhealthy", Some("Target.Timeout"))];
    traffic(&mut snapshot, vec![listener(80, vec![forward(1, &[("web", 1)])])], vec![("web", Some(targets))]);
    survey_of(snapshot)
}

fn view_of(one: &ServiceDeployment) -> RolloutView {
    let survey = judged_with(deploying(), std::slice::from_ref(one));
    current(&survey, survey.services().next().unwrap(), one, &revisions(), NOW)
}

#[test]
fn a_deployment_under_way_tells_both_sides_its_stage_and_its_breaker() {
    let view = view_of(&rollout(ServiceDeploymentStatus::InProgress, "CANARY", Some("BAKE_TIME")));
    assert_eq!((&*view.id, view.is_moving, &*view.status), ("abc123", true, "IN_PROGRESS"));
    assert_eq!(view.time_left, Some(Span::minutes(8)));
    let breaker = view.breaker.as_ref().unwrap();
    assert_eq!((breaker.failures, breaker.threshold), (2, 3));
    let new = view.target.as_ref().unwrap();
    assert_eq!((new.revision.as_ref().unwrap().revision, new.failed, new.production_weight), (8, 1, Some(10.0)));
    assert_eq!(view.sources[0].revision.as_ref().unwrap().revision, 7);
    let current: Vec<&LifecycleStage> =
        view.stages.iter().filter(|(_, state)| *state == StepState::Current).map(|(stage, _)| stage).collect();
    assert_eq!(current, [&LifecycleStage::BakeTime]);
    assert_eq!(view.failing.as_deref(), Some("1 new target fails: Target.Timeout"));
    assert_eq!(view.level, Level::Degraded, "no better than the service");
}

#[test]
fn a_deployment_that_ended_says_how_and_is_judged_by_that() {
    for (status, level, words) in [
        (ServiceDeploymentStatus::Successful, Level::Steady, "Revision 8: deployed"),
        (ServiceDeploymentStatus::RollbackSuccessful, Level::Degraded, "Revision 8: rolled back"),
        (ServiceDeploymentStatus::RollbackFailed, Level::Degraded, "Revision 8: its rollback failed"),
        (ServiceDeploymentStatus::Stopped, Level::Idle, "Revision 8: stopped where it was"),
        (ServiceDeploymentStatus::Other("DREAMING".to_owned()), Level::Unknown, "Revision 8: DREAMING"),
    ] {
        let view = view_of(&rollout(status, "ROLLING", None));
        assert_eq!((view.level, &*view.headline), (level, words));
        assert_eq!((view.failing, view.time_left, view.stages.len()), (None, None, 0));
    }
}

#[test]
fn without_service_deployments_the_service_itself_tells() {
    let survey = judged_with(deploying(), &[]);
    let view = from_service(&survey, survey.services().next().unwrap()).unwrap();
    assert_eq!(
        (&*view.id, &view.strategy, &*view.status, view.is_moving),
        ("ecs-svc/8", &DeploymentStrategy::Rolling, "IN_PROGRESS", true)
    );
    assert_eq!(view.target.unwrap().revision.unwrap().revision, 8);
    assert_eq!(view.sources[0].revision.as_ref().unwrap().revision, 7);
    assert_eq!(view.headline, survey.services().next().unwrap().row.verdict.headline);
}

#[test]
fn the_history_tells_revisions_images_and_how_long_each_took() {
    let done = ServiceDeployment {
        finished_at: Some(ago(50)),
        ..rollout(ServiceDeploymentStatus::Successful, "ROLLING", None)
    };
    let moving = rollout(ServiceDeploymentStatus::InProgress, "ROLLING", None);
    let rows = history(&[moving, done], &revisions(), NOW);
    assert_eq!((rows[0].took, rows[1].took), (Some(Span::seconds(290)), Some(Span::seconds(240))));
    assert_eq!(rows[1].images, ["web: r/web:7 → r/web:8"]);
    assert_eq!((rows[1].revision.as_ref().unwrap().revision, rows[1].from.as_ref().unwrap().revision), (8, 7));
    assert_eq!((rows[0].level, rows[1].level), (Level::Deploying, Level::Steady));
    let unknown = history(&[rollout(ServiceDeploymentStatus::Successful, "ROLLING", None)], &Revisions::new(), NOW);
    assert_eq!((unknown[0].revision.clone(), unknown[0].images.len()), (None, 0));
}
