//! The load: how many requests come, and what they do to what runs.
//!
//! Each service has a nature that the seed decides: how many requests a vCPU can serve, how far its tasks are used on
//! the average, how long an answer takes when it has nothing else to do. Requests follow a day curve with noise and
//! bursts and do not know how many tasks there are, so that more tasks mean less work for each.

use super::chance::Chance;
use super::past::{BUSY, CPU, LEAKING, LEVELS, RUNNING, ServicePast};
use super::steps::Span;
use std::f64::consts::TAU;

/// Minutes of a day.
const DAY: u64 = 24 * 60;

/// The share of its CPU that a `busy` task uses whatever it is asked.
const SPINS: f64 = 0.84;

/// However much a task has to do, its answers do not take longer than those of one that is used to this share.
const SATURATED: f64 = 0.93;

/// What one question about a service's nature is told apart by.
#[derive(Clone, Copy)]
enum Salt {
    Capacity = 1,
    Use,
    Idle,
    Latency,
    Memory,
    Drift,
    Jitter,
    Burst,
    BurstBegins,
    BurstLasts,
    BurstHeight,
    CpuJitter,
    MemoryDrift,
    LatencyJitter,
}

/// What a service is like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nature {
    chance: Chance,
    /// Requests per minute that one vCPU can serve.
    capacity: f64,
    /// The share of its CPU that its tasks use on the average, when there are as many as it was made for.
    usual: f64,
    /// The share of CPU used without any request.
    idle: f64,
    /// The median of response times without load, in seconds.
    latency: f64,
    /// The share of memory used without load.
    memory: f64,
}

impl Nature {
    pub fn of(chance: Chance) -> Self {
        let within = |salt: Salt, least, most| chance.trait_within(salt as u64, least, most);
        Self {
            chance,
            capacity: 60.0 * within(Salt::Capacity, 40.0, 140.0),
            usual: within(Salt::Use, 0.18, 0.36),
            idle: within(Salt::Idle, 0.012, 0.035),
            latency: within(Salt::Latency, 0.012, 0.110),
            memory: within(Salt::Memory, 0.28, 0.62),
        }
    }

    /// How many requests its clients send in that minute to a service that was made for so many CPU units.
    pub fn requests(&self, made_for: u32, minute: u64) -> f64 {
        let mean = f64::from(made_for) / 1_024.0 * self.capacity * self.usual;
        let drift = 1.0 + 0.10 * self.chance.drift(Salt::Drift as u64, minute, 17);
        let jitter = 1.0 + 0.05 * (2.0 * self.chance.unit(Salt::Jitter as u64, minute) - 1.0);
        (mean * day_curve(minute) * drift * jitter * self.burst(minute)).max(0.0)
    }

    /// About one hour in twelve has a burst of some minutes; 1 without.
    fn burst(&self, minute: u64) -> f64 {
        let (hour, within) = (minute / 60, from_whole(minute % 60));
        let unit = |salt: Salt| self.chance.unit(salt as u64, hour);
        if unit(Salt::Burst) >= 1.0 / 12.0 {
            return 1.0;
        }
        let (begins, lasts) = (45.0 * unit(Salt::BurstBegins), 5.0 + 10.0 * unit(Salt::BurstLasts));
        if (begins..begins + lasts).contains(&within) { 1.3 + 0.4 * unit(Salt::BurstHeight) } else { 1.0 }
    }

    /// How far so many requests use the CPU of tasks with so many units, as a share: above 1 when it is too much for
    /// them.
    pub fn use_of(&self, requests: f64, cpu_units: f64, busy_share: f64) -> f64 {
        let by_requests =
            if cpu_units > 0.0 { requests / self.capacity / (cpu_units / 1_024.0) } else { f64::INFINITY };
        by_requests + SPINS * busy_share
    }

    /// The median response time, in seconds, of tasks that are used so far: the more they have to do, the longer
    /// requests queue.
    pub fn latency(&self, used: f64, minute: u64) -> f64 {
        let jitter = 1.0 + 0.08 * (2.0 * self.chance.unit(Salt::LatencyJitter as u64, minute) - 1.0);
        self.latency * jitter / (1.0 - used.clamp(0.0, SATURATED))
    }

    /// A whole number that is `mean` on the average; `salt` tells the things that are counted apart.
    pub fn count(&self, salt: u64, minute: u64, mean: f64) -> f64 {
        self.chance.whole(salt, minute, mean)
    }
}

/// What a service was like in one minute.
#[derive(Clone, Copy, Debug)]
pub(super) struct ServiceMinute {
    /// What ran.
    pub levels: Span<LEVELS>,
    /// The share of the reserved CPU that was used: 0 to 1.
    pub cpu: f64,
    /// The share of the reserved memory that was used: 0 to 1.
    pub memory: f64,
    /// The greatest share that one task used of its memory.
    pub most_memory: f64,
}

impl ServiceMinute {
    /// `None` for a minute of which nothing is known or in which nothing ran.
    pub fn of(past: &ServicePast, nature: &Nature, minute: u64) -> Option<Self> {
        let levels = past.levels.of(minute)?;
        let running = levels.mean[RUNNING];
        if running <= 0.0 {
            return None;
        }
        let requests = nature.requests(past.made_for, minute);
        let used = nature.use_of(requests, levels.mean[CPU], levels.mean[BUSY] / running);
        let jitter = 0.008 * (2.0 * nature.chance.unit(Salt::CpuJitter as u64, minute) - 1.0);
        let drift = 0.02 * nature.chance.drift(Salt::MemoryDrift as u64, minute, 45);
        let sound = nature.memory + 0.10 * used.min(1.0) + drift;
        let leaking = levels.mean[LEAKING] / running;
        Some(Self {
            levels,
            cpu: (nature.idle + used + jitter).clamp(0.001, 1.0),
            memory: (sound * (1.0 - leaking) + 0.74 * leaking).clamp(0.01, 1.0),
            most_memory: if leaking > 0.0 { 0.995 } else { (sound * 1.06).clamp(0.01, 1.0) },
        })
    }
}

/// How busy the world is in that minute of its day (UTC): least at four in the morning, most at four in the afternoon;
/// 1 on the average.
fn day_curve(minute: u64) -> f64 {
    let phase = from_whole((minute + DAY - 16 * 60) % DAY) / from_whole(DAY);
    1.0 + 0.42 * (TAU * phase).cos() + 0.06 * (2.0 * TAU * phase).cos()
}

#[expect(clippy::cast_precision_loss, reason = "minutes of a day")]
fn from_whole(minutes: u64) -> f64 {
    minutes as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nature() -> Nature {
        Nature::of(Chance::of(1, &["shop", "web"]))
    }

    #[test]
    fn the_afternoon_is_busier_than_the_night() {
        assert!(day_curve(16 * 60) > 1.4);
        assert!(day_curve(4 * 60) < 0.7);
        let mean = (0..DAY).map(day_curve).sum::<f64>() / 1_440.0;
        assert!((0.999..1.001).contains(&mean), "{mean}");
    }

    #[test]
    fn requests_know_the_size_a_service_was_made_for_and_no_other() {
        let nature = nature();
        let (one, four) = (nature.requests(1_024, 77), nature.requests(4_096, 77));
        assert!(one > 100.0 && (four / one - 4.0).abs() < 1e-9, "{one} {four}");
    }

    #[test]
    fn twice_the_tasks_have_half_the_work_each_and_busy_ones_always_have_much() {
        let nature = nature();
        let used = nature.use_of(1_000.0, 1_024.0, 0.0);
        assert!((nature.use_of(1_000.0, 2_048.0, 0.0) - used / 2.0).abs() < 1e-12);
        assert!((nature.use_of(0.0, 1_024.0, 1.0) - SPINS).abs() < 1e-12);
    }

    #[test]
    fn answers_take_longer_under_load_and_not_for_ever() {
        let nature = nature();
        let (calm, pressed, drowned) = (nature.latency(0.1, 5), nature.latency(0.8, 5), nature.latency(30.0, 5));
        assert!(pressed > 4.0 * calm && drowned > pressed && drowned < 20.0 * calm, "{calm} {pressed} {drowned}");
    }

    #[test]
    fn bursts_come_now_and_then() {
        let nature = nature();
        let minutes = (0..60 * 24 * 30).filter(|minute| nature.burst(*minute) > 1.0).count();
        assert!((200..900).contains(&minutes), "{minutes} minutes of a month");
    }
}
