//! Log streams, as they are read: what clients put, and what a container says.

use super::life::{Life, Salt};
use super::{story, work};
use simulator_engine::container::ContainerStatus;
use simulator_engine::id::TaskId;
use simulator_engine::logs::event::{LogEvent, Position};
use simulator_engine::logs::group::{LogGroup, PutStream};
use simulator_engine::task::Task;
use simulator_engine::time::minutes;
use simulator_engine::{Millis, World};
use std::collections::BTreeMap;

/// How many minutes without a word are looked through for the last event of a stream.
const LONGEST_SILENCE: u64 = 24 * 60;

/// One stream of a group.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogStream.html>
#[derive(Debug)]
pub struct LogStream<'a> {
    /// Its name.
    pub name: String,
    /// When it was created.
    pub created_at: Millis,
    now: Millis,
    kept_since: Millis,
    life: Option<Life<'a>>,
    put: Option<&'a PutStream>,
}

/// All streams of a group, by name.
#[must_use]
pub fn all<'a>(world: &'a World, group: &'a LogGroup) -> Vec<LogStream<'a>> {
    let mut streams: BTreeMap<String, LogStream<'a>> = BTreeMap::new();
    let known = world.clusters().flat_map(|cluster| cluster.tasks()).chain(&group.past);
    for task in known {
        for (name, life) in lives(group, task, world.now()) {
            streams.insert(name.clone(), stream_of(world.now(), group, name, Some(life), None));
        }
    }
    for (name, put) in &group.put {
        match streams.get_mut(name) {
            Some(stream) => stream.put = Some(put),
            None => {
                streams.insert(name.clone(), stream_of(world.now(), group, name.clone(), None, Some(put)));
            }
        }
    }
    streams.into_values().collect()
}

/// The stream of that name.
#[must_use]
pub fn find<'a>(world: &'a World, group: &'a LogGroup, name: &str) -> Option<LogStream<'a>> {
    let put = group.put.get(name);
    let id: Option<TaskId> = name.get(name.len().saturating_sub(32)..).and_then(|id| id.parse().ok());
    let live = id.and_then(|id| world.clusters().find_map(|cluster| cluster.task(id)));
    let tasks = live.into_iter().chain(group.past.iter().filter(|task| id.is_none_or(|id| task.id == id)));
    let life = tasks.flat_map(|task| lives(group, task, world.now())).find(|(own, _)| own == name);
    match (life, put) {
        (None, None) => None,
        (life, put) => Some(stream_of(world.now(), group, name.to_owned(), life.map(|(_, life)| life), put)),
    }
}

fn stream_of<'a>(
    now: Millis,
    group: &LogGroup,
    name: String,
    life: Option<Life<'a>>,
    put: Option<&'a PutStream>,
) -> LogStream<'a> {
    let created_at = match (&life, put) {
        (Some(life), _) => life.began,
        (None, Some(put)) => put.created_at,
        (None, None) => now,
    };
    LogStream { name, created_at, now, kept_since: group.kept_since(now), life, put }
}

/// What the containers of a task write to a group, by stream.
fn lives<'a>(group: &LogGroup, task: &'a Task, now: Millis) -> impl Iterator<Item = (String, Life<'a>)> {
    let containers = task.definition.containers.iter().zip(&task.containers).enumerate();
    let written: Vec<_> = containers
        .filter(|(_, (_, container))| container.status != ContainerStatus::Pending)
        .filter_map(|(index, (definition, _))| {
            let target = definition.logs.as_ref().filter(|target| *target.group == *group.name)?;
            Some((target.stream(task, index), Life::of(task, index, now)?))
        })
        .collect();
    written.into_iter()
}

impl LogStream<'_> {
    /// The minutes (since 1970) in which there can be events; none for an empty stream.
    #[must_use]
    pub fn minutes(&self) -> std::ops::Range<u64> {
        let put = self.put.filter(|put| !put.events.is_empty());
        let put = put.map(|put| (put.events[0].at, put.events[put.events.len() - 1].at));
        let life = self.life.as_ref().map(|life| (life.began, life.ended.unwrap_or(self.now)));
        let (from, to) = match (life, put) {
            (Some(life), Some(put)) => (life.0.min(put.0), life.1.max(put.1)),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => return 0..0,
        };
        minute(from.max(self.kept_since))..minute(to) + 1
    }

    /// The events of one minute since 1970, in order, as far as they can be read yet.
    #[must_use]
    pub fn minute(&self, minute: u64) -> Vec<(Position, LogEvent)> {
        let mut events = self.life.as_ref().map(|life| said(life, minute)).unwrap_or_default();
        if let Some(put) = self.put {
            let (from, to) = (Millis(minutes(minute)), Millis(minutes(minute + 1)));
            let first = put.events.partition_point(|event| event.at < from);
            events.extend(put.events.range(first..).take_while(|event| event.at < to).cloned());
        }
        events.sort_by_key(|event| event.at);
        let mut position = Position::default();
        let numbered = events.into_iter().map(|event| {
            position = if event.at == position.at { position.behind() } else { Position::before(event.at) };
            (position, event)
        });
        numbered.filter(|(_, event)| event.ingested_at <= self.now && event.at >= self.kept_since).collect()
    }

    /// Its first event.
    #[must_use]
    pub fn first(&self) -> Option<LogEvent> {
        let mut events = self.minutes().flat_map(|minute| self.minute(minute));
        events.next().map(|(_, event)| event)
    }

    /// Its last event.
    #[must_use]
    pub fn last(&self) -> Option<LogEvent> {
        let back = self.minutes().rev().take(usize::try_from(LONGEST_SILENCE).unwrap_or(0));
        back.map(|minute| self.minute(minute)).find_map(|events| events.into_iter().next_back()).map(|(_, event)| event)
    }

    /// About how many bytes are in it.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let put = self.put.map_or(0, |put| u64::try_from(put.bytes).unwrap_or(0));
        let said = self.life.as_ref().map_or(0, |life| life.bytes(self.now));
        put + said
    }
}

/// What a container said in that minute since 1970, in order.
fn said(life: &Life<'_>, minute: u64) -> Vec<LogEvent> {
    let (from, to) = (Millis(minutes(minute)), Millis(minutes(minute + 1)));
    let story = life.story.get_or_init(|| {
        let mut story = story::tell(life, life.now);
        story.sort_by_key(|(at, _)| *at);
        story
    });
    let first = story.partition_point(|(at, _)| *at < from);
    let told = story[first..].iter().take_while(|(at, _)| *at < to).cloned();
    let mut said: Vec<_> = told.chain(work::in_minute(life, minute)).collect();
    said.sort_by_key(|(at, _)| *at);
    let lag = |at: Millis| 40 + life.dice(Salt::Lag, at.0).below(900);
    said.into_iter().map(|(at, message)| LogEvent { at, ingested_at: at + lag(at), message }).collect()
}

/// The minute since 1970 of a moment.
#[must_use]
pub fn minute(at: Millis) -> u64 {
    at.0 / minutes(1)
}
