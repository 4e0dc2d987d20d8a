//! Changing things with bad luck: refused, not answered, not written down, not allowed.

use std::collections::BTreeSet;
use std::time::Duration;

use console::{Access, Changes, Confirmed, Console, ConsoleError};
use ledger::{KEY, Key, Ledger};
use model::audit::{EntryId, FieldChange, Intent, Person, PlanId, State};
use model::change::ServiceVerb;
use model::time::Span;
use simulator::faults::Effect;

use crate::changes::{scale, web};
use crate::support::*;

#[tokio::test]
async fn what_iam_denies_is_named_and_written_down() {
    let world = World::small().await;
    let ask = scale(world.desired().await + 1);
    let confirmed = world.confirmed(ServiceVerb::Scale, &ask).await;
    world.fault("UpdateService", Effect::AccessDenied);
    let denied = world.apply(ServiceVerb::Scale, &ask, &confirmed).await.unwrap_err();
    let ConsoleError::Forbidden { missing, .. } = &denied else { panic!("{denied:?}") };
    assert_eq!(missing.as_str(), "ecs:UpdateService");
    let entry = world.ledger.entry(EntryId(1)).await.unwrap().unwrap();
    assert_eq!(entry.state(), State::Refused);
    // The plan is used up: sent again, it is not tried again.
    assert!(matches!(world.apply(ServiceVerb::Scale, &ask, &confirmed).await, Err(ConsoleError::Refused(EntryId(1)))));
    assert_eq!(world.calls("UpdateService").len(), 1);
}

#[tokio::test]
async fn a_call_without_an_answer_is_unknown_until_aws_is_looked_at() {
    let world = World::small().await;
    let ask = scale(world.desired().await + 1);
    let confirmed = world.confirmed(ServiceVerb::Scale, &ask).await;
    world.fault("UpdateService", Effect::Reset);
    let id = world.apply(ServiceVerb::Scale, &ask, &confirmed).await.unwrap();
    let entry = world.ledger.entry(id).await.unwrap().unwrap();
    assert_eq!(entry.state(), State::Unknown);
    assert_eq!(world.calls("UpdateService").len(), 1, "it is not tried again");
    // Somebody else does the same: what AWS shows then is what was asked.
    let again = world.confirmed(ServiceVerb::Scale, &ask).await;
    world.apply(ServiceVerb::Scale, &ask, &again).await.unwrap();
    for _ in 0..100 {
        if world.ledger.entry(id).await.unwrap().unwrap().state() == State::Done {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it was not looked up");
}

#[tokio::test]
async fn a_change_that_podium_did_not_see_the_end_of_is_unknown_and_never_called_refused() {
    let world = World::small().await;
    let now = world.desired().await;
    let intent = |plan: &str, desired: u32| Intent {
        at: world.fleet.now().before(Span::minutes(10)),
        who: Person::parse("ada").unwrap(),
        verb: ServiceVerb::Scale.verb(),
        subject: web().into(),
        sentence: String::new(),
        changes: vec![FieldChange {
            field: "desiredCount".to_owned(),
            before: Some("1".to_owned()),
            after: Some(desired.to_string()),
        }],
        reason: None,
        plan: PlanId::parse(plan.repeat(32)).unwrap(),
        command: None,
        part: None,
    };
    let lost = world.ledger.intend(&intent("a", now + 9)).await.unwrap();
    let done = world.ledger.intend(&intent("b", now)).await.unwrap();
    for _ in 0..150 {
        let state = async |id| world.ledger.entry(id).await.unwrap().unwrap().state();
        if state(lost).await != State::Open && state(done).await != State::Open {
            assert_eq!((state(lost).await, state(done).await), (State::Unknown, State::Done));
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("they were not looked up");
}

#[tokio::test]
async fn what_cannot_be_written_down_is_not_sent() {
    let world = World::small().await;
    let folder = tempfile::tempdir().unwrap();
    let key = Key::read_or_make(&folder.path().join(KEY)).unwrap();
    drop(Ledger::open(folder.path(), key.clone()).await.unwrap());
    let ledger = Ledger::open_to_read(folder.path(), key).await.unwrap();
    let changes = Changes { access: Access::default(), ledger, protected: BTreeSet::new() };
    let console = Console::new(world.fleet.clone(), changes, "1.2.3");
    let ask = scale(world.desired().await + 1);
    let at = (&web(), ServiceVerb::Scale);
    let page = console.change_service(&world.viewer, at, Some(&ask), None).await.unwrap().data;
    let confirmed = Confirmed { sealed: page.planned.unwrap().sealed, reason: None, typed: String::new() };
    let refused = console.apply_to_service(&world.viewer, at, &ask, &confirmed).await;
    assert_eq!(refused, Err(ConsoleError::Unrecorded));
    assert!(world.calls("UpdateService").is_empty());
}

#[tokio::test]
async fn a_read_only_environment_refuses_every_change() {
    let world = World::small().await;
    let ask = scale(world.desired().await + 1);
    let confirmed = world.confirmed(ServiceVerb::Scale, &ask).await;
    let read_only = Access::new([environment()]);
    let changes = Changes { access: read_only, ledger: world.ledger.clone(), protected: BTreeSet::new() };
    let console = Console::new(world.fleet.clone(), changes, "1.2.3");
    let at = (&web(), ServiceVerb::Scale);
    let page = console.change_service(&world.viewer, at, Some(&ask), None).await.unwrap().data;
    assert_eq!((page.blocked.as_deref(), page.planned), (Some("This environment is read-only."), None));
    assert_eq!(console.apply_to_service(&world.viewer, at, &ask, &confirmed).await, Err(ConsoleError::ReadOnly));
    for offer in console.offers_of_service(&world.viewer, &web()).await.unwrap() {
        assert!(offer.why_not.is_some(), "{offer:?}");
    }
    assert!(world.calls("UpdateService").is_empty());
}
