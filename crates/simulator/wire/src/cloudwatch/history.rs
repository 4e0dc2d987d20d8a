//! DescribeAlarmHistory.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html>

use serde_json::{Value, json};

use super::{Answer, Request, moment, page, text, texts};
use simulator_engine::Engine;
use simulator_engine::metrics::AlarmEvent;

/// The page when the request names no size.
const PAGE: usize = 100;

pub fn describe(engine: &Engine, request: &Request) -> Answer {
    let types = texts(request, "AlarmTypes");
    let of_type = types.is_empty() || types.iter().any(|it| it == "MetricAlarm");
    let (alarm, kind) = (text(request, "AlarmName"), text(request, "HistoryItemType"));
    let (from, to) = (moment(request, "StartDate"), moment(request, "EndDate"));
    let admits = |event: &AlarmEvent| {
        of_type
            && alarm.is_none_or(|name| *event.alarm == *name)
            && kind.is_none_or(|kind| event.kind.word() == kind)
            && from.is_none_or(|from| event.at >= from)
            && to.is_none_or(|to| event.at <= to)
    };
    let ascending = text(request, "ScanBy") == Some("TimestampAscending");
    // The number of an event among all is its place, whichever end a page begins at.
    let events: Vec<_> = engine.metrics().alarm_events().enumerate().filter(|(_, event)| admits(event)).collect();
    let all = usize::MAX;
    let mark = |number: usize| format!("{:020}", if ascending { number } else { all - number });
    let mut items: Vec<_> = events.into_iter().map(|(number, event)| (mark(number), view(event))).collect();
    if !ascending {
        items.reverse();
    }
    let cut = page::cut("DescribeAlarmHistory", request, page::records(request, PAGE)?, items.into_iter())?;
    Ok(page::listed("AlarmHistoryItems", cut))
}

fn view(event: &AlarmEvent) -> Value {
    json!({
        "AlarmName": &*event.alarm,
        "AlarmType": "MetricAlarm",
        "Timestamp": event.at.as_seconds(),
        "HistoryItemType": event.kind.word(),
        "HistorySummary": event.summary,
        "HistoryData": event.data,
    })
}
