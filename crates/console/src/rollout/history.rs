//! Deployments of the past as rows.

use model::deployment::{ServiceDeployment, ServiceRevision};
use model::time::Timestamp;
use model::view::RolloutRow;

use super::{Revisions, SHOWN, revision_of, short_id};

/// The newest deployments as rows.
pub(super) fn history(deployments: &[ServiceDeployment], revisions: &Revisions, now: Timestamp) -> Vec<RolloutRow> {
    deployments.iter().take(SHOWN).map(|one| row(one, revisions, now)).collect()
}

fn row(one: &ServiceDeployment, revisions: &Revisions, now: Timestamp) -> RolloutRow {
    let (source, target) = (one.sources.first(), one.target.as_ref());
    let started = one.started_at.or(one.created_at);
    let ended = if one.status.is_moving() { Some(now) } else { one.finished_at.or(one.stopped_at).or(one.updated_at) };
    let known = |arn: &str| revisions.get(arn).map(|revision| &**revision);
    RolloutRow {
        id: short_id(&one.arn),
        revision: target.and_then(|side| revision_of(revisions, &side.arn)),
        from: source.and_then(|side| revision_of(revisions, &side.arn)),
        images: match (source.and_then(|side| known(&side.arn)), target.and_then(|side| known(&side.arn))) {
            (Some(source), Some(target)) => changed_images(source, target),
            _ => Vec::new(),
        },
        strategy: one.strategy.clone(),
        status: one.status.clone(),
        level: one.status.level(),
        reason: one.rollback.as_ref().and_then(|(reason, _)| reason.clone()).or_else(|| one.reason.clone()),
        started,
        took: started.zip(ended).map(|(started, ended)| ended.since(started)),
    }
}

/// Images that differ, by container: `web: registry/web:1.2 → registry/web:1.3`; digests where the tag stayed the same.
fn changed_images(source: &ServiceRevision, target: &ServiceRevision) -> Vec<String> {
    let changed = target.images.iter().filter_map(|(container, image, digest)| {
        let before = source.images.iter().find(|(name, _, _)| name == container);
        let word = |image: &Option<String>| image.clone().unwrap_or_else(|| "?".to_owned());
        match before {
            None => Some(format!("{container}: new, {}", word(image))),
            Some((_, old, _)) if old != image => Some(format!("{container}: {} → {}", word(old), word(image))),
            Some((_, _, Some(old))) if digest.as_ref().is_some_and(|digest| digest != old) => {
                Some(format!("{container}: {}, another digest", word(image)))
            }
            Some(_) => None,
        }
    });
    let gone = source.images.iter().filter(|(name, _, _)| !target.images.iter().any(|(other, _, _)| other == name));
    changed.chain(gone.map(|(name, _, _)| format!("{name}: removed"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revision(images: &[(&str, &str, &str)]) -> ServiceRevision {
        let image = |(name, image, digest): &(&str, &str, &str)| {
            ((*name).to_owned(), Some((*image).to_owned()), Some((*digest).to_owned()))
        };
        ServiceRevision {
            arn: String::new(),
            task_definition: None,
            images: images.iter().map(image).collect(),
            created_at: None,
        }
    }

    #[test]
    fn images_that_differ_are_named_by_container() {
        let old =
            revision(&[("web", "r/web:1", "a"), ("log", "r/log:1", "b"), ("old", "r/old:1", "c"), ("same", "s", "d")]);
        let new =
            revision(&[("web", "r/web:2", "x"), ("log", "r/log:1", "y"), ("new", "r/new:1", "z"), ("same", "s", "d")]);
        assert_eq!(
            changed_images(&old, &new),
            ["web: r/web:1 → r/web:2", "log: r/log:1, another digest", "new: new, r/new:1", "old: removed"]
        );
    }
}
