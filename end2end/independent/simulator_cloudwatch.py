"""CloudWatch: metrics that follow from what runs, data that were put, alarms and their history; over three protocols."""

import datetime
import math

import botocore.loaders
import botocore.session

from model_check import ModelCheck
from model_check_cbor import CborModelCheck
from model_check_xml import QueryModelCheck
from simulated import KEY, NETWORK, REGION, client, refusal, register

SERVICE = [{"Name": "ClusterName", "Value": "shop"}, {"Name": "ServiceName", "Value": "web"}]
BASKET = {"Namespace": "Shop", "MetricName": "Basket", "Dimensions": [{"Name": "Currency", "Value": "EUR"}]}
CHECKS = {"smithy-rpc-v2-cbor": CborModelCheck, "json": ModelCheck, "query": QueryModelCheck}


def cloudwatch(tally, ecs, side):
    """The same over each protocol that clients of CloudWatch have spoken."""
    for protocol, check in CHECKS.items():
        side.empty()
        service(ecs)
        side.advance(7_200)
        metrics = speaking(protocol, ecs.meta.endpoint_url)
        model = check("cloudwatch")
        model.watch(metrics)
        for part in (measures, lists, puts, alarms, expressions, refuses):
            part(tally, metrics, side)
        problems = sorted(set(model.take()))
        tally.check(f"cloudwatch over {protocol}: {model.answers} answers are as AWS's model says", not problems, problems)
    traffic(tally, side, metrics)


def speaking(protocol, endpoint):
    """A client that speaks one protocol: botocore's own choice is the first that the service model names."""
    session = botocore.session.get_session()
    loader = session.get_component("data_loader")
    load = loader.load_service_model

    def load_one(service_name, type_name, api_version=None):
        model = load(service_name, type_name, api_version)
        if type_name == "service-2":
            model = {**model, "metadata": {**model["metadata"], "protocol": protocol, "protocols": [protocol]}}
        return model

    loader.load_service_model = load_one
    settings = botocore.config.Config(retries={"total_max_attempts": 1}, parameter_validation=False)
    return session.create_client(
        "cloudwatch", region_name=REGION, endpoint_url=endpoint, aws_access_key_id=KEY, aws_secret_access_key="x",
        config=settings,
    )


def service(ecs):
    """A service of three tasks in a cluster with Container Insights."""
    ecs.create_cluster(clusterName="shop", settings=[{"name": "containerInsights", "value": "enabled"}])
    register(ecs)
    ecs.create_service(
        cluster="shop", serviceName="web", taskDefinition="web", desiredCount=3, launchType="FARGATE",
        networkConfiguration=NETWORK,
    )


def now(side):
    """What the simulated clock shows."""
    seconds = side.call("GET", "state")[1]["now"]
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)


def window(side, minutes):
    """The last minutes."""
    end = now(side)
    return {"StartTime": end - datetime.timedelta(minutes=minutes), "EndTime": end}


def query(name, metric, stat="Average", namespace="AWS/ECS", dimensions=SERVICE, period=60):
    """A query for one statistic of one metric."""
    named = {"Namespace": namespace, "MetricName": metric, "Dimensions": dimensions}
    return {"Id": name, "MetricStat": {"Metric": named, "Period": period, "Stat": stat}}


def measures(tally, metrics, side):
    """GetMetricData and GetMetricStatistics say the same."""
    queries = [query("cpu", "CPUUtilization"), query("tasks", "CPUUtilization", "SampleCount"), query("p", "CPUUtilization", "p99")]
    results = metrics.get_metric_data(MetricDataQueries=queries, **window(side, 30))["MetricDataResults"]
    cpu, tasks, p99 = ({"times": it["Timestamps"], "values": it["Values"]} for it in results)
    tally.check("there is a point for each minute", 29 <= len(cpu["values"]) <= 31, len(cpu["values"]))
    tally.check("each is a share of the CPU", all(0 < value <= 100 for value in cpu["values"]), cpu["values"])
    tally.check("the newest comes first", cpu["times"] == sorted(cpu["times"], reverse=True), cpu["times"])
    tally.check("each task is a sample", set(tasks["values"]) == {3.0}, tasks["values"])
    tally.check("the 99th percentile is above the average", all(map(float.__gt__, p99["values"], cpu["values"])))
    points = metrics.get_metric_statistics(
        Namespace="AWS/ECS", MetricName="CPUUtilization", Dimensions=SERVICE, Period=60, Statistics=["Average", "Maximum"],
        **window(side, 30),
    )["Datapoints"]
    same = {point["Timestamp"]: point["Average"] for point in points}
    close = all(math.isclose(same[at], value) for at, value in zip(cpu["times"], cpu["values"]))
    tally.check("both operations say the same", close and len(same) == len(cpu["times"]), (same, cpu))
    before = metrics.get_metric_data(MetricDataQueries=queries, **window(side, 30))["MetricDataResults"]
    side.advance(600)
    again = {"StartTime": min(cpu["times"]), "EndTime": max(cpu["times"]) + datetime.timedelta(minutes=1)}
    after = metrics.get_metric_data(MetricDataQueries=queries, **again)["MetricDataResults"]
    tally.check("the past does not change", [it["Values"] for it in after] == [it["Values"] for it in before])
    pages, token = [], {}
    while True:
        page = metrics.get_metric_data(MetricDataQueries=queries, MaxDatapoints=20, **again, **token)
        pages += [(it["Id"], value) for it in page["MetricDataResults"] for value in it["Values"]]
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    whole = [(it["Id"], value) for it in after for value in it["Values"]]
    tally.check("pages give every point once", pages == whole, (len(pages), len(whole)))


def lists(tally, metrics, side):
    """ListMetrics finds what there is."""
    found = metrics.list_metrics(Namespace="AWS/ECS", Dimensions=[{"Name": "ServiceName", "Value": "web"}])["Metrics"]
    names = sorted(metric["MetricName"] for metric in found)
    tally.check("a service has CPU and memory", names == ["CPUUtilization", "MemoryUtilization"], found)
    found = metrics.list_metrics(MetricName="RunningTaskCount", RecentlyActive="PT3H")["Metrics"]
    tally.check("its cluster has insights", [metric["Namespace"] for metric in found] == ["ECS/ContainerInsights"], found)


def puts(tally, metrics, side):
    """Data that were put come back."""
    datum = {key: value for key, value in BASKET.items() if key != "Namespace"}
    counted = {"Values": [10.0, 20.0, 90.0], "Counts": [5.0, 4.0, 1.0], "Unit": "Count", "Timestamp": now(side)}
    metrics.put_metric_data(Namespace="Shop", MetricData=[{**datum, **counted}])
    ask = {**BASKET, "Period": 60, "StartTime": now(side) - datetime.timedelta(minutes=5)}
    ask["EndTime"] = now(side) + datetime.timedelta(minutes=5)
    points = metrics.get_metric_statistics(**ask, Statistics=["Sum", "SampleCount", "Minimum", "Maximum", "Average"])["Datapoints"]
    point = {key: value for key, value in points[0].items() if key != "Timestamp"}
    expect = {"Sum": 220.0, "SampleCount": 10.0, "Minimum": 10.0, "Maximum": 90.0, "Average": 22.0, "Unit": "Count"}
    tally.check("what was put is summed up", point == expect, points)
    extended = metrics.get_metric_statistics(**ask, ExtendedStatistics=["p50", "p99"])["Datapoints"][0]["ExtendedStatistics"]
    tally.check("its percentiles are exact", extended == {"p50": 10.0, "p99": 90.0}, extended)


def alarms(tally, metrics, side):
    """An alarm rings, tells why, keeps a history, and goes."""
    topic = "arn:aws:sns:eu-central-1:123456789012:pager"
    rule = {"Period": 60, "EvaluationPeriods": 3, "DatapointsToAlarm": 2, "ComparisonOperator": "GreaterThanThreshold"}
    named = {"Namespace": "AWS/ECS", "MetricName": "CPUUtilization", "Dimensions": SERVICE, "Statistic": "Average"}
    tags = [{"Key": "team", "Value": "shop"}]
    metrics.put_metric_alarm(AlarmName="cpu", Threshold=0.5, AlarmActions=[topic], Tags=tags, **rule, **named)
    metrics.put_metric_alarm(AlarmName="calm", Threshold=101.0, TreatMissingData="notBreaching", **rule, **named)
    metrics.put_metric_alarm(AlarmName="unknown", Threshold=1.0, Statistic="Sum", **rule, **BASKET)
    side.advance(900)
    described = {alarm["AlarmName"]: alarm for alarm in metrics.describe_alarms()["MetricAlarms"]}
    states = {name: alarm["StateValue"] for name, alarm in described.items()}
    tally.check("alarms stand as their metrics do", states == {"cpu": "ALARM", "calm": "OK", "unknown": "INSUFFICIENT_DATA"}, states)
    reason = described["cpu"]["StateReason"]
    told = reason.startswith("Threshold Crossed: ") and reason.endswith("(minimum 2 datapoints for OK -> ALARM transition).")
    tally.check("an alarm says why", told, reason)
    ringing = metrics.describe_alarms(StateValue="ALARM", AlarmNamePrefix="c")["MetricAlarms"]
    tally.check("alarms are found by state and prefix", [alarm["AlarmName"] for alarm in ringing] == ["cpu"], ringing)
    watching = metrics.describe_alarms_for_metric(Namespace="AWS/ECS", MetricName="CPUUtilization", Dimensions=SERVICE)
    tally.check("alarms are found by metric", len(watching["MetricAlarms"]) == 2, watching)
    items = metrics.describe_alarm_history(AlarmName="cpu", ScanBy="TimestampAscending")["AlarmHistoryItems"]
    kinds = [item["HistoryItemType"] for item in items]
    tally.check("its history is kept", kinds == ["ConfigurationUpdate", "StateUpdate", "Action"], items)
    arn = described["cpu"]["AlarmArn"]
    metrics.tag_resource(ResourceARN=arn, Tags=[{"Key": "tier", "Value": "front"}])
    metrics.untag_resource(ResourceARN=arn, TagKeys=["team"])
    found = metrics.list_tags_for_resource(ResourceARN=arn)["Tags"]
    tally.check("its tags go on and come off", found == [{"Key": "tier", "Value": "front"}], found)
    metrics.disable_alarm_actions(AlarmNames=["cpu"])
    metrics.set_alarm_state(AlarmName="cpu", StateValue="OK", StateReason="a drill")
    drill = metrics.describe_alarms(AlarmNames=["cpu"])["MetricAlarms"][0]
    state = (drill["StateValue"], drill["StateReason"], drill["ActionsEnabled"])
    tally.check("its state can be set and its actions switched off", state == ("OK", "a drill", False), drill)
    side.advance(180)
    back = metrics.describe_alarms(AlarmNames=["cpu"])["MetricAlarms"][0]["StateValue"]
    tally.check("the next evaluation finds otherwise", back == "ALARM", back)
    metrics.delete_alarms(AlarmNames=["cpu", "calm", "unknown"])
    tally.check("alarms can be deleted", metrics.describe_alarms()["MetricAlarms"] == [])


def expressions(tally, metrics, side):
    """Metric math."""
    hidden = [{**query("a", "CPUUtilization"), "ReturnData": False}, {**query("b", "MemoryUtilization"), "ReturnData": False}]
    maths = [
        {"Id": "sum", "Expression": "SUM(METRICS())", "Label": "together"},
        {"Id": "twice", "Expression": "a + a"},
        {"Id": "busy", "Expression": "IF(a > 0, 1, 0)"},
    ]
    answer = metrics.get_metric_data(MetricDataQueries=hidden + maths, **window(side, 10))["MetricDataResults"]
    results = {it["Id"]: it for it in answer}
    plain = metrics.get_metric_data(MetricDataQueries=[query("a", "CPUUtilization")], **window(side, 10))["MetricDataResults"][0]
    tally.check("only what is to be returned is", sorted(results) == ["busy", "sum", "twice"], sorted(results))
    tally.check("a label is kept", results["sum"]["Label"] == "together" and results["twice"]["Label"] == "twice")
    tally.check("expressions are computed", results["twice"]["Values"] == [2 * value for value in plain["Values"]])
    tally.check("conditions are, too", set(results["busy"]["Values"]) == {1.0}, results["busy"])


def refuses(tally, metrics, side):
    """Errors have AWS's codes, whatever the protocol."""
    moments = window(side, 10)
    backwards = {"StartTime": moments["EndTime"], "EndTime": moments["StartTime"]}
    many = [query(f"q{number}", "CPUUtilization") for number in range(501)]
    alarm = {"AlarmName": "a", "EvaluationPeriods": 1, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold"}
    cases = [
        ("ValidationError", metrics.get_metric_data, {"MetricDataQueries": many, **moments}),
        ("ValidationError", metrics.get_metric_data, {"MetricDataQueries": [], **backwards}),
        ("ValidationError", metrics.get_metric_data, {"MetricDataQueries": [{"Id": "e", "Expression": "1 +"}], **moments}),
        ("InvalidParameterValue", metrics.get_metric_data, {"MetricDataQueries": [query("q", "X", "Mode")], **moments}),
        ("InvalidNextToken", metrics.get_metric_data, {"MetricDataQueries": [], "NextToken": "00", **moments}),
        ("MissingParameter", metrics.get_metric_statistics, {**BASKET, "Period": 60, **moments}),
        ("InvalidParameterValue", metrics.put_metric_data, {"Namespace": "AWS/X", "MetricData": [{"MetricName": "x", "Value": 1}]}),
        ("MissingParameter", metrics.put_metric_alarm, alarm),
        ("ResourceNotFound", metrics.delete_alarms, {"AlarmNames": ["none"]}),
        ("ResourceNotFound", metrics.set_alarm_state, {"AlarmName": "none", "StateValue": "OK", "StateReason": ""}),
        ("ResourceNotFoundException", metrics.list_tags_for_resource, {"ResourceARN": "arn:aws:cloudwatch:x"}),
    ]
    for code, operation, request in cases:
        found = refusal(operation, **request)
        tally.check(f"{operation.__name__} refuses with {code}", found == code, found)


def traffic(tally, side, metrics):
    """What the load balancers of the small estate did, and its alarms."""
    side.call("POST", "scenario", {"name": "small"})
    states = {alarm["AlarmName"]: alarm["StateValue"] for alarm in metrics.describe_alarms()["MetricAlarms"]}
    tally.check("the small estate has alarms in each state", set(states.values()) == {"OK", "ALARM", "INSUFFICIENT_DATA"}, states)
    balancer = client("elbv2", metrics.meta.endpoint_url).describe_load_balancers(Names=["shop-public"])["LoadBalancers"][0]
    name = balancer["LoadBalancerArn"].split(":loadbalancer/")[1]
    balanced = [{"Name": "LoadBalancer", "Value": name}]
    of = {"namespace": "AWS/ApplicationELB", "dimensions": balanced}
    counted = ["RequestCount", *(f"HTTPCode_Target_{number}XX_Count" for number in range(2, 6)), "HTTPCode_ELB_504_Count"]
    queries = [query(f"m{index}", name, "Sum", period=3600, **of) for index, name in enumerate(counted)]
    results = metrics.get_metric_data(MetricDataQueries=queries, **window(side, 60))["MetricDataResults"]
    requests, *answers = (sum(result["Values"]) for result in results)
    tally.check("every request has an answer", requests > 1_000 and requests == sum(answers), (requests, answers))
    times = [query(f"p{percent}", "TargetResponseTime", f"p{percent}", period=3600, **of) for percent in (50, 90, 99)]
    results = metrics.get_metric_data(MetricDataQueries=times, **window(side, 60))["MetricDataResults"]
    p50, p90, p99 = (result["Values"][0] for result in results)
    tally.check("response times have a tail", 0 < p50 < p90 < p99, (p50, p90, p99))
