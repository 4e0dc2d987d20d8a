//! The record of changes: who changed what and why, and what came of it.

mod list;
mod show;

pub use list::list;
pub use show::show;
