//! Combining values.

use super::parse::{BadExpression, Function, Operator};
use super::{Outcome, Points};
use crate::Millis;
use std::collections::BTreeMap;

type Combined = Result<Outcome, BadExpression>;

pub(super) fn negative(value: Outcome) -> Outcome {
    each(value, |number| -number)
}

/// Two series have a point where both have one; several series are combined with one value each.
pub(super) fn both(operator: Operator, left: Outcome, right: Outcome) -> Combined {
    let combine = |one: f64, other: f64| operate(operator, one, other);
    Ok(match (left, right) {
        (Outcome::Scalar(one), Outcome::Scalar(other)) => Outcome::Scalar(combine(one, other)),
        (left, Outcome::Scalar(other)) => each(left, |one| combine(one, other)),
        (Outcome::Scalar(one), right) => each(right, |other| combine(one, other)),
        (Outcome::Series(one), Outcome::Series(other)) => Outcome::Series(join(&one, &other, combine)),
        (Outcome::Many(several), Outcome::Series(other)) => {
            let joined = several.into_iter().map(|(id, one)| (id, join(&one, &other, combine)));
            Outcome::Many(joined.collect())
        }
        (Outcome::Series(one), Outcome::Many(several)) => {
            let joined = several.into_iter().map(|(id, other)| (id, join(&one, &other, combine)));
            Outcome::Many(joined.collect())
        }
        (Outcome::Many(_), Outcome::Many(_)) => {
            return Err(BadExpression("Two arrays of time series cannot be combined.".to_owned()));
        }
    })
}

pub(super) fn call(function: Function, arguments: Vec<Outcome>) -> Combined {
    let wrong = || BadExpression("The function does not take these arguments.".to_owned());
    match (function, <[Outcome; 1]>::try_from(arguments)) {
        (Function::Abs, Ok([value])) => Ok(each(value, f64::abs)),
        (Function::Ceil, Ok([value])) => Ok(each(value, f64::ceil)),
        (Function::Floor, Ok([value])) => Ok(each(value, f64::floor)),
        (Function::Avg | Function::Max | Function::Min | Function::Sum, Ok([value])) => Ok(fold(function, value)),
        (Function::Array, Ok([value])) => Ok(Outcome::Many(several(vec![value]))),
        (Function::Array, Err(values)) => Ok(Outcome::Many(several(values))),
        (Function::If, Err(values)) => {
            let [condition, then, otherwise] = <[Outcome; 3]>::try_from(values).map_err(|_| wrong())?;
            choose(condition, then, otherwise)
        }
        _ => Err(wrong()),
    }
}

fn operate(operator: Operator, one: f64, other: f64) -> f64 {
    let truth = |holds: bool| f64::from(u8::from(holds));
    match operator {
        Operator::Or => truth(one != 0.0 || other != 0.0),
        Operator::And => truth(one != 0.0 && other != 0.0),
        Operator::Equal => truth(one == other),
        Operator::Unequal => truth(one != other),
        Operator::AtMost => truth(one <= other),
        Operator::AtLeast => truth(one >= other),
        Operator::Less => truth(one < other),
        Operator::Greater => truth(one > other),
        Operator::Plus => one + other,
        Operator::Minus => one - other,
        Operator::Times => one * other,
        Operator::Divided => one / other,
        Operator::Power => one.powf(other),
    }
}

/// Points that are no numbers (a division by zero) are left out, as AWS does.
fn each(value: Outcome, change: impl Fn(f64) -> f64) -> Outcome {
    let series = |points: Points| -> Points {
        let changed = points.into_iter().map(|(at, number)| (at, change(number)));
        changed.filter(|(_, number)| number.is_finite()).collect()
    };
    match value {
        Outcome::Scalar(number) => Outcome::Scalar(change(number)),
        Outcome::Series(points) => Outcome::Series(series(points)),
        Outcome::Many(several) => Outcome::Many(several.into_iter().map(|(id, points)| (id, series(points))).collect()),
    }
}

fn join(one: &Points, other: &Points, combine: impl Fn(f64, f64) -> f64) -> Points {
    let pairs = one.iter().filter_map(|(at, number)| Some((*at, combine(*number, *other.get(at)?))));
    pairs.filter(|(_, number)| number.is_finite()).collect()
}

/// One series becomes a number, several become one series.
fn fold(function: Function, value: Outcome) -> Outcome {
    match value {
        Outcome::Scalar(number) => Outcome::Scalar(number),
        Outcome::Series(points) => Outcome::Scalar(folded(function, points.into_values().collect())),
        Outcome::Many(several) => {
            let mut columns: BTreeMap<Millis, Vec<f64>> = BTreeMap::new();
            for (at, number) in several.into_iter().flat_map(|(_, points)| points) {
                columns.entry(at).or_default().push(number);
            }
            Outcome::Series(columns.into_iter().map(|(at, numbers)| (at, folded(function, numbers))).collect())
        }
    }
}

fn folded(function: Function, numbers: Vec<f64>) -> f64 {
    let count = f64::from(u32::try_from(numbers.len()).unwrap_or(u32::MAX)).max(1.0);
    match function {
        Function::Max => numbers.into_iter().reduce(f64::max).unwrap_or(0.0),
        Function::Min => numbers.into_iter().reduce(f64::min).unwrap_or(0.0),
        Function::Avg => numbers.into_iter().sum::<f64>() / count,
        _ => numbers.into_iter().sum(),
    }
}

fn several(values: Vec<Outcome>) -> Vec<(String, Points)> {
    let flat = values.into_iter().flat_map(|value| match value {
        Outcome::Many(several) => several,
        Outcome::Series(points) => vec![(String::new(), points)],
        Outcome::Scalar(_) => Vec::new(),
    });
    flat.collect()
}

/// Gives a series a point at each of the moments: the one before when `with` is nothing.
pub(super) fn fill(value: Outcome, with: Option<Outcome>, moments: &[Millis]) -> Combined {
    let Outcome::Series(mut points) = value else {
        return Err(BadExpression("FILL takes a time series.".to_owned()));
    };
    for moment in moments.iter().filter(|moment| !points.contains_key(moment)).copied().collect::<Vec<_>>() {
        let filling = match &with {
            None => points.range(..moment).next_back().map(|(_, number)| *number),
            Some(Outcome::Scalar(number)) => Some(*number),
            Some(Outcome::Series(others)) => others.get(&moment).copied(),
            Some(Outcome::Many(_)) => None,
        };
        points.extend(filling.map(|number| (moment, number)));
    }
    Ok(Outcome::Series(points))
}

fn choose(condition: Outcome, then: Outcome, otherwise: Outcome) -> Combined {
    let at = |value: &Outcome, moment: &Millis| match value {
        Outcome::Scalar(number) => Some(*number),
        Outcome::Series(points) => points.get(moment).copied(),
        Outcome::Many(_) => None,
    };
    match condition {
        Outcome::Scalar(holds) => Ok(if holds != 0.0 { then } else { otherwise }),
        Outcome::Series(points) => {
            let chosen = points.into_iter().filter_map(|(moment, holds)| {
                Some((moment, at(if holds != 0.0 { &then } else { &otherwise }, &moment)?))
            });
            Ok(Outcome::Series(chosen.collect()))
        }
        Outcome::Many(_) => Err(BadExpression("IF takes no array of time series.".to_owned())),
    }
}
