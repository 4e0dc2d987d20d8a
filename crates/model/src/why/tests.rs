mod corpus;
mod essential;

use super::*;
use crate::task::TaskStatus;
use crate::testing::{container, task};

#[track_caller]
fn check(code: &str, reason: &str, expect: Kind) {
    let mut task = task("web", 7);
    task.last_status = TaskStatus::Stopped;
    task.desired_status = TaskStatus::Stopped;
    task.stop_code = (!code.is_empty()).then(|| code.into());
    task.stopped_reason = Some(reason.to_owned());
    assert_eq!(Cause::of(&task).map(|cause| cause.kind), Some(expect), "{code} {reason}");
    let explanation = explain(&task, None).unwrap();
    for part in [&explanation.summary, &explanation.meaning, &explanation.next] {
        assert!(part.ends_with('.') && part.len() > 10, "not a sentence: {part:?}");
    }
    assert_eq!(explanation.quote.as_deref(), Some(reason));
}

#[test]
fn failures_to_pull_an_image_are_told_apart() {
    let code = "TaskFailedToStart";
    for (reason, kind) in [
        (
            "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref docker.io/shop/web:missing: docker.io/shop/web:missing: not found",
            Kind::ImageNotFound,
        ),
        (
            "CannotPullContainerError: Error response from daemon: manifest for web:9 not found: manifest unknown",
            Kind::ImageNotFound,
        ),
        ("CannotPullContainerError: API error (404): repository x not found", Kind::ImageNotFound),
        (
            "CannotPullContainerError: Error response from daemon: pull access denied for x, repository does not exist or may require 'docker login'",
            Kind::PullDenied,
        ),
        (
            "CannotPullContainerError: failed to resolve ref 403123456403.dkr.ecr.x/y:1: unexpected status from HEAD request: 403 Forbidden",
            Kind::PullDenied,
        ),
        ("CannotPullContainerError: API error (500): no basic auth credentials", Kind::PullDenied),
        ("CannotPullContainerError: failed to resolve ref 403123456403.dkr.ecr.x/y:1: not found", Kind::ImageNotFound),
        (
            "CannotPullContainerError: dial tcp: lookup registry.example on 10.0.0.2:53: no such host",
            Kind::RegistryUnreachable,
        ),
        (
            "CannotPullContainerError: context deadline exceeded (Client.Timeout exceeded while awaiting headers)",
            Kind::RegistryUnreachable,
        ),
        (
            "CannotPullContainerError: httpReadSeeker: failed open: unexpected status code: 429 Too Many Requests - toomanyrequests: You have reached your pull rate limit",
            Kind::PullRateLimited,
        ),
        (
            "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/arm64'",
            Kind::WrongPlatform,
        ),
        ("CannotPullContainerError: write /var/lib/x: no space left on device", Kind::DiskFull),
        ("CannotPullContainerError: something new", Kind::PullFailed),
    ] {
        check(code, reason, kind);
    }
}

#[test]
fn failures_to_set_a_task_up_are_told_apart() {
    let code = "TaskFailedToStart";
    for (reason, kind) in [
        (
            "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError: send request failed: dial tcp 10.0.0.1:443: i/o timeout",
            Kind::RegistryUnreachable,
        ),
        (
            "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: AccessDeniedException: User is not authorized to perform secretsmanager:GetSecretValue",
            Kind::SecretDenied,
        ),
        (
            "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: retrieved secret from Secrets Manager did not contain json key KEY",
            Kind::SecretMissing,
        ),
        (
            "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secrets from ssm: invalid ssm parameters: /shop/x",
            Kind::SecretMissing,
        ),
        (
            "ResourceInitializationError: unable to pull secrets or registry auth: pull command failed: : signal: killed",
            Kind::SecretUnreachable,
        ),
        (
            "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: ResourceNotFoundException: The specified log group does not exist.",
            Kind::LogGroupMissing,
        ),
        (
            "ResourceInitializationError: failed to download env files: file download command: non empty error stream",
            Kind::EnvironmentFileFailed,
        ),
        (
            "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve fs-1",
            Kind::FileSystemUnresolved,
        ),
        ("ResourceInitializationError: failed to configure ENI: failed to setup regular eni", Kind::NetworkFailed),
        ("Timeout waiting for network interface provisioning to complete.", Kind::NetworkTimedOut),
        (
            "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet 'subnet-1': InsufficientFreeAddressesInSubnet",
            Kind::NoFreeAddress,
        ),
        (
            "ECS was unable to assume the role 'arn:aws:iam::1:role/x' that was provided for this task.",
            Kind::RoleFailed,
        ),
        (
            "Capacity is unavailable at this time. Please try again later or in a different availability zone",
            Kind::NoCapacity,
        ),
        ("ResourceInitializationError: something new", Kind::InitializationFailed),
        (
            "CannotStartContainerError: Error response from daemon: failed to create task: exec: \"serve\": executable file not found in $PATH",
            Kind::CommandNotFound,
        ),
        ("CannotStartContainerError: exec /serve: exec format error", Kind::WrongPlatform),
        ("CannotStartContainerError: failed to get container status: something", Kind::CannotStart),
        ("CannotCreateContainerError: API error (500): devmapper", Kind::CannotStart),
        ("CannotCreateVolumeError: timed out", Kind::VolumeFailed),
        (
            "ContainerRuntimeTimeoutError: Could not transition to running; timed out after waiting 1m",
            Kind::RuntimeFailed,
        ),
        ("InternalError: something", Kind::PlatformFailed),
        ("Task failed to start", Kind::FailedToStart),
    ] {
        check(code, reason, kind);
    }
}

#[test]
fn ends_that_were_asked_for_are_nobodys_fault() {
    for (code, reason, kind) in [
        ("ServiceSchedulerInitiated", "Scaling activity initiated by (deployment ecs-svc/123)", Kind::ScaledIn),
        ("UserInitiated", "Task stopped by user", Kind::StoppedByUser),
        ("UserInitiated", "the disk had no space left, I stopped it", Kind::StoppedByUser),
        ("ServiceSchedulerInitiated", "Task stopped by availability zone rebalancing", Kind::Rebalanced),
        ("ServiceSchedulerInitiated", "something new", Kind::StoppedByScheduler),
    ] {
        check(code, reason, kind);
        assert_eq!(kind.behind(), Behind::Asked, "{kind:?}");
    }
}

#[test]
fn ends_that_the_infrastructure_brought_are_told_apart() {
    for (code, reason, kind) in [
        ("SpotInterruption", "Your Spot Task was interrupted.", Kind::SpotInterrupted),
        ("TerminationNotice", "Host EC2 (instance i-1) terminated.", Kind::HostTerminated),
        ("", "Host EC2 (instance i-1) terminated.", Kind::HostTerminated),
        ("InfrastructureHealth", "Underlying infrastructure impaired", Kind::HostUnhealthy),
        (
            "ServiceSchedulerInitiated",
            "ECS is performing maintenance on the underlying infrastructure hosting the task.",
            Kind::Maintenance,
        ),
    ] {
        check(code, reason, kind);
        assert_eq!(kind.behind(), Behind::Infrastructure, "{kind:?}");
    }
}

#[test]
fn failed_health_checks_are_the_tasks_own_failure() {
    let code = "ServiceSchedulerInitiated";
    check(code, "Task failed container health checks", Kind::ContainerUnhealthy);
    check(
        code,
        "Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:r:1:targetgroup/x/1)",
        Kind::TargetUnhealthy,
    );
    assert_eq!(Kind::ContainerUnhealthy.behind(), Behind::Itself);
    assert_eq!(Kind::TargetUnhealthy.behind(), Behind::Itself);
}

fn exited(containers: Vec<Container>) -> Cause {
    let mut task = task("web", 7);
    task.desired_status = TaskStatus::Stopped;
    task.stop_code = Some(StopCode::EssentialContainerExited);
    task.stopped_reason = Some("Essential container in task exited".to_owned());
    task.containers = containers;
    Cause::of(&task).unwrap()
}

fn ended(name: &str, code: Option<i32>, reason: Option<&str>) -> Container {
    Container { exit_code: code, reason: reason.map(str::to_owned), ..container(name) }
}

#[test]
fn the_container_that_ended_first_is_named_and_not_the_ones_it_took_along() {
    let cause = exited(vec![ended("envoy", Some(143), None), ended("web", Some(1), None), ended("log", Some(0), None)]);
    assert_eq!(cause.short(), "container web, exit code 1 (application error)");
    let cause = exited(vec![ended("log", Some(0), None), ended("web", Some(137), None)]);
    assert_eq!(cause.short(), "container web, exit code 137 (killed, SIGKILL)");
}

#[test]
fn out_of_memory_is_told_apart_from_a_kill() {
    let oom = Some("OutOfMemoryError: Container killed due to memory usage");
    let cause = exited(vec![ended("envoy", Some(1), None), ended("web", Some(137), oom)]);
    assert_eq!(cause.kind, Kind::OutOfMemory);
    assert_eq!(cause.short(), "container web, exit code 137 (out of memory)");
    assert_eq!(exit_words(&ended("web", Some(137), oom)).as_deref(), Some("out of memory"));
    assert_eq!(exit_words(&ended("web", Some(137), None)).as_deref(), Some("killed, SIGKILL"));
    assert_eq!(exit_words(&ended("web", Some(159), None)).as_deref(), Some("forbidden system call, SIGSYS"));
    assert_eq!(exit_words(&ended("web", Some(163), None)).as_deref(), Some("ended by signal 35"));
    assert_eq!(exit_words(&ended("web", Some(42), None)), None);
}

#[test]
fn an_exit_nobody_describes_still_has_words() {
    assert_eq!(exited(vec![]).short(), "an essential container exited");
    assert_eq!(exited(vec![ended("web", Some(42), None)]).short(), "container web, exit code 42");
}

#[test]
fn a_task_that_runs_has_no_cause() {
    assert_eq!(Cause::of(&task("web", 7)), None);
    assert_eq!(explain(&task("web", 7), None), None);
}

#[test]
fn a_missing_image_is_named_in_the_summary() {
    let mut task = task("web", 7);
    task.desired_status = TaskStatus::Stopped;
    task.stop_code = Some(StopCode::TaskFailedToStart);
    task.containers =
        vec![Container { image: Some("registry.example:5000/shop/web:missing".to_owned()), ..container("web") }];
    task.stopped_reason =
        Some("CannotPullContainerError: failed to resolve ref shop/web:missing: not found".to_owned());
    assert_eq!(Cause::of(&task).unwrap().short(), "CannotPullContainerError, image tag not found");
    let summary = explain(&task, None).unwrap().summary;
    assert_eq!(summary, "Image shop/web:missing was not found in its registry, so container web could not start.");
}

#[test]
fn the_proxy_of_service_connect_has_advice_of_its_own() {
    let sick = |name: &str| {
        let mut task = task("web", 7);
        task.stop_code = Some(StopCode::ServiceSchedulerInitiated);
        task.stopped_reason = Some("Task failed container health checks".to_owned());
        task.containers = vec![Container { health: HealthStatus::Unhealthy, ..container(name) }];
        explain(&task, None).unwrap().next
    };
    assert!(sick("web").starts_with("Run the check's command"));
    assert!(sick("ecs-service-connect-Y84Lt").contains("CPU and memory"));
}
