//! Recalls of lots, and quarantine of assets.

use super::{assets::Live, events::Happening, lots::lot_hash};
use crate::{
	lineage::{Graph, Marks, Walk},
	*,
};
use core::marker::PhantomData;
use frame::deps::frame_support::storage::with_storage_layer;
use tallystick_primitives::{gs1::event::Action, Role};

/// The lots and assets in the pallet's storage.
pub(crate) struct Stored<T>(PhantomData<T>);

impl<T> Stored<T> {
	pub(crate) fn new() -> Self {
		Self(PhantomData)
	}
}

impl<T: Config> Graph for Stored<T> {
	fn made_from(&self, lot: TraceLotId, after: Option<TraceLotId>) -> Option<TraceLotId> {
		let mut lots = match after {
			None => LotsMadeFrom::<T>::iter_key_prefix(lot),
			Some(after) => LotsMadeFrom::<T>::iter_key_prefix_from(
				lot,
				LotsMadeFrom::<T>::hashed_key_for(lot, after),
			),
		};
		lots.next()
	}

	fn packed(&self, lot: TraceLotId, after: Option<AssetId>) -> Option<AssetId> {
		let mut assets = match after {
			None => PackedAssets::<T>::iter_key_prefix(lot),
			Some(after) => PackedAssets::<T>::iter_key_prefix_from(
				lot,
				PackedAssets::<T>::hashed_key_for(lot, after),
			),
		};
		assets.next()
	}

	fn marks(&self, lot: TraceLotId) -> Marks {
		LotMarks::<T>::get(lot)
	}

	fn set_marks(&mut self, lot: TraceLotId, marks: Marks) {
		match marks.is_empty() {
			true => LotMarks::<T>::remove(lot),
			false => LotMarks::<T>::insert(lot, marks),
		}
	}

	fn link(&self, recall: RecallId, lot: TraceLotId) -> Option<Option<TraceLotId>> {
		RecalledLots::<T>::get(recall, lot).map(|link| link.next)
	}

	fn set_link(&mut self, recall: RecallId, lot: TraceLotId, next: Option<TraceLotId>) {
		RecalledLots::<T>::insert(recall, lot, Link { next });
	}

	fn unlink(&mut self, recall: RecallId, lot: TraceLotId) {
		RecalledLots::<T>::remove(recall, lot);
	}

	fn set_counted(&mut self, asset: AssetId, recalled: bool) {
		Pallet::<T>::count_as_recalled(asset, recalled);
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_recall(
		Member { who, org }: Member<T::AccountId>,
		lot: TraceLotId,
		notice: Hash,
	) -> Result<RecallId, DispatchError> {
		let maker = Self::load_lot(lot)?.org;
		ensure!(UnpaidMarks::<T>::iter_key_prefix(org).next().is_none(), Error::<T>::MarksUnpaid);
		ensure!(!RecallByLot::<T>::contains_key(lot), Error::<T>::AlreadyRecalled);
		let recall = NextRecallId::<T>::get().unwrap_or(RecallId(0));
		let next = recall.next().ok_or(Error::<T>::IdsExhausted)?;
		let at = Self::now();
		let own = maker == org;
		let phase = match own {
			true => {
				let busy = Walks::<T>::get().iter().filter(|walk| walk.org == org).count();
				ensure!(busy < MAX_WALKS_OF_ONE as usize, Error::<T>::TooManyOwnRecalls);
				RecallPhase::Spreading
			},
			// Saturates at the end of time, which no clock reaches.
			false => RecallPhase::Proposed {
				until: Millis(at.0.saturating_add(T::RecallDecisionTime::get())),
			},
		};
		let ticket = T::RecallConsideration::new(&who, Self::recall_footprint(0))?;

		if own {
			Self::start_recall(recall, org, lot)?;
		}
		NextRecallId::<T>::put(next);
		let record = Recall { lot, org, payer: who, at, notice, phase, lots: 0, paid: 0 };
		Recalls::<T>::insert(recall, (record, ticket));
		Self::deposit_event(match phase {
			RecallPhase::Proposed { until } => {
				Event::RecallProposed { recall, lot, org, notice, until }
			},
			_ => Event::Recalled { recall, lot, org, notice },
		});
		Ok(recall)
	}

	/// Marks the lot of a recall, and lets the recall spread.
	fn start_recall(recall: RecallId, org: OrgId, lot: TraceLotId) -> DispatchResult {
		let mut walks = Walks::<T>::get();
		let spreading = walks.iter().filter(|walk| !walk.is_ending()).count();
		ensure!(spreading < MAX_SPREADING as usize, Error::<T>::TooManyRecalls);
		Self::use_lot(lot)?;
		let walk = Walk::start(&mut Stored::<T>::new(), recall, org, lot);
		walks.try_push(walk).map_err(|_| Error::<T>::TooManyRecalls)?;
		Walks::<T>::put(walks);
		RecallByLot::<T>::insert(lot, recall);
		Ok(())
	}

	fn load_recall(recall: RecallId) -> Result<(RecallOf<T>, T::RecallConsideration), Error<T>> {
		Recalls::<T>::get(recall).ok_or(Error::<T>::UnknownRecall)
	}

	pub(crate) fn do_confirm_recall(recall: RecallId) -> DispatchResult {
		let (record, ticket) = Self::load_recall(recall)?;
		let RecallPhase::Proposed { until } = record.phase else {
			return Err(Error::<T>::NotProposed.into());
		};
		let at = Self::now();
		ensure!(at <= until, Error::<T>::DecisionLate);
		let Recall { lot, org, notice, .. } = record;
		ensure!(Lots::<T>::contains_key(lot), Error::<T>::UnknownLot);
		ensure!(!RecallByLot::<T>::contains_key(lot), Error::<T>::AlreadyRecalled);

		Self::start_recall(recall, org, lot)?;
		let record = Recall { phase: RecallPhase::Spreading, at, ..record };
		Recalls::<T>::insert(recall, (record, ticket));
		Self::deposit_event(Event::Recalled { recall, lot, org, notice });
		Ok(())
	}

	pub(crate) fn do_lapse_recall(recall: RecallId) -> DispatchResult {
		let (record, ticket) = Self::load_recall(recall)?;
		let RecallPhase::Proposed { until } = record.phase else {
			return Err(Error::<T>::NotProposed.into());
		};
		ensure!(until < Self::now(), Error::<T>::DecisionOpen);
		ticket.drop(&record.payer)?;

		Recalls::<T>::remove(recall);
		Self::deposit_event(Event::RecallLapsed { recall });
		Ok(())
	}

	/// Ends a recall, by its organisation or, without one, by the council.
	pub(crate) fn do_end_recall(by: Option<OrgId>, recall: RecallId) -> DispatchResult {
		let (record, ticket) = Self::load_recall(recall)?;
		ensure!(by.is_none_or(|org| org == record.org), Error::<T>::NotRecaller);
		let Recall { lot, org, lots, .. } = record;
		match record.phase {
			RecallPhase::Proposed { .. } => {
				ticket.drop(&record.payer)?;
				Recalls::<T>::remove(recall);
				Self::deposit_event(Event::RecallEnded { recall });
			},
			RecallPhase::Spreading | RecallPhase::Spread => {
				let mut walks = Walks::<T>::get();
				let ending = walks.iter().filter(|walk| walk.is_ending()).count();
				ensure!(ending < MAX_ENDING as usize, Error::<T>::TooManyEnding);
				walks.retain(|walk| walk.recall != recall);
				let walk = Walk::lift(recall, org, lot, lots);
				walks.try_push(walk).map_err(|_| Error::<T>::TooManyEnding)?;

				Walks::<T>::put(walks);
				RecallByLot::<T>::remove(lot);
				let record = Recall { phase: RecallPhase::Ending, ..record };
				Recalls::<T>::insert(recall, (record, ticket));
				Self::deposit_event(Event::RecallEnding { recall, by });
			},
			RecallPhase::Ending => return Err(Error::<T>::AlreadyEnding.into()),
		}
		Ok(())
	}

	/// Records that every descendant is marked.
	pub(crate) fn note_spread(walk: &Walk) {
		let Walk { recall, lots, .. } = *walk;
		Recalls::<T>::mutate(recall, |stored| {
			if let Some((record, _)) = stored {
				record.phase = RecallPhase::Spread;
				record.lots = lots;
			}
		});
		Self::deposit_event(Event::RecallSpread { recall, lots });
	}

	/// Has a recall pay for the marks that its lots do not pay for. If its organisation cannot pay, it begins no other
	/// recall as long as this one is stored. The goods stay recalled all the same.
	pub(crate) fn pay_marks(walk: &Walk) {
		let Walk { recall, beyond, .. } = *walk;
		let Some((record, ticket)) = Recalls::<T>::get(recall).filter(|_| beyond > 0) else {
			return;
		};
		let footprint = Self::recall_footprint(beyond);
		match with_storage_layer(|| ticket.update(&record.payer, footprint)) {
			Ok(ticket) => {
				Recalls::<T>::insert(recall, (Recall { paid: beyond, ..record }, ticket));
			},
			Err(_) => {
				UnpaidMarks::<T>::insert(record.org, recall, ());
				Self::deposit_event(Event::MarksNotPaid { recall, marks: beyond });
			},
		}
	}

	/// Removes a recall of which no mark is left.
	pub(crate) fn finish_recall(walk: &Walk) {
		let Some((record, ticket)) = Recalls::<T>::take(walk.recall) else {
			defensive!("a walk is of a recall that is stored");
			return;
		};
		if ticket.drop(&record.payer).is_err() {
			defensive!("what was held for a recall stays held until here");
		}
		UnpaidMarks::<T>::remove(record.org, walk.recall);
		Self::unuse_lot(walk.lot);
		Self::deposit_event(Event::RecallEnded { recall: walk.recall });
	}

	/// Whether the assets of a lot may be traded.
	pub(crate) fn status_of_lot(lot: TraceLotId) -> Option<LotStatus> {
		let ancestors = Self::load_lot(lot).ok()?.ancestors;
		let Marks { recalls, more } = LotMarks::<T>::get(lot);
		if !recalls.is_empty() || more > 0 {
			return Some(LotStatus::Recalled { by: recalls.into_inner(), more });
		}
		let by: Vec<_> = Walks::<T>::get()
			.iter()
			.filter(|walk| walk.may_reach(&ancestors, lot_hash))
			.map(|walk| walk.recall)
			.collect();
		Some(match by.is_empty() {
			true => LotStatus::Clear,
			false => LotStatus::Held { by },
		})
	}

	/// Whether an asset may be traded.
	pub(crate) fn status_of_asset(asset: AssetId) -> Option<AssetStatus> {
		let line = Self::line(asset).ok()?;
		let record = &line.first()?.record;
		Some(AssetStatus {
			lot: Self::status_of_lot(record.lot)?,
			quarantined: line.iter().any(|live| live.record.holds.own > 0),
			below: record.holds.below,
			counting: record.below != [0; 4] && !Walks::<T>::get().is_empty(),
		})
	}

	/// How many recalls have not marked all lots yet, so that the filters of lots decide.
	pub(crate) fn marking() -> u32 {
		Walks::<T>::get().iter().filter(|walk| walk.is_marking()).count() as u32
	}

	/// Checks that neither quarantine nor recall binds an asset.
	pub(crate) fn ensure_clear(live: &Live<T>) -> Result<(), Error<T>> {
		ensure!(live.record.holds.own == 0, Error::<T>::OnHold);
		let lot = live.record.lot;
		ensure!(!LotMarks::<T>::contains_key(lot), Error::<T>::LotRecalled);
		let walks = Walks::<T>::get();
		if walks.iter().any(Walk::is_marking) {
			let ancestors = Self::load_lot(lot)?.ancestors;
			let held = walks.iter().any(|walk| walk.may_reach(&ancestors, lot_hash));
			ensure!(!held, Error::<T>::LotHeld);
		}
		Ok(())
	}

	/// Checks that an asset may be passed to an organisation. What is on hold goes back to its owner, to
	/// the maker of its lot, or with a carrier.
	pub(crate) fn ensure_may_move(
		live: &Live<T>,
		to: OrgId,
		passes: Passes,
	) -> Result<(), Error<T>> {
		if let Err(held) = Self::ensure_clear(live) {
			let makes = Self::load_lot(live.record.lot)?.org == to;
			let carries =
				|| T::Membership::roles(to).is_some_and(|all| all.contains(Role::Carrier));
			let back = match passes {
				Passes::Custody => makes || live.record.owner == Some(to) || carries(),
				// The owner puts an asset into quarantine, and cannot change meanwhile.
				Passes::Ownership => makes && live.record.holds.own == 0,
			};
			ensure!(back, held);
		}
		let sellable = passes == Passes::Custody || live.record.holds.below == 0;
		ensure!(sellable, Error::<T>::ContentsOnHold);
		Ok(())
	}

	/// Checks that an asset may be reported to be in a state. What is on hold can be destroyed, but not
	/// sold.
	pub(crate) fn ensure_may_become(
		live: &Live<T>,
		ends: bool,
		disposition: Disposition,
	) -> Result<(), Error<T>> {
		use Disposition::*;
		let harmless = match ends {
			true => matches!(disposition, Destroyed | Disposed),
			false => !matches!(
				disposition,
				Available
					| Dispensed | PartiallyDispensed
					| RetailSold | SellableAccessible
					| SellableNotAccessible
			),
		};
		match harmless {
			true => Ok(()),
			false => Self::ensure_clear(live),
		}
	}

	/// Checks that the contents of an asset may leave it: nothing leaves a quarantine.
	pub(crate) fn ensure_not_quarantined(line: &[Live<T>]) -> Result<(), Error<T>> {
		ensure!(line.iter().all(|live| live.record.holds.own == 0), Error::<T>::OnHold);
		Ok(())
	}

	/// Has the assets that a child is in count it as recalled, or stop doing so.
	fn count_as_recalled(asset: AssetId, recalled: bool) {
		let Ok(mut line) = Self::line(asset) else {
			defensive!("a child and its parents are stored");
			return;
		};
		let mut lives = line.iter_mut();
		let Some(child) = lives.next().filter(|child| child.record.holds.recalled != recalled)
		else {
			return;
		};
		child.record.holds.recalled = recalled;
		for above in lives {
			let below = &mut above.record.holds.below;
			// Each asset counts at most twice, and was counted before it is not any more.
			*below = match recalled {
				true => below.saturating_add(1),
				false => below.saturating_sub(1),
			};
		}
		line.into_iter().for_each(Live::save);
	}

	pub(crate) fn do_quarantine(
		org: OrgId,
		asset: AssetId,
		circumstances: Circumstances,
	) -> DispatchResult {
		let mut line = Self::load_owned(org, asset)?;
		let (child, above) = line.split_first_mut().ok_or(Error::<T>::UnknownAsset)?;
		ensure!(child.record.holds.own == 0, Error::<T>::AlreadyInQuarantine);
		let at = Self::event_time(circumstances.at, [&*child])?;

		child.record.holds.own = 1;
		for live in above {
			let below = &mut live.record.holds.below;
			*below = below.checked_add(1).ok_or(Error::<T>::IdsExhausted)?;
		}
		if let Some(root) = line.last() {
			Self::note_quarantine(root.id)?;
		}
		Self::deposit_event(Event::Quarantined { asset, by: org });
		Self::store_hold(line, at, Disposition::NonSellableOther, circumstances)
	}

	pub(crate) fn do_release(
		org: OrgId,
		asset: AssetId,
		circumstances: Circumstances,
	) -> DispatchResult {
		let mut line = Self::load_owned(org, asset)?;
		let (child, above) = line.split_first_mut().ok_or(Error::<T>::UnknownAsset)?;
		ensure!(child.record.holds.own > 0, Error::<T>::NotInQuarantine);
		let at = Self::event_time(circumstances.at, [&*child])?;

		child.record.holds.own = 0;
		for live in above {
			// It was counted.
			live.record.holds.below = live.record.holds.below.saturating_sub(1);
		}
		Self::deposit_event(Event::Released { asset, by: org });
		Self::store_hold(line, at, Disposition::Active, circumstances)
	}

	/// A live asset of this owner, and those that it is in.
	fn load_owned(org: OrgId, asset: AssetId) -> Result<Vec<Live<T>>, Error<T>> {
		let line = Self::line(asset)?;
		let ended = line.first().is_some_and(|live| !live.record.is_live());
		ensure!(!ended, Error::<T>::AssetEnded);
		ensure!(Self::owner_in(&line)? == org, Error::<T>::NotOwner);
		Ok(line)
	}

	/// Stores an asset and those that it is in, after its quarantine began or ended.
	fn store_hold(
		mut line: Vec<Live<T>>,
		at: Millis,
		disposition: Disposition,
		circumstances: Circumstances,
	) -> DispatchResult {
		let child = line.first_mut().ok_or(Error::<T>::UnknownAsset)?;
		child.record.last = at;
		let what = Self::happened(Action::Observe, [child.subject()?])?;
		let happening = Happening::new(what, BizStep::Holding, Some(disposition));
		child.remember(Self::record(child.id, at, happening, circumstances)?, None);
		line.into_iter().for_each(Live::save);
		Ok(())
	}

	/// The footprint of a recall: itself, its place under its lot, its walk, and the marks that it pays for. The
	/// lots have paid for the others.
	pub(crate) fn recall_footprint(marks: u64) -> Footprint {
		let parts = [
			<(RecallId, RecallOf<T>)>::max_encoded_len(),
			<(TraceLotId, RecallId)>::max_encoded_len(),
			Walk::max_encoded_len(),
		];
		let size = parts.into_iter().fold(0u64, |sum, part| sum.saturating_add(part as u64));
		let mark = <(RecallId, TraceLotId, Link)>::max_encoded_len() as u64;
		// There are fewer marks than lots, and these take deposits: nothing saturates.
		Footprint {
			count: marks.saturating_add(2),
			size: size.saturating_add(marks.saturating_mul(mark)),
		}
	}

	/// What a lot pays for its marks: the bytes of all recalls that it can name. These cover three
	/// recalls, keys included.
	pub(crate) fn marks_size() -> usize {
		let links = <(RecallId, TraceLotId, Link)>::max_encoded_len();
		<(TraceLotId, Marks)>::max_encoded_len()
			.saturating_add(links.saturating_mul(lineage::MAX_MARKS as usize))
	}
}
