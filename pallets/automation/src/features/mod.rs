//! What the pallet does, one file a feature.

pub(crate) mod actuators;
pub(crate) mod agenda;
pub(crate) mod alarms;
pub(crate) mod answers;
pub(crate) mod claims;
pub(crate) mod evaluation;
pub(crate) mod flags;
pub(crate) mod groups;
pub(crate) mod guards;
pub(crate) mod inputs;
pub(crate) mod orders;
pub(crate) mod pass;
pub(crate) mod permits;
pub(crate) mod queue;
pub(crate) mod rules;
pub(crate) mod setpoints;
pub(crate) mod signals;
pub(crate) mod sites;
pub(crate) mod wakers;

use crate::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Millis {
		Millis(T::Time::now())
	}
}
