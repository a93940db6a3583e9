//! Whether the gateway can do its work, and since when it cannot.

use crate::{
	clock::Clock, follow::View, http::NotReady, link::Connected, milestone::Milestone, store::Store,
};
use std::{sync::Arc, time::Duration};
use tallystick_client::{Opinion, Rpc};
use tokio::{sync::watch, time::Instant};

/// A condition that keeps batches from being anchored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Obstacle {
	/// The chain and the store differ. The gateway accepts and anchors nothing more.
	Diverged(String),
	/// The store is new, and the account has batches: this is the number of the next one.
	NewStore(u64),
	/// The store is new, and the nodes do not agree on whether the account has batches.
	Disagreement,
	/// The chain has convicted the gateway of a false batch.
	Convicted,
	/// The organisation is suspended.
	Suspended,
	/// The organisation's quota is spent; it recovers with time.
	Quota,
	/// The chain refuses the transaction for another reason.
	Refused(String),
}

impl std::fmt::Display for Obstacle {
	fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
		match self {
			Self::Diverged(what) => write!(
				f,
				"the chain and the store differ: {what}. The gateway accepts and anchors nothing more; \
				no reading is lost, since devices keep theirs. If an old copy of the store was \
				restored, stop the gateway and restore the newest one. If another gateway used this \
				account, stop it for good; the newest store then goes on with `tallystick-gateway adopt`. \
				Delete no store; see \"Diverged\" in docs/runbooks/run-a-gateway.md"
			),
			Self::NewStore(next) => write!(
				f,
				"the store is new, and the chain has batches of this account: its next one is {next}. The \
				gateway accepts nothing. If another gateway uses this account, give this one an account of its \
				own. If the store was moved or deleted, stop the gateway and put the newest file back. If \
				it is lost for good, see \"New store\" in docs/runbooks/run-a-gateway.md"
			),
			Self::Disagreement => f.write_str(
				"the store is new, and the nodes count different batches of this account. The gateway accepts \
				nothing until most agree on their number; remove a node that is wrong from chain.endpoints",
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
	/// Longest time without a new best head, and without a new finalised one.
	pub(crate) head: Duration,
	/// Longest time in which each polling round fails.
	pub(crate) rounds: Duration,
	/// Longest time in which transactions are sent and none is accepted.
	pub(crate) submission: Duration,
	/// Longest time that a reading waits for its batch to be sealed.
	pub(crate) waiting: Duration,
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
			rounds: Duration::from_secs(30),
			submission: Duration::from_secs(60),
			waiting: Duration::from_secs(300),
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
	obstacle: watch::Receiver<Option<Obstacle>>,
	clock: Clock,
	settings: HealthSettings,
	started: Instant,
	nodes: Option<Rpc>,
}

impl Health {
	/// The health of a gateway that starts now.
	pub(crate) fn new(
		store: Arc<Store>,
		connected: Connected,
		view: watch::Receiver<View>,
		obstacle: watch::Receiver<Option<Obstacle>>,
		clock: Clock,
		settings: HealthSettings,
	) -> Self {
		let started = Instant::now();
		Self { store, connected, view, obstacle, clock, settings, started, nodes: None }
	}

	/// Reports on the nodes behind this, too.
	pub(crate) fn with_nodes(self, nodes: Rpc) -> Self {
		Self { nodes: Some(nodes), ..self }
	}

	/// The reasons; empty if it is ready.
	pub(crate) fn reasons(&self) -> Vec<NotReady> {
		let mut reasons = Vec::new();
		let milestones = self.store.milestones();
		let is_in_place = self.store.is_in_place();
		if self.store.is_lost() {
			reasons.push(NotReady::StoreLost);
		} else if !is_in_place
			|| !self.store.has_space()
			|| milestones.overdue(Milestone::Stored) > Some(self.settings.storing)
		{
			reasons.push(NotReady::Store);
		}
		if milestones.overdue(Milestone::Sealed) > Some(self.settings.sealing) {
			reasons.push(NotReady::Sealing);
		}
		if !self.store.is_confirmed() {
			reasons.push(NotReady::Unconfirmed);
		}
		if !self.connected.now() {
			reasons.push(NotReady::Broker);
		}
		let obstacle = self.obstacle.borrow().as_ref().map(|obstacle| match obstacle {
			Obstacle::Diverged(_) => NotReady::Diverged,
			Obstacle::NewStore(_) => NotReady::NewStore,
			Obstacle::Disagreement => NotReady::NodesDisagree,
			Obstacle::Convicted => NotReady::Convicted,
			Obstacle::Suspended => NotReady::Suspended,
			Obstacle::Quota => NotReady::Quota,
			Obstacle::Refused(_) => NotReady::Refused,
		});
		if !self.clock.trust().holds() {
			reasons.push(NotReady::Clock);
		}
		let view = self.view.borrow();
		let lag = view.heads.best.number.saturating_sub(view.heads.finalized.number);
		if view.wrong_chain {
			reasons.push(NotReady::WrongChain);
		} else if !view.reachable
			|| milestones.overdue(Milestone::Round) > Some(self.settings.rounds)
		{
			reasons.push(NotReady::Chain);
		} else if self.age(view.grew_at) > self.settings.head {
			reasons.push(NotReady::Head);
		} else if self.is_lagging() {
			reasons.push(NotReady::Lagging);
		} else if lag > self.settings.max_lag
			|| self.age(view.moved_at) > self.settings.head
			|| (obstacle.is_none()
				&& milestones.overdue(Milestone::Final) > Some(self.settings.finality))
		{
			reasons.push(NotReady::Finality);
		} else if obstacle.is_none()
			&& milestones.overdue(Milestone::Submitted) > Some(self.settings.submission)
		{
			reasons.push(NotReady::Submission);
		} else if obstacle.is_none()
			&& milestones.overdue(Milestone::Waiting) > Some(self.settings.waiting)
		{
			reasons.push(NotReady::Waiting);
		}
		if view.reachable && milestones.overdue(Milestone::Proofs) > Some(self.settings.proofs) {
			reasons.push(NotReady::Proofs);
		}
		reasons.extend(obstacle);
		reasons
	}

	/// Sets the gauges that grow with time.
	pub(crate) fn publish(&self) {
		let gauge = |what: &'static str, since: Duration| {
			metrics::gauge!("tallystick_gateway_seconds_since", "what" => what)
				.set(since.as_secs_f64());
		};
		let reasons = self.reasons();
		for reason in NotReady::ALL {
			let is = f64::from(u8::from(reasons.contains(reason)));
			metrics::gauge!("tallystick_gateway_not_ready", "reason" => reason.name()).set(is);
		}
		let (grew_at, moved_at) = {
			let view = self.view.borrow();
			(view.grew_at, view.moved_at)
		};
		gauge("block", self.age(grew_at));
		gauge("head", self.age(moved_at));
		if let Some(nodes) = &self.nodes {
			let nodes = nodes.nodes();
			let good = nodes.iter().filter(|node| node.opinion == Opinion::Good).count();
			metrics::gauge!("tallystick_gateway_nodes_good").set(good as f64);
			metrics::gauge!("tallystick_gateway_nodes").set(nodes.len() as f64);
		}
		if let Some(ahead) = self.clock.ahead() {
			metrics::gauge!("tallystick_gateway_clock_ahead_seconds").set(ahead as f64 / 1_000.0);
		}
		if let Ok(damaged) = self.store.damaged() {
			metrics::gauge!("tallystick_gateway_damaged_messages").set(damaged as f64);
		}
		for what in Milestone::ALL {
			gauge(what.name(), self.store.milestones().since(*what));
		}
	}

	/// The time since this moment, or since the start.
	fn age(&self, at: Option<Instant>) -> Duration {
		at.unwrap_or(self.started).elapsed()
	}

	/// Whether the node in use lags, and with it the gateway.
	fn is_lagging(&self) -> bool {
		let nodes = self.nodes.as_ref().map(Rpc::nodes).unwrap_or_default();
		nodes.iter().any(|node| {
			node.in_use && matches!(node.opinion, Opinion::Syncing | Opinion::Lagging(_))
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

	#[test]
	fn documents_every_reason_and_has_an_alert_for_it() {
		let read = |path: &str| std::fs::read_to_string(format!("{ROOT}/{path}")).unwrap();
		let (docs, rules) = (read("docs/gateway.md"), read("docs/runbooks/gateway.rules.yml"));
		let alerts: Vec<_> = rules.lines().filter(|line| line.contains("expr:")).collect();
		for reason in NotReady::ALL {
			let name = reason.name();
			assert_eq!(serde_json::to_value(reason).unwrap(), name);
			assert!(docs.contains(&format!("| `{name}` |")), "docs/gateway.md lacks {name}");
			let is_named = |line: &&&str| line.split(['"', '|']).any(|word| word == name);
			assert!(alerts.iter().any(|line| is_named(&line)), "no alert names {name}");
		}
	}
	use crate::{
		chain::{Block, Heads},
		support::{folder, MockChain},
	};

	#[tokio::test]
	async fn readings_that_cannot_be_read_any_more_are_counted_while_all_others_are_sealed() {
		const METRIC: &str = "tallystick_gateway_damaged_messages";
		let mut scene = crate::prune::tests::Scene::new();
		let mut devices = scene.devices();
		let sent = scene.measure(&mut devices).await;
		let (_view, viewed) = watch::channel(View::default());
		let (_obstacle, obstacles) = watch::channel(None);
		let clock = Clock::new(viewed.clone(), 0, Duration::from_secs(300));
		let store = scene.store.clone();
		let settings = HealthSettings::default();
		let health = Health::new(store, Connected::default(), viewed, obstacles, clock, settings);
		let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
		let is_shown = |damaged: u32| {
			metrics::with_local_recorder(&recorder, || health.publish());
			let metric = format!("{METRIC} {damaged}");
			recorder.handle().render().lines().any(|line| line == metric)
		};
		assert!(is_shown(0));
		let damage = "UPDATE body SET readings = x'ff' WHERE message = 1";
		scene.store.write(|tx| Ok(tx.execute(damage, ())?)).unwrap();
		scene.seal().await;
		assert!(is_shown(1));
		scene.finalise().await;
		scene.proves(&devices, &sent[1..]);
	}

	#[tokio::test]
	async fn every_lack_of_progress_has_its_reason_until_there_is_progress() {
		let (chain, folder) = (MockChain::new(), folder());
		let store = Arc::new(Store::open(folder.path().join("db"), chain.options()).unwrap());
		let (view, viewed) = watch::channel(View::default());
		let (obstacle, obstacles) = watch::channel(None);
		let connected = Connected::default();
		connected.set(true);
		let settings = HealthSettings {
			finality: Duration::ZERO,
			sealing: Duration::ZERO,
			storing: Duration::ZERO,
			proofs: Duration::ZERO,
			rounds: Duration::ZERO,
			submission: Duration::ZERO,
			waiting: Duration::ZERO,
			..Default::default()
		};
		let clock = Clock::new(viewed.clone(), 0, Duration::from_secs(300));
		let health = Health::new(store.clone(), connected, viewed, obstacles, clock, settings);
		let reasons = || {
			std::thread::sleep(Duration::from_millis(2));
			health.reasons()
		};
		assert_eq!(reasons(), [NotReady::Chain]);
		view.send_modify(|view| view.reachable = true);
		assert_eq!(reasons(), []);
		for (what, reason) in [
			(Milestone::Stored, NotReady::Store),
			(Milestone::Sealed, NotReady::Sealing),
			(Milestone::Final, NotReady::Finality),
			(Milestone::Proofs, NotReady::Proofs),
			(Milestone::Round, NotReady::Chain),
			(Milestone::Submitted, NotReady::Submission),
			(Milestone::Waiting, NotReady::Waiting),
		] {
			store.milestones().want(what, true);
			assert_eq!(reasons(), [reason]);
			store.milestones().done(what);
			assert_eq!(reasons(), []);
		}
		// What has a cause of its own is reported by its cause.
		store.milestones().want(Milestone::Final, true);
		obstacle.send_replace(Some(Obstacle::Quota));
		assert_eq!(reasons(), [NotReady::Quota]);
		obstacle.send_replace(Some(Obstacle::NewStore(3)));
		assert_eq!(reasons(), [NotReady::NewStore]);
		obstacle.send_replace(Some(Obstacle::Disagreement));
		assert_eq!(reasons(), [NotReady::NodesDisagree]);
		obstacle.send_replace(None);
		store.milestones().want(Milestone::Final, false);

		view.send_modify(|view| view.time = Some(u64::MAX));
		assert_eq!(reasons(), [NotReady::Clock]);
		view.send_modify(|view| view.time = None);

		let best = Block { number: 65, ..Block::default() };
		view.send_modify(|view| view.heads = Heads { best, ..view.heads });
		assert_eq!(reasons(), [NotReady::Finality]);
		let long_ago = Instant::now().checked_sub(Duration::from_secs(31));
		view.send_modify(|view| {
			view.heads.finalized = best;
			view.moved_at = long_ago;
		});
		assert_eq!(reasons(), [NotReady::Finality]);
		view.send_modify(|view| view.grew_at = long_ago);
		assert_eq!(reasons(), [NotReady::Head]);
		view.send_modify(|view| view.wrong_chain = true);
		assert_eq!(reasons(), [NotReady::WrongChain]);
		std::fs::remove_file(folder.path().join("db")).unwrap();
		assert_eq!(reasons(), [NotReady::StoreLost, NotReady::WrongChain]);
	}
}
