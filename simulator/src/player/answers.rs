//! What a device makes of what the gateway publishes to it.

use super::{Attack, Player, PlayerError, TRIES};
use crate::{clock::now, roam::Waits, totals::millis, Event, Fault, Gone, Link};
use tallystick_evidence::Attestation;
use tallystick_wire::{Announcement, Answer, ErrorCode, Reply};
use tokio::time::Instant;

impl<L: Link> Player<L> {
	/// Takes a reply of the gateway at the place `from`.
	pub(super) async fn take(&mut self, from: usize, reply: &[u8]) -> Result<(), PlayerError> {
		let Ok(reply) = Reply::decode_any(reply) else {
			self.totals.failures.push("an answer that cannot be read".into());
			return Ok(());
		};
		if self.off_until.is_some() {
			return Ok(());
		}
		let at = Instant::now();
		match reply {
			Reply::Answer(answer) => {
				// Everything that another gateway was sent is settled.
				if from == self.here {
					self.answered(&answer, at).await?;
				}
				match answer.finalized {
					Some(finalized) => self.finalise(from, answer.boot, finalized, at).await,
					None => Ok(()),
				}
			},
			Reply::Announcement(Announcement { boot, finalized }) => {
				self.finalise(from, boot, finalized, at).await
			},
		}
	}

	async fn answered(&mut self, answer: &Answer, at: Instant) -> Result<(), PlayerError> {
		let is_own = answer.boot == self.device.state.boot_epoch;
		if self.moving.as_ref().is_some_and(|moving| is_own && moving.next <= answer.next) {
			self.moving = None;
		}
		if let Some(next) = self.acknowledges(answer) {
			self.acknowledge(next, answer, at).await?;
		}
		match answer.error {
			None => (self.strikes, self.gone) = (0, 0),
			Some(code) => self.refused(code, answer, at).await?,
		}
		Ok(())
	}

	/// Below which of the device's own numbers everything is on the gateway's disk.
	fn acknowledges(&mut self, answer: &Answer) -> Option<u64> {
		if self.device.format.attestation() != Attestation::Gateway {
			return (answer.boot == self.device.state.boot_epoch).then_some(answer.next);
		}
		// The gateway counts, also what came before. The one message under way is known by its name.
		let message = self.queue.first()?;
		let is_its = answer.error.is_none() && answer.is_to(&message.payload);
		is_its.then(|| message.end())
	}

	async fn acknowledge(
		&mut self,
		next: u64,
		answer: &Answer,
		at: Instant,
	) -> Result<(), PlayerError> {
		let device = self.device.identity.id;
		let boot = self.device.state.boot_epoch;
		if next > self.acknowledged {
			self.acknowledged = next;
			self.record(Event::Acknowledged { device, boot, next, at: now() }).await?;
		}
		for (message, took) in self.queue.acknowledge(next, at) {
			self.totals.messages += 1;
			self.totals.acknowledged += message.count;
			self.totals.until_acknowledged.push(millis(took));
			let counts = self.device.format.attestation() == Attestation::Gateway;
			let below = if counts { answer.next } else { message.end() };
			let began = at.checked_sub(took).unwrap_or(at);
			if let Some(here) = self.gateways.get_mut(self.here) {
				let (boot, first) = (answer.boot, message.first);
				here.not_final.push_back(Waits { boot, below, first, began });
			}
			self.old.push_back(message.payload);
			if self.old.len() > 4 {
				self.old.pop_front();
			}
		}
		Ok(())
	}

	/// The gateway at this place says what is final.
	async fn finalise(
		&mut self,
		from: usize,
		boot: u32,
		finalized: u64,
		at: Instant,
	) -> Result<(), PlayerError> {
		let Some(gateway) = self.gateways.get_mut(from) else { return Ok(()) };
		let is_final = |waits: &&Waits| waits.boot == boot && waits.below <= finalized;
		while let Some(Waits { began, .. }) = gateway.not_final.front().filter(is_final) {
			let took = at.saturating_duration_since(*began);
			self.totals.until_final.push(millis(took));
			gateway.not_final.pop_front();
		}
		let waiting = self.gateways.iter().filter_map(|gateway| gateway.not_final.front());
		let next = waiting.map(|waits| waits.first).min().unwrap_or(self.acknowledged);
		if next > self.finalised {
			self.finalised = next;
			let (device, boot) = (self.device.identity.id, self.device.state.boot_epoch);
			self.record(Event::Finalised { device, boot, next, at: now() }).await?;
		}
		Ok(())
	}

	pub(super) async fn refused(
		&mut self,
		code: ErrorCode,
		answer: &Answer,
		at: Instant,
	) -> Result<(), PlayerError> {
		if code.is_temporary() {
			self.queue.back_off(at);
			return Ok(());
		}
		if self.beaten == Some(answer.reference) {
			// It was sent more than once.
			return Ok(());
		}
		let sent = |attack: &&Attack| attack.tries > 0 && answer.is_to(&attack.payload);
		let named = self.attack.as_ref().filter(sent);
		if let Some((fault, expected)) = named.map(|attack| (attack.fault, attack.expected)) {
			let expected = expected.contains(&code);
			self.note_refusal(code, Some(fault), expected).await?;
			self.attack = None;
			self.beaten = Some(answer.reference);
			match expected {
				true => *self.totals.refused.entry(fault.as_str()).or_default() += 1,
				false => self.totals.failures.push(format!("{fault}: refused as {code}")),
			}
			return Ok(());
		}
		let reordered = self.faults.contains(&Fault::Reorder);
		match code {
			// The move was overtaken, or lost.
			ErrorCode::Gap if self.moving.is_some() => self.note_refusal(code, None, true).await?,
			ErrorCode::Gap if answer.boot == self.device.state.boot_epoch => {
				self.note_refusal(code, None, reordered).await?;
				let gone = self.queue.rewind(answer.next, at) == Err(Gone);
				self.gone = if gone { self.gone + 1 } else { 0 };
				// An answer can be overtaken by a later one.
				if self.gone == TRIES {
					self.totals.failures.push("the gateway lost what it had acknowledged".into());
					self.lose_power().await?;
				}
			},
			// A message of the boot epoch before was overtaken by the loss of power.
			ErrorCode::RolledBack | ErrorCode::Gap if self.reboots > 0 => {
				self.note_refusal(code, None, true).await?;
			},
			_ => {
				self.note_refusal(code, None, false).await?;
				self.queue.back_off(at);
				self.strikes += 1;
				if self.strikes == TRIES {
					self.totals.failures.push(format!("a good message is refused as {code}"));
				}
			},
		}
		Ok(())
	}

	async fn note_refusal(
		&self,
		code: ErrorCode,
		fault: Option<Fault>,
		expected: bool,
	) -> Result<(), PlayerError> {
		let device = self.device.identity.id;
		let (code, fault) = (code.to_string(), fault.map(|fault| fault.to_string()));
		self.record(Event::Refused { device, code, fault, expected, at: now() }).await
	}
}
