//! How a device changes between gateways.

use super::{Player, PlayerError};
use crate::{
	roam::{At, Move, Place, Roaming},
	DeviceError, Link,
};
use std::{future::poll_fn, task::Poll};
use tallystick_device::MAX_MOVE;
use tallystick_evidence::{Attestation, Message, SegmentHeader};
use tallystick_wire::{Kind, SignedSegment};
use tokio::time::Instant;

impl<L: Link> Player<L> {
	/// Has it change between the gateway where it is, whose account is `account`, and these.
	pub fn roam(&mut self, account: [u8; 32], others: Vec<Place<L>>, roaming: Roaming) {
		if let Some(here) = self.gateways.get_mut(self.here) {
			here.place.account = Some(account);
		}
		self.gateways.extend(others.into_iter().map(At::new));
		self.roaming = Some(roaming);
		self.leaves = Some(Instant::now() + roaming.stay);
	}

	/// The next answer of any gateway, and the gateway's place. `None` if none will come.
	pub(super) async fn hear(&mut self) -> Option<(usize, Vec<u8>)> {
		poll_fn(|context| {
			let mut is_open = false;
			for (at, gateway) in self.gateways.iter_mut().enumerate() {
				match gateway.place.answers.poll_recv(context) {
					Poll::Ready(Some(answer)) => return Poll::Ready(Some((at, answer))),
					Poll::Ready(None) => {},
					Poll::Pending => is_open = true,
				}
			}
			if is_open {
				Poll::Pending
			} else {
				Poll::Ready(None)
			}
		})
		.await
	}

	/// Whether everything that a gateway acknowledged is final.
	pub(super) fn is_final(&self) -> bool {
		self.gateways.iter().all(|gateway| gateway.not_final.is_empty())
	}

	/// Whether it sends nothing new to the gateway where it is.
	pub(super) fn is_leaving(&self, at: Instant) -> bool {
		self.leaves.is_some_and(|leaves| leaves <= at)
	}

	/// Goes to the next gateway, if it is time and all that was sent is acknowledged.
	pub(super) fn leave(&mut self, at: Instant) -> Result<(), PlayerError> {
		let settled = !self.queue.is_under_way() && self.moving.is_none();
		let busy = self.attack.is_some() || self.off_until.is_some();
		let Some(Roaming { stay }) = self.roaming.filter(|_| self.is_leaving(at)) else {
			return Ok(());
		};
		if !settled || busy {
			return Ok(());
		}
		self.here = self.here.saturating_add(1).checked_rem(self.gateways.len()).unwrap_or(0);
		self.leaves = at.checked_add(stay);
		// The other gateway never had what repeats or contradicts these.
		(self.held, self.last) = (None, None);
		self.old.clear();
		self.totals.moves = self.totals.moves.saturating_add(1);
		let account = self.gateways.get(self.here).and_then(|here| here.place.account);
		if let Some(account) = account.filter(|_| self.signs()) {
			self.moving = Some(self.signed_move(account, at)?);
		}
		Ok(())
	}

	fn signs(&self) -> bool {
		self.device.format.attestation() != Attestation::Gateway
	}

	fn signed_move(&self, account: [u8; 32], at: Instant) -> Result<Move, PlayerError> {
		let state = &self.device.state;
		// Of readings that are signed one by one, those in no message yet have numbers already.
		let unsent = match self.device.format.attestation() {
			Attestation::Readings => self.device.unsent() as u64,
			_ => 0,
		};
		let (next, previous) = match self.queue.first() {
			Some(oldest) => {
				let segment = SignedSegment::decode(&oldest.payload).ok();
				let previous = segment.map(|segment| segment.header);
				let previous = previous.map_or([0; 32], |SegmentHeader { previous, .. }| previous);
				(oldest.first, previous)
			},
			None => (state.next.saturating_sub(unsent), state.previous),
		};
		let mut out = [0; MAX_MOVE];
		let sign = |message: &Message| self.device.identity.secret.sign(message);
		let length =
			state.sign_move(account, next, previous, sign, &mut out).map_err(DeviceError::Sign)?;
		let payload = out.get(..length).unwrap_or_default().into();
		Ok(Move { payload, next, due: at })
	}

	/// Sends the move, the first time or again.
	pub(super) async fn send_move(&mut self, at: Instant) {
		let Some(moving) = self.moving.as_mut().filter(|moving| moving.due <= at) else { return };
		moving.due = at + self.queue.timeout();
		let payload = moving.payload.clone();
		// What is lost is sent again.
		let _ = self.publish_on(Kind::Move, payload).await;
	}
}
