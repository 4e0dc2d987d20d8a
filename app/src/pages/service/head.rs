//! The head of a service's page: its name, its place, the verdict and the numbers that matter.

use leptos::prelude::*;
use model::address::{ClusterRef, RevisionRef};
use model::page::Section;
use model::service::ServiceStatus;
use model::time::Timestamp;
use model::view::{Offer, ScalingLine, ServicePage};

use crate::components::facts::{Fact, facts};
use crate::components::moment::{self, Form};
use crate::components::verdict::verdict_card;
use crate::pages::changes::offers;

/// Name, place, what can be done, verdict and facts.
pub fn head(page: &ServicePage, can: &[Offer], now: Timestamp) -> AnyView {
    let line = &page.verdict.line;
    let name = page.row.at.service.to_string();
    view! {
        <header class="heading">
            <h1 data-service=name data-level=line.level.key() data-rule=line.rule.number().to_string()>{name.clone()}</h1>
            {place(page)}
            {offers(can)}
        </header>
        {verdict_card(page.verdict.clone(), now)}
        {strip(page, now)}
    }
    .into_any()
}

/// Where it is, what it runs, on what, and whose it is.
fn place(page: &ServicePage) -> AnyView {
    let at = &page.row.at;
    let cluster = ClusterRef { environment: at.environment.clone(), cluster: at.cluster.clone() };
    let revision = RevisionRef { environment: at.environment.clone(), revision: page.row.revision.clone() };
    let was = page.deployments.iter().skip(1).map(|older| &older.revision).find(|older| **older != page.row.revision);
    let was = was.map(|older| format!(", was {}", older.revision));
    let owner = page.owner.as_ref().map(|owner| format!(" · owned by {owner}"));
    let status = (page.status != ServiceStatus::Active)
        .then(|| view! { " · "<span class="tag">{page.status.to_string()}</span> });
    view! {
        <p class="place">
            <a href=Section::Services.home(&at.environment).path()>{at.environment.to_string()}</a>
            " / "
            <a href=cluster.page().path()>{at.cluster.to_string()}</a>
            " · revision "
            <a href=revision.page().path()>{page.row.revision.to_string()}</a>
            {was}
            {format!(" · {}", page.row.launch)}
            {owner}
            {status}
        </p>
    }
    .into_any()
}

fn strip(page: &ServicePage, now: Timestamp) -> AnyView {
    let row = &page.row;
    let number = |count: u32| if row.is_uncounted { "?".to_owned() } else { count.to_string() };
    let lacks = !row.is_uncounted && row.running < row.desired && row.verdict.level.needs_attention();
    let running = if lacks { alarming(row.running) } else { number(row.running).into_any() };
    let failed = page.deployments.first().map_or(0, |newest| newest.failed);
    let failed = if failed > 0 { alarming(failed) } else { failed.into_any() };
    let revision = match row.deployed_at {
        Some(at) => view! { "revision, "{moment::age(Form::For, now, at)}" old" }.into_any(),
        None => "revision".into_any(),
    };
    let all = [
        Some(Fact::of(running, format!("of {}", number(row.desired)), "running")),
        scales(&page.scaling),
        Some(Fact::new(number(row.pending).into_any(), "pending")),
        Some(Fact { value: row.revision.revision.into_any(), of: String::new(), name: revision }),
        Some(Fact::new(failed, "failed in this deployment")),
        Some(Fact::new(healthy(page).into_any(), "healthy while deploying")),
        Some(Fact::new(moment::ago(now, page.events.first().map(|event| event.at)), "last event")),
    ];
    facts(all.into_iter().flatten().collect())
}

/// Between which counts it scales, and where the desired count is; nothing for a service that does not.
fn scales(scaling: &ScalingLine) -> Option<Fact> {
    match scaling {
        ScalingLine::Unscaled => None,
        ScalingLine::Unknown => Some(Fact::new("?".into_any(), "whether it scales is not known")),
        ScalingLine::Between { minimum, maximum, place } => {
            let name =
                place.as_ref().map_or_else(|| "scales between".to_owned(), |place| format!("scales between, {place}"));
            let value = format!("{minimum} … {maximum}").into_any();
            Some(Fact { value, of: String::new(), name: name.into_any() })
        }
    }
}

/// A number that is not as it should be.
fn alarming(number: u32) -> AnyView {
    view! { <span class="bad">{number}</span> }.into_any()
}

/// The least and the greatest share of wanted tasks that may exist while a deployment runs.
fn healthy(page: &ServicePage) -> String {
    let configuration = &page.deployment_configuration;
    match (configuration.minimum_healthy_percent, configuration.maximum_percent) {
        (Some(least), Some(most)) => format!("{least} … {most} %"),
        (Some(least), None) => format!("≥ {least} %"),
        (None, Some(most)) => format!("≤ {most} %"),
        (None, None) => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn the_heading_tells_a_machine_what_the_page_is_about() {
        let html = head(&sample::page(), &[], Timestamp(60_000)).to_html();
        assert!(
            html.contains("<h1 data-service=\"checkout\" data-level=\"degraded\" data-rule=\"9\">checkout"),
            "{html}"
        );
    }

    #[test]
    fn numbers_that_aws_does_not_tell_are_no_zeros() {
        let mut page = sample::page();
        (page.row.running, page.row.is_uncounted) = (0, true);
        assert!(strip(&page, Timestamp(0)).to_html().contains("of ?"));
        assert_eq!(crate::components::service_table::tasks(&page.row), "? / ?");
        page.row.is_uncounted = false;
        assert!(strip(&page, Timestamp(0)).to_html().contains("of 4"));
    }

    #[test]
    fn the_revision_that_is_being_replaced_is_named() {
        let mut page = sample::page();
        page.deployments = vec![sample::deployment(43, 1), sample::deployment(43, 1), sample::deployment(42, 3)];
        assert!(head(&page, &[], Timestamp(0)).to_html().contains(", was 42"));
        page.deployments.truncate(2);
        assert!(!head(&page, &[], Timestamp(0)).to_html().contains("was "));
    }

    #[test]
    fn the_shares_of_a_deployment_are_those_of_the_service() {
        let mut page = sample::page();
        assert_eq!(healthy(&page), "50 … 200 %");
        page.deployment_configuration = model::service::DeploymentConfiguration::default();
        assert_eq!(healthy(&page), "–");
    }

    #[test]
    fn tasks_that_are_on_their_way_are_no_alarm() {
        let mut page = sample::page();
        assert!(strip(&page, Timestamp(0)).to_html().contains("bad"));
        page.row.verdict.level = model::verdict::Level::Deploying;
        assert!(!strip(&page, Timestamp(0)).to_html().contains("bad"));
    }

    #[test]
    fn between_which_counts_it_scales_stands_beside_the_desired_count() {
        let drawn = |scaling| strip(&ServicePage { scaling, ..sample::page() }, Timestamp(0)).to_html();
        assert!(!drawn(ScalingLine::Unscaled).contains("scale"));
        assert!(drawn(ScalingLine::Unknown).contains("whether it scales is not known"));
        let place = Some("at the maximum".to_owned());
        let html = drawn(ScalingLine::Between { minimum: 2, maximum: 4, place });
        assert!(html.contains("2 … 4") && html.contains("at the maximum"), "{html}");
    }

    #[test]
    fn markup_in_an_owner_stays_text() {
        let mut page = sample::page();
        page.owner = Some("<script>alert(1)</script>".into());
        assert!(!head(&page, &[], Timestamp(0)).to_html().contains("<script"));
    }
}
