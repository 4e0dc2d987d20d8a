use super::*;
use simulator_engine::codedeploy::deployment::Status;
use simulator_engine::task_set::Stability;

#[test]
fn services_of_other_deployers_are_as_their_story_tells() {
    for seed in [1, 2, 3] {
        let options = EngineOptions { seed, ..EngineOptions::default() };
        let story = tell(Scenario::Handed, &options);
        assert_eq!(story.refused(), [], "seed {seed}");
        let engine = story.end();
        let world = engine.world();
        let sets = |name: &str| -> Vec<(u32, u32, Stability)> {
            let sets = service(world, "shop", name).deployments.iter();
            sets.map(|it| (it.definition.revision, it.counts.running, it.set.as_ref().unwrap().stability)).collect()
        };
        assert_eq!(sets("wishlist"), [(2, 3, Stability::Steady)], "seed {seed}");
        assert_eq!(sets("returns"), [(1, 3, Stability::Steady), (2, 3, Stability::Steady)], "seed {seed}");
        assert_eq!(sets("loyalty"), [(1, 4, Stability::Steady), (2, 1, Stability::Steady)], "seed {seed}");
        let statuses: BTreeSet<_> =
            world.codedeploy_deployments().map(|it| (it.service.service.to_string(), it.status.word())).collect();
        let expect = [("returns", Status::InProgress.word()), ("wishlist", Status::Succeeded.word())];
        assert_eq!(statuses, expect.map(|(name, word)| (name.to_owned(), word)).into(), "seed {seed}");
    }
}
