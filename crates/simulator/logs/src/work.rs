//! The everyday in a container's life: requests answered, or messages processed.

use super::dice::Dice;
use super::life::{Life, Salt};
use super::voice::{Level, Remark, Served};
use simulator_engine::Millis;
use simulator_engine::fault::Fault;
use simulator_engine::time::minutes;
use std::f64::consts::TAU;

/// How many lines a minute a container writes on an average day; of busy programs it is a sample.
const LINES: f64 = 11.0;

const AGENTS: [&str; 4] = [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
    "okhttp/4.12.0",
    "Mozilla/5.0 (X11; Linux x86_64; rv:132.0)",
];

/// What it said in that minute about its work.
pub(super) fn in_minute(life: &Life<'_>, minute: u64) -> Vec<(Millis, String)> {
    let (from, serves) = (Millis(minutes(minute)), life.serves());
    if serves.start >= from + minutes(1) || serves.end <= from || life.fault.is_some_and(works_alone) {
        return Vec::new();
    }
    let mut dice = life.dice(Salt::Minute, minute);
    let lines = lines(&mut dice, minute);
    let pace = minutes(1) / lines;
    let times: Vec<_> = (0..lines).map(|turn| from + turn * pace + dice.below(pace)).collect();
    let said = times.into_iter().filter(|at| serves.contains(at)).flat_map(|at| line(life, &mut dice, at));
    said.collect()
}

/// Whether a program with this fault has no requests to answer.
fn works_alone(fault: Fault) -> bool {
    matches!(fault, Fault::Job | Fault::Exit { .. } | Fault::Missing)
}

/// More in the afternoon than at night: as the world's load.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
#[expect(clippy::cast_precision_loss, reason = "minutes of a day")]
fn lines(dice: &mut Dice, minute: u64) -> u64 {
    const DAY: u64 = 24 * 60;
    let phase = ((minute + DAY - 16 * 60) % DAY) as f64 / DAY as f64;
    let curve = 1.0 + 0.42 * (TAU * phase).cos();
    (LINES * curve) as u64 + 1 + dice.below(4)
}

fn line(life: &Life<'_>, dice: &mut Dice, at: Millis) -> Vec<(Millis, String)> {
    match life.port() {
        Some(_) => request(life, dice, at),
        None => vec![(at, life.voice.says(at, life.name(), &message(dice)))],
    }
}

fn message(dice: &mut Dice) -> Remark {
    let count = 1 + dice.below(50);
    match dice.below(100) {
        0 => Remark::new(Level::Warn, "a message was put back into the queue").with("attempt", 1 + dice.below(3)),
        _ => {
            Remark::new(Level::Info, "messages processed").with("count", count).with("duration_ms", 5 + dice.below(400))
        }
    }
}

fn request(life: &Life<'_>, dice: &mut Dice, at: Millis) -> Vec<(Millis, String)> {
    let outcome = outcome(life, dice, at);
    let served = Served {
        method: if dice.happens(220) { "POST" } else { "GET" },
        path: path(life.name(), dice),
        status: outcome.status,
        millis: outcome.millis,
        bytes: if outcome.status >= 400 { 157 } else { 200 + dice.below(20_000) },
        client: format!("10.{}.{}.{}", 32 + dice.below(3), dice.below(256), 1 + dice.below(254)),
        agent: dice.pick(&AGENTS),
        request_id: format!("{:016x}", dice.next()),
    };
    let before = outcome.complaint.map(|complaint| {
        let remark = Remark::new(Level::Error, complaint).with("request_id", &*served.request_id);
        (at, life.voice.says(at, life.name(), &remark))
    });
    let line = (at, life.voice.served(at, life.name(), &served));
    before.into_iter().chain([line]).collect()
}

struct Outcome {
    status: u64,
    millis: u64,
    complaint: Option<&'static str>,
}

/// How long a `flapping` program answers well, and then badly.
const FLAPS_EVERY: u64 = minutes(2);

fn outcome(life: &Life<'_>, dice: &mut Dice, at: Millis) -> Outcome {
    let broken = |status, millis, complaint| Outcome { status, millis, complaint: Some(complaint) };
    match life.fault {
        Some(Fault::BadGateway) if dice.happens(900) => {
            return broken(
                502,
                1 + dice.below(6),
                "upstream prematurely closed the connection while its response was read",
            );
        }
        Some(Fault::Timeout) if dice.happens(900) => {
            return broken(504, 60_000 + dice.below(40), "upstream timed out while its response was read");
        }
        Some(Fault::Flapping) if (at - life.began) / FLAPS_EVERY % 2 == 1 => {
            return broken(503, 1 + dice.below(9), "upstream is not available, no live connection is left");
        }
        _ => {}
    }
    let millis = 3 + dice.below(40) + if dice.happens(60) { dice.below(900) } else { 0 };
    match dice.below(1_000) {
        0..3 => Outcome { status: 500, millis, complaint: Some("unhandled error: the row was changed meanwhile") },
        3..40 => Outcome { status: 404, millis, complaint: None },
        40..60 => Outcome { status: 304, millis, complaint: None },
        60..110 => Outcome { status: 201, millis, complaint: None },
        _ => Outcome { status: 200, millis, complaint: None },
    }
}

fn path(name: &str, dice: &mut Dice) -> String {
    let number = 1_000 + dice.below(90_000);
    match (name, dice.below(3)) {
        ("storefront", 0) => "/".to_owned(),
        ("storefront", 1) => format!("/products/{number}"),
        ("storefront", _) => format!("/search?page={}", 1 + number % 9),
        ("catalog", 0) => "/products".to_owned(),
        ("catalog", _) => format!("/products/{number}"),
        (name, 0) => format!("/{name}"),
        (name, 1) => format!("/{name}/{number}"),
        (name, _) => format!("/{name}/{number}/items"),
    }
}
