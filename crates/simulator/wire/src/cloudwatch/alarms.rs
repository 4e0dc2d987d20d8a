//! Finding, deleting and switching alarms.

use serde_json::{Value, json};

use super::error::{missing, validation};
use super::{Answer, Request, alarm_view, count, metric, page, text, texts};
use simulator_engine::Engine;
use simulator_engine::metrics::{Alarm, AlarmState, Statistic, Unit, Watched};

/// The page of DescribeAlarms when the request names no size.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html>
const PAGE: usize = 50;

/// Only metric alarms exist here, so a request for children, parents or other types finds none of them.
pub fn describe(engine: &Engine, request: &Request) -> Answer {
    let names = texts(request, "AlarmNames");
    let prefix = text(request, "AlarmNamePrefix");
    if prefix.is_some() && !names.is_empty() {
        return Err(validation("AlarmNamePrefix and AlarmNames cannot be specified together."));
    }
    let (types, state) = (texts(request, "AlarmTypes"), text(request, "StateValue"));
    let family = ["ChildrenOfAlarmName", "ParentsOfAlarmName"].iter().any(|member| request.contains_key(*member));
    let of_type = (types.is_empty() || types.iter().any(|it| it == "MetricAlarm")) && !family;
    let action = text(request, "ActionPrefix");
    let chosen = engine.metrics().alarms().filter(|alarm| {
        let name = &*alarm.settings.name;
        of_type
            && (names.is_empty() || names.iter().any(|wanted| wanted == name))
            && prefix.is_none_or(|prefix| name.starts_with(prefix))
            && state.is_none_or(|state| alarm.state.word() == state)
            && action.is_none_or(|prefix| actions(alarm).any(|action| action.starts_with(prefix)))
    });
    let items = chosen.map(|alarm| (alarm.settings.name.to_string(), alarm_view::alarm(engine, alarm)));
    let cut = page::cut("DescribeAlarms", request, page::records(request, PAGE)?, items)?;
    let mut answer = page::listed("MetricAlarms", cut);
    answer["CompositeAlarms"] = json!([]);
    Ok(answer)
}

fn actions(alarm: &Alarm) -> impl Iterator<Item = &String> {
    let settings = &alarm.settings;
    settings.ok_actions.iter().chain(&settings.alarm_actions).chain(&settings.insufficient_data_actions)
}

/// The alarms on one metric; those on expressions are left out.
pub fn for_metric(engine: &Engine, request: &Request) -> Answer {
    let wanted = metric(request);
    let statistic: Option<Statistic> =
        text(request, "Statistic").or(text(request, "ExtendedStatistic")).and_then(|word| word.parse().ok());
    let (seconds, wanted_unit) = (count(request, "Period"), text(request, "Unit").and_then(Unit::named));
    let chosen = engine.metrics().alarms().filter(|alarm| match &alarm.settings.watched {
        Watched::Metric { key, statistic: watched, period, unit } => {
            *key == wanted
                && statistic.is_none_or(|statistic| statistic == *watched)
                && seconds.is_none_or(|seconds| seconds == *period)
                && wanted_unit.as_ref().is_none_or(|wanted| unit.as_ref() == Some(wanted))
        }
        Watched::Queries(_) => false,
    });
    let alarms: Vec<Value> = chosen.map(|alarm| alarm_view::alarm(engine, alarm)).collect();
    Ok(json!({ "MetricAlarms": alarms }))
}

pub fn delete(engine: &mut Engine, request: &Request) -> Answer {
    let names = texts(request, "AlarmNames");
    if names.is_empty() {
        return Err(missing("AlarmNames"));
    }
    engine.delete_alarms(&names)?;
    Ok(Value::Null)
}

pub fn set_state(engine: &mut Engine, request: &Request) -> Answer {
    let name = text(request, "AlarmName").unwrap_or_default();
    let state = text(request, "StateValue").and_then(AlarmState::named).ok_or_else(|| missing("StateValue"))?;
    let reason = text(request, "StateReason").unwrap_or_default().to_owned();
    engine.set_alarm_state(name, state, reason, text(request, "StateReasonData").map(str::to_owned))?;
    Ok(Value::Null)
}

pub fn enable_actions(engine: &mut Engine, request: &Request, enabled: bool) -> Answer {
    engine.enable_alarm_actions(&texts(request, "AlarmNames"), enabled);
    Ok(Value::Null)
}
