//! What happened, line by line, for a plot and for checks.

use serde::Serialize;
use serde_json::Value;
use std::{
	fs::File,
	io::{self, Write},
	path::Path,
	sync::{Arc, Mutex, PoisonError},
};

/// A line of a cold chain's log, in JSON an object with the field `kind`. Times are UTC, in milliseconds since 1970; money is in
/// the chain's smallest unit and, like losses, written as text, because JSON's numbers do not hold it.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[allow(missing_docs)]
pub enum Entry {
	/// The first line about the way. `minutes` are the simulated ones that a real second stands for, `period` the
	/// milliseconds between two readings; `reference` is the value at which shelf life is used up at the rate 1.
	Story {
		name: &'static str,
		simulated: bool,
		seed: u64,
		minutes: u32,
		period: u32,
		picked_up: u64,
		reference: i32,
		exponent: i8,
	},
	/// What was done, in plain words.
	Step { step: &'static str, at: u64, text: String },
	/// Simulated temperatures, and what the logger measured: hundredths of a degree, `None` while it was silent.
	Reading { at: u64, inside: f64, outside: f64, read: Option<i64> },
	/// Something that the truck or the logger went through.
	Happening { what: &'static str, from: u64, to: u64 },
	/// An observation that the chain counted: what the device's summary says, and the bounds of the measure.
	Observation {
		number: u32,
		until: u64,
		from: u64,
		to: u64,
		count: u32,
		min: i64,
		max: i64,
		facts: u16,
		lower: String,
		upper: String,
	},
	/// Who had the goods.
	Custody { holder: String, from: u64, to: u64, agreed: u64, bond: Option<String> },
	/// What the trade would pay at this point.
	Price {
		when: &'static str,
		at: u64,
		offer: String,
		price: String,
		paid: String,
		bonds: Vec<String>,
		intervals: Vec<Share>,
	},
	/// The money of an account.
	Money { who: String, account: String, before: String, after: String },
	/// Ids, by name.
	Ids { ids: Value },
}

/// What one interval answers for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Share {
	/// Whose interval it is.
	pub holder: String,
	/// What the policy measured in it.
	pub loss: String,
	/// What the terms allow.
	pub allowance: String,
	/// The part of the discount.
	pub share: String,
}

/// Writes entries to a file, if there is one. A clone writes to the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log(Option<Arc<Mutex<File>>>);

impl Log {
	/// Begins a file anew.
	pub(crate) fn create(path: Option<&Path>) -> io::Result<Self> {
		let file = path.map(File::create).transpose()?;
		Ok(Self(file.map(|file| Arc::new(Mutex::new(file)))))
	}

	pub(crate) fn write(&self, entry: &impl Serialize) -> io::Result<()> {
		let Some(file) = &self.0 else { return Ok(()) };
		let mut line = serde_json::to_vec(entry)?;
		line.push(b'\n');
		file.lock().unwrap_or_else(PoisonError::into_inner).write_all(&line)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn each_entry_is_a_line_of_json_that_names_its_kind() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("log");
		let log = Log::create(Some(&path)).unwrap();
		log.write(&Entry::Reading { at: 1, inside: 2.5, outside: 3.0, read: Some(250) }).unwrap();
		log.clone().write(&Entry::Happening { what: "doors", from: 1, to: 2 }).unwrap();
		let text = std::fs::read_to_string(path).unwrap();
		assert_eq!(
			text,
			"{\"kind\":\"reading\",\"at\":1,\"inside\":2.5,\"outside\":3.0,\"read\":250}\n\
			 {\"kind\":\"happening\",\"what\":\"doors\",\"from\":1,\"to\":2}\n"
		);
		Log::create(None).unwrap().write(&Entry::Ids { ids: Value::Null }).unwrap();
	}
}
