//! The OpenAPI description of the interface.

use utoipa::OpenApi;

use super::{problem::Problem, routes};

#[derive(OpenApi)]
#[openapi(
	info(
		title = "Tallystick gateway",
		description = "Readings of devices, and proofs of them. All requests only read.",
		license(name = "Apache-2.0", identifier = "Apache-2.0"),
		contact(),
	),
	paths(
		routes::devices,
		routes::readings,
		routes::proof,
		routes::opening,
		routes::batch,
		routes::data,
		routes::status,
		routes::live,
		routes::ready,
		routes::metrics,
		routes::description,
	),
	components(schemas(Problem))
)]
struct Description;

/// The OpenAPI description, of which `docs/gateway-openapi.json` is a copy.
pub fn text() -> String {
	// It has maps with string keys only, so serialising cannot fail.
	let mut text = Description::openapi().to_pretty_json().unwrap_or_default();
	text.push('\n');
	text
}
