//! Scheduled actions: minimum and maximum by the clock.

use super::schedule::Schedule;
use super::target::ScalableTarget;
use super::{Look, invalid, names, not_found};
use crate::calendar::Zone;
use crate::error::ApiError;
use crate::id::{ServiceKey, Uuid};
use crate::{Engine, Millis};

/// <https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html>
const ACTIONS_MAX: usize = 200;

/// A scheduled action.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScheduledAction.html>
#[derive(Clone, Debug)]
pub struct ScheduledAction {
    /// Its name, unique for its target.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// The schedule as it was put.
    pub expression: String,
    /// The time zone as it was put.
    pub timezone: Option<String>,
    /// It does nothing before this.
    pub start: Option<Millis>,
    /// It does nothing after this, and goes.
    pub end: Option<Millis>,
    /// The minimum it sets.
    pub min: Option<u32>,
    /// The maximum it sets.
    pub max: Option<u32>,
    /// When it was first put.
    pub created_at: Millis,
    schedule: Schedule,
    zone: Zone,
    version: u32,
}

/// What PutScheduledAction asks.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html>
#[derive(Clone, Debug, Default)]
pub struct Scheduling {
    /// The action's name.
    pub name: String,
    /// Unchanged when absent; a new action needs it.
    pub expression: Option<String>,
    /// An IANA name; UTC when absent.
    pub timezone: Option<String>,
    /// None when absent, also for an action that had one.
    pub start: Option<Millis>,
    /// None when absent, also for an action that had one.
    pub end: Option<Millis>,
    /// Minimum and maximum, of which one may be absent; unchanged when both are.
    pub min: Option<i64>,
    /// See `min`.
    pub max: Option<i64>,
}

impl ScheduledAction {
    /// When it will next do something after that moment.
    #[must_use]
    pub fn next(&self, after: Millis) -> Option<Millis> {
        let from = self.start.map_or(after, |start| after.max(start.before(1)));
        let next = self.schedule.next(&self.zone, self.start.unwrap_or(self.created_at), from)?;
        (self.end.is_none_or(|end| next <= end)).then_some(next)
    }
}

impl Engine {
    /// Makes a scheduled action of a target, or changes the one of that name.
    ///
    /// # Errors
    /// `ObjectNotFoundException` for a service that is no target; `ValidationException`, `LimitExceededException`.
    pub fn put_scheduled_action(&mut self, service: &ServiceKey, asked: Scheduling) -> Result<(), ApiError> {
        let (now, id, arns) = (self.now(), Uuid::random(self.random.bits()), self.world.arns.clone());
        let target = self.registered_mut(service)?;
        let known = target.scheduled.get(&asked.name);
        if known.is_none() && target.scheduled.len() >= ACTIONS_MAX {
            let message = format!("The limit of {ACTIONS_MAX} scheduled actions per scalable target was reached.");
            return Err(ApiError::new("LimitExceededException", message));
        }
        let expression = asked.expression.or_else(|| known.map(|it| it.expression.clone()));
        let expression =
            expression.ok_or_else(|| invalid("A schedule must be specified for a new scheduled action"))?;
        let schedule = Schedule::parse(&expression)
            .ok_or_else(|| invalid("Schedule format is invalid. Use an at, rate or cron expression."))?;
        let timezone = asked.timezone.or_else(|| known.and_then(|it| it.timezone.clone()));
        let zone = timezone.as_deref().map_or(Some(Zone::UTC), Zone::named);
        let zone = zone.ok_or_else(|| invalid("The time zone is not a valid IANA time zone name"))?;
        let (min, max) = match (asked.min, asked.max) {
            (None, None) => known.map_or((None, None), |it| (it.min, it.max)),
            asked => (capacity(asked.0)?, capacity(asked.1)?),
        };
        check(min, max, asked.start, asked.end)?;
        let action = ScheduledAction {
            arn: known.map_or_else(|| names::scheduled(&arns, id, service, &asked.name), |it| it.arn.clone()),
            created_at: known.map_or(now, |it| it.created_at),
            version: known.map_or(0, |it| it.version + 1),
            name: asked.name,
            start: asked.start,
            end: asked.end,
            expression,
            timezone,
            min,
            max,
            schedule,
            zone,
        };
        let next = action.next(now).ok_or_else(|| invalid("The schedule has no time in the future"))?;
        let look = Look::Scheduled { name: action.name.clone(), version: action.version };
        target.scheduled.insert(action.name.clone(), action);
        self.plan_scaling(service, next, look);
        Ok(())
    }

    /// Deletes a scheduled action.
    ///
    /// # Errors
    /// `ObjectNotFoundException`.
    pub fn delete_scheduled_action(&mut self, service: &ServiceKey, name: &str) -> Result<(), ApiError> {
        let missing = || not_found("scheduled action found", service, &format!(", scheduled action name: {name}"));
        let target = self.world.scaling.get_mut(service).ok_or_else(missing)?;
        target.scheduled.remove(name).map(drop).ok_or_else(missing)
    }

    pub(super) fn fire_scheduled(&mut self, service: &ServiceKey, name: &str, version: u32) {
        let now = self.now();
        let Some(target) = self.target_mut(service) else { return };
        let Some(action) = target.scheduled.get(name).filter(|action| action.version == version).cloned() else {
            return;
        };
        let next = action.next(now);
        if next.is_none() {
            target.scheduled.remove(name);
        }
        if let Some(next) = next {
            self.plan_scaling(service, next, Look::Scheduled { name: name.to_owned(), version });
        }
        if self.target_mut(service).is_some_and(|target| !target.suspended.scheduled) {
            self.move_bounds(service, &action);
        }
    }

    fn move_bounds(&mut self, service: &ServiceKey, action: &ScheduledAction) {
        let Some(target) = self.target_mut(service) else { return };
        target.take_bounds(action);
        let what = match (action.min, action.max) {
            (Some(min), Some(max)) => format!("min capacity to {min} and max capacity to {max}"),
            (Some(min), None) => format!("min capacity to {min}"),
            (None, Some(max)) => format!("max capacity to {max}"),
            (None, None) => return,
        };
        let cause = format!("scheduled action name {} was triggered", action.name);
        self.tell_done(service, format!("Setting {what}"), cause, format!("Successfully set {what}"));
        self.bring_within_bounds(service);
        self.scaling_moved(service);
    }
}

impl ScalableTarget {
    /// A minimum above the maximum takes the maximum along, and the other way round.
    fn take_bounds(&mut self, action: &ScheduledAction) {
        if let Some(min) = action.min {
            (self.min, self.max) = (min, self.max.max(min));
        }
        if let Some(max) = action.max {
            (self.min, self.max) = (self.min.min(max), max);
        }
    }
}

fn capacity(asked: Option<i64>) -> Result<Option<u32>, ApiError> {
    let refuse = |_| invalid("Capacity must be greater than or equal to 0");
    asked.map(u32::try_from).transpose().map_err(refuse)
}

fn check(min: Option<u32>, max: Option<u32>, start: Option<Millis>, end: Option<Millis>) -> Result<(), ApiError> {
    if min.is_none() && max.is_none() {
        return Err(invalid("A scalable target action with a minimum or a maximum capacity must be specified"));
    }
    if min.zip(max).is_some_and(|(min, max)| max < min) {
        return Err(invalid("Maximum capacity cannot be less than minimum capacity"));
    }
    if start.zip(end).is_some_and(|(start, end)| end <= start) {
        return Err(invalid("The end time must be after the start time"));
    }
    Ok(())
}
