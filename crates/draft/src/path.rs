//! Where in a definition something stands.

use std::fmt;

/// One step down from a value into what it holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// To the member of this name.
    Member(String),
    /// To the item of this number, counted from 0.
    Item(usize),
}

/// The way from the whole definition to one of its values. The empty path is the definition itself.
///
/// It is written like `containerDefinitions[0].portMappings[1].containerPort`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(Vec<Step>);

impl Path {
    /// The way on to a member.
    #[must_use]
    pub fn member(&self, name: &str) -> Self {
        self.with(Step::Member(name.to_owned()))
    }

    /// The way on to an item, counted from 0.
    #[must_use]
    pub fn item(&self, number: usize) -> Self {
        self.with(Step::Item(number))
    }

    /// The steps from the top.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Whether this is the value at `other` or something in it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Member(name) if at == 0 => f.write_str(name)?,
                Step::Member(name) => write!(f, ".{name}")?,
                Step::Item(number) => write!(f, "[{number}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_as_in_the_papers_of_aws() {
        let ports = Path::default().member("containerDefinitions").item(0).member("portMappings");
        let path = ports.item(1).member("containerPort");
        assert_eq!(path.to_string(), "containerDefinitions[0].portMappings[1].containerPort");
        assert!(path.is_within(&ports) && !ports.is_within(&path));
    }
}
