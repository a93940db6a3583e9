//! Flags of assets: the rules that have them, and what rules read of assets.

use super::setpoints::Next;
use crate::*;
use tallystick_primitives::{AssetFacts, AssetId};
use tallystick_rules::{AssetState, Effect, Found, Output, Source, Value};

/// The flags that a program sets.
fn flags(program: &Program) -> impl Iterator<Item = (AssetId, u8)> + '_ {
	program.outputs.iter().filter_map(|output| match output {
		Output::Flag { asset, flag, .. } => Some((*asset, *flag)),
		_ => None,
	})
}

impl<T: Config> Pallet<T> {
	/// Takes the flags of a rule's outputs, if its organisation owns the assets and has not given them to another output.
	pub(crate) fn take_flags(rule: RuleId, org: OrgId, program: &Program) -> DispatchResult {
		for (asset, flag) in flags(program) {
			let owner = T::Assets::owner(asset).ok_or(Error::<T>::UnknownAsset)?;
			ensure!(owner == org, Error::<T>::NotAssetOwner);
			if let Some(other) = Flaggers::<T>::get(asset, flag) {
				ensure!(other.org != org, Error::<T>::FlagTaken);
				// That organisation sold the asset. If it buys the asset back, the flag must not be
				// set.
				T::Assets::clear_flag(asset, flag, other.org);
			}
			Flaggers::<T>::insert(asset, flag, Flagger { rule, org });
		}
		Ok(())
	}

	/// Clears the flags of a rule's program, and gives them back.
	pub(crate) fn give_back_flags(rule: RuleId, program: &Program) {
		for (asset, flag) in flags(program) {
			if let Some(org) = Self::flagger(rule, asset, flag) {
				T::Assets::clear_flag(asset, flag, org);
				Flaggers::<T>::remove(asset, flag);
			}
		}
	}

	/// The organisation of a rule, if it has a flag: a rule of the asset's next owner may have taken it.
	fn flagger(rule: RuleId, asset: AssetId, flag: u8) -> Option<OrgId> {
		Flaggers::<T>::get(asset, flag).filter(|own| own.rule == rule).map(|own| own.org)
	}

	/// Sets or clears a flag, if the rule has it. Where its organisation does not own the asset any more, nothing is set.
	pub(crate) fn flag(rule: RuleId, asset: AssetId, flag: u8, effect: Effect) {
		let Some(org) = Self::flagger(rule, asset, flag) else { return };
		match effect {
			Effect::Released => T::Assets::clear_flag(asset, flag, org),
			Effect::Active | Effect::Value(_) => T::Assets::set_flag(asset, flag, org),
		}
	}

	/// The state of an asset as rules read it. Its condition becomes unknown later, unless more
	/// data come.
	pub(crate) fn asset_state(asset: AssetId, state: AssetState, changes: &mut Next) -> Found {
		let value = match state {
			AssetState::Flag(flag) => T::Assets::flag(asset, flag).map(Value::Truth),
			AssetState::Condition => T::Assets::condition(asset).and_then(|sum| {
				changes.at(sum.until.saturating_add(1));
				i64::try_from(sum.most).ok().map(Value::Number)
			}),
		};
		value.map_or(Found::Nothing, Found::Value)
	}

	/// What it costs to ask for the assets that a program names, and to take its flags.
	pub(crate) fn weight_of_assets(program: &Program) -> Weight {
		let is_asset = |source: &&Source| matches!(source, Source::Asset { .. });
		let read = program.inputs.iter().filter(is_asset).count();
		// A flag is taken from another rule, too.
		let asked = flags(program).count().saturating_mul(2).saturating_add(read);
		T::Assets::weight().saturating_mul(u64::try_from(asked).unwrap_or(u64::MAX))
	}
}
