//! Amazon EC2: the EC2 query protocol. Only where tasks can be put: subnets, security groups and zones.
//!
//! A list in a request is numbered (`SubnetId.1`); one in an answer has elements called `item`.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Welcome.html>

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use simulator_engine::vpc::{SecurityGroup, Subnet, VPC, ZONES};
use simulator_engine::world::World;
use simulator_protocol::error::AwsError;
use simulator_protocol::query::unknown_action;

type Request = Map<String, Value>;
type Answer = Result<Value, AwsError>;

/// Carries out an action.
///
/// # Errors
/// What AWS answers to such a request. `InvalidAction` for an action that the simulator does not have.
pub fn answer(world: &World, action: &str, request: &Value) -> Answer {
    let none = Request::new();
    let request = request.as_object().unwrap_or(&none);
    match action {
        "DescribeSubnets" => subnets(world, request),
        "DescribeSecurityGroups" => security_groups(world, request),
        "DescribeAvailabilityZones" => zones(world, request),
        _ => Err(unknown_action(action, "2016-11-15")),
    }
}

fn subnets(world: &World, request: &Request) -> Answer {
    let all = world.subnets();
    let asked = listed(request, "SubnetId");
    if let Some(id) = asked.iter().find(|id| !all.contains_key(id.as_str())) {
        return Err(refused("InvalidSubnetID.NotFound", format!("The subnet ID '{id}' does not exist")));
    }
    let filters = filters(request, &["availability-zone", "default-for-az", "state", "subnet-id", "vpc-id"])?;
    let views = all.values().filter(|subnet| asked.is_empty() || asked.contains(&subnet.id.to_string()));
    let views = views.filter_map(|subnet| {
        let zone = world.arns().zone(subnet.zone);
        let is_default = subnet.name.is_none().to_string();
        let facts = [
            ("availability-zone", zone.as_str()),
            ("default-for-az", is_default.as_str()),
            ("state", "available"),
            ("subnet-id", &subnet.id),
            ("vpc-id", VPC),
        ];
        filters.hold(&facts).then(|| subnet_view(world, subnet, &zone))
    });
    Ok(json!({ "subnetSet": { "item": views.collect::<Vec<_>>() } }))
}

fn security_groups(world: &World, request: &Request) -> Answer {
    let all = world.security_groups();
    let asked = listed(request, "GroupId");
    if let Some(id) = asked.iter().find(|id| !all.contains_key(id.as_str())) {
        return Err(refused("InvalidGroup.NotFound", format!("The security group '{id}' does not exist")));
    }
    let filters = filters(request, &["group-id", "group-name", "vpc-id"])?;
    let wanted = all.values().filter(|group| asked.is_empty() || asked.contains(&group.id.to_string()));
    let wanted =
        wanted.filter(|group| filters.hold(&[("group-id", &*group.id), ("group-name", &group.name), ("vpc-id", VPC)]));
    let views: Vec<_> = wanted.map(|group| group_view(world, group)).collect();
    Ok(json!({ "securityGroupInfo": { "item": views } }))
}

fn zones(world: &World, request: &Request) -> Answer {
    let asked = listed(request, "ZoneName");
    let names: Vec<String> = (0..ZONES.len()).map(|place| world.arns().zone(place)).collect();
    if let Some(name) = asked.iter().find(|name| !names.contains(name)) {
        return Err(refused("InvalidParameterValue", format!("Invalid availability zone: [{name}]")));
    }
    let filters = filters(request, &["region-name", "state", "zone-name"])?;
    let region = world.arns().region();
    let views = names.iter().zip(1..).filter(|(name, _)| asked.is_empty() || asked.contains(name));
    let views = views.filter_map(|(name, number)| {
        let facts = [("region-name", region), ("state", "available"), ("zone-name", name.as_str())];
        filters.hold(&facts).then(|| {
            json!({
                "zoneName": name, "zoneId": format!("sim1-az{number}"), "zoneState": "available", "regionName": region,
                "zoneType": "availability-zone", "groupName": region, "networkBorderGroup": region,
                "optInStatus": "opt-in-not-required", "messageSet": { "item": [] },
            })
        })
    });
    Ok(json!({ "availabilityZoneInfo": { "item": views.collect::<Vec<_>>() } }))
}

fn subnet_view(world: &World, subnet: &Subnet, zone: &str) -> Value {
    let number = subnet.id.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let mut view = json!({
        "subnetId": &*subnet.id, "vpcId": VPC, "state": "available", "availabilityZone": zone,
        "cidrBlock": format!("10.{}.{}.0/20", number % 64, (number >> 8) % 16 * 16), "availableIpAddressCount": 4_091,
        "defaultForAz": subnet.name.is_none(), "mapPublicIpOnLaunch": subnet.name.is_none(),
        "ownerId": world.arns().account(),
    });
    if let Some(name) = &subnet.name {
        view["tagSet"] = json!({ "item": [{ "key": "Name", "value": name }] });
    }
    view
}

fn group_view(world: &World, group: &SecurityGroup) -> Value {
    json!({
        "groupId": &*group.id, "groupName": group.name, "groupDescription": group.name, "vpcId": VPC,
        "ownerId": world.arns().account(), "ipPermissions": { "item": [] }, "ipPermissionsEgress": { "item": [] },
    })
}

/// What things must be: one of the values, for each name.
struct Filters(Vec<(String, Vec<String>)>);

impl Filters {
    fn hold(&self, facts: &[(&str, &str)]) -> bool {
        let of = |name: &str| facts.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        self.0.iter().all(|(name, values)| of(name).is_some_and(|value| values.iter().any(|wanted| wanted == value)))
    }
}

fn filters(request: &Request, known: &[&str]) -> Result<Filters, AwsError> {
    let mut filters = Vec::new();
    for filter in numbered(request.get("Filter")) {
        let Some(filter) = filter.as_object() else { continue };
        let name = filter.get("Name").and_then(Value::as_str).unwrap_or_default();
        if !known.contains(&name) {
            return Err(refused("InvalidParameterValue", format!("The filter '{name}' is invalid")));
        }
        filters.push((name.to_owned(), listed(filter, "Value")));
    }
    Ok(Filters(filters))
}

fn listed(request: &Request, name: &str) -> Vec<String> {
    numbered(request.get(name)).into_iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

/// The items of a numbered list, in order.
fn numbered(list: Option<&Value>) -> Vec<&Value> {
    let items = list.and_then(Value::as_object).into_iter().flatten();
    let numbered = items.filter_map(|(number, item)| Some((number.parse::<u32>().ok()?, item)));
    numbered.collect::<BTreeMap<_, _>>().into_values().collect()
}

fn refused(code: &'static str, message: String) -> AwsError {
    AwsError::refused(code, message)
}
