//! Everything a person sees: routes, pages, and the server functions that answer for them.
//!
//! Compiled twice: with `ssr` into the server, where it draws whole documents, and with `hydrate` into WebAssembly,
//! where it takes over the frame of the document that is already there. Pages are drawn by the server alone; what comes
//! of them later is put into the page by `app/js`.

#![recursion_limit = "256"]

pub mod address;
pub mod api;
mod app;
pub mod components;
#[cfg(feature = "ssr")]
pub mod cx;
pub mod error;
pub mod forms;
mod host;
pub mod live;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
pub mod request_id;
pub mod routes;
pub mod shell;
pub mod ui;
pub mod wire;

pub use app::App;
