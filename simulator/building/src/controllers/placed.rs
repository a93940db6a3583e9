//! The rules' texts with real devices in place of those that they name.

use super::rules::{Parameters, RulesError};
use tallystick_records::{market::PointId, StreamId};
use tallystick_rules::{text, Kind, Label, Output, Program, Source, Value};

/// A rule that can be deployed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
	/// Its name.
	pub name: Label,
	/// What it computes.
	pub program: Program,
	/// The values of its parameters, by number.
	pub parameters: Vec<Value>,
}

impl Placed {
	/// The rule of the text with this number. `place` says which channel of a real device takes the place of one that the text
	/// names; prices are those of `point`.
	pub fn new(
		number: usize,
		text: &str,
		parameters: &Parameters,
		place: impl Fn(StreamId) -> Option<StreamId>,
		point: PointId,
	) -> Result<Self, RulesError> {
		let rule = text::parse(text).map_err(|error| RulesError::Text { number, error })?;
		let mut program = rule.program;
		let placed = |stream: StreamId| {
			let unknown = || RulesError::Unknown { number, what: format!("{stream:?}") };
			place(stream).ok_or_else(unknown)
		};
		let mut values: Vec<Value> = Vec::new();
		for source in &mut program.inputs {
			let kind = source.kind();
			match source {
				Source::Stream { stream, .. } => *stream = placed(*stream)?,
				Source::Price { point: named, .. } => *named = point,
				Source::Param { param, .. } => {
					let place = usize::from(*param);
					if values.len() <= place {
						values.resize(place + 1, Value::Undefined);
					}
					if let (Some(value), Some(Kind::Number(quantity))) =
						(parameters.get(*param), kind)
					{
						let step = 10f64.powi(quantity.exponent.into());
						values[place] = Value::Number((value / step).round() as i64);
					}
				},
				_ => {},
			}
		}
		for output in &mut program.outputs {
			if let Output::Set { actuator, .. } = output {
				*actuator = placed(*actuator)?;
			}
		}
		Ok(Self { name: rule.name, program, parameters: values })
	}
}
