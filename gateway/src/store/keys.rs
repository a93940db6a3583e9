//! The keys of devices, and the proof paths of later keys.

use super::{
	tables::{device, key, key_path},
	Store, StoreError,
};
use crate::chain::{DeviceFacts, KeyFact, ProofPath};
use codec::{Decode, DecodeAll, Encode};
use rusqlite::{Connection, Transaction};
use std::{
	collections::HashMap,
	sync::{MutexGuard, PoisonError},
};
use tallystick_evidence::{proof::BlockProof, Batch, DeviceId, Native};
use tallystick_wire::Hex;

/// Most keys of a batch whose proof paths are fetched unasked. Those of further keys are fetched when a
/// proof is asked for.
const UNASKED: u32 = 256;

/// Facts that wait to be stored with the next group. Beyond this number they are stored at once.
const MAX_NOTED: usize = 4_096;

/// The proof paths of a batch and of a later key that signed its readings, to one header.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub(crate) struct KeyPath {
	/// The path of the batch, and the header at which both end.
	pub(crate) batch: ProofPath,
	/// The path of the key's record.
	pub(crate) key: BlockProof,
}

/// A key whose proof path is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Wanted {
	/// The batch's number.
	pub(crate) number: u64,
	/// The part of the batch that is anchored.
	pub(crate) batch: Batch,
	/// The final block that holds the batch.
	pub(crate) batch_block: u32,
	/// The device's row.
	pub(crate) row: i64,
	/// The device.
	pub(crate) device: DeviceId,
	/// The key's epoch.
	pub(crate) epoch: u32,
	/// The key, if the store has it.
	pub(crate) key: Option<KeyFact>,
	/// The block with the key's record, if it was found before.
	pub(crate) block: Option<u32>,
}

impl Store {
	/// The encoded device facts, those included that are to be stored with the next group.
	pub fn facts(&self, device: DeviceId) -> Result<Option<Vec<u8>>, StoreError> {
		let noted = {
			let noted = self.noted_facts();
			let last = noted.iter().rev().find(|(of, _)| *of == device);
			last.map(|(_, facts)| facts.encode())
		};
		match noted {
			Some(noted) => Ok(Some(noted)),
			None => self.read(|db| device::facts(db, device)),
		}
	}

	/// Stores device facts, and adds their keys to those of before. Facts with a key that cannot be the
	/// device's are refused.
	pub fn keep_facts(&self, device: DeviceId, facts: &DeviceFacts) -> Result<Kept, StoreError> {
		let kept = self.note_facts(vec![(device, facts.clone())])?;
		self.write_noted_facts()?;
		Ok(kept.first().copied().unwrap_or(Kept::Stored))
	}

	/// Has device facts stored with the next group of messages, or by [`Self::write_noted_facts`]. The answers
	/// are in the order of the facts; what [`Self::keep_facts`] would refuse is refused here.
	pub(crate) fn note_facts(
		&self,
		facts: Vec<(DeviceId, DeviceFacts)>,
	) -> Result<Vec<Kept>, StoreError> {
		if self.noted_facts().len() >= MAX_NOTED {
			// Nothing may be accepted from a device whose keys are not stored.
			self.write_noted_facts()?;
		}
		let mut new = Vec::new();
		// Taken before the database is read: what is written meanwhile is noted once more, which changes nothing.
		let noted: HashMap<_, _> = self.noted_facts().iter().cloned().collect();
		let kept = self.read(|db| {
			let mut kept = Vec::with_capacity(facts.len());
			for (device, facts) in facts {
				let refused = refused_key(db, device, &facts)?;
				let is_last = match noted.get(&device) {
					Some(last) => *last == facts,
					None => has_facts(db, device, &facts, &facts.encode())?,
				};
				if refused.is_none() && !is_last {
					new.push((device, facts));
				}
				kept.push(refused.map_or(Kept::Stored, |epoch| Kept::Refused { epoch }));
			}
			Ok(kept)
		})?;
		self.noted_facts().append(&mut new);
		Ok(kept)
	}

	/// Stores the facts that are noted, if there are any.
	pub(crate) fn write_noted_facts(&self) -> Result<(), StoreError> {
		if self.noted_facts().is_empty() {
			return Ok(());
		}
		self.write_with_noted(|_| Ok(()), |_| {})
	}

	/// Writes in one transaction, together with the facts that are noted. `committed` is called before anybody
	/// else can write.
	pub(super) fn write_with_noted<T>(
		&self,
		then: impl FnOnce(&Transaction) -> Result<T, StoreError>,
		committed: impl FnOnce(&mut T),
	) -> Result<T, StoreError> {
		let write = |tx: &Transaction| {
			// They stay noted until they are on disk.
			let noted = self.noted_facts().clone();
			// In the order in which they came: the last facts count, and the keys of all.
			for (device, facts) in &noted {
				if let Kept::Refused { epoch } = keep(tx, *device, facts)? {
					tracing::error!(
						device = %Hex(*device),
						epoch,
						"a node named a key that is not the device's; do not trust this node"
					);
				}
			}
			Ok((then(tx)?, noted.len()))
		};
		let (done, _) = self.write_and(write, |(done, written)| {
			// Nobody else removes any while the writer is locked; new ones are behind them.
			let mut noted = self.noted_facts();
			let written = noted.len().min(*written);
			noted.drain(..written);
			drop(noted);
			committed(done);
		})?;
		Ok(done)
	}

	fn noted_facts(&self) -> MutexGuard<'_, Vec<(DeviceId, DeviceFacts)>> {
		self.noted.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Some keys whose proof paths are wanted. Those that failed least come first.
	pub(crate) fn wanted_key_paths(&self, most: u32) -> Result<Vec<Wanted>, StoreError> {
		self.read(|db| key_path::wanted(db, most))
	}

	/// Stores what was found of wanted proof paths. `None` counts a failed attempt.
	pub(crate) fn keep_key_paths(
		&self,
		found: &[(Wanted, Option<KeyPath>)],
	) -> Result<(), StoreError> {
		self.write(|tx| {
			for (Wanted { number, row, epoch, .. }, path) in found {
				match path {
					Some(path) => {
						key_path::set_path(tx, *number, *row, *epoch, &path.encode())?;
						key::set_block(tx, *row, *epoch, path.key.number)?;
					},
					None => key_path::failed(tx, *number, *row, *epoch)?,
				}
			}
			Ok(())
		})
	}

	/// Has the proof path of a key fetched, because a proof needs it.
	pub(super) fn want_key_path(
		&self,
		number: u64,
		device: i64,
		epoch: u32,
	) -> Result<(), StoreError> {
		self.write(|tx| key_path::want(tx, number, device, epoch))
	}
}

/// Stores device facts, unless one of the keys contradicts a proof.
fn keep(tx: &Transaction, device: DeviceId, facts: &DeviceFacts) -> Result<Kept, StoreError> {
	// All are checked before the first is written.
	if let Some(epoch) = refused_key(tx, device, facts)? {
		return Ok(Kept::Refused { epoch });
	}
	let row = device::row_or_new(tx, device)?;
	for fact in &facts.keys {
		add_key(tx, row, device, fact)?;
	}
	device::set_facts(tx, row, &facts.encode())?;
	Ok(Kept::Stored)
}

/// The epoch of a key that contradicts the device's id, or a proof.
fn refused_key(
	db: &Connection,
	device: DeviceId,
	facts: &DeviceFacts,
) -> Result<Option<u32>, StoreError> {
	if facts.key(0).is_some_and(|first| DeviceId::of::<Native>(&first.key) != device) {
		return Ok(Some(0));
	}
	let Some(row) = device::row(db, device)? else { return Ok(None) };
	for fact in &facts.keys {
		if matches!(known(db, row, fact)?, Known::Proven) {
			return Ok(Some(fact.epoch));
		}
	}
	Ok(None)
}

/// The outcome of [`Store::keep_facts`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
	/// The facts are stored.
	Stored,
	/// The key of this epoch contradicts the device's id, or a proof. Nothing is stored.
	Refused {
		/// The key's epoch.
		epoch: u32,
	},
}

/// Whether these are the stored facts and keys.
fn has_facts(
	db: &Connection,
	device: DeviceId,
	facts: &DeviceFacts,
	bytes: &[u8],
) -> Result<bool, StoreError> {
	let Some(row) = device::row_with(db, device, bytes)? else { return Ok(false) };
	for fact in &facts.keys {
		if !matches!(known(db, row, fact)?, Known::Alike) {
			return Ok(false);
		}
	}
	Ok(true)
}

/// The state of the store under the epoch of a key.
enum Known {
	Nothing,
	Alike,
	/// Another key, which no proof has shown.
	Other,
	/// Another key, which a proof has shown.
	Proven,
}

fn known(db: &Connection, row: i64, fact: &KeyFact) -> Result<Known, StoreError> {
	let had = match key::load(db, row, fact.epoch) {
		// It is replaced.
		Err(error) if error.is_damage() => return Ok(Known::Other),
		had => had?,
	};
	Ok(match had {
		None => Known::Nothing,
		Some((had, _)) if had == fact.encode() => Known::Alike,
		Some((_, None)) => Known::Other,
		Some((_, Some(_))) => Known::Proven,
	})
}

/// Adds a key that contradicts no proof.
fn add_key(tx: &Transaction, row: i64, device: DeviceId, fact: &KeyFact) -> Result<(), StoreError> {
	match known(tx, row, fact)? {
		Known::Alike | Known::Proven => return Ok(()),
		Known::Other => tracing::error!(
			device = %Hex(device),
			epoch = fact.epoch,
			"the chain names another key for an epoch than before, and neither is proven yet; \
			the later one counts. Do not trust a node that says so"
		),
		Known::Nothing => {},
	}
	key::save(tx, row, fact.epoch, &fact.encode())
}

/// A key of a device.
pub(super) fn key(db: &Connection, device: i64, epoch: u32) -> Result<Option<KeyFact>, StoreError> {
	let fact = key::load(db, device, epoch)?.map(|(fact, _)| fact);
	fact.map(|fact| {
		KeyFact::decode_all(&mut fact.as_slice())
			.map_err(|error| StoreError::Corrupt(format!("a key: {error}")))
	})
	.transpose()
}

/// The proof paths of a later key that signed readings of a batch, if they are fetched.
pub(super) fn key_path(
	db: &Connection,
	number: u64,
	device: i64,
	epoch: u32,
) -> Result<Option<KeyPath>, StoreError> {
	key_path::load(db, number, device, epoch)?
		.map(|path| {
			KeyPath::decode_all(&mut path.as_slice())
				.map_err(|error| StoreError::Corrupt(format!("the proof path of a key: {error}")))
		})
		.transpose()
}

/// Has the proof paths of a final batch's later keys fetched.
pub(super) fn want_key_paths(
	tx: &Transaction,
	number: u64,
	messages: (i64, i64),
) -> Result<(), StoreError> {
	key_path::want_all(tx, number, messages, UNASKED)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		chain::Status,
		store::StoreOptions,
		support::{folder, MockChain, TestDevice},
	};
	use tallystick_evidence::{Scheme, SecretKey};

	/// A device with keys of the epochs 2, 1 and 0, of which the one of epoch 1 is proven.
	struct Scene {
		store: Store,
		device: DeviceId,
		honest: DeviceFacts,
		_folder: tempfile::TempDir,
	}

	fn secret(seed: u8) -> KeyFact {
		let key = SecretKey::from_seed(Scheme::Ed25519, [seed; 32]).unwrap().public();
		KeyFact { epoch: 0, key, since: 0 }
	}

	impl Scene {
		fn new() -> Self {
			let folder = folder();
			let store = Store::open(
				folder.path().join("db"),
				StoreOptions { min_free: 0, ..Default::default() },
			)
			.unwrap();
			let device = TestDevice::new(&MockChain::new(), 1, Scheme::Ed25519);
			let first = KeyFact { epoch: 0, key: device.secret.public(), since: 0 };
			let second = KeyFact { epoch: 1, since: 100, ..secret(11) };
			let third = KeyFact { epoch: 2, since: 200, ..secret(12) };
			let honest = DeviceFacts {
				status: Status::Active,
				authorised: true,
				key_epoch: 2,
				keys: vec![third, second, first],
				channels: Vec::new(),
			};
			assert_eq!(store.keep_facts(device.id, &honest).unwrap(), Kept::Stored);
			let prove = "UPDATE key SET block = 7 WHERE epoch = 1";
			store.write(|tx| Ok(tx.execute(prove, ())?)).unwrap();
			Self { store, device: device.id, honest, _folder: folder }
		}

		fn keys(&self) -> Vec<Option<KeyFact>> {
			self.store.read(|db| (0..3).rev().map(|epoch| key(db, 1, epoch)).collect()).unwrap()
		}
	}

	#[test]
	fn facts_that_are_refused_change_no_key() {
		let scene = Scene::new();
		let honest: Vec<_> = scene.honest.keys.iter().copied().map(Some).collect();
		assert_eq!(scene.keys(), honest);
		let mut false_ones = scene.honest.clone();
		for fact in &mut false_ones.keys[..2] {
			fact.key = secret(13).key;
		}
		let refused = scene.store.keep_facts(scene.device, &false_ones).unwrap();
		assert_eq!(refused, Kept::Refused { epoch: 1 });
		assert_eq!(scene.keys(), honest);
	}

	#[test]
	fn a_key_that_was_replaced_comes_back_with_the_next_honest_facts() {
		let scene = Scene::new();
		let honest: Vec<_> = scene.honest.keys.iter().copied().map(Some).collect();
		let false_one = KeyFact { epoch: 2, since: 200, ..secret(13) };
		let replace = "UPDATE key SET fact = ? WHERE epoch = 2";
		scene.store.write(|tx| Ok(tx.execute(replace, [false_one.encode()])?)).unwrap();
		assert_ne!(scene.keys(), honest);
		assert_eq!(scene.store.keep_facts(scene.device, &scene.honest).unwrap(), Kept::Stored);
		assert_eq!(scene.keys(), honest);
	}

	#[test]
	fn facts_are_in_the_commit_of_the_next_group() {
		let scene = Scene::new();
		let on_disk = || scene.store.read(|db| device::facts(db, scene.device)).unwrap();
		let before = on_disk();
		let suspended = DeviceFacts { status: Status::Suspended, ..scene.honest.clone() };
		let noted = scene.store.note_facts(vec![(scene.device, suspended.clone())]).unwrap();
		assert_eq!(noted, [Kept::Stored]);
		assert_eq!(on_disk(), before);
		assert_eq!(scene.store.facts(scene.device).unwrap(), Some(suspended.encode()));
		scene.store.accept(&[], &()).unwrap();
		assert_eq!(on_disk(), Some(suspended.encode()));
	}

	#[test]
	fn keys_of_facts_that_others_replace_before_the_commit_are_stored() {
		let scene = Scene::new();
		let fourth = KeyFact { epoch: 3, since: 300, ..secret(14) };
		let fifth = KeyFact { epoch: 4, since: 400, ..secret(15) };
		let with = |key: KeyFact| DeviceFacts {
			key_epoch: key.epoch,
			keys: vec![key],
			..scene.honest.clone()
		};
		for key in [fourth, fifth] {
			scene.store.note_facts(vec![(scene.device, with(key))]).unwrap();
		}
		scene.store.accept(&[], &()).unwrap();
		for wanted in [fourth, fifth] {
			let found = scene.store.read(|db| key(db, 1, wanted.epoch)).unwrap();
			assert_eq!(found, Some(wanted));
		}
		assert_eq!(scene.store.facts(scene.device).unwrap(), Some(with(fifth).encode()));
	}

	#[test]
	fn facts_of_before_count_again_after_others_that_wait() {
		let scene = Scene::new();
		let suspended = DeviceFacts { status: Status::Suspended, ..scene.honest.clone() };
		// Those on disk are the honest ones.
		for facts in [&suspended, &suspended, &scene.honest, &scene.honest] {
			scene.store.note_facts(vec![(scene.device, facts.clone())]).unwrap();
			assert_eq!(scene.store.facts(scene.device).unwrap(), Some(facts.encode()));
		}
		assert_eq!(scene.store.noted_facts().len(), 2);
		scene.store.accept(&[], &()).unwrap();
		assert!(scene.store.noted_facts().is_empty());
		let on_disk = scene.store.read(|db| device::facts(db, scene.device)).unwrap();
		assert_eq!(on_disk, Some(scene.honest.encode()));
	}

	#[test]
	fn facts_are_known_while_they_are_written() {
		let scene = Scene::new();
		let suspended = DeviceFacts { status: Status::Suspended, ..scene.honest.clone() };
		scene.store.note_facts(vec![(scene.device, suspended.clone())]).unwrap();
		let known = scene.store.write_with_noted(|_| scene.store.facts(scene.device), |_| {});
		assert_eq!(known.unwrap(), Some(suspended.encode()));
	}

	#[test]
	fn facts_of_a_group_that_fails_are_stored_with_the_next_one() {
		let scene = Scene::new();
		let suspended = DeviceFacts { status: Status::Suspended, ..scene.honest.clone() };
		scene.store.note_facts(vec![(scene.device, suspended.clone())]).unwrap();
		let fails = |_: &Transaction| Err::<(), _>(StoreError::Corrupt("a test".into()));
		assert!(scene.store.write_with_noted(fails, |_| {}).is_err());
		scene.store.write_noted_facts().unwrap();
		let on_disk = scene.store.read(|db| device::facts(db, scene.device)).unwrap();
		assert_eq!(on_disk, Some(suspended.encode()));
	}

	#[test]
	fn noted_facts_with_a_key_that_contradicts_a_proof_are_refused_alone() {
		let scene = Scene::new();
		let mut lie = scene.honest.clone();
		lie.status = Status::Suspended;
		lie.keys[1].key = secret(13).key;
		let other = TestDevice::new(&MockChain::new(), 2, Scheme::Ed25519);
		let first = KeyFact { epoch: 0, key: other.secret.public(), since: 0 };
		let of_other = DeviceFacts { key_epoch: 0, keys: vec![first], ..scene.honest.clone() };
		let noted = vec![(scene.device, lie), (other.id, of_other)];
		let kept = scene.store.note_facts(noted).unwrap();
		assert_eq!(kept, [Kept::Refused { epoch: 1 }, Kept::Stored]);
		scene.store.accept(&[], &()).unwrap();
		assert_eq!(scene.store.facts(scene.device).unwrap(), Some(scene.honest.encode()));
	}
}
