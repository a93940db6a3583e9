//! Devices, their models, keys and gateways.

use crate::{json, LotId, Millis, ModelId, OrgId, Unit};
use alloc::vec::Vec;
use codec::MaxEncodedLen;
use tallystick_evidence::{DeviceId, DeviceKey, Hash, Limits, Signature};

record! {
	/// Whether what a device signs counts.
	#[derive(Copy, MaxEncodedLen)]
	pub enum DeviceStatus {
		/// It does.
		#[codec(index = 0)]
		Active,
		/// Not for now: its owner, or a proof against it, stopped it. It can be resumed.
		#[codec(index = 1)]
		Suspended,
		/// Never again: its key is in other hands.
		#[codec(index = 2)]
		Revoked,
		/// Never again: it is out of use.
		#[codec(index = 3)]
		Retired,
	}

	/// How the values of a channel hang together.
	#[derive(Copy, MaxEncodedLen)]
	pub enum ChannelKind {
		/// A quantity that goes up and down: a temperature, a power.
		#[codec(index = 0)]
		Gauge,
		/// A register that only grows: energy, litres.
		#[codec(index = 1)]
		Counter,
		/// One of a few numbered states: a door, a mode.
		#[codec(index = 2)]
		State,
	}

	/// One input of every device of a model.
	#[derive(MaxEncodedLen)]
	#[serde(bound(
		serialize = "Name: AsRef<[u8]>, Symbol: AsRef<[u8]>",
		deserialize = "Name: TryFrom<Vec<u8>>, Symbol: TryFrom<Vec<u8>>"
	))]
	pub struct Channel<Name, Symbol> {
		/// UTF-8 text, for people; unique within the model.
		#[serde(with = "json::Text")]
		pub name: Name,
		/// A unit of the SenML registry (RFC 8428, RFC 8798), empty for a number without one.
		#[serde(with = "json::Text")]
		pub unit: Symbol,
		/// A value `v` stands for `v × 10^exponent` units.
		pub exponent: i8,
		/// How its values hang together.
		pub kind: ChannelKind,
		/// The plausible values, before the exponent is applied.
		pub limits: Limits,
		/// Milliseconds between two readings. Not zero.
		pub period: u32,
	}

	/// What consumers of measurements have to know of a stream's channel.
	#[derive(Copy)]
	pub struct ChannelTraits {
		/// How its values hang together.
		pub kind: ChannelKind,
		/// The unit of its values.
		pub unit: Unit,
		/// A value `v` stands for `v × 10^exponent` units.
		pub exponent: i8,
		/// The plausible values, before the exponent is applied.
		pub limits: Limits,
		/// Milliseconds between two readings. Not zero.
		pub period: u32,
	}

	/// What all devices of one make have in common. Never changes.
	#[derive(MaxEncodedLen)]
	#[serde(bound(
		serialize = "AccountId: serde::Serialize, Uri: AsRef<[u8]>, Channels: serde::Serialize,
			Endorsers: serde::Serialize",
		deserialize = "AccountId: serde::Deserialize<'de>, Uri: TryFrom<Vec<u8>>,
			Channels: serde::Deserialize<'de>, Endorsers: serde::Deserialize<'de>"
	))]
	pub struct Model<AccountId, Uri, Channels, Endorsers> {
		/// Who builds the devices.
		pub manufacturer: OrgId,
		/// The member that stored it. Their organisation paid the deposit.
		pub payer: AccountId,
		/// BLAKE2b-256 of the W3C Thing Model.
		#[serde(with = "json::Hex")]
		pub thing: Hash,
		/// Where the Thing Model can be fetched: UTF-8 text.
		#[serde(with = "json::Text")]
		pub uri: Uri,
		/// The inputs; a channel's number is its place in this list.
		pub channels: Channels,
		/// The keys with which the manufacturer endorses devices.
		pub endorsers: Endorsers,
	}

	/// Devices that a manufacturer produced together and vouches for by one hash.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Lot<AccountId> {
		/// What they are.
		pub model: ModelId,
		/// The member that stored it. Their organisation paid the deposit.
		pub payer: AccountId,
		/// The root of the tree over their keys.
		#[serde(with = "json::Hex")]
		pub root: Hash,
		/// How many keys the tree has.
		pub count: u32,
		/// How many of them were claimed.
		pub claimed: u32,
	}

	/// Whose word it is that a device is of its model.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Provenance {
		/// Its owner's alone.
		#[codec(index = 0)]
		Declared,
		/// The manufacturer's, who signed for this very device.
		#[codec(index = 1)]
		Endorsed,
		/// The manufacturer's, who put the device's key into a lot.
		#[codec(index = 2)]
		Lot(LotId),
	}

	/// An accreditor's word that a device measures right.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Calibration {
		/// Hash of the certificate.
		#[serde(with = "json::Hex")]
		pub certificate: Hash,
		/// Since when the device has been calibrated without a break, as far as the chain was told:
		/// UTC, in milliseconds.
		pub since: Millis,
		/// The last moment at which it is valid: UTC, in milliseconds.
		pub until: Millis,
		/// The accreditor's organisation.
		pub by: OrgId,
	}

	/// How a device's status became final.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Ended {
		/// When: UTC, in milliseconds.
		pub at: Millis,
		/// From when on the device's signatures must not be believed, of a device that was revoked:
		/// UTC, in milliseconds. Never later than `at`.
		pub distrusted: Option<Millis>,
	}

	/// A device.
	#[derive(MaxEncodedLen)]
	pub struct Device<AccountId> {
		/// Who owns it.
		pub owner: AccountId,
		/// The owner's organisation when they became the owner. It pays the deposit, and its admin can
		/// take the device over once the owner has left it.
		pub org: OrgId,
		/// How often it changed hands. Whatever was agreed with one owner names this count, so that
		/// it ends with the next one.
		pub tenure: u32,
		/// What it is.
		pub model: ModelId,
		/// Whose word that is.
		pub provenance: Provenance,
		/// Hash of its description.
		#[serde(with = "json::Hex")]
		pub metadata: Hash,
		/// The key with which it signs.
		pub key: DeviceKey,
		/// How many keys it had before this one.
		pub key_epoch: u32,
		/// Since when it signs with this key: UTC, in milliseconds.
		pub key_since: Millis,
		/// Whether what it signs counts.
		pub status: DeviceStatus,
		/// The key epoch in which it was proven to have signed two versions of one reading. It cannot
		/// be resumed with that key.
		pub equivocated: Option<u32>,
		/// How its status became final.
		pub ended: Option<Ended>,
		/// The newest word on how well it measures.
		pub calibration: Option<Calibration>,
	}

	/// A key that a device had.
	#[derive(Copy, MaxEncodedLen)]
	pub struct PastKey {
		/// The key.
		pub key: DeviceKey,
		/// The first moment at which it was in use: UTC, in milliseconds.
		pub since: Millis,
		/// The first moment at which it was not any more: UTC, in milliseconds.
		pub until: Millis,
	}

	/// A key that an owner wants a device to have.
	#[derive(Copy, MaxEncodedLen)]
	pub struct ProposedKey {
		/// The key.
		pub key: DeviceKey,
		/// The epoch that it is for: one more than the present one.
		pub epoch: u32,
		/// When it can take effect: UTC, in milliseconds.
		pub ready: Millis,
	}

	/// An owner's offer to hand over a device.
	#[derive(MaxEncodedLen)]
	pub struct Offer<AccountId> {
		/// Who may accept.
		pub to: AccountId,
		/// The last moment at which they may: UTC, in milliseconds.
		pub expires: Millis,
	}

	/// What a gateway may speak for.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Scope {
		/// One device of the signer's. Ends when the device changes hands.
		#[codec(index = 0)]
		Device(DeviceId),
		/// Every device of the signer's, also those to come.
		#[codec(index = 1)]
		AllOfOwner,
	}

	/// Under what gateways are authorised.
	#[derive(MaxEncodedLen)]
	pub enum Grant<AccountId> {
		/// For a device.
		#[codec(index = 0)]
		Device(DeviceId),
		/// For all devices of an owner.
		#[codec(index = 1)]
		Owner(AccountId),
	}

	/// A manufacturer's signature for a device, as it comes with a registration.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Endorsed {
		/// One of the model's endorsers.
		pub endorser: DeviceKey,
		/// When the endorsement runs out: UTC, in milliseconds.
		pub expires: Millis,
		/// The endorser's signature.
		pub signature: Signature,
	}

	/// Which key a device had at a time, as the view function shows it.
	#[derive(Copy)]
	pub struct KeyAt {
		/// The key.
		pub key: DeviceKey,
		/// Its epoch.
		pub epoch: u32,
		/// The first moment at which it was in use: UTC, in milliseconds.
		pub since: Millis,
		/// The first moment at which it must not be believed any more, if that is known.
		pub until: Option<Millis>,
	}
}

impl DeviceStatus {
	/// Whether new statements of the device are taken.
	pub fn is_active(self) -> bool {
		matches!(self, Self::Active)
	}

	/// Whether the status can never change again.
	pub fn is_final(self) -> bool {
		matches!(self, Self::Revoked | Self::Retired)
	}
}

impl<AccountId, Uri, Name, Symbol, Endorsers>
	Model<AccountId, Uri, Vec<Channel<Name, Symbol>>, Endorsers>
{
	/// The channel of this number.
	pub fn channel(&self, number: u16) -> Option<&Channel<Name, Symbol>> {
		self.channels.get(usize::from(number))
	}

	/// The channel of this name, and its number.
	pub fn channel_named(&self, name: &str) -> Option<(u16, &Channel<Name, Symbol>)>
	where
		Name: AsRef<[u8]>,
	{
		(0u16..).zip(&self.channels).find(|(_, channel)| channel.name.as_ref() == name.as_bytes())
	}
}

impl Calibration {
	/// Whether the device counted as calibrated at this moment: UTC, in milliseconds.
	pub fn covers(&self, time: Millis) -> bool {
		self.since <= time && time <= self.until
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::string::String;
	use codec::{Decode, Encode};
	use serde_json::{from_value, json, to_value};

	#[test]
	fn a_client_reads_a_model_as_text_and_lists() {
		type Read = Model<u64, String, Vec<Channel<String, String>>, Vec<DeviceKey>>;
		let channel = Channel {
			name: b"temperature".to_vec(),
			unit: b"Cel".to_vec(),
			exponent: -1,
			kind: ChannelKind::Gauge,
			limits: Limits { low: -400, high: i64::MAX },
			period: 1_000,
		};
		let stored = Model {
			manufacturer: OrgId(1),
			payer: 2u64,
			thing: [3; 32],
			uri: b"https://example.org".to_vec(),
			channels: alloc::vec![channel],
			endorsers: alloc::vec![DeviceKey::Ed25519([4; 32])],
		};
		let read = Read::decode(&mut &stored.encode()[..]).unwrap();
		let shown = json!({
			"manufacturer": 1,
			"payer": 2,
			"thing": format!("0x{}", "03".repeat(32)),
			"uri": "https://example.org",
			"channels": [{
				"name": "temperature",
				"unit": "Cel",
				"exponent": -1,
				"kind": "gauge",
				"limits": { "low": "-400", "high": "9223372036854775807" },
				"period": 1_000,
			}],
			"endorsers": [{ "scheme": "ed25519", "key": format!("0x{}", "04".repeat(32)) }],
		});
		assert_eq!(to_value(&stored).unwrap(), shown);
		assert_eq!(to_value(&read).unwrap(), shown);
		assert_eq!(from_value::<Read>(shown).unwrap(), read);

		assert_eq!(read.channel(0), Some(&read.channels[0]));
		assert_eq!(read.channel(1), None);
		assert_eq!(read.channel_named("temperature"), Some((0, &read.channels[0])));
		assert_eq!(read.channel_named("humidity"), None);
	}

	#[test]
	fn json_shows_a_device_under_its_id() {
		let device = Device {
			owner: 1u64,
			org: OrgId(14),
			tenure: 2,
			model: ModelId(3),
			provenance: Provenance::Lot(LotId(4)),
			metadata: [5; 32],
			key: DeviceKey::Ed25519([6; 32]),
			key_epoch: 7,
			key_since: Millis(8),
			status: DeviceStatus::Revoked,
			equivocated: None,
			ended: Some(Ended { at: Millis(9), distrusted: Some(Millis(8)) }),
			calibration: Some(Calibration {
				certificate: [10; 32],
				since: Millis(11),
				until: Millis(12),
				by: OrgId(13),
			}),
		};
		let hash = |byte: &str| format!("0x{}", byte.repeat(32));
		let shown = json!({
			"id": hash("00"),
			"owner": 1,
			"org": 14,
			"tenure": 2,
			"model": 3,
			"provenance": { "lot": 4 },
			"metadata": hash("05"),
			"key": { "scheme": "ed25519", "key": hash("06") },
			"keyEpoch": 7,
			"keySince": 8,
			"status": "revoked",
			"equivocated": null,
			"ended": { "at": 9, "distrusted": 8 },
			"calibration": { "certificate": hash("0a"), "since": 11, "until": 12, "by": 13 },
		});
		let entry = crate::Identified { id: DeviceId([0; 32]), record: device };
		assert_eq!(to_value(&entry).unwrap(), shown);
		assert_eq!(from_value::<crate::Identified<_, _>>(shown).unwrap(), entry);
		assert_eq!(to_value(Provenance::Declared).unwrap(), json!("declared"));
		assert_eq!(to_value(Scope::AllOfOwner).unwrap(), json!("allOfOwner"));
	}

	#[test]
	fn a_calibration_covers_no_time_before_it() {
		let by = OrgId(0);
		let calibration =
			Calibration { certificate: [0; 32], since: Millis(10), until: Millis(20), by };
		let covered: Vec<u64> = (0..30).filter(|time| calibration.covers(Millis(*time))).collect();
		assert_eq!(covered, (10..=20).collect::<Vec<_>>());
	}
}
