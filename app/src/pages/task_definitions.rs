//! Task definitions: the families of an environment, one family, one revision.

mod families;
mod family;
mod revision;
mod used_by;

pub use families::FamiliesPage;
pub use family::FamilyPage;
pub use revision::{RevisionPage, RevisionRawPage};
