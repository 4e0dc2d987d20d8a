//! StartLiveTail: what comes, each second.

use serde_json::{Value, json};

use simulator_engine::Engine;

use crate::stream;

use super::{Request, text, texts};
use crate::pattern::Pattern;
use crate::stream::LogStream;
use simulator_engine::logs::event::LogEvent;
use simulator_engine::logs::{group_arn, group_name};
use simulator_engine::{ApiError, Millis};
use simulator_protocol::error::AwsError;
use simulator_protocol::shape;

/// The most events of one update; of more, so many are told.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LiveTailSessionMetadata.html>
const UPDATE_MAX: usize = 500;

/// A session of live tail.
#[derive(Debug)]
pub struct Session {
    groups: Vec<String>,
    names: Option<Vec<String>>,
    prefixes: Option<Vec<String>>,
    pattern: Pattern,
    filter: Option<String>,
    seen_until: Millis,
}

impl Session {
    /// Begins a session now.
    ///
    /// # Errors
    /// `InvalidParameterException`, `ResourceNotFoundException`.
    pub fn begin(engine: &Engine, request: Value) -> Result<Self, AwsError> {
        let request = shape::LOGS.conform("StartLiveTail", request)?;
        let groups = groups(engine, &request)?;
        let (names, prefixes) = (texts(&request, "logStreamNames"), texts(&request, "logStreamNamePrefixes"));
        if names.is_some() && prefixes.is_some() {
            let message = "logStreamNames and logStreamNamePrefixes are mutually exclusive parameters.";
            return Err(AwsError::invalid_parameter(message));
        }
        if groups.len() > 1 && (names.is_some() || prefixes.is_some()) {
            let message = "Log stream names and prefixes can only be specified with exactly one log group.";
            return Err(AwsError::invalid_parameter(message));
        }
        let filter = text(&request, "logEventFilterPattern").map(str::to_owned);
        let pattern = Pattern::parse(filter.as_deref().unwrap_or_default())?;
        Ok(Self { groups, names, prefixes, pattern, filter, seen_until: engine.now() })
    }

    /// What the first event, `sessionStart`, says.
    #[must_use]
    pub fn start(&self, engine: &Engine, request_id: &str, session_id: &str) -> Value {
        let groups: Vec<_> = self.groups.iter().map(|name| group_arn(engine.world().arns(), name)).collect();
        json!({
            "requestId": request_id, "sessionId": session_id, "logGroupIdentifiers": groups,
            "logStreamNames": self.names.as_deref().unwrap_or_default(),
            "logStreamNamePrefixes": self.prefixes.as_deref().unwrap_or_default(),
            "logEventFilterPattern": self.filter.as_deref().unwrap_or_default(),
        })
    }

    /// What the next event, `sessionUpdate`, says: all that came since the last.
    pub fn update(&mut self, engine: &Engine) -> Value {
        let (after, until) = (self.seen_until, engine.now());
        self.seen_until = until;
        let mut events = Vec::new();
        for group in self.groups.iter().filter_map(|name| engine.logs().find(name).ok()) {
            let identifier = group_name_with_account(engine, &group.name);
            for stream in stream::all(engine.world(), group).iter().filter(|stream| self.wants(stream)) {
                let came = stream.came(after, until, &self.pattern);
                events.extend(came.iter().map(|event| (event.at, view(&identifier, &stream.name, event))));
            }
        }
        events.sort_by_key(|(at, _)| *at);
        let sampled = events.len() > UPDATE_MAX;
        let step = events.len().div_ceil(UPDATE_MAX).max(1);
        let told: Vec<_> = events.into_iter().step_by(step).map(|(_, view)| view).collect();
        json!({ "sessionMetadata": { "sampled": sampled }, "sessionResults": told })
    }

    fn wants(&self, stream: &LogStream<'_>) -> bool {
        self.names.as_ref().is_none_or(|names| names.contains(&stream.name))
            && self.prefixes.as_ref().is_none_or(|all| all.iter().any(|prefix| stream.name.starts_with(prefix)))
    }
}

fn groups(engine: &Engine, request: &Request) -> Result<Vec<String>, AwsError> {
    let references = texts(request, "logGroupIdentifiers").unwrap_or_default();
    let group = |reference: &String| {
        if !reference.starts_with("arn:") || reference.ends_with('*') {
            let message =
                format!("Log group identifier {reference} must be an ARN that does not end with an asterisk.");
            return Err(AwsError::invalid_parameter(message));
        }
        let name = group_name(engine.world().arns(), reference);
        engine.logs().find(name).map(|group| group.name.clone()).map_err(|error: ApiError| error.into())
    };
    references.iter().map(group).collect()
}

/// As AWS writes it in updates: `ACCOUNT:GROUP`.
fn group_name_with_account(engine: &Engine, group: &str) -> String {
    format!("{}:{group}", engine.world().arns().account())
}

fn view(group: &str, stream: &str, event: &LogEvent) -> Value {
    json!({
        "logGroupIdentifier": group, "logStreamName": stream, "message": event.message, "timestamp": event.at.0,
        "ingestionTime": event.ingested_at.0,
    })
}
