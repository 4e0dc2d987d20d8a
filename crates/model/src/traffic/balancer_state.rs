//! What load balancers are, and the states they are in.

use crate::open_enum::open_enum;
use crate::verdict::Level;

open_enum! {
    /// What a load balancer works on.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html>
    LoadBalancerType {
        /// HTTP requests.
        Application = "application",
        /// TCP, UDP and TLS connections.
        Network = "network",
        /// Packets, for virtual appliances.
        Gateway = "gateway",
    }
}

open_enum! {
    /// Where a load balancer can be reached from.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html>
    LoadBalancerScheme {
        /// From the internet.
        InternetFacing = "internet-facing",
        /// From its VPC.
        Internal = "internal",
    }
}

open_enum! {
    /// The state of a load balancer.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerState.html>
    LoadBalancerState {
        /// It is being set up.
        Provisioning = "provisioning",
        /// It routes traffic.
        Active = "active",
        /// It routes traffic and lacks the resources to scale.
        ActiveImpaired = "active_impaired",
        /// It could not be set up.
        Failed = "failed",
    }
}

impl LoadBalancerState {
    /// How a load balancer in this state is judged.
    pub const fn level(&self) -> Level {
        match self {
            Self::Active => Level::Steady,
            Self::Provisioning => Level::Deploying,
            Self::ActiveImpaired => Level::Degraded,
            Self::Failed => Level::Down,
            Self::Other(_) => Level::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_load_balancer_is_judged_by_its_state() {
        for (state, level) in [
            ("provisioning", Level::Deploying),
            ("active", Level::Steady),
            ("active_impaired", Level::Degraded),
            ("failed", Level::Down),
            ("unknown", Level::Unknown),
        ] {
            assert_eq!(LoadBalancerState::from(state).level(), level, "{state}");
        }
    }
}
