//! Commands to devices, and their answers.
//!
//! The gateway reads commands from the finalised chain, and publishes those for the actuators whose grants it holds,
//! each after a beat that reports it. It passes the devices' answers to a node's pool. It keeps no queue and writes
//! nothing to disk. It reads the newest commands from the finalised state, and repeats a command while the chain shows
//! it unanswered. The device repeats its answer whenever the command arrives again. So nothing is lost if the gateway
//! is killed at any moment.

mod answers;
mod board;
mod grants;

use crate::{
	chain::{descent, Actuators, Block, Blocks, ChainError, Commanded, Facts},
	clock::utc,
	follow::View,
	link::{Inbound, Outbound},
	registry::Registry,
	stop::Stop,
};
use board::{Board, Head};
use futures::{stream, stream::FuturesUnordered, StreamExt};
use grants::{Folder, Held};
use std::{
	collections::BTreeSet,
	future::pending,
	path::PathBuf,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::Duration,
};
use tallystick_control::Nonce;
use tallystick_evidence::{DeviceId, Hash, SecretKey};
use tallystick_wire::{Kind, Topic};
use tokio::{
	sync::{mpsc, watch},
	time::{timeout, Instant},
};

/// Most devices whose commands are queried at once.
const UNDER_WAY: usize = 64;
/// Most answers that are being checked and submitted at once.
const ANSWERS: usize = 32;
/// A finalised block is new if its clock differs from the gateway's by less than this, in milliseconds.
const NEW: u64 = 60_000;

/// The settings of a [`Commander`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct CommandSettings {
	/// The time between two checks of what is due to be published.
	pub(crate) tick: Duration,
	/// The longest time between two looks at the chain. A new finalised block begins one at once.
	pub(crate) poll: Duration,
	/// The time between two looks at the folder of grants.
	pub(crate) reread: Duration,
	/// No beat is published while the finalised head up to which commands are known has not risen for this time.
	pub(crate) standstill: Duration,
	/// Neither the same answer nor an earlier one is handed to a node again for this time.
	pub(crate) rest: Duration,
	/// Most blocks whose events are read. After a longer gap, all devices are queried.
	pub(crate) max_gap: u32,
	/// Longest wait of a message for room in the outbound queue. Then it is dropped.
	pub(crate) send_wait: Duration,
}

impl Default for CommandSettings {
	fn default() -> Self {
		Self {
			tick: Duration::from_millis(100),
			poll: Duration::from_secs(1),
			reread: Duration::from_secs(5),
			standstill: Duration::from_secs(30),
			rest: Duration::from_secs(30),
			max_gap: 32,
			send_wait: Duration::from_secs(1),
		}
	}
}

/// Why a message about commands was dropped. If repeating it helps, the device or its gateway sends it again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Dropped {
	/// The gateway commands nothing.
	Off,
	/// The queue was full.
	Overrun,
	/// The bytes are no such message.
	Malformed,
	/// The gateway holds no grant for the channel.
	NotGranted,
	/// The command is of another tenure than the actuator's.
	Tenure,
	/// No command with this id is known.
	UnknownCommand,
	/// The chain has the answer to this command, or to a later one.
	Settled,
	/// The same answer, or a later one, was handed to a node a moment ago.
	Repeated,
	/// The chain has no such device, or it is not active.
	Device,
	/// The device's present key has not signed it.
	Signature,
	/// No node answers, or the pool does not take the answer for now.
	Unavailable,
	/// The chain refuses the answer.
	Refused,
}

impl Dropped {
	/// Its label in the metric.
	fn label(self) -> &'static str {
		match self {
			Self::Off => "off",
			Self::Overrun => "overrun",
			Self::Malformed => "malformed",
			Self::NotGranted => "not_granted",
			Self::Tenure => "tenure",
			Self::UnknownCommand => "unknown_command",
			Self::Settled => "settled",
			Self::Repeated => "repeated",
			Self::Device => "device",
			Self::Signature => "signature",
			Self::Unavailable => "unavailable",
			Self::Refused => "refused",
		}
	}

	pub(crate) fn count(self) {
		metrics::counter!("tallystick_gateway_command_messages_dropped_total", "reason" => self.label())
			.increment(1);
	}
}

/// The key and the grants with which a gateway commands.
#[derive(Clone, Debug)]
pub(crate) struct Commanding {
	/// The gateway's command key.
	pub(crate) key: SecretKey,
	/// The folder of grants.
	pub(crate) grants: PathBuf,
}

impl Commanding {
	/// The public command key, as owners name it in their grants: 0x and 64 hexadecimal digits.
	pub(crate) fn public(&self) -> String {
		grants::show_key(&self.key.public())
	}
}

/// Commands the actuators whose grants the gateway holds.
pub(crate) struct Commander<C> {
	chain: Arc<C>,
	registry: Arc<Registry<C>>,
	view: watch::Receiver<View>,
	genesis: Hash,
	commanding: Commanding,
	settings: CommandSettings,
	board: Mutex<Board>,
}

impl<C: Blocks + Actuators + Facts> Commander<C> {
	/// A commander on the chain with this genesis hash, without grants yet.
	pub(crate) fn new(
		chain: Arc<C>,
		registry: Arc<Registry<C>>,
		view: watch::Receiver<View>,
		genesis: Hash,
		commanding: Commanding,
		settings: CommandSettings,
	) -> Self {
		let board = Mutex::new(Board::new(commanding.key.clone(), genesis));
		Self { chain, registry, view, genesis, commanding, settings, board }
	}

	/// Runs until it is stopped. `rx` brings what devices publish about commands, and `tx` takes what goes to them.
	pub(crate) async fn run(
		self,
		rx: mpsc::Receiver<Inbound>,
		tx: mpsc::Sender<Outbound>,
		mut stop: Stop,
	) {
		tracing::info!(command_key = self.commanding.public(), "the gateway commands devices");
		// They run side by side, so beats do not wait for a node.
		tokio::select! {
			() = stop.stopped() => {},
			() = self.reread() => {},
			() = self.follow() => {},
			() = self.publish(&tx) => {},
			() = self.receive(rx) => {},
		}
	}

	/// Reads the folder of grants again and again.
	async fn reread(&self) {
		let Commanding { key, grants } = &self.commanding;
		let mut folder = Folder::new(grants, key.public(), self.genesis);
		loop {
			let read = tokio::task::spawn_blocking(move || {
				let held = folder.read();
				(folder, held)
			});
			// The task ends, and the gateway with it: it must not continue with old grants.
			let Ok((back, held)) = read.await else { return };
			folder = back;
			if let Some(held) = held {
				self.hold(held);
			}
			tokio::time::sleep(self.settings.reread).await;
		}
	}

	/// Takes the grants that the gateway holds now, in place of all before.
	fn hold(&self, held: Vec<Held>) {
		metrics::gauge!("tallystick_gateway_commanded_actuators").set(held.len() as f64);
		self.board().hold(held);
	}

	/// Looks at the chain whenever a block becomes final.
	async fn follow(&self) {
		let mut view = self.view.clone();
		loop {
			self.look(Instant::now()).await;
			if let Ok(Err(_)) = timeout(self.settings.poll, view.changed()).await {
				return pending().await;
			}
		}
	}

	/// Reads the newest commands of the finalised head that may have changed. `now` is the present time.
	async fn look(&self, now: Instant) {
		let (head, time) = {
			let view = self.view.borrow();
			(view.heads.finalized, view.time)
		};
		let Some(time) = time else { return };
		let Some(seen) = self.seen(head, time) else { return };
		if seen == Some(head) && !self.board().is_in_doubt() {
			return;
		}
		let changed = match self.changes(seen, head).await {
			Ok(changed) => changed,
			Err(error) => {
				tracing::debug!(%error, "the commands of a block were not read");
				return;
			},
		};
		let doubtful = self.board().doubt(&changed);
		let asked = stream::iter(doubtful).map(|device| async move {
			let commands = self.chain.commands(&device, head.hash).await;
			let note = |error: &ChainError| {
				let device = tallystick_wire::Hex(device).to_string();
				tracing::debug!(%error, device, "the commands of a device were not read");
			};
			(device, commands.inspect_err(note).ok())
		});
		let answers: Vec<_> = asked.buffer_unordered(UNDER_WAY).collect().await;
		self.board().update(Head { block: head, time }, answers, now);
	}

	/// The block up to which commands are known, `Some(None)` if none is. `None` if the head is below that: its node
	/// lags behind.
	fn seen(&self, head: Block, time: u64) -> Option<Option<Block>> {
		let mut board = self.board();
		let Some(seen) = board.seen() else { return Some(None) };
		if head.number >= seen.number {
			return Some(Some(seen));
		}
		let is_new = utc().abs_diff(time) < NEW;
		if !is_new || seen.number.saturating_sub(head.number) <= self.settings.max_gap {
			return None;
		}
		tracing::warn!(
			height = head.number,
			greatest = seen.number,
			"a node reported a finalised block that the chain does not have yet; all commands are read again"
		);
		board.forget();
		Some(None)
	}

	/// The devices whose commands the blocks after `seen`, up to this head, may have changed.
	async fn changes(&self, seen: Option<Block>, head: Block) -> Result<Commanded, ChainError> {
		let Some(seen) = seen else { return Ok(Commanded::All) };
		match self.commanded(seen, head).await {
			Err(error @ (ChainError::Unreachable(_) | ChainError::OtherChain(_))) => Err(error),
			Err(error) => {
				let block = head.number;
				tracing::warn!(%error, block, "the blocks up to one cannot be read; all devices are asked for");
				Ok(Commanded::All)
			},
			commanded => commanded,
		}
	}

	async fn commanded(&self, seen: Block, head: Block) -> Result<Commanded, ChainError> {
		let Some(blocks) = descent(&*self.chain, seen, head, self.settings.max_gap).await? else {
			return Ok(Commanded::All);
		};
		let (mut devices, mut owners) = (BTreeSet::new(), BTreeSet::new());
		for block in blocks {
			match self.chain.commanded(block.hash).await? {
				Commanded::Of { devices: more, owners: and } => {
					devices.extend(more);
					owners.extend(and);
				},
				Commanded::All => return Ok(Commanded::All),
			}
		}
		Ok(Commanded::Of { devices, owners })
	}

	/// Publishes what is due, again and again.
	async fn publish(&self, tx: &mpsc::Sender<Outbound>) {
		loop {
			let mut due = self.due(Instant::now()).into_iter();
			while let Some(message) = due.next() {
				let Err(unsent) = tx.send_timeout(message, self.settings.send_wait).await else {
					continue;
				};
				// The others would be late.
				for message in std::iter::once(unsent.into_inner()).chain(due.by_ref()) {
					metrics::counter!("tallystick_gateway_answers_dropped_total").increment(1);
					if let Ok(Topic { device, .. }) = message.topic.parse() {
						self.board().unsent(&device);
					}
				}
			}
			tokio::time::sleep(self.settings.tick).await;
		}
	}

	/// The messages to devices that are due now.
	fn due(&self, now: Instant) -> Vec<Outbound> {
		let present = self.view.borrow().present(utc());
		self.board().due(now, self.settings.standstill, present.saturating_sub(NEW))
	}

	/// Takes what devices publish.
	async fn receive(&self, mut rx: mpsc::Receiver<Inbound>) {
		let mut under_way = FuturesUnordered::new();
		loop {
			tokio::select! {
				// Nonces never wait for answers, which devices repeat.
				message = rx.recv() => match message {
					Some(message) if !is_done(&message) => self.take(message).await.unwrap_or_else(Dropped::count),
					Some(message) if under_way.len() < ANSWERS => under_way.push(self.take(message)),
					Some(_) => Dropped::Overrun.count(),
					None => return pending().await,
				},
				Some(taken) = under_way.next() => if let Err(dropped) = taken {
					Dropped::count(dropped);
				},
			}
		}
	}

	/// Takes one message.
	async fn take(&self, message: Inbound) -> Result<(), Dropped> {
		let topic: Topic = message.topic.parse().map_err(|_| Dropped::Malformed)?;
		match topic.kind {
			Kind::Nonce => {
				let nonces = Nonce::read_all(&message.payload).ok_or(Dropped::Malformed)?;
				self.board().report(&topic.device, nonces.iter().flatten())
			},
			Kind::Done => self.answer(topic.device, &message.payload).await,
			_ => Err(Dropped::Malformed),
		}
	}

	fn board(&self) -> MutexGuard<'_, Board> {
		self.board.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

fn is_done(message: &Inbound) -> bool {
	message.topic.ends_with(Kind::Done.as_str())
}

/// An actuator's name in log lines.
fn shown(device: &DeviceId, channel: u16) -> String {
	format!("{}.{channel}", tallystick_wire::Hex(*device))
}

#[cfg(test)]
mod tests;
