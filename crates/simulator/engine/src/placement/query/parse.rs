//! Reading expressions.

use super::{Pattern, Query, QueryError, Subject, Test};
use regex_lite::Regex;
use std::str::FromStr;

/// The longest expression.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementConstraint.html>
const LONGEST: usize = 2_000;

/// How deep parentheses and negations may go.
const DEEPEST: usize = 50;

type Parsed<T> = Result<T, QueryError>;

impl FromStr for Query {
    type Err = QueryError;

    fn from_str(text: &str) -> Parsed<Self> {
        if text.len() > LONGEST {
            return Err(QueryError(format!("an expression has at most {LONGEST} characters")));
        }
        let mut reader = Reader { rest: text, depth: 0 };
        let query = reader.any()?;
        match reader.peek() {
            None => Ok(query),
            Some(_) => Err(reader.unexpected()),
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// `all or all or …`
    fn any(&mut self) -> Parsed<Query> {
        let mut parts = vec![self.all()?];
        while self.takes_word("or") || self.takes("||") {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Query::Or(parts) })
    }

    /// `one and one and …`
    fn all(&mut self) -> Parsed<Query> {
        let mut parts = vec![self.one()?];
        while self.takes_word("and") || self.takes("&&") {
            parts.push(self.one()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Query::And(parts) })
    }

    /// `not one`, `(any)` or a comparison.
    fn one(&mut self) -> Parsed<Query> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(QueryError("it is nested too deeply".to_owned()));
        }
        let query = if self.takes_word("not") || self.takes("!") {
            Query::Not(Box::new(self.one()?))
        } else if self.takes("(") {
            let inner = self.any()?;
            if !self.takes(")") {
                return Err(self.unexpected());
            }
            inner
        } else {
            let subject = self.subject()?;
            Query::Compare { subject, test: self.test()? }
        };
        self.depth -= 1;
        Ok(query)
    }

    fn subject(&mut self) -> Parsed<Subject> {
        let word = self.word(|next| next.is_ascii_alphanumeric() || "-_/\\.:".contains(next));
        match word {
            "agentConnected" => Ok(Subject::AgentConnected),
            "agentVersion" => Ok(Subject::AgentVersion),
            "ec2InstanceId" => Ok(Subject::Ec2InstanceId),
            "registeredAt" => Ok(Subject::RegisteredAt),
            "runningTasksCount" => Ok(Subject::RunningTasksCount),
            "task:group" => Ok(Subject::TaskGroup),
            _ => match word.strip_prefix("attribute:") {
                Some(name) if !name.is_empty() => Ok(Subject::Attribute(name.into())),
                _ => Err(QueryError(format!("{word:?} is no subject"))),
            },
        }
    }

    fn test(&mut self) -> Parsed<Test> {
        if self.takes_word("exists") {
            return Ok(Test::Exists);
        }
        if self.takes("!exists") || self.takes_word("not_exists") {
            return Ok(Test::NotExists);
        }
        if self.takes("!in") || self.takes_word("not_in") {
            return self.list().map(Test::NotIn);
        }
        if self.takes_word("in") {
            return self.list().map(Test::In);
        }
        if self.takes("=~") || self.takes_word("matches") {
            return self.pattern().map(Test::Matches);
        }
        if self.takes("!~") || self.takes_word("not_matches") {
            return self.pattern().map(Test::NotMatches);
        }
        let make = if self.takes("==") || self.takes_word("equals") {
            Test::Equals
        } else if self.takes("!=") || self.takes_word("not_equals") {
            Test::NotEquals
        } else if self.takes(">=") || self.takes_word("greater_than_equal") {
            Test::GreaterOrEqual
        } else if self.takes("<=") || self.takes_word("less_than_equal") {
            Test::LessOrEqual
        } else if self.takes(">") || self.takes_word("greater_than") {
            Test::Greater
        } else if self.takes("<") || self.takes_word("less_than") {
            Test::Less
        } else {
            return Err(self.unexpected());
        };
        self.argument().map(make)
    }

    fn argument(&mut self) -> Parsed<String> {
        if let Some(quoted) = self.quoted()? {
            return Ok(quoted);
        }
        let word = self.word(|next| !next.is_whitespace() && !"()[],".contains(next));
        if word.is_empty() { Err(self.unexpected()) } else { Ok(word.to_owned()) }
    }

    fn list(&mut self) -> Parsed<Vec<String>> {
        if !self.takes("[") {
            return Err(self.unexpected());
        }
        let mut items = vec![self.argument()?];
        while self.takes(",") {
            items.push(self.argument()?);
        }
        if self.takes("]") { Ok(items) } else { Err(self.unexpected()) }
    }

    /// A regular expression may have parentheses of its own; one that does not belong to it ends it.
    fn pattern(&mut self) -> Parsed<Pattern> {
        let text = match self.quoted()? {
            Some(quoted) => quoted,
            None => {
                let mut open = 0_u32;
                let word = self.word(|next| {
                    match next {
                        '(' => open += 1,
                        ')' if open == 0 => return false,
                        ')' => open -= 1,
                        _ => {}
                    }
                    !next.is_whitespace()
                });
                word.to_owned()
            }
        };
        if text.is_empty() {
            return Err(self.unexpected());
        }
        let regex = Regex::new(&format!("^(?:{text})$"))
            .map_err(|_| QueryError(format!("{text:?} is no regular expression")))?;
        Ok(Pattern { text, regex })
    }

    fn quoted(&mut self) -> Parsed<Option<String>> {
        let Some(quote) = self.peek().filter(|next| "'\"".contains(*next)) else { return Ok(None) };
        let Some((text, rest)) = self.rest[1..].split_once(quote) else {
            return Err(QueryError(format!("a {quote} is missing at its end")));
        };
        self.rest = rest;
        Ok(Some(text.to_owned()))
    }

    /// The next character that is no space.
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn takes(&mut self, symbol: &str) -> bool {
        self.peek();
        let Some(rest) = self.rest.strip_prefix(symbol) else { return false };
        self.rest = rest;
        true
    }

    /// Takes a word that does not go on.
    fn takes_word(&mut self, word: &str) -> bool {
        self.peek();
        let goes_on = |next: char| next.is_ascii_alphanumeric() || "_:-./".contains(next);
        match self.rest.strip_prefix(word) {
            Some(rest) if !rest.starts_with(goes_on) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn word(&mut self, mut belongs: impl FnMut(char) -> bool) -> &'a str {
        self.peek();
        let end = self.rest.find(|next| !belongs(next)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn unexpected(&mut self) -> QueryError {
        self.peek();
        let shown: String = self.rest.chars().take(20).collect();
        QueryError(if shown.is_empty() { "it ends too early".to_owned() } else { format!("{shown:?} is unexpected") })
    }
}
