//! Shares of a whole that are no states: drawn in shades, told apart by their order and the gaps between them.

use leptos::prelude::*;

/// The bar's width in its own units.
const WIDTH: u32 = 400;

/// The gap between two shares.
const GAP: u32 = 2;

/// Draws each amount as wide as it is among `whole`; what nobody takes stays empty. `label` says the same in words.
pub fn shares(label: String, amounts: &[u32], whole: u32) -> AnyView {
    let whole = u64::from(whole.max(amounts.iter().sum()).max(1));
    let mut taken = 0;
    let bars: Vec<_> = amounts
        .iter()
        .enumerate()
        .filter(|(_, amount)| **amount > 0)
        .map(|(index, amount)| {
            let from = taken * u64::from(WIDTH) / whole;
            taken += u64::from(*amount);
            let to = taken * u64::from(WIDTH) / whole;
            let width = to.saturating_sub(from).saturating_sub(u64::from(GAP)).max(1);
            let class = format!("share-{}", index % 4);
            view! { <rect class=class x=from.to_string() y="0" width=width.to_string() height="10"></rect> }
        })
        .collect();
    view! {
        <svg class="shares-bar" viewBox="0 0 400 10" preserveAspectRatio="none" role="img" aria-label=label>
            <rect class="share-free" x="0" y="0" width="400" height="10"></rect>
            {bars}
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(amounts: &[u32], whole: u32, expect: &[&str]) {
        let html = shares("taken".into(), amounts, whole).to_html();
        assert_eq!(html.matches("class=\"share-").count(), expect.len() + 1, "{html}");
        for part in expect {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn every_amount_is_as_wide_as_its_share() {
        check(&[512, 1024], 2048, &["x=\"0\" y=\"0\" width=\"98\"", "x=\"100\" y=\"0\" width=\"198\""]);
        check(&[], 2048, &[]);
        check(&[0, 5], 0, &["x=\"0\" y=\"0\" width=\"398\""]);
    }

    #[test]
    fn a_whole_that_is_smaller_than_its_parts_does_not_overflow() {
        check(&[u32::MAX / 2, u32::MAX / 2], 1, &["x=\"0\"", "x=\"200\""]);
    }
}
