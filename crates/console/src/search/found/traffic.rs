//! Target groups and load balancers among what is looked through.

use model::address::TargetGroupRef;
use model::page::Page;
use model::traffic::HealthCounts;
use model::view::{HitKind, SearchHit};

use super::{Hits, matches};
use crate::judged::Survey;
use crate::needle::Needle;

/// Target groups and load balancers, by name; load balancers also by DNS name.
pub(in crate::search) fn traffic(survey: &Survey, needle: &Needle, hits: &mut Hits) {
    let place = survey.environment().to_string();
    let traffic = &survey.snapshot.traffic;
    for (arn, group) in traffic.groups.iter() {
        let Some(rank) = needle.rank(group.name.as_str(), &place) else {
            continue;
        };
        let health = survey.snapshot.health.get(arn);
        let level = health.map(|seen| HealthCounts::level(Some(HealthCounts::of(seen.value.iter()))));
        let at = TargetGroupRef { environment: survey.environment().clone(), name: group.name.clone() };
        hits.push((
            rank,
            SearchHit {
                kind: HitKind::TargetGroup,
                title: group.name.to_string(),
                place: place.clone(),
                matched: None,
                level,
                target: at.page(),
            },
        ));
    }
    for balancer in traffic.balancers.values() {
        let Some((rank, matched)) = matches(needle, &balancer.name, &place, balancer.dns_name.as_deref().into_iter())
        else {
            continue;
        };
        hits.push((
            rank,
            SearchHit {
                kind: HitKind::LoadBalancer,
                title: balancer.name.clone(),
                place: place.clone(),
                matched,
                level: None,
                target: Page::Traffic(survey.environment().clone()),
            },
        ));
    }
}
