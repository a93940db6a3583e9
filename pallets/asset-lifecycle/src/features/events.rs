//! Events that can be verified later: each change of an asset is a leaf of the block's tree, and so are leaves that
//! other pallets append.

use super::assets::Live;
use crate::*;
use frame::deps::sp_io::{hashing::blake2_256, offchain_index};
use tallystick_primitives::{
	evidence::{batch::EventRoot, merkle::RootHasher, Tree},
	gs1::{
		event::{
			Action, Amount, Class as Kind, Discrepancy, Epc, ErrorDeclaration, Items, Parties,
			Time as EventTime, Unit, Unsound, What,
		},
		Lgtin, Pgln,
	},
	BlockFull, HostCrypto,
};

/// The prefix of the keys under which nodes with off-chain indexing keep what leads to an event.
const EVENTS_PREFIX: &[u8] = b"tallystick/asset-events/";

/// The prefix of the keys under which nodes with off-chain indexing keep entries, by hash.
const HISTORY_PREFIX: &[u8] = b"tallystick/asset-history/";

/// The key in a node's off-chain storage of what leads to an event. Each value is SCALE-encoded, but for the second:
///
/// - under the leaf of an asset's event, the event,
/// - under a leaf that another pallet appended, the bytes that it hashes,
/// - under a running hash, the one before it in its block, and the leaf of its event,
/// - under the statement of a block's events, their root, their number and the running hash of the last one.
///
/// The running hash of an event is BLAKE2b-256 of that of the one before it, and its leaf; before the first
/// one, 32 zeros. So each key determines its value, and no fork of the chain overwrites another's.
pub fn event_key(hash: &Hash) -> Vec<u8> {
	[EVENTS_PREFIX, hash].concat()
}

/// The key in a node's off-chain storage of the [`HistoryEntry`] of this hash, SCALE-encoded. The hash in
/// an asset's record leads to all events of the asset, in any fork of the chain.
pub fn history_key(hash: &Hash) -> Vec<u8> {
	[HISTORY_PREFIX, hash].concat()
}

/// An event that was recorded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written {
	leaf: Hash,
	block: u32,
	index: u32,
}

/// An asset as an event names it: by its key, or as a quantity of its lot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Subject {
	key: Key,
	amount: Option<Amount>,
}

/// What happened, without its circumstances.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Happening {
	pub(crate) what: What,
	pub(crate) step: BizStep,
	pub(crate) disposition: Option<Disposition>,
	pub(crate) source: Parties,
	pub(crate) destination: Parties,
	pub(crate) discrepancy: Discrepancy,
}

impl Happening {
	pub(crate) fn new(what: What, step: BizStep, disposition: Option<Disposition>) -> Self {
		let (source, destination, discrepancy) = Default::default();
		Self { what, step, disposition, source, destination, discrepancy }
	}
}

impl<T: Config> Live<T> {
	/// Adds an event to the history of the asset.
	pub(crate) fn remember(&mut self, event: Written, moved: Option<Move>) {
		let (asset, before) = (self.id, self.record.history);
		let Written { leaf, block, index } = event;
		let entry = HistoryEntry { asset, before, leaf, block, index, moved };
		self.record.history = entry.hash::<HostCrypto>();
		offchain_index::set(&history_key(&self.record.history), &entry.encode());
	}

	/// Stores the asset, which an event changed.
	pub(crate) fn save_after(mut self, event: Written) {
		self.remember(event, None);
		self.save();
	}

	/// The asset, with its history up to now.
	pub(crate) fn history(&self) -> HistoryOf {
		HistoryOf { asset: self.id, history: self.record.history }
	}

	/// The asset as an event names it.
	pub(crate) fn subject(&self) -> Result<Subject, Error<T>> {
		let Asset { class, lot, key, quantity, .. } = self.record;
		match key {
			Some(key) if !matches!(key, Key::Lgtin(_)) => Ok(Subject { key, amount: None }),
			key => {
				let Definition { gtin, unit, decimals, .. } = Pallet::<T>::load_class(class)?;
				let key = match key {
					Some(key) => key,
					None => {
						let gtin = gtin.ok_or(Error::<T>::KeyMissing)?;
						Lgtin { gtin, lot: Pallet::<T>::load_lot(lot)?.code }.into()
					},
				};
				let unit = unit.and_then(|unit| Unit::new(unit.as_str()));
				Ok(Subject { key, amount: Amount::new(quantity, decimals, unit) })
			},
		}
	}
}

impl<T: Config> Pallet<T> {
	fn items(subjects: impl IntoIterator<Item = Subject>) -> Result<Items, Error<T>> {
		let mut items = Items::default();
		for Subject { key, amount } in subjects {
			// A call names no more than an event can.
			items.push(key, amount).map_err(|_| Error::<T>::BadItems)?;
		}
		Ok(items)
	}

	/// Something happened to assets.
	pub(crate) fn happened(
		action: Action,
		subjects: impl IntoIterator<Item = Subject>,
	) -> Result<What, Error<T>> {
		Ok(What::Object { action, items: Self::items(subjects)? })
	}

	/// Assets joined or left another one.
	pub(crate) fn packed(
		action: Action,
		parent: Subject,
		children: Vec<Subject>,
	) -> Result<What, Error<T>> {
		let parent = Epc::try_from(parent.key).map_err(|_| Error::<T>::KeyMissing)?;
		Ok(What::Aggregation { action, parent: Some(parent), children: Self::items(children)? })
	}

	/// Assets became others.
	pub(crate) fn became(inputs: Vec<Subject>, outputs: Vec<Subject>) -> Result<What, Error<T>> {
		Ok(What::Transformation { inputs: Self::items(inputs)?, outputs: Self::items(outputs)? })
	}

	/// The parties on one side of a hand-over.
	pub(crate) fn parties(org: OrgId, passes: Passes) -> Parties {
		let party = PartyNumbers::<T>::get(org).map(Pgln);
		let owner = party.filter(|_| passes == Passes::Ownership);
		Parties { owner, possessor: party, location: None }
	}

	/// What a taker found to differ, in the unit of the asset's class.
	pub(crate) fn discrepancy(
		receipt: &Receipt,
		asset: &AssetOf<T>,
	) -> Result<Discrepancy, Error<T>> {
		let Receipt { short, damaged, over } = *receipt;
		if short == 0 && damaged == 0 && over == 0 {
			return Ok(Discrepancy::default());
		}
		let Definition { unit, decimals, .. } = Self::load_class(asset.class)?;
		let unit = unit.and_then(|unit| Unit::new(unit.as_str()));
		let amount = |quantity: u64| match quantity {
			0 => Ok(None),
			_ => Amount::new(quantity, decimals, unit).map(Some).ok_or(Error::<T>::BadQuantity),
		};
		Ok(Discrepancy { short: amount(short)?, damaged: amount(damaged)?, over: amount(over)? })
	}

	/// Records an event that took place at `at`. The caller adds it to the history of each asset
	/// that it changed.
	pub(crate) fn record(
		asset: AssetId,
		at: Millis,
		happening: Happening,
		circumstances: Circumstances,
	) -> Result<Written, DispatchError> {
		let Happening { what, step, disposition, source, destination, discrepancy } = happening;
		let Circumstances { offset, read_point, location, transactions, ilmd, .. } = circumstances;
		let time = |millis: Millis| EventTime::new(millis.0).ok_or(Error::<T>::InFuture);
		Self::append(
			asset,
			Epcis {
				time: time(at)?,
				offset,
				recorded: time(Self::now())?,
				what,
				step: Some(step),
				disposition,
				read_point,
				location,
				transactions,
				source,
				destination,
				ilmd,
				discrepancy,
				error: None,
			},
		)
	}

	/// Adds an event to the block's tree.
	fn append(asset: AssetId, event: Epcis) -> Result<Written, DispatchError> {
		event.check().map_err(|unsound| match unsound {
			Unsound::NothingMade => Error::<T>::NothingMade,
			// Whatever else EPCIS asks for, the pallet's own events have.
			_ => Error::<T>::WrongEvent,
		})?;
		let leaf = event.leaf(blake2_256);
		let index =
			Self::add_leaf(leaf, &event.encode()).map_err(|BlockFull| Error::<T>::BlockFull)?;
		Self::deposit_event(Event::Recorded { asset, leaf, index });
		// The blocks of a chain have numbers of 32 bits.
		let block = frame_system::Pallet::<T>::block_number().saturated_into();
		Ok(Written { leaf, block, index })
	}

	/// Adds a leaf to the block's tree, and has nodes keep the bytes that it hashes.
	pub(crate) fn add_leaf(leaf: Hash, bytes: &[u8]) -> Result<u32, BlockFull> {
		let Peaks { count: index, peaks, run } = BlockEvents::<T>::get();
		let mut hasher = RootHasher::resume(Tree::Events, index, &peaks).ok_or(BlockFull)?;
		hasher.push::<HostCrypto>(leaf).ok_or(BlockFull)?;
		let peaks = BoundedVec::truncate_from(hasher.peaks().to_vec());
		let next = blake2_256(&[run, leaf].concat());

		offchain_index::set(&event_key(&leaf), bytes);
		offchain_index::set(&event_key(&next), &(run, leaf).encode());
		// The hasher has counted it.
		let count = index.saturating_add(1);
		BlockEvents::<T>::put(Peaks { count, peaks, run: next });
		Ok(index)
	}

	/// Ends the block's tree. The statement with its root, if the block had events.
	pub(crate) fn fold_events(genesis: &Hash) -> Option<Hash> {
		let Peaks { count, peaks, run } = BlockEvents::<T>::take();
		let hasher = RootHasher::resume(Tree::Events, count, &peaks).filter(|_| count > 0)?;
		let root = hasher.root::<HostCrypto>();
		let statement = EventRoot { root, count }.leaf::<HostCrypto>(genesis);
		offchain_index::set(&event_key(&statement), &(root, count, run).encode());
		Some(statement)
	}

	pub(crate) fn do_correct(
		org: OrgId,
		asset: AssetId,
		wrong: Epcis,
		reason: ErrorReason,
		corrections: Corrections,
	) -> DispatchResult {
		let live = Live::<T>::load_any(asset)?;
		let Holder { owner, custodian, .. } = Self::holder_of(asset)?;
		ensure!([owner, custodian].contains(&org), Error::<T>::NotOwner);
		let time = EventTime::new(Self::now().0).ok_or(Error::<T>::InFuture)?;
		let past = wrong.recorded <= time && wrong.error.is_none();
		ensure!(past && names(&wrong.what, live.subject()?.key), Error::<T>::WrongEvent);

		Self::deposit_event(Event::Corrected { asset, wrong: wrong.leaf(blake2_256), by: org });
		let error = Some(ErrorDeclaration { time, reason: Some(reason), corrections });
		live.save_after(Self::append(asset, Epcis { error, ..wrong })?);
		Ok(())
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl<T: Config> Pallet<T> {
	/// The longest event about an asset.
	pub(crate) fn longest_event(
		asset: AssetId,
		others: Vec<Key>,
		circumstances: Circumstances,
	) -> Result<Epcis, DispatchError> {
		let Circumstances { offset, read_point, location, transactions, .. } = circumstances;
		let subject = Live::<T>::load(asset)?.subject()?;
		let others = others.into_iter().map(|key| Subject { key, amount: None });
		let all: Vec<_> =
			core::iter::once(subject).chain(others).take(MAX_ITEMS as usize).collect();
		let time = EventTime::new(Self::now().0).ok_or(Error::<T>::InFuture)?;
		let Holder { owner, .. } = Self::holder_of(asset)?;
		let parties = Self::parties(owner, Passes::Ownership);
		let parties = Parties { location, ..parties };
		Ok(Epcis {
			time,
			offset,
			recorded: time,
			what: Self::became(all.clone(), all)?,
			step: Some(BizStep::Other),
			disposition: Some(Disposition::Unknown),
			read_point,
			location,
			transactions,
			source: parties,
			destination: parties,
			ilmd: Some([7; 32]),
			discrepancy: Discrepancy {
				short: subject.amount,
				damaged: subject.amount,
				over: subject.amount,
			},
			error: None,
		})
	}
}

/// Whether an event is about the thing or lot of a key.
fn names(what: &What, key: Key) -> bool {
	let among = |items: &Items| match Epc::try_from(key) {
		Ok(epc) => items.epcs.contains(&epc),
		Err(lot) => items.quantities.iter().any(|quantity| quantity.class == Kind::Lgtin(lot)),
	};
	let is = |epc: &Epc| Epc::try_from(key) == Ok(*epc);
	match what {
		What::Object { items, .. } | What::Transaction { items, .. } => among(items),
		What::Aggregation { parent, children, .. } => {
			parent.as_ref().is_some_and(is) || among(children)
		},
		What::Association { parent, children, .. } => is(parent) || among(children),
		What::Transformation { inputs, outputs } => among(inputs) || among(outputs),
	}
}
