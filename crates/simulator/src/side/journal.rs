//! The journal.

use axum::Json;
use axum::extract::{Query, State as Of};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::fields::{Fields, Invalid};
use crate::control::Control;
use crate::journal::{Filter, REMEMBERED, Totals};

/// `GET journal?operation=ListTasks&since=17&limit=100`
pub async fn list(
    Of(control): Of<Control>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Json<Value>, Invalid> {
    let mut fields = Fields::of_query(query);
    let filter = Filter {
        operation: fields.text("operation")?,
        since: fields.whole("since", 0, u64::MAX)?.unwrap_or(0),
        limit: fields.whole("limit", 1, REMEMBERED as u64)?.and_then(|limit| usize::try_from(limit).ok()),
    };
    fields.end()?;
    Ok(Json(json!({ "last": control.last_call(), "calls": control.journal(&filter) })))
}

/// `GET journal/totals`
pub async fn totals(Of(control): Of<Control>) -> Json<Totals> {
    Json(control.totals())
}

/// `DELETE journal`
pub async fn clear(Of(control): Of<Control>) -> StatusCode {
    control.clear_journal();
    StatusCode::NO_CONTENT
}
