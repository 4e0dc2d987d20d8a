//! Amazon ECR: awsJson 1.1. Only what tells whether an image is there.
//!
//! <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/Welcome.html>

mod images;
mod page;
mod repositories;

use serde_json::{Map, Value};

use simulator_engine::registry::Repository;
use simulator_engine::world::World;
use simulator_protocol::error::AwsError;
use simulator_protocol::shape;

/// The members of a request, after the check of its shape.
type Request = Map<String, Value>;
type Answer = Result<Value, AwsError>;

/// Carries out an operation.
///
/// # Errors
/// What AWS answers to such a request. `UnknownOperationException` for an operation that the simulator does not have.
pub fn answer(world: &World, operation: &str, request: Value) -> Answer {
    let request = shape::ECR.conform(operation, request)?;
    match operation {
        "DescribeRepositories" => repositories::describe(world, &request),
        "DescribeImages" => images::describe(world, &request),
        "ListImages" => images::list(world, &request),
        "BatchGetImage" => images::get(world, &request),
        _ => Err(AwsError::unknown_operation("")),
    }
}

/// The repository that a request names in the registry that it names.
fn named(world: &World, request: &Request, name: &str) -> Result<Repository, AwsError> {
    let account = world.arns().account();
    let registry = text(request, "registryId").unwrap_or(account);
    world.repository(name).filter(|_| registry == account).ok_or_else(|| {
        AwsError::refused(
            "RepositoryNotFoundException",
            format!("The repository with name '{name}' does not exist in the registry with id '{registry}'"),
        )
    })
}

fn text<'a>(request: &'a Request, member: &str) -> Option<&'a str> {
    request.get(member)?.as_str()
}
