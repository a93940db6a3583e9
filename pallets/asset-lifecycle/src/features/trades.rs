//! Trades: an asset is sold for what it is worth on arrival.

use super::{assets::Live, events::Happening, lots::lot_hash};
use crate::*;
use tallystick_condition::Opening;
use tallystick_primitives::{
	gs1::event::{Action, Parties},
	Dispute, Escrow, EscrowId, EscrowPurpose, HostCrypto, StreamId, TradeId,
};

/// How a hand-over changes a traded asset.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sold {
	/// It is not.
	No,
	/// It is the buyer's from now on.
	Yes,
}

/// The part that a taker refused: now its own asset, with its quantity.
pub(crate) type Rest = Option<(AssetId, u64)>;

/// Who answers for goods that do not arrive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Answer {
	/// Nobody but the seller.
	Seller,
	/// The buyer, with their money.
	Buyer,
	/// A carrier, with the bond at this place.
	Bond(u8),
}

/// The amounts owed for goods that were neither delivered nor brought back, in addition to those for
/// losses.
pub(crate) struct Owed {
	/// Of the buyer's money.
	pub buyer: u128,
	/// Of each bond, however much it is.
	pub bonds: Vec<u128>,
}

/// The numbers that determine the weight of a trade's settlement.
struct Burden {
	/// Legs, bonds or refused parts, whichever are the most.
	legs: u32,
	streams: u32,
	policies: u32,
	leaves: u32,
	/// Whether the goods move, so that somebody may have stopped them.
	moves: bool,
	/// Whether an arbiter has a part in it.
	appealed: bool,
}

impl<T: Config> Pallet<T> {
	/// Checks that no trade forbids to change an asset.
	pub(crate) fn ensure_not_traded(asset: AssetId) -> Result<(), Error<T>> {
		ensure!(!OpenTrades::<T>::contains_key(asset), Error::<T>::TradeOpen);
		Ok(())
	}

	/// Checks that no trade of an asset has fixed the streams that watch it.
	pub(crate) fn ensure_streams_free(asset: AssetId) -> Result<(), Error<T>> {
		let Some(trade) = OpenTrades::<T>::get(asset) else { return Ok(()) };
		let moving = Self::load_trade(trade)?.state == TradeState::Moving;
		ensure!(!moving, Error::<T>::TradeOpen);
		Ok(())
	}

	pub(crate) fn load_trade(trade: TradeId) -> Result<TradeOf<T>, Error<T>> {
		let (mut record, _) = Trades::<T>::get(trade).ok_or(Error::<T>::UnknownTrade)?;
		Self::move_deadlines(&mut record, T::Escrow::from_store);
		Ok(record)
	}

	fn store_trade(trade: TradeId, mut record: TradeOf<T>) {
		Self::move_deadlines(&mut record, T::Escrow::to_store);
		Trades::<T>::mutate_extant(trade, |(stored, _)| *stored = record);
	}

	/// Shifts a trade's deadlines, and the moments from which deadlines are counted.
	fn move_deadlines(record: &mut TradeOf<T>, to: fn(Millis) -> Millis) {
		let TradeTerms { offered_until, pick_up_by, deliver_by, .. } = &mut record.terms;
		for deadline in [offered_until, pick_up_by, deliver_by] {
			*deadline = to(*deadline);
		}
		if let TradeState::Delivered { since, priced } = &mut record.state {
			*since = to(*since);
			*priced = priced.map(to);
		}
	}

	pub(crate) fn balance(amount: u128) -> Result<BalanceOf<T>, Error<T>> {
		BalanceOf::<T>::try_from(amount).map_err(|_| Error::<T>::BadTerms)
	}

	pub(crate) fn do_offer_trade(
		Member { who, org }: Member<T::AccountId>,
		asset: AssetId,
		buyer: OrgId,
		terms: TradeTermsOf<T>,
	) -> Result<TradeId, DispatchError> {
		let live = Self::load_goods(org, asset)?;
		Self::ensure_not_offered(asset)?;
		Self::ensure_not_traded(asset)?;
		ensure!(buyer != org, Error::<T>::AlreadyCustodian);
		ensure!(T::Membership::is_active(buyer), Error::<T>::TakerNotInStanding);
		Self::ensure_terms(&live.record, &terms)?;
		let arbiter = T::Membership::organization(&terms.arbiter);
		let impartial = arbiter.is_some_and(|arbiter| arbiter != org && arbiter != buyer);
		ensure!(impartial, Error::<T>::BadArbiter);
		let trade = NextTradeId::<T>::get().unwrap_or(TradeId(0));
		let next = trade.next().ok_or(Error::<T>::IdsExhausted)?;
		let mut record = Trade {
			asset,
			seller: org,
			payee: who,
			buyer,
			escrow: None,
			quantity: live.record.quantity,
			left: live.record.quantity,
			refused: BoundedVec::new(),
			stopped: false,
			state: TradeState::Offered,
			legs: BoundedVec::new(),
			bonds: BoundedVec::new(),
			streams: BoundedVec::new(),
			swap: None,
			shown: [0; 3],
			appealed: None,
			terms,
		};
		let footprint = Self::trade_footprint(&record);
		let ticket = T::TradeConsideration::new(&record.payee, footprint)?;

		Self::move_deadlines(&mut record, T::Escrow::to_store);
		NextTradeId::<T>::put(next);
		OpenTrades::<T>::insert(asset, trade);
		Trades::<T>::insert(trade, (record, ticket));
		Self::deposit_event(Event::TradeOffered { trade, asset, seller: org, buyer });
		Ok(trade)
	}

	/// A root that an organisation holds and owns, with nothing in it that it cannot sell.
	fn load_goods(org: OrgId, asset: AssetId) -> Result<Live<T>, Error<T>> {
		let live = Live::<T>::load(asset)?;
		live.ensure_held_by(org)?;
		ensure!(live.record.owner == Some(org), Error::<T>::NotOwner);
		ensure!(live.record.foreign == 0, Error::<T>::HoldsOthers);
		Self::ensure_clear(&live)?;
		ensure!(live.record.holds.below == 0, Error::<T>::ContentsOnHold);
		Ok(live)
	}

	fn ensure_terms(goods: &AssetOf<T>, terms: &TradeTermsOf<T>) -> Result<(), Error<T>> {
		Self::balance(terms.price)?;
		ensure!(terms.price > 0 && terms.curve.check().is_ok(), Error::<T>::BadTerms);
		let known = |policy| goods.policies.iter().any(|(own, _)| *own == policy);
		let sound = terms.policies.iter().all(|weighted| known(weighted.policy));
		let ids = terms.policies.iter().map(|weighted| weighted.policy);
		ensure!(sound && super::classes::differ(ids), Error::<T>::BadTerms);
		let now = Self::now();
		let times = [now, terms.offered_until, terms.pick_up_by, terms.deliver_by];
		// Saturates at the end of time, which no clock reaches.
		let latest = now.0.saturating_add(T::MaxTradeTime::get());
		ensure!(times.is_sorted() && terms.deliver_by.0 <= latest, Error::<T>::BadTimes);
		let spans = [terms.data, terms.window, terms.arbitration];
		let bounded = spans.iter().all(|span| (1..=T::MaxTradeTime::get()).contains(span));
		ensure!(bounded, Error::<T>::BadTimes);
		Ok(())
	}

	pub(crate) fn do_withdraw_trade(org: OrgId, trade: TradeId) -> DispatchResult {
		let record = Self::load_trade(trade)?;
		ensure!(record.seller == org, Error::<T>::NotParty);
		ensure!(record.state == TradeState::Offered, Error::<T>::WrongTradeState);
		Self::finish(trade, record, 0).map(|_| ())
	}

	/// After this moment nothing of a trade can be undone by its parties, and the escrow may be ended by
	/// anybody.
	fn backstop(terms: &TradeTermsOf<T>, extra: u64) -> Millis {
		let spans = [terms.data, terms.window, terms.window, terms.arbitration];
		// Saturates at the end of time, which no clock reaches.
		let spans = spans.into_iter().fold(extra, u64::saturating_add);
		let spare = T::MaxTradeTime::get();
		Millis(terms.deliver_by.0.saturating_add(spans).saturating_add(spare))
	}

	pub(crate) fn do_fund(
		Member { who, org }: Member<T::AccountId>,
		trade: TradeId,
	) -> DispatchResult {
		let mut record = Self::load_trade(trade)?;
		ensure!(record.buyer == org, Error::<T>::NotParty);
		ensure!(record.state == TradeState::Offered, Error::<T>::WrongTradeState);
		ensure!(Self::now() <= record.terms.offered_until, Error::<T>::OfferExpired);
		let live = Self::load_goods(record.seller, record.asset)?;
		ensure!(live.record.quantity == record.quantity, Error::<T>::WrongQuantity);
		let amount = Self::balance(record.terms.price)?;
		let backstop = Self::backstop(&record.terms, 0);
		let escrow = T::Escrow::open(EscrowPurpose::Trade, trade.0, &who, amount, backstop)?;

		record.escrow = Some(escrow);
		record.state = TradeState::Funded;
		Self::store_trade(trade, record);
		Self::deposit_event(Event::TradeFunded { trade, escrow });
		Ok(())
	}

	pub(crate) fn do_post_bond(
		Member { who, org }: Member<T::AccountId>,
		trade: TradeId,
		amount: u128,
	) -> DispatchResult {
		let mut record = Self::load_trade(trade)?;
		let moving = matches!(record.state, TradeState::Funded | TradeState::Moving);
		ensure!(moving, Error::<T>::WrongTradeState);
		let offer = Offers::<T>::get(record.asset).filter(|offer| offer.to == org);
		let offer = offer.filter(|_| Self::is_carrier(&record, org));
		let least = offer.ok_or(Error::<T>::NotTaker)?.terms.bond.max(Self::relieved(&record));
		// A smaller one, from an earlier offer, does not answer for these goods.
		let enough = Self::free_bond(&record, org, least).is_none();
		ensure!(enough, Error::<T>::AlreadyBonded);
		ensure!(amount >= least, Error::<T>::BondTooSmall);
		// Behind the trade's own, so that it ends with the trade.
		let backstop = Self::backstop(&record.terms, 1);
		let held = Self::balance(amount)?;
		let escrow = T::Escrow::open(EscrowPurpose::Bond, trade.0, &who, held, backstop)?;
		let bond = Bond { org, payer: who, escrow, amount, due: 0, goods: 0 };
		record.bonds.try_push(bond).map_err(|_| Error::<T>::TooManyLegs)?;

		Self::store_trade(trade, record);
		Self::deposit_event(Event::Bonded { trade, org, escrow, amount });
		Ok(())
	}

	/// Whether an organisation would carry the goods without being their seller or buyer.
	fn is_carrier(record: &TradeOf<T>, org: OrgId) -> bool {
		org != record.seller && org != record.buyer
	}

	/// Checks that a taker can meet the terms of a hand-over as the trade of the goods is now.
	pub(crate) fn ensure_can_be_met(
		asset: AssetId,
		to: OrgId,
		terms: &Terms,
	) -> Result<(), Error<T>> {
		let record = OpenTrades::<T>::get(asset).map(Self::load_trade).transpose()?;
		let on_the_way =
			|record: &TradeOf<T>| record.asset == asset && Self::now() <= record.terms.deliver_by;
		let Some(record) = record.filter(on_the_way) else {
			ensure!(terms.bond == 0, Error::<T>::NoBondPossible);
			return Ok(());
		};
		let bonded = terms.bond == 0 || Self::is_carrier(&record, to);
		ensure!(bonded, Error::<T>::NoBondPossible);
		Self::ensure_allowance(&record, terms.agreed)
	}

	/// Who answers for the goods now: their holder, or the last one before them who is a party or had a bond.
	fn answering(record: &TradeOf<T>) -> Answer {
		let answers = |leg: &Leg| match (leg.bond, leg.holder) {
			(Some(bond), _) => Some(Answer::Bond(bond)),
			(None, org) if org == record.seller => Some(Answer::Seller),
			(None, org) if org == record.buyer => Some(Answer::Buyer),
			(None, _) => None,
		};
		record.legs.iter().rev().find_map(answers).unwrap_or(Answer::Seller)
	}

	/// The amount that answers for the goods now. A smaller bond does not relieve it.
	fn relieved(record: &TradeOf<T>) -> u128 {
		match Self::answering(record) {
			Answer::Seller => 0,
			Answer::Buyer => Self::worth_of_goods(record),
			Answer::Bond(at) => record.bonds.get(usize::from(at)).map_or(0, |bond| bond.amount),
		}
	}

	/// Records a part that a taker refuses and the seller does not have.
	fn note_refused(trade: TradeId, record: &mut TradeOf<T>, rest: Rest) -> Result<(), Error<T>> {
		let Some((asset, quantity)) = rest else { return Ok(()) };
		let bond = match Self::answering(record) {
			Answer::Seller => return Ok(()),
			Answer::Buyer => None,
			Answer::Bond(bond) => Some(bond),
		};
		let refused = Refused { asset, quantity, bond };
		record.refused.try_push(refused).map_err(|_| Error::<T>::TooManyLegs)?;
		OpenTrades::<T>::insert(asset, trade);
		Ok(())
	}

	/// A part that was refused is handed on. Once the seller has it nobody answers for it any more.
	fn refused_handed_over(
		trade: TradeId,
		record: &mut TradeOf<T>,
		asset: AssetId,
		rest: Rest,
		to: OrgId,
	) -> Result<(), Error<T>> {
		if to != record.seller {
			// Both parts would need somebody who answers for them.
			ensure!(rest.is_none(), Error::<T>::TradeOpen);
			return Ok(());
		}
		OpenTrades::<T>::remove(asset);
		match rest {
			None => record.refused.retain(|refused| refused.asset != asset),
			Some((part, quantity)) => {
				for refused in record.refused.iter_mut().filter(|own| own.asset == asset) {
					(refused.asset, refused.quantity) = (part, quantity);
				}
				OpenTrades::<T>::insert(part, trade);
			},
		}
		Ok(())
	}

	/// Notes that the seller put goods into quarantine, if they are on the way: of a trade of this root.
	pub(crate) fn note_quarantine(root: AssetId) -> Result<(), Error<T>> {
		let Some(trade) = OpenTrades::<T>::get(root) else { return Ok(()) };
		let mut record = Self::load_trade(trade)?;
		if record.asset == root && record.state == TradeState::Moving && !record.stopped {
			record.stopped = true;
			Self::store_trade(trade, record);
		}
		Ok(())
	}

	/// Whether the seller has kept the goods from being delivered.
	fn stopped_by_seller(record: &TradeOf<T>) -> bool {
		if record.stopped {
			return true;
		}
		let Some((Asset { lot, .. }, _)) = Assets::<T>::get(record.asset) else { return false };
		let marked = LotMarks::<T>::get(lot).recalls.iter().any(|recall| {
			Recalls::<T>::get(recall).is_some_and(|(recall, _)| recall.org == record.seller)
		});
		let held = || {
			let ancestors = Self::load_lot(lot).map(|lot| lot.ancestors).unwrap_or_default();
			Walks::<T>::get()
				.iter()
				.any(|walk| walk.org == record.seller && walk.may_reach(&ancestors, lot_hash))
		};
		marked || held()
	}

	/// What is owed for goods that the seller does not have: parts that were refused, and all the others if
	/// they are still under way.
	pub(crate) fn owed_for_goods(record: &TradeOf<T>) -> Owed {
		let mut owed = Owed { buyer: 0, bonds: alloc::vec![0; record.bonds.len()] };
		let mut owe = |answer: Answer, amount: u128| {
			let debt = match answer {
				Answer::Seller => None,
				Answer::Buyer => Some(&mut owed.buyer),
				Answer::Bond(at) => owed.bonds.get_mut(usize::from(at)),
			};
			if let Some(debt) = debt {
				// Parts of the price.
				*debt = debt.saturating_add(amount);
			}
		};
		for refused in &record.refused {
			let answer = refused.bond.map_or(Answer::Buyer, Answer::Bond);
			owe(answer, Self::worth_of(record, refused.quantity));
		}
		let last = record.legs.last().filter(|_| record.state == TradeState::Moving);
		if last.is_some_and(|leg| leg.to.is_none()) && !Self::stopped_by_seller(record) {
			owe(Self::answering(record), Self::worth_of_goods(record));
		}
		owed
	}

	/// A bond of an organisation that covers no leg yet, of at least this amount.
	fn free_bond(record: &TradeOf<T>, org: OrgId, least: u128) -> Option<u8> {
		let used = |bond: u8| record.legs.iter().any(|leg| leg.bond == Some(bond));
		let mut bonds = (0u8..).zip(&record.bonds);
		let found =
			bonds.find(|(index, bond)| bond.org == org && bond.amount >= least && !used(*index));
		found.map(|(index, _)| index)
	}

	pub(crate) fn do_pick_up(org: OrgId, trade: TradeId, agreed: u64) -> DispatchResult {
		let mut record = Self::load_trade(trade)?;
		ensure!(record.seller == org, Error::<T>::NotParty);
		ensure!(record.state == TradeState::Funded, Error::<T>::WrongTradeState);
		Self::load_goods(org, record.asset)?;
		Self::ensure_not_offered(record.asset)?;
		let now = Self::now();
		ensure!(now <= record.terms.pick_up_by, Error::<T>::TradeOver);
		Self::begin(trade, &mut record)?;
		Self::push_leg(&mut record, org, now, agreed, 0)?;
		Self::store_trade(trade, record);
		Ok(())
	}

	/// The goods are picked up: from now on the trade counts.
	fn begin(trade: TradeId, record: &mut TradeOf<T>) -> DispatchResult {
		// Others may have begun a recall since the seller offered the goods to the carrier.
		Self::ensure_may_be_sold(record)?;
		let stays = Stays::<T>::get(record.asset);
		for Weighted { policy, .. } in &record.terms.policies {
			let counting = stays.iter().map(|(stay, _)| stay).find_map(|stay| {
				let counts = stay.kind == StayKind::Counting && Self::end_of(stay).is_none();
				let mut policies = stay.policies.iter();
				let counted = policies.find(|counted| counts && counted.policy == *policy)?;
				Some((stay.stream, counted.since.max(stay.from)))
			});
			let Some((stream, from)) = counting else { continue };
			let channel = T::Devices::channel(&stream).ok_or(Error::<T>::UnknownChannel)?;
			Self::use_tally(&stream, &channel, [*policy])?;
			Self::use_device(&stream.device);
			let owner = Self::owner_of(&stream);
			let watching =
				Watching { policy: *policy, stream, owner, from, to: None, failed: None };
			// As many as there are policies, which is half of what there is room for.
			record.streams.try_push(watching).map_err(|_| Error::<T>::TooManySwaps)?;
		}
		record.state = TradeState::Moving;
		Self::deposit_event(Event::PickedUp { trade });
		Ok(())
	}

	/// The organisation whose device a stream is of.
	pub(crate) fn owner_of(stream: &StreamId) -> Option<OrgId> {
		T::Membership::organization(&T::Devices::owner(&stream.device)?)
	}

	/// What the terms allow the holder of a leg.
	pub(crate) fn allowed(record: &TradeOf<T>, agreed: u64) -> u128 {
		tallystick_condition::price::allowance(agreed, record.terms.rate.into())
	}

	/// Checks that the holder of the goods can agree on this time with the next holder. Only the seller
	/// gives from the unassigned allowance. Everybody else gives from their own.
	fn ensure_allowance(record: &TradeOf<T>, agreed: u64) -> Result<(), Error<T>> {
		if let Some(giver) = record.legs.last().filter(|leg| leg.holder != record.seller) {
			ensure!(agreed <= giver.agreed, Error::<T>::AllowanceTooHigh);
			return Ok(());
		}
		let legs = record.legs.iter().map(|leg| leg.agreed);
		let sum = legs.chain([agreed]).fold(0u64, u64::saturating_add);
		let free = record.terms.curve.free();
		ensure!(Self::allowed(record, sum) <= free, Error::<T>::AllowanceTooHigh);
		Ok(())
	}

	/// Begins a leg, which a bond of the holder's covers if it is large enough: `least` at least, if that is
	/// not 0.
	fn push_leg(
		record: &mut TradeOf<T>,
		holder: OrgId,
		from: Millis,
		agreed: u64,
		least: u128,
	) -> Result<(), Error<T>> {
		Self::ensure_allowance(record, agreed)?;
		// One that is smaller than the one that it would relieve was put up for another leg.
		let bond = Self::free_bond(record, holder, least.max(Self::relieved(record)));
		ensure!(least == 0 || bond.is_some(), Error::<T>::BondMissing);
		let seller = record.seller;
		if let Some(giver) = record.legs.last_mut().filter(|leg| leg.holder != seller) {
			// Not more than there is: that was checked.
			giver.agreed = giver.agreed.saturating_sub(agreed);
		}
		let leg = Leg {
			holder,
			from,
			to: None,
			agreed,
			bond,
			keeper: Keeper::default(),
			counted: BoundedVec::new(),
			shown: 0,
		};
		record.legs.try_push(leg).map_err(|_| Error::<T>::TooManyLegs)
	}

	fn close_leg(record: &mut TradeOf<T>, at: Millis, keeper: Keeper) {
		let counted = Self::counted_now(record);
		// The new holder has signed nothing.
		record.swap = None;
		if let Some(leg) = record.legs.last_mut() {
			leg.to = Some(at);
			leg.keeper = keeper;
			leg.counted = counted;
		}
	}

	/// How many observations are counted by the stream of each policy.
	fn counted_now(record: &TradeOf<T>) -> BoundedVec<u32, MaxPolicies> {
		let mut tallies: Vec<(StreamId, u32)> = Vec::new();
		let policies = record.terms.policies.iter().map(|weighted| weighted.policy);
		let counted = policies.map(|policy| {
			let mut watchings = record.streams.iter().rev();
			let Some(watching) = watchings.find(|watching| watching.policy == policy) else {
				return 0;
			};
			let stream = watching.stream;
			if let Some((_, count)) = tallies.iter().find(|(own, _)| *own == stream) {
				return *count;
			}
			let count = Tallies::<T>::get(stream).map_or(0, |tally| tally.observations);
			tallies.push((stream, count));
			count
		});
		// As many as there are policies.
		BoundedVec::truncate_from(counted.collect())
	}

	/// When a stream last replaced another one.
	fn last_swap(record: &TradeOf<T>) -> Option<Millis> {
		let swapped = (0usize..).zip(&record.streams).filter(|(index, watching)| {
			let mut before = record.streams.iter().take(*index);
			before.any(|other| other.policy == watching.policy)
		});
		swapped.map(|(_, watching)| watching.from).max()
	}

	/// A custodian hands on traded goods, of which this quantity is left.
	pub(crate) fn trade_handed_over(
		asset: AssetId,
		left: u64,
		rest: Rest,
		offer: &OfferOf<T>,
		at: Millis,
	) -> Result<Sold, DispatchError> {
		let Some(trade) = OpenTrades::<T>::get(asset) else { return Ok(Sold::No) };
		let mut record = Self::load_trade(trade)?;
		ensure!(offer.terms.passes == Passes::Custody, Error::<T>::TradeOpen);
		let CustodyOffer { to, terms: Terms { agreed, bond, .. }, .. } = *offer;
		if asset != record.asset {
			Self::refused_handed_over(trade, &mut record, asset, rest, to)?;
			Self::store_trade(trade, record);
			return Ok(Sold::No);
		}
		let orderly = record.legs.last().is_none_or(|leg| leg.from <= at)
			&& Self::last_swap(&record).is_none_or(|swapped| swapped < at);
		ensure!(orderly, Error::<T>::BeforeLastEvent);
		match record.state {
			TradeState::Funded => {
				ensure!(at <= record.terms.pick_up_by, Error::<T>::TradeOver);
				Self::begin(trade, &mut record)?;
				if to == record.buyer && agreed == 0 {
					let seller = record.seller;
					Self::push_leg(&mut record, seller, at, 0, 0)?;
				}
			},
			// The goods were not delivered in time. They can still be brought back.
			TradeState::Moving if Self::now() > record.terms.deliver_by => {
				// An offer that was made in time was for delivery, which is over.
				let late = to == record.seller || offer.offered > record.terms.deliver_by;
				ensure!(late, Error::<T>::TradeOver);
				if record.legs.last().is_some_and(|leg| leg.to.is_none()) {
					Self::note_refused(trade, &mut record, rest)?;
					record.left = left;
					if to == record.seller {
						Self::close_leg(&mut record, at, offer.terms.keeper);
					}
					Self::store_trade(trade, record);
				}
				return Ok(Sold::No);
			},
			TradeState::Moving => {},
			_ => return Err(Error::<T>::WrongTradeState.into()),
		}
		Self::note_refused(trade, &mut record, rest)?;
		Self::close_leg(&mut record, at, offer.terms.keeper);
		record.left = left;
		let sold = match to == record.buyer && agreed == 0 {
			true => {
				Self::ensure_may_be_sold(&record)?;
				Self::delivered(trade, &mut record, at);
				Sold::Yes
			},
			false => {
				Self::push_leg(&mut record, to, at, agreed, bond)?;
				Sold::No
			},
		};
		Self::store_trade(trade, record);
		Ok(sold)
	}

	/// The trade's time has ended.
	fn delivered(trade: TradeId, record: &mut TradeOf<T>, at: Millis) {
		for watching in record.streams.iter_mut().filter(|watching| watching.to.is_none()) {
			// Its stay goes on, but for the device.
			let used = DeviceUses::<T>::get(watching.stream.device);
			let ended = used.and_then(|used| used.ended).filter(|(end, _)| *end < at);
			watching.to = ended.map(|(end, _)| end.max(watching.from));
			watching.failed = ended.and_then(|(_, org)| org);
		}
		record.state = TradeState::Delivered { since: Self::now(), priced: None };
		OpenTrades::<T>::remove(record.asset);
		Self::deposit_event(Event::Delivered { trade, at });
	}

	pub(crate) fn do_swap_stream(
		Member { who, org }: Member<T::AccountId>,
		trade: TradeId,
		old: StreamId,
		new: StreamId,
	) -> DispatchResult {
		let mut record = Self::load_trade(trade)?;
		ensure!(record.state == TradeState::Moving, Error::<T>::WrongTradeState);
		ensure!(Self::now() <= record.terms.deliver_by, Error::<T>::TradeOver);
		let custodian = Self::last_holder(&record).ok_or(Error::<T>::WrongTradeState)?;
		let parties = [record.seller, record.buyer, custodian];
		ensure!(parties.contains(&org), Error::<T>::NotParty);
		let policies = Self::ensure_may_swap(&record, custodian, old, new)?;

		let mut swap = match record.swap.take() {
			Some(swap) if (swap.old, swap.new) == (old, new) => swap,
			_ => Swap { old, new, signed: BoundedVec::new() },
		};
		let signed =
			|swap: &Swap<_>, party: OrgId| swap.signed.iter().any(|(own, _)| *own == party);
		ensure!(!signed(&swap, org), Error::<T>::AlreadyAgreed);
		// Each of three organisations once.
		swap.signed.try_push((org, who)).map_err(|_| Error::<T>::AlreadyAgreed)?;
		Self::deposit_event(Event::SwapAgreed { trade, old, new, by: org });
		if !parties.iter().all(|party| signed(&swap, *party)) {
			record.swap = Some(swap);
			Self::store_trade(trade, record);
			return Ok(());
		}

		let mut signed = swap.signed.into_iter();
		let payer = signed.find(|(party, _)| *party == custodian).ok_or(Error::<T>::NotParty)?.1;
		let member = Member { who: payer, org: custodian };
		let (end, failed) = Self::replace_counting(member, record.asset, old, new)?;
		let channel = T::Devices::channel(&new).ok_or(Error::<T>::UnknownChannel)?;
		for watching in record.streams.iter_mut() {
			if watching.stream == old && watching.to.is_none() {
				(watching.to, watching.failed) = (Some(end.max(watching.from)), failed);
			}
		}
		let (from, owner) = (Self::now(), Self::owner_of(&new));
		for policy in policies {
			Self::use_tally(&new, &channel, [policy])?;
			Self::use_device(&new.device);
			let watching = Watching { policy, stream: new, owner, from, to: None, failed: None };
			record.streams.try_push(watching).map_err(|_| Error::<T>::TooManySwaps)?;
		}
		let (_, ticket) = Trades::<T>::get(trade).ok_or(Error::<T>::UnknownTrade)?;
		let ticket = ticket.update(&record.payee, Self::trade_footprint(&record))?;
		Self::move_deadlines(&mut record, T::Escrow::to_store);
		Trades::<T>::insert(trade, (record, ticket));
		Self::deposit_event(Event::StreamSwapped { trade, old, new, from });
		Ok(())
	}

	/// Checks that another stream can replace one that counts, and returns the policies that it does so for.
	fn ensure_may_swap(
		record: &TradeOf<T>,
		custodian: OrgId,
		old: StreamId,
		new: StreamId,
	) -> Result<Vec<PolicyId>, DispatchError> {
		Self::ensure_not_offered(record.asset)?;
		let counts = |watching: &&Watching| watching.stream == old && watching.to.is_none();
		let policies = record.streams.iter().filter(counts).map(|watching| watching.policy);
		let policies: Vec<_> = policies.collect();
		ensure!(!policies.is_empty(), Error::<T>::NotAttached);
		let again = record.streams.iter().any(|watching| watching.stream == new);
		ensure!(!again, Error::<T>::AlreadyAttached);
		let all = record.streams.len().saturating_add(policies.len());
		ensure!(all <= <MaxWatchings as Get<u32>>::get() as usize, Error::<T>::TooManySwaps);
		let channel = Self::ensure_attachable(custodian, &new)?;
		let fits = policies.iter().all(|policy| Self::fitting(*policy, &channel).is_some());
		ensure!(fits, Error::<T>::StreamDiffers);
		Ok(policies)
	}

	/// Who holds the goods of a moving trade.
	fn last_holder(record: &TradeOf<T>) -> Option<OrgId> {
		record.legs.last().map(|leg| leg.holder)
	}

	pub(crate) fn do_deliver(org: OrgId, trade: TradeId) -> DispatchResult {
		let mut record = Self::load_trade(trade)?;
		ensure!(record.buyer == org, Error::<T>::NotParty);
		let now = Self::now();
		ensure!(record.state == TradeState::Moving, Error::<T>::WrongTradeState);
		ensure!(Self::last_holder(&record) == Some(org), Error::<T>::NotCustodian);
		ensure!(now <= record.terms.deliver_by, Error::<T>::TradeOver);
		Self::ensure_may_be_sold(&record)?;
		Self::deliver_to_holder(trade, &mut record, now)?;
		Self::store_trade(trade, record);
		Ok(())
	}

	/// Goods that were recalled or put on hold on their way remain the seller's.
	fn ensure_may_be_sold(record: &TradeOf<T>) -> Result<(), Error<T>> {
		let live = Live::<T>::load_any(record.asset)?;
		Self::ensure_may_move(&live, record.buyer, Passes::Ownership)
	}

	/// The buyer carried the goods, and has them.
	fn deliver_to_holder(trade: TradeId, record: &mut TradeOf<T>, at: Millis) -> DispatchResult {
		Self::close_leg(record, at, Keeper::Giver);
		let mut live = Live::<T>::load_any(record.asset)?;
		let old = live.record.owner.replace(record.buyer).unwrap_or(record.seller);
		let new = record.buyer;
		Self::deposit_event(Event::OwnerChanged { asset: record.asset, old, new });
		let what = Self::happened(Action::Observe, [live.subject()?])?;
		let owner = |org| Parties { possessor: None, ..Self::parties(org, Passes::Ownership) };
		let happening = Happening {
			source: owner(old),
			destination: owner(new),
			..Happening::new(what, BizStep::Accepting, None)
		};
		// No event of an asset is before an earlier one.
		live.record.last = live.record.last.max(at);
		let event =
			Self::record(record.asset, live.record.last, happening, Circumstances::default())?;
		live.save_after(event);
		Self::delivered(trade, record, at);
		Ok(())
	}

	/// The deadline for data. The window begins then at the latest.
	pub(crate) fn data_until(record: &TradeOf<T>, since: Millis) -> Millis {
		// Saturates at the end of time, which no clock reaches.
		Millis(since.0.saturating_add(record.terms.data))
	}

	/// The last moment of the window.
	pub(crate) fn window_until(record: &TradeOf<T>) -> Option<Millis> {
		let from = match record.state {
			TradeState::Moving => record.terms.deliver_by,
			TradeState::Delivered { priced: Some(at), .. } => at,
			TradeState::Delivered { since, priced: None } => Self::data_until(record, since),
			_ => return None,
		};
		Some(Millis(from.0.saturating_add(record.terms.window)))
	}

	pub(crate) fn do_price_trade(trade: TradeId) -> DispatchResult {
		let mut record = Self::load_trade(trade)?;
		let TradeState::Delivered { since, priced: None } = record.state else {
			return Err(Error::<T>::WrongTradeState.into());
		};
		let now = Self::now();
		let heard = (0usize..).zip(&record.streams).all(|(index, watching)| {
			let to = Self::awaited_until(&record, index);
			let tally = Tallies::<T>::get(watching.stream);
			to.zip(tally).is_some_and(|(to, tally)| tally.until.until >= to)
		});
		let late = now > Self::data_until(&record, since);
		ensure!(heard && !late, Error::<T>::DataAwaited);
		record.state = TradeState::Delivered { since, priced: Some(now) };
		Self::store_trade(trade, record);
		Self::deposit_event(Event::Priced { trade });
		Ok(())
	}

	/// Checks that an organisation is the seller, the buyer, or had the goods.
	pub(crate) fn ensure_concerned(record: &TradeOf<T>, org: OrgId) -> Result<(), Error<T>> {
		let party = org == record.seller || org == record.buyer;
		let concerned = party || record.legs.iter().any(|leg| leg.holder == org);
		ensure!(concerned, Error::<T>::NotParty);
		Ok(())
	}

	/// Takes room for one more leaf that an organisation shows. Carriers first take that of their own legs.
	fn take_room(record: &mut TradeOf<T>, org: OrgId) -> Result<(), Error<T>> {
		let Trade { seller, buyer, shown: [by_seller, by_buyer, by_carriers], legs, .. } = record;
		let [sellers, buyers, carriers] = MAX_SHOWN;
		let (count, most) = match org {
			org if org == *seller => (by_seller, sellers),
			org if org == *buyer => (by_buyer, buyers),
			org => {
				let mut own = legs.iter_mut().filter(|leg| leg.holder == org);
				match own.find(|leg| leg.shown < MAX_SHOWN_OF_LEG) {
					Some(leg) => (&mut leg.shown, MAX_SHOWN_OF_LEG),
					None => (by_carriers, carriers),
				}
			},
		};
		ensure!(*count < most, Error::<T>::TooManyShown);
		*count = count.saturating_add(1);
		Ok(())
	}

	/// How many leaves were shown.
	pub(crate) fn leaves_of(record: &TradeOf<T>) -> u32 {
		let of_legs = record.legs.iter().map(|leg| leg.shown);
		record.shown.into_iter().chain(of_legs).map(u32::from).sum()
	}

	pub(crate) fn do_show(
		Member { who, org }: Member<T::AccountId>,
		trade: TradeId,
		proof: LeafProof,
		opening: Opening,
	) -> DispatchResult {
		let mut record = Self::load_trade(trade)?;
		Self::ensure_concerned(&record, org)?;
		let delivered = matches!(record.state, TradeState::Delivered { .. });
		ensure!(delivered, Error::<T>::WrongTradeState);
		let until = Self::window_until(&record).ok_or(Error::<T>::WrongTradeState)?;
		ensure!(Self::now() <= until, Error::<T>::TradeOver);
		let fresh = Self::opened(&record, &proof, &opening)?;
		let LeafProof { leaf, .. } = proof;
		let (stream, number) = (leaf.stream, leaf.number);

		let key = (stream, number);
		match ShownLeaves::<T>::get(trade, key) {
			Some((mut shown, ticket)) => {
				Self::bring_closer(&mut shown, &fresh)?;
				ShownLeaves::<T>::insert(trade, key, (shown, ticket));
			},
			None => {
				Self::take_room(&mut record, org)?;
				let ticket = T::TradeConsideration::new(&who, Self::shown_footprint())?;
				let shown = Shown { leaf, known: fresh, payer: who };
				ShownLeaves::<T>::insert(trade, key, (shown, ticket));
				Self::store_trade(trade, record);
			},
		}
		Self::deposit_event(Event::Shown { trade, stream, number });
		Ok(())
	}

	/// What a leaf and an opening of its run show for a trade, by policy.
	pub(crate) fn opened(
		record: &TradeOf<T>,
		proof: &LeafProof,
		opening: &Opening,
	) -> Result<KnownByPolicy, Error<T>> {
		let LeafProof { leaf, .. } = proof;
		let tally = Tallies::<T>::get(leaf.stream).ok_or(Error::<T>::WrongLeaf)?;
		let moment = leaf.before.until;
		proof.verify::<HostCrypto>(&tally, moment).map_err(|_| Error::<T>::WrongLeaf)?;
		let nodes = opening.unfold::<HostCrypto>(&leaf.root).map_err(|_| Error::<T>::BadOpening)?;

		let mut fresh = Vec::new();
		let watchings = (0usize..).zip(&record.streams);
		for (index, watching) in watchings.filter(|(_, watching)| watching.stream == leaf.stream) {
			let Some(meter) = tally.meter(watching.policy) else { continue };
			if let Some(known) = Self::known_of(record, index, &meter, leaf, &nodes)? {
				fresh.push((watching.policy, known));
			}
		}
		ensure!(!fresh.is_empty(), Error::<T>::WrongLeaf);
		fresh.try_into().map_err(|_| Error::<T>::TooManyPolicies)
	}

	/// Adds what another opening of the same leaf makes known.
	pub(crate) fn bring_closer(
		shown: &mut ShownOf<T>,
		fresh: &KnownByPolicy,
	) -> Result<(), Error<T>> {
		for (policy, known) in &mut shown.known {
			let new = fresh.iter().find(|(own, _)| own == policy);
			let (_, new) = new.ok_or(Error::<T>::WrongLeaf)?;
			*known = known.intersect(new).map_err(|_| Error::<T>::WrongLeaf)?;
		}
		Ok(())
	}

	pub(crate) fn do_appeal(org: OrgId, trade: TradeId) -> DispatchResult {
		let mut record = Self::load_trade(trade)?;
		Self::ensure_concerned(&record, org)?;
		let now = Self::now();
		let until = Self::window_until(&record).ok_or(Error::<T>::WrongTradeState)?;
		let in_time = record.state == TradeState::Moving && now <= record.terms.deliver_by;
		ensure!(!in_time, Error::<T>::TradeRuns);
		ensure!(now <= until, Error::<T>::TradeOver);
		ensure!(record.appealed.is_none(), Error::<T>::AlreadyAppealed);
		record.appealed = Some(org);
		Self::store_trade(trade, record);
		Self::deposit_event(Event::Appealed { trade, by: org });
		Ok(())
	}

	/// Does what is due: ends a trade that nobody goes on with, pays one that is final, and calls the
	/// arbiter for one that somebody appealed.
	pub(crate) fn do_settle_trade(trade: TradeId) -> Result<Weight, DispatchError> {
		let mut record = Self::load_trade(trade)?;
		let burden = Self::burden_of(&record);
		let weight = |ended: u32| Self::weight_of_settling(&burden, ended);
		let now = Self::now();
		let after = |until: Millis| -> DispatchResult {
			ensure!(now > until, Error::<T>::TradeRuns);
			Ok(())
		};
		let ended = match record.state {
			TradeState::Offered => {
				after(record.terms.offered_until)?;
				Self::finish(trade, record, 0)
			},
			TradeState::Funded => {
				after(record.terms.pick_up_by)?;
				Self::finish(trade, record, 0)
			},
			TradeState::Moving => {
				let stops = || !record.stopped && Self::stopped_by_seller(&record);
				if now <= record.terms.deliver_by && stops() {
					// A recall that ends before the trade does has stopped the goods all the same.
					record.stopped = true;
					Self::store_trade(trade, record);
					return Ok(weight(0));
				}
				after(record.terms.deliver_by)?;
				let under_way = record.legs.last().is_some_and(|leg| leg.to.is_none());
				let arrived = under_way && Self::answering(&record) == Answer::Buyer;
				if arrived && Self::ensure_may_be_sold(&record).is_ok() {
					let at = record.terms.deliver_by;
					Self::deliver_to_holder(trade, &mut record, at)?;
					Self::store_trade(trade, record);
					return Ok(T::WeightInfo::deliver());
				}
				after(Self::window_until(&record).ok_or(Error::<T>::WrongTradeState)?)?;
				let Owed { buyer, bonds } = Self::owed_for_goods(&record);
				for (bond, owed) in record.bonds.iter_mut().zip(bonds) {
					bond.due = bond.amount.min(owed);
					bond.goods = bond.due;
				}
				match record.appealed {
					None => Self::finish(trade, record, buyer),
					Some(_) => Self::call_arbiter(trade, record, buyer),
				}
			},
			TradeState::Delivered { .. } => {
				after(Self::window_until(&record).ok_or(Error::<T>::WrongTradeState)?)?;
				let pricing = Self::pricing_of(trade, &record)?;
				let dues = pricing.bonds.iter().zip(&pricing.goods);
				for (bond, (due, goods)) in record.bonds.iter_mut().zip(dues) {
					(bond.due, bond.goods) = (*due, *goods);
				}
				match record.appealed {
					None => Self::finish(trade, record, pricing.paid),
					Some(_) => Self::call_arbiter(trade, record, pricing.paid),
				}
			},
			TradeState::Disputed => {
				let escrow = record.escrow.ok_or(Error::<T>::WrongTradeState)?;
				T::Escrow::decision(escrow).ok_or(Error::<T>::TradeRuns)?;
				let decided = |bond: &Bond<_>| {
					T::Escrow::held(bond.escrow).is_none()
						|| T::Escrow::decision(bond.escrow).is_some()
				};
				let due = record.bonds.iter().filter(|bond| bond.goods > 0);
				ensure!(due.into_iter().all(decided), Error::<T>::TradeRuns);
				Self::finish(trade, record, 0)
			},
		}?;
		Ok(weight(ended))
	}

	/// Has the arbiter decide what the seller gets of the buyer's money, and of bonds for goods that were
	/// neither delivered nor brought back. If they stay silent, it is `computed`, and what the bonds owe.
	/// Returns how many tallies ended.
	fn call_arbiter(
		trade: TradeId,
		mut record: TradeOf<T>,
		computed: u128,
	) -> Result<u32, DispatchError> {
		let escrow = record.escrow.ok_or(Error::<T>::WrongTradeState)?;
		let held = T::Escrow::held(escrow).ok_or(Error::<T>::WrongTradeState)?;
		let default = Self::balance(computed)?;
		let until = Millis(Self::now().0.saturating_add(record.terms.arbitration));
		let terms = Dispute {
			arbiter: record.terms.arbiter.clone(),
			payee: record.payee.clone(),
			parties: [record.seller, record.buyer],
			low: Self::balance(0)?,
			high: held,
			default,
			until,
		};
		// Without an arbiter, who may have left, the computed price stands.
		if T::Escrow::dispute(EscrowPurpose::Trade, escrow, terms).is_err() {
			return Self::finish(trade, record, computed);
		}
		record.swap = None;
		if record.state == TradeState::Moving {
			Self::unbind(record.asset);
		}
		for refused in &record.refused {
			Self::lapse_within(refused.asset);
		}
		for bond in record.bonds.iter_mut().filter(|bond| bond.goods > 0) {
			let terms = Dispute {
				arbiter: record.terms.arbiter.clone(),
				payee: record.payee.clone(),
				parties: [record.seller, bond.org],
				// What is owed for losses stays as it was computed.
				low: Self::balance(bond.due.saturating_sub(bond.goods))?,
				high: Self::balance(bond.due)?,
				default: Self::balance(bond.due)?,
				until,
			};
			// An arbiter of the carrier's own does not decide over their bond.
			if T::Escrow::dispute(EscrowPurpose::Bond, bond.escrow, terms).is_err() {
				Self::pay(EscrowPurpose::Bond, bond.escrow, &record.payee, bond.due)?;
			}
		}
		record.state = TradeState::Disputed;
		Self::store_trade(trade, record);
		Self::deposit_event(Event::ArbiterCalled { trade, until });
		Ok(0)
	}

	/// Pays the seller, gives everything else back, and removes the trade. Returns how many tallies ended.
	fn finish(trade: TradeId, record: TradeOf<T>, due: u128) -> Result<u32, DispatchError> {
		let paid = match record.escrow {
			Some(escrow) => Self::pay(EscrowPurpose::Trade, escrow, &record.payee, due)?,
			None => 0,
		};
		let ended = Self::remove_trade(trade, record)?;
		Self::deposit_event(Event::TradeEnded { trade, paid });
		Ok(ended)
	}

	/// Ends an escrow, unless it has ended: pays the payee what was decided, or else `due`, and gives the rest
	/// back. Returns how much reached the payee.
	fn pay(
		purpose: EscrowPurpose,
		escrow: EscrowId,
		payee: &T::AccountId,
		due: u128,
	) -> Result<u128, DispatchError> {
		if T::Escrow::held(escrow).is_none() {
			return Ok(0);
		}
		let paid = match T::Escrow::decision(escrow) {
			Some(_) => T::Escrow::resolve(purpose, escrow)?.into(),
			None if due == 0 => 0,
			None => T::Escrow::release(purpose, escrow, payee, Self::balance(due)?)?.into(),
		};
		T::Escrow::close(purpose, escrow)?;
		Ok(paid)
	}

	/// Goods are in a trade no more. Nor does an offer go on that was made within it: nobody accepts goods back
	/// that were paid for, or takes them over without the bond.
	fn unbind(asset: AssetId) {
		OpenTrades::<T>::remove(asset);
		Self::lapse_within(asset);
	}

	fn lapse_within(asset: AssetId) {
		if let Some(offer) = Offers::<T>::get(asset) {
			Self::end_offer(asset, &offer);
			Self::deposit_event(Event::Lapsed { asset });
		}
	}

	fn remove_trade(trade: TradeId, record: TradeOf<T>) -> Result<u32, DispatchError> {
		let mut ended = 0u32;
		for bond in &record.bonds {
			Self::pay(EscrowPurpose::Bond, bond.escrow, &record.payee, bond.due)?;
		}
		for refused in &record.refused {
			Self::unbind(refused.asset);
		}
		for watching in &record.streams {
			let last = Self::unuse_tally(&watching.stream, [watching.policy])?;
			Self::unuse_device(&watching.stream.device);
			// As many as a trade has streams.
			ended = ended.saturating_add(last.into());
		}
		// As many as may be shown.
		for (_, (shown, ticket)) in ShownLeaves::<T>::drain_prefix(trade) {
			ticket.drop(&shown.payer)?;
		}
		if OpenTrades::<T>::get(record.asset) == Some(trade) {
			Self::unbind(record.asset);
		}
		let (record, ticket) = Trades::<T>::take(trade).ok_or(Error::<T>::UnknownTrade)?;
		ticket.drop(&record.payee)?;
		Ok(ended)
	}

	/// Somebody ended an escrow after its backstop, because nobody settled the trade.
	pub(crate) fn escrow_expired(
		purpose: EscrowPurpose,
		escrow: EscrowId,
		trade: TradeId,
		paid: u128,
	) {
		let Ok(record) = Self::load_trade(trade) else { return };
		if purpose != EscrowPurpose::Trade || record.escrow != Some(escrow) {
			return;
		}
		let ended = frame::deps::frame_support::storage::with_storage_layer(|| {
			Self::remove_trade(trade, record)
		});
		if ended.is_ok() {
			Self::deposit_event(Event::TradeEnded { trade, paid });
		}
	}

	fn burden_of(record: &TradeOf<T>) -> Burden {
		Burden {
			legs: record.legs.len().max(record.bonds.len()).max(record.refused.len()) as u32,
			streams: record.streams.len() as u32,
			policies: record.terms.policies.len() as u32,
			leaves: Self::leaves_of(record),
			moves: record.state == TradeState::Moving,
			appealed: record.appealed.is_some(),
		}
	}

	/// The weight of ending a trade, if so many tallies end with it. Its escrows are in the measured weight, but
	/// for what an arbiter is asked.
	fn weight_of_settling(burden: &Burden, ended: u32) -> Weight {
		let Burden { legs, streams, policies, leaves, moves, appealed } = *burden;
		let [most_legs, most_streams, most_leaves] = SMALL_TRADE;
		let small = legs <= most_legs && streams.max(policies) <= most_streams;
		let own = match small && leaves <= most_leaves {
			true => T::WeightInfo::settle_small_trade(legs, streams, leaves),
			false => T::WeightInfo::settle_trade(legs, streams, leaves),
		};
		// The tally of each stream and its uses, and those of its device: at the pick-up one is in the measured
		// weight.
		let others = u64::from(streams.min(MAX_POLICIES)).saturating_sub(1);
		let others =
			T::DbWeight::get().reads_writes(others.saturating_mul(3), others.saturating_mul(2));
		// The buyer's money and each bond.
		let escrows = u64::from(legs).saturating_add(1);
		let asked = if appealed { escrows } else { 0 };
		let arbiter = T::Escrow::weight_of_dispute().max(T::Escrow::weight_of_resolve());
		// The goods, their lot, and its recalls.
		let stopped = if moves { u64::from(lineage::MAX_MARKS).saturating_add(3) } else { 0 };
		// Of the goods and each part.
		let offers = T::DbWeight::get().reads_writes(escrows, escrows.saturating_mul(2));
		own.saturating_add(others)
			.saturating_add(offers)
			.saturating_add(T::Watch::weight().saturating_mul(ended.into()))
			.saturating_add(arbiter.saturating_mul(asked))
			.saturating_add(T::DbWeight::get().reads(stopped))
	}

	/// The most that ending a trade can weigh.
	pub(crate) fn most_of_settling() -> Weight {
		let burden = Burden {
			legs: MAX_LEGS,
			streams: MAX_WATCHINGS,
			policies: MAX_POLICIES,
			leaves: MAX_LEAVES,
			moves: true,
			appealed: true,
		};
		Self::weight_of_settling(&burden, MAX_WATCHINGS)
	}

	/// The footprint of a trade: its record, the places of what is refused of its goods, and the tallies that it
	/// needs, which are more after a swap.
	pub(crate) fn trade_footprint(record: &TradeOf<T>) -> Footprint {
		let tally = usize::try_from(Self::stay_footprint().size).unwrap_or(usize::MAX);
		// Some ten thousand bytes: nothing saturates.
		let size = <(TradeId, TradeOf<T>, AssetId, TradeId)>::max_encoded_len().saturating_add(
			record.terms.policies.len().max(record.streams.len()).saturating_mul(tally),
		);
		let parts = <(AssetId, TradeId)>::max_encoded_len().saturating_mul(MAX_LEGS as usize);
		Footprint::from_parts(1, size.saturating_add(parts))
	}

	/// The footprint of a shown leaf.
	pub(crate) fn shown_footprint() -> Footprint {
		Footprint::from_mel::<(TradeId, StreamId, u32, ShownOf<T>)>()
	}
}
