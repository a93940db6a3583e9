//! How a recall spreads over the graph of lots, apart from where that is stored.
//!
//! The lots that a recall has marked form a list: each is linked to the one that was marked after it. A
//! [`Walk`] follows the list three times. First it marks the lots made from each listed lot, which
//! makes the list longer; at the end every descendant is marked. Then it has assets count the recalled
//! goods in them. When the recall ends, it removes the marks.
//!
//! Until the first pass ends, each lot's filter of ancestors decides: it never misses an ancestor. A lot
//! that is or may be recalled cannot become an input of another lot, so that no lot is made behind a walk.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::prelude::{BoundedVec, ConstU32};
use scale_info::TypeInfo;
use tallystick_primitives::{records::asset::Ancestors, AssetId, OrgId, RecallId, TraceLotId};

/// Most recalls of a lot that are kept by name. Must not be lowered.
pub const MAX_MARKS: u32 = 16;

/// The recalls that a lot is under.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Marks {
	/// Up to [`MAX_MARKS`] of them.
	pub recalls: BoundedVec<RecallId, ConstU32<MAX_MARKS>>,
	/// How many others.
	pub more: u32,
}

impl Marks {
	/// Whether no recall concerns the lot.
	pub fn is_empty(&self) -> bool {
		self.recalls.is_empty() && self.more == 0
	}

	/// Adds a recall that is not among them. Returns whether there are more of them now than the lot pays for.
	fn add(&mut self, recall: RecallId) -> bool {
		let beyond = self.recalls.try_push(recall).is_err();
		// There are fewer recalls than ids.
		self.more = self.more.saturating_add(beyond.into());
		beyond
	}

	/// Takes away a recall that is among them.
	fn take(&mut self, recall: RecallId) {
		match self.recalls.iter().position(|own| *own == recall) {
			Some(at) => {
				self.recalls.remove(at);
			},
			// It was counted.
			None => self.more = self.more.saturating_sub(1),
		}
	}
}

/// What a walk does next.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Task {
	/// Marks the lots made from a lot, from the one after this on.
	#[codec(index = 0)]
	Mark(Option<TraceLotId>),
	/// Has the assets of a lot that are in others counted as recalled, from the one after this on.
	#[codec(index = 1)]
	Count(Option<AssetId>),
	/// Takes the mark of a lot away.
	#[codec(index = 2)]
	Lift,
	/// Stops counting the assets of a lot without marks as recalled, from the one after this on.
	#[codec(index = 3)]
	Discount(Option<AssetId>),
}

/// A recall's way over the lots.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Walk {
	/// The recall.
	pub recall: RecallId,
	/// The organisation that recalls.
	pub org: OrgId,
	/// The lot that it names.
	pub lot: TraceLotId,
	/// What is next.
	pub task: Task,
	/// The lot at which the walk is.
	pub at: TraceLotId,
	/// The lot that was marked last.
	pub tail: TraceLotId,
	/// How many lots are marked.
	pub lots: u64,
	/// How many of them are under more recalls than they pay for.
	pub beyond: u64,
}

/// What a step came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
	/// There is more to do.
	Going,
	/// Every descendant is marked from now on; there is more to do.
	Spread,
	/// The walk has come to its end.
	Done,
}

/// Where the lots, their marks and the assets that are in others are stored.
pub trait Graph {
	/// The next lot that was made from this one, in any order that does not change.
	fn made_from(&self, lot: TraceLotId, after: Option<TraceLotId>) -> Option<TraceLotId>;

	/// The next asset of a lot that is in another asset, in any order that does not change.
	fn packed(&self, lot: TraceLotId, after: Option<AssetId>) -> Option<AssetId>;

	/// The marks of a lot.
	fn marks(&self, lot: TraceLotId) -> Marks;

	/// Stores the marks of a lot, which may be empty.
	fn set_marks(&mut self, lot: TraceLotId, marks: Marks);

	/// The lot that a recall marked after this one. `None` if it has not marked this one.
	fn link(&self, recall: RecallId, lot: TraceLotId) -> Option<Option<TraceLotId>>;

	/// Links a lot that a recall has marked to the one marked after it.
	fn set_link(&mut self, recall: RecallId, lot: TraceLotId, next: Option<TraceLotId>);

	/// Forgets that a recall has marked a lot.
	fn unlink(&mut self, recall: RecallId, lot: TraceLotId);

	/// Has the assets that an asset is in count it as recalled, or stop doing so.
	fn set_counted(&mut self, asset: AssetId, recalled: bool);
}

impl Walk {
	/// Marks the lot of a recall, and begins its walk.
	pub fn start(graph: &mut impl Graph, recall: RecallId, org: OrgId, lot: TraceLotId) -> Self {
		graph.set_link(recall, lot, None);
		let mut marks = graph.marks(lot);
		let beyond = marks.add(recall).into();
		graph.set_marks(lot, marks);
		Self { recall, org, lot, task: Task::Mark(None), at: lot, tail: lot, lots: 1, beyond }
	}

	/// The walk that takes the marks of a recall back.
	pub fn lift(recall: RecallId, org: OrgId, lot: TraceLotId, lots: u64) -> Self {
		Self { recall, org, lot, task: Task::Lift, at: lot, tail: lot, lots, beyond: 0 }
	}

	/// Whether some descendants may not be marked yet.
	pub fn is_marking(&self) -> bool {
		matches!(self.task, Task::Mark(_))
	}

	/// Whether the recall of this walk is over.
	pub fn is_ending(&self) -> bool {
		matches!(self.task, Task::Lift | Task::Discount(_))
	}

	/// Whether a lot with these ancestors may descend from the lot of a recall that is not marked
	/// everywhere yet. Of each lot, `hash` gives the hash by which its descendants remember it.
	pub fn may_reach(&self, ancestors: &Ancestors, hash: impl Fn(TraceLotId) -> [u8; 16]) -> bool {
		self.is_marking() && ancestors.may_hold(&hash(self.lot))
	}

	/// Does a bounded piece of work.
	pub fn step(&mut self, graph: &mut impl Graph) -> Progress {
		let (recall, at) = (self.recall, self.at);
		match self.task {
			Task::Mark(after) => match graph.made_from(at, after) {
				Some(lot) => {
					self.mark(graph, lot);
					self.task = Task::Mark(Some(lot));
					Progress::Going
				},
				None => match graph.link(recall, at).flatten() {
					Some(next) => self.turn_to(next, Task::Mark(None)),
					None => {
						self.turn_to(self.lot, Task::Count(None));
						Progress::Spread
					},
				},
			},
			Task::Count(after) => match graph.packed(at, after) {
				Some(asset) => {
					graph.set_counted(asset, true);
					self.turn_to(at, Task::Count(Some(asset)))
				},
				None => match graph.link(recall, at).flatten() {
					Some(next) => self.turn_to(next, Task::Count(None)),
					None => Progress::Done,
				},
			},
			Task::Lift => {
				let mut marks = graph.marks(at);
				marks.take(recall);
				graph.set_marks(at, marks);
				self.turn_to(at, Task::Discount(None))
			},
			Task::Discount(after) => {
				// Under other recalls, its assets go on to count.
				let free = graph.marks(at).is_empty();
				match graph.packed(at, after).filter(|_| free) {
					Some(asset) => {
						graph.set_counted(asset, false);
						self.turn_to(at, Task::Discount(Some(asset)))
					},
					None => {
						let next = graph.link(recall, at).flatten();
						graph.unlink(recall, at);
						match next {
							Some(next) => self.turn_to(next, Task::Lift),
							None => Progress::Done,
						}
					},
				}
			},
		}
	}

	fn turn_to(&mut self, lot: TraceLotId, task: Task) -> Progress {
		self.at = lot;
		self.task = task;
		Progress::Going
	}

	fn mark(&mut self, graph: &mut impl Graph, lot: TraceLotId) {
		if graph.link(self.recall, lot).is_some() {
			return;
		}
		graph.set_link(self.recall, self.tail, Some(lot));
		graph.set_link(self.recall, lot, None);
		let mut marks = graph.marks(lot);
		let beyond = marks.add(self.recall);
		graph.set_marks(lot, marks);
		self.tail = lot;
		self.beyond = self.beyond.saturating_add(beyond.into());
		// There are no more lots than ids.
		self.lots = self.lots.saturating_add(1);
	}
}
