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
use memchr::memmem::{find, find_iter};

use crate::refusal;

const END_OF_HEAD: &str = "</head>";

/// What makes a document ask again where there is no JavaScript.
const ASK_AGAIN: &str = "<noscript><meta http-equiv=\"refresh\" content=\"10\"></noscript>";

/// The same for a document with parts that are on their way: they are there a moment later.
const ASK_SOON: &str = "<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>";

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

/// In one go over the document and with one copy of it: this is done for every page.
fn finished(document: &str, token: Token) -> String {
    let holds = |text: &str| find(document.as_bytes(), text.as_bytes()).is_some();
    let again = match () {
        () if holds(FILLING) => "",
        () if holds(PENDING) => ASK_SOON,
        () => ASK_AGAIN,
    };
    let (head, body) = document.split_at(find(document.as_bytes(), END_OF_HEAD.as_bytes()).unwrap_or(0));
    let token = token.to_string();
    let mut whole = String::with_capacity(document.len() + again.len() + 8 * token.len());
    whole.push_str(head);
    whole.push_str(again);
    let mut rest = 0;
    for at in find_iter(body.as_bytes(), ANY_TOKEN) {
        whole.push_str(&body[rest..at]);
        whole.push_str(&token);
        rest = at + ANY_TOKEN.len();
    }
    whole.push_str(&body[rest..]);
    whole
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
    fn nothing_else_of_a_document_is_different() {
        let again = "<noscript><meta http-equiv=\"refresh\" content=\"10\"></noscript>";
        let token = Token(0x9f86);
        let expect = format!("<head><title>Fleet</title>{again}</head><body>é{token}→{token}</body>");
        assert_eq!(document(&format!("é{ANY_TOKEN}→{ANY_TOKEN}")), expect);
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
