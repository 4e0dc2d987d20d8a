//! From an address to a query.

use std::str::FromStr;

use super::AuditQuery;
use crate::audit::outcome::State;
use crate::audit::verb::Verb;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::query::{FILTER_MAX, page_from_text};
use crate::term::FieldName;

impl AuditQuery {
    /// Reads the decoded pairs of an address: `q`, `environment`, `cluster`, `service`, `verb`, `person`, `outcome`,
    /// `from`, `to` and `page`.
    ///
    /// Empty values count as absent, because a form without JavaScript sends all its fields.
    ///
    /// # Errors
    /// [`FieldErrors`]: every field that is unknown, given twice, or has a value that it cannot have.
    pub fn parse<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Self, FieldErrors> {
        let (mut query, mut errors) = (Self::default(), Vec::new());
        let mut seen: Vec<&str> = Vec::new();
        for (field, value) in pairs {
            if seen.contains(&field) {
                errors.push(FieldError::of(field, Problem::Repeated));
                continue;
            }
            seen.push(field);
            if let Err(problem) = query.set(field, value.trim()) {
                errors.push(FieldError::of(field, problem));
            }
        }
        if let (Some(from), Some(to)) = (query.from, query.to)
            && to < from
        {
            errors.push(FieldError::new("to", Problem::Before(FieldName::literal("from"))));
        }
        if errors.is_empty() { Ok(query) } else { Err(FieldErrors(errors)) }
    }

    fn set(&mut self, field: &str, value: &str) -> Result<(), Problem> {
        match field {
            "q" if value.chars().count() > FILTER_MAX => return Err(Problem::TooLong(FILTER_MAX as u32)),
            "q" => self.filter = value.to_owned(),
            "environment" => self.environment = known(value)?,
            "cluster" => self.cluster = known(value)?,
            "service" => self.service = known(value)?,
            "verb" => self.verb = offered(value, Verb::from_slug, Verb::WORDS)?,
            "person" => self.person = known(value)?,
            "outcome" => {
                let keys: Vec<&str> = State::ALL.iter().map(|state| state.key()).collect();
                self.outcome = offered(value, State::from_key, &keys)?;
            }
            "from" => self.from = read(value, Problem::NotADay)?,
            "to" => self.to = read(value, Problem::NotADay)?,
            "page" => self.page = page_from_text(value)?,
            _ => return Err(Problem::Unknown),
        }
        Ok(())
    }
}

fn read<T: FromStr>(value: &str, problem: Problem) -> Result<Option<T>, Problem> {
    if value.is_empty() { Ok(None) } else { value.parse().map(Some).map_err(|_| problem) }
}

fn known<T: FromStr>(value: &str) -> Result<Option<T>, Problem> {
    read(value, Problem::NotKnown)
}

fn offered<T>(value: &str, find: fn(&str) -> Option<T>, all: &[&str]) -> Result<Option<T>, Problem> {
    let names = || all.iter().filter_map(|text| FieldName::parse(*text).ok()).collect();
    if value.is_empty() { Ok(None) } else { find(value).map(Some).ok_or_else(|| Problem::NotOffered(names())) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::ServiceName;
    use crate::time::Day;

    #[track_caller]
    fn check_refused(pairs: &[(&str, &str)], field: &str, problem: &Problem) {
        let errors = AuditQuery::parse(pairs.iter().copied()).unwrap_err();
        assert_eq!(errors.0.len(), 1, "{errors}");
        assert_eq!((errors.0[0].field.as_str(), &errors.0[0].problem), (field, problem));
    }

    #[test]
    fn every_parameter_is_read() {
        let pairs = [
            ("q", " black friday "),
            ("environment", "production"),
            ("cluster", "shop"),
            ("service", "checkout"),
            ("verb", "scale"),
            ("person", "ada@example.com"),
            ("outcome", "not-sent"),
            ("from", "2026-11-20"),
            ("to", "2026-11-21"),
            ("page", "3"),
        ];
        let query = AuditQuery::parse(pairs.into_iter()).unwrap();
        assert_eq!((query.filter.as_str(), query.page), ("black friday", 2));
        assert_eq!(query.service, Some(ServiceName::parse("checkout").unwrap()));
        assert_eq!((query.verb, query.outcome), (Some(Verb::Scale), Some(State::NotSent)));
        assert_eq!((query.from, query.to), (Day::parse("2026-11-20").ok(), Day::parse("2026-11-21").ok()));
        assert!(query.environment.is_some() && query.cluster.is_some() && query.person.is_some());
    }

    #[test]
    fn empty_values_are_absent() {
        let fields = ["q", "environment", "cluster", "service", "verb", "person", "outcome", "from", "to", "page"]
            .map(|f| (f, ""));
        assert_eq!(AuditQuery::parse(fields.into_iter()), Ok(AuditQuery::default()));
    }

    #[test]
    fn a_bad_value_is_refused_by_the_name_of_its_field() {
        check_refused(&[("q", &"x".repeat(FILTER_MAX + 1))], "q", &Problem::TooLong(200));
        check_refused(&[("environment", "No such")], "environment", &Problem::NotKnown);
        check_refused(&[("person", &"x".repeat(201))], "person", &Problem::NotKnown);
        check_refused(&[("from", "yesterday")], "from", &Problem::NotADay);
        check_refused(&[("page", "0")], "page", &Problem::NotBetween(1, 1_000_000));
        check_refused(&[("colour", "red")], "colour", &Problem::Unknown);
        check_refused(&[("page", "1"), ("page", "2")], "page", &Problem::Repeated);
        let backwards = [("from", "2026-11-21"), ("to", "2026-11-20")];
        check_refused(&backwards, "to", &Problem::Before(FieldName::literal("from")));
        for field in ["verb", "outcome"] {
            let errors = AuditQuery::parse([(field, "teleport")].into_iter()).unwrap_err();
            assert!(matches!(errors.of(field), Some(Problem::NotOffered(_))), "{errors}");
        }
    }
}
