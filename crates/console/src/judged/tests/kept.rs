//! What is kept from survey to survey is what a new one would find.

use model::name::TaskId;
use model::query::{EVENT_SORTS, ListQuery, Order, SERVICE_SORTS, TASK_SORTS};
use model::task::Task;
use proptest::prelude::*;

use super::*;

const CLUSTERS: [&str; 2] = ["data", "shop"];
const SERVICES: [&str; 4] = ["api", "cart", "mail", "web"];

/// Something that happens to an estate.
#[derive(Clone, Debug)]
enum Edit {
    /// A service is there, with these counts and so many events.
    Service { cluster: usize, service: usize, desired: u32, running: u32, events: usize },
    /// A service is gone.
    NoService { cluster: usize, service: usize },
    /// A task runs (`None`) or crashed so many seconds ago.
    Task { cluster: usize, service: usize, number: u32, crashed: Option<i64> },
    /// A task is no longer listed.
    NoTask { cluster: usize, service: usize, number: u32 },
    /// The target of a group is in this state.
    Health { group: usize, state: &'static str },
    /// This group gets requests, and no other.
    Road { group: usize },
    /// An instance stands for another EC2 instance.
    Instance { cluster: usize, number: u32 },
    /// A service scales up to so many tasks by an alarm in this state.
    Scale { cluster: usize, service: usize, maximum: u32, state: &'static str },
    /// A family has so many revisions.
    Family { number: usize, revisions: u32 },
    /// Everything is read again, and is as it was.
    Reread,
    /// Time passes.
    Wait { seconds: i64 },
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let (cluster, service) = (0..CLUSTERS.len(), 0..SERVICES.len());
    let at = (cluster.clone(), service.clone());
    let scaled = at.clone();
    let state = prop::sample::select(vec!["healthy", "unhealthy", "initial"]);
    prop_oneof![
        (at.clone(), 0u32..4, 0u32..4, 0usize..5).prop_map(|((cluster, service), desired, running, events)| {
            Edit::Service { cluster, service, desired, running, events }
        }),
        at.clone().prop_map(|(cluster, service)| Edit::NoService { cluster, service }),
        (at.clone(), 0u32..3, prop::option::of(0i64..900))
            .prop_map(|((cluster, service), number, crashed)| Edit::Task { cluster, service, number, crashed }),
        (at, 0u32..3).prop_map(|((cluster, service), number)| Edit::NoTask { cluster, service, number }),
        (service.clone(), state).prop_map(|(group, state)| Edit::Health { group, state }),
        service.prop_map(|group| Edit::Road { group }),
        (cluster, 0u32..3).prop_map(|(cluster, number)| Edit::Instance { cluster, number }),
        (scaled, 1u32..4, prop::sample::select(vec!["OK", "ALARM"]))
            .prop_map(|((cluster, service), maximum, state)| Edit::Scale { cluster, service, maximum, state }),
        (0usize..3, 0u32..4).prop_map(|(number, revisions)| Edit::Family { number, revisions }),
        Just(Edit::Reread),
        (0i64..400).prop_map(|seconds| Edit::Wait { seconds }),
    ]
}

fn any_query() -> impl Strategy<Value = ListQuery> {
    let sorts = SERVICE_SORTS.iter().chain(TASK_SORTS).chain(EVENT_SORTS).copied().collect::<Vec<_>>();
    let levels = vec![None, None, Some(Level::Down), Some(Level::Degraded), Some(Level::Steady)];
    let filters = vec!["", "", "web", "shop steady", "exit"];
    let status = prop::sample::select(vec!["", "", "running", "stopped"]);
    let parts = (prop::sample::select(sorts), prop::sample::select(levels), prop::sample::select(filters), status);
    (parts, any::<bool>()).prop_map(|((sort, level, filter, status), reversed)| ListQuery {
        filter: filter.to_owned(),
        level,
        sort: sort.to_owned(),
        order: if reversed { Order::Reversed } else { Order::Natural },
        page: 0,
        status: status.to_owned(),
    })
}

/// An estate and the moment up to which it was read.
struct Estate {
    snapshot: Snapshot,
    now: Timestamp,
}

impl Estate {
    fn new() -> Self {
        let clusters = CLUSTERS.map(|name| with_instances(cluster(name, Vec::new(), Vec::new()), Vec::new()));
        let mut snapshot = snapshot(clusters.into());
        let groups = SERVICES.map(|name| (name, Some(vec![target("10.0.0.1", "healthy", None)])));
        traffic(&mut snapshot, vec![listener(80, vec![forward(1, &[("web", 1)])])], groups.into());
        Self { snapshot, now: NOW }
    }

    fn apply(&mut self, edit: &Edit) {
        let now = self.now;
        let seconds = now.since(NOW).0 / 1000;
        match edit {
            Edit::Service { cluster, service: number, desired, running, events } => {
                let name = SERVICES[*number];
                let mut one = behind(service(name, *desired, *running), name);
                one.created_at = Some(now);
                one.events = (0..*events).map(|number| event(name, number as i64 * 70 - seconds, "is odd.")).collect();
                let services = Arc::make_mut(&mut self.cluster(*cluster).services.value);
                services.insert(one.name.clone(), Seen::new(now, one));
            }
            Edit::NoService { cluster, service } => {
                Arc::make_mut(&mut self.cluster(*cluster).services.value).remove(&service_name(*service));
            }
            Edit::Task { cluster, service, number, crashed: ago } => {
                let (name, number) = (SERVICES[*service], *service as u32 * 10 + number);
                let task = match ago {
                    Some(ago) => crashed(name, number, ago - seconds),
                    None => placed(task(name, number), &format!("i{}", number % 3), 80),
                };
                self.tasks(*cluster, |tasks| {
                    tasks.insert(task.id.clone(), Seen::new(now, task));
                });
            }
            Edit::NoTask { cluster, service, number } => {
                let id = task(SERVICES[*service], *service as u32 * 10 + number).id;
                self.tasks(*cluster, |tasks| {
                    tasks.remove(&id);
                });
            }
            Edit::Health { group, state } => {
                let health = Arc::make_mut(&mut self.snapshot.health.value);
                health.insert(group_arn(SERVICES[*group]), Seen::new(now, vec![target("10.0.0.1", state, None)]));
            }
            Edit::Road { group } => {
                let only = listener(80, vec![forward(1, &[(SERVICES[*group], 1)])]);
                let listeners = [(only.arn.as_str().to_owned(), Arc::new(only))];
                Arc::make_mut(&mut self.snapshot.traffic.value).listeners = Arc::new(listeners.into());
            }
            Edit::Instance { cluster, number } => {
                let id = format!("i{number}");
                let mut one = instance(&id);
                one.ec2 = Some(format!("i-{seconds}"));
                Arc::make_mut(&mut self.cluster(*cluster).instances.value).insert(id, Seen::new(now, one));
            }
            Edit::Scale { cluster, service, maximum, state } => {
                let (cluster, service) = (cluster_name(CLUSTERS[*cluster]), service_name(*service));
                let target = scalable((cluster.clone(), service.clone()), *maximum, "high");
                Arc::make_mut(&mut self.snapshot.scaling.value).insert((cluster, service), target);
                self.snapshot.alarms = Known::new(vec![alarm("high", state)], now);
            }
            Edit::Family { number, revisions } => {
                let family = model::name::Family::parse(format!("family{number}")).unwrap();
                Arc::make_mut(&mut self.snapshot.families.value).insert(family, (1..=*revisions).rev().collect());
            }
            Edit::Reread => {
                for cluster in 0..CLUSTERS.len() {
                    let services = Arc::make_mut(&mut self.cluster(cluster).services.value);
                    services.values_mut().for_each(|seen| seen.at = now);
                }
                let health = Arc::make_mut(&mut self.snapshot.health.value);
                health.values_mut().for_each(|seen| seen.at = now);
                self.snapshot.alarms.freshness.as_of = Some(now);
            }
            Edit::Wait { seconds } => self.now = Timestamp(now.0 + Span::seconds(*seconds).0),
        }
    }

    fn cluster(&mut self, number: usize) -> &mut ClusterSnapshot {
        Arc::make_mut(
            Arc::make_mut(&mut self.snapshot.clusters.value).get_mut(&cluster_name(CLUSTERS[number])).unwrap(),
        )
    }

    fn tasks(&mut self, cluster: usize, edit: impl FnOnce(&mut BTreeMap<TaskId, Seen<Task>>)) {
        let cluster = self.cluster(cluster);
        edit(Arc::make_mut(&mut cluster.tasks.value));
        let mut index: BTreeMap<ServiceName, Vec<TaskId>> = BTreeMap::new();
        for seen in cluster.tasks.values() {
            index.entry(seen.value.service().unwrap()).or_default().push(seen.value.id.clone());
        }
        cluster.service_tasks = Arc::new(index.into_iter().map(|(name, ids)| (name, Arc::new(ids))).collect());
    }

    fn survey(&self, before: Option<&Survey>) -> Survey {
        Survey::new(Arc::new(self.snapshot.clone()), before, &|_| None, self.now)
    }
}

fn service_name(number: usize) -> ServiceName {
    ServiceName::parse(SERVICES[number]).unwrap()
}

/// All that pages ask of a survey, as text.
fn told(survey: &Survey, query: &ListQuery) -> Vec<String> {
    let head = survey.head();
    let part = survey.fleet_part();
    let attention: Vec<_> = part.attention.iter().map(|judged| &judged.row).collect();
    let mut told = vec![
        format!("{:?}", survey.service_list().page(query, |judged| judged.row.clone())),
        format!("{:?}", survey.cluster_list().page(query, |row| (**row).clone())),
        format!("{:?}", survey.family_list().page(query, |item| (item.family.clone(), item.latest, item.uses.len()))),
        format!("{head:?} {attention:?} {:?} {} {:?}", part.deploying, part.deploying_total, part.recent),
        format!("{:?}", part.jobs),
    ];
    for group in SERVICES {
        let users = survey.users_of_group(&group_arn(group)).iter().map(|judged| &judged.at);
        told.push(format!("{:?}", users.collect::<Vec<_>>()));
    }
    for name in CLUSTERS.map(cluster_name) {
        let cluster = survey.judged_cluster(&name).unwrap();
        told.extend([
            format!("{:?}", cluster.service_list().page(query, |judged| judged.finding.clone())),
            format!("{:?}", cluster.task_list().page(query, |item| (item.task.id.clone(), item.level()))),
            format!("{:?}", cluster.event_list().page(query, |item| (item.judged.at.clone(), item.event().clone()))),
            format!("{:?}", cluster.instance_list().page(query, |item| item.0.clone())),
            format!("{:?}", cluster.tasks_on(&instance("i1"))),
            format!("{}", cluster.events_total()),
        ]);
    }
    told
}

proptest! {
    #[test]
    fn a_survey_made_from_another_tells_what_a_new_one_tells(
        edits in prop::collection::vec((any_edit(), any_query()), 1..40),
    ) {
        let mut estate = Estate::new();
        let mut kept = estate.survey(None);
        for (edit, query) in edits {
            estate.apply(&edit);
            kept = estate.survey(Some(&kept));
            prop_assert_eq!(told(&kept, &query), told(&estate.survey(None), &query), "after {:?}", edit);
        }
    }
}
