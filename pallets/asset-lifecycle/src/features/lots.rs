//! Traceability lots, and what makes assets out of others: split, merge, transformation.

use super::{assets::Live, classes::differ, events::Happening};
use crate::*;
use frame::deps::sp_io::hashing::blake2_128;
use tallystick_primitives::gs1::event::Action;

/// The hash by which a lot's descendants remember it.
pub(crate) fn lot_hash(lot: TraceLotId) -> [u8; 16] {
	blake2_128(&lot.encode())
}

/// One million: the bounds of a yield are given per million of the input.
const MILLION: u128 = 1_000_000;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_open_lot(
		member: Member<T::AccountId>,
		class: ClassId,
		new: NewLot,
	) -> Result<TraceLotId, DispatchError> {
		Self::load_class_to_make(member.org, class)?;
		Self::store_lot(member, class, new, Default::default(), ShelfLife::New)
	}

	/// Opens a lot that is made from others.
	fn store_lot(
		Member { who, org }: Member<T::AccountId>,
		class: ClassId,
		new: NewLot,
		inputs: BoundedVec<TraceLotId, MaxItems>,
		shelf_life: ShelfLife,
	) -> Result<TraceLotId, DispatchError> {
		let NewLot { code, source, prefix, dates } = new;
		Self::ensure_prefix(org, &prefix, |prefix| source.is_under(prefix))?;
		let named = (source.gln(), code);
		ensure!(!LotByCode::<T>::contains_key(named), Error::<T>::LotTaken);
		ensure!(dates.expires.is_none_or(|end| dates.made <= end), Error::<T>::BadDates);
		let mut ancestors = Ancestors::default();
		for input in &inputs {
			let (lot, _) = Lots::<T>::get(input).ok_or(Error::<T>::UnknownLot)?;
			ancestors.extend(&lot.ancestors);
			ancestors.insert(&lot_hash(*input));
			if let (ShelfLife::Inherited, Some(end)) = (shelf_life, lot.dates.expires) {
				ensure!(dates.expires.is_some_and(|own| own <= end), Error::<T>::BadDates);
			}
		}
		let lot = NextLotId::<T>::get().unwrap_or(TraceLotId(0));
		let next = lot.next().ok_or(Error::<T>::IdsExhausted)?;
		let count = inputs.len() as u32;
		let record = TraceLot { class, org, payer: who, code, source, dates, inputs, ancestors };
		let ticket = T::LotConsideration::new(&record.payer, Self::lot_footprint(count))?;

		for input in &record.inputs {
			Self::use_lot(*input)?;
			LotsMadeFrom::<T>::insert(input, lot, ());
		}
		NextLotId::<T>::put(next);
		// Each use takes a deposit, so that there are never 2^64.
		ClassUses::<T>::mutate(class, |uses| *uses = uses.saturating_add(1));
		LotUses::<T>::insert(lot, LotUse { uses: 0, idle: Self::now() });
		LotByCode::<T>::insert(named, lot);
		Lots::<T>::insert(lot, (record, ticket));
		Self::deposit_event(Event::LotOpened { lot, class, org, inputs: count });
		Ok(lot)
	}

	pub(crate) fn do_drop_lot(lot: TraceLotId) -> DispatchResult {
		let (record, ticket) = Lots::<T>::get(lot).ok_or(Error::<T>::UnknownLot)?;
		let used = LotUses::<T>::get(lot).ok_or(Error::<T>::UnknownLot)?;
		// A lot can be recalled for as long as what was sold of it may be eaten.
		let from = record.dates.expires.map_or(used.idle, |end| end.max(used.idle));
		// Saturates at the end of time, which no clock reaches.
		let earliest = from.0.saturating_add(T::DropDelay::get());
		ensure!(used.uses == 0 && Self::now().0 >= earliest, Error::<T>::LotInUse);

		ticket.drop(&record.payer)?;
		for input in &record.inputs {
			LotsMadeFrom::<T>::remove(input, lot);
			Self::unuse_lot(*input);
		}
		match ClassUses::<T>::get(record.class).saturating_sub(1) {
			0 => ClassUses::<T>::remove(record.class),
			uses => ClassUses::<T>::insert(record.class, uses),
		}
		LotByCode::<T>::remove((record.source.gln(), record.code));
		LotUses::<T>::remove(lot);
		LotMarks::<T>::remove(lot);
		Lots::<T>::remove(lot);
		Self::deposit_event(Event::LotDropped { lot });
		Ok(())
	}

	pub(crate) fn use_lot(lot: TraceLotId) -> DispatchResult {
		let mut used = LotUses::<T>::get(lot).ok_or(Error::<T>::UnknownLot)?;
		used.uses = used.uses.checked_add(1).ok_or(Error::<T>::IdsExhausted)?;
		LotUses::<T>::insert(lot, used);
		Ok(())
	}

	pub(crate) fn unuse_lot(lot: TraceLotId) {
		if let Some(mut used) = LotUses::<T>::get(lot) {
			// Every use is counted, so there is one to take away.
			used.uses = used.uses.saturating_sub(1);
			used.idle = Self::now();
			LotUses::<T>::insert(lot, used);
		}
	}

	pub(crate) fn load_lot(lot: TraceLotId) -> Result<LotOf<T>, Error<T>> {
		Lots::<T>::get(lot).map(|(record, _)| record).ok_or(Error::<T>::UnknownLot)
	}

	pub(crate) fn do_split(
		member: Member<T::AccountId>,
		asset: AssetId,
		parts: Portions,
		prefix: Option<CompanyPrefix>,
		circumstances: Circumstances,
	) -> Result<Weight, DispatchError> {
		ensure!(!parts.is_empty(), Error::<T>::BadItems);
		let mut whole = Live::<T>::load(asset)?;
		whole.ensure_held_by(member.org)?;
		Self::ensure_free(&whole)?;
		ensure!(whole.record.is_empty(), Error::<T>::NotEmpty);
		let at = Self::event_time(circumstances.at, [&whole])?;

		let mut weight = T::WeightInfo::split(parts.len() as u32);
		let (mut made, mut subjects) = (Vec::new(), Vec::new());
		for Portion { quantity, key } in parts {
			if let Some(key) = key {
				Self::ensure_key(member.org, prefix.as_ref(), &key, &whole.record)?;
			}
			let (part, copied) =
				Self::split_off(&mut whole, member.who.clone(), quantity, key, at)?;
			weight = weight.saturating_add(copied);
			subjects.push(part.subject()?);
			made.push(part);
		}
		whole.record.last = at;
		let what = Self::happened(Action::Add, subjects)?;
		let happening = Happening::new(what, BizStep::Repackaging, None);
		let event = Self::record(asset, at, happening, circumstances)?;
		made.into_iter().chain([whole]).for_each(|asset| asset.save_after(event));
		Ok(weight)
	}

	/// Splits a part off an asset. Only its id, its key and its stays are stored. Returns the weight of
	/// copying the stays.
	pub(crate) fn split_off(
		whole: &mut Live<T>,
		payer: T::AccountId,
		quantity: u64,
		key: Option<Key>,
		at: Millis,
	) -> Result<(Live<T>, Weight), DispatchError> {
		let left = whole.record.quantity.checked_sub(quantity).filter(|left| *left > 0);
		whole.record.quantity = left.ok_or(Error::<T>::NotConserved)?;
		let record = Asset {
			quantity,
			key,
			documents: 0,
			last: at,
			history: Default::default(),
			payer,
			policies: whole.record.policies.clone(),
			..whole.record
		};
		let part = Self::new_asset(record)?;
		let Live { id, record, .. } = &part;
		let copied = Self::copy_stays(&record.payer, *id, record, &[(whole.id, Millis(0))], at)?;
		Self::deposit_event(Event::Split { asset: whole.id, part: part.id, quantity });
		Ok((part, copied))
	}

	/// Assets that their owner holds and is free to use up, each named once.
	fn load_inputs(org: OrgId, ids: &AssetIds) -> Result<Vec<Live<T>>, DispatchError> {
		ensure!(!ids.is_empty() && differ(ids.iter()), Error::<T>::BadItems);
		ids.iter()
			.map(|id| {
				let input = Live::<T>::load(*id)?;
				input.ensure_held_by(org)?;
				ensure!(input.record.owner == Some(org), Error::<T>::NotOwner);
				Self::ensure_free(&input)?;
				Self::ensure_unwatched(*id)?;
				Self::ensure_clear(&input)?;
				ensure!(input.record.is_empty(), Error::<T>::NotEmpty);
				Ok(input)
			})
			.collect()
	}

	/// The lots of these assets, each once.
	fn lots_of(inputs: &[Live<T>]) -> BoundedVec<TraceLotId, MaxItems> {
		let lots: alloc::collections::BTreeSet<_> =
			inputs.iter().map(|input| input.record.lot).collect();
		// Not more than there are inputs.
		BoundedVec::truncate_from(lots.into_iter().collect())
	}

	fn total(mut quantities: impl Iterator<Item = u64>) -> Result<u64, Error<T>> {
		quantities.try_fold(0u64, u64::checked_add).ok_or(Error::<T>::NotConserved)
	}

	pub(crate) fn do_merge(
		member: Member<T::AccountId>,
		ids: AssetIds,
		key: Option<Key>,
		prefix: Option<CompanyPrefix>,
		new: Option<NewLot>,
		circumstances: Circumstances,
	) -> Result<AssetId, DispatchError> {
		let Member { who, org } = member.clone();
		ensure!(ids.len() > 1, Error::<T>::BadItems);
		let mut inputs = Self::load_inputs(org, &ids)?;
		let first = inputs.first().ok_or(Error::<T>::BadItems)?.record.clone();
		let alike = inputs
			.iter()
			.all(|input| (input.record.class, input.record.state) == (first.class, first.state));
		ensure!(alike, Error::<T>::NotAlike);
		let quantity = Self::total(inputs.iter().map(|input| input.record.quantity))?;
		let at = Self::event_time(circumstances.at, &inputs)?;
		let lots = Self::lots_of(&inputs);
		let lot = match new {
			None if lots.len() == 1 => first.lot,
			Some(new) if lots.len() > 1 => {
				Self::store_lot(member, first.class, new, lots, ShelfLife::Inherited)?
			},
			_ => return Err(Error::<T>::WrongLot.into()),
		};

		let mut subjects = Vec::new();
		for input in &mut inputs {
			subjects.push(input.subject()?);
			input.end(at);
		}
		let record = Asset {
			lot,
			key,
			quantity,
			place: Place::Root { custodian: org, since: at },
			documents: 0,
			last: at,
			history: Default::default(),
			payer: who,
			..first
		};
		if let Some(key) = key {
			Self::ensure_key(org, prefix.as_ref(), &key, &record)?;
		}
		let merged = Self::new_asset(record)?;
		let asset = merged.id;
		Self::deposit_event(Event::Merged { asset, inputs: ids });
		let what = Self::became(subjects, alloc::vec![merged.subject()?])?;
		let happening = Happening::new(what, BizStep::Repackaging, None);
		let event = Self::record(asset, at, happening, circumstances)?;
		inputs.into_iter().chain([merged]).for_each(|asset| asset.save_after(event));
		Ok(asset)
	}

	pub(crate) fn do_transform(
		member: Member<T::AccountId>,
		ids: AssetIds,
		class: ClassId,
		new: NewLot,
		outputs: Portions,
		loss: u64,
		circumstances: Circumstances,
	) -> Result<TraceLotId, DispatchError> {
		let Member { who, org } = member.clone();
		ensure!(!outputs.is_empty(), Error::<T>::BadItems);
		let mut inputs = Self::load_inputs(org, &ids)?;
		let definition = Self::load_class_to_make(org, class)?;
		let made = Self::total(outputs.iter().map(|output| output.quantity))?;
		Self::ensure_yield(&definition, &inputs, made, loss)?;
		let at = Self::event_time(circumstances.at, &inputs)?;
		let lots = Self::lots_of(&inputs);
		let lot = Self::store_lot(member, class, new, lots, definition.shelf_life)?;

		let mut used = Vec::new();
		for input in &mut inputs {
			used.push(input.subject()?);
			input.end(at);
		}
		let (mut made, mut subjects) = (Vec::new(), Vec::new());
		for Portion { quantity, key } in outputs {
			let record = Self::first_record(
				(class, lot),
				Member { who: who.clone(), org },
				&definition,
				key,
				quantity,
				at,
			);
			if let Some(key) = key {
				Self::ensure_key(org, Some(&new.prefix), &key, &record)?;
			}
			let output = Self::new_asset(record)?;
			subjects.push(output.subject()?);
			made.push(output);
		}
		let asset = made.first().ok_or(Error::<T>::BadItems)?.id;
		// As many as the outputs, which are bounded alike.
		let outputs = BoundedVec::truncate_from(made.iter().map(|output| output.id).collect());
		Self::deposit_event(Event::Transformed { lot, outputs, inputs: ids, loss });
		let what = Self::became(used, subjects)?;
		let happening = Happening::new(what, BizStep::Commissioning, Some(Disposition::Active));
		let event = Self::record(asset, at, happening, circumstances)?;
		inputs.into_iter().chain(made).for_each(|asset| asset.save_after(event));
		Ok(lot)
	}

	/// Checks that the output is within what the class allows for the input. If all is measured in
	/// one unit, output and loss must add up to the input.
	fn ensure_yield(
		definition: &ClassDefinition,
		inputs: &[Live<T>],
		made: u64,
		loss: u64,
	) -> DispatchResult {
		let mut used = alloc::collections::BTreeMap::<ClassId, u64>::new();
		for input in inputs {
			let sum = used.entry(input.record.class).or_default();
			*sum = sum.checked_add(input.record.quantity).ok_or(Error::<T>::NotConserved)?;
		}
		let mut one_unit = true;
		for (class, quantity) in &used {
			let bounds = definition.ingredients.iter().find(|bounds| bounds.class == *class);
			let Ingredient { min, max, .. } = bounds.ok_or(Error::<T>::NotIngredient)?;
			// Products of two numbers of 64 bits fit.
			let bound = |factor: u64| u128::from(factor).saturating_mul(u128::from(*quantity));
			let made = u128::from(made).saturating_mul(MILLION);
			ensure!(bound(*min) <= made && made <= bound(*max), Error::<T>::OutOfYield);
			one_unit &= Self::load_class(*class)?.unit == definition.unit;
		}
		if one_unit {
			let total = Self::total(used.into_values())?;
			ensure!(made.checked_add(loss) == Some(total), Error::<T>::NotConserved);
		}
		Ok(())
	}

	/// The footprint of a lot of this many inputs: its record, its code, its use, its place below each
	/// input, and its marks of recalls.
	pub(crate) fn lot_footprint(inputs: u32) -> Footprint {
		let edge = <(TraceLotId, TraceLotId)>::max_encoded_len();
		let parts = [
			LotOf::<T>::max_encoded_len(),
			<(TraceLotId, Gln, Text<20>, TraceLotId)>::max_encoded_len(),
			<(TraceLotId, LotUse)>::max_encoded_len(),
			edge.saturating_mul(inputs as usize),
			Self::marks_size(),
		];
		// Some thousand bytes: nothing saturates.
		let size = parts.into_iter().fold(0usize, usize::saturating_add);
		Footprint::from_parts(inputs.saturating_add(1) as usize, size)
	}
}
