//! The document around the application, and how it looks.

mod theme;

pub use theme::{Look, Theme};

#[cfg(feature = "ssr")]
pub use document::{AssetNames, shell};

#[cfg(feature = "ssr")]
mod document;
