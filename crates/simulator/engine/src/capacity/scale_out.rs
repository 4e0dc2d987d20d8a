//! Managed scaling: more instances for tasks that wait.

use super::demand::Demand;
use super::instance::Instance;
use super::machine::Machine;
use super::provider::ManagedScaling;
use super::resources::Resources;
use super::{Capacity, Change};
use crate::time::seconds;
use crate::{Engine, Name};

/// How long an instance takes from its request to its registration.
const BOOTS_IN: std::ops::RangeInclusive<u64> = seconds(60)..=seconds(110);

/// The most instances of one provider: what an Auto Scaling group is pretended to have as its maximum.
const GROUP_MOST: u32 = 100;

impl Engine {
    /// Asks for as many instances as the tasks that wait for a provider need.
    pub(super) fn scale_out(&mut self, cluster: &Name, provider: &Name) {
        let Some(known) = self.world.capacity_provider(provider) else { return };
        let (scaling, machine) = (known.scaling, known.machine);
        let Some(capacity) = self.capacity_mut(cluster) else { return };
        capacity.scaling_out.remove(provider);
        let booting = capacity.booting.get(provider).copied().unwrap_or(0);
        let missing = capacity.missing(provider, machine, scaling).saturating_sub(booting);
        if missing == 0 || !scaling.enabled {
            return;
        }
        let room = GROUP_MOST.saturating_sub(capacity.size(provider) + booting);
        let count = missing.clamp(scaling.least_step, scaling.most_step).min(room);
        *capacity.booting.entry(provider.clone()).or_default() += count;
        for _ in 0..count {
            let after = self.random.within(BOOTS_IN);
            self.plan_change(cluster, Change::Boot { provider: provider.clone() }, after);
        }
        if missing > count && room > count {
            self.plan_scale_out(cluster, provider);
        }
    }

    /// An instance that was asked for registers: in the zone that has the fewest of its provider.
    pub(super) fn boot(&mut self, cluster: &Name, provider: &Name) {
        let Some(machine) = self.world.capacity_provider(provider).map(|known| known.machine) else { return };
        if self.world.find_cluster(Some(cluster)).is_err() {
            return;
        }
        let Some(capacity) = self.capacity_mut(cluster) else { return };
        if let Some(booting) = capacity.booting.get_mut(provider) {
            *booting = booting.saturating_sub(1);
        }
        let zones: Vec<Name> = capacity.of_provider(provider).filter_map(Instance::zone).cloned().collect();
        let in_zone = |zone: &&Name| zones.iter().filter(|it| it == zone).count();
        let Some(zone) = self.zones.iter().min_by_key(in_zone).cloned() else { return };
        self.start_instance(cluster, machine, &zone, Some(provider));
        self.plan_scale_in(cluster, provider);
    }
}

impl Capacity {
    pub(super) fn of_provider<'a>(&'a self, provider: &'a Name) -> impl Iterator<Item = &'a Instance> {
        self.instances.values().filter(move |instance| instance.provider.as_ref() == Some(provider))
    }

    pub(super) fn size(&self, provider: &Name) -> u32 {
        u32::try_from(self.of_provider(provider).count()).unwrap_or(u32::MAX)
    }

    /// How many more instances of that type the waiting tasks need, and the target leaves free. Tasks that no such
    /// instance can take need none.
    fn missing(&self, provider: &Name, machine: &Machine, scaling: ManagedScaling) -> u32 {
        let whole = machine.resources();
        let mut opened: Vec<Resources> = Vec::new();
        for waiting in self.waiting.iter().filter(|waiting| waiting.provider == *provider) {
            let demand = Demand::of(&waiting.template);
            if !demand.fits(&whole) {
                continue;
            }
            let place = match opened.iter().position(|left| demand.fits(left)) {
                Some(place) => place,
                None => {
                    opened.push(whole.clone());
                    opened.len() - 1
                }
            };
            opened[place].take(&demand.held());
        }
        let needed = u32::try_from(opened.len()).unwrap_or(u32::MAX);
        if needed == 0 {
            return 0;
        }
        let size = self.size(provider);
        (size + needed).saturating_mul(100).div_ceil(scaling.target) - size
    }
}
