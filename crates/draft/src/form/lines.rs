//! Entries as lines, and back.

use super::slots::Entries;
use crate::json::{Json, parse};
use crate::secrecy::{MASK, Secrecy};

/// The lines of a field without those that are blank.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(|line| line.trim_end_matches('\r')).filter(|line| !line.trim().is_empty())
}

/// Whether two texts say the same: browsers and people add blank lines.
pub(crate) fn are_same(one: &str, other: &str) -> bool {
    one == other || lines(one).eq(lines(other))
}

/// A word as a line: as it is, or as a JSON text when it would not come back as it is.
pub(super) fn of_word(word: &str) -> String {
    let is_plain = !word.is_empty() && word.trim() == word && !word.starts_with('"') && !word.contains(['\n', '\r']);
    if is_plain { word.to_owned() } else { Json::from(word).compact() }
}

/// The word that a line is.
pub(super) fn word(line: &str) -> Result<String, String> {
    let line = line.trim();
    if !line.starts_with('"') {
        return Ok(line.to_owned());
    }
    match parse(line) {
        Ok((Json::Text(word), _)) => Ok(word),
        _ => Err("A line that begins with a double quote is one text of JSON, such as \"a\\nb\".".to_owned()),
    }
}

/// A port mapping as a line; nothing when it is none that a line can be.
pub(super) fn of_port(mapping: &Json, has_own_ports: bool) -> Option<String> {
    let protocol = mapping.get("protocol").map_or(Some("tcp"), Json::as_text)?;
    let range = mapping.text("containerPortRange").map(str::to_owned);
    let port = range.or_else(|| mapping.number("containerPort").map(|port| port.to_string()))?;
    let host = mapping.number("hostPort").filter(|host| *host != 0 && !has_own_ports);
    let host = host.map(|host| format!("{host}:")).unwrap_or_default();
    Some(format!("{host}{port}/{protocol}"))
}

/// Makes the mapping what the line says; what else is known of it stays.
pub(super) fn port(line: &str, mapping: &mut Json, has_own_ports: bool) -> Result<(), String> {
    let line = line.trim();
    let wrong = || format!("A port is written as 8080/tcp, 8000-8010/udp or 80:8080/tcp, not as {line}.");
    let number = |text: &str| text.parse::<u16>().map(|port| Json::from(i64::from(port))).map_err(|_| wrong());
    let (ports, protocol) = line.split_once('/').unwrap_or((line, "tcp"));
    let (host, port) = ports.split_once(':').map_or((None, ports), |(host, port)| (Some(host), port));
    let range = port.split_once('-');
    let (single, range) = match range {
        Some((low, high)) => {
            number(low)?;
            number(high)?;
            (None, Some(Json::from(port)))
        }
        None => (Some(number(port)?), None),
    };
    let host = host.map(number).transpose()?;
    if protocol.is_empty() || (range.is_some() && host.is_some()) {
        return Err(wrong());
    }
    // Where ports are the same outside, an old one would be wrong; elsewhere none means any.
    let had_host = mapping.get("hostPort").is_some() && single.is_some();
    let same = if has_own_ports { single.clone() } else { Some(Json::from(0)) };
    mapping.set("containerPort", single);
    mapping.set("containerPortRange", range);
    mapping.set("hostPort", host.or_else(|| same.filter(|_| had_host)));
    mapping.set("protocol", Some(protocol.into()));
    Ok(())
}

/// An entry as a line; nothing when it is none that a line can be.
pub(super) fn of_entry(entry: &Json, form: Entries) -> Option<String> {
    let name = entry.text(form.name)?;
    match entry.get(form.value) {
        _ if form.value.is_empty() => Some(name.to_owned()),
        None => Some(name.to_owned()),
        Some(_) if form.is_hidden => Some(format!("{name}{}{MASK}", form.between)),
        Some(value) => Some(format!("{name}{}{}", form.between, value.as_text()?)),
    }
}

/// An option as a line; nothing when it is none that a line can be.
pub(super) fn of_option(name: &str, value: &Json) -> Option<String> {
    let is_hidden = Secrecy::Options.member(name, value).hides(value);
    let value = if is_hidden { MASK } else { value.as_text()? };
    Some(format!("{name}={value}"))
}

/// Whether the line comes back from a form as it is.
pub(super) fn is_line(line: &str) -> bool {
    line.trim() == line && !line.is_empty() && !line.contains(['\n', '\r'])
}
