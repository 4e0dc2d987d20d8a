//! The cluster query language: expressions that choose container instances.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html>

mod evaluate;
mod moment;
mod parse;

use crate::Name;
use regex_lite::Regex;

/// An expression, read.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// All of them hold.
    And(Vec<Query>),
    /// One of them holds.
    Or(Vec<Query>),
    /// It does not hold.
    Not(Box<Query>),
    /// A single comparison.
    Compare {
        /// What is looked at.
        subject: Subject,
        /// How.
        test: Test,
    },
}

/// What a comparison looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// `agentConnected`: `true` or `false`.
    AgentConnected,
    /// `agentVersion`.
    AgentVersion,
    /// `attribute:NAME`.
    Attribute(Name),
    /// `ec2InstanceId`.
    Ec2InstanceId,
    /// `registeredAt`.
    RegisteredAt,
    /// `runningTasksCount`.
    RunningTasksCount,
    /// `task:group`: the groups of the tasks on the instance.
    TaskGroup,
}

/// What must be true of the subject.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// `==`
    Equals(String),
    /// `!=`
    NotEquals(String),
    /// `>`
    Greater(String),
    /// `>=`
    GreaterOrEqual(String),
    /// `<`
    Less(String),
    /// `<=`
    LessOrEqual(String),
    /// `exists`
    Exists,
    /// `!exists`
    NotExists,
    /// `in [a, b]`
    In(Vec<String>),
    /// `not_in [a, b]`
    NotIn(Vec<String>),
    /// `=~`
    Matches(Pattern),
    /// `!~`
    NotMatches(Pattern),
}

/// A regular expression for a whole value.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    regex: Regex,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// The text is no expression of the cluster query language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct QueryError(String);

#[cfg(test)]
mod tests;
