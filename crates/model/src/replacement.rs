//! Replacing a task of a service without a dip: one more task first, and when it serves, the old one goes.
//!
//! It takes several calls over minutes. Each is a row of the record of changes, so how far a replacement has come
//! follows from the rows and from what AWS shows: nothing else is kept, and a Podium that is started again goes on
//! from there.

mod course;
mod progress;
#[cfg(test)]
mod tests;

use crate::time::Span;

pub use course::{Course, Facts, Member, Next, Old, Write};

/// How long a replacement is waited for. After that the count goes back.
pub const READY_WITHIN: Span = Span::minutes(30);

/// How long the other tasks are protected, in minutes: should Podium end for good, their protection ends by itself.
pub const PROTECTED_FOR: u32 = 15;

/// The most tasks that one UpdateTaskProtection call takes.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateTaskProtection.html>
pub const PROTECTED_AT_ONCE: usize = 10;

/// The most tasks of a service of which one is replaced: all the others are protected for a moment, ten with each call.
pub const MOST_TASKS: u32 = 100;
