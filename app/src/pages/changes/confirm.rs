//! The form that carries a plan out.

use leptos::prelude::*;
use model::change::Confirmation;
use model::change::field::{CONFIRM, PLAN, REASON};
use model::page::Page;
use model::time::Timestamp;
use model::view::Planned;

use super::until;
use crate::components::form::brought_along;
use crate::components::form::field::field;
use crate::cx::Cx;
use crate::forms::{ApplyChange, Field, Form as _, FormName};

/// Draws the form below a plan; only a way back where nothing would change.
pub fn form(cx: &Cx, thing: &Page, label: &'static str, planned: &Planned, now: Timestamp) -> AnyView {
    let back = |words: &'static str| view! { <a class="btn" href=thing.path()>{words}</a> };
    if planned.plan.is_nothing() {
        return view! { <p class="form-end">{back("Back")}</p> }.into_any();
    }
    let name = FormName::ApplyChange;
    let returned = cx.returned.as_deref();
    let drawn = |of: &str| {
        let known: Option<Field> = ApplyChange::FIELDS.iter().copied().find(|field| field.name == of);
        let typed = returned.and_then(|returned| returned.typed(name, of)).unwrap_or_default();
        let problem = returned.and_then(|returned| returned.problem(name, of));
        known.map(|known| field(name.key(), known, typed, problem))
    };
    let typed = match &planned.plan.confirmation {
        Confirmation::Button => None,
        Confirmation::Typed(name) => {
            Some(view! { <p>"Type "<code>{name.clone()}</code>" to confirm."</p>{drawn(CONFIRM)} })
        }
    };
    view! {
        <form class="form confirm" method="post" aria-label="Carry the plan out" data-filling="">
            {brought_along(name)}
            <input r#type="hidden" name=PLAN value=planned.sealed.clone() autocomplete="off" />
            {drawn(REASON)}
            {typed}
            <p class="form-end">
                <button class="btn primary">{label}</button>
                {back("Cancel")}
            </p>
            <p class="field-hint">"This plan can be carried out "{until(planned.expires_at, now)}"."</p>
        </form>
    }
    .into_any()
}
