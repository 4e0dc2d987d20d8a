//! Puts what was typed into a field where it belongs.

use std::collections::BTreeMap;

use super::Found;
use super::lines::{lines, of_entry, of_option, of_port, port, word};
use super::slots::{Entries, Form};
use crate::json::Json;
use crate::secrecy::MASK;

/// Gives the member the value that was typed; an empty field takes it away.
pub(super) fn write(json: &mut Json, found: &Found, typed: &str) -> Result<(), String> {
    let home = match &found.container {
        Some((number, _)) => {
            let list = json.get_mut("containerDefinitions").and_then(Json::items_mut);
            list.and_then(|items| items.get_mut(*number))
        }
        None => Some(json),
    };
    let Some(home) = home else { return Ok(()) };
    let way = found.slot.members;
    let held = way.iter().try_fold(&*home, |at, member| at.get(member));
    let new = value(found, held, typed)?;
    put(home, way, new);
    Ok(())
}

/// Replaces the value at the end of the way. An object that is left empty by that goes, too.
fn put(at: &mut Json, way: &[&str], value: Option<Json>) {
    let Some((member, way)) = way.split_first() else { return };
    if way.is_empty() {
        at.set(member, value);
        return;
    }
    let empty = || Json::Object(Vec::new());
    let mut inside = at.get(member).cloned().unwrap_or_else(empty);
    put(&mut inside, way, value);
    at.set(member, Some(inside).filter(|inside| *inside != empty()));
}

/// What was typed as a value; nothing for nothing.
fn value(found: &Found, held: Option<&Json>, typed: &str) -> Result<Option<Json>, String> {
    let items = match held {
        Some(Json::List(items)) => &items[..],
        _ => &[],
    };
    let word = typed.trim();
    if word.is_empty() {
        return Ok(None);
    }
    match found.slot.form {
        Form::Text if word.contains('\n') => Err("This is one line.".to_owned()),
        Form::Text if word == MASK => Err(nothing_to_keep("this")),
        Form::Text => Ok(Some(word.into())),
        Form::Number => match word.parse::<i64>() {
            Ok(number) => Ok(Some(number.into())),
            Err(_) => Err("This is a whole number, or nothing.".to_owned()),
        },
        Form::Flag(_) => match word {
            "true" => Ok(Some(Json::Flag(true))),
            "false" => Ok(Some(Json::Flag(false))),
            _ => Err("This is true or false.".to_owned()),
        },
        Form::Words => words(items, typed).map(list),
        Form::Ports => ports(items, typed, found.has_own_ports).map(list),
        Form::Entries(form) => entries(items, typed, form).map(list),
        Form::Options => options(held, typed).map(|members| Some(Json::Object(members))),
    }
}

fn nothing_to_keep(name: &str) -> String {
    format!("There is nothing to keep for {name}: write the whole value.")
}

fn words(held: &[Json], typed: &str) -> Result<Vec<Json>, String> {
    let mut words = Vec::new();
    for line in lines(typed) {
        let word = Json::Text(word(line)?);
        if word.as_text() == Some(MASK) && !held.contains(&word) {
            return Err(nothing_to_keep("this"));
        }
        words.push(word);
    }
    Ok(words)
}

const fn list(items: Vec<Json>) -> Option<Json> {
    Some(Json::List(items))
}

/// Mappings whose lines are unchanged stay as they are. Where as many lines were typed as there were, a line that
/// changed is the mapping that stood there, so that its name stays.
fn ports(held: &[Json], typed: &str, has_own_ports: bool) -> Result<Vec<Json>, String> {
    let typed: Vec<&str> = lines(typed).map(str::trim).collect();
    let mut known = ByLine::of(held, |mapping| of_port(mapping, has_own_ports));
    let place = |number: usize| held.get(number).filter(|_| held.len() == typed.len());
    let mut mappings = Vec::new();
    for (number, line) in typed.iter().enumerate() {
        if let Some(same) = known.take(line) {
            mappings.push(same.clone());
            continue;
        }
        let stays = |held: &&Json| !of_port(held, has_own_ports).is_some_and(|line| typed.contains(&line.as_str()));
        let mut mapping = place(number).filter(stays).cloned().unwrap_or_else(|| Json::Object(Vec::new()));
        port(line, &mut mapping, has_own_ports)?;
        mappings.push(mapping);
    }
    Ok(mappings)
}

/// Entries whose lines are unchanged stay as they are, and of one that has the name of another only the value changes.
fn entries(held: &[Json], typed: &str, form: Entries) -> Result<Vec<Json>, String> {
    let mut known = ByLine::of(held, |entry| of_entry(entry, form));
    let mut entries = Vec::new();
    for (number, line) in (1..).zip(lines(typed)) {
        let line = line.trim_start();
        if let Some(same) = known.take(line.trim_end()) {
            entries.push(same.clone());
            continue;
        }
        // The line itself is not said: it may be the rest of a secret.
        let parts = match form.value {
            "" => Some((line.trim(), "")),
            _ => line.split_once(form.between).map(|(name, value)| (name.trim(), value)),
        };
        let Some((name, value)) = parts else {
            return Err(format!("{} is missing in entry {number}.", what(form)));
        };
        let value = if form.is_hidden { value } else { value.trim() };
        if value.contains(MASK) {
            return Err(nothing_to_keep(name));
        }
        let mut named = held.iter().filter(|entry| entry.text(form.name) == Some(name));
        let mut entry = match (named.next(), named.next()) {
            (Some(entry), None) => entry.clone(),
            _ => Json::Object(Vec::new()),
        };
        entry.set(form.name, Some(name.into()));
        if !form.value.is_empty() {
            entry.set(form.value, Some(value.into()));
        }
        entries.push(entry);
    }
    Ok(entries)
}

fn what(form: Entries) -> &'static str {
    if form.between == ' ' { "The condition" } else { "An equals sign" }
}

/// Options whose lines are unchanged keep their values.
fn options(held: Option<&Json>, typed: &str) -> Result<Vec<(String, Json)>, String> {
    let mut members: Vec<(String, Json)> = Vec::new();
    for (number, line) in (1..).zip(lines(typed)) {
        let line = line.trim();
        let missing = || format!("An equals sign is missing in entry {number}.");
        let (name, value) = line.split_once('=').ok_or_else(missing)?;
        let held = held.and_then(|held| held.get(name));
        let value = match held.filter(|held| of_option(name, held).as_deref() == Some(line)) {
            Some(held) => held.clone(),
            None if value.contains(MASK) => return Err(nothing_to_keep(name)),
            None => value.into(),
        };
        if members.iter().any(|(known, _)| known == name) {
            return Err(format!("{name} stands here twice."));
        }
        members.push((name.to_owned(), value));
    }
    Ok(members)
}

/// What is held, by the lines that people see of it; each is given away once.
struct ByLine<'a>(BTreeMap<String, Vec<&'a Json>>);

impl<'a> ByLine<'a> {
    fn of(held: &'a [Json], line: impl Fn(&Json) -> Option<String>) -> Self {
        let mut known: BTreeMap<String, Vec<&Json>> = BTreeMap::new();
        for item in held.iter().rev() {
            if let Some(line) = line(item) {
                known.entry(line).or_default().push(item);
            }
        }
        Self(known)
    }

    /// The first that has this line and was not given away yet.
    fn take(&mut self, line: &str) -> Option<&'a Json> {
        self.0.get_mut(line)?.pop()
    }
}
