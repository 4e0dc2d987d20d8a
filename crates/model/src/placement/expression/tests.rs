use super::*;
use crate::testing::instance;

#[track_caller]
fn check(expression: &str, expect: Option<bool>) {
    let mut one = instance("a", "eu-central-1a", 1, 1);
    one.ec2 = Some("i-1".to_owned());
    one.attributes.push(("ecs.instance-type".to_owned(), Some("m7g.large".to_owned())));
    one.attributes.push(("flag".to_owned(), None));
    assert_eq!(holds(expression, &one), expect, "{expression}");
}

#[test]
fn attributes_are_compared() {
    for (expression, expect) in [
        ("attribute:ecs.instance-type == m7g.large", true),
        ("attribute:ecs.instance-type equals \"m7g.large\"", true),
        ("attribute:ecs.instance-type != m7g.large", false),
        ("attribute:ecs.instance-type =~ m7g.*", true),
        ("attribute:ecs.instance-type =~ g5.*", false),
        ("attribute:ecs.instance-type !~ g5.*", true),
        ("attribute:ecs.availability-zone in [eu-central-1a, eu-central-1b]", true),
        ("attribute:ecs.availability-zone !in [eu-central-1b]", true),
        ("attribute:pool == bulk", false),
        ("attribute:pool !exists", true),
        ("attribute:flag exists", true),
        ("attribute:flag =~ .*", false),
        ("attribute:flag !~ .*", true),
        ("ec2InstanceId == i-1", true),
    ] {
        check(expression, Some(expect));
    }
}

#[test]
fn comparisons_are_combined() {
    check("attribute:flag exists and attribute:pool exists", Some(false));
    check("attribute:flag exists or attribute:pool exists", Some(true));
    check("not (attribute:pool exists or attribute:flag exists)", Some(false));
    check("attribute:pool exists and runningTasksCount > 3", Some(false));
    check("attribute:flag exists || runningTasksCount > 3", Some(true));
}

#[test]
fn what_is_not_known_or_not_understood_is_not_guessed() {
    for expression in [
        "",
        "attribute:pool",
        "attribute:pool ==",
        "attribute:pool resembles bulk",
        "runningTasksCount > 3",
        "task:group == service:web",
        "attribute:ecs.instance-type =~ m(6|7)g.*",
        "(attribute:flag exists",
        "attribute:flag exists attribute:flag exists",
    ] {
        check(expression, None);
    }
}

#[test]
fn simple_patterns_match_the_whole_text() {
    for (pattern, text, expect) in [
        ("t2.*", "t2.small", true),
        ("t2", "t2.small", false),
        ("t2\\..+", "t2.", false),
        ("t2\\.small", "t2xsmall", false),
        ("t3a?\\.small", "t3.small", true),
        (".*", "", true),
    ] {
        assert_eq!(pattern::matches(pattern, text), Some(expect), "{pattern} {text}");
    }
}
