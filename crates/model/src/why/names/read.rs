//! Reading names out of sentences.

/// The word after a mark, without quotes around it and punctuation behind it.
pub(super) fn after(text: &str, mark: &str) -> Option<String> {
    let rest = &text[text.find(mark)? + mark.len()..];
    word(rest)
}

pub(super) fn after_any(text: &str, marks: &[&str]) -> Option<String> {
    marks.iter().find_map(|mark| after(text, mark))
}

/// The first word, or what stands between quotes.
pub(super) fn word(text: &str) -> Option<String> {
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

pub(super) fn image(text: &str) -> Option<String> {
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
    let told = told.filter(|it| !it.starts_with("linux/") && !it.starts_with("windows/"));
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

pub(super) fn action(text: &str) -> Option<String> {
    let told = after_any(text, &["to perform: ", "to perform ", "allows the "]).filter(|it| it.contains(':'));
    let is_key = ["Access to KMS", "ciphertext refers to", "KMSInvalidState", "can't decrypt", "InvalidKeyId"]
        .iter()
        .any(|mark| text.contains(mark));
    told.or_else(|| is_key.then(|| "kms:Decrypt".to_owned()))
}

/// The policy in IAM's words: `because no VPC endpoint policy allows …`, `with an explicit deny in a …`.
pub(super) fn policy(text: &str) -> Option<&'static str> {
    let policies = [
        ("VPC endpoint policy", "the VPC endpoint policy"),
        ("service control policy", "a service control policy"),
        ("resource control policy", "a resource control policy"),
        ("resource-based policy", "the policy of the resource"),
        ("permissions boundary", "the permissions boundary"),
        ("session policy", "the session policy"),
    ];
    policies.into_iter().find(|(mark, _)| text.contains(mark)).map(|(_, name)| name)
}

pub(super) fn host(text: &str) -> Option<String> {
    if let Some((_, rest)) = text.split_once("proxyconnect tcp: ") {
        return after(rest, "dial tcp ");
    }
    let address = text.find("://").map(|at| &text[at + 3..]);
    let of_url = address.and_then(|rest| rest.split(['/', '"', '\'', ' ', ':', '?']).next());
    let told = of_url.filter(|host| host.contains('.') && !host.contains("..")).map(str::to_owned);
    let looked_up = || after(text, "lookup ").filter(|it| it.contains('.'));
    let dialled = || after(text, "dial tcp ").filter(|it| it.contains('.') && it.contains(':'));
    told.or_else(looked_up).or_else(dialled)
}

pub(super) fn service(text: &str) -> Option<&'static str> {
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

pub(super) fn role(text: &str) -> Option<String> {
    if let Some((_, rest)) = text.split_once(":assumed-role/") {
        return rest.split(['/', ' ', '\'']).next().map(str::to_owned);
    }
    if text.contains("service linked role") {
        return Some("AWSServiceRoleForECS".to_owned());
    }
    let rest = &text[text.find(":role/")? + ":role/".len()..];
    word(rest)?.rsplit('/').next().map(str::to_owned)
}

pub(super) fn secret(text: &str) -> Option<String> {
    if let Some((_, rest)) = text.split_once(":secret:") {
        let name = word(rest)?;
        return name.split(':').next().map(str::to_owned);
    }
    if let Some((_, rest)) = text.split_once(":parameter/") {
        return word(rest);
    }
    after_any(
        text,
        &["invalid ssm parameters: ", "invalid parameters: ", "ParameterNotFound: ", "failed to fetch secret "],
    )
    .filter(|it| !it.starts_with("arn:"))
}

pub(super) fn log_group(text: &str) -> Option<String> {
    if let Some((_, rest)) = text.split_once(":log-group:") {
        return word(rest)?.split(':').next().map(str::to_owned);
    }
    let told = after_any(
        text,
        &["log group name: ", "log group: ", "group does not exist: ", "log group ", "log group name "],
    )?;
    let is_quoted = || ["log group '", "log group \"", "log group name '"].iter().any(|mark| text.contains(mark));
    (told.starts_with('/') || is_quoted()).then_some(told)
}

pub(super) fn path(text: &str) -> Option<String> {
    if let Some((_, rest)) = text.split_once(":s3:::") {
        return word(rest);
    }
    if let (Some(key), Some(bucket)) = (after(text, "with key "), after(text, "from bucket ")) {
        return Some(format!("{bucket}/{key}"));
    }
    if let Some((_, mounted)) = text.split_once(" to rootfs").and_then(|(before, _)| before.rsplit_once("mounting ")) {
        return word(mounted);
    }
    let told = after_any(
        text,
        &[
            "exec: ",
            "error mounting ",
            "mount source path ",
            "from mount source ",
            "bind source path does not exist: ",
            "chdir to cwd (",
            "custom device ",
            "looking up volume plugin ",
            "stat ",
        ],
    );
    let bare = || after(text, "exec ").filter(|it| it.starts_with('/'));
    told.filter(|it| it != "format").or_else(bare)
}

/// An id that begins so: `subnet-0a1b`, up to the first character that no id has.
pub(super) fn with_prefix(text: &str, prefix: &str) -> Option<String> {
    let at = text.find(prefix)?;
    let is_start = text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && before != '-');
    let id: String = text[at + prefix.len()..].chars().take_while(char::is_ascii_alphanumeric).collect();
    (is_start && !id.is_empty()).then(|| format!("{prefix}{id}"))
}

pub(super) fn instance(text: &str) -> Option<String> {
    let told = after_any(text, &["(instance ", "(container-instance ", "container-instance "]);
    told.filter(|it| it.chars().any(|c| c.is_ascii_digit())).or_else(|| with_prefix(text, "i-"))
}

pub(super) fn group_name(group: &str) -> String {
    if group.starts_with("arn:") { group.split('/').nth(1).unwrap_or(group).to_owned() } else { group.to_owned() }
}

pub(super) fn port(text: &str) -> Option<String> {
    let digits = |rest: &str| {
        let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
        (!port.is_empty()).then_some(port)
    };
    let bound = || text.split_once("0.0.0.0:").and_then(|(_, rest)| digits(rest));
    let told =
        ["(port ", "on port ", "port "].iter().find_map(|mark| text.split_once(mark).and_then(|it| digits(it.1)));
    bound().or(told)
}
