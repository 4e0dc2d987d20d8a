//! Account settings: what holds for the whole account, and what single principals have set for themselves.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html>

use super::arn::principal;
use super::error::ApiError;
use super::{Engine, Name, World};

/// A kind of setting.
#[derive(Debug)]
struct Known {
    name: &'static str,
    usual: &'static str,
    /// What it can be set to; nothing when only AWS sets it.
    values: &'static [&'static str],
}

const SWITCH: &[&str] = &["enabled", "disabled"];

/// Every setting, in the order of their names.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSetting.html>
const KNOWN: [Known; 11] = [
    Known { name: "awsvpcTrunking", usual: "disabled", values: SWITCH },
    Known { name: "containerInsights", usual: "disabled", values: &["enabled", "disabled", "enhanced"] },
    Known { name: "containerInstanceLongArnFormat", usual: "enabled", values: SWITCH },
    Known { name: "defaultLogDriverMode", usual: "non-blocking", values: &["blocking", "non-blocking"] },
    Known { name: "fargateEventWindows", usual: "disabled", values: SWITCH },
    Known { name: "fargateFIPSMode", usual: "disabled", values: SWITCH },
    Known { name: "fargateTaskRetirementWaitPeriod", usual: "7", values: &["0", "7", "14"] },
    Known { name: "guardDutyActivate", usual: "off", values: &[] },
    Known { name: "serviceLongArnFormat", usual: "enabled", values: SWITCH },
    Known { name: "tagResourceAuthorization", usual: "on", values: &["on", "off"] },
    Known { name: "taskLongArnFormat", usual: "enabled", values: SWITCH },
];

/// What a setting is, for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: Name,
    /// The ARN of the principal that it is for; the account's root for all who have none of their own.
    pub principal: String,
    /// `user`, or `aws_managed` when only AWS sets it.
    pub kind: &'static str,
}

impl Known {
    fn named(name: &str) -> Result<&'static Self, ApiError> {
        KNOWN.iter().find(|known| known.name == name).ok_or_else(|| ApiError::invalid("Invalid setting name."))
    }

    fn shown(&self, value: Name, principal: String) -> Setting {
        let kind = if self.values.is_empty() { "aws_managed" } else { "user" };
        Setting { name: self.name, value, principal, kind }
    }
}

impl Engine {
    /// Changes a setting for one principal: the caller unless told.
    ///
    /// # Errors
    /// `InvalidParameterException` for a value that the setting cannot have, or a principal of another account.
    pub fn put_account_setting(&mut self, name: &str, value: &str, whose: Option<&str>) -> Result<Setting, ApiError> {
        let whose = self.world.settings_of(whose)?;
        self.set_for(name, value, whose)
    }

    /// Changes a setting for all who have none of their own.
    ///
    /// # Errors
    /// As [`Engine::put_account_setting`].
    pub fn put_account_setting_default(&mut self, name: &str, value: &str) -> Result<Setting, ApiError> {
        let root = self.world.arns.root();
        self.set_for(name, value, root)
    }

    /// Takes back what a principal has set; gives what holds for it now.
    ///
    /// # Errors
    /// `InvalidParameterException` for an unknown name, or a principal of another account.
    pub fn delete_account_setting(&mut self, name: &str, whose: Option<&str>) -> Result<Setting, ApiError> {
        let known = Known::named(name)?;
        let whose = self.world.settings_of(whose)?;
        self.world.settings.remove(&(whose.clone(), known.name));
        Ok(self.world.effective(known, &whose))
    }

    fn set_for(&mut self, name: &str, value: &str, whose: String) -> Result<Setting, ApiError> {
        let known = Known::named(name)?;
        if !known.values.contains(&value) {
            return Err(ApiError::invalid(format!("Invalid setting value {value} for {name}.")));
        }
        self.world.settings.insert((whose.clone(), known.name), value.into());
        Ok(known.shown(value.into(), whose))
    }
}

impl World {
    /// What a principal – the caller unless told – has set, in the order of the names.
    ///
    /// # Errors
    /// `InvalidParameterException` for a principal of another account.
    pub fn account_settings(&self, whose: Option<&str>) -> Result<Vec<Setting>, ApiError> {
        let whose = self.settings_of(whose)?;
        let own = |known: &Known| self.settings.get(&(whose.clone(), known.name)).cloned();
        Ok(KNOWN.iter().filter_map(|known| Some(known.shown(own(known)?, whose.clone()))).collect())
    }

    /// What holds for a principal, in the order of the names.
    ///
    /// # Errors
    /// `InvalidParameterException` for a principal of another account.
    pub fn effective_settings(&self, whose: Option<&str>) -> Result<Vec<Setting>, ApiError> {
        let whose = self.settings_of(whose)?;
        Ok(KNOWN.iter().map(|known| self.effective(known, &whose)).collect())
    }

    /// What `containerInsights` is in a cluster that does not say.
    pub(super) fn usual_insights(&self) -> Name {
        self.effective(&KNOWN[1], &principal(&self.caller)).value
    }

    fn effective(&self, known: &Known, whose: &str) -> Setting {
        let root = self.arns.root();
        for principal in [whose, &root] {
            if let Some(value) = self.settings.get(&(principal.to_owned(), known.name)) {
                return known.shown(value.clone(), principal.to_owned());
            }
        }
        known.shown(known.usual.into(), root)
    }

    fn settings_of(&self, whose: Option<&str>) -> Result<String, ApiError> {
        let Some(whose) = whose else { return Ok(principal(&self.caller)) };
        if whose.starts_with(&format!("arn:aws:iam::{}:", self.arns.account())) {
            return Ok(whose.to_owned());
        }
        Err(ApiError::invalid("The principal ARN is not valid."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::CreateCluster;
    use crate::tests::estate::{empty, read};
    use serde_json::json;

    #[test]
    fn a_principal_s_own_setting_goes_before_the_account_s_and_that_before_the_usual_one() {
        let mut engine = empty(1);
        engine.act_as("arn:aws:sts::123456789012:assumed-role/admin/alice");
        let insights = |engine: &Engine| engine.world().effective_settings(None).unwrap().swap_remove(1);
        let root = "arn:aws:iam::123456789012:root";
        assert_eq!((&*insights(&engine).value, &*insights(&engine).principal), ("disabled", root));
        engine.put_account_setting_default("containerInsights", "enabled").unwrap();
        assert_eq!((&*insights(&engine).value, &*insights(&engine).principal), ("enabled", root));
        engine.put_account_setting("containerInsights", "enhanced", None).unwrap();
        let own = "arn:aws:iam::123456789012:role/admin";
        assert_eq!((&*insights(&engine).value, &*insights(&engine).principal), ("enhanced", own));
        engine.create_cluster(read::<CreateCluster>(json!({ "clusterName": "new" }))).unwrap();
        assert_eq!(engine.world().cluster("new").unwrap().settings["settings"][0]["value"], "enhanced");
        assert_eq!(&*engine.delete_account_setting("containerInsights", None).unwrap().value, "enabled");
        assert_eq!(engine.world().account_settings(None).unwrap(), []);
        assert_eq!(engine.world().account_settings(Some(root)).unwrap().len(), 1);
    }

    #[test]
    fn a_setting_has_its_values_and_guardduty_s_is_aws_s_own() {
        let mut engine = empty(2);
        for (name, value) in [
            ("containerInsights", "on"),
            ("fargateTaskRetirementWaitPeriod", "3"),
            ("guardDutyActivate", "on"),
            ("x", "on"),
        ] {
            assert!(engine.put_account_setting_default(name, value).is_err(), "{name} {value}");
        }
        assert!(engine.put_account_setting("awsvpcTrunking", "enabled", Some("arn:aws:iam::9:root")).is_err());
    }
}
