//! The rules' texts with real devices in place of those that they name.

use super::rules::{Parameters, RulesError};
use tallystick_records::{market::PointId, StreamId};
use tallystick_rules::{text, Label, Output, Program, Source, Value};

/// A rule that can be deployed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
	/// The name that the text gives the rule.
	pub name: Label,
	/// The program, with real devices and the real metering point.
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
		let unknown = |what: String| RulesError::Unknown { number, what };
		let placed = |stream: StreamId| place(stream).ok_or_else(|| unknown(format!("{stream:?}")));
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
					let value = kind.and_then(|kind| parameters.value(*param, kind));
					let unknown = || unknown(format!("parameter {param}"));
					values[place] = Value::Number(value.ok_or_else(unknown)?);
				},
				source => return Err(unknown(format!("{source:?}"))),
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

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		controllers::rules::{Texts, TEXTS},
		prices::Tariff,
		tuned::Tuned,
	};

	#[test]
	fn devices_prices_and_parameters_are_placed_and_what_is_unknown_is_refused() {
		let parameters = Tuned::committed().unwrap().of(Tariff::Index).rules.parameters;
		let point = PointId([7; 16]);
		let other = |stream: StreamId| Some(StreamId { channel: stream.channel + 4, ..stream });
		for (number, text) in Texts::default().0.iter().enumerate() {
			let placed = Placed::new(number, text, &parameters, other, point).unwrap();
			placed.program.check().unwrap();
			for source in &placed.program.inputs {
				match source {
					Source::Stream { stream, .. } => assert_eq!(stream.channel, 5),
					Source::Price { point: named, .. } => assert_eq!(*named, point),
					Source::Param { param, .. } => {
						assert!(matches!(placed.parameters[usize::from(*param)], Value::Number(_)));
					},
					source => panic!("{source:?}"),
				}
			}
			assert!(Placed::new(number, text, &parameters, |_| None, point).is_err());
		}
		let unknown = TEXTS[0].replace("param 3", "param 9");
		assert!(Placed::new(0, &unknown, &parameters, other, point).is_err());
		let need = TEXTS[0].replace("in comfort", "in need = need 1.open\nin comfort");
		assert!(Placed::new(0, &need, &parameters, other, point).is_err());
	}
}
