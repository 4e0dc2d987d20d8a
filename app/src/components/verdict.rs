//! The verdict: the one sentence a service's page begins with, the rule behind it and the evidence.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::{EvidenceLine, VerdictCard};

use super::level::state_of;
use super::moment::{self, Form};

/// The level, the rule that decided, the sentence, and what led to it.
pub fn verdict_card(card: VerdictCard, now: Timestamp) -> AnyView {
    let VerdictCard { line, rule_text, evidence } = card;
    let rule = line.rule.number();
    let since = line.since.map(|since| view! { <span class="quiet">"for "{moment::age(Form::For, now, since)}</span> });
    let evidence = (!evidence.is_empty()).then(|| {
        let lines = evidence.into_iter().map(|line| evidence_line(line, now)).collect_view();
        view! { <dl>{lines}</dl> }
    });
    view! {
        <section class="verdict" aria-label="Verdict" data-level=line.level.key() data-rule=rule.to_string()>
            <div class="verdict-rule">
                {state_of(&line)}<span class="quiet">{format!("rule {rule}: {rule_text}")}</span>{since}
            </div>
            <p>{line.headline}</p>
            {evidence}
        </section>
    }
    .into_any()
}

fn evidence_line(line: EvidenceLine, now: Timestamp) -> AnyView {
    let at = line.at.map(|at| view! { <span class="evidence-at">{moment::clock(now, at)}" UTC, "{moment::age(Form::Ago, now, at)}</span> });
    let text = match line.target {
        Some(target) => view! { <a href=target.path()>{line.text}</a> }.into_any(),
        None => line.text.into_any(),
    };
    view! { <div><dt>{line.label}</dt><dd>{text}{at}</dd></div> }.into_any()
}

#[cfg(test)]
mod tests {
    use model::verdict::{Level, Rule};
    use model::view::VerdictLine;

    use super::*;

    fn crash_loop(headline: &str) -> String {
        let line = VerdictLine {
            level: Level::Degraded,
            rule: Rule::CrashLoop,
            headline: headline.into(),
            since: Some(Timestamp(0)),
            last_known: None,
        };
        let evidence = EvidenceLine {
            label: "Last exit".into(),
            text: "container web, exit code 137".into(),
            target: None,
            at: None,
        };
        verdict_card(VerdictCard { line, rule_text: "crash loop".into(), evidence: vec![evidence] }, Timestamp(60_000))
            .to_html()
    }

    #[test]
    fn a_verdict_names_its_level_its_rule_and_its_evidence() {
        let html = crash_loop("Tasks keep exiting");
        for part in [
            "data-level=\"degraded\"",
            "data-rule=\"5\"",
            "rule 5: crash loop",
            "Tasks keep exiting",
            "Last exit",
            "exit code 137",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn markup_in_a_headline_stays_text() {
        assert!(!crash_loop("<b onclick=x>").contains("<b onclick"));
    }
}
