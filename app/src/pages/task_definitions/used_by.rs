//! Which services use a task definition.

use leptos::prelude::*;
use model::address::ServiceRef;

use crate::components::moment::dash;

/// Services that a cell of a table names; the rest are counted.
const NAMED: usize = 4;

/// Links to the first few services and the number of the others; each may carry the revision it uses.
pub fn used_by<'a>(services: impl ExactSizeIterator<Item = (&'a ServiceRef, Option<u32>)>) -> AnyView {
    let more = services.len().saturating_sub(NAMED);
    if services.len() == 0 {
        return dash();
    }
    let links = services.take(NAMED).map(|(at, revision)| {
        let revision = revision.map(|revision| view! { <span class="quiet">{format!(" :{revision}")}</span> });
        let place = format!("{} / {}", at.cluster, at.service);
        view! { <li><a href=at.page().path() title=place>{at.service.to_string()}</a>{revision}</li> }
    });
    let more = (more > 0).then(|| view! { <li class="quiet">{format!("and {more} more")}</li> });
    view! { <ul class="used-by">{links.collect_view()}{more}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn many_services_are_counted_after_the_first_few() {
        let all: Vec<_> = (0..7).map(|_| sample::at()).collect();
        let html = used_by(all.iter().map(|at| (at, Some(43)))).to_html();
        assert_eq!(html.matches("/services/checkout").count(), 4);
        assert!(html.contains("and 3 more") && html.contains(":43"), "{html}");
    }
}
