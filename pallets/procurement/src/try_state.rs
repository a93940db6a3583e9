//! The pallet's properties, under the numbers of the crate's documentation.

use super::*;
use alloc::collections::BTreeMap;
use frame::{deps::sp_runtime::TryRuntimeError, traits::fungible::InspectHold as _};

impl<T: Config> Pallet<T> {
	/// Checks every property but those that only tests can check; reads all storage of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut pledged = BTreeMap::<(u8, T::AccountId), u128>::new();
		let mut add = |kind: u8, who: &T::AccountId, amount: u128| {
			let sum = pledged.entry((kind, who.clone())).or_default();
			*sum = sum.saturating_add(amount);
		};

		let next = NextMandateId::<T>::get().unwrap_or(MandateId(0));
		let mut mandates = 0usize;
		for (mandate, (record, _)) in Mandates::<T>::iter() {
			ensure!(mandate < next, "1: the id of a mandate was not given out");
			ensure!(
				MandatesOf::<T>::contains_key(record.org, mandate),
				"1: a mandate is not listed under its organisation"
			);
			add(0, &record.payer, record.budget.left());
			let condition = Conditions::<T>::get(mandate);
			ensure!(condition.is_some() == record.conditional, "9: a condition is lost");
			if let Some(condition) = &condition {
				ensure!(condition.check().is_ok(), "9: a condition is not sound");
			}
			mandates = mandates.saturating_add(1);
		}
		ensure!(
			MandatesOf::<T>::iter_keys().count() == mandates,
			"1: a mandate that is gone is listed"
		);

		let next = NextNeedId::<T>::get().unwrap_or(NeedId(0));
		let (mut needs, mut covering) = (0usize, 0usize);
		for (need, (record, ..)) in Needs::<T>::iter() {
			ensure!(need < next, "1: the id of a need was not given out");
			ensure!(NeedsOf::<T>::contains_key(record.org, need), "1: a need is not listed");
			ensure!(
				Declared::<T>::get(record.subject, record.category) == Some(need),
				"4: a machine has another need of a category"
			);
			if let Some(order) = record.order {
				let of = Orders::<T>::get(order).map(|(of, _)| of.order.need);
				ensure!(of == Some(need), "3: a need's open order is none, or another one's");
			}
			if let Some(condition) = CoveredWhen::<T>::get(need) {
				for stream in Self::streams_of(&condition) {
					let listed = Covering::<T>::get(stream).contains(&need);
					let may_lack = !Self::is_machine(&record.subject, &stream.device);
					ensure!(listed || may_lack, "9: a stream lacks a need");
					covering = covering.saturating_add(listed.into());
				}
			}
			needs = needs.saturating_add(1);
		}
		ensure!(NeedsOf::<T>::iter_keys().count() == needs, "1: a need that is gone is listed");
		ensure!(Declared::<T>::iter_keys().count() == needs, "4: a need that is gone is declared");
		let listed = Covering::<T>::iter_values().map(|needs| needs.len()).sum::<usize>();
		ensure!(listed == covering, "9: a stream lists a need that it does not cover");

		let next = NextOrderId::<T>::get().unwrap_or(OrderId(0));
		let (mut orders, mut parcels) = (0usize, 0usize);
		for (id, (record, _)) in Orders::<T>::iter() {
			let OrderRecord { order, bond, deposit, asset, .. } = record;
			ensure!(id < next, "1: the id of an order was not given out");
			ensure!(OrdersOf::<T>::contains_key(order.vendor, id), "1: an order is not listed");
			ensure!(
				T::Escrow::held(order.escrow).is_some(),
				"3: an order is open without an escrow"
			);
			let open = Self::load_need(order.need).ok().and_then(|need| need.order);
			ensure!(open == Some(id), "3: an open order is not that of its need");
			let accepted = !order.state.is_before_acceptance();
			ensure!(bond.is_some() == accepted, "5: a bond is missing, or too early");
			if let Some(Pledge { who, amount }) = bond {
				add(1, &who, amount);
			}
			if let Some(Pledge { who, amount }) = deposit {
				ensure!(
					matches!(
						order.state,
						OrderState::Returning { .. } | OrderState::Disputed { .. }
					),
					"5: a deposit without a dispute"
				);
				add(2, &who, amount);
			}
			if let Some(asset) = asset {
				ensure!(
					Parcels::<T>::get(asset) == Some(id),
					"10: an asset travels with another order"
				);
				parcels = parcels.saturating_add(1);
			}
			orders = orders.saturating_add(1);
		}
		ensure!(
			OrdersOf::<T>::iter_keys().count() == orders,
			"1: an order that has ended is listed"
		);
		ensure!(Parcels::<T>::iter_keys().count() == parcels, "10: an asset travels with no order");

		for ((kind, who), sum) in pledged {
			let reason = match kind {
				0 => HoldReason::Budget,
				1 => HoldReason::Bond,
				_ => HoldReason::Deposit,
			};
			let held: u128 = T::Currency::balance_on_hold(&reason.into(), &who).into();
			ensure!(
				held == sum,
				"2, 5: an account has another amount on hold than its records say"
			);
		}
		Ok(())
	}

	/// Whether a device is a need's own machine, in the same hands as ever.
	fn is_machine(subject: &Subject, of: &DeviceId) -> bool {
		matches!(subject, Subject::Device { device, .. } if device == of) && Self::lasts(subject)
	}
}
