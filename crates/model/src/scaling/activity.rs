//! Scaling activities: what Application Auto Scaling did, and why it did not.

use serde::{Deserialize, Serialize};

use crate::open_enum::open_enum;
use crate::time::Timestamp;

open_enum! {
    /// How a scaling activity fares.
    ///
    /// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingActivity.html>
    ActivityStatus {
        /// It has not begun.
        Pending = "Pending",
        /// The desired count is set; the service has not come to it yet.
        InProgress = "InProgress",
        /// The service has what was set.
        Successful = "Successful",
        /// Something else was set meanwhile.
        Overridden = "Overridden",
        /// The service did not come to it in time.
        Unfulfilled = "Unfulfilled",
        /// Nothing was scaled.
        Failed = "Failed",
    }
}

open_enum! {
    /// Why a policy that was called did not scale.
    ///
    /// <https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scaling-activities.html>
    NotScaledCode {
        /// It would have had to scale back at once.
        AutoScalingAnticipatedFlapping = "AutoScalingAnticipatedFlapping",
        /// ECS does not let the service be scaled at the moment.
        TargetServicePutResourceAsUnscalable = "TargetServicePutResourceAsUnscalable",
        /// The maximum capacity is in the way.
        AlreadyAtMaxCapacity = "AlreadyAtMaxCapacity",
        /// The minimum capacity is in the way.
        AlreadyAtMinCapacity = "AlreadyAtMinCapacity",
        /// What it came to is what is there.
        AlreadyAtDesiredCapacity = "AlreadyAtDesiredCapacity",
    }
}

/// Why an activity scaled nothing, with the numbers that AWS gives.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_NotScaledReason.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotScaledReason {
    /// The reason.
    pub code: NotScaledCode,
    /// The minimum capacity then.
    pub minimum: Option<u32>,
    /// The maximum capacity then.
    pub maximum: Option<u32>,
    /// The count that the service had then.
    pub current: Option<u32>,
}

/// One thing that Application Auto Scaling did, or was called to do and did not.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingActivity.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScalingActivity {
    /// Its id.
    pub id: String,
    /// What is done, in AWS's words: `Setting desired count to 6.`
    pub description: String,
    /// Why, in AWS's words.
    pub cause: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How it fares.
    pub status: ActivityStatus,
    /// How it fares, in AWS's words.
    pub message: Option<String>,
    /// Why nothing was scaled, if that is it.
    pub not_scaled: Vec<NotScaledReason>,
}

/// What began an activity, where AWS's sentence is of a form that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger<'a> {
    /// An alarm called a policy.
    Policy {
        /// The name of the policy.
        policy: &'a str,
        /// The name of the alarm.
        alarm: &'a str,
    },
    /// The minimum capacity was raised above the count.
    Minimum(u32),
    /// The maximum capacity was lowered below the count.
    Maximum(u32),
    /// A scheduled action, by its name.
    Scheduled(&'a str),
}

impl NotScaledReason {
    /// The reason in a few words; a code that nobody knows is shown as it came.
    pub fn words(&self) -> String {
        let at = |bound: Option<u32>| bound.map(|bound| format!(" of {bound}")).unwrap_or_default();
        let now = self.current.map(|current| format!(", {current} are set")).unwrap_or_default();
        match &self.code {
            NotScaledCode::AlreadyAtMaxCapacity => format!("it is at its maximum{}", at(self.maximum)),
            NotScaledCode::AlreadyAtMinCapacity => format!("it is at its minimum{}", at(self.minimum)),
            NotScaledCode::AlreadyAtDesiredCapacity => {
                format!("the policy came to the count it has{now}")
            }
            NotScaledCode::AutoScalingAnticipatedFlapping => {
                format!("the metric would have scaled it back at once{now}")
            }
            NotScaledCode::TargetServicePutResourceAsUnscalable => {
                format!("ECS did not let it be scaled at the time{now}; the policy tries again while its alarm lasts")
            }
            NotScaledCode::Other(code) => {
                let numbers = [("min", self.minimum), ("max", self.maximum), ("current", self.current)];
                let numbers = numbers.into_iter().filter_map(|(name, count)| Some(format!("{name} {}", count?)));
                let numbers = numbers.collect::<Vec<_>>().join(", ");
                if numbers.is_empty() { code.clone() } else { format!("{code} ({numbers})") }
            }
        }
    }
}

impl ScalingActivity {
    /// Whether nothing was scaled because something was in the way, rather than because scaling failed.
    pub fn is_not_scaled(&self) -> bool {
        !self.not_scaled.is_empty()
    }

    /// Whether scaling was tried and failed.
    pub fn is_failure(&self) -> bool {
        self.status == ActivityStatus::Failed && !self.is_not_scaled()
    }

    /// The desired count that it sets, if it sets one.
    pub fn sets(&self) -> Option<u32> {
        self.description.strip_prefix("Setting desired count to ")?.trim_end_matches('.').parse().ok()
    }

    /// What began it.
    pub fn trigger(&self) -> Option<Trigger<'_>> {
        let cause = self.cause.trim().trim_end_matches('.');
        if let Some((alarm, policy)) =
            cause.strip_prefix("monitor alarm ").and_then(|rest| rest.split_once(" in state ALARM triggered policy "))
        {
            return Some(Trigger::Policy { policy, alarm });
        }
        if let Some(count) = cause.strip_prefix("minimum capacity was set to ") {
            return count.parse().ok().map(Trigger::Minimum);
        }
        if let Some(count) = cause.strip_prefix("maximum capacity was set to ") {
            return count.parse().ok().map(Trigger::Maximum);
        }
        let action = cause.strip_prefix("scheduled action name ")?.strip_suffix(" was triggered")?;
        Some(Trigger::Scheduled(action))
    }

    /// What it did, in a few words: `Desired count 6`, `Minimum 2, maximum 9`, or why it did nothing; anything else as
    /// AWS wrote it.
    pub fn words(&self) -> String {
        if self.is_not_scaled() {
            let reasons: Vec<String> = self.not_scaled.iter().map(NotScaledReason::words).collect();
            return capital(&reasons.join("; "));
        }
        if let Some(count) = self.sets() {
            return format!("Desired count {count}");
        }
        self.bounds().unwrap_or_else(|| self.description.clone())
    }

    /// `Minimum 2, maximum 9`, from AWS's sentence for a scheduled action.
    fn bounds(&self) -> Option<String> {
        let rest = self.description.trim_end_matches('.').strip_prefix("Setting ")?;
        let parts = rest.split(" and ").map(|part| {
            let (bound, count) = part.split_once(" capacity to ")?;
            let count: u32 = count.parse().ok()?;
            match bound {
                "min" => Some(format!("minimum {count}")),
                "max" => Some(format!("maximum {count}")),
                _ => None,
            }
        });
        Some(capital(&parts.collect::<Option<Vec<_>>>()?.join(", ")))
    }
}

/// The words with a capital letter at the beginning.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn activity(description: &str, cause: &str) -> ScalingActivity {
        ScalingActivity {
            id: "1".to_owned(),
            description: description.to_owned(),
            cause: cause.to_owned(),
            started_at: Timestamp(0),
            ended_at: None,
            status: ActivityStatus::Successful,
            message: None,
            not_scaled: Vec::new(),
        }
    }

    fn reason(code: &str, maximum: Option<u32>) -> NotScaledReason {
        NotScaledReason { code: code.into(), minimum: None, maximum, current: None }
    }

    #[test]
    fn what_aws_writes_is_understood_where_its_form_is_known() {
        let cause = "monitor alarm TargetTracking-service/shop/web-AlarmHigh-1 in state ALARM triggered policy cpu 20";
        let one = activity("Setting desired count to 6.", cause);
        let trigger = Trigger::Policy { policy: "cpu 20", alarm: "TargetTracking-service/shop/web-AlarmHigh-1" };
        assert_eq!((one.sets(), one.words(), one.trigger()), (Some(6), "Desired count 6".to_owned(), Some(trigger)));
        let bounds =
            activity("Setting min capacity to 6 and max capacity to 9", "scheduled action name open was triggered");
        let expect = (None, "Minimum 6, maximum 9".to_owned(), Some(Trigger::Scheduled("open")));
        assert_eq!((bounds.sets(), bounds.words(), bounds.trigger()), expect);
        assert_eq!(activity("Setting min capacity to 2", "").words(), "Minimum 2");
        assert_eq!(activity("", "minimum capacity was set to 3").trigger(), Some(Trigger::Minimum(3)));
        assert_eq!(activity("", "maximum capacity was set to 3").trigger(), Some(Trigger::Maximum(3)));
    }

    #[test]
    fn what_is_of_no_known_form_stays_as_it_came_and_claims_nothing() {
        for text in ["", "Setting desired count to many.", "Setting ", "Setting the sails", "Setting é and ü", "<b>"]
        {
            let one = activity(text, text);
            assert_eq!((one.sets(), one.trigger(), one.words()), (None, None, text.to_owned()));
        }
    }

    #[test]
    fn a_reason_is_told_with_its_numbers_and_a_code_nobody_knows_as_it_came() {
        assert_eq!(reason("AlreadyAtMaxCapacity", Some(4)).words(), "it is at its maximum of 4");
        assert_eq!(reason("AlreadyAtMaxCapacity", None).words(), "it is at its maximum");
        let minimum = NotScaledReason { minimum: Some(2), ..reason("AlreadyAtMinCapacity", None) };
        assert_eq!(minimum.words(), "it is at its minimum of 2");
        let same = NotScaledReason { current: Some(5), ..reason("AlreadyAtDesiredCapacity", None) };
        assert_eq!(same.words(), "the policy came to the count it has, 5 are set");
        let flapping = NotScaledReason { current: Some(5), ..reason("AutoScalingAnticipatedFlapping", None) };
        assert_eq!(flapping.words(), "the metric would have scaled it back at once, 5 are set");
        assert_eq!(reason("MoonInTheWay", None).words(), "MoonInTheWay");
        let numbers = NotScaledReason { current: Some(5), ..reason("MoonInTheWay", Some(9)) };
        assert_eq!(numbers.words(), "MoonInTheWay (max 9, current 5)");
        let held = ScalingActivity { not_scaled: vec![numbers, minimum], ..activity("Attempting to scale", "") };
        assert_eq!(held.words(), "MoonInTheWay (max 9, current 5); it is at its minimum of 2");
    }
}
