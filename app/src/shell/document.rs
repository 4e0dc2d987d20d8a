//! The whole document, as the server draws it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::MetaTags;

use super::Look;
use crate::App;
use crate::components::problem::problem;
use crate::error::AppError;
use crate::routes;
use crate::ui::skeleton;

/// Where the parts of the site are, as absolute paths. The server provides it as context.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssetNames {
    /// The stylesheet.
    pub css: String,
    /// The script that wakes the page up: after the first paint it loads the WebAssembly and the glue to it.
    pub start: String,
    /// Fonts that the first paint needs.
    pub preload_fonts: Vec<String>,
}

/// The document for the request that is being answered.
///
/// It has no inline script or style of its own; what Leptos adds carries the nonce that is in the context. The
/// templates are for `app/js`: what stands where a page will be, and where the server has not answered.
pub fn shell() -> impl IntoView {
    let look = Look::current();
    let assets = use_context::<Arc<AssetNames>>().unwrap_or_default();
    let fonts = assets.preload_fonts.iter().cloned().map(|font| {
        view! { <link rel="preload" href=font r#as="font" r#type="font/woff2" crossorigin="" /> }
    });
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=look.theme.attribute() data-environment=look.environment.map(String::from)>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="description" content="What runs on Amazon ECS, what is wrong, and why." />
                <meta name="robots" content="noindex" />
                {fonts.collect_view()}
                <link rel="stylesheet" href=assets.css.clone() />
                <link rel="icon" href=routes::ICON r#type="image/svg+xml" />
                <script r#type="module" r#async src=assets.start.clone()></script>
                <MetaTags />
            </head>
            <body>
                <App />
                <template id="loading">{skeleton::page()}</template>
                <template id="lost">{problem(AppError::Lost).1}</template>
            </body>
        </html>
    }
}
