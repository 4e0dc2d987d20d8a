//! The states of targets and the reasons for them.

use crate::open_enum::open_enum;

open_enum! {
    /// The state of a target.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html#target-health-states>
    TargetState {
        /// It is being registered, or its first checks are under way.
        Initial = "initial",
        /// It gets traffic.
        Healthy = "healthy",
        /// Its checks fail.
        Unhealthy = "unhealthy",
        /// Its checks fail and it is being taken out.
        UnhealthyDraining = "unhealthy.draining",
        /// Nothing sends traffic to it.
        Unused = "unused",
        /// It is being taken out; connections in flight may end.
        Draining = "draining",
        /// Health checks are off.
        Unavailable = "unavailable",
    }
}

open_enum! {
    /// Why a target is not healthy.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html>
    TargetReason {
        /// It is being registered.
        RegistrationInProgress = "Elb.RegistrationInProgress",
        /// Its first checks are under way.
        InitialHealthChecking = "Elb.InitialHealthChecking",
        /// The load balancer itself failed.
        InternalError = "Elb.InternalError",
        /// It answered with a code that does not count as healthy.
        ResponseCodeMismatch = "Target.ResponseCodeMismatch",
        /// It did not answer in time.
        Timeout = "Target.Timeout",
        /// No connection, or an answer that the load balancer does not understand.
        FailedHealthChecks = "Target.FailedHealthChecks",
        /// It is not registered.
        NotRegistered = "Target.NotRegistered",
        /// No load balancer uses its group, or its zone is not enabled.
        NotInUse = "Target.NotInUse",
        /// It is being taken out.
        DeregistrationInProgress = "Target.DeregistrationInProgress",
        /// Its instance is stopped or terminated.
        InvalidState = "Target.InvalidState",
        /// Its address belongs to a load balancer.
        IpUnusable = "Target.IpUnusable",
        /// Health checks are off.
        HealthCheckDisabled = "Target.HealthCheckDisabled",
    }
}
