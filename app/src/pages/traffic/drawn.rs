//! The pages of traffic, drawn on the server.

mod balancer;
mod filter;
mod group;
mod unused;

use leptos::prelude::*;
use model::view::{Answer, TargetGroupPage, TrafficPage};

use crate::components::answer::nothing;
use crate::drawn::{Drawn, Piece, piece};
use crate::ui::note::{blank, paragraph};

pub use filter::Words;

/// What counts in one line, every load balancer with its rules, and the target groups that nobody uses.
///
/// With a filter, only the rules and groups that have all its words.
pub fn traffic(answer: Answer<TrafficPage>, filter: &str) -> Answer<Drawn> {
    let words = Words::of(filter);
    let Answer { data, as_of, now, stale, notices } = answer;
    let is_complete = !stale && notices.is_empty();
    let counts = counts(&data);
    let total = data.rules;
    let page = filter::filtered(data, &words);
    let matching: usize =
        page.balancers.iter().flat_map(|one| &one.listeners).map(|listener| listener.rules.len()).sum();
    let mut pieces: Vec<Piece> = vec![piece(|| counts)];
    pieces.extend(page.balancers.iter().map(|one| piece(|| balancer::balancer(one, now))));
    if !page.unused.is_empty() {
        pieces.push(piece(|| unused::unused(&page.unused)));
    }
    if page.balancers.is_empty() && page.unused.is_empty() {
        pieces.push(piece(|| none(&words, is_complete)));
    }
    let listed = Some((u32::try_from(matching).unwrap_or(u32::MAX), total, 0));
    Answer { data: Drawn { pieces, listed }, as_of, now, stale, notices }
}

/// One target group.
pub fn target_group(answer: Answer<TargetGroupPage>) -> Answer<Drawn> {
    let Answer { data, as_of, now, stale, notices } = answer;
    Answer { data: Drawn { pieces: group::pieces(&data, now), listed: None }, as_of, now, stale, notices }
}

fn none(words: &Words, is_complete: bool) -> AnyView {
    if !words.is_empty() {
        return blank("No rule matches", paragraph("No rule, target group or service has all these words."));
    }
    match is_complete {
        true => {
            nothing("No load balancers", "There is no Application or Network Load Balancer in this account and region.")
        }
        false => {
            blank("Nothing could be read here", paragraph("The notes above say what is missing, and what would help."))
        }
    }
}

/// `3 load balancers, 18 rules, 2 of them lead nowhere; 12 target groups, 1 with failing targets`.
fn counts(page: &TrafficPage) -> AnyView {
    let balancers = counted(page.balancers.len(), "load balancer");
    let rules = counted(page.rules, "listener rule");
    let groups = counted(page.groups, "target group");
    let nowhere = (page.nowhere > 0).then(|| view! { ", "<b class="warn">{page.nowhere}" leading nowhere"</b> });
    let unhealthy =
        (page.unhealthy > 0).then(|| view! { ", "<b class="warn">{page.unhealthy}" with failing targets"</b> });
    view! { <p class="quiet traffic-counts">{balancers}" · "{rules}{nowhere}" · "{groups}{unhealthy}</p> }.into_any()
}

fn counted(count: impl TryInto<u64>, noun: &str) -> String {
    match count.try_into().unwrap_or_default() {
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
pub(super) mod sample;

#[cfg(test)]
mod tests {
    use model::time::Timestamp;

    use super::*;

    fn drawn(filter: &str) -> (String, Option<(u32, u32, u32)>) {
        let page = Answer {
            data: sample::page(),
            as_of: Some(Timestamp(0)),
            now: Timestamp(0),
            stale: false,
            notices: vec![],
        };
        let drawn = traffic(page, filter).data;
        (drawn.pieces.iter().map(Piece::html).collect(), drawn.listed)
    }

    #[test]
    fn rules_stand_in_the_order_in_which_they_are_tried() {
        let (html, listed) = drawn("");
        let places = ["data-rule-priority=\"10\"", "data-rule-priority=\"30\"", "data-rule-priority=\"default\""]
            .map(|part| html.find(part).unwrap_or_else(|| panic!("{part} in {html}")));
        assert!(places.is_sorted(), "{places:?}");
        assert_eq!(listed, Some((3, 3, 0)));
    }

    #[test]
    fn what_leads_nowhere_and_what_nobody_uses_is_said() {
        let (html, _) = drawn("");
        for part in ["1 leading nowhere", "no healthy target behind it", "Target groups nobody uses", "left-over"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_filter_leaves_the_rules_that_have_all_its_words() {
        let (html, listed) = drawn("checkout SHOP-public");
        assert!(html.contains("*/checkout/*") && !html.contains("left-over"), "{html}");
        assert_eq!(listed, Some((1, 3, 0)));
        assert!(drawn("nothing-is-called-this").0.contains("No rule matches"));
    }

    #[test]
    fn an_environment_without_load_balancers_says_so() {
        let none = TrafficPage { balancers: vec![], unused: vec![], rules: 0, nowhere: 0, groups: 0, unhealthy: 0 };
        let page = Answer { data: none, as_of: Some(Timestamp(0)), now: Timestamp(0), stale: false, notices: vec![] };
        let html: String = traffic(page, "").data.pieces.iter().map(Piece::html).collect();
        assert!(html.contains("No load balancers"), "{html}");
    }
}
