//! Messages that have to be refused, and devices that send nothing else.

use super::{hash, Attack, Limits, Player, PlayerError, TRIES};
use crate::{clock::now, forge::forge, Event, Fault, Link, Nature, Totals};
use rand::Rng;
use std::time::Duration;
use tallystick_wire::ErrorCode;
use tokio::time::Instant;

impl<L: Link> Player<L> {
	pub(super) fn plan_attack(&mut self) {
		let format = self.device.format;
		let forgeries: Vec<_> = self
			.faults
			.iter()
			.filter_map(|fault| match fault.nature(format) {
				Some(Nature::Forgery(expected)) => Some((*fault, expected)),
				_ => None,
			})
			.collect();
		let place = self.next_attack.checked_rem(forgeries.len()).unwrap_or(0);
		let Some((fault, expected)) = forgeries.get(place).copied() else { return };
		self.next_attack = self.next_attack.wrapping_add(1);
		let due = Instant::now();
		// Forged once everything before it is acknowledged.
		self.attack = Some(Attack { fault, expected, payload: [].into(), due, tries: 0 });
	}

	pub(super) async fn send_attack(&mut self, at: Instant) -> Result<(), PlayerError> {
		let next = self.playback.peek().map_or_else(now, |point| point.time);
		let time = next.saturating_add_signed(self.skew);
		let Some(attack) = self.attack.as_mut().filter(|attack| attack.due <= at) else {
			return Ok(());
		};
		let fault = attack.fault;
		if attack.tries >= TRIES {
			self.attack = None;
			self.totals.failures.push(format!("{fault}: no answer refused it"));
			return Ok(());
		}
		if attack.payload.is_empty() {
			let noise = self.chance.gen();
			let last = self.last.as_ref();
			let forged = forge(fault, &self.device, &self.fellow, last, time, noise);
			let Some(payload) = forged else {
				self.attack = None;
				return Ok(());
			};
			attack.payload = payload.into();
			let event = Event::Forged {
				device: self.device.identity.id,
				fault: fault.to_string(),
				hash: hash(&attack.payload),
				at: now(),
			};
			if let Some(oracle) = &self.oracle {
				oracle.record(&event).await?;
			}
		}
		attack.tries += 1;
		attack.due = at + Duration::from_secs(2);
		let payload = attack.payload.clone();
		let _ = self.publish(payload).await;
		Ok(())
	}
}

/// A device all of whose messages have to be refused.
pub(crate) async fn play_impostor<L: Link>(
	mut player: Player<L>,
	fault: Fault,
	code: ErrorCode,
	mut limits: Limits,
) -> Result<Totals, PlayerError> {
	let expected = std::slice::from_ref(match code {
		ErrorCode::UnknownDevice => &ErrorCode::UnknownDevice,
		_ => &ErrorCode::NotActive,
	});
	let (payload, due) = ([].into(), Instant::now());
	player.attack = Some(Attack { fault, expected, payload, due, tries: 0 });
	while player.attack.is_some() && Instant::now() < limits.until + limits.drain {
		limits.check(Instant::now());
		player.send(Instant::now()).await?;
		let wake = Instant::now() + Duration::from_millis(300);
		tokio::select! {
			answer = player.hear() => match answer {
				Some((from, answer)) => player.take(from, &answer).await?,
				None => break,
			},
			() = tokio::time::sleep_until(wake) => {},
		}
	}
	if player.attack.is_some() {
		player.totals.failures.push(format!("{fault}: no answer refused it"));
	}
	Ok(player.totals)
}
