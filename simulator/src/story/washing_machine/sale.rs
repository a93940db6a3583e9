//! How the machine was sold: as an asset of its own, with a warranty among its documents.

use super::{
	cast::{self, Cast},
	found::{DAY, HOUR},
};
use crate::story::{
	lapse::Lapse,
	ledger::{act, event},
	StoryError,
};
use tallystick_client::{
	asset_lifecycle::{calls, events, views::PrefixOf, Definition, State},
	procurement::Warranty,
	records::{
		asset::{
			BizStep, Circumstances, DocumentKind, Keeper, LotDates, Makers, NewLot, Passes,
			Receipt, ShelfLife, StateKind, Terms,
		},
		Millis,
	},
	Hash,
};
use tallystick_evidence::{Crypto, Native};
use tallystick_gs1::{Gln, Gtin, Key, Sgln, Sgtin, Text};

/// How long the works answer for what breaks, in milliseconds.
const WARRANTY: u64 = 365 * DAY;

/// What a washing machine is, to the works.
fn class(gtin: Gtin) -> Definition {
	Definition {
		name: "Washing machine".into(),
		gtin: Some(gtin),
		unit: None,
		decimals: 0,
		states: vec![State { name: "in use".into(), kind: StateKind::Live }],
		transitions: Vec::new(),
		policies: Vec::new(),
		ingredients: Vec::new(),
		shelf_life: ShelfLife::New,
		makers: Makers::Definer,
	}
}

/// The works make the machine an asset, promise to answer for it, and hand it over to the household.
pub(super) async fn sell(
	lapse: &mut Lapse,
	cast: &Cast,
	seed: u64,
) -> Result<Warranty, StoryError> {
	let (chain, works) = (lapse.chain.clone(), cast.works.signer.clone());
	let (prefix, party) = cast::numbers(seed)?;
	let gtin = Gtin::from_body(party.body() + 1)?;
	if chain.view(PrefixOf { prefix }, None).await?.is_none() {
		let bind = calls::BindPrefix { prefix, org: cast.works.org, party: Some(party) };
		lapse.along(act(&chain, &cast.office.signer, bind)).await?;
	}
	let define = calls::DefineClass { definition: class(gtin), prefix: Some(prefix) };
	let defined = lapse.along(act(&chain, &works, define)).await?;
	let class = event::<events::ClassDefined>(&defined)?.class;

	let hall = Sgln::new(Gln::from_body(party.body() + 1)?, None)?;
	let lot = NewLot {
		code: Text::new("L1")?,
		source: hall,
		prefix,
		dates: LotDates { made: Millis(lapse.now.saturating_sub(HOUR)), expires: None },
	};
	let opened = lapse.along(act(&chain, &works, calls::OpenLot { class, lot })).await?;
	let circumstances =
		Circumstances { read_point: Some(hall), location: Some(hall), ..Circumstances::default() };
	let create = calls::Create {
		lot: event::<events::LotOpened>(&opened)?.lot,
		key: Key::Sgtin(Sgtin { gtin, serial: Text::new("1")? }),
		prefix,
		quantity: 1,
		circumstances,
	};
	let created = lapse.along(act(&chain, &works, create)).await?;
	let asset = event::<events::Created>(&created)?.asset;

	let document = warranty();
	let promise = calls::AddDocument {
		asset,
		document,
		kind: DocumentKind::Warranty,
		until: Some(Millis(lapse.now.saturating_add(WARRANTY))),
	};
	lapse.along(act(&chain, &works, promise)).await?;
	let terms = Terms {
		passes: Passes::Ownership,
		quantity: 1,
		at: None,
		agreed: 0,
		bond: 0,
		keeper: Keeper::Taker,
		step: BizStep::RetailSelling,
		until: Millis(lapse.now.saturating_add(DAY)),
	};
	let offer = calls::OfferCustody { asset, to: cast.household.org, terms };
	lapse.along(act(&chain, &works, offer)).await?;
	let (receipt, circumstances) = (Receipt::default(), Circumstances::default());
	let accept = calls::Accept { asset, terms, receipt, circumstances };
	lapse.along(act(&chain, &cast.household.signer, accept)).await?;
	Ok(Warranty { asset, document })
}

/// The hash of what the works promise.
fn warranty() -> Hash {
	Native::hash(&[b"the warranty of the machine: a year, for what breaks by itself"])
}
