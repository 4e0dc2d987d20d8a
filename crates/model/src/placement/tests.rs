use super::*;
use crate::instance::{Instance, InstanceStatus};
use crate::service::{Launch, Service};
use crate::testing::{instance, service};

fn need(cpu: u32, memory: u32) -> Need {
    Need { cpu, memory, ..Need::default() }
}

#[track_caller]
fn blocked(need: &Need, instance: &Instance, expect: &[&str]) {
    let place = Place::from(instance);
    let words: Vec<String> = obstacles(need, &place).iter().map(ToString::to_string).collect();
    assert_eq!(words, expect);
    assert_eq!(capacity(need, &place) == 0, !expect.is_empty());
}

#[test]
fn a_task_fits_up_to_the_last_unit() {
    blocked(&need(512, 1024), &instance("a", "1a", 512, 1024), &[]);
    blocked(&need(512, 1024), &instance("a", "1a", 511, 1024), &["RESOURCE:CPU: 512 units needed, 511 left"]);
    blocked(&need(512, 1024), &instance("a", "1a", 512, 1023), &["RESOURCE:MEMORY: 1024 MiB needed, 1023 left"]);
}

#[test]
fn what_aws_does_not_say_is_left_is_not_called_too_little() {
    let mut unread = instance("a", "1a", 0, 0);
    unread.unread_members = vec!["remainingResources".to_owned()];
    blocked(&need(512, 1024), &unread, &["not known: what is left of it is not in AWS's answer"]);
    assert_eq!(unread.level(), crate::verdict::Level::Unknown);
}

#[test]
fn every_obstacle_is_named() {
    let all = Need {
        cpu: 10,
        memory: 10,
        ports: vec![22, 8080],
        ports_udp: vec![53],
        gpus: 1,
        architecture: Some("arm64".to_owned()),
        constraints: vec!["attribute:pool == bulk".to_owned(), "runningTasksCount > 3".to_owned()],
        ..Need::default()
    };
    let mut sick = instance("a", "1a", 0, 0);
    sick.status = InstanceStatus::Draining;
    sick.agent_connected = false;
    sick.remaining.ports_udp = vec![53];
    blocked(
        &all,
        &sick,
        &[
            "DRAINING: it takes no new tasks",
            "AGENT: ECS does not hear from its agent",
            "RESOURCE:CPU: 10 units needed, 0 left",
            "RESOURCE:MEMORY: 10 MiB needed, 0 left",
            "RESOURCE:PORTS: 22 taken",
            "RESOURCE:PORTS: UDP 53 taken",
            "RESOURCE:GPU: 1 needed, 0 left",
            "ATTRIBUTE: arm64 asked for, it is x86_64",
            "memberOf: attribute:pool == bulk does not hold",
        ],
    );
    sick.status = InstanceStatus::Registering;
    assert_eq!(obstacles(&all, &Place::from(&sick))[0].to_string(), "REGISTERING: only ACTIVE instances take tasks");
}

#[test]
fn as_many_fit_as_the_scarcest_resource_allows() {
    let roomy = instance("a", "1a", 4096, 2048);
    let capacity = |need: &Need, on: &Instance| capacity(need, &Place::from(on));
    assert_eq!(capacity(&need(512, 512), &roomy), 4);
    assert_eq!(capacity(&need(1024, 100), &roomy), 4);
    assert_eq!(capacity(&Need { ports: vec![8080], ..need(1, 1) }, &roomy), 1, "a host port is taken once");
    assert_eq!(capacity(&need(0, 512), &roomy), 4);
    let mut gpus = instance("a", "1a", 4096, 4096);
    gpus.remaining.gpus = vec!["GPU-1".to_owned(), "GPU-2".to_owned(), "GPU-3".to_owned()];
    assert_eq!(capacity(&Need { gpus: 2, ..need(1, 1) }, &gpus), 1);
}

fn places(strategy: Strategy, ahead: u32) -> (u32, Vec<u32>) {
    let (a, b, c) = (instance("a", "1a", 4096, 4096), instance("b", "1a", 2048, 2048), instance("c", "1b", 4096, 4096));
    let places = [Place { of_service: 1, ..Place::from(&a) }, Place::from(&b), Place::from(&c)];
    let fit = fit(&need(1024, 1024), &places, strategy, ahead);
    (fit.count, fit.next)
}

#[test]
fn strategies_put_the_next_tasks_in_different_places() {
    assert_eq!(places(Strategy::BinpackMemory, 3), (10, vec![1, 2, 0]), "the fullest first");
    assert_eq!(places(Strategy::BinpackCpu, 2), (10, vec![0, 2, 0]));
    assert_eq!(places(Strategy::SpreadZones, 1), (10, vec![0, 0, 1]), "the zone with fewer tasks first");
    assert_eq!(places(Strategy::SpreadZones, 3), (10, vec![0, 1, 2]), "in a zone the emptier instance first");
    assert_eq!(places(Strategy::DistinctInstance, 9), (2, vec![0, 1, 1]), "not where one runs already");
    assert_eq!(places(Strategy::BinpackMemory, 99), (10, vec![4, 2, 4]));
}

#[test]
fn nothing_fits_on_nothing_and_a_task_that_takes_nothing_does_not_count_for_ever() {
    let none = fit(&need(1, 1), &[], Strategy::BinpackMemory, 10);
    assert_eq!(none, Fit { count: 0, next: vec![] });
    let one = instance("a", "1a", 1, 1);
    assert_eq!(
        fit(&need(0, 0), &[Place::from(&one)], Strategy::SpreadZones, 2),
        Fit { count: 1_000_000, next: vec![2] }
    );
}

#[test]
fn a_need_is_written_with_what_it_takes() {
    let full = Need {
        ports: vec![80],
        ports_udp: vec![53],
        gpus: 2,
        architecture: Some("arm64".to_owned()),
        ..need(256, 512)
    };
    assert_eq!(full.to_string(), "256 CPU, 512 MiB, port 80, UDP port 53, 2 GPUs, arm64");
    assert_eq!(need(256, 512).to_string(), "256 CPU, 512 MiB");
}

/// An `m5.large` in zone 1a with all that is asked for below.
fn well_known() -> Instance {
    let mut one = instance("a", "1a", 4096, 8192);
    let attributes = [("ecs.instance-type", Some("m5.large")), ("ecs.os-type", Some("linux")), ("gpu-driver", None)];
    one.attributes.extend(attributes.map(|(name, value)| (name.to_owned(), value.map(str::to_owned))));
    one.capacity_provider = Some("pool".to_owned());
    one
}

#[test]
fn interfaces_providers_zones_attributes_and_other_tasks_of_the_service_keep_tasks_away() {
    let one = well_known();
    let place = |interfaces, of_service| Place { instance: &one, interfaces, of_service };
    let check = |need: Need, place: Place<'_>, expect: Option<&str>| {
        let words: Vec<String> = obstacles(&need, &place).iter().map(ToString::to_string).collect();
        assert_eq!(words.first().map(String::as_str), expect, "{need:?}");
        assert_eq!(capacity(&need, &place) == 0, expect.is_some());
    };
    let small = || need(1, 1);
    let own = || Need { own_interface: true, ..small() };
    check(own(), place(1, 0), None);
    check(own(), place(2, 0), Some("RESOURCE:ENI: no network interface is left"));
    check(small(), place(2, 0), None);
    let distinct = || Need { distinct: true, ..small() };
    check(distinct(), place(0, 0), None);
    check(distinct(), place(0, 1), Some("distinctInstance: a task of the service is on it already"));
    let of = |name: &str| Need { providers: vec![name.to_owned()], ..small() };
    check(of("pool"), place(0, 0), None);
    check(of("other"), place(0, 0), Some("capacity provider: it is not of other"));
    let zones = |zone: &str| Need { zones: vec![zone.to_owned()], ..own() };
    check(zones("1a"), place(0, 0), None);
    check(zones("1b"), place(0, 0), Some("zone: the service has no subnet in 1a"));
    let asks = |name: &str, value: Option<&str>| Need {
        attributes: vec![(name.to_owned(), value.map(str::to_owned))],
        ..small()
    };
    check(asks("gpu-driver", None), place(0, 0), None);
    check(asks("ecs.os-type", Some("linux")), place(0, 0), None);
    check(asks("ecs.os-type", Some("windows")), place(0, 0), Some("ATTRIBUTE: ecs.os-type is not windows"));
    check(asks("efs", None), place(0, 0), Some("ATTRIBUTE: it has no efs"));
    let windows = Need { system: Some("windows".to_owned()), ..small() };
    check(windows, place(0, 0), Some("ATTRIBUTE: windows asked for, it is linux"));
}

#[test]
fn no_more_fit_than_there_are_interfaces_and_one_where_tasks_stay_apart() {
    let one = well_known();
    assert_eq!(capacity(&Need { own_interface: true, ..need(1, 1) }, &Place::from(&one)), 2);
    assert_eq!(capacity(&Need { distinct: true, ..need(1, 1) }, &Place::from(&one)), 1);
}

#[test]
fn what_is_not_known_is_told() {
    let (known, strange) = (well_known(), instance("b", "1a", 1, 1));
    let own = Need { own_interface: true, zones: vec!["1a".to_owned()], ..need(1, 1) };
    assert_eq!(own.unknown(&[Place::from(&known)]), [""; 0]);
    assert_eq!(own.unknown(&[Place::from(&known), Place::from(&strange)]), ["network interfaces"]);
    let nowhere = Need { zones: Vec::new(), ..own };
    assert_eq!(nowhere.unknown(&[Place::from(&known)]), ["the zones of its subnets"]);
    let asks = Need { constraints: vec!["runningTasksCount > 3".to_owned()], ..need(1, 1) };
    assert_eq!(asks.unknown(&[Place::from(&known)]), ["some of its constraints"]);
}

#[test]
fn capacity_providers_that_get_no_tasks_do_not_count() {
    let check = |items: &[(&str, u32, u32)], expect: &[&str]| {
        let items = items.iter().map(|(name, base, weight)| ((*name).to_owned(), *base, *weight)).collect();
        let web = Service { launch: Launch::Strategy(items), ..service(1, 1) };
        assert_eq!(need(1, 1).of_service(&web, &|_| None).providers, expect);
    };
    check(&[("a", 0, 1), ("b", 0, 0), ("c", 2, 0)], &["a", "c"]);
    check(&[("a", 0, 0)], &["a"]);
}

mod definitions {
    use super::*;
    use crate::task_definition::{ContainerDefinition, PortMapping, TaskDefinition, TransportProtocol};
    use crate::testing::{container_definition, task_definition};

    fn container(cpu: u32, memory: Option<u32>, soft: Option<u32>, host: Option<u16>) -> ContainerDefinition {
        let port = PortMapping { container_port: 80, host_port: host, protocol: TransportProtocol::Tcp, name: None };
        ContainerDefinition { cpu, memory, memory_reservation: soft, ports: vec![port], ..container_definition("web") }
    }

    fn definition(mode: &str, cpu: Option<&str>, containers: Vec<ContainerDefinition>) -> TaskDefinition {
        TaskDefinition {
            cpu: cpu.map(str::to_owned),
            memory: cpu.map(|_| "2048".to_owned()),
            network_mode: Some(mode.into()),
            runtime_platform: Some("LINUX / ARM64".to_owned()),
            containers,
            ..task_definition("web", 1)
        }
    }

    #[test]
    fn the_size_of_the_task_goes_before_the_sum_of_its_containers() {
        let containers = || vec![container(128, Some(512), Some(256), None), container(64, Some(100), None, None)];
        let sized = Need::of(&definition("awsvpc", Some("1024"), containers()));
        assert_eq!((sized.cpu, sized.memory), (1024, 2048));
        let summed = Need::of(&definition("awsvpc", None, containers()));
        assert_eq!((summed.cpu, summed.memory), (192, 356), "the soft limit where there is one");
        assert_eq!(summed.architecture.as_deref(), Some("arm64"));
    }

    #[test]
    fn host_ports_count_where_tasks_share_the_address_of_the_instance() {
        let ports = |mode: &str, host| Need::of(&definition(mode, None, vec![container(1, None, None, host)])).ports;
        assert_eq!(ports("bridge", Some(8080)), [8080]);
        assert_eq!(ports("bridge", None), [0u16; 0], "any free port will do");
        assert_eq!(ports("host", None), [80]);
        assert_eq!(ports("awsvpc", Some(80)), [0u16; 0]);
    }
}
