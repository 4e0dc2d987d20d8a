//! Says what is being done, and afterwards how long it took.

use std::time::{Duration, Instant};

/// Does `work` under a heading; the time is told however it ends.
pub fn step<T>(what: &str, work: impl FnOnce() -> T) -> T {
    println!("\n==> {what}");
    let start = Instant::now();
    let outcome = work();
    println!("    {what}: {}", in_words(start.elapsed()));
    outcome
}

/// A duration for people: `0.4 s`, `12.3 s`, `3 min 05 s`.
fn in_words(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 60.. => format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        for (milliseconds, expect) in
            [(0, "0.0 s"), (440, "0.4 s"), (59_000, "59.0 s"), (60_000, "1 min 00 s"), (185_900, "3 min 05 s")]
        {
            assert_eq!(in_words(Duration::from_millis(milliseconds)), expect);
        }
    }
}
