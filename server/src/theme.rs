//! `POST /theme`: remembers light or dark in a cookie, or forgets it, and leads back to the page.

use app::shell::Theme;
use axum::body::Bytes;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::CookieJar;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use model::page::Page;

use crate::{cookies, refusal};

const BAD_NEXT: &str = "next: this has to be a path of this Podium, such as /search?q=web";

/// Sets or removes the cookie and answers 303; 415 for another type than a form, 422 with the field's name for a bad one.
pub(crate) async fn choose(headers: HeaderMap, body: Bytes) -> Response {
    if !is_form(&headers) {
        return refusal::plain(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "this has to be a form: application/x-www-form-urlencoded",
        );
    }
    match read(&body) {
        Ok((theme, next)) => back_to(&next, theme),
        Err(sentence) => refusal::plain(StatusCode::UNPROCESSABLE_ENTITY, sentence),
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

fn read(body: &[u8]) -> Result<(Theme, String), &'static str> {
    let (mut theme, mut next) = (None, None);
    let body = std::str::from_utf8(body).map_err(|_| "this is not a form: it is not UTF-8")?;
    for (name, value) in app::address::pairs(body) {
        let field = match &*name {
            "theme" => &mut theme,
            "next" => &mut next,
            _ => return Err("there is a field that this form does not have; it has theme and next"),
        };
        if field.replace(value).is_some() {
            return Err("theme and next may stand once each");
        }
    }
    let theme = theme.as_deref().and_then(Theme::from_key).ok_or("theme: this has to be light, dark or system")?;
    match next {
        None => Ok((theme, Page::Fleet.path())),
        Some(next) if is_own_path(&next) => Ok((theme, next)),
        Some(_) => Err(BAD_NEXT),
    }
}

/// Whether a browser that is sent to `next` stays here: one `/` in front, no second `/` or `\`, and nothing but visible ASCII.
///
/// Browsers read `\` as `/` and skip tabs and line ends, so `/\evil` and `/<tab>/evil` are other hosts to them.
fn is_own_path(next: &str) -> bool {
    let mut bytes = next.bytes();
    bytes.next() == Some(b'/')
        && bytes.next() != Some(b'/')
        && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

fn back_to(next: &str, theme: Theme) -> Response {
    let Ok(next) = HeaderValue::from_str(next) else {
        return refusal::plain(StatusCode::UNPROCESSABLE_ENTITY, BAD_NEXT);
    };
    let mut response = refusal::plain(StatusCode::SEE_OTHER, "the theme is chosen");
    response.headers_mut().insert(header::LOCATION, next);
    (CookieJar::new().add(cookies::theme(theme)), response).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_ours_are_taken() {
        for next in ["/", "/env/prod/clusters", "/search?q=a%20b&page=2", "/env/prod/clusters/a#top", "/a//b"] {
            assert!(is_own_path(next), "{next}");
        }
    }

    #[test]
    fn whatever_could_lead_elsewhere_is_refused() {
        for next in [
            "",
            "evil",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/a\\..\\b",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/\n/evil.example",
            "/\r\nSet-Cookie: a=b",
            "/\0",
            " /",
            "/a b",
            "\u{FF0F}evil",
            "/\u{2028}/evil",
            "/\u{7f}",
        ] {
            assert!(!is_own_path(next), "{next:?}");
        }
    }

    #[test]
    fn a_bad_form_is_answered_with_the_name_of_the_field() {
        for (body, field) in [
            ("", "theme"),
            ("theme=pink", "theme"),
            ("theme=dark&next=//evil", "next"),
            ("theme=dark&theme=light", "theme"),
            ("theme=dark&colour=red", "field"),
        ] {
            let sentence = read(body.as_bytes()).unwrap_err();
            assert!(sentence.contains(field), "{body}: {sentence}");
        }
    }

    #[test]
    fn a_good_form_says_what_and_where_to() {
        assert_eq!(read(b"theme=dark"), Ok((Theme::Dark, "/".to_owned())));
        assert_eq!(read(b"next=%2Fsearch%3Fq%3Da&theme=system"), Ok((Theme::System, "/search?q=a".to_owned())));
    }
}
