//! Services that share a family of task definitions.

use super::*;
use crate::address::RevisionRef;
use crate::testing::task_definition;

fn others(names: &[(&str, &str)]) -> Vec<ServiceRef> {
    let other = |(cluster, service): &(&str, &str)| ServiceRef {
        environment: AT.environment.clone(),
        cluster: ClusterName::parse(*cluster).unwrap(),
        service: ServiceName::parse(*service).unwrap(),
    };
    names.iter().map(other).collect()
}

#[test]
fn a_deployment_names_the_services_that_stay_as_they_are() {
    let web = service(4, 4);
    let to = |sharing: &[ServiceRef]| {
        let facts = ServiceFacts { sharing, ..facts(&web) };
        Plan::of_service(&Ask::Deploy { revision: revision("web", 9) }, facts)
    };
    let one = to(&others(&[("shop", "worker")]));
    check(&one, Weight::Note, "worker runs web as well, and stays as it is until somebody deploys to it.");
    let family = RevisionRef { environment: AT.environment.clone(), revision: revision("web", 9) }.family();
    assert!(one.consequences.iter().any(|one| one.page == Some(family.page())));
    let many = others(&[("shop", "a"), ("batch", "b"), ("shop", "c"), ("shop", "d"), ("shop", "e")]);
    check(&to(&many), Weight::Note, "a, batch/b, c and 2 more services run web as well");
    assert!(to(&[]).consequences.iter().all(|one| !one.sentence.contains("as well")));
}

#[test]
fn a_revision_that_goes_leaves_those_of_other_revisions_alone() {
    let at = RevisionRef { environment: AT.environment.clone(), revision: revision("web", 3) };
    let definition = task_definition("web", 3);
    let (used_by, sharing) = (others(&[("shop", "old")]), others(&[("shop", "web"), ("shop", "worker")]));
    let facts = RevisionFacts {
        at: &at,
        region: "eu-central-1",
        definition: &definition,
        used_by: &used_by,
        sharing: &sharing,
        active: &[5, 4, 3],
        draft: None,
        is_protected: false,
    };
    let plan = Plan::of_revision(&Ask::Deregister, facts);
    check(&plan, Weight::Warning, "old uses it");
    check(&plan, Weight::Note, "shop/web and shop/worker run other revisions of web and are not touched.");
}
