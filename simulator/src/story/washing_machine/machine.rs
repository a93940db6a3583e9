//! The machine: what it does is simulated, what it measures is signed.

use super::found::{CYCLES, DETERGENT, ERROR, POWER, PUMP};
use crate::{
	mqtt::Mqtt, story::StoryError, Broker, Format, Identity, Link, Made, Point, Router, Series,
	SimDevice, MAX_SEGMENT,
};
use rand::{rngs::StdRng, Rng, SeedableRng};
use std::{sync::Arc, time::Duration};
use tallystick_client::{
	procurement::{Said, Statement},
	records::{Millis, OrderId},
};
use tallystick_evidence::{Hash, Message, Purpose, Signature};
use tallystick_wire::{Kind, Reply, Topic};
use tokio::{
	sync::mpsc,
	time::{timeout, Instant},
};

/// Fitted to a measurement: watts in each minute of a wash.
const CYCLE: &str = include_str!("../../../../data/washing-cycle-1min.csv");

const MINUTE: u64 = 60_000;
/// How long a wash takes, in milliseconds.
pub(super) const WASH: u64 = 60 * MINUTE;

/// Tenths of a percent: a full container, and what a wash takes.
const FULL: i64 = 1_000;
const DOSE: i64 = 235;
/// Hundredths of an ampere: what the pump draws with a clean filter, and how much more after each wash.
const CLEAN: i64 = 30;
const CLOGGING: i64 = 2;
/// From this current on the machine shows that the pump is blocked.
const BLOCKED: i64 = 55;
/// Error codes of the machine.
const NO_DETERGENT: i64 = 11;
const PUMP_BLOCKED: i64 = 18;
/// From this code on it is broken, and does not wash.
pub(super) const HEATER: i64 = 31;
pub(super) const DRUM: i64 = 32;

/// How long the machine waits for an answer before it sends again, and for how long in all.
const RESEND: Duration = Duration::from_secs(3);
/// The same, if the gateway says that it cannot take the message now: its clock follows the chain's.
const SOON: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_secs(60);
const BOOT: u32 = 1;

/// What the machine has last signed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct State {
	/// Detergent, in tenths of a percent.
	pub(super) level: i64,
	/// Washes, ever.
	pub(super) cycles: i64,
	/// What the pump draws, in hundredths of an ampere, at most.
	pub(super) pump: i64,
	/// The error that it shows; zero for none.
	pub(super) error: i64,
	/// What it has used, in Wh.
	pub(super) energy: i64,
}

/// A washing machine that signs what it measures.
pub(super) struct Machine {
	device: SimDevice,
	link: Mqtt,
	answers: mpsc::Receiver<Vec<u8>>,
	/// Tenths of a watt in each minute of a wash.
	cycle: Vec<i64>,
	/// How many washes the filter has served.
	clogged: i64,
	/// Its boot epoch.
	boot: u32,
	/// What is broken: the code of its error.
	broken: Option<i64>,
	genesis: Hash,
	noise: StdRng,
	pub(super) state: State,
}

impl Machine {
	/// Switches the machine on.
	pub(super) fn start(
		identity: Identity,
		series: Arc<Series>,
		genesis: Hash,
		broker: &Broker,
		seed: u64,
	) -> Result<Self, StoryError> {
		let id = identity.id;
		let device = SimDevice::new(identity, series, genesis, Format::Segment, MAX_SEGMENT, BOOT)?;
		let mut router = Router::default();
		let answers = router.add(id);
		let name = format!("tallystick-washing-machine-{}", rand::random::<u32>());
		let link = Mqtt::connect(broker, &name, vec![id], Arc::new(router));
		Ok(Self {
			device,
			link,
			answers,
			cycle: cycle(),
			clogged: 0,
			boot: BOOT,
			broken: None,
			genesis,
			noise: StdRng::seed_from_u64(seed),
			state: State { level: FULL, ..State::default() },
		})
	}

	/// Whether there is enough detergent for a wash, and nothing is broken.
	pub(super) fn can_wash(&self) -> bool {
		self.has_detergent() && self.broken.is_none()
	}

	fn has_detergent(&self) -> bool {
		self.state.level >= DOSE
	}

	/// Something breaks.
	pub(super) fn breaks(&mut self, code: i64) {
		self.broken = Some(code);
	}

	/// What was broken works again.
	pub(super) fn mend(&mut self) {
		self.broken = None;
	}

	/// The machine is switched off and on again: it begins to count its readings anew.
	pub(super) fn reboot(&mut self) {
		self.boot = self.boot.saturating_add(1);
		self.device.reboot(self.boot);
	}

	/// What the machine says of a visit, since somebody pressed its button; and its signature.
	pub(super) fn attest(
		&self,
		order: OrderId,
		tenure: u32,
		visit: Option<Millis>,
		said: Said,
	) -> Result<(Statement, Signature), StoryError> {
		let lost = || StoryError::otherwise("the machine cannot sign");
		let code = u16::try_from(self.state.error).ok().filter(|code| *code > 0);
		let codes = code.into_iter().collect::<Vec<_>>().try_into().map_err(|_| lost())?;
		let statement = Statement {
			order,
			tenure,
			visit,
			said,
			counter: u64::try_from(self.state.cycles).map_err(|_| lost())?,
			codes,
			boot_epoch: self.boot,
			sequence: self.device.state.next.checked_sub(1).ok_or_else(lost)?,
		};
		let identity = &self.device.identity;
		let payload = statement.to_bytes();
		let scheme = identity.key.scheme();
		let message = Message::new(Purpose::Attest, &self.genesis, &identity.id, scheme, &payload);
		let signature = identity.secret.sign(&message.ok_or_else(lost)?);
		Ok((statement, signature))
	}

	/// Fills detergent in.
	pub(super) fn fill(&mut self) {
		self.state.level = FULL;
	}

	/// Puts a new filter in.
	pub(super) fn change_filter(&mut self) {
		self.clogged = 0;
	}

	/// Washes until `end`, and sends what was measured. Waits until the gateway has it on disk.
	pub(super) async fn wash(&mut self, end: u64) -> Result<(), StoryError> {
		let begin = end.saturating_sub(WASH);
		let mut used = 0;
		for (minute, watts) in (0u64..).zip(self.cycle.clone()) {
			let time = begin.saturating_add(minute.saturating_mul(MINUTE));
			self.measure(POWER, time, watts)?;
			used += watts;
		}
		// The pump drains three times at the end.
		let drawn = CLEAN + self.clogged * CLOGGING;
		self.state.pump = 0;
		for minute in [3, 2, 1] {
			let value = drawn + self.noise.gen_range(-1..=1);
			self.measure(PUMP, end.saturating_sub(minute * MINUTE), value)?;
			self.state.pump = self.state.pump.max(value);
		}
		self.clogged += 1;
		self.state.level -= DOSE;
		self.state.cycles += 1;
		self.state.energy += used / 600;
		self.report(end).await
	}

	/// Sends how it stands. Waits until the gateway has it on disk.
	pub(super) async fn report(&mut self, now: u64) -> Result<(), StoryError> {
		self.state.error = match (self.broken, self.has_detergent(), self.state.pump > BLOCKED) {
			(Some(code), ..) => code,
			(None, false, _) => NO_DETERGENT,
			(None, true, true) => PUMP_BLOCKED,
			(None, true, false) => 0,
		};
		let State { level, cycles, error, .. } = self.state;
		for (channel, value) in [(DETERGENT, level), (CYCLES, cycles), (ERROR, error)] {
			self.measure(channel, now, value)?;
		}
		match self.device.flush(None)? {
			Some(made) => self.deliver(&made).await,
			None => Ok(()),
		}
	}

	fn measure(&mut self, channel: u16, time: u64, value: i64) -> Result<(), StoryError> {
		self.device.measure(Point { channel, time, value }, None)?;
		Ok(())
	}

	async fn deliver(&mut self, made: &Made) -> Result<(), StoryError> {
		let end = made.message.first.saturating_add(made.message.count);
		let deadline = Instant::now() + PATIENCE;
		self.publish(made).await;
		let mut wait = RESEND;
		while Instant::now() < deadline {
			match timeout(wait, self.answers.recv()).await {
				Ok(Some(reply)) => {
					let Ok(Reply::Answer(answer)) = Reply::decode_any(&reply) else { continue };
					if let Some(code) = answer.error.filter(|code| !code.is_temporary()) {
						return Err(StoryError::otherwise(format!(
							"the gateway refuses a reading: {code}; look at the gateway's log"
						)));
					}
					if answer.boot == self.boot && answer.next >= end {
						return Ok(());
					}
					if answer.error.is_some() {
						wait = SOON;
					}
				},
				Ok(None) => break,
				Err(_) => {
					wait = RESEND;
					self.publish(made).await;
				},
			}
		}
		Err(StoryError::otherwise(
			"the gateway has not answered for a minute; check that it runs, and that --broker names its broker",
		))
	}

	async fn publish(&self, made: &Made) {
		let topic = Topic { device: self.device.identity.id, kind: Kind::Segment }.to_string();
		if self.link.publish(topic, made.message.payload.clone()).await.is_err() {
			tracing::debug!("a message was not published");
		}
	}
}

/// Tenths of a watt in each minute of a wash.
fn cycle() -> Vec<i64> {
	let rows = CYCLE.lines().skip(1);
	let watts = rows.filter_map(|row| row.split(',').nth(1)?.parse::<f64>().ok());
	watts.map(|watts| (watts * 10.0).round() as i64).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_wash_takes_an_hour_and_what_the_data_say() {
		let cycle = cycle();
		assert_eq!(cycle.len() as u64 * MINUTE, WASH);
		let energy: i64 = cycle.iter().sum::<i64>() / 600;
		assert!((180..190).contains(&energy), "{energy} Wh");
	}

	#[test]
	fn a_container_lasts_for_four_washes_and_is_low_then() {
		let left = FULL - 4 * DOSE;
		assert!((0..100).contains(&left), "{left}");
		assert!(left < DOSE && FULL - 3 * DOSE >= DOSE);
	}
}
