use crate::{
	json::{hexed, unhex},
	Call, Chain, ChainError, Hash, Head, SignError, SignedTx, Signer, SubmitError,
};
use serde::Deserialize;
use std::{collections::BTreeMap, time::Duration};
use subxt::{
	error::DispatchError,
	events::Phase,
	ext::scale_value::{At, Composite, Value, ValueDef},
	rpcs::rpc_params,
	utils::H256,
};

const POLL: Duration = Duration::from_millis(500);

/// How far below the best block a reorganisation is looked for.
const REORGANISATION: u32 = 8;

/// Where the events of a block are stored: the hashes of `System` and `Events`.
const EVENTS: &str = "0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7";

/// A transaction that a block holds, and that did what it should.
#[derive(Clone, Debug)]
pub struct Included {
	/// The block. It is not final yet.
	pub block: Head,
	/// What the transaction did.
	pub events: Vec<EventRecord>,
}

/// An event of a transaction.
#[derive(Clone, Debug)]
pub struct EventRecord {
	/// The pallet's name.
	pub pallet: String,
	/// The event's name.
	pub name: String,
	/// The event's fields.
	pub fields: Composite<()>,
}

/// 32 bytes, in any number of newtypes.
fn bytes(value: &Value) -> Option<[u8; 32]> {
	let ValueDef::Composite(Composite::Unnamed(list)) = &value.value else { return None };
	match list.as_slice() {
		[inner] => bytes(inner),
		list => {
			let byte = |value: &Value| value.as_u128().and_then(|byte| byte.try_into().ok());
			list.iter().map(byte).collect::<Option<Vec<u8>>>()?.try_into().ok()
		},
	}
}

/// Why a transaction is in no block, or did nothing there.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
	/// It was not signed.
	#[error(transparent)]
	Sign(#[from] SignError),
	/// The pool did not take it.
	#[error(transparent)]
	Submit(#[from] SubmitError),
	/// The chain could not be asked. The transaction may be in a block all the same.
	#[error("whether the transaction is in a block is not known: {0}")]
	Chain(#[from] ChainError),
	/// Its time passed, and no block holds it.
	#[error("no block took the transaction before its time was over; try again")]
	Died,
	/// A block holds it, but the call failed.
	#[error("the chain refuses the call: {error}{}", as_hint(.advice))]
	Failed {
		/// The pallet and its error, such as `DeviceRegistry::KeyUsed`.
		error: String,
		/// What the runtime says of it, and what to do. Can be empty.
		advice: String,
		/// The block.
		block: Head,
	},
}

#[derive(Deserialize)]
struct SignedBlock {
	block: Block,
}

#[derive(Deserialize)]
struct Block {
	extrinsics: Vec<String>,
}

impl Included {
	/// The first event of this name.
	pub fn event(&self, pallet: &str, name: &str) -> Option<&EventRecord> {
		self.events.iter().find(|event| event.pallet == pallet && event.name == name)
	}
}

impl EventRecord {
	/// The field of this name.
	pub fn field(&self, name: &str) -> Option<&Value> {
		self.fields.at(name)
	}

	/// The number in the field of this name.
	pub fn number(&self, name: &str) -> Option<u128> {
		let value = self.field(name)?;
		// A number in a newtype, or the number itself.
		value.as_u128().or_else(|| value.at(0).and_then(|inner| inner.as_u128()))
	}

	/// The 32 bytes, such as a device's id, in the field of this name.
	pub fn bytes(&self, name: &str) -> Option<[u8; 32]> {
		bytes(self.field(name)?)
	}

	/// The name of the variant in the field of this name, and the 32 bytes in it.
	pub fn variant(&self, name: &str) -> Option<(&str, Option<[u8; 32]>)> {
		match &self.field(name)?.value {
			ValueDef::Variant(variant) => {
				Some((&variant.name, variant.values.at(0).and_then(bytes)))
			},
			_ => None,
		}
	}

	/// The like in a part of the field of this name.
	pub fn bytes_in(&self, name: &str, part: &str) -> Option<[u8; 32]> {
		bytes(self.field(name)?.at(part)?)
	}
}

impl Chain {
	/// Signs a call with the account's next nonce, submits it, and waits until a best block holds
	/// it. A call that fails there is an error.
	pub async fn submit_and_find(
		&self,
		call: &Call,
		signer: &Signer,
	) -> Result<Included, FollowError> {
		let checkpoint = self.finalized().await?;
		let from = self.best().await?.number;
		let nonce = self.next_nonce(&signer.account()).await?;
		let signed = self.sign(call, signer, nonce, &checkpoint).await?;
		match self.submit(&signed.bytes).await {
			Err(error) if !error.is_known() => Err(error.into()),
			_ => self.find(&signed, from).await,
		}
	}

	/// Waits until a best block, none below `from`, holds a transaction.
	pub async fn find(&self, signed: &SignedTx, from: u32) -> Result<Included, FollowError> {
		let mut seen = BTreeMap::new();
		loop {
			let best = self.best().await?.number;
			let lowest = seen.last_key_value().map_or(from, |(top, _): (&u32, &Hash)| {
				top.saturating_sub(REORGANISATION).max(from)
			});
			for number in lowest..=best.min(signed.dies_at.saturating_sub(1)) {
				let Some(hash) = self.block_hash(number).await? else { break };
				if seen.get(&number) == Some(&hash) {
					continue;
				}
				let block = Head { number, hash };
				if let Some(place) = self.place_in(&block, &signed.bytes).await? {
					return self.outcome(block, place).await;
				}
				seen.insert(number, hash);
			}
			if self.finalized().await?.number >= signed.dies_at {
				return Err(FollowError::Died);
			}
			tokio::time::sleep(POLL).await;
		}
	}

	/// The place of a transaction in a block.
	async fn place_in(&self, block: &Head, bytes: &[u8]) -> Result<Option<u32>, ChainError> {
		let params = rpc_params![H256(block.hash)];
		let found: Option<SignedBlock> = self.rpc.request("chain_getBlock", params).await?;
		let (wanted, found) = (hexed(bytes), found.ok_or(ChainError::Unknown)?);
		let place = found.block.extrinsics.iter().position(|extrinsic| *extrinsic == wanted);
		Ok(place.and_then(|place| place.try_into().ok()))
	}

	/// The events of a block whose pallet and name `wanted` takes.
	pub async fn events(
		&self,
		block: &Hash,
		wanted: impl Fn(&str, &str) -> bool,
	) -> Result<Vec<EventRecord>, ChainError> {
		let runtime = self.runtime(Some(block)).await?;
		let bytes = self.event_bytes(block).await?;
		let mut events = Vec::new();
		for event in runtime.events().from_bytes(bytes).iter() {
			let event = event.map_err(|error| unreadable(&error))?;
			let (pallet, name) = (event.pallet_name(), event.event_name());
			if wanted(pallet, name) {
				let fields = event
					.decode_fields_unchecked_as::<Composite<()>>()
					.map_err(|error| unreadable(&error))?;
				events.push(EventRecord { pallet: pallet.into(), name: name.into(), fields });
			}
		}
		Ok(events)
	}

	async fn event_bytes(&self, block: &Hash) -> Result<Vec<u8>, ChainError> {
		let params = rpc_params![EVENTS, H256(*block)];
		let stored: Option<String> = self.rpc.request("state_getStorage", params).await?;
		Ok(stored.and_then(|text| unhex(&text)).unwrap_or_default())
	}

	async fn outcome(&self, block: Head, place: u32) -> Result<Included, FollowError> {
		let runtime = self.runtime(Some(&block.hash)).await?;
		let bytes = self.event_bytes(&block.hash).await?;
		let mut events = Vec::new();
		for event in runtime.events().from_bytes(bytes).iter() {
			let event = event.map_err(|error| unreadable(&error))?;
			if event.phase() != Phase::ApplyExtrinsic(place) {
				continue;
			}
			let (pallet, name) = (event.pallet_name().to_owned(), event.event_name().to_owned());
			if (pallet.as_str(), name.as_str()) == ("System", "ExtrinsicFailed") {
				let error = DispatchError::decode_from(event.field_bytes(), runtime.metadata())
					.map_err(|error| unreadable(&error))?;
				return Err(failed(&error, block));
			}
			let fields = event
				.decode_fields_unchecked_as::<Composite<()>>()
				.map_err(|error| unreadable(&error))?;
			events.push(EventRecord { pallet, name, fields });
		}
		Ok(Included { block, events })
	}
}

fn unreadable(error: &dyn std::fmt::Display) -> ChainError {
	ChainError::Unreadable(format!("events: {error}"))
}

fn failed(error: &DispatchError, block: Head) -> FollowError {
	let (error, advice) = match error {
		DispatchError::Module(module) => {
			let advice = module.details().map(|details| details.variant.docs.join(" "));
			(module.details_string(), advice.unwrap_or_default())
		},
		other => (other.to_string(), String::new()),
	};
	FollowError::Failed { error, advice: advice.trim().to_owned(), block }
}

fn as_hint(advice: &str) -> String {
	match advice {
		"" => String::new(),
		advice => format!(": {advice}"),
	}
}
