//! CSV files of the market: a line for a slot.

use super::{slots::Slots, when};
use crate::{
	assets::bulk::{Places, Problems},
	failure::{Failure, Result},
	files::{self, Kind},
};
use csv::{ReaderBuilder, StringRecord, Trim};
use std::path::Path;
use tallystick_client::records::Slot;

/// A line of a file: its number, from 1 for the header, and its fields.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Row<const N: usize> {
	pub(crate) line: u64,
	pub(crate) fields: [String; N],
}

impl<const N: usize> Row<N> {
	/// The slot that begins at the moment in the first column.
	pub(crate) fn slot(&self, slots: &Slots) -> std::result::Result<Slot, String> {
		let text = self.fields.first().map(String::as_str).unwrap_or_default();
		when(text).and_then(|at| slots.beginning(at)).map_err(|error| format!("begins: {error}"))
	}
}

/// The lines of a file that has these columns, in any order.
pub(crate) fn read<const N: usize>(file: &Path, columns: [&str; N]) -> Result<Vec<Row<N>>> {
	let text = files::read(file, Kind::Table)?;
	let (rows, problems) = rows(&text, columns).map_err(|error| Failure::file(file, error))?;
	problems.check(file)?;
	match rows.is_empty() {
		true => Err(Failure::file(file, "the file has no line beside the header")),
		false => Ok(rows),
	}
}

fn rows<const N: usize>(
	text: &[u8],
	columns: [&str; N],
) -> std::result::Result<(Vec<Row<N>>, Problems), String> {
	let mut reader = ReaderBuilder::new().trim(Trim::All).from_reader(text);
	let header = reader.headers().map_err(|error| format!("line 1: {error}"))?.clone();
	let form = || {
		format!(
			"line 1 has to name the columns {}, with commas between them; it is {:?}",
			columns.join(", "),
			header.iter().collect::<Vec<_>>().join(",")
		)
	};
	let places: Option<Vec<_>> =
		columns.iter().map(|name| header.iter().position(|found| found == *name)).collect();
	let places = places.filter(|_| header.len() == N).ok_or_else(form)?;
	let (mut rows, mut problems) = (Vec::new(), Problems::default());
	let (mut record, mut lines) = (StringRecord::new(), Places::new(text));
	loop {
		let line = lines.line(reader.position());
		match reader.read_record(&mut record) {
			Ok(false) => break,
			Ok(true) => {
				let field = |at: usize| {
					let place = places.get(at).copied().unwrap_or(at);
					record.get(place).unwrap_or_default().to_owned()
				};
				rows.push(Row { line, fields: std::array::from_fn(field) });
			},
			Err(error) => problems.add(line, error),
		}
	}
	Ok((rows, problems))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn lines_have_their_numbers_and_columns_any_order() {
		let text = b"rate,begins\r\n5, 2026-12-01T00:00Z\r\n\r\n 6 ,2026-12-01T01:00Z\r\n";
		let (rows, problems) = rows(text, ["begins", "rate"]).unwrap();
		problems.check(Path::new("a")).unwrap();
		let fields = |at: &str, rate: &str| [at.to_owned(), rate.to_owned()];
		assert_eq!(rows[0], Row { line: 2, fields: fields("2026-12-01T00:00Z", "5") });
		assert_eq!(rows[1], Row { line: 4, fields: fields("2026-12-01T01:00Z", "6") });
	}

	#[test]
	fn refuses_files_of_other_columns_and_lines_of_other_lengths() {
		for text in ["begins;rate\n", "begins\n", "begins,rate,more\n", "begins,price\n", ""] {
			let problem = rows(text.as_bytes(), ["begins", "rate"]).unwrap_err();
			assert!(problem.contains("the columns begins, rate"), "{text}: {problem}");
		}
		let (rows, problems) = rows(b"begins,rate\na,b,c\na,b\n", ["begins", "rate"]).unwrap();
		assert_eq!(rows.len(), 1);
		let problem = problems.check(Path::new("a.csv")).unwrap_err();
		assert!(problem.reason().contains("line 2"), "{problem}");
	}
}
