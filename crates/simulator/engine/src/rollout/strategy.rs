//! How traffic moves from one revision to the next.

use crate::time::minutes;
use crate::{JsonMap, json};
use serde_json::Value;

/// All traffic, in tenths of a percent.
pub const ALL: u32 = 1_000;

/// How a service deployment replaces one revision by another.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// Task by task.
    Rolling,
    /// A second set of tasks, then all traffic at once.
    BlueGreen,
    /// A second set of tasks, then traffic in equal steps.
    Linear {
        /// Tenths of a percent in each step.
        step: u32,
        /// Milliseconds between two steps.
        bake: u64,
    },
    /// A second set of tasks, a little traffic, then the rest.
    Canary {
        /// Tenths of a percent in the first step.
        first: u32,
        /// Milliseconds until the second.
        bake: u64,
    },
}

impl Strategy {
    /// What a `deploymentConfiguration` asks for, with AWS's defaults.
    pub(crate) fn read(configuration: &JsonMap) -> Self {
        let part = |key: &str| json::object(configuration, key);
        match json::text(configuration, "strategy") {
            Some("BLUE_GREEN") => Self::BlueGreen,
            Some("LINEAR") => {
                let linear = part("linearConfiguration");
                Self::Linear {
                    step: linear.and_then(|it| tenths(it, "stepPercent")).unwrap_or(100),
                    bake: minutes(linear.and_then(|it| json::count(it, "stepBakeTimeInMinutes")).unwrap_or(6).into()),
                }
            }
            Some("CANARY") => {
                let canary = part("canaryConfiguration");
                Self::Canary {
                    first: canary.and_then(|it| tenths(it, "canaryPercent")).unwrap_or(50),
                    bake: minutes(
                        canary.and_then(|it| json::count(it, "canaryBakeTimeInMinutes")).unwrap_or(10).into(),
                    ),
                }
            }
            _ => Self::Rolling,
        }
    }

    /// Whether a second set of tasks comes up and traffic moves to it.
    #[must_use]
    pub fn moves_traffic(self) -> bool {
        self != Self::Rolling
    }

    /// What the new revision has of the production traffic after so many steps, in tenths of a percent.
    pub(crate) fn weight_after(self, steps: usize) -> u32 {
        let steps = u32::try_from(steps).unwrap_or(ALL);
        match self {
            Self::Rolling | Self::BlueGreen => ALL,
            Self::Linear { step, .. } => step.saturating_mul(steps).min(ALL),
            Self::Canary { first, .. } if steps == 1 => first,
            Self::Canary { .. } => ALL,
        }
    }

    /// How long one step is watched before the next.
    pub(crate) fn step_bake(self) -> u64 {
        match self {
            Self::Rolling | Self::BlueGreen => 0,
            Self::Linear { bake, .. } | Self::Canary { bake, .. } => bake,
        }
    }
}

/// A percentage with at most one decimal, in tenths; `None` for anything else.
pub(crate) fn tenths(members: &JsonMap, key: &str) -> Option<u32> {
    let tenths = members.get(key).and_then(Value::as_f64)? * 10.0;
    let whole = tenths.round();
    ((tenths - whole).abs() < 1e-6 && (0.0..=f64::from(ALL)).contains(&whole)).then(|| as_whole(whole))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number between 0 and 1000")]
fn as_whole(number: f64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(configuration: Value, expect: Strategy, weights: &[u32]) {
        let strategy = Strategy::read(configuration.as_object().unwrap());
        assert_eq!(strategy, expect, "{configuration}");
        let steps: Vec<_> = (1..=weights.len()).map(|step| strategy.weight_after(step)).collect();
        assert_eq!(steps, weights, "{configuration}");
    }

    #[test]
    fn a_strategy_is_read_with_awss_defaults() {
        check(json!({}), Strategy::Rolling, &[ALL]);
        check(json!({ "strategy": "BLUE_GREEN" }), Strategy::BlueGreen, &[ALL]);
        check(json!({ "strategy": "LINEAR" }), Strategy::Linear { step: 100, bake: minutes(6) }, &[100, 200, 300]);
        check(json!({ "strategy": "CANARY" }), Strategy::Canary { first: 50, bake: minutes(10) }, &[50, ALL]);
        check(
            json!({ "strategy": "LINEAR", "linearConfiguration": { "stepPercent": 33.4, "stepBakeTimeInMinutes": 2 } }),
            Strategy::Linear { step: 334, bake: minutes(2) },
            &[334, 668, ALL, ALL],
        );
        check(
            json!({ "strategy": "CANARY", "canaryConfiguration": { "canaryPercent": 0.1, "canaryBakeTimeInMinutes": 0 } }),
            Strategy::Canary { first: 1, bake: 0 },
            &[1, ALL],
        );
    }

    #[test]
    fn a_percentage_has_one_decimal_at_most() {
        let read = |value: Value| tenths(json!({ "p": value }).as_object().unwrap(), "p");
        assert_eq!((read(json!(12.3)), read(json!(7)), read(json!(100.0))), (Some(123), Some(70), Some(1_000)));
        assert_eq!(
            (read(json!(12.34)), read(json!(-1)), read(json!(100.1)), read(json!("5"))),
            (None, None, None, None)
        );
    }
}
