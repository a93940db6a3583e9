//! A chain with its cast, and where inputs begin.

use super::{
	cast::{self, Cast, ADMINS, COUNCILLOR, GATEWAYS, HOMES},
	chain::{By, Chain},
	openings::{self, Opening},
	sdk,
	source::Source,
};
use codec::Encode;
use frame_support::{
	dispatch::RawOrigin,
	storage::{transactional::with_transaction_unchecked, TransactionOutcome},
};
use pallet_collective::Instance1;
use sp_core::traits::ReadRuntimeVersionExt;
use sp_runtime::{traits::Dispatchable, BuildStorage, DispatchError, StateVersion};
use sp_state_machine::{Ext, InMemoryBackend, OverlayedChanges};
use tallystick_runtime::{
	genesis_config_presets::get_preset, Runtime, RuntimeCall, RuntimeGenesisConfig, RuntimeOrigin,
};

type Hasher = sp_core::Blake2Hasher;
type Council = pallet_collective::Call<Runtime, Instance1>;

/// A chain, and who acts on it.
#[derive(Clone)]
pub(crate) struct World {
	pub(crate) chain: Chain,
	pub(crate) cast: Cast,
}

impl World {
	/// Has an account sign a call, and a block hold it.
	pub(crate) fn submit(&mut self, by: usize, call: impl Into<RuntimeCall>) {
		self.bring(By::Account(by), call.into());
	}

	/// Has a block hold a call that needs no signature.
	pub(crate) fn bring(&mut self, by: By, call: RuntimeCall) {
		let sent = self.chain.send(by, call.clone(), 0, 0);
		let valid = self.chain.validate(&sent.transaction);
		assert!(valid.is_ok(), "{call:?}: {valid:?}");
		let mut included = self.chain.seal(0, vec![sent]);
		// The block that begins a session has no room for transactions; the next one has.
		if included.is_empty() {
			included = self.chain.seal(0, vec![]);
		}
		let outcome = included.pop().map(|(_, outcome)| outcome);
		assert_eq!(outcome, Some(Ok(())), "{call:?}");
	}

	/// Has whoever can make a call make it.
	pub(crate) fn act(&mut self, call: impl Into<RuntimeCall>) {
		let call = call.into();
		let (at, call) = found(&call, 0).unwrap_or_else(|| {
			let error = dry_run(RawOrigin::Signed(cast::account(0)).into(), &call);
			panic!("nobody can make {call:?}: {error:?}")
		});
		self.submit(at, call);
	}

	/// Has whoever can make a call make it, if anybody can.
	pub(crate) fn attempt(&mut self, call: impl Into<RuntimeCall>) {
		if let Some((at, call)) = found(&call.into(), 0) {
			self.submit(at, call);
		}
	}

	/// Makes a block without transactions, `millis` milliseconds after the next slot.
	pub(crate) fn pass(&mut self, millis: u64) {
		self.chain.seal(millis, vec![]);
	}

	/// The chain's time.
	pub(crate) fn now(&self) -> u64 {
		self.chain.now()
	}
}

/// What a call would do in the state of the last block, which stays as it is.
pub(crate) fn dry_run(origin: RuntimeOrigin, call: &RuntimeCall) -> Result<(), DispatchError> {
	with_transaction_unchecked(|| {
		let outcome = call.clone().dispatch(origin);
		TransactionOutcome::Rollback(outcome.map(|_| ()).map_err(|error| error.error))
	})
}

/// An account that would succeed with a call, or with what has the council make it. The search begins at an
/// account.
pub(crate) fn found(call: &RuntimeCall, first: usize) -> Option<(usize, RuntimeCall)> {
	let accounts = cast::accounts().len();
	let mut signers = (first..first + accounts).map(|at| at % accounts);
	let origin = |at| RawOrigin::Signed(cast::account(at)).into();
	if let Some(signer) = signers.find(|at| dry_run(origin(*at), call).is_ok()) {
		return Some((signer, call.clone()));
	}
	let council = pallet_collective::RawOrigin::<_, Instance1>::Members(1, 1);
	if dry_run(council.into(), call).is_ok() {
		return Some((COUNCILLOR, decided(call.clone())));
	}
	let enact = || pallet_consortium::Call::enact { call: Box::new(call.clone()) };
	dry_run(RawOrigin::Root.into(), call).is_ok().then(|| (COUNCILLOR, decided(enact().into())))
}

/// The motion by which a council of one decides. A larger one has to vote on it.
fn decided(proposal: RuntimeCall) -> RuntimeCall {
	let members = pallet_collective::Members::<Runtime, Instance1>::decode_len().unwrap_or(0);
	let threshold = if members > 1 { 2 } else { 1 };
	let length_bound = proposal.encoded_size() as u32;
	Council::propose { threshold, proposal: Box::new(proposal), length_bound }.into()
}

/// A state in which inputs begin.
pub(crate) struct Stage {
	state: InMemoryBackend<Hasher>,
	world: World,
	/// The calls of which there are the most.
	pub(crate) calls: fn(&mut Source) -> RuntimeCall,
}

impl Stage {
	/// The genesis of the preset `development`.
	fn genesis() -> Self {
		let config: RuntimeGenesisConfig =
			serde_json::from_value(preset("development")).expect("a whole genesis");
		let storage = config.build_storage().expect("the preset builds");
		let mut state = sp_io::TestExternalities::from(storage);
		let world = World { chain: Chain::new(), cast: Cast::new() };
		Self { state: state.as_backend(), world, calls: super::any_call }
	}

	/// The state after a script.
	fn then(&self, opening: &Opening) -> Self {
		let (world, mut changes) = self.perform(opening.script);
		let mut state = self.state.clone();
		let changes = changes
			.drain_storage_changes(&self.state, StateVersion::V1)
			.expect("the storage is in memory");
		state.apply_transaction(changes.transaction_storage_root, changes.transaction);
		Self { state, world, calls: opening.calls }
	}

	/// Has something happen. The stage stays as it is.
	pub(crate) fn perform(
		&self,
		act: impl FnOnce(&mut World),
	) -> (World, OverlayedChanges<Hasher>) {
		let (mut world, mut changes) = (self.world.clone(), OverlayedChanges::default());
		let mut extensions = sp_externalities::Extensions::new();
		extensions.register(ReadRuntimeVersionExt::new(sdk::NextRuntime));
		let mut state = Ext::new(&mut changes, &self.state, Some(&mut extensions));
		sp_externalities::set_and_run_with_externalities(&mut state, || act(&mut world));
		(world, changes)
	}

	/// All stages: the prelude with each opening.
	pub(crate) fn all() -> Vec<Self> {
		let prelude = Opening { script: prelude, calls: super::any_call };
		let prelude = Self::genesis().then(&prelude);
		openings::ALL.iter().map(|opening| prelude.then(opening)).collect()
	}
}

fn preset(name: &str) -> serde_json::Value {
	let patch = get_preset(&name.into()).expect("the preset exists");
	let patch = serde_json::from_slice(&patch).expect("presets are JSON");
	let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).expect("serialises");
	merge(&mut config, patch);
	config
}

fn merge(into: &mut serde_json::Value, patch: serde_json::Value) {
	match (into, patch) {
		(serde_json::Value::Object(into), serde_json::Value::Object(patch)) => {
			for (key, value) in patch {
				merge(into.entry(key).or_insert(serde_json::Value::Null), value);
			}
		},
		(into, patch) => *into = patch,
	}
}

/// Four organisations with every role and with money, gateways, and devices that are watched.
fn prelude(world: &mut World) {
	use pallet_balances::Call as Balances;
	use pallet_consortium::Call as Consortium;
	use tallystick_primitives::{OrgId, Roles};
	world.pass(0);
	for (org, admin) in (0..).zip(ADMINS).skip(1) {
		let (name, roles) = (b"a partner".to_vec().try_into().expect("short"), Roles::ALL);
		let who = cast::account(admin);
		world.act(Consortium::admit { name, admin: who, roles });
		world.submit(admin, Consortium::join { org: OrgId(org) });
		let dest = tallystick_runtime::Consortium::account(OrgId(org)).into();
		world.act(Balances::transfer_keep_alive { dest, value: 10_000_000_000 });
	}
	for home in HOMES {
		let dest = cast::account(home).into();
		world.act(Balances::transfer_keep_alive { dest, value: 10_000_000_000 });
	}
	for (admin, gateway) in ADMINS.into_iter().zip(GATEWAYS) {
		world.submit(admin, Consortium::invite { who: cast::account(gateway) });
		let org = tallystick_runtime::Consortium::membership(cast::account(admin));
		let org = org.expect("an admin is a member").org;
		world.submit(gateway, Consortium::join { org });
	}
	super::device_registry::prelude(world);
}
