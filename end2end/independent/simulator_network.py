"""Amazon EC2: where tasks can be put. Raw answers are compared with botocore's model."""

import xml.etree.ElementTree

import botocore.loaders
import botocore.model

from model_check import compare
from simulated import NETWORK, client, refusal, register

NAMESPACE = "{http://ec2.amazonaws.com/doc/2016-11-15/}"


def network(tally, ecs, side):
    """Subnets and security groups are those that services name, and the default ones."""
    ec2, problems = client("ec2", ecs.meta.endpoint_url), []
    ec2.meta.events.register("before-parse.ec2", lambda operation_model, response_dict, **_: problems.extend(wrong(operation_model, response_dict)))
    zones = [zone["ZoneName"] for zone in ec2.describe_availability_zones()["AvailabilityZones"]]
    tally.check("there are three zones", zones == ["eu-central-1a", "eu-central-1b", "eu-central-1c"], zones)
    subnets = ec2.describe_subnets()["Subnets"]
    tally.check("a default subnet is in each", sorted(it["AvailabilityZone"] for it in subnets) == zones, subnets)
    tally.check("and is a default one", all(it["DefaultForAz"] for it in subnets), subnets)
    ecs.create_cluster(clusterName="shop")
    register(ecs)
    ecs.create_service(cluster="shop", serviceName="web", taskDefinition="web", desiredCount=0, launchType="FARGATE", networkConfiguration=NETWORK)
    subnet, group = NETWORK["awsvpcConfiguration"]["subnets"][0], NETWORK["awsvpcConfiguration"]["securityGroups"][0]
    found = ec2.describe_subnets(SubnetIds=[subnet])["Subnets"]
    tally.check("a service's subnet is there", [it["SubnetId"] for it in found] == [subnet], found)
    named = ec2.describe_subnets(Filters=[{"Name": "availability-zone", "Values": zones[:1]}, {"Name": "default-for-az", "Values": ["false"]}])["Subnets"]
    tally.check("and found by what it is", [it["SubnetId"] for it in named] == [subnet], named)
    groups = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"]
    tally.check("so is its security group", [it["GroupName"] for it in groups] == ["shop-tasks"], groups)
    tally.check("all are in one VPC", {it["VpcId"] for it in groups + found} == {subnets[0]["VpcId"]}, groups)
    for name, code, operation, request in [
        ("an unknown subnet", "InvalidSubnetID.NotFound", ec2.describe_subnets, {"SubnetIds": ["subnet-none"]}),
        ("an unknown security group", "InvalidGroup.NotFound", ec2.describe_security_groups, {"GroupIds": ["sg-none"]}),
        ("an unknown filter", "InvalidParameterValue", ec2.describe_subnets, {"Filters": [{"Name": "colour", "Values": ["red"]}]}),
        ("an unknown action", "InvalidAction", ec2.describe_hosts, {}),
    ]:
        code_found = refusal(operation, **request)
        tally.check(f"{name}: {code}", code_found == code, code_found)
    for kind, code in (("throttle", "RequestLimitExceeded"), ("access-denied", "UnauthorizedOperation")):
        side.fault(kind=kind, operation="DescribeSubnets", count=1)
        code_found = refusal(ec2.describe_subnets)
        tally.check(f"{kind} is {code}", code_found == code, code_found)
    tally.check("ec2: every answer is as AWS's model says", not problems, sorted(set(problems)))


def wrong(operation, response):
    """What is wrong with a raw answer."""
    where, body = operation.name, xml.etree.ElementTree.fromstring(response["body"])
    if response["status_code"] != 200:
        good = body.tag == "Response" and body.findtext("Errors/Error/Code") and body.findtext("RequestID")
        return [] if good else [f"{where}: {body.tag} is no error of EC2"]
    if body.tag != f"{NAMESPACE}{where}Response" or body[0].tag != f"{NAMESPACE}requestId":
        return [f"{where}: {body.tag}"]
    value, problems = read(operation.output_shape, list(body)[1:], where)
    return problems + compare(operation.output_shape, value, where)


def read(shape, elements, where):
    """The members that the elements stand for, and what is wrong with them."""
    names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
    value, problems = {}, []
    for element in elements:
        name = names.get(element.tag.removeprefix(NAMESPACE))
        if name is None:
            problems.append(f"{where}: unknown element {element.tag}")
            continue
        value[name], more = one(shape.members[name], element, f"{where}.{name}")
        problems += more
    return value, problems


def one(shape, element, where):
    """The value of one element."""
    if shape.type_name == "structure":
        return read(shape, list(element), where)
    if shape.type_name == "list":
        items = [one(shape.member, item, where) for item in element]
        odd = [f"{where}: {item.tag}" for item in element if item.tag != f"{NAMESPACE}item"]
        return [item for item, _ in items], odd + [problem for _, problems in items for problem in problems]
    text = element.text or ""
    if shape.type_name == "boolean":
        return {"true": True, "false": False}.get(text, text), []
    return (int(text) if shape.type_name == "integer" and text.isdigit() else text), []
