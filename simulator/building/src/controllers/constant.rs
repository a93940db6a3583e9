//! B0: one set-point all day, every day.

use super::{heating_curve, Controller, View};
use crate::{envelope::Claims, zones::ZONES};

/// One set-point for all zones and times.
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Constant {
	/// The set-point, in °C.
	pub set_point: f64,
	/// What the flow is above the heating curve, in K.
	pub plus: f64,
}

impl Controller for Constant {
	fn decide(&mut self, view: &View) -> Claims {
		Claims {
			set_points: [Some(self.set_point); ZONES],
			flow: Some(heating_curve(view.outdoor, self.plus)),
		}
	}
}
