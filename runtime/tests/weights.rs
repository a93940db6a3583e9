//! The weight of each call, as a multiple of `transfer_keep_alive`. Printed by
//! `cargo test --release --workspace --test weights -- --nocapture`.

mod common;

use common::every_call;
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
use pallet_asset_lifecycle::{WeightInfo as _, MAX_LEAVES, MAX_STAYS};
use pallet_automation::{WeightInfo as _, MAX_ANSWERS, MAX_GROUP};
use pallet_consortium::WeightInfo as _;
use pallet_device_registry::WeightInfo as _;
use pallet_energy_market::WeightInfo as _;
use pallet_procurement::WeightInfo as _;
use pallet_telemetry::WeightInfo as _;
use tallystick_client::rules::{
	cost,
	program::{MAX_INPUTS, MAX_OUTPUTS},
};
use tallystick_runtime::{
	constants::{MAXIMUM_BLOCK_WEIGHT, SLOT_DURATION},
	Runtime,
};

type Assets = pallet_asset_lifecycle::weights::SubstrateWeight<Runtime>;
type Automation = pallet_automation::weights::SubstrateWeight<Runtime>;
type Consortium = pallet_consortium::weights::SubstrateWeight<Runtime>;
type DeviceRegistry = pallet_device_registry::weights::SubstrateWeight<Runtime>;
type Market = pallet_energy_market::weights::SubstrateWeight<Runtime>;
type Procurement = pallet_procurement::weights::SubstrateWeight<Runtime>;
type Telemetry = pallet_telemetry::weights::SubstrateWeight<Runtime>;

/// What needs no weight of its own: nobody can buy safe mode, so these calls fail at once; the last one
/// has the weight that its sender, root, gives.
const WEIGHTLESS: [&str; 4] = [
	"`safe_mode.enter`",
	"`safe_mode.extend`",
	"`safe_mode.release_deposit`",
	"`utility.with_weight`",
];

#[test]
fn every_call_has_a_weight() {
	let calls: Vec<(String, Weight)> = every_call()
		.into_iter()
		.map(|(name, call)| {
			let name = format!("`{}.{}`", snake_case(name.pallet_name), name.function_name);
			(name, call.get_dispatch_info().call_weight)
		})
		.collect();
	let (_, transfer) = calls
		.iter()
		.find(|(name, _)| name == "`balances.transfer_keep_alive`")
		.expect("the runtime has transfers");
	let unit = transfer.ref_time() as f64;

	println!("| call | × `transfer_keep_alive` |\n| --- | ---: |");
	let mut light = Vec::new();
	for (name, weight) in calls.iter().cloned().chain(with_arguments()) {
		if weight.ref_time() < 1_000_000 && !WEIGHTLESS.contains(&name.as_str()) {
			light.push(name.clone());
		}
		println!("| {name} | {:.2} |", weight.ref_time() as f64 / unit);
	}
	assert!(light.is_empty(), "next to no weight: {}", light.join(", "));
}

/// What depends on arguments, for typical or the largest ones, and what is no call.
fn with_arguments() -> impl Iterator<Item = (String, Weight)> {
	[
		("`consortium.enact`, without the call", Consortium::enact()),
		("sponsoring, for each transaction", Consortium::sponsored_payment()),
		("`device_registry.define_model`, 64 channels", DeviceRegistry::define_model(64)),
		("`device_registry.claim`, of a million keys", DeviceRegistry::claim(20)),
		("`device_registry.rotate_key`, in the pool", DeviceRegistry::authorize_rotate_key()),
		("a device's signature of P-256 instead of Ed25519", DeviceRegistry::verify_p256()),
		(
			"a device's signature of secp256k1 instead of Ed25519",
			DeviceRegistry::verify_secp256k1(),
		),
		("`telemetry.observe`, one run", Telemetry::observe(1)),
		("`telemetry.observe`, one run, in the pool", Telemetry::authorize_observe(1)),
		("`telemetry.challenge`, 40 hashes", Telemetry::challenge(40)),
		("512 statements at a block's end", Telemetry::on_finalize(512)),
		("`asset_lifecycle.offer_custody`, in the end", Assets::offer_custody(0)),
		("`asset_lifecycle.accept`, in the end, no stay", Assets::accept(0, 0, 0)),
		("`asset_lifecycle.accept`, in the end, one stay", Assets::accept(1, 0, 0)),
		("`asset_lifecycle.accept`, in the end, 16 stays", Assets::accept(MAX_STAYS, 0, 0)),
		("`asset_lifecycle.accept`, in the end, one stay, with the ownership", Assets::accept(1, 0, 1)),
		("`asset_lifecycle.split`, in the end, one part, no stays", Assets::split(1)),
		("`asset_lifecycle.join`, in the end, one child, the same policies", Assets::join(1)),
		("`asset_lifecycle.join`, for each more", difference(Assets::join(32), Assets::join(31))),
		(
			"a stream that follows eight other policies",
			difference(Assets::follow_policies(2), Assets::follow_policies(1)),
		),
		("a stay that is copied", difference(Assets::copy_stays(2), Assets::copy_stays(1))),
		(
			"`asset_lifecycle.settle_trade`, in the end, one leg without a bond, one stream, no leaf",
			Assets::settle_trade(0, 1, 0),
		),
		(
			"`asset_lifecycle.settle_trade`, in the end, 14 legs, 16 streams, 120 leaves",
			Assets::settle_trade(14, 16, MAX_LEAVES),
		),
		(
			"`asset_lifecycle.settle_trade`, for each leg with a bond",
			difference(Assets::settle_trade(2, 1, 0), Assets::settle_trade(1, 1, 0)),
		),
		(
			"`asset_lifecycle.settle_trade`, for each stream",
			difference(Assets::settle_trade(1, 2, 0), Assets::settle_trade(1, 1, 0)),
		),
		(
			"`asset_lifecycle.settle_trade`, for each leaf",
			difference(Assets::settle_trade(1, 1, 2), Assets::settle_trade(1, 1, 1)),
		),
		("`asset_lifecycle.show`, no pairs", Assets::show(0)),
		("`asset_lifecycle.show`, for each pair", difference(Assets::show(2), Assets::show(1))),
		("what a tally with eight policies adds to an observation", Assets::on_observation()),
		("a lot that a recall marks", Assets::mark_lot()),
		("an asset that a recall counts", Assets::count_asset()),
		("`energy_market.place`, in the end, one order on one page", Market::place(1)),
		("`energy_market.place`, in the end, 96 orders on a page each", Market::place(96)),
		("`energy_market.place`, for each more order", difference(Market::place(2), Market::place(1))),
		(
			"`energy_market.place`, for each more page",
			difference(Market::change_pages(2), Market::change_pages(1)),
		),
		("`energy_market.advance`, one point", Market::advance(1)),
		("`energy_market.advance`, for each more point", difference(Market::advance(2), Market::advance(1))),
		("what a register adds to an observation, slots of one period", Market::on_observation(1, 0)),
		("… of four periods, and of three more points", Market::on_observation(4, 3)),
		("a block that clears nothing", Market::process_gates(0)),
		("… and looks at 128 books", Market::process_gates(128)),
		("clearing a book of 1,024 prices", Market::clear(16)),
		("`automation.deploy`, one input and output", Automation::deploy(1, 1)),
		("… as many as can be", Automation::deploy(MAX_INPUTS, MAX_OUTPUTS)),
		("`automation.answer_all`, for each answer", difference(Automation::answer_all(2), Automation::answer_all(1))),
		("… as many as can be", Automation::answer_all(MAX_ANSWERS)),
		("an observation that rules wait for", Automation::enqueue()),
		("… and shows to them", Automation::show()),
		("who pays for rules, once a pass", Automation::load_payer()),
		("a site, once a pass", Automation::load_site()),
		("an evaluation of 100 steps with four inputs that changes nothing", evaluation(4, 100)),
		("… of the largest rule", evaluation(MAX_INPUTS, cost::MAX)),
		("… for each stream that wakes no rule among its inputs", Automation::read_latest()),
		("… for each actuator among its inputs", Automation::read_actuator()),
		("… that changes what the rule remembers", Automation::remember()),
		("… that changes when it is evaluated next", Automation::rearm()),
		("… that fires, with four inputs", Automation::fire(4)),
		("… for each set-point that changes", Automation::act()),
		("a rule that is due, before its evaluation", Automation::next_due()),
		("an actuator that is looked after", Automation::tend()),
		("… for each alarm that it raises", Automation::alarm()),
		("a group of 16 actuators that share anew", Automation::share(MAX_GROUP)),
		("200 prices that a rule reads", Market::prices(16)),
		("`procurement.place_order`, one vendor", Procurement::place_order(1)),
		("… eight vendors", Procurement::place_order(8)),
		("a need that a rule reads", Procurement::standing()),
		("what an observation costs that may cover one need", Procurement::cover(1)),
		("… four needs", Procurement::cover(4)),
	]
	.map(|(name, weight)| (name.to_owned(), weight))
	.into_iter()
}

/// What a block does for a rule that is woken, once its payer and its site are read.
fn evaluation(inputs: u32, steps: u32) -> Weight {
	Automation::load_rule().saturating_add(Automation::wake(inputs, steps))
}

/// A tariff changes at a quarter of an hour, and a hundred thousand rules read it. Each remembers something, and when it is due
/// next. Without other transactions, the chain has evaluated all of them 200 seconds later.
#[test]
fn rules_of_one_moment_are_evaluated_in_time() {
	const RULES: u64 = 100_000;
	let each = Automation::next_due()
		.saturating_add(evaluation(4, 100))
		.saturating_add(Automation::rearm())
		.saturating_add(Automation::remember());
	let seconds = |part: Weight| {
		let in_a_block = part.ref_time() / each.ref_time();
		RULES.div_ceil(in_a_block) * SLOT_DURATION / 1_000
	};
	let idle = seconds(MAXIMUM_BLOCK_WEIGHT);
	let busy = seconds(<Runtime as pallet_automation::Config>::MaxWeight::get());
	println!("{RULES} rules of one moment: {idle} s, and {busy} s in blocks that are full");
	assert!(idle <= 200, "{idle} s");

	let observation = Automation::show().saturating_add(evaluation(4, 100).saturating_mul(3));
	let part = <Runtime as pallet_automation::Config>::MaxWeight::get();
	let woken = 3 * (part.ref_time() / observation.ref_time());
	println!("{woken} evaluations in a block's part, three for each observation");
	assert!(woken >= 1_000, "{woken}");
}

fn difference(more: Weight, less: Weight) -> Weight {
	more.saturating_sub(less)
}

/// The name of a pallet as it stands in documents.
fn snake_case(name: &str) -> String {
	let mut snake = String::new();
	for (at, letter) in name.char_indices() {
		if at > 0 && letter.is_ascii_uppercase() {
			snake.push('_');
		}
		snake.push(letter.to_ascii_lowercase());
	}
	snake
}
