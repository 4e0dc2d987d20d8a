//! Where tasks run, in words.

use model::service::Launch;
use model::task::Task;

/// `Fargate`, `EC2`, or `Spot 3 : Fargate 1` with the weights of a strategy.
pub(crate) fn launch_of_service(launch: &Launch) -> String {
    match launch {
        Launch::Type(kind) => word(kind),
        Launch::Strategy(providers) => match &providers[..] {
            [] => "cluster default".to_owned(),
            [(provider, _, _)] => word(provider),
            several => several
                .iter()
                .map(|(provider, _, weight)| format!("{} {weight}", word(provider)))
                .collect::<Vec<_>>()
                .join(" : "),
        },
        Launch::Default => "cluster default".to_owned(),
    }
}

/// `Fargate`, `Spot`, `EC2`, or the name of the capacity provider.
pub(crate) fn launch_of_task(task: &Task) -> String {
    match (&task.capacity_provider, &task.launch_type) {
        (Some(provider), _) => word(provider),
        (None, Some(kind)) => word(kind),
        (None, None) => String::new(),
    }
}

/// `Fargate`, `Spot`, `External`, or the launch type or capacity provider as it came.
pub(crate) fn word(kind: &str) -> String {
    match kind {
        "FARGATE" => "Fargate".to_owned(),
        "FARGATE_SPOT" => "Spot".to_owned(),
        "EXTERNAL" => "External".to_owned(),
        other => other.to_owned(),
    }
}
