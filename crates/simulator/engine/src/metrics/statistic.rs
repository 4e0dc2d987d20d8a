//! What is asked of a series: how the data of a period become one number.

use std::fmt;
use std::str::FromStr;

/// A statistic.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html>
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Statistic {
    /// How many samples there were.
    SampleCount,
    /// Sum divided by sample count.
    Average,
    /// All samples together.
    Sum,
    /// The least sample.
    Minimum,
    /// The greatest sample.
    Maximum,
    /// So many percent (0 to 100) of the samples are at most this: `p99` on the wire.
    Percentile(f64),
}

/// The text names no statistic that the simulator computes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no statistic")]
pub struct UnknownStatistic(pub String);

impl Statistic {
    /// Whether it is one of the five that `Statistics` may name; percentiles are `ExtendedStatistics`.
    #[must_use]
    pub fn is_simple(self) -> bool {
        !matches!(self, Self::Percentile(_))
    }
}

impl FromStr for Statistic {
    type Err = UnknownStatistic;

    fn from_str(text: &str) -> Result<Self, UnknownStatistic> {
        Ok(match text {
            "SampleCount" => Self::SampleCount,
            "Average" => Self::Average,
            "Sum" => Self::Sum,
            "Minimum" => Self::Minimum,
            "Maximum" => Self::Maximum,
            _ => {
                let digits =
                    text.strip_prefix('p').filter(|rest| rest.starts_with(|first: char| first.is_ascii_digit()));
                let plain = digits.filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
                let percent = plain.and_then(|digits| digits.parse().ok());
                let percent = percent.filter(|percent| (0.0..=100.0).contains(percent));
                Self::Percentile(percent.ok_or_else(|| UnknownStatistic(text.to_owned()))?)
            }
        })
    }
}

impl fmt::Display for Statistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SampleCount => f.write_str("SampleCount"),
            Self::Average => f.write_str("Average"),
            Self::Sum => f.write_str("Sum"),
            Self::Minimum => f.write_str("Minimum"),
            Self::Maximum => f.write_str("Maximum"),
            Self::Percentile(percent) => write!(f, "p{percent}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<Statistic>) {
        assert_eq!(text.parse::<Statistic>().ok(), expect, "{text}");
    }

    #[test]
    fn the_five_and_percentiles_are_read_and_written() {
        for text in ["SampleCount", "Average", "Sum", "Minimum", "Maximum", "p50", "p99", "p99.9", "p0.5", "p100"] {
            assert_eq!(text.parse::<Statistic>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn anything_else_is_none() {
        check("p90", Some(Statistic::Percentile(90.0)));
        for text in ["", "average", "p", "p101", "p-1", "p9x", "p1e1", "tm99", "pinf", "p.5"] {
            check(text, None);
        }
    }
}
