use super::*;
use crate::scaling::{ScalingPolicy, Suspended};
use crate::testing::{activity, ago, not_scaled, scalable};

const OUT: &str = "monitor alarm web-high in state ALARM triggered policy cpu";
const IN: &str = "monitor alarm web-low in state ALARM triggered policy cpu";

fn call(direction: Direction) -> Call {
    let alarm = if direction == Direction::Out { "web-high" } else { "web-low" };
    Call { policy: "cpu".to_owned(), alarm: alarm.to_owned(), direction, since: Some(ago(720)) }
}

/// A target that tracks its CPU.
fn tracked(minimum: u32, maximum: u32) -> ScalableTarget {
    let policy = ScalingPolicy {
        name: "cpu".to_owned(),
        kind: "TargetTrackingScaling".into(),
        tracks: None,
        steps: None,
        alarms: vec!["web-high".to_owned(), "web-low".to_owned()],
    };
    ScalableTarget { policies: vec![policy], ..scalable(minimum, maximum) }
}

fn set(seconds: i64, count: u32, cause: &str) -> ScalingActivity {
    activity(seconds, "Successful", &format!("Setting desired count to {count}."), cause)
}

struct Case<'a> {
    target: ScalableTarget,
    desired: u32,
    calls: &'a [Call],
    activities: &'a [ScalingActivity],
    is_deploying: bool,
}

/// Four tasks, between 2 and 12, of which nothing is known.
fn four() -> Case<'static> {
    Case { target: tracked(2, 12), desired: 4, calls: &[], activities: &[], is_deploying: false }
}

#[track_caller]
fn check(case: &Case<'_>, sentence: &str, at: Option<i64>, needs_look: bool) -> Explanation {
    let Case { target, desired, calls, activities, is_deploying } = case;
    let (desired, is_deploying) = (*desired, *is_deploying);
    let explained = ScalingFacts { target, desired, calls, activities, is_deploying }.explain();
    assert_eq!((&*explained.sentence, explained.at, explained.needs_look), (sentence, at.map(ago), needs_look));
    explained
}

#[test]
fn a_count_out_of_its_bounds_comes_before_all_else() {
    let failed = [activity(60, "Failed", "Setting desired count to 12.", OUT)];
    let case = Case { desired: 14, activities: &failed, calls: &[call(Direction::Out)], ..four() };
    let sentence = "14 is above the maximum of 12: Application Auto Scaling sets it to 12 when a policy next scales in \
                    or the scalable target is next changed; scaling out leaves it";
    check(&case, sentence, None, true);
}

#[test]
fn at_the_maximum_the_policy_that_wants_more_is_named_and_since_when_it_is_there() {
    let activities = [not_scaled(60, "AlreadyAtMaxCapacity", OUT), set(900, 12, OUT), set(1200, 9, OUT)];
    let case = Case { desired: 12, activities: &activities, calls: &[call(Direction::Out)], ..four() };
    let explained = check(&case, "At its maximum of 12: policy cpu asks for more and cannot have it", Some(900), true);
    let alarm = explained.call.map(|call| (call.text(), call.since));
    assert_eq!(alarm, Some(("Alarm web-high is in ALARM".to_owned(), Some(ago(720)))));
    check(&Case { calls: &[], ..case }, "At its maximum of 12", Some(900), false);
}

#[test]
fn since_when_it_is_at_its_maximum_is_not_said_when_something_else_has_set_it() {
    let activities = [set(60, 9, OUT), set(900, 12, OUT)];
    check(&Case { desired: 12, activities: &activities, ..four() }, "At its maximum of 12", None, false);
    check(&Case { desired: 12, ..four() }, "At its maximum of 12", None, false);
}

#[test]
fn at_the_minimum_the_alarm_that_would_scale_in_is_a_matter_of_course() {
    let activities = [not_scaled(60, "AlreadyAtMinCapacity", IN), set(900, 2, IN)];
    let case = Case { desired: 2, activities: &activities, calls: &[call(Direction::In)], ..four() };
    check(&case, "At its minimum of 2", Some(900), false);
    let fixed = Case { target: tracked(4, 4), ..four() };
    check(&fixed, "Its minimum and its maximum are both 4", None, false);
}

#[test]
fn an_activity_that_failed_is_told_in_awss_words_until_the_next_one_works() {
    let message = "Failed to set desired count to 6. Reason: Unable to assume IAM role.";
    let failed = ScalingActivity {
        message: Some(message.to_owned()),
        ..activity(60, "Failed", "Setting desired count to 6.", OUT)
    };
    let activities = [not_scaled(30, "MoonInTheWay", OUT), failed.clone(), set(900, 4, OUT)];
    let sentence =
        "The last scaling activity failed: Failed to set desired count to 6. Reason: Unable to assume IAM role";
    check(&Case { activities: &activities, ..four() }, sentence, Some(60), true);
    let activities = [set(30, 4, OUT), failed];
    check(&Case { activities: &activities, ..four() }, "Set to 4 by policy cpu", Some(30), false);
}

#[test]
fn what_is_suspended_is_told_when_a_policy_is_called_that_it_holds() {
    let suspended = |what| ScalableTarget { suspended: vec![what], ..tracked(2, 12) };
    let out = Case { target: suspended(Suspended::ScaleOut), calls: &[call(Direction::Out)], ..four() };
    check(&out, "Scaling out is suspended: policy cpu asks for more and does nothing", None, true);
    let scales_in = Case { target: suspended(Suspended::ScaleIn), calls: &[call(Direction::In)], ..four() };
    check(&scales_in, "Scaling in is suspended: policy cpu would remove tasks", None, false);
    let at_maximum = Case { desired: 12, ..scales_in };
    check(&at_maximum, "Scaling in is suspended: policy cpu would remove tasks", None, false);
    let at_minimum = Case { desired: 2, ..at_maximum };
    check(&at_minimum, "At its minimum of 2", None, false);
    let quiet = Case { target: suspended(Suspended::ScaleOut), ..four() };
    check(&quiet, "Between its minimum of 2 and its maximum of 12", None, false);
}

#[test]
fn scaling_in_waits_for_a_deployment() {
    let case = Case { calls: &[call(Direction::In)], is_deploying: true, ..four() };
    check(&case, "Scaling in waits for the deployment to end: policy cpu would remove tasks", None, false);
}

#[test]
fn what_kept_the_last_call_from_scaling_is_told_while_its_alarm_lasts() {
    let activities = [not_scaled(60, "AutoScalingAnticipatedFlapping", IN), set(900, 4, IN)];
    let case = Case { activities: &activities, calls: &[call(Direction::In)], ..four() };
    let sentence = "Policy cpu did not scale: the metric would have scaled it back at once";
    check(&case, sentence, Some(60), false);
    check(&Case { calls: &[], ..case }, "Set to 4 by policy cpu", Some(900), false);
    let unknown = [not_scaled(60, "MoonInTheWay", IN)];
    let case = Case { activities: &unknown, calls: &[call(Direction::In)], ..four() };
    check(&case, "Policy cpu did not scale: MoonInTheWay", Some(60), false);
}

#[test]
fn otherwise_it_is_what_was_set_last() {
    let raised = [activity(60, "InProgress", "Setting desired count to 4.", "minimum capacity was set to 4")];
    let sentence = "Being scaled to 4 by its minimum, which was set to 4";
    check(&Case { activities: &raised, ..four() }, sentence, Some(60), false);
    let strange = [set(60, 4, "somebody asked for it")];
    check(&Case { activities: &strange, ..four() }, "Set to 4", Some(60), false);
    let other = [set(60, 5, OUT)];
    let between = "Between its minimum of 2 and its maximum of 12";
    check(&Case { activities: &other, ..four() }, between, None, false);
    check(&four(), between, None, false);
}

#[test]
fn a_target_that_nothing_scales_says_so() {
    let sentence = "Between its minimum of 2 and its maximum of 12; no policy and no scheduled action changes it";
    check(&Case { target: scalable(2, 12), ..four() }, sentence, None, false);
}
