//! Everything a person sees: routes, pages, and the server functions they ask.
//!
//! Compiled twice: with `ssr` into the server, where it draws whole documents, and with `hydrate` into WebAssembly, where
//! it takes over the document that is already there. Nothing that is drawn may depend on which half draws it.

#![recursion_limit = "256"]

pub mod address;
pub mod api;
mod app;
pub mod components;
#[cfg(feature = "ssr")]
pub mod cx;
pub mod data;
pub mod drawn;
pub mod error;
pub mod live;
pub mod pages;
pub mod params;
pub mod request_id;
pub mod routes;
pub mod shell;
pub mod ui;
pub mod wire;

pub use app::App;
