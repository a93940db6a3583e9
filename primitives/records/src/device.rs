//! Devices, their models, keys and gateways.

use crate::{json, LotId, Millis, ModelId, OrgId, Unit};
use alloc::vec::Vec;
use codec::MaxEncodedLen;
use core::fmt;
use tallystick_control::{Kind, LimitsError, Writable};
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

	/// One input or output of every device of a model.
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
		/// What may be commanded. `None`: the channel can only be read.
		pub write: Option<Writable>,
	}

	/// What consumers of measurements, and those who command, have to know of a stream's channel.
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
		/// What may be commanded. `None`: the channel can only be read.
		pub write: Option<Writable>,
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
		/// When the chain took it, and stated it: UTC, in milliseconds.
		pub defined: Millis,
		/// BLAKE2b-256 of the W3C Thing Model.
		#[serde(with = "json::Hex")]
		pub thing: Hash,
		/// Where the Thing Model can be fetched: UTF-8 text.
		#[serde(with = "json::Text")]
		pub uri: Uri,
		/// The channels; a channel's number is its place in this list.
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

	/// What the chain stated of a device when it registered it, and when it stated the device's model.
	#[derive(Copy)]
	pub struct RegistrationRecord {
		/// The device's first key.
		pub key: DeviceKey,
		/// When the device was registered: UTC, in milliseconds.
		pub since: Millis,
		/// Its model.
		pub model: ModelId,
		/// Whose word that is.
		pub provenance: Provenance,
		/// Who builds the model's devices.
		pub manufacturer: OrgId,
		/// When the model was defined: UTC, in milliseconds.
		pub defined: Millis,
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

impl Provenance {
	/// As a statement has it.
	pub fn stated(self) -> tallystick_evidence::Provenance {
		match self {
			Self::Declared => tallystick_evidence::Provenance::Declared,
			Self::Endorsed => tallystick_evidence::Provenance::Endorsed,
			Self::Lot(_) => tallystick_evidence::Provenance::Lot,
		}
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

/// Why a channel cannot be written as its manufacturer says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WriteError {
	/// The bounds are unsound.
	Bounds(LimitsError),
	/// A value could be commanded that is not plausible as a reading.
	Implausible {
		/// The smallest and the largest value that can be commanded.
		range: Limits,
		/// The plausible values.
		limits: Limits,
	},
	/// A counter takes set-points, which would set it back.
	Counter,
}

impl fmt::Display for WriteError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Bounds(error) => error.fmt(f),
			Self::Implausible { range, limits } => write!(
				f,
				"the range {} to {} leaves the plausible values, {} to {}; narrow the range or widen the limits",
				range.low, range.high, limits.low, limits.high
			),
			Self::Counter => f.write_str(
				"a counter only grows, and takes no set-points; make it an action, or the channel a gauge or a state",
			),
		}
	}
}

impl core::error::Error for WriteError {}

impl<Name, Symbol> Channel<Name, Symbol> {
	/// Whether the channel can be written as its manufacturer says. One that can only be read always
	/// passes.
	pub fn check_write(&self) -> Result<(), WriteError> {
		let Some(write) = &self.write else { return Ok(()) };
		write.check().map_err(WriteError::Bounds)?;
		let (range, limits) = (write.bounds.range, self.limits);
		if !limits.contain(range.low) || !limits.contain(range.high) {
			return Err(WriteError::Implausible { range, limits });
		}
		match (write.kind, self.kind) {
			(Kind::SetPoint, ChannelKind::Counter) => Err(WriteError::Counter),
			_ => Ok(()),
		}
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
	use tallystick_control::{Bounds, Field, Pace};

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
			write: None,
		};
		let stored = Model {
			manufacturer: OrgId(1),
			payer: 2u64,
			defined: Millis(4),
			thing: [3; 32],
			uri: b"https://example.org".to_vec(),
			channels: alloc::vec![channel],
			endorsers: alloc::vec![DeviceKey::Ed25519([4; 32])],
		};
		let read = Read::decode(&mut &stored.encode()[..]).unwrap();
		let shown = json!({
			"manufacturer": 1,
			"payer": 2,
			"defined": 4,
			"thing": format!("0x{}", "03".repeat(32)),
			"uri": "https://example.org",
			"channels": [{
				"name": "temperature",
				"unit": "Cel",
				"exponent": -1,
				"kind": "gauge",
				"limits": { "low": "-400", "high": "9223372036854775807" },
				"period": 1_000,
				"write": null,
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

	/// A valve, in percent.
	fn valve() -> Channel<String, String> {
		let range = Limits { low: 0, high: 100 };
		let pace = Pace { off: Some(0), min_on: 60_000, min_off: 120_000, per_hour: 6 };
		let bounds = Bounds { range, step: 5, fail_safe: 20, startup: 0, pace, lease: 300_000 };
		Channel {
			name: "valve".into(),
			unit: "%".into(),
			exponent: 0,
			kind: ChannelKind::Gauge,
			limits: range,
			period: 60_000,
			write: Some(Writable { kind: Kind::SetPoint, bounds }),
		}
	}

	fn bounds(channel: &mut Channel<String, String>) -> &mut Bounds {
		&mut channel.write.as_mut().unwrap().bounds
	}

	#[test]
	fn json_shows_what_may_be_written() {
		let shown = json!({
			"kind": "setPoint",
			"bounds": {
				"range": { "low": "0", "high": "100" },
				"step": 5,
				"failSafe": "20",
				"startup": "0",
				"pace": { "off": "0", "minOn": 60_000, "minOff": 120_000, "perHour": 6 },
				"lease": 300_000,
			},
		});
		let mut json = to_value(valve()).unwrap();
		assert_eq!(json["write"], shown);
		assert_eq!(from_value::<Channel<String, String>>(json.clone()).unwrap(), valve());
		// What was written down before channels could be written has no such field.
		json.as_object_mut().unwrap().remove("write");
		let read = from_value::<Channel<String, String>>(json).unwrap();
		assert_eq!(read, Channel { write: None, ..valve() });
	}

	#[test]
	fn a_channel_is_written_within_its_plausible_values() {
		let checked = |change: fn(&mut Channel<String, String>)| {
			let mut channel = valve();
			change(&mut channel);
			channel.check_write()
		};
		assert_eq!(checked(|_| {}), Ok(()));
		assert_eq!(checked(|channel| channel.write = None), Ok(()));
		assert_eq!(checked(|channel| channel.limits = Limits::NONE), Ok(()));
		let implausible = |low, high| {
			let range = Limits { low: 0, high: 100 };
			Err(WriteError::Implausible { range, limits: Limits { low, high } })
		};
		assert_eq!(checked(|channel| channel.limits.low = 1), implausible(1, 100));
		assert_eq!(checked(|channel| channel.limits.high = 99), implausible(0, 99));
		let unsound = LimitsError::NotPermitted(Field::FailSafe, 7);
		assert_eq!(
			checked(|channel| bounds(channel).fail_safe = 7),
			Err(WriteError::Bounds(unsound))
		);
	}

	#[test]
	fn a_counter_takes_actions_and_no_set_points() {
		let mut counter = Channel { kind: ChannelKind::Counter, ..valve() };
		assert_eq!(counter.check_write(), Err(WriteError::Counter));
		bounds(&mut counter).pace = Pace::NONE;
		let dose = Writable { kind: Kind::Action, bounds: *bounds(&mut counter) };
		counter.write = Some(dose);
		assert_eq!(counter.check_write(), Ok(()));
	}

	#[test]
	fn an_error_about_writing_has_the_values_and_what_to_do() {
		let (range, limits) = (Limits { low: 0, high: 100 }, Limits { low: 0, high: 99 });
		let error = WriteError::Implausible { range, limits }.to_string();
		assert_eq!(
			error,
			"the range 0 to 100 leaves the plausible values, 0 to 99; narrow the range or widen the limits"
		);
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
