//! Whether images exist: a plan says what ECR says, and does not wait for it.

use std::time::{Duration, Instant};

use model::change::{Ask, Plan, ServiceVerb, Weight};
use model::view::AskForm;
use simulator::faults::Effect;

use crate::support::*;

const VERB: ServiceVerb = ServiceVerb::DeployImage;

/// The image that runs now, with another tag.
async fn tagged(world: &World, tag: &str) -> Ask {
    let AskForm::Images { containers, .. } = world.page(VERB).await.form else { panic!() };
    let (name, _) = containers[0].1.rsplit_once(':').unwrap();
    Ask::DeployImage { images: vec![(0, format!("{name}:{tag}"))] }
}

async fn planned(world: &World, verb: ServiceVerb, ask: &Ask) -> Plan {
    world.plan(verb, ask).await.planned.unwrap().plan
}

#[track_caller]
fn check(plan: &Plan, weight: Weight, sentence: &str) {
    let told = plan.consequences.iter().find(|one| one.sentence.contains(sentence));
    assert_eq!(told.map(|one| one.weight), Some(weight), "{sentence}: {:#?}", plan.consequences);
}

#[tokio::test]
async fn an_image_that_is_there_is_told_apart_from_one_that_is_not() {
    let world = World::small().await;
    let there = planned(&world, VERB, &tagged(&world, "another").await).await;
    check(&there, Weight::Note, "ECR has shop/storefront:another: sha256:");
    let calls = world.calls("DescribeImages");
    assert_eq!(calls.len(), 1, "one image is asked for once");
    let gone = tagged(&world, "missing").await;
    check(&planned(&world, VERB, &gone).await, Weight::Danger, "ECR has no shop/storefront:missing");
    let confirmed = world.confirmed(VERB, &gone).await;
    let asked = world.calls("DescribeImages").len();
    world.apply(VERB, &gone, &confirmed).await.unwrap();
    assert_eq!(world.calls("DescribeImages").len(), asked, "whoever carries a plan out does not wait for ECR");
}

#[tokio::test]
async fn images_of_other_registries_and_of_other_accounts_are_told_of() {
    let world = World::small().await;
    let image = |image: &str| Ask::DeployImage { images: vec![(0, image.to_owned())] };
    let elsewhere = planned(&world, VERB, &image("nginx:1.27")).await;
    check(&elsewhere, Weight::Note, "whether nginx:1.27 exists is known when ECS pulls it");
    assert!(world.calls("DescribeImages").is_empty());
    let foreign = "999999999999.dkr.ecr.us-east-1.amazonaws.com/web:2";
    check(&planned(&world, VERB, &image(foreign)).await, Weight::Danger, "ECR has no web:2 (account 999999999999");
}

#[tokio::test]
async fn what_is_denied_or_late_is_said_and_the_plan_is_there_all_the_same() {
    let world = World::small().await;
    let ask = tagged(&world, "another").await;
    world.fault("DescribeImages", Effect::AccessDenied);
    let plan = planned(&world, VERB, &ask).await;
    let sentence = "Whether shop/storefront:another exists could not be seen: IAM does not allow ecr:DescribeImages.";
    check(&plan, Weight::Warning, sentence);
    world.fault("DescribeImages", Effect::Latency { milliseconds: 60_000 });
    let begun = Instant::now();
    check(&planned(&world, VERB, &ask).await, Weight::Warning, "No answer from AWS to DescribeImages.");
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn the_images_of_a_revision_are_looked_at_before_it_is_deployed_again() {
    let world = World::small().await;
    let plan = planned(&world, ServiceVerb::Redeploy, &Ask::Redeploy).await;
    check(&plan, Weight::Note, "Of its 3 images, the one in ECR is there.");
}
