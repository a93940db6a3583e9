//! The chain's record of an actuator's commands and of its device's answers.
//!
//! Ids rise from command to command, whoever owns the device. For each actuator, only the newest command counts, and
//! there is only one deadline. It begins with the first unanswered command, and later commands do not move it.
//!
//! Each command ends in exactly one way: it is *answered*, *superseded* by a later one, *voided* with the owner's
//! tenure, or *escalated* because nobody answered in time. An answer after an escalation still reports the actuator's
//! value.

use core::fmt;

record! {
	/// Where an actuator is to stand, or stood when its device answered.
	pub struct Mark {
		/// The command.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub id: u64,
		/// The value, in the channel's unit and exponent.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub value: i64,
		/// When it was commanded or answered: UTC, in milliseconds.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub at: u64,
	}

	/// The commands and answers of an actuator.
	pub struct Track {
		/// The id of the next command. The first one has 1.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub next: u64,
		/// The newest command.
		pub newest: Option<Mark>,
		/// Whether the newest command has ended, and how.
		pub state: CommandState,
		/// The newest command that the device has answered, with the value at which the actuator stood then.
		pub confirmed: Option<Mark>,
		/// Since when a command has not been answered: UTC, in milliseconds.
		#[cfg_attr(feature = "serde", serde(with = "crate::json::ExactOption"))]
		#[cfg_attr(feature = "serde", serde(default))]
		pub unanswered_since: Option<u64>,
		/// Whether the device has left a command unanswered beyond the deadline, and has not answered since.
		pub silent: bool,
	}

	/// What became of the newest command.
	#[derive(Default)]
	pub enum CommandState {
		/// Nothing so far. A track without a command is in this state, too.
		#[default]
		#[cfg_attr(feature = "codec", codec(index = 0))]
		Open,
		/// The device has answered it.
		#[cfg_attr(feature = "codec", codec(index = 1))]
		Answered,
		/// Nobody answered it in time. The device may still obey it.
		#[cfg_attr(feature = "codec", codec(index = 2))]
		Escalated,
		/// It ended with the owner's tenure.
		#[cfg_attr(feature = "codec", codec(index = 3))]
		Voided,
	}
}

/// A command that was given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Issued {
	/// Its id.
	pub id: u64,
	/// The command that it superseded.
	pub superseded: Option<u64>,
}

/// What an answer changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Answered {
	/// Whether the newest command ends with it.
	pub ends: bool,
	/// Whether the device was silent before.
	pub was_silent: bool,
}

/// Why an answer does not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AnswerError {
	/// No command has this id.
	Unknown,
	/// The device has answered this command, or a later one.
	Stale,
}

impl fmt::Display for AnswerError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::Unknown => "no command of the actuator has this id",
			Self::Stale => "this command, or a later one, has been answered",
		})
	}
}

impl core::error::Error for AnswerError {}

impl Default for Track {
	fn default() -> Self {
		Self::after(0)
	}
}

impl Track {
	/// A track whose first command has the id after this one. 0 if there was no command.
	pub fn after(last: u64) -> Self {
		Self {
			next: last.saturating_add(1),
			newest: None,
			state: CommandState::Open,
			confirmed: None,
			unanswered_since: None,
			silent: false,
		}
	}

	/// The newest command, if the device has not answered it and may still obey it.
	pub fn open(&self) -> Option<Mark> {
		let is_open = matches!(self.state, CommandState::Open | CommandState::Escalated);
		self.newest.filter(|_| is_open)
	}

	/// Gives a command. `None` if all ids are used up; then nothing changes.
	pub fn command(&mut self, value: i64, now: u64) -> Option<Issued> {
		let id = self.next;
		let next = id.checked_add(1)?;
		let is_open = self.state == CommandState::Open;
		let superseded = self.newest.filter(|_| is_open).map(|newest| newest.id);
		self.next = next;
		self.newest = Some(Mark { id, value, at: now });
		self.state = CommandState::Open;
		self.unanswered_since.get_or_insert(now);
		Some(Issued { id, superseded })
	}

	/// Takes the answer to a command: the actuator stands at `value` now.
	///
	/// A later unanswered command keeps its deadline. If that deadline had passed, so that the device counted as
	/// silent, it begins anew, because the device answers again.
	pub fn answer(&mut self, id: u64, value: i64, now: u64) -> Result<Answered, AnswerError> {
		let newest = self.newest.filter(|newest| id <= newest.id).ok_or(AnswerError::Unknown)?;
		if self.confirmed.is_some_and(|confirmed| id <= confirmed.id) {
			return Err(AnswerError::Stale);
		}
		let was_silent = core::mem::take(&mut self.silent);
		self.confirmed = Some(Mark { id, value, at: now });
		let is_newest = id == newest.id;
		let ends = is_newest && self.state == CommandState::Open;
		if is_newest {
			self.state = CommandState::Answered;
			self.unanswered_since = None;
		} else if was_silent {
			self.unanswered_since = Some(now);
		}
		Ok(Answered { ends, was_silent })
	}

	/// Ends the open command because the owner's tenure is over. Returns the id of that command.
	pub fn void(&mut self) -> Option<u64> {
		let open = self.newest.filter(|_| self.state == CommandState::Open);
		if self.open().is_some() {
			self.state = CommandState::Voided;
		}
		self.unanswered_since = None;
		self.silent = false;
		open.map(|newest| newest.id)
	}

	/// The time at which the device counts as silent if it does not answer. `deadline` is in milliseconds.
	pub fn due(&self, deadline: u32) -> Option<u64> {
		let since = self.unanswered_since.filter(|_| !self.silent)?;
		Some(since.saturating_add(deadline.into()))
	}

	/// Records that the deadline has passed. Returns the command that ended by this, unless that was recorded before.
	pub fn escalate(&mut self) -> Option<u64> {
		if self.unanswered_since.is_none() || self.silent {
			return None;
		}
		self.silent = true;
		let ended = self.newest.filter(|_| self.state == CommandState::Open);
		if ended.is_some() {
			self.state = CommandState::Escalated;
		}
		ended.map(|newest| newest.id)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use std::{collections::BTreeMap, vec::Vec};

	#[test]
	fn a_later_command_moves_no_deadline() {
		let mut track = Track::default();
		assert_eq!(track.command(20, 1_000), Some(Issued { id: 1, superseded: None }));
		assert_eq!(track.command(21, 5_000), Some(Issued { id: 2, superseded: Some(1) }));
		assert_eq!(track.due(10_000), Some(11_000));
		// An answer to the older command reports the actuator's value, and leaves the deadline.
		let answered = Answered { ends: false, was_silent: false };
		assert_eq!(track.answer(1, 20, 6_000), Ok(answered));
		assert_eq!(track.due(10_000), Some(11_000));
		assert_eq!(track.answer(2, 21, 7_000), Ok(Answered { ends: true, was_silent: false }));
		assert_eq!((track.due(10_000), track.open()), (None, None));
	}

	#[test]
	fn a_device_falls_silent_once_and_its_next_answer_ends_that() {
		let mut track = Track::default();
		track.command(20, 1_000);
		assert_eq!(track.escalate(), Some(1));
		assert_eq!((track.escalate(), track.silent, track.due(10_000)), (None, true, None));
		// The device may still obey, and a later command to a silent device supersedes nothing.
		assert_eq!(track.open().map(|open| open.id), Some(1));
		assert_eq!(track.command(21, 20_000), Some(Issued { id: 2, superseded: None }));
		assert_eq!(track.answer(1, 20, 30_000), Ok(Answered { ends: false, was_silent: true }));
		assert_eq!(track.due(10_000), Some(40_000), "the newest has its time from now on");
		assert_eq!(track.answer(2, 21, 31_000), Ok(Answered { ends: true, was_silent: false }));
	}

	#[test]
	fn answers_to_what_was_never_commanded_or_answered_before_do_not_count() {
		let mut track = Track::after(6);
		assert_eq!(track.answer(0, 20, 1), Err(AnswerError::Unknown));
		track.command(20, 1);
		assert_eq!(track.answer(8, 20, 2), Err(AnswerError::Unknown));
		assert_eq!(track.answer(7, 20, 3), Ok(Answered { ends: true, was_silent: false }));
		assert_eq!(track.answer(7, 20, 4), Err(AnswerError::Stale));
		assert_eq!(track.answer(6, 20, 4), Err(AnswerError::Stale));
	}

	#[test]
	fn ids_end() {
		let mut track = Track::after(u64::MAX - 2);
		assert_eq!(track.command(1, 1).map(|issued| issued.id), Some(u64::MAX - 1));
		let before = track;
		assert_eq!(track.command(2, 2), None);
		assert_eq!(track, before);
	}

	/// What happens to an actuator.
	#[derive(Clone, Debug)]
	enum Happening {
		Command,
		Answer(u8),
		Deadline,
		Void,
	}

	fn happening() -> impl Strategy<Value = Happening> {
		prop_oneof![
			4 => Just(Happening::Command),
			4 => (0u8..4).prop_map(Happening::Answer),
			2 => Just(Happening::Deadline),
			1 => Just(Happening::Void),
		]
	}

	proptest! {
		#[test]
		fn each_command_ends_in_exactly_one_way(all in proptest::collection::vec(happening(), 1..60)) {
			let mut track = Track::default();
			let mut ends = BTreeMap::<u64, Vec<&str>>::new();
			let mut given = 1;
			for (now, what) in (0u64..).step_by(1_000).zip(all) {
				match what {
					Happening::Command => {
						let Issued { id, superseded } = track.command(now as i64, now).unwrap();
						prop_assert_eq!(id, given);
						given += 1;
						if let Some(id) = superseded {
							ends.entry(id).or_default().push("superseded");
						}
					},
					Happening::Answer(back) => {
						let Some(id) = track.next.checked_sub(u64::from(back)) else { continue };
						let before = track;
						match track.answer(id, 0, now) {
							Ok(Answered { ends: true, .. }) => {
								ends.entry(id).or_default().push("answered");
							},
							Ok(_) => {},
							Err(_) => prop_assert_eq!(track, before),
						}
					},
					Happening::Deadline => {
						if let Some(id) = track.escalate() {
							ends.entry(id).or_default().push("escalated");
						}
					},
					Happening::Void => {
						if let Some(id) = track.void() {
							ends.entry(id).or_default().push("voided");
						}
					},
				}
				let open = track.newest.filter(|_| track.state == CommandState::Open);
				for id in 1..given {
					let count = ends.get(&id).map_or(0, Vec::len);
					let expected = usize::from(open.is_none_or(|open| open.id != id));
					prop_assert_eq!(count, expected, "command {}: {:?}", id, ends.get(&id));
				}
				// A deadline runs exactly if the newest command is unanswered and can still be answered.
				prop_assert_eq!(track.unanswered_since.is_some(), track.open().is_some());
			}
		}
	}
}
