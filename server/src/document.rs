//! The last touches to a document, when all of it has been drawn.
//!
//! Forms get their token, and a document without a form that somebody fills in asks again by itself every few seconds
//! where there is no JavaScript. Neither can be drawn: what the head holds is decided before what is in the body is
//! known, and a drawing that differs every time could not be told from news.

use app::forms::{ANY_TOKEN, FILLING, Token};
use app::parts::PENDING;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, StatusCode, header};

use crate::refusal;

const END_OF_HEAD: &str = "</head>";

/// What makes a document ask again where there is no JavaScript.
const ASK_AGAIN: &str = "<noscript><meta http-equiv=\"refresh\" content=\"10\"></noscript></head>";

/// The same for a document with parts that are on their way: they are there a moment later.
const ASK_SOON: &str = "<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript></head>";

/// Finishes documents; whatever else is answered passes.
pub(crate) async fn finish(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if !is_document(response.headers()) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    // Drawn as a whole before it is sent; this fails only when drawing it failed.
    let document = to_bytes(body, usize::MAX).await.ok().and_then(|bytes| String::from_utf8(bytes.into()).ok());
    let Some(document) = document else {
        tracing::error!("a document ended before its end");
        return refusal::plain(StatusCode::INTERNAL_SERVER_ERROR, "this page could not be drawn to its end");
    };
    head.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(head, Body::from(finished(&document, Token(rand::random()))))
}

fn finished(document: &str, token: Token) -> String {
    let document = document.replace(ANY_TOKEN, &token.to_string());
    if document.contains(FILLING) {
        return document;
    }
    let again = if document.contains(PENDING) { ASK_SOON } else { ASK_AGAIN };
    document.replacen(END_OF_HEAD, again, 1)
}

fn is_document(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"text/html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(body: &str) -> String {
        finished(&format!("<head><title>Fleet</title></head><body>{body}</body>"), Token(0x9f86))
    }

    #[test]
    fn a_document_asks_again_unless_somebody_fills_something_in() {
        assert!(document("<p>steady</p>").contains("http-equiv=\"refresh\""));
        assert!(!document(&format!("<form {FILLING}></form>")).contains("refresh"));
    }

    #[test]
    fn a_document_with_parts_on_their_way_asks_again_soon() {
        assert!(document("<p>steady</p>").contains("content=\"10\""));
        assert!(document(&format!("<div data-part=\"metrics\"{PENDING}</div>")).contains("content=\"2\""));
    }

    #[test]
    fn all_forms_of_a_document_have_its_token() {
        let document = document(&format!("<input value=\"{ANY_TOKEN}\"><input value=\"{ANY_TOKEN}\">"));
        assert_eq!(document.matches(&Token(0x9f86).to_string()).count(), 2, "{document}");
        assert!(!document.contains(ANY_TOKEN), "{document}");
    }
}
