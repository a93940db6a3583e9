//! The description of the interface.

use utoipa::OpenApi;

use super::{problem::Problem, routes};

#[derive(OpenApi)]
#[openapi(
	info(
		title = "Tallystick gateway",
		description = "Readings of devices, and proofs of them. Everything is read; nothing changes anything.",
		license(name = "Apache-2.0", identifier = "Apache-2.0"),
		contact(),
	),
	paths(
		routes::devices,
		routes::readings,
		routes::proof,
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

/// The OpenAPI description, as `docs/gateway-openapi.json` has it.
pub fn text() -> String {
	// Of maps with string keys only: writing it cannot fail.
	let mut text = Description::openapi().to_pretty_json().unwrap_or_default();
	text.push('\n');
	text
}
