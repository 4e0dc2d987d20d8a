//! The estate: what is in it, starting anew, other scenarios, AWS's limits.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State as Of;
use axum::response::Response;
use serde_json::{Value, json};

use super::at_length;
use super::fields::{Fields, Invalid, required};
use crate::buckets::Bucket;
use crate::control::{Control, State};
use simulator_scenario::Scenario;

/// The most services and tasks that `large` may have: what a machine with 2 GB can hold.
const MOST_SERVICES: u64 = 5_000;
const MOST_TASKS: u64 = 50_000;

/// `GET state`
pub async fn state(Of(control): Of<Control>) -> Json<State> {
    Json(control.state())
}

/// `POST reset`
pub async fn reset(Of(control): Of<Control>) -> Response {
    at_length(control, Control::reset).await
}

/// `POST scenario {"name": "large", "services": 100, "tasks": 1000}`
pub async fn load(Of(control): Of<Control>, body: Bytes) -> Result<Response, Invalid> {
    let mut fields = Fields::parse(&body)?;
    let name = required("name", fields.text("name")?)?;
    let services = fields.whole("services", 0, MOST_SERVICES)?;
    let tasks = fields.whole("tasks", 0, MOST_TASKS)?;
    fields.end()?;
    let scenario: Scenario = name.parse().map_err(|error| Invalid::new("name", format!("{error}")))?;
    let scenario = sized(scenario, services, tasks)?;
    Ok(at_length(control, move |control| control.load(scenario)).await)
}

fn sized(scenario: Scenario, services: Option<u64>, tasks: Option<u64>) -> Result<Scenario, Invalid> {
    let size = |number: Option<u64>, own: u32| number.and_then(|number| u32::try_from(number).ok()).unwrap_or(own);
    match scenario {
        Scenario::Large { services: own_services, tasks: own_tasks } => {
            let (services, tasks) = (size(services, own_services), size(tasks, own_tasks));
            if u64::from(services) > MOST_SERVICES || u64::from(tasks) > MOST_TASKS {
                let message = format!("is too large: at most {MOST_SERVICES} services and {MOST_TASKS} tasks");
                return Err(Invalid::new("name", message));
            }
            Ok(Scenario::Large { services, tasks })
        }
        Scenario::Small | Scenario::Empty | Scenario::Handed => match (services, tasks) {
            (None, None) => Ok(scenario),
            (Some(_), _) => Err(Invalid::new("services", "only the scenario large has a size")),
            (None, Some(_)) => Err(Invalid::new("tasks", "only the scenario large has a size")),
        },
    }
}

/// `GET limits`
pub async fn allowances(Of(control): Of<Control>) -> Json<Value> {
    let buckets = Bucket::ALL.iter().map(|bucket| (bucket.name().to_owned(), json!(bucket.allowance())));
    let buckets: serde_json::Map<_, _> = buckets.collect();
    Json(json!({ "enabled": control.state().limits, "buckets": buckets }))
}

/// `POST limits {"enabled": false}`
pub async fn limits(Of(control): Of<Control>, body: Bytes) -> Result<Json<Value>, Invalid> {
    let mut fields = Fields::parse(&body)?;
    let enabled = required("enabled", fields.answer("enabled")?)?;
    fields.end()?;
    match enabled {
        true => control.limits_on(),
        false => control.limits_off(),
    }
    Ok(Json(json!({ "enabled": enabled })))
}
