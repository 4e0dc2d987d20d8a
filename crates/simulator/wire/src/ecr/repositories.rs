//! Repositories.

use serde_json::{Value, json};

use super::{Answer, Request, named, page};
use simulator_engine::registry::Repository;
use simulator_engine::world::World;

pub fn describe(world: &World, request: &Request) -> Answer {
    let Some(names) = request.get("repositoryNames").and_then(Value::as_array) else {
        let all = world.repositories().into_iter().map(|(name, known)| (name, view(world, &known)));
        return page::answer("DescribeRepositories", request, "repositories", all);
    };
    let names = names.iter().filter_map(Value::as_str);
    let views = names.map(|name| named(world, request, name).map(|known| view(world, &known)));
    Ok(json!({ "repositories": views.collect::<Result<Vec<_>, _>>()? }))
}

fn view(world: &World, repository: &Repository) -> Value {
    json!({
        "repositoryArn": world.arns().repository(&repository.name),
        "registryId": world.arns().account(),
        "repositoryName": repository.name,
        "repositoryUri": repository.uri,
        "createdAt": repository.created_at.as_seconds(),
        "imageTagMutability": "MUTABLE",
        "imageScanningConfiguration": { "scanOnPush": false },
        "encryptionConfiguration": { "encryptionType": "AES256" },
    })
}
