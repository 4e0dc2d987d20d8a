//! Lines for people: Spring Boot, Rails, Gunicorn, nginx.

use super::{Level, Remark};
use simulator_engine::Millis;
use std::fmt::Write;

pub(super) fn spring(at: Millis, program: &str, remark: &Remark) -> String {
    let level = match remark.level {
        Level::Info => " INFO",
        Level::Warn => " WARN",
        Level::Error => "ERROR",
    };
    let package: String = program.chars().filter(|it| it.is_ascii_alphanumeric()).collect();
    let (thread, class) = match remark.fields.is_empty() {
        true => ("main", "Application"),
        false => ("nio-exec-4", "web.RequestLog"),
    };
    format!("{}  {level} 1 --- [{thread:>12}] c.s.{package}.{class} : {}", clock(at), sentence(remark))
}

pub(super) fn rails(at: Millis, remark: &Remark) -> String {
    let (letter, level) = match remark.level {
        Level::Info => ('I', " INFO"),
        Level::Warn => ('W', " WARN"),
        Level::Error => ('E', "ERROR"),
    };
    format!("{letter}, [{} #1] {level} -- : {}", clock(at).replace(' ', "T"), sentence(remark))
}

pub(super) fn gunicorn(at: Millis, remark: &Remark) -> String {
    let level = match remark.level {
        Level::Info => "INFO",
        Level::Warn => "WARNING",
        Level::Error => "ERROR",
    };
    format!("[{} +0000] [1] [{level}] {}", &clock(at)[..19], sentence(remark))
}

pub(super) fn nginx(at: Millis, remark: &Remark) -> String {
    let level = match remark.level {
        Level::Info => "notice",
        Level::Warn => "warn",
        Level::Error => "error",
    };
    format!("{} [{level}] 1#1: {}", clock(at)[..19].replace('-', "/"), sentence(remark))
}

fn sentence(remark: &Remark) -> String {
    let mut sentence = remark.message.clone();
    for (name, value) in &remark.fields {
        let _ = match value.as_str() {
            Some(text) => write!(sentence, " {name}={text}"),
            None => write!(sentence, " {name}={value}"),
        };
    }
    sentence
}

/// `2026-01-31 12:00:00.123`
fn clock(at: Millis) -> String {
    at.iso().replace('T', " ").replace('Z', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_voice_writes_the_time_the_level_and_the_sentence() {
        let (at, remark) = (Millis(1_767_225_600_123), Remark::new(Level::Error, "it broke"));
        for (line, expect) in [
            (
                spring(at, "gift-cards", &remark),
                "2026-01-01 00:00:00.123  ERROR 1 --- [        main] c.s.giftcards.Application : it broke",
            ),
            (rails(at, &remark), "E, [2026-01-01T00:00:00.123 #1] ERROR -- : it broke"),
            (gunicorn(at, &remark), "[2026-01-01 00:00:00 +0000] [1] [ERROR] it broke"),
            (nginx(at, &remark), "2026/01/01 00:00:00 [error] 1#1: it broke"),
        ] {
            assert_eq!(line, expect);
        }
    }
}
