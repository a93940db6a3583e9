//! Detects two blocks of one author in one slot.
//!
//! GRANDPA reports equivocations to the chain, but Aura does not. So the node raises an alarm: an error in
//! its log, and a counter that operators watch.

use crate::service::FullClient;
use futures::StreamExt;
use sc_client_api::BlockchainEvents;
use sc_consensus_aura::{find_pre_digest, standalone::slot_author};
use sp_api::ProvideRuntimeApi;
use sp_consensus_aura::{
	sr25519::{AuthorityId, AuthorityPair, AuthoritySignature},
	AuraApi, Slot,
};
use std::{collections::BTreeMap, sync::Arc};
use substrate_prometheus_endpoint::{register, Counter, PrometheusError, Registry, U64};
use tallystick_runtime::{opaque::Block, Hash, Header};

/// The most blocks that are remembered: well above the length of a fork.
const REMEMBERED: usize = 1_024;

/// The first block of each author in each of the latest slots.
#[derive(Default)]
struct Slots(BTreeMap<(u64, AuthorityId), Hash>);

impl Slots {
	/// Remembers a block. Returns another block of the same author in the same slot, if there is one.
	///
	/// Two forks may give a slot to two authors if the validators changed on only one of them. The seal
	/// was checked at import, so two blocks under one key are proof.
	fn note(&mut self, slot: u64, author: AuthorityId, block: Hash) -> Option<Hash> {
		let first = *self.0.entry((slot, author)).or_insert(block);
		while self.0.len() > REMEMBERED {
			self.0.pop_first();
		}
		(first != block).then_some(first)
	}
}

/// Watches every block that the node imports, on whichever fork.
pub(crate) async fn watch(client: Arc<FullClient>, registry: Option<Registry>) {
	let counter = match registry.as_ref().map(counter).transpose() {
		Ok(counter) => counter,
		Err(error) => {
			log::warn!("equivocations are logged but not counted: {error}");
			None
		},
	};
	let mut slots = Slots::default();
	let mut imports = client.every_import_notification_stream();
	while let Some(notification) = imports.next().await {
		let Some(slot) = slot(&notification.header) else { continue };
		// Old blocks come without a state, and are final.
		let Some(author) = author(&client, &notification.header, slot) else { continue };
		if let Some(other) = slots.note(*slot, author.clone(), notification.hash) {
			log::error!(
				"equivocation: the validator with the Aura key {author} signed both {other:?} and {:?} in \
				slot {slot}. Ask the council to remove it: session.keyOwner names its account.",
				notification.hash,
			);
			if let Some(counter) = &counter {
				counter.inc();
			}
		}
	}
}

fn slot(header: &Header) -> Option<Slot> {
	find_pre_digest::<Block, AuthoritySignature>(header).ok()
}

/// The validator of the slot, from the state of the parent block.
fn author(client: &FullClient, header: &Header, slot: Slot) -> Option<AuthorityId> {
	let authorities = client.runtime_api().authorities(header.parent_hash).ok()?;
	slot_author::<AuthorityPair>(slot, &authorities).cloned()
}

fn counter(registry: &Registry) -> Result<Counter<U64>, PrometheusError> {
	register(
		Counter::new(
			"tallystick_aura_equivocations_total",
			"Blocks of an author who had signed another block in the same slot",
		)?,
		registry,
	)
}
