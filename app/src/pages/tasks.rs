//! Tasks.

mod show;

pub use show::TaskPage;
