use super::estate::*;
use crate::tag::Tag;
use serde_json::json;

fn tag(key: &str, value: &str) -> Tag {
    Tag { key: key.to_owned(), value: value.to_owned() }
}

#[test]
fn clusters_services_tasks_and_revisions_have_tags() {
    let mut engine = empty(1);
    let key = web(&mut engine, "nginx:1", 1);
    wait(&mut engine, 60);
    let task = get(&engine, &key).tasks().next().unwrap();
    let arns = engine.world().arns().clone();
    let resources =
        [arns.cluster("shop"), arns.service("shop", "web"), arns.task("shop", task), arns.revision("web", 1)];
    for arn in &resources {
        engine.tag_resource(arn, vec![tag("a", "1"), tag("b", "2")]).unwrap();
        engine.tag_resource(arn, vec![tag("a", "3")]).unwrap();
        engine.untag_resource(arn, &["b".to_owned(), "c".to_owned()]).unwrap();
        assert_eq!(engine.tags_of(arn).unwrap(), [tag("a", "3")], "{arn}");
    }
}

#[test]
fn only_aws_itself_puts_its_tags_on_and_nobody_takes_them_off() {
    let mut engine = empty(3);
    web(&mut engine, "nginx:1", 0);
    let arn = engine.world().arns().service("shop", "web");
    let stack = || vec![tag("aws:cloudformation:stack-name", "shop")];
    assert_eq!(engine.tag_resource(&arn, stack()).unwrap_err().code, "InvalidParameterException");
    engine.tag_as_aws(&arn, stack()).unwrap();
    engine.tag_as_aws(&arn, stack()).unwrap();
    engine.tag_resource(&arn, vec![tag("a", "1")]).unwrap();
    let keys = ["aws:cloudformation:stack-name".to_owned()];
    assert_eq!(engine.untag_resource(&arn, &keys).unwrap_err().code, "InvalidParameterException");
    assert_eq!(engine.tags_of(&arn).unwrap(), [tag("aws:cloudformation:stack-name", "shop"), tag("a", "1")]);
}

#[test]
fn other_arns_have_no_tags() {
    let mut engine = empty(2);
    let arns = engine.world().arns().clone();
    for (arn, code) in [
        (arns.cluster("other"), "ResourceNotFoundException"),
        (arns.service("shop", "other"), "ResourceNotFoundException"),
        (arns.revision("other", 1), "ResourceNotFoundException"),
        ("shop".to_owned(), "InvalidParameterException"),
        (arns.cluster("shop").replace("123456789012", "999999999999"), "InvalidParameterException"),
    ] {
        assert_eq!(engine.tags_of(&arn).unwrap_err().code, code, "{arn}");
        assert_eq!(engine.tag_resource(&arn, vec![tag("a", "1")]).unwrap_err().code, code, "{arn}");
    }
}

#[test]
fn a_services_tasks_get_the_tags_that_it_propagates() {
    let mut engine = empty(3);
    register(&mut engine, definition("web", "nginx:1"));
    let mut request = service("web", 1);
    request["propagateTags"] = json!("SERVICE");
    request["enableECSManagedTags"] = json!(true);
    request["tags"] = json!([{ "key": "team", "value": "shop" }]);
    let key = create(&mut engine, request);
    wait(&mut engine, 60);
    let expect = [tag("team", "shop"), tag("aws:ecs:serviceName", "web"), tag("aws:ecs:clusterName", "shop")];
    assert_eq!(tasks_of(&engine, &key)[0].tags, expect);
    let arn = engine.world().arns().service("shop", "web");
    assert_eq!(engine.untag_resource(&arn, &["aws:x".to_owned()]).unwrap_err().code, "InvalidParameterException");
}
