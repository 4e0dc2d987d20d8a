//! What registries say of the images that are to be deployed.

use std::collections::BTreeSet;

use model::address::ServiceRef;
use model::change::Ask;
use model::image::{EcrImage, Sighting};
use model::task_definition::TaskDefinition;

use super::around::Around;
use crate::console::Console;

impl Console {
    /// The images that would be deployed, each with what ECR says of it; `None` for those of other registries.
    pub(super) async fn sighted(&self, at: &ServiceRef, ask: &Ask, around: &Around) -> Vec<(String, Option<Sighting>)> {
        let images = wanted(ask, around);
        let in_ecr: Vec<EcrImage> = images.iter().filter_map(|image| EcrImage::parse(image)).collect();
        let mut sightings = self.fleet().sight_images(&at.environment, &in_ecr).await.into_iter();
        let told = |image: String| {
            let sighting = EcrImage::parse(&image).and_then(|_| sightings.next());
            (image, sighting)
        };
        images.into_iter().map(told).collect()
    }
}

/// The images that would be deployed, each once. Of those that are asked for one by one, only what is new.
fn wanted(ask: &Ask, around: &Around) -> BTreeSet<String> {
    let of = |definition: Option<&TaskDefinition>| {
        let containers = definition.map(|definition| &definition.containers[..]).unwrap_or_default();
        containers.iter().map(|container| container.image.clone()).collect()
    };
    match ask {
        Ask::Deploy { .. } | Ask::RollBack { .. } => of(around.wanted.as_deref()),
        Ask::Redeploy => of(around.current.as_deref()),
        Ask::DeployImage { images } => {
            let runs: BTreeSet<String> = of(around.current.as_deref());
            images.iter().map(|(_, image)| image.clone()).filter(|image| !runs.contains(image)).collect()
        }
        Ask::DeployDraft { .. } => {
            let differences = around.ready.iter().flat_map(|ready| &ready.differences);
            let images = differences.filter(|change| change.field.ends_with(".image"));
            images.filter_map(|change| change.after.clone()).collect()
        }
        _ => BTreeSet::new(),
    }
}
