//! `tallystick asset document`.

use super::{
	args::{self, AssetArg, Until},
	at, done, Ledger,
};
use crate::{
	failure::{Failure, Result},
	files::hash_of,
	parse,
	session::Session,
};
use clap::{Subcommand, ValueEnum};
use serde_json::{json, Value};
use std::path::PathBuf;
use tallystick_client::{
	asset_lifecycle::{calls, views, Document, MAX_PAGE},
	hexed,
	records::{asset::DocumentKind, Page},
	time,
};
use tallystick_evidence::Hash;

#[derive(Subcommand)]
pub(crate) enum DocumentCommand {
	/// Store the hash of a document about an asset. The file stays with its issuer.
	#[command(
		after_help = "Example:\n  tallystick asset document add 812 warranty.pdf --kind warranty --until 2028-09-14 --key-file maker.key"
	)]
	Add {
		/// The asset: its number or its GS1 key.
		#[arg(value_parser = args::asset)]
		asset: AssetArg,
		/// The document.
		file: PathBuf,
		/// The kind of document.
		#[arg(long, value_enum, default_value = "other")]
		kind: KindArg,
		/// Until when it is valid: a time, or a span such as 730d. A warranty needs an end.
		#[arg(long, value_name = "TIME", value_parser = args::until)]
		until: Option<Until>,
	},
	/// List the documents of an asset.
	List {
		/// The asset: its number or its GS1 key.
		#[arg(value_parser = args::asset)]
		asset: AssetArg,
		/// Say whether this file is one of them.
		#[arg(long, value_name = "FILE")]
		file: Option<PathBuf>,
	},
	/// Remove the hash of a document. The deposit goes back.
	Remove {
		/// The asset: its number or its GS1 key.
		#[arg(value_parser = args::asset)]
		asset: AssetArg,
		/// The document: the file, or its hash.
		document: String,
	},
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum KindArg {
	/// An invoice, a waybill, a photograph.
	Other,
	/// Organic farming, origin, conformity.
	Certificate,
	/// The result of an inspection.
	Inspection,
	/// Its issuer cannot take it back before it ends.
	Warranty,
	/// A record of service or repair.
	Service,
}

impl From<KindArg> for DocumentKind {
	fn from(kind: KindArg) -> Self {
		match kind {
			KindArg::Other => Self::Other,
			KindArg::Certificate => Self::Certificate,
			KindArg::Inspection => Self::Inspection,
			KindArg::Warranty => Self::Warranty,
			KindArg::Service => Self::Service,
		}
	}
}

fn kind_text(kind: DocumentKind) -> &'static str {
	match kind {
		DocumentKind::Other => "document",
		DocumentKind::Certificate => "certificate",
		DocumentKind::Inspection => "inspection",
		DocumentKind::Warranty => "warranty",
		DocumentKind::Service => "record of service",
	}
}

pub(crate) async fn run(session: &Session, command: DocumentCommand) -> Result {
	match command {
		DocumentCommand::Add { asset, file, kind, until } => {
			let kind = DocumentKind::from(kind);
			let until = until.map(Until::resolve);
			if kind == DocumentKind::Warranty && until.is_none() {
				return Err(Failure::usage("a warranty needs an end: give it with --until"));
			}
			let document = hash_of(&file)?;
			let ledger = Ledger::open(session).await?;
			let asset = ledger.asset_id(&asset).await?;
			let call = calls::AddDocument { asset, document, kind, until };
			let included = ledger.submit(call).await?;
			let text =
				format!("the {} {} is with asset {asset}", kind_text(kind), hexed(&document));
			let value = json!({ "asset": asset, "document": hexed(&document) });
			done(&ledger, &included, text, value);
		},
		DocumentCommand::List { asset, file } => {
			let wanted = file.as_deref().map(hash_of).transpose()?;
			let ledger = Ledger::open(session).await?;
			let asset = ledger.any_id(&asset).await?;
			let mut all = Vec::new();
			for (hash, record) in documents(&ledger, asset).await? {
				let issuer = ledger.name(record.issuer).await?;
				all.push((hash, record, issuer));
			}
			if let (Some(wanted), Some(file)) = (wanted, &file) {
				all.retain(|(hash, ..)| *hash == wanted);
				if all.is_empty() {
					return Err(Failure::refused(format!(
						"{} is no document of asset {asset}, or was changed since",
						file.display()
					)));
				}
			}
			let value = all.iter().map(|(hash, record, _)| {
				let mut value = json!(record);
				if let Value::Object(fields) = &mut value {
					fields.insert("document".into(), json!(hexed(hash)));
				}
				value
			});
			let value = value.collect();
			let lines: Vec<_> =
				all.iter().map(|(hash, record, issuer)| line(hash, record, issuer)).collect();
			let none = format!("asset {asset} has no documents");
			session.say(if lines.is_empty() { none } else { lines.join("\n") }, value);
		},
		DocumentCommand::Remove { asset, document } => {
			let document = match parse::hash(&document) {
				Ok(hash) => hash,
				Err(_) => hash_of(&PathBuf::from(document))?,
			};
			let ledger = Ledger::open(session).await?;
			let asset = ledger.any_id(&asset).await?;
			let included = ledger.submit(calls::RemoveDocument { asset, document }).await?;
			let text = format!("{} is no longer with asset {asset}", hexed(&document));
			let value = json!({ "asset": asset, "document": hexed(&document) });
			done(&ledger, &included, text, value);
		},
	}
	Ok(())
}

/// All documents of an asset.
async fn documents(
	ledger: &Ledger<'_>,
	asset: tallystick_client::records::AssetId,
) -> Result<Vec<(Hash, Document)>> {
	let (mut all, mut after) = (Vec::new(), None);
	let block = ledger.chain.best().await?.hash;
	loop {
		let view = views::Documents { asset, after, limit: MAX_PAGE };
		let page = Page::new(ledger.chain.view(view, Some(&block)).await?, MAX_PAGE);
		for document in page.items {
			let record = ledger.chain.view(views::DocumentOf { asset, document }, None).await?;
			// One that was removed in the meantime.
			all.extend(record.map(|record| (document, record)));
		}
		match page.next {
			Some(next) => after = Some(next),
			None => return Ok(all),
		}
	}
}

fn line(hash: &Hash, document: &Document, issuer: &str) -> String {
	let valid = match document.until {
		None => String::new(),
		Some(until) if until.0 < time::now() => format!(", ended at {}", at(until)),
		Some(until) => format!(", until {}", at(until)),
	};
	format!(
		"{}  {} of organisation {issuer}, stored at {}{valid}",
		hexed(hash),
		kind_text(document.kind),
		at(document.at)
	)
}
