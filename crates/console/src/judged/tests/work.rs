//! A page costs what it shows, not what there is.

use std::collections::HashMap;

use model::query::ListQuery;

use super::*;
use crate::work::{Work, counted};

/// An estate of one cluster with so many services of four tasks and ten events each.
fn estate(services: usize) -> Snapshot {
    let names: Vec<String> = (0..services).map(|number| format!("service-{number:04}")).collect();
    let events = |name: &str| (0..10).map(|n| event(name, n * 60, "has reached a steady state.")).collect();
    let one = |name: &String| model::service::Service { events: events(name), ..service(name, 4, 4) };
    let tasks = names.iter().enumerate().flat_map(|(number, name)| {
        let number = u32::try_from(number).unwrap() * 4;
        (number..number + 4).map(|number| task(name, number))
    });
    snapshot(vec![cluster("shop", names.iter().map(one).collect(), tasks.collect())])
}

fn first_survey(services: usize) -> Survey {
    Survey::new(Arc::new(estate(services)), None, &|_| None, NOW)
}

/// Draws every kind of page once, as a visitor would.
fn draw(survey: &Survey) {
    let query = |filter: &str| ListQuery { filter: filter.to_owned(), ..ListQuery::default() };
    let cluster = survey.judged_cluster(&cluster_name("shop")).unwrap();
    for query in [query(""), query("service-0007")] {
        survey.service_list().page(&query, |judged| judged.row.clone());
        survey.cluster_list().page(&query, |row| (**row).clone());
        survey.family_list().page(&query, |item| item.family.clone());
        cluster.service_list().page(&query, |judged| judged.row.clone());
        cluster.task_list().page(&query, |item| item.task.id.clone());
        cluster.event_list().page(&query, |item| item.event().clone());
        cluster.instance_list().page(&query, |item| item.0.id.clone());
    }
    survey.head();
    survey.fleet_part();
    survey.group_named(&model::name::TargetGroupName::parse("web").unwrap());
}

/// The same snapshot with another count of running tasks in one service.
fn one_changed(survey: &Survey) -> Snapshot {
    let mut snapshot = (*survey.snapshot).clone();
    let shop = Arc::make_mut(Arc::make_mut(&mut snapshot.clusters.value).get_mut(&cluster_name("shop")).unwrap());
    let one = service("service-0007", 4, 3);
    Arc::make_mut(&mut shop.services.value).insert(one.name.clone(), Seen::new(NOW, one));
    snapshot.version += 1;
    snapshot
}

#[test]
fn a_page_that_was_drawn_before_costs_the_same_with_ten_times_as_many_services() {
    for services in [300, 3_000] {
        let survey = first_survey(services);
        draw(&survey);
        let (_, done) = counted(|| draw(&survey));
        assert_eq!(done, HashMap::new(), "of {services} services");
    }
}

#[test]
fn nothing_is_done_again_while_nothing_changes() {
    let first = first_survey(3_000);
    draw(&first);
    let (second, done) = counted(|| {
        let second = Survey::new(Arc::clone(&first.snapshot), Some(&first), &|_| None, Timestamp(NOW.0 + 1_000));
        draw(&second);
        second
    });
    assert_eq!(done, HashMap::new());
    let cluster = |survey: &Survey| Arc::clone(survey.judged_cluster(&cluster_name("shop")).unwrap());
    assert!(Arc::ptr_eq(&cluster(&first), &cluster(&second)));
}

#[test]
fn a_change_judges_what_changed_and_sorts_nothing_again() {
    for services in [300, 3_000] {
        let first = first_survey(services);
        draw(&first);
        let (_, done) = counted(|| {
            let second = Survey::new(Arc::new(one_changed(&first)), Some(&first), &|_| None, NOW);
            draw(&second);
        });
        assert_eq!(done[&Work::Judged], 1, "of {services} services");
        assert!(done[&Work::Compared] < 400, "{done:?} of {services} services");
    }
}
