use model::address::ClusterRef;
use model::instance::InstanceStatus;
use model::query::ListQuery;
use model::verdict::Level;
use model::view::{FieldValue, InstancesPage};

use super::support::{World, cluster, service};

/// The page once every definition it needs was read: it does not wait long for one.
async fn instances(world: &World, at: &ClusterRef) -> InstancesPage {
    for _ in 0..20 {
        let page = world.console.instances(&world.viewer, at, &ListQuery::default()).await.unwrap().data;
        if !page.fits.is_empty() && page.unplaced.iter().all(|line| line.needs.is_some()) {
            return page;
        }
    }
    panic!("the definitions were never read")
}

#[tokio::test(flavor = "multi_thread")]
async fn instances_show_who_takes_what_and_why_a_task_fits_nowhere() {
    let world = World::small_with_everything().await;
    let batch = cluster("batch");
    let page = instances(&world, &batch).await;
    let rows = &page.rows.rows;
    assert!(rows.iter().any(|row| row.status == InstanceStatus::Draining && row.level == Level::Deploying));
    assert!(rows.iter().any(|row| !row.agent_connected && row.level == Level::Down));
    for row in rows {
        for bar in [&row.cpu, &row.memory] {
            let parts: u32 = bar.parts.iter().map(|part| part.amount).sum();
            assert!(parts <= bar.registered, "{}: {parts} of {}", row.id, bar.registered);
            assert_eq!(parts + bar.other + bar.remaining, bar.registered.max(parts + bar.remaining), "{}", row.id);
        }
    }
    assert!(rows.iter().any(|row| row.cpu.parts.iter().any(|part| part.label.starts_with("thumbnails "))));
    let reasons = |name: &str| {
        let line = page.unplaced.iter().find(|line| line.service.service.as_str() == name);
        line.map(|line| line.instances.iter().flat_map(|(_, why)| why.clone()).collect::<Vec<_>>()).unwrap_or_default()
    };
    let loader = reasons("warehouse-loader");
    assert!(loader.iter().any(|why| why.starts_with("RESOURCE:MEMORY: 3584 MiB needed")), "{loader:?}");
    let trainer = reasons("gpu-trainer");
    assert!(trainer.iter().any(|why| why.contains("ecs.instance-type =~ g5.* does not hold")), "{trainer:?}");
    assert!(page.fits.iter().any(|line| line.needs.contains("attribute:pool == bulk")));
    let loader = page.fits.iter().find(|line| line.revision.family.as_str() == "warehouse-loader").unwrap();
    assert!(loader.under.iter().all(|under| under.count == 0), "{loader:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_tells_its_providers_and_its_mix() {
    let world = World::small_with_everything().await;
    let batch = world.console.capacity(&world.viewer, &cluster("batch")).await.unwrap().data;
    let provider = batch.providers.iter().find(|row| row.name == "batch-arm").unwrap();
    assert!(provider.instances > 0 && provider.running > 0 && provider.group.is_some(), "{provider:?}");
    assert!(batch.mix.iter().any(|(kind, tasks)| kind == "batch-arm" && *tasks == provider.running), "{:?}", batch.mix);
    let shop = world.console.capacity(&world.viewer, &cluster("shop")).await.unwrap().data;
    assert!(shop.mix.iter().any(|(kind, tasks)| kind == "Fargate" && *tasks > 0), "{:?}", shop.mix);
    assert!(shop.mix.is_sorted_by(|a, b| a.1 >= b.1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_scales_says_between_which_counts() {
    let world = World::small_with_everything().await;
    let snapshot = world.fleet.snapshot(&super::support::environment()).unwrap();
    let (at, target) = snapshot.scaling.iter().next().expect("something scales in the shop");
    let page = world.console.service(&world.viewer, &service(at.0.as_str(), at.1.as_str())).await.unwrap().data;
    let section = page.configuration.iter().find(|section| section.title == "Auto scaling").unwrap();
    let field = |label: &str| section.fields.iter().find(|field| field.label == label).map(|field| &field.value);
    assert_eq!(field("Maximum capacity"), Some(&FieldValue::Text(target.maximum.to_string())));
}
