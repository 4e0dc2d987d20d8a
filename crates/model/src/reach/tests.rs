use super::*;
use crate::traffic::TargetReason;

fn check() -> TargetCheck {
    TargetCheck {
        enabled: true,
        protocol: Some("HTTP".to_owned()),
        port: Some("traffic-port".to_owned()),
        path: Some("/healthz".to_owned()),
        interval: 10,
        timeout: 5,
        healthy_threshold: 3,
        unhealthy_threshold: 2,
        matcher: Some("200-299".to_owned()),
    }
}

fn target(state: &str, reason: &str, description: &str) -> Target {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Target {
        id: "10.0.1.7".to_owned(),
        port: Some(8080),
        zone: None,
        state: state.into(),
        reason: some(reason).map(|reason| TargetReason::from(&*reason)),
        description: some(description),
    }
}

#[track_caller]
fn expect(state: &str, reason: &str, description: &str, level: Level, meaning: &str) -> Option<String> {
    let reach = target(state, reason, description).reach(Some(&check()));
    assert_eq!((reach.level, &*reach.meaning), (level, meaning));
    reach.next
}

#[test]
fn a_wrong_answer_is_told_with_what_was_asked_and_what_was_expected() {
    let next = expect(
        "unhealthy",
        "Target.ResponseCodeMismatch",
        "Health checks failed with these codes: [502]",
        Level::Degraded,
        "It answered 502 to HTTP GET /healthz on the traffic port, where 200-299 is expected: what the target forwards to does not answer properly",
    );
    assert!(next.unwrap().contains("log of the proxy"));
    let next = expect(
        "unhealthy",
        "Target.ResponseCodeMismatch",
        "Health checks failed with these codes: [299, 404]",
        Level::Degraded,
        "It answered 299, 404 to HTTP GET /healthz on the traffic port, where 200-299 is expected: the application does not know the path",
    );
    assert!(next.unwrap().contains("routes"));
    let next = expect(
        "unhealthy",
        "Target.ResponseCodeMismatch",
        "Health checks failed with these codes: [599]",
        Level::Degraded,
        "It answered 599 to HTTP GET /healthz on the traffic port, where 200-299 is expected: the application fails",
    );
    assert!(next.unwrap().contains("log"));
}

#[test]
fn a_description_without_codes_is_still_told() {
    expect(
        "unhealthy",
        "Target.ResponseCodeMismatch",
        "Health checks failed",
        Level::Degraded,
        "It answers health checks, but not with a code that counts as healthy",
    );
    for odd in ["[", "[]", "[50]", "[abc]", "[502", "502]", "[502; 503]"] {
        assert_eq!(target("unhealthy", "Target.ResponseCodeMismatch", odd).http_codes(), None, "{odd}");
    }
}

#[test]
fn silence_is_told_with_what_was_asked() {
    let next = expect(
        "unhealthy",
        "Target.Timeout",
        "Request timed out",
        Level::Degraded,
        "It does not answer health checks in time (HTTP GET /healthz on the traffic port)",
    );
    assert!(next.unwrap().contains("security group"));
    expect(
        "unhealthy.draining",
        "Target.FailedHealthChecks",
        "Health checks failed",
        Level::Degraded,
        "The load balancer cannot connect to it, or does not understand its answer (HTTP GET /healthz on the traffic port), and it is being taken out",
    );
}

#[test]
fn what_needs_nothing_has_no_next_step() {
    for (state, reason) in [
        ("initial", "Elb.RegistrationInProgress"),
        ("initial", "Elb.InitialHealthChecking"),
        ("draining", "Target.DeregistrationInProgress"),
    ] {
        assert_eq!(target(state, reason, "").reach(None).next, None, "{reason}");
        assert_eq!(target(state, reason, "").state.level(), Level::Deploying, "{reason}");
    }
    assert_eq!(expect("healthy", "", "", Level::Steady, "It passes its health checks and gets requests"), None);
}

#[test]
fn every_code_of_aws_has_words_and_every_code_that_is_trouble_a_next_step() {
    for code in TargetReason::WORDS {
        let comes_or_goes = code.ends_with("Progress") || *code == "Elb.InitialHealthChecking";
        let reach = target("unhealthy", code, "").reach(None);
        assert_eq!(reach.next.is_none(), comes_or_goes, "{code}");
        assert!(!reach.meaning.ends_with('.'), "{code}");
    }
}

#[test]
fn what_this_build_does_not_know_is_told_in_the_words_of_aws() {
    expect(
        "dreaming",
        "Target.Asleep",
        "Target is asleep",
        Level::Unknown,
        "This state is not known to Podium: Target is asleep",
    );
    expect("unhealthy", "Target.New", "New words", Level::Degraded, "It fails its health checks: New words");
    expect("unused", "", "", Level::Idle, "It gets no requests");
    expect("unavailable", "", "", Level::Unknown, "The load balancer does not know how it is");
    assert_eq!(target("dreaming", "Target.Asleep", "").short(), "Target.Asleep");
    assert_eq!(target("dreaming", "", "").short(), "dreaming");
}

#[test]
fn the_check_is_a_sentence() {
    assert_eq!(
        check().sentence(),
        "HTTP GET /healthz on the traffic port every 10 s, waits 5 s, expects 200-299; healthy after 3 in a row, unhealthy after 2"
    );
    let tcp = TargetCheck {
        protocol: Some("TCP".to_owned()),
        path: None,
        matcher: None,
        port: Some("9000".to_owned()),
        ..check()
    };
    assert!(tcp.sentence().starts_with("a TCP connection on port 9000 every 10 s, waits 5 s; "));
    assert_eq!(TargetCheck { enabled: false, ..check() }.sentence(), "health checks are off");
}

#[test]
fn a_group_is_judged_by_its_targets() {
    let counts = |healthy, unhealthy, initial, draining, other| {
        HealthCounts::level(Some(HealthCounts { healthy, unhealthy, initial, draining, other }))
    };
    assert_eq!(HealthCounts::level(None), Level::Unknown);
    assert_eq!(counts(0, 0, 0, 0, 0), Level::Idle);
    assert_eq!(counts(4, 0, 0, 0, 0), Level::Steady);
    assert_eq!(counts(4, 0, 1, 0, 0), Level::Deploying);
    assert_eq!(counts(0, 0, 0, 2, 0), Level::Deploying);
    assert_eq!(counts(3, 1, 2, 0, 0), Level::Degraded);
    assert_eq!(counts(0, 1, 3, 0, 0), Level::Down);
    assert_eq!(counts(0, 0, 0, 0, 3), Level::Unknown);
}

#[test]
fn the_commonest_code_is_named() {
    let timeout = || target("unhealthy", "Target.Timeout", "");
    let wrong = || target("unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [502]");
    let healthy = || target("healthy", "", "");
    assert_eq!(commonest(&[healthy(), wrong(), timeout(), wrong()]).unwrap(), "Target.ResponseCodeMismatch [502]");
    assert_eq!(commonest(&[timeout(), wrong()]).unwrap(), "Target.ResponseCodeMismatch [502]", "by name when equal");
    assert_eq!(commonest(&[healthy()]), None);
    let initial = || target("initial", "Elb.InitialHealthChecking", "");
    let failing = commonest(&[initial(), wrong(), initial()]);
    assert_eq!(failing.unwrap(), "Target.ResponseCodeMismatch [502]", "what fails explains more than what starts");
    assert_eq!(commonest(&[healthy(), initial()]).unwrap(), "Elb.InitialHealthChecking");
    let draining = || target("draining", "Target.DeregistrationInProgress", "");
    assert_eq!(commonest(&[draining(), initial(), draining()]).unwrap(), "Elb.InitialHealthChecking");
    assert_eq!(commonest(&[draining()]).unwrap(), "Target.DeregistrationInProgress");
}
