//! A task definition that is being written: AWS's own document, an edit of it, what is wrong with it, what differs.
//!
//! Everything is kept as AWS said it, members that no build knows included. What people see of it has no value of an
//! environment variable and no option that looks secret: [`secrecy::MASK`] stands there, and means "keep" on its way
//! back.

mod completion;
mod difference;
mod document;
mod edit;
mod export;
mod fault;
mod form;
mod json;
mod path;
mod place;
mod rules;
pub mod secrecy;
mod shape;
#[cfg(test)]
mod tests;

pub use completion::completions;
pub use difference::differences;
pub use document::{Document, NotDescribed};
pub use edit::TEXT_MAX;
pub use fault::Fault;
pub use form::{Field, Kind};
pub use path::{Path, Step};
pub use place::{Place, place, places};
