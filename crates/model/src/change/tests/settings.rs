//! Settings of deployments: what may be asked, what comes of it, and what stays.

use super::*;
use crate::deployment::DeploymentStrategy;
use crate::field::{FieldErrors, Problem};
use crate::service::TargetGroupBinding;

fn asked(query: &[(&str, &str)]) -> Settings {
    Settings::read(query).unwrap().unwrap()
}

fn planned(query: &[(&str, &str)], web: &Service) -> Plan {
    plan(&Ask::Settings(asked(query)), web, |facts| facts)
}

/// What is wrong with it, as field and problem.
fn wrong(query: &[(&str, &str)], web: &Service) -> Vec<(String, Problem)> {
    let told = Settings::read(query).and_then(|asked| asked.unwrap_or_default().check(web));
    let FieldErrors(errors) = told.err().unwrap_or(FieldErrors(vec![]));
    errors.into_iter().map(|error| (error.field.to_string(), error.problem)).collect()
}

fn behind_a_balancer(alternate: Option<&str>) -> Service {
    let group = TargetGroupBinding {
        target_group_arn: "blue".into(),
        container: "web".into(),
        port: 80,
        alternate_group_arn: alternate.map(str::to_owned),
        production_rule_arn: alternate.map(|_| "rule".to_owned()),
        test_rule_arn: None,
    };
    Service { target_groups: vec![group], ..service(4, 4) }
}

#[test]
fn every_setting_is_found_again_in_its_address_and_in_the_record() {
    let all = Settings::of(&behind_a_balancer(Some("green")));
    assert_eq!(all.texts().count(), Setting::ALL.len());
    let ask = Ask::Settings(all.clone());
    let pairs = ask.pairs();
    let query: Vec<_> = pairs.iter().map(|(field, value)| (*field, value.as_str())).collect();
    assert_eq!(Ask::of_service(ServiceVerb::Settings, &query), Ok(Some(ask.clone())));
    assert!(ask.query().unwrap().starts_with("strategy=ROLLING&minimumHealthyPercent=100&"));
    for setting in Setting::ALL {
        assert_eq!(Setting::of_member(setting.member()), Some(*setting));
    }
    assert_eq!(Settings::read(&[]), Ok(None), "an empty address asks for nothing yet");
}

#[test]
fn each_field_has_its_bounds_and_all_that_is_wrong_is_said() {
    let web = service(4, 4);
    for (field, bad, problem) in [
        ("minimumHealthyPercent", "101", Problem::NotBetween(0, 100)),
        ("minimumHealthyPercent", "", Problem::NotBetween(0, 100)),
        ("maximumPercent", "99", Problem::NotBetween(100, 1_000)),
        ("bakeTimeInMinutes", "1441", Problem::NotBetween(0, 1_440)),
        ("healthCheckGracePeriodSeconds", "-1", Problem::NotBetween(0, 2_147_483_647)),
        ("alarmNames", "a\u{7}b", Problem::NotPlain),
        ("circuitbreaker", "true", Problem::Unknown),
    ] {
        assert_eq!(wrong(&[(field, bad)], &web), [(field.to_owned(), problem)], "{bad:?}");
    }
    let two =
        wrong(&[("circuitBreaker", "yes"), ("propagateTags", "none"), ("alarms", "true"), ("alarms", "true")], &web);
    let fields: Vec<&str> = two.iter().map(|(field, _)| &**field).collect();
    assert_eq!(fields, ["circuitBreaker", "propagateTags", "alarms"]);
}

#[test]
fn what_does_not_go_together_is_said_at_its_field() {
    let web = service(4, 4);
    let refused = |query: &[(&str, &str)], field: &str, problem: Problem| {
        assert_eq!(wrong(query, &web), [(field.to_owned(), problem)], "{query:?}");
    };
    refused(&[("maximumPercent", "100")], "maximumPercent", Problem::BlocksDeployments);
    let both = [("minimumHealthyPercent", "100"), ("maximumPercent", "100")];
    refused(&both, "minimumHealthyPercent", Problem::BlocksDeployments);
    refused(&[("alarms", "true")], "alarmNames", Problem::Missing);
    let balanced =
        [("availabilityZoneRebalancing", "ENABLED"), ("maximumPercent", "100"), ("minimumHealthyPercent", "0")];
    refused(&balanced, "maximumPercent", Problem::NotBetween(101, 1_000));
    let both = [balanced[0], balanced[1], ("minimumHealthyPercent", "100")];
    refused(&both, "maximumPercent", Problem::NotBetween(101, 1_000));
    assert_eq!(wrong(&[("maximumPercent", "100"), ("minimumHealthyPercent", "50")], &web), []);
    assert_eq!(wrong(&[("alarms", "true"), ("alarmNames", "5xx, latency")], &web), []);
}

#[test]
fn what_a_service_does_not_have_cannot_be_changed() {
    let alone = service(4, 4);
    let does_not_apply = |query: &[(&str, &str)], web: &Service| {
        let told = wrong(query, web);
        assert!(matches!(&told[..], [(_, Problem::DoesNotApply)]), "{query:?}: {told:?}");
    };
    does_not_apply(&[("healthCheckGracePeriodSeconds", "30")], &alone);
    does_not_apply(&[("strategy", "BLUE_GREEN")], &alone);
    does_not_apply(&[("strategy", "BLUE_GREEN")], &behind_a_balancer(None));
    does_not_apply(&[("strategy", "CANARY")], &behind_a_balancer(Some("green")));
    let daemon = Service { scheduling: SchedulingStrategy::Daemon, ..service(4, 4) };
    does_not_apply(&[("availabilityZoneRebalancing", "ENABLED"), ("maximumPercent", "100")], &daemon);
    let mut canary = behind_a_balancer(Some("green"));
    canary.deployment_configuration.strategy = Some(DeploymentStrategy::Canary);
    does_not_apply(&[("strategy", "ROLLING")], &canary);
    assert_eq!(wrong(&[("strategy", "BLUE_GREEN"), ("bakeTimeInMinutes", "5")], &behind_a_balancer(Some("green"))), []);
    assert_eq!(wrong(&[("strategy", "ROLLING")], &alone), [], "what is so already is no change");
}

#[test]
fn names_that_would_come_back_as_others_are_left_alone() {
    let mut web = service(4, 4);
    web.deployment_configuration.alarm_names = vec!["5xx".to_owned()];
    assert!(Setting::AlarmNames.is_offered(&web));
    web.deployment_configuration.alarm_names.push("slow, by region".to_owned());
    assert!(!Setting::AlarmNames.is_offered(&web));
    let refused = ("alarmNames".to_owned(), Problem::DoesNotApply);
    assert_eq!(wrong(&[("alarmNames", "5xx")], &web), [refused]);
    assert_eq!(wrong(&[("minimumHealthyPercent", "50")], &web), []);
}

#[test]
fn only_what_differs_is_a_change_and_no_deployment_starts() {
    let web = service(4, 4);
    let one = planned(&[("minimumHealthyPercent", "50"), ("maximumPercent", "200"), ("alarmNames", "")], &web);
    assert_eq!(one.sentence, "web: minimumHealthyPercent 100 → 50");
    assert_eq!(one.changes.len(), 1);
    check(&one, Weight::Note, "No deployment starts");
    check(&one, Weight::Note, "at least 2 of 4 tasks stay healthy and at most 8 run");
    let several = planned(&[("circuitBreaker", "true"), ("circuitBreakerRollback", "true")], &web);
    assert_eq!(several.sentence, "web: 2 deployment settings");
    assert!(planned(&[("maximumPercent", "200")], &web).is_nothing());
}

#[test]
fn percentages_that_replace_no_task_of_so_few_are_grave() {
    let percents = [("minimumHealthyPercent", "50"), ("maximumPercent", "150")];
    check(&planned(&percents, &service(1, 1)), Weight::Danger, "No task can be replaced");
    check(&planned(&percents, &service(2, 2)), Weight::Note, "at least 1 of 2 tasks");
    check(&planned(&[("minimumHealthyPercent", "0")], &service(2, 2)), Weight::Warning, "may stop every task");
}

#[test]
fn what_guards_nothing_is_warned_of() {
    let mut web = service(4, 4);
    web.deployment_configuration.circuit_breaker = true;
    check(&planned(&[("circuitBreaker", "false")], &web), Weight::Warning, "Nothing ends a deployment that fails");
    check(&planned(&[("alarmNames", "5xx")], &web), Weight::Warning, "Alarms are off");
}

#[test]
fn the_command_names_whole_structures_and_nothing_else() {
    let mut web = service(4, 4);
    web.deployment_configuration.breaker_threshold = Some(("COUNT".into(), 12));
    let plan = planned(&[("circuitBreaker", "true"), ("minimumHealthyPercent", "50")], &web);
    assert_eq!(
        plan.equivalent.cli,
        "aws ecs update-service --region eu-central-1 --cli-input-json '{\"cluster\": \"shop\", \"service\": \"web\", \
         \"deploymentConfiguration\": {\"minimumHealthyPercent\": 50, \"deploymentCircuitBreaker\": {\"enable\": true, \
         \"rollback\": false, \"thresholdConfiguration\": {\"type\": \"COUNT\", \"value\": 12}}}}'"
    );
    let terraform = "deployment_minimum_healthy_percent = 50\ndeployment_circuit_breaker {\n  enable = true\n}";
    assert_eq!(plan.equivalent.terraform.as_deref(), Some(terraform));
    let cloudformation =
        "DeploymentConfiguration:\n  MinimumHealthyPercent: 50\n  DeploymentCircuitBreaker:\n    Enable: true";
    assert_eq!(plan.equivalent.cloudformation.as_deref(), Some(cloudformation));
}

#[test]
fn an_alarm_with_quotation_marks_ends_no_command() {
    let plan = planned(&[("alarmNames", "o'clock \"5xx\" \\"), ("alarms", "true")], &service(4, 4));
    let cli = plan.equivalent.cli;
    assert!(cli.contains(r#"["o'\''clock \"5xx\" \\"]"#), "{cli}");
}
