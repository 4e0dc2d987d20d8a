//! Sealed plans: what a page shows can be sent back, and nothing else.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use model::audit::PlanId;
use model::change::{Ask, Seen};
use model::page::Page;
use model::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::Unusable;

/// How long a plan can be carried out.
pub(super) const LASTS: Span = Span::minutes(15);

/// The longest sealed plan that is looked at, in bytes.
const LONGEST: usize = 16 * 1024;

/// The key with which this process seals its plans. After a restart they have to be made again.
#[derive(Clone)]
pub(crate) struct SealKey([u8; 32]);

impl SealKey {
    pub(crate) fn random() -> Self {
        Self(rand::random())
    }

    fn mac(&self, text: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(text);
        Some(mac)
    }
}

/// What is sealed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Contents {
    /// Its name; it is carried out once at most.
    pub id: PlanId,
    /// Where it was planned.
    pub page: Page,
    /// What is asked.
    pub ask: Ask,
    /// What it was made from.
    pub seen: Seen,
    /// Who asks.
    pub who: String,
    /// When it was made.
    pub at: Timestamp,
}

/// Seals a plan.
pub(super) fn seal(key: &SealKey, contents: &Contents) -> Option<String> {
    let json = serde_json::to_vec(contents).ok()?;
    let tag = key.mac(&json)?.finalize().into_bytes();
    Some(format!("{}.{}", URL_SAFE_NO_PAD.encode(json), URL_SAFE_NO_PAD.encode(tag)))
}

/// Opens what was sealed here, by whoever it was.
pub(super) fn open(key: &SealKey, sealed: &str) -> Result<Contents, Unusable> {
    let parts = sealed.split_once('.').filter(|_| sealed.len() <= LONGEST).ok_or(Unusable::NotThis)?;
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| Unusable::NotThis);
    let (json, tag) = (decode(parts.0)?, decode(parts.1)?);
    key.mac(&json).ok_or(Unusable::NotThis)?.verify_slice(&tag).map_err(|_| Unusable::NotThis)?;
    serde_json::from_slice(&json).map_err(|_| Unusable::NotThis)
}

/// Opens a plan that was sealed here for this person on this page, for just this, a short while ago.
pub(super) fn open_for(
    key: &SealKey,
    sealed: &str,
    (who, page, ask): (&str, &Page, &Ask),
    now: Timestamp,
) -> Result<Contents, Unusable> {
    let contents = open(key, sealed)?;
    if contents.who != who || contents.page != *page || contents.ask != *ask {
        return Err(Unusable::NotThis);
    }
    if now.since(contents.at) > LASTS { Err(Unusable::Expired) } else { Ok(contents) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents() -> Contents {
        Contents {
            id: PlanId::parse("0123456789abcdef0123456789abcdef").unwrap(),
            page: Page::parse("/env/prod/clusters/shop/services/web/scale").unwrap(),
            ask: Ask::Scale { desired: 3 },
            seen: Seen(vec![("desiredCount".into(), "2".into())]),
            who: "ada".into(),
            at: Timestamp(1_000_000),
        }
    }

    fn check(sealed: &str, who: &str, page: &Page, ask: &Ask, after: Span) -> Option<&'static str> {
        let key = SealKey([7; 32]);
        match open_for(&key, sealed, (who, page, ask), Timestamp(1_000_000 + after.0)) {
            Ok(opened) => {
                assert_eq!(opened, contents());
                None
            }
            Err(Unusable::NotThis) => Some("not this"),
            Err(Unusable::Expired) => Some("expired"),
        }
    }

    #[test]
    fn a_plan_is_for_one_person_one_page_one_wish_and_a_quarter_of_an_hour() {
        let Contents { page, ask, .. } = contents();
        let sealed = seal(&SealKey([7; 32]), &contents()).unwrap();
        assert_eq!(check(&sealed, "ada", &page, &ask, Span::minutes(15)), None);
        assert_eq!(check(&sealed, "ada", &page, &ask, Span::minutes(16)), Some("expired"));
        assert_eq!(check(&sealed, "bob", &page, &ask, Span(0)), Some("not this"));
        assert_eq!(check(&sealed, "ada", &page, &Ask::Scale { desired: 4 }, Span(0)), Some("not this"));
        let other = Page::parse("/env/prod/clusters/shop/services/api/scale").unwrap();
        assert_eq!(check(&sealed, "ada", &other, &ask, Span(0)), Some("not this"));
    }

    #[test]
    fn whatever_is_altered_is_no_plan() {
        let Contents { page, ask, .. } = contents();
        let sealed = seal(&SealKey([7; 32]), &contents()).unwrap();
        for at in 0..sealed.len() {
            let mut bytes = sealed.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(bytes).unwrap();
            // The last character of unpadded text has bits that mean nothing, and the decoder refuses them.
            assert_eq!(check(&altered, "ada", &page, &ask, Span(0)), Some("not this"), "{at}");
        }
        let foreign = seal(&SealKey([8; 32]), &contents()).unwrap();
        for other in ["", ".", "a.b", &foreign, &"x".repeat(100_000)] {
            assert_eq!(check(other, "ada", &page, &ask, Span(0)), Some("not this"));
        }
    }
}
