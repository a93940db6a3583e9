//! Pricing: computes from the streams what each holder of traded goods answers for.

use crate::*;
use alloc::collections::BTreeMap;
use frame::deps::sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};
use tallystick_condition::{
	price::{loss, settle},
	Before, Extent, Holder as Answering, Interval, Meter, Opening,
};
use tallystick_primitives::{evidence::Summary, TradeId};

/// A span of time in milliseconds, the end excluded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Span {
	from: u64,
	to: u64,
}

impl Span {
	fn common(&self, other: &Self) -> Self {
		Self { from: self.from.max(other.from), to: self.to.min(other.to) }
	}

	fn length(&self) -> u64 {
		self.to.saturating_sub(self.from)
	}
}

/// What a policy charges for a leg.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Charge {
	/// For what was read, or because nothing watched.
	own: u128,
	/// For missing time of which data could still come when the leg's end was agreed: whoever kept the
	/// logger answers.
	silent: u128,
	/// For what a device did not report because it was revoked or retired, and for the time after that:
	/// its owner answers.
	failed: u128,
}

/// The time of a trade for which a stream answers by one policy.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Window {
	/// When it watches.
	time: Span,
	/// When the next one begins, or the trade ends. Between `time` and that its device had ended.
	next: u64,
	/// Whether it replaced another one.
	joined: bool,
	/// Whether another one replaced it.
	left: bool,
}

impl Window {
	/// The window of the watching at a place among those of a trade.
	fn of(ends: &[u64], streams: &[Watching], index: usize) -> Option<Self> {
		let watching = streams.get(index)?;
		let same = |other: &&Watching| other.policy == watching.policy;
		let joined = streams.iter().take(index).any(|other| same(&other));
		let follower = streams.iter().skip(index.saturating_add(1)).find(same);
		let begin = ends.first().copied().unwrap_or_default();
		let end = ends.last().copied().unwrap_or_default();
		let next = follower.map_or(end, |follower| follower.from.0.min(end));
		let to = watching.to.map_or(next, |to| to.0.min(next));
		let from = watching.from.0.max(begin).min(to);
		Some(Self { time: Span { from, to }, next, joined, left: follower.is_some() })
	}

	/// The time that a leaf is read for.
	///
	/// For a stream that replaced another one, readings from before the swap do not count: they may come
	/// from anywhere. So it is read from its first reading after the swap. If that is within a run, nobody
	/// knows its time; but no earlier reading counts for longer than any reading can.
	fn read_of(&self, leaf: &Leaf, meter: &Meter) -> Span {
		let mut read = self.time;
		if self.joined && leaf.covers(read.from) {
			let first = leaf.root.summary.first.time;
			let from = match first < read.from {
				true => read.from.saturating_add(meter.stands()).min(leaf.end()),
				false => first,
			};
			read.from = from.min(read.to);
		}
		read
	}

	/// Where a leaf is cut: at the ends of the time that it is read for, and at the hand-overs between.
	/// `None` if none of that is in it.
	fn cuts(&self, ends: &[u64], leaf: &Leaf, meter: &Meter) -> Option<Vec<u64>> {
		let counted = Span { from: leaf.before.until, to: leaf.end() };
		let counted = counted.common(&self.read_of(leaf, meter));
		if counted.length() == 0 {
			return None;
		}
		let inside = ends.iter().copied().filter(|end| counted.from < *end && *end < counted.to);
		let mut cuts = alloc::vec![counted.from];
		cuts.extend(inside);
		cuts.push(counted.to);
		cuts.dedup();
		Some(cuts)
	}

	/// Whether a swap cuts a leaf.
	fn swapped_in(&self, leaf: &Leaf) -> bool {
		let left = leaf.before.until < self.time.to && self.time.to < leaf.end();
		(self.joined && leaf.covers(self.time.from)) || (self.left && left)
	}

	/// The charges of the pieces of a leaf, as far as known. If a swap cuts it, its upper bound counts, so
	/// that nobody gains by a swap without showing the leaf.
	fn pieces(
		&self,
		policy: PolicyId,
		meter: &Meter,
		leaf: &Leaf,
		nodes: &[Summary],
		cuts: &[u64],
	) -> Option<Known> {
		let mut known = leaf.pieces(policy, meter, nodes, cuts).ok()?;
		if self.swapped_in(leaf) {
			known.extent = Extent::All;
		}
		Some(known)
	}
}

/// One stream of a trade, by one policy.
struct Reckoning<'a> {
	tally: &'a Tally,
	meter: Meter<'a>,
	policy: PolicyId,
	/// The moments at which legs begin and end.
	ends: &'a [u64],
	window: Window,
	/// Whether its device ended before the deadline for its data.
	ended: bool,
	/// How many observations of the stream were counted when the end of each leg was agreed.
	counted: &'a [u32],
	/// The leaves of the stream that were shown, by number, each with what is known of it.
	shown: &'a BTreeMap<u32, (&'a Leaf, Option<&'a Known>)>,
}

/// The pieces of observations by their number, each with its charge, where they can be cut.
type Pieces = BTreeMap<u32, Option<Vec<(Span, u128)>>>;

impl Reckoning<'_> {
	fn missing(&self, span: Span) -> u128 {
		u128::from(span.length()).saturating_mul(self.meter.policy().missing())
	}

	/// The leaf that counts a moment.
	fn leaf(&self, moment: u64) -> Option<&Leaf> {
		let ends = moment == self.tally.until.until;
		let newest = self.tally.last.as_ref().filter(|_| ends);
		self.leaves().find(|leaf| leaf.covers(moment)).or(newest)
	}

	/// The leaves that are known, each once.
	fn leaves(&self) -> impl Iterator<Item = &Leaf> {
		let newest = self.tally.last.as_ref();
		let newest = newest.filter(|leaf| !self.shown.contains_key(&leaf.number));
		self.shown.values().map(|(leaf, _)| *leaf).chain(newest)
	}

	/// The pieces of an observation between the trade's ends and hand-overs, each with its charge.
	fn pieces(&self, leaf: &Leaf) -> Option<Vec<(Span, u128)>> {
		let Some(cuts) = self.window.cuts(self.ends, leaf, &self.meter) else {
			return Some(Vec::new());
		};
		let summary = leaf.root.summary;
		let nodes = core::slice::from_ref(&summary);
		let mut known = self.window.pieces(self.policy, &self.meter, leaf, nodes, &cuts)?;
		if let Some((_, Some(opened))) = self.shown.get(&leaf.number) {
			known = known.intersect(opened).ok()?;
		}
		let spans = cuts.iter().zip(cuts.iter().skip(1));
		let spans = spans.map(|(from, to)| Span { from: *from, to: *to });
		Some(spans.zip(known.charges()).collect())
	}

	/// The charges of the pieces of an observation that lie in a span.
	fn pieces_in(&self, cut: &mut Pieces, leaf: &Leaf, span: Span) -> Option<u128> {
		let pieces = cut.entry(leaf.number).or_insert_with(|| self.pieces(leaf));
		let pieces = pieces.as_ref()?.iter();
		let within = pieces.filter(|(piece, _)| span.from <= piece.from && piece.to <= span.to);
		Some(within.fold(0u128, |sum, (_, charge)| sum.saturating_add(*charge)))
	}

	/// The charge for a span within one leg, all of which is counted. `first` is the leaf that counts its
	/// begin. `None` if nobody showed the leaf of one of its ends.
	fn read(&self, cut: &mut Pieces, first: Option<&Leaf>, span: Span) -> Option<u128> {
		let (first, last) = (first?, self.leaf(span.to)?);
		if first.number == last.number {
			return self.pieces_in(cut, first, span);
		}
		let policy = self.policy;
		let after = first.after(policy, &self.meter)?;
		let before = last.counted(policy)?;
		if after.since != before.since {
			return None;
		}
		let mut between = before.value.upper.checked_sub(after.value.upper)?;
		let inner = first.number.checked_add(1)?..last.number;
		for (leaf, known) in self.shown.range(inner).map(|(_, shown)| shown) {
			let Some(known) = known else { continue };
			let counted = leaf.counted(policy)?.value.upper;
			let whole = leaf.after(policy, &self.meter)?.value.upper.checked_sub(counted)?;
			// Shown leaves can only lower the charge.
			between = between.saturating_sub(whole.saturating_sub(known.charged()));
		}
		let ends = [self.pieces_in(cut, first, span)?, self.pieces_in(cut, last, span)?];
		Some(ends.into_iter().fold(between, u128::saturating_add))
	}

	/// For a span without data: its charge, and the part of that for time in which no reading
	/// counts.
	fn silence(&self, span: Span) -> (u128, u128) {
		let Before { until, value } = self.tally.until;
		if span.length() == 0 {
			return (0, 0);
		}
		// Readings from before the stream joined do not count.
		let stands = value.is_some() && !(self.window.joined && until < self.window.time.from);
		let whole = match stands {
			true => self.tally.silence(self.policy, span.from, span.to),
			false => None,
		};
		let Some(whole) = whole else { return (self.missing(span), self.missing(span)) };
		let since = until.saturating_add(self.meter.stands());
		let gap = self.missing(span.common(&Span { from: since, to: u64::MAX }));
		(whole, gap.min(whole))
	}

	/// The charge for gaps within a leg whose data had not come when its end was agreed, even if
	/// later data have come by now.
	fn gaps(&self, leg: Span, counted: u32) -> u128 {
		let Window { time, joined, .. } = self.window;
		let watched = leg.common(&time);
		let late = self.leaves().filter(|leaf| leaf.number >= counted);
		late.fold(0u128, |sum, leaf| {
			let (from, to) = match joined && leaf.covers(time.from) {
				true => (time.from, leaf.root.summary.first.time),
				false => leaf.gap(&self.meter),
			};
			sum.saturating_add(self.missing(watched.common(&Span { from, to })))
		})
	}

	/// What each leg is charged.
	fn charges(&self) -> Vec<Charge> {
		let Window { time, next, joined, .. } = self.window;
		let until = self.tally.until.until;
		let first = self.leaf(time.from).filter(|_| joined);
		let begin = first.map_or(time.from, |leaf| self.window.read_of(leaf, &self.meter).from);
		let heard = Span { from: begin, to: time.to.min(until) };
		let silent = Span { from: time.from.max(until), to: time.to };
		let unread = match joined {
			true => Span { from: time.from, to: begin },
			false => Span { from: 0, to: time.from },
		};
		let legs = self.ends.iter().zip(self.ends.iter().skip(1));
		let mut cut = Pieces::new();
		(0usize..)
			.zip(legs)
			.map(|(number, (from, to))| {
				let leg = Span { from: *from, to: *to };
				let heard = leg.common(&heard);
				let read = match heard.length() {
					0 => 0,
					_ => {
						let first = first.filter(|_| heard.from == begin);
						let first = first.or_else(|| self.leaf(heard.from));
						self.read(&mut cut, first, heard).unwrap_or_else(|| self.missing(heard))
					},
				};
				let (silence, gap) = self.silence(leg.common(&silent));
				let (lost, gap) = if self.ended { (gap, 0) } else { (0, gap) };
				let all = self.missing(leg.common(&unread));
				let all = all.saturating_add(read).saturating_add(silence.saturating_sub(lost));
				// Nobody kept a stream to the end of the leg if it was replaced before.
				let counted = self.counted.get(number).filter(|_| leg.to <= next);
				let late =
					counted.map_or(0, |counted| gap.saturating_add(self.gaps(leg, *counted)));
				let silent = late.min(all);
				let failed = self.missing(leg.common(&Span { from: time.to, to: next }));
				let failed = failed.saturating_add(lost);
				Charge { own: all.saturating_sub(silent), silent, failed }
			})
			.collect()
	}
}

impl<T: Config> Pallet<T> {
	/// When the legs of a trade begin and end.
	fn ends_of(trade: &TradeOf<T>) -> Vec<u64> {
		let begin = trade.legs.first().map(|leg| leg.from.0);
		let ends = trade.legs.iter().filter_map(|leg| leg.to).map(|end| end.0);
		begin.into_iter().chain(ends).collect()
	}

	/// What an opening makes known of a leaf to the watching at a place among those of a trade. `None` if
	/// the trade has no time in it.
	pub(crate) fn known_of(
		trade: &TradeOf<T>,
		index: usize,
		meter: &Meter,
		leaf: &Leaf,
		nodes: &[Summary],
	) -> Result<Option<Known>, Error<T>> {
		let ends = Self::ends_of(trade);
		let watching = trade.streams.get(index);
		let window = Window::of(&ends, &trade.streams, index);
		let Some((watching, window)) = watching.zip(window) else { return Ok(None) };
		let Some(cuts) = window.cuts(&ends, leaf, meter) else { return Ok(None) };
		let known = window.pieces(watching.policy, meter, leaf, nodes, &cuts);
		known.map(Some).ok_or(Error::<T>::WrongLeaf)
	}

	/// The deadline for the data of the watching at a place among those of a trade.
	pub(crate) fn awaited_until(trade: &TradeOf<T>, index: usize) -> Option<u64> {
		Window::of(&Self::ends_of(trade), &trade.streams, index).map(|window| window.time.to)
	}

	/// The organisation that owned a watching's device, if the device ended before the deadline for data.
	pub(crate) fn failed_of(record: &TradeOf<T>, watching: &Watching) -> Option<OrgId> {
		let TradeState::Delivered { since, .. } = record.state else { return watching.failed };
		let until = Self::data_until(record, since);
		let (at, org) = DeviceUses::<T>::get(watching.stream.device)?.ended?;
		watching.failed.or(org.filter(|_| at <= until))
	}

	/// Who answers for a watching whose device ended. That is its owner then, `failed`, or else its owner when
	/// it began to count. If neither has a part in the trade, it is whoever chose the device: the seller at the
	/// pick-up, or the holder at a swap.
	fn answers_for(
		record: &TradeOf<T>,
		watching: &Watching,
		joined: bool,
		failed: Option<OrgId>,
	) -> OrgId {
		let concerned = |org: &OrgId| Self::ensure_concerned(record, *org).is_ok();
		failed.into_iter().chain(watching.owner).find(concerned).unwrap_or_else(|| {
			let began = |leg: &&Leg| joined && leg.from <= watching.from;
			record.legs.iter().rev().find(began).map_or(record.seller, |leg| leg.holder)
		})
	}

	fn charge_to(intervals: &mut [Interval], at: usize, amount: u128) {
		if let Some(interval) = intervals.get_mut(at) {
			interval.loss = loss([(1, interval.loss), (1, amount)]);
		}
	}

	/// The interval in which an organisation answers for what its device or logger did not report: its
	/// own leg after `leg`, or its last one, or the one that seller and buyer have for it.
	fn interval_of(trade: &TradeOf<T>, org: OrgId, leg: usize) -> usize {
		if org == trade.seller {
			return 0;
		}
		if org == trade.buyer {
			return trade.legs.len().saturating_add(1);
		}
		let own = || (0usize..).zip(&trade.legs).filter(|(_, leg)| leg.holder == org);
		let later = own().find(|(at, _)| *at >= leg).or_else(|| own().last());
		later.map_or(leg, |(at, _)| at).saturating_add(1)
	}

	/// What a trade would pay if it ended with the data of now.
	pub(crate) fn pricing_of(trade: TradeId, record: &TradeOf<T>) -> Result<Pricing, Error<T>> {
		Self::pricing_if(trade, record, &[])
	}

	/// The same, if these leaves and openings were shown, too. Those that would be refused are left out.
	pub(crate) fn pricing_if(
		trade: TradeId,
		record: &TradeOf<T>,
		more: &[(LeafProof, Opening)],
	) -> Result<Pricing, Error<T>> {
		let mut all: Vec<_> =
			ShownLeaves::<T>::iter_prefix_values(trade).map(|(shown, _)| shown).collect();
		for (proof, opening) in more.iter().take(MAX_LEAVES as usize) {
			let Ok(fresh) = Self::opened(record, proof, opening) else { continue };
			let LeafProof { leaf, .. } = proof;
			let same = |shown: &&mut ShownOf<T>| {
				(shown.leaf.stream, shown.leaf.number) == (leaf.stream, leaf.number)
			};
			match all.iter_mut().find(same) {
				Some(shown) => Self::bring_closer(shown, &fresh)?,
				None => {
					let payer = record.payee.clone();
					all.push(Shown { leaf: leaf.clone(), known: fresh, payer });
				},
			}
		}
		let ends = Self::ends_of(record);
		let beside = |holder| Interval { holder, loss: 0, allowance: 0 };
		let mut intervals = alloc::vec![beside(Answering::Seller)];
		for leg in &record.legs {
			let bond = leg.bond.and_then(|bond| record.bonds.get(usize::from(bond)));
			let holder = match (leg.holder, bond) {
				(org, _) if org == record.seller => Answering::Seller,
				(org, _) if org == record.buyer => Answering::Buyer,
				(_, Some(bond)) => Answering::Bonded(bond.amount),
				(_, None) => Answering::Unbonded,
			};
			let allowance = Self::allowed(record, leg.agreed);
			intervals.push(Interval { holder, loss: 0, allowance });
		}
		intervals.push(beside(Answering::Buyer));

		for (place, Weighted { policy, weight }) in (0usize..).zip(&record.terms.policies) {
			let counted: Vec<u32> = record
				.legs
				.iter()
				.map(|leg| leg.counted.get(place).copied().unwrap_or_default())
				.collect();
			let watchings = (0usize..).zip(&record.streams);
			let mut watchings =
				watchings.filter(|(_, watching)| watching.policy == *policy).peekable();
			let mut charge = |charges: Vec<Charge>, failed: OrgId| {
				for ((leg, record_leg), charge) in (0usize..).zip(&record.legs).zip(charges) {
					let own = leg.saturating_add(1);
					let weighted = |amount: u128| loss([(*weight, amount)]);
					let next = record.legs.get(own).map_or(record.buyer, |leg| leg.holder);
					let keeper = match record_leg.keeper {
						Keeper::Giver => own,
						Keeper::Taker => Self::interval_of(record, next, own),
					};
					let failed = Self::interval_of(record, failed, leg);
					Self::charge_to(&mut intervals, own, weighted(charge.own));
					Self::charge_to(&mut intervals, keeper, weighted(charge.silent));
					Self::charge_to(&mut intervals, failed, weighted(charge.failed));
				}
			};
			if watchings.peek().is_none() {
				// Nothing watched, so all time is missing.
				let all = Span { from: 0, to: u64::MAX };
				charge(Self::unwatched(*policy, &ends, all), record.seller);
			}
			for (index, watching) in watchings {
				let Some(window) = Window::of(&ends, &record.streams, index) else { continue };
				let failed = Self::failed_of(record, watching);
				// An owner without a part in the trade does not answer in place of the keeper.
				let ended = failed.is_some_and(|org| Self::ensure_concerned(record, org).is_ok());
				let charges = Self::watched(watching, window, ended, &ends, &counted, &all);
				let charges = charges.unwrap_or_else(|| {
					let from = if window.joined { window.time.from } else { 0 };
					Self::unwatched(*policy, &ends, Span { from, to: window.next })
				});
				charge(charges, Self::answers_for(record, watching, window.joined, failed));
			}
		}
		Self::settled(record, intervals)
	}

	/// The price offered for as much of the goods as there is.
	pub(crate) fn worth_of_goods(record: &TradeOf<T>) -> u128 {
		Self::worth_of(record, record.left)
	}

	/// The price offered for this much of the goods, rounded down: a part is never paid above its
	/// share.
	pub(crate) fn worth_of(record: &TradeOf<T>, part: u64) -> u128 {
		multiply_by_rational_with_rounding(
			record.terms.price,
			part.into(),
			record.quantity.into(),
			Rounding::Down,
		)
		.unwrap_or_default()
	}

	fn settled(record: &TradeOf<T>, intervals: Vec<Interval>) -> Result<Pricing, Error<T>> {
		let offer = Self::worth_of_goods(record);
		let settlement =
			settle(offer, &record.terms.curve, &intervals).map_err(|_| Error::<T>::BadTerms)?;
		let mut bonds = alloc::vec![0u128; record.bonds.len()];
		for (leg, pays) in record.legs.iter().zip(settlement.bonds.iter().skip(1)) {
			let bond = leg.bond.and_then(|bond| bonds.get_mut(usize::from(bond)));
			if let Some(due) = bond {
				*due = due.saturating_add(*pays);
			}
		}
		let owed = Self::owed_for_goods(record);
		let mut goods = Vec::with_capacity(bonds.len());
		for ((due, owed), bond) in bonds.iter_mut().zip(&owed.bonds).zip(&record.bonds) {
			let pays = (*owed).min(bond.amount.saturating_sub(*due));
			*due = due.saturating_add(pays);
			goods.push(pays);
		}
		// Both are parts of the price.
		let paid = offer.saturating_sub(settlement.buyer).saturating_add(owed.buyer);
		Ok(Pricing {
			price: settlement.price,
			paid: paid.min(record.terms.price),
			bonds,
			goods,
			intervals,
			shares: settlement.shares,
		})
	}

	/// The charge for a span that nothing watched.
	fn unwatched(policy: PolicyId, ends: &[u64], span: Span) -> Vec<Charge> {
		let missing = Policies::<T>::get(policy).map_or(0, |(policy, _)| policy.policy.missing());
		let legs = ends.iter().zip(ends.iter().skip(1));
		legs.map(|(from, to)| {
			let length = Span { from: *from, to: *to }.common(&span).length();
			let own = u128::from(length).saturating_mul(missing);
			Charge { own, ..Charge::default() }
		})
		.collect()
	}

	fn watched(
		watching: &Watching,
		window: Window,
		ended: bool,
		ends: &[u64],
		counted: &[u32],
		all: &[ShownOf<T>],
	) -> Option<Vec<Charge>> {
		let policy = watching.policy;
		let tally = Tallies::<T>::get(watching.stream)?;
		let meter = tally.meter(policy)?;
		let shown = all.iter().filter(|shown| shown.leaf.stream == watching.stream);
		let shown = shown
			.map(|shown| {
				let mut known = shown.known.iter();
				let known = known.find(|(own, _)| *own == policy);
				(shown.leaf.number, (&shown.leaf, known.map(|(_, known)| known)))
			})
			.collect();
		let reckoning =
			Reckoning { tally: &tally, meter, policy, ends, window, ended, counted, shown: &shown };
		Some(reckoning.charges())
	}
}
