//! Where tasks run, in words.

use model::launch::{LaunchType, label};
use model::service::Launch;
use model::task::Task;

/// `Fargate`, `EC2`, or `Spot 3 : Fargate 1` with the weights of a strategy.
pub(crate) fn launch_of_service(launch: &Launch) -> String {
    match launch {
        Launch::Type(kind) => label(kind.as_str()),
        Launch::Strategy(providers) => match &providers[..] {
            [] => "cluster default".to_owned(),
            [(provider, _, _)] => label(provider),
            several => several
                .iter()
                .map(|(provider, _, weight)| format!("{} {weight}", label(provider)))
                .collect::<Vec<_>>()
                .join(" : "),
        },
        Launch::Default => "cluster default".to_owned(),
    }
}

/// `Fargate`, `Spot`, `EC2`, or the name of the capacity provider.
pub(crate) fn launch_of_task(task: &Task) -> String {
    runs_on(task).map(label).unwrap_or_default()
}

/// The capacity provider of a task, or its launch type where it has none.
pub(crate) fn runs_on(task: &Task) -> Option<&str> {
    task.capacity_provider.as_deref().or(task.launch_type.as_ref().map(LaunchType::as_str))
}
