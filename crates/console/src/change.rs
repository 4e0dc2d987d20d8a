//! Changing things: plan, confirm, carry out, and look what became of it.
//!
//! A plan is made of what AWS says at that moment, and sealed: the browser carries what was seen, what is asked and who
//! asks, and can alter none of it. Carrying it out asks for the grant again, describes again, refuses when what matters
//! is different, writes the intent down, makes one call, and writes down what came of it.

mod apply;
mod drafts;
mod edit;
mod offers;
mod planned;
mod record;
mod replace;
mod resolve;
mod revision;
mod room;
mod sealed;
mod service;
mod task;
mod turn;

use std::collections::BTreeSet;

use access::Access;
use ledger::Ledger;
use model::audit::{PlanId, Reason};
use model::change::field;
use model::field::FieldErrors;
use model::name::EnvironmentName;
use sha2::{Digest as _, Sha256};

pub(crate) use drafts::Drafts;
pub use edit::{Edit, EditStep};
pub(crate) use replace::{Replacements, keep as keep_replacing};
pub(crate) use resolve::keep as keep_resolving;
pub(crate) use sealed::SealKey;
pub(crate) use turn::Turns;

/// What changing things needs.
#[derive(Clone, Debug)]
pub struct Changes {
    /// Who may do what.
    pub access: Access,
    /// The record of changes.
    pub ledger: Ledger,
    /// Environments in which every change is confirmed by typing a name.
    pub protected: BTreeSet<EnvironmentName>,
}

/// A plan that somebody confirms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// The plan, sealed, as the page had it.
    pub sealed: String,
    /// Why; needed where the policy asks for it.
    pub reason: Option<Reason>,
    /// The name that was typed, where one has to be.
    pub typed: String,
}

/// Why a sealed plan is not carried out.
enum Unusable {
    /// It is not ours, or was altered, or is for something else.
    NotThis,
    /// It is too old.
    Expired,
}

impl From<Unusable> for FieldErrors {
    fn from(unusable: Unusable) -> Self {
        use model::field::{FieldError, Problem};
        let problem = match unusable {
            Unusable::NotThis => Problem::NotThisPlan,
            Unusable::Expired => Problem::Expired,
        };
        FieldError::new(field::PLAN, problem).into()
    }
}

/// The name of a further call of a plan that makes several: always the same, so that it is made once as well.
fn following(plan: &PlanId, which: &str) -> Option<PlanId> {
    let digest = Sha256::digest(format!("{plan} {which}"));
    PlanId::parse(digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>()).ok()
}

/// A new name for a plan, which nobody can guess.
fn new_plan_id() -> Option<PlanId> {
    PlanId::parse(format!("{:032x}", rand::random::<u128>())).ok()
}
