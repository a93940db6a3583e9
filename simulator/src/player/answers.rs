//! What a device makes of an answer.

use super::{Player, PlayerError, TRIES};
use crate::{time::now, totals::millis, Event, Fault, Gone, Link};
use tallystick_evidence::Attestation;
use tallystick_wire::{Answer, ErrorCode};
use tokio::time::Instant;

impl<L: Link> Player<L> {
	pub(super) async fn take(&mut self, answer: &[u8]) -> Result<(), PlayerError> {
		let Ok(answer) = Answer::decode_any(answer) else {
			self.totals.failures.push("an answer that cannot be read".into());
			return Ok(());
		};
		let at = Instant::now();
		self.heard = at;
		if self.off_until.is_some() {
			return Ok(());
		}
		let boot = self.device.state.boot_epoch;
		let counted = self.device.format.attestation() == Attestation::Gateway;
		if answer.boot == boot || counted {
			self.acknowledge(&answer, at).await?;
		}
		match answer.error {
			None => (self.strikes, self.gone) = (0, 0),
			Some(code) => self.refused(code, &answer, at).await?,
		}
		Ok(())
	}

	async fn acknowledge(&mut self, answer: &Answer, at: Instant) -> Result<(), PlayerError> {
		let device = self.device.identity.id;
		let boot = self.device.state.boot_epoch;
		if self.device.format.attestation() == Attestation::Gateway && self.base.is_none() {
			// It counts what came before as well. One message at a time is under way.
			let first = self.queue.first_count().filter(|_| answer.error.is_none());
			let Some(first) = first else { return Ok(()) };
			self.base = Some(answer.next.saturating_sub(first));
		}
		let base = self.base.unwrap_or(0);
		let next = answer.next.saturating_sub(base);
		if next > self.acknowledged {
			self.acknowledged = next;
			self.record(Event::Acknowledged { device, boot, next, at: now() }).await?;
		}
		for (message, took) in self.queue.acknowledge(next, at) {
			self.totals.messages += 1;
			self.totals.acknowledged += message.count;
			self.totals.until_acknowledged.push(millis(took));
			self.not_final.push_back((message.end(), at.checked_sub(took).unwrap_or(at)));
			self.old.push_back(message.payload);
			if self.old.len() > 4 {
				self.old.pop_front();
			}
		}
		let finalised = answer.finalized.unwrap_or(0).saturating_sub(base);
		if finalised > self.finalised {
			self.finalised = finalised;
			self.record(Event::Finalised { device, boot, next: finalised, at: now() }).await?;
			while let Some((_, began)) = self.not_final.front().filter(|(end, _)| *end <= finalised)
			{
				let took = at.saturating_duration_since(*began);
				self.totals.until_final.push(millis(took));
				self.not_final.pop_front();
			}
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
		let under_way = self.attack.as_ref().filter(|attack| attack.tries > 0);
		if let Some((fault, expected)) = under_way.map(|attack| (attack.fault, attack.expected)) {
			let expected = expected.contains(&code);
			self.note_refusal(code, Some(fault), expected).await?;
			self.attack = None;
			match expected {
				true => *self.totals.refused.entry(fault.as_str()).or_default() += 1,
				false => self.totals.failures.push(format!("{fault}: refused as {code}")),
			}
			return Ok(());
		}
		let reordered = self.faults.contains(&Fault::Reorder);
		match code {
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
