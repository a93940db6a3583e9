//! Pricing: from what streams said to what each holder of traded goods answers for.

use crate::*;
use alloc::collections::BTreeMap;
use tallystick_condition::{
	price::{loss, settle},
	Holder as Answering, Interval, Meter,
};
use tallystick_primitives::TradeId;

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
	/// As read, or because nothing watched.
	own: u128,
	/// For the stretch after the last data: whoever kept the logger answers.
	silent: u128,
	/// For the time after a device was revoked or retired: its owner answers.
	failed: u128,
}

/// One policy of a trade.
struct Reckoning<'a> {
	tally: &'a Tally,
	meter: Meter<'a>,
	watching: &'a Watching,
	/// The moments at which legs begin and end.
	ends: &'a [u64],
	/// When the trade's time in the stream begins and ends.
	time: Span,
	/// The leaves of the stream that were shown, by number, each with what is known of it.
	shown: &'a BTreeMap<u32, (Leaf, Option<tallystick_condition::Known>)>,
}

impl Reckoning<'_> {
	fn missing(&self, span: Span) -> u128 {
		u128::from(span.length()).saturating_mul(self.meter.policy().missing())
	}

	/// The leaf that counts a moment.
	fn leaf(&self, moment: u64) -> Option<&Leaf> {
		let newest = self.tally.last.as_ref();
		let mut leaves = self.shown.values().map(|(leaf, _)| leaf).chain(newest);
		let ends = moment == self.tally.until.until;
		leaves.find(|leaf| leaf.covers(moment)).or(newest.filter(|_| ends))
	}

	/// The pieces of an observation between the trade's ends and hand-overs, each with its charge.
	fn pieces(&self, leaf: &Leaf) -> Option<Vec<(Span, u128)>> {
		let cuts = cuts_in(self.ends, self.time, leaf)?;
		let summary = leaf.root.summary;
		let nodes = core::slice::from_ref(&summary);
		let policy = self.watching.policy;
		let mut known = leaf.pieces(policy, &self.meter, nodes, &cuts).ok()?;
		if let Some((_, Some(opened))) = self.shown.get(&leaf.number) {
			known = known.intersect(opened).ok()?;
		}
		let spans = cuts.iter().zip(cuts.iter().skip(1));
		let spans = spans.map(|(from, to)| Span { from: *from, to: *to });
		Some(spans.zip(known.charges()).collect())
	}

	/// The charges of the pieces of an observation that lie in a span.
	fn pieces_in(&self, leaf: &Leaf, span: Span) -> Option<u128> {
		let pieces = self.pieces(leaf)?.into_iter();
		let within = pieces.filter(|(piece, _)| span.from <= piece.from && piece.to <= span.to);
		Some(within.fold(0u128, |sum, (_, charge)| sum.saturating_add(charge)))
	}

	/// What is charged for a span, within one leg, of which all is counted. `None` if nobody brought the
	/// leaf of an end.
	fn read(&self, span: Span) -> Option<u128> {
		let (first, last) = (self.leaf(span.from)?, self.leaf(span.to)?);
		if first.number == last.number {
			return self.pieces_in(first, span);
		}
		let policy = self.watching.policy;
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
			// What was shown only ever makes it less.
			between = between.saturating_sub(whole.saturating_sub(known.charged()));
		}
		let pieces = self.pieces_in(first, span)?.saturating_add(self.pieces_in(last, span)?);
		Some(between.saturating_add(pieces))
	}

	/// What each leg is charged.
	fn charges(&self) -> Vec<Charge> {
		let until = self.tally.until.until;
		let heard = Span { from: self.time.from, to: self.time.to.min(until) };
		let silent = Span { from: self.time.from.max(until), to: self.time.to };
		let legs = self.ends.iter().zip(self.ends.iter().skip(1));
		legs.map(|(from, to)| {
			let leg = Span { from: *from, to: *to };
			let before = leg.common(&Span { from: 0, to: self.time.from });
			let after = leg.common(&Span { from: self.time.to, to: u64::MAX });
			let (heard, silent) = (leg.common(&heard), leg.common(&silent));
			let read = match heard.length() {
				0 => 0,
				_ => self.read(heard).unwrap_or_else(|| self.missing(heard)),
			};
			let silence = match silent.length() {
				0 => Some(0),
				_ => self.tally.silence(self.watching.policy, silent.from, silent.to),
			};
			Charge {
				own: self.missing(before).saturating_add(read),
				silent: silence.unwrap_or_else(|| self.missing(silent)),
				failed: self.missing(after),
			}
		})
		.collect()
	}
}

/// Where an observation is cut: at the ends of the trade's time in it, and at the hand-overs between.
fn cuts_in(ends: &[u64], time: Span, leaf: &Leaf) -> Option<Vec<u64>> {
	let counted = Span { from: leaf.before.until, to: leaf.end() }.common(&time);
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

impl<T: Config> Pallet<T> {
	/// When the legs of a trade begin and end.
	fn ends_of(trade: &TradeOf<T>) -> Vec<u64> {
		let begin = trade.legs.first().map(|leg| leg.from.0);
		let ends = trade.legs.iter().filter_map(|leg| leg.to).map(|end| end.0);
		begin.into_iter().chain(ends).collect()
	}

	/// The time of a trade in which a stream watches it.
	fn time_of(ends: &[u64], watching: &Watching) -> Span {
		let from = ends.first().copied().unwrap_or_default();
		let to = ends.last().copied().unwrap_or_default();
		let end = watching.to.map_or(to, |end| end.0.min(to));
		Span { from: from.max(watching.from.0).min(end), to: end }
	}

	/// Where a leaf is cut for a trade. `None` if the trade has no time in it.
	pub(crate) fn cuts(trade: &TradeOf<T>, watching: &Watching, leaf: &Leaf) -> Option<Vec<u64>> {
		let ends = Self::ends_of(trade);
		cuts_in(&ends, Self::time_of(&ends, watching), leaf)
	}

	/// Whoever kept the logger when the leg ended answers for silence: the taker.
	fn charge_to(intervals: &mut [Interval], at: usize, amount: u128) {
		if let Some(interval) = intervals.get_mut(at) {
			interval.loss = loss([(1, interval.loss), (1, amount)]);
		}
	}

	/// The interval in which an organisation answers for what its device or logger did not say: its own
	/// leg after `leg`, or its last one, or the one that seller and buyer have for it.
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

	/// What a trade would pay if it ended with what is known now.
	pub(crate) fn pricing_of(trade: TradeId, record: &TradeOf<T>) -> Result<Pricing, Error<T>> {
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
			let allowance = Self::allowed(record, leg.agreed, leg.waited);
			intervals.push(Interval { holder, loss: 0, allowance });
		}
		intervals.push(beside(Answering::Buyer));

		let all: Vec<_> =
			ShownLeaves::<T>::iter_prefix_values(trade).map(|(shown, _)| shown).collect();
		for Weighted { policy, weight } in &record.terms.policies {
			let watching = record.streams.iter().find(|watching| watching.policy == *policy);
			let charges = match watching {
				Some(watching) => Self::watched(watching, &ends, &all),
				None => None,
			};
			let charges = match charges {
				Some(charges) => charges,
				// Nothing watched: all is missing.
				None => Self::unwatched(*policy, &ends),
			};
			for (leg, charge) in (0usize..).zip(charges) {
				let own = leg.saturating_add(1);
				let weighted = |amount: u128| loss([(*weight, amount)]);
				let next = record.legs.get(own).map_or(record.buyer, |leg| leg.holder);
				let keeper = Self::interval_of(record, next, own);
				let failed = watching.and_then(|watching| watching.failed);
				let failed = failed.map_or(own, |org| Self::interval_of(record, org, leg));
				Self::charge_to(&mut intervals, own, weighted(charge.own));
				Self::charge_to(&mut intervals, keeper, weighted(charge.silent));
				Self::charge_to(&mut intervals, failed, weighted(charge.failed));
			}
		}
		Self::settled(record, intervals)
	}

	fn settled(record: &TradeOf<T>, intervals: Vec<Interval>) -> Result<Pricing, Error<T>> {
		// Rounded down: a part of the goods is never paid above its share.
		let offer = tallystick_condition::price::share(
			record.terms.price,
			&[record.left.into(), record.quantity.saturating_sub(record.left).into()],
		);
		let whole = record.left == record.quantity;
		let offer = match offer {
			_ if whole => record.terms.price,
			Some(shares) => shares.first().copied().unwrap_or_default(),
			None => 0,
		};
		let settlement =
			settle(offer, &record.terms.curve, &intervals).map_err(|_| Error::<T>::BadTerms)?;
		let mut bonds = alloc::vec![0u128; record.bonds.len()];
		for (leg, pays) in record.legs.iter().zip(settlement.bonds.iter().skip(1)) {
			let bond = leg.bond.and_then(|bond| bonds.get_mut(usize::from(bond)));
			if let Some(due) = bond {
				*due = due.saturating_add(*pays);
			}
		}
		Ok(Pricing {
			price: settlement.price,
			paid: offer.saturating_sub(settlement.buyer),
			bonds,
			intervals,
			shares: settlement.shares,
		})
	}

	fn unwatched(policy: PolicyId, ends: &[u64]) -> Vec<Charge> {
		let missing = Policies::<T>::get(policy).map_or(0, |(policy, _)| policy.policy.missing());
		let legs = ends.iter().zip(ends.iter().skip(1));
		legs.map(|(from, to)| {
			let length = Span { from: *from, to: *to }.length();
			let own = u128::from(length).saturating_mul(missing);
			Charge { own, ..Charge::default() }
		})
		.collect()
	}

	fn watched(watching: &Watching, ends: &[u64], all: &[ShownOf<T>]) -> Option<Vec<Charge>> {
		let tally = Tallies::<T>::get(watching.stream)?;
		let meter = tally.meter(watching.policy)?;
		let shown = all.iter().filter(|shown| shown.leaf.stream == watching.stream);
		let shown = shown
			.map(|shown| {
				let mut known = shown.known.iter();
				let known = known.find(|(policy, _)| *policy == watching.policy);
				(shown.leaf.number, (shown.leaf.clone(), known.map(|(_, known)| known.clone())))
			})
			.collect();
		let time = Self::time_of(ends, watching);
		let reckoning = Reckoning { tally: &tally, meter, watching, ends, time, shown: &shown };
		Some(reckoning.charges())
	}
}
