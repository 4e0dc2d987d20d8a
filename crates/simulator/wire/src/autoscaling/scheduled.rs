//! Scheduled actions.

use serde_json::{Value, json};

use super::policies::mark;
use super::{Answer, Request, naming, narrowed, number, page, selects, service, text, texts};
use simulator_engine::autoscaling::scheduled::{ScheduledAction, Scheduling};
use simulator_engine::autoscaling::target::ScalableTarget;
use simulator_engine::world::World;
use simulator_engine::{Engine, Millis};

pub fn put(engine: &mut Engine, request: &Request) -> Answer {
    let service = service(request)?;
    let action = request.get("ScalableTargetAction").and_then(Value::as_object).cloned().unwrap_or_default();
    let asked = Scheduling {
        name: text(request, "ScheduledActionName").unwrap_or_default().to_owned(),
        expression: text(request, "Schedule").map(str::to_owned),
        timezone: text(request, "Timezone").map(str::to_owned),
        start: moment(request, "StartTime"),
        end: moment(request, "EndTime"),
        min: number(&action, "MinCapacity"),
        max: number(&action, "MaxCapacity"),
    };
    engine.put_scheduled_action(&service, asked)?;
    Ok(json!({}))
}

pub fn delete(engine: &mut Engine, request: &Request) -> Answer {
    let name = text(request, "ScheduledActionName").unwrap_or_default();
    engine.delete_scheduled_action(&service(request)?, name)?;
    Ok(json!({}))
}

pub fn describe(world: &World, request: &Request) -> Answer {
    narrowed(request, "ResourceId")?;
    let names = texts(request, "ScheduledActionNames").filter(|names| !names.is_empty());
    let targets = world.scalable_targets().filter(|target| selects(request, target));
    let actions = targets.flat_map(|target| {
        let all = target.scheduled_actions();
        let wanted = all.filter(|action| names.as_ref().is_none_or(|names| names.contains(&action.name)));
        wanted.map(move |action| (mark(target, &action.name), view(target, action)))
    });
    let mut actions: Vec<_> = actions.collect();
    actions.sort_by(|(one, _), (other, _)| one.cmp(other));
    page::answer("DescribeScheduledActions", request, &page::FIFTY, "ScheduledActions", actions.into_iter())
}

fn view(target: &ScalableTarget, action: &ScheduledAction) -> Value {
    let mut view = naming(target);
    view["ScheduledActionName"] = (*action.name).into();
    view["ScheduledActionARN"] = (*action.arn).into();
    view["Schedule"] = (*action.expression).into();
    view["CreationTime"] = action.created_at.as_seconds().into();
    view["ScalableTargetAction"] = json!({});
    let optional = [
        ("Timezone", action.timezone.clone().map(Value::from)),
        ("StartTime", action.start.map(|at| at.as_seconds().into())),
        ("EndTime", action.end.map(|at| at.as_seconds().into())),
    ];
    for (member, value) in optional {
        if let Some(value) = value {
            view[member] = value;
        }
    }
    for (member, bound) in [("MinCapacity", action.min), ("MaxCapacity", action.max)] {
        if let Some(bound) = bound {
            view["ScalableTargetAction"][member] = bound.into();
        }
    }
    view
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a negative moment is the beginning of time"
)]
fn moment(request: &Request, member: &str) -> Option<Millis> {
    Some(Millis((request.get(member)?.as_f64()? * 1_000.0) as u64))
}
