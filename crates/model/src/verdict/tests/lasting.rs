use proptest::prelude::*;

use super::properties::{any_group, any_rollout, any_service, any_tasks};
use super::*;

proptest! {
    #[test]
    fn a_verdict_holds_until_the_moment_it_names(service in any_service(), tasks in any_tasks(), groups in prop::collection::vec(any_group(), 0..3), rollout in prop::option::of(any_rollout()), share in 0.0..1.0f64) {
        let mut now = NOW;
        while NOW.since(now).0 > -STALE_AFTER.0 {
            let (finding, until) = held_from(now, &service, &tasks, &groups, rollout.as_ref());
            prop_assert!(until > now);
            let last = until.0.min(NOW.0 + STALE_AFTER.0 + 1) - 1;
            let between = now.0 + ((last - now.0) as f64 * share) as i64;
            for later in [between, last] {
                prop_assert_eq!(&held_from(Timestamp(later), &service, &tasks, &groups, rollout.as_ref()).0, &finding);
            }
            now = Timestamp(last + 1);
        }
    }
}
