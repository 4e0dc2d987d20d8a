//! Whether the images that are to be deployed exist.

use super::ServiceFacts;
use crate::change::Consequence;
use crate::image::{EcrImage, Found, ImageVersion, Sighting};
use crate::time::Timestamp;

/// What is known of each image: they were asked for one by one.
pub(super) fn one_by_one(facts: &ServiceFacts<'_>) -> Vec<Consequence> {
    let mut consequences: Vec<_> = facts.images.iter().filter_map(|seen| found(seen, facts.now)).collect();
    consequences.extend(what_is_wrong(facts));
    consequences
}

/// The same of the images of a revision: those that are there are only counted.
pub(super) fn of_revision(facts: &ServiceFacts<'_>) -> Vec<Consequence> {
    let is_there = |(_, sighting): &&(String, Option<Sighting>)| matches!(sighting, Some(Sighting::Found(found)) if !found.is_archived);
    let all = facts.images.len();
    let in_ecr = facts.images.iter().filter(|(_, sighting)| sighting.is_some()).count();
    let there = match facts.images.iter().filter(is_there).count() {
        0 => None,
        1 if all == 1 => Some("ECR has its image.".to_owned()),
        there if there == all => Some(format!("ECR has all {all} images of it.")),
        1 if in_ecr == 1 => Some(format!("Of its {all} images, the one in ECR is there.")),
        there if there == in_ecr => Some(format!("Of its {all} images, the {there} in ECR are there.")),
        1 => Some(format!("Of its {in_ecr} images in ECR, 1 is there.")),
        there => Some(format!("Of its {in_ecr} images in ECR, {there} are there.")),
    };
    there.map(Consequence::note).into_iter().chain(what_is_wrong(facts)).collect()
}

fn found((reference, sighting): &(String, Option<Sighting>), now: Timestamp) -> Option<Consequence> {
    let Some(Sighting::Found(found)) = sighting else { return None };
    let image = EcrImage::parse(reference)?;
    let digest = match &image.version {
        ImageVersion::Tag(_) => found.digest.as_deref().map(short),
        ImageVersion::Digest(_) => None,
    };
    let pushed = found.pushed_at.map(|at| format!("pushed {} ago", now.since(at)));
    let size = found.size.map(|bytes| format!("{} MB", bytes.div_ceil(1_000_000)));
    let known: Vec<String> = [digest, pushed, size].into_iter().flatten().collect();
    let known = if known.is_empty() { String::new() } else { format!(": {}", known.join(", ")) };
    Some(Consequence::note(format!("ECR has {}{known}.", shortened(&image))))
}

/// What is not there, cannot be pulled, or was not seen.
fn what_is_wrong(facts: &ServiceFacts<'_>) -> Vec<Consequence> {
    let wrong = |(reference, sighting): &(String, Option<Sighting>)| match (sighting, EcrImage::parse(reference)) {
        (Some(sighting), Some(image)) => trouble_with(&image, sighting),
        _ => None,
    };
    let elsewhere = facts.images.iter().filter(|(_, sighting)| sighting.is_none());
    let elsewhere: Vec<&str> = elsewhere.map(|(reference, _)| &**reference).collect();
    let not_looked_up = (!elsewhere.is_empty()).then(|| {
        Consequence::note(format!(
            "Podium looks into ECR's private registries only: whether {} exists is known when ECS pulls it.",
            elsewhere.join(" or ")
        ))
    });
    facts.images.iter().filter_map(wrong).chain(not_looked_up).collect()
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html>
fn trouble_with(image: &EcrImage, sighting: &Sighting) -> Option<Consequence> {
    let EcrImage { account, region, .. } = image;
    match sighting {
        Sighting::Found(Found { is_archived: true, .. }) => Some(Consequence::danger(format!(
            "{} is archived: until it is restored, its tasks fail with CannotPullContainerError.",
            shortened(image)
        ))),
        Sighting::Found(_) => None,
        Sighting::Missing => Some(Consequence::danger(format!(
            "ECR has no {} (account {account}, {region}): its tasks fail with CannotPullContainerError, unless a pull \
             through cache brings it.",
            shortened(image)
        ))),
        Sighting::Unseen(trouble) => Some(Consequence::warning(format!(
            "Whether {} exists could not be seen: {}.",
            shortened(image),
            trouble.sentence()
        ))),
    }
}

/// The name of an image within its registry; of a digest the beginning.
fn shortened(image: &EcrImage) -> String {
    match &image.version {
        ImageVersion::Tag(_) => image.to_string(),
        ImageVersion::Digest(digest) => format!("{}@{}", image.repository, short(digest)),
    }
}

/// As much of a digest as people compare: `sha256:` and twelve digits.
fn short(digest: &str) -> String {
    const SHOWN: usize = "sha256:".len() + 12;
    match digest.get(..SHOWN) {
        Some(beginning) if beginning.len() < digest.len() => format!("{beginning}…"),
        _ => digest.to_owned(),
    }
}
