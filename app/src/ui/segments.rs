//! A bar of parts: how much of a whole is what.

use leptos::prelude::*;

/// What a part of the bar means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// There, and as wanted.
    New,
    /// On its way.
    Starting,
    /// Broke.
    Failed,
    /// Still there, to be replaced.
    Old,
    /// Wanted, nothing yet.
    Missing,
}

impl Part {
    /// The parts that a legend explains.
    pub const LEGEND: [Self; 4] = [Self::New, Self::Starting, Self::Failed, Self::Old];

    /// The word in the legend.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Starting => "starting",
            Self::Failed => "failed",
            Self::Old => "old",
            Self::Missing => "missing",
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::New => "part-new",
            Self::Starting => "part-starting",
            Self::Failed => "part-failed",
            Self::Old => "part-old",
            Self::Missing => "part-missing",
        }
    }
}

/// The bar's width in its own units.
const WIDTH: u32 = 400;

/// The gap between two parts.
const GAP: u32 = 3;

/// Draws the parts side by side, each as wide as its count; `label` says the same in words.
pub fn segments(label: String, parts: &[(Part, u32)]) -> AnyView {
    let parts: Vec<_> = parts.iter().filter(|(_, count)| *count > 0).collect();
    let total: u32 = parts.iter().map(|(_, count)| count).sum();
    let gaps = GAP * u32::try_from(parts.len()).unwrap_or(u32::MAX).saturating_sub(1);
    let room = WIDTH.saturating_sub(gaps);
    let mut x = 0;
    let bars: Vec<_> = parts
        .into_iter()
        .map(|(part, count)| {
            let width = (room * count / total.max(1)).max(2);
            let bar = view! { <rect class=part.class() x=x.to_string() y="0" width=width.to_string() height="8" rx="2"></rect> };
            x += width + GAP;
            bar
        })
        .collect();
    view! {
        <svg class="segments" viewBox="0 0 400 8" preserveAspectRatio="none" role="img" aria-label=label>
            {bars}
        </svg>
    }
    .into_any()
}

/// What the parts of the bars on this page mean.
pub fn legend() -> AnyView {
    let items = Part::LEGEND.map(|part| {
        view! {
            <li>
                <svg class="key" viewBox="0 0 8 8" aria-hidden="true">
                    <rect class=part.class() width="8" height="8" rx="2"></rect>
                </svg>
                {part.word()}
            </li>
        }
    });
    view! { <ul class="legend" aria-label="Meaning of the bars">{items.collect_view()}</ul> }.into_any()
}
