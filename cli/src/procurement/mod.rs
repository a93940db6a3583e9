//! Machines that buy: offers of vendors, mandates of owners, needs, and purchases.

mod files;
pub(crate) mod mandates;
pub(crate) mod needs;
pub(crate) mod offers;
pub(crate) mod purchases;
mod statements;
mod words;

use crate::{
	assets::Ledger,
	failure::{Failure, Result},
	files::hash_of,
	parse,
	rules::{rule_file, words::number},
	session::channel_of,
};
use std::path::Path;
use tallystick_client::{
	procurement::Category,
	records::{MandateId, NeedId, OrderId, OrgId, Unit},
	rules::{Condition, Quantity, Source},
};
use tallystick_evidence::Hash;
use tallystick_gs1::Text;

type Parsed<T> = std::result::Result<T, String>;

/// Reads the number of a mandate.
fn mandate(text: &str) -> Parsed<MandateId> {
	text.parse().map(MandateId).map_err(|_| "give the mandate's number".into())
}

/// Reads the number of a need.
fn need(text: &str) -> Parsed<NeedId> {
	text.parse().map(NeedId).map_err(|_| "give the need's number".into())
}

/// Reads the number of an order.
fn order(text: &str) -> Parsed<OrderId> {
	text.parse().map(OrderId).map_err(|_| "give the order's number".into())
}

/// Reads a category: `CLASS`, or `CLASS/PART`.
fn category(text: &str) -> Parsed<Category> {
	let (class, part) = match text.split_once('/') {
		Some((class, part)) => (class, Some(part)),
		None => (text, None),
	};
	let digits = class.len() == 8 && class.bytes().all(|byte| byte.is_ascii_digit());
	let class = class.parse().ok().filter(|_| digits).ok_or_else(|| {
		format!("{text:?} is no category: write eight digits, such as 10000405, and the part number if only that will do, such as 10000405/P-7")
	})?;
	let part = part.map(|part| match part {
		"" => Err("the part number is missing after the slash".to_owned()),
		part => Text::new(part).map_err(|error| format!("the part number: {error}")),
	});
	Ok(Category { class, part: part.transpose()? })
}

/// The hash of a document: of the file with this name, unless the text is a hash itself.
fn document(text: &str) -> Result<Hash> {
	match parse::hash(text) {
		Ok(hash) => Ok(hash),
		Err(_) => hash_of(Path::new(text)),
	}
}

/// Reads a condition from a file, and checks that the chain has its channels with these units.
async fn condition(ledger: &Ledger<'_>, path: &Path) -> Result<Condition> {
	let condition = rule_file::condition(path)?;
	for source in &condition.inputs {
		let Source::Stream { stream, quantity, .. } = source else { continue };
		let name = format!("{}/{}", hex::encode(stream.device.0), stream.channel);
		let channel = channel_of(&ledger.chain, &stream.device, stream.channel).await?;
		let channel = channel
			.ok_or_else(|| Failure::file(path, format!("the chain knows no channel {name}")))?;
		let (unit, exponent) = (quantity.unit.as_str(), quantity.exponent);
		if (unit, exponent) != (&*channel.unit, channel.exponent) {
			let own = counted(&channel.unit, channel.exponent);
			return Err(Failure::file(
				path,
				format!("the channel {name} counts {own}; write `as {own}`"),
			));
		}
	}
	Ok(condition)
}

/// What a channel counts, as a condition says it.
fn counted(unit: &str, exponent: i8) -> String {
	let unit = Unit::new(unit.as_bytes()).unwrap_or_default();
	number(1, Quantity { unit, exponent })
}

/// The organisation that was named, or the signer's.
async fn org_or_own(ledger: &Ledger<'_>, org: Option<OrgId>) -> Result<OrgId> {
	match org {
		Some(org) => {
			ledger.ensure_known(org).await?;
			Ok(org)
		},
		None => ledger.org().await,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::args::Args;
	use clap::Parser;

	#[test]
	fn a_category_is_a_class_and_perhaps_a_part() {
		let whole = category("10000405").unwrap();
		assert_eq!((whole.class, whole.part), (10_000_405, None));
		let part = category("00000405/P-7/b").unwrap();
		assert_eq!((part.class, part.part), (405, Some(Text::new("P-7/b").unwrap())));
		for part in [whole, part] {
			assert_eq!(category(&words::category(&part)), Ok(part));
		}
		for text in ["", "1000405", "100004055", "soap", "10000405/", "10000405/ä", "+1000405"] {
			assert!(category(text).is_err(), "{text}");
		}
	}

	#[test]
	fn a_document_is_a_file_or_its_hash() {
		let hash = "0x".to_owned() + &"07".repeat(32);
		assert_eq!(document(&hash).unwrap(), [7; 32]);
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("invoice.xml");
		std::fs::write(&path, "2.30").unwrap();
		assert_eq!(document(path.to_str().unwrap()).unwrap(), hash_of(&path).unwrap());
		assert!(document("missing.xml").is_err());
	}

	/// What is written as code in a cell of a table.
	fn code(cell: &str) -> Vec<&str> {
		cell.split('`').skip(1).step_by(2).collect()
	}

	#[test]
	fn every_call_of_the_pallet_has_a_command() {
		let metadata = || tallystick_runtime::Runtime::metadata_at_version(16).unwrap();
		let metadata = sp_io::TestExternalities::default().execute_with(metadata);
		let metadata = tallystick_client::Metadata::decode_from(&metadata).unwrap();
		let pallet = metadata.pallet_by_name("Procurement").unwrap();
		let mut calls: Vec<_> =
			pallet.call_variants().unwrap().iter().map(|call| call.name.clone()).collect();

		let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/procurement.md");
		let page = std::fs::read_to_string(page).unwrap();
		let (_, table) = page.split_once("| call | command |").unwrap();
		let (table, _) = table.split_once("\n\n").unwrap();
		let mut listed = Vec::new();
		for row in table.lines() {
			let cells: Vec<_> = row.split('|').map(code).filter(|cell| !cell.is_empty()).collect();
			let [of, commands] = &cells[..] else { continue };
			assert_eq!(of.len(), commands.len(), "{row}");
			for words in commands {
				let mut command = <Args as clap::CommandFactory>::command();
				for word in words.split(' ') {
					let found = command.find_subcommand(word);
					command = found.unwrap_or_else(|| panic!("{words}")).clone();
				}
				assert!(!command.has_subcommands(), "{words}");
			}
			listed.extend(of.iter().map(|call| (*call).to_owned()));
		}
		calls.sort();
		listed.sort();
		assert_eq!(listed, calls);
	}

	#[test]
	fn the_commands_of_the_page_are_such_as_are_understood() {
		let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/procurement.md");
		let page = std::fs::read_to_string(page).unwrap();
		let lines: Vec<_> = page.lines().filter(|line| line.starts_with("tallystick ")).collect();
		assert!(lines.len() > 40, "{}", lines.len());
		for line in lines {
			let words = crate::assets::tests::words(line);
			if let Err(error) = Args::try_parse_from(words) {
				panic!("{line}\n{error}");
			}
		}
	}
}
