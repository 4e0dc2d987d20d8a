//! Amazon Resource Names: the name by which people know the thing, the whole on request.

use leptos::prelude::*;
use model::arn::Arn;

use crate::ui::copy::{code, copy};

/// The short name of an ARN; the whole text opens beneath it, and can be copied.
///
/// Opening is the browser's own `<details>`: it works by keyboard and by touch, and without JavaScript.
pub fn arn(text: &str) -> AnyView {
    let Some((kind, short)) = short(text) else {
        return code("identifier", text.to_owned());
    };
    let label = format!("the ARN of {short}");
    view! {
        <div class="arn">
            <details>
                <summary title=text.to_owned()><code>{short}</code>{kind.map(|kind| view! { <span class="quiet">{kind}</span> })}</summary>
                <code class="arn-whole">{text.to_owned()}</code>
            </details>
            {copy(&label, text.to_owned())}
        </div>
    }
    .into_any()
}

/// What the ARN names, and where that lives if the short name alone does not tell.
///
/// Secrets and parameters keep their whole path: its last part alone (`password`) would say nothing.
fn short(text: &str) -> Option<(Option<&'static str>, String)> {
    let arn = Arn::parse(text).ok()?;
    let resource = arn.resource();
    let service = text.split(':').nth(2).unwrap_or_default();
    let (kind, short) = match service {
        "secretsmanager" => {
            (Some("Secrets Manager"), resource.strip_prefix("secret:").unwrap_or(resource).trim_end_matches(':'))
        }
        "ssm" => (Some("Parameter Store"), resource.strip_prefix("parameter").unwrap_or(resource)),
        "s3" => (Some("S3"), resource),
        "logs" => {
            (Some("CloudWatch Logs"), resource.strip_prefix("log-group:").unwrap_or(resource).trim_end_matches(":*"))
        }
        "elasticloadbalancing" => {
            let name = if resource.starts_with("loadbalancer/") { 2 } else { 1 };
            (None, resource.split('/').nth(name).unwrap_or(resource))
        }
        _ => (None, arn.short()),
    };
    Some((kind, short.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        assert_eq!(short(text).map(|(_, short)| short).as_deref(), Some(expect));
    }

    #[test]
    fn every_kind_of_arn_has_the_name_people_know_it_by() {
        check("arn:aws:iam::123456789012:role/shop/checkout-task", "checkout-task");
        check("arn:aws:ecs:eu-central-1:123456789012:task-definition/checkout:42", "checkout:42");
        check(
            "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/db-AbCdEf:password::",
            "shop/db-AbCdEf:password",
        );
        check("arn:aws:ssm:eu-central-1:123456789012:parameter/shop/db/password", "/shop/db/password");
        check(
            "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/checkout-http/6d0ecf831eec9f09",
            "checkout-http",
        );
        check(
            "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop-public/50dc6c495c0c9188",
            "shop-public",
        );
    }

    #[test]
    fn text_that_is_no_arn_is_shown_as_it_came() {
        let html = arn("<b>role</b>").to_html();
        assert!(html.contains("&lt;b&gt;role&lt;/b&gt;"), "{html}");
    }
}
