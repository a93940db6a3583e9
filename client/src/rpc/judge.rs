//! Decides which node to ask, from what was observed of each. Makes no requests and does not wait.

use super::RpcError;
use std::time::Duration;
use tokio::time::Instant;

/// The limits within which nothing speaks against a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Limits {
	/// Most blocks by which a finalised head may be below that of the other nodes.
	pub(crate) lag: u32,
	/// Longest time without a new best head, or without a new finalised one.
	pub(crate) still: Duration,
	/// A fault counts as one of a row for this long.
	pub(crate) row: Duration,
}

impl Default for Limits {
	fn default() -> Self {
		Self { lag: 16, still: Duration::from_secs(20), row: Duration::from_secs(600) }
	}
}

/// What is wrong with a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
	/// It does not answer, or not in time.
	Silent,
	/// It answers that it has too many requests.
	Busy,
	/// It answers with an error where another node has an answer.
	Failing,
	/// It follows another chain.
	OtherChain,
	/// A proof or other nodes refute its answer.
	Lied,
}

impl Fault {
	/// The rest of a node after `row` faults in a row: until it ends, the node is asked only if no other answers.
	fn rest(self, row: u32) -> Duration {
		let (first, most) = match self {
			Self::Silent => (1, 60),
			Self::Busy => (5, 60),
			Self::Failing => (30, 600),
			Self::OtherChain => (60, 600),
			Self::Lied => (3_600, 86_400),
		};
		let times = 1u64.checked_shl(row.saturating_sub(1)).unwrap_or(u64::MAX);
		Duration::from_secs(times.saturating_mul(first).min(most))
	}
}

/// The client's opinion of a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opinion {
	/// Nothing speaks against it.
	Good,
	/// It was not looked at yet.
	Unknown,
	/// It fetches old blocks.
	Syncing,
	/// It has no peers, though it should.
	Alone,
	/// Its finalised head is this many blocks below that of the others.
	Lagging(u32),
	/// Its best or its finalised head stands still.
	Frozen,
	/// It is asked only if no other node answers.
	Resting(Fault),
}

impl Opinion {
	/// The lower, the better.
	fn degree(self) -> u8 {
		match self {
			Self::Good => 0,
			Self::Unknown => 1,
			Self::Syncing | Self::Alone | Self::Lagging(_) | Self::Frozen => 2,
			Self::Resting(_) => 3,
		}
	}
}

/// The result of one look at a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Sight {
	/// The height of its best head.
	pub(crate) best: u32,
	/// The height of its finalised head.
	pub(crate) finalized: u32,
	/// Its number of peers.
	pub(crate) peers: u32,
	/// Whether it should have peers.
	pub(crate) wants_peers: bool,
	/// Whether it says that it fetches old blocks.
	pub(crate) is_syncing: bool,
}

/// What was seen of a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Seen {
	pub(crate) sight: Option<Sight>,
	/// When its best and its finalised head rose last.
	rose: Option<(Instant, Instant)>,
	/// Its last fault, when that was seen, and until when it rests.
	fault: Option<(Fault, Instant, Instant)>,
	/// Faults in a row.
	row: u32,
}

impl Seen {
	/// Records what a look at the node showed.
	pub(crate) fn look(&mut self, sight: Sight, now: Instant) {
		self.rose = Some(match (self.sight, self.rose) {
			(Some(before), Some((best, finalized))) => (
				if sight.best > before.best { now } else { best },
				if sight.finalized > before.finalized { now } else { finalized },
			),
			_ => (now, now),
		});
		self.sight = Some(sight);
	}

	/// Records a fault: the node rests, and for longer if it had one shortly before.
	pub(crate) fn fail(&mut self, fault: Fault, now: Instant, limits: &Limits) {
		let in_row =
			self.fault.is_some_and(|(_, at, _)| now.saturating_duration_since(at) < limits.row);
		self.row = if in_row { self.row.saturating_add(1) } else { 1 };
		let until = now.checked_add(fault.rest(self.row)).unwrap_or(now);
		// A short rest ends no longer one.
		match self.fault {
			Some((_, _, longer)) if longer > until => {},
			_ => self.fault = Some((fault, now, until)),
		}
	}

	/// Records that it answered a request.
	pub(crate) fn answer(&mut self) {
		if matches!(self.fault, Some((Fault::Silent, ..))) {
			(self.fault, self.row) = (None, 0);
		}
	}

	fn resting(&self, now: Instant) -> Option<(Fault, Instant)> {
		self.fault.filter(|(_, _, until)| *until > now).map(|(fault, _, until)| (fault, until))
	}

	fn finalized(&self) -> u32 {
		self.sight.map_or(0, |sight| sight.finalized)
	}

	fn opinion(&self, expected: u32, limits: &Limits, now: Instant) -> Opinion {
		if let Some((fault, _)) = self.resting(now) {
			return Opinion::Resting(fault);
		}
		let (Some(sight), Some((best, finalized))) = (self.sight, self.rose) else {
			return Opinion::Unknown;
		};
		let still = |since: Instant| now.saturating_duration_since(since) > limits.still;
		let behind = expected.saturating_sub(sight.finalized);
		if sight.is_syncing {
			Opinion::Syncing
		} else if sight.wants_peers && sight.peers == 0 {
			Opinion::Alone
		} else if still(best) || still(finalized) {
			Opinion::Frozen
		} else if behind > limits.lag {
			Opinion::Lagging(behind)
		} else {
			Opinion::Good
		}
	}
}

/// The finalised height that a node should have: the highest that two nodes show. With two nodes it is the higher
/// one, because a node that lags is far more frequent than one that invents blocks.
fn expected(nodes: &[Seen], now: Instant) -> u32 {
	let mut heights: Vec<_> = nodes
		.iter()
		.filter(|node| node.resting(now).is_none())
		.filter_map(|node| node.sight.map(|sight| sight.finalized))
		.collect();
	heights.sort_unstable_by(|a, b| b.cmp(a));
	let place = usize::from(heights.len() > 2);
	heights.get(place).copied().unwrap_or_default()
}

/// What to think of each node.
pub(crate) fn opinions(nodes: &[Seen], limits: &Limits, now: Instant) -> Vec<Opinion> {
	let expected = expected(nodes, now);
	nodes.iter().map(|node| node.opinion(expected, limits, now)).collect()
}

/// The order in which to ask the nodes. The present one stays the first unless another is better.
pub(crate) fn order(current: usize, nodes: &[Seen], limits: &Limits, now: Instant) -> Vec<usize> {
	let opinions = opinions(nodes, limits, now);
	let count = nodes.len();
	let mut order: Vec<_> = (0..count).zip(nodes).zip(opinions).collect();
	order.sort_by_key(|((place, node), opinion)| {
		let until = node.resting(now).map(|(_, until)| until);
		// The next ones in the list first, so that many clients do not all go to the same node.
		let after = place.saturating_add(count).saturating_sub(current).checked_rem(count);
		(opinion.degree(), until, u32::MAX.saturating_sub(node.finalized()), after)
	});
	let in_use = order.iter().position(|((place, _), _)| *place == current);
	if let (Some(in_use), Some(((_, best), opinion))) = (in_use, order.first().copied()) {
		let stays = order.get(in_use).is_some_and(|((_, node), own)| {
			let behind = best.finalized().saturating_sub(node.finalized());
			own.degree() == opinion.degree()
				&& match own {
					Opinion::Good => true,
					Opinion::Resting(_) => false,
					_ => behind <= limits.lag,
				}
		});
		if stays {
			let kept = order.remove(in_use);
			order.insert(0, kept);
		}
	}
	order.into_iter().map(|((place, _), _)| place).collect()
}

/// The meaning of an error in an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Meaning {
	/// Every node would give this answer.
	Final,
	/// Another node may have an answer. If it has, that is a fault of this one.
	Fault(Fault),
	/// Another node may have an answer, but this one is not at fault.
	Elsewhere,
}

/// What an error means that a node answered with.
pub(crate) fn meaning(error: &RpcError) -> Meaning {
	match error {
		RpcError::Unreadable(_) => Meaning::Fault(Fault::Failing),
		RpcError::Refused { code, .. } => match code {
			// Limits of requests: of the node itself, of its server, and of what stands before it.
			-32_999 | -32_009 | -32_005 | 429 => Meaning::Fault(Fault::Busy),
			// The method is missing, the node failed, has another version, or keeps nothing to prove from.
			-32_601 | -32_603 | 7_002 | 7_005 | 7_007 => Meaning::Fault(Fault::Failing),
			// It lacks the block or its state, as does every node for some time.
			4_003 | 7_001 => Meaning::Elsewhere,
			_ => Meaning::Final,
		},
		_ => Meaning::Final,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const LIMITS: Limits =
		Limits { lag: 16, still: Duration::from_secs(20), row: Duration::from_secs(600) };

	fn sight(height: u32) -> Sight {
		Sight {
			best: height + 2,
			finalized: height,
			peers: 3,
			wants_peers: true,
			is_syncing: false,
		}
	}

	/// Looks at nodes every two seconds; `see` gives what a node shows at a second.
	fn watch<const N: usize>(
		seconds: u64,
		see: impl Fn(usize, u64) -> Sight,
	) -> ([Seen; N], Instant) {
		let began = Instant::now();
		let mut nodes = [Seen::default(); N];
		for second in (0..=seconds).step_by(2) {
			for (place, node) in nodes.iter_mut().enumerate() {
				node.look(see(place, second), began + Duration::from_secs(second));
			}
		}
		(nodes, began + Duration::from_secs(seconds))
	}

	fn height(second: u64) -> u32 {
		1_000 + second as u32 / 2
	}

	#[test]
	fn a_good_node_in_use_stays_in_use() {
		let (nodes, now) = watch::<3>(60, |place, second| sight(height(second) + place as u32));
		for current in 0..3 {
			assert_eq!(order(current, &nodes, &LIMITS, now)[0], current);
		}
	}

	#[test]
	fn a_node_whose_head_stands_still_is_left() {
		let (nodes, now) = watch::<2>(40, |place, second| match place {
			0 => sight(height(second.min(10))),
			_ => sight(height(second)),
		});
		assert_eq!(opinions(&nodes, &LIMITS, now), [Opinion::Frozen, Opinion::Good]);
		assert_eq!(order(0, &nodes, &LIMITS, now), [1, 0]);
	}

	#[test]
	fn a_node_whose_finality_alone_stands_still_is_left() {
		let (nodes, now) = watch::<2>(40, |place, second| match place {
			0 => Sight { finalized: 1_000, ..sight(height(second)) },
			_ => sight(height(second)),
		});
		assert_eq!(order(0, &nodes, &LIMITS, now), [1, 0]);
	}

	#[test]
	fn a_node_that_lags_and_moves_is_left() {
		let (nodes, now) = watch::<2>(40, |place, second| match place {
			0 => sight(height(second) - 100),
			_ => sight(height(second)),
		});
		assert_eq!(opinions(&nodes, &LIMITS, now), [Opinion::Lagging(100), Opinion::Good]);
		assert_eq!(order(0, &nodes, &LIMITS, now), [1, 0]);
	}

	#[test]
	fn a_node_that_syncs_or_has_no_peers_is_left() {
		for (is_syncing, peers, opinion) in
			[(true, 3, Opinion::Syncing), (false, 0, Opinion::Alone)]
		{
			let (nodes, now) = watch::<2>(10, |place, second| match place {
				0 => Sight { is_syncing, peers, ..sight(height(second)) },
				_ => sight(height(second)),
			});
			assert_eq!(opinions(&nodes, &LIMITS, now), [opinion, Opinion::Good]);
			assert_eq!(order(0, &nodes, &LIMITS, now), [1, 0]);
		}
	}

	#[test]
	fn no_node_is_left_for_what_all_suffer() {
		// Finality stands still everywhere; or a development chain has no peers and no new blocks.
		let (nodes, now) = watch::<3>(60, |_, second| Sight {
			finalized: 1_000,
			peers: 0,
			..sight(height(second))
		});
		for current in 0..3 {
			assert_eq!(order(current, &nodes, &LIMITS, now)[0], current);
		}
	}

	#[test]
	fn one_of_three_nodes_that_invents_blocks_draws_nobody() {
		let (nodes, now) = watch::<3>(40, |place, second| match place {
			2 => sight(height(second) + 1_000_000),
			_ => sight(height(second)),
		});
		assert_eq!(order(0, &nodes, &LIMITS, now)[0], 0);
	}

	#[test]
	fn the_highest_finalised_head_is_preferred_when_a_node_is_left() {
		let (mut nodes, now) = watch::<3>(40, |place, second| sight(height(second) + place as u32));
		nodes[0].fail(Fault::Silent, now, &LIMITS);
		assert_eq!(order(0, &nodes, &LIMITS, now), [2, 1, 0]);
	}

	#[test]
	fn a_fault_rests_longer_each_time_and_is_forgotten() {
		let mut now = Instant::now();
		let mut node = Seen::default();
		for seconds in [1, 2, 4, 8, 16, 32, 60, 60] {
			node.fail(Fault::Silent, now, &LIMITS);
			let almost = now + Duration::from_secs(seconds) - Duration::from_millis(1);
			assert_eq!(node.resting(almost).map(|(fault, _)| fault), Some(Fault::Silent));
			now += Duration::from_secs(seconds);
			assert_eq!(node.resting(now), None, "{seconds}");
		}
		now += Duration::from_secs(601);
		node.fail(Fault::Silent, now, &LIMITS);
		assert_eq!(node.resting(now + Duration::from_secs(1)), None);
	}

	#[test]
	fn an_answer_forgives_silence_and_no_lie() {
		let (now, mut node) = (Instant::now(), Seen::default());
		node.fail(Fault::Silent, now, &LIMITS);
		node.answer();
		assert_eq!(node.resting(now), None);
		node.fail(Fault::Lied, now, &LIMITS);
		node.fail(Fault::Silent, now, &LIMITS);
		node.answer();
		assert!(matches!(node.resting(now + Duration::from_secs(3_599)), Some((Fault::Lied, _))));
	}

	#[test]
	fn nodes_that_all_rest_are_asked_in_the_order_of_their_return() {
		let (mut nodes, now) = ([Seen::default(); 3], Instant::now());
		nodes[0].fail(Fault::Lied, now, &LIMITS);
		nodes[1].fail(Fault::Busy, now, &LIMITS);
		nodes[2].fail(Fault::Silent, now, &LIMITS);
		assert_eq!(order(0, &nodes, &LIMITS, now), [2, 1, 0]);
	}

	#[test]
	fn a_refusal_that_every_node_would_give_is_final() {
		let refused = |code| RpcError::Refused { code, message: String::new(), data: None };
		for code in [1_010, 1_014, -32_602, 7_003, 7_004, 7_006] {
			assert_eq!(meaning(&refused(code)), Meaning::Final, "{code}");
		}
		assert_eq!(meaning(&refused(-32_601)), Meaning::Fault(Fault::Failing));
		assert_eq!(meaning(&refused(-32_999)), Meaning::Fault(Fault::Busy));
		assert_eq!(meaning(&refused(7_001)), Meaning::Elsewhere);
		let unreadable = RpcError::Unreadable("cut off".into());
		assert_eq!(meaning(&unreadable), Meaning::Fault(Fault::Failing));
	}
}
