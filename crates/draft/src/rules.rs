//! What AWS refuses in a definition, said before AWS sees it.
//!
//! A word that this build does not know is no fault, and neither is a member: AWS is ahead of every build.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html>

mod containers;
mod definition;
mod dependencies;
mod fargate;
mod limits;
mod logging;
mod network;
mod ports;
mod roles;
mod secrets;
mod sizes;
mod storage;
mod tags;
#[cfg(test)]
mod tests;
mod types;

use model::launch::LaunchType;

use crate::document::Document;
use crate::fault::Fault;
use crate::json::Json;
use crate::path::Path;

/// The most faults that are told of one definition.
const FAULTS_MAX: usize = 100;

/// The most containers that are looked at. AWS takes ten; whoever has more is told that first.
const LOOKED_AT: usize = 50;

impl Document {
    /// Everything in the definition that AWS would refuse, what has the wrong type first; at most 100.
    ///
    /// What Fargate does not have is looked for when the definition requires Fargate, and when the revision is to run
    /// there: `runs_on` is what the service that it is meant for runs on, where that is known.
    pub fn faults(&self, runs_on: Option<&LaunchType>) -> Vec<Fault> {
        let task = Task::of(self.json(), runs_on);
        let mut faults = Faults::default();
        types::check(&task, &mut faults);
        let wrong: Vec<Path> = faults.0.iter().map(|fault| fault.path.clone()).collect();
        let mut more = Faults::default();
        definition::check(&task, &mut more);
        tags::check(&task, &mut more);
        roles::check(&task, &mut more);
        sizes::check(&task, &mut more);
        containers::check(&task, &mut more);
        ports::check(&task, &mut more);
        network::check(&task, &mut more);
        secrets::check(&task, &mut more);
        logging::check(&task, &mut more);
        limits::check(&task, &mut more);
        dependencies::check(&task, &mut more);
        storage::check(&task, &mut more);
        if task.is_fargate {
            fargate::check(&task, &mut more);
        }
        // What has the wrong type looks like something missing, too.
        more.0.retain(|fault| !wrong.iter().any(|path| fault.path.is_within(path)));
        faults.0.append(&mut more.0);
        faults.0.truncate(FAULTS_MAX);
        faults.0
    }
}

/// A definition that is looked at.
struct Task<'a> {
    json: &'a Json,
    path: Path,
    containers: Vec<Container<'a>>,
    /// `bridge` unless told.
    network_mode: &'a str,
    is_fargate: bool,
    has_execution_role: bool,
}

/// A container that is looked at.
struct Container<'a> {
    /// Empty when it has none.
    name: &'a str,
    json: &'a Json,
    path: Path,
}

impl<'a> Task<'a> {
    fn of(json: &'a Json, runs_on: Option<&LaunchType>) -> Self {
        let path = Path::default();
        let container =
            |(path, json): (Path, &'a Json)| Container { name: json.text("name").unwrap_or_default(), json, path };
        let requires = json.list("requiresCompatibilities").iter().filter_map(Json::as_text);
        Self {
            json,
            containers: items(json, &path, "containerDefinitions").take(LOOKED_AT).map(container).collect(),
            path,
            network_mode: json.text("networkMode").unwrap_or("bridge"),
            is_fargate: runs_on == Some(&LaunchType::Fargate) || requires.into_iter().any(|it| it == "FARGATE"),
            has_execution_role: json.text("executionRoleArn").is_some_and(|role| !role.is_empty()),
        }
    }

    /// The container of this name.
    fn container(&self, name: &str) -> Option<&Container<'a>> {
        self.containers.iter().find(|container| container.name == name)
    }
}

impl Container<'_> {
    /// Whether the task ends when it ends; so it does unless told.
    fn is_essential(&self) -> bool {
        self.json.flag("essential").unwrap_or(true)
    }
}

#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    /// Something is wrong with a member of the definition.
    fn of_task(&mut self, path: Path, message: impl Into<String>) {
        self.add(None, path, message.into());
    }

    /// Something is wrong in a container.
    fn of(&mut self, container: &Container, path: Path, message: impl Into<String>) {
        self.add(Some(container.name).filter(|name| !name.is_empty()), path, message.into());
    }

    fn add(&mut self, container: Option<&str>, path: Path, message: String) {
        if self.0.len() < FAULTS_MAX {
            self.0.push(Fault { path, container: container.map(str::to_owned), place: None, message });
        }
    }
}

/// The items of a list that is a member, with their paths.
fn items<'a>(of: &'a Json, path: &Path, member: &str) -> impl Iterator<Item = (Path, &'a Json)> {
    let path = path.member(member);
    of.list(member).iter().enumerate().map(move |(number, item)| (path.item(number), item))
}

/// Whether the text is 1–255 letters, digits, hyphens and underscores.
fn is_name(text: &str) -> bool {
    (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}
