//! The chain behind the JSON-RPC of nodes.

use super::{
	models::Models, Actuators, Anchored, Anchors, Answer, At, Block, Blocks, ChainError, Changes,
	ChannelFact, Commanded, Commands, DeviceFacts, Facts, FactsOf, Heads, KeyFact, ProofPath,
	ProofPaths, SubmitError, Tx,
};
use futures::{stream, StreamExt, TryFutureExt};
use std::{collections::BTreeSet, sync::Arc};
use tallystick_client::{
	self as client,
	asset_lifecycle::events as assets,
	automation::{
		calls::AnswerOne,
		events as automation,
		views::{ActuatorOf, CommandsOf, ProgramOf},
	},
	consortium::events as consortium,
	device_registry::events as registry,
	energy_market::events as market,
	records::{device::Scope, Millis, StreamId},
	rules::{RuleId, Source},
	telemetry::events as telemetry,
	AccountId, Call, Event, Events, Head, Observed, Signer, StatementName,
};
use tallystick_evidence::{Batch, DeviceId, Hash, KeyRecord, Proof};
use tallystick_records::refusal::{MemberRefusal, SegmentRefusal};
use tokio::time::{timeout_at, Instant};

/// A chain through its nodes' JSON-RPC, and the gateway's account.
#[derive(Clone, Debug)]
pub struct LiveChain {
	client: client::Chain,
	signer: Signer,
	account: AccountId,
	models: Arc<Models>,
}

type DevicesOf = Result<BTreeSet<DeviceId>, ChainError>;

/// Most devices that are queried at once.
const UNDER_WAY: usize = 64;

impl LiveChain {
	/// The chain of this client, with the gateway's account.
	pub fn new(client: client::Chain, signer: Signer) -> Self {
		let account = signer.account();
		Self { client, signer, account, models: Default::default() }
	}

	/// A device's facts in the state of this block.
	async fn facts(&self, device: &DeviceId, at: &Hash) -> FactsOf {
		let Some(record) = self.client.device(device, Some(at)).await? else { return Ok(None) };
		let present =
			KeyFact { epoch: record.key_epoch, key: record.key, since: record.key_since.0 };
		let model = self.models.get(record.model, || self.client.model(record.model));
		let authorised = self.client.gateway_authorised(device, &self.account, Some(at));
		let tail = self.client.tail(device, Some(at));
		let keys = self.past_keys(device, present, at);
		let (model, authorised, tail, keys) = futures::try_join!(
			model.err_into(),
			authorised.err_into(),
			tail.err_into(),
			keys.err_into::<ChainError>()
		)?;
		let watched = match tail {
			Some(_) => self.watched(device, model.channels.len(), at).await?,
			None => BTreeSet::new(),
		};
		let channels = (0u16..).zip(&model.channels).map(|(number, channel)| ChannelFact {
			limits: channel.limits,
			name: channel.name.clone(),
			unit: channel.unit.clone(),
			exponent: channel.exponent,
			watched: watched.contains(&number),
		});
		Ok(Some(DeviceFacts {
			status: record.status,
			authorised,
			key_epoch: record.key_epoch,
			keys,
			channels: channels.collect(),
		}))
	}

	/// Those of a device's channels that somebody watches.
	async fn watched(
		&self,
		device: &DeviceId,
		channels: usize,
		at: &Hash,
	) -> Result<BTreeSet<u16>, ChainError> {
		let ask = |number| async move {
			let stream = self.client.stream(device, number, Some(at)).await?;
			Ok::<_, ChainError>(stream.map(|_| number))
		};
		let asked = futures::future::try_join_all((0u16..).take(channels).map(ask)).await?;
		Ok(asked.into_iter().flatten().collect())
	}

	/// The devices on which rules and guards begin or cease to rely in this block. Telemetry emits no event for that.
	async fn relied_on(&self, events: &Events, at: &Hash) -> DevicesOf {
		let deployed = all(events, |event: automation::Deployed| event.rule)?;
		let replaced = all(events, |event: automation::Replaced| event.rule)?;
		let removed = all(events, |event: automation::Removed| event.rule)?;
		let set = all(events, |event: automation::SafetySet| event.actuator)?;
		let dropped = all(events, |event: automation::ActuatorDropped| event.actuator)?;
		let rules = [deployed, replaced.clone()].concat();
		let mut devices = self.inputs_and_guards(&rules, &set, at).await?;
		let (rules, actuators) = ([replaced, removed].concat(), [set, dropped].concat());
		if !rules.is_empty() || !actuators.is_empty() {
			let before = self.parent(*at).await?;
			devices.extend(self.inputs_and_guards(&rules, &actuators, &before).await?);
		}
		Ok(devices)
	}

	/// The devices that rules read and that guard actuators, in the state of this block.
	async fn inputs_and_guards(
		&self,
		rules: &[RuleId],
		actuators: &[StreamId],
		at: &Hash,
	) -> DevicesOf {
		let mut devices = BTreeSet::new();
		for rule in rules {
			let program = self.client.view(ProgramOf { rule: *rule }, Some(at)).await?;
			let inputs = program.into_iter().flat_map(|program| program.inputs);
			devices.extend(inputs.filter_map(|source| match source {
				Source::Stream { stream, .. } => Some(stream.device),
				_ => None,
			}));
		}
		for actuator in actuators {
			let record = self.client.view(ActuatorOf { actuator: *actuator }, Some(at)).await?;
			let guards = record.into_iter().flat_map(|record| record.safety.guards);
			devices.extend(guards.map(|guard| guard.stream.device));
		}
		Ok(devices)
	}

	/// A device's keys up to the present one, newest first.
	async fn past_keys(
		&self,
		device: &DeviceId,
		present: KeyFact,
		at: &Hash,
	) -> Result<Vec<KeyFact>, ChainError> {
		let mut keys = vec![present];
		let mut newest = present;
		while newest.epoch > 0 {
			let Some(before) = newest.since.checked_sub(1) else { break };
			let Some(key) = self.client.key_at(device, Millis(before), Some(at)).await? else {
				break;
			};
			if key.epoch >= newest.epoch {
				break;
			}
			newest = KeyFact { epoch: key.epoch, key: key.key, since: key.since.0 };
			keys.push(newest);
		}
		Ok(keys)
	}
}

/// The device facts that a block's events change for this gateway. New devices and permissions are
/// left out: facts of devices that are refused are looked up again soon anyway.
fn changes(events: &Events, gateway: &AccountId) -> Result<Changes, client::ChainError> {
	let mut changed = Changed { events, devices: BTreeSet::new() };
	changed.note(|event: registry::KeyRotated| event.device)?;
	changed.note(|event: registry::Suspended| event.device)?;
	changed.note(|event: registry::EquivocationSuspended| event.device)?;
	changed.note(|event: registry::Resumed| event.device)?;
	changed.note(|event: registry::Revoked| event.device)?;
	changed.note(|event: registry::Retired| event.device)?;
	changed.note(|event: registry::DeviceDropped| event.device)?;
	changed.note(|event: registry::Transferred| event.device)?;
	changed.note(|event: telemetry::Watched| event.stream.device)?;
	changed.note(|event: telemetry::Unwatched| event.stream.device)?;
	// Perhaps because nobody watches it any more.
	changed.note(|event: telemetry::Refused| event.device)?;
	changed.note(|event: automation::Evicted| event.stream.device)?;
	// Devices that watch an asset are watched, and so are meters. Telemetry emits no event for either.
	changed.note(|event: assets::Attached| event.stream.device)?;
	changed.note(|event: assets::StreamSwapped| event.new.device)?;
	changed.note(|event: market::PointConfirmed| event.meter.device)?;
	changed.note(|event: market::MeterReplaced| event.meter.device)?;

	let mut any = !events.all::<consortium::Suspended>()?.is_empty()
		|| !events.all::<consortium::Dissolved>()?.is_empty()
		|| !events.all::<consortium::MemberRemoved>()?.is_empty();
	for event in events.all::<registry::GatewayDeauthorized>()? {
		match event.scope {
			_ if event.gateway != *gateway => {},
			Scope::Device(device) => {
				changed.devices.insert(device);
			},
			Scope::AllOfOwner => any = true,
		}
	}
	any |= is_unknown(events, registry::PALLET, registry::NAMES);
	Ok(if any { Changes::All } else { Changes::Of(changed.devices) })
}

/// The devices whose newest commands a block's events may change. Commands end with the device's tenure. They do not
/// count while the owner's organisation is in good standing but is another one than when they were given.
fn commanded(events: &Events) -> Result<Commanded, client::ChainError> {
	let mut changed = Changed { events, devices: BTreeSet::new() };
	changed.note(|event: registry::Revoked| event.device)?;
	changed.note(|event: registry::Retired| event.device)?;
	changed.note(|event: registry::DeviceDropped| event.device)?;
	changed.note(|event: registry::Transferred| event.device)?;
	changed.note(|event: automation::Commanded| event.actuator.device)?;
	changed.note(|event: automation::Answered| event.actuator.device)?;
	changed.note(|event: automation::AnsweredLate| event.actuator.device)?;
	changed.note(|event: automation::Superseded| event.actuator.device)?;
	changed.note(|event: automation::Voided| event.actuator.device)?;
	changed.note(|event: automation::SafetySet| event.actuator.device)?;
	changed.note(|event: automation::ActuatorDropped| event.actuator.device)?;
	// Any organisation can add and remove members in every block. An admin who is new, or belongs to a new
	// organisation, is a new member as well.
	let joined = all(events, |event: consortium::MemberAdded| event.who)?;
	let left = all(events, |event: consortium::MemberRemoved| event.who)?;
	let mut any = !events.all::<consortium::Suspended>()?.is_empty()
		|| !events.all::<consortium::Resumed>()?.is_empty();
	any |= is_unknown(events, registry::PALLET, registry::NAMES)
		|| is_unknown(events, automation::PALLET, automation::NAMES);
	if any {
		return Ok(Commanded::All);
	}
	let owners = joined.into_iter().chain(left).collect();
	Ok(Commanded::Of { devices: changed.devices, owners })
}

/// Whether a pallet emitted an event that this release does not know, as a later runtime's may.
fn is_unknown(events: &Events, of: &str, known: &[&str]) -> bool {
	events.names().any(|(pallet, name)| pallet == of && !known.contains(&name))
}

/// The devices or accounts of all events of a type.
fn all<E: Event, T>(events: &Events, about: impl Fn(E) -> T) -> Result<Vec<T>, client::ChainError> {
	Ok(events.all()?.into_iter().map(about).collect())
}

struct Changed<'a> {
	events: &'a Events,
	devices: BTreeSet<DeviceId>,
}

impl Changed<'_> {
	fn note<E: Event>(&mut self, device: impl Fn(E) -> DeviceId) -> Result<(), client::ChainError> {
		self.devices.extend(all(self.events, device)?);
		Ok(())
	}
}

impl From<client::ChainError> for ChainError {
	fn from(error: client::ChainError) -> Self {
		match error {
			client::ChainError::Transport(cause) => Self::Unreachable(cause),
			client::ChainError::OtherChain(error) => Self::OtherChain(error.to_string()),
			client::ChainError::NotFinal => Self::NotFinal,
			client::ChainError::Unknown => Self::Unknown,
			error => Self::Failed(error.to_string()),
		}
	}
}

impl From<client::SubmitError> for SubmitError {
	fn from(error: client::SubmitError) -> Self {
		use client::SubmitError as Client;
		match error {
			Client::Refused { code } => {
				match (MemberRefusal::try_from(code), SegmentRefusal::try_from(code)) {
					(Ok(MemberRefusal::Suspended), _) => Self::Suspended,
					(Ok(MemberRefusal::QuotaExceeded), _) => Self::Quota,
					(_, Ok(SegmentRefusal::Convicted)) => Self::Convicted,
					_ => Self::Refused(error.to_string()),
				}
			},
			Client::Transport(cause) | Client::OtherChain(cause) => Self::Unreachable(cause),
			Client::Stale | Client::BadProof => Self::Void(error.to_string()),
			Client::Payment | Client::Other { .. } => Self::Refused(error.to_string()),
			_ => Self::Later(error.to_string()),
		}
	}
}

impl From<Head> for Block {
	fn from(head: Head) -> Self {
		Self { number: head.number, hash: head.hash }
	}
}

impl Blocks for LiveChain {
	async fn heads(&self) -> Result<Heads, ChainError> {
		let finalized = self.client.finalized().await?.into();
		Ok(Heads { finalized, best: self.client.best().await?.into() })
	}

	async fn finalized_after(&self, height: u32) -> Result<u32, ChainError> {
		Ok(self.client.finalized_after(height).await?)
	}

	async fn time_of(&self, block: Hash) -> Result<u64, ChainError> {
		Ok(self.client.time_of(&block).await?)
	}

	async fn block_hash(&self, number: u32) -> Result<Option<Hash>, ChainError> {
		Ok(self.client.block_hash(number).await?)
	}

	async fn parent(&self, block: Hash) -> Result<Hash, ChainError> {
		Ok(self.client.header(&block).await?.parent)
	}

	fn each(&self) -> Vec<Self> {
		let alone = |client| Self { client, ..self.clone() };
		self.client.each().into_iter().map(alone).collect()
	}

	fn avoid(&self) {
		self.models.clear();
		self.client.rpc().blame(client::Fault::Lied);
	}
}

impl Facts for LiveChain {
	async fn devices(
		&self,
		devices: &[DeviceId],
		at: At,
		deadline: Instant,
	) -> Result<Vec<FactsOf>, ChainError> {
		let late = |_| ChainError::Unreachable("no answer in time".into());
		let head = async {
			match at {
				At::Final { .. } => self.client.finalized().await,
				At::Best => self.client.best().await,
			}
		};
		// All answers must be of one block.
		let head = timeout_at(deadline, head).await.map_err(late)??;
		if matches!(at, At::Final { not_before } if head.number < not_before) {
			return Err(ChainError::NotFinal);
		}
		// Requests over one connection wait for the node together.
		let hash = head.hash;
		let facts = stream::iter(devices.to_vec()).map(|device| async move {
			timeout_at(deadline, self.facts(&device, &hash)).await.map_err(late)?
		});
		Ok(facts.buffered(UNDER_WAY).collect().await)
	}

	async fn changes(&self, block: Hash) -> Result<Changes, ChainError> {
		let events = self.client.events(&block).await?;
		Ok(match changes(&events, &self.account)? {
			Changes::Of(mut devices) => {
				devices.extend(self.relied_on(&events, &block).await?);
				Changes::Of(devices)
			},
			Changes::All => Changes::All,
		})
	}
}

impl Anchors for LiveChain {
	async fn next_batch(&self, at: Hash) -> Result<u64, ChainError> {
		Ok(self.client.next_batch(&self.account, Some(&at)).await?)
	}

	async fn nonce(&self, at: Hash) -> Result<u64, ChainError> {
		Ok(self.client.nonce_at(&self.account, &at).await?)
	}

	async fn quota(&self) -> Result<Option<u8>, ChainError> {
		let quota = self.client.quota(&self.account, None).await?;
		Ok(quota.and_then(|quota| quota.percent_left()))
	}

	async fn anchored(&self, number: u64, at: Hash) -> Result<Option<Anchored>, ChainError> {
		let record = self.client.batch(&self.account, number, Some(&at)).await?;
		Ok(record.map(|record| Anchored { batch: record.batch, block: record.block }))
	}

	async fn sign(
		&self,
		number: u64,
		batch: &Batch,
		observed: &[Observed],
		nonce: u64,
		birth: Block,
	) -> Result<Tx, ChainError> {
		let call = Call::anchor(number, batch, observed);
		let birth = Head { number: birth.number, hash: birth.hash };
		let signed = self.client.sign(&call, &self.signer, nonce, &birth).await.map_err(
			|error| match error {
				client::SignError::Chain(error) => error.into(),
				error => ChainError::Failed(error.to_string()),
			},
		)?;
		Ok(Tx { bytes: signed.bytes, nonce, dies_at: signed.dies_at })
	}

	async fn submit(&self, tx: &[u8]) -> Result<(), SubmitError> {
		self.client.submit(tx).await?;
		Ok(())
	}

	async fn prove(&self, block: u32, leaf: Hash) -> Result<ProofPath, ChainError> {
		let path = self.client.prove_statement(block, &leaf).await?;
		Ok(ProofPath { block: path.block, header: path.header })
	}

	async fn prove_many(&self, statements: &[StatementName]) -> Result<ProofPaths, ChainError> {
		let client::StatementProofs { proofs, header, .. } =
			self.client.prove_many(statements, None).await?;
		Ok(ProofPaths { proofs, header })
	}

	async fn complete(&self, proof: Proof) -> Result<Proof, ChainError> {
		let device = &proof.segment.header.device;
		let stated = self.client.registration(device, None).await?.ok_or(ChainError::Unknown)?;
		let model = self.models.get(stated.model, || self.client.model(stated.model)).await?;
		match self.client.complete_with(proof, &stated, &model).await {
			Err(client::ChainError::LeftOut(why)) => {
				tracing::warn!(
					why,
					"a node's answer about a device is invalid; do not trust this node"
				);
				self.avoid();
				Err(ChainError::Failed(why))
			},
			answer => Ok(answer?),
		}
	}

	async fn block_of_key(&self, record: &KeyRecord) -> Result<u32, ChainError> {
		Ok(self.client.block_at(record.since).await?)
	}
}

impl Actuators for LiveChain {
	async fn commands(&self, device: &DeviceId, at: Hash) -> Result<Commands, ChainError> {
		let newest = self.client.view(CommandsOf { device: *device }, Some(&at));
		let (newest, record) = futures::try_join!(newest, self.client.device(device, Some(&at)))?;
		Ok(Commands { owner: record.map(|record| record.owner), newest })
	}

	async fn commanded(&self, block: Hash) -> Result<Commanded, ChainError> {
		Ok(commanded(&self.client.events(&block).await?)?)
	}

	async fn answer(&self, answer: &Answer, salt: u64) -> Result<(), SubmitError> {
		let call = AnswerOne { answer: *answer }.into();
		let unsigned = self.client.unsigned(&call, salt).await.map_err(|error| match error {
			client::SignError::Chain(error) => SubmitError::Unreachable(error.to_string()),
			error => SubmitError::Refused(error.to_string()),
		})?;
		self.submit(&unsigned.bytes).await
	}
}

#[cfg(test)]
mod tests;
