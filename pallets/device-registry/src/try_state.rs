//! The pallet's properties, under the numbers of the crate's documentation.

use super::*;
use alloc::collections::BTreeMap;
use frame::deps::sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every property; reads all storage of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut uses = BTreeMap::<ModelId, u32>::new();
		let mut claimed = BTreeMap::<LotId, u32>::new();
		let (mut owned, mut past_keys) = (0, 0);
		for (id, (device, _)) in Devices::<T>::iter() {
			*uses.entry(device.model).or_default() += 1;
			if let Provenance::Lot(lot) = device.provenance {
				*claimed.entry(lot).or_default() += 1;
			}
			owned += 1;
			past_keys += device.key_epoch as usize;
			Self::check_keys(id, &device)?;
			ensure!(
				DevicesOf::<T>::contains_key(&device.owner, id),
				"3: a device is not listed under its owner"
			);
			ensure!(
				device.status.is_final() == device.ended.is_some(),
				"7: a final status has no end, or another has one"
			);
			ensure!(
				!(device.status.is_active() && device.equivocated.is_some()),
				"7: a device that equivocated is active"
			);
			ensure!(
				device
					.calibration
					.is_none_or(|word| { word.by != device.org || !word.covers(Self::now()) }),
				"9: an organisation vouches for its own device"
			);
			ensure!(
				device.ended.is_none_or(|ended| ended.distrusted.is_none_or(|at| at <= ended.at)),
				"7: a device is distrusted from after its end"
			);
		}
		ensure!(DevicesOf::<T>::iter().count() == owned, "3: an owner has an unknown device");
		ensure!(PastKeys::<T>::iter().count() == past_keys, "2: a past key is of no device");

		let next = NextModelId::<T>::get().unwrap_or(ModelId(0));
		ensure!(
			Models::<T>::iter_keys().all(|model| model < next),
			"5: a model's id was not given out"
		);
		let next = NextLotId::<T>::get().unwrap_or(LotId(0));
		for (id, (lot, _)) in Lots::<T>::iter() {
			*uses.entry(lot.model).or_default() += 1;
			ensure!(id < next, "5: a lot's id was not given out");
			ensure!(lot.claimed <= lot.count, "5: more was claimed than the lot has");
			ensure!(
				claimed.get(&id).is_none_or(|devices| *devices <= lot.claimed),
				"5: a device of the lot was not claimed"
			);
		}
		ensure!(
			uses.keys().all(Models::<T>::contains_key),
			"4: a device or a lot is of an unknown model"
		);
		ensure!(ModelUses::<T>::iter().collect::<BTreeMap<_, _>>() == uses, "4: uses miscounted");

		let mut counts = BTreeMap::new();
		for (grant, ..) in Gateways::<T>::iter() {
			*counts.entry(grant.encode()).or_insert(0) += 1;
			if let Grant::Device(device) = grant {
				ensure!(
					Devices::<T>::contains_key(device),
					"6: a gateway speaks for an unknown device"
				);
			}
		}
		ensure!(counts.values().all(|n| *n <= T::MaxGateways::get()), "6: too many gateways");
		let counted: BTreeMap<_, _> =
			GatewayCounts::<T>::iter().map(|(grant, n)| (grant.encode(), n)).collect();
		ensure!(counted == counts, "6: gateways miscounted");

		for (device, proposed) in ProposedKeys::<T>::iter() {
			let (record, _) = Self::load_live(&device).map_err(|_| "7: a key for no device")?;
			ensure!(proposed.epoch == record.key_epoch + 1, "7: a key for another epoch");
		}
		for (device, offer) in Offers::<T>::iter() {
			let (record, _) = Self::load_live(&device).map_err(|_| "7: an offer of no device")?;
			ensure!(offer.to != record.owner, "7: an offer to the owner");
		}
		Ok(())
	}

	fn check_keys(id: DeviceId, device: &DeviceOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(device.key_epoch < T::MaxKeys::get(), "2: a device had too many keys");
		let is_used =
			|key: &DeviceKey| UsedKeys::<T>::get(key.fingerprint::<T::Crypto>()) == Some(id);
		ensure!(is_used(&device.key), "1: a key does not count as used");
		ensure!(UsedKeys::<T>::get(id.0) == Some(id), "1: a first key does not count as used");
		let (mut first, mut begin) = (device.key, device.key_since);
		for epoch in (0..device.key_epoch).rev() {
			let past = PastKeys::<T>::get(id, epoch).ok_or("2: a past key is missing")?;
			ensure!(is_used(&past.key), "1: a past key does not count as used");
			ensure!(
				past.until == begin && past.since <= past.until,
				"2: the keys leave a gap or overlap"
			);
			(first, begin) = (past.key, past.since);
		}
		ensure!(DeviceId::of::<T::Crypto>(&first) == id, "1: the id is not of the first key");
		Ok(())
	}
}
