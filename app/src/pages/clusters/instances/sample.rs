//! A cluster on one instance for the tests of what is drawn.

use model::address::{ClusterRef, TaskRef};
use model::name::TaskId;
use model::query::Listing;
use model::task_definition::TaskDefinitionRef;
use model::time::Timestamp;
use model::verdict::Level;
use model::view::{
    Bar, BarPart, CapacityPage, FitLine, FitUnder, InstanceRow, InstancesPage, PortTaken, ProviderRow, UnplacedLine,
};

use crate::pages::service::sample as service;

/// The cluster `shop` of `prod`.
pub fn at() -> ClusterRef {
    let at = service::at();
    ClusterRef { environment: at.environment, cluster: at.cluster }
}

fn task() -> TaskRef {
    let ClusterRef { environment, cluster } = at();
    TaskRef { environment, cluster, task: TaskId::parse("9f3c1e07aaaa4bbbbcccc0123456789a").unwrap() }
}

fn bar(registered: u32, amount: u32) -> Bar {
    let part = BarPart { task: task(), label: "checkout 9f3c".into(), amount };
    Bar { registered, remaining: registered - amount, parts: vec![part], other: 0 }
}

fn revision() -> TaskDefinitionRef {
    TaskDefinitionRef::parse("checkout:43").unwrap()
}

/// One instance with one task, another task without a place, and what still fits.
pub fn page() -> InstancesPage {
    let instance = InstanceRow {
        id: "0a1b2c3d4e5f60718293a4b5c6d7e8f9".into(),
        ec2: Some("i-0123456789abcdef0".into()),
        kind: Some("m7g.large".into()),
        zone: Some("eu-central-1a".into()),
        status: "ACTIVE".into(),
        status_reason: None,
        level: Level::Steady,
        agent_connected: true,
        impaired: vec![],
        agent_version: Some("1.98.0".into()),
        provider: Some("shop-ec2".into()),
        cpu: bar(2048, 1536),
        memory: bar(7680, 4096),
        ports: vec![
            PortTaken { port: 22, is_udp: false, task: None, label: "instance".into() },
            PortTaken { port: 8080, is_udp: false, task: Some(task()), label: "checkout".into() },
        ],
        gpus: (0, 0),
        running: 1,
        pending: 0,
        registered_at: Some(Timestamp(0)),
    };
    let reasons = vec![(instance.id.clone(), vec!["lacks 1024 MiB of memory".to_owned()])];
    let under = |strategy: &str| FitUnder {
        strategy: strategy.into(),
        count: 3,
        places: vec![(instance.id.clone(), 3)],
        left_empty: 0,
    };
    let fits = FitLine {
        alone: Some("By CPU, memory, ports and GPU alone: network interfaces are not known".to_owned()),
        revision: revision(),
        services: vec![service::at()],
        needs: "256 CPU, 512 MiB".into(),
        under: vec![under("binpack on memory"), under("spread over zones")],
        hindrances: reasons.clone(),
    };
    let unplaced = UnplacedLine {
        service: service::at(),
        revision: revision(),
        needs: Some("256 CPU, 8192 MiB".into()),
        event:
            "(service checkout) was unable to place a task because no container instance met all of its requirements."
                .into(),
        at: Timestamp(0),
        instances: reasons,
    };
    InstancesPage {
        rows: Listing { rows: vec![instance], matching: 1, total: 1, page: 0 },
        fits: vec![fits],
        unplaced: vec![unplaced],
    }
}

/// One provider, and tasks on Fargate and on instances.
pub fn capacity() -> CapacityPage {
    let provider = ProviderRow {
        name: "shop-ec2".into(),
        status: Some("ACTIVE".into()),
        update_status: None,
        update_reason: None,
        level: Level::Steady,
        group: Some("shop-asg".into()),
        scaling: Some("ECS keeps 100 % of the group in use".into()),
        termination_protection: true,
        managed_draining: true,
        instances: 1,
        running: 1,
    };
    CapacityPage { providers: vec![provider], mix: vec![("Fargate".into(), 3), ("shop-ec2".into(), 1)], alarms: vec![] }
}
