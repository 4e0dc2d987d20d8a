//! What a sentence of ECS names: the image, the secret, the role.

/// What a sentence names; empty where it names nothing of the kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Names {
    /// The image, as far as the sentence spells it.
    pub image: Option<String>,
    /// The host that was called, or the address: `api.ecr.eu-west-1.amazonaws.com`, `10.0.0.1:443`.
    pub host: Option<String>,
    /// The service of AWS that holds secrets: `Secrets Manager`.
    pub service: Option<&'static str>,
    /// The IAM action that was refused.
    pub action: Option<String>,
    /// The role that acted, or that could not be assumed.
    pub role: Option<String>,
    /// The secret or parameter.
    pub secret: Option<String>,
    /// The key inside a secret.
    pub key: Option<String>,
    /// The log group.
    pub log_group: Option<String>,
    /// The command, path, or object in S3.
    pub path: Option<String>,
    /// The file system.
    pub file_system: Option<String>,
    /// The subnet.
    pub subnet: Option<String>,
    /// The security group.
    pub security_group: Option<String>,
    /// The EC2 or container instance.
    pub instance: Option<String>,
    /// The capacity provider.
    pub provider: Option<String>,
    /// The target group.
    pub target_group: Option<String>,
    /// The port.
    pub port: Option<String>,
    /// The user or group.
    pub user: Option<String>,
    /// The resource that is short, or the constraint: `GPU`, `memory`, `MemberOf placement constraint`.
    pub lacking: Option<String>,
}

impl Names {
    /// Reads the names in a sentence.
    pub(super) fn of(sentence: &str) -> Self {
        let text = &sentence.replace(['’', '‘'], "'").replace(['“', '”'], "\"");
        Self {
            image: image(text),
            host: host(text),
            service: service(text),
            action: after_any(text, &["to perform: ", "to perform ", "allows the "]).filter(|it| it.contains(':')),
            role: role(text),
            secret: secret(text),
            key: after(text, "json key "),
            log_group: log_group(text),
            path: path(text),
            file_system: with_prefix(text, "fs-"),
            subnet: with_prefix(text, "subnet-"),
            security_group: with_prefix(text, "sg-"),
            instance: instance(text),
            provider: after(text, "for capacity provider "),
            target_group: after(text, "(target-group ").map(|it| group_name(&it)),
            port: port(text),
            user: after_any(text, &["unable to find user ", "unable to find group "]),
            lacking: lacking(text),
        }
    }
}

/// The word after a mark, without quotes around it and punctuation behind it.
fn after(text: &str, mark: &str) -> Option<String> {
    let rest = &text[text.find(mark)? + mark.len()..];
    word(rest)
}

fn after_any(text: &str, marks: &[&str]) -> Option<String> {
    marks.iter().find_map(|mark| after(text, mark))
}

/// The first word, or what stands between quotes.
fn word(text: &str) -> Option<String> {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|first| matches!(first, '\'' | '"' | '`' | '\\'));
    let word = match quote {
        Some(quote) => {
            let inner = text.trim_start_matches(['\\', '"', '\'', '`']);
            inner.split([quote, '"', '\'', '`', '\\']).next()?
        }
        None => text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | '"' | '\'')).next()?,
    };
    let word = word.trim_end_matches(['.', ':', ',', ']']);
    (!word.is_empty()).then(|| word.to_owned())
}

fn image(text: &str) -> Option<String> {
    let told = after_any(
        text,
        &[
            "failed to resolve ref ",
            "failed to resolve reference ",
            "manifest for ",
            "pull access denied for ",
            "No such image: ",
        ],
    );
    let quoted = || {
        let rest = text.split_once("pull '").or_else(|| text.split_once("pull image '"))?.1;
        word(rest)
    };
    let repository = || {
        after_any(text, &["repository with name ", "repository "])
            .filter(|it| it.contains('/') || it.contains('.') || text.contains("repository with name"))
    };
    let bare = || after(text, "image ").filter(|it| it.contains('/'));
    told.or_else(quoted).or_else(repository).or_else(bare)
}

fn host(text: &str) -> Option<String> {
    let address = text.find("://").map(|at| &text[at + 3..]);
    let of_url = address.and_then(|rest| rest.split(['/', '"', '\'', ' ', ':', '?']).next());
    let told = of_url.filter(|host| host.contains('.')).map(str::to_owned);
    let looked_up = || after(text, "lookup ").filter(|it| it.contains('.'));
    let dialled = || after(text, "dial tcp ").filter(|it| it.contains('.') && it.contains(':'));
    told.or_else(looked_up).or_else(dialled)
}

fn service(text: &str) -> Option<&'static str> {
    let says = |parts: &[&str]| parts.iter().any(|part| text.contains(part));
    match () {
        () if says(&["Secrets Manager", "secretsmanager", "secret from asm", "asm fetching"]) => {
            Some("Secrets Manager")
        }
        () if says(&["Systems Manager", "Parameter Store", "secrets from ssm", "ssm fetching", ":ssm:"]) => {
            Some("SSM Parameter Store")
        }
        () => None,
    }
}

fn role(text: &str) -> Option<String> {
    if let Some((_, rest)) = text.split_once(":assumed-role/") {
        return rest.split(['/', ' ', '\'']).next().map(str::to_owned);
    }
    let rest = &text[text.find(":role/")? + ":role/".len()..];
    word(rest)?.rsplit('/').next().map(str::to_owned)
}

fn secret(text: &str) -> Option<String> {
    if let Some((_, rest)) = text.split_once(":secret:") {
        let name = word(rest)?;
        return name.split(':').next().map(str::to_owned);
    }
    if let Some((_, rest)) = text.split_once(":parameter/") {
        return word(rest);
    }
    after_any(text, &["invalid ssm parameters: ", "invalid parameters: ", "failed to fetch secret "])
}

fn log_group(text: &str) -> Option<String> {
    if let Some((_, rest)) = text.split_once(":log-group:") {
        return word(rest)?.split(':').next().map(str::to_owned);
    }
    let told = after_any(text, &["log group name: ", "log group: ", "log group ", "log group name "])?;
    let is_quoted = || ["log group '", "log group \"", "log group name '"].iter().any(|mark| text.contains(mark));
    (told.starts_with('/') || is_quoted()).then_some(told)
}

fn path(text: &str) -> Option<String> {
    if let Some((_, rest)) = text.split_once(":s3:::") {
        return word(rest);
    }
    if let (Some(key), Some(bucket)) = (after(text, "with key "), after(text, "from bucket ")) {
        return Some(format!("{bucket}/{key}"));
    }
    let told = after_any(
        text,
        &[
            "exec: ",
            "error mounting ",
            "mount source path ",
            "bind source path does not exist: ",
            "chdir to cwd (",
            "custom device ",
            "stat ",
        ],
    );
    let bare = || after(text, "exec ").filter(|it| it.starts_with('/'));
    told.filter(|it| it != "format").or_else(bare)
}

/// An id that begins so: `subnet-0a1b`, up to the first character that no id has.
fn with_prefix(text: &str, prefix: &str) -> Option<String> {
    let at = text.find(prefix)?;
    let is_start = text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && before != '-');
    let id: String = text[at + prefix.len()..].chars().take_while(char::is_ascii_alphanumeric).collect();
    (is_start && !id.is_empty()).then(|| format!("{prefix}{id}"))
}

fn instance(text: &str) -> Option<String> {
    let told = after_any(text, &["(instance ", "(container-instance ", "container-instance "]);
    told.filter(|it| it.chars().any(|c| c.is_ascii_digit())).or_else(|| with_prefix(text, "i-"))
}

fn group_name(group: &str) -> String {
    if group.starts_with("arn:") { group.split('/').nth(1).unwrap_or(group).to_owned() } else { group.to_owned() }
}

fn port(text: &str) -> Option<String> {
    let digits = |rest: &str| {
        let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
        (!port.is_empty()).then_some(port)
    };
    let bound = || text.split_once("0.0.0.0:").and_then(|(_, rest)| digits(rest));
    let told =
        ["(port ", "on port ", "port "].iter().find_map(|mark| text.split_once(mark).and_then(|it| digits(it.1)));
    bound().or(told)
}

/// What is short, in the words of AWS.
fn lacking(text: &str) -> Option<String> {
    if let Some((_, rest)) = text.split_once("RESOURCE:") {
        return word(rest);
    }
    for (mark, name) in [
        ("insufficient CPU", "CPU"),
        ("insufficient memory", "memory"),
        ("already using a port", "host port"),
        ("insufficient GPU", "GPU"),
        ("network interface", "network interface"),
        ("MemberOf", "MemberOf placement constraint"),
        ("distinctInstance", "distinctInstance constraint"),
        ("missing an attribute", "attribute"),
        ("ATTRIBUTE", "attribute"),
        ("LOCATION", "availability zone"),
    ] {
        if text.contains(mark) {
            return Some(name.to_owned());
        }
    }
    None
}
