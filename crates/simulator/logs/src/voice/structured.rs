//! Lines with names: JSON and logfmt.

use super::{Level, Remark};
use serde_json::{Map, Value};
use simulator_engine::Millis;
use std::fmt::Write;

pub(super) fn json(at: Millis, program: &str, remark: &Remark) -> String {
    let mut line = Map::new();
    line.insert("time".to_owned(), at.iso().into());
    line.insert("level".to_owned(), word(remark.level).into());
    line.insert("service".to_owned(), program.into());
    line.insert("message".to_owned(), (*remark.message).into());
    line.extend(remark.fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    Value::Object(line).to_string()
}

pub(super) fn logfmt(at: Millis, remark: &Remark) -> String {
    let mut line = format!("time={} level={} msg={:?}", at.iso(), word(remark.level), remark.message);
    for (name, value) in &remark.fields {
        let _ = match value {
            Value::String(text) if text.contains([' ', '"', '=']) => write!(line, " {name}={text:?}"),
            Value::String(text) => write!(line, " {name}={text}"),
            other => write!(line, " {name}={other}"),
        };
    }
    line
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Info => "info",
        Level::Warn => "warn",
        Level::Error => "error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_has_its_names_in_both() {
        let remark = Remark::new(Level::Warn, "queue \"mail\" is full").with("depth", 12).with("name", "a b");
        let at = Millis(1_767_225_600_123);
        let line: Value = serde_json::from_str(&json(at, "mailer", &remark)).unwrap();
        assert_eq!((&line["level"], &line["depth"], &line["service"]), (&"warn".into(), &12.into(), &"mailer".into()));
        let expect = r#"time=2026-01-01T00:00:00.123Z level=warn msg="queue \"mail\" is full" depth=12 name="a b""#;
        assert_eq!(logfmt(at, &remark), expect);
    }
}
