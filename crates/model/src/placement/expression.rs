//! The cluster query language, as far as constraints need it.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html>

mod pattern;
#[cfg(test)]
mod tests;

use crate::instance::Instance;

/// Whether an expression holds for an instance; `None` when it asks for something that is not known here.
///
/// Attributes are compared with `==`, `!=`, `=~`, `!~`, `in`, `!in`, `exists` and `!exists` (and their long names),
/// combined with `and`, `or`, `not` and parentheses.
pub fn holds(expression: &str, instance: &Instance) -> Option<bool> {
    let tokens = tokens(expression);
    let mut reader = Reader { tokens: &tokens, instance };
    let value = reader.any()?;
    if reader.tokens.is_empty() { value } else { None }
}

/// Words, quoted texts, parentheses, brackets and commas.
fn tokens(expression: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for letter in expression.chars() {
        match letter {
            '"' | '\'' => quoted = !quoted,
            _ if quoted => word.push(letter),
            '(' | ')' | '[' | ']' | ',' => {
                tokens.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
                tokens.push(letter.to_string());
            }
            _ if letter.is_whitespace() => tokens.extend((!word.is_empty()).then(|| std::mem::take(&mut word))),
            _ => word.push(letter),
        }
    }
    tokens.extend((!word.is_empty()).then_some(word));
    tokens
}

/// Reads tokens from the front. The outer `Option` of its answers is `None` when the text is not understood, the inner
/// one when what it asks for is not known.
struct Reader<'a> {
    tokens: &'a [String],
    instance: &'a Instance,
}

type Read = Option<Option<bool>>;

impl Reader<'_> {
    fn next(&mut self) -> Option<&str> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    fn take(&mut self, words: &[&str]) -> bool {
        let is_there = self.tokens.first().is_some_and(|token| words.contains(&&**token));
        if is_there {
            self.tokens = &self.tokens[1..];
        }
        is_there
    }

    fn any(&mut self) -> Read {
        let mut value = self.all()?;
        while self.take(&["or", "||"]) {
            let other = self.all()?;
            value = match (value, other) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            };
        }
        Some(value)
    }

    fn all(&mut self) -> Read {
        let mut value = self.one()?;
        while self.take(&["and", "&&"]) {
            let other = self.one()?;
            value = match (value, other) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            };
        }
        Some(value)
    }

    fn one(&mut self) -> Read {
        if self.take(&["not", "!"]) {
            return Some(self.one()?.map(|value| !value));
        }
        if self.take(&["("]) {
            let value = self.any()?;
            return self.take(&[")"]).then_some(value);
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Read {
        let subject = self.next()?.to_owned();
        let operator = self.next()?.to_owned();
        match &*operator {
            "exists" => return Some(self.exists(&subject)),
            "!exists" | "not_exists" => return Some(self.exists(&subject).map(|exists| !exists)),
            _ => {}
        }
        let known = self.value_of(&subject);
        let arguments = self.arguments()?;
        let Some(value) = known else { return Some(None) };
        let is = |argument: &String| value.as_deref() == Some(&**argument);
        let matches = || pattern::matches(arguments.first()?, value.as_deref().unwrap_or_default());
        Some(match &*operator {
            "==" | "equals" => Some(arguments.first().is_some_and(is)),
            "!=" | "not_equals" => Some(!arguments.first().is_some_and(is)),
            "in" => Some(arguments.iter().any(is)),
            "!in" | "not_in" => Some(!arguments.iter().any(is)),
            "=~" | "matches" => matches().map(|matches| matches && value.is_some()),
            "!~" | "not_matches" => matches().map(|matches| !(matches && value.is_some())),
            _ => None,
        })
    }

    /// One word, or a list in brackets.
    fn arguments(&mut self) -> Option<Vec<String>> {
        if !self.take(&["["]) {
            return Some(vec![self.next()?.to_owned()]);
        }
        let mut list = Vec::new();
        while !self.take(&["]"]) {
            list.push(self.next()?.to_owned());
            self.take(&[","]);
        }
        Some(list)
    }

    /// Whether the instance has it, with a value or without; `None` when that is not known here.
    fn exists(&self, subject: &str) -> Option<bool> {
        match subject.strip_prefix("attribute:") {
            Some(name) => Some(self.instance.attributes.iter().any(|(known, _)| known == name)),
            None => self.value_of(subject).map(|value| value.is_some()),
        }
    }

    /// The value of what is named; `None` when it is not known here, `Some(None)` when there is none to compare.
    fn value_of(&self, subject: &str) -> Option<Option<String>> {
        if let Some(name) = subject.strip_prefix("attribute:") {
            return Some(self.instance.attribute(name).map(str::to_owned));
        }
        match subject {
            "ec2InstanceId" => Some(self.instance.ec2.clone()),
            "agentConnected" => Some(Some(self.instance.agent_connected.to_string())),
            "agentVersion" => Some(self.instance.agent_version.clone()),
            _ => None,
        }
    }
}
