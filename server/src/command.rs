//! The command line.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::ConfigError;

mod audit;
mod check;
mod demo;
mod serve;

/// A web console for Amazon ECS.
#[derive(Debug, Parser)]
#[command(name = "podium", version)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What Podium can be told to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows an estate that is simulated inside this process; needs no AWS account.
    Demo(demo::Options),
    /// Shows the environments of a configuration.
    Serve(serve::Serve),
    /// Says what is wrong with a configuration, and what the credentials of each environment can read.
    ///
    /// Exit code 0: everything can be read; 1: something cannot; 2: the configuration is wrong.
    Check(ConfigFile),
    /// Checks or exports the record of changes.
    #[command(subcommand)]
    Audit(audit::Audit),
}

/// Which configuration.
#[derive(Debug, Args)]
pub struct ConfigFile {
    /// The configuration, such as podium.toml.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

/// Why a command did not do what it should.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// The configuration is wrong: exit code 2.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Something could not be started or done: exit code 1.
    #[error(transparent)]
    Start(Box<dyn Error + Send + Sync>),
}

impl Failure {
    fn start(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Start(error.into())
    }

    /// Says it to the person who typed the command.
    fn report(&self) -> ExitCode {
        match self {
            Self::Config(error) => {
                eprintln!("{error}");
                ExitCode::from(2)
            }
            Self::Start(error) => {
                eprint!("podium: {error}");
                let mut cause = error.source();
                while let Some(error) = cause {
                    eprint!(": {error}");
                    cause = error.source();
                }
                eprintln!();
                ExitCode::from(1)
            }
        }
    }
}

impl Command {
    /// Does it; servers until they are told to stop.
    pub async fn run(self) -> ExitCode {
        let done = match self {
            Self::Demo(options) => demo::run(options).await,
            Self::Serve(options) => serve::run(&options).await,
            Self::Check(file) => check::run(&file.config).await,
            Self::Audit(audit) => audit::run(audit).await,
        };
        done.unwrap_or_else(|failure| failure.report())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_server_that_others_could_reach_is_refused_on_the_command_line() {
        for option in ["--listen", "--simulator"] {
            let error = Cli::try_parse_from(["podium", "demo", option, "0.0.0.0:3000"]).unwrap_err();
            assert_eq!(error.exit_code(), 2);
            assert!(error.to_string().contains("no sign-in"), "{error}");
        }
    }

    #[test]
    fn serve_and_check_need_a_configuration() {
        for command in ["serve", "check"] {
            assert_eq!(Cli::try_parse_from(["podium", command]).unwrap_err().exit_code(), 2);
            assert!(Cli::try_parse_from(["podium", command, "--config", "podium.toml"]).is_ok());
        }
    }

    #[test]
    fn the_audit_is_where_it_is_by_itself_or_where_it_is_said_to_be() {
        for arguments in [
            &["verify"][..],
            &["verify", "--data", "data", "--key", "audit.key"],
            &["export", "--format", "csv"],
            &["export", "--format", "jsonl", "--data", "data"],
        ] {
            assert!(Cli::try_parse_from(["podium", "audit"].iter().chain(arguments)).is_ok(), "{arguments:?}");
        }
        let error = Cli::try_parse_from(["podium", "audit", "export", "--format", "xlsx"]).unwrap_err();
        assert!(error.to_string().contains("csv or jsonl"), "{error}");
    }
}
