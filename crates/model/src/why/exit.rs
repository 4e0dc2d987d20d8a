//! Exit codes in words.

use super::pattern::{OUT_OF_MEMORY, normal};
use crate::task::Container;

/// What an exit code says by convention: `command not found`; `None` for codes that mean only what the program says.
///
/// Codes above 128 are 128 plus the number of the signal that ended the process; large negative ones are NTSTATUS
/// values of Windows.
///
/// <https://tldp.org/LDP/abs/html/exitcodes.html>,
/// <https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/596a1078-e883-4972-9bbc-49e60bebca55>
pub const fn exit_code_words(code: i32) -> Option<&'static str> {
    match code {
        0 => Some("ended normally"),
        1 => Some("application error"),
        2 => Some("application error: wrong usage, or a Go panic"),
        125 => Some("container could not be run"),
        126 => Some("command cannot be executed"),
        127 => Some("command not found"),
        129 => Some("hung up, SIGHUP"),
        130 => Some("interrupted, SIGINT"),
        131 => Some("quit, SIGQUIT"),
        132 => Some("illegal instruction, SIGILL"),
        133 => Some("trace trap, SIGTRAP"),
        134 => Some("aborted, SIGABRT"),
        135 => Some("bus error, SIGBUS"),
        136 => Some("arithmetic error, SIGFPE"),
        137 => Some("killed, SIGKILL"),
        138 => Some("user signal, SIGUSR1"),
        139 => Some("segmentation fault, SIGSEGV"),
        140 => Some("user signal, SIGUSR2"),
        141 => Some("broken pipe, SIGPIPE"),
        142 => Some("alarm, SIGALRM"),
        143 => Some("asked to end, SIGTERM"),
        152 => Some("CPU time limit, SIGXCPU"),
        153 => Some("file size limit, SIGXFSZ"),
        159 => Some("forbidden system call, SIGSYS"),
        255 => Some("error without a number of its own"),
        -1_073_741_819 => Some("access violation, 0xC0000005"),
        -1_073_741_571 => Some("stack overflow, 0xC00000FD"),
        -1_073_741_515 => Some("a DLL was not found, 0xC0000135"),
        -1_073_741_510 => Some("interrupted by Ctrl+C, 0xC000013A"),
        -1_073_741_502 => Some("a DLL could not be initialized, 0xC0000142"),
        _ => None,
    }
}

/// A container's exit code in words; 137 is told apart by the container's own reason.
pub fn exit_words(container: &Container) -> Option<String> {
    let code = container.exit_code?;
    let out_of_memory = container.reason.as_deref().is_some_and(says_out_of_memory);
    match (code, out_of_memory) {
        (_, true) => Some("out of memory".to_owned()),
        (129..=192, false) if exit_code_words(code).is_none() => Some(format!("ended by signal {}", code - 128)),
        _ => exit_code_words(code).map(str::to_owned),
    }
}

fn says_out_of_memory(reason: &str) -> bool {
    let words = normal(reason);
    OUT_OF_MEMORY.iter().any(|part| words.contains(part))
}
