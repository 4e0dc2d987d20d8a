//! Units of data.

/// The units that metrics of the simulator have.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `Percent`
    Percent,
    /// `Count`
    Count,
    /// `Seconds`
    Seconds,
    /// `Megabytes`
    Megabytes,
    /// `None`
    None,
    /// Another one of AWS's, as it was put.
    Other(String),
}

/// The units that a datum may be put with.
pub const UNITS: [&str; 27] = [
    "Seconds",
    "Microseconds",
    "Milliseconds",
    "Bytes",
    "Kilobytes",
    "Megabytes",
    "Gigabytes",
    "Terabytes",
    "Bits",
    "Kilobits",
    "Megabits",
    "Gigabits",
    "Terabits",
    "Percent",
    "Count",
    "Bytes/Second",
    "Kilobytes/Second",
    "Megabytes/Second",
    "Gigabytes/Second",
    "Terabytes/Second",
    "Bits/Second",
    "Kilobits/Second",
    "Megabits/Second",
    "Gigabits/Second",
    "Terabits/Second",
    "Count/Second",
    "None",
];

impl Unit {
    /// The unit of that name; `None` when AWS has no such unit.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "Percent" => Self::Percent,
            "Count" => Self::Count,
            "Seconds" => Self::Seconds,
            "Megabytes" => Self::Megabytes,
            "None" => Self::None,
            other => Self::Other(UNITS.contains(&other).then(|| other.to_owned())?),
        })
    }

    /// The word on the wire.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Percent => "Percent",
            Self::Count => "Count",
            Self::Seconds => "Seconds",
            Self::Megabytes => "Megabytes",
            Self::None => "None",
            Self::Other(word) => word,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_of_aws_is_read_as_it_is_written_and_no_other() {
        for name in UNITS {
            assert_eq!(Unit::named(name).map(|unit| unit.word().to_owned()).as_deref(), Some(name));
        }
        assert_eq!(Unit::named("Parsecs"), None);
    }
}
