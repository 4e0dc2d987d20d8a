//! Conditions on events that are JSON: `{ $.level = "error" && $.status >= 500 }`.

use super::reader::Reader;
use serde_json::Value;

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All of them.
    And(Vec<Condition>),
    /// One of them.
    Or(Vec<Condition>),
    /// Something about the values at a selector.
    Test(Selector, Test),
}

/// Steps into a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector(Vec<Step>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Member(String),
    Item(usize),
    Every,
}

/// What a value must be like.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    Compare(Comparison, f64),
    Like(String),
    NotLike(String),
    Is(Value),
    Exists,
    NotExists,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Condition {
    /// Reads what is between the braces; `None` when it makes no sense.
    pub fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader(text);
        let condition = any_of(&mut reader)?;
        reader.skip_space();
        reader.is_at_end().then_some(condition)
    }

    /// Whether a document is so.
    pub fn holds(&self, document: &Value) -> bool {
        match self {
            Self::And(all) => all.iter().all(|condition| condition.holds(document)),
            Self::Or(any) => any.iter().any(|condition| condition.holds(document)),
            Self::Test(selector, test) => {
                let values = selector.values(document);
                match test {
                    Test::NotExists => values.is_empty(),
                    _ => values.into_iter().any(|value| test.holds(value)),
                }
            }
        }
    }
}

fn any_of(reader: &mut Reader<'_>) -> Option<Condition> {
    let mut any = vec![all_of(reader)?];
    reader.skip_space();
    while reader.take("||") {
        any.push(all_of(reader)?);
        reader.skip_space();
    }
    Some(if any.len() == 1 { any.remove(0) } else { Condition::Or(any) })
}

fn all_of(reader: &mut Reader<'_>) -> Option<Condition> {
    let mut all = vec![one(reader)?];
    reader.skip_space();
    while reader.take("&&") {
        all.push(one(reader)?);
        reader.skip_space();
    }
    Some(if all.len() == 1 { all.remove(0) } else { Condition::And(all) })
}

fn one(reader: &mut Reader<'_>) -> Option<Condition> {
    reader.skip_space();
    if reader.take("(") {
        let inner = any_of(reader)?;
        reader.skip_space();
        return reader.take(")").then_some(inner);
    }
    let selector = Selector::read(reader)?;
    reader.skip_space();
    Some(Condition::Test(selector, test(reader)?))
}

fn test(reader: &mut Reader<'_>) -> Option<Test> {
    for (words, test) in [
        (&["IS", "NULL"][..], Test::Is(Value::Null)),
        (&["IS", "TRUE"], Test::Is(Value::Bool(true))),
        (&["IS", "FALSE"], Test::Is(Value::Bool(false))),
        (&["NOT", "EXISTS"], Test::NotExists),
        (&["EXISTS"], Test::Exists),
    ] {
        let mut ahead = *reader;
        let reads = |word: &&str| {
            ahead.skip_space();
            ahead.take(word)
        };
        if words.iter().all(reads) {
            *reader = ahead;
            return Some(test);
        }
    }
    let operators = [
        ("!=", Comparison::NotEqual),
        ("<=", Comparison::LessOrEqual),
        (">=", Comparison::GreaterOrEqual),
        ("=", Comparison::Equal),
        ("<", Comparison::Less),
        (">", Comparison::Greater),
    ];
    let (_, comparison) = operators.into_iter().find(|(token, _)| reader.take(token))?;
    reader.skip_space();
    let (text, quoted) = match reader.0.starts_with('"') {
        true => (reader.quoted()?, true),
        false => (reader.take_while(|it| !it.is_whitespace() && !"()&|".contains(it)).to_owned(), false),
    };
    let number = text.parse::<f64>().ok().filter(|_| !quoted);
    match (number, comparison) {
        (Some(number), _) => Some(Test::Compare(comparison, number)),
        (None, _) if text.is_empty() && !quoted => None,
        (None, Comparison::Equal) => Some(Test::Like(text)),
        (None, Comparison::NotEqual) => Some(Test::NotLike(text)),
        (None, _) => None,
    }
}

impl Selector {
    /// `$.a.b[0]`, `$.['a b'].c`, `$.list[*]`
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        if !reader.take("$") {
            return None;
        }
        let mut steps = Vec::new();
        loop {
            if reader.take(".[") || reader.take("[") {
                steps.push(bracket(reader)?);
            } else if reader.take(".") {
                let name = reader.take_while(|it| it.is_alphanumeric() || "_-@*".contains(it));
                match name {
                    "" => return None,
                    "*" => steps.push(Step::Every),
                    _ => steps.push(Step::Member(name.to_owned())),
                }
            } else {
                break;
            }
        }
        (!steps.is_empty()).then_some(Self(steps))
    }

    fn values<'a>(&self, document: &'a Value) -> Vec<&'a Value> {
        let mut found = vec![document];
        for step in &self.0 {
            found = found.into_iter().flat_map(|value| step.from(value)).collect();
        }
        found
    }
}

fn bracket(reader: &mut Reader<'_>) -> Option<Step> {
    let inner = reader.take_while(|it| it != ']');
    let step = match inner.trim() {
        "*" => Step::Every,
        inner => match inner.strip_prefix('\'').and_then(|name| name.strip_suffix('\'')) {
            Some(name) => Step::Member(name.to_owned()),
            None => Step::Item(inner.parse().ok()?),
        },
    };
    reader.take("]").then_some(step)
}

impl Step {
    fn from<'a>(&self, value: &'a Value) -> Vec<&'a Value> {
        match (self, value) {
            (Self::Member(name), Value::Object(members)) => members.get(name).into_iter().collect(),
            (Self::Item(index), Value::Array(items)) => items.get(*index).into_iter().collect(),
            (Self::Every, Value::Array(items)) => items.iter().collect(),
            (Self::Every, Value::Object(members)) => members.values().collect(),
            _ => Vec::new(),
        }
    }
}

impl Test {
    fn holds(&self, value: &Value) -> bool {
        match self {
            Self::Compare(comparison, number) => number_of(value).is_some_and(|it| comparison.holds(it, *number)),
            Self::Like(pattern) => like(pattern, &text_of(value)),
            Self::NotLike(pattern) => !like(pattern, &text_of(value)),
            Self::Is(expected) => value == expected,
            Self::Exists => true,
            Self::NotExists => false,
        }
    }
}

impl Comparison {
    fn holds(self, value: f64, number: f64) -> bool {
        match (self, value.total_cmp(&number)) {
            (Self::Equal, order) => order.is_eq(),
            (Self::NotEqual, order) => order.is_ne(),
            (Self::Less, order) => order.is_lt(),
            (Self::LessOrEqual, order) => order.is_le(),
            (Self::Greater, order) => order.is_gt(),
            (Self::GreaterOrEqual, order) => order.is_ge(),
        }
    }
}

fn number_of(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether a text is like a pattern in which `*` stands for anything.
fn like(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<_> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = text.find(part) else { return false };
        text = &text[at + part.len()..];
    }
    text.ends_with(last)
}
