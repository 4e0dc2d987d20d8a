//! Step scaling: the further beyond the threshold, the bigger the step.
//!
//! <https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-step-scaling-policies.html>

use super::{invalid, tracking};
use crate::error::ApiError;
use crate::{JsonMap, json};
use serde_json::Value;

/// <https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html>
const STEPS_MAX: usize = 20;

/// What a step's number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// So many tasks more or fewer.
    Change,
    /// So many percent more or fewer.
    Percent,
    /// So many tasks.
    Exact,
}

/// One step: how far beyond the threshold, and what then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Inclusive above the threshold, exclusive below it; open when `None`.
    pub lower: Option<f64>,
    /// Exclusive above the threshold, inclusive below it; open when `None`.
    pub upper: Option<f64>,
    /// How much.
    pub amount: i64,
}

/// How an alarm's data points are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    /// Their mean.
    Average,
    /// The smallest.
    Minimum,
    /// The largest.
    Maximum,
}

/// A step scaling policy's configuration, understood.
#[derive(Clone, Debug)]
pub struct StepScaling {
    /// What the steps' numbers mean.
    pub adjustment: Adjustment,
    /// The steps, by lower bound.
    pub steps: Vec<Step>,
    /// The least number of tasks that a percentage moves.
    pub least: i64,
    /// The pause after scaling, in milliseconds.
    pub cooldown: u64,
    /// How an alarm's data points are put together.
    pub aggregation: Aggregation,
}

impl StepScaling {
    /// Reads a `StepScalingPolicyConfiguration`.
    pub(super) fn read(configuration: &JsonMap) -> Result<Self, ApiError> {
        let adjustment = match json::text(configuration, "AdjustmentType") {
            Some("ChangeInCapacity") => Adjustment::Change,
            Some("PercentChangeInCapacity") => Adjustment::Percent,
            Some("ExactCapacity") => Adjustment::Exact,
            _ => return Err(invalid("The adjustment type must be specified")),
        };
        let mut steps: Vec<_> = json::objects(configuration, "StepAdjustments").map(step).collect();
        steps.sort_by(|one, other| bound(one.lower).total_cmp(&bound(other.lower)));
        check(&steps)?;
        let least = json::number(configuration, "MinAdjustmentMagnitude");
        if least.is_some() && adjustment != Adjustment::Percent {
            return Err(invalid("MinAdjustmentMagnitude can only be used with PercentChangeInCapacity"));
        }
        let aggregation = match json::text(configuration, "MetricAggregationType") {
            Some("Minimum") => Aggregation::Minimum,
            Some("Maximum") => Aggregation::Maximum,
            _ => Aggregation::Average,
        };
        let cooldown = tracking::cooldown(configuration, "Cooldown")?;
        Ok(Self { adjustment, steps, least: least.unwrap_or(1).max(1), cooldown, aggregation })
    }

    /// How many tasks are wanted from `current` on, when the metric is that far above the alarm's threshold (below:
    /// negative). `None` when no step is for that distance.
    #[must_use]
    pub fn wanted(&self, current: u32, distance: f64) -> Option<u32> {
        let holds = |step: &&Step| match distance >= 0.0 {
            true => bound(step.lower) <= distance && step.upper.is_none_or(|upper| distance < upper),
            false => bound(step.lower) < distance && step.upper.is_none_or(|upper| distance <= upper),
        };
        let amount = self.steps.iter().find(holds)?.amount;
        let wanted = match self.adjustment {
            Adjustment::Exact => amount,
            Adjustment::Change => i64::from(current) + amount,
            Adjustment::Percent => i64::from(current) + self.percent(current, amount),
        };
        Some(u32::try_from(wanted.max(0)).unwrap_or(u32::MAX))
    }

    /// A percentage in tasks: away from zero below one task, towards zero above.
    fn percent(&self, current: u32, amount: i64) -> i64 {
        let tasks = (i64::from(current) * amount.abs() / 100).max(self.least);
        tasks * amount.signum()
    }

    /// The data points put together; `None` when there is none.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "an alarm looks at a few data points")]
    pub fn aggregate(&self, values: &[f64]) -> Option<f64> {
        match self.aggregation {
            Aggregation::Average if values.is_empty() => None,
            Aggregation::Average => Some(values.iter().sum::<f64>() / values.len() as f64),
            Aggregation::Minimum => values.iter().copied().reduce(f64::min),
            Aggregation::Maximum => values.iter().copied().reduce(f64::max),
        }
    }
}

fn step(item: &JsonMap) -> Step {
    let number = |key: &str| item.get(key).and_then(Value::as_f64);
    Step {
        lower: number("MetricIntervalLowerBound"),
        upper: number("MetricIntervalUpperBound"),
        amount: json::number(item, "ScalingAdjustment").unwrap_or_default(),
    }
}

fn bound(lower: Option<f64>) -> f64 {
    lower.unwrap_or(f64::NEG_INFINITY)
}

/// Steps, by lower bound, must neither overlap nor leave a gap, and reach as far as the metric can.
fn check(steps: &[Step]) -> Result<(), ApiError> {
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else {
        return Err(invalid("There must be at least one step adjustment"));
    };
    if steps.len() > STEPS_MAX {
        return Err(ApiError::new(
            "LimitExceededException",
            format!("A policy has at most {STEPS_MAX} step adjustments"),
        ));
    }
    if steps.iter().any(|step| step.lower.is_none() && step.upper.is_none()) && steps.len() > 1 {
        return Err(invalid("The upper and lower bound cannot both be null in the same step adjustment"));
    }
    if steps.iter().any(|step| step.upper.is_some_and(|upper| upper <= bound(step.lower))) {
        return Err(invalid("The upper bound of a step adjustment must be greater than its lower bound"));
    }
    let meets = |pair: &[Step]| matches!((pair[0].upper, pair[1].lower), (Some(upper), Some(lower)) if upper.total_cmp(&lower).is_eq());
    if !steps.windows(2).all(meets) {
        return Err(invalid("Step adjustments cannot overlap or have a gap"));
    }
    if first.lower.is_some_and(|lower| lower < 0.0) {
        return Err(invalid(
            "There must be a step adjustment with an unspecified lower bound when one has a negative lower bound",
        ));
    }
    if last.upper.is_some_and(|upper| upper > 0.0) {
        return Err(invalid(
            "There must be a step adjustment with an unspecified upper bound when one has a positive upper bound",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn policy(kind: &str, steps: &[(Option<f64>, Option<f64>, i64)]) -> Value {
        let steps = steps.iter().map(|(lower, upper, amount)| {
            let mut step = json!({ "ScalingAdjustment": amount });
            if let Some(lower) = lower {
                step["MetricIntervalLowerBound"] = json!(lower);
            }
            if let Some(upper) = upper {
                step["MetricIntervalUpperBound"] = json!(upper);
            }
            step
        });
        json!({ "AdjustmentType": kind, "StepAdjustments": steps.collect::<Value>() })
    }

    fn read(configuration: &Value) -> Result<StepScaling, ApiError> {
        StepScaling::read(configuration.as_object().unwrap())
    }

    #[track_caller]
    fn check(configuration: &Value, cases: &[(u32, f64, Option<u32>)]) {
        let policy = read(configuration).unwrap();
        for (current, distance, expect) in cases {
            assert_eq!(policy.wanted(*current, *distance), *expect, "{current} tasks, {distance} beyond");
        }
    }

    #[test]
    fn the_step_is_that_of_the_distance_from_the_threshold() {
        let out = policy("ChangeInCapacity", &[(Some(0.0), Some(10.0), 1), (Some(10.0), None, 3)]);
        check(&out, &[(4, 0.0, Some(5)), (4, 9.9, Some(5)), (4, 10.0, Some(7)), (4, 500.0, Some(7)), (4, -1.0, None)]);
        let inwards = policy("ChangeInCapacity", &[(None, Some(-10.0), -2), (Some(-10.0), Some(0.0), -1)]);
        check(
            &inwards,
            &[(4, -0.5, Some(3)), (4, -10.0, Some(2)), (4, -30.0, Some(2)), (1, -30.0, Some(0)), (4, 1.0, None)],
        );
    }

    #[test]
    fn percentages_move_whole_tasks_and_at_least_the_magnitude() {
        let mut percent = policy("PercentChangeInCapacity", &[(Some(0.0), None, 25)]);
        check(&percent, &[(4, 1.0, Some(5)), (7, 1.0, Some(8)), (2, 1.0, Some(3)), (10, 1.0, Some(12))]);
        percent["MinAdjustmentMagnitude"] = json!(2);
        check(&percent, &[(4, 1.0, Some(6))]);
        check(&policy("PercentChangeInCapacity", &[(None, Some(0.0), -50)]), &[(5, -1.0, Some(3)), (1, -1.0, Some(0))]);
        check(&policy("ExactCapacity", &[(Some(0.0), None, 9)]), &[(4, 1.0, Some(9)), (12, 1.0, Some(9))]);
    }

    #[test]
    fn steps_that_overlap_leave_gaps_or_end_early_are_refused() {
        for steps in [
            &[][..],
            &[(Some(0.0), Some(10.0), 1)],
            &[(Some(0.0), Some(10.0), 1), (Some(12.0), None, 2)],
            &[(Some(0.0), Some(10.0), 1), (Some(5.0), None, 2)],
            &[(Some(-10.0), Some(0.0), -1)],
            &[(Some(5.0), Some(1.0), 1)],
            &[(None, None, 1), (Some(1.0), None, 1)],
        ] {
            let refusal = read(&policy("ChangeInCapacity", steps)).unwrap_err();
            assert_eq!(refusal.code, "ValidationException", "{steps:?}");
        }
    }

    #[test]
    fn data_points_are_put_together_as_the_policy_says() {
        let mut configuration = policy("ExactCapacity", &[(Some(0.0), None, 1)]);
        for (kind, expect) in [("Average", 4.0), ("Minimum", 1.0), ("Maximum", 9.0)] {
            configuration["MetricAggregationType"] = json!(kind);
            assert_eq!(read(&configuration).unwrap().aggregate(&[1.0, 9.0, 2.0]), Some(expect), "{kind}");
        }
        assert_eq!(read(&configuration).unwrap().aggregate(&[]), None);
    }
}
