//! The input of an evaluation: one snapshot of all inputs, and which of them count.

use crate::{
	horizon::Horizon,
	program::MAX_INPUTS,
	series::Series,
	source::{Figure, Source},
	unit::{Kind, Quantity},
	Value,
};
use bounded_collections::{BoundedVec, ConstU32};
use codec::MaxEncodedLen;
use tallystick_evidence::{Limits, Summary};
use tallystick_records::{
	telemetry::{Facts, Observation},
	Millis,
};

record! {
	/// A stream's newest observation, and the state of its device.
	#[derive(Copy)]
	pub struct Observed {
		/// What was observed.
		pub summary: Summary,
		/// The channel's limits.
		pub limits: Limits,
		/// When the chain received it.
		pub arrived: Millis,
		/// What is odd about it.
		pub facts: Facts,
		/// Whether its device is active.
		pub active: bool,
		/// Whether observations before it were dropped, because too many were queued.
		pub missed: bool,
	}

	/// The data found for an input.
	pub enum Found {
		/// No data.
		#[codec(index = 0)]
		Nothing,
		/// Data of a stream.
		#[codec(index = 1)]
		Observed(Observed),
		/// Data of a price.
		#[codec(index = 2)]
		Prices(Series),
		/// Data of any other source.
		#[codec(index = 3)]
		Value(Value),
	}

	/// The input of an evaluation.
	pub struct Snapshot {
		/// The chain's time.
		pub now: Millis,
		/// The data of each input, in order. Inputs beyond the end have no data.
		pub found: BoundedVec<Found, ConstU32<MAX_INPUTS>>,
	}

	/// Why an input is undefined. If there are several reasons, the first one in this list is given.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Lack {
		/// There is no data: a stream without an observation, or a slot whose price is not final.
		#[codec(index = 0)]
		Nothing,
		/// The data is not of the kind that the program expects.
		#[codec(index = 1)]
		Other,
		/// Its device is not active.
		#[codec(index = 2)]
		Inactive,
		/// Observations before it were dropped.
		#[codec(index = 3)]
		Missed,
		/// Its summary contradicts itself.
		#[codec(index = 4)]
		Incoherent,
		/// The observation has these facts, which the rule does not accept.
		#[codec(index = 5)]
		Facts(Facts),
		/// It is older than the rule accepts.
		#[codec(index = 6)]
		Stale,
		/// The figure cannot be computed: a counter fell, or no time has passed.
		#[codec(index = 7)]
		Figure,
	}

	/// The value of an input. For a series, it is the current slot's price.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Seen {
		/// Its value.
		pub value: Value,
		/// Why it is undefined, if it is.
		pub lack: Option<Lack>,
	}
}

impl Observed {
	/// A stream's newest observation, if none before it was dropped.
	pub fn of(observation: &Observation, limits: Limits, active: bool) -> Self {
		let Observation { summary, at, facts, .. } = *observation;
		Self { summary, limits, arrived: at, facts, active, missed: false }
	}
}

impl Snapshot {
	/// What is known of an input.
	pub fn found(&self, number: usize) -> &Found {
		self.found.get(number).unwrap_or(&Found::Nothing)
	}
}

impl From<Result<Value, Lack>> for Seen {
	fn from(result: Result<Value, Lack>) -> Self {
		match result {
			Ok(value) => Self { value, lack: None },
			Err(lack) => Self { value: Value::Undefined, lack: Some(lack) },
		}
	}
}

impl Source {
	/// The value of the input. Records when it becomes stale.
	pub(crate) fn see(&self, found: &Found, horizon: &mut Horizon) -> Seen {
		self.judge(found, horizon).into()
	}

	fn judge(&self, found: &Found, horizon: &mut Horizon) -> Result<Value, Lack> {
		match (self, found) {
			(_, Found::Nothing) => Err(Lack::Nothing),
			(Self::Stream { figure, quantity, max_age, allow, .. }, Found::Observed(observed)) => {
				observed.judge(*figure, *quantity, *max_age, *allow, horizon)
			},
			(Self::Price { .. }, Found::Prices(series)) => {
				// The value changes with each slot.
				if let Some(end) = series.slot_end(horizon.now()) {
					horizon.may_change_with_others(end);
				}
				let price = series.at(horizon.now(), 0);
				price.is_defined().then_some(price).ok_or(Lack::Nothing)
			},
			(Self::Stream { .. } | Self::Price { .. }, _) => Err(Lack::Other),
			(source, Found::Value(value)) => match (source.kind(), value) {
				(_, Value::Undefined) => Err(Lack::Nothing),
				(Some(Kind::Truth), Value::Truth(_))
				| (Some(Kind::Number(_)), Value::Number(_)) => Ok(*value),
				_ => Err(Lack::Other),
			},
			_ => Err(Lack::Other),
		}
	}
}

impl Observed {
	fn judge(
		&self,
		figure: Figure,
		quantity: Quantity,
		max_age: u32,
		allow: Facts,
		horizon: &mut Horizon,
	) -> Result<Value, Lack> {
		if !self.active {
			return Err(Lack::Inactive);
		}
		if self.missed {
			return Err(Lack::Missed);
		}
		if self.summary.check(&self.limits).is_err() {
			return Err(Lack::Incoherent);
		}
		let odd = self.facts.without(allow);
		if odd != Facts::NONE {
			return Err(Lack::Facts(odd));
		}
		// A device's clock may be ahead.
		let from = self.arrived.0.min(self.summary.last.time);
		let stale = from.saturating_add(max_age.into()).saturating_add(1);
		if horizon.now().0 >= stale {
			return Err(Lack::Stale);
		}
		horizon.may_change(stale);
		let value = figure.of(&self.summary, quantity.unit);
		value.is_defined().then_some(value).ok_or(Lack::Figure)
	}
}
