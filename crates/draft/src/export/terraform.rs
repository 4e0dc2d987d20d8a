//! The resource of Terraform: arguments, blocks, and the containers as JSON.

use std::fmt::Write as _;

use crate::json::Json;

/// Members that are arguments.
const ARGUMENTS: [(&str, &str); 9] = [
    ("family", "family"),
    ("cpu", "cpu"),
    ("memory", "memory"),
    ("networkMode", "network_mode"),
    ("requiresCompatibilities", "requires_compatibilities"),
    ("taskRoleArn", "task_role_arn"),
    ("executionRoleArn", "execution_role_arn"),
    ("pidMode", "pid_mode"),
    ("ipcMode", "ipc_mode"),
];

/// Members that are blocks of the same shape, one or several.
const BLOCKS: [(&str, &str); 3] = [
    ("runtimePlatform", "runtime_platform"),
    ("ephemeralStorage", "ephemeral_storage"),
    ("placementConstraints", "placement_constraints"),
];

/// Members that are written out below, each in its own way.
const OWN_WAY: [&str; 5] = ["containerDefinitions", "volumes", "proxyConfiguration", "tags", "enableFaultInjection"];

pub(super) fn resource(definition: &Json) -> String {
    let Json::Object(members) = definition else { return String::new() };
    let family = definition.text("family").unwrap_or("this");
    let mut text = format!("resource \"aws_ecs_task_definition\" {} {{\n", quoted(&identifier(family)));
    let mut arguments: Vec<(String, String)> = ARGUMENTS
        .iter()
        .filter_map(|(member, name)| Some(((*name).to_owned(), inline(definition.get(member)?))))
        .collect();
    if let Some(flag) = definition.flag("enableFaultInjection") {
        arguments.push(("enable_fault_injection".to_owned(), flag.to_string()));
    }
    write_arguments(&mut text, &arguments, 1);
    if let Some(containers) = definition.get("containerDefinitions") {
        let json = escaped(&containers.indented()).replace('\n', "\n  ");
        _ = write!(text, "\n  container_definitions = jsonencode({json})\n");
    }
    for (member, name) in BLOCKS {
        match definition.get(member) {
            Some(Json::List(items)) => items.iter().for_each(|item| block(&mut text, name, item, 1)),
            Some(one) => block(&mut text, name, one, 1),
            None => {}
        }
    }
    definition.list("volumes").iter().for_each(|volume| block(&mut text, "volume", &of_volume(volume), 1));
    if let Some(proxy) = definition.get("proxyConfiguration") {
        block(&mut text, "proxy_configuration", &of_proxy(proxy), 1);
    }
    let tags = pairs(definition.list("tags"), "key");
    if !tags.is_empty() {
        text.push_str("\n  tags = {\n");
        tags.iter().for_each(|(key, value)| _ = writeln!(text, "    {} = {}", quoted(key), quoted(value)));
        text.push_str("  }\n");
    }
    let is_known =
        |name: &str| ARGUMENTS.iter().chain(&BLOCKS).any(|(member, _)| *member == name) || OWN_WAY.contains(&name);
    let unknown: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).filter(|name| !is_known(name)).collect();
    if !unknown.is_empty() {
        _ = write!(
            text,
            "\n  # Terraform has no place that Podium knows for: {}\n",
            unknown.join(", ").replace('\n', " ")
        );
    }
    text.push_str("}\n");
    text
}

/// A volume as Terraform has it: the path on the host is an argument, and another word stands for being set up later.
fn of_volume(volume: &Json) -> Json {
    let mut volume = volume.clone();
    let path = volume.get("host").and_then(|host| host.get("sourcePath")).cloned();
    volume.set("host", None);
    if path.is_some() {
        volume.set("hostPath", path);
    }
    let at_launch = volume.get("configuredAtLaunch").cloned();
    volume.set("configuredAtLaunch", None);
    volume.set("configureAtLaunch", at_launch);
    volume
}

/// A proxy as Terraform has it: its properties are a map.
fn of_proxy(proxy: &Json) -> Json {
    let mut proxy = proxy.clone();
    let properties = pairs(proxy.list("properties"), "name");
    let members = properties.into_iter().map(|(name, value)| (name, Json::Text(value))).collect();
    proxy.set("properties", Some(Json::Object(members)));
    proxy
}

/// Blocks that hold a map and no block.
const MAPS: [&str; 3] = ["properties", "driverOpts", "labels"];

/// A block: its arguments first, then the blocks in it.
fn block(text: &mut String, name: &str, value: &Json, depth: usize) {
    let Json::Object(members) = value else { return };
    let indent = "  ".repeat(depth);
    if depth == 1 {
        text.push('\n');
    }
    _ = writeln!(text, "{indent}{name} {{");
    let is_block = |(name, value): &&(String, Json)| matches!(value, Json::Object(_)) && !MAPS.contains(&name.as_str());
    let plain = members.iter().filter(|member| !is_block(member) && member.1 != Json::Null);
    let arguments: Vec<_> = plain.map(|(name, value)| (snake(name), inline(value))).collect();
    write_arguments(text, &arguments, depth + 1);
    for (name, value) in members.iter().filter(is_block) {
        block(text, &snake(name), value, depth + 1);
    }
    _ = writeln!(text, "{indent}}}");
}

/// Arguments, their equals signs below one another.
fn write_arguments(text: &mut String, arguments: &[(String, String)], depth: usize) {
    let width = arguments.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let indent = "  ".repeat(depth);
    arguments.iter().for_each(|(name, value)| _ = writeln!(text, "{indent}{name:width$} = {value}"));
}

/// A value on one line.
fn inline(value: &Json) -> String {
    match value {
        Json::List(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Json::Object(members) => {
            let members = members.iter().map(|(name, value)| format!("{} = {}", quoted(name), inline(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        other => escaped(&other.compact()),
    }
}

fn quoted(text: &str) -> String {
    inline(&text.into())
}

/// In a text of Terraform two signs begin an expression; doubled they are themselves.
fn escaped(json: &str) -> String {
    json.replace("${", "$${").replace("%{", "%%{")
}

/// Names and values of a list of objects.
fn pairs(items: &[Json], name: &str) -> Vec<(String, String)> {
    let pair = |item: &Json| Some((item.text(name)?.to_owned(), item.text("value").unwrap_or_default().to_owned()));
    items.iter().filter_map(pair).collect()
}

/// `sizeInGiB` is `size_in_gib`: a capital begins a word, and `GiB` is one.
fn snake(name: &str) -> String {
    let name = name.replace("GiB", "Gib");
    let mut snake = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// What Terraform takes as the name of a resource.
fn identifier(family: &str) -> String {
    let begins = family.starts_with(|letter: char| letter.is_ascii_alphabetic());
    if begins { family.to_owned() } else { format!("_{family}") }
}
