//! The auction a second time, from single steps: every price is tried.

/// A step: whether it is a bid, its price, its energy.
pub type Single = (bool, u16, u64);

/// What came out: price, volume, and the energy of each step that is traded before rationing, as
/// (numerator, denominator): at the marginal price all steps have the same part.
#[derive(Debug, PartialEq)]
pub struct Outcome {
	pub price: u16,
	pub volume: u64,
	pub parts: Vec<(u64, u64)>,
}

/// Fills one side in the order of `rank`, best first: the part of each step that is traded.
fn fill(steps: &[Single], bid: bool, rank: impl Fn(u16) -> i32, volume: u64) -> Vec<(u64, u64)> {
	let total_better = |tick: u16| -> u128 {
		let better = |step: &&Single| step.0 == bid && rank(step.1) < rank(tick);
		steps.iter().filter(better).map(|step| u128::from(step.2)).sum()
	};
	let total_equal = |tick: u16| -> u64 {
		steps.iter().filter(|step| step.0 == bid && step.1 == tick).map(|step| step.2).sum()
	};
	let part = |step: &Single| {
		if step.0 != bid {
			return (0, 1);
		}
		let equal = total_equal(step.1);
		let left = u128::from(volume).saturating_sub(total_better(step.1));
		(u64::try_from(left).unwrap_or(u64::MAX).min(equal), equal)
	};
	steps.iter().map(part).collect()
}

/// The volume is the greatest that any price allows, and the capacity. Among the prices at which every
/// filled step keeps its limit and every unfilled one has no reason to complain, the price is the
/// middle of the least and the greatest. If there is none, it is the middle of the last ask and the last
/// bid that are filled.
pub fn reference(ticks: u16, steps: &[Single], capacity: u64) -> Option<Outcome> {
	let sum = |wanted: &dyn Fn(&Single) -> bool| -> u128 {
		steps.iter().filter(|step| wanted(step)).map(|step| u128::from(step.2)).sum()
	};
	let at = |price: u16| {
		let demand = sum(&|step| step.0 && step.1 >= price);
		let supply = sum(&|step| !step.0 && step.1 <= price);
		demand.min(supply)
	};
	let most = (0..ticks).map(at).max().unwrap_or(0);
	let volume = u64::try_from(most).unwrap_or(u64::MAX).min(capacity);
	if volume == 0 {
		return None;
	}
	let bids = fill(steps, true, |tick| -i32::from(tick), volume);
	let asks = fill(steps, false, i32::from, volume);
	let parts: Vec<_> = steps
		.iter()
		.zip(bids.iter().zip(&asks))
		.map(|(step, (bid, ask))| if step.0 { *bid } else { *ask })
		.collect();
	let content = |price: u16| {
		steps.iter().zip(&parts).all(|((bid, tick, _), (filled, whole))| {
			let keeps = if *bid { *tick >= price } else { *tick <= price };
			let better = if *bid { *tick > price } else { *tick < price };
			(*filled == 0 || keeps) && (filled == whole || !better)
		})
	};
	let filled = |bid: bool| {
		let steps =
			steps.iter().zip(&parts).filter(move |(step, part)| step.0 == bid && part.0 > 0);
		steps.map(|(step, _)| step.1)
	};
	let fair: Vec<u16> = (0..ticks).filter(|price| content(*price)).collect();
	let (low, high) = match (fair.first(), fair.last()) {
		(Some(low), Some(high)) => (*low, *high),
		_ => (filled(false).max()?, filled(true).min()?),
	};
	Some(Outcome { price: ((u32::from(low) + u32::from(high)) / 2) as u16, volume, parts })
}
