//! The cookies: what a person chose about how the pages look. None of them says who somebody is.

use app::shell::{Look, Theme};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use http::HeaderMap;
use model::name::EnvironmentName;

const THEME: &str = "theme";
const ENVIRONMENT: &str = "environment";

/// How long a choice is remembered, in seconds: a year.
const A_YEAR: i64 = 365 * 24 * 60 * 60;

/// What the cookies of a request ask for; the default where there is none or it makes no sense.
pub(crate) fn look(headers: &HeaderMap) -> Look {
    let cookies = CookieJar::from_headers(headers);
    let value = |name| cookies.get(name).map(Cookie::value);
    Look {
        theme: value(THEME).and_then(Theme::from_key).unwrap_or_default(),
        environment: value(ENVIRONMENT).and_then(|name| EnvironmentName::parse(name).ok()),
    }
}

/// Remembers the theme. Without the cookie the system decides, so that choice removes it.
pub(crate) fn theme(theme: Theme) -> Cookie<'static> {
    match theme.attribute() {
        Some(value) => kept(THEME, value.to_owned(), A_YEAR),
        None => kept(THEME, String::new(), 0),
    }
}

/// Remembers the environment.
pub(crate) fn environment(name: &EnvironmentName) -> Cookie<'static> {
    kept(ENVIRONMENT, name.to_string(), A_YEAR)
}

/// Podium speaks plain HTTP on loopback, where some browsers drop a cookie that is `Secure`.
fn kept(name: &'static str, value: String, seconds: i64) -> Cookie<'static> {
    let age = cookie::time::Duration::seconds(seconds);
    Cookie::build((name, value)).path("/").max_age(age).same_site(SameSite::Lax).http_only(true).build()
}

#[cfg(test)]
mod tests {
    use http::{HeaderValue, header};

    use super::*;

    fn look_of(cookie: &'static str) -> Look {
        look(&HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(cookie))]))
    }

    #[track_caller]
    fn check(cookie: &'static str, expect: Theme) {
        assert_eq!(look_of(cookie).theme, expect, "{cookie}");
    }

    #[test]
    fn the_cookie_decides_the_theme() {
        check("theme=dark", Theme::Dark);
        check("a=b; theme=light; c=d", Theme::Light);
        check("mytheme=dark", Theme::System);
        check("theme=<script>", Theme::System);
        assert_eq!(look(&HeaderMap::new()).theme, Theme::System);
    }

    #[test]
    fn the_cookie_remembers_the_environment_if_it_is_a_name() {
        assert_eq!(look_of("environment=prod").environment, EnvironmentName::parse("prod").ok());
        assert_eq!(look_of("environment=../prod").environment, None);
        assert_eq!(look_of("theme=dark").environment, None);
    }

    #[test]
    fn no_script_reads_a_cookie_and_no_other_site_sends_it() {
        let cookie = theme(Theme::Dark).to_string();
        assert_eq!(cookie, "theme=dark; HttpOnly; SameSite=Lax; Path=/; Max-Age=31536000");
        assert_eq!(theme(Theme::System).to_string(), "theme=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0");
    }
}
