//! Rules that are never tried, because one before them answers all that they would.

use core::net::IpAddr;

use super::{Condition, Listener, Rule};

impl Listener {
    /// Which rule before this one answers every request it would answer; `None` where there is none, or where that
    /// cannot be told from the two alone.
    pub fn shadow(&self, rule: usize) -> Option<usize> {
        let (before, rest) = self.rules.split_at_checked(rule)?;
        let later = rest.first()?;
        before.iter().position(|earlier| earlier.covers(later))
    }
}

impl Rule {
    /// Whether every request that meets the conditions of `later` meets those of this rule, too.
    fn covers(&self, later: &Self) -> bool {
        let is_met = |condition: &Condition| {
            condition.takes_all() || later.conditions.iter().any(|narrower| condition.covers(narrower))
        };
        self.conditions.iter().all(is_met)
    }
}

impl Condition {
    /// Whether every request meets it.
    fn takes_all(&self) -> bool {
        match self {
            Self::Host(values) => values.iter().any(|value| value == "*"),
            Self::Path(values) => values.iter().any(|value| value == "*" || value == "/*"),
            Self::Source(values) => ["0.0.0.0/0", "::/0"].iter().all(|all| values.iter().any(|value| value == all)),
            Self::Header(..) | Self::Query(_) | Self::Method(_) | Self::Other(..) => false,
        }
    }

    /// Whether every request that meets `narrower` meets this.
    fn covers(&self, narrower: &Self) -> bool {
        match (self, narrower) {
            (Self::Path(wide), Self::Path(narrow)) => each(narrow, |one| wide.iter().any(|it| spans(it, one))),
            (Self::Host(wide), Self::Host(narrow)) => each(narrow, |one| wide.iter().any(|it| spans_any_case(it, one))),
            (Self::Header(name, wide), Self::Header(other, narrow)) => {
                name.eq_ignore_ascii_case(other) && each(narrow, |one| wide.iter().any(|it| spans_any_case(it, one)))
            }
            (Self::Query(wide), Self::Query(narrow)) => each(narrow, |(key, value)| {
                wide.iter().any(|(wide_key, wide_value)| {
                    let has_key = match (wide_key, key) {
                        (None, _) => true,
                        (Some(wide), Some(key)) => spans_any_case(wide, key),
                        (Some(_), None) => false,
                    };
                    has_key && spans_any_case(wide_value, value)
                })
            }),
            (Self::Source(wide), Self::Source(narrow)) => each(narrow, |one| wide.iter().any(|it| contains(it, one))),
            (Self::Method(wide), Self::Method(narrow)) => each(narrow, |one| wide.contains(one)),
            (Self::Other(field, wide), Self::Other(other, narrow)) => {
                field == other && each(narrow, |one| wide.contains(one))
            }
            _ => false,
        }
    }
}

/// Whether it holds for each of them; not if there is none, for then it is not known what is asked for.
fn each<T>(values: &[T], holds: impl Fn(&T) -> bool) -> bool {
    !values.is_empty() && values.iter().all(holds)
}

fn spans_any_case(wide: &str, narrow: &str) -> bool {
    spans(&wide.to_ascii_lowercase(), &narrow.to_ascii_lowercase())
}

/// Whether a pattern takes all that another takes. `*` stands for any characters, `?` for one.
///
/// A pattern that takes the other one as it is written takes all that the other takes: what stands for a `*` of that
/// is a `*` here.
fn spans(wide: &str, narrow: &str) -> bool {
    let (wide, narrow): (Vec<char>, Vec<char>) = (wide.chars().collect(), narrow.chars().collect());
    let (mut at, mut from) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while from < narrow.len() {
        match wide.get(at) {
            Some('*') => {
                star = Some((at, from));
                at += 1;
            }
            Some(&one) if one == narrow[from] || (one == '?' && narrow[from] != '*') => (at, from) = (at + 1, from + 1),
            _ => match star {
                Some((place, taken)) => {
                    star = Some((place, taken + 1));
                    (at, from) = (place + 1, taken + 1);
                }
                None => return false,
            },
        }
    }
    wide[at..].iter().all(|rest| *rest == '*')
}

/// Whether all addresses of a network are in another: `10.0.0.0/8` and `10.1.0.0/16`.
fn contains(wide: &str, narrow: &str) -> bool {
    let (Some((wide, wide_bits)), Some((narrow, narrow_bits))) = (network(wide), network(narrow)) else { return false };
    if wide.is_ipv4() != narrow.is_ipv4() || wide_bits > narrow_bits {
        return false;
    }
    let width = if wide.is_ipv4() { 32 } else { 128 };
    let kept = |address| number(address).checked_shr(width - wide_bits).unwrap_or(0);
    kept(wide) == kept(narrow)
}

fn network(text: &str) -> Option<(IpAddr, u32)> {
    let (address, bits) = text.split_once('/')?;
    let (address, bits): (IpAddr, u32) = (address.parse().ok()?, bits.parse().ok()?);
    (bits <= if address.is_ipv4() { 32 } else { 128 }).then_some((address, bits))
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u32::from(address).into(),
        IpAddr::V6(address) => address.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arn::Arn;
    use crate::traffic::Action;

    fn arn(name: &str) -> Arn {
        Arn::parse(format!("arn:aws:elasticloadbalancing:eu-central-1:123456789012:{name}")).unwrap()
    }

    fn rule(priority: Option<u32>, conditions: Vec<Condition>) -> Rule {
        let actions = vec![Action::Fixed("503".to_owned())];
        Rule { arn: arn("rule"), priority, conditions, actions }
    }

    /// Whether a rule with the first conditions leaves nothing for one with the others.
    fn is_shadowed(earlier: Vec<Condition>, later: Vec<Condition>) -> bool {
        let listener = Listener {
            arn: arn("listener"),
            load_balancer: arn("balancer"),
            port: Some(443),
            protocol: None,
            rules: vec![rule(Some(1), earlier), rule(Some(2), later)],
        };
        assert_eq!(listener.shadow(0), None);
        listener.shadow(1).is_some()
    }

    fn texts(values: &[&str]) -> Vec<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    fn path(values: &[&str]) -> Condition {
        Condition::Path(texts(values))
    }

    fn host(values: &[&str]) -> Condition {
        Condition::Host(texts(values))
    }

    #[test]
    fn a_rule_that_answers_everything_leaves_nothing_for_those_after_it() {
        for all in [path(&["/*"]), path(&["*"]), host(&["*"]), Condition::Source(texts(&["0.0.0.0/0", "::/0"]))] {
            assert!(is_shadowed(vec![all.clone()], vec![host(&["shop.example.com"])]), "{all:?}");
            assert!(is_shadowed(vec![all.clone()], vec![]), "{all:?} and the default rule");
        }
        assert!(!is_shadowed(vec![path(&["/api/*"])], vec![]));
        assert!(!is_shadowed(vec![Condition::Source(texts(&["0.0.0.0/0"]))], vec![]), "clients may have IPv6");
        let query = |key: Option<&str>| Condition::Query(vec![(key.map(str::to_owned), "*".to_owned())]);
        assert!(!is_shadowed(vec![query(None)], vec![path(&["/a"])]), "a request may have no query");
    }

    #[test]
    fn a_rule_leaves_nothing_for_one_that_asks_for_more() {
        let wide = vec![path(&["/api/*"])];
        assert!(is_shadowed(wide.clone(), vec![path(&["/api/v1/*"]), host(&["a.example.com"])]));
        assert!(is_shadowed(wide.clone(), vec![path(&["/api/*/x?", "/api/"])]));
        assert!(!is_shadowed(wide.clone(), vec![path(&["/api/v1/*", "/web/*"])]));
        assert!(!is_shadowed(wide.clone(), vec![host(&["a.example.com"])]));
        assert!(!is_shadowed(vec![path(&["/api/*"]), host(&["a.example.com"])], vec![path(&["/api/x"])]));
        assert!(!is_shadowed(wide, vec![path(&["/API/x"])]), "paths are case-sensitive");
        assert!(is_shadowed(vec![host(&["*.Example.com"])], vec![host(&["a.example.COM"])]), "hosts are not");
        assert!(!is_shadowed(vec![host(&["*.example.com"])], vec![host(&["example.com"])]));
        assert!(!is_shadowed(vec![path(&["/?"])], vec![path(&["/*"])]));
    }

    #[test]
    fn networks_methods_headers_and_queries_are_compared_as_what_they_are() {
        let source = |one: &str| vec![Condition::Source(texts(&[one]))];
        assert!(is_shadowed(source("10.0.0.0/8"), source("10.9.0.0/16")));
        assert!(!is_shadowed(source("10.0.0.0/16"), source("10.9.0.0/16")));
        assert!(!is_shadowed(source("10.9.0.0/16"), source("10.0.0.0/8")));
        assert!(is_shadowed(source("2001:db8::/32"), source("2001:db8:1::/48")));
        assert!(!is_shadowed(source("0.0.0.0/0"), source("2001:db8::/32")));
        let method = |all: &[&str]| vec![Condition::Method(texts(all))];
        assert!(is_shadowed(method(&["GET", "HEAD"]), method(&["GET"])));
        assert!(!is_shadowed(method(&["GET"]), method(&["GET", "HEAD"])));
        let header = |name: &str, value: &str| vec![Condition::Header(name.to_owned(), texts(&[value]))];
        assert!(is_shadowed(header("X-Beta", "*"), header("x-beta", "1")));
        assert!(!is_shadowed(header("X-Beta", "*"), header("X-Alpha", "1")));
        let query =
            |key: Option<&str>, value: &str| vec![Condition::Query(vec![(key.map(str::to_owned), value.to_owned())])];
        assert!(is_shadowed(query(None, "*"), query(Some("v"), "1")));
        assert!(!is_shadowed(query(Some("v"), "1"), query(None, "1")));
    }

    #[test]
    fn what_is_not_known_shadows_nothing() {
        let other = |value: &str| vec![Condition::Other("future".to_owned(), texts(&[value]))];
        assert!(!is_shadowed(other("a"), other("b")));
        assert!(!is_shadowed(vec![path(&["/x"])], vec![path(&[])]), "a condition without values that are known");
        assert!(!is_shadowed(vec![path(&[])], vec![path(&["/x"])]));
    }
}
