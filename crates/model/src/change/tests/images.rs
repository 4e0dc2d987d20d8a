//! Whether the images of a plan exist.

use super::*;
use crate::freshness::Trouble;
use crate::image::{Found, Sighting};
use crate::term::{Action, OperationName};
use crate::testing::{ago, task_definition};

const REGISTRY: &str = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

fn there() -> Option<Sighting> {
    let digest = Some(format!("sha256:{}", "0123456789ab".repeat(5)));
    Some(Sighting::Found(Found { digest, pushed_at: Some(ago(720)), size: Some(84_000_000), is_archived: false }))
}

fn image(version: &str, sighting: Option<Sighting>) -> (String, Option<Sighting>) {
    (format!("{REGISTRY}/shop/web{version}"), sighting)
}

fn deploying(images: &[(String, Option<Sighting>)]) -> Plan {
    let (web, current) = (service(4, 4), task_definition("web", 7));
    let asked = images.iter().map(|(image, _)| image.clone()).take(1).map(|image| (0, image)).collect();
    let facts = ServiceFacts { images, current: Some(&current), ..facts(&web) };
    Plan::of_service(&Ask::DeployImage { images: asked }, facts)
}

fn rolling_back(images: &[(String, Option<Sighting>)]) -> Plan {
    let web = service(4, 4);
    Plan::of_service(&Ask::RollBack { revision: revision("web", 3) }, ServiceFacts { images, ..facts(&web) })
}

#[test]
fn an_image_that_is_there_is_told_with_its_digest_age_and_size() {
    let plan = deploying(&[image(":2", there())]);
    check(&plan, Weight::Note, "ECR has shop/web:2: sha256:0123456789ab…, pushed 12 min ago, 84 MB.");
    let bare = Some(Sighting::Found(Found::default()));
    check(&deploying(&[image("@sha256:00112233445566", bare)]), Weight::Note, "ECR has shop/web@sha256:001122334455….");
}

#[test]
fn an_image_that_is_not_there_is_grave_and_can_be_deployed_all_the_same() {
    let plan = deploying(&[image(":bad", Some(Sighting::Missing))]);
    check(&plan, Weight::Danger, "ECR has no shop/web:bad (account 123456789012, eu-central-1)");
    check(&plan, Weight::Danger, "CannotPullContainerError, unless a pull through cache");
    assert_eq!((plan.consequences[0].weight, plan.confirmation), (Weight::Danger, Confirmation::Button));
    let archived = Some(Sighting::Found(Found { is_archived: true, ..Found::default() }));
    check(&deploying(&[image(":old", archived)]), Weight::Danger, "shop/web:old is archived");
}

#[test]
fn what_could_not_be_seen_says_why() {
    let denied = Trouble::Denied { action: Action::literal("ecr:DescribeImages") };
    let plan = deploying(&[image(":2", Some(Sighting::Unseen(denied)))]);
    let sentence = "Whether shop/web:2 exists could not be seen: IAM does not allow ecr:DescribeImages.";
    check(&plan, Weight::Warning, sentence);
    let late = Trouble::Unreachable { operation: OperationName::literal("DescribeImages") };
    check(
        &deploying(&[image(":2", Some(Sighting::Unseen(late)))]),
        Weight::Warning,
        "No answer from AWS to DescribeImages.",
    );
}

#[test]
fn other_registries_are_named_and_not_looked_into() {
    let plan = deploying(&[("nginx:1.27".to_owned(), None)]);
    check(&plan, Weight::Note, "whether nginx:1.27 exists is known when ECS pulls it");
}

#[test]
fn of_the_images_of_a_revision_those_that_are_there_are_counted() {
    check(&rolling_back(&[image(":2", there())]), Weight::Note, "ECR has its image.");
    check(&rolling_back(&[image(":2", there()), image(":3", there())]), Weight::Note, "ECR has all 2 images of it.");
    let mixed = rolling_back(&[image(":2", there()), image(":3", Some(Sighting::Missing)), ("nginx".to_owned(), None)]);
    check(&mixed, Weight::Note, "Of its 2 images in ECR, 1 is there.");
    let elsewhere = rolling_back(&[image(":2", there()), ("nginx".to_owned(), None)]);
    check(&elsewhere, Weight::Note, "Of its 2 images, the one in ECR is there.");
    check(&mixed, Weight::Danger, "ECR has no shop/web:3");
    check(&mixed, Weight::Note, "whether nginx exists");
    assert!(rolling_back(&[]).consequences.iter().all(|one| !one.sentence.contains("ECR")), "nobody looked");
}
