//! From a query to an address.

use super::AuditQuery;
use crate::audit::outcome::State;
use crate::query::query_of;

impl AuditQuery {
    /// The query part of the address: empty, or `?` and only what differs from the default, percent-encoded.
    pub fn to_query(&self) -> String {
        let page = if self.page == 0 { String::new() } else { self.page.saturating_add(1).to_string() };
        let day = |day: Option<crate::time::Day>| day.map_or_else(String::new, |day| day.to_string());
        query_of(&[
            ("q", &self.filter),
            ("environment", self.environment.as_ref().map_or("", |name| name.as_str())),
            ("cluster", self.cluster.as_ref().map_or("", |name| name.as_str())),
            ("service", self.service.as_ref().map_or("", |name| name.as_str())),
            ("verb", self.verb.as_ref().map_or("", |verb| verb.as_str())),
            ("person", self.person.as_ref().map_or("", |person| person.as_str())),
            ("outcome", self.outcome.map_or("", State::key)),
            ("from", &day(self.from)),
            ("to", &day(self.to)),
            ("page", &page),
        ])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::audit::{Person, Verb};
    use crate::name::{ClusterName, EnvironmentName};
    use crate::testing::decoded_pairs;
    use crate::time::Day;

    #[test]
    fn the_default_query_is_no_query() {
        assert_eq!(AuditQuery::default().to_query(), "");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_the_same(
            filter in "\\PC{0,40}", environment in proptest::option::of("[a-z][a-z0-9-]{0,9}"),
            cluster in proptest::option::of("[a-zA-Z0-9_-]{1,9}"), person in proptest::option::of("\\PC{1,40}"),
            verb in proptest::option::of(0..Verb::WORDS.len()), outcome in proptest::option::of(0..State::ALL.len()),
            from in proptest::option::of(0i64..20_000), page in 0u32..1000,
        ) {
            let query = AuditQuery {
                filter: filter.trim().to_owned(),
                environment: environment.map(|name| EnvironmentName::parse(name).unwrap()),
                cluster: cluster.map(|name| ClusterName::parse(name).unwrap()),
                service: None,
                verb: verb.map(|at| Verb::from(Verb::WORDS[at])),
                person: person.and_then(|name| Person::parse(name.trim()).ok()),
                outcome: outcome.map(|at| State::ALL[at]),
                from: from.map(Day),
                to: from.map(|day| Day(day + 3)),
                page,
            };
            let pairs = decoded_pairs(&query.to_query());
            let read = AuditQuery::parse(pairs.iter().map(|(field, value)| (field.as_str(), value.as_str())));
            prop_assert_eq!(read, Ok(query));
        }
    }
}
