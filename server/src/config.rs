//! The file `podium.toml`: where to listen, where to keep data, and which environments to show.
//!
//! Reading it never stops at the first mistake: whoever mends the file wants to know all of them at once.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};

use fleet::EnvironmentSettings;
use model::name::EnvironmentName;
use toml::de::DeTable;

use crate::loopback::Loopback;

mod document;
mod problem;
mod rules;

pub use problem::Problem;

use document::{Table, Text};
use problem::Problems;

const FIELDS: [&str; 4] = ["listen", "data", "health_metrics", "environment"];
const ENVIRONMENT_FIELDS: [&str; 8] =
    ["name", "region", "profile", "role_arn", "external_id", "endpoint_url", "read_only", "protected"];
const DEFAULT_LISTEN: &str = "127.0.0.1:3000";
/// The data directory, where nothing else is said.
pub(crate) const DEFAULT_DATA: &str = "podium-data";

/// A configuration in which everything has been checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen; `127.0.0.1:3000` unless the file says otherwise.
    pub listen: Loopback,
    /// The data directory; `podium-data` beside the file unless it says otherwise.
    pub data: PathBuf,
    /// Whether CloudWatch is asked again and again which target groups have unhealthy hosts, which costs money.
    pub health_metrics: bool,
    /// What to show, in the order of the file; never empty.
    pub environments: Vec<EnvironmentSettings>,
    /// Environments in which every change is confirmed by typing a name.
    pub protected: BTreeSet<EnvironmentName>,
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The file can be read but not used.
    #[error("{}", list(path, problems))]
    Wrong {
        /// The file.
        path: PathBuf,
        /// Everything that is wrong with it, in the order of the lines; never empty.
        problems: Vec<Problem>,
    },
}

fn list(path: &Path, problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(|problem| format!("{}: {problem}", path.display())).collect();
    lines.join("\n")
}

impl Config {
    /// Reads and checks a file; a relative `data` is meant from the file's folder.
    ///
    /// # Errors
    /// [`ConfigError`], with every problem there is. Nothing has been started or created then.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let unreadable = |source| ConfigError::Unreadable { path: path.to_owned(), source };
        let text = std::fs::read_to_string(path).map_err(unreadable)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Self::parse(&text, folder).map_err(|problems| ConfigError::Wrong { path: path.to_owned(), problems })
    }

    /// Checks the text of a file that lies in `folder`.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the lines.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::of(text);
        let (document, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            problems.syntax(error.span().unwrap_or(0..0), error.message());
        }
        let root = Table::root(&document);
        root.refuse_unknown(&FIELDS, &mut problems);
        let listen = listen(&root, &mut problems);
        let data = data(&root, folder, &mut problems);
        let health_metrics = root.flag("health_metrics", &mut problems).unwrap_or(false);
        let (environments, protected) = environments(&root, &mut problems);
        match (problems.into_sorted(), listen) {
            (problems, Some(listen)) if problems.is_empty() => {
                Ok(Self { listen, data, health_metrics, environments, protected })
            }
            (problems, _) => Err(problems),
        }
    }
}

fn listen(root: &Table<'_>, problems: &mut Problems<'_>) -> Option<Loopback> {
    let (text, span) = root.text("listen", problems).unwrap_or((DEFAULT_LISTEN, 0..0));
    text.parse().map_err(|refusal| problems.value(&span, "listen", refusal)).ok()
}

fn data(root: &Table<'_>, folder: &Path, problems: &mut Problems<'_>) -> PathBuf {
    let (text, span) = root.text("data", problems).unwrap_or((DEFAULT_DATA, 0..0));
    let path = folder.join(text);
    if text.is_empty() {
        problems.value(&span, "data", "this has to be the path of a directory");
    } else if let Err(reason) = crate::data::could_be_made(&path) {
        problems.value(&span, "data", reason);
    }
    path
}

type Environments = (Vec<EnvironmentSettings>, BTreeSet<EnvironmentName>);

fn environments(root: &Table<'_>, problems: &mut Problems<'_>) -> Environments {
    let tables = root.tables("environment", "environment.", problems);
    if tables.is_none() {
        problems.missing(
            &(0..0),
            "environment",
            "there has to be at least one [[environment]], with a name and a region",
        );
    }
    let tables = tables.unwrap_or_default();
    let mut seen = HashMap::new();
    let mut protected = BTreeSet::new();
    let mut settings = Vec::new();
    for table in &tables {
        let is_protected = table.flag("protected", problems).unwrap_or(false);
        if let Some(environment) = environment(table, &mut seen, problems) {
            protected.extend(is_protected.then(|| environment.name.clone()));
            settings.push(environment);
        }
    }
    (settings, protected)
}

fn environment(
    table: &Table<'_>,
    seen: &mut HashMap<EnvironmentName, Range<usize>>,
    problems: &mut Problems<'_>,
) -> Option<EnvironmentSettings> {
    table.refuse_unknown(&ENVIRONMENT_FIELDS, problems);
    let name = name(table, seen, problems);
    let region =
        needed(table, "region", problems).and_then(|text| checked(table, "region", text, rules::region, problems));
    let profile = optional(table, "profile", rules::profile, problems);
    let role_arn = optional(table, "role_arn", rules::role_arn, problems);
    let external_id = optional(table, "external_id", rules::external_id, problems);
    let endpoint_url = optional(table, "endpoint_url", rules::endpoint_url, problems);
    let read_only = table.flag("read_only", problems).unwrap_or(false);
    if let (Some(span), None) = (table.place("external_id"), table.place("role_arn")) {
        let message = "an external id is sent when a role is assumed; without role_arn it means nothing";
        problems.value(&span, "environment.external_id", message);
    }
    Some(EnvironmentSettings { name: name?, region: region?, profile, role_arn, external_id, endpoint_url, read_only })
}

fn name(
    table: &Table<'_>,
    seen: &mut HashMap<EnvironmentName, Range<usize>>,
    problems: &mut Problems<'_>,
) -> Option<EnvironmentName> {
    let (text, span) = needed(table, "name", problems)?;
    let name = EnvironmentName::parse(text).map_err(|error| problems.value(&span, "environment.name", error)).ok()?;
    if seen.insert(name.clone(), span.clone()).is_some() {
        problems.value(&span, "environment.name", format!("another environment is called {text:?} already"));
        return None;
    }
    Some(name)
}

fn needed<'d>(table: &Table<'d>, field: &str, problems: &mut Problems<'_>) -> Option<Text<'d>> {
    if table.place(field).is_none() {
        problems.missing(&table.span, &table.name(field), "this is missing");
    }
    table.text(field, problems)
}

fn optional(
    table: &Table<'_>,
    field: &str,
    rule: impl FnOnce(&str) -> Result<(), String>,
    problems: &mut Problems<'_>,
) -> Option<String> {
    let text = table.text(field, problems)?;
    checked(table, field, text, rule, problems)
}

fn checked(
    table: &Table<'_>,
    field: &str,
    (text, span): Text<'_>,
    rule: impl FnOnce(&str) -> Result<(), String>,
    problems: &mut Problems<'_>,
) -> Option<String> {
    rule(text).map_err(|message| problems.value(&span, &table.name(field), message)).ok()?;
    Some(text.to_owned())
}

#[cfg(test)]
mod tests;
