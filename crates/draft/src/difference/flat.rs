//! A definition as keys and values.

use std::collections::BTreeMap;

use super::SET;
use super::names::{is_default, is_ordered, keyed, renamed, unit};
use crate::json::Json;
use crate::secrecy::Secrecy;
use crate::shape::{DEFINITION, Shape};

/// A definition as keys and values. What is absent has no key.
#[derive(Default)]
pub(super) struct Flat {
    pub leaves: BTreeMap<String, Leaf>,
    /// How many of them are more than defaults.
    telling: usize,
    /// Whether containers share one network with what they run on, so that a port of theirs is a port there.
    has_own_ports: bool,
}

/// The value of a key.
pub(super) struct Leaf {
    pub value: Json,
    /// What is shown of it.
    pub text: String,
    /// Whether it is the same as if it were absent.
    pub is_default: bool,
}

/// Where a value is: its key, the name of the member it is or is an item of, and what is known of it.
#[derive(Clone, Copy)]
struct At<'a> {
    key: &'a str,
    member: &'a str,
    shape: Option<Shape>,
    secrecy: Secrecy,
}

impl Flat {
    pub fn of(json: &Json) -> Self {
        let has_own_ports = matches!(json.text("networkMode"), Some("awsvpc" | "host"));
        let mut flat = Self { has_own_ports, ..Self::default() };
        flat.value(At { key: "", member: "", shape: Some(DEFINITION), secrecy: Secrecy::Open }, json);
        flat
    }

    fn value(&mut self, at: At, json: &Json) {
        match json {
            json if at.secrecy.hides(json) => self.put(at.key, json.clone(), SET.to_owned(), false),
            Json::Null => {}
            Json::List(items) => self.list(at, items),
            Json::Object(members) => self.object(at, members, &[]),
            scalar => {
                let unit = at.shape.filter(|shape| *shape == Shape::Number).map(|_| unit(at.member));
                let text = format!("{}{}", word(scalar), unit.unwrap_or_default());
                let is_default = at.shape.is_some_and(|shape| is_default(at.member, shape, scalar));
                self.put(at.key, scalar.clone(), text, is_default);
            }
        }
    }

    /// The members of an object, but for those that are its key or are told already.
    fn object(&mut self, at: At, members: &[(String, Json)], told: &[&str]) {
        if members.is_empty() && at.shape.is_none() {
            self.put(at.key, Json::Object(Vec::new()), "{}".to_owned(), false);
        }
        let mut members: Vec<_> = members.iter().filter(|(name, _)| !told.contains(&name.as_str())).collect();
        members.sort_unstable_by_key(|(name, _)| name);
        for (name, value) in members {
            let shape = at.shape.and_then(|shape| shape.member(name));
            let key = match renamed(at.member, name).filter(|_| shape.is_some()) {
                Some(own) => format!("{}{own}", at.key.strip_suffix(at.member).unwrap_or_default()),
                None if at.key.is_empty() => name.clone(),
                None => format!("{}.{name}", at.key),
            };
            self.value(At { key: &key, member: name, shape, secrecy: at.secrecy.member(name, value) }, value);
        }
    }

    fn list(&mut self, at: At, items: &[Json]) {
        let inside = At { shape: at.shape.and_then(Shape::item), secrecy: at.secrecy.item(), ..at };
        if at.shape.is_none() && items.is_empty() {
            return self.put(at.key, Json::List(Vec::new()), "[]".to_owned(), false);
        }
        let is_plain = |item: &Json| matches!(item, Json::Text(_) | Json::Number(_)) && !inside.secrecy.hides(item);
        if at.shape.is_some() && !items.is_empty() && items.iter().all(is_plain) {
            return self.words(at, items);
        }
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        for (number, item) in items.iter().enumerate() {
            let name = name_of(&inside, item);
            let Some((name, told)) = name.filter(|_| at.shape.is_some() && matches!(item, Json::Object(_))) else {
                self.value(At { key: &format!("{}[{number}]", at.key), ..inside }, item);
                continue;
            };
            let key = if at.key == "containerDefinitions" { name } else { format!("{}.{name}", at.key) };
            let times = taken.entry(key.clone()).or_default();
            *times += 1;
            let key = if *times == 1 { key } else { format!("{key} ({times})") };
            self.item(At { key: &key, ..inside }, item, told);
        }
    }

    /// An item that has a name. The member that is the whole of it is told under the item's own key.
    fn item(&mut self, at: At, item: &Json, name: &str) {
        let Json::Object(members) = item else { return };
        let before = self.telling;
        let mut told = vec![name];
        if at.member == "portMappings" {
            told = vec!["containerPort", "hostPort", "protocol", "containerPortRange"];
            told.retain(|member| is_of_port(member, item));
            self.port(at, item);
        } else if let Some(whole) = keyed(at.member).and_then(|(_, whole)| whole)
            && let Some(value) = item.get(whole)
        {
            told.push(whole);
            let shape = at.shape.and_then(|shape| shape.member(whole));
            self.value(At { member: whole, shape, secrecy: at.secrecy.member(whole, value), ..at }, value);
        }
        let inside = At { member: "", ..at };
        self.object(inside, members, &told);
        if self.telling == before {
            self.put(at.key, Json::Null, SET.to_owned(), false);
        }
    }

    fn port(&mut self, at: At, item: &Json) {
        let host = item.number("hostPort").filter(|port| *port != 0 && !self.has_own_ports);
        let text = host.map(|host| format!("open, on port {host} of the instance"));
        let value = host.map_or(Json::Null, Json::from);
        self.put(at.key, value, text.unwrap_or_else(|| "open".to_owned()), false);
    }

    /// A list of texts and numbers is one value.
    fn words(&mut self, at: At, items: &[Json]) {
        let mut items = items.to_vec();
        let is_ordered = is_ordered(at.member);
        if !is_ordered {
            items.sort_by_cached_key(Json::compact);
        }
        let words: Vec<String> = items.iter().map(quoted).collect();
        let text = words.join(if is_ordered { " " } else { ", " });
        self.put(at.key, Json::List(items), text, false);
    }

    /// Puts a value under its key, or beside one that has the same.
    fn put(&mut self, key: &str, value: Json, text: String, is_default: bool) {
        self.telling += usize::from(!is_default);
        let mut own = key.to_owned();
        let mut number = 1;
        while self.leaves.contains_key(&own) {
            number += 1;
            own = format!("{key} ({number})");
        }
        self.leaves.insert(own, Leaf { value, text, is_default });
    }
}

/// What an item is called in its list, and by which member.
fn name_of(at: &At, item: &Json) -> Option<(String, &'static str)> {
    if at.member == "portMappings" {
        let protocol = item.text("protocol").unwrap_or("tcp");
        let range = item.text("containerPortRange").map(str::to_owned);
        let port = range.or_else(|| item.number("containerPort").map(|port| port.to_string()))?;
        return Some((format!("{port}/{protocol}"), ""));
    }
    let key = if at.member == "containerDefinitions" { "name" } else { keyed(at.member)?.0 };
    item.text(key).filter(|name| !name.is_empty()).map(|name| (name.to_owned(), key))
}

/// Whether the member is told by the key and the text of a port mapping. What has another type is not.
fn is_of_port(member: &str, item: &Json) -> bool {
    match member {
        "containerPort" => item.get("containerPortRange").is_none() && item.number(member).is_some(),
        "hostPort" => item.number(member).is_some(),
        _ => item.text(member).is_some(),
    }
}

fn word(scalar: &Json) -> String {
    match scalar {
        Json::Text(text) => text.clone(),
        other => other.compact(),
    }
}

/// A word among words: in quotes where it would not be seen to be one.
fn quoted(scalar: &Json) -> String {
    match scalar {
        Json::Text(text) if !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || "\",".contains(c)) => {
            text.clone()
        }
        other => other.compact(),
    }
}
