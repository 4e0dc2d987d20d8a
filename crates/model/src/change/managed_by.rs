//! Who else manages a thing, as its tags tell.

/// Something that made a service and may change it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Manager {
    /// A stack of CloudFormation.
    CloudFormation {
        /// The name of the stack.
        stack: String,
    },
    /// A stack of the Cloud Development Kit.
    Cdk {
        /// The name of the stack, where the tags say.
        stack: Option<String>,
    },
    /// An application of AWS Copilot.
    Copilot {
        /// The application.
        application: String,
        /// Its environment, where the tags say.
        environment: Option<String>,
    },
    /// Terraform, or what calls itself so in a tag.
    Terraform,
    /// A pipeline.
    Pipeline {
        /// Its name, as the tag has it.
        name: String,
    },
}

/// Who manages a thing with these tags. Copilot and the CDK work through CloudFormation, so the stack is named with
/// them and not once more.
pub fn managers(tags: &[(String, String)]) -> Vec<Manager> {
    let tag = |key: &str| tags.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value.clone());
    let any = |keys: &[&str]| keys.iter().find_map(|key| tag(key));
    let stack = tag("aws:cloudformation:stack-name");
    let mut managers = Vec::new();
    if let Some(application) = tag("copilot-application") {
        managers.push(Manager::Copilot { application, environment: tag("copilot-environment") });
    } else if any(&["aws:cdk:path", "aws-cdk:path", "aws-cdk"]).is_some() {
        managers.push(Manager::Cdk { stack });
    } else if let Some(stack) = stack {
        managers.push(Manager::CloudFormation { stack });
    }
    let says_terraform = |key: &str| tag(key).is_some_and(|value| value.to_lowercase().contains("terraform"));
    let has_terraform = tag("terraform").is_some_and(|value| !value.eq_ignore_ascii_case("false"));
    let keys = ["managed-by", "managedby", "managed_by", "provisioner", "created-by", "createdby", "tool"];
    if has_terraform || keys.into_iter().any(says_terraform) {
        managers.push(Manager::Terraform);
    }
    if let Some(name) = any(&["pipeline", "ci-pipeline", "deployed-by", "codepipeline", "github-workflow"]) {
        managers.push(Manager::Pipeline { name });
    }
    managers
}

impl Manager {
    /// What will become of the change, as a whole sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::CloudFormation { stack } => {
                format!("CloudFormation manages it: the next deployment of stack {stack} can undo this.")
            }
            Self::Cdk { stack: Some(stack) } => {
                format!("The CDK manages it: the next deployment of stack {stack} can undo this.")
            }
            Self::Cdk { stack: None } => "The CDK manages it: the next cdk deploy can undo this.".to_owned(),
            Self::Copilot { application, environment: Some(environment) } => {
                format!("Copilot manages it: the next copilot deploy of {application} to {environment} can undo this.")
            }
            Self::Copilot { application, environment: None } => {
                format!("Copilot manages it: the next copilot deploy of {application} can undo this.")
            }
            Self::Terraform => "Terraform manages it: the next terraform apply can undo this.".to_owned(),
            Self::Pipeline { name } => format!("Pipeline {name} deploys it: its next run can undo this."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tags: &[(&str, &str)], expect: &[&str]) {
        let tags: Vec<_> = tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let told: Vec<String> = managers(&tags).iter().map(Manager::sentence).collect();
        assert_eq!(told.len(), expect.len(), "{told:?}");
        for (told, expect) in told.iter().zip(expect) {
            assert!(told.contains(expect), "{told}");
        }
    }

    #[test]
    fn the_stack_that_will_undo_a_change_is_named() {
        check(&[("aws:cloudformation:stack-name", "shop-prod")], &["the next deployment of stack shop-prod can undo"]);
        check(
            &[("aws:cloudformation:stack-name", "Shop"), ("aws:cdk:path", "Shop/Service/Resource")],
            &["The CDK manages it: the next deployment of stack Shop"],
        );
        let copilot = [("copilot-application", "shop"), ("copilot-environment", "prod")];
        check(&[&copilot[..], &[("aws:cloudformation:stack-name", "shop-prod-web")]].concat(), &["of shop to prod"]);
    }

    #[test]
    fn terraform_is_known_by_the_tags_that_people_use() {
        for tag in [("terraform", "true"), ("Managed-By", "Terraform"), ("managed_by", "terraform-cloud")] {
            check(&[tag], &["terraform apply"]);
        }
        check(&[("terraform", "false"), ("team", "terraform")], &[]);
    }

    #[test]
    fn a_service_without_such_tags_is_nobody_elses() {
        check(&[("team", "checkout"), ("env", "prod")], &[]);
    }
}
