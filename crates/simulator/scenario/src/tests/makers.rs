use super::*;

/// How many services have a tag with that key, of how many.
fn tagged(engine: &Engine, key: &str) -> (usize, usize) {
    let services: Vec<_> = engine.world().clusters().flat_map(|cluster| cluster.services()).collect();
    (services.iter().filter(|service| service.tags.iter().any(|tag| tag.key == key)).count(), services.len())
}

#[test]
fn a_few_services_are_made_by_each_maker_and_most_by_hand() {
    let large = build(Scenario::Large { services: 100, tasks: 120 }, &EngineOptions::default());
    for engine in [small(1), large] {
        let mut made = 0;
        for key in ["aws:cdk:path", "copilot-service", "terraform", "managed-by", "pipeline"] {
            let (count, all) = tagged(&engine, key);
            assert!(count > 0 && count < all / 5, "{key}: {count} of {all}");
            made += count;
        }
        let (stacks, all) = tagged(&engine, "aws:cloudformation:stack-name");
        assert_eq!(tagged(&engine, "aws:cloudformation:stack-id").0, stacks);
        assert_eq!(tagged(&engine, "aws:cloudformation:logical-id").0, stacks);
        assert!(stacks > 2 && made + stacks < all / 2, "{stacks} and {made} of {all}");
    }
}

#[test]
fn a_stack_says_what_it_is_called() {
    let engine = small(1);
    let tags = &service(engine.world(), "shop", "pricing").tags;
    let value = |key: &str| tags.iter().find(|tag| tag.key == key).map(|tag| tag.value.as_str()).unwrap();
    assert_eq!(value("aws:cloudformation:stack-name"), "shop-pricing");
    let id = value("aws:cloudformation:stack-id");
    assert!(id.starts_with("arn:aws:cloudformation:eu-central-1:123456789012:stack/shop-pricing/"), "{id}");
}
