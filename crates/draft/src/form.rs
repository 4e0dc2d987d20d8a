//! The members that people change most, as fields of a form: a flat view of the same document.
//!
//! A field that comes back unchanged changes nothing, so a member that the form shows only in part stays whole.

mod lines;
mod read;
mod slots;
mod write;

use std::collections::BTreeSet;

use crate::document::Document;
use crate::fault::Fault;
use crate::json::Json;
use crate::path::Path;
pub(crate) use lines::are_same;
use slots::{CONTAINER, Slot, TASK};

/// How a field is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// A whole number; empty for none.
    Number,
    /// One entry a line, in the form that the field's hint shows.
    Lines,
    /// `true` or `false`.
    Flag,
}

/// A field of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is called in the form: `task.cpu`, `container.web.image`. It is the same in every definition that has
    /// the container.
    pub name: String,
    /// What people call it.
    pub label: &'static str,
    /// How an entry is written, with the unit where there is one; empty where the label says it.
    pub hint: &'static str,
    /// The container that it belongs to, by its name; none for the task.
    pub container: Option<String>,
    /// How it is typed.
    pub kind: Kind,
    /// What it says now, with [`MASK`](crate::secrecy::MASK) for what people do not see.
    pub text: String,
    /// The member that it is about.
    pub path: Path,
}

/// The most containers that have fields. AWS takes ten.
const CONTAINERS_MAX: usize = 20;

impl Document {
    /// The fields of the task, then those of each container. A member that has another shape than the form knows has
    /// no field, and neither has a container without a name of its own or behind the twentieth: those are changed in
    /// the text.
    pub fn fields(&self) -> Vec<Field> {
        self.slots().into_iter().filter_map(|found| found.field(self)).collect()
    }

    /// The field in which what stands at the path is changed, by its name.
    pub fn field_at(&self, path: &Path) -> Option<String> {
        let fields = self.fields();
        let found = fields.iter().filter(|field| path.is_within(&field.path));
        found.max_by_key(|field| field.path.steps().len()).map(|field| field.name.clone())
    }

    /// The definition with what was typed into the fields. Only members whose fields say something else than
    /// [`fields`](Self::fields) are changed, and in a list only the entries that were.
    ///
    /// # Errors
    /// A [`Fault`] for each field that cannot be read, keeps a value where none is held, is unknown, or is given twice.
    pub fn with_fields(&self, typed: &[(&str, &str)]) -> Result<Self, Vec<Fault>> {
        let slots = self.slots();
        let (mut json, mut faults, mut seen) = (self.json().clone(), Vec::new(), BTreeSet::new());
        for (name, text) in typed {
            let text = text.replace("\r\n", "\n");
            let known = slots.iter().find(|found| found.name == *name);
            let Some((found, field)) = known.and_then(|found| Some((found, found.field(self)?))) else {
                let message = "There is no such field in this definition.".to_owned();
                faults.push(Fault { path: Path::default(), container: None, place: None, message });
                continue;
            };
            let result = match seen.insert(*name) {
                false => Err("This field was sent twice.".to_owned()),
                true if are_same(&field.text, &text) => Ok(()),
                true => write::write(&mut json, found, &text),
            };
            if let Err(message) = result {
                faults.push(Fault { path: field.path, container: field.container, place: None, message });
            }
        }
        if faults.is_empty() { Ok(Self::of(json)) } else { Err(faults) }
    }

    /// Every place that a field could be of.
    fn slots(&self) -> Vec<Found> {
        let json = self.json();
        let is_own = json.text("networkMode").is_some_and(|mode| mode == "awsvpc" || mode == "host");
        let task = TASK.iter().map(|slot| Found {
            name: format!("task.{}", slot.members.join(".")),
            slot,
            container: None,
            has_own_ports: is_own,
        });
        let containers = json.list("containerDefinitions").iter().enumerate().take(CONTAINERS_MAX);
        let named = containers.filter_map(|(number, container)| Some((number, container.text("name")?)));
        let is_alone = |name: &str| self.containers().filter(|other| *other == name).count() == 1;
        let of_containers = named.filter(|(_, name)| is_alone(name)).flat_map(|(number, container)| {
            CONTAINER.iter().map(move |slot| Found {
                name: format!("container.{container}.{}", slot.members.join(".")),
                slot,
                container: Some((number, container.to_owned())),
                has_own_ports: is_own,
            })
        });
        task.chain(of_containers).collect()
    }
}

/// A place that a field can be of.
struct Found {
    name: String,
    slot: &'static Slot,
    /// The number and the name of the container.
    container: Option<(usize, String)>,
    /// Whether a port of a container is the same port outside.
    has_own_ports: bool,
}

impl Found {
    /// The object that the slot's members begin in.
    fn home<'a>(&self, json: &'a Json) -> Option<&'a Json> {
        match &self.container {
            Some((number, _)) => json.list("containerDefinitions").get(*number),
            None => Some(json),
        }
    }

    fn path(&self) -> Path {
        let home = match &self.container {
            Some((number, _)) => Path::default().member("containerDefinitions").item(*number),
            None => Path::default(),
        };
        self.slot.members.iter().fold(home, |path, member| path.member(member))
    }

    fn field(&self, document: &Document) -> Option<Field> {
        let slot = self.slot;
        Some(Field {
            name: self.name.clone(),
            label: slot.label,
            hint: slot.hint,
            container: self.container.as_ref().map(|(_, name)| name.clone()),
            kind: slot.form.kind(),
            text: read::read(self, document.json())?,
            path: self.path(),
        })
    }
}

#[cfg(test)]
mod tests;
