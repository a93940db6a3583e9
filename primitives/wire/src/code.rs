//! Why the gateway refuses a message.

use core::{fmt, str::FromStr};

macro_rules! codes {
	($($name:ident: $meaning:literal, $advice:literal;)*) => {
		/// Why the gateway refuses a message. The names are stable.
		#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
		pub enum ErrorCode {
			$(#[doc = $meaning] $name,)*
		}

		impl ErrorCode {
			/// All of them.
			pub const ALL: &'static [Self] = &[$(Self::$name),*];

			/// The name, as answers and metrics have it.
			pub const fn as_str(self) -> &'static str {
				match self {
					$(Self::$name => stringify!($name),)*
				}
			}

			/// What happened, in one line.
			pub const fn meaning(self) -> &'static str {
				match self {
					$(Self::$name => $meaning,)*
				}
			}

			/// What to do, in one line.
			pub const fn advice(self) -> &'static str {
				match self {
					$(Self::$name => $advice,)*
				}
			}
		}
	};
}

codes! {
	Malformed: "The message is not of the form that its topic asks for.",
		"Compare the bytes with docs/devices.md.";
	TooLarge: "The message has too many bytes, records or readings.",
		"Split it.";
	UnknownDevice: "The chain has no such device.",
		"Register the device, or correct the topic.";
	NotActive: "The device is suspended, revoked, retired or not yet commissioned.",
		"Ask the device's owner to make it active.";
	NotAuthorised: "The device's owner has not authorised this gateway.",
		"Ask the owner to authorise the gateway, or send to another one.";
	WrongDevice: "The topic's device is not the one in the message.",
		"Publish on the device's own topics.";
	WrongGateway: "The move names another gateway.",
		"Sign a move to the account of this gateway.";
	UnknownKey: "The chain has no key of that epoch for the device.",
		"Correct the key epoch, or record the new key first.";
	BadSignature: "The signature is not the key's over this message on this chain.",
		"Check the key, the scheme, the genesis hash and the signed bytes.";
	WrongRoot: "The readings do not lead to what the header says.",
		"Check the model's limits, the exponents, the seed and the order of readings.";
	UnknownChannel: "The device's model has no such channel.",
		"Name a channel by its number or its name in the model.";
	WrongUnit: "The channel has another unit in the device's model.",
		"Send the model's unit, or none.";
	Unsupported: "The message uses something that the gateway does not take.",
		"Send numbers as `v` in SenML version 10, signed with a listed algorithm.";
	TooPrecise: "The number has more digits than can be kept exactly.",
		"Send an integer or a decimal fraction of fewer digits.";
	OutOfRange: "The number does not fit the channel's scaled 64 bits, or the time is not a number.",
		"Check the value and the model's exponent.";
	NotRising: "The readings of a channel are not in ascending order of time.",
		"Sort them, and send one reading per channel and millisecond.";
	FromFuture: "A reading is later than the gateway's clock allows.",
		"Set the device's clock.";
	Conflict: "Another content was stored under these numbers.",
		"Begin a new boot epoch; find out why the device signed twice.";
	Gap: "Readings before these are missing.",
		"Send again from `next`; if they are lost, begin a new boot epoch.";
	Fork: "The segment before this one is not the last that was stored.",
		"Begin a new boot epoch; find out why the device signed twice.";
	Unsigned: "The device signs its readings, and this message is not signed.",
		"Sign it; what cannot sign is a device of its own.";
	RolledBack: "The boot epoch is older than the device's last.",
		"Begin a boot epoch above the answer's `boot`.";
	Stale: "The reading is not later than the channel's last.",
		"Drop it, or correct the device's clock.";
	Busy: "The gateway has no room at the moment.",
		"Keep the message and send it again later.";
	Unavailable: "The gateway does not know the device yet: the block that registers it is not final, or no node answers.",
		"Keep the message and send it again later.";
}

impl ErrorCode {
	/// Whether the same message, unchanged, can be accepted later.
	pub const fn is_temporary(self) -> bool {
		matches!(self, Self::Busy | Self::Unavailable)
	}
}

/// No error has this name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownCode;

impl fmt::Display for UnknownCode {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("no error has this name")
	}
}

impl core::error::Error for UnknownCode {}

impl fmt::Display for ErrorCode {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(self.as_str())
	}
}

impl FromStr for ErrorCode {
	type Err = UnknownCode;

	fn from_str(name: &str) -> Result<Self, UnknownCode> {
		Self::ALL.iter().copied().find(|code| code.as_str() == name).ok_or(UnknownCode)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::collections::BTreeSet;

	#[test]
	fn works_there_and_back() {
		assert_eq!(ErrorCode::ALL.len(), 25);
		for code in ErrorCode::ALL {
			assert_eq!(code.as_str().parse(), Ok(*code));
			for line in [code.advice(), code.meaning()] {
				assert!(line.ends_with('.') && !line.contains('\n'), "{line}");
			}
		}
		let names: BTreeSet<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
		assert_eq!(names.len(), ErrorCode::ALL.len());
	}

	#[test]
	fn fails_when_the_name_is_another() {
		for name in ["", "busy", "Duplicate", "Busy "] {
			assert_eq!(name.parse::<ErrorCode>(), Err(UnknownCode), "{name}");
		}
	}
}
