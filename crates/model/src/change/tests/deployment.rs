//! What is decided about a deployment that is under way.

use super::*;
use crate::deployment::{HookAction, HookStatus, HookTarget, LifecycleStage, ServiceDeployment};
use crate::testing::{ago, waiting_deployment};

fn deploying() -> Service {
    let mut web = service(4, 4);
    web.deployments[0].rollout_state = Some(DeploymentRolloutState::InProgress);
    web
}

fn go_on(deployment: &ServiceDeployment) -> Plan {
    let web = deploying();
    let facts = |facts| ServiceFacts { under_way: Some((deployment, None)), ..facts };
    plan(&Ask::ContinueDeployment, &web, |it| facts(ServiceFacts { service: &web, ..it }))
}

#[test]
fn a_pause_says_what_comes_next_and_what_happens_without_a_decision() {
    let plan = go_on(&waiting_deployment());
    assert_eq!(plan.sentence, "web: let the deployment of web:7 go on after POST_TEST_TRAFFIC_SHIFT");
    check(&plan, Weight::Note, "The next stage is PRODUCTION_TRAFFIC_SHIFT. Production traffic moves");
    check(&plan, Weight::Note, "Without a decision it is rolled back in 60 min, at ");
    assert!(plan.equivalent.cli.ends_with("service-deployment/shop/web/8 --hook-id hook-1 --action CONTINUE"));
    let mut late = waiting_deployment();
    late.hooks[0].expires_at = Some(ago(1));
    late.hooks[0].timeout_action = HookAction::Continue;
    check(&go_on(&late), Weight::Note, "Its time is over: it goes on by itself at any moment.");
}

#[test]
fn a_command_names_the_deployment_that_it_ends_or_is_not_shown() {
    let (web, waiting) = (deploying(), waiting_deployment());
    let ask = Ask::StopDeployment { how: StopType::Rollback };
    let cli = |under_way| plan(&ask, &web, |it| ServiceFacts { under_way, ..it }).equivalent.cli;
    let named = format!("--service-deployment-arn {} --stop-type ROLLBACK", waiting.arn);
    assert!(cli(Some((&waiting, None))).ends_with(&named));
    assert_eq!(cli(None), "");
}

#[test]
fn a_stage_with_two_pauses_goes_on_waiting() {
    let mut two = waiting_deployment();
    two.hooks.push(two.hooks[0].clone());
    check(&go_on(&two), Weight::Warning, "The stage goes on waiting for 1 more hook.");
}

#[test]
fn only_a_pause_that_awaits_an_action_can_be_ended() {
    let web = deploying();
    let can = |newest: Option<&ServiceDeployment>| can_change_service(ServiceVerb::ContinueDeployment, &web, newest);
    let waiting = waiting_deployment();
    assert_eq!(can(Some(&waiting)), Ok(()));
    assert_eq!(can(None), Ok(()), "it is found out when it is planned");
    let mut lambda = waiting.clone();
    lambda.hooks[0].target = HookTarget::Lambda;
    let mut decided = waiting.clone();
    decided.hooks[0].status = HookStatus::Succeeded;
    let back = ServiceDeployment { status: "ROLLBACK_IN_PROGRESS".into(), ..waiting };
    for other in [lambda, decided, back] {
        assert_eq!(can(Some(&other)), Err(WhyNot::NothingWaits), "{other:?}");
    }
    let calm = service(4, 4);
    assert_eq!(can_change_service(ServiceVerb::ContinueDeployment, &calm, None), Err(WhyNot::NothingDeploys));
}

#[test]
fn a_plan_is_void_when_another_hook_waits() {
    let (ask, web, waiting) = (Ask::ContinueDeployment, deploying(), waiting_deployment());
    let before = Seen::of_service(&ask, &web, None, Some(&waiting));
    let mut other = waiting.clone();
    other.hooks[0].id = "hook-2".to_owned();
    let changes = before.changed(&Seen::of_service(&ask, &web, None, Some(&other)));
    assert_eq!(changes.iter().map(|change| &*change.field).collect::<Vec<_>>(), ["hookId"]);
}

#[test]
fn stages_follow_each_other_and_the_last_has_none() {
    let stages = [LifecycleStage::ReconcileService, LifecycleStage::BakeTime, LifecycleStage::CleanUp, "NEW".into()];
    let next = stages.each_ref().map(|stage| stage.next().map(LifecycleStage::as_str));
    assert_eq!(next, [Some("PRE_SCALE_UP"), Some("CLEAN_UP"), None, None]);
}
