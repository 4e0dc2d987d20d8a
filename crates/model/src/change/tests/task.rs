//! Changes of tasks.

use super::*;
use crate::address::TaskRef;
use crate::field::{FieldErrors, Problem};
use crate::task::{Protection, Task};
use crate::testing::{NOW, ago, task};

fn planned(ask: &Ask, protection: Option<Protection>, service: Option<&Service>) -> Plan {
    let task = task("web", 7);
    let at = TaskRef { environment: AT.environment.clone(), cluster: AT.cluster.clone(), task: task.id.clone() };
    let facts = TaskFacts {
        at: &at,
        region: "eu-central-1",
        task: &task,
        service,
        scaling: None,
        room: None,
        protection,
        now: NOW,
        is_protected: false,
    };
    Plan::of_task(ask, facts)
}

const FREE: Option<Protection> = Some(Protection { enabled: false, expires_at: None });

fn held() -> Option<Protection> {
    Some(Protection { enabled: true, expires_at: Some(ago(-1800)) })
}

#[test]
fn minutes_are_a_whole_number_up_to_two_days() {
    let asked = |minutes: &str| Ask::of_task(TaskVerb::Protect, &[("minutes", minutes)]);
    assert_eq!(asked("2880"), Ok(Some(Ask::Protect { minutes: 2_880 })));
    for bad in ["0", "2881", "-5", "1.5", "1h"] {
        let FieldErrors(errors) = asked(bad).unwrap_err();
        assert_eq!((errors[0].field.as_str(), &errors[0].problem), ("minutes", &Problem::NotBetween(1, 2_880)));
    }
    assert_eq!(Ask::of_task(TaskVerb::Protect, &[]), Ok(None));
    let ask = Ask::Protect { minutes: 60 };
    assert_eq!(ask.query().as_deref(), Some("minutes=60"));
}

#[test]
fn a_task_is_protected_for_a_time_and_again_from_now_on() {
    let ask = Ask::Protect { minutes: 60 };
    let new = planned(&ask, FREE, Some(&service(4, 4)));
    assert_eq!(new.sentence, "Protect task 01234567 for 60 min");
    let fields: Vec<&str> = new.changes.iter().map(|change| &*change.field).collect();
    assert_eq!(fields, ["protectionEnabled", "expiresInMinutes"]);
    check(&new, Weight::Note, "StopTask, a Spot interruption");
    assert!(new.equivalent.cli.ends_with("--protection-enabled --expires-in-minutes 60"), "{}", new.equivalent.cli);
    let again = planned(&ask, held(), Some(&service(4, 4)));
    check(&again, Weight::Note, "protected for 30 min more; the time begins anew");
    assert_eq!(again.changes.len(), 1);
}

#[test]
fn a_deployment_waits_for_what_is_protected() {
    let mut web = service(4, 4);
    web.deployments[0].rollout_state = Some(DeploymentRolloutState::InProgress);
    let plan = planned(&Ask::Protect { minutes: 60 }, FREE, Some(&web));
    check(&plan, Weight::Warning, "the deployment does not finish");
}

#[test]
fn protection_is_taken_away_from_what_has_it() {
    let plan = planned(&Ask::Unprotect, held(), Some(&service(4, 4)));
    assert_eq!((plan.sentence.as_str(), plan.changes.len()), ("Protect task 01234567 no longer", 1));
    assert!(planned(&Ask::Unprotect, FREE, Some(&service(4, 4))).is_nothing());
}

#[test]
fn stopping_a_protected_task_is_warned_of() {
    let stop = |protection| planned(&Ask::StopTask, protection, Some(&service(4, 4)));
    check(&stop(held()), Weight::Warning, "It is protected for 30 min more");
    check(&stop(None), Weight::Note, "could not be read");
    assert!(stop(FREE).consequences.iter().all(|one| !one.sentence.contains("protected")));
}

#[test]
fn only_tasks_of_services_that_run_are_protected() {
    let can = |task: &Task| can_change_task(TaskVerb::Protect, task);
    assert_eq!(can(&task("web", 7)), Ok(()));
    assert_eq!(can(&Task { group: Some("family:web".into()), ..task("web", 7) }), Err(WhyNot::NoService));
    assert_eq!(can(&Task { desired_status: "STOPPED".into(), ..task("web", 7) }), Err(WhyNot::Stopped));
}
