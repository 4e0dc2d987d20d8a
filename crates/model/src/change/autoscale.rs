//! What becomes of Application Auto Scaling where somebody sets a count by hand.

use serde::{Deserialize, Serialize};

use super::number::number;
use super::{Ask, MOST_TASKS};
use crate::audit::FieldChange;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::scaling::ScalableTarget;
use crate::term::FieldName;

/// What is asked of the scalable target that a service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ScalingAsk {
    /// Its policies scale it neither in nor out any more.
    Suspend,
    /// They do again.
    Resume,
    /// The bound that is in the way of the count moves to it.
    Widen,
    /// Other bounds; those that are not given stay.
    Bounds {
        /// Never fewer tasks than this.
        minimum: Option<u32>,
        /// Never more.
        maximum: Option<u32>,
    },
}

/// What is different about a scalable target when it was changed; what is `None` stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TargetChange {
    /// Never fewer tasks than this.
    pub minimum: Option<u32>,
    /// Never more.
    pub maximum: Option<u32>,
    /// Whether policies scale neither in nor out.
    pub suspended: Option<bool>,
}

impl ScalingAsk {
    /// The words that an address has for them, and a form.
    pub const WORDS: [&'static str; 4] = ["suspend", "resume", "widen", "bounds"];

    const fn word(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::Widen => "widen",
            Self::Bounds { .. } => "bounds",
        }
    }

    /// What is different about a target then, for a service that is to run so many tasks.
    pub fn change(self, target: &ScalableTarget, desired: u32) -> TargetChange {
        let suspends = |on: bool| TargetChange {
            suspended: (target.scales_in() == on || target.scales_out() == on).then_some(on),
            ..TargetChange::default()
        };
        let differs = |wanted: Option<u32>, now: u32| wanted.filter(|wanted| *wanted != now);
        match self {
            Self::Suspend => suspends(true),
            Self::Resume => suspends(false),
            Self::Widen => TargetChange {
                minimum: (desired < target.minimum).then_some(desired),
                maximum: (desired > target.maximum).then_some(desired),
                suspended: None,
            },
            Self::Bounds { minimum, maximum } => TargetChange {
                minimum: differs(minimum, target.minimum),
                maximum: differs(maximum, target.maximum),
                suspended: None,
            },
        }
    }

    /// Whether the target is changed before the count. Each change of a target brings a count that is out of its bounds
    /// between them, so nothing is changed about it while the count is outside.
    ///
    /// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html>
    pub fn comes_first(self, target: &ScalableTarget, desired: u32) -> bool {
        match self {
            Self::Suspend | Self::Widen => true,
            Self::Resume => false,
            Self::Bounds { .. } => !target.allows(desired),
        }
    }
}

impl TargetChange {
    /// Whether all of it is so already.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// The change in words: `suspend scaling`, `scale up to 12 at the most`.
    pub fn words(&self) -> String {
        match (self.suspended, self.minimum, self.maximum) {
            (Some(true), ..) => "suspend scaling".to_owned(),
            (Some(false), ..) => "resume scaling".to_owned(),
            (None, Some(minimum), Some(maximum)) => format!("scale between {minimum} and {maximum}"),
            (None, Some(minimum), None) => format!("scale down to {minimum} at the least"),
            (None, None, Some(maximum)) => format!("scale up to {maximum} at the most"),
            (None, None, None) => String::new(),
        }
    }

    /// What the target is then.
    pub fn applied_to(&self, target: &ScalableTarget) -> ScalableTarget {
        let suspended = match self.suspended {
            None => target.suspended.clone(),
            Some(on) => target.with_dynamic_scaling_suspended(on),
        };
        ScalableTarget {
            minimum: self.minimum.unwrap_or(target.minimum),
            maximum: self.maximum.unwrap_or(target.maximum),
            suspended,
            ..target.clone()
        }
    }

    /// The fields that change, by their names in the API.
    pub fn fields(&self, target: &ScalableTarget) -> Vec<FieldChange> {
        let after = self.applied_to(target);
        let both = texts(target).into_iter().zip(texts(&after));
        let differ = both.filter(|((_, before), (_, after))| before != after);
        differ
            .map(|((field, before), (_, after))| FieldChange {
                field: field.to_owned(),
                before: Some(before),
                after: Some(after),
            })
            .collect()
    }

    /// Whether a target is what these fields say it was to become, as far as they are about one.
    pub fn is_shown(fields: &[FieldChange], target: &ScalableTarget) -> bool {
        let now = texts(target);
        let of_target = fields.iter().filter_map(|change| {
            let (_, text) = now.iter().find(|(field, _)| *field == change.field)?;
            Some((change.after.as_deref(), text))
        });
        let mut of_target = of_target.peekable();
        of_target.peek().is_some() && of_target.all(|(wanted, now)| wanted == Some(now))
    }

    /// What is asked of a target so that it is again what it was before these fields were changed; `None` when they say
    /// nothing of one.
    pub fn undone(fields: &[FieldChange]) -> Option<ScalingAsk> {
        let before = |field: &str| fields.iter().find(|change| change.field == field)?.before.as_deref();
        let bound = |field: &str| before(field).and_then(|text| text.parse().ok());
        let (minimum, maximum) = (bound(MINIMUM), bound(MAXIMUM));
        if minimum.is_some() || maximum.is_some() {
            return Some(ScalingAsk::Bounds { minimum, maximum });
        }
        match (before(SUSPENDED_IN)?, before(SUSPENDED_OUT)?) {
            ("false", "false") => Some(ScalingAsk::Resume),
            ("true", "true") => Some(ScalingAsk::Suspend),
            _ => None,
        }
    }
}

/// What can be changed about a target, by its name in the API.
fn texts(target: &ScalableTarget) -> [(&'static str, String); 4] {
    [
        (MINIMUM, target.minimum.to_string()),
        (MAXIMUM, target.maximum.to_string()),
        (SUSPENDED_IN, (!target.scales_in()).to_string()),
        (SUSPENDED_OUT, (!target.scales_out()).to_string()),
    ]
}

const MINIMUM: &str = "minCapacity";
const MAXIMUM: &str = "maxCapacity";
const SUSPENDED_IN: &str = "suspendedState.dynamicScalingInSuspended";
const SUSPENDED_OUT: &str = "suspendedState.dynamicScalingOutSuspended";

/// The field of an address that says what becomes of the target, and the word for leaving it as it is.
const FIELD: &str = "scaling";
const KEEP: &str = "keep";

/// What an address asks of a count and of the target; `None` while it does not say yet.
pub(super) fn read(query: &[(&str, &str)]) -> Result<Option<Ask>, FieldErrors> {
    let mut errors = Vec::new();
    let mut given = [(DESIRED, None), (FIELD, None), (MINIMUM, None), (MAXIMUM, None)];
    for (name, value) in query {
        match given.iter_mut().find(|(field, _)| field == name) {
            None => errors.push(FieldError::of(name, Problem::Unknown)),
            Some((_, Some(_))) => errors.push(FieldError::of(name, Problem::Repeated)),
            Some((_, empty)) => *empty = Some(value.trim()),
        }
    }
    let [desired, target, minimum, maximum] = given;
    let desired = count(desired, &mut errors);
    let target = match target.1.filter(|word| !word.is_empty() && *word != KEEP) {
        None => None,
        Some("suspend") => Some(ScalingAsk::Suspend),
        Some("resume") => Some(ScalingAsk::Resume),
        Some("widen") => Some(ScalingAsk::Widen),
        Some("bounds") => {
            let (minimum, maximum) = (count(minimum, &mut errors), count(maximum, &mut errors));
            Some(ScalingAsk::Bounds { minimum, maximum })
        }
        Some(_) => {
            let offered = [KEEP].into_iter().chain(ScalingAsk::WORDS).map(FieldName::literal).collect();
            errors.push(FieldError::new(FIELD, Problem::NotOffered(offered)));
            None
        }
    };
    match target {
        Some(ScalingAsk::Widen) if desired.is_none() && errors.is_empty() => {
            errors.push(FieldError::new(DESIRED, Problem::Missing));
        }
        Some(ScalingAsk::Bounds { minimum: None, maximum: None }) if errors.is_empty() => {
            errors.push(FieldError::new(MAXIMUM, Problem::Missing));
        }
        Some(ScalingAsk::Bounds { minimum: Some(minimum), maximum: Some(maximum) }) if minimum > maximum => {
            errors.push(FieldError::new(MAXIMUM, Problem::NotBetween(minimum, MOST_TASKS)));
        }
        _ => {}
    }
    if !errors.is_empty() {
        return Err(FieldErrors(errors));
    }
    Ok(match target {
        Some(target) => Some(Ask::Autoscale { desired, target }),
        None => desired.map(|desired| Ask::Scale { desired }),
    })
}

/// A count, where a field gives one.
fn count((field, text): (&'static str, Option<&str>), errors: &mut Vec<FieldError>) -> Option<u32> {
    let read = number(text.filter(|text| !text.is_empty())?, 0, MOST_TASKS);
    read.map_err(|problem| errors.push(FieldError::new(field, problem))).ok()
}

/// The field for the count.
const DESIRED: &str = "desired";

/// The fields and values that an address asks this with.
pub(super) fn pairs(desired: Option<u32>, target: ScalingAsk) -> Vec<(&'static str, String)> {
    let (minimum, maximum) = match target {
        ScalingAsk::Bounds { minimum, maximum } => (minimum, maximum),
        ScalingAsk::Suspend | ScalingAsk::Resume | ScalingAsk::Widen => (None, None),
    };
    let number = |field, number: Option<u32>| number.map(|number| (field, number.to_string()));
    let all = [
        number(DESIRED, desired),
        Some((FIELD, target.word().to_owned())),
        number(MINIMUM, minimum),
        number(MAXIMUM, maximum),
    ];
    all.into_iter().flatten().collect()
}
