//! What is next in a replacement, whatever has happened.

use std::collections::BTreeSet;

use super::*;
use crate::address::{ServiceRef, TaskRef};
use crate::audit::{
    Ending, Entry, EntryId, FieldChange, Intent, Outcome, Part, Person, PlanId, Settled, State, Step, Subject, Verb,
};
use crate::name::TaskId;
use crate::testing::{NOW, ago};
use crate::view::StepState;

/// The service is to run so many tasks.
const COUNT: u32 = 3;

fn id(number: u32) -> TaskId {
    TaskId::parse(format!("{number:032x}")).unwrap()
}

fn at() -> TaskRef {
    let service = ServiceRef {
        environment: "prod".parse().unwrap(),
        cluster: "shop".parse().unwrap(),
        service: "web".parse().unwrap(),
    };
    TaskRef { environment: service.environment, cluster: service.cluster, task: id(0) }
}

fn row(step: Step, seconds_ago: i64, state: State) -> Entry {
    let change = |field: &str, before: &str, after: String| FieldChange {
        field: field.to_owned(),
        before: Some(before.to_owned()),
        after: Some(after),
    };
    let message = String::new();
    let settled = |outcome| Some(Settled { at: ago(seconds_ago), outcome });
    Entry {
        id: EntryId(1),
        intent: Intent {
            at: ago(seconds_ago),
            who: Person::parse("ada").unwrap(),
            verb: Verb::ReplaceTask,
            subject: Subject { service: Some("web".parse().unwrap()), ..Subject::from(at()) },
            sentence: String::new(),
            changes: match step {
                Step::Raise => vec![change("desiredCount", "3", "4".to_owned())],
                Step::Lower(_) => vec![change("desiredCount", "4", "3".to_owned())],
                Step::Protect | Step::Unprotect => {
                    let named: Vec<String> = (1..=3).map(|number| id(number).to_string()).collect();
                    vec![change("tasks", "", named.join(", "))]
                }
                Step::GiveUp | Step::End(_) => vec![],
            },
            reason: None,
            plan: PlanId::parse("0".repeat(32)).unwrap(),
            command: None,
            part: Some(Part { of: PlanId::parse("0".repeat(32)).unwrap(), step }),
        },
        settled: match state {
            State::Open => None,
            State::Done => settled(Outcome::Done { request_id: None }),
            State::Refused => settled(Outcome::Refused { message, code: None, request_id: None }),
            State::Unknown => settled(Outcome::Unknown { message, request_id: None }),
            State::NotSent => settled(Outcome::NotSent { message }),
        },
        hash: String::new(),
    }
}

fn done(step: Step, seconds_ago: i64) -> Entry {
    row(step, seconds_ago, State::Done)
}

/// The old task, two others that serve and one that was started in its place; none of them protected.
fn facts() -> Facts {
    let member = |number: u32| Member {
        id: id(number),
        created_at: Some(ago(if number == 3 { 30 } else { 9_000 })),
        is_ready: true,
    };
    Facts {
        now: NOW,
        desired: Some(COUNT + 1),
        is_deploying: false,
        members: (0..=3).map(member).collect(),
        old: Old::Runs,
        protected: Some(BTreeSet::new()),
    }
}

/// The old task has gone, and the count is back.
fn without_old() -> Facts {
    let mut facts = Facts { desired: Some(COUNT), old: Old::Stopped, ..facts() };
    facts.members.remove(0);
    facts
}

fn protected(facts: Facts) -> Facts {
    Facts { protected: Some((1..=3).map(id).collect()), ..facts }
}

fn starting() -> Facts {
    let mut facts = facts();
    facts.members[3].is_ready = false;
    facts
}

#[track_caller]
fn check(rows: &[Entry], facts: &Facts, expect: Next) {
    assert_eq!(Course::of(rows).unwrap().next(facts), expect);
}

const RAISED: Step = Step::Raise;
const REPLACED: Step = Step::Lower(Ending::Replaced);

#[test]
fn a_replacement_goes_step_by_step() {
    let mut rows = vec![done(RAISED, 60)];
    check(&rows, &starting(), Next::Wait);
    check(&rows, &facts(), Next::Write(Write::Protect(vec![id(1), id(2), id(3)])));
    rows.push(done(Step::Protect, 50));
    check(&rows, &protected(facts()), Next::Write(Write::Lower(Ending::Replaced)));
    rows.push(done(REPLACED, 40));
    check(&rows, &protected(Facts { desired: Some(COUNT), ..facts() }), Next::Wait);
    let draining = protected(Facts { old: Old::Stopping, ..without_old() });
    check(&rows, &draining, Next::Write(Write::Unprotect(vec![id(1), id(2), id(3)])));
    rows.push(done(Step::Unprotect, 30));
    check(&rows, &Facts { old: Old::Stopping, ..without_old() }, Next::Wait);
    check(&rows, &without_old(), Next::Write(Write::End(Ending::Replaced)));
    rows.push(done(Step::End(Ending::Replaced), 20));
    check(&rows, &without_old(), Next::Finished);
}

#[test]
fn nothing_is_done_while_it_is_not_known_what_came_of_the_call_before() {
    for step in [RAISED, Step::Protect, REPLACED, Step::Unprotect] {
        for state in [State::Open, State::Unknown] {
            let rows = match step {
                Step::Raise => vec![row(step, 20, state)],
                _ => vec![done(RAISED, 60), row(step, 20, state)],
            };
            check(&rows, &protected(facts()), Next::Wait);
        }
    }
    check(&[row(RAISED, 600, State::Unknown)], &facts(), Next::Write(Write::End(Ending::NeverBegan)));
    check(&[row(RAISED, 600, State::Refused)], &facts(), Next::Finished);
}

#[test]
fn what_others_protect_is_left_alone() {
    let facts = Facts { protected: Some(BTreeSet::from([id(2)])), ..facts() };
    check(&[done(RAISED, 60)], &facts, Next::Write(Write::Protect(vec![id(1), id(3)])));
    assert_eq!(Course::of(&[done(RAISED, 60), done(Step::Protect, 50)]).unwrap().protected().len(), 3);
}

#[test]
fn ten_are_protected_at_once_and_none_but_those_that_stay() {
    let mut facts = facts();
    facts.members.extend((4..40).map(|number| Member { id: id(number), created_at: None, is_ready: true }));
    let Next::Write(Write::Protect(ids)) = Course::of(&[done(RAISED, 60)]).unwrap().next(&facts) else { panic!() };
    assert!(ids.len() == PROTECTED_AT_ONCE && !ids.contains(&id(0)));
}

#[test]
fn a_count_that_somebody_else_has_set_stays() {
    let rows = [done(RAISED, 60), done(Step::Protect, 50)];
    let overtaken = protected(Facts { desired: Some(9), ..facts() });
    check(&rows, &overtaken, Next::Write(Write::Unprotect(vec![id(1), id(2), id(3)])));
    let rows = [done(RAISED, 60), done(Step::Protect, 50), done(Step::Unprotect, 40)];
    check(&rows, &Facts { desired: Some(9), ..facts() }, Next::Write(Write::End(Ending::Overtaken)));
    check(&rows, &Facts { desired: None, ..facts() }, Next::Write(Write::End(Ending::Gone)));
}

#[test]
fn when_it_is_given_up_what_was_started_goes_and_the_others_are_protected_meanwhile() {
    let mut rows = vec![done(RAISED, 60), done(Step::GiveUp, 50)];
    check(&rows, &starting(), Next::Write(Write::Protect(vec![id(0), id(1), id(2)])));
    let kept = Facts { protected: Some((0..=2).map(id).collect()), ..starting() };
    check(&rows, &kept, Next::Write(Write::Lower(Ending::GivenUp)));
    rows.push(done(Step::Lower(Ending::GivenUp), 40));
    check(&rows, &Facts { desired: Some(COUNT), ..starting() }, Next::Wait);
    let mut after = Facts { desired: Some(COUNT), ..starting() };
    after.members.pop();
    check(&rows, &after, Next::Write(Write::End(Ending::GivenUp)));
}

#[test]
fn where_nothing_was_started_the_count_goes_back_without_protection() {
    let mut nowhere = facts();
    nowhere.members.pop();
    check(&[done(RAISED, 60), done(Step::GiveUp, 50)], &nowhere, Next::Write(Write::Lower(Ending::GivenUp)));
    check(&[done(RAISED, 1_900)], &nowhere, Next::Write(Write::Lower(Ending::TimedOut)));
    check(&[done(RAISED, 1_700)], &nowhere, Next::Wait);
}

#[test]
fn a_deployment_is_not_held_up() {
    let deploys = Facts { is_deploying: true, ..facts() };
    check(&[done(RAISED, 60)], &deploys, Next::Write(Write::Lower(Ending::Deployed)));
}

#[test]
fn a_task_that_stops_by_itself_is_not_waited_for() {
    let facts = Facts { desired: Some(COUNT + 1), ..without_old() };
    check(&[done(RAISED, 60)], &facts, Next::Write(Write::Lower(Ending::StoppedItself)));
}

#[test]
fn what_aws_does_not_protect_is_not_risked() {
    let rows = [done(RAISED, 60), row(Step::Protect, 50, State::Refused)];
    check(&rows, &facts(), Next::Write(Write::Lower(Ending::NotProtected)));
}

#[test]
fn the_count_is_put_back_in_three_attempts_and_then_people_are_told() {
    let mut rows = vec![done(RAISED, 200)];
    for _ in 0..3 {
        rows.push(row(REPLACED, 10, State::Refused));
        let expect = if rows.len() < 4 { Next::Wait } else { Next::Write(Write::End(Ending::CountLeft)) };
        check(&rows, &Facts { protected: Some((1..=3).map(id).collect()), ..facts() }, expect);
        rows.pop();
        rows.push(row(REPLACED, 40, State::Refused));
        if rows.len() < 4 {
            check(&rows, &protected(facts()), Next::Write(Write::Lower(Ending::Replaced)));
        }
    }
    rows.push(done(Step::End(Ending::CountLeft), 5));
    let told = Course::of(&rows).unwrap().progress(&at(), &facts());
    assert_eq!(told.note.as_deref(), Some("Set the desired count from 4 to 3 yourself."));
}

#[test]
fn protection_that_cannot_be_taken_away_ends_by_itself() {
    let mut rows = vec![done(RAISED, 200), done(Step::Protect, 190), done(REPLACED, 180)];
    rows.extend((0..3).map(|_| row(Step::Unprotect, 60, State::Refused)));
    check(&rows, &protected(without_old()), Next::Write(Write::End(Ending::Replaced)));
    rows.push(done(Step::End(Ending::Replaced), 5));
    let told = Course::of(&rows).unwrap().progress(&at(), &without_old());
    assert_eq!(told.note.as_deref(), Some("The protection of 3 other tasks ends by itself within 15 min."));
}

#[test]
fn a_task_that_ecs_does_not_choose_is_told_of() {
    let rows = [done(RAISED, 900), done(REPLACED, 400)];
    let facts = Facts { desired: Some(COUNT), ..facts() };
    check(&rows, &facts, Next::Write(Write::End(Ending::NotStopped)));
}

#[track_caller]
fn steps(rows: &[Entry], facts: &Facts, expect: &[(&str, StepState)]) {
    let told = Course::of(rows).unwrap().progress(&at(), facts);
    let steps: Vec<(&str, StepState)> = told.steps.iter().map(|step| (&*step.label, step.state)).collect();
    assert_eq!(steps, expect);
}

#[test]
fn people_see_how_far_it_has_come() {
    use StepState::{Ahead, Current, Done, Failed, Skipped};
    let mut rows = vec![done(RAISED, 60)];
    let begun = |started, serves| {
        let names = ["Old task draining", "Protection removed", "Old task stopped"];
        let mut steps = vec![("One task more", Done), ("Replacement started", started), ("Replacement serves", serves)];
        steps.extend(names.map(|name| (name, Ahead)));
        steps
    };
    let mut nowhere = facts();
    nowhere.members.pop();
    steps(&rows, &nowhere, &begun(Current, Ahead));
    steps(&rows, &starting(), &begun(Done, Current));
    let told = Course::of(&rows).unwrap().progress(&at(), &starting());
    assert_eq!(told.note.as_deref(), Some("2 of 3 other tasks serve. It goes when all of them do."));
    assert!(told.can_give_up && told.successor.unwrap().task == id(3));
    rows.push(done(Step::GiveUp, 50));
    let back = [("Desired count back", Current), ("Protection removed", Ahead)];
    let mut expect = vec![("One task more", Done), ("Replacement started", Done), ("Replacement serves", Failed)];
    expect.extend(back);
    steps(&rows, &starting(), &expect);
    let rows = [done(RAISED, 900), done(Step::End(Ending::Overtaken), 5)];
    let mut expect = vec![("One task more", Done), ("Replacement started", Failed), ("Replacement serves", Skipped)];
    expect.extend([("Desired count back", Skipped), ("Protection removed", Skipped)]);
    steps(&rows, &nowhere, &expect);
    let rows = [done(RAISED, 60), done(REPLACED, 40), done(Step::End(Ending::Replaced), 5)];
    let told = Course::of(&rows).unwrap().progress(&at(), &without_old());
    assert!(told.steps.iter().all(|step| step.state == Done) && told.note.is_none(), "{told:?}");
    assert_eq!(told.sentence, "Task 00000000 has been replaced");
}

#[test]
fn a_course_begins_with_its_first_call() {
    assert!(Course::of(&[]).is_none());
    assert!(Course::of(&[done(Step::Protect, 5)]).is_none());
}
