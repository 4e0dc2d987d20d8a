//! Log streams.

use serde_json::{Value, json};

use super::{Answer, Request, group, is_true, name, page, text};
use crate::engine::Engine;
use crate::engine::logs::group::LogGroup;
use crate::engine::logs::stream::LogStream;
use crate::engine::logs::stream_arn;
use crate::engine::world::World;
use crate::wire::error::AwsError;

pub fn create(engine: &mut Engine, request: &Request) -> Answer {
    engine.create_log_stream(name(request, "logGroupName"), name(request, "logStreamName"))?;
    Ok(json!({}))
}

pub fn delete(engine: &mut Engine, request: &Request) -> Answer {
    engine.delete_log_stream(name(request, "logGroupName"), name(request, "logStreamName"))?;
    Ok(json!({}))
}

pub fn describe(world: &World, request: &Request) -> Answer {
    let group = group(world, request)?;
    let prefix = text(request, "logStreamNamePrefix");
    let by_time = text(request, "orderBy") == Some("LastEventTime");
    if by_time && prefix.is_some() {
        return Err(AwsError::invalid_parameter("Cannot order by LastEventTime with a logStreamNamePrefix."));
    }
    let page = page("DescribeLogStreams", request)?;
    let streams = world.log_streams(group).into_iter();
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
    let views = streams.iter().map(|(_, stream)| view(world, group, stream));
    let mut answer = json!({ "logStreams": views.collect::<Value>() });
    if let Some(token) = token {
        answer["nextToken"] = token.into();
    }
    Ok(answer)
}

fn view(world: &World, group: &LogGroup, stream: &LogStream<'_>) -> Value {
    let mut view = json!({
        "logStreamName": stream.name, "creationTime": stream.created_at.0, "storedBytes": 0,
        "arn": stream_arn(world.arns(), &group.name, &stream.name),
    });
    if let (Some(first), Some(last)) = (stream.first(), stream.last()) {
        view["firstEventTimestamp"] = first.at.0.into();
        view["lastEventTimestamp"] = last.at.0.into();
        view["lastIngestionTime"] = last.ingested_at.0.into();
        view["uploadSequenceToken"] = format!("{:056}", last.ingested_at.0).into();
    }
    view
}
