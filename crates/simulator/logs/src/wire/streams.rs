//! Log streams.

use serde_json::{Value, json};

use crate::put::{create_stream, delete_stream};

use crate::stream;

use super::{Answer, Request, group, is_true, name, page, text};
use crate::stream::LogStream;
use simulator_engine::Engine;
use simulator_engine::logs::group::LogGroup;
use simulator_engine::logs::stream_arn;
use simulator_protocol::error::AwsError;

pub fn create(engine: &mut Engine, request: &Request) -> Answer {
    create_stream(engine, name(request, "logGroupName"), name(request, "logStreamName"))?;
    Ok(json!({}))
}

pub fn delete(engine: &mut Engine, request: &Request) -> Answer {
    delete_stream(engine, name(request, "logGroupName"), name(request, "logStreamName"))?;
    Ok(json!({}))
}

pub fn describe(engine: &Engine, request: &Request) -> Answer {
    let group = group(engine, request)?;
    let prefix = text(request, "logStreamNamePrefix");
    let by_time = text(request, "orderBy") == Some("LastEventTime");
    if by_time && prefix.is_some() {
        return Err(AwsError::invalid_parameter("Cannot order by LastEventTime with a logStreamNamePrefix."));
    }
    let page = page("DescribeLogStreams", request)?;
    let streams = stream::all(engine.world(), group).into_iter();
    let wanted = streams.filter(|stream| prefix.is_none_or(|prefix| stream.name.starts_with(prefix)));
    let marked = wanted.map(|stream| match by_time {
        true => (format!("{:020} {}", stream.last().map_or(0, |last| last.at.0), stream.name), stream),
        false => (stream.name.clone(), stream),
    });
    let mut marked: Vec<_> = marked.collect();
    marked.sort_by(|(one, _), (other, _)| one.cmp(other));
    let descending = is_true(request, "descending").unwrap_or(false);
    if descending {
        marked.reverse();
    }
    let given = |(mark, _): &(String, LogStream<'_>), last: &str| match descending {
        true => mark.as_str() >= last,
        false => mark.as_str() <= last,
    };
    let (streams, token) = page.cut(marked.into_iter(), |(mark, _)| mark.clone(), given);
    let views = streams.iter().map(|(_, stream)| view(engine, group, stream));
    let mut answer = json!({ "logStreams": views.collect::<Value>() });
    if let Some(token) = token {
        answer["nextToken"] = token.into();
    }
    Ok(answer)
}

fn view(engine: &Engine, group: &LogGroup, stream: &LogStream<'_>) -> Value {
    let mut view = json!({
        "logStreamName": stream.name, "creationTime": stream.created_at.0, "storedBytes": 0,
        "arn": stream_arn(engine.world().arns(), &group.name, &stream.name),
    });
    if let (Some(first), Some(last)) = (stream.first(), stream.last()) {
        view["firstEventTimestamp"] = first.at.0.into();
        view["lastEventTimestamp"] = last.at.0.into();
        view["lastIngestionTime"] = last.ingested_at.0.into();
        view["uploadSequenceToken"] = format!("{:056}", last.ingested_at.0).into();
    }
    view
}
