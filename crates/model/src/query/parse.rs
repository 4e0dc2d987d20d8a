//! From an address to a query.

use super::{FILTER_MAX, ListQuery, Order, STATUSES};
use crate::field::{FieldError, FieldErrors, Problem};
use crate::term::FieldName;
use crate::verdict::Level;

/// The last page an address may name, counted from 1: more rows than any list has.
const PAGE_MAX: u32 = 1_000_000;

impl ListQuery {
    /// Reads the decoded pairs of an address: `q`, `level`, `sort`, `order`, `page` and `status`.
    ///
    /// Empty values count as absent, because a form without JavaScript sends all its fields. `sorts` are the columns
    /// the list has; the first is its own choice and is kept as the empty text, so that one list has one address.
    ///
    /// # Errors
    /// [`FieldErrors`]: every field that is unknown, given twice, or has a value that it cannot have.
    pub fn parse<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>, sorts: &[&str]) -> Result<Self, FieldErrors> {
        let (mut query, mut errors) = (Self::default(), Vec::new());
        let mut seen: Vec<&str> = Vec::new();
        for (field, value) in pairs {
            if seen.contains(&field) {
                errors.push(FieldError::of(field, Problem::Repeated));
                continue;
            }
            seen.push(field);
            if let Err(problem) = query.set(field, value, sorts) {
                errors.push(FieldError::of(field, problem));
            }
        }
        errors.extend(query.errors(sorts));
        if errors.is_empty() { Ok(query) } else { Err(FieldErrors(errors)) }
    }

    /// Checks what did not come through [`ListQuery::parse`].
    ///
    /// # Errors
    /// [`FieldErrors`]: every field that has a value it cannot have.
    pub fn check(&self, sorts: &[&str]) -> Result<(), FieldErrors> {
        let errors = self.errors(sorts);
        if errors.is_empty() { Ok(()) } else { Err(FieldErrors(errors)) }
    }

    fn set(&mut self, field: &str, value: &str, sorts: &[&str]) -> Result<(), Problem> {
        match field {
            "q" => self.filter = value.trim().to_owned(),
            "level" if value.is_empty() => {}
            "level" => self.level = Some(Level::from_key(value).ok_or_else(|| one_of(&levels()))?),
            "sort" => self.sort = if sorts.first() == Some(&value) { String::new() } else { value.to_owned() },
            "order" => self.order = order(value)?,
            "page" => self.page = page(value)?,
            "status" => self.status = value.to_owned(),
            _ => return Err(Problem::Unknown),
        }
        Ok(())
    }

    fn errors(&self, sorts: &[&str]) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.filter.chars().count() > FILTER_MAX {
            errors.push(FieldError::new("q", Problem::TooLong(FILTER_MAX as u32)));
        }
        if !self.sort.is_empty() && !sorts.contains(&self.sort.as_str()) {
            errors.push(FieldError::new("sort", one_of(sorts)));
        }
        if !self.status.is_empty() && !STATUSES.contains(&self.status.as_str()) {
            errors.push(FieldError::new("status", one_of(STATUSES)));
        }
        errors
    }
}

fn order(value: &str) -> Result<Order, Problem> {
    match value {
        "" | "natural" => Ok(Order::Natural),
        "reversed" => Ok(Order::Reversed),
        _ => Err(one_of(&["natural", "reversed"])),
    }
}

/// Reads the number of a page, counted from 1 in the address.
pub(crate) fn page(value: &str) -> Result<u32, Problem> {
    match value.parse::<u32>() {
        _ if value.is_empty() => Ok(0),
        Ok(page @ 1..=PAGE_MAX) => Ok(page - 1),
        _ => Err(Problem::NotBetween(1, PAGE_MAX)),
    }
}

fn levels() -> Vec<&'static str> {
    Level::ALL.into_iter().map(Level::key).collect()
}

fn one_of(allowed: &[&str]) -> Problem {
    Problem::NotOffered(allowed.iter().filter_map(|text| FieldName::parse(*text).ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::super::SERVICE_SORTS;
    use super::*;

    #[track_caller]
    fn check_refused(pairs: &[(&str, &str)], field: &str) {
        let errors = ListQuery::parse(pairs.iter().copied(), SERVICE_SORTS).unwrap_err();
        assert_eq!(errors.0.len(), 1, "{errors}");
        assert_eq!(errors.0[0].field.as_str(), field, "{errors}");
    }

    #[test]
    fn every_parameter_is_read() {
        let pairs = [
            ("q", " web prod "),
            ("level", "down"),
            ("sort", "name"),
            ("order", "reversed"),
            ("page", "3"),
            ("status", "stopped"),
        ];
        let query = ListQuery::parse(pairs.into_iter(), SERVICE_SORTS).unwrap();
        assert_eq!(
            query,
            ListQuery {
                filter: "web prod".to_owned(),
                level: Some(Level::Down),
                sort: "name".to_owned(),
                order: Order::Reversed,
                page: 2,
                status: "stopped".to_owned(),
            }
        );
    }

    #[test]
    fn empty_values_and_the_lists_own_choice_are_the_default() {
        let pairs = [("q", ""), ("level", ""), ("sort", "level"), ("order", ""), ("page", "1"), ("status", "")];
        assert_eq!(ListQuery::parse(pairs.into_iter(), SERVICE_SORTS).unwrap(), ListQuery::default());
    }

    #[test]
    fn a_bad_value_is_refused_by_the_name_of_its_field() {
        check_refused(&[("page", "0")], "page");
        check_refused(&[("page", "-1")], "page");
        check_refused(&[("page", "99999999999")], "page");
        check_refused(&[("sort", "price")], "sort");
        check_refused(&[("order", "down")], "order");
        check_refused(&[("level", "Down!")], "level");
        check_refused(&[("status", "asleep")], "status");
        check_refused(&[("q", &"x".repeat(FILTER_MAX + 1))], "q");
        check_refused(&[("colour", "red")], "colour");
        check_refused(&[("page", "1"), ("page", "2")], "page");
    }

    #[test]
    fn every_bad_field_is_named_at_once() {
        let pairs = [("page", "0"), ("q", &*"x".repeat(FILTER_MAX + 1)), ("level", "red")];
        let errors = ListQuery::parse(pairs.into_iter(), SERVICE_SORTS).unwrap_err();
        let fields: Vec<&str> = errors.0.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["page", "level", "q"]);
        assert_eq!(errors.of("q"), Some(&Problem::TooLong(200)));
    }
}
