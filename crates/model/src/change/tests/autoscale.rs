//! A count and the scalable target that would undo it.

use super::*;
use crate::field::{FieldErrors, Problem};
use crate::scaling::{ScheduledAction, Suspended};

fn ask(desired: Option<u32>, target: ScalingAsk) -> Ask {
    Ask::Autoscale { desired, target }
}

fn planned(ask: &Ask, target: &ScalableTarget) -> Plan {
    let web = service(4, 4);
    Plan::of_service(ask, ServiceFacts { scaling: Some(target), ..facts(&web) })
}

fn suspended() -> ScalableTarget {
    ScalableTarget { suspended: vec![Suspended::ScaleIn, Suspended::ScaleOut], ..bounds(2, 8) }
}

fn fields(plan: &Plan) -> Vec<(&str, Option<&str>)> {
    plan.changes.iter().map(|change| (&*change.field, change.after.as_deref())).collect()
}

#[test]
fn a_count_out_of_the_bounds_offers_to_move_them_or_to_suspend_scaling() {
    let plan = planned(&Ask::Scale { desired: 12 }, &bounds(2, 8));
    let told = plan.consequences.iter().find(|one| one.sentence.contains("its next action sets 8")).unwrap();
    let expect = [
        ("Raise its maximum to 12 as well".to_owned(), ask(Some(12), ScalingAsk::Widen)),
        ("Suspend scaling as well".to_owned(), ask(Some(12), ScalingAsk::Suspend)),
    ];
    assert_eq!(told.instead, expect);
    assert!(planned(&Ask::Scale { desired: 8 }, &bounds(2, 8)).consequences.iter().all(|one| one.instead.is_empty()));
    check(
        &planned(&Ask::Scale { desired: 12 }, &suspended()),
        Weight::Note,
        "Scaling in is suspended, so it is not brought back to 8.",
    );
}

#[test]
fn the_bound_that_is_in_the_way_moves_before_the_count_does() {
    let plan = planned(&ask(Some(12), ScalingAsk::Widen), &bounds(2, 8));
    assert_eq!(plan.sentence, "web: 4 → 12 tasks, scale up to 12 at the most");
    assert_eq!(fields(&plan), [("desiredCount", Some("12")), ("maxCapacity", Some("12"))]);
    check(&plan, Weight::Note, "First RegisterScalableTarget is called, then UpdateService.");
    assert!(plan.consequences.iter().all(|one| one.weight == Weight::Note), "{:?}", plan.consequences);
    let target = "aws application-autoscaling register-scalable-target --region eu-central-1 --service-namespace ecs \
                  --scalable-dimension ecs:service:DesiredCount --resource-id service/shop/web --max-capacity 12";
    let count = "aws ecs update-service --region eu-central-1 --cluster shop --service web --desired-count 12";
    assert_eq!(plan.equivalent.cli, format!("{target} && {count}"));
    assert_eq!(fields(&planned(&ask(Some(1), ScalingAsk::Widen), &bounds(2, 8)))[1], ("minCapacity", Some("1")));
}

#[test]
fn suspending_says_what_goes_on_all_the_same() {
    let plan = planned(&ask(Some(12), ScalingAsk::Suspend), &bounds(2, 8));
    assert_eq!(plan.changes.len(), 3);
    check(&plan, Weight::Note, "neither add nor remove tasks until somebody resumes");
    check(&plan, Weight::Note, "brings it between 2 and 8 at once");
    assert!(plan.equivalent.cli.contains("ScheduledScalingSuspended=false && "), "{}", plan.equivalent.cli);
    let action = ScheduledAction {
        name: "morning".into(),
        schedule: "cron(0 7 * * ? *)".into(),
        timezone: None,
        minimum: Some(4),
        maximum: None,
        ends_at: None,
    };
    let scheduled = ScalableTarget { scheduled: vec![action], ..bounds(2, 8) };
    check(
        &planned(&ask(Some(12), ScalingAsk::Suspend), &scheduled),
        Weight::Warning,
        "its next scheduled action sets 8",
    );
    check(
        &planned(&ask(None, ScalingAsk::Suspend), &scheduled),
        Weight::Note,
        "Its scheduled actions are not suspended.",
    );
}

#[test]
fn the_way_back_sets_the_count_before_scaling_goes_on() {
    let plan = planned(&ask(Some(3), ScalingAsk::Resume), &suspended());
    assert_eq!(plan.sentence, "web: 4 → 3 tasks, resume scaling");
    check(&plan, Weight::Note, "First UpdateService is called, then RegisterScalableTarget.");
    let narrow = ScalingAsk::Bounds { minimum: None, maximum: Some(8) };
    let plan = planned(&ask(Some(3), narrow), &bounds(2, 12));
    check(&plan, Weight::Note, "First UpdateService is called");
    assert_eq!(plan.sentence, "web: 4 → 3 tasks, scale up to 8 at the most");
    check(
        &planned(&ask(None, ScalingAsk::Bounds { minimum: None, maximum: Some(3) }), &bounds(2, 8)),
        Weight::Warning,
        "sets 3 at once",
    );
}

#[test]
fn what_is_so_already_is_no_change() {
    assert!(planned(&ask(None, ScalingAsk::Suspend), &suspended()).is_nothing());
    assert!(planned(&ask(None, ScalingAsk::Resume), &bounds(2, 8)).is_nothing());
    assert!(planned(&ask(Some(4), ScalingAsk::Widen), &bounds(2, 8)).is_nothing());
    assert_eq!(fields(&planned(&ask(Some(6), ScalingAsk::Widen), &bounds(2, 8))), [("desiredCount", Some("6"))]);
}

#[test]
fn fields_that_changed_lead_back_to_what_was() {
    let undone =
        |asked: ScalingAsk, target: &ScalableTarget| TargetChange::undone(&asked.change(target, 12).fields(target));
    assert_eq!(undone(ScalingAsk::Suspend, &bounds(2, 8)), Some(ScalingAsk::Resume));
    assert_eq!(undone(ScalingAsk::Resume, &suspended()), Some(ScalingAsk::Suspend));
    let back = ScalingAsk::Bounds { minimum: None, maximum: Some(8) };
    assert_eq!(undone(ScalingAsk::Widen, &bounds(2, 8)), Some(back));
    assert_eq!(TargetChange::undone(&[]), None);
    let half = ScalableTarget { suspended: vec![Suspended::ScaleIn], ..bounds(2, 8) };
    assert_eq!(undone(ScalingAsk::Suspend, &half), None, "what was half suspended has no simple opposite");
    let widened = ScalingAsk::Widen.change(&bounds(2, 8), 12).fields(&bounds(2, 8));
    assert!(TargetChange::is_shown(&widened, &bounds(2, 12)) && !TargetChange::is_shown(&widened, &bounds(2, 8)));
}

#[test]
fn an_address_says_what_becomes_of_the_target() {
    let read = |query: &[(&str, &str)]| Ask::of_service(ServiceVerb::Scale, query);
    let ok = |desired, target| Ok(Some(ask(desired, target)));
    assert_eq!(read(&[("desired", "12"), ("scaling", "widen")]), ok(Some(12), ScalingAsk::Widen));
    assert_eq!(read(&[("scaling", "resume")]), ok(None, ScalingAsk::Resume));
    assert_eq!(read(&[("desired", "3"), ("scaling", "keep")]), Ok(Some(Ask::Scale { desired: 3 })));
    let bounds = ScalingAsk::Bounds { minimum: Some(1), maximum: Some(9) };
    assert_eq!(read(&[("scaling", "bounds"), ("minCapacity", "1"), ("maxCapacity", "9")]), ok(None, bounds));
    assert_eq!(ask(Some(3), bounds).query().unwrap(), "desired=3&scaling=bounds&minCapacity=1&maxCapacity=9");
    let wrong = |query: &[(&str, &str)]| {
        let FieldErrors(errors) = read(query).unwrap_err();
        errors.into_iter().map(|error| error.field.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(wrong(&[("scaling", "widen")]), ["desired"]);
    assert_eq!(wrong(&[("scaling", "bounds")]), ["maxCapacity"]);
    assert_eq!(wrong(&[("scaling", "bounds"), ("minCapacity", "9"), ("maxCapacity", "1")]), ["maxCapacity"]);
    assert_eq!(wrong(&[("scaling", "bounds"), ("maxCapacity", "-1")]), ["maxCapacity"]);
    assert!(matches!(read(&[("scaling", "stop")]).unwrap_err().of("scaling"), Some(Problem::NotOffered(_))));
}

#[test]
fn a_plan_for_the_target_is_void_when_the_target_is_another() {
    let asked = ask(Some(12), ScalingAsk::Suspend);
    let seen = |target: &ScalableTarget| Seen::of_service(&asked, &service(4, 4), Some(target), None);
    let changed = seen(&bounds(2, 8)).changed(&seen(&suspended()));
    assert_eq!(changed.iter().map(|change| &*change.field).collect::<Vec<_>>(), ["suspendedState"]);
}
