//! Where traffic goes: the load balancers of an environment with their rules, and one target group.

#[cfg(feature = "ssr")]
pub(crate) mod drawn;

use leptos::prelude::*;

use crate::api::traffic::{draw_target_group, draw_traffic};
use crate::components::answer::answer;
use crate::components::list::{ListAt, count_tools};
use crate::components::title::{document_title, heading};
use crate::data::Data;
use crate::drawn::placed;
use crate::ui::skeleton;
use crate::{live, params, routes};

/// Every listener rule of the environment in the path, in the order in which they are tried.
#[component]
pub fn TrafficPage() -> impl IntoView {
    let environment = params::environment();
    let query = params::list_query(&[]);
    let traffic = Data::new(
        move || (environment.get(), query.get(), live::version()),
        |(environment, query, _)| async move { draw_traffic(environment?, query?.filter).await.map(placed) },
    );
    view! {
        <Transition fallback=skeleton::page>
            {move || {
                let path = environment.get().map(|environment| routes::traffic(&environment)).unwrap_or_default();
                let at = ListAt { path, query: query.get().unwrap_or_default() };
                Suspend::new(async move {
                    answer(traffic.get().await, |traffic, _| {
                        let (matching, total, _) = traffic.listed();
                        view! {
                            {document_title(None, "Traffic")}
                            {heading("Traffic", ().into_any())}
                            {count_tools(&at, matching, total, "Filter by host, path, group or service", ().into_any())}
                            {traffic.draw()}
                        }
                        .into_any()
                    })
                })
            }}
        </Transition>
    }
}

/// One target group: its targets, why they are as they are, and the ways to it.
#[component]
pub fn TargetGroupPage() -> impl IntoView {
    let at = params::target_group();
    let group = Data::new(
        move || (at.get(), live::version()),
        |(at, _)| async move { draw_target_group(at?).await.map(placed) },
    );
    view! {
        <Transition fallback=skeleton::page>
            {move || {
                let name = at.get().map(|at| at.name.to_string()).unwrap_or_default();
                Suspend::new(async move {
                    answer(group.get().await, |group, _| {
                        view! { {document_title(None, &name)} {group.draw()} }.into_any()
                    })
                })
            }}
        </Transition>
    }
}
