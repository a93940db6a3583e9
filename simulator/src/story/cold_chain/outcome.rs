//! How a story came out.

use super::Stage;
use tallystick_client::records::RecallId;
use tallystick_condition::trade::Pricing;

/// What the trade would pay at some point.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Priced {
	/// When: `delivered`, `leaves`, `readings` or `settled`.
	pub when: &'static str,
	/// What the chain says.
	pub pricing: Pricing,
}

/// The money of somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Money {
	/// Who it is.
	pub who: &'static str,
	/// What they had before the story, held money included.
	pub before: u128,
	/// What they have after it.
	pub after: u128,
}

/// How a story came out.
#[derive(Clone, Debug)]
pub struct Outcome {
	/// Everything that there was.
	pub stage: Stage,
	/// What the trade would have paid at each point.
	pub prices: Vec<Priced>,
	/// What the seller got of the buyer's money.
	pub paid: u128,
	/// The money of grower, carriers and supermarket.
	pub money: Vec<Money>,
	/// The recall, if there was one.
	pub recall: Option<RecallId>,
	/// What went otherwise than it must. Nothing in a good story.
	pub findings: Vec<String>,
}

impl Outcome {
	pub(super) fn new(stage: Stage) -> Self {
		Self {
			stage,
			prices: Vec::new(),
			paid: 0,
			money: Vec::new(),
			recall: None,
			findings: Vec::new(),
		}
	}

	/// Whether everything went as it must.
	pub fn is_good(&self) -> bool {
		self.findings.is_empty()
	}

	/// The last price.
	pub fn price(&self) -> Option<&Pricing> {
		self.prices.last().map(|priced| &priced.pricing)
	}
}
