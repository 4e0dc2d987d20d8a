//! Load balancers.

use serde_json::json;

use super::{Answer, Request, input, page, text, texts, validation, view};
use simulator_engine::balancing::load_balancer::LoadBalancer;
use simulator_engine::{Engine, World};
use simulator_protocol::error::AwsError;

/// The most load balancers that one call can name.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html>
const NAMED_MAX: usize = 20;

pub fn create(engine: &mut Engine, request: Request) -> Answer {
    let arn = engine.create_load_balancer(input(request)?)?;
    let world = engine.world();
    let made: Vec<_> = world.load_balancer(&arn).map(|balancer| view::balancer(world, balancer)).into_iter().collect();
    Ok(json!({ "LoadBalancers": made }))
}

pub fn describe(world: &World, request: &Request) -> Answer {
    let (arns, names) = (texts(request, "LoadBalancerArns"), texts(request, "Names"));
    if arns.len().max(names.len()) > NAMED_MAX {
        return Err(validation(format!("Cannot have more than {NAMED_MAX} load balancers described")));
    }
    if !arns.is_empty() && !names.is_empty() {
        return Err(validation("Load balancer names and load balancer ARNs cannot be specified at the same time"));
    }
    let not_found =
        |shown: &str| AwsError::refused("LoadBalancerNotFound", format!("Load balancers '[{shown}]' not found"));
    let by_arn = |arn: &String| world.load_balancer(arn).ok_or_else(|| not_found(arn));
    let by_name = |name: &String| world.load_balancers().find(|it| *it.name == **name).ok_or_else(|| not_found(name));
    let all: Vec<&LoadBalancer> = if !arns.is_empty() {
        arns.iter().map(by_arn).collect::<Result<_, _>>()?
    } else if !names.is_empty() {
        names.iter().map(by_name).collect::<Result<_, _>>()?
    } else {
        world.load_balancers().collect()
    };
    let what = ("DescribeLoadBalancers", "LoadBalancers");
    page::answer(what, request, all, |it| it.arn.to_string(), |it| view::balancer(world, it))
}

/// The load balancer that a request names.
pub fn named<'a>(world: &'a World, request: &Request) -> Result<&'a LoadBalancer, AwsError> {
    let arn = text(request, "LoadBalancerArn");
    world
        .load_balancer(arn)
        .ok_or_else(|| AwsError::refused("LoadBalancerNotFound", format!("Load balancers '[{arn}]' not found")))
}
