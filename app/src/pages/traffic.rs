//! Where traffic goes: the load balancers of an environment with their rules, and one target group.

mod attributes;
mod balancer;
mod filter;
mod group;
#[cfg(test)]
mod sample;
mod unused;

use leptos::prelude::*;
use model::address::TargetGroupRef;
use model::name::EnvironmentName;
use model::page::Section;
use model::time::Timestamp;
use model::view::TrafficPage;

use crate::components::answer::nothing;
use crate::components::list::{ListAt, count_tools};
use crate::components::title::heading;
use crate::cx::Cx;
use crate::parts::{Drawing, Sheet, list_query};
use crate::ui::note::{blank, paragraph};
use filter::Words;

/// Every listener rule of an environment, in the order in which they are tried.
///
/// # Errors
/// What stands there instead.
pub async fn page(cx: &Cx, environment: EnvironmentName, search: &str) -> Drawing {
    let query = list_query(search, &[])?;
    let answer = cx.console.traffic(&cx.viewer, &environment).await.map_err(|error| cx.report_part(error))?;
    let (mut sheet, traffic, now) = Sheet::of(answer)?;
    sheet.title(None, "Traffic");
    sheet.add("head", || heading("Traffic", ().into_any()));
    add(&mut sheet, &ListAt { path: Section::Traffic.home(&environment).path(), query }, traffic, now);
    Ok(sheet)
}

/// What counts in one line, every load balancer with its rules, and the target groups that nobody uses.
///
/// With a filter, only the rules and groups that have all its words.
fn add(sheet: &mut Sheet, at: &ListAt, traffic: TrafficPage, now: Timestamp) {
    let words = Words::of(&at.query.filter);
    let counts = counts(&traffic);
    let total = traffic.rules;
    let page = filter::filtered(traffic, &words);
    let matching: usize =
        page.balancers.iter().flat_map(|one| &one.listeners).map(|listener| listener.rules.len()).sum();
    let matching = u32::try_from(matching).unwrap_or(u32::MAX);
    sheet.add("tools", || count_tools(at, matching, total, "Filter by host, path, group or service", ().into_any()));
    sheet.add("counts", || counts);
    sheet.add("rules", || page.balancers.iter().map(|one| balancer::balancer(one, now)).collect_view().into_any());
    if !page.unused.is_empty() {
        sheet.add("unused", || unused::unused(&page.unused));
    }
    if page.balancers.is_empty() && page.unused.is_empty() {
        sheet.add("none", || none(&words));
    }
}

/// One target group: its targets, why they are as they are, the routes to it, and its attributes, which have an age and
/// a trouble of their own.
///
/// # Errors
/// What stands there instead.
pub async fn target_group(cx: &Cx, at: TargetGroupRef) -> Drawing {
    let answer = cx.console.target_group(&cx.viewer, &at).await;
    let (mut sheet, page, now) = Sheet::of(answer.map_err(|error| cx.report_part(error))?)?;
    sheet.title(None, at.name.as_str());
    group::add(&mut sheet, &page, now);
    let ask = |cx: Cx| async move { cx.console.target_group_attributes(&cx.viewer, &at).await };
    attributes::add(&mut sheet, cx.ask(ask).await);
    Ok(sheet)
}

fn none(words: &Words) -> AnyView {
    if !words.is_empty() {
        return blank("No rule matches", paragraph("No rule, target group or service has all these words."));
    }
    nothing("No load balancers", "There is no Application or Network Load Balancer in this account and region.")
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
mod tests {
    use model::query::ListQuery;

    use super::*;

    fn drawn_of(traffic: TrafficPage, filter: &str) -> String {
        let mut sheet = Sheet::new(String::new());
        let query = ListQuery { filter: filter.to_owned(), ..ListQuery::default() };
        add(&mut sheet, &ListAt { path: "/traffic".to_owned(), query }, traffic, Timestamp(0));
        sheet.finish().html()
    }

    fn drawn(filter: &str) -> String {
        drawn_of(sample::page(), filter)
    }

    #[test]
    fn rules_stand_in_the_order_in_which_they_are_tried() {
        let html = drawn("");
        let places = ["data-rule-priority=\"10\"", "data-rule-priority=\"30\"", "data-rule-priority=\"default\""]
            .map(|part| html.find(part).unwrap_or_else(|| panic!("{part} in {html}")));
        assert!(places.is_sorted(), "{places:?}");
        assert!(html.contains("3 in all"), "{html}");
    }

    #[test]
    fn what_leads_nowhere_and_what_nobody_uses_is_said() {
        let html = drawn("");
        for part in ["1 leading nowhere", "no healthy target behind it", "Target groups nobody uses", "left-over"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_filter_leaves_the_rules_that_have_all_its_words() {
        let html = drawn("checkout SHOP-public");
        assert!(html.contains("*/checkout/*") && !html.contains("left-over"), "{html}");
        assert!(html.contains("1 of 3"), "{html}");
        assert!(drawn("nothing-is-called-this").contains("No rule matches"));
    }

    #[test]
    fn an_environment_without_load_balancers_says_so() {
        let none = TrafficPage { balancers: vec![], unused: vec![], rules: 0, nowhere: 0, groups: 0, unhealthy: 0 };
        let html = drawn_of(none, "");
        assert!(html.contains("No load balancers"), "{html}");
    }
}
