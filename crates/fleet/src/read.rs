//! Reading AWS: one file per noun; list, describe in batches, page to the end.
//!
//! Servers that only resemble AWS are survived: they ignore `maxResults`, repeat tokens, list what belongs to other
//! clusters, or answer with items of an odd shape.

pub(crate) mod alarms;
pub(crate) mod capacity_providers;
mod capture;
pub(crate) mod clusters;
mod counts;
pub(crate) mod identity;
pub(crate) mod images;
pub(crate) mod instances;
pub(crate) mod load_balancers;
pub(crate) mod lost;
pub(crate) mod metrics;
mod paging;
pub(crate) mod probe;
mod salvage;
pub(crate) mod scaling;
pub(crate) mod service_deployments;
pub(crate) mod services;
pub(crate) mod target_group_attributes;
pub(crate) mod target_health;
pub(crate) mod task_definitions;
pub(crate) mod tasks;

use model::arn::Arn;
use model::name::ClusterName;

/// What AWS gives in one page of a list when it is asked for the most.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html>
const PAGE_MAX: i32 = 100;

/// The name or id in an ARN of this kind, if it belongs to the cluster.
///
/// Old ARNs (`service/NAME`) do not name their cluster; a list may also hold bare names.
fn name_in<'a>(arn: &'a str, kind: &str, cluster: &ClusterName) -> Option<&'a str> {
    let Ok(parsed) = Arn::parse(arn) else { return (!arn.contains([':', '/'])).then_some(arn) };
    let offset = arn.len() - parsed.resource().len();
    let mut parts = arn[offset..].split('/');
    if parts.next() != Some(kind) {
        return None;
    }
    match (parts.next(), parts.next(), parts.next()) {
        (Some(name), None, _) => Some(name),
        (Some(home), Some(name), None) if home == cluster.as_str() => Some(name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(arn: &str, expect: Option<&str>) {
        assert_eq!(name_in(arn, "service", &ClusterName::parse("shop").unwrap()), expect);
    }

    #[test]
    fn the_name_is_the_last_part_of_an_arn_of_the_right_kind_and_cluster() {
        check("arn:aws:ecs:eu-central-1:123456789012:service/shop/web", Some("web"));
        check("arn:aws:ecs:eu-central-1:123456789012:service/web", Some("web"));
        check("web", Some("web"));
    }

    #[test]
    fn things_of_other_clusters_and_kinds_are_left_out() {
        check("arn:aws:ecs:eu-central-1:123456789012:service/bank/web", None);
        check("arn:aws:ecs:eu-central-1:123456789012:task/shop/web", None);
        check("arn:aws:ecs:eu-central-1:123456789012:service/shop/web/more", None);
        check("service/web", None);
    }
}
