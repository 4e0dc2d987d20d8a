//! Drawing that knows the model: states, moments, rows, and the frame around every page.

pub mod answer;
pub mod arn;
pub mod cluster_table;
pub mod containers;
#[cfg(feature = "hydrate")]
pub mod copying;
pub mod deployment;
pub mod deployment_bar;
pub mod event_list;
pub mod event_message;
pub mod explanation;
pub mod facts;
pub mod frame;
pub mod level;
pub mod list;
pub mod moment;
pub mod notices;
pub mod orchestra;
pub mod problem;
pub mod raw;
pub mod section;
pub mod service_table;
pub mod task_table;
pub mod timeline;
pub mod title;
pub mod verdict;
