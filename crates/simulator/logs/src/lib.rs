//! CloudWatch Logs: what containers say, how it is read and searched, and how it is answered on the wire.
//!
//! What clients put is kept by the engine, within bounds. What containers say is kept nowhere: it follows from the life
//! of their task and from their image, and is written anew, word for word the same, whenever somebody reads it.
//!
//! Architecture invariant: no value of an environment variable is ever read here, so none can come to stand in a log.
//! Nothing but the simulator's endpoint depends on this crate, so that a change of what containers say compiles little.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html>

pub mod pattern;
pub mod put;
pub mod read;
pub mod search;
pub mod stream;
pub mod tail;
pub mod wire;

mod dice;
mod life;
mod story;
mod voice;
mod work;

use simulator_engine::ApiError;

fn no_stream() -> ApiError {
    ApiError::new("ResourceNotFoundException", "The specified log stream does not exist.")
}

#[cfg(test)]
mod tests;
