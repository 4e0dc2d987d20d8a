//! What is found in the record.

use model::audit::{AuditQuery, EntryId, State};
use model::name::TaskId;

use super::*;

/// So many entries: every fifth is by Grace, stops a task of search, and is not answered.
async fn filled(folder: &Scratch, entries: u64) -> Ledger {
    let ledger = folder.open().await;
    for number in 1..=entries {
        let is_fifth = number % 5 == 0;
        let mut one = intent(number);
        if is_fifth {
            one.who = Person::parse("Grace Ödegaard").unwrap();
            one.verb = Verb::StopTask;
            one.subject = Subject { task: TaskId::parse("4af9").ok(), ..Subject::from(service("search")) };
            one.reason = None;
        }
        let entry = ledger.intend(&one).await.unwrap();
        if !is_fifth {
            ledger.settle(entry, one.at, &if number % 2 == 0 { done() } else { unknown() }).await.unwrap();
        }
    }
    ledger
}

fn asking(pairs: &[(&str, &str)]) -> AuditQuery {
    AuditQuery::parse(pairs.iter().copied()).unwrap()
}

#[tokio::test]
async fn entries_are_found_by_everything_that_is_asked_for() {
    let folder = Scratch::new("reading");
    let ledger = filled(&folder, 205).await;
    for (pairs, matching) in [
        (&[][..], 205),
        (&[("environment", "production")], 205),
        (&[("environment", "staging")], 0),
        (&[("cluster", "shop"), ("service", "search")], 41),
        (&[("verb", "scale")], 164),
        (&[("person", "Grace Ödegaard")], 41),
        (&[("person", "Grace")], 0),
        (&[("outcome", "open")], 41),
        (&[("outcome", "done")], 82),
        (&[("outcome", "unknown"), ("verb", "scale")], 82),
        (&[("outcome", "refused")], 0),
        (&[("from", "2026-11-20"), ("to", "2026-11-20")], 205),
        (&[("to", "2026-11-19")], 0),
        (&[("from", "2026-11-21")], 0),
        (&[("q", "GRACE ödegaard Stop")], 41),
        (&[("q", "black scale \"")], 0),
        (&[("q", "friday 4af9")], 0),
        (&[("q", "100%")], 0),
        (&[("q", "plan-00000000000000000000000017")], 1),
        (&[("q", "run 17 tasks")], 12),
    ] {
        let found = ledger.entries(&asking(pairs)).await.unwrap();
        assert_eq!((found.matching, found.total), (matching, 205), "{pairs:?}");
        assert_eq!(found.rows.len(), matching.min(100) as usize);
    }
}

#[tokio::test]
async fn pages_begin_with_the_newest_and_end() {
    let folder = Scratch::new("pages");
    let ledger = filled(&folder, 205).await;
    let numbers = async |page: &str| -> Vec<PlanId> {
        let found = ledger.entries(&asking(&[("page", page)])).await.unwrap();
        found.rows.into_iter().map(|entry| entry.intent.plan).collect()
    };
    let expect = |from: u64, to: u64| -> Vec<PlanId> { (to..=from).rev().map(plan).collect() };
    assert_eq!(numbers("1").await, expect(205, 106));
    assert_eq!(numbers("3").await, expect(5, 1));
    assert_eq!(numbers("9").await, expect(5, 1), "the last page stands for those beyond it");
}

#[tokio::test]
async fn an_export_in_pieces_misses_and_repeats_nothing() {
    let folder = Scratch::new("pieces");
    let ledger = filled(&folder, 60).await;
    let query = asking(&[("verb", "scale")]);
    let (mut before, mut ids): (Option<EntryId>, Vec<EntryId>) = (None, Vec::new());
    loop {
        let piece = ledger.entries_before(&query, before, 20).await.unwrap();
        let Some(last) = piece.last() else { break };
        before = Some(last.id);
        ids.extend(piece.iter().map(|entry| entry.id));
        // What is added meanwhile does not shift the pieces.
        ledger.intend(&intent(1000 + ids.len() as u64)).await.unwrap();
    }
    assert_eq!(ids.len(), 48);
    assert!(ids.windows(2).all(|pair| pair[0] > pair[1]));
}

#[tokio::test]
async fn an_entry_is_read_as_it_was_written() {
    let folder = Scratch::new("entry");
    let ledger = filled(&folder, 15).await;
    let entry = ledger.entry_of_plan(&plan(2)).await.unwrap().unwrap();
    assert_eq!((&entry.intent, entry.state(), entry.hash.len()), (&intent(2), State::Done, 64));
    assert_eq!(ledger.entry(entry.id).await.unwrap(), Some(entry.clone()));
    let outcome = EntryId(entry.id.0 + 1);
    assert_eq!(ledger.entry(outcome).await.unwrap(), None, "an outcome is no entry");
    assert_eq!(ledger.entry(EntryId(u64::MAX)).await.unwrap(), None);
    assert_eq!(ledger.entry_of_plan(&plan(999)).await.unwrap(), None);
    let latest = ledger.latest_of_service(&service("search"), 3).await.unwrap();
    let plans: Vec<PlanId> = latest.into_iter().map(|entry| entry.intent.plan).collect();
    assert_eq!(plans, [plan(15), plan(10), plan(5)]);
}
