//! Leaves what has all words of a filter.

use model::view::{BalancerView, GroupLine, ListenerView, RuleOutcome, RuleView, TrafficPage};

/// The words of a filter, in small letters.
pub struct Words(Vec<String>);

impl Words {
    /// Takes a filter apart.
    pub fn of(filter: &str) -> Self {
        Self(filter.split_whitespace().map(str::to_lowercase).collect())
    }

    /// Whether nothing is filtered out.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn are_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.0.iter().all(|word| text.contains(word))
    }
}

/// The page with the rules and groups that have all words. Listeners and load balancers without such a rule go.
pub fn filtered(page: TrafficPage, words: &Words) -> TrafficPage {
    if words.is_empty() {
        return page;
    }
    let balancers = page.balancers.into_iter().filter_map(|balancer| in_balancer(balancer, words)).collect();
    let unused = page.unused.into_iter().filter(|line| words.are_in(&group(line))).collect();
    TrafficPage { balancers, unused, ..page }
}

fn in_balancer(mut balancer: BalancerView, words: &Words) -> Option<BalancerView> {
    let own = [Some(&balancer.name), balancer.dns.as_ref()].map(|text| text.cloned().unwrap_or_default()).join(" ");
    for listener in &mut balancer.listeners {
        let place = format!("{own} {}", name(listener));
        listener.rules.retain(|one| words.are_in(&format!("{place} {}", rule(one))));
    }
    balancer.listeners.retain(|listener| !listener.rules.is_empty());
    (!balancer.listeners.is_empty()).then_some(balancer)
}

/// `HTTPS:443`.
pub fn name(listener: &ListenerView) -> String {
    let protocol = listener.protocol.as_deref().unwrap_or("any");
    listener.port.map_or_else(|| protocol.to_owned(), |port| format!("{protocol}:{port}"))
}

fn rule(rule: &RuleView) -> String {
    let mut text: Vec<String> = rule.conditions.iter().map(|(field, text)| format!("{field} {text}")).collect();
    text.extend(rule.nowhere.clone());
    match &rule.outcome {
        RuleOutcome::Forward(shares) => text.extend(shares.iter().map(|share| group(&share.group))),
        RuleOutcome::Redirect { status, to } => text.extend([status.clone(), to.clone()]),
        RuleOutcome::Fixed { status } => text.push(status.clone()),
        RuleOutcome::Other(other) => text.push(other.clone()),
    }
    text.join(" ")
}

fn group(line: &GroupLine) -> String {
    let services = line.services.iter().map(|(at, _)| format!("{} {}", at.cluster, at.service));
    let mut text: Vec<String> = services.collect();
    text.push(line.at.name.to_string());
    text.extend(line.reason.clone());
    text.join(" ")
}
