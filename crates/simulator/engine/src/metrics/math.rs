//! Metric math: arithmetic over the results of other queries.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html>

mod apply;
mod parse;

use std::collections::BTreeMap;

use crate::Millis;

use parse::Function;
pub use parse::{BadExpression, Expression};

/// Points in time, each with a number.
pub type Points = BTreeMap<Millis, f64>;

/// What an expression amounts to.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// One number.
    Scalar(f64),
    /// A time series.
    Series(Points),
    /// Several time series, each under the id of its query.
    Many(Vec<(String, Points)>),
}

/// The results that an expression may name, by id.
pub trait Results {
    /// The result of that id.
    ///
    /// # Errors
    /// When there is no such query, or it has none.
    fn get(&self, id: &str) -> Result<Outcome, BadExpression>;

    /// All results of queries for metrics whose id contains the text.
    fn metrics(&self, part: &str) -> Vec<(String, Points)>;

    /// The beginning of every period that is asked for.
    fn moments(&self) -> Vec<Millis>;
}

impl Expression {
    /// What it amounts to.
    ///
    /// # Errors
    /// When it names a result that there is not, or combines what cannot be combined.
    pub fn evaluate(&self, results: &dyn Results) -> Result<Outcome, BadExpression> {
        match self {
            Self::Number(number) => Ok(Outcome::Scalar(*number)),
            Self::Id(id) => results.get(id),
            Self::Negative(inner) => Ok(apply::negative(inner.evaluate(results)?)),
            Self::Both(operator, left, right) => {
                apply::both(*operator, left.evaluate(results)?, right.evaluate(results)?)
            }
            Self::Metrics(part) => Ok(Outcome::Many(results.metrics(part))),
            Self::Call(Function::Fill, arguments) => match arguments.as_slice() {
                [value, Self::Id(word)] if word == "REPEAT" => {
                    apply::fill(value.evaluate(results)?, None, &results.moments())
                }
                [value, with] => {
                    apply::fill(value.evaluate(results)?, Some(with.evaluate(results)?), &results.moments())
                }
                _ => Err(BadExpression("FILL takes a time series and what to fill it with.".to_owned())),
            },
            Self::Call(function, arguments) => {
                let arguments: Result<_, _> = arguments.iter().map(|argument| argument.evaluate(results)).collect();
                apply::call(*function, arguments?)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Given;

    impl Results for Given {
        fn get(&self, id: &str) -> Result<Outcome, BadExpression> {
            let found = self.metrics(id).into_iter().find(|(known, _)| known == id);
            found.map(|(_, points)| Outcome::Series(points)).ok_or_else(|| BadExpression(format!("no {id}")))
        }

        fn moments(&self) -> Vec<Millis> {
            [1, 2, 3].map(Millis).to_vec()
        }

        fn metrics(&self, part: &str) -> Vec<(String, Points)> {
            let series = |values: &[(u64, f64)]| values.iter().map(|(at, value)| (Millis(*at), *value)).collect();
            [("m1", series(&[(1, 10.0), (2, 20.0)])), ("m2", series(&[(1, 4.0), (3, 5.0)]))]
                .into_iter()
                .filter(|(id, _)| id.contains(part))
                .map(|(id, points)| (id.to_owned(), points))
                .collect()
        }
    }

    #[track_caller]
    fn check(text: &str, expect: &[(u64, f64)]) {
        let outcome = text.parse::<Expression>().and_then(|expression| expression.evaluate(&Given));
        let points = expect.iter().map(|(at, value)| (Millis(*at), *value)).collect();
        assert_eq!(outcome, Ok(Outcome::Series(points)), "{text}");
    }

    #[track_caller]
    fn scalar(text: &str, expect: f64) {
        let outcome = text.parse::<Expression>().and_then(|expression| expression.evaluate(&Given));
        assert_eq!(outcome, Ok(Outcome::Scalar(expect)), "{text}");
    }

    #[test]
    fn numbers_follow_the_rules_of_arithmetic() {
        scalar("1 + 2 * 3", 7.0);
        scalar("(1 + 2) * 3", 9.0);
        scalar("2 ^ 3 ^ 1 - -4", 12.0);
        scalar("7 / 2 >= 3.5", 1.0);
        scalar("1 > 2 || 2 > 1 && 0", 0.0);
    }

    #[test]
    fn series_are_combined_where_both_have_points() {
        check("m1 / m2 * 100", &[(1, 250.0)]);
        check("100 - m1", &[(1, 90.0), (2, 80.0)]);
        check("m1 > 15", &[(1, 0.0), (2, 1.0)]);
    }

    #[test]
    fn functions_work_on_one_series_and_across_several() {
        scalar("SUM(m1)", 30.0);
        scalar("AVG(m1)", 15.0);
        check("SUM(METRICS())", &[(1, 14.0), (2, 20.0), (3, 5.0)]);
        check("MAX([m1, m2])", &[(1, 10.0), (2, 20.0), (3, 5.0)]);
        check("AVG(METRICS(\"m2\"))", &[(1, 4.0), (3, 5.0)]);
        check("IF(m1 > 15, m1, 0)", &[(1, 0.0), (2, 20.0)]);
        check("FILL(m2, 0)", &[(1, 4.0), (2, 0.0), (3, 5.0)]);
        check("FILL(m2, REPEAT)", &[(1, 4.0), (2, 4.0), (3, 5.0)]);
        check("CEIL(m1 / 3)", &[(1, 4.0), (2, 7.0)]);
        check("ABS(-m1)", &[(1, 10.0), (2, 20.0)]);
    }

    #[test]
    fn what_cannot_be_read_or_combined_is_refused() {
        for text in
            ["", "m1 +", "m9", "NOSUCH(m1)", "m1 m2", "(m1", "METRICS() + METRICS()", "1 = 2", "IF(m1)", "m1 / 'x'"]
        {
            let outcome = text.parse::<Expression>().and_then(|expression| expression.evaluate(&Given));
            assert!(outcome.is_err(), "{text}: {outcome:?}");
        }
    }

    #[test]
    fn an_expression_may_not_nest_without_end() {
        let deep = format!("{}1{}", "(".repeat(1_000), ")".repeat(1_000));
        assert!(deep.parse::<Expression>().is_err());
    }
}
