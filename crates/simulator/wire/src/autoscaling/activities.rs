//! Scaling activities.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::{Answer, Request, naming, narrowed, page, selects};
use simulator_engine::autoscaling::activity::{NotScaled, ScalingActivity};
use simulator_engine::autoscaling::target::ScalableTarget;
use simulator_engine::world::World;

pub fn describe(world: &World, request: &Request) -> Answer {
    narrowed(request, "ResourceId")?;
    let all = request.get("IncludeNotScaledActivities").and_then(Value::as_bool).unwrap_or(false);
    let targets = world.scalable_targets().filter(|target| selects(request, target));
    let mut activities: Vec<_> = targets
        .flat_map(|target| target.activities.iter().map(move |activity| (target, activity)))
        .filter(|(_, activity)| all || activity.not_scaled.is_none())
        .collect();
    activities.sort_by_key(|(_, activity)| (Reverse(activity.started_at), activity.id));
    // The newest come first, and marks go up.
    let marked = activities.into_iter().map(|(target, activity)| {
        let mark = format!("{:020} {}", u64::MAX - activity.started_at.0, activity.id);
        (mark, view(target, activity))
    });
    page::answer("DescribeScalingActivities", request, &page::FIFTY, "ScalingActivities", marked)
}

fn view(target: &ScalableTarget, activity: &ScalingActivity) -> Value {
    let mut view = naming(target);
    view["ActivityId"] = activity.id.to_string().into();
    view["Description"] = (*activity.description).into();
    view["Cause"] = (*activity.cause).into();
    view["StartTime"] = activity.started_at.as_seconds().into();
    view["StatusCode"] = activity.status.word().into();
    if let Some(at) = activity.ended_at {
        view["EndTime"] = at.as_seconds().into();
    }
    if let Some(message) = &activity.message {
        view["StatusMessage"] = (**message).into();
    }
    match activity.not_scaled {
        Some(NotScaled::AtMaximum(max)) => {
            view["NotScaledReasons"] = json!([{ "Code": "AlreadyAtMaxCapacity", "MaxCapacity": max }]);
        }
        Some(NotScaled::AtMinimum(min)) => {
            view["NotScaledReasons"] = json!([{ "Code": "AlreadyAtMinCapacity", "MinCapacity": min }]);
        }
        None => {}
    }
    view
}
