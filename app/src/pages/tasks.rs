//! Tasks.

mod show;

pub use show::page;
