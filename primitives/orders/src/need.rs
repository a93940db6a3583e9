//! Needs: what machines lack.

use crate::{attest::Attested, Category, MandateId, OrderId, Outcome};
use bounded_collections::{BoundedVec, ConstU32};
use tallystick_evidence::{DeviceId, Hash};
use tallystick_records::{json, AssetId, Millis, OrgId};

/// The most vendors that a mandate names. Never lowered.
pub const MAX_VENDORS: u32 = 8;

/// After this many failed orders a need is given up for a while.
pub const MAX_FAILURES: u8 = 3;

/// How long a need stays given up, in milliseconds: one hour.
pub const COOL_DOWN: u64 = 3_600_000;

record! {
	/// The machine that a mandate or a need is for.
	#[derive(Copy)]
	pub enum Subject {
		/// A device, as long as this owner has it.
		#[codec(index = 0)]
		Device {
			/// The device.
			device: DeviceId,
			/// How often it had changed hands.
			tenure: u32,
		},
		/// An asset, as long as this organisation owns it.
		#[codec(index = 1)]
		Asset {
			/// The asset.
			asset: AssetId,
			/// The owner.
			owner: OrgId,
		},
		/// Every machine with a warranty of the mandate's organisation.
		#[codec(index = 2)]
		Warranties,
	}

	/// The warranty under which a warrantor may pay for a machine's need.
	#[derive(Copy)]
	pub struct Warranty {
		/// The machine as an asset.
		pub asset: AssetId,
		/// The hash of the warranty among the asset's documents.
		#[serde(with = "json::Hex")]
		pub document: Hash,
	}

	/// Where a claim on a warranty stands.
	#[derive(Copy)]
	pub enum Claim {
		/// None was made since the need was last ordered, cleared or given up.
		#[codec(index = 0)]
		None,
		/// The warrantor may grant or refuse it.
		#[codec(index = 1)]
		Made {
			/// The warrantor.
			warrantor: OrgId,
			/// The last moment for it.
			until: Millis,
		},
		/// The warrantor refused it, or was silent: the owner pays.
		#[codec(index = 2)]
		Over,
	}

	/// Where a need stands.
	#[derive(Copy)]
	pub enum NeedState {
		/// Nothing is lacking, as far as anybody has said.
		#[codec(index = 0)]
		Clear,
		/// Something is lacking, and nothing is on order.
		#[codec(index = 1)]
		Open,
		/// It was ordered, and is not covered yet. The order may have been delivered: a bottle that already
		/// stands on the shelf is not ordered again.
		#[codec(index = 2)]
		Ordered,
		/// Orders have failed too often, or the owner objected. Nothing is ordered until this moment.
		#[codec(index = 3)]
		GivenUp {
			/// The first moment at which it can be ordered again.
			until: Millis,
		},
	}

	/// What one machine lacks of one category.
	pub struct Need {
		/// The machine.
		pub subject: Subject,
		/// The organisation that owns it.
		pub org: OrgId,
		/// What is wanted.
		pub category: Category,
		/// How many units an order has.
		pub quantity: u32,
		/// The mandate under which it is ordered.
		pub mandate: MandateId,
		/// The hash of the delivery address, which vendors receive in private.
		#[serde(with = "json::Hex")]
		pub address: Hash,
		/// The warranty under which a warrantor may pay.
		pub warranty: Option<Warranty>,
		/// Where a claim on it stands.
		pub claim: Claim,
		/// Where it stands.
		pub state: NeedState,
		/// The order that has not ended yet.
		pub order: Option<OrderId>,
		/// How many orders there were, ever.
		pub attempts: u64,
		/// How many have failed since it was last clear or given up.
		pub failures: u8,
		/// The vendors who have failed since then.
		pub skipped: BoundedVec<OrgId, ConstU32<MAX_VENDORS>>,
		/// How the last order ended.
		pub last: Option<Outcome>,
		/// The machine's latest statement about its orders.
		pub attested: Option<Attested>,
		/// When it was declared, last cleared, or last given up. Earlier observations are no evidence.
		pub since: Millis,
	}
}

impl Need {
	/// Whether something is lacking or on order.
	pub fn is_open(&self) -> bool {
		matches!(self.state, NeedState::Open | NeedState::Ordered) || self.order.is_some()
	}

	/// Whether it was given up, and nothing may be ordered yet.
	pub fn has_failed(&self, now: Millis) -> bool {
		matches!(self.state, NeedState::GivenUp { until } if now < until)
	}

	/// Whether an order may be placed now.
	pub fn can_order(&self, now: Millis) -> bool {
		let ready = match self.state {
			NeedState::Clear | NeedState::Open => true,
			NeedState::Ordered => false,
			NeedState::GivenUp { until } => now >= until,
		};
		ready && self.order.is_none()
	}

	/// Forgets who failed, if the need was given up and may be ordered again.
	pub fn begin(&mut self) {
		if self.state != NeedState::Open {
			self.failures = 0;
			self.skipped.clear();
		}
		self.state = NeedState::Open;
	}

	/// An order was placed.
	pub fn ordered(&mut self, order: OrderId) {
		self.state = NeedState::Ordered;
		self.claim = Claim::None;
		self.order = Some(order);
		self.attempts = self.attempts.saturating_add(1);
	}

	/// Records the end of the order. A warrantor who took the order back has refused the claim.
	pub fn ended(&mut self, buyer: OrgId, vendor: OrgId, outcome: Outcome, now: Millis) {
		self.order = None;
		self.last = Some(outcome);
		if self.state != NeedState::Ordered {
			return;
		}
		if outcome.is_failure() {
			self.failures = self.failures.saturating_add(1);
			if !self.skipped.contains(&vendor) {
				// The list holds as many vendors as a mandate names, and the need is given up before more can
				// fail.
				let _ = self.skipped.try_push(vendor);
			}
			match self.failures < MAX_FAILURES {
				true => self.state = NeedState::Open,
				false => self.give_up(now),
			}
		} else if outcome.is_objection() && buyer == self.org {
			self.give_up(now);
		} else if outcome.is_objection() {
			self.state = NeedState::Open;
			self.claim = Claim::Over;
		}
	}

	/// Stops ordering for a while.
	pub fn give_up(&mut self, now: Millis) {
		self.state = NeedState::GivenUp { until: now.saturating_add(COOL_DOWN) };
		self.claim = Claim::None;
		self.since = now;
	}

	/// Records that nothing is lacking any more.
	pub fn clear(&mut self, now: Millis) {
		self.state = NeedState::Clear;
		self.claim = Claim::None;
		self.since = now;
		self.failures = 0;
		self.skipped.clear();
	}
}
