//! Notices two blocks of one author in one slot.
//!
//! GRANDPA reports its equivocations to the chain; for Aura nobody does, so the node raises an
//! alarm: an error in its log, and a counter that operators watch.

use futures::StreamExt;
use sc_client_api::BlockchainEvents;
use sc_consensus_aura::find_pre_digest;
use sp_consensus_aura::sr25519::AuthoritySignature;
use std::{collections::BTreeMap, sync::Arc};
use substrate_prometheus_endpoint::{register, Counter, PrometheusError, Registry, U64};
use tallystick_runtime::{opaque::Block, Hash, Header};

/// Slots that are remembered: well over what a fork can be late.
const REMEMBERED: usize = 1_024;

/// The blocks seen in the latest slots.
#[derive(Default)]
struct Slots(BTreeMap<u64, Hash>);

impl Slots {
	/// Remembers a block, and returns another one of the same slot if there is one.
	///
	/// A slot belongs to one author, whose signature was checked at import: two blocks are proof.
	fn note(&mut self, slot: u64, block: Hash) -> Option<Hash> {
		let first = *self.0.entry(slot).or_insert(block);
		while self.0.len() > REMEMBERED {
			self.0.pop_first();
		}
		(first != block).then_some(first)
	}
}

/// Watches every block that the node imports, on whichever fork.
pub(crate) async fn watch<C: BlockchainEvents<Block>>(client: Arc<C>, registry: Option<Registry>) {
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
		if let Some(other) = slots.note(slot, notification.hash) {
			log::error!(
				"equivocation: the author of slot {slot} signed both {other:?} and {:?}. Ask the \
				council to remove its validator.",
				notification.hash,
			);
			if let Some(counter) = &counter {
				counter.inc();
			}
		}
	}
}

fn slot(header: &Header) -> Option<u64> {
	find_pre_digest::<Block, AuthoritySignature>(header).ok().map(u64::from)
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
