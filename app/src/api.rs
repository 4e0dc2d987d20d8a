//! The server functions: what a page asks the server for, one file per noun.
//!
//! All of them read, so all of them are GET. Each is five lines: who asks, what the use case answers, and how its error
//! is said to the person. Endpoints are fixed by name because the default ones hash the build directory, and a browser
//! that was built elsewhere, or before the last deploy, would not find them.

pub mod clusters;
pub mod events;
pub mod overview;
pub mod search;
pub mod services;
pub mod shell;
pub mod task_definitions;
pub mod tasks;
