//! Weights of `pallet_asset_lifecycle`, which are NOT measured: no runtime has the pallet, and weights
//! are measured in one.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports)]

use frame::weights_prelude::*;

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// Weight of `bind_prefix`.
	fn bind_prefix() -> Weight;
	/// Weight of `release_prefix`.
	fn release_prefix() -> Weight;
	/// Weight of `define_class`.
	fn define_class(i: u32) -> Weight;
	/// Weight of `retire_class`.
	fn retire_class() -> Weight;
	/// Weight of `drop_class`.
	fn drop_class() -> Weight;
	/// Weight of `open_lot`.
	fn open_lot() -> Weight;
	/// Weight of `drop_lot`.
	fn drop_lot() -> Weight;
	/// Weight of `create`.
	fn create() -> Weight;
	/// Weight of `set_key`.
	fn set_key() -> Weight;
	/// Weight of `change_state`.
	fn change_state() -> Weight;
	/// Weight of `drop_asset`.
	fn drop_asset() -> Weight;
	/// Weight of `split`.
	fn split(p: u32) -> Weight;
	/// Weight of `merge`.
	fn merge(i: u32) -> Weight;
	/// Weight of `transform`.
	fn transform(i: u32, o: u32) -> Weight;
	/// Weight of `join`.
	fn join(c: u32) -> Weight;
	/// Weight of `leave`.
	fn leave(c: u32) -> Weight;
	/// Weight of `offer_custody`.
	fn offer_custody() -> Weight;
	/// Weight of `withdraw`.
	fn withdraw() -> Weight;
	/// Weight of `accept`.
	fn accept() -> Weight;
	/// Weight of `refuse`.
	fn refuse() -> Weight;
	/// Weight of `lapse`.
	fn lapse() -> Weight;
	/// Weight of `correct`.
	fn correct() -> Weight;
	/// Weight of `fold_events`.
	fn fold_events() -> Weight;
	/// Weight of `define_policy`.
	fn define_policy() -> Weight;
	/// Weight of `drop_policy`.
	fn drop_policy() -> Weight;
	/// Weight of `add_document`.
	fn add_document() -> Weight;
	/// Weight of `remove_document`.
	fn remove_document() -> Weight;
	/// Weight of `lend`.
	fn lend() -> Weight;
	/// Weight of `end_loan`.
	fn end_loan() -> Weight;
	/// Weight of `attach`.
	fn attach() -> Weight;
	/// Weight of `detach`.
	fn detach() -> Weight;
	/// Weight of `swap`.
	fn swap() -> Weight;
	/// Weight of `consent`.
	fn consent() -> Weight;
	/// Weight of `forget_stay`.
	fn forget_stay() -> Weight;
	/// Weight of `prove_boundary`.
	fn prove_boundary() -> Weight;
	/// Weight of `on_observation`.
	fn on_observation() -> Weight;
	/// Weight of `device_changed`.
	fn device_changed() -> Weight;
	/// Weight of `offer_trade`.
	fn offer_trade(p: u32) -> Weight;
	/// Weight of `withdraw_trade`.
	fn withdraw_trade() -> Weight;
	/// Weight of `fund`.
	fn fund() -> Weight;
	/// Weight of `post_bond`.
	fn post_bond() -> Weight;
	/// Weight of `pick_up`.
	fn pick_up() -> Weight;
	/// Weight of `deliver`.
	fn deliver() -> Weight;
	/// Weight of `price_trade`.
	fn price_trade() -> Weight;
	/// Weight of `show`.
	fn show(o: u32) -> Weight;
	/// Weight of `appeal`.
	fn appeal() -> Weight;
	/// Weight of `settle_trade`.
	fn settle_trade() -> Weight;
	/// Weight of `recall_lot`.
	fn recall_lot() -> Weight;
	/// Weight of `confirm_recall`.
	fn confirm_recall() -> Weight;
	/// Weight of `lapse_recall`.
	fn lapse_recall() -> Weight;
	/// Weight of `end_recall`.
	fn end_recall() -> Weight;
	/// Weight of `quarantine`.
	fn quarantine() -> Weight;
	/// Weight of `release`.
	fn release() -> Weight;
	/// Weight of what a block does for recalls but for their steps.
	fn process_recalls() -> Weight;
	/// Weight of a step that marks a lot.
	fn mark_lot() -> Weight;
	/// Weight of a step that counts an asset as recalled, or no more.
	fn count_asset() -> Weight;
	/// Weight of a step that takes a mark away.
	fn lift_lot() -> Weight;
	/// Weight of a step that ends a recall.
	fn finish_recall() -> Weight;
}

/// Weight of a step of a recall, so that tests can count steps.
pub const STEP: Weight = Weight::from_parts(100_000_000, 0);

/// For tests: nothing weighs anything but steps of recalls.
impl WeightInfo for () {
	fn bind_prefix() -> Weight {
		Weight::zero()
	}
	fn release_prefix() -> Weight {
		Weight::zero()
	}
	fn define_class(_: u32) -> Weight {
		Weight::zero()
	}
	fn retire_class() -> Weight {
		Weight::zero()
	}
	fn drop_class() -> Weight {
		Weight::zero()
	}
	fn open_lot() -> Weight {
		Weight::zero()
	}
	fn drop_lot() -> Weight {
		Weight::zero()
	}
	fn create() -> Weight {
		Weight::zero()
	}
	fn set_key() -> Weight {
		Weight::zero()
	}
	fn change_state() -> Weight {
		Weight::zero()
	}
	fn drop_asset() -> Weight {
		Weight::zero()
	}
	fn split(_: u32) -> Weight {
		Weight::zero()
	}
	fn merge(_: u32) -> Weight {
		Weight::zero()
	}
	fn transform(_: u32, _: u32) -> Weight {
		Weight::zero()
	}
	fn join(_: u32) -> Weight {
		Weight::zero()
	}
	fn leave(_: u32) -> Weight {
		Weight::zero()
	}
	fn offer_custody() -> Weight {
		Weight::zero()
	}
	fn withdraw() -> Weight {
		Weight::zero()
	}
	fn accept() -> Weight {
		Weight::zero()
	}
	fn refuse() -> Weight {
		Weight::zero()
	}
	fn lapse() -> Weight {
		Weight::zero()
	}
	fn correct() -> Weight {
		Weight::zero()
	}
	fn fold_events() -> Weight {
		Weight::zero()
	}
	fn define_policy() -> Weight {
		Weight::zero()
	}
	fn drop_policy() -> Weight {
		Weight::zero()
	}
	fn add_document() -> Weight {
		Weight::zero()
	}
	fn remove_document() -> Weight {
		Weight::zero()
	}
	fn lend() -> Weight {
		Weight::zero()
	}
	fn end_loan() -> Weight {
		Weight::zero()
	}
	fn attach() -> Weight {
		Weight::zero()
	}
	fn detach() -> Weight {
		Weight::zero()
	}
	fn swap() -> Weight {
		Weight::zero()
	}
	fn consent() -> Weight {
		Weight::zero()
	}
	fn forget_stay() -> Weight {
		Weight::zero()
	}
	fn prove_boundary() -> Weight {
		Weight::zero()
	}
	fn on_observation() -> Weight {
		Weight::zero()
	}
	fn device_changed() -> Weight {
		Weight::zero()
	}
	fn offer_trade(_: u32) -> Weight {
		Weight::zero()
	}
	fn withdraw_trade() -> Weight {
		Weight::zero()
	}
	fn fund() -> Weight {
		Weight::zero()
	}
	fn post_bond() -> Weight {
		Weight::zero()
	}
	fn pick_up() -> Weight {
		Weight::zero()
	}
	fn deliver() -> Weight {
		Weight::zero()
	}
	fn price_trade() -> Weight {
		Weight::zero()
	}
	fn show(_: u32) -> Weight {
		Weight::zero()
	}
	fn appeal() -> Weight {
		Weight::zero()
	}
	fn settle_trade() -> Weight {
		Weight::zero()
	}
	fn recall_lot() -> Weight {
		Weight::zero()
	}
	fn confirm_recall() -> Weight {
		Weight::zero()
	}
	fn lapse_recall() -> Weight {
		Weight::zero()
	}
	fn end_recall() -> Weight {
		Weight::zero()
	}
	fn quarantine() -> Weight {
		Weight::zero()
	}
	fn release() -> Weight {
		Weight::zero()
	}
	fn process_recalls() -> Weight {
		STEP
	}
	fn mark_lot() -> Weight {
		STEP
	}
	fn count_asset() -> Weight {
		STEP
	}
	fn lift_lot() -> Weight {
		STEP
	}
	fn finish_recall() -> Weight {
		STEP
	}
}
