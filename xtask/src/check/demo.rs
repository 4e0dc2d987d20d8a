//! A Podium with an embedded simulator, for as long as a check needs it.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::places;
use crate::process::command;
use crate::process::running::{Running, free_addresses};

/// A running demo; it ends when this is dropped.
pub struct Demo {
    podium: Running,
    simulator: String,
}

impl Demo {
    /// Starts `podium demo` on two free ports and waits until it is ready.
    ///
    /// # Errors
    /// When it does not become ready; the message has the end of what it said.
    pub fn start(podium: &Path, name: &str) -> Result<Self> {
        let folder = places::checks().join(name);
        _ = fs::remove_dir_all(&folder);
        let [listen, simulator] = free_addresses()?;
        let mut program = command(podium);
        program.arg("demo").args(["--listen", &listen.to_string(), "--simulator", &simulator.to_string()]);
        program.arg("--data").arg(folder.join("data"));
        let podium = Running::start(&mut program, listen, "/readyz", &folder.join("podium.log"))?;
        Ok(Self { podium, simulator: format!("http://{simulator}") })
    }

    /// Where the pages are.
    pub fn pages(&self) -> String {
        self.podium.url("")
    }

    /// Where the simulator answers.
    pub fn simulator(&self) -> &str {
        &self.simulator
    }

    /// Ends Podium as Ctrl-C would and says whether it went in peace.
    ///
    /// # Errors
    /// As [`Running::stop`].
    pub fn stop(self) -> Result<()> {
        self.podium.stop()
    }
}
