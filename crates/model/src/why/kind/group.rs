//! What kinds of ends have in common.

use super::{Behind, Kind};

impl Kind {
    /// Who is behind it.
    pub const fn behind(self) -> Behind {
        match self {
            Self::SpotInterrupted
            | Self::HostTerminated
            | Self::HostDeregistered
            | Self::HostDraining
            | Self::HostUnhealthy
            | Self::Maintenance => Behind::Infrastructure,
            Self::ScaledIn | Self::Rebalanced | Self::StoppedByScheduler | Self::StoppedByUser => Behind::Asked,
            Self::Other => Behind::Unknown,
            _ => Behind::Itself,
        }
    }

    /// Whether the infrastructure or a person took the task away, against what its service wants.
    pub const fn takes_away(self) -> bool {
        matches!(self.behind(), Behind::Infrastructure) || matches!(self, Self::StoppedByUser)
    }

    /// Whether it is about the pull of an image.
    pub const fn is_pull(self) -> bool {
        matches!(
            self,
            Self::ImageNotFound
                | Self::PullDenied
                | Self::RegistryUnreachable
                | Self::ProxyFailed
                | Self::RegistryUntrusted
                | Self::RegistryNoTls
                | Self::RegistryFailed
                | Self::PullRateLimited
                | Self::ImageUnreadable
                | Self::ImageNameInvalid
                | Self::PullFailed
        )
    }

    /// Whether it is about the compute that a task was to run on: no container of it was ever tried.
    pub const fn is_placement(self) -> bool {
        matches!(
            self,
            Self::NoCapacity
                | Self::QuotaReached
                | Self::AccountBlocked
                | Self::InstanceNotLaunched
                | Self::InstanceLaunchDenied
                | Self::NoPlace
                | Self::NoInstances
                | Self::AgentGone
                | Self::IncompatibleCompute
        )
    }

    /// Whether it is about the network interface of a task.
    pub const fn is_network(self) -> bool {
        matches!(
            self,
            Self::NoFreeAddress
                | Self::NetworkDenied
                | Self::NetworkMissing
                | Self::NetworkMismatch
                | Self::NetworkTimedOut
                | Self::NetworkFailed
        )
    }

    /// Whether the sentence about the task means one of its containers.
    pub(in crate::why) const fn names_container(self) -> bool {
        self.is_pull()
            || matches!(
                self,
                Self::WrongPlatform
                    | Self::DiskFull
                    | Self::CommandNotFound
                    | Self::CommandDenied
                    | Self::CommandAbsent
                    | Self::UserMissing
                    | Self::WorkingDirectoryMissing
                    | Self::PortTaken
                    | Self::DeviceMissing
                    | Self::ImageGone
                    | Self::MountOntoFile
                    | Self::MountSourceMissing
                    | Self::MountTargetMissing
                    | Self::VolumeOwnerRefused
                    | Self::CgroupFailed
                    | Self::InitDied
                    | Self::MountFailed
                    | Self::SettingRefused
                    | Self::CannotStart
                    | Self::OutOfMemory
            )
    }
}
