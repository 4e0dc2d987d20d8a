//! The pages: nouns are folders, and the file of a page is guessed from its address.

pub mod audit;
pub mod changes;
pub mod clusters;
pub mod fleet;
pub mod search;
pub mod service;
pub mod services;
pub mod task_definitions;
pub mod tasks;
pub mod traffic;
