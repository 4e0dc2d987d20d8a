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
    let label = match cell.last_known {
        Some(last) => format!("{}: {}, was {}", cell.service, cell.level.word(), last.word()),
        None => format!("{}: {}", cell.service, cell.level.word()),
    };
    let class = match (cell.level, cell.last_known) {
        (Level::Idle, _) => "cell idle",
        // A row of steady cells is the calm ground on which the others stand out.
        (Level::Steady, _) => "cell calm good",
        (Level::Deploying, _) => "cell busy",
        (Level::Degraded, _) => "cell warn",
        (Level::Down, _) => "cell bad",
        (Level::Unknown, Some(Level::Steady | Level::Idle)) => "cell calm unknown",
        (Level::Unknown, _) => "cell unknown",
    };
    // Steady and idle services are squares of the stylesheet: there are many, and a page is sent with each look. In an
    // outage the shape is that of what was known last.
    let mark = match (cell.level, cell.last_known) {
        (Level::Steady | Level::Idle, _) | (Level::Unknown, Some(Level::Steady | Level::Idle)) => None,
        (Level::Unknown, Some(last)) => Some(shape(shape_of(last))),
        (level, _) => Some(shape(shape_of(level))),
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

#[cfg(test)]
mod tests {
    use model::name::{ClusterName, EnvironmentName, ServiceName};

    use super::*;

    fn drawn(level: Level, last_known: Option<Level>) -> String {
        let at = ClusterRef {
            environment: EnvironmentName::parse("prod").unwrap(),
            cluster: ClusterName::parse("shop").unwrap(),
        };
        orchestra(&at, &[ServiceCell { service: ServiceName::parse("web").unwrap(), level, last_known }], 3).to_html()
    }

    #[test]
    fn in_an_outage_a_cell_keeps_the_shape_of_what_was_known_last() {
        let (down, was_down) = (drawn(Level::Down, None), drawn(Level::Unknown, Some(Level::Down)));
        let mark = |html: &str| html.split("<svg").nth(1).unwrap().split("</svg>").next().unwrap().to_owned();
        assert_eq!(mark(&down), mark(&was_down));
        assert!(was_down.contains("web: Unknown, was Down") && was_down.contains("cell unknown"), "{was_down}");
        let was_steady = drawn(Level::Unknown, Some(Level::Steady));
        assert!(was_steady.contains("cell calm unknown") && !was_steady.contains("<svg"), "{was_steady}");
        assert!(drawn(Level::Unknown, None).contains("<svg"), "nothing is known of it");
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        assert!(drawn(Level::Steady, None).contains("+2"));
    }
}
