mod order;
mod properties;
mod rules;

use super::{Facts, Finding, Level, Rule, judge};
use crate::service::Service;
use crate::task::Task;
use crate::testing::NOW;

/// Judges a service that was read just now.
fn found(service: &Service, tasks: &[Task]) -> Finding {
    let tasks: Vec<&Task> = tasks.iter().collect();
    judge(&Facts { service, tasks: &tasks, as_of: Some(NOW) }, NOW)
}

#[track_caller]
fn check(service: &Service, tasks: &[Task], expect: (Level, Rule, &str)) {
    let finding = found(service, tasks);
    assert_eq!((finding.level(), finding.rule(), &*finding.headline()), expect);
    assert!(!finding.evidence().is_empty(), "a verdict without evidence");
}
