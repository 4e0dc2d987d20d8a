//! Services in lists.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use model::query::SERVICE_SORTS;
use model::verdict::Level;
use model::view::ServiceRow;

use crate::judged::Judged;
use crate::list::{Carried, Listed};
use crate::rows::worst_first;

impl Listed for Arc<Judged> {
    const SORTS: &'static [&'static str] = SERVICE_SORTS;

    fn order(sort: &str) -> fn(&Self, &Self) -> Ordering {
        match sort {
            "name" => |a, b| by_name(&a.row, &b.row),
            "cluster" => |a, b| a.at.cluster.cmp(&b.at.cluster).then_with(|| by_name(&a.row, &b.row)),
            "running" => |a, b| {
                let (a, b) = (&a.row, &b.row);
                b.running.cmp(&a.running).then_with(|| b.desired.cmp(&a.desired)).then_with(|| by_name(a, b))
            },
            "deployed" => |a, b| b.row.deployed_at.cmp(&a.row.deployed_at).then_with(|| by_name(&a.row, &b.row)),
            _ => |a, b| worst_first(&a.row, &b.row),
        }
    }

    fn words(&self) -> Cow<'_, str> {
        Cow::Borrowed(Judged::words(self))
    }

    fn level(&self) -> Option<Level> {
        Some(Judged::level(self))
    }

    fn was(&self) -> Option<Level> {
        self.last_known()
    }
}

impl Carried for Arc<Judged> {
    fn place(&self, other: &Self) -> Ordering {
        (&self.at.cluster, &self.at.service).cmp(&(&other.at.cluster, &other.at.service))
    }

    fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(self, other)
    }
}

/// Names are the last word in every order, so that none depends on chance.
fn by_name(a: &ServiceRow, b: &ServiceRow) -> Ordering {
    a.at.service.cmp(&b.at.service).then_with(|| a.at.cmp(&b.at))
}
