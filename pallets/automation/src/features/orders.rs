//! Needs of machines: rules read them, and have them ordered.

use crate::*;
use tallystick_primitives::{NeedId, NeedStanding, Needs};
use tallystick_rules::{Effect, Found, NeedState, Output, Source, Value};

impl<T: Config> Pallet<T> {
	/// Checks that a need exists, and where it is ordered, that it is the organisation's.
	pub(crate) fn ensure_need(need: NeedId, orderer: Option<OrgId>) -> Result<(), Error<T>> {
		let NeedStanding { org, .. } = T::Needs::standing(need).ok_or(Error::<T>::UnknownNeed)?;
		ensure!(orderer.is_none_or(|orderer| orderer == org), Error::<T>::NotNeedOwner);
		Ok(())
	}

	/// The state of a need as rules read it.
	pub(crate) fn need_state(need: NeedId, state: NeedState) -> Found {
		let Some(standing) = T::Needs::standing(need) else { return Found::Nothing };
		Found::Value(Value::Truth(match state {
			NeedState::Open => standing.open,
			NeedState::Failed => standing.failed,
		}))
	}

	/// Orders a need, because of the firing with this leaf. If nothing is ordered, an event says
	/// so.
	pub(crate) fn order(rule: RuleId, need: NeedId, effect: Effect, leaf: Hash) {
		if effect == Effect::Released {
			return;
		}
		let Some((record, _)) = Rules::<T>::get(rule) else { return };
		let ordered = match T::Stopped::get() {
			true => Err(Error::<T>::Stopped.into()),
			false => T::Needs::order(record.org, need, leaf),
		};
		if let Err(error) = ordered {
			Self::deposit_event(Event::OrderRefused { rule, need, error });
		}
	}

	/// What it costs to ask for the needs that a program names.
	pub(crate) fn weight_of_needs(program: &Program) -> Weight {
		let is_need = |source: &&Source| matches!(source, Source::Need { .. });
		let is_order = |output: &&Output| matches!(output, Output::Order { .. });
		let read = program.inputs.iter().filter(is_need).count();
		let asked = program.outputs.iter().filter(is_order).count().saturating_add(read);
		T::Needs::weight_of_standing().saturating_mul(u64::try_from(asked).unwrap_or(u64::MAX))
	}

	/// What it costs to have a need ordered.
	pub(crate) fn weight_of_order() -> Weight {
		T::WeightInfo::load_rule().saturating_add(T::Needs::weight_of_order())
	}
}
