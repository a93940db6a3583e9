//! Weights of `pallet_automation`.

use frame::weights_prelude::*;

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// Weight of `open_site`.
	fn open_site() -> Weight;
	/// Weight of `change_site`.
	fn change_site() -> Weight;
	/// Weight of `close_site`.
	fn close_site() -> Weight;
	/// Weight of `adjust`.
	fn adjust() -> Weight;
	/// Weight of `pause`.
	fn pause() -> Weight;
	/// Weight of `resume`.
	fn resume() -> Weight;
	/// Weight of `remove`.
	fn remove() -> Weight;
	/// Weight of `permit`.
	fn permit() -> Weight;
	/// Weight of `revoke`.
	fn revoke() -> Weight;
	/// Weight of `evict`.
	fn evict() -> Weight;
	/// Weight of `set_safety`.
	fn set_safety() -> Weight;
	/// Weight of `drop_actuator`.
	fn drop_actuator() -> Weight;
	/// Weight of `set_by_hand`.
	fn set_by_hand() -> Weight;
	/// Weight of `release_by_hand`.
	fn release_by_hand() -> Weight;
	/// Weight of `stop`.
	fn stop() -> Weight;
	/// Weight of `start`.
	fn start() -> Weight;
	/// Weight of `free`.
	fn free() -> Weight;
	/// Weight of `form_group`.
	fn form_group() -> Weight;
	/// Weight of `dissolve_group`.
	fn dissolve_group() -> Weight;
	/// Weight of `acknowledge_alarm`.
	fn acknowledge_alarm() -> Weight;
	/// Weight of `answer`.
	fn answer() -> Weight;
	/// Weight of `authorize_answer`.
	fn authorize_answer() -> Weight;
	/// Weight of `verify_p256`.
	fn verify_p256() -> Weight;
	/// Weight of `verify_secp256k1`.
	fn verify_secp256k1() -> Weight;
	/// Weight of `enqueue`.
	fn enqueue() -> Weight;
	/// Weight of `next_due`.
	fn next_due() -> Weight;
	/// Weight of `calendar`.
	fn calendar() -> Weight;
	/// Weight of `rule_due`.
	fn rule_due() -> Weight;
	/// Weight of `show`.
	fn show() -> Weight;
	/// Weight of `load_rule`.
	fn load_rule() -> Weight;
	/// Weight of `remember`.
	fn remember() -> Weight;
	/// Weight of `act`.
	fn act() -> Weight;
	/// Weight of `tend`.
	fn tend() -> Weight;
	/// Weight of `wake_readers`.
	fn wake_readers() -> Weight;
	/// Weight of `device_changed`.
	fn device_changed() -> Weight;
	/// Weight of `deploy`.
	fn deploy(i: u32, o: u32) -> Weight;
	/// Weight of `replace`.
	fn replace(i: u32, o: u32) -> Weight;
	/// Weight of `answer_all`.
	fn answer_all(a: u32) -> Weight;
	/// Weight of `process_arrivals`.
	fn process_arrivals(a: u32) -> Weight;
	/// Weight of `wake`.
	fn wake(i: u32, s: u32) -> Weight;
	/// Weight of `starve`.
	fn starve(o: u32) -> Weight;
	/// Weight of `share`.
	fn share(m: u32) -> Weight;
}
