//! The site as `cargo leptos watch` leaves it: a folder of files under their plain names, new with every change.

use std::env;
use std::path::PathBuf;

use app::shell::AssetNames;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use http::{HeaderValue, header};
use tower_http::services::{ServeDir, ServeFile};

use super::plain;

/// cargo-leptos tells the server by this variable where the site is.
const SITE_ROOT: &str = "LEPTOS_SITE_ROOT";

/// What `start.js` of a built site does, for the names that cargo-leptos gives.
const START: &str = "import init, { hydrate } from '/pkg/podium.js'\n\
                     init({ module_or_path: '/pkg/podium.wasm' }).then(() => hydrate())\n";

/// The folder, when it was cargo-leptos that started us.
pub(super) fn folder() -> Option<PathBuf> {
    env::var_os(SITE_ROOT).map(PathBuf::from)
}

/// The plain names. The fonts come from npm and are put into a site by `cargo xtask` alone.
pub(super) fn names() -> AssetNames {
    AssetNames { css: "/pkg/podium.css".to_owned(), start: "/pkg/start.js".to_owned(), preload_fonts: Vec::new() }
}

/// The files of the folder as they are now.
pub(super) fn routes<S: Clone + Send + Sync + 'static>(site: PathBuf) -> Router<S> {
    Router::new()
        .route("/pkg/start.js", get(start))
        .route_service("/favicon.svg", ServeFile::new(site.join("favicon.svg")))
        .route_service("/robots.txt", ServeFile::new(site.join("robots.txt")))
        .nest_service("/pkg", ServeDir::new(site.join("pkg")))
}

async fn start() -> Response {
    let mut response = plain(http::StatusCode::OK, START);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    response
}

#[cfg(test)]
mod tests {
    use std::fs;

    use axum::body::Body;
    use http::{Request, StatusCode};
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    use super::*;

    #[tokio::test]
    async fn the_files_of_the_folder_are_served_as_they_are_now_and_nothing_beside_it() {
        let site = env::temp_dir().join(format!("podium-watched-{}", std::process::id()));
        fs::create_dir_all(site.join("pkg")).unwrap();
        fs::write(site.join("secret"), "no").unwrap();
        let ask = async |path: &str| {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let answer = routes::<()>(site.clone()).oneshot(request).await.unwrap();
            let status = answer.status();
            (status, String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap())
        };
        for content in ["one", "two"] {
            fs::write(site.join("pkg/podium.js"), content).unwrap();
            assert_eq!(ask("/pkg/podium.js").await, (StatusCode::OK, content.to_owned()));
        }
        assert_eq!(ask("/pkg/start.js").await.1, START);
        assert_eq!(ask("/pkg/../secret").await.0, StatusCode::NOT_FOUND);
        assert_eq!(ask("/pkg/%2e%2e/secret").await.0, StatusCode::NOT_FOUND);
        fs::remove_dir_all(site).unwrap();
    }
}
