//! What can be done to a thing, as a row of buttons. What cannot be done now stays there and says why.

use leptos::prelude::*;
use model::view::Offer;

/// Draws the buttons. One that cannot be pressed is text that the keyboard reaches, with the reason beside it.
pub fn offers(offers: &[Offer]) -> AnyView {
    let buttons: Vec<_> = offers.iter().map(offer).collect();
    view! { <nav class="offers" aria-label="Change it">{buttons}</nav> }.into_any()
}

fn offer(offer: &Offer) -> AnyView {
    match &offer.why_not {
        None => view! { <a class="btn" href=offer.page.path()>{offer.label.clone()}</a> }.into_any(),
        Some(why) => {
            let told = format!("{}: {why}", offer.label);
            view! {
                <span class="btn off" role="link" aria-disabled="true" tabindex="0" aria-label=told title=why.clone()>
                    {offer.label.clone()}
                </span>
            }
            .into_any()
        }
    }
}
