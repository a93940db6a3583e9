//! Goods on a chain: calls that make many of them, and what they are called.

use anyhow::{Context, Result};
use tallystick_client::{
	asset_lifecycle::{
		calls::{BindPrefix, Create, DefineClass, Merge, OpenLot, Split},
		Definition, State,
	},
	records::{
		asset::{
			BizStep, Circumstances, Disposition, LotDates, Makers, NewLot, Portion, ShelfLife,
			StateKind, Transition, Trigger,
		},
		AssetId, ClassId, Millis, OrgId, TraceLotId,
	},
	Call, Chain, Signer,
};
use tallystick_gs1::{CompanyPrefix, Gln, Gtin, Key, Sscc, Text};

/// Most assets of a call.
pub const ITEMS: usize = 32;

/// The class of goods: they need no keys.
pub const GOODS: ClassId = ClassId(0);

/// The class of what goods are put on.
pub const PALLETS: ClassId = ClassId(1);

/// Calls of the first organisation's on a chain without assets, with the ids that the chain will give.
#[derive(Debug)]
pub struct Plan {
	prefix: CompanyPrefix,
	source: Gln,
	calls: Vec<Call>,
	lots: u64,
	assets: u64,
}

/// An asset of a lot, and how much it is.
#[derive(Clone, Copy, Debug)]
pub struct Goods {
	/// Its id.
	pub asset: AssetId,
	/// Its lot.
	pub lot: TraceLotId,
	/// In pieces.
	pub quantity: u64,
}

impl Plan {
	/// Two classes: [`GOODS`] and [`PALLETS`].
	pub fn new() -> Result<Self> {
		let prefix: CompanyPrefix = "4012345".parse()?;
		let (source, gtin) = (Gln::from_body(401_234_500_001)?, Gtin::from_body(401_234_500_001)?);
		// A GTIN is its owner's alone.
		let goods = Definition {
			name: "goods".into(),
			gtin: Some(gtin),
			makers: Makers::Definer,
			..Self::pallets()
		};
		let calls = vec![
			BindPrefix { prefix, org: OrgId(0), party: Some(source) }.into(),
			DefineClass { definition: goods, prefix: Some(prefix) }.into(),
			DefineClass { definition: Self::pallets(), prefix: None }.into(),
		];
		Ok(Self { prefix, source, calls, lots: 0, assets: 0 })
	}

	/// What the chain knows of [`PALLETS`].
	pub fn pallets() -> Definition {
		Definition {
			name: "pallets".into(),
			gtin: None,
			unit: None,
			decimals: 0,
			states: vec![
				State { name: "there".into(), kind: StateKind::Live },
				State { name: "gone".into(), kind: StateKind::Final },
			],
			transitions: vec![Transition {
				from: 0,
				to: 1,
				by: Trigger::Owner,
				step: BizStep::Decommissioning,
				disposition: Disposition::Inactive,
			}],
			policies: vec![],
			ingredients: vec![],
			shelf_life: ShelfLife::New,
			makers: Makers::Anyone,
		}
	}

	fn new_lot(&mut self) -> Result<(TraceLotId, NewLot)> {
		let lot = TraceLotId(self.lots);
		self.lots += 1;
		let code = Text::new(&format!("{}", lot.0)).context("it is short")?;
		let dates = LotDates { made: Millis(0), expires: None };
		let (source, prefix) = (self.source.into(), self.prefix);
		Ok((lot, NewLot { code, source, prefix, dates }))
	}

	fn new_asset(&mut self) -> AssetId {
		let asset = AssetId(self.assets);
		self.assets += 1;
		asset
	}

	/// The only asset of a lot that is not made from others.
	pub fn create(&mut self, class: ClassId, quantity: u64) -> Result<Goods> {
		let (lot, new) = self.new_lot()?;
		let asset = self.new_asset();
		let key = Key::Sscc(Sscc::from_body(4_012_345_000_000_000 + asset.0)?);
		self.calls.push(OpenLot { class, lot: new }.into());
		let (prefix, circumstances) = (self.prefix, Circumstances::default());
		self.calls.push(Create { lot, key, prefix, quantity, circumstances }.into());
		Ok(Goods { asset, lot, quantity })
	}

	/// An asset in so many equal parts. The first one is the asset.
	pub fn split(&mut self, whole: Goods, parts: u64) -> Vec<Goods> {
		let quantity = whole.quantity / parts;
		let mut all = vec![Goods { quantity, ..whole }];
		let portion = Portion { quantity, key: None };
		let others: Vec<_> = (1..parts).map(|_| portion).collect();
		for parts in others.chunks(ITEMS) {
			for Portion { quantity, .. } in parts {
				all.push(Goods { asset: self.new_asset(), quantity: *quantity, ..whole });
			}
			let (asset, parts, circumstances) =
				(whole.asset, parts.to_vec(), Circumstances::default());
			self.calls.push(Split { asset, parts, prefix: None, circumstances }.into());
		}
		all
	}

	/// One asset of several, of a lot of its own.
	pub fn merge(&mut self, inputs: &[Goods]) -> Result<Goods> {
		let quantity = inputs.iter().map(|goods| goods.quantity).sum();
		let (lot, new) = self.new_lot()?;
		let made = Goods { asset: self.new_asset(), lot, quantity };
		let inputs = inputs.iter().map(|goods| goods.asset).collect();
		let circumstances = Circumstances::default();
		self.push(Merge { inputs, key: None, prefix: None, lot: Some(new), circumstances });
		Ok(made)
	}

	/// Adds a call that makes no assets.
	pub fn push(&mut self, call: impl Into<Call>) {
		self.calls.push(call.into());
	}

	/// How many calls there are.
	pub fn count(&self) -> usize {
		self.calls.len()
	}

	/// Has the chain carry out all calls.
	pub async fn carry_out(self, chain: &Chain, signer: &Signer) -> Result<()> {
		carry_out(chain, &self.calls, signer).await
	}
}

/// Has the chain carry out calls of one account, in this order. Each must succeed.
pub async fn carry_out(chain: &Chain, calls: &[Call], signer: &Signer) -> Result<()> {
	let mut failed = None;
	let done = |at: usize, outcome: Result<_, _>| {
		if let (None, Err(error)) = (&failed, outcome) {
			failed = Some((at, error));
		}
	};
	chain.submit_all(calls, signer, done).await?;
	match failed {
		None => Ok(()),
		Some((at, error)) => Err(error).with_context(|| format!("{:?}", calls.get(at))),
	}
}
