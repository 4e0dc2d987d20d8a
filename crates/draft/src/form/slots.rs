//! Which members have a field, and how each is written in it.

use super::Kind;

/// A member that has a field.
pub(super) struct Slot {
    /// The way to it, from the task or from the container.
    pub members: &'static [&'static str],
    pub label: &'static str,
    pub hint: &'static str,
    pub form: Form,
}

/// How a member is written in its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// True or false; this is what it is when it is absent.
    Flag(bool),
    /// A list of texts, one a line.
    Words,
    /// Port mappings, one a line.
    Ports,
    /// A list of objects, one a line: a name, what stands between, and the one other member.
    Entries(Entries),
    /// An object of texts, a name and a value a line.
    Options,
}

/// How the objects of a list are written, one a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entries {
    /// The member that is unique.
    pub name: &'static str,
    /// What stands between the two.
    pub between: char,
    /// The other member; empty where only the name is shown, and the rest is kept by it.
    pub value: &'static str,
    /// Whether people do not see the value.
    pub is_hidden: bool,
}

impl Form {
    pub const fn kind(self) -> Kind {
        match self {
            Self::Text => Kind::Text,
            Self::Number => Kind::Number,
            Self::Flag(_) => Kind::Flag,
            Self::Words | Self::Ports | Self::Entries(_) | Self::Options => Kind::Lines,
        }
    }
}

const fn slot(members: &'static [&'static str], label: &'static str, hint: &'static str, form: Form) -> Slot {
    Slot { members, label, hint, form }
}

const WORDS: &str = "One word a line; in double quotes when it is empty or has more than one line.";

const VARIABLES: Form = Form::Entries(Entries { name: "name", between: '=', value: "value", is_hidden: true });
const SECRETS: Form = Form::Entries(Entries { name: "name", between: '=', value: "valueFrom", is_hidden: false });
const VOLUMES: Form = Form::Entries(Entries { name: "name", between: '=', value: "", is_hidden: false });
const MOUNTS: Form =
    Form::Entries(Entries { name: "containerPath", between: '=', value: "sourceVolume", is_hidden: false });
const DEPENDENCIES: Form =
    Form::Entries(Entries { name: "containerName", between: ' ', value: "condition", is_hidden: false });

/// The fields of the task.
pub(super) const TASK: [Slot; 10] = [
    slot(&["cpu"], "CPU", "CPU units, 1024 to a core", Form::Text),
    slot(&["memory"], "Memory", "MiB", Form::Text),
    slot(&["requiresCompatibilities"], "Requires", "FARGATE, EC2 or EXTERNAL, one a line", Form::Words),
    slot(&["networkMode"], "Network mode", "", Form::Text),
    slot(&["taskRoleArn"], "Task role", "What the containers may do", Form::Text),
    slot(&["executionRoleArn"], "Execution role", "What ECS may do to start it", Form::Text),
    slot(&["runtimePlatform", "cpuArchitecture"], "Processor", "X86_64 or ARM64", Form::Text),
    slot(&["runtimePlatform", "operatingSystemFamily"], "Operating system", "", Form::Text),
    slot(&["ephemeralStorage", "sizeInGiB"], "Ephemeral storage", "GiB", Form::Number),
    slot(&["volumes"], "Volumes", "One name a line; what a volume is of is changed in the JSON", VOLUMES),
];

/// The fields of a container.
pub(super) const CONTAINER: [Slot; 22] = [
    slot(&["image"], "Image", "With its tag or digest", Form::Text),
    slot(&["essential"], "Essential", "The task ends with it", Form::Flag(true)),
    slot(&["cpu"], "CPU", "CPU units, 1024 to a core", Form::Number),
    slot(&["memory"], "Memory limit", "MiB", Form::Number),
    slot(&["memoryReservation"], "Memory reservation", "MiB", Form::Number),
    slot(&["portMappings"], "Ports", "8080/tcp, 8000-8010/udp or 80:8080/tcp a line", Form::Ports),
    slot(&["environment"], "Environment", "NAME=value a line", VARIABLES),
    slot(&["secrets"], "Secrets", "NAME=ARN a line", SECRETS),
    slot(&["command"], "Command", WORDS, Form::Words),
    slot(&["entryPoint"], "Entry point", WORDS, Form::Words),
    slot(&["healthCheck", "command"], "Health check", WORDS, Form::Words),
    slot(&["healthCheck", "interval"], "Interval of the health check", "5 to 300 seconds", Form::Number),
    slot(&["healthCheck", "timeout"], "Timeout of the health check", "2 to 60 seconds", Form::Number),
    slot(&["healthCheck", "retries"], "Retries of the health check", "1 to 10", Form::Number),
    slot(&["healthCheck", "startPeriod"], "Start period of the health check", "0 to 300 seconds", Form::Number),
    slot(&["logConfiguration", "logDriver"], "Log driver", "", Form::Text),
    slot(&["logConfiguration", "options"], "Log options", "name=value a line", Form::Options),
    slot(&["mountPoints"], "Mount points", "/path=volume a line", MOUNTS),
    slot(&["stopTimeout"], "Stop timeout", "Seconds", Form::Number),
    slot(&["user"], "User", "", Form::Text),
    slot(&["readonlyRootFilesystem"], "Read-only root file system", "", Form::Flag(false)),
    slot(&["dependsOn"], "Waits for", "container START, COMPLETE, SUCCESS or HEALTHY a line", DEPENDENCIES),
];
