//! Events of a block, decoded by type.

use crate::{
	chain::{Chain, ChainError},
	item::{Event, Item},
	json::unhex,
	runtime::{Runtime, Versions},
};
use codec::DecodeAll;
use subxt::{
	error::DispatchError, events::Phase, metadata::Metadata, rpcs::rpc_params, utils::H256,
};
use tallystick_evidence::Hash;

/// Where the events of a block are stored: the hashes of `System` and `Events`.
const EVENTS: &str = "0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7";

/// Events, in the order in which they happened.
#[derive(Clone, Debug)]
pub struct Events {
	runtime: Runtime,
	records: Vec<Record>,
}

#[derive(Clone, Debug)]
struct Record {
	pallet: String,
	name: String,
	/// The place of the transaction in its block, where it was one.
	transaction: Option<u32>,
	fields: Vec<u8>,
}

impl Events {
	/// Reads the chain's stored events, with the metadata of the runtime that executed the block.
	pub fn new(metadata: Metadata, stored: Vec<u8>) -> Result<Self, ChainError> {
		Self::read(Runtime::new(Hash::default(), Versions::default(), metadata)?, stored)
	}

	fn read(runtime: Runtime, stored: Vec<u8>) -> Result<Self, ChainError> {
		let records = runtime
			.client()
			.events()
			.from_bytes(stored)
			.iter()
			.map(|event| {
				let event = event.map_err(|error| unreadable(&error))?;
				Ok(Record {
					pallet: event.pallet_name().to_owned(),
					name: event.event_name().to_owned(),
					transaction: match event.phase() {
						Phase::ApplyExtrinsic(place) => Some(place),
						Phase::Finalization | Phase::Initialization => None,
					},
					fields: event.field_bytes().to_vec(),
				})
			})
			.collect::<Result<_, ChainError>>()?;
		Ok(Self { runtime, records })
	}

	/// The events of a type. [`ChainError::Mismatch`] if the runtime's event differs from the type or
	/// does not exist, even if no such event happened.
	pub fn all<E: Event>(&self) -> Result<Vec<E>, ChainError> {
		self.runtime.check(Item::event::<E>())?;
		self.records
			.iter()
			.filter(|record| record.pallet == E::PALLET && record.name == E::NAME)
			.map(|record| {
				E::decode_all(&mut record.fields.as_slice()).map_err(|error| {
					ChainError::Unreadable(format!("event {}.{}: {error}", E::PALLET, E::NAME))
				})
			})
			.collect()
	}

	/// The first event of a type.
	pub fn first<E: Event>(&self) -> Result<Option<E>, ChainError> {
		Ok(self.all()?.into_iter().next())
	}

	/// Pallet and name of each event.
	pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
		self.records.iter().map(|record| (record.pallet.as_str(), record.name.as_str()))
	}

	/// Those of the transaction in this place of the block.
	pub(crate) fn of_transaction(&self, place: u32) -> Self {
		let records = self.records.iter().filter(|record| record.transaction == Some(place));
		Self { runtime: self.runtime.clone(), records: records.cloned().collect() }
	}

	/// Why the transaction failed, if it did.
	pub(crate) fn failure(&self) -> Result<Option<DispatchError>, ChainError> {
		let failed = self.records.iter().find(|record| {
			(record.pallet.as_str(), record.name.as_str()) == ("System", "ExtrinsicFailed")
		});
		failed
			.map(|record| {
				DispatchError::decode_from(&record.fields, self.runtime.client().metadata())
					.map_err(|error| unreadable(&error))
			})
			.transpose()
	}
}

impl Chain {
	/// The events of a block.
	pub async fn events(&self, block: &Hash) -> Result<Events, ChainError> {
		// A block that replaces the runtime is still executed by the old one.
		let header = self.header(block).await?;
		let executed_on = if header.number == 0 { *block } else { header.parent };
		let runtime = self.runtime(Some(&executed_on)).await?;
		let params = rpc_params![EVENTS, H256(*block)];
		let stored: Option<String> = self.rpc.request("state_getStorage", params).await?;
		let bytes = match stored {
			Some(text) => unhex(&text).ok_or_else(|| unreadable(&"not hexadecimal"))?,
			None => Vec::new(),
		};
		Events::read(runtime, bytes)
	}
}

fn unreadable(error: &dyn std::fmt::Display) -> ChainError {
	ChainError::Unreadable(format!("events: {error}"))
}
