//! Which members a RegisterTaskDefinition request has, and what each is. A test compares this with AWS's own model.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>

use Shape::{Flag, List, Map, Number, Object, Text};

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A text. Where AWS has a list of words for it, words that are not known are taken, too.
    Text,
    /// A whole number.
    Number,
    /// True or false.
    Flag,
    /// A list of such.
    List(&'static Shape),
    /// An object with any names, and a text for each.
    Map,
    /// An object with these members.
    Object(&'static [Member]),
}

/// A member of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub name: &'static str,
    /// Whether AWS refuses an object without it.
    pub is_needed: bool,
    pub shape: Shape,
}

impl Shape {
    /// What a member of such a value is; nothing for one that this build does not know.
    pub fn member(self, name: &str) -> Option<Self> {
        match self {
            Object(members) => members.iter().find(|member| member.name == name).map(|member| member.shape),
            Map => Some(Text),
            Text | Number | Flag | List(_) => None,
        }
    }

    /// What an item of such a value is.
    pub const fn item(self) -> Option<Self> {
        match self {
            List(item) => Some(*item),
            Text | Number | Flag | Map | Object(_) => None,
        }
    }

    /// What it is, in words with their article.
    pub const fn noun(self) -> &'static str {
        match self {
            Text => "a text in double quotes",
            Number => "a whole number without quotes",
            Flag => "true or false without quotes",
            List(_) => "a list in […]",
            Map | Object(_) => "an object in {…}",
        }
    }
}

const fn may(name: &'static str, shape: Shape) -> Member {
    Member { name, is_needed: false, shape }
}

const fn must(name: &'static str, shape: Shape) -> Member {
    Member { name, is_needed: true, shape }
}

/// The request.
pub(crate) const DEFINITION: Shape = Object(&[
    must("family", Text),
    may("taskRoleArn", Text),
    may("executionRoleArn", Text),
    may("networkMode", Text),
    must("containerDefinitions", List(&CONTAINER_DEFINITION)),
    may("volumes", List(&VOLUME)),
    may("placementConstraints", List(&TASK_DEFINITION_PLACEMENT_CONSTRAINT)),
    may("requiresCompatibilities", List(&Text)),
    may("cpu", Text),
    may("memory", Text),
    may("tags", List(&TAG)),
    may("pidMode", Text),
    may("ipcMode", Text),
    may("proxyConfiguration", PROXY_CONFIGURATION),
    may("inferenceAccelerators", List(&INFERENCE_ACCELERATOR)),
    may("ephemeralStorage", EPHEMERAL_STORAGE),
    may("runtimePlatform", RUNTIME_PLATFORM),
    may("enableFaultInjection", Flag),
    may("trustedExecutionConfiguration", TRUSTED_EXECUTION_CONFIGURATION),
]);

const TRUSTED_EXECUTION_CONFIGURATION: Shape = Object(&[must("isolationMode", Text), may("attestationPolicy", Text)]);

const RUNTIME_PLATFORM: Shape = Object(&[may("cpuArchitecture", Text), may("operatingSystemFamily", Text)]);

const EPHEMERAL_STORAGE: Shape = Object(&[must("sizeInGiB", Number)]);

const INFERENCE_ACCELERATOR: Shape = Object(&[must("deviceName", Text), must("deviceType", Text)]);

const PROXY_CONFIGURATION: Shape =
    Object(&[may("type", Text), must("containerName", Text), may("properties", List(&KEY_VALUE_PAIR))]);

const TAG: Shape = Object(&[may("key", Text), may("value", Text)]);

const TASK_DEFINITION_PLACEMENT_CONSTRAINT: Shape = Object(&[may("type", Text), may("expression", Text)]);

const VOLUME: Shape = Object(&[
    may("name", Text),
    may("host", HOST_VOLUME_PROPERTIES),
    may("dockerVolumeConfiguration", DOCKER_VOLUME_CONFIGURATION),
    may("efsVolumeConfiguration", EFS_VOLUME_CONFIGURATION),
    may("s3filesVolumeConfiguration", S3_FILES_VOLUME_CONFIGURATION),
    may("fsxWindowsFileServerVolumeConfiguration", FSX_WINDOWS_FILE_SERVER_VOLUME_CONFIGURATION),
    may("configuredAtLaunch", Flag),
]);

const FSX_WINDOWS_FILE_SERVER_VOLUME_CONFIGURATION: Shape = Object(&[
    must("fileSystemId", Text),
    must("rootDirectory", Text),
    must("authorizationConfig", FSX_WINDOWS_FILE_SERVER_AUTHORIZATION_CONFIG),
]);

const FSX_WINDOWS_FILE_SERVER_AUTHORIZATION_CONFIG: Shape =
    Object(&[must("credentialsParameter", Text), must("domain", Text)]);

const S3_FILES_VOLUME_CONFIGURATION: Shape = Object(&[
    must("fileSystemArn", Text),
    may("rootDirectory", Text),
    may("transitEncryptionPort", Number),
    may("accessPointArn", Text),
]);

const EFS_VOLUME_CONFIGURATION: Shape = Object(&[
    must("fileSystemId", Text),
    may("rootDirectory", Text),
    may("transitEncryption", Text),
    may("transitEncryptionPort", Number),
    may("authorizationConfig", EFS_AUTHORIZATION_CONFIG),
]);

const EFS_AUTHORIZATION_CONFIG: Shape = Object(&[may("accessPointId", Text), may("iam", Text)]);

const DOCKER_VOLUME_CONFIGURATION: Shape = Object(&[
    may("scope", Text),
    may("autoprovision", Flag),
    may("driver", Text),
    may("driverOpts", Map),
    may("labels", Map),
]);

const HOST_VOLUME_PROPERTIES: Shape = Object(&[may("sourcePath", Text)]);

const CONTAINER_DEFINITION: Shape = Object(&[
    may("name", Text),
    may("image", Text),
    may("repositoryCredentials", REPOSITORY_CREDENTIALS),
    may("cpu", Number),
    may("memory", Number),
    may("memoryReservation", Number),
    may("links", List(&Text)),
    may("portMappings", List(&PORT_MAPPING)),
    may("essential", Flag),
    may("restartPolicy", CONTAINER_RESTART_POLICY),
    may("entryPoint", List(&Text)),
    may("command", List(&Text)),
    may("environment", List(&KEY_VALUE_PAIR)),
    may("environmentFiles", List(&ENVIRONMENT_FILE)),
    may("mountPoints", List(&MOUNT_POINT)),
    may("volumesFrom", List(&VOLUME_FROM)),
    may("linuxParameters", LINUX_PARAMETERS),
    may("secrets", List(&SECRET)),
    may("dependsOn", List(&CONTAINER_DEPENDENCY)),
    may("startTimeout", Number),
    may("stopTimeout", Number),
    may("versionConsistency", Text),
    may("hostname", Text),
    may("user", Text),
    may("workingDirectory", Text),
    may("disableNetworking", Flag),
    may("privileged", Flag),
    may("readonlyRootFilesystem", Flag),
    may("dnsServers", List(&Text)),
    may("dnsSearchDomains", List(&Text)),
    may("extraHosts", List(&HOST_ENTRY)),
    may("dockerSecurityOptions", List(&Text)),
    may("interactive", Flag),
    may("pseudoTerminal", Flag),
    may("dockerLabels", Map),
    may("ulimits", List(&ULIMIT)),
    may("logConfiguration", LOG_CONFIGURATION),
    may("healthCheck", HEALTH_CHECK),
    may("systemControls", List(&SYSTEM_CONTROL)),
    may("resourceRequirements", List(&RESOURCE_REQUIREMENT)),
    may("firelensConfiguration", FIRELENS_CONFIGURATION),
    may("credentialSpecs", List(&Text)),
]);

const FIRELENS_CONFIGURATION: Shape = Object(&[must("type", Text), may("options", Map)]);

const RESOURCE_REQUIREMENT: Shape =
    Object(&[may("value", Text), must("type", Text), may("sharingStrategy", SHARING_STRATEGY)]);

const SHARING_STRATEGY: Shape = Object(&[may("nvidiaMps", NVIDIA_MPS_ALLOCATION)]);

const NVIDIA_MPS_ALLOCATION: Shape = Object(&[must("memory", Number), may("maxComputePercent", Number)]);

const SYSTEM_CONTROL: Shape = Object(&[may("namespace", Text), may("value", Text)]);

const HEALTH_CHECK: Shape = Object(&[
    must("command", List(&Text)),
    may("interval", Number),
    may("timeout", Number),
    may("retries", Number),
    may("startPeriod", Number),
]);

const LOG_CONFIGURATION: Shape =
    Object(&[must("logDriver", Text), may("options", Map), may("secretOptions", List(&SECRET))]);

const ULIMIT: Shape = Object(&[must("name", Text), must("softLimit", Number), must("hardLimit", Number)]);

const HOST_ENTRY: Shape = Object(&[must("hostname", Text), must("ipAddress", Text)]);

const CONTAINER_DEPENDENCY: Shape = Object(&[must("containerName", Text), must("condition", Text)]);

const SECRET: Shape = Object(&[must("name", Text), must("valueFrom", Text)]);

const LINUX_PARAMETERS: Shape = Object(&[
    may("capabilities", KERNEL_CAPABILITIES),
    may("devices", List(&DEVICE)),
    may("initProcessEnabled", Flag),
    may("sharedMemorySize", Number),
    may("tmpfs", List(&TMPFS)),
    may("maxSwap", Number),
    may("swappiness", Number),
]);

const TMPFS: Shape = Object(&[must("containerPath", Text), must("size", Number), may("mountOptions", List(&Text))]);

const DEVICE: Shape = Object(&[must("hostPath", Text), may("containerPath", Text), may("permissions", List(&Text))]);

const KERNEL_CAPABILITIES: Shape = Object(&[may("add", List(&Text)), may("drop", List(&Text))]);

const VOLUME_FROM: Shape = Object(&[may("sourceContainer", Text), may("readOnly", Flag)]);

const MOUNT_POINT: Shape = Object(&[may("sourceVolume", Text), may("containerPath", Text), may("readOnly", Flag)]);

const ENVIRONMENT_FILE: Shape = Object(&[must("value", Text), must("type", Text)]);

const KEY_VALUE_PAIR: Shape = Object(&[may("name", Text), may("value", Text)]);

const CONTAINER_RESTART_POLICY: Shape =
    Object(&[must("enabled", Flag), may("ignoredExitCodes", List(&Number)), may("restartAttemptPeriod", Number)]);

const PORT_MAPPING: Shape = Object(&[
    may("containerPort", Number),
    may("hostPort", Number),
    may("protocol", Text),
    may("name", Text),
    may("appProtocol", Text),
    may("containerPortRange", Text),
]);

const REPOSITORY_CREDENTIALS: Shape = Object(&[must("credentialsParameter", Text)]);
