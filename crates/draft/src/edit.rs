//! What a person made of the text of a definition, with every value that they did not see put back.

mod both;
mod containers;
mod image;
mod keep;

use crate::document::Document;
use crate::fault::Fault;
use crate::json::{Json, parse};
use crate::path::Path;
use crate::place::{Lines, start};

/// The longest text that is read, in bytes. AWS takes definitions of 64 KiB; indented they are longer.
pub const TEXT_MAX: usize = 256 * 1_024;

impl Document {
    /// The definition that `text` says, which a person has made from [`text`](Self::text).
    ///
    /// [`MASK`](crate::secrecy::MASK) means "keep" in a place where a value is held that people do not see. Values are
    /// found by names: a variable by its container's and its own, an option by its container's or volume's and its own.
    /// A container that was renamed keeps nothing, for it might as well be a new one. What stands in an unknown list
    /// without names is found only as long as the item around it is unchanged.
    ///
    /// # Errors
    /// Every place with the mask where there is nothing to keep, or one fault for a text that is no JSON object or has
    /// more than [`TEXT_MAX`] bytes. Each has its place in the text.
    pub fn edited(&self, text: &str) -> Result<Self, Vec<Fault>> {
        let alone = |place, message: String| vec![Fault { path: Path::default(), container: None, place, message }];
        if text.len() > TEXT_MAX {
            let message = format!("The text has {} bytes; at most {TEXT_MAX} are read.", text.len());
            return Err(alone(None, message));
        }
        let lines = Lines::of(text);
        let (json, spot) = parse(text).map_err(|broken| alone(Some(lines.place(broken.at)), broken.why.to_owned()))?;
        if !matches!(json, Json::Object(_)) {
            let message = format!("A task definition is an object, not {}.", json.kind());
            return Err(alone(Some(lines.place(spot.start)), message));
        }
        self.kept(&json).map(Self::of).map_err(|mut faults| {
            for fault in &mut faults {
                fault.place = Some(lines.place(start(&json, &spot, &fault.path)));
            }
            faults
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrecy::MASK;

    const HELD: &str = r#"{"containerDefinitions": [
        {"name": "web", "environment": [{"name": "A", "value": "a"}, {"name": "B", "value": "b"}]},
        {"name": "log", "environment": [{"name": "A", "value": "c"}],
         "logConfiguration": {"options": {"splunk-token": "t", "splunk-url": "u"}}}
    ]}"#;

    fn held() -> Document {
        Document::default().edited(HELD).unwrap()
    }

    fn body(document: &Document) -> String {
        String::from_utf8(document.body()).unwrap()
    }

    /// The text as a person sees it, with a change.
    fn changed(from: &str, to: &str) -> String {
        let text = held().text();
        assert!(text.contains(from), "{text}");
        text.replacen(from, to, 1)
    }

    #[track_caller]
    fn fault(text: &str, line: usize, path: &str, container: Option<&str>, message: &str) {
        let faults = held().edited(text).unwrap_err();
        let [fault] = &faults[..] else { panic!("{faults:?}") };
        assert_eq!((fault.place.map(|place| place.line), fault.path.to_string()), (Some(line), path.to_owned()));
        assert_eq!(fault.container.as_deref(), container);
        assert!(fault.message.contains(message), "{}", fault.message);
    }

    #[test]
    fn an_unchanged_text_changes_nothing() {
        assert_eq!(held().edited(&held().text()), Ok(held()));
    }

    #[test]
    fn a_value_that_is_typed_replaces_the_one_that_was_held() {
        let edited = held().edited(&changed(MASK, "new")).unwrap();
        assert_eq!(body(&edited), body(&held()).replacen("\"a\"", "\"new\"", 1));
    }

    #[test]
    fn values_follow_their_names_and_not_their_places() {
        let text = format!(
            r#"{{"containerDefinitions": [
                {{"name": "log", "environment": [{{"name": "A", "value": "{MASK}"}}]}},
                {{"name": "web", "environment": [{{"value": "{MASK}", "name": "B"}}, {{"name": "A", "value": "{MASK}"}}], "new": 1}}
            ]}}"#
        );
        let expect = r#"{"containerDefinitions":[{"name":"log","environment":[{"name":"A","value":"c"}]},{"name":"web","environment":[{"value":"b","name":"B"},{"name":"A","value":"a"}],"new":1}]}"#;
        assert_eq!(body(&held().edited(&text).unwrap()), expect);
    }

    #[test]
    fn a_mask_where_nothing_is_held_is_a_fault() {
        let path = "containerDefinitions[0].environment[1].value";
        fault(&changed("\"B\"", "\"C\""), 12, path, Some("web"), "nothing to keep");
        let path = "containerDefinitions[1].logConfiguration.options.splunk-pwd";
        fault(&changed("splunk-token", "splunk-pwd"), 26, path, Some("log"), "nothing to keep");
        let path = "containerDefinitions[1].logConfiguration.options.splunk-url";
        fault(&changed("\"u\"", &format!("\"{MASK}\"")), 27, path, Some("log"), "nothing to keep");
        fault(&format!("{{\n\"family\": \"{MASK}\"}}"), 2, "family", None, "nothing to keep");
    }

    #[test]
    fn a_renamed_container_keeps_nothing() {
        let faults = held().edited(&changed("\"web\"", "\"www\"")).unwrap_err();
        assert_eq!(faults.len(), 2);
        assert!(faults[0].message.contains("Container www is new or was renamed"), "{faults:?}");
    }

    #[test]
    fn a_mask_with_more_around_it_is_a_fault() {
        let path = "containerDefinitions[0].environment[0].value";
        fault(&changed(MASK, &format!("http://{MASK}")), 8, path, Some("web"), "whole value");
    }

    #[test]
    fn which_of_two_is_meant_is_not_guessed() {
        let twice = r#"{"environment": [{"name": "A", "value": "1"}, {"name": "A", "value": "2"}]}"#;
        let held = Document::default().edited(twice).unwrap();
        assert_eq!(held.edited(&held.text()), Ok(held.clone()));
        let once = format!(r#"{{"environment": [{{"name": "A", "value": "{MASK}"}}]}}"#);
        assert_eq!(held.edited(&once).unwrap_err().len(), 1);
    }

    #[test]
    fn items_without_names_are_known_by_the_rest_of_them() {
        let held = r#"{"new": [{"id": 1, "options": {"key": "1"}}, {"id": 2, "options": {"key": "2"}}]}"#;
        let held = Document::default().edited(held).unwrap();
        let text = format!(
            r#"{{"new": [{{"id": 2, "options": {{"key": "{MASK}"}}}}, {{"id": 3, "options": {{"key": "{MASK}"}}}}]}}"#
        );
        let faults = held.edited(&text).unwrap_err();
        assert_eq!(faults[0].path.to_string(), "new[1].options.key");
        let edited = held.edited(&text.replace("\"id\": 3", "\"id\": 1")).unwrap();
        assert_eq!(body(&edited), r#"{"new":[{"id":2,"options":{"key":"2"}},{"id":1,"options":{"key":"1"}}]}"#);
    }

    #[test]
    fn a_text_that_is_no_definition_is_one_fault() {
        fault("{\n  \"family\": }", 2, "", None, "A value is expected");
        fault("\n[]", 2, "", None, "not a list");
        let long = format!("{{\"family\": \"{}\"}}", "x".repeat(TEXT_MAX));
        assert!(held().edited(&long).unwrap_err()[0].message.contains("262144"));
    }
}
