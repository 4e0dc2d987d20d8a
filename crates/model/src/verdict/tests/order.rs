use super::*;

/// What the manual says about the rules.
const MANUAL: &str = include_str!("../../../../../docs/verdicts.md");

#[test]
fn rules_are_numbered_as_they_are_tried() {
    let numbers: Vec<u8> = Rule::ALL.into_iter().map(Rule::number).collect();
    assert_eq!(numbers, (1..=14).collect::<Vec<u8>>());
}

#[test]
fn the_manual_lists_the_rules_as_they_are() {
    let rows: Vec<&str> = MANUAL.lines().filter(|line| line.starts_with("| ") && !line.contains("looks for")).collect();
    assert_eq!(rows.len(), Rule::ALL.len());
    for (rule, row) in Rule::ALL.into_iter().zip(rows) {
        let expect = format!("| {} | {} | {} | ", rule.number(), rule.text(), rule.level().word());
        assert!(row.starts_with(&expect), "{expect:?} in {row:?}");
    }
}

#[test]
fn every_level_is_found_by_its_key() {
    for level in Level::ALL {
        assert_eq!(Level::from_key(level.key()), Some(level));
        assert_eq!(level.word().to_ascii_lowercase(), level.key());
    }
    assert_eq!(Level::from_key("Down"), None);
}

#[test]
fn levels_are_ordered_from_calm_to_alarming() {
    assert!(Level::ALL.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn what_was_known_last_is_told_and_decides_the_place() {
    let told = |last| Level::Unknown.word_after(last);
    assert_eq!(told(Some(Level::Down)), "Unknown, was Down");
    for last in [None, Some(Level::Steady), Some(Level::Unknown)] {
        assert_eq!(told(last), "Unknown", "{last:?}");
    }
    let place = |last| Level::Unknown.in_order(Some(last));
    assert!(place(Level::Down) > place(Level::Degraded) && place(Level::Degraded) > place(Level::Steady));
    assert_eq!(place(Level::Down), Level::Down.in_order(None), "among those that are down");
    assert!(place(Level::Steady) > Level::Deploying.in_order(None), "it needs attention");
}
