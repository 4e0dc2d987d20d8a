//! The use cases against a simulator in this process: the shop with one of each trouble.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "console/support.rs"]
mod support;

#[path = "console/agreement.rs"]
mod agreement;
#[path = "console/autoscaling.rs"]
mod autoscaling;
#[path = "console/bad_luck.rs"]
mod bad_luck;
#[path = "console/capacity.rs"]
mod capacity;
#[path = "console/changes.rs"]
mod changes;
#[path = "console/comparing.rs"]
mod comparing;
#[path = "console/deployments.rs"]
mod deployments;
#[path = "console/editing.rs"]
mod editing;
#[path = "console/figures.rs"]
mod figures;
#[path = "console/images.rs"]
mod images;
#[path = "console/jobs.rs"]
mod jobs;
#[path = "console/lists.rs"]
mod lists;
#[path = "console/pages.rs"]
mod pages;
#[path = "console/protection.rs"]
mod protection;
#[path = "console/registry.rs"]
mod registry;
#[path = "console/replacing.rs"]
mod replacing;
#[path = "console/revisions.rs"]
mod revisions;
#[path = "console/rollouts.rs"]
mod rollouts;
#[path = "console/settings.rs"]
mod settings;
#[path = "console/story.rs"]
mod story;
#[path = "console/traffic.rs"]
mod traffic;
#[path = "console/trouble.rs"]
mod trouble;
#[path = "console/verdicts.rs"]
mod verdicts;
