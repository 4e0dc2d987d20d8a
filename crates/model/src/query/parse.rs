//! From an address to a query.

use super::{FILTER_MAX, ListQuery, Order, QueryError, STATUSES};
use crate::verdict::Level;

/// The last page an address may name, counted from 1: more rows than any list has.
const PAGE_MAX: u32 = 1_000_000;

impl ListQuery {
    /// Reads the decoded pairs of an address: `q`, `level`, `sort`, `order`, `page` and `status`.
    ///
    /// Empty values count as absent, because a form without JavaScript sends all its fields. `sorts` are the columns the
    /// list has; the first is its own choice and is kept as the empty text, so that one list has one address.
    ///
    /// # Errors
    /// [`QueryError`] naming the field that is unknown, given twice, or has a value that it cannot have.
    pub fn parse<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>, sorts: &[&str]) -> Result<Self, QueryError> {
        let mut query = Self::default();
        let mut seen: Vec<&str> = Vec::new();
        for (field, value) in pairs {
            if seen.contains(&field) {
                return Err(problem(field, "it is given twice"));
            }
            seen.push(field);
            match field {
                "q" => query.filter = value.trim().to_owned(),
                "level" if value.is_empty() => {}
                "level" => query.level = Some(Level::from_key(value).ok_or_else(|| one_of(field, &levels()))?),
                "sort" => query.sort = if sorts.first() == Some(&value) { String::new() } else { value.to_owned() },
                "order" => query.order = order(value)?,
                "page" => query.page = page(value)?,
                "status" => query.status = value.to_owned(),
                _ => return Err(problem(field, "there is no such parameter")),
            }
        }
        query.check(sorts)?;
        Ok(query)
    }

    /// Checks what did not come through [`ListQuery::parse`].
    ///
    /// # Errors
    /// [`QueryError`] naming the field that has a value it cannot have.
    pub fn check(&self, sorts: &[&str]) -> Result<(), QueryError> {
        if self.filter.chars().count() > FILTER_MAX {
            return Err(problem("q", &format!("at most {FILTER_MAX} characters are taken")));
        }
        if !self.sort.is_empty() && !sorts.contains(&self.sort.as_str()) {
            return Err(one_of("sort", sorts));
        }
        if !self.status.is_empty() && !STATUSES.contains(&self.status.as_str()) {
            return Err(one_of("status", STATUSES));
        }
        Ok(())
    }
}

fn order(value: &str) -> Result<Order, QueryError> {
    match value {
        "" | "natural" => Ok(Order::Natural),
        "reversed" => Ok(Order::Reversed),
        _ => Err(one_of("order", &["reversed"])),
    }
}

fn page(value: &str) -> Result<u32, QueryError> {
    match value.parse::<u32>() {
        _ if value.is_empty() => Ok(0),
        Ok(page @ 1..=PAGE_MAX) => Ok(page - 1),
        _ => Err(problem("page", "a number from 1 on is expected")),
    }
}

fn levels() -> Vec<&'static str> {
    Level::ALL.into_iter().map(Level::key).collect()
}

fn one_of(field: &str, allowed: &[&str]) -> QueryError {
    problem(field, &format!("one of {} is expected", allowed.join(", ")))
}

fn problem(field: &str, problem: &str) -> QueryError {
    QueryError { field: field.to_owned(), problem: problem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::SERVICE_SORTS;
    use super::*;

    #[track_caller]
    fn check_refused(pairs: &[(&str, &str)], field: &str) {
        let error = ListQuery::parse(pairs.iter().copied(), SERVICE_SORTS).unwrap_err();
        assert_eq!(error.field, field, "{error}");
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
}
