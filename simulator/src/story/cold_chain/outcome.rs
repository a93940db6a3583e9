//! How a story came out, and why it did not.

use super::{HookError, Stage};
use crate::{story::LoggerError, RegisterError, SeriesError};
use tallystick_client::{
	records::RecallId, ChainError, FollowError, GatewayError, SignError, SignerError, SubmitError,
};
use tallystick_condition::{trade::Pricing, CurveError};
use tallystick_gs1::{CompanyPrefix, KeyError};

/// Why a story stopped.
#[derive(Debug, thiserror::Error)]
pub enum StoryError {
	/// The chain does not answer.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// A call cannot be signed.
	#[error(transparent)]
	Sign(#[from] SignError),
	/// A call is refused.
	#[error(transparent)]
	Submit(#[from] SubmitError),
	/// A call failed.
	#[error(transparent)]
	Follow(#[from] FollowError),
	/// A key cannot be made.
	#[error(transparent)]
	Signer(#[from] SignerError),
	/// The logger is not registered.
	#[error(transparent)]
	Register(#[from] RegisterError),
	/// A GS1 number cannot be made.
	#[error(transparent)]
	Key(#[from] KeyError),
	/// The measured weather cannot be read.
	#[error("the weather cannot be read: {0}")]
	Weather(#[from] SeriesError),
	/// The logger stopped.
	#[error("the logger stopped: {0}")]
	Logger(#[from] LoggerError),
	/// The gateway does not show a run.
	#[error(transparent)]
	Gateway(#[from] GatewayError),
	/// The price curve is malformed.
	#[error(transparent)]
	Curve(#[from] CurveError),
	/// The log cannot be written.
	#[error("the log cannot be written: {0}")]
	Log(std::io::Error),
	/// The council has more than one member, or another one.
	#[error(
		"the council did not admit the organisations of the story; it must have one member, whose secret --council gives"
	)]
	Council,
	/// Another organisation has the company prefix. Take another seed.
	#[error("the company prefix {0} is bound to another organisation; take another --seed")]
	PrefixTaken(CompanyPrefix),
	/// An option is out of range.
	#[error("{0}")]
	Option(&'static str),
	/// A hook ended it.
	#[error("a hook ended the story: {0}")]
	Hook(HookError),
	/// The story went otherwise than it must.
	#[error("the story did not come out as it must: {0}")]
	Otherwise(String),
}

impl StoryError {
	pub(crate) fn otherwise(what: impl Into<String>) -> Self {
		Self::Otherwise(what.into())
	}
}

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
