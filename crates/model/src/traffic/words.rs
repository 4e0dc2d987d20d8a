//! Conditions and listeners in words.

use super::{Condition, Listener, Rule};

impl Condition {
    /// What is looked at, and what it must be: `Host` and `shop.example.com or *.shop.example.com`.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html>
    pub fn words(&self) -> (String, String) {
        let either = |values: &[String]| values.join(" or ");
        match self {
            Self::Host(hosts) => ("Host".to_owned(), either(hosts)),
            Self::Path(paths) => ("Path".to_owned(), either(paths)),
            Self::Header(name, values) => (format!("Header {name}"), either(values)),
            Self::Query(pairs) => {
                let pair = |(key, value): &(Option<String>, String)| match key {
                    Some(key) => format!("{key}={value}"),
                    None => value.clone(),
                };
                ("Query".to_owned(), either(&pairs.iter().map(pair).collect::<Vec<_>>()))
            }
            Self::Source(networks) => ("Source address".to_owned(), either(networks)),
            Self::Method(methods) => ("Method".to_owned(), either(methods)),
            Self::Other(field, values) => (field.clone(), either(values)),
        }
    }
}

impl Rule {
    /// `rule 30`, or `the default rule`.
    pub fn label(&self) -> String {
        self.priority.map_or_else(|| "the default rule".to_owned(), |priority| format!("rule {priority}"))
    }
}

impl Listener {
    /// `HTTPS:443`; what is not told is left out.
    pub fn label(&self) -> String {
        match (&self.protocol, self.port) {
            (Some(protocol), Some(port)) => format!("{protocol}:{port}"),
            (Some(protocol), None) => protocol.clone(),
            (None, Some(port)) => port.to_string(),
            (None, None) => "listener".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_told_by_what_is_looked_at_and_what_it_must_be() {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        for (condition, field, text) in [
            (Condition::Host(list(&["a.example", "*.b.example"])), "Host", "a.example or *.b.example"),
            (Condition::Path(list(&["/api/*"])), "Path", "/api/*"),
            (Condition::Header("X-Beta".to_owned(), list(&["yes"])), "Header X-Beta", "yes"),
            (
                Condition::Query(vec![(Some("v".to_owned()), "2".to_owned()), (None, "x".to_owned())]),
                "Query",
                "v=2 or x",
            ),
            (Condition::Source(list(&["10.0.0.0/8"])), "Source address", "10.0.0.0/8"),
            (Condition::Method(list(&["GET", "HEAD"])), "Method", "GET or HEAD"),
            (Condition::Other("moon-phase".to_owned(), list(&["full"])), "moon-phase", "full"),
        ] {
            assert_eq!(condition.words(), (field.to_owned(), text.to_owned()));
        }
    }
}
