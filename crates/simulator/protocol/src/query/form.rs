//! Forms, and the members that the names of their fields spell.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The fields of a form; what cannot be decoded is replaced, never refused.
pub fn fields(body: &[u8]) -> impl Iterator<Item = (String, String)> {
    form_urlencoded::parse(body).into_owned()
}

/// Names with more parts than this are cut: no request of these APIs nests so deep.
const DEEPEST: usize = 20;

#[derive(Default)]
struct Node {
    text: Option<String>,
    members: BTreeMap<String, Node>,
}

/// The members that the fields spell: `Conditions.member.1.Values.member.2=/a` is the second of `Values` of the first
/// of `Conditions`. Every simple value is text; a list that is given as empty (`Names=`) is empty text.
pub fn nested(fields: impl IntoIterator<Item = (String, String)>) -> Map<String, Value> {
    let mut root = Node::default();
    for (name, text) in fields {
        let mut node = &mut root;
        for part in name.splitn(DEEPEST, '.') {
            node = node.members.entry(part.to_owned()).or_default();
        }
        node.text = Some(text);
    }
    root.members.into_iter().map(|(name, node)| (name, node.value())).collect()
}

impl Node {
    fn value(mut self) -> Value {
        if let Some(items) = self.members.remove("member") {
            return items.list();
        }
        if let (None, false) = (&self.text, self.members.is_empty()) {
            return Value::Object(self.members.into_iter().map(|(name, node)| (name, node.value())).collect());
        }
        self.text.unwrap_or_default().into()
    }

    /// The items in the order of their numbers; gaps are closed.
    fn list(self) -> Value {
        let numbered = self.members.into_iter().filter_map(|(number, node)| Some((number.parse::<u32>().ok()?, node)));
        let numbered: BTreeMap<_, _> = numbered.collect();
        numbered.into_values().map(Node::value).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(body: &str, expect: Value) {
        assert_eq!(Value::Object(nested(fields(body.as_bytes()))), expect);
    }

    #[test]
    fn a_form_is_decoded_and_bad_escapes_stay() {
        let fields: Vec<_> = fields(b"Action=Assume+Role&RoleArn=arn%3Aaws&x=100%&&y").collect();
        let expect = [("Action", "Assume Role"), ("RoleArn", "arn:aws"), ("x", "100%"), ("y", "")];
        assert_eq!(fields, expect.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn members_nest_in_lists_and_structures() {
        check(
            "Action=CreateRule&Conditions.member.1.Field=path-pattern&Conditions.member.1.Values.member.1=%2Fa&\
             Conditions.member.1.Values.member.2=%2Fb&Actions.member.1.ForwardConfig.TargetGroups.member.1.Weight=3",
            json!({
                "Action": "CreateRule",
                "Conditions": [{ "Field": "path-pattern", "Values": ["/a", "/b"] }],
                "Actions": [{ "ForwardConfig": { "TargetGroups": [{ "Weight": "3" }] } }],
            }),
        );
    }

    #[test]
    fn items_come_in_the_order_of_their_numbers() {
        check("L.member.10=j&L.member.2=b&L.member.x=no", json!({ "L": ["b", "j"] }));
    }

    #[test]
    fn an_empty_list_is_empty_text() {
        check("Names=", json!({ "Names": "" }));
    }
}
