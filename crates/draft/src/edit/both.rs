//! An edit of both views of a definition, its text and its fields, at once.

use crate::document::Document;
use crate::fault::Fault;
use crate::form::are_same;

impl Document {
    /// The definition after an edit of its text, of some of its fields, or of both. What is the same as in
    /// [`text`](Self::text) and [`fields`](Self::fields) was not edited.
    ///
    /// # Errors
    /// As [`edited`](Self::edited) and [`with_fields`](Self::with_fields), and for each field that says one thing while
    /// the text says another.
    pub fn edited_both(&self, text: Option<&str>, typed: &[(&str, &str)]) -> Result<Self, Vec<Fault>> {
        let held = self.fields();
        let of_text = match text {
            Some(text) => self.edited(text)?,
            None => self.clone(),
        };
        let new = of_text.fields();
        let (mut changed, mut faults) = (Vec::new(), Vec::new());
        for (name, text) in typed {
            let before = held.iter().find(|field| field.name == *name);
            if before.is_some_and(|before| are_same(&before.text, text)) {
                continue;
            }
            let after = new.iter().find(|field| field.name == *name);
            let message = match (before, after) {
                (Some(_), None) => "The text no longer has what this field is about.",
                (Some(before), Some(after)) if after.text != before.text && !are_same(&after.text, text) => {
                    "This was changed here and in the text, to different values."
                }
                _ => {
                    changed.push((*name, *text));
                    continue;
                }
            };
            let about = before.or(after);
            faults.push(Fault {
                path: about.map(|field| field.path.clone()).unwrap_or_default(),
                container: about.and_then(|field| field.container.clone()),
                place: None,
                message: message.to_owned(),
            });
        }
        if faults.is_empty() { of_text.with_fields(&changed) } else { Err(faults) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held() -> Document {
        let text =
            r#"{"family":"web","cpu":"256","memory":"512","containerDefinitions":[{"name":"web","image":"web:1"}]}"#;
        Document::default().edited(text).unwrap()
    }

    #[track_caller]
    fn check(from: &str, to: &str, typed: &[(&str, &str)], expect: Result<&[(&str, &str)], &str>) {
        let text = held().text();
        assert!(text.contains(from), "{text}");
        let edited = held().edited_both(Some(&text.replace(from, to)), typed);
        match (edited, expect) {
            (Ok(edited), Ok(fields)) => {
                let found = edited.fields();
                for (name, value) in fields {
                    let field = found.iter().find(|field| field.name == *name).unwrap();
                    assert_eq!(field.text, *value, "{name}");
                }
            }
            (Err(faults), Err(message)) => assert!(faults[0].message.contains(message), "{faults:?}"),
            (edited, expect) => panic!("{edited:?}, not {expect:?}"),
        }
    }

    #[test]
    fn what_was_changed_in_either_view_is_kept() {
        let fields = [("task.cpu", "256"), ("task.memory", "1024")];
        check("web:1", "web:2", &fields, Ok(&[("task.memory", "1024"), ("container.web.image", "web:2")]));
        check("\"256\"", "\"512\"", &[("task.cpu", "256")], Ok(&[("task.cpu", "512")]));
        check("\"256\"", "\"512\"", &[("task.cpu", "512")], Ok(&[("task.cpu", "512")]));
    }

    #[test]
    fn two_different_changes_of_one_thing_are_a_fault() {
        check("\"256\"", "\"512\"", &[("task.cpu", "1024")], Err("to different values"));
        check("\"name\": \"web\"", "\"name\": \"api\"", &[("container.web.image", "web:2")], Err("no longer has"));
        check("web:1", "web:1", &[("task.nothing", "1")], Err("no such field"));
    }

    #[test]
    fn fields_alone_change_the_definition_as_well() {
        let edited = held().edited_both(None, &[("task.cpu", "512")]).unwrap();
        assert!(edited.text().contains("\"cpu\": \"512\""));
    }
}
