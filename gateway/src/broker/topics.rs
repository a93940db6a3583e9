//! The topics on which clients may publish, and the filters to which they may subscribe.

use std::fmt;

use tallystick_wire::{parse_device, Kind, Topic};

/// A reason why no client may publish on a topic.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum WrongTopic {
	/// It does not begin with `tallystick/`.
	Foreign,
	/// Its second level is not a device's id.
	Device,
	/// Its last level is not one that devices publish on.
	Kind,
	/// It has more levels, or ends with a slash.
	Levels,
	/// It is a topic on which the gateway publishes.
	Downward,
}

impl WrongTopic {
	/// Its label in the metric.
	pub(super) fn label(self) -> &'static str {
		match self {
			Self::Foreign => "topic_foreign",
			Self::Device => "topic_device",
			Self::Kind => "topic_kind",
			Self::Levels => "topic_levels",
			Self::Downward => "topic_answers",
		}
	}
}

impl fmt::Display for WrongTopic {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::Foreign => "the topic has to begin with tallystick/",
			Self::Device => {
				"the device id has to be 64 lower-case hexadecimal digits, without 0x before them"
			},
			Self::Kind => {
				"the last level of the topic has to be segment, readings, senml, move, done or nonce"
			},
			Self::Levels => "nothing may follow the third level of the topic, not even a slash",
			Self::Downward => "only the gateway publishes answers, grants, beats and commands",
		})
	}
}

/// Checks a topic that a client publishes on.
pub(super) fn check_upward(topic: &str) -> Result<(), WrongTopic> {
	match topic.parse::<Topic>() {
		Ok(topic) if topic.kind.is_upward() => Ok(()),
		Ok(_) => Err(WrongTopic::Downward),
		Err(_) => Err(why_wrong(topic)),
	}
}

fn why_wrong(topic: &str) -> WrongTopic {
	let Some(rest) = topic.strip_prefix("tallystick/") else { return WrongTopic::Foreign };
	let mut levels = rest.split('/');
	if levels.next().and_then(parse_device).is_none() {
		return WrongTopic::Device;
	}
	let kind = levels.next();
	if !Kind::ALL.iter().any(|known| Some(known.as_str()) == kind) {
		return WrongTopic::Kind;
	}
	WrongTopic::Levels
}

/// Whether a filter matches one topic on which the gateway publishes to one device, and nothing else.
pub(super) fn is_downward(filter: &str) -> bool {
	filter.parse::<Topic>().is_ok_and(|topic| !topic.kind.is_upward())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn id() -> String {
		"0a".repeat(32)
	}

	#[test]
	fn takes_what_devices_send_and_nothing_else() {
		let id = id();
		for kind in ["segment", "readings", "senml", "move", "done", "nonce"] {
			assert_eq!(check_upward(&format!("tallystick/{id}/{kind}")), Ok(()));
		}
		let upper = id.to_uppercase();
		let (short, long) = (&id[1..], format!("{id}0"));
		for (topic, why) in [
			("a".into(), WrongTopic::Foreign),
			("".into(), WrongTopic::Foreign),
			("tallystick".into(), WrongTopic::Foreign),
			(format!("/tallystick/{id}/senml"), WrongTopic::Foreign),
			(format!("Tallystick/{id}/senml"), WrongTopic::Foreign),
			("tallystick/".into(), WrongTopic::Device),
			("tallystick//senml".into(), WrongTopic::Device),
			(format!("tallystick/0x{id}/senml"), WrongTopic::Device),
			(format!("tallystick/{upper}/senml"), WrongTopic::Device),
			(format!("tallystick/{short}/senml"), WrongTopic::Device),
			(format!("tallystick/{long}/senml"), WrongTopic::Device),
			(format!("tallystick/{id}"), WrongTopic::Kind),
			(format!("tallystick/{id}/"), WrongTopic::Kind),
			(format!("tallystick/{id}/Senml"), WrongTopic::Kind),
			(format!("tallystick/{id}/x/senml"), WrongTopic::Kind),
			(format!("tallystick/{id}/senml/"), WrongTopic::Levels),
			(format!("tallystick/{id}/ack/x"), WrongTopic::Levels),
			(format!("tallystick/{id}/done/1"), WrongTopic::Levels),
			(format!("tallystick/{id}/ack"), WrongTopic::Downward),
			(format!("tallystick/{id}/grant"), WrongTopic::Downward),
			(format!("tallystick/{id}/beat"), WrongTopic::Downward),
			(format!("tallystick/{id}/command"), WrongTopic::Downward),
		] {
			assert_eq!(check_upward(&topic), Err(why), "{topic}");
		}
	}

	#[test]
	fn shows_what_goes_to_one_device_only() {
		let id = id();
		for kind in ["ack", "grant", "beat", "command"] {
			assert!(is_downward(&format!("tallystick/{id}/{kind}")), "{kind}");
		}
		for filter in [
			"#".into(),
			"+/+/ack".into(),
			"other/+".into(),
			"tallystick/#".into(),
			"tallystick/+/ack".into(),
			format!("tallystick/{id}/+"),
			format!("tallystick/{id}/#"),
			format!("tallystick/{id}/senml"),
			format!("tallystick/{id}/done"),
			format!("tallystick/{id}/nonce"),
			"tallystick/+/command".into(),
			format!("tallystick/{}/ack", id.to_uppercase()),
			format!("$share/g/tallystick/{id}/ack"),
			"$SYS/#".into(),
		] {
			assert!(!is_downward(&filter), "{filter}");
		}
	}
}
