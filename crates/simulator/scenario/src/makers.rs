//! What made a service, as its tags tell: CloudFormation and what writes its templates, Terraform, a pipeline.
//!
//! Who changes such a service by hand is undone by the next run of its maker.

use super::story::Story;

/// A maker of services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Maker {
    /// A stack of CloudFormation.
    Stack,
    /// A stack that the CDK has written.
    Cdk,
    /// A stack that Copilot has written.
    Copilot,
    /// Terraform, in one of the two ways in which people say so.
    Terraform,
    /// Terraform, in the other.
    TerraformManaged,
    /// A pipeline that calls ECS itself.
    Pipeline,
}

impl Story {
    /// Tags a service as its maker would.
    pub fn made_by(&mut self, maker: Maker, cluster: &str, service: &str) {
        let stack = match maker {
            Maker::Stack => Some((format!("{cluster}-{service}"), "Service".to_owned())),
            Maker::Cdk => Some((format!("{}Stack", camel(service)), format!("{}Service9571FDD8", camel(service)))),
            Maker::Copilot => Some((format!("{cluster}-production-{service}"), "Service".to_owned())),
            Maker::Terraform | Maker::TerraformManaged | Maker::Pipeline => None,
        };
        let mut tags: Vec<(&str, String)> = match maker {
            Maker::Stack => Vec::new(),
            Maker::Cdk => vec![("aws:cdk:path", format!("{}Stack/Service/Service/Service", camel(service)))],
            Maker::Copilot => vec![
                ("copilot-application", cluster.to_owned()),
                ("copilot-environment", "production".to_owned()),
                ("copilot-service", service.to_owned()),
            ],
            Maker::Terraform => vec![("terraform", "true".to_owned()), ("workspace", "production".to_owned())],
            Maker::TerraformManaged => vec![("managed-by", "terraform".to_owned())],
            Maker::Pipeline => {
                vec![("deployed-by", "codepipeline".to_owned()), ("pipeline", format!("{cluster}-{service}-release"))]
            }
        };
        if let Some((name, logical)) = stack {
            let id = self.stack_arn(&name);
            tags.push(("aws:cloudformation:stack-name", name));
            tags.push(("aws:cloudformation:logical-id", logical));
            tags.push(("aws:cloudformation:stack-id", id));
        }
        self.tag_service(cluster, service, &tags);
    }
}

/// `metrics-gateway` as `MetricsGateway`.
fn camel(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    };
    name.split('-').map(capital).collect()
}
