//! The server functions: what the browser, or any other client, asks the server for, one file per noun.
//!
//! All of them read, so all of them are GET. Each is five lines: who asks, what the use case answers, and how its error
//! is said to the person. They answer data; only [`page`] answers what is drawn from them. Endpoints are fixed by name
//! because the default ones hash the build directory, and a browser that was built elsewhere, or before the last
//! deploy, would not find them. The browser's half calls `shell` alone; `app/js` asks for pages.

#[cfg(feature = "ssr")]
pub mod clusters;
#[cfg(feature = "ssr")]
pub mod events;
#[cfg(feature = "ssr")]
pub mod overview;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "ssr")]
pub mod services;
pub mod shell;
#[cfg(feature = "ssr")]
pub mod task_definitions;
#[cfg(feature = "ssr")]
pub mod tasks;
#[cfg(feature = "ssr")]
pub mod traffic;

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use model::address::ClusterRef;
    use model::name::{ClusterName, EnvironmentName, ServiceName};
    use model::query::{ListQuery, Order};
    use model::verdict::Level;
    use serde::Serialize;
    use serde::de::DeserializeOwned;

    use super::services::ListServices;
    use super::tasks::ListTasks;

    /// Sends arguments as the browser does and reads them as the server does.
    fn sent<T: Serialize + DeserializeOwned>(arguments: &T) -> T {
        let query = serde_qs::to_string(arguments).unwrap();
        serde_qs::Config::new(5, false).deserialize_str(&query).unwrap_or_else(|error| panic!("{query}: {error}"))
    }

    #[track_caller]
    fn check<T: PartialEq + Debug>(sent: T, received: T) {
        assert_eq!(sent, received);
    }

    fn everything_set() -> ListQuery {
        ListQuery {
            filter: "web & [api]=100% ä+\"'".into(),
            level: Some(Level::Down),
            sort: "started".into(),
            order: Order::Reversed,
            page: 41,
            status: "stopped".into(),
        }
    }

    #[test]
    fn a_list_query_arrives_as_it_was_sent() {
        for query in [ListQuery::default(), everything_set(), ListQuery { page: 1, ..ListQuery::default() }] {
            let cluster = ClusterRef {
                environment: EnvironmentName::parse("prod").unwrap(),
                cluster: ClusterName::parse("shop").unwrap(),
            };
            let service = Some(ServiceName::parse("checkout").unwrap());
            let received =
                sent(&ListTasks { cluster: cluster.clone(), service: service.clone(), query: query.clone() });
            check((cluster, service, query), (received.cluster, received.service, received.query));
        }
    }

    #[test]
    fn an_argument_that_is_left_out_arrives_as_left_out() {
        let environment = EnvironmentName::parse("prod").unwrap();
        let received = sent(&ListServices { environment, cluster: None, query: ListQuery::default() });
        check((None, ListQuery::default()), (received.cluster, received.query));
    }

    #[test]
    fn a_name_that_is_none_does_not_arrive() {
        let query = "environment=prod&cluster=a%2Fb&query[filter]=";
        assert!(serde_qs::Config::new(5, false).deserialize_str::<ListServices>(query).is_err());
    }
}
