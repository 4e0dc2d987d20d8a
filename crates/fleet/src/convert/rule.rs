//! Rules of listeners.

use aws_sdk_elasticloadbalancingv2::types;
use model::arn::Arn;
use model::traffic::{Action, ActionType, Condition, Rule, Weighted};

use super::{count, list, text, word};

/// The weight of a group that is forwarded to alone.
const ALONE: u32 = 1;

/// `None` when it has no ARN.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html>
pub(crate) fn rule(rule: types::Rule) -> Option<Rule> {
    Some(Rule {
        arn: Arn::parse(rule.rule_arn?).ok()?,
        // The default rule says `default`.
        priority: rule.priority.and_then(|priority| priority.parse().ok()),
        conditions: list(rule.conditions.into_iter().flatten().map(condition)),
        actions: actions(rule.actions),
    })
}

/// Actions in the order in which they are taken.
pub(super) fn actions(actions: Option<Vec<types::Action>>) -> Vec<Action> {
    let mut actions = actions.unwrap_or_default();
    actions.sort_by_key(|action| action.order.unwrap_or(i32::MAX));
    list(actions.into_iter().map(action))
}

fn action(action: types::Action) -> Action {
    let kind: ActionType = word(action.r#type.as_ref().map(|kind| kind.as_str()));
    match kind {
        ActionType::Forward => {
            let weighted = action.forward_config.and_then(|forward| forward.target_groups).unwrap_or_default();
            let groups: Vec<_> = weighted.into_iter().filter_map(share).collect();
            let alone = action.target_group_arn.and_then(|arn| Arn::parse(arn).ok());
            Action::Forward(match alone {
                Some(group) if groups.is_empty() => vec![Weighted { group, weight: ALONE }],
                _ => groups,
            })
        }
        ActionType::Redirect => action.redirect_config.map_or(Action::Other(kind), redirect),
        ActionType::FixedResponse => {
            Action::Fixed(action.fixed_response_config.and_then(|fixed| fixed.status_code).unwrap_or_default())
        }
        ActionType::AuthenticateCognito
        | ActionType::AuthenticateOidc
        | ActionType::JwtValidation
        | ActionType::Other(_) => Action::Other(kind),
    }
}

fn share(tuple: types::TargetGroupTuple) -> Option<Weighted> {
    let group = Arn::parse(tuple.target_group_arn?).ok()?;
    Some(Weighted { group, weight: tuple.weight.map_or(ALONE, count) })
}

/// Parts that are absent stay what they were in the request.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html>
fn redirect(to: types::RedirectActionConfig) -> Action {
    let or = |part: Option<String>, same: &str| text(part).unwrap_or_else(|| same.to_owned());
    // `HTTP_301` on the wire.
    let status = to.status_code.as_ref().map(|status| status.as_str()).unwrap_or_default();
    let status = status.strip_prefix("HTTP_").unwrap_or(status).to_owned();
    let address = format!(
        "{}://{}:{}{}?{}",
        or(to.protocol, "#{protocol}").to_ascii_lowercase(),
        or(to.host, "#{host}"),
        or(to.port, "#{port}"),
        or(to.path, "/#{path}"),
        or(to.query, "#{query}"),
    );
    Action::Redirect(status, address)
}

fn condition(condition: types::RuleCondition) -> Condition {
    let field = condition.field.unwrap_or_default();
    // What is older than the structures of each field, and regular expressions.
    let plain = || [condition.values.clone(), condition.regex_values.clone()].into_iter().flatten().flatten().collect();
    let or_plain = |values: Vec<String>| if values.is_empty() { plain() } else { values };
    let both = |values: Option<Vec<String>>, regex: Option<Vec<String>>| -> Vec<String> {
        values.into_iter().chain(regex).flatten().collect()
    };
    match field.as_str() {
        "host-header" => {
            let config = condition.host_header_config;
            Condition::Host(or_plain(config.map(|it| both(it.values, it.regex_values)).unwrap_or_default()))
        }
        "path-pattern" => {
            let config = condition.path_pattern_config;
            Condition::Path(or_plain(config.map(|it| both(it.values, it.regex_values)).unwrap_or_default()))
        }
        "http-request-method" => {
            let config = condition.http_request_method_config;
            Condition::Method(or_plain(config.and_then(|it| it.values).unwrap_or_default()))
        }
        "source-ip" => {
            let config = condition.source_ip_config;
            Condition::Source(or_plain(config.and_then(|it| it.values).unwrap_or_default()))
        }
        "http-header" => match condition.http_header_config {
            Some(it) => Condition::Header(it.http_header_name.unwrap_or_default(), both(it.values, it.regex_values)),
            None => Condition::Other(field, plain()),
        },
        "query-string" => match condition.query_string_config {
            Some(it) => {
                let pairs = it.values.into_iter().flatten();
                Condition::Query(pairs.map(|pair| (text(pair.key), pair.value.unwrap_or_default())).collect())
            }
            None => Condition::Other(field, plain()),
        },
        _ => Condition::Other(field, plain()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUP: &str = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/0123456789abcdef";

    #[track_caller]
    fn check_action(given: types::builders::ActionBuilder, expect: Action) {
        assert_eq!(actions(Some(vec![given.build()])), [expect]);
    }

    #[track_caller]
    fn check_condition(given: types::builders::RuleConditionBuilder, expect: Condition) {
        assert_eq!(condition(given.build()), expect);
    }

    fn group() -> Arn {
        Arn::parse(GROUP).unwrap()
    }

    #[test]
    fn a_forward_names_its_groups_alone_or_by_weight() {
        let forward = || types::Action::builder().r#type("forward".into());
        check_action(forward().target_group_arn(GROUP), Action::Forward(vec![Weighted { group: group(), weight: 1 }]));
        let tuple = types::TargetGroupTuple::builder().target_group_arn(GROUP).weight(0).build();
        let config = types::ForwardActionConfig::builder().target_groups(tuple).build();
        check_action(
            forward().target_group_arn(GROUP).forward_config(config),
            Action::Forward(vec![Weighted { group: group(), weight: 0 }]),
        );
    }

    #[test]
    fn a_redirect_keeps_what_it_does_not_change() {
        let config =
            types::RedirectActionConfig::builder().protocol("HTTPS").port("443").status_code("HTTP_301".into());
        check_action(
            types::Action::builder().r#type("redirect".into()).redirect_config(config.build()),
            Action::Redirect("301".to_owned(), "https://#{host}:443/#{path}?#{query}".to_owned()),
        );
    }

    #[test]
    fn an_action_or_condition_that_this_build_does_not_know_is_kept_as_it_came() {
        check_action(types::Action::builder().r#type("dance".into()), Action::Other("dance".into()));
        check_condition(
            types::RuleCondition::builder().field("moon").values("full"),
            Condition::Other("moon".to_owned(), vec!["full".to_owned()]),
        );
    }

    #[test]
    fn values_are_found_in_the_structure_of_the_field_and_where_older_rules_have_them() {
        let config = types::HostHeaderConditionConfig::builder().values("shop.example").build();
        let expect = Condition::Host(vec!["shop.example".to_owned()]);
        check_condition(
            types::RuleCondition::builder().field("host-header").host_header_config(config),
            expect.clone(),
        );
        check_condition(types::RuleCondition::builder().field("host-header").values("shop.example"), expect);
    }

    #[test]
    fn the_default_rule_has_no_priority() {
        let arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener-rule/app/front/a/b/c";
        let default = types::Rule::builder().rule_arn(arn).priority("default").build();
        assert_eq!(rule(default).unwrap().priority, None);
        let first = types::Rule::builder().rule_arn(arn).priority("1").build();
        assert_eq!(rule(first).unwrap().priority, Some(1));
    }
}
