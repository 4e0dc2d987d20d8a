//! The shapes of requests, as AWS's public service model describes them, and the check of a request against them.
//!
//! The `.shapes` files, one for each API, are made by `cargo xtask shapes` from the model that botocore comes with; the
//! `independent` step of the tests finds what differs. They hold one shape each line (an indented line goes on):
//! `Name structure member:Shape required!:Shape …`, `Name list Element min..max`, `Name map Value`,
//! `Name enum WORD WORD …`, `Name string min..max`, `Name integer min..max`, `Name document`. Simple shapes without
//! limits have no line.

mod check;
mod form;

use std::collections::HashMap;
use std::sync::LazyLock;

/// The shapes of one AWS service's requests, and the error code with which it refuses what has another shape.
#[derive(Debug)]
pub struct Shapes {
    named: HashMap<String, Shape>,
    invalid: &'static str,
}

impl Shapes {
    /// Reads the text of a `.shapes` file; `invalid` is the code of a missing member, an unknown word, a number out of
    /// range.
    #[must_use]
    pub fn read(text: &str, invalid: &'static str) -> Self {
        let mut named: HashMap<_, _> = parse(text).into_iter().collect();
        named.insert("string".to_owned(), Shape::String { length: Limits::default() });
        named.insert("integer".to_owned(), Shape::Integer { range: Limits::default() });
        named.insert("boolean".to_owned(), Shape::Boolean);
        named.insert("double".to_owned(), Shape::Double);
        named.insert("timestamp".to_owned(), Shape::Timestamp);
        Self { named, invalid }
    }
}

/// What a value may look like.
#[derive(Debug)]
enum Shape {
    Structure(Vec<Member>),
    List {
        element: String,
        length: Limits,
    },
    Map {
        value: String,
    },
    Enum(Vec<String>),
    String {
        length: Limits,
    },
    Integer {
        range: Limits,
    },
    Boolean,
    Double,
    /// Seconds since 1970.
    Timestamp,
    /// Anything.
    Document,
}

#[derive(Debug)]
struct Member {
    name: String,
    shape: String,
    required: bool,
}

/// Least and most, both inclusive; `None` is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Limits {
    least: Option<i64>,
    most: Option<i64>,
}

const AUTOSCALING_TEXT: &str = include_str!("shape/autoscaling.shapes");
const CLOUDWATCH_TEXT: &str = include_str!("shape/cloudwatch.shapes");
const CODEDEPLOY_TEXT: &str = include_str!("shape/codedeploy.shapes");
const ECR_TEXT: &str = include_str!("shape/ecr.shapes");
const ECS_TEXT: &str = include_str!("shape/ecs.shapes");
const ELBV2_TEXT: &str = include_str!("shape/elbv2.shapes");
const LOGS_TEXT: &str = include_str!("shape/logs.shapes");

/// The shapes of Amazon ECS.
pub static ECS: LazyLock<Shapes> = LazyLock::new(|| Shapes::read(ECS_TEXT, "InvalidParameterException"));

/// The shapes of Amazon ECR.
pub static ECR: LazyLock<Shapes> = LazyLock::new(|| Shapes::read(ECR_TEXT, "InvalidParameterException"));

/// The shapes of Application Auto Scaling.
pub static AUTOSCALING: LazyLock<Shapes> = LazyLock::new(|| Shapes::read(AUTOSCALING_TEXT, "ValidationException"));

/// The shapes of CodeDeploy.
pub static CODEDEPLOY: LazyLock<Shapes> = LazyLock::new(|| Shapes::read(CODEDEPLOY_TEXT, "ValidationException"));

/// The shapes of CloudWatch.
pub static CLOUDWATCH: LazyLock<Shapes> = LazyLock::new(|| Shapes::read(CLOUDWATCH_TEXT, "ValidationError"));

/// The shapes of CloudWatch Logs.
pub static LOGS: LazyLock<Shapes> = LazyLock::new(|| Shapes::read(LOGS_TEXT, "InvalidParameterException"));

/// The shapes of Elastic Load Balancing.
pub static ELBV2: LazyLock<Shapes> = LazyLock::new(|| Shapes::read(ELBV2_TEXT, "ValidationError"));

/// Reads the lines of one file; a line that makes no sense is left out, which a test notices.
fn parse(text: &str) -> Vec<(String, Shape)> {
    let mut definitions: Vec<Vec<&str>> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        match definitions.last_mut() {
            Some(definition) if line.starts_with(' ') => definition.extend(line.split_whitespace()),
            _ => definitions.push(line.split_whitespace().collect()),
        }
    }
    definitions.iter().filter_map(|words| shape(words)).collect()
}

fn shape(words: &[&str]) -> Option<(String, Shape)> {
    let (&name, rest) = words.split_first()?;
    let (&kind, words) = rest.split_first()?;
    let shape = match kind {
        "structure" => Shape::Structure(words.iter().filter_map(|word| member(word)).collect()),
        "list" => Shape::List { element: (*words.first()?).to_owned(), length: limits(words.get(1))? },
        "map" => Shape::Map { value: (*words.first()?).to_owned() },
        "enum" => Shape::Enum(words.iter().map(|&word| word.to_owned()).collect()),
        "document" => Shape::Document,
        "string" => Shape::String { length: limits(words.first())? },
        "integer" => Shape::Integer { range: limits(words.first())? },
        _ => return None,
    };
    Some((name.to_owned(), shape))
}

fn member(word: &str) -> Option<Member> {
    let (name, shape) = word.split_once(':')?;
    let (name, required) = match name.strip_suffix('!') {
        Some(name) => (name, true),
        None => (name, false),
    };
    Some(Member { name: name.to_owned(), shape: shape.to_owned(), required })
}

fn limits(word: Option<&&str>) -> Option<Limits> {
    let Some(word) = word else { return Some(Limits::default()) };
    let (least, most) = word.split_once("..")?;
    let number = |text: &str| if text.is_empty() { Ok(None) } else { text.parse().map(Some) };
    Some(Limits { least: number(least).ok()?, most: number(most).ok()? })
}

impl Limits {
    fn allow(self, number: i64) -> bool {
        self.least.is_none_or(|least| number >= least) && self.most.is_none_or(|most| number <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_that_is_named_is_defined() {
        let all = [&*CODEDEPLOY, &*ECR, &*ECS, &*AUTOSCALING, &*CLOUDWATCH, &*LOGS, &*ELBV2];
        for (shapes, name, shape) in
            all.iter().flat_map(|it| it.named.iter().map(move |(name, shape)| (it, name, shape)))
        {
            let named: Vec<&String> = match shape {
                Shape::Structure(members) => members.iter().map(|member| &member.shape).collect(),
                Shape::List { element, .. } => vec![element],
                Shape::Map { value } => vec![value],
                _ => Vec::new(),
            };
            for part in named {
                assert!(shapes.named.contains_key(part), "{name} names {part}");
            }
        }
    }

    #[test]
    fn no_line_is_left_out() {
        for text in [AUTOSCALING_TEXT, CLOUDWATCH_TEXT, CODEDEPLOY_TEXT, ECR_TEXT, ECS_TEXT, ELBV2_TEXT, LOGS_TEXT] {
            let lines = text.lines().filter(|line| line.starts_with(char::is_alphabetic)).count();
            assert_eq!(parse(text).len(), lines);
        }
    }

    #[test]
    fn limits_may_be_open_on_either_side() {
        assert_eq!(limits(Some(&"1..128")), Some(Limits { least: Some(1), most: Some(128) }));
        assert_eq!(limits(Some(&"1..")), Some(Limits { least: Some(1), most: None }));
        assert_eq!(limits(Some(&"nonsense")), None);
    }
}
