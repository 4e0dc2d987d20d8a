//! The record of changes as a file: for spreadsheets, and for machines.

use app::routes::{AUDIT_CSV, AUDIT_LINES};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::get;
use futures::stream;
use http::{HeaderValue, StatusCode, header};
use ledger::export::Format;
use model::audit::{AuditQuery, EntryId};

use crate::podium::Podium;
use crate::refusal;

/// The two files.
pub(crate) fn routes() -> Router<Podium> {
    Router::new().route(AUDIT_CSV, get(csv)).route(AUDIT_LINES, get(lines))
}

async fn csv(state: State<Podium>, request: Request) -> Response {
    file(state, &request, Format::Csv)
}

async fn lines(state: State<Podium>, request: Request) -> Response {
    file(state, &request, Format::JsonLines)
}

/// How far a file has been written.
enum Step {
    Head,
    Before(Option<EntryId>),
    End,
}

/// Streams all entries that match, the newest first, some hundreds at a time.
fn file(State(podium): State<Podium>, request: &Request, format: Format) -> Response {
    let pairs = app::address::pairs(request.uri().query().unwrap_or_default());
    let query = match AuditQuery::parse(pairs.iter().map(|(field, value)| (&**field, &**value))) {
        Ok(query) => query,
        Err(errors) => return refusal::plain(StatusCode::UNPROCESSABLE_ENTITY, errors.to_string()),
    };
    let chunks = stream::unfold(Step::Head, move |step| {
        let (podium, query) = (podium.clone(), query.clone());
        async move {
            match chunk(&podium, &query, format, step).await {
                Ok(Some((bytes, next))) => Some((Ok(bytes), next)),
                Ok(None) => None,
                // A file that ends in the middle must not look whole: the connection breaks off.
                Err(broken) => Some((Err(broken), Step::End)),
            }
        }
    });
    let mut response = Response::new(Body::from_stream(chunks));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    response
}

/// The next lines and the step after; `None` after the last.
async fn chunk(
    podium: &Podium,
    query: &AuditQuery,
    format: Format,
    step: Step,
) -> Result<Option<(Bytes, Step)>, std::io::Error> {
    let before = match step {
        Step::Head => return Ok(Some((format.head().map_err(std::io::Error::other)?.into(), Step::Before(None)))),
        Step::Before(before) => before,
        Step::End => return Ok(None),
    };
    let entries = podium.console.audit_before(&podium.viewer, query, before).await.map_err(std::io::Error::other)?;
    let Some(last) = entries.last().map(|entry| entry.id) else { return Ok(None) };
    let lines = format.lines(&entries).map_err(std::io::Error::other)?;
    Ok(Some((lines.into(), Step::Before(Some(last)))))
}
