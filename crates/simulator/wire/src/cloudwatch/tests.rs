use serde_json::{Value, json};

use simulator_engine::metrics::AlarmState;
use simulator_engine::{Engine, EngineOptions, Millis};
use simulator_scenario::{Scenario, build};

/// Noon of 10 January 2026.
const NOON: u64 = 1_768_046_400;

fn small() -> Engine {
    build(Scenario::Small, &EngineOptions { now: Millis(NOON * 1_000), ..EngineOptions::default() })
}

fn ask(engine: &mut Engine, operation: &str, request: Value) -> Value {
    super::answer(engine, operation, request, false).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn refused(operation: &str, request: Value, code: &str, part: &str) {
    let mut engine = Engine::new(&EngineOptions { now: Millis(NOON * 1_000), ..EngineOptions::default() });
    let error = super::answer(&mut engine, operation, request, false).unwrap_err();
    assert_eq!(error.code, code, "{error}");
    assert!(error.message.contains(part), "{error}");
}

fn cpu(cluster: &str, service: &str) -> Value {
    json!({
        "Namespace": "AWS/ECS", "MetricName": "CPUUtilization",
        "Dimensions": [{ "Name": "ClusterName", "Value": cluster }, { "Name": "ServiceName", "Value": service }],
    })
}

fn query(id: &str, metric: Value, stat: &str) -> Value {
    json!({ "Id": id, "MetricStat": { "Metric": metric, "Period": 60, "Stat": stat } })
}

fn alarm(name: &str, metric: Value) -> Value {
    let mut alarm = metric;
    let more = json!({
        "AlarmName": name, "Period": 60, "EvaluationPeriods": 1, "Statistic": "Average", "Threshold": 0.5,
        "ComparisonOperator": "GreaterThanThreshold",
    });
    alarm.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    alarm
}

#[test]
fn data_come_newest_first_unless_asked_otherwise_and_in_pages() {
    let mut engine = small();
    let request = |more: Value| {
        let mut request = json!({
            "MetricDataQueries": [query("a", cpu("shop", "catalog"), "Average"), query("b", cpu("shop", "nobody"), "Average")],
            "StartTime": NOON - 600, "EndTime": NOON,
        });
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        request
    };
    let whole = ask(&mut engine, "GetMetricData", request(json!({})));
    let results = &whole["MetricDataResults"];
    let times = results[0]["Timestamps"].as_array().unwrap();
    assert_eq!((times.len(), &times[0], &times[9]), (10, &json!(1_768_046_340.0), &json!(1_768_045_800.0)));
    assert_eq!(
        results[1],
        json!({ "Id": "b", "Label": "CPUUtilization", "Timestamps": [], "Values": [], "StatusCode": "Complete" })
    );

    let ascending = ask(&mut engine, "GetMetricData", request(json!({ "ScanBy": "TimestampAscending" })));
    let mut reversed = results[0]["Values"].as_array().unwrap().clone();
    reversed.reverse();
    assert_eq!(ascending["MetricDataResults"][0]["Values"], json!(reversed));

    let (mut values, mut token, mut pages) = (Vec::new(), Value::Null, 0);
    loop {
        let page = ask(&mut engine, "GetMetricData", request(json!({ "MaxDatapoints": 4, "NextToken": token })));
        values.extend(page["MetricDataResults"][0]["Values"].as_array().unwrap().clone());
        pages += 1;
        token = page["NextToken"].clone();
        if token.is_null() {
            assert_eq!(page["MetricDataResults"][0]["StatusCode"], "Complete");
            break;
        }
        assert_eq!(page["MetricDataResults"][0]["StatusCode"], "PartialData");
    }
    assert_eq!((pages, json!(values)), (3, results[0]["Values"].clone()));
}

#[test]
fn bad_requests_for_data_are_refused_with_the_code_of_aws() {
    let get = |queries: Value| json!({ "MetricDataQueries": queries, "StartTime": 0, "EndTime": NOON });
    let code = "ValidationError";
    refused("GetMetricData", json!({ "StartTime": 0, "EndTime": 1 }), code, "'MetricDataQueries'");
    refused(
        "GetMetricData",
        json!({ "MetricDataQueries": [], "StartTime": 5, "EndTime": 5 }),
        code,
        "StartTime must be less",
    );
    refused("GetMetricData", get(json!([{ "Id": "A", "Expression": "1" }])), code, "^[a-z][a-zA-Z0-9_]*$");
    refused("GetMetricData", get(json!([{ "Id": "a" }])), code, "either Expression or MetricStat");
    refused("GetMetricData", get(json!([{ "Id": "a", "Expression": "b +" }])), code, "Error in expression 'a'");
    refused("GetMetricData", get(json!([{ "Id": "a", "Expression": "a + 1" }])), code, "Circular reference");
    let twice = [query("a", cpu("shop", "web"), "Sum"), query("a", cpu("shop", "web"), "Sum")];
    refused("GetMetricData", get(json!(twice)), code, "not unique");
    let many: Vec<_> = (0..501).map(|number| query(&format!("q{number}"), cpu("shop", "web"), "Sum")).collect();
    refused("GetMetricData", get(json!(many)), code, "greater than 500");
    refused("GetMetricData", get(json!([query("a", cpu("a", "b"), "Mode")])), "InvalidParameterValue", "Mode");
    let mut odd = query("a", cpu("a", "b"), "Sum");
    odd["MetricStat"]["Period"] = json!(90);
    refused("GetMetricData", get(json!([odd])), "InvalidParameterValue", "The value 90");
    let forged = json!({ "MetricDataQueries": [], "StartTime": 0, "EndTime": NOON, "NextToken": "00" });
    refused("GetMetricData", forged, "InvalidNextToken", "invalid");
}

#[test]
fn statistics_have_the_members_that_were_asked_for() {
    let mut engine = small();
    let mut request = cpu("shop", "catalog");
    let more = json!({
        "StartTime": NOON - 1_800, "EndTime": NOON, "Period": 600, "Statistics": ["Minimum", "Average", "Maximum"],
        "ExtendedStatistics": ["p50", "p99.9"],
    });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = ask(&mut engine, "GetMetricStatistics", request.clone());
    let points = answer["Datapoints"].as_array().unwrap();
    assert_eq!((points.len(), &answer["Label"]), (3, &json!("CPUUtilization")));
    for point in points {
        let number = |member: &str| point[member].as_f64().unwrap();
        assert!(number("Minimum") < number("Average") && number("Average") < number("Maximum"), "{point}");
        let percentiles = point["ExtendedStatistics"].as_object().unwrap();
        assert!(percentiles["p50"].as_f64() < percentiles["p99.9"].as_f64(), "{point}");
        assert_eq!((&point["Unit"], point.get("Sum")), (&json!("Percent"), None));
    }
    request["Unit"] = json!("Bytes");
    assert_eq!(ask(&mut engine, "GetMetricStatistics", request.clone())["Datapoints"], json!([]));
    request["StartTime"] = json!(NOON - 600 * 1_441);
    refused("GetMetricStatistics", request, "InvalidParameterCombination", "exceeds the limit of 1440");
}

#[test]
fn metrics_are_listed_by_namespace_name_and_dimensions() {
    let mut engine = small();
    let names = |engine: &mut Engine, request: Value| {
        let answer = ask(engine, "ListMetrics", request);
        let metrics = answer["Metrics"].as_array().unwrap().clone();
        metrics.iter().map(|it| it["MetricName"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let of =
        |service: &str| json!({ "Namespace": "AWS/ECS", "Dimensions": [{ "Name": "ServiceName", "Value": service }] });
    assert_eq!(names(&mut engine, of("catalog")), ["CPUUtilization", "MemoryUtilization"]);
    assert_eq!(names(&mut engine, of("legacy-reports")), [""; 0], "it never ran");
    assert_eq!(names(&mut engine, of("mailer")).len(), 2, "it ran some days ago");
    let mut lately = of("mailer");
    lately["RecentlyActive"] = json!("PT3H");
    assert_eq!(names(&mut engine, lately), [""; 0]);
    assert!(names(&mut engine, json!({ "MetricName": "RunningTaskCount" })).len() > 10);
    assert_eq!(names(&mut engine, json!({ "Namespace": "Nobody" })), [""; 0]);
}

#[test]
fn an_alarm_is_found_by_each_filter() {
    let mut engine = small();
    for (name, service) in [("cpu-a", "catalog"), ("cpu-b", "cart"), ("other", "nobody")] {
        let mut request = alarm(name, cpu("shop", service));
        request["AlarmActions"] = json!([format!("arn:aws:sns:eu-central-1:123456789012:{name}")]);
        ask(&mut engine, "PutMetricAlarm", request);
    }
    engine.advance_to(engine.now() + 60_000);
    let find = |engine: &mut Engine, request: Value| {
        let answer = ask(engine, "DescribeAlarms", request);
        let alarms = answer["MetricAlarms"].as_array().unwrap().clone();
        alarms.iter().map(|it| it["AlarmName"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(find(&mut engine, json!({ "AlarmNamePrefix": "cpu" })), ["cpu-a", "cpu-b"]);
    assert_eq!(find(&mut engine, json!({ "AlarmNames": ["other", "none"] })), ["other"]);
    assert_eq!(find(&mut engine, json!({ "AlarmNamePrefix": "cpu", "StateValue": "ALARM" })), ["cpu-a", "cpu-b"]);
    assert_eq!(find(&mut engine, json!({ "ActionPrefix": "arn:aws:sns:eu-central-1:123456789012:cpu-b" })), ["cpu-b"]);
    assert_eq!(find(&mut engine, json!({ "AlarmTypes": ["CompositeAlarm"] })), [""; 0]);
    let first = ask(&mut engine, "DescribeAlarms", json!({ "AlarmNamePrefix": "cpu", "MaxRecords": 1 }));
    let rest = json!({ "AlarmNamePrefix": "cpu", "MaxRecords": 1, "NextToken": first["NextToken"] });
    assert_eq!(find(&mut engine, rest), ["cpu-b"]);
    let of_metric = ask(&mut engine, "DescribeAlarmsForMetric", cpu("shop", "cart"));
    assert_eq!(of_metric["MetricAlarms"][0]["AlarmName"], "cpu-b");
    assert_eq!(of_metric["MetricAlarms"].as_array().unwrap().len(), 1);
}

#[test]
fn bad_alarms_are_refused_with_the_code_of_aws() {
    let with = |member: &str, value: Value| {
        let mut request = alarm("a", cpu("shop", "web"));
        request[member] = value;
        request
    };
    refused("PutMetricAlarm", with("ComparisonOperator", json!("Equals")), "ValidationError", "enum value set");
    refused("PutMetricAlarm", with("Period", json!(0)), "ValidationError", "'Period'");
    refused("PutMetricAlarm", with("Period", json!(61)), "InvalidParameterValue", "61");
    refused("PutMetricAlarm", with("DatapointsToAlarm", json!(2)), "ValidationError", "DatapointsToAlarm");
    refused("PutMetricAlarm", with("EvaluationPeriods", json!(1_441)), "ValidationError", "more than a day");
    refused("PutMetricAlarm", with("ExtendedStatistic", json!("p99")), "ValidationError", "mutually exclusive");
    refused("PutMetricAlarm", with("TreatMissingData", json!("maybe")), "ValidationError", "TreatMissingData");
    refused("PutMetricAlarm", with("Threshold", Value::Null), "MissingParameter", "Threshold");
    refused(
        "PutMetricAlarm",
        with("Metrics", json!([{ "Id": "e", "Expression": "1" }])),
        "ValidationError",
        "Metrics and",
    );
    refused("DeleteAlarms", json!({ "AlarmNames": ["a"] }), "ResourceNotFound", "a");
    let set = json!({ "AlarmName": "a", "StateValue": "OK", "StateReason": "" });
    refused("SetAlarmState", set, "ResourceNotFound", "a");
}

#[test]
fn an_alarm_on_an_expression_is_given_back_as_it_was_put() {
    let mut engine = small();
    let metrics = json!([
        { "Id": "e", "Expression": "m / 100", "Label": "share", "ReturnData": true },
        { "Id": "m", "ReturnData": false, "MetricStat": { "Metric": cpu("shop", "catalog"), "Period": 60, "Stat": "p90" } },
    ]);
    let request = json!({
        "AlarmName": "share", "EvaluationPeriods": 2, "DatapointsToAlarm": 1, "Threshold": 0.001, "Metrics": metrics,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold", "TreatMissingData": "ignore",
    });
    ask(&mut engine, "PutMetricAlarm", request);
    engine.advance_to(engine.now() + 60_000);
    assert_eq!(engine.alarm_state("share"), Some(AlarmState::Alarm));
    let found = ask(&mut engine, "DescribeAlarms", json!({ "AlarmNames": ["share"] }));
    assert_eq!(found["MetricAlarms"][0]["Metrics"], metrics);
}
