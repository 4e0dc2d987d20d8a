//! What goes on by itself once a replacement has been begun: each call once, each with a row before it.

use std::sync::Weak;
use std::time::Duration;

use access::{ProtectTask, Scale, Viewer};
use fleet::{FleetError, Written};
use futures::future::join_all;
use model::address::TaskRef;
use model::audit::{FieldChange, Intent, Part, Step, Subject, Verb};
use model::freshness::Trouble;
use model::name::TaskId;
use model::noun::Noun;
use model::replacement::{Course, Next, PROTECTED_FOR, Write};
use model::watch::{Change, Watch};
use tokio::sync::broadcast::Receiver;

use super::UnderWay;
use crate::change::following;
use crate::console::{Console, Inner};
use crate::error::ConsoleError;

/// Between two looks while one is under way, if there is no news before.
const LOOKS: Duration = Duration::from_secs(2);

/// News that comes faster is looked at together.
const TOGETHER: Duration = Duration::from_millis(200);

/// Between two tries to read the record, and between two looks whether anybody still needs this.
const IDLE: Duration = Duration::from_secs(5);

/// How far one has come with this look.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Waits,
    WentOn,
    IsOver,
}

/// Goes on with what is under way, for ever.
pub(crate) async fn keep(console: Weak<Inner>, mut news: Receiver<Change>) {
    let mut watches = Vec::new();
    loop {
        let Some(console) = console.upgrade().map(Console) else { return };
        let under_way = console.drive_all().await;
        // The guards of before are dropped after these are there: what is watched stays watched.
        watches.splice(.., under_way.iter().map(|one| console.fleet().watch(Watch::Service(one.service.clone()))));
        let replacements = console.shared_replacements();
        drop(console);
        if watches.is_empty() {
            let _ = tokio::time::timeout(IDLE, replacements.woken()).await;
            continue;
        }
        tokio::select! {
            () = replacements.woken() => {}
            _ = tokio::time::timeout(LOOKS, news.recv()) => {}
        }
        tokio::time::sleep(TOGETHER).await;
        while news.try_recv().is_ok() {}
    }
}

impl Console {
    /// Goes on with each as far as it goes now; those that are not over are given back.
    async fn drive_all(&self) -> Vec<UnderWay> {
        // Where the record cannot be read nothing goes on; that is said in the log.
        let _ = self.know_replacements().await;
        let all = self.replacements().all().unwrap_or_default();
        let looks = join_all(all.iter().map(|one| async {
            loop {
                match self.drive(one).await {
                    Look::WentOn => {}
                    look => return look,
                }
            }
        }));
        let over = looks.await;
        let mut under_way = Vec::new();
        for (one, look) in all.into_iter().zip(over) {
            match look {
                Look::IsOver => self.replacements().remove(&one.plan),
                _ => under_way.push(one),
            }
        }
        under_way
    }

    /// Looks whether there is something to do, by what is known already.
    async fn drive(&self, one: &UnderWay) -> Look {
        let Some(next) = self.next(one, None).await else { return Look::Waits };
        match next {
            Next::Finished => Look::IsOver,
            Next::Wait => Look::Waits,
            Next::Write(_) => self.go_on(one).await,
        }
    }

    async fn next(&self, one: &UnderWay, protected: Option<std::collections::BTreeSet<TaskId>>) -> Option<Next> {
        let rows = self.rows_of(one).await?;
        let Some(course) = Course::of(&rows) else { return Some(Next::Finished) };
        Some(course.next(&self.facts(one, protected)?))
    }

    /// Looks at AWS, and does what is next if that is still so.
    async fn go_on(&self, one: &UnderWay) -> Look {
        let (task, service) = (Subject::from(one.at.clone()), Subject::from(one.service.clone()));
        let (_turn, _turn_of_service) = (self.turn_of(&task).await, self.turn_of(&service).await);
        let fleet = self.fleet();
        match fleet.describe_service(&one.service).await {
            Ok(service) => _ = fleet.task_definition(&one.at.environment, &service.task_definition).await,
            Err(FleetError::NotFound { .. }) => {}
            Err(_) => return Look::Waits,
        }
        match fleet.describe_tasks_of(&one.service).await {
            Ok(()) | Err(FleetError::NotFound { .. }) => {}
            Err(_) => return Look::Waits,
        }
        let Some(facts) = self.facts(one, None) else { return Look::Waits };
        let members: Vec<_> = facts.members.into_iter().map(|member| member.id).collect();
        let protected = match fleet.protected_tasks(&one.service, &members).await {
            Ok(protected) => Some(protected),
            // What may not be asked is not known; it must not keep the count from going back.
            Err(error) if matches!(error.trouble(), Some(Trouble::Denied { .. })) => None,
            Err(_) => return Look::Waits,
        };
        match self.next(one, protected).await {
            Some(Next::Write(write)) => self.write(one, write).await,
            Some(Next::Finished) => Look::IsOver,
            Some(Next::Wait) | None => Look::Waits,
        }
    }

    /// Writes a row down and makes its call, on behalf of the person who began it.
    async fn write(&self, one: &UnderWay, write: Write) -> Look {
        let Some(rows) = self.rows_of(one).await else { return Look::Waits };
        let Some(course) = Course::of(&rows) else { return Look::IsOver };
        let viewer = Viewer::recorded(&course.raise.intent.who);
        let (access, fleet) = (&self.changes_of().access, self.fleet());
        let Some(intent) = self.step(one, course, &write) else { return Look::Waits };
        let grants = |ids: &[TaskId]| {
            let of = |id: &TaskId| TaskRef { task: id.clone(), ..one.at.clone() };
            ids.iter().map(|id| access.grant::<ProtectTask>(&viewer, &of(id))).collect::<Result<Vec<_>, _>>()
        };
        let written = match &write {
            Write::Protect(ids) => {
                let Ok(grants) = grants(ids) else { return Look::Waits };
                self.carry_out(intent, Noun::Task, fleet.protect_tasks(grants, Some(PROTECTED_FOR))).await
            }
            Write::Unprotect(ids) => {
                let Ok(grants) = grants(ids) else { return Look::Waits };
                self.carry_out(intent, Noun::Task, fleet.protect_tasks(grants, None)).await
            }
            Write::Lower(_) => {
                let Ok(grant) = access.grant::<Scale>(&viewer, &one.service) else { return Look::Waits };
                self.carry_out(intent, Noun::Service, fleet.set_desired_count(grant, course.count)).await
            }
            Write::End(_) => self.carry_out(intent, Noun::Task, async { Ok(Written::default()) }).await,
        };
        fleet.announce(&one.service);
        match written {
            // What could not be written down was not done: it is tried again after a while.
            Err(ConsoleError::Unrecorded) => Look::Waits,
            // A refusal is in the record, and what follows from it is decided by that.
            _ => Look::WentOn,
        }
    }

    /// The row of a step. Its name follows from the plan and from how many such rows there are, so two who drive the
    /// same replacement cannot both make its call.
    fn step(&self, one: &UnderWay, course: Course<'_>, write: &Write) -> Option<Intent> {
        let (task, service, count) = (one.at.task.short(), &one.service.service, course.count);
        let named = |ids: &[TaskId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let change = |field: &str, before: Option<String>, after: String| FieldChange {
            field: field.to_owned(),
            before,
            after: Some(after),
        };
        let many = |ids: &[TaskId]| match ids.len() {
            1 => "1 task".to_owned(),
            many => format!("{many} tasks"),
        };
        let (step, name, sentence, changes) = match write {
            Write::Protect(ids) => (
                Step::Protect,
                "protect",
                format!("Protect {} of {service} while task {task} is replaced", many(ids)),
                vec![
                    change("tasks", None, named(ids)),
                    change("protectionEnabled", Some("false".to_owned()), "true".to_owned()),
                    change("expiresInMinutes", None, PROTECTED_FOR.to_string()),
                ],
            ),
            Write::Unprotect(ids) => (
                Step::Unprotect,
                "unprotect",
                format!("Protect {} of {service} no longer", many(ids)),
                vec![
                    change("tasks", None, named(ids)),
                    change("protectionEnabled", Some("true".to_owned()), "false".to_owned()),
                ],
            ),
            Write::Lower(ending) => (
                Step::Lower(*ending),
                "lower",
                format!("{service}: {} → {count} tasks, as before replacing task {task}", count + 1),
                vec![change("desiredCount", Some((count + 1).to_string()), count.to_string())],
            ),
            Write::End(ending) => {
                (Step::End(*ending), "end", format!("Task {task} of {service} {}", ending.words()), Vec::new())
            }
        };
        let is_same = |other: Step| std::mem::discriminant(&other) == std::mem::discriminant(&step);
        let number = course.rows(is_same).count();
        Some(Intent {
            at: self.now(),
            who: course.raise.intent.who.clone(),
            verb: Verb::ReplaceTask,
            subject: course.raise.intent.subject.clone(),
            sentence,
            changes,
            reason: course.raise.intent.reason.clone(),
            plan: following(&one.plan, &format!("{name} {number}"))?,
            command: None,
            part: Some(Part { of: one.plan.clone(), step }),
        })
    }
}
