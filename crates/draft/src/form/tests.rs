use super::*;
use crate::secrecy::MASK;

const HELD: &str = r#"{
    "family": "web", "cpu": "256", "memory": "512", "networkMode": "awsvpc", "new": 1,
    "runtimePlatform": {"cpuArchitecture": "ARM64"},
    "containerDefinitions": [
        {"name": "web", "image": "web:1", "cpu": 0, "command": ["run", "a b", "", "c\nd"],
         "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp", "name": "http", "appProtocol": "http"},
                          {"containerPort": 53, "hostPort": 53, "protocol": "udp"}],
         "environment": [{"name": "A", "value": "canary-1"}, {"name": "B", "value": "canary-2", "new": true}],
         "secrets": [{"name": "S", "valueFrom": "arn:1"}],
         "dependsOn": [{"containerName": "log", "condition": "START"}],
         "healthCheck": {"command": ["CMD", "true"], "interval": 30},
         "logConfiguration": {"logDriver": "splunk", "options": {"splunk-token": "canary-3", "splunk-url": "u"}}},
        {"name": "log", "image": "log:1", "essential": false, "memory": "odd"}
    ]
}"#;

fn held() -> Document {
    Document::default().edited(HELD).unwrap()
}

fn text(name: &str) -> Option<String> {
    held().fields().into_iter().find(|field| field.name == name).map(|field| field.text)
}

/// What becomes of the definition when these are typed, as replacements in the one before.
#[track_caller]
fn check(typed: &[(&str, &str)], changes: &[(&str, &str)]) {
    let body = |document: &Document| String::from_utf8(document.body()).unwrap();
    let mut expect = body(&held());
    for (from, to) in changes {
        assert!(expect.contains(from), "{from} in {expect}");
        expect = expect.replacen(from, to, 1);
    }
    assert_eq!(body(&held().with_fields(typed).unwrap()), expect);
}

#[track_caller]
fn fault(name: &str, typed: &str, path: &str, message: &str) {
    let faults = held().with_fields(&[(name, typed)]).unwrap_err();
    let [fault] = &faults[..] else { panic!("{faults:?}") };
    assert_eq!(fault.path.to_string(), path);
    assert!(fault.message.contains(message), "{}", fault.message);
}

#[test]
fn a_field_says_what_the_member_is() {
    for (name, expect) in [
        ("task.cpu", "256"),
        ("task.runtimePlatform.cpuArchitecture", "ARM64"),
        ("task.ephemeralStorage.sizeInGiB", ""),
        ("container.web.essential", "true"),
        ("container.log.essential", "false"),
        ("container.web.command", "run\na b\n\"\"\n\"c\\nd\""),
        ("container.web.portMappings", "80/tcp\n53/udp"),
        ("container.web.environment", &format!("A={MASK}\nB={MASK}")),
        ("container.web.secrets", "S=arn:1"),
        ("container.web.dependsOn", "log START"),
        ("container.web.healthCheck.interval", "30"),
        ("container.web.logConfiguration.options", &format!("splunk-token={MASK}\nsplunk-url=u")),
    ] {
        assert_eq!(text(name).as_deref(), Some(expect), "{name}");
    }
    assert_eq!(text("container.log.memory"), None, "it is no number");
}

#[test]
fn a_member_that_is_typed_is_changed_and_no_other() {
    check(&[("task.cpu", "512 "), ("container.web.image", "web:2")], &[("256", "512"), ("web:1", "web:2")]);
    check(&[("container.web.essential", "false")], &[(r#""u"}}}"#, r#""u"}},"essential":false}"#)]);
    check(&[("container.web.command", "run\nmore")], &[(r#""a b","","c\nd""#, r#""more""#)]);
    check(&[("container.web.healthCheck.interval", "60")], &[(":30", ":60")]);
    check(&[("container.log.healthCheck.retries", "3")], &[("\"odd\"", "\"odd\",\"healthCheck\":{\"retries\":3}")]);
    check(
        &[("task.ephemeralStorage.sizeInGiB", "30")],
        &[(
            "\"log:1\",\"essential\":false,\"memory\":\"odd\"}]",
            "\"log:1\",\"essential\":false,\"memory\":\"odd\"}],\"ephemeralStorage\":{\"sizeInGiB\":30}",
        )],
    );
}

#[test]
fn an_empty_field_takes_the_member_away() {
    check(
        &[("task.runtimePlatform.cpuArchitecture", "")],
        &[("\"runtimePlatform\":{\"cpuArchitecture\":\"ARM64\"},", "")],
    );
    check(&[("container.web.secrets", " \r\n")], &[("\"secrets\":[{\"name\":\"S\",\"valueFrom\":\"arn:1\"}],", "")]);
    check(&[("container.web.healthCheck.interval", "")], &[(",\"interval\":30", "")]);
}

#[test]
fn what_comes_back_unchanged_changes_nothing() {
    let fields = held().fields();
    let typed: Vec<(String, String)> =
        fields.into_iter().map(|field| (field.name, format!("{}\r\n", field.text.replace('\n', "\r\n")))).collect();
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    check(&typed, &[]);
}

#[test]
fn a_value_that_is_not_seen_is_kept_or_replaced() {
    check(
        &[("container.web.environment", &format!("B={MASK}\nA=new=1\nC="))],
        &[
            (r#"{"name":"A","value":"canary-1"},"#, ""),
            (r#""new":true}"#, r#""new":true},{"name":"A","value":"new=1"},{"name":"C","value":""}"#),
        ],
    );
    check(
        &[("container.web.logConfiguration.options", &format!("splunk-url=v\nsplunk-token={MASK}"))],
        &[(r#""splunk-token":"canary-3","splunk-url":"u""#, r#""splunk-url":"v","splunk-token":"canary-3""#)],
    );
    let environment = "containerDefinitions[0].environment";
    fault("container.web.environment", &format!("C={MASK}"), environment, "nothing to keep for C");
    fault("container.web.environment", &format!("A=x{MASK}"), environment, "nothing to keep for A");
    fault("container.web.environment", "A", environment, "equals sign is missing in entry 1");
    let options = "containerDefinitions[0].logConfiguration.options";
    for name in ["pwd", "splunk-url"] {
        let message = format!("nothing to keep for {name}");
        fault("container.web.logConfiguration.options", &format!("{name}={MASK}"), options, &message);
    }
    fault("container.web.command", MASK, "containerDefinitions[0].command", "nothing to keep");
    fault("task.cpu", MASK, "cpu", "nothing to keep");
}

#[test]
fn a_port_keeps_what_the_form_does_not_show() {
    check(
        &[("container.web.portMappings", "8080/tcp\n53/udp")],
        &[(r#":80,"hostPort":80"#, r#":8080,"hostPort":8080"#)],
    );
    check(
        &[("container.web.portMappings", "53/udp\n80/tcp\n81")],
        &[
            (r#"{"containerPort":80,"hostPort":80,"protocol":"tcp","name":"http","appProtocol":"http"},"#, ""),
            (
                r#""protocol":"udp"}"#,
                r#""protocol":"udp"},{"containerPort":80,"hostPort":80,"protocol":"tcp","name":"http","appProtocol":"http"},{"containerPort":81,"protocol":"tcp"}"#,
            ),
        ],
    );
    let ports = "containerDefinitions[0].portMappings";
    for typed in ["http", "80/", "70000", "1:2:3", "80-90-91", "8:80-90", "80:"] {
        fault("container.web.portMappings", typed, ports, "8080/tcp");
    }
}

#[test]
fn a_port_on_an_instance_says_where_it_is() {
    let text = r#"{"containerDefinitions":[{"name":"a","portMappings":[{"containerPort":80,"hostPort":8080,"protocol":"tcp"},{"containerPort":81,"hostPort":0}]}]}"#;
    let document = Document::default().edited(text).unwrap();
    let ports = "container.a.portMappings";
    assert!(document.fields().iter().any(|field| field.name == ports && field.text == "8080:80/tcp\n81/tcp"));
    let changed = document.with_fields(&[(ports, "80/tcp\n9:81/tcp")]).unwrap();
    let expect = text.replace("8080", "0").replace(r#"81,"hostPort":0"#, r#"81,"hostPort":9,"protocol":"tcp""#);
    assert_eq!(String::from_utf8(changed.body()).unwrap(), expect);
}

#[test]
fn what_cannot_be_read_is_said_at_its_field() {
    fault("container.web.cpu", "many", "containerDefinitions[0].cpu", "whole number");
    fault("container.web.essential", "on", "containerDefinitions[0].essential", "true or false");
    fault("task.cpu", "1\n2", "cpu", "one line");
    fault("container.web.dependsOn", "log", "containerDefinitions[0].dependsOn", "condition is missing in entry 1");
    fault("container.web.command", "\"a", "containerDefinitions[0].command", "double quote");
    fault("container.www.image", "a", "", "no such field");
    let twice = held().with_fields(&[("task.cpu", "256"), ("task.cpu", "512")]).unwrap_err();
    assert!(twice[0].message.contains("twice"));
}

#[test]
fn a_fault_finds_its_field() {
    let path = Path::default().member("containerDefinitions").item(0);
    let port = path.member("portMappings").item(1).member("hostPort");
    assert_eq!(held().field_at(&port).as_deref(), Some("container.web.portMappings"));
    assert_eq!(held().field_at(&path.member("hostname")), None);
    assert_eq!(held().field_at(&Path::default().member("memory")).as_deref(), Some("task.memory"));
}
