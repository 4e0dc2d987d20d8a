//! Drawing that knows nothing of clusters and services: shapes, tables, tabs, notes.
//!
//! Plain functions from values to views; what they draw never changes by itself, so it costs nothing in the browser.

#[cfg(feature = "ssr")]
pub mod chart;
pub mod copy;
pub mod icon;
pub mod note;
pub mod paging;
#[cfg(feature = "ssr")]
pub mod pips;
pub mod segments;
pub mod shape;
#[cfg(feature = "ssr")]
pub mod shares;
pub mod skeleton;
pub mod table;
pub mod tabs;
pub mod tone;
