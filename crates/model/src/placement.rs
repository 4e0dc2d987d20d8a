//! Whether a task fits on a container instance, why not, and how many more fit.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html>

mod expression;
mod fit;
mod need;
mod obstacle;
mod place;
#[cfg(test)]
mod tests;

pub use expression::holds;
pub use fit::{Fit, Strategy, capacity, fit};
pub use need::Need;
pub use obstacle::{Obstacle, obstacles};
pub use place::Place;
