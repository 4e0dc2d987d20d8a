//! Forms, sent to the address of the page they are on: `docs/decisions/0001-forms.md`.
//!
//! A form is read into its type before anything happens, done once however often it is sent, and answered with 303 or
//! with the page drawn again.

mod answer;
mod apply;
mod edit;
mod environment;
mod theme;

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use app::error::AppError;
use app::forms::{
    ApplyChange, ChooseEnvironment, ChooseTheme, EditDefinition, FORM, Field, Fields, Form, FormName, Returned, TOKEN,
    Token,
};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use model::field::{FieldError, FieldErrors, Problem};
use model::page::Page;

use crate::once::{Outcome, Place};
use crate::podium::Podium;
use crate::refusal;

/// The longest body of any form, in bytes: a task definition of 64 KiB, indented and percent-encoded, beside it most of
/// it once more as fields.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html>
pub(crate) const LONGEST: usize = 1024 * 1024;

/// Every form there is.
static FORMS: [Entry; 4] = [
    Entry::of::<ChooseTheme>(),
    Entry::of::<ChooseEnvironment>(),
    Entry::of::<ApplyChange>(),
    Entry::of::<EditDefinition>(),
];

/// What a form does when it has been read.
trait Submit: Form {
    /// The longest body, in bytes, up to [`LONGEST`]; `None` for the server's usual limit.
    const BODY: Option<usize> = None;

    /// Whether the page has this form.
    fn is_on(page: &Page) -> bool;

    /// Does it. `at` is the page it was sent from.
    ///
    /// # Errors
    /// [`AppError`]: why it was not done. The page is drawn again with it.
    fn submit(self, at: Place, podium: Podium) -> impl Future<Output = Outcome> + Send;
}

/// A form without its type.
struct Entry {
    name: FormName,
    fields: &'static [Field],
    has: fn(&str) -> bool,
    body: Option<usize>,
    is_on: fn(&Page) -> bool,
    prepare: fn(&Fields, Place, Podium) -> Result<BoxFuture<'static, Outcome>, FieldErrors>,
}

impl Entry {
    const fn of<F: Submit>() -> Self {
        Self { name: F::NAME, fields: F::FIELDS, has: F::has, body: F::BODY, is_on: F::is_on, prepare: prepare::<F> }
    }
}

fn prepare<F: Submit>(fields: &Fields, at: Place, podium: Podium) -> Result<BoxFuture<'static, Outcome>, FieldErrors> {
    Ok(F::read(fields)?.submit(at, podium).boxed())
}

/// Takes what is posted to a page; other requests pass, and no page has other methods.
pub(crate) async fn take(State(podium): State<Podium>, request: Request, next: Next) -> Response {
    let Some(page) = Page::parse(request.uri().path()) else { return next.run(request).await };
    match *request.method() {
        Method::GET | Method::HEAD => return next.run(request).await,
        Method::POST => {}
        _ => return wrong_method(),
    }
    let at = Place { page, query: request.uri().query().map(str::to_owned) };
    let (mut head, body) = request.into_parts();
    let fields = match fields(&podium, &at, &head.headers, body).await {
        Ok(fields) => fields,
        Err(refusal) => return refusal,
    };
    let (form, known) = match entry(&at.page, fields.value(FORM)) {
        Some(entry) => (Some(entry.name), entry.fields),
        None => (None, [].as_slice()),
    };
    let wants_json = answer::wants_json(&head.headers);
    let error = match outcome(&podium, &at, &fields).await {
        Ok(done) => return answer::done(&done, wants_json),
        Err(error) => error,
    };
    let returned = Arc::new(Returned { form, fields: known, typed: fields.typed(), error });
    if wants_json {
        return answer::parts(&podium, &at, returned).await;
    }
    head.method = Method::GET;
    head.extensions.insert(returned);
    answer::page(&podium, Request::from_parts(head, Body::empty())).await
}

/// Does what was sent, or finds out that it was done already.
async fn outcome(podium: &Podium, at: &Place, fields: &Fields) -> Outcome {
    let Some(entry) = entry(&at.page, fields.value(FORM)) else {
        return Err(AppError::Invalid(FieldError::new(FORM, Problem::Outdated).into()));
    };
    let (token, work) = read(podium, entry, at, fields).map_err(AppError::Invalid)?;
    podium.forms.outcome((entry.name, token, fingerprint(at, fields)), work).await
}

/// Which sending it is, and the work that is asked for.
fn read(
    podium: &Podium,
    entry: &Entry,
    at: &Place,
    fields: &Fields,
) -> Result<(Token, BoxFuture<'static, Outcome>), FieldErrors> {
    fields.check(entry.has)?;
    let token = fields.required(TOKEN, Problem::Outdated)?;
    Ok((token, (entry.prepare)(fields, at.clone(), podium.clone())?))
}

/// Tells a form that is sent again from one that is sent with other values.
fn fingerprint(at: &Place, fields: &Fields) -> u64 {
    let mut hasher = DefaultHasher::new();
    (at.address(), format!("{fields:?}")).hash(&mut hasher);
    hasher.finish()
}

fn entry(page: &Page, name: &str) -> Option<&'static Entry> {
    FORMS.iter().find(|entry| entry.name.key() == name && (entry.is_on)(page))
}

/// Reads the body, no further than the longest form of the page may be.
async fn fields(podium: &Podium, at: &Place, headers: &HeaderMap, body: Body) -> Result<Fields, Response> {
    if !is_form(headers) {
        let sentence = "this has to be a form: application/x-www-form-urlencoded";
        return Err(refusal::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE, sentence));
    }
    let usual = podium.limits.body;
    let of_page = FORMS.iter().filter(|entry| (entry.is_on)(&at.page)).filter_map(|entry| entry.body).max();
    let too_long = || refusal::plain(StatusCode::PAYLOAD_TOO_LARGE, "this is more than the form takes");
    let body = to_bytes(body, of_page.unwrap_or(usual).max(usual)).await.map_err(|_| too_long())?;
    let text = std::str::from_utf8(&body)
        .map_err(|_| refusal::plain(StatusCode::UNPROCESSABLE_ENTITY, "this is not a form: it is not UTF-8"))?;
    let fields = Fields::parse(text);
    let most = entry(&at.page, fields.value(FORM)).and_then(|entry| entry.body).unwrap_or(usual);
    if body.len() > most { Err(too_long()) } else { Ok(fields) }
}

fn is_form(headers: &HeaderMap) -> bool {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

fn wrong_method() -> Response {
    let mut response = refusal::plain(StatusCode::METHOD_NOT_ALLOWED, "a page is read or sent a form");
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
    response
}
