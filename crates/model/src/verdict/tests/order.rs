use super::*;

#[test]
fn rules_are_numbered_as_they_are_tried() {
    let numbers: Vec<u8> = Rule::ALL.into_iter().map(Rule::number).collect();
    assert_eq!(numbers, (1..=12).collect::<Vec<u8>>());
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
