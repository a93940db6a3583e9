//! Weights of the calls and of what a block does.

use frame::weights_prelude::Weight;

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// Weight of `open_zone`.
	fn open_zone() -> Weight;
	/// Weight of `set_terms`.
	fn set_terms() -> Weight;
	/// Weight of `forget_terms`.
	fn forget_terms() -> Weight;
	/// Weight of `drop_zone`.
	fn drop_zone() -> Weight;
	/// Weight of `define_index`.
	fn define_index() -> Weight;
	/// Weight of `publish` with `v` values.
	fn publish(v: u32) -> Weight;
	/// Weight of `drop_reports`.
	fn drop_reports() -> Weight;
	/// Weight of `drop_index`.
	fn drop_index() -> Weight;
	/// Weight of `offer_tariff`.
	fn offer_tariff() -> Weight;
	/// Weight of `publish_version`.
	fn publish_version() -> Weight;
	/// Weight of `end_tariff`.
	fn end_tariff() -> Weight;
	/// Weight of `forget_versions`.
	fn forget_versions() -> Weight;
	/// Weight of `drop_tariff`.
	fn drop_tariff() -> Weight;
	/// Weight of `note_standing`, which a block also spends on each supplier that it looks at.
	fn note_standing() -> Weight;
	/// Weight of `propose_point`.
	fn propose_point() -> Weight;
	/// Weight of `confirm_point`.
	fn confirm_point() -> Weight;
	/// Weight of `close_point`.
	fn close_point() -> Weight;
	/// Weight of `drop_point`.
	fn drop_point() -> Weight;
	/// Weight of `request_contract`.
	fn request_contract() -> Weight;
	/// Weight of `accept_contract`.
	fn accept_contract() -> Weight;
	/// Weight of `withdraw_request`.
	fn withdraw_request() -> Weight;
	/// Weight of `end_contract`.
	fn end_contract() -> Weight;

	// Meters.

	/// Weight of `replace_meter`.
	fn replace_meter() -> Weight;
	/// Weight of `doubt`.
	fn doubt() -> Weight;
	/// Weight of `forget_readings`.
	fn forget_readings() -> Weight;
	/// Weight of an observation that adds to slots of this many periods.
	fn on_observation(periods: u32) -> Weight;

	// Orders and clearing.

	/// Weight of `fund`.
	fn fund() -> Weight;
	/// Weight of `withdraw`.
	fn withdraw() -> Weight;
	/// Weight of `place`, with this many orders that change this many pages.
	fn place(orders: u32, pages: u32) -> Weight;
	/// Weight of `advance`, with this many points.
	fn advance(points: u32) -> Weight;
	/// Weight of finding what a block has to clear, with this many books that are looked at.
	fn process_gates(tests: u32) -> Weight;
	/// Weight of clearing a book of this many pages.
	fn clear(pages: u32) -> Weight;
	/// Weight of finding whose trades a block can count, with this many periods that are looked at.
	fn process_trades(tests: u32) -> Weight;
}
