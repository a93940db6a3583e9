//! Why the pool refuses a transaction: the codes in `InvalidTransaction::Custom`, over all pallets.
//!
//! A code is never reused. A new pallet adds its group below and takes the next ten free numbers.
//! Clients, gateways and the documentation read [`REFUSALS`].

use codec::{Decode, DecodeWithMemTracking, Encode};
use core::fmt;
use scale_info::TypeInfo;

/// One code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
	/// The number in `InvalidTransaction::Custom`.
	pub code: u8,
	/// The pallet's name in the runtime.
	pub pallet: &'static str,
	/// The name, as the pallet has it.
	pub name: &'static str,
	/// What is wrong, or what to do, as an English clause.
	pub text: &'static str,
}

impl fmt::Display for Entry {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.text)
	}
}

/// What the chain means by a code. `None` for a code of a later runtime.
pub fn find(code: u8) -> Option<&'static Entry> {
	REFUSALS.iter().find(|entry| entry.code == code)
}

/// Defines the codes of all pallets: an enum for each pallet, its conversions, and the table of
/// all. The number is also the variant's index in SCALE.
macro_rules! refusals {
	($(
		$(#[$doc:meta])*
		$group:ident of $pallet:literal {
			$($code:tt => $name:ident: $text:literal,)*
		}
	)*) => {
		$(
			$(#[$doc])*
			#[derive(
				Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo,
			)]
			#[repr(u8)]
			pub enum $group {
				$(
					#[doc = $text]
					$name = $code,
				)*
			}

			impl $group {
				/// All of them, by code.
				pub const ALL: &'static [Self] = &[$(Self::$name),*];
			}

			impl From<$group> for u8 {
				fn from(refusal: $group) -> Self {
					refusal as u8
				}
			}

			impl TryFrom<u8> for $group {
				type Error = UnknownCode;

				fn try_from(code: u8) -> Result<Self, UnknownCode> {
					match code {
						$($code => Ok(Self::$name),)*
						_ => Err(UnknownCode),
					}
				}
			}

			impl fmt::Display for $group {
				fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
					f.write_str(match self {
						$(Self::$name => $text,)*
					})
				}
			}
		)*

		/// Every code, in ascending order.
		pub const REFUSALS: &[Entry] = &[$($(
			Entry { code: $code, pallet: $pallet, name: stringify!($name), text: $text },
		)*)*];
	};
}

/// None of these refusals has this code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownCode;

refusals! {
	/// Why a transaction of an organisation's member is refused.
	MemberRefusal of "Consortium" {
		101 => Suspended: "the organisation is suspended: the council has to resume it",
		102 => QuotaExceeded: "the organisation's quota is spent: wait until enough has flowed back (view function `quota`), or pay from a balance",
		103 => CallNotSponsored: "organisations do not pay for this call: sign the call itself, not a wrapper around it, or pay from a balance",
	}

	/// Why the rotation of a key that a device signed is refused.
	RotationRefusal of "DeviceRegistry" {
		111 => UnknownDevice: "the device is not registered: check its id",
		112 => Suspended: "the device is suspended: its owner resumes it, or proposes a key",
		113 => Revoked: "the device is revoked for good: nothing that it signs is accepted",
		114 => Retired: "the device is retired for good: nothing that it signs is accepted",
		115 => OwnerNotInStanding: "the owner's organisation is not in good standing: the council has to resume it",
		116 => PastEpoch: "the device has had a key of this epoch: read the device's epoch",
		117 => FutureEpoch: "an epoch is missing: sign for the one after the present one",
		118 => Expired: "the rotation has expired: sign a new one, and check the device's clock",
		119 => ExpiresTooLate: "the rotation would be valid for too long: sign one that expires within a day",
		120 => TooSoon: "the present key is too young: wait until it is an hour old",
		121 => TooManyKeys: "the device has had as many keys as it can have: replace the device",
		122 => KeyUsed: "the new key belongs, or belonged, to a device: make a fresh one",
		123 => WeakKey: "anybody could sign with the new key: make a fresh one",
		124 => BadOldSignature: "the present key's signature is wrong: sign this rotation, for this device and chain",
		125 => BadNewSignature: "the new key's signature is wrong: sign this rotation, for this device and chain",
		126 => OtherTenure: "the rotation was signed for another owner of the device: sign for its present tenure",
	}

	/// Why a segment is refused. The pool uses it for a segment that a device sent, an event for
	/// one that came with a batch, and the error of the same name uses it, too.
	SegmentRefusal of "Telemetry" {
		131 => Malformed: "the header cannot be true, the runs are not in order, or the device did not sign the segment as a whole",
		132 => UnknownDevice: "the device is not registered: check its id",
		133 => DeviceSuspended: "the device is suspended: its owner has to resume it",
		134 => DeviceRevoked: "the device is revoked for good: nothing that it signs is accepted",
		135 => DeviceRetired: "the device is retired for good: nothing that it signs is accepted",
		136 => NotWatched: "nobody watches the stream: anchor the segment in a batch",
		137 => Replayed: "the chain has these readings: go on with the next segment, which `telemetry_tail` names",
		138 => RolledBack: "the boot epoch or the key is over: sign with the present key and boot epoch",
		139 => FromFuture: "the segment ends in the future: set the device's clock",
		140 => UnknownKey: "the device has had no key of this epoch: read it with `devices_get`",
		141 => BadSignature: "the signature is wrong: sign what is sent, under this key, for this chain; or the scheme named beside it is not the key's",
		142 => UnknownChannel: "the model has no such channel: read it with `devices_model`",
		143 => WrongLimits: "violations are counted against other limits than the model's",
		144 => NotInSegment: "the run is not in the segment: check its place and path",
		145 => OutOfBounds: "the run's summary contradicts itself, or does not fit the segment's counts, times or channels",
		146 => TooSoon: "the device has sent a segment in this block: wait for the next one",
		147 => QuotaExceeded: "what devices may take of the quota of the owner's organisation is spent, or the device's share of it, or the organisation is suspended",
		148 => Convicted: "the gateway was convicted of a lie: the council has to pardon it",
		149 => GatewayNotAuthorized: "the gateway is not authorised for the device: its owner has to authorise it",
	}

	/// Why a device's answer to a command is refused.
	AnswerRefusal of "Automation" {
		151 => UnknownDevice: "the device is not registered: check its id",
		152 => DeviceSuspended: "the device is suspended: its owner has to resume it",
		153 => DeviceRevoked: "the device is revoked for good: nothing that it signs is accepted",
		154 => DeviceRetired: "the device is retired for good: nothing that it signs is accepted",
		155 => UnknownActuator: "the device's owner has made no actuator of the channel: check device and channel",
		156 => OtherTenure: "the command was for another owner of the device: what it answers does not count",
		157 => UnknownCommand: "no command of the actuator has this id: answer what the chain commanded",
		158 => StaleAnswer: "the chain has the answer to this command, or to a later one: settle it",
		159 => BadSignature: "the signature is wrong: sign the answer with the device's present key, for this chain; or the scheme named beside it is not the key's",
		160 => QuotaExceeded: "what devices may take of the quota of the owner's organisation is spent, or the device's share of it, or the organisation is suspended",
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::{format, string::String, vec::Vec};

	#[test]
	fn codes_are_unique_and_ascend() {
		assert!(REFUSALS.windows(2).all(|pair| pair[0].code < pair[1].code));
	}

	#[test]
	fn each_refusal_is_its_code_everywhere() {
		fn check<R>(all: &[R], pallet: &str)
		where
			R: Copy + PartialEq + fmt::Debug + fmt::Display + Encode,
			R: Into<u8> + TryFrom<u8, Error = UnknownCode>,
		{
			for refusal in all {
				let code: u8 = (*refusal).into();
				assert_eq!(R::try_from(code), Ok(*refusal));
				assert_eq!(refusal.encode(), [code]);
				let entry = find(code).unwrap();
				assert_eq!((entry.pallet, entry.name), (pallet, &*format!("{refusal:?}")));
				assert_eq!(entry.text, format!("{refusal}"));
			}
		}
		check(MemberRefusal::ALL, "Consortium");
		check(RotationRefusal::ALL, "DeviceRegistry");
		check(SegmentRefusal::ALL, "Telemetry");
		check(AnswerRefusal::ALL, "Automation");
		let all = MemberRefusal::ALL.len() + RotationRefusal::ALL.len() + SegmentRefusal::ALL.len();
		assert_eq!(REFUSALS.len(), all + AnswerRefusal::ALL.len());
		assert_eq!((find(100), MemberRefusal::try_from(111)), (None, Err(UnknownCode)));
	}

	#[test]
	fn the_documentation_lists_exactly_these() {
		let listed: Vec<String> = include_str!("../../../docs/rpc.md")
			.lines()
			.filter(|line| line.starts_with("| 1"))
			.map(Into::into)
			.collect();
		let table: Vec<String> = REFUSALS
			.iter()
			.map(|Entry { code, name, text, .. }| format!("| {code} | `{name}` | {text} |"))
			.collect();
		assert_eq!(listed, table);
	}
}
