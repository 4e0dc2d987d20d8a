//! Alarms, beside what they watch.

use leptos::prelude::*;
use model::alarm::AlarmState;
use model::time::Timestamp;
use model::view::AlarmLine;

use super::level::state_as;
use super::moment::{Form, age};
use super::task_table::word;

/// One item per alarm.
pub fn alarm_list(alarms: &[AlarmLine], now: Timestamp) -> AnyView {
    view! { <ul class="card alarms">{alarms.iter().map(|alarm| draw(alarm, now)).collect_view()}</ul> }.into_any()
}

fn state_word(state: &AlarmState) -> String {
    match state {
        AlarmState::Ok => "OK".to_owned(),
        AlarmState::Alarm => "Alarm".to_owned(),
        AlarmState::InsufficientData => "Insufficient data".to_owned(),
        AlarmState::Other(other) => word(&other.replace('_', " ")),
    }
}

fn draw(alarm: &AlarmLine, now: Timestamp) -> AnyView {
    let since = alarm.since.map(|at| view! { <span class="quiet">"for "{age(Form::For, now, at)}</span> });
    let watches = match &alarm.target {
        Some(target) => view! { <a href=target.path()>{alarm.watches.clone()}</a> }.into_any(),
        None => alarm.watches.clone().into_any(),
    };
    let description = alarm.description.clone().map(|text| view! { <p class="quiet">{text}</p> });
    let reason = alarm
        .reason
        .clone()
        .filter(|_| alarm.state == AlarmState::Alarm)
        .map(|reason| view! { <p><q>{reason}</q></p> });
    let silent = (!alarm.actions_enabled).then(|| view! { <span class="tag">"actions off"</span> });
    view! {
        <li data-alarm=alarm.name.clone() data-state=alarm.state.to_string() data-level=alarm.level.key()>
            <p class="alarm-head">
                {state_as(alarm.level, state_word(&alarm.state))}<b class="name">{alarm.name.clone()}</b>{silent}{since}
            </p>
            <p>{alarm.sentence.clone()}<span class="quiet">" · "{watches}</span></p>
            {description}
            {reason}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use model::verdict::Level;

    use super::*;

    fn alarm(name: &str, state: &str, level: Level) -> AlarmLine {
        AlarmLine {
            name: name.into(),
            state: state.into(),
            level,
            sentence: "CPUUtilization ≥ 80 for 3 of 5 datapoints of 1 min (Average)".into(),
            description: None,
            reason: Some("Threshold Crossed: <1> datapoint".into()),
            since: Some(Timestamp(0)),
            watches: "service checkout".into(),
            target: None,
            actions_enabled: false,
        }
    }

    #[test]
    fn an_alarm_that_went_off_says_why_and_one_that_is_fine_does_not() {
        let alarms = [alarm("b-high", "ALARM", Level::Degraded), alarm("a-fine", "OK", Level::Steady)];
        let html = alarm_list(&alarms, Timestamp(60_000)).to_html();
        assert_eq!(html.matches("Threshold Crossed: &lt;1&gt;").count(), 1, "only what went off has a reason: {html}");
        for part in ["data-alarm=\"b-high\"", "data-state=\"ALARM\"", ">Alarm<", "actions off", "service checkout"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_state_that_nobody_knows_is_shown_as_it_came() {
        let html = alarm_list(&[alarm("new", "SOMETHING_NEW", Level::Unknown)], Timestamp(0)).to_html();
        assert!(html.contains("Something new") && html.contains("data-state=\"SOMETHING_NEW\""), "{html}");
    }
}
