//! Sessions of any calls on the whole runtime, for the fuzzer.
//!
//! An input's first byte chooses in which state it begins. The rest is read as blocks: how much time passes, and
//! which transactions come. Arguments are mostly chosen from what exists, and signers from those who can.

mod asset_lifecycle;
mod automation;
mod cast;
mod chain;
mod consortium;
mod device_registry;
mod energy_market;
mod escrow;
mod kinds;
mod openings;
mod payment;
mod procurement;
mod reached;
mod sdk;
mod source;
mod telemetry;
mod world;

pub(crate) use reached::replay;

use chain::{By, Sent};
use source::Source;
use std::{cell::OnceCell, collections::BTreeMap};
use tallystick_runtime::RuntimeCall;
use world::{found, Stage, World};

thread_local! {
	static STAGES: OnceCell<Vec<Stage>> = const { OnceCell::new() };
}

/// The most blocks of an input.
const MAX_BLOCKS: usize = 24;

/// Plays one input: its first byte chooses the stage, the rest is at most [`MAX_BLOCKS`] blocks.
pub(crate) fn session(bytes: &[u8]) {
	let Some((opening, rest)) = bytes.split_first() else { return };
	STAGES.with(|stages| {
		let stages = stages.get_or_init(Stage::all);
		let stage = &stages[usize::from(*opening) % stages.len()];
		stage.perform(|world| play(world, rest, stage.calls));
	});
}

fn play(world: &mut World, mut bytes: &[u8], calls: fn(&mut Source) -> RuntimeCall) {
	for _ in 0..MAX_BLOCKS {
		let now = world.now();
		let mut from = Source::new(bytes, &mut world.cast, now, calls);
		if from.is_empty() {
			return;
		}
		let later = pause(&mut from);
		let sent = transactions(&world.chain, &mut from);
		bytes = from.rest();
		world.chain.seal(later, sent);
	}
}

/// How long nobody makes a block, in milliseconds.
fn pause(from: &mut Source) -> u64 {
	const MINUTE: u64 = 60_000;
	match from.below(16) {
		0..=9 => 0,
		10 => MINUTE,
		11 => 5 * MINUTE,
		12 => 60 * MINUTE,
		13 => 26 * 60 * MINUTE,
		14 => u64::from(from.byte()) * 1_000,
		_ => u64::from(from.byte()) * 24 * 60 * MINUTE,
	}
}

/// The transactions of a block.
fn transactions(chain: &chain::Chain, from: &mut Source) -> Vec<Sent> {
	let mut ahead = BTreeMap::<_, u32>::new();
	let count = 1 + from.below(4);
	let mut sent = Vec::new();
	for _ in 0..count {
		from.signer = None;
		let call = match from.one_in(4) {
			true => any_call(from),
			false => (from.calls)(from),
		};
		let (by, call) = signer(from, call);
		let tip = if from.one_in(64) { from.money() } else { 0 };
		let before = match by {
			By::Account(at) => ahead.entry(at).or_default(),
			_ => &mut 0,
		};
		sent.push(chain.send(by, call, *before, tip));
		*before += 1;
	}
	sent
}

/// A call of any pallet.
pub(crate) fn any_call(from: &mut Source) -> RuntimeCall {
	let calls = [
		consortium::call,
		device_registry::call,
		telemetry::call,
		asset_lifecycle::call,
		procurement::call,
		escrow::call,
		automation::call,
		energy_market::call,
		sdk::call,
	];
	let at = from.below(calls.len());
	calls[at](from)
}

/// Who brings a call: mostly somebody who can.
fn signer(from: &mut Source, call: RuntimeCall) -> (By, RuntimeCall) {
	let any = By::Account(from.below(cast::accounts().len()));
	match (&call, from.signer) {
		(_, Some(signer)) => (By::Account(signer), call),
		(call_, _) if authorizes_itself(call_) && !from.one_in(16) => (By::Itself, call),
		(RuntimeCall::Grandpa(pallet_grandpa::Call::report_equivocation_unsigned { .. }), _) => {
			(By::Nobody, call)
		},
		_ if from.one_in(4) => (any, call),
		_ => match found(&call, from.below(cast::accounts().len())) {
			Some((signer, call)) => (By::Account(signer), call),
			None => (any, call),
		},
	}
}

fn authorizes_itself(call: &RuntimeCall) -> bool {
	use frame_support::traits::Authorize;
	call.weight_of_authorize() != Default::default()
}
