//! The wire protocols of AWS, and what all services share: errors, pages, and the shapes of requests.

pub mod api;
pub mod cbor;
pub mod error;
pub mod event_stream;
pub mod page;
pub mod query;
pub mod shape;
