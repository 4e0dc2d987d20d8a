use super::estate::*;
use crate::{Engine, EngineOptions, Millis};
use proptest::prelude::*;
use serde_json::json;

fn live(seed: u64) -> Engine {
    let mut engine = empty(seed);
    let key = web(&mut engine, "nginx:1", 3);
    wait(&mut engine, 100);
    register(&mut engine, definition("web", "nginx:exit-1"));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web", "desiredCount": 5 }));
    run(&mut engine, "web:1", 4);
    wait(&mut engine, 500);
    assert!(!stopped(&engine, &key).is_empty());
    engine
}

#[test]
fn the_same_seed_and_calls_make_the_same_world_and_another_seed_another() {
    assert_eq!(print(&live(1)), print(&live(1)));
    assert_ne!(print(&live(1)), print(&live(2)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_does_not_matter_in_how_many_strides_time_passes(seed in 0_u64..10_000, strides in prop::collection::vec(1_u64..40_000, 1..60)) {
        let mut walked = live(seed);
        let mut leapt = live(seed);
        for stride in &strides {
            let now = walked.now();
            walked.advance_to(now + *stride);
        }
        let total: u64 = strides.iter().sum();
        let now = leapt.now();
        leapt.advance_to(now + total);
        prop_assert_eq!(walked.handled(), leapt.handled());
        prop_assert_eq!(print(&walked), print(&leapt));
    }
}

#[test]
fn the_clock_never_goes_back() {
    let mut engine = Engine::new(&EngineOptions { now: Millis(5_000), ..EngineOptions::default() });
    engine.advance_to(Millis(1_000));
    assert_eq!(engine.now(), Millis(5_000));
}

#[test]
fn a_steady_estate_costs_nothing() {
    let mut engine = empty(3);
    let key = web(&mut engine, "nginx:1", 200);
    wait(&mut engine, 900);
    assert_eq!(get(&engine, &key).counts().running, 200);
    let before = engine.handled();
    wait(&mut engine, 3_600);
    assert_eq!(engine.handled(), before);
}
