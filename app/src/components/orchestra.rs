//! The orchestra: one cell per service, the worst first, told apart by shape and colour.

use leptos::prelude::*;
use model::address::{ClusterRef, ServiceRef};
use model::verdict::Level;
use model::view::ServiceCell;

use super::level::shape_of;
use crate::ui::shape::shape;

/// Draws a cell for each service, which leads to it; what does not fit is counted.
pub fn orchestra(at: &ClusterRef, cells: &[ServiceCell], services: u32) -> AnyView {
    if cells.is_empty() {
        return view! { <span class="faint">"no services"</span> }.into_any();
    }
    let more = services.saturating_sub(u32::try_from(cells.len()).unwrap_or(u32::MAX));
    let more = (more > 0).then(|| {
        view! { <li><a class="more" href=at.page().path()>{format!("+{more}")}</a></li> }
    });
    let cells: Vec<_> = cells.iter().map(|cell| draw(at, cell)).collect();
    view! { <ul class="cells" aria-label=format!("Services of {}, worst first", at.cluster)>{cells}{more}</ul> }
        .into_any()
}

fn draw(at: &ClusterRef, cell: &ServiceCell) -> AnyView {
    let service =
        ServiceRef { environment: at.environment.clone(), cluster: at.cluster.clone(), service: cell.service.clone() };
    let label = format!("{}: {}", cell.service, cell.level.word());
    let class = match cell.level {
        Level::Idle => "cell idle",
        // A row of steady cells is the calm ground on which the others stand out.
        Level::Steady => "cell calm good",
        Level::Deploying => "cell busy",
        Level::Degraded => "cell warn",
        Level::Down => "cell bad",
        Level::Unknown => "cell unknown",
    };
    // Steady and idle services are squares of the stylesheet: there are many, and a page is sent with each look.
    let mark = match cell.level {
        Level::Steady | Level::Idle => None,
        level => Some(shape(shape_of(level))),
    };
    view! {
        <li>
            <a class=class href=service.page().path() title=label.clone() aria-label=label data-service=cell.service.to_string() data-level=cell.level.key()>
                {mark}
            </a>
        </li>
    }
    .into_any()
}
