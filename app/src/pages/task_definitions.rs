//! Task definitions: families, one family, one revision.

mod compare;
mod families;
mod family;
mod revision;
mod used_by;

pub use compare::page as compare;
pub use families::families;
pub use family::family;
pub use revision::{as_json, laid_out};
