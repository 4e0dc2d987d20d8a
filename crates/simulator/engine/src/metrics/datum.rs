//! The samples of one series in one minute.

use super::statistic::Statistic;

/// What was sampled in one minute, summed up.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Datum {
    /// How many samples; more than 0.
    pub count: f64,
    /// All of them together.
    pub sum: f64,
    /// The least.
    pub least: f64,
    /// The greatest.
    pub most: f64,
    /// How the others lie between.
    pub spread: Spread,
}

/// How samples lie between the least and the greatest.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Spread {
    /// Evenly from the least to the mean, and from there to the greatest.
    Even,
    /// As response times do: the logarithms are normally distributed.
    LogNormal {
        /// Half of them are below.
        median: f64,
        /// The standard deviation of the logarithms.
        sigma: f64,
    },
    /// Values and how often each was put.
    Exact(Vec<(f64, f64)>),
}

impl Datum {
    /// So many samples that are all 1, as load balancers count: none is no datum.
    pub fn events(count: f64) -> Option<Self> {
        (count > 0.0).then_some(Self { count, sum: count, least: 1.0, most: 1.0, spread: Spread::Even })
    }

    /// Samples between two values whose mean is known.
    pub fn between(count: f64, mean: f64, least: f64, most: f64) -> Option<Self> {
        let (least, most) = (least.min(mean), most.max(mean));
        (count > 0.0).then_some(Self { count, sum: mean * count, least, most, spread: Spread::Even })
    }

    /// So many response times around a median, in that unit.
    pub fn log_normal(count: f64, median: f64, sigma: f64) -> Option<Self> {
        if count <= 0.0 {
            return None;
        }
        let outermost = (count / (count + 1.0)).min(0.999_9);
        let at = |share: f64| median * (sigma * normal_quantile(share)).exp();
        let mean = median * (sigma * sigma / 2.0).exp();
        let (least, most) = (at(1.0 - outermost).min(mean), at(outermost).max(mean));
        Some(Self { count, sum: mean * count, least, most, spread: Spread::LogNormal { median, sigma } })
    }

    /// The value that such a share (0 to 1) of the samples does not exceed.
    fn quantile(&self, share: f64) -> f64 {
        let mean = self.sum / self.count;
        match &self.spread {
            Spread::Even if share < 0.5 => self.least + (mean - self.least) * share * 2.0,
            Spread::Even => mean + (self.most - mean) * (share - 0.5) * 2.0,
            Spread::LogNormal { median, sigma } => {
                (median * (sigma * normal_quantile(share)).exp()).clamp(self.least, self.most)
            }
            Spread::Exact(values) => exact_quantile(values.clone(), share),
        }
    }
}

/// One number out of the data of a period; `None` when there are none.
///
/// A percentile over several minutes is the average of the minutes' percentiles, weighted with their samples; of values
/// that were put it is exact.
pub(super) fn summarize(data: &[Datum], statistic: Statistic) -> Option<f64> {
    let count: f64 = data.iter().map(|datum| datum.count).sum();
    if count <= 0.0 {
        return None;
    }
    let sum = || data.iter().map(|datum| datum.sum).sum::<f64>();
    Some(match statistic {
        Statistic::SampleCount => count,
        Statistic::Sum => sum(),
        Statistic::Average => sum() / count,
        Statistic::Minimum => data.iter().map(|datum| datum.least).fold(f64::INFINITY, f64::min),
        Statistic::Maximum => data.iter().map(|datum| datum.most).fold(f64::NEG_INFINITY, f64::max),
        Statistic::Percentile(percent) => {
            let share = percent / 100.0;
            let exact: Option<Vec<_>> = data.iter().map(exact_values).collect();
            match exact {
                Some(values) => exact_quantile(values.concat(), share),
                None => data.iter().map(|datum| datum.quantile(share) * datum.count).sum::<f64>() / count,
            }
        }
    })
}

fn exact_values(datum: &Datum) -> Option<Vec<(f64, f64)>> {
    match &datum.spread {
        Spread::Exact(values) => Some(values.clone()),
        Spread::Even | Spread::LogNormal { .. } => None,
    }
}

fn exact_quantile(mut values: Vec<(f64, f64)>, share: f64) -> f64 {
    values.sort_by(|one, other| one.0.total_cmp(&other.0));
    let wanted = share * values.iter().map(|(_, count)| count).sum::<f64>();
    let mut seen = 0.0;
    let reached = values.iter().find(|(_, count)| {
        seen += count;
        seen >= wanted
    });
    reached.or(values.last()).map_or(0.0, |(value, _)| *value)
}

/// How many standard deviations from the mean a share of a normal distribution ends, to three digits.
fn normal_quantile(share: f64) -> f64 {
    let tail = share.min(1.0 - share).max(0.000_01);
    // Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.23.
    let t = (-2.0 * tail.ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    (t - above / below).copysign(share - 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(values: &[(f64, f64)]) -> Datum {
        Datum {
            count: values.iter().map(|(_, count)| count).sum(),
            sum: values.iter().map(|(value, count)| value * count).sum(),
            least: values.iter().map(|(value, _)| *value).fold(f64::INFINITY, f64::min),
            most: values.iter().map(|(value, _)| *value).fold(f64::NEG_INFINITY, f64::max),
            spread: Spread::Exact(values.to_vec()),
        }
    }

    #[test]
    fn nothing_has_no_statistic() {
        assert_eq!(summarize(&[], Statistic::Sum), None);
    }

    #[test]
    fn two_minutes_become_one_number() {
        let data = [Datum::between(2.0, 30.0, 20.0, 40.0).unwrap(), Datum::between(1.0, 60.0, 60.0, 60.0).unwrap()];
        for (statistic, expect) in [
            (Statistic::SampleCount, 3.0),
            (Statistic::Sum, 120.0),
            (Statistic::Average, 40.0),
            (Statistic::Minimum, 20.0),
            (Statistic::Maximum, 60.0),
            (Statistic::Percentile(50.0), 40.0),
            (Statistic::Percentile(100.0), (40.0 * 2.0 + 60.0) / 3.0),
        ] {
            assert_eq!(summarize(&data, statistic), Some(expect), "{statistic}");
        }
    }

    #[test]
    fn percentiles_of_values_that_were_put_are_exact_over_all_minutes() {
        let data = [exact(&[(10.0, 1.0), (20.0, 8.0)]), exact(&[(1_000.0, 1.0)])];
        for (percent, expect) in [(5.0, 10.0), (50.0, 20.0), (90.0, 20.0), (95.0, 1_000.0), (100.0, 1_000.0)] {
            assert_eq!(summarize(&data, Statistic::Percentile(percent)), Some(expect), "p{percent}");
        }
    }

    #[test]
    fn response_times_have_a_long_tail() {
        let datum = Datum::log_normal(10_000.0, 100.0, 0.6).unwrap();
        let of = |statistic| summarize(std::slice::from_ref(&datum), statistic).unwrap();
        let (median, p90, p99) =
            (of(Statistic::Percentile(50.0)), of(Statistic::Percentile(90.0)), of(Statistic::Percentile(99.0)));
        assert!((99.0..101.0).contains(&median), "{median}");
        assert!((205.0..230.0).contains(&p90), "{p90}");
        assert!((380.0..430.0).contains(&p99), "{p99}");
        assert!((115.0..125.0).contains(&of(Statistic::Average)));
        assert!(of(Statistic::Minimum) < median && of(Statistic::Maximum) > p99);
    }

    #[test]
    fn the_normal_distribution_is_met_closely() {
        for (share, expect) in
            [(0.5, 0.0), (0.1, -1.2816), (0.9, 1.2816), (0.95, 1.6449), (0.99, 2.3263), (0.999, 3.0902)]
        {
            let found = normal_quantile(share);
            assert!((found - expect).abs() < 0.002, "{share}: {found}");
        }
    }
}
