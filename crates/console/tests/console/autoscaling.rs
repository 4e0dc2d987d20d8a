//! A count out of the bounds of a scalable target: the target is changed with it, and back.

use console::{Confirmed, ConsoleError};
use futures::future::join_all;
use model::address::ServiceRef;
use model::audit::{Entry, EntryId, State, Verb};
use model::change::{Ask, Plan, ScalingAsk, ServiceVerb};
use model::freshness::Trouble;
use model::scaling::Suspended;
use model::view::{Answer, AskForm, ScaledBetween, ScaledView, ScalingLine, ServiceScaling};
use serde_json::{Value, json};
use simulator::faults::{Chance, Effect, Fault, Target};

use crate::support::*;

const VERB: ServiceVerb = ServiceVerb::Scale;

/// Scaled between 1 and 4 tasks.
fn pricing() -> ServiceRef {
    service("shop", "pricing-next")
}

fn ask(desired: u32, target: ScalingAsk) -> Ask {
    Ask::Autoscale { desired: Some(desired), target }
}

impl World {
    async fn scaling_plan(&self, ask: &Ask) -> (Plan, Confirmed) {
        let page = self.console.change_service(&self.viewer, (&pricing(), VERB), Some(ask), None).await.unwrap().data;
        let planned = page.planned.unwrap();
        (planned.plan, Confirmed { sealed: planned.sealed, reason: None, typed: String::new() })
    }

    async fn rescale(&self, ask: &Ask, confirmed: &Confirmed) -> Result<EntryId, ConsoleError> {
        self.console.apply_to_service(&self.viewer, (&pricing(), VERB), ask, confirmed).await
    }

    /// The names of the writes, in their order, and what was sent with those to Application Auto Scaling.
    fn writes(&self) -> (Vec<String>, Vec<Value>) {
        let calls = self.simulator.control().journal(&simulator::journal::Filter::default());
        let of_ours = |name: &str| name == "UpdateService" || name == "RegisterScalableTarget";
        let writes: Vec<_> = calls.into_iter().filter(|call| of_ours(&call.operation)).collect();
        let sent = writes.iter().filter(|call| call.operation == "RegisterScalableTarget");
        let sent = sent.map(|call| serde_json::to_value(&call.parameters).unwrap()).collect();
        (writes.iter().map(|call| call.operation.clone()).collect(), sent)
    }

    async fn count(&self) -> u32 {
        self.fleet.describe_service(&pricing()).await.unwrap().desired
    }

    /// The rows of intents, the oldest first.
    async fn rows_of_service(&self) -> Vec<Entry> {
        let entries = self.console.audit(&self.viewer, &Default::default()).await.unwrap().data.rows;
        entries.into_iter().rev().collect()
    }
}

#[tokio::test]
async fn the_maximum_is_raised_with_the_count_and_lowered_with_it_again() {
    let world = World::small_with_everything().await;
    let before = world.count().await;
    let wide = ask(6, ScalingAsk::Widen);
    let (plan, confirmed) = world.scaling_plan(&wide).await;
    assert_eq!(plan.sentence, format!("pricing-next: {before} → 6 tasks, scale up to 6 at the most"));
    let sent = join_all((0..8).map(|_| world.rescale(&wide, &confirmed))).await;
    let last = sent.into_iter().map(Result::unwrap).max().unwrap();
    let (writes, registered) = world.writes();
    assert_eq!(writes, ["RegisterScalableTarget", "UpdateService"], "each once");
    let only = json!({
        "ServiceNamespace": "ecs", "ScalableDimension": "ecs:service:DesiredCount",
        "ResourceId": "service/shop/pricing-next", "MaxCapacity": 6,
    });
    assert_eq!(registered, [only]);
    assert_eq!(world.count().await, 6);
    let rows = world.rows_of_service().await;
    let told: Vec<_> = rows.iter().map(|row| (row.intent.verb.clone(), &*row.intent.sentence, row.state())).collect();
    let sentence = format!("pricing-next: {before} → 6 tasks, scale up to 6 at the most");
    assert_eq!(
        told,
        [
            (Verb::Autoscaling, "pricing-next: scale up to 6 at the most", State::Done),
            (Verb::Scale, &*sentence, State::Done),
        ]
    );
    assert!(rows[0].intent.command.as_ref().unwrap().ends_with("--max-capacity 6"));
    assert!(rows[1].intent.command.as_ref().unwrap().ends_with("--desired-count 6"));
    assert_eq!(rows[1].id, last);
    let newest = world.console.changes_of_service(&world.viewer, &pricing()).await.unwrap().data.remove(0);
    let (page, query) = newest.undo.unwrap();
    let narrow = ScalingAsk::Bounds { minimum: None, maximum: Some(4) };
    assert_eq!((page, query.clone()), (pricing().change(VERB), ask(before, narrow).query()));
    let (_, confirmed) = world.scaling_plan(&ask(before, narrow)).await;
    world.rescale(&ask(before, narrow), &confirmed).await.unwrap();
    assert_eq!(world.writes().0[2..], ["UpdateService", "RegisterScalableTarget"], "the count first");
    assert_eq!(world.count().await, before);
    let page = world.console.change_service(&world.viewer, (&pricing(), VERB), None, None).await.unwrap().data;
    let scaled = Some(ScaledBetween { minimum: 1, maximum: 4, is_suspended: false });
    assert_eq!(page.form, AskForm::Count { now: before, scaled });
}

#[tokio::test]
async fn scaling_is_suspended_whole_and_resumed() {
    let world = World::small_with_everything().await;
    let off = ask(6, ScalingAsk::Suspend);
    let (_, confirmed) = world.scaling_plan(&off).await;
    world.rescale(&off, &confirmed).await.unwrap();
    let whole = json!(["DynamicScalingInSuspended", "DynamicScalingOutSuspended", "ScheduledScalingSuspended"]);
    assert_eq!(world.writes().1[0]["SuspendedState.members"], whole);
    assert!(world.writes().1[0].get("MaxCapacity").is_none());
    let suspended = async || world.fleet.scalable_target(&pricing()).await.unwrap().unwrap().suspended;
    assert_eq!(suspended().await, [Suspended::ScaleIn, Suspended::ScaleOut]);
    world.simulator.control().advance(std::time::Duration::from_secs(3_600));
    assert_eq!(world.count().await, 6, "nothing brings it back");
    let on = Ask::Autoscale { desired: None, target: ScalingAsk::Resume };
    let (plan, confirmed) = world.scaling_plan(&on).await;
    assert_eq!(plan.sentence, "pricing-next: resume scaling");
    world.rescale(&on, &confirmed).await.unwrap();
    assert_eq!(suspended().await, []);
    assert_eq!(world.count().await, 4, "it is brought between its bounds at once");
    let newest = world.console.changes_of_service(&world.viewer, &pricing()).await.unwrap().data.remove(0);
    assert_eq!(newest.entry.intent.verb, Verb::Autoscaling);
    assert_eq!(newest.undo.unwrap().1.as_deref(), Some("scaling=suspend"));
}

#[tokio::test]
async fn what_is_not_known_to_be_done_is_followed_by_nothing() {
    let world = World::small_with_everything().await;
    let wide = ask(6, ScalingAsk::Widen);
    let (_, confirmed) = world.scaling_plan(&wide).await;
    world.fault("RegisterScalableTarget", Effect::Reset);
    let id = world.rescale(&wide, &confirmed).await.unwrap();
    assert_eq!(world.rows_of_service().await.last().map(|row| (row.id, row.state())), Some((id, State::Unknown)));
    assert_eq!(world.rescale(&wide, &confirmed).await, Ok(id), "it is not begun again");
    assert_eq!(world.writes().0, ["RegisterScalableTarget"]);
    let (_, confirmed) = world.scaling_plan(&wide).await;
    world.fault("RegisterScalableTarget", Effect::AccessDenied);
    let denied = world.rescale(&wide, &confirmed).await.unwrap_err();
    let missing = "application-autoscaling:RegisterScalableTarget";
    assert!(matches!(&denied, ConsoleError::Forbidden { missing: it, .. } if it.as_str() == missing), "{denied:?}");
    assert_eq!(world.writes().0.len(), 2, "and the count was not touched");
}

#[tokio::test]
async fn what_nothing_scales_has_no_target_to_change() {
    let world = World::small_with_everything().await;
    let at = service("shop", "storefront");
    let refused =
        world.console.change_service(&world.viewer, (&at, VERB), Some(&ask(6, ScalingAsk::Widen)), None).await;
    assert!(matches!(refused, Err(ConsoleError::Invalid(_))), "{refused:?}");
}

impl World {
    async fn scaling(&self) -> Answer<ServiceScaling> {
        self.console.scaling(&self.viewer, &pricing()).await.unwrap()
    }

    async fn scaled(&self) -> Option<ScaledView> {
        match self.scaling().await.data {
            ServiceScaling::Scaled(scaled) => Some(*scaled),
            ServiceScaling::Unknown(_) | ServiceScaling::Unscaled => None,
        }
    }
}

#[tokio::test]
async fn a_count_beyond_its_bounds_says_what_becomes_of_it_and_activities_tell_what_was_done() {
    let world = World::small_with_everything().await;
    let off = ask(6, ScalingAsk::Suspend);
    let (_, confirmed) = world.scaling_plan(&off).await;
    world.rescale(&off, &confirmed).await.unwrap();
    let sentence = "6 is above the maximum of 4: Application Auto Scaling sets it to 4 when the scalable target is next \
                    changed; for policies scaling in is suspended";
    let is_told = async |world: &World| {
        world.scaled().await.is_some_and(|it| it.sentence == sentence && it.suspended == ["scale in", "scale out"])
    };
    world.until_told(is_told).await;
    let page = world.console.service(&world.viewer, &pricing()).await.unwrap().data;
    let place = Some("above the maximum".to_owned());
    assert_eq!(page.scaling, ScalingLine::Between { minimum: 1, maximum: 4, place });
    let evidence = page.verdict.evidence.iter().find(|line| line.label == "Auto scaling");
    assert_eq!(evidence.map(|line| &*line.text), Some(sentence));

    let on = Ask::Autoscale { desired: None, target: ScalingAsk::Resume };
    let (_, confirmed) = world.scaling_plan(&on).await;
    world.rescale(&on, &confirmed).await.unwrap();
    let resizer = service("data", "image-resizer");
    let has_rows = async |world: &World| {
        let answer = world.console.scaling(&world.viewer, &resizer).await.unwrap();
        matches!(answer.data, ServiceScaling::Scaled(it) if it.activities.iter().any(|row| row.cause == "Policy cpu-20"))
    };
    world.until_told(has_rows).await;
}

#[tokio::test]
async fn activities_that_are_refused_leave_the_bounds_and_name_the_action() {
    let world = World::small_with_everything().await;
    let target = Target { operation: Some("DescribeScalingActivities".to_owned()), ..Target::default() };
    let refusal = Fault { target, chance: Chance::default(), effect: Effect::AccessDenied };
    world.simulator.control().inject(refusal);
    let is_refused = async |world: &World| !world.scaling().await.notices.is_empty();
    world.until_told(is_refused).await;
    let answer = world.scaling().await;
    let action = "application-autoscaling:DescribeScalingActivities".parse().unwrap();
    assert_eq!(answer.notices[0].trouble, Trouble::Denied { action });
    let ServiceScaling::Scaled(scaled) = answer.data else { panic!("{:?}", answer.data) };
    assert_eq!((scaled.minimum, scaled.maximum, scaled.is_loading), (1, 4, false));
}
