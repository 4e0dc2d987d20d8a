use super::*;

const GOOD: &str = r#"
listen = "127.0.0.1:3000"

[[environment]]
name = "prod"
region = "eu-central-1"
"#;

#[track_caller]
fn check(text: &str, expect: &[&str]) {
    let problems = Config::parse(text, Path::new("")).map(|_| ()).err().unwrap_or_default();
    let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(shown, expect);
}

/// A good configuration with `line` added to its environment: the line's number is 7.
#[track_caller]
fn check_field(line: &str, expect: &[&str]) {
    check(&format!("{GOOD}{line}\n"), expect);
}

#[test]
fn a_short_configuration_is_enough() {
    let config =
        Config::parse("[[environment]]\nname = \"prod\"\nregion = \"eu-central-1\"\n", Path::new("/nowhere")).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(config.data, Path::new("/nowhere/podium-data"));
    assert_eq!(config.environments.len(), 1);
    assert!(!config.health_metrics, "nothing is paid for that nobody asked for");
    assert_eq!(config.environments[0].endpoint_url, None);
}

#[test]
fn every_field_arrives_where_it_belongs() {
    let text = r#"
        listen = "[::1]:4000"
        data = "/nowhere/podium"
        health_metrics = true
        [[environment]]
        name = "prod"
        region = "us-gov-west-1"
        profile = "prod"
        role_arn = "arn:aws-us-gov:iam::123456789012:role/teams/podium"
        external_id = "a:b/c"
        [[environment]]
        name = "test"
        region = "eu-west-1"
        endpoint_url = "http://127.0.0.1:4566"
        read_only = true
        protected = true
    "#;
    let config = Config::parse(text, Path::new("")).unwrap();
    let [prod, test] = &config.environments[..] else { panic!("two environments: {config:?}") };
    assert_eq!(config.listen.to_string(), "[::1]:4000");
    assert_eq!(config.data, Path::new("/nowhere/podium"));
    assert!(config.health_metrics);
    assert_eq!(
        (prod.name.as_str(), prod.region.as_str(), prod.profile.as_deref()),
        ("prod", "us-gov-west-1", Some("prod"))
    );
    assert_eq!(prod.role_arn.as_deref(), Some("arn:aws-us-gov:iam::123456789012:role/teams/podium"));
    assert_eq!(prod.external_id.as_deref(), Some("a:b/c"));
    assert_eq!(test.endpoint_url.as_deref(), Some("http://127.0.0.1:4566"));
    assert_eq!((prod.read_only, test.read_only), (false, true));
    assert_eq!(config.protected.iter().map(EnvironmentName::as_str).collect::<Vec<_>>(), ["test"]);
}

#[test]
fn the_example_in_the_repository_is_a_good_configuration() {
    let config = Config::parse(include_str!("../../../podium.toml.example"), Path::new("")).unwrap();
    assert!(!config.environments.is_empty());
}

#[test]
fn every_problem_is_listed_at_once_in_the_order_of_the_lines() {
    let text = r#"listen = "0.0.0.0:3000"
colour = "red"
data = 7

[[environment]]
name = "Prod"
region = "eu-central"

[[environment]]
name = "test"
region = "eu-west-1"
extra = true

[[environment]]
name = "test"
role_arn = "podium"
"#;
    let problems = Config::parse(text, Path::new("")).unwrap_err();
    let places: Vec<(usize, &str)> = problems.iter().map(|problem| (problem.line, problem.field.as_str())).collect();
    let expect = [
        (1, "listen"),
        (2, "colour"),
        (3, "data"),
        (6, "environment.name"),
        (7, "environment.region"),
        (12, "environment.extra"),
        (14, "environment.region"),
        (15, "environment.name"),
        (16, "environment.role_arn"),
    ];
    assert_eq!(places, expect);
}

#[test]
fn an_empty_file_says_what_belongs_in_it() {
    check("", &["line 1: environment: there has to be at least one [[environment]], with a name and a region"]);
}

#[test]
fn an_environment_in_single_brackets_is_explained() {
    check(
        "[environment]\nname = \"prod\"\n",
        &["line 1: environment: write [[environment]], with two brackets: there can be several"],
    );
}

#[test]
fn listening_to_the_network_is_refused_with_the_reason() {
    let problems = Config::parse(&GOOD.replace("127.0.0.1", "10.1.2.3"), Path::new("")).unwrap_err();
    assert_eq!((problems[0].line, problems[0].field.as_str()), (2, "listen"));
    assert!(problems[0].message.contains("no sign-in yet"), "{problems:?}");
}

#[test]
fn an_unknown_field_is_refused_with_the_known_ones() {
    check_field(
        "regoin = \"eu-west-1\"",
        &[
            "line 7: environment.regoin: there is no such field; known are name, region, profile, role_arn, external_id, endpoint_url, read_only, protected",
        ],
    );
}

#[test]
fn a_value_of_another_kind_is_named() {
    check_field("profile = 7", &["line 7: environment.profile: this has to be text in quotes, not a number"]);
    check_field(
        "external_id = [\"a\"]\nrole_arn = true",
        &[
            "line 7: environment.external_id: this has to be text in quotes, not a list",
            "line 8: environment.role_arn: this has to be text in quotes, not true or false",
        ],
    );
}

#[test]
fn an_external_id_without_a_role_is_refused() {
    check_field(
        "external_id = \"abc\"",
        &[
            "line 7: environment.external_id: an external id is sent when a role is assumed; without role_arn it means nothing",
        ],
    );
}

#[test]
fn an_external_id_is_not_repeated_in_the_message_about_it() {
    let text = format!("{GOOD}role_arn = \"arn:aws:iam::123456789012:role/a\"\nexternal_id = \"se cret\"\n");
    let problems = Config::parse(&text, Path::new("")).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert!(!problems[0].to_string().contains("cret"), "{problems:?}");
}

#[test]
fn regions_have_the_shape_of_regions() {
    for good in ["eu-central-1", "us-gov-west-1", "ap-southeast-12", "us-iso-east-1", "cn-north-1", "eusc-de-east-1"] {
        assert!(rules::region(good).is_ok(), "{good}");
    }
    for bad in [
        "",
        "eu",
        "eu-1",
        "eu-central",
        "EU-central-1",
        "eu-central-1a",
        "eu--central-1",
        "eu-central-",
        "eu-central-123",
    ] {
        assert!(rules::region(bad).is_err(), "{bad}");
    }
}

#[test]
fn only_the_arn_of_a_role_is_a_role() {
    for good in ["arn:aws:iam::123456789012:role/podium", "arn:aws-cn:iam::123456789012:role/a/b/c@d"] {
        assert!(rules::role_arn(good).is_ok(), "{good}");
    }
    for bad in [
        "",
        "podium",
        "arn:aws:iam::123456789012:user/podium",
        "arn:aws:iam::123456789012:role/",
        "arn:aws:iam::12345678901:role/podium",
        "arn:aws:iam:eu-west-1:123456789012:role/podium",
        "arn:aws:sts::123456789012:role/podium",
        "arn:other:iam::123456789012:role/podium",
        "arn:aws:iam::123456789012:role/po dium",
        "arn:aws:iam::123456789012:role/a:b",
    ] {
        assert!(rules::role_arn(bad).is_err(), "{bad}");
    }
}

#[test]
fn only_http_addresses_are_endpoints() {
    for good in
        ["http://127.0.0.1:4566", "https://ecs.example.com", "https://ecs.example.com/path", "http://[::1]:4566"]
    {
        assert!(rules::endpoint_url(good).is_ok(), "{good}");
    }
    for bad in [
        "",
        "127.0.0.1:4566",
        "localhost",
        "ftp://host",
        "http://",
        "http:///path",
        "http://host/?a=b",
        "http://host/#a",
        "file:///x",
        "http://a b",
    ] {
        assert!(rules::endpoint_url(bad).is_err(), "{bad}");
    }
    let refusal = rules::endpoint_url("http://me:hunter2@host/").unwrap_err();
    assert!(!refusal.contains("hunter2"), "{refusal}");
}

#[test]
fn every_line_that_is_no_toml_is_listed_beside_what_is_wrong_elsewhere() {
    let text = "listen = \n\n[[environment]]\nname = \"prod\nregion = \"nowhere\"\n";
    let problems = Config::parse(text, Path::new("")).unwrap_err();
    let places: Vec<(usize, &str)> = problems.iter().map(|problem| (problem.line, problem.field.as_str())).collect();
    assert_eq!(places, [(1, ""), (4, ""), (5, "environment.region")], "{problems:?}");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = Config::read(Path::new("/nowhere/podium.toml")).unwrap_err();
    assert!(error.to_string().starts_with("/nowhere/podium.toml: "), "{error}");
}

#[test]
fn checking_a_configuration_creates_nothing() {
    let folder = std::env::temp_dir().join(format!("podium-config-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let config = Config::parse(GOOD, &folder).unwrap();
    assert!(!config.data.exists());
    std::fs::remove_dir(&folder).unwrap();
}

#[test]
fn a_data_path_that_is_a_file_is_refused() {
    let file = std::env::temp_dir().join(format!("podium-config-file-{}", std::process::id()));
    std::fs::write(&file, "").unwrap();
    for path in [file.clone(), file.join("below")] {
        let problems = Config::parse(&format!("data = {path:?}\n{GOOD}"), Path::new("")).unwrap_err();
        assert_eq!((problems[0].line, problems[0].field.as_str()), (1, "data"), "{problems:?}");
    }
    std::fs::remove_file(&file).unwrap();
}
