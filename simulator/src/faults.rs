//! What can go wrong with a device, by chance or by intent.

use crate::Format;
use std::{fmt, str::FromStr};
use tallystick_evidence::Attestation;
use tallystick_wire::ErrorCode::{self, *};

macro_rules! faults {
	($($name:ident $text:literal: $what:literal;)*) => {
		/// What can go wrong.
		#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
		pub enum Fault {
			$(#[doc = $what] $name,)*
		}

		impl Fault {
			/// All of them.
			pub const ALL: &'static [Self] = &[$(Self::$name),*];

			/// The name, as the command line has it.
			pub const fn as_str(self) -> &'static str {
				match self {
					$(Self::$name => $text,)*
				}
			}

			/// What happens, in one line.
			pub const fn what(self) -> &'static str {
				match self {
					$(Self::$name => $what,)*
				}
			}
		}
	};
}

faults! {
	Duplicate "duplicate": "A message is published twice.";
	Reorder "reorder": "A message is published after the one that follows it.";
	Skew "skew": "The device's clock is wrong by up to 50 minutes.";
	Power "power": "The device loses its power, and what it had in memory.";
	Silent "silent": "A meter takes no readings for a while.";
	Late "late": "A meter cannot send for a while.";
	Reset "reset": "A meter's registers fall to 0.";
	Replay "replay": "An old message is published once more.";
	WrongKey "wrong-key": "Signed with a key that is nobody's.";
	FellowKey "fellow-key": "Signed with another device's key.";
	WrongDevice "wrong-device": "Another device's message.";
	OtherGenesis "other-genesis": "Signed for another chain.";
	UnknownKey "unknown-key": "Signed with a key epoch that the device does not have.";
	Skip "skip": "Numbers are left out.";
	Conflict "conflict": "Other readings under numbers that are taken.";
	Fork "fork": "The segment before it is not the last one.";
	RolledBack "rolled-back": "A boot epoch before the present one.";
	WrongRoot "wrong-root": "A signed root that the readings do not lead to.";
	UnknownChannel "unknown-channel": "A channel that the model does not have.";
	WrongUnit "wrong-unit": "A unit that is not the model's.";
	NotRising "not-rising": "Readings of a channel with falling times.";
	Stale "stale": "A reading earlier than the channel's last.";
	Future "future": "A reading three hours ahead.";
	Malformed "malformed": "Bytes that are nothing.";
	Truncated "truncated": "The first half of a message.";
	Giant "giant": "A message of more than 256 KiB.";
	Stranger "stranger": "A device that the chain does not know.";
	Revoked "revoked": "A device whose owner has revoked it.";
}

/// How a fault is played.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nature {
	/// It befalls an honest device, which has to come through without loss.
	Mishap,
	/// A message of its own, which has to be refused with one of these codes.
	Forgery(&'static [ErrorCode]),
	/// A device of its own, all of whose messages have to be refused with this code.
	Impostor(ErrorCode),
}

impl Fault {
	/// How it is played by a device that speaks so. `None` where it makes no sense.
	pub const fn nature(self, format: Format) -> Option<Nature> {
		use Nature::*;
		let gateway = matches!(format.attestation(), Attestation::Gateway);
		let segment = matches!(format, Format::Segment);
		Some(match self {
			Self::Duplicate | Self::Skew | Self::Replay => Mishap,
			// Meters alone, by their plan.
			Self::Silent | Self::Late | Self::Reset if segment => Mishap,
			// The gateway numbers what comes unsigned, in the order in which it comes.
			Self::Reorder | Self::Power if !gateway => Mishap,
			Self::WrongKey | Self::FellowKey | Self::OtherGenesis if !gateway => {
				Forgery(&[BadSignature])
			},
			// A reading that is signed alone names its device in what is signed, not in the message.
			Self::WrongDevice if matches!(format, Format::Readings) => Forgery(&[BadSignature]),
			Self::WrongDevice => Forgery(&[WrongDevice]),
			Self::UnknownKey if !gateway => Forgery(&[UnknownKey]),
			Self::Skip if !gateway => Forgery(&[Gap]),
			Self::Conflict if !gateway => Forgery(&[Conflict]),
			Self::Fork if segment => Forgery(&[Fork]),
			Self::RolledBack if !gateway => Forgery(&[RolledBack]),
			Self::WrongRoot if segment => Forgery(&[WrongRoot]),
			Self::UnknownChannel => Forgery(&[UnknownChannel]),
			Self::WrongUnit if gateway => Forgery(&[WrongUnit]),
			Self::NotRising if gateway => Forgery(&[NotRising]),
			Self::Stale if gateway => Forgery(&[Stale]),
			Self::Future => Forgery(&[FromFuture]),
			Self::Malformed | Self::Truncated => Forgery(&[Malformed]),
			Self::Giant => Forgery(&[TooLarge]),
			Self::Stranger => Impostor(UnknownDevice),
			Self::Revoked => Impostor(NotActive),
			_ => return None,
		})
	}

	/// Reads a list such as `power,wrong-key`. `all` stands for all.
	pub fn parse_list(text: &str) -> Result<Vec<Self>, UnknownFault> {
		match text {
			"" | "none" => Ok(Vec::new()),
			"all" => Ok(Self::ALL.to_vec()),
			_ => text.split(',').map(str::parse).collect(),
		}
	}
}

/// No fault has this name.
#[derive(Debug, thiserror::Error)]
#[error("no fault is named {0:?}; they are: {names}", names = names())]
pub struct UnknownFault(String);

fn names() -> String {
	Fault::ALL.iter().map(|fault| fault.as_str()).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Fault {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(self.as_str())
	}
}

impl FromStr for Fault {
	type Err = UnknownFault;

	fn from_str(text: &str) -> Result<Self, UnknownFault> {
		let named = Self::ALL.iter().copied().find(|fault| fault.as_str() == text);
		named.ok_or_else(|| UnknownFault(text.to_owned()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn works_with_names() {
		assert_eq!(Fault::parse_list("all").unwrap(), Fault::ALL);
		assert_eq!(Fault::parse_list("none").unwrap(), []);
		let two = Fault::parse_list("power,wrong-key").unwrap();
		assert_eq!(two, [Fault::Power, Fault::WrongKey]);
		assert!(Fault::parse_list("power,wrong")
			.unwrap_err()
			.to_string()
			.contains("other-genesis"));
	}

	#[test]
	fn works_somewhere_each_fault() {
		for fault in Fault::ALL {
			assert!(Format::ALL.iter().any(|format| fault.nature(*format).is_some()), "{fault}");
		}
	}
}
