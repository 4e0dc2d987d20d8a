//! Text from AWS is text, whatever it says.

use http::StatusCode;
use serde_json::json;

use crate::world::World;

const PAYLOADS: [&str; 6] = [
    "<script>alert('x-1')</script>",
    "\"><img src=x-2 onerror=alert(1)>",
    "</script><script>alert('x-3')</script>",
    "'-alert(`x-4`)-'",
    "<!--<script>x-5",
    "</title></textarea></style><svg onload=alert('x-6')>",
];

/// Puts the payloads wherever ECS takes free text.
async fn poison(world: &World) {
    let aws = world.aws();
    let all = PAYLOADS.join(" ");
    let tags = json!([{ "key": "team", "value": "<script>alert('tag')</script>" }, { "key": "<script>key</script>", "value": "v" }]);
    aws.call("CreateCluster", json!({ "clusterName": "shop", "tags": tags })).await;
    let container = json!({
        "name": "web",
        "image": "registry.example/web:missing",
        "memory": 128,
        "command": ["sh", "-c", all],
        "entryPoint": [PAYLOADS[1]],
        "workingDirectory": PAYLOADS[2],
        "user": PAYLOADS[3],
        "environment": [{ "name": PAYLOADS[0], "value": "v" }],
        "secrets": [{ "name": PAYLOADS[1], "valueFrom": PAYLOADS[5] }],
        "dockerLabels": { "<script>label</script>": all },
        "healthCheck": { "command": ["CMD-SHELL", all] },
        "logConfiguration": { "logDriver": "awslogs", "options": { "awslogs-group": "/ecs/web", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": all } },
    });
    let execution = "arn:aws:iam::123456789012:role/execution";
    let definition = json!({ "containerDefinitions": [container], "taskRoleArn": PAYLOADS[0], "executionRoleArn": execution, "tags": tags });
    let run = json!({ "group": "<script>group</script>", "tags": tags });
    let task = aws.start("shop", "web", definition, run).await["taskArn"].clone();
    aws.call("StopTask", json!({ "cluster": "shop", "task": task, "reason": all })).await;
    world
        .wait_for("the poisoned task", |snapshot| {
            snapshot
                .clusters
                .values()
                .any(|cluster| cluster.tasks.values().any(|task| task.value.stopped_reason.is_some()))
                && !snapshot.families.is_empty()
        })
        .await;
}

/// Every tag of the document that could run something, without what the page itself is made of; and every tag whose
/// quotes are not whole, or that holds a plan with letters that no plan has.
fn strange(body: &str) -> Vec<&str> {
    let tags = body.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or(rest));
    tags.filter(|tag| {
        let is_script = tag.starts_with("script") && !tag.contains("nonce=") && !tag.contains("src=\"/pkg/");
        let markup = outside_of_values(tag);
        let has_handler =
            markup.split_ascii_whitespace().any(|attribute| attribute.starts_with("on") && attribute.contains('='));
        let is_broken = tag.matches('"').count() % 2 == 1 || markup.contains(['\'', '`', '&']);
        is_script
            || (has_handler && !tag.starts_with("script"))
            || markup.contains("x-2")
            || is_broken
            || !has_plan_of_a_plan(tag)
    })
    .collect()
}

/// A tag without what stands in quotes in it: there, letters are letters. What breaks out of its quotes is seen.
fn outside_of_values(tag: &str) -> String {
    tag.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
}

/// Whether the sealed plan in a tag, if there is one, is one: random letters, which now and then spell anything.
fn has_plan_of_a_plan(tag: &str) -> bool {
    const PLAN: &str = "name=\"plan\" value=\"";
    let plan = tag.split_once(PLAN).map(|(_, rest)| rest.split('"').next().unwrap_or(rest));
    plan.is_none_or(|value| value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)))
}

#[test]
fn a_sealed_plan_is_no_markup_and_markup_is_no_sealed_plan() {
    let plan = |value: &str| format!("<input type=\"hidden\" name=\"plan\" value=\"{value}\" autocomplete=\"off\">");
    assert_eq!(strange(&plan("eyJp.nsx-2QsX")), Vec::<&str>::new());
    for value in ["a.b\" x-2=\"", "x-2 onerror=alert(1)", "\" onfocus=alert(1) \""] {
        assert_eq!(strange(&plan(value)).len(), 1, "{value}");
    }
}

#[test]
fn what_stands_in_quotes_is_no_markup_and_what_breaks_out_of_them_is() {
    let copy = |value: &str| format!("<button type=\"button\" data-copy=\"{value}\" class=\"copy\">");
    let escaped = "'{ &quot;a&quot;: &quot;&lt;img src=x-2 onerror=alert(1)&gt;&quot; }'";
    assert_eq!(strange(&copy(escaped)), Vec::<&str>::new());
    for value in ["a\" x-2=\"", "\" onfocus=alert(1) \"", "\"><img src=x-2 onerror=alert(1)>", "a\"b", "a>b"] {
        assert!(!strange(&copy(value)).is_empty(), "{value}");
    }
    for tag in ["<p>a</p><img src=x-2>", "<a title='x' href=\"/\">", "<svg onload=alert(1)>"] {
        assert_eq!(strange(tag).len(), 1, "{tag}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn markup_in_every_text_stays_text_on_every_page() {
    let world = World::empty().await;
    poison(&world).await;
    let mut shown = 0;
    for (path, answer) in world.get_all(world.page_paths()).await {
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        // Inline scripts carry the data for hydration; inside them only a closing tag can do harm.
        let data: String =
            answer.body.split("<script").skip(1).filter_map(|rest| rest.split("</script").next()).collect();
        let markup = data.split("<script").fold(answer.body.clone(), |body, piece| body.replace(piece, ""));
        assert_eq!(strange(&markup), Vec::<&str>::new(), "{path}");
        for payload in PAYLOADS.iter().filter(|payload| payload.contains('<')) {
            assert!(!answer.body.contains(payload), "{path} has {payload} as it is");
        }
        shown += usize::from(answer.body.contains("&lt;script&gt;"));
    }
    assert!(shown >= 5, "the payloads are on {shown} pages; the test looks at nothing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn markup_in_addresses_stays_text() {
    let world = World::small().await;
    let payload = "%3Cscript%3Ealert('address')%3C%2Fscript%3E%22%3E";
    for path in [
        format!("/search?q={payload}"),
        format!("/env/demo/services?q={payload}"),
        format!("/env/demo/services?sort={payload}"),
        format!("/env/demo/clusters/{payload}"),
        format!("/env/{payload}/clusters"),
        format!("/{payload}"),
        format!("/?{payload}={payload}"),
        format!("/?__path={payload}&__err={payload}"),
        format!("/live?watch={payload}"),
        format!("/api/search?text={payload}"),
        format!("/api/{payload}"),
    ] {
        let answer = world.get(&path).await;
        let is_page = answer.header("content-type").starts_with("text/html");
        assert!(!is_page || !answer.body.contains("<script>alert('address')"), "{path}");
    }
}
