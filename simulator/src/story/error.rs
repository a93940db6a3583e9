//! Why a story stopped.

use super::LoggerError;
use crate::{
	meter::{HomeError, PlanError, PricesError},
	obey::ObeyError,
	DeviceError, PlayerError, RegisterError, SeriesError,
};
use std::error::Error;
use tallystick_client::{
	market::{GridError, OrderError, TariffError},
	ChainError, FollowError, GatewayError, SignError, SignerError, SubmitError,
};
use tallystick_condition::CurveError;
use tallystick_gs1::{CompanyPrefix, KeyError};

/// Why a hook ends the story.
pub type HookError = Box<dyn Error + Send + Sync>;

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
	/// Measured data cannot be read.
	#[error("the measured data cannot be read: {0}")]
	Data(#[from] SeriesError),
	/// Hours of a home cannot be read, or be played.
	#[error(transparent)]
	Home(#[from] HomeError),
	/// Measured prices cannot be read.
	#[error(transparent)]
	Prices(#[from] PricesError),
	/// The logger stopped.
	#[error("the logger stopped: {0}")]
	Logger(#[from] LoggerError),
	/// A device cannot be made.
	#[error(transparent)]
	Device(#[from] DeviceError),
	/// A commanded device stopped.
	#[error(transparent)]
	Obey(#[from] ObeyError),
	/// A meter stopped.
	#[error("a meter stopped: {0}")]
	Meter(#[from] PlayerError),
	/// A meter's task ended.
	#[error("a meter's task ended: {0}")]
	Task(#[from] tokio::task::JoinError),
	/// A meter cannot be replaced.
	#[error(transparent)]
	Plan(#[from] PlanError),
	/// The prices of a zone are malformed.
	#[error("the zone's prices: {0}")]
	Grid(GridError),
	/// A tariff or a charge is malformed.
	#[error("a tariff: {0}")]
	Tariff(TariffError),
	/// An order is malformed.
	#[error("an order: {0}")]
	Order(OrderError),
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
	Option(String),
	/// A hook ended it.
	#[error("a hook ended the story: {0}")]
	Hook(HookError),
	/// The story went otherwise than it must.
	#[error("the story did not come out as it must: {0}")]
	Otherwise(String),
}

impl StoryError {
	pub(crate) fn option(what: impl Into<String>) -> Self {
		Self::Option(what.into())
	}

	pub(crate) fn otherwise(what: impl Into<String>) -> Self {
		Self::Otherwise(what.into())
	}
}
