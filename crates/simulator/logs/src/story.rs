//! The remarkable in a container's life: its start, its trouble, its end.

use super::life::{Life, START_TAKES, Salt};
use super::voice::{Level, Remark, Voice};
use simulator_engine::Millis;
use simulator_engine::fault::Fault;
use simulator_engine::time::seconds;

/// How many remarks a story has at most.
const LONGEST: usize = 400;

/// How often a program that runs out of memory says how much it uses, and one that works how far it is.
const REPORTS_EVERY: u64 = seconds(12);

/// The story until now.
pub(super) fn tell(life: &Life<'_>, now: Millis) -> Vec<(Millis, String)> {
    let mut told = start(life);
    let until = life.ended.unwrap_or(now);
    match life.fault {
        Some(Fault::OutOfMemory) => told.extend(memory(life, until)),
        Some(Fault::Unhealthy) => told.extend(health(life, until)),
        Some(Fault::Job) => told.extend(job(life, until)),
        _ => {}
    }
    told.extend(end(life));
    told
}

fn say(life: &Life<'_>, at: Millis, remark: Remark) -> (Millis, String) {
    (at, life.voice.says(at, life.name(), &remark))
}

fn start(life: &Life<'_>) -> Vec<(Millis, String)> {
    let mut dice = life.dice(Salt::Story, 0);
    let ready = match life.port() {
        Some(port) => format!("listening on 0.0.0.0:{port}"),
        None => "waiting for work".to_owned(),
    };
    let backend = if life.port().is_some() { "connected to the database" } else { "connected to the queue" };
    let opened = 400 + dice.below(500);
    [
        (0, Remark::new(Level::Info, format!("starting {} {}", life.name(), life.version()))),
        (120 + dice.below(150), Remark::new(Level::Info, "configuration loaded from the environment")),
        (opened, Remark::new(Level::Info, backend).with("pool", 8 + dice.below(9))),
        (START_TAKES - 60, Remark::new(Level::Info, ready)),
    ]
    .into_iter()
    .filter(|(after, _)| life.ended.is_none_or(|ended| life.began + *after <= ended))
    .map(|(after, remark)| say(life, life.began + after, remark))
    .collect()
}

fn every(life: &Life<'_>, interval: u64, until: Millis) -> impl Iterator<Item = Millis> {
    let first = life.began + START_TAKES.max(interval);
    (0..).map(move |turn| first + turn * interval).take_while(move |at| *at < until).take(LONGEST)
}

fn memory(life: &Life<'_>, until: Millis) -> Vec<(Millis, String)> {
    let grown = |at: Millis| {
        let percent = (38 + (at - life.began) / 2_400).min(99);
        let level = if percent >= 80 { Level::Warn } else { Level::Info };
        let message = match level {
            Level::Warn => "memory is nearly used up, the garbage collector finds nothing to free",
            _ => "memory in use",
        };
        say(life, at, Remark::new(level, message).with("percent", percent))
    };
    every(life, REPORTS_EVERY, until).map(grown).collect()
}

fn health(life: &Life<'_>, until: Millis) -> Vec<(Millis, String)> {
    let interval = life.health_interval().unwrap_or(seconds(30));
    let failed = |at: Millis| {
        let message = "health check failed: the connection pool is exhausted";
        say(life, at, Remark::new(Level::Error, message).with("path", "/healthz").with("status", 503))
    };
    every(life, interval.max(seconds(2)), until).map(failed).collect()
}

fn job(life: &Life<'_>, until: Millis) -> Vec<(Millis, String)> {
    let mut dice = life.dice(Salt::Story, 1);
    let rows_a_second = 400 + dice.below(2_000);
    let worked = |at: Millis| {
        let rows = (at - life.began) / seconds(1) * rows_a_second;
        say(life, at, Remark::new(Level::Info, "batch done").with("rows", rows))
    };
    every(life, REPORTS_EVERY, until).map(worked).collect()
}

/// What is said at the end stands at the very end, or at the signal: nobody could know of it earlier.
fn end(life: &Life<'_>) -> Vec<(Millis, String)> {
    let mut said = Vec::new();
    if let Some(at) = life.signalled.filter(|at| life.ended.is_none_or(|ended| *at <= ended)) {
        said.push(say(life, at, Remark::new(Level::Info, "received SIGTERM, draining")));
    }
    let Some(ended) = life.ended else { return said };
    match (life.signalled, life.fault) {
        (Some(_), _) => {
            said.push(say(life, ended, Remark::new(Level::Info, "no request is under way any more")));
            said.push(say(life, ended, Remark::new(Level::Info, "shutdown complete")));
        }
        (None, Some(Fault::Exit { code: 0, .. })) => {
            said.push(say(life, ended, Remark::new(Level::Info, "nothing to do, exiting")));
        }
        (None, Some(Fault::Exit { code, .. })) => {
            let (error, frames) = crash(life.voice);
            said.extend(life.voice.trace(ended, life.name(), error, frames).into_iter().map(|line| (ended, line)));
            let farewell = Remark::new(Level::Error, "cannot start, exiting").with("code", code);
            said.push(say(life, ended, farewell));
        }
        (None, Some(Fault::Job)) => {
            let took = (ended - life.began) / seconds(1);
            said.push(say(life, ended, Remark::new(Level::Info, "all work is done").with("seconds", took)));
        }
        // A process that is killed says nothing.
        _ => {}
    }
    said
}

/// The error of a program that cannot start, and where it happened.
fn crash(voice: Voice) -> (&'static str, &'static [&'static str]) {
    match voice {
        Voice::Spring => (
            "Application run failed: org.springframework.beans.factory.BeanCreationException: Error creating bean 'dataSource'",
            &[
                "org.springframework.beans.factory.support.ConstructorResolver.instantiate(ConstructorResolver.java:648)",
                "org.springframework.boot.SpringApplication.refresh(SpringApplication.java:754)",
                "org.springframework.boot.SpringApplication.run(SpringApplication.java:335)",
            ],
        ),
        Voice::Rails => (
            "ActiveRecord::PendingMigrationError: Migrations are pending",
            &[
                "activerecord/lib/active_record/migration.rb:797:in 'check_pending!'",
                "config/environment.rb:5:in '<main>'",
            ],
        ),
        Voice::Gunicorn => (
            "ModuleNotFoundError: No module named 'app.settings'",
            &["gunicorn/arbiter.py:608 in spawn_worker", "gunicorn/util.py:371 in import_app"],
        ),
        Voice::Nginx => ("[emerg] host not found in upstream \"app\"", &[]),
        Voice::Json | Voice::Logfmt => (
            "panic: cannot read the configuration: a required key is missing",
            &["main.mustLoad (/src/cmd/server/config.go:71)", "main.main (/src/cmd/server/main.go:38)"],
        ),
    }
}
