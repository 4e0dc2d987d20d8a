//! Plans: what is said of a change, and what makes it another.

mod autoscale;
mod cost;
mod deployment;
mod images;
mod settings;
mod sharing;
mod task;

use std::sync::LazyLock;

use super::*;
use crate::address::ServiceRef;
use crate::audit::FieldChange;
use crate::deployment::DeploymentRolloutState;
use crate::name::{ClusterName, EnvironmentName, ServiceName};
use crate::scaling::ScalableTarget;
use crate::service::{SchedulingStrategy, Service, ServiceStatus};
use crate::testing::{revision, service};

static AT: LazyLock<ServiceRef> = LazyLock::new(|| ServiceRef {
    environment: EnvironmentName::parse("prod").unwrap(),
    cluster: ClusterName::parse("shop").unwrap(),
    service: ServiceName::parse("web").unwrap(),
});

fn facts(service: &Service) -> ServiceFacts<'_> {
    ServiceFacts {
        at: &AT,
        region: "eu-central-1",
        service,
        scaling: None,
        room: None,
        providers: None,
        current: None,
        wanted: None,
        differences: None,
        draft: None,
        sharing: &[],
        images: &[],
        under_way: None,
        now: crate::testing::NOW,
        is_protected: false,
    }
}

fn plan<'a>(ask: &Ask, service: &'a Service, with: impl FnOnce(ServiceFacts<'a>) -> ServiceFacts<'a>) -> Plan {
    Plan::of_service(ask, with(facts(service)))
}

fn bounds(minimum: u32, maximum: u32) -> ScalableTarget {
    ScalableTarget {
        cluster: AT.cluster.clone(),
        service: AT.service.clone(),
        minimum,
        maximum,
        suspended: vec![],
        policies: vec![],
        scheduled: vec![],
    }
}

#[track_caller]
fn check(plan: &Plan, weight: Weight, sentence: &str) {
    let told = plan.consequences.iter().find(|one| one.sentence.contains(sentence));
    assert_eq!(told.map(|one| one.weight), Some(weight), "{:#?}", plan.consequences);
}

#[test]
fn scaling_is_one_sentence_and_one_field() {
    let plan = plan(&Ask::Scale { desired: 12 }, &service(4, 4), |facts| facts);
    assert_eq!(plan.sentence, "web: 4 → 12 tasks");
    assert_eq!(
        plan.changes,
        [FieldChange { field: "desiredCount".into(), before: Some("4".into()), after: Some("12".into()) }]
    );
    assert_eq!(plan.confirmation, Confirmation::Button);
    let cli = "aws ecs update-service --region eu-central-1 --cluster shop --service web --desired-count 12";
    assert_eq!(plan.equivalent.cli, cli);
}

#[test]
fn scaling_to_what_is_there_changes_nothing() {
    assert!(plan(&Ask::Scale { desired: 4 }, &service(4, 1), |facts| facts).is_nothing());
}

#[test]
fn scaling_to_zero_is_grave_and_typed() {
    let plan = plan(&Ask::Scale { desired: 0 }, &service(4, 4), |facts| facts);
    check(&plan, Weight::Danger, "nothing serves any more");
    assert_eq!(plan.confirmation, Confirmation::Typed("web".into()));
}

#[test]
fn a_protected_environment_has_every_change_typed() {
    for ask in [Ask::Redeploy, Ask::Scale { desired: 5 }] {
        let plan = plan(&ask, &service(4, 4), |facts| ServiceFacts { is_protected: true, ..facts });
        assert_eq!(plan.confirmation, Confirmation::Typed("web".into()));
    }
}

#[test]
fn bounds_that_would_undo_it_are_named() {
    let target = bounds(2, 8);
    let scale = |desired| {
        plan(&Ask::Scale { desired }, &service(4, 4), |facts| ServiceFacts { scaling: Some(&target), ..facts })
    };
    check(&scale(12), Weight::Warning, "between 2 and 8: its next action sets 8");
    check(&scale(1), Weight::Warning, "its next action sets 2");
    check(&scale(8), Weight::Note, "between 2 and 8");
}

#[test]
fn tasks_that_find_no_place_are_counted() {
    let scale_by = |fits, is_certain| {
        let room = Some(Room { instances: 3, fits, is_certain });
        plan(&Ask::Scale { desired: 10 }, &service(4, 4), |facts| ServiceFacts { room, ..facts })
    };
    let scale = |fits| scale_by(fits, true);
    let alone = "on 3 instances, by CPU, memory, ports and GPU alone; the others wait";
    check(&scale_by(2, false), Weight::Warning, alone);
    check(&scale_by(9, false), Weight::Note, "have room for 9, by CPU, memory, ports and GPU alone");
    check(&scale(2), Weight::Warning, "2 tasks of 6 more find a place on 3 instances; the others wait");
    check(&scale(9), Weight::Note, "All 6 more find a place");
}

#[test]
fn a_deployment_says_what_it_replaces_and_who_catches_it() {
    let mut web = service(4, 4);
    web.deployment_configuration.circuit_breaker = true;
    web.deployment_configuration.rollback = true;
    web.deployments[0].rollout_state = Some(DeploymentRolloutState::InProgress);
    let plan = plan(&Ask::Deploy { revision: revision("web", 9) }, &web, |facts| facts);
    check(&plan, Weight::Warning, "takes the place of the deployment of web:7");
    check(&plan, Weight::Note, "at least 4 stay healthy and at most 8 run");
    check(&plan, Weight::Note, "brings the revision before back");
    assert_eq!(plan.consequences[0].weight, Weight::Warning, "the heaviest first");
    assert_eq!(plan.equivalent.terraform.as_deref(), Some("task_definition = \"web:9\""));
}

#[test]
fn whoever_else_manages_it_is_named() {
    let mut web = service(4, 4);
    web.tags = vec![("aws:cloudformation:stack-name".into(), "shop-prod".into())];
    check(&plan(&Ask::Scale { desired: 5 }, &web, |facts| facts), Weight::Warning, "stack shop-prod can undo this");
}

#[test]
fn what_is_impossible_has_a_reason() {
    let can = |verb, service: &Service| can_change_service(verb, service, None);
    let web = service(4, 4);
    assert_eq!(can(ServiceVerb::Scale, &web), Ok(()));
    assert_eq!(can(ServiceVerb::StopDeployment, &web), Err(WhyNot::NothingDeploys));
    let daemon = Service { scheduling: SchedulingStrategy::Daemon, ..web.clone() };
    assert_eq!(can(ServiceVerb::Scale, &daemon), Err(WhyNot::Daemon));
    let foreign = Service { deployments: vec![], ..web.clone() };
    assert_eq!(can(ServiceVerb::Deploy, &foreign), Err(WhyNot::OtherController));
    for verb in ServiceVerb::ALL {
        let gone = Service { status: ServiceStatus::Draining, ..web.clone() };
        assert_eq!(can(*verb, &gone), Err(WhyNot::Deleted));
    }
}

#[test]
fn what_matters_is_told_when_it_changes_and_nothing_else_is() {
    let ask = Ask::Scale { desired: 9 };
    let target = bounds(2, 8);
    let before = Seen::of_service(&ask, &service(4, 4), Some(&target), None);
    let now = |service: &Service, scaling| before.changed(&Seen::of_service(&ask, service, scaling, None));
    assert_eq!(now(&service(4, 1), Some(&target)), [], "counts of running tasks move all the time");
    let desired = FieldChange { field: "desiredCount".into(), before: Some("4".into()), after: Some("6".into()) };
    assert_eq!(now(&service(6, 4), Some(&target)), [desired]);
    assert_eq!(now(&service(4, 4), None).len(), 2, "the bounds are gone");
    let again = Service { created_at: Some(crate::testing::NOW), ..service(4, 4) };
    assert_eq!(now(&again, Some(&target))[0].field, "createdAt", "another service of the same name");
}
