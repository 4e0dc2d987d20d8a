//! CloudWatch, over each of its three protocols.

use std::io::Write;

use ciborium::Value as Cbor;
use serde_json::{Value, json};
use simulator::{Running, Scenario, SimulatorOptions};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::client::{Answer, authorization, done, empty, quiet, read, send, side, started};

/// Sends bytes to an operation of rpc-v2-cbor.
async fn rpc(simulator: &Running, operation: &str, body: &[u8], encoding: &str) -> Answer {
    let mut stream = TcpStream::connect(simulator.address()).await.unwrap();
    let head = format!(
        "POST /service/GraniteServiceVersion20100801/operation/{operation} HTTP/1.1\r\nHost: a\r\nsmithy-protocol: rpc-v2-cbor\r\n\
         Content-Type: application/cbor\r\nAuthorization: {}\r\n{encoding}Content-Length: {}\r\n\r\n",
        authorization("AKIATEST", "eu-central-1", "monitoring"),
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body].concat()).await.unwrap();
    read(&mut stream).await.unwrap()
}

async fn cbor(simulator: &Running, operation: &str, request: &Cbor) -> Answer {
    rpc(simulator, operation, &bytes(request), "").await
}

async fn json(simulator: &Running, operation: &str, request: Value) -> Answer {
    let authorization = authorization("AKIATEST", "eu-central-1", "monitoring");
    let target = format!("GraniteServiceVersion20100801.{operation}");
    let headers = [
        ("Authorization", authorization.as_str()),
        ("Content-Type", "application/x-amz-json-1.0"),
        ("X-Amz-Target", target.as_str()),
    ];
    send(simulator.address(), "POST", "/", &headers, &request.to_string()).await.unwrap()
}

async fn query(simulator: &Running, form: &str) -> Answer {
    let authorization = authorization("AKIATEST", "eu-central-1", "monitoring");
    let headers = [("Authorization", authorization.as_str()), ("Content-Type", "application/x-www-form-urlencoded")];
    send(simulator.address(), "POST", "/", &headers, &format!("{form}&Version=2010-08-01")).await.unwrap()
}

fn bytes(value: &Cbor) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

fn text(text: &str) -> Cbor {
    Cbor::Text(text.to_owned())
}

fn map<const N: usize>(members: [(&str, Cbor); N]) -> Cbor {
    Cbor::Map(members.into_iter().map(|(name, value)| (text(name), value)).collect())
}

fn moment(seconds: f64) -> Cbor {
    Cbor::Tag(1, Box::new(Cbor::Float(seconds)))
}

fn decoded(answer: &Answer) -> Cbor {
    ciborium::from_reader(answer.bytes.as_slice()).unwrap()
}

#[track_caller]
fn member<'a>(value: &'a Cbor, path: &[&str]) -> &'a Cbor {
    path.iter().fold(value, |value, name| match value {
        Cbor::Array(items) => &items[name.parse::<usize>().unwrap()],
        Cbor::Map(members) => &members.iter().find(|(known, _)| known.as_text() == Some(name)).unwrap().1,
        other => panic!("no {name} in {other:?}"),
    })
}

async fn small() -> Running {
    started(SimulatorOptions { scenario: Scenario::Small, speed: 0.0, limits_on: false, ..quiet() }).await
}

async fn now(simulator: &Running) -> f64 {
    side(simulator, "GET", "state", Value::Null).await.json()["now"].as_f64().unwrap()
}

fn cpu_of_catalog(now: f64) -> Cbor {
    let dimension = |name, value| map([("Name", text(name)), ("Value", text(value))]);
    let dimensions = Cbor::Array(vec![dimension("ClusterName", "shop"), dimension("ServiceName", "catalog")]);
    let metric =
        map([("Namespace", text("AWS/ECS")), ("MetricName", text("CPUUtilization")), ("Dimensions", dimensions)]);
    let stat = map([("Metric", metric), ("Period", Cbor::Integer(60.into())), ("Stat", text("Average"))]);
    map([
        ("MetricDataQueries", Cbor::Array(vec![map([("Id", text("cpu")), ("MetricStat", stat)])])),
        ("StartTime", moment(now - 600.0)),
        ("EndTime", moment(now)),
    ])
}

#[tokio::test]
async fn over_cbor_moments_have_their_tag_and_values_are_floats() {
    let simulator = small().await;
    let request = cpu_of_catalog(now(&simulator).await);
    let answer = cbor(&simulator, "GetMetricData", &request).await;
    assert_eq!((answer.status, answer.headers["smithy-protocol"].as_str()), (200, "rpc-v2-cbor"));
    assert_eq!(answer.headers["content-type"], "application/cbor");
    let result = member(&decoded(&answer), &["MetricDataResults", "0"]).clone();
    let (times, values) = (member(&result, &["Timestamps"]), member(&result, &["Values"]));
    let (times, values) = (times.as_array().unwrap(), values.as_array().unwrap());
    assert!(times.len() >= 9 && times.len() == values.len(), "{times:?} {values:?}");
    assert!(
        times.iter().all(|time| matches!(time, Cbor::Tag(1, seconds) if seconds.is_float() || seconds.is_integer()))
    );
    assert!(values.iter().all(Cbor::is_float));
    assert_eq!(member(&result, &["StatusCode"]), &text("Complete"));
    let journal = side(&simulator, "GET", "journal?operation=GetMetricData", Value::Null).await.json();
    assert_eq!(journal["calls"][0]["bucket"], "metric-data-read");
    assert_eq!(journal["calls"][0]["parameters"]["MetricDataQueries.length"], 1);
}

#[tokio::test]
async fn a_packed_request_is_answered_as_one_that_is_not() {
    let simulator = small().await;
    let request = bytes(&cpu_of_catalog(now(&simulator).await));
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&request).unwrap();
    let packed = rpc(&simulator, "GetMetricData", &encoder.finish().unwrap(), "Content-Encoding: gzip\r\n").await;
    let plain = rpc(&simulator, "GetMetricData", &request, "").await;
    assert_eq!((packed.status, &packed.bytes), (200, &plain.bytes));
}

#[tokio::test]
async fn an_alarm_put_over_one_protocol_is_read_over_the_others() {
    let simulator = empty().await;
    let form = "Action=PutMetricAlarm&AlarmName=basket&Namespace=Shop&MetricName=Basket&Period=60&EvaluationPeriods=2&\
                Threshold=12.5&ComparisonOperator=LessThanThreshold&ExtendedStatistic=p90&ActionsEnabled=false&\
                AlarmActions.member.1=arn%3Aaws%3Asns%3Aeu-central-1%3A123456789012%3Apager&\
                Dimensions.member.1.Name=Currency&Dimensions.member.1.Value=EUR";
    let answer = query(&simulator, form).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(
        answer.body.starts_with("<PutMetricAlarmResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\">")
    );

    let alarm =
        done(&json(&simulator, "DescribeAlarms", json!({ "AlarmNames": ["basket"] })).await)["MetricAlarms"][0].clone();
    assert_eq!(
        (&alarm["Threshold"], &alarm["ExtendedStatistic"], &alarm["ActionsEnabled"], &alarm["Period"]),
        (&json!(12.5), &json!("p90"), &json!(false), &json!(60))
    );
    assert_eq!(alarm["Dimensions"], json!([{ "Name": "Currency", "Value": "EUR" }]));
    let updated = alarm["StateUpdatedTimestamp"].as_f64().unwrap();

    let answer = decoded(&cbor(&simulator, "DescribeAlarms", &map([("StateValue", text("INSUFFICIENT_DATA"))])).await);
    assert_eq!(member(&answer, &["MetricAlarms", "0", "AlarmName"]), &text("basket"));
    assert_eq!(member(&answer, &["MetricAlarms", "0", "StateUpdatedTimestamp"]), &moment(updated));

    let answer = query(&simulator, "Action=DescribeAlarms&AlarmNames.member.1=basket").await;
    assert!(answer.body.contains("<AlarmActions><member>arn:aws:sns:"), "{answer:?}");
    assert!(
        answer.body.contains("<StateUpdatedTimestamp>20") && answer.body.contains("Z</StateUpdatedTimestamp>"),
        "{answer:?}"
    );
}

#[tokio::test]
async fn percentiles_are_entries_of_a_map_in_xml() {
    let simulator = small().await;
    let now = now(&simulator).await;
    let form = format!(
        "Action=GetMetricStatistics&Namespace=AWS%2FECS&MetricName=CPUUtilization&Period=300&StartTime={}&EndTime={now}&\
         ExtendedStatistics.member.1=p99&Dimensions.member.1.Name=ClusterName&Dimensions.member.1.Value=shop&\
         Dimensions.member.2.Name=ServiceName&Dimensions.member.2.Value=catalog",
        now - 600.0
    );
    let answer = query(&simulator, &form).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(answer.body.contains("<ExtendedStatistics><entry><key>p99</key><value>"), "{answer:?}");
}

#[tokio::test]
async fn an_error_has_the_name_that_its_protocol_gives_it() {
    let simulator = empty().await;
    let datum = json!({ "Namespace": "AWS/ECS", "MetricData": [{ "MetricName": "x", "Value": 1 }] });
    let answer = json(&simulator, "PutMetricData", datum).await;
    assert_eq!((answer.status, answer.code().as_str()), (400, "InvalidParameterValueException"));
    assert_eq!(answer.headers["x-amzn-query-error"], "InvalidParameterValue;Sender");

    let datum = Cbor::Array(vec![map([("MetricName", text("x")), ("Value", Cbor::Float(1.0))])]);
    let answer = cbor(&simulator, "PutMetricData", &map([("Namespace", text("AWS/ECS")), ("MetricData", datum)])).await;
    assert_eq!(member(&decoded(&answer), &["__type"]), &text("InvalidParameterValueException"));
    assert_eq!(answer.headers["x-amzn-query-error"], "InvalidParameterValue;Sender");

    let form = "Action=PutMetricData&Namespace=AWS%2FECS&MetricData.member.1.MetricName=x&MetricData.member.1.Value=1";
    let answer = query(&simulator, form).await;
    assert!(answer.status == 400 && answer.body.contains("<Code>InvalidParameterValue</Code>"), "{answer:?}");
    assert!(!answer.headers.contains_key("x-amzn-query-error"));

    let answer = query(&simulator, "Action=DescribeAlarms&MaxRecords=many").await;
    assert!(answer.body.contains("STRING_VALUE can not be converted to an Integer"), "{answer:?}");
    let answer = rpc(&simulator, "DescribeAlarms", b"{}", "").await;
    assert_eq!(member(&decoded(&answer), &["__type"]), &text("SerializationException"));
}

#[tokio::test]
async fn describing_alarms_has_a_small_bucket_of_its_own() {
    let simulator = started(quiet()).await;
    let mut refused = 0;
    for _ in 0..60 {
        refused += u32::from(json(&simulator, "DescribeAlarms", json!({})).await.code() == "ThrottlingException");
    }
    assert!(refused > 20, "{refused}");
    done(&json(&simulator, "ListMetrics", json!({})).await);
}

#[tokio::test]
async fn an_operation_that_has_nothing_to_say_has_no_body_over_cbor_and_no_members_elsewhere() {
    let simulator = empty().await;
    let datum = Cbor::Array(vec![map([("MetricName", text("x")), ("Value", Cbor::Float(1.0))])]);
    let answer = cbor(&simulator, "PutMetricData", &map([("Namespace", text("Shop")), ("MetricData", datum)])).await;
    assert_eq!((answer.status, answer.bytes.len(), answer.headers.get("content-type")), (200, 0, None));
    assert_eq!(answer.headers["smithy-protocol"], "rpc-v2-cbor");
    let answer = json(&simulator, "EnableAlarmActions", json!({ "AlarmNames": [] })).await;
    assert_eq!(done(&answer), json!({}));
    let answer = query(&simulator, "Action=EnableAlarmActions&AlarmNames.member.1=none").await;
    assert!(answer.status == 200 && !answer.body.contains("Result"), "{answer:?}");
}
