use model::instance::Instance;
use model::service::{Launch, Service};
use model::task::{Task, TaskStatus};
use model::verdict::Level;

use super::*;
use crate::testing::*;

fn on_ec2(name: &str, desired: u32, running: u32) -> Service {
    Service { launch: Launch::Type(model::launch::LaunchType::Ec2), ..service(name, desired, running) }
}

fn needs(cpu: u32, memory: u32) -> Needs {
    [(service("web", 1, 1).task_definition, Need { cpu, memory, ..Need::default() })].into()
}

fn shop(services: Vec<Service>, tasks: Vec<Task>, instances: Vec<Instance>, needs: &Needs) -> InstancesPage {
    let survey = survey(vec![with_instances(cluster("shop", services, tasks), instances)]);
    page(&survey, survey.judged_cluster(&cluster_name("shop")).unwrap(), &ListQuery::default(), needs)
}

/// An instance of which this much is left.
fn left(id: &str, cpu: u32, memory: u32) -> Instance {
    let mut one = instance(id);
    one.remaining.cpu = cpu;
    one.remaining.memory = memory;
    one.running = 1;
    one
}

#[test]
fn the_bars_of_an_instance_show_which_task_takes_what() {
    let sized = |number, cpu: &str| {
        let task = placed(task("web", number), "a", 32768 + u16::try_from(number).unwrap());
        Task { cpu: Some(cpu.to_owned()), memory: None, ..task }
    };
    let elsewhere = placed(task("web", 3), "b", 80);
    let stopped = Task { last_status: TaskStatus::Stopped, ..placed(task("web", 4), "a", 81) };
    let mut one = left("a", 1024, 2048);
    one.remaining.ports = vec![32769, 22, 9999];
    let tasks = vec![sized(1, "256"), sized(2, "512"), elsewhere, stopped];
    let page = shop(vec![on_ec2("web", 3, 3)], tasks, vec![one, instance("b")], &needs(128, 640));
    let row = &page.rows.rows[0];
    let amounts: Vec<u32> = row.cpu.parts.iter().map(|part| part.amount).collect();
    assert_eq!((amounts, row.cpu.other, row.cpu.registered, row.cpu.remaining), (vec![512, 256], 256, 2048, 1024));
    let memory: Vec<u32> = row.memory.parts.iter().map(|part| part.amount).collect();
    assert_eq!((memory, row.memory.other), (vec![640, 640], 768), "what the definition says where the task does not");
    assert!(row.cpu.parts[0].label.starts_with("web "));
    let ports: Vec<(u16, &str, bool)> =
        row.ports.iter().map(|port| (port.port, port.label.split(' ').next().unwrap(), port.task.is_some())).collect();
    assert_eq!(ports, [(22, "instance", false), (9999, "", false), (32769, "web", true)]);
    assert_eq!((row.kind.as_deref(), row.ec2.as_deref(), row.level), (Some("m7g.large"), Some("i-a"), Level::Steady));
}

#[test]
fn instances_are_judged_by_status_and_agent_and_the_worst_comes_first() {
    let with =
        |id: &str, status: &str, agent_connected| Instance { status: status.into(), agent_connected, ..instance(id) };
    let instances = vec![
        with("a", "ACTIVE", true),
        with("b", "DRAINING", true),
        with("c", "ACTIVE", false),
        with("d", "DREAMING", true),
    ];
    let page = shop(vec![], vec![], instances, &Needs::new());
    let levels: Vec<(&str, Level)> = page.rows.rows.iter().map(|row| (&*row.id, row.level)).collect();
    assert_eq!(levels, [("d", Level::Unknown), ("c", Level::Down), ("b", Level::Deploying), ("a", Level::Steady)]);
}

#[test]
fn what_still_fits_is_told_under_each_strategy_with_what_stands_in_the_way() {
    let mut silent = instance("c");
    silent.agent_connected = false;
    let instances = vec![left("a", 1024, 1024), left("b", 256, 4096), silent];
    let tasks = vec![placed(task("web", 1), "a", 80)];
    let page = shop(vec![on_ec2("web", 1, 1)], tasks, instances, &needs(512, 512));
    let [line] = &page.fits[..] else { panic!("one revision") };
    let counts: Vec<(&str, u32)> = line.under.iter().map(|under| (&*under.strategy, under.count)).collect();
    assert_eq!(
        counts,
        [("binpack on memory", 2), ("binpack on CPU", 2), ("spread over zones", 2), ("distinctInstance", 0)]
    );
    assert_eq!(line.under[0].places, [("i-a".to_owned(), 2)]);
    assert_eq!(line.needs, "512 CPU, 512 MiB");
    let why: Vec<(&str, &str)> = line.hindrances.iter().map(|(id, why)| (&**id, &*why[0])).collect();
    assert_eq!(
        why,
        [("i-b", "RESOURCE:CPU: 512 units needed, 256 left"), ("i-c", "AGENT: ECS does not hear from its agent")]
    );
}

#[test]
fn a_task_without_a_place_says_why_it_fits_nowhere() {
    let words = "was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance a) has insufficient memory available.";
    let web = Service { events: vec![event("web", 5, words)], ..on_ec2("web", 2, 1) };
    let page = shop(vec![web], vec![placed(task("web", 1), "a", 80)], vec![left("a", 2048, 100)], &needs(128, 512));
    let [line] = &page.unplaced[..] else { panic!("one service") };
    assert_eq!(line.instances, [("i-a".to_owned(), vec!["RESOURCE:MEMORY: 512 MiB needed, 100 left".to_owned()])]);
    assert_eq!((line.at, line.needs.as_deref()), (ago(5), Some("128 CPU, 512 MiB")));
    assert!(line.event.starts_with("was unable to place a task"));
}

#[test]
fn services_on_fargate_need_no_instance() {
    let web = service("web", 1, 1);
    let page = shop(vec![web], vec![task("web", 1)], vec![instance("a")], &needs(128, 512));
    assert!(page.fits.is_empty() && page.unplaced.is_empty());
}

#[test]
fn only_instances_of_its_capacity_providers_count_for_a_service() {
    let of =
        |id: &str, provider: &str| Instance { capacity_provider: Some(provider.to_owned()), ..left(id, 1024, 1024) };
    let strategy = Launch::Strategy(vec![("pool".to_owned(), 0, 1)]);
    let web = Service { launch: strategy, ..service("web", 1, 1) };
    let page =
        shop(vec![web], vec![], vec![of("a", "pool"), of("b", "other"), left("c", 1024, 1024)], &needs(512, 512));
    let [line] = &page.fits[..] else { panic!("one service") };
    assert_eq!((line.under[0].count, line.alone.as_deref()), (2, None));
    let strange = "capacity provider: it is not of pool";
    let why: Vec<(&str, &str)> = line.hindrances.iter().map(|(id, why)| (&**id, &*why[0])).collect();
    assert_eq!(why, [("i-b", strange), ("i-c", strange)]);
}

#[test]
fn tasks_with_interfaces_of_their_own_fit_as_often_as_there_are_interfaces() {
    let own = Need { own_interface: true, ..Need::default() };
    let needs: Needs = [(service("web", 1, 1).task_definition, own)].into();
    let running = |id: Option<&str>, subnet: Option<&str>| Task {
        network_interface: id.map(str::to_owned),
        subnet: subnet.map(str::to_owned),
        ..placed(task("web", 1), "a", 80)
    };
    let mut strange = instance("b");
    strange.attributes.clear();
    let line_with = |task: Task, instances: Vec<Instance>| {
        let page = shop(vec![on_ec2("web", 1, 1)], vec![task], instances, &needs);
        (page.fits[0].under[0].count, page.fits[0].alone.clone())
    };
    let line = |instances| line_with(running(Some("eni-1"), None), instances);
    assert_eq!(line_with(running(None, Some("subnet-1")), vec![instance("a")]).0, 1, "the interface is being made");
    assert_eq!(line_with(running(None, None), vec![instance("a")]).0, 2);
    let zones = "By CPU, memory, ports and GPU alone: the zones of its subnets are not known";
    assert_eq!(line(vec![instance("a")]), (1, Some(zones.to_owned())), "an m7g.large has three, one of them its own");
    let both = "By CPU, memory, ports and GPU alone: network interfaces and the zones of its subnets are not known";
    assert_eq!(line(vec![instance("a"), strange]).1.as_deref(), Some(both));
}
