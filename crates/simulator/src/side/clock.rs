//! The clock: jumps and pace.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State as Of;
use axum::response::Response;

use super::at_length;
use super::fields::{Fields, Invalid};
use crate::clock::{FASTEST, LONGEST_JUMP};
use crate::control::Control;

/// `POST clock {"advance_seconds": 60, "speed": 10}`: at least one of them; the jump comes first.
pub async fn set(Of(control): Of<Control>, body: Bytes) -> Result<Response, Invalid> {
    let mut fields = Fields::parse(&body)?;
    let advance = fields.number("advance_seconds", 0.0, LONGEST_JUMP.as_secs_f64())?;
    let speed = fields.number("speed", 0.0, FASTEST)?;
    fields.end()?;
    if advance.is_none() && speed.is_none() {
        return Err(Invalid::new("advance_seconds", "is missing, and so is speed"));
    }
    let work = move |control: &Control| {
        if let Some(seconds) = advance {
            control.advance(Duration::from_secs_f64(seconds));
        }
        if let Some(speed) = speed {
            control.set_speed(speed);
        }
    };
    Ok(at_length(control, work).await)
}
