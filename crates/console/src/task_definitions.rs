//! Task definitions: families as a list, one family with its revisions, one revision.

mod families;
mod family;
mod revision;

use model::address::FamilyRef;
use model::view::FamilyRow;

use crate::judged::{FamilyItem, Survey};
use crate::list::count;

fn family_row(survey: &Survey, item: &FamilyItem) -> FamilyRow {
    FamilyRow {
        at: FamilyRef { environment: survey.environment().clone(), family: item.family.clone() },
        latest: item.latest,
        active: count(item.active),
        used_by: item.uses.iter().map(|(at, revision)| (at.clone(), revision)).collect(),
    }
}
