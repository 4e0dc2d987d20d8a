//! Texts that were made to keep Podium busy. Work grows with their length, not with its square.

use std::time::{Duration, Instant};

use crate::secrecy::MASK;
use crate::{Document, Fault, TEXT_MAX, differences};

/// Far more than any of them takes, and far less than the square of their length would.
const PATIENCE: Duration = Duration::from_secs(5);

/// Everything that is done with a text that somebody sends.
#[track_caller]
fn check(text: &str) {
    assert!(text.len() <= TEXT_MAX, "{}", text.len());
    let started = Instant::now();
    let held = Document::default().edited("{}").unwrap();
    match held.edited(text) {
        Ok(edited) => {
            let faults = Fault::located(edited.faults(None), text);
            assert!(faults.len() <= 100);
            differences(&held, &edited);
            let fields = edited.fields();
            let typed: Vec<(&str, &str)> = fields.iter().map(|field| (field.name.as_str(), "x")).collect();
            drop(edited.with_fields(&typed));
            let text = edited.text();
            if text.len() <= TEXT_MAX {
                assert_eq!(edited.edited(&text), Ok(edited));
            }
        }
        Err(faults) => assert!(faults.len() <= 100),
    }
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
}

/// The item as often as there is room for it.
fn many(before: &str, item: impl Fn(usize) -> String, after: &str) -> String {
    let mut text = before.to_owned();
    for number in 0.. {
        let item = item(number);
        if text.len() + item.len() + after.len() + 1 > TEXT_MAX {
            break;
        }
        text.push_str(&item);
        text.push(',');
    }
    text.pop();
    text + after
}

#[test]
fn many_containers() {
    check(&many(r#"{"containerDefinitions":["#, |_| r#"{"name":"a"}"#.to_owned(), "]}"));
    let chain =
        |number: usize| format!(r#"{{"name":"c{number}","dependsOn":[{{"containerName":"c{}"}}]}}"#, number + 1);
    check(&many(r#"{"containerDefinitions":["#, chain, "]}"));
    let waiting = |number: usize| format!(r#"{{"containerName":"c{number}"}}"#);
    check(&many(r#"{"containerDefinitions":[{"name":"a","dependsOn":["#, waiting, "]}]}"));
}

#[test]
fn many_values() {
    let variable = |number: usize| format!(r#"{{"name":"V{number}","value":"{MASK}"}}"#);
    check(&many(r#"{"containerDefinitions":[{"name":"a","environment":["#, variable, "]}]}"));
    let same = |_| r#"{"name":"V","value":"v"}"#.to_owned();
    check(&many(r#"{"containerDefinitions":[{"name":"a","environment":["#, same, "]}]}"));
    let port = |_| r#"{"containerPort":80}"#.to_owned();
    check(&many(r#"{"networkMode":"host","containerDefinitions":[{"name":"a","portMappings":["#, port, "]}]}"));
    check(&many(r#"{"new":{"#, |number| format!(r#""{number}":1"#), "}}"));
    check(&many(
        r#"{"containerDefinitions":[{"name":"a","dockerLabels":{"#,
        |number| format!(r#""{number}":"""#),
        "}}]}",
    ));
    check(&many(r#"{"containerDefinitions":[{"name":"a","command":["#, |_| "\"\"".to_owned(), "]}]}"));
    check(&many("{\"new\":[", |_| "0".to_owned(), "]}"));
    check(&many("{\"cpu\":[", |_| "0".to_owned(), "]}"));
}

#[test]
fn a_deep_text_and_a_long_line() {
    check(&"{\"a\":".repeat(50_000));
    let deep = format!("{}0{}", "{\"a\":[".repeat(15), "]}".repeat(15));
    check(&many("{\"new\":[", |_| deep.clone(), "]}"));
    check(&format!("{{\"family\":\"{}\"}}", "é".repeat(100_000)));
}
