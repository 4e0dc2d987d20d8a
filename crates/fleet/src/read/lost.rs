//! What AWS's answers hold and nobody can read: counted where it is met, told by the loop that reads.

use std::cell::RefCell;
use std::future::Future;

use model::freshness::Trouble;
use model::term::FieldName;

use crate::convert::LeftOut;
use crate::error::FleetError;
use crate::operation::Operation;

/// What stands for a member whose name is no name.
const UNNAMED: FieldName = FieldName::literal("member");

tokio::task_local! {
    /// What is noted of the read that is under way, if somebody counts.
    static NOTED: RefCell<Noted>;
}

#[derive(Debug, Default)]
struct Noted {
    tallies: Vec<Tally>,
    failed: Option<FleetError>,
}

/// What became of a read that was counted.
pub(crate) struct Counted<T> {
    pub(crate) output: T,
    /// The greatest loss on the way, if there was one.
    pub(crate) loss: Option<Loss>,
    /// The first failure of a part that the others do without.
    pub(crate) failed: Option<FleetError>,
}

/// What could not be read in full of the answers to one operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Loss {
    pub(crate) operation: Operation,
    /// How many items.
    pub(crate) items: u32,
    /// Of how many.
    pub(crate) of: u32,
    /// The member that the first of them lacks.
    pub(crate) member: FieldName,
}

impl Loss {
    /// What the area shows because of it.
    pub(crate) fn to_trouble(&self) -> Trouble {
        let Self { operation, items, of, member } = self.clone();
        Trouble::Incomplete { operation: operation.term(), items, of, member: Box::new(member) }
    }
}

#[derive(Debug)]
struct Tally {
    operation: Operation,
    items: u32,
    of: u32,
    member: Option<FieldName>,
}

/// Reads, and tells what could not be read on the way. What the read spawns elsewhere is not counted.
pub(crate) async fn counted<F: Future>(read: F) -> Counted<F::Output> {
    let read = async {
        let output = read.await;
        let Noted { tallies, failed } = NOTED.with(RefCell::take);
        Counted { output, loss: greatest(&tallies), failed }
    };
    NOTED.scope(RefCell::default(), read).await
}

/// Notes that a part failed, and the rest goes on without it.
pub(crate) fn note_failed(error: FleetError) {
    let _ = NOTED.try_with(|noted| _ = noted.borrow_mut().failed.get_or_insert(error));
}

fn greatest(tallies: &[Tally]) -> Option<Loss> {
    let losses = tallies.iter().filter_map(|tally| {
        let (Tally { operation, items, of, .. }, member) = (tally, tally.member.clone()?);
        Some(Loss { operation: *operation, items: *items, of: *of, member })
    });
    losses.max_by_key(|loss| loss.items)
}

/// Notes that an answer has so many items.
pub(crate) fn note_items(operation: Operation, of: usize) {
    tally(operation, |tally| tally.of = tally.of.saturating_add(u32::try_from(of).unwrap_or(u32::MAX)));
}

/// Notes an item of an answer that lacks this member, and maybe more.
pub(crate) fn note_lost(operation: Operation, member: &str) {
    let name = || FieldName::parse(member.split('.').next().unwrap_or_default()).unwrap_or(UNNAMED);
    tally(operation, |tally| {
        tally.items = tally.items.saturating_add(1);
        tally.member.get_or_insert_with(name);
    });
}

/// Nobody counts where somebody waits for one thing: it is there or it is not.
fn tally(operation: Operation, note: impl FnOnce(&mut Tally)) {
    let _ = NOTED.try_with(|noted| {
        let mut noted = noted.borrow_mut();
        let tallies = &mut noted.tallies;
        let known = tallies.iter().position(|tally| tally.operation == operation);
        let at = known.unwrap_or_else(|| {
            tallies.push(Tally { operation, items: 0, of: 0, member: None });
            tallies.len() - 1
        });
        note(&mut tallies[at]);
    });
}

/// What an item that was counted became, if it could be converted; what it lacks is noted otherwise.
pub(super) fn noted<T>(operation: Operation, converted: Result<T, LeftOut>) -> Option<T> {
    if let Err(LeftOut::Lacks(member)) = converted {
        note_lost(operation, member);
    }
    converted.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convert(number: i32) -> Result<i32, LeftOut> {
        match number {
            0 => Err(LeftOut::Lacks("serviceArn")),
            1 => Err(LeftOut::Foreign),
            number => Ok(number),
        }
    }

    fn converted(operation: Operation, numbers: Vec<i32>, convert: fn(i32) -> Result<i32, LeftOut>) -> Vec<i32> {
        note_items(operation, numbers.len());
        numbers.into_iter().filter_map(|number| noted(operation, convert(number))).collect()
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_counted_over_all_answers_of_one_read() {
        let read = async {
            let first = converted(Operation::DescribeServices, vec![5, 0, 1], convert);
            tokio::task::yield_now().await;
            note_lost(Operation::ListServices, "serviceArns");
            first.into_iter().chain(converted(Operation::DescribeServices, vec![0, 7], convert)).collect::<Vec<_>>()
        };
        let Counted { output, loss, .. } = counted(read).await;
        assert_eq!(output, [5, 7]);
        let sentence = loss.unwrap().to_trouble().sentence();
        let expect = "2 of 5 items in AWS's answer to DescribeServices could not be read in full: no serviceArn";
        assert_eq!(sentence, expect);
    }

    #[tokio::test]
    async fn what_belongs_elsewhere_is_no_loss_and_a_read_that_nobody_counts_goes_on() {
        let found = counted(async { converted(Operation::DescribeTasks, vec![1, 2], convert) }).await;
        assert_eq!((found.output, found.loss), (vec![2], None));
        assert_eq!(converted(Operation::DescribeTasks, vec![0, 2], convert), [2]);
    }

    #[tokio::test]
    async fn a_member_that_is_part_of_another_or_no_name_is_told_all_the_same() {
        let member = |name: &'static str| async move {
            let counted = counted(async { note_lost(Operation::DescribeServices, name) }).await;
            counted.loss.unwrap().member.to_string()
        };
        assert_eq!(member("deployments.runningCount").await, "deployments");
        assert_eq!(member("<script>").await, "member");
    }
}
