//! A shop built as microservices: four clusters, and one of each trouble.
//!
//! | service | what is to be seen |
//! |---|---|
//! | shop/storefront, shop/catalog, internal/backoffice | steady |
//! | data/events-collector | steady; since its last release, it uses all of its CPU: see `alarms` |
//! | shop/cart | a deployment that advances slowly, for some minutes yet |
//! | shop/checkout | a new revision whose container exits with 1; the old one still serves |
//! | shop/payments | nothing runs: the image tag does not exist |
//! | shop/recommendations | tasks that run out of memory again and again |
//! | shop/orders | scaled from 6 to 4: two are still being drained, for some minutes yet |
//! | shop/gift-cards | scaled to zero a moment ago: its tasks are still being drained, for some minutes yet |
//! | shop/mailer | scaled to zero |
//! | data/search-index | scaled from 2 to 4: the new ones take minutes to start |
//! | internal/metrics-gateway | a new revision that fails its health check; the old one still serves |
//! | internal/feature-flags | a deployment that stands still: its percentages allow neither a start nor a stop |
//! | shop/pricing | two of its targets do not answer: machines that somebody registered by hand |
//! | shop/pricing-next | steady, with a tenth of the traffic of pricing |
//! | shop/reviews | new, and no target is healthy: its image answers 502 |
//! | shop/accounts, shop/search, shop/shipping, … | deployments of every strategy under way, failed and rolled back:
//! see `rollouts` |
//! | internal/legacy-reports | wants container instances, of which there are none |
//! | data/image-resizer, internal/helpdesk, … | scaled by their load and by the clock: see `scaling` |
//! | batch/… | runs on container instances: see `capacity` |
//! | shop/storefront, shop/catalog, shop/pricing, … | made by something else than people: see `MADE` |

mod alarms;
mod apps;
mod capacity;
mod founding;
mod releases;
mod rollouts;
mod scaling;
mod traffic;
mod trouble;

use super::makers::Maker;
use super::story::Story;

/// The services that something makes; the others are made by hand.
const MADE: [(Maker, &str, &str); 6] = [
    (Maker::Cdk, "shop", "storefront"),
    (Maker::Terraform, "shop", "catalog"),
    (Maker::Stack, "shop", "pricing"),
    (Maker::TerraformManaged, "data", "search-index"),
    (Maker::Pipeline, "internal", "backoffice"),
    (Maker::Copilot, "internal", "metrics-gateway"),
];

pub(super) fn tell(story: &mut Story) {
    founding::tell(story);
    for (maker, cluster, service) in MADE {
        story.made_by(maker, cluster, service);
    }
    let by_hand = capacity::found(story);
    rollouts::found(story);
    scaling::found(story);
    releases::tell(story);
    alarms::found(story);
    scaling::tell(story);
    rollouts::release(story);
    if let Some(by_hand) = by_hand {
        capacity::strain(story, &by_hand);
    }
    trouble::tell(story);
}
