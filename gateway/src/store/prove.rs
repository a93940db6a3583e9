//! Proofs of readings, and the runs that hold them.

use super::{
	archive::readable,
	keys, rebuild,
	recent::{self, RecentOf},
	tables::{batch, batch_path, device, message, tail},
	State, Store, StoreError,
};
use crate::{
	archive::{ArchiveError, ReadingSelector},
	chain::ProofPath,
};
use codec::DecodeAll;
use rusqlite::Connection;
use std::ops::ControlFlow;
use tallystick_evidence::{
	merkle::{MerkleTree, Place, Tree},
	proof::{KeyChange, KeyProof, Trusted},
	run::RunTree,
	Attestation, Batch, Crypto, Hash, Native, Proof, SegmentLeaf, Statement,
};

/// The proof of a reading. Notes the key whose proof path is wanted, if it is not fetched yet.
pub(super) fn prove(
	db: &Connection,
	store: &Store,
	recent: &RecentOf,
	selector: &ReadingSelector,
	wanted: &mut Option<(u64, i64, u32)>,
) -> Result<Proof, ArchiveError> {
	let row = find(db, recent, selector)?.into_iter().next().ok_or(ArchiveError::Unknown)?;
	let home = batch::of_message(db, row.id)?.filter(|(_, state)| *state == State::Finalised);
	let (number, _) = home.ok_or(ArchiveError::NotFinal)?;
	let (piece, index) = piece(db, &row, number, selector)?;
	let segment = rebuild::build_again(&piece.leaf, &piece.runs)?;

	let batch = batch::load(db, number)?.ok_or(ArchiveError::Unknown)?.batch;
	let segment_place = place(db, number, &piece.leaf, &batch)?;
	let corrupt = |what: &str| ArchiveError::from(StoreError::Corrupt(what.into()));
	let path = batch_path::load(db, number)?.ok_or(ArchiveError::Pruned)?;
	let path = ProofPath::decode_all(&mut path.as_slice())
		.map_err(|_| corrupt("the proof path of a batch"))?;
	let (path, key) = key_proof(db, number, &piece, path, wanted)?;
	let ProofPath { block, header } = path;
	let proof = Proof {
		genesis: store.options().genesis,
		reading: segment.prove(selector.channel, index).ok_or(ArchiveError::Unknown)?,
		segment: piece.leaf,
		key,
		registration: None,
		segment_place,
		statement: Statement { gateway: store.options().account, number, batch },
		block,
		header,
	};
	// Whatever has changed on the disk, no file leaves that does not verify.
	let trusted = Trusted { genesis: proof.genesis, block: Native::hash(&[&proof.header]) };
	match proof.verify::<Native>(&trusted) {
		Ok(_) => Ok(proof),
		Err(error) => Err(corrupt(&format!("a proof does not verify: {error}"))),
	}
}

/// The place of a segment in its batch, from the hashes that are stored with the batch. If they are not there, or have
/// changed on the disk, they are rebuilt from the rows of all devices of the batch.
fn place(
	db: &Connection,
	number: u64,
	leaf: &SegmentLeaf,
	batch: &Batch,
) -> Result<Place, StoreError> {
	let leaf = leaf.leaf::<Native>();
	let place = |leaves: Vec<Hash>| {
		let index = leaves.iter().position(|of| *of == leaf)?;
		let tree = MerkleTree::build::<Native>(Tree::Segments, leaves)?;
		(tree.root::<Native>() == batch.root).then(|| tree.place(index as u32))?
	};
	if let Some(place) = batch::leaves(db, number)?.and_then(place) {
		return Ok(place);
	}
	let range = batch::messages(db, number)?
		.ok_or_else(|| StoreError::Corrupt("a batch has no messages".into()))?;
	let leaves = rebuild::leaves(db, number, range)?;
	place(leaves.iter().map(SegmentLeaf::leaf::<Native>).collect())
		.ok_or_else(|| StoreError::Corrupt("a rebuilt batch has another root".into()))
}

/// The tree of the run with a reading.
pub(super) fn run(
	db: &Connection,
	recent: &RecentOf,
	selector: &ReadingSelector,
	root: Option<Hash>,
) -> Result<RunTree, ArchiveError> {
	let mut none = ArchiveError::OtherRun;
	for row in find(db, recent, selector)? {
		let Some((number, _)) = batch::of_message(db, row.id)? else {
			none = ArchiveError::NotFinal;
			continue;
		};
		let (piece, _) = piece(db, &row, number, selector)?;
		rebuild::build_again(&piece.leaf, &piece.runs)?;
		let of = piece.runs.iter().find(|(of, _, _)| *of == selector.channel);
		let (_, limits, leaves) = of.ok_or(ArchiveError::Unknown)?;
		let tree = RunTree::build::<Native>(selector.channel, *limits, leaves)
			.ok()
			.flatten()
			.ok_or_else(|| StoreError::Corrupt("a run cannot be rebuilt".into()))?;
		if root.is_none_or(|root| tree.run().root.hash == root) {
			return Ok(tree);
		}
	}
	Err(none)
}

/// The segment of a batch with a reading of this message, and the reading's index in its run.
fn piece(
	db: &Connection,
	row: &rebuild::Row,
	number: u64,
	selector: &ReadingSelector,
) -> Result<(rebuild::Piece, u32), ArchiveError> {
	let range = batch::messages(db, number)?.ok_or(ArchiveError::Unknown)?;
	let pieces = rebuild::pieces(db, number, range, Some(row.device))?;
	let of_message = |piece: &rebuild::Piece| {
		let header = &piece.leaf.header;
		let numbers = header.sequence..header.sequence.saturating_add(header.count.into());
		header.attestation == row.attestation()
			&& header.boot_epoch == row.boot
			&& numbers.start < row.first.saturating_add(row.count.into())
			&& row.first < numbers.end
			// In one segment no two readings of a channel have the same time.
			&& selector.number.is_none_or(|number| numbers.contains(&number))
	};
	pieces
		.into_iter()
		.filter(of_message)
		.find_map(|piece| {
			let (_, _, leaves) = piece.runs.iter().find(|(of, _, _)| *of == selector.channel)?;
			let index =
				leaves.binary_search_by_key(&selector.time, |leaf| leaf.reading.time).ok()?;
			Some((piece, index as u32))
		})
		.ok_or(ArchiveError::Unknown)
}

/// The messages that reach this time, in the order of their arrival.
fn at(
	db: &Connection,
	device: i64,
	recent: &RecentOf,
	time: u64,
) -> Result<Vec<rebuild::Row>, StoreError> {
	let span = tail::span(db, device)?.max(recent.span);
	let mut rows = Vec::new();
	recent::each_by_time(db, device, &recent.messages, (time.saturating_sub(span), time), |id| {
		// Its number may have been given to another message since, if it was set aside.
		let is_meant = |row: &rebuild::Row| row.device == device && row.end >= time;
		rows.extend(message::load(db, id)?.filter(is_meant));
		Ok(ControlFlow::Continue(()))
	})?;
	rows.sort_by_key(|row| row.id);
	Ok(rows)
}

/// The messages with such a reading, in the order of their arrival. There is one at least.
fn find(
	db: &Connection,
	recent: &RecentOf,
	selector: &ReadingSelector,
) -> Result<Vec<rebuild::Row>, ArchiveError> {
	let ReadingSelector { device, channel, time, boot, number } = *selector;
	if i64::try_from(time).is_err() {
		return Err(ArchiveError::Unknown);
	}
	let device = device::row(db, device)?.ok_or(ArchiveError::Unknown)?;
	let rows = at(db, device, recent, time)?;
	let is_meant = |row: &rebuild::Row| {
		let numbers = row.first..row.first.saturating_add(row.count.into());
		boot.is_none_or(|boot| row.boot == boot)
			&& number.is_none_or(|number| numbers.contains(&number))
	};
	let (mut pruned, mut damaged, mut found) = (false, false, Vec::new());
	for row in rows.into_iter().filter(is_meant) {
		if row.is_pruned() {
			pruned = true;
			continue;
		}
		let has = |(its, of, _, leaf): &(u64, u16, _, tallystick_evidence::Leaf)| {
			*of == channel
				&& leaf.reading.time == time
				&& number.is_none_or(|number| *its == number)
		};
		match readable(&row)? {
			Some(readings) if readings.iter().any(has) => found.push(row),
			Some(_) => {},
			None => damaged = true,
		}
	}
	match (found.is_empty(), pruned) {
		(false, _) => Ok(found),
		_ if damaged => {
			Err(StoreError::Corrupt("a message of this time cannot be read".into()).into())
		},
		(true, true) => Err(ArchiveError::Pruned),
		(true, false) => Err(ArchiveError::Unknown),
	}
}

/// The proof of the key that signed a segment, and the batch's path to the same header.
fn key_proof(
	db: &Connection,
	number: u64,
	piece: &rebuild::Piece,
	path: ProofPath,
	wanted: &mut Option<(u64, i64, u32)>,
) -> Result<(ProofPath, Option<KeyProof>), ArchiveError> {
	let header = &piece.leaf.header;
	if header.attestation == Attestation::Gateway {
		return Ok((path, None));
	}
	let fact = keys::key(db, piece.device, header.key_epoch)?
		.ok_or_else(|| StoreError::Corrupt("the key of a device is missing".into()))?;
	if header.key_epoch == 0 {
		return Ok((path, Some(KeyProof { key: fact.key, change: None })));
	}
	let Some(path) = keys::key_path(db, number, piece.device, header.key_epoch)? else {
		*wanted = Some((number, piece.device, header.key_epoch));
		return Err(ArchiveError::KeyPending);
	};
	let change = Some(KeyChange { since: fact.since, block: path.key });
	Ok((path.batch, Some(KeyProof { key: fact.key, change })))
}
