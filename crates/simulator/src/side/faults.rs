//! Faults.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State as Of};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::fields::{Fields, Invalid, required};
use super::refusal;
use crate::buckets::Bucket;
use crate::control::Control;
use crate::faults::{Chance, Effect, ErrorBody, Fault, Odd, Target};

/// `GET faults`
pub async fn list(Of(control): Of<Control>) -> Json<Value> {
    Json(json!({ "faults": control.faults() }))
}

/// `POST faults {"kind": "throttle", "operation": "DescribeServices", "count": 3}`
pub async fn inject(Of(control): Of<Control>, body: Bytes) -> Result<(StatusCode, Json<Value>), Invalid> {
    let fault = fault(Fields::parse(&body)?)?;
    Ok((StatusCode::CREATED, Json(json!({ "id": control.inject(fault) }))))
}

/// `DELETE faults`
pub async fn clear(Of(control): Of<Control>) -> StatusCode {
    control.clear_faults();
    StatusCode::NO_CONTENT
}

/// `DELETE faults/{id}`
pub async fn lift(Of(control): Of<Control>, Path(id): Path<String>) -> Result<StatusCode, Response> {
    match id.parse().is_ok_and(|id| control.lift(id)) {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(refusal(StatusCode::NOT_FOUND, "no fault in force has this number")),
    }
}

const LONGEST_LATENCY_MILLISECONDS: u64 = 10 * 60 * 1_000;
const LONGEST_REFUSAL_SECONDS: f64 = 3_600.0;

fn fault(mut fields: Fields) -> Result<Fault, Invalid> {
    let kind = required("kind", fields.text("kind")?)?;
    let effect = effect(&kind, &mut fields)?;
    let fault = Fault {
        target: Target {
            operation: fields.text("operation")?,
            bucket: fields.text("bucket")?.map(|name| bucket(&name)).transpose()?,
            caller: fields.text("caller")?,
            about: fields.text("about")?,
        },
        chance: Chance {
            count: fields.whole("count", 1, u64::MAX)?,
            probability: fields.number("probability", 0.0, 1.0)?,
        },
        effect,
    };
    fields.end()?;
    let whole = fault.target == Target::default() && fault.chance == Chance::default();
    if matches!(fault.effect, Effect::Refuse { .. }) && !whole {
        return Err(Invalid::new("kind", "refuse closes the port for everybody: it takes seconds and nothing else"));
    }
    Ok(fault)
}

fn effect(kind: &str, fields: &mut Fields) -> Result<Effect, Invalid> {
    Ok(match kind {
        "throttle" => Effect::Throttle,
        "access-denied" => Effect::AccessDenied,
        "expired-token" => Effect::ExpiredToken,
        "reset" => Effect::Reset,
        "latency" => {
            let milliseconds = fields.whole("milliseconds", 0, LONGEST_LATENCY_MILLISECONDS)?;
            Effect::Latency { milliseconds: required("milliseconds", milliseconds)? }
        }
        "refuse" => {
            let seconds = fields.number("seconds", 0.0, LONGEST_REFUSAL_SECONDS)?;
            Effect::Refuse { seconds: required("seconds", seconds)? }
        }
        "server-error" => {
            let status = fields.whole("status", 500, 599)?.and_then(|status| u16::try_from(status).ok()).unwrap_or(500);
            let body = match fields.text("body")?.as_deref() {
                None | Some("json") => ErrorBody::Json,
                Some("html") => ErrorBody::Html,
                Some("empty") => ErrorBody::Empty,
                Some(_) => return Err(Invalid::new("body", "must be json, html or empty")),
            };
            Effect::ServerError { status, body }
        }
        "odd" => Effect::Odd(Odd {
            item: fields.whole("item", 0, 1_000)?.and_then(|item| usize::try_from(item).ok()).unwrap_or(0),
            member: required("member", fields.text("member")?)?,
            value: fields.value("value"),
        }),
        _ => {
            let kinds = "throttle, access-denied, expired-token, latency, server-error, reset, refuse, odd";
            return Err(Invalid::new("kind", format!("must be one of {kinds}")));
        }
    })
}

fn bucket(name: &str) -> Result<Bucket, Invalid> {
    Bucket::named(name).ok_or_else(|| {
        let names = Bucket::ALL.iter().map(|bucket| bucket.name()).collect::<Vec<_>>().join(", ");
        Invalid::new("bucket", format!("must be one of {names}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(body: Value) -> Result<Fault, Invalid> {
        fault(Fields::parse(body.to_string().as_bytes()).unwrap())
    }

    #[test]
    fn what_is_listed_is_what_was_posted() {
        for body in [
            json!({"kind": "throttle", "operation": "DescribeServices", "count": 3}),
            json!({"kind": "throttle", "bucket": "service-read", "probability": 0.5}),
            json!({"kind": "access-denied", "operation": "ListClusters", "caller": "AKIA1"}),
            json!({"kind": "expired-token"}),
            json!({"kind": "throttle", "operation": "DescribeTargetHealth", "about": "targetgroup/web/"}),
            json!({"kind": "latency", "milliseconds": 250}),
            json!({"kind": "server-error", "status": 503, "body": "html"}),
            json!({"kind": "reset"}),
            json!({"kind": "refuse", "seconds": 1.5}),
            json!({"kind": "odd", "operation": "DescribeTasks", "item": 1, "member": "lastStatus", "value": "X"}),
            json!({"kind": "odd", "item": 0, "member": "lastStatus"}),
            json!({"kind": "odd", "item": 0, "member": "lastStatus", "value": null}),
        ] {
            assert_eq!(serde_json::to_value(parse(body.clone()).unwrap()).unwrap(), body);
        }
    }

    #[test]
    fn a_complaint_names_the_field() {
        for (body, field) in [
            (json!({}), "kind"),
            (json!({"kind": "earthquake"}), "kind"),
            (json!({"kind": "latency"}), "milliseconds"),
            (json!({"kind": "latency", "milliseconds": -1}), "milliseconds"),
            (json!({"kind": "throttle", "count": 0}), "count"),
            (json!({"kind": "throttle", "probability": 1.1}), "probability"),
            (json!({"kind": "throttle", "bucket": "pail"}), "bucket"),
            (json!({"kind": "throttle", "operation": 7}), "operation"),
            (json!({"kind": "server-error", "status": 404}), "status"),
            (json!({"kind": "server-error", "body": "pdf"}), "body"),
            (json!({"kind": "refuse", "seconds": 1, "count": 2}), "kind"),
            (json!({"kind": "odd"}), "member"),
            (json!({"kind": "throttle", "colour": "red"}), "colour"),
        ] {
            assert_eq!(parse(body.clone()).unwrap_err().field, field, "{body}");
        }
    }
}
