//! Several metrics at once, and expressions over them.

use super::Metrics;
use super::key::MetricKey;
use super::math::{BadExpression, Expression, Outcome, Points, Results};
use super::statistic::Statistic;
use super::unit::Unit;
use crate::{Millis, World};
use std::cell::RefCell;

/// One query.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html>
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What expressions call it.
    pub id: String,
    /// What it asks.
    pub asks: Asks,
    /// What a legend is to call its result.
    pub label: Option<String>,
    /// Whether its result is wanted, or only what is made from it.
    pub returns: bool,
}

/// What a query asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Asks {
    /// A statistic of a metric.
    Metric {
        /// Which one.
        key: MetricKey,
        /// The length of a period in seconds.
        period: u32,
        /// Which statistic.
        statistic: Statistic,
        /// Only data of this unit.
        unit: Option<Unit>,
    },
    /// An expression over other queries.
    Expression {
        /// As it was given.
        text: String,
        /// As it was understood.
        expression: Expression,
        /// The length of a period in seconds, when it was given.
        period: Option<u32>,
    },
}

/// The result of one query.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The query's id.
    pub id: String,
    /// What a legend calls it: the query's label, or else the metric's name, or the id of an expression.
    pub label: String,
    /// Its points, each at the beginning of its period.
    pub points: Points,
}

impl Metrics {
    /// Answers the queries whose results are wanted, in their order. An expression that amounts to several series has
    /// several results.
    ///
    /// # Errors
    /// When an expression names a query that there is not, or combines what cannot be combined.
    pub fn ask(
        &self,
        world: &World,
        queries: &[Query],
        from: Millis,
        to: Millis,
    ) -> Result<Vec<Answered>, BadExpression> {
        let asking = Asking { metrics: self, world, queries, from, to, open: RefCell::default() };
        let mut answered = Vec::new();
        for query in queries.iter().filter(|query| query.returns) {
            let several = match asking.result(query)? {
                Outcome::Series(points) => vec![(query.default_label(), points)],
                Outcome::Many(several) => several,
                Outcome::Scalar(number) => {
                    let points = asking.moments().into_iter().map(|moment| (moment, number)).collect();
                    vec![(query.default_label(), points)]
                }
            };
            answered.extend(several.into_iter().map(|(label, points)| Answered {
                id: query.id.clone(),
                label: query.label.clone().unwrap_or(label),
                points,
            }));
        }
        Ok(answered)
    }
}

impl Query {
    /// The length of its periods in seconds; `None` for an expression that leaves it to what it is made from.
    #[must_use]
    pub fn period(&self) -> Option<u32> {
        match &self.asks {
            Asks::Metric { period, .. } => Some(*period),
            Asks::Expression { period, .. } => *period,
        }
    }

    fn default_label(&self) -> String {
        match &self.asks {
            Asks::Metric { key, .. } => key.name.to_string(),
            Asks::Expression { .. } => self.id.clone(),
        }
    }
}

/// The longest period, in seconds, among the queries; a minute when none has any.
pub(super) fn longest_period(queries: &[Query]) -> u32 {
    queries.iter().filter_map(Query::period).max().unwrap_or(60)
}

struct Asking<'a> {
    metrics: &'a Metrics,
    world: &'a World,
    queries: &'a [Query],
    from: Millis,
    to: Millis,
    /// The expressions that are being evaluated: none may need itself.
    open: RefCell<Vec<&'a str>>,
}

impl<'a> Asking<'a> {
    fn result(&self, query: &'a Query) -> Result<Outcome, BadExpression> {
        match &query.asks {
            Asks::Metric { key, period, statistic, unit } => {
                Ok(Outcome::Series(self.points(key, *period, *statistic, unit.as_ref())))
            }
            Asks::Expression { expression, .. } => {
                if self.open.borrow().contains(&query.id.as_str()) {
                    return Err(BadExpression(format!("Circular reference to {}", query.id)));
                }
                self.open.borrow_mut().push(&query.id);
                let outcome = expression.evaluate(self);
                self.open.borrow_mut().pop();
                outcome
            }
        }
    }

    fn points(&self, key: &MetricKey, period: u32, statistic: Statistic, unit: Option<&Unit>) -> Points {
        if unit.is_some_and(|unit| self.metrics.metric_unit(self.world, key).as_ref() != Some(unit)) {
            return Points::new();
        }
        let millis = u64::from(period) * 1_000;
        let points = self.metrics.periods(self.world, key, self.from, self.to, millis, &[statistic]);
        points.into_iter().map(|point| (point.at, point.values[0])).collect()
    }
}

impl Results for Asking<'_> {
    fn get(&self, id: &str) -> Result<Outcome, BadExpression> {
        let query = self.queries.iter().find(|query| query.id == id);
        self.result(query.ok_or_else(|| BadExpression(format!("Unknown id: {id}")))?)
    }

    fn metrics(&self, part: &str) -> Vec<(String, Points)> {
        let chosen = self.queries.iter().filter(|query| query.id.contains(part));
        let points = chosen.filter_map(|query| match &query.asks {
            Asks::Metric { key, period, statistic, unit } => {
                let label = query.label.clone().unwrap_or_else(|| query.default_label());
                Some((label, self.points(key, *period, *statistic, unit.as_ref())))
            }
            Asks::Expression { .. } => None,
        });
        points.collect()
    }

    fn moments(&self) -> Vec<Millis> {
        let period = u64::from(longest_period(self.queries)) * 1_000;
        let end = self.to.min(self.world.now);
        (self.from.0 / period..end.0.div_ceil(period)).map(|number| Millis(number * period)).collect()
    }
}
