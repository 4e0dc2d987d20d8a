//! Images, by tag and by digest.

use serde_json::{Value, json};

use super::{Answer, Request, named, page, text};
use simulator_engine::registry::{Image, Repository};
use simulator_engine::world::World;
use simulator_protocol::error::AwsError;

const MANIFEST: &str = "application/vnd.docker.distribution.manifest.v2+json";
const CONFIGURATION: &str = "application/vnd.docker.container.image.v1+json";

pub fn describe(world: &World, request: &Request) -> Answer {
    let repository = repository(world, request)?;
    let view = |image: &Image| view(world, &repository, image);
    let Some(ids) = request.get("imageIds").and_then(Value::as_array) else {
        let all = listed(&repository, request).map(|image| (image.tag.clone(), view(image)));
        return page::answer("DescribeImages", request, "imageDetails", all);
    };
    let found = ids.iter().map(|id| match find(&repository, id) {
        Ok(image) => Ok(view(&image)),
        Err(Failure::Unnamed) => {
            Err(AwsError::invalid_parameter("Invalid request parameters: both tag and digest cannot be null"))
        }
        Err(Failure::Unknown | Failure::Differs) => Err(not_found(world, &repository, id)),
    });
    Ok(json!({ "imageDetails": found.collect::<Result<Vec<_>, _>>()? }))
}

pub fn list(world: &World, request: &Request) -> Answer {
    let repository = repository(world, request)?;
    let all = listed(&repository, request).map(|image| (image.tag.clone(), id(image)));
    page::answer("ListImages", request, "imageIds", all)
}

pub fn get(world: &World, request: &Request) -> Answer {
    let repository = repository(world, request)?;
    let (mut images, mut failures): (Vec<Value>, Vec<Value>) = Default::default();
    for asked in request.get("imageIds").and_then(Value::as_array).into_iter().flatten() {
        match find(&repository, asked) {
            Ok(image) => images.push(json!({
                "registryId": world.arns().account(), "repositoryName": repository.name, "imageId": id(&image),
                "imageManifest": manifest(&image), "imageManifestMediaType": MANIFEST,
            })),
            Err(failure) => {
                let (code, reason) = failure.told();
                failures.push(json!({ "imageId": asked, "failureCode": code, "failureReason": reason }));
            }
        }
    }
    Ok(json!({ "images": images, "failures": failures }))
}

fn repository(world: &World, request: &Request) -> Result<Repository, AwsError> {
    named(world, request, text(request, "repositoryName").unwrap_or_default())
}

/// All of them have a tag.
fn listed<'a>(repository: &'a Repository, request: &Request) -> impl Iterator<Item = &'a Image> {
    let status = |member: &str| request.get("filter").and_then(|filter| filter[member].as_str());
    let tagged = status("tagStatus") != Some("UNTAGGED");
    let active = matches!(status("imageStatus"), None | Some("ACTIVE" | "ANY"));
    repository.images().filter(move |_| tagged && active)
}

/// Why there is no such image.
enum Failure {
    Unnamed,
    Unknown,
    Differs,
}

impl Failure {
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageFailure.html>
    fn told(&self) -> (&'static str, &'static str) {
        match self {
            Self::Unnamed => ("MissingDigestAndTag", "Invalid request parameters: both tag and digest cannot be null"),
            Self::Unknown => ("ImageNotFound", "Requested image not found"),
            Self::Differs => ("ImageTagDoesNotMatchDigest", "The image tag does not match the image digest"),
        }
    }
}

fn find(repository: &Repository, id: &Value) -> Result<Image, Failure> {
    let tagged = id["imageTag"].as_str().map(|tag| repository.tagged(tag));
    let digested = id["imageDigest"].as_str().map(|digest| repository.with_digest(digest));
    match (tagged, digested) {
        (None, None) => Err(Failure::Unnamed),
        (Some(image), None) | (None, Some(image)) => image.ok_or(Failure::Unknown),
        (Some(Some(image)), Some(Some(other))) if image.digest == other.digest => Ok(image),
        (Some(Some(_)), Some(Some(_))) => Err(Failure::Differs),
        _ => Err(Failure::Unknown),
    }
}

fn not_found(world: &World, repository: &Repository, id: &Value) -> AwsError {
    let part = |member: &str| id[member].as_str().unwrap_or("null").to_owned();
    AwsError::refused(
        "ImageNotFoundException",
        format!(
            "The image with imageId {{imageDigest:'{}', imageTag:'{}'}} does not exist within the repository with name '{}' in the registry with id '{}'",
            part("imageDigest"),
            part("imageTag"),
            repository.name,
            world.arns().account()
        ),
    )
}

fn id(image: &Image) -> Value {
    json!({ "imageDigest": &*image.digest, "imageTag": image.tag })
}

fn view(world: &World, repository: &Repository, image: &Image) -> Value {
    json!({
        "registryId": world.arns().account(), "repositoryName": repository.name, "imageDigest": &*image.digest,
        "imageTags": [image.tag], "imageSizeInBytes": image.size, "imagePushedAt": image.pushed_at.as_seconds(),
        "imageManifestMediaType": MANIFEST, "artifactMediaType": CONFIGURATION, "imageStatus": "ACTIVE",
    })
}

fn manifest(image: &Image) -> String {
    let layer = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    let manifest = json!({
        "schemaVersion": 2, "mediaType": MANIFEST,
        "config": { "mediaType": CONFIGURATION, "size": 7_023, "digest": &*image.digest },
        "layers": [{ "mediaType": layer, "size": image.size, "digest": &*image.digest }],
    });
    manifest.to_string()
}
