//! What Fargate costs, by AWS's price list: without discounts, Savings Plans, taxes and free tiers.
//!
//! A price is only in here when AWS's offer file of AmazonECS said so, or two sources did that do not know of each
//! other; of a region that is not in here, no price is known. A row is renewed as a whole, with its date.
//!
//! <https://aws.amazon.com/fargate/pricing/>,
//! <https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html>

use std::fmt;
use std::ops::Mul;

use serde::{Deserialize, Serialize};

/// An amount in millionths of a US dollar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Dollars(pub u64);

/// What Fargate is paid by, for Linux on one processor architecture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// A vCPU for an hour.
    pub vcpu: Dollars,
    /// A GB of memory for an hour.
    pub gigabyte: Dollars,
}

/// The list prices of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceList {
    /// The region.
    pub region: &'static str,
    /// The day of which they are, or its month or year where no more is known.
    pub as_of: &'static str,
    /// On demand, Linux, x86.
    pub x86: Rates,
    /// On demand, Linux, ARM.
    pub arm: Option<Rates>,
}

const fn rates(vcpu: u64, gigabyte: u64) -> Rates {
    Rates { vcpu: Dollars(vcpu), gigabyte: Dollars(gigabyte) }
}

const fn list(region: &'static str, as_of: &'static str, x86: Rates, arm: Option<Rates>) -> PriceList {
    PriceList { region, as_of, x86, arm }
}

/// What several regions share, x86 and ARM: the cheapest.
const CHEAPEST: (Rates, Rates) = (rates(40_480, 4_445), rates(32_380, 3_560));

/// The same of the most.
const USUAL: (Rates, Rates) = (rates(46_560, 5_110), rates(37_250, 4_090));

/// The same of some in Asia.
const ASIA: (Rates, Rates) = (rates(50_560, 5_530), rates(40_450, 4_420));

/// The regions whose prices are known, by their names.
const LISTS: &[PriceList] = &[
    list("ap-northeast-1", "2026-09-06", ASIA.0, Some(ASIA.1)),
    list("ap-northeast-2", "2026-10-01", USUAL.0, Some(USUAL.1)),
    list("ap-southeast-1", "2026-09-11", ASIA.0, Some(ASIA.1)),
    list("ap-southeast-2", "2024-04-22", rates(48_560, 5_320), Some(rates(38_850, 4_260))),
    list("eu-central-1", "2026-10-09", USUAL.0, Some(USUAL.1)),
    list("eu-west-1", "2026-09-03", CHEAPEST.0, Some(CHEAPEST.1)),
    list("eu-west-2", "2026-07-02", USUAL.0, Some(USUAL.1)),
    list("sa-east-1", "2025-08-25", rates(69_600, 7_600), Some(rates(55_700, 6_120))),
    list("us-east-1", "2026-03", CHEAPEST.0, Some(CHEAPEST.1)),
    list("us-east-2", "2026-09-10", CHEAPEST.0, Some(CHEAPEST.1)),
    // What ARM costs there was told by no second source.
    list("us-west-2", "2021-01-14", CHEAPEST.0, None),
];

impl PriceList {
    /// The prices of a region, if they are known.
    pub fn of(region: &str) -> Option<&'static Self> {
        LISTS.iter().find(|list| list.region == region)
    }
}

impl Rates {
    /// What a task costs in an hour, by its CPU units (1024 to a vCPU) and MiB.
    pub fn of_task(self, cpu: u32, memory: u32) -> Dollars {
        let parts = u64::from(cpu) * self.vcpu.0 + u64::from(memory) * self.gigabyte.0;
        Dollars((parts + 512) / 1_024)
    }
}

impl Mul<u32> for Dollars {
    type Output = Self;
    fn mul(self, times: u32) -> Self {
        Self(self.0.saturating_mul(u64::from(times)))
    }
}

/// `$1.20`; four places below a dollar, because a small task costs a cent.
impl fmt::Display for Dollars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("$0");
        }
        let (step, places) = if self.0 < 1_000_000 { (100, 4) } else { (10_000, 2) };
        let rounded = (self.0 + step / 2) / step * step;
        let (whole, rest) = (rounded / 1_000_000, rounded % 1_000_000 / step);
        write!(f, "${whole}.{rest:0places$}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_costs_its_share_of_a_vcpu_and_a_gigabyte() {
        let rates = PriceList::of("eu-central-1").unwrap().x86;
        assert_eq!(rates.of_task(1_024, 1_024), Dollars(51_670));
        assert_eq!(rates.of_task(256, 512), Dollars(14_195));
        assert_eq!((rates.of_task(256, 512) * 730).to_string(), "$10.36", "as AWS's calculator says for a month");
    }

    #[test]
    fn every_region_is_listed_once_with_a_date_and_sensible_rates() {
        for (at, list) in LISTS.iter().enumerate() {
            assert!(LISTS.iter().skip(at + 1).all(|other| other.region != list.region), "{}", list.region);
            assert!(list.as_of.starts_with("20") && list.as_of.len() >= "2026".len());
            for rates in [Some(list.x86), list.arm].into_iter().flatten() {
                assert!((20_000..100_000).contains(&rates.vcpu.0), "{list:?}");
                assert!((8..11).contains(&(rates.vcpu.0 / rates.gigabyte.0)), "{list:?}");
            }
            assert!(list.arm.is_none_or(|arm| arm.vcpu < list.x86.vcpu), "{list:?}");
        }
        assert_eq!(PriceList::of("moon-east-1"), None);
    }

    #[test]
    fn amounts_are_written_with_as_many_places_as_they_need() {
        for (amount, text) in [
            (0, "$0"),
            (14_195, "$0.0142"),
            (999_949, "$0.9999"),
            (999_950, "$1.0000"),
            (1_704_000, "$1.70"),
            (12_345_678, "$12.35"),
        ] {
            assert_eq!(Dollars(amount).to_string(), text);
        }
    }
}
