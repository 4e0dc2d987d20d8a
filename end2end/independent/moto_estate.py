"""Fills a moto server with clusters, services and tasks, the way a person with boto3 would."""

import boto3

REGION = "eu-central-1"


def client(service, endpoint):
    """A boto3 client of the server at `endpoint`."""
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )


def balance(endpoint, ec2):
    """Makes a load balancer with a listener, two target groups and a rule; the ARN of the group with two targets."""
    elb = client("elbv2", endpoint)
    subnets = ec2.describe_subnets()["Subnets"]
    made = elb.create_load_balancer(Name="stage-door", Subnets=[subnet["SubnetId"] for subnet in subnets[:2]])
    groups = [
        elb.create_target_group(
            Name=name, Protocol="HTTP", Port=8080, VpcId=subnets[0]["VpcId"], TargetType="ip", HealthCheckPath="/tune"
        )["TargetGroups"][0]["TargetGroupArn"]
        for name in ("pit", "balcony")
    ]
    listener = elb.create_listener(
        LoadBalancerArn=made["LoadBalancers"][0]["LoadBalancerArn"],
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": groups[1]}],
    )["Listeners"][0]["ListenerArn"]
    elb.create_rule(
        ListenerArn=listener,
        Priority=7,
        Conditions=[{"Field": "host-header", "HostHeaderConfig": {"Values": ["music.example"]}}],
        Actions=[{"Type": "forward", "TargetGroupArn": groups[0]}],
    )
    elb.register_targets(TargetGroupArn=groups[0], Targets=[{"Id": "10.0.0.8", "Port": 8080}, {"Id": "10.0.0.9"}])
    return groups[0]


def fill(endpoint, secret):
    """Makes two clusters, eleven services, a load balancer, a family of three revisions and two running tasks.

    `secret` becomes the value of an environment variable: no page may ever show it.
    Returns the ARNs of the tasks.
    """
    ecs = client("ecs", endpoint)
    ec2 = client("ec2", endpoint)
    ecs.create_cluster(clusterName="orchestra", tags=[{"key": "team", "value": "strings"}])
    ecs.create_cluster(clusterName="silent")
    for revision in range(1, 4):
        ecs.register_task_definition(
            family="violin",
            requiresCompatibilities=["FARGATE"],
            networkMode="awsvpc",
            cpu="256",
            memory="512",
            containerDefinitions=[
                {
                    "name": "bow",
                    "image": f"registry.example/violin:{revision}.0.0",
                    "essential": True,
                    "cpu": 128,
                    "memory": 256,
                    "environment": [{"name": "BOW_KEY", "value": secret}],
                    "portMappings": [{"containerPort": 8080}],
                }
            ],
        )
    pit = balance(endpoint, ec2)
    for number in range(11):
        behind = {"targetGroupArn": pit, "containerName": "bow", "containerPort": 8080}
        ecs.create_service(
            cluster="orchestra",
            serviceName=f"section-{number:02}",
            taskDefinition="violin:3",
            desiredCount=number % 3,
            launchType="FARGATE",
            loadBalancers=[behind] if number == 4 else [],
        )
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    group = ec2.describe_security_groups()["SecurityGroups"][0]["GroupId"]
    started = ecs.run_task(
        cluster="orchestra",
        taskDefinition="violin:3",
        count=2,
        launchType="FARGATE",
        networkConfiguration={"awsvpcConfiguration": {"subnets": [subnet], "securityGroups": [group]}},
    )
    return [task["taskArn"] for task in started["tasks"]]
