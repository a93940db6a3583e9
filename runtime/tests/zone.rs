//! What an energy market of 100,000 metering points takes of the chain's blocks, by the measured weights. Printed by
//! `cargo test --release --workspace --test zone -- --nocapture`.

use frame_support::{dispatch::DispatchClass, weights::Weight};
use frame_system::limits::BlockWeights;
use pallet_energy_market::WeightInfo as _;
use pallet_telemetry::WeightInfo as _;
use sp_runtime::{generic::Era, traits::TransactionExtension};
use tallystick_primitives::{DeviceQuota, DeviceRegistry};
use tallystick_runtime::{constants::SLOT_DURATION, AccountId, Runtime, RuntimeCall, TxExtension};

type Devices = pallet_device_registry::Pallet<Runtime>;
type Market = pallet_energy_market::weights::SubstrateWeight<Runtime>;
type Quota = pallet_consortium::Pallet<Runtime>;
type Telemetry = pallet_telemetry::weights::SubstrateWeight<Runtime>;

const POINTS: u64 = 100_000;
/// Of 15 minutes, in a day.
const SLOTS: u64 = 96;
const SLOT: u64 = 900_000;
/// The segments of a batch.
const BATCH: u64 = 64;

fn limits() -> BlockWeights {
	<Runtime as frame_system::Config>::BlockWeights::get()
}

/// What every transaction costs beside its call.
fn base() -> Weight {
	let extension: TxExtension = (
		frame_system::AuthorizeCall::new().into(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckMortality::from(Era::Immortal),
		frame_system::CheckNonce::from(0u32.into()),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0).into(),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	);
	let call: RuntimeCall = frame_system::Call::remark { remark: vec![] }.into();
	limits().get(DispatchClass::Normal).base_extrinsic.saturating_add(extension.weight(&call))
}

/// The checks of a segment with both registers of a meter, and what keeps it, with a signature.
fn segment(signature: Weight) -> Weight {
	let devices = <Devices as DeviceRegistry<AccountId>>::weight().saturating_mul(3);
	// What it says of both registers is of slots of one period.
	let consumer = Market::on_observation(1, 0).saturating_mul(2);
	let kept = Telemetry::authorize_observe(2).saturating_add(Telemetry::observe(2));
	kept.saturating_add(devices).saturating_add(signature).saturating_add(consumer)
}

/// A segment in a transaction of its own, which the pool checks, too.
fn alone(signature: Weight) -> Weight {
	let devices = <Devices as DeviceRegistry<AccountId>>::weight().saturating_mul(3);
	let quota = <Quota as DeviceQuota<AccountId>>::weight().saturating_mul(2);
	base().saturating_add(segment(signature)).saturating_add(devices).saturating_add(quota)
}

/// A batch of segments that a gateway sends.
fn batch(signature: Weight) -> Weight {
	let all = segment(signature).saturating_mul(BATCH);
	base().saturating_add(Telemetry::anchor()).saturating_add(all)
}

/// What is done each day, how often, and what it weighs each time.
struct Work {
	name: &'static str,
	times: u64,
	weight: Weight,
}

impl Work {
	fn of(name: &'static str, times: u64, weight: Weight) -> Self {
		Self { name, times, weight }
	}

	fn all(&self) -> f64 {
		self.weight.ref_time() as f64 * self.times as f64
	}
}

fn line(name: &str, each: Option<Weight>, all: f64) {
	let each = each.map(|each| format!("{:.3} ms", each.ref_time() as f64 / 1e9));
	println!(
		"| {name} | {} | {:.2} | {:.2} % |",
		each.unwrap_or_default(),
		all / limits().max_block.ref_time() as f64 / SLOTS as f64,
		share(all) * 100.0
	);
}

/// The part of a day's blocks.
fn share(all: f64) -> f64 {
	all / (limits().max_block.ref_time() as f64 * (SLOT / SLOT_DURATION * SLOTS) as f64)
}

#[test]
fn a_zone_of_a_hundred_thousand_points_fits_into_the_blocks() {
	let call = |weight: Weight| base().saturating_add(weight);
	let (each_slot, each_day) = (POINTS * SLOTS, POINTS);
	let (ed25519, p256) = (Weight::zero(), Telemetry::verify_p256());
	let market = [
		Work::of("orders of 96 slots in a call a day", each_day, call(Market::place(96))),
		Work::of("clearing 1,024 prices", SLOTS, Market::clear(16)),
		Work::of("counting trades, 64 points at a time", POINTS.div_ceil(64), Market::advance(64)),
		Work::of(
			"settling, with four parties",
			each_day,
			call(pallet_energy_market::Pallet::<Runtime>::weight_of_settle(4)),
		),
	];
	let other_orders = [
		Work::of("orders of 4 slots in a call an hour", 24 * POINTS, call(Market::place(4))),
		Work::of("an order a slot", each_slot, call(Market::place(1))),
	];
	let observations = [
		Work::of("a segment a slot, Ed25519", each_slot, alone(ed25519)),
		Work::of("a segment a slot, P-256", each_slot, alone(p256)),
		Work::of("a segment a slot, 64 in a batch, Ed25519", each_slot / BATCH, batch(ed25519)),
		Work::of("a segment a slot, 64 in a batch, P-256", each_slot / BATCH, batch(p256)),
		Work::of("a segment a day, Ed25519", each_day, alone(ed25519)),
		Work::of("a segment a day, P-256", each_day, alone(p256)),
	];
	let shown = Work::of(
		"97 readings of a register shown, two registers a day",
		2 * each_day,
		call(Market::show_readings(97)),
	);

	println!("| what | each | blocks a slot | of all blocks |\n| --- | ---: | ---: | ---: |");
	let works = market.iter().chain(&other_orders).chain(&observations).chain([&shown]);
	works.for_each(|work| line(work.name, Some(work.weight), work.all()));
	let trade: f64 = market.iter().map(Work::all).sum();
	line("**the first four**", None, trade);
	let [signed, signed_p256, batched, batched_p256, daily, daily_p256] =
		observations.map(|work| work.all());
	let shown = shown.all();
	line("… and a segment a slot, Ed25519", None, trade + signed);
	line("… and a segment a slot, P-256", None, trade + signed_p256);
	line("… and a segment a slot, in batches, Ed25519", None, trade + batched);
	line("… and a segment a slot, in batches, P-256", None, trade + batched_p256);
	line("… and a segment a day that is shown, Ed25519", None, trade + daily + shown);
	line("… and a segment a day that is shown, P-256", None, trade + daily_p256 + shown);
	let normal = limits().get(DispatchClass::Normal).max_total.unwrap_or(limits().max_block);
	let normal = normal.ref_time() as f64 / limits().max_block.ref_time() as f64;
	assert!(share(trade + batched) < normal, "{} of all blocks", share(trade + batched));
	assert!(share(trade + daily_p256 + shown) <= 0.25, "{}", share(trade + daily_p256 + shown));
}
