//! Whether the gateway can do its work, and since when it cannot.

use crate::{
	clock::Clock, follow::View, http::NotReady, link::Connected, pulse::What, store::Store,
};
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::Instant};

/// A condition that keeps batches from being anchored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Trouble {
	/// The chain and the store differ. The gateway accepts and anchors nothing more.
	Diverged(String),
	/// The chain has convicted the gateway of a false batch.
	Convicted,
	/// The organisation is suspended.
	Suspended,
	/// The organisation's quota is spent; it recovers with time.
	Quota,
	/// The chain refuses the transaction for another reason.
	Refused(String),
}

impl std::fmt::Display for Trouble {
	fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
		match self {
			Self::Diverged(what) => write!(
				f,
				"the chain and the store differ: {what}. The gateway accepts and anchors nothing more; \
				no reading is lost, since devices keep theirs. If an old copy of the store was \
				restored, stop the gateway and restore the newest one. If another gateway uses this \
				account, stop one of the two. Delete no store; see \"Diverged\" in \
				docs/runbooks/run-a-gateway.md"
			),
			Self::Convicted => {
				f.write_str("the chain has convicted the gateway of a false batch; the council has to pardon it")
			},
			Self::Suspended => {
				f.write_str("the organisation is suspended; the council has to resume it")
			},
			Self::Quota => {
				f.write_str("the organisation's quota is spent; batches wait until it recovers")
			},
			Self::Refused(why) => write!(f, "the chain refuses the transaction: {why}"),
		}
	}
}

/// The limits of a [`Health`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct HealthSettings {
	/// Most blocks between the finalised head and the best one.
	pub(crate) max_lag: u32,
	/// Longest time without a new finalised head.
	pub(crate) head: Duration,
	/// Longest time in which batches are in flight and none becomes final.
	pub(crate) finality: Duration,
	/// Longest time in which groups of messages come and cannot be stored.
	pub(crate) storing: Duration,
	/// Longest time in which readings wait and sealing fails.
	pub(crate) sealing: Duration,
	/// Longest time in which proof paths of keys are wanted and none is found.
	pub(crate) proofs: Duration,
}

impl Default for HealthSettings {
	fn default() -> Self {
		Self {
			max_lag: 64,
			head: Duration::from_secs(30),
			finality: Duration::from_secs(60),
			storing: Duration::from_secs(10),
			sealing: Duration::from_secs(30),
			proofs: Duration::from_secs(600),
		}
	}
}

/// Computes the reasons why the gateway is not ready.
pub(crate) struct Health {
	store: Arc<Store>,
	connected: Connected,
	view: watch::Receiver<View>,
	trouble: watch::Receiver<Option<Trouble>>,
	clock: Clock,
	settings: HealthSettings,
	started: Instant,
}

impl Health {
	/// The health of a gateway that starts now.
	pub(crate) fn new(
		store: Arc<Store>,
		connected: Connected,
		view: watch::Receiver<View>,
		trouble: watch::Receiver<Option<Trouble>>,
		clock: Clock,
		settings: HealthSettings,
	) -> Self {
		Self { store, connected, view, trouble, clock, settings, started: Instant::now() }
	}

	/// The reasons; empty if it is ready.
	pub(crate) fn reasons(&self) -> Vec<NotReady> {
		let mut reasons = Vec::new();
		let pulses = self.store.pulses();
		if !self.store.has_space() || pulses.overdue(What::Stored) > Some(self.settings.storing) {
			reasons.push(NotReady::Store);
		}
		if pulses.overdue(What::Sealed) > Some(self.settings.sealing) {
			reasons.push(NotReady::Sealing);
		}
		if !self.store.is_confirmed() {
			reasons.push(NotReady::Unconfirmed);
		}
		if !self.connected.now() {
			reasons.push(NotReady::Broker);
		}
		let trouble = self.trouble.borrow().as_ref().map(|trouble| match trouble {
			Trouble::Diverged(_) => NotReady::Diverged,
			Trouble::Convicted => NotReady::Convicted,
			Trouble::Suspended => NotReady::Suspended,
			Trouble::Quota => NotReady::Quota,
			Trouble::Refused(_) => NotReady::Refused,
		});
		if !self.clock.trust().holds() {
			reasons.push(NotReady::Clock);
		}
		let view = self.view.borrow();
		let lag = view.heads.best.number.saturating_sub(view.heads.finalized.number);
		if !view.reachable || lag > self.settings.max_lag {
			reasons.push(NotReady::Chain);
		} else if self.head_age(&view) > self.settings.head
			|| (trouble.is_none() && pulses.overdue(What::Final) > Some(self.settings.finality))
		{
			reasons.push(NotReady::Finality);
		}
		if view.reachable && pulses.overdue(What::Proofs) > Some(self.settings.proofs) {
			reasons.push(NotReady::Proofs);
		}
		reasons.extend(trouble);
		reasons
	}

	/// Sets the gauges that grow with time.
	pub(crate) fn publish(&self) {
		let gauge = |what: &'static str, since: Duration| {
			metrics::gauge!("tallystick_gateway_seconds_since", "what" => what)
				.set(since.as_secs_f64());
		};
		gauge("head", self.head_age(&self.view.borrow()));
		if let Some(ahead) = self.clock.ahead() {
			metrics::gauge!("tallystick_gateway_clock_ahead_seconds").set(ahead as f64 / 1_000.0);
		}
		if let Ok(damaged) = self.store.damaged() {
			metrics::gauge!("tallystick_gateway_damaged_messages").set(damaged as f64);
		}
		for what in What::ALL {
			gauge(what.name(), self.store.pulses().since(*what));
		}
	}

	fn head_age(&self, view: &View) -> Duration {
		view.moved_at.unwrap_or(self.started).elapsed()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		chain::{Block, Heads},
		support::{folder, MockChain},
	};

	#[tokio::test]
	async fn every_lack_of_progress_has_its_reason_until_there_is_progress() {
		let (chain, folder) = (MockChain::new(), folder());
		let store = Arc::new(Store::open(folder.path().join("db"), chain.options()).unwrap());
		let (view, viewed) = watch::channel(View::default());
		let (trouble, troubled) = watch::channel(None);
		let connected = Connected::default();
		connected.set(true);
		let settings = HealthSettings {
			finality: Duration::ZERO,
			sealing: Duration::ZERO,
			storing: Duration::ZERO,
			proofs: Duration::ZERO,
			..Default::default()
		};
		let clock = Clock::new(viewed.clone(), 0, Duration::from_secs(300));
		let health = Health::new(store.clone(), connected, viewed, troubled, clock, settings);
		let reasons = || {
			std::thread::sleep(Duration::from_millis(2));
			health.reasons()
		};
		assert_eq!(reasons(), [NotReady::Chain]);
		view.send_modify(|view| view.reachable = true);
		assert_eq!(reasons(), []);
		for (what, reason) in [
			(What::Stored, NotReady::Store),
			(What::Sealed, NotReady::Sealing),
			(What::Final, NotReady::Finality),
			(What::Proofs, NotReady::Proofs),
		] {
			store.pulses().want(what, true);
			assert_eq!(reasons(), [reason]);
			store.pulses().done(what);
			assert_eq!(reasons(), []);
		}
		// What has a cause of its own is reported by its cause.
		store.pulses().want(What::Final, true);
		trouble.send_replace(Some(Trouble::Quota));
		assert_eq!(reasons(), [NotReady::Quota]);
		trouble.send_replace(None);
		store.pulses().want(What::Final, false);

		view.send_modify(|view| view.time = Some(u64::MAX));
		assert_eq!(reasons(), [NotReady::Clock]);
		view.send_modify(|view| view.time = None);

		let best = Block { number: 65, ..Block::default() };
		view.send_modify(|view| view.heads = Heads { best, ..view.heads });
		assert_eq!(reasons(), [NotReady::Chain]);
		let long_ago = Instant::now().checked_sub(Duration::from_secs(31));
		view.send_modify(|view| {
			view.heads.finalized = best;
			view.moved_at = long_ago;
		});
		assert_eq!(reasons(), [NotReady::Finality]);
	}
}
