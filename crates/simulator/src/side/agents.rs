//! Agents of container instances.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State as Of;
use serde_json::{Value, json};

use super::fields::{Fields, Invalid, required};
use crate::control::{Agent, Control};

/// `POST agents {"cluster": "batch", "instance": "0123…", "connected": false}`; the instance by its id or ARN.
pub async fn set(Of(control): Of<Control>, body: Bytes) -> Result<Json<Value>, Invalid> {
    let mut fields = Fields::parse(&body)?;
    let cluster = required("cluster", fields.text("cluster")?)?;
    let instance = required("instance", fields.text("instance")?)?;
    let connected = required("connected", fields.answer("connected")?)?;
    fields.end()?;
    let agent = if connected { Agent::Connected } else { Agent::Lost };
    control.set_agent(&cluster, &instance, agent).map_err(|error| {
        let field = if error.code == "ClusterNotFoundException" { "cluster" } else { "instance" };
        Invalid::new(field, error.message)
    })?;
    Ok(Json(json!({ "connected": connected })))
}
