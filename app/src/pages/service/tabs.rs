//! The tabs of a service's page.

use leptos::prelude::*;
use model::view::ServicePage;

use crate::ui::tabs::{Tab, tabs};
use model::page::ServiceTab;

/// The tabs, with what they count.
pub fn service_tabs(page: &ServicePage, current: ServiceTab) -> AnyView {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let all = [
        (ServiceTab::Overview, "Overview", None),
        (ServiceTab::Tasks, "Tasks", Some(page.tasks_total)),
        (ServiceTab::Deployments, "Deployments", Some(count(page.deployments.len()))),
        (ServiceTab::Events, "Events", Some(page.events_total)),
        (ServiceTab::Configuration, "Configuration", None),
    ];
    let items = all.map(|(tab, text, count)| Tab {
        href: page.row.at.tab(tab).path(),
        text,
        count,
        is_current: tab == current,
    });
    tabs("Parts of this service", items.into())
}
