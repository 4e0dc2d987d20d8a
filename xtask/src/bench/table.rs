//! The table of results.

use std::fmt;
use std::fs;

use anyhow::Result;

use crate::process::{command, output};

/// One number and what it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What was measured.
    what: String,
    /// The number, with its unit.
    measured: String,
    goal: Goal,
    /// What one should know to read the number.
    remark: String,
}

/// What a number should be.
#[derive(Clone, Debug, PartialEq)]
enum Goal {
    /// It is told and not judged.
    Told,
    /// In words, and whether it was reached.
    Judged(String, bool),
}

impl Row {
    /// A number that should not be greater than `most`.
    pub fn at_most(what: impl Into<String>, value: f64, most: f64, unit: &str) -> Self {
        Self::judged(what.into(), value, format!("≤ {}", number(most, unit)), value <= most, unit)
    }

    /// A number that should not be smaller than `least`.
    pub fn at_least(what: impl Into<String>, value: f64, least: f64, unit: &str) -> Self {
        Self::judged(what.into(), value, format!("≥ {}", number(least, unit)), value >= least, unit)
    }

    /// A number that nothing is asked of.
    pub fn told(what: impl Into<String>, value: f64, unit: &str) -> Self {
        Self { what: what.into(), measured: number(value, unit), goal: Goal::Told, remark: String::new() }
    }

    /// The same row with a remark.
    pub fn remark(self, remark: impl Into<String>) -> Self {
        Self { remark: remark.into(), ..self }
    }

    fn judged(what: String, value: f64, goal: String, reached: bool, unit: &str) -> Self {
        Self { what, measured: number(value, unit), goal: Goal::Judged(goal, reached), remark: String::new() }
    }

    /// Whether the goal was reached; a number without a goal misses none.
    #[cfg(test)]
    pub fn is_good(&self) -> bool {
        !matches!(self.goal, Goal::Judged(_, false))
    }

    fn goal(&self) -> &str {
        match &self.goal {
            Goal::Told => "–",
            Goal::Judged(words, _) => words,
        }
    }

    fn verdict(&self) -> &'static str {
        match self.goal {
            Goal::Told => "",
            Goal::Judged(_, true) => "reached",
            Goal::Judged(_, false) => "**missed**",
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (goal {}) {}", self.what, self.measured, self.goal(), self.verdict())
    }
}

/// All rows, and where they were measured.
#[derive(Debug)]
pub struct Table {
    machine: String,
    /// In the order of measuring.
    pub rows: Vec<Row>,
}

impl Table {
    /// A table without rows.
    ///
    /// # Errors
    /// When the machine does not say what it is.
    pub fn of_this_machine() -> Result<Self> {
        let processor = fs::read_to_string("/proc/cpuinfo")?;
        let model = processor.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        let cores = std::thread::available_parallelism()?;
        let commit = output(command("git").args(["rev-parse", "--short", "HEAD"]))?;
        let date = output(command("date").args(["-u", "+%Y-%m-%d"]))?;
        let model = model.map_or("unknown processor", |(_, model)| model);
        let machine = format!("{}, commit {}: {cores} cores, {model}", date.trim(), commit.trim());
        Ok(Self { machine, rows: Vec::new() })
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", self.machine)?;
        writeln!(f, "| what | measured | goal | | remark |\n|---|---:|---:|---|---|")?;
        for row in &self.rows {
            let Row { what, measured, remark, .. } = row;
            writeln!(f, "| {what} | {measured} | {} | {} | {remark} |", row.goal(), row.verdict())?;
        }
        Ok(())
    }
}

/// A number in as many digits as mean something.
fn number(value: f64, unit: &str) -> String {
    let digits = match value.abs() {
        _ if value.fract() == 0.0 => 0,
        100.0.. => 0,
        10.0.. => 1,
        _ => 2,
    };
    let space = if unit.is_empty() { "" } else { " " };
    format!("{value:.digits$}{space}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_mean_something() {
        for (value, unit, expect) in
            [(1.0, "", "1"), (1.049, "", "1.05"), (12.34, "ms", "12.3 ms"), (312.7, "/s", "313 /s")]
        {
            assert_eq!(number(value, unit), expect);
        }
    }

    #[test]
    fn a_goal_is_reached_when_the_number_is_just_there() {
        assert!(Row::at_most("", 1.05, 1.05, "").is_good());
        assert!(!Row::at_most("", 1.06, 1.05, "").is_good());
        assert!(Row::at_least("", 300.0, 300.0, "").is_good());
        assert!(!Row::at_least("", 299.0, 300.0, "").is_good());
        assert!(Row::told("", 1e9, "").is_good());
    }

    #[test]
    fn a_missed_goal_can_be_seen_in_the_table() {
        let table = Table {
            machine: "here".to_owned(),
            rows: vec![Row::at_most("weight", 400.0, 300.0, "kB").remark("brotli")],
        };
        assert!(table.to_string().contains("| weight | 400 kB | ≤ 300 kB | **missed** | brotli |"), "{table}");
    }
}
