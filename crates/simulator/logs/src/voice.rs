//! How a program writes its log.

mod access;
mod plain;
mod structured;

use serde_json::Value;
use simulator_engine::Millis;
use simulator_engine::task_definition::TaskDefinition;

/// A program's way of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// One JSON object each line.
    Json,
    /// `time=… level=info msg="…" key=value`
    Logfmt,
    /// As Spring Boot writes.
    Spring,
    /// As Ruby on Rails writes.
    Rails,
    /// As Gunicorn writes: access lines, and `[time] [pid] [LEVEL] …`.
    Gunicorn,
    /// As nginx writes: access lines, and `time [level] …`.
    Nginx,
}

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Info,
    Warn,
    Error,
}

/// One thing that a program says.
#[derive(Clone, Debug)]
pub(super) struct Remark {
    pub level: Level,
    pub message: String,
    /// More, for voices that have names for it.
    pub fields: Vec<(&'static str, Value)>,
}

/// One request that a program answered.
#[derive(Clone, Debug)]
pub(super) struct Served {
    pub method: &'static str,
    pub path: String,
    pub status: u64,
    pub millis: u64,
    pub bytes: u64,
    pub client: String,
    pub agent: &'static str,
    pub request_id: String,
}

impl Remark {
    pub fn new(level: Level, message: impl Into<String>) -> Self {
        Self { level, message: message.into(), fields: Vec::new() }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.fields.push((name, value.into()));
        self
    }
}

impl Voice {
    /// A program's voice, by its image and by the names of its environment variables.
    pub fn of(task: &TaskDefinition, container: usize) -> Self {
        let own = &task.containers[container];
        let variables = definition(task, container).get("environment").and_then(Value::as_array);
        let names = || variables.into_iter().flatten().filter_map(|variable| variable.get("name")?.as_str());
        let has = |wanted: &str| names().any(|name| name == wanted);
        let program = own.image.rsplit('/').next().unwrap_or_default();
        match () {
            () if ["nginx", "envoy", "aws-appmesh-envoy", "httpd"].iter().any(|it| program.starts_with(it)) => {
                Self::Nginx
            }
            () if has("JAVA_TOOL_OPTIONS") => Self::Spring,
            () if has("RAILS_ENV") => Self::Rails,
            () if has("NODE_ENV") => Self::Json,
            () if has("WORKERS") => Self::Gunicorn,
            () if program.len().is_multiple_of(3) => Self::Logfmt,
            () => Self::Json,
        }
    }

    /// The line, or the lines, of a remark.
    pub fn says(self, at: Millis, program: &str, remark: &Remark) -> String {
        match self {
            Self::Json => structured::json(at, program, remark),
            Self::Logfmt => structured::logfmt(at, remark),
            Self::Spring => plain::spring(at, program, remark),
            Self::Rails => plain::rails(at, remark),
            Self::Gunicorn => plain::gunicorn(at, remark),
            Self::Nginx => plain::nginx(at, remark),
        }
    }

    /// The line of a request.
    pub fn served(self, at: Millis, program: &str, served: &Served) -> String {
        match self {
            Self::Gunicorn | Self::Nginx => access::line(at, served),
            Self::Rails => access::rails(at, served),
            Self::Json | Self::Logfmt | Self::Spring => {
                let level = if served.status >= 500 { Level::Error } else { Level::Info };
                let remark = Remark::new(level, "request")
                    .with("method", served.method)
                    .with("path", &*served.path)
                    .with("status", served.status)
                    .with("duration_ms", served.millis)
                    .with("request_id", &*served.request_id);
                self.says(at, program, &remark)
            }
        }
    }

    /// A stack trace, the innermost frame first: one line for JSON, one for each frame otherwise.
    pub fn trace(self, at: Millis, program: &str, error: &str, frames: &[&str]) -> Vec<String> {
        let remark = Remark::new(Level::Error, error);
        if matches!(self, Self::Json | Self::Logfmt) {
            let stack = frames.join("\\n");
            return vec![self.says(at, program, &remark.with("stack", stack))];
        }
        let mut lines = vec![self.says(at, program, &remark)];
        lines.extend(frames.iter().map(|frame| format!("    at {frame}")));
        lines
    }
}

/// A container's definition as it was registered.
pub(super) fn definition(task: &TaskDefinition, container: usize) -> &Value {
    task.document.get("containerDefinitions").and_then(|list| list.get(container)).unwrap_or(&Value::Null)
}
