//! Placement is understood twice: by the simulator, which places tasks, and by `model`, which says how many more fit
//! and what stands in the way. Here both are asked about the same estates.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "placement/asked.rs"]
mod asked;

use model::arn::Arn;
use model::instance::{Instance, InstanceStatus, Resources};
use model::name::ClusterName;
use model::placement::{Obstacle, Place, capacity, obstacles};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use simulator_engine::capacity::machine::Machine;
use simulator_engine::error::Failure;
use simulator_engine::id::{InstanceKey, TaskKey};
use simulator_engine::task::Task;
use simulator_engine::{Engine, EngineOptions};

use asked::{Asked, asked};

const MACHINES: [&str; 6] = ["t3.micro", "m5.large", "c5.xlarge", "m7g.medium", "c7g.large", "g4dn.xlarge"];
const POOLS: [Option<&str>; 3] = [None, Some("bulk"), Some("web")];
/// RunTask takes no more at once.
const AT_ONCE: u32 = 10;

/// So many calls fill every estate below.
const CALLS: usize = 40;

/// The group of the tasks that are to come, as a service is the group of its tasks.
const GROUP: &str = "jobs";

/// A capacity provider that some instances are of. ECS starts none for it.
const PROVIDER: &str = "pool";

#[derive(Clone, Debug)]
struct Machinery {
    kind: &'static str,
    zone: char,
    pool: Option<&'static str>,
    is_of_provider: bool,
    answers: bool,
    drains: bool,
}

#[derive(Clone, Debug)]
struct Estate {
    instances: Vec<Machinery>,
    /// What runs already: how many, and whether in the group of those that are to come.
    filler: (Asked, u32, bool),
    asked: Asked,
}

fn estate() -> impl Strategy<Value = Estate> {
    let place = (select(&MACHINES[..]), select(&['a', 'b'][..]), select(&POOLS[..]));
    let state = (any::<bool>(), prop::bool::weighted(0.95), prop::bool::weighted(0.05));
    let instance = (place, state).prop_map(|((kind, zone, pool), (is_of_provider, answers, drains))| Machinery {
        kind,
        zone,
        pool,
        is_of_provider,
        answers,
        drains,
    });
    let filler = (asked(), 1u32..8, any::<bool>());
    (prop::collection::vec(instance, 0..=5), filler, asked()).prop_map(|(instances, filler, asked)| Estate {
        instances,
        filler,
        asked,
    })
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// An instance as Podium knows it.
fn known(engine: &Engine, key: &InstanceKey) -> Instance {
    let instance = engine.world().instance(key).unwrap();
    let resources = |all: &simulator_engine::capacity::resources::Resources| Resources {
        cpu: all.cpu,
        memory: all.memory,
        gpus: all.gpus.iter().map(ToString::to_string).collect(),
        ports: all.ports.iter().copied().collect(),
        ports_udp: all.ports_udp.iter().copied().collect(),
    };
    let text = |(name, value): (&simulator_engine::Name, &Option<simulator_engine::Name>)| {
        (name.to_string(), value.as_ref().map(ToString::to_string))
    };
    let arn = format!("arn:aws:ecs:eu-central-1:123456789012:container-instance/shop/{}", instance.id);
    Instance {
        arn: Arn::parse(arn).unwrap(),
        id: instance.id.to_string(),
        cluster: ClusterName::parse("shop").unwrap(),
        ec2: Some(instance.ec2_id.to_string()),
        status: InstanceStatus::from(instance.status.word()),
        status_reason: None,
        agent_connected: instance.agent_connected,
        checks: Vec::new(),
        unread_members: Vec::new(),
        agent_version: None,
        registered: resources(&instance.registered),
        remaining: resources(&instance.remaining),
        running: 0,
        pending: 0,
        capacity_provider: instance.provider.as_ref().map(ToString::to_string),
        attributes: instance.attributes.iter().map(text).collect(),
        registered_at: None,
        tags: Vec::new(),
    }
}

/// An instance as a place for the tasks that are to come.
fn place<'a>(engine: &Engine, key: &InstanceKey, instance: &'a Instance) -> Place<'a> {
    let number = |counts: fn(&Task) -> bool| {
        let tasks = engine.world().instance(key).unwrap().tasks();
        let of = |task| engine.world().task(&TaskKey { cluster: key.cluster.clone(), task }).unwrap();
        u32::try_from(tasks.filter(|task| counts(of(*task))).count()).unwrap()
    };
    Place {
        instance,
        interfaces: number(|task| task.definition.awsvpc),
        of_service: number(|task| &*task.group == GROUP),
    }
}

fn start(engine: &mut Engine, estate: &Estate) -> Vec<InstanceKey> {
    let group = "arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:0:autoScalingGroupName/pool";
    let provider = json!({ "name": PROVIDER, "autoScalingGroupProvider": { "autoScalingGroupArn": group } });
    engine.create_capacity_provider(read(provider)).unwrap();
    engine.put_cluster_capacity_providers(read(json!({ "cluster": "shop", "capacityProviders": [PROVIDER] }))).unwrap();
    let mut keys = Vec::new();
    for one in &estate.instances {
        let zone = format!("eu-central-1{}", one.zone).as_str().into();
        let provider = one.is_of_provider.then(|| PROVIDER.into());
        let key = engine.start_instance(&"shop".into(), Machine::named(one.kind).unwrap(), &zone, provider.as_ref());
        if let Some(pool) = one.pool {
            let mark = json!({ "name": "pool", "value": pool, "targetId": key.instance.to_string() });
            engine.put_attributes(&read(json!({ "cluster": "shop", "attributes": [mark] }))).unwrap();
        }
        keys.push(key);
    }
    keys
}

/// What happens to an instance once something runs on it.
fn change(engine: &mut Engine, key: &InstanceKey, one: &Machinery) {
    if one.drains {
        let id = key.instance.to_string();
        let request = json!({ "cluster": "shop", "containerInstances": [id], "status": "DRAINING" });
        engine.update_instances_state(&read(request)).unwrap();
    }
    if !one.answers {
        engine.disconnect_agent(key);
    }
}

/// Runs tasks as long as all of them find a place; those that did, and why the others did not. A cluster without an
/// instance that could take any is refused.
fn fill(engine: &mut Engine, family: &str, asked: &Asked) -> (Vec<TaskKey>, Option<Vec<Failure>>) {
    let mut placed = Vec::new();
    for _ in 0..CALLS {
        let ran = match engine.run_task(asked.request(family, GROUP, AT_ONCE)) {
            Ok(ran) => ran,
            Err(refusal) => {
                assert_eq!(refusal.message, "No Container Instances were found in your cluster.");
                return (placed, Some(Vec::new()));
            }
        };
        placed.extend(ran.tasks);
        if !ran.failures.is_empty() {
            return (placed, Some(ran.failures));
        }
    }
    (placed, None)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn as_many_tasks_find_a_place_as_the_model_says_and_where_it_says(estate in estate()) {
        let mut engine = Engine::new(&EngineOptions::default());
        engine.create_cluster(read(json!({ "clusterName": "shop" }))).unwrap();
        let keys = start(&mut engine, &estate);
        let (filler, count, is_of_group) = &estate.filler;
        filler.register(&mut engine, "filler");
        // Whether they find a place does not matter.
        let _ = engine.run_task(filler.request("filler", if *is_of_group { GROUP } else { "filler" }, *count));
        for (key, one) in keys.iter().zip(&estate.instances) {
            change(&mut engine, key, one);
        }

        let instances: Vec<Instance> = keys.iter().map(|key| known(&engine, key)).collect();
        let places: Vec<Place<'_>> =
            keys.iter().zip(&instances).map(|(key, instance)| place(&engine, key, instance)).collect();
        let need = estate.asked.need(&estate.asked.register(&mut engine, "app"));
        // The simulator's subnets are in no zone.
        prop_assert!(need.unknown(&places).iter().all(|what| *what == "the zones of its subnets"));
        let room: Vec<u32> = places.iter().map(|place| capacity(&need, place)).collect();

        let (placed, failures) = fill(&mut engine, "app", &estate.asked);
        let got = |key: &InstanceKey| {
            let is_there = |task: &&TaskKey| engine.world().task(task).unwrap().instance == Some(key.instance);
            u32::try_from(placed.iter().filter(is_there).count()).unwrap()
        };
        prop_assert_eq!(keys.iter().map(got).collect::<Vec<_>>(), room, "{:?}", need);

        // Now that it is full, ECS's word for what is in the way on an instance is among the model's.
        prop_assert!(failures.is_some(), "the estate is never full");
        let failures = failures.unwrap_or_default();
        for key in &keys {
            let full = known(&engine, key);
            let obstacles = obstacles(&need, &place(&engine, key, &full));
            let is_told = |failure: &Failure| {
                let word = failure.reason.split(' ').next().unwrap_or_default().to_lowercase();
                obstacles.iter().any(|one| one.to_string().to_lowercase().starts_with(&word))
            };
            let is_of_it = |failure: &&Failure| {
                failure.arn.as_deref().unwrap_or_default().ends_with(&key.instance.to_string())
            };
            match failures.iter().find(is_of_it) {
                Some(failure) => prop_assert!(is_told(failure), "{} in {:?}", failure.reason, obstacles),
                // ECS does not look at it at all.
                None => prop_assert!(
                    obstacles.iter().any(|one| matches!(one, Obstacle::Status(_) | Obstacle::Provider(_))),
                    "{:?}", obstacles
                ),
            }
        }
    }
}
