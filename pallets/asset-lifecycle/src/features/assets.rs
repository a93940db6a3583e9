//! Assets: creation, keys, states, ends.

use super::events::Happening;
use crate::*;
use tallystick_primitives::gs1::event::{Action, Amount};

/// An asset under its id. It is live, unless a function says otherwise.
pub(crate) struct Live<T: Config> {
	pub(crate) id: AssetId,
	pub(crate) record: AssetOf<T>,
	ticket: T::AssetConsideration,
}

impl<T: Config> Live<T> {
	pub(crate) fn load(id: AssetId) -> Result<Self, Error<T>> {
		let live = Self::load_any(id)?;
		ensure!(live.record.is_live(), Error::<T>::AssetEnded);
		Ok(live)
	}

	/// An asset that may have ended.
	pub(crate) fn load_any(id: AssetId) -> Result<Self, Error<T>> {
		let (record, ticket) = Assets::<T>::get(id).ok_or(Error::<T>::UnknownAsset)?;
		Ok(Self { id, record, ticket })
	}

	pub(crate) fn save(self) {
		Assets::<T>::insert(self.id, (self.record, self.ticket));
	}

	/// Ends the asset. Nothing may be in it.
	pub(crate) fn end(&mut self, at: Millis) {
		if let Some(key) = self.record.key {
			ByKey::<T>::insert(key, Bearer::Ended(self.id));
		}
		self.record.last = at;
		self.record.ended = Some(Pallet::<T>::now());
		Pallet::<T>::deposit_event(Event::Ended { asset: self.id });
	}

	/// The custodian of a root.
	pub(crate) fn custodian(&self) -> Result<OrgId, Error<T>> {
		match self.record.place {
			Place::Root { custodian, .. } => Ok(custodian),
			Place::Child { .. } => Err(Error::<T>::NotRoot),
		}
	}

	/// Checks that the asset is a root in the custody of this organisation.
	pub(crate) fn ensure_held_by(&self, org: OrgId) -> Result<(), Error<T>> {
		ensure!(self.custodian()? == org, Error::<T>::NotCustodian);
		Ok(())
	}

	/// Moves the deposit to another member's organisation.
	pub(crate) fn charge(self, payer: T::AccountId) -> Result<Self, DispatchError> {
		self.ticket.drop(&self.record.payer)?;
		let ticket = T::AssetConsideration::new(&payer, Pallet::<T>::asset_footprint())?;
		Ok(Self { ticket, record: Asset { payer, ..self.record }, ..self })
	}
}

/// The bytes of an entry of [`PackedAssets`], which is a key.
const PACKED_KEY: usize = 64;

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Millis {
		Millis(T::Time::now())
	}

	/// The time of an event of these assets, by what its reporter says.
	pub(crate) fn event_time<'a>(
		at: Option<Millis>,
		assets: impl IntoIterator<Item = &'a Live<T>>,
	) -> Result<Millis, Error<T>> {
		let now = Self::now();
		let at = at.unwrap_or(now);
		ensure!(at <= now, Error::<T>::InFuture);
		// Saturates on a chain younger than that.
		ensure!(at.0 >= now.0.saturating_sub(T::MaxBackdate::get()), Error::<T>::TooOld);
		let orderly = assets.into_iter().all(|asset| asset.record.last <= at);
		ensure!(orderly, Error::<T>::BeforeLastEvent);
		Ok(at)
	}

	/// Checks that no quarantine, trade or offer forbids to change an asset.
	pub(crate) fn ensure_free(asset: &Live<T>) -> Result<(), Error<T>> {
		ensure!(asset.record.holds.own == 0, Error::<T>::OnHold);
		Self::ensure_not_traded(asset.id)?;
		Self::ensure_not_offered(asset.id)
	}

	/// Checks that an asset may be given a key by the organisation.
	pub(crate) fn ensure_key(
		org: OrgId,
		prefix: Option<&CompanyPrefix>,
		key: &Key,
		asset: &AssetOf<T>,
	) -> DispatchResult {
		let prefix = prefix.ok_or(Error::<T>::NotUnderPrefix)?;
		Self::ensure_prefix(org, prefix, |prefix| key.is_under(prefix))?;
		if let Some(gtin) = key.gtin() {
			let definition = Self::load_class(asset.class)?;
			ensure!(definition.gtin == Some(gtin), Error::<T>::WrongKey);
		}
		if let Key::Lgtin(lgtin) = key {
			ensure!(Self::load_lot(asset.lot)?.code == lgtin.lot, Error::<T>::WrongKey);
		}
		Ok(())
	}

	/// The record of an asset that is made now.
	pub(crate) fn first_record(
		(class, lot): (ClassId, TraceLotId),
		Member { who, org }: Member<T::AccountId>,
		definition: &ClassDefinition,
		key: Option<Key>,
		quantity: u64,
		at: Millis,
	) -> AssetOf<T> {
		let policies = definition.policies.iter().map(|weighted| (weighted.policy, 1)).collect();
		Asset {
			class,
			lot,
			key,
			owner: Some(org),
			place: Place::Root { custodian: org, since: at },
			state: 0,
			quantity,
			below: [0; 4],
			foreign: 0,
			// A class has fewer than an asset may have.
			policies: BoundedVec::truncate_from(policies),
			holds: Holds::default(),
			documents: 0,
			last: at,
			history: Default::default(),
			ended: None,
			payer: who,
		}
	}

	/// Gives a new asset its id, takes its deposit, and lists its key.
	pub(crate) fn new_asset(record: AssetOf<T>) -> Result<Live<T>, DispatchError> {
		let writable = Amount::new(record.quantity, 0, None).is_some();
		ensure!(record.quantity > 0 && writable, Error::<T>::BadQuantity);
		let id = NextAssetId::<T>::get().unwrap_or(AssetId(0));
		let next = id.next().ok_or(Error::<T>::IdsExhausted)?;
		if let Some(key) = record.key {
			ensure!(Self::asset_by_key(key).is_none(), Error::<T>::KeyTaken);
			ByKey::<T>::insert(key, Bearer::Live(id));
		}
		let ticket = T::AssetConsideration::new(&record.payer, Self::asset_footprint())?;
		Self::use_lot(record.lot)?;
		NextAssetId::<T>::put(next);
		let Asset { class, lot, quantity, .. } = record;
		let created = Live { id, record, ticket };
		let org = created.custodian()?;
		Self::deposit_event(Event::Created { asset: id, class, lot, org, quantity });
		Ok(created)
	}

	pub(crate) fn do_create(
		member: Member<T::AccountId>,
		lot: TraceLotId,
		key: Key,
		prefix: CompanyPrefix,
		quantity: u64,
		circumstances: Circumstances,
	) -> Result<AssetId, DispatchError> {
		let org = member.org;
		let TraceLot { class, org: maker, inputs, .. } = Self::load_lot(lot)?;
		ensure!(maker == org, Error::<T>::NotMaker);
		ensure!(inputs.is_empty(), Error::<T>::LotClosed);
		let definition = Self::load_class_to_make(org, class)?;
		let at = Self::event_time(circumstances.at, [])?;
		let record = Self::first_record((class, lot), member, &definition, Some(key), quantity, at);
		Self::ensure_key(org, Some(&prefix), &key, &record)?;

		let created = Self::new_asset(record)?;
		let (asset, subject) = (created.id, created.subject()?);
		let what = Self::happened(Action::Add, [subject])?;
		let happening = Happening::new(what, BizStep::Commissioning, Some(Disposition::Active));
		created.save_after(Self::record(asset, at, happening, circumstances)?);
		Ok(asset)
	}

	pub(crate) fn do_set_key(
		org: OrgId,
		asset: AssetId,
		key: Key,
		prefix: CompanyPrefix,
		circumstances: Circumstances,
	) -> DispatchResult {
		let mut live = Live::<T>::load(asset)?;
		live.ensure_held_by(org)?;
		Self::ensure_not_offered(asset)?;
		ensure!(live.record.key.is_none(), Error::<T>::AlreadyKeyed);
		Self::ensure_key(org, Some(&prefix), &key, &live.record)?;
		ensure!(Self::asset_by_key(key).is_none(), Error::<T>::KeyTaken);
		let at = Self::event_time(circumstances.at, [&live])?;

		ByKey::<T>::insert(key, Bearer::Live(asset));
		live.record.key = Some(key);
		live.record.last = at;
		Self::deposit_event(Event::Keyed { asset, key });
		let what = Self::happened(Action::Add, [live.subject()?])?;
		let happening = Happening::new(what, BizStep::Encoding, None);
		live.save_after(Self::record(asset, at, happening, circumstances)?);
		Ok(())
	}

	pub(crate) fn do_change_state(
		org: OrgId,
		asset: AssetId,
		new: u8,
		circumstances: Circumstances,
	) -> DispatchResult {
		let mut live = Live::<T>::load(asset)?;
		let custodian = live.custodian()?;
		Self::ensure_not_offered(asset)?;
		let old = live.record.state;
		let definition = Self::load_class(live.record.class)?;
		let mut transitions = definition.transitions.iter();
		let found = transitions.find(|way| (way.from, way.to) == (old, new));
		let Transition { by, step, disposition, .. } = *found.ok_or(Error::<T>::NoTransition)?;
		let owns = live.record.owner == Some(org);
		let may = match by {
			Trigger::Owner => owns,
			Trigger::Custodian => custodian == org,
			Trigger::Either => owns || custodian == org,
			Trigger::Role(role) => {
				T::Membership::roles(org).is_some_and(|roles| roles.contains(role))
			},
		};
		ensure!(may, Error::<T>::NotAllowed);
		let kind = definition.states.get(usize::from(new)).map(|state| state.kind);
		let ends = kind == Some(StateKind::Final);
		if ends {
			ensure!(live.record.is_empty(), Error::<T>::NotEmpty);
			Self::ensure_unwatched(asset)?;
			Self::ensure_not_traded(asset)?;
		}
		Self::ensure_may_become(&live, ends, disposition)?;
		let at = Self::event_time(circumstances.at, [&live])?;

		live.record.state = new;
		live.record.last = at;
		let subject = live.subject()?;
		Self::deposit_event(Event::StateChanged { asset, old, new, by: org });
		let action = match ends {
			true => {
				live.end(at);
				Action::Delete
			},
			false => Action::Observe,
		};
		let what = Self::happened(action, [subject])?;
		let happening = Happening::new(what, step, Some(disposition));
		live.save_after(Self::record(asset, at, happening, circumstances)?);
		Ok(())
	}

	pub(crate) fn do_drop_asset(asset: AssetId) -> DispatchResult {
		let (record, ticket) = Assets::<T>::get(asset).ok_or(Error::<T>::UnknownAsset)?;
		let ended = record.ended.ok_or(Error::<T>::AssetInUse)?;
		// Saturates at the end of time, which no clock reaches.
		let earliest = ended.0.saturating_add(T::DropDelay::get());
		let used = record.documents > 0 || Stays::<T>::contains_key(asset);
		ensure!(Self::now().0 >= earliest && !used, Error::<T>::AssetInUse);

		ticket.drop(&record.payer)?;
		Assets::<T>::remove(asset);
		Flags::<T>::remove(asset);
		if let Some(key) = record.key {
			// Another asset may have the key by now.
			if ByKey::<T>::get(key) == Some(Bearer::Ended(asset)) {
				ByKey::<T>::remove(key);
			}
		}
		Self::unuse_lot(record.lot);
		Self::deposit_event(Event::AssetDropped { asset, history: record.history });
		Ok(())
	}

	/// The footprint of an asset: its record, its key, its places among the children of its parent
	/// and of its lot, and an offer of it with its place in the taker's list.
	pub(crate) fn asset_footprint() -> Footprint {
		let parts = [
			<(AssetId, AssetOf<T>)>::max_encoded_len(),
			<(Key, Bearer)>::max_encoded_len(),
			<(AssetId, AssetId)>::max_encoded_len(),
			PACKED_KEY,
			<(AssetId, OfferOf<T>)>::max_encoded_len(),
			<(OrgId, AssetId)>::max_encoded_len(),
		];
		// Some hundred bytes: nothing saturates.
		Footprint::from_parts(1, parts.into_iter().fold(0usize, usize::saturating_add))
	}
}
