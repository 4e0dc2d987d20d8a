//! Messages of ECS, each with what a person would make of it: most as they were recorded or as the manual has them,
//! some written after the words of the programs that ECS quotes, where their file says so.

mod agent;
mod compute;
mod ended;
mod files;
mod logging;
mod network;
mod oddities;
mod parameters;
mod pull;
mod registry;
mod runtime;
mod secrets;
mod start;
mod storage;
mod wordings;

use super::*;
use crate::testing::{container, task, tried};

/// A message.
struct Message {
    /// The stop code it came with; empty for none.
    code: &'static str,
    /// AWS's words.
    says: &'static str,
    /// What it is.
    kind: Kind,
    /// What the summary has to name.
    names: &'static [&'static str],
    /// What the advice has to name.
    next: &'static str,
}

const fn failed(says: &'static str, kind: Kind, names: &'static [&'static str], next: &'static str) -> Message {
    Message { code: "TaskFailedToStart", says, kind, names, next }
}

fn all() -> impl Iterator<Item = &'static Message> {
    [
        pull::MESSAGES,
        registry::MESSAGES,
        secrets::MESSAGES,
        parameters::MESSAGES,
        logging::MESSAGES,
        storage::MESSAGES,
        files::MESSAGES,
        compute::MESSAGES,
        network::MESSAGES,
        start::MESSAGES,
        runtime::MESSAGES,
        agent::MESSAGES,
        ended::MESSAGES,
        wordings::MESSAGES,
        oddities::MESSAGES,
    ]
    .into_iter()
    .flatten()
}

fn stopped(message: &Message) -> Task {
    let mut task = task("web", 7);
    task.last_status = "STOPPED".into();
    task.desired_status = "STOPPED".into();
    task.stop_code = (!message.code.is_empty()).then(|| message.code.into());
    task.containers[0].image = None;
    task.stopped_reason = Some(message.says.to_owned());
    task
}

#[test]
fn recorded_messages_are_explained_as_a_person_would() {
    let mut wrong = Vec::new();
    for message in all() {
        let task = stopped(message);
        let (cause, explanation) = (Cause::of(&task).unwrap(), explain(&task, None).unwrap());
        if cause.kind != message.kind {
            wrong.push(format!("{:?}, not {:?}: {}", cause.kind, message.kind, message.says));
            continue;
        }
        for name in message.names.iter().filter(|name| !explanation.summary.contains(**name)) {
            wrong.push(format!("no {name:?} in {:?}: {}", explanation.summary, message.says));
        }
        if !explanation.next.contains(message.next) {
            wrong.push(format!("no {:?} in {:?}: {}", message.next, explanation.next, message.says));
        }
        tried("messages by kind", &format!("{:?}", message.kind));
        if explanation.quote.as_deref() != Some(message.says) {
            wrong.push(format!("not quoted: {}", message.says));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all().count(), wrong.join("\n"));
}

#[test]
fn a_container_that_says_it_is_explained_like_a_task_that_says_it() {
    for message in all().filter(|message| message.code == "TaskFailedToStart") {
        let mut by_container = stopped(message);
        by_container.stopped_reason = Some("Task failed to start".to_owned());
        by_container.containers =
            vec![Container { reason: Some(message.says.to_owned()), image: None, ..container("web") }];
        let told = pattern::find(message.says, pattern::FAILURE).is_some();
        let kind = if told { message.kind } else { Kind::FailedToStart };
        assert_eq!(Cause::of(&by_container).unwrap().kind, kind, "{}", message.says);
    }
}

#[test]
fn a_prefix_is_the_one_of_aws_or_there_is_none() {
    for message in all() {
        let task = stopped(message);
        let short = Cause::of(&task).unwrap().short();
        for prefix in ["CannotPullContainerError", "CannotStartContainerError", "ResourceInitializationError"] {
            let is_said = message.says.starts_with(prefix);
            assert!(is_said || !short.contains(prefix), "{short:?} for {}", message.says);
        }
    }
}

#[test]
fn ecs_gives_no_reason_only_where_it_gives_none() {
    let meaning = |reason: Option<&str>| {
        let mut task = stopped(all().next().unwrap());
        task.stopped_reason = reason.map(str::to_owned);
        explain(&task, None).unwrap().meaning
    };
    assert_eq!(meaning(Some("Task failed to start")), "ECS gives no reason.");
    assert_eq!(meaning(None), "ECS gives no reason.");
    assert_eq!(meaning(Some("The flux capacitor was discharged.")), "Podium does not know this message.");
}

#[test]
fn no_sentence_and_no_advice_is_empty_or_unfinished() {
    for message in all() {
        let explanation = explain(&stopped(message), None).unwrap();
        for part in [&explanation.summary, &explanation.meaning, &explanation.next] {
            assert!(part.ends_with('.') && part.len() > 10 && !part.contains(".."), "{part:?} for {}", message.says);
        }
    }
}
