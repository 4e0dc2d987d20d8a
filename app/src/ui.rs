//! Drawing that knows nothing of clusters and services: shapes, tables, tabs, notes.
//!
//! Plain functions from values to views; what they draw never changes by itself, so it costs nothing in the browser.

pub mod copy;
pub mod icon;
pub mod note;
pub mod paging;
pub mod segments;
pub mod shape;
pub mod skeleton;
pub mod table;
pub mod tabs;
pub mod tone;
