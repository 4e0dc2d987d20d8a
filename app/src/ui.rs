//! Drawing that knows nothing of clusters and services: shapes, tables, tabs, notes.
//!
//! Plain functions from values to views. Only what the frame needs is part of the browser's half.

#[cfg(feature = "ssr")]
pub mod chart;
#[cfg(feature = "ssr")]
pub mod copy;
pub mod icon;
#[cfg(feature = "ssr")]
pub mod note;
#[cfg(feature = "ssr")]
pub mod paging;
#[cfg(feature = "ssr")]
pub mod pips;
#[cfg(feature = "ssr")]
pub mod segments;
pub mod shape;
#[cfg(feature = "ssr")]
pub mod shares;
#[cfg(feature = "ssr")]
pub mod skeleton;
#[cfg(feature = "ssr")]
pub mod table;
#[cfg(feature = "ssr")]
pub mod tabs;
#[cfg(feature = "ssr")]
pub mod text_area;
pub mod tone;
