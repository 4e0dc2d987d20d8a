//! A finding as one sentence.

mod rollout;
mod targets;

use super::finding::Finding;
use super::found::{
    Counts, Course, CrashLoop, Failure, Growth, Lost, NoneRunning, Nothing, OnTrial, Series, Shortfall, Surplus,
    Unread, Unseen,
};
use crate::deployment::CircuitBreaker;
use crate::event::{EventKind, ServiceEvent};
use crate::why::Kind;

/// The most characters of ECS's own words in a headline.
const QUOTE_MAX: usize = 160;

impl Finding {
    /// The sentence that stands on the page: numbers first, then the reason, as concrete as it is known.
    pub fn headline(&self) -> String {
        match self {
            Self::NoFreshData { age: Some(age), last: Some(last), lasted, .. } => {
                let lasted = lasted.map(|lasted| format!(" for {lasted}")).unwrap_or_default();
                format!("No data from AWS for {age}, before that {}{lasted}: {}", last.level().word(), last.headline())
            }
            Self::NoFreshData { age: Some(age), last: None, .. } => format!("No data from AWS for {age}"),
            Self::NoFreshData { age: None, .. } => "No data from AWS yet".to_owned(),
            Self::Uncounted(members) => format!("AWS's answer lacks {}", members.join(", ")),
            Self::ScaledToZero(Nothing::ScaledToZero) => "Scaled to zero".to_owned(),
            Self::ScaledToZero(Nothing::NoInstances) => "No container instance to run on: 0 of 0 running".to_owned(),
            Self::ScaledToZero(Nothing::Deleted) => "Deleted: nothing runs any more".to_owned(),
            Self::NoneRunning(none) => none_running(none),
            Self::CrashLoop(crash) => crash_loop(crash),
            Self::NoHealthyTarget(none) => targets::none_healthy(none),
            Self::TargetsFailing(some) => targets::some_failing(some),
            Self::DeploymentFailed(failed) => rollout::deployment_failed(failed),
            Self::Stuck(stuck) => rollout::stuck_on(stuck),
            Self::Deploying(progress) => rollout::deploying(progress),
            Self::BelowDesired(shortfall) => below_desired(shortfall),
            Self::Unseen(unseen) => unseen_words(unseen),
            Self::ScalingOut(growth) => scaling_out(growth),
            Self::AboveDesired(surplus) => above_desired(*surplus),
            Self::Steady(steady) => targets::steady_with(steady),
        }
    }
}

impl Counts {
    /// `3 of 4 running`, or `5 running, 4 wanted`.
    pub fn text(self) -> String {
        match self.running > self.desired {
            true => format!("{} running, {} wanted", self.running, self.desired),
            false => format!("{} of {} running", self.running, self.desired),
        }
    }

    /// `, 1 starting`, `, 1 waiting for an instance`, or nothing.
    fn starting(self) -> String {
        match (self.pending, self.waiting) {
            (0, _) => String::new(),
            (pending, 0) => format!(", {pending} starting"),
            (pending, waiting) if waiting >= pending => format!(", {pending} waiting for an instance"),
            (pending, waiting) => format!(", {pending} starting, {waiting} of them waiting for an instance"),
        }
    }

    /// `, 3 of 4 running` where fewer run than are wanted, or nothing.
    fn missing(self) -> String {
        if self.running < self.desired { format!(", {}", self.text()) } else { String::new() }
    }
}

impl Series {
    /// `6 times in 10 min`.
    pub fn text(self) -> String {
        format!("{} times in {}", self.times, self.within)
    }
}

fn none_running(none: &NoneRunning) -> String {
    let numbers = none.counts.text() + &not_for_long(none.on_trial);
    let back = going_back(none.course.as_ref());
    let is_newer = |event: &&ServiceEvent| {
        let since = none.last.as_ref().and_then(|last| last.at);
        none.last.is_none() || event.kind() == EventKind::Unplaced && since.is_some_and(|since| since < event.at)
    };
    let hindered = none.hindrance.as_ref().filter(is_newer).map(hindrance);
    let taken = none.taken.as_deref().map(Failure::words);
    let words = match (hindered, taken, &none.last) {
        (Some(why), _, _) => format!("{numbers}: {why}"),
        (None, Some(why), _) => format!("{numbers}{}: {why}", none.counts.starting()),
        (None, None, Some(last)) => match &none.repair {
            Some(repair) => format!(
                "{numbers}, revision {} is starting, tasks of revision {} ended: {}{}",
                repair.revision,
                last.revision.revision,
                last.words(),
                often(none.series)
            ),
            None => format!("{numbers}: {}{}", last.words(), often(none.series)),
        },
        (None, None, None) => match &none.rollout_reason {
            Some(reason) => format!("{numbers}: {}", cut(reason)),
            None if none.counts.pending > 0 => format!("{numbers}{}", none.counts.starting()),
            None => format!("{numbers}, none starting"),
        },
    };
    words + &back
}

/// `, 1 not for long yet`, or nothing.
fn not_for_long(on_trial: Option<OnTrial>) -> String {
    on_trial.map(|on_trial| format!(", {} not for long yet", on_trial.tasks)).unwrap_or_default()
}

fn crash_loop(crash: &CrashLoop) -> String {
    let words = match (&crash.last, crash.failed) {
        (Some(last), _) => {
            let verb = if matches!(last.cause.kind, Kind::Exited | Kind::OutOfMemory) { "exiting" } else { "failing" };
            format!("Tasks keep {verb}: {}{}", last.words(), often(crash.series))
        }
        (None, 0) => format!("Tasks keep failing: ECS cannot start revision {} consistently", crash.revision.revision),
        (None, failed) => format!("Tasks keep failing: revision {}, {failed} in a row", crash.revision.revision),
    };
    words + &crash.counts.missing() + &counted(crash.course.as_ref()) + &going_back(crash.course.as_ref())
}

/// `, 3 of 10 failures counted by the circuit breaker`, or nothing.
fn counted(course: Option<&Course>) -> String {
    let breaker = course.and_then(|course| course.breaker.as_ref()).filter(|breaker| breaker.failures > 0);
    breaker.map(|breaker| format!(", {}", breaker.text())).unwrap_or_default()
}

/// `, rolling back to revision 41`, or nothing.
fn going_back(course: Option<&Course>) -> String {
    let back_to = course.and_then(|course| course.back_to.as_ref());
    back_to.map(|revision| format!(", rolling back to revision {}", revision.revision)).unwrap_or_default()
}

impl CircuitBreaker {
    /// `3 of 10 failures counted by the circuit breaker`.
    pub fn text(&self) -> String {
        format!("{} of {} failures counted by the circuit breaker", self.failures, self.threshold)
    }
}

fn below_desired(shortfall: &Shortfall) -> String {
    let counts = shortfall.counts;
    if let Some(instances) = shortfall.instances {
        let why = shortfall.hindrance.as_ref().map(|event| format!(": {}", hindrance(event))).unwrap_or_default();
        return format!("Runs on none of {instances} container instances{why}");
    }
    let numbers = match shortfall.floor {
        Some(floor) => format!("{} while the deployment has to leave {floor}", counts.text()),
        None => counts.text(),
    };
    let sick = Some(shortfall.unhealthy.len()).filter(|sick| *sick > 0).map(sick);
    let sidecar = shortfall.sidecars.first().map(|(_, name, flaw)| {
        let ((what, more), tasks) = (flaw.words(), shortfall.sidecars.len());
        let share = if counts.running > 1 { format!(" in {tasks} of them") } else { String::new() };
        format!("container {name} {what}{share}{more}")
    });
    let numbers = numbers + &not_for_long(shortfall.on_trial);
    let is_short = counts.running < counts.desired;
    match (&shortfall.hindrance, &shortfall.last, sick.or(sidecar)) {
        (Some(event), last, _) if is_short && (last.is_none() || event.kind() == EventKind::Unplaced) => {
            format!("{numbers}: {}", hindrance(event))
        }
        (_, _, Some(sick)) => format!("{numbers}, {sick}"),
        (_, Some(last), None) => format!("{numbers}{}: {}", counts.starting(), last.words()),
        (_, None, None) => match &shortfall.taken {
            Some(taken) => format!("{numbers}{}: {}", counts.starting(), taken.words()),
            None => format!("{numbers}{}", counts.starting()),
        },
    }
}

/// `2 fail their container health checks`.
fn sick(tasks: usize) -> String {
    match tasks {
        1 => "1 fails its container health check".to_owned(),
        more => format!("{more} fail their container health checks"),
    }
}

/// `4 of 4 running, whether requests arrive is not known: IAM does not allow
/// elasticloadbalancing:DescribeTargetHealth`.
fn unseen_words(unseen: &Unseen) -> String {
    let numbers = format!("{}{}", unseen.counts.text(), unseen.counts.starting());
    let numbers = match unseen.is_deploying {
        true => format!("Deploying revision {}, {numbers}", unseen.revision.revision),
        false => numbers,
    };
    if let Some(lost) = &unseen.lost {
        let is_all = lost.tasks == unseen.counts.running && unseen.counts.pending == 0;
        let of_them = if is_all { String::new() } else { format!(", {} of them", lost.tasks) };
        let still = if lost.tasks == 1 { "it still runs" } else { "they still run" };
        return format!("{numbers}{of_them} {}: whether {still} is not known", lost.words());
    }
    if !unseen.members.is_empty() {
        return format!("{numbers}, AWS's answer lacks {}", unseen.members.join(", "));
    }
    let health = unseen.targets.as_ref().and_then(|targets| targets.unread.as_ref());
    if let (None, Some(word)) = (health, unseen.targets.as_ref().and_then(|targets| targets.nothing_but())) {
        return format!(
            "{numbers}, whether requests arrive is not known: Podium does not know the target state {word}"
        );
    }
    let words = match (&unseen.tasks, health) {
        (_, Some(unread)) => {
            format!("{numbers}, whether requests arrive is not known: {}", unread.words("target health"))
        }
        (Some(unread), None) => format!("{numbers}, how its tasks fare is not known: {}", unread.words("tasks")),
        (None, None) => match &unseen.instances {
            Some(unread) => format!(
                "{numbers}, whether ECS hears from their instances is not known: {}",
                unread.words("container instances")
            ),
            None => numbers,
        },
    };
    match (unseen.balancers.first(), health) {
        (Some(balancer), None) => {
            format!("{words}, whether requests arrive is not known: Podium does not read {balancer}")
        }
        _ => words,
    }
}

impl Lost {
    /// `on i-0123456789abcdef0, of whose tasks ECS has heard nothing for 12 min`.
    pub fn words(&self) -> String {
        let (first, more) = (self.instances.first().map_or("", |name| name), self.instances.len().saturating_sub(1));
        let instances = match more {
            0 => first.to_owned(),
            1 => format!("{first} and 1 more instance"),
            more => format!("{first} and {more} more instances"),
        };
        let age = if self.is_older { format!("at least {}", self.age) } else { self.age.to_string() };
        format!("on {instances}, of whose tasks ECS has heard nothing for {age}")
    }
}

impl Unread {
    /// What stands in the way, or how old the last reading is: `target health is 4 min old`.
    pub fn words(&self, what: &str) -> String {
        match (&self.trouble, self.age) {
            (Some(trouble), _) => trouble.sentence(),
            (None, Some(age)) => format!("{what} not read for {age}"),
            (None, None) => format!("{what} not read yet"),
        }
    }
}

fn scaling_out(growth: &Growth) -> String {
    let targets = growth.targets.as_ref().map(|targets| format!(", {}", targets.text())).unwrap_or_default();
    format!("Scaling out: {}{}{targets}", growth.counts.text(), growth.counts.starting())
}

fn above_desired(surplus: Surplus) -> String {
    let counts = surplus.counts;
    let draining = if surplus.is_draining { ": draining" } else { "" };
    match (counts.running, counts.desired) {
        (0, _) => format!("{} starting, none wanted: being stopped", counts.pending),
        (running, 0) => format!("{running} running, none wanted{draining}"),
        _ => counts.text() + draining,
    }
}

/// `, 6 times in 10 min`, or nothing.
fn often(series: Option<Series>) -> String {
    series.map(|series| format!(", {}", series.text())).unwrap_or_default()
}

/// `no place for a task: no container instance met all of its requirements`, or the cause that the event tells.
fn hindrance(event: &ServiceEvent) -> String {
    let text = event.text();
    let is_placement = event.kind() == EventKind::Unplaced;
    if let Some(cause) = event.cause().filter(|_| !is_placement) {
        return cause.short();
    }
    let reason = ["was unable to place a task because ", "was unable to place a task. Reason: "]
        .into_iter()
        .find_map(|start| text.strip_prefix(start))
        .or_else(|| text.split_once("Reason: ").map(|(_, reason)| reason).filter(|_| is_placement));
    reason.map_or_else(|| cut(&text), |reason| format!("no place for a task: {}", cut(reason)))
}

/// ECS's words without the full stop, and not too many of them.
fn cut(words: &str) -> String {
    let words = words.trim().trim_end_matches('.');
    match words.char_indices().nth(QUOTE_MAX) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}
