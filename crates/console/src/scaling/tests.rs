use model::freshness::Freshness;
use model::name::ServiceName;
use model::term::Action;

use super::*;
use crate::testing::*;

fn at() -> ServiceRef {
    let service = ServiceName::parse("web").unwrap();
    ServiceRef { environment: environment(), cluster: cluster_name("shop"), service }
}

/// The service `web` of four tasks that scales up to so many, read so many seconds ago, with an alarm in this state.
fn scaled(maximum: u32, seconds: i64, state: &str) -> std::sync::Arc<Survey> {
    let mut snapshot = snapshot(vec![cluster("shop", vec![service("web", 4, 4)], vec![])]);
    let key = (at().cluster, at().service);
    let target = scalable(key.clone(), maximum, "high");
    snapshot.scaling = Known::new([(key, target)].into(), ago(seconds));
    snapshot.alarms = Known::new(vec![alarm("high", state)], ago(4));
    survey_of(snapshot)
}

fn viewed(survey: &Survey, activities: &Known<Vec<ScalingActivity>>) -> ScaledView {
    let judged = survey.service(&at().cluster, &at().service).unwrap();
    let scaling = Scaling::of(survey, &at(), NOW);
    view(survey, judged, scaling.target.unwrap(), activities, scaling.old())
}

fn activity(seconds: i64, description: &str, cause: &str) -> ScalingActivity {
    ScalingActivity {
        id: format!("activity-{seconds}"),
        description: description.to_owned(),
        cause: cause.to_owned(),
        started_at: ago(seconds),
        ended_at: None,
        status: ActivityStatus::Successful,
        message: Some("Successfully set.".to_owned()),
        not_scaled: Vec::new(),
    }
}

#[test]
fn a_service_at_its_maximum_says_which_policy_asks_for_more() {
    let cause = "monitor alarm high in state ALARM triggered policy cpu";
    let activities = Known::new(vec![activity(900, "Setting desired count to 4.", cause)], ago(4));
    let survey = scaled(4, 4, "ALARM");
    let told = viewed(&survey, &activities);
    assert_eq!(
        (&*told.sentence, told.at, told.needs_look),
        ("At its maximum of 4: policy cpu asks for more and cannot have it", Some(ago(900)), true)
    );
    assert_eq!(told.alarm, Some(("Alarm high is in ALARM".to_owned(), Some(ago(720)))));
    let row = &told.activities[0];
    assert_eq!((&*row.what, &*row.cause, row.alarm.as_deref()), ("Desired count 4", "Policy cpu", Some("high")));
    assert_eq!(row.message, None, "what went well needs no more words");
    let headline = &survey.service(&at().cluster, &at().service).unwrap().row.verdict.headline;
    assert_eq!(headline, "4 of 4 running, at the maximum of 4 while policy cpu asks for more");
    let place = Some("at the maximum".to_owned());
    let line = Scaling::of(&survey, &at(), NOW).line(4);
    assert_eq!(line, ScalingLine::Between { minimum: 0, maximum: 4, place });
}

#[test]
fn what_an_old_alarm_says_is_not_said_to_be_so_now() {
    let mut snapshot = (*scaled(4, 4, "ALARM").snapshot).clone();
    let trouble = Some(Trouble::Denied { action: Action::literal("cloudwatch:DescribeAlarms") });
    snapshot.alarms.freshness = Freshness { as_of: Some(ago(600)), trouble, request_id: None };
    let survey = survey_of(snapshot);
    let told = viewed(&survey, &Known::unread());
    assert_eq!((&*told.sentence, told.needs_look), ("At its maximum of 4", false));
    assert_eq!(told.alarms_unread.as_deref(), Some("IAM does not allow cloudwatch:DescribeAlarms"));
    assert_eq!(survey.service(&at().cluster, &at().service).unwrap().row.verdict.headline, "4 of 4 running");
}

#[test]
fn what_could_not_be_read_is_not_called_unscaled() {
    let mut snapshot = snapshot(vec![cluster("shop", vec![service("web", 4, 4)], vec![])]);
    let line = |snapshot: &fleet::Snapshot| {
        let survey = survey_of(snapshot.clone());
        let scaling = Scaling::of(&survey, &at(), NOW);
        (scaling.line(4), scaling.unknown())
    };
    assert_eq!(line(&snapshot), (ScalingLine::Unknown, Some("What scales was not read yet".to_owned())));
    let action = Action::literal("application-autoscaling:DescribeScalableTargets");
    snapshot.scaling.freshness.trouble = Some(Trouble::Denied { action });
    let why = "IAM does not allow application-autoscaling:DescribeScalableTargets";
    assert_eq!(line(&snapshot), (ScalingLine::Unknown, Some(why.to_owned())));
    snapshot.scaling = Known::new(Default::default(), ago(4));
    assert_eq!(line(&snapshot), (ScalingLine::Unscaled, None));
}

#[test]
fn bounds_that_were_read_long_ago_say_when() {
    assert_eq!(viewed(&scaled(8, 180, "OK"), &Known::unread()).read_at, None);
    assert_eq!(viewed(&scaled(8, 1_200, "OK"), &Known::unread()).read_at, Some(ago(1_200)));
}

#[test]
fn activities_that_are_on_their_way_are_not_called_none() {
    let survey = scaled(8, 4, "OK");
    assert!(viewed(&survey, &Known::unread()).is_loading);
    let mut refused: Known<Vec<ScalingActivity>> = Known::unread();
    refused.freshness.trouble = Some(Trouble::Broken);
    assert!(!viewed(&survey, &refused).is_loading);
    assert!(!viewed(&survey, &Known::new(Vec::new(), ago(4))).is_loading);
}

#[test]
fn an_activity_that_was_overridden_does_not_say_that_it_was_successful() {
    let message = |status: ActivityStatus| activity_row(&ScalingActivity { status, ..activity(60, "", "") }).message;
    for status in [ActivityStatus::Overridden, ActivityStatus::Pending, ActivityStatus::InProgress] {
        assert_eq!(message(status.clone()), None, "{status}");
    }
    assert!(message(ActivityStatus::Unfulfilled).is_some() && message("Evaporated".into()).is_some());
}

#[test]
fn an_activity_of_no_known_form_is_told_in_awss_words() {
    let strange = ScalingActivity {
        status: ActivityStatus::Failed,
        message: Some("Unable to assume IAM role.".to_owned()),
        ..activity(60, "Hoisting the sails", "a good wind")
    };
    let row = activity_row(&strange);
    assert_eq!((&*row.what, &*row.cause, row.alarm), ("Hoisting the sails", "a good wind", None));
    assert_eq!((&*row.status, row.message.as_deref()), ("Failed", Some("Unable to assume IAM role.")));
}
