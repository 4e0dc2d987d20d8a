//! Where the rules of the listeners lead: which target groups get requests, and which rules send them.

use std::collections::BTreeMap;
use std::sync::Arc;

use fleet::Snapshot;
use model::traffic::Listener;
use model::verdict::Reached;

/// The route of one rule to one target group.
#[derive(Clone, Debug)]
pub(crate) struct Route {
    /// The listener.
    pub listener: Arc<Listener>,
    /// Which of its rules.
    pub rule: usize,
    /// The weight of the group in that rule.
    pub weight: u32,
    /// The sum of all weights in that rule.
    pub total: u32,
    /// Which rule of the listener answers every request that it would answer, if one before it does.
    pub shadow: Option<usize>,
}

impl Route {
    /// Share of the rule's requests that the group gets, in percent.
    pub fn percent(&self) -> f64 {
        percent(self.weight, self.total)
    }

    /// The rule that answers every request it would answer: `rule 1 of HTTPS:443`.
    fn shadow_words(&self) -> Option<String> {
        let rule = self.listener.rules.get(self.shadow?)?;
        Some(format!("{} of {}", rule.label(), self.listener.label()))
    }

    /// Whether it is this rule, or a rule of this listener.
    fn is_of(&self, arn: &str) -> bool {
        self.listener.arn.as_str() == arn
            || self.listener.rules.get(self.rule).is_some_and(|rule| rule.arn.as_str() == arn)
    }
}

/// A weight among the sum of all, in percent; 0 when all weights are 0.
pub(crate) fn percent(weight: u32, total: u32) -> f64 {
    if total == 0 { 0.0 } else { f64::from(weight) * 100.0 / f64::from(total) }
}

/// The rules of an environment by the target groups they name.
pub(crate) struct Routes {
    listeners: Arc<BTreeMap<String, Arc<Listener>>>,
    by_group: BTreeMap<String, Vec<Route>>,
    /// By listener: for each of its rules the one that answers all it would answer. Each is compared with all before
    /// it, so this is kept while the listener stays the same.
    shadows: BTreeMap<String, Arc<[Option<usize>]>>,
    was_read: bool,
}

impl Routes {
    /// The previous routes if the listeners are still the same, else new ones.
    pub fn update(before: Option<&Arc<Self>>, snapshot: &Snapshot) -> Arc<Self> {
        let listeners = &snapshot.traffic.listeners;
        let was_read = snapshot.traffic.freshness.as_of.is_some();
        match before.filter(|routes| Arc::ptr_eq(&routes.listeners, listeners) && routes.was_read == was_read) {
            Some(routes) => Arc::clone(routes),
            None => Arc::new(Self::new(before, Arc::clone(listeners), was_read)),
        }
    }

    fn new(before: Option<&Arc<Self>>, listeners: Arc<BTreeMap<String, Arc<Listener>>>, was_read: bool) -> Self {
        let mut by_group: BTreeMap<String, Vec<Route>> = BTreeMap::new();
        let known = |arn: &str, listener: &Arc<Listener>| {
            let before =
                before.filter(|routes| routes.listeners.get(arn).is_some_and(|old| Arc::ptr_eq(old, listener)));
            before.and_then(|routes| routes.shadows.get(arn).cloned())
        };
        let find = |listener: &Listener| (0..listener.rules.len()).map(|rule| listener.shadow(rule)).collect();
        let shadows: BTreeMap<String, Arc<[Option<usize>]>> = listeners
            .iter()
            .map(|(arn, listener)| (arn.clone(), known(arn, listener).unwrap_or_else(|| find(listener))))
            .collect();
        for (arn, listener) in listeners.iter() {
            for (rule, one) in listener.rules.iter().enumerate() {
                let total = one.groups().map(|share| share.weight).sum();
                let shadow = shadows.get(arn).and_then(|shadows| *shadows.get(rule)?);
                for share in one.groups() {
                    let route = Route { listener: Arc::clone(listener), rule, weight: share.weight, total, shadow };
                    by_group.entry(share.group.as_str().to_owned()).or_default().push(route);
                }
            }
        }
        Self { listeners, by_group, shadows, was_read }
    }

    /// The routes to a target group.
    pub fn to(&self, group: &str) -> &[Route] {
        self.by_group.get(group).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether requests get to a target group, those of the rule (or listener) for test traffic not counted.
    pub fn reached(&self, group: &str, test_rule: Option<&str>) -> Reached {
        let routes = self.to(group);
        let serves = |route: &&Route| route.weight > 0 && test_rule.is_none_or(|test| !route.is_of(test));
        let is_tried = |route: &Route| route.shadow.is_none();
        match () {
            () if routes.iter().filter(serves).any(is_tried) => Reached::Yes,
            () if routes.iter().any(|route| serves(&route)) => Reached::Shadowed,
            () if !routes.is_empty() => Reached::Idle,
            () if self.was_read => Reached::No,
            () => Reached::Unknown,
        }
    }

    /// Which rule of a listener answers all that this one would answer, if one before it does.
    pub fn shadow_of(&self, listener: &Listener, rule: usize) -> Option<usize> {
        *self.shadows.get(listener.arn.as_str())?.get(rule)?
    }

    /// The rule that answers what would get to a target group, if something would: `rule 1 of HTTPS:443`.
    pub fn shadow(&self, group: &str) -> Option<String> {
        self.to(group).iter().filter(|route| route.weight > 0).find_map(Route::shadow_words)
    }

    /// Whether the rules were read at least once.
    pub fn were_read(&self) -> bool {
        self.was_read
    }
}

/// The name in the ARN of a target group: `arn:aws:elasticloadbalancing:…:targetgroup/NAME/0123456789abcdef`.
pub(crate) fn group_name(arn: &str) -> &str {
    arn.split('/').nth(1).unwrap_or(arn)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{forward, group_arn, listener, snapshot, traffic};

    fn routes(rules: Vec<model::traffic::Rule>) -> Arc<Routes> {
        let mut snapshot = snapshot(Vec::new());
        traffic(&mut snapshot, vec![listener(80, rules)], Vec::new());
        Routes::update(None, &snapshot)
    }

    #[test]
    fn a_group_is_reached_when_a_rule_gives_it_some_weight() {
        let routes = routes(vec![forward(1, &[("blue", 90), ("green", 10)]), forward(2, &[("grey", 0), ("blue", 1)])]);
        assert_eq!(routes.reached(&group_arn("blue"), None), Reached::Yes);
        assert_eq!(routes.reached(&group_arn("grey"), None), Reached::Idle);
        assert_eq!(routes.reached(&group_arn("lost"), None), Reached::No);
        let shares: Vec<f64> = routes.to(&group_arn("green")).iter().map(Route::percent).collect();
        assert_eq!(shares, [10.0]);
    }

    #[test]
    fn test_traffic_does_not_reach_a_group() {
        let test = forward(1, &[("green", 1)]);
        let rule = test.arn.as_str().to_owned();
        let routes = routes(vec![test]);
        assert_eq!(routes.reached(&group_arn("green"), None), Reached::Yes);
        assert_eq!(routes.reached(&group_arn("green"), Some(&rule)), Reached::Idle);
        let listener = routes.to(&group_arn("green"))[0].listener.arn.as_str().to_owned();
        assert_eq!(routes.reached(&group_arn("green"), Some(&listener)), Reached::Idle);
    }

    #[test]
    fn a_rule_that_is_never_tried_reaches_nothing() {
        let mut all = forward(1, &[("maintenance", 1)]);
        all.conditions = vec![model::traffic::Condition::Path(vec!["/*".to_owned()])];
        let routes = routes(vec![all, forward(2, &[("web", 1), ("grey", 0)]), forward(0, &[("maintenance", 1)])]);
        let reached = |group| routes.reached(&group_arn(group), None);
        assert_eq!(reached("web"), Reached::Shadowed);
        assert_eq!((reached("grey"), reached("maintenance")), (Reached::Idle, Reached::Yes));
        assert_eq!(routes.shadow(&group_arn("web")).as_deref(), Some("rule 1 of HTTP:80"));
    }

    #[test]
    fn rules_of_a_listener_are_compared_once_while_it_stays_the_same() {
        let first = routes(vec![forward(1, &[("web", 1)])]);
        let mut more = (*first.listeners).clone();
        let other = listener(443, vec![forward(2, &[("api", 1)])]);
        more.insert(other.arn.to_string(), Arc::new(other));
        let after = Routes::new(Some(&first), Arc::new(more), true);
        let arn = first.listeners.keys().next().unwrap();
        assert!(Arc::ptr_eq(&first.shadows[arn], &after.shadows[arn]));
        assert_eq!((after.shadows.len(), after.reached(&group_arn("api"), None)), (2, Reached::Yes));
    }

    #[test]
    fn nothing_is_said_while_the_rules_were_never_read() {
        let mut snapshot = snapshot(Vec::new());
        snapshot.traffic.freshness = Default::default();
        assert_eq!(Routes::update(None, &snapshot).reached("x", None), Reached::Unknown);
    }

    #[test]
    fn the_name_of_a_group_stands_in_its_arn() {
        assert_eq!(group_name(&group_arn("web-blue")), "web-blue");
        assert_eq!(group_name("odd"), "odd");
    }
}
