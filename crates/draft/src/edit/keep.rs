//! Puts the values that people do not see back into what they typed.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::fault::Fault;
use crate::json::Json;
use crate::path::{Path, Step};
use crate::secrecy::{MASK, Secrecy};

/// The most faults that are told of one text.
const FAULTS_MAX: usize = 100;

/// A value that AWS holds, and what may be seen of it.
type Held<'a> = Option<(Secrecy, &'a Json)>;

impl Document {
    /// The typed value, with every mask replaced by what is held in its place.
    pub(super) fn kept(&self, typed: &Json) -> Result<Json, Vec<Fault>> {
        let mut keeper = Keeper { held: self, faults: Vec::new(), container: None };
        let json = keeper.keep(Secrecy::Open, typed, Some((Secrecy::Open, self.json())), &Path::default());
        keeper.faults.truncate(FAULTS_MAX);
        if keeper.faults.is_empty() { Ok(json) } else { Err(keeper.faults) }
    }
}

struct Keeper<'a> {
    held: &'a Document,
    faults: Vec<Fault>,
    /// The name of the container that is being looked at.
    container: Option<String>,
}

impl<'a> Keeper<'a> {
    fn keep(&mut self, secrecy: Secrecy, typed: &Json, held: Held<'a>, path: &Path) -> Json {
        match typed {
            Json::Text(text) if text == MASK => match held {
                Some((secrecy, held)) if secrecy.hides(held) || held == typed => held.clone(),
                _ => self.fault(path, self.nothing_to_keep()),
            },
            Json::Text(text) if secrecy.hides(typed) && text.contains(MASK) => {
                let message = "A value that is not shown can only be kept or replaced: write the whole value.";
                self.fault(path, message.to_owned())
            }
            Json::List(items) => self.list(secrecy, items, held, path),
            Json::Object(members) => self.object(secrecy, members, held, path),
            other => other.clone(),
        }
    }

    fn object(&mut self, secrecy: Secrecy, members: &[(String, Json)], held: Held<'a>, path: &Path) -> Json {
        let known: BTreeMap<&str, (Secrecy, &Json)> = match held {
            Some((secrecy, Json::Object(members))) => {
                members.iter().map(|(name, value)| (name.as_str(), (secrecy.member(name, value), value))).collect()
            }
            _ => BTreeMap::new(),
        };
        let mut kept = Vec::with_capacity(members.len());
        for (name, value) in members {
            let secrecy = secrecy.member(name, value);
            let value = self.keep(secrecy, value, known.get(name.as_str()).copied(), &path.member(name));
            kept.push((name.clone(), value));
        }
        Json::Object(kept)
    }

    fn list(&mut self, secrecy: Secrecy, items: &[Json], held: Held<'a>, path: &Path) -> Json {
        let are_containers = matches!(path.steps(), [Step::Member(name)] if name == "containerDefinitions");
        let mut known = match held {
            Some((secrecy, Json::List(items))) => Known::of(secrecy.item(), items),
            _ => Known::default(),
        };
        known.count(items);
        let mut kept = Vec::with_capacity(items.len());
        for (number, item) in items.iter().enumerate() {
            if are_containers {
                self.container = item.text("name").map(str::to_owned);
            }
            kept.push(self.keep(secrecy.item(), item, known.next(item), &path.item(number)));
        }
        if are_containers {
            self.container = None;
        }
        Json::List(kept)
    }

    /// Nothing stands in for the value: with a fault there is no document.
    fn fault(&mut self, path: &Path, message: String) -> Json {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(Fault { path: path.clone(), container: self.container.clone(), place: None, message });
        }
        Json::Null
    }

    fn nothing_to_keep(&self) -> String {
        match &self.container {
            Some(name) if !self.held.containers().any(|known| known == name) => format!(
                "Container {name} is new or was renamed, so there is nothing to keep: write the value, or take the name back."
            ),
            _ => "There is nothing to keep under this name: write the value.".to_owned(),
        }
    }
}

/// The items of a list that AWS holds, by what tells them apart: their name, or else all that is seen of them.
#[derive(Default)]
struct Known<'a> {
    items: BTreeMap<String, Vec<(Secrecy, &'a Json)>>,
    /// How often each occurs among what was typed, and how many of those were met.
    typed: BTreeMap<String, (usize, usize)>,
}

impl<'a> Known<'a> {
    fn of(secrecy: Secrecy, items: &'a [Json]) -> Self {
        let mut known = Self::default();
        for item in items {
            known.items.entry(key(&secrecy.mask(item))).or_default().push((secrecy, item));
        }
        known
    }

    fn count(&mut self, typed: &[Json]) {
        for item in typed {
            self.typed.entry(key(item)).or_default().0 += 1;
        }
    }

    /// The item that is meant by the next that was typed. Of several with one key the first is the first, as long as
    /// none was added or taken away.
    fn next(&mut self, typed: &Json) -> Held<'a> {
        let key = key(typed);
        let (count, met) = self.typed.get_mut(&key)?;
        let items = self.items.get(&key).filter(|items| items.len() == *count)?;
        *met += 1;
        items.get(*met - 1).copied()
    }
}

fn key(shown: &Json) -> String {
    match shown.text("name") {
        Some(name) if name != MASK => name.to_owned(),
        _ => shown.compact(),
    }
}
