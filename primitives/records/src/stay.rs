//! Streams that watch assets, and the devices that are lent for it.

use crate::{Millis, OrgId, PolicyId, StreamId, Unit};
use codec::MaxEncodedLen;

record! {
	/// How a stream watches an asset.
	#[derive(Copy, MaxEncodedLen)]
	pub enum StayKind {
		/// It says what the asset goes through. An asset has one at a time of each unit.
		#[codec(index = 0)]
		Counting,
		/// It says so where the counting one is silent.
		#[codec(index = 1)]
		Witness,
	}

	/// Whether a custodian lets the owner of a device take it away.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Consent {
		/// They do not.
		#[codec(index = 0)]
		Withheld,
		/// They do, until the asset is handed over.
		#[codec(index = 1)]
		Given,
	}

	/// A condition policy by which a stay counts.
	#[derive(Copy, MaxEncodedLen)]
	pub struct CountedSince {
		/// The policy.
		pub policy: PolicyId,
		/// Since when it counts.
		pub since: Millis,
	}

	/// The time for which a stream watches an asset. The stream's tally at both ends shows what the asset went through.
	#[derive(MaxEncodedLen)]
	#[serde(bound(
		serialize = "AccountId: serde::Serialize, Policies: serde::Serialize",
		deserialize = "AccountId: serde::Deserialize<'de>, Policies: serde::Deserialize<'de>"
	))]
	pub struct Stay<AccountId, Policies> {
		/// The stream.
		pub stream: StreamId,
		/// The unit of its channel.
		pub unit: Unit,
		/// What it is to the asset.
		pub kind: StayKind,
		/// Its begin. Never before it was stored.
		pub from: Millis,
		/// Its end. `None`: it goes on.
		pub to: Option<Millis>,
		/// The organisation whose device was revoked or retired meanwhile. It answers for time without data after the
		/// stay's end, until another stream takes over.
		pub failed: Option<OrgId>,
		/// The policies by which it counts: those of the asset and of all that it holds, if they fit the channel.
		pub policies: Policies,
		/// Whether the device's owner may take the device away.
		pub consent: Consent,
		/// The device's tenure at the begin. Once the device has changed hands, a new custodian does not withhold the
		/// consent anew, and the new owner may end the stay unless the consent is withheld.
		pub tenure: u32,
		/// The member that stored it. Their organisation paid the deposit.
		pub payer: AccountId,
	}

	/// How much a tally is used.
	#[derive(Default, MaxEncodedLen)]
	#[serde(bound(
		serialize = "Policies: serde::Serialize",
		deserialize = "Policies: serde::Deserialize<'de>"
	))]
	pub struct TallyUse<Policies> {
		/// The stays of the stream.
		pub stays: u32,
		/// The policies, each with the number of stays that count by it.
		pub policies: Policies,
	}

	/// How much assets rely on a device.
	#[derive(Copy, Default, MaxEncodedLen)]
	pub struct DeviceUse {
		/// Its open stays, and its streams that count for trades that are not final.
		pub open: u32,
		/// How many of its stays keep the owner from taking the device away.
		pub withheld: u32,
		/// When its status became final, and the organisation of its owner, if it has one. All its
		/// stays ended then.
		pub ended: Option<(Millis, Option<OrgId>)>,
	}

	/// The permission of a device's owner to attach the device to assets.
	#[derive(MaxEncodedLen)]
	#[serde(bound(
		serialize = "AccountId: serde::Serialize",
		deserialize = "AccountId: serde::Deserialize<'de>"
	))]
	pub struct Loan<AccountId> {
		/// The owner. Their organisation paid the deposit, and the loan ends with their tenure.
		pub owner: AccountId,
		/// The number of owners before them.
		pub tenure: u32,
		/// The last moment at which the device can be attached. Stays go on after that.
		pub until: Millis,
	}
}

impl<AccountId, Policies> Stay<AccountId, Policies> {
	/// Whether the stay is open. A change of the device may have ended it since.
	pub fn is_open(&self) -> bool {
		self.to.is_none()
	}
}
