//! Counts that an answer lacks: the SDK makes zeros of them, and what is missing is not zero.

use std::collections::HashMap;

use serde_json::Value;

use super::salvage::Salvaged;
use crate::clients::Body;
use crate::convert::cluster::COUNTS;

/// The members that items of an answer lack, by the ARN of the item.
pub(super) type Lacking = HashMap<String, Vec<String>>;

/// The members of an item that count, and those of the items below it.
struct Counts {
    list: &'static str,
    arn: &'static str,
    members: &'static [&'static str],
    below: &'static [(&'static str, &'static [&'static str])],
}

/// What AWS's answer to DescribeServices lacks.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html>
pub(super) fn of_services(body: &Body) -> Lacking {
    const SERVICES: Counts = Counts {
        list: "services",
        arn: "serviceArn",
        members: &["desiredCount", "runningCount", "pendingCount"],
        below: &[
            ("deployments", &["desiredCount", "runningCount", "pendingCount"]),
            ("taskSets", &["computedDesiredCount", "runningCount", "pendingCount"]),
        ],
    };
    lacking(body, &SERVICES, |_| Vec::new())
}

/// What AWS's answer to DescribeClusters lacks.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html>
pub(super) fn of_clusters(body: &Body) -> Lacking {
    const CLUSTERS: Counts = Counts { list: "clusters", arn: "clusterArn", members: COUNTS, below: &[] };
    lacking(body, &CLUSTERS, |_| Vec::new())
}

/// What AWS's answer to DescribeContainerInstances lacks: CPU and memory are among the resources of each instance.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html>
pub(super) fn of_instances(body: &Body) -> Lacking {
    const INSTANCES: Counts = Counts {
        list: "containerInstances",
        arn: "containerInstanceArn",
        members: &["runningTasksCount", "pendingTasksCount"],
        below: &[],
    };
    let is_size = |resource: &&Value| resource["integerValue"].is_i64();
    let without_size = |instance: &Value| {
        let lists = ["registeredResources", "remainingResources"].into_iter().filter(|list| {
            let resources = instance[list].as_array().map(Vec::as_slice).unwrap_or_default();
            let has = |name: &str| resources.iter().filter(is_size).any(|resource| resource["name"] == name);
            !has("CPU") || !has("MEMORY")
        });
        lists.map(str::to_owned).collect()
    };
    lacking(body, &INSTANCES, without_size)
}

/// The items with the members that they lack.
pub(super) fn noted<T>(
    mut items: Vec<Salvaged<T>>,
    mut lacking: Lacking,
    arn: impl Fn(&T) -> Option<&str>,
) -> Vec<Salvaged<T>> {
    if lacking.is_empty() {
        return items;
    }
    for Salvaged { item, odd } in &mut items {
        odd.extend(item.as_ref().and_then(&arn).and_then(|arn| lacking.remove(arn)).unwrap_or_default());
        odd.sort();
        odd.dedup();
    }
    items
}

fn lacking(body: &Body, counts: &Counts, more: impl Fn(&Value) -> Vec<String>) -> Lacking {
    let answer: Value = serde_json::from_slice(&body.0).unwrap_or_default();
    let items = answer[counts.list].as_array().into_iter().flatten();
    let lacks = |item: &Value| {
        let mut members: Vec<String> = missing(item, counts.members).map(str::to_owned).collect();
        for (list, below) in counts.below {
            let items = item[list].as_array().into_iter().flatten();
            members.extend(items.flat_map(|item| missing(item, below)).map(|member| format!("{list}.{member}")));
        }
        members.extend(more(item));
        members.sort();
        members.dedup();
        Some((item[counts.arn].as_str()?.to_owned(), members)).filter(|(_, members)| !members.is_empty())
    };
    items.filter_map(lacks).collect()
}

/// Those of the members that are no counts: nothing, less than nothing, or more than AWS can mean.
fn missing<'a>(item: &Value, members: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let is_count = |value: &Value| value.as_i64().is_some_and(|number| (0..=i64::from(i32::MAX)).contains(&number));
    let missing: Vec<&str> = members.iter().copied().filter(|member| !is_count(&item[member])).collect();
    missing.into_iter()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(answer: Value, look: fn(&Body) -> Lacking, expect: &[(&str, &[&str])]) {
        let found = look(&Body(answer.to_string().into_bytes()));
        let expect = expect.iter().map(|(arn, members)| {
            let members: Vec<String> = members.iter().map(ToString::to_string).collect();
            ((*arn).to_owned(), members)
        });
        assert_eq!(found, expect.collect());
    }

    #[test]
    fn a_count_that_is_missing_or_no_count_is_named() {
        let whole = json!({"serviceArn": "a", "desiredCount": 4, "runningCount": 0, "pendingCount": 0});
        let with = |member: &str, value: Value| {
            let mut service = whole.clone();
            service[member] = value;
            json!({"services": [service, 7, {"desiredCount": 1}]})
        };
        check(with("desiredCount", json!(1)), of_services, &[]);
        for odd in [json!(null), json!("4"), json!(4.5), json!(-1), json!(1_u64 << 40), json!([4]), json!({})] {
            check(with("runningCount", odd), of_services, &[("a", &["runningCount"])]);
        }
        check(
            json!({"services": [{"serviceArn": "a", "desiredCount": 4}]}),
            of_services,
            &[("a", &["pendingCount", "runningCount"])],
        );
    }

    #[test]
    fn counts_of_deployments_and_task_sets_are_named_with_them() {
        let answer = |below: Value| {
            let counts = json!({"serviceArn": "a", "desiredCount": 4, "runningCount": 4, "pendingCount": 0});
            let (mut service, below) = (counts.as_object().unwrap().clone(), below.as_object().unwrap().clone());
            service.extend(below);
            json!({"services": [service]})
        };
        let counted = json!({"desiredCount": 4, "computedDesiredCount": 4, "runningCount": 4, "pendingCount": 0});
        check(answer(json!({"deployments": [counted], "taskSets": [counted]})), of_services, &[]);
        let one = json!({"desiredCount": 4, "computedDesiredCount": 4, "pendingCount": 0});
        let expect: &[&str] = &["deployments.runningCount", "taskSets.runningCount"];
        check(answer(json!({"deployments": [one, one], "taskSets": [one]})), of_services, &[("a", expect)]);
    }

    #[test]
    fn clusters_and_the_resources_of_instances_count_too() {
        check(
            json!({"clusters": [{"clusterArn": "a"}]}),
            of_clusters,
            &[(
                "a",
                &["activeServicesCount", "pendingTasksCount", "registeredContainerInstancesCount", "runningTasksCount"],
            )],
        );
        let size = |cpu: Value| json!([{"name": "CPU", "integerValue": cpu}, {"name": "MEMORY", "integerValue": -5}, {"name": "PORTS"}]);
        let instance = |remaining: Value| {
            json!({"containerInstances": [{
                "containerInstanceArn": "a", "runningTasksCount": 1, "pendingTasksCount": 0,
                "registeredResources": size(json!(2048)), "remainingResources": remaining,
            }]})
        };
        check(instance(size(json!(0))), of_instances, &[]);
        for remaining in [size(json!("many")), json!([]), json!(7)] {
            check(instance(remaining), of_instances, &[("a", &["remainingResources"])]);
        }
    }

    #[test]
    fn what_is_no_answer_lacks_nothing_that_could_be_named() {
        for body in ["", "<html>", "[]", r#"{"services": 7}"#] {
            assert!(of_services(&Body(body.as_bytes().to_vec())).is_empty(), "{body}");
        }
    }
}
