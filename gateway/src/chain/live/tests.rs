//! What a block's events change, as a node shows them.

use super::*;
use crate::support::node;
use codec::{Decode, Encode, Input};
use frame_metadata::{
	v16::{
		CustomMetadata, EnumDeprecationInfo, ExtrinsicMetadata, FunctionParamMetadata,
		ItemDeprecationInfo, OuterEnums, PalletEventMetadata, PalletMetadata,
		PalletViewFunctionMetadata, RuntimeMetadataV16,
	},
	RuntimeMetadata, RuntimeMetadataPrefixed, META_RESERVED,
};
use scale_info::{
	form::PortableForm, meta_type, Field, IntoPortable, PortableRegistry, PortableType, Registry,
	Type, TypeDef, TypeDefVariant, TypeInfo, Variant,
};
use serde_json::{json, Value};
use std::{
	collections::BTreeMap,
	sync::{Arc, Mutex},
};
use tallystick_client::{
	automation::{ActuatorRecord, Guard, Safety, Shape},
	device_registry::{views::DeviceOf, Device},
	finality::Header,
	hexed,
	rules::Program,
	unhex, Endpoints, Rpc, View,
};
use tallystick_evidence::{Crypto, Native};

/// A runtime's description of itself: the pallets' events and views.
#[derive(Default)]
struct Described {
	types: Registry,
	pallets: BTreeMap<&'static str, Pallet>,
}

#[derive(Default)]
struct Pallet {
	events: Vec<Variant<PortableForm>>,
	views: Vec<PalletViewFunctionMetadata<PortableForm>>,
}

/// The fields of a struct.
fn fields<T: TypeInfo>() -> Vec<Field> {
	match T::type_info().type_def {
		TypeDef::Composite(composite) => composite.fields,
		other => panic!("{other:?}"),
	}
}

/// Under which a node knows a view.
fn view_id<V: View>() -> Hash {
	Native::hash(&[V::PALLET.as_bytes(), V::NAME.as_bytes()])
}

impl Described {
	fn event<E: Event>(&mut self) {
		self.named_event(E::PALLET, E::NAME, fields::<E>());
	}

	fn named_event(&mut self, pallet: &'static str, name: &'static str, fields: Vec<Field>) {
		let events = &mut self.pallets.entry(pallet).or_default().events;
		let variant = Variant::new(name, fields, events.len() as u8, Vec::new());
		events.push(variant.into_portable(&mut self.types));
	}

	fn view<V: View>(&mut self) {
		let input = |field: Field| FunctionParamMetadata::<PortableForm> {
			name: field.name.unwrap().to_owned(),
			ty: self.types.register_type(&field.ty),
		};
		let inputs = fields::<V>().into_iter().map(input).collect();
		let view = PalletViewFunctionMetadata {
			id: view_id::<V>(),
			name: V::NAME.to_owned(),
			inputs,
			output: self.types.register_type(&meta_type::<V::Answer>()),
			docs: Vec::new(),
			deprecation_info: ItemDeprecationInfo::NotDeprecated,
		};
		self.pallets.entry(V::PALLET).or_default().views.push(view);
	}

	/// The numbers of an event's pallet and of the event, as they are encoded.
	fn place(&self, pallet: &str, name: &str) -> [u8; 2] {
		let number = self.pallets.keys().position(|one| *one == pallet).unwrap();
		let events = &self.pallets[pallet].events;
		[number as u8, events.iter().position(|event| event.name == name).unwrap() as u8]
	}

	fn metadata(&self) -> Vec<u8> {
		// The gateway looks at none of these.
		let unit = 0.into();
		let mut types: Vec<PortableType> =
			self.types.types().map(|(id, ty)| PortableType::new(id.id, ty.clone())).collect();
		let mut pallets = Vec::new();
		for (index, (name, Pallet { events, views })) in (0..).zip(&self.pallets) {
			let id = types.len() as u32;
			let variants = TypeDefVariant::new(events.clone());
			let ty = Type::new(Default::default(), [], TypeDef::Variant(variants), Vec::new());
			types.push(PortableType::new(id, ty));
			pallets.push(PalletMetadata::<PortableForm> {
				name: (*name).to_owned(),
				storage: None,
				calls: None,
				event: Some(PalletEventMetadata {
					ty: id.into(),
					deprecation_info: EnumDeprecationInfo::nothing_deprecated(),
				}),
				constants: Vec::new(),
				error: None,
				associated_types: Vec::new(),
				view_functions: views.clone(),
				index,
				docs: Vec::new(),
				deprecation_info: ItemDeprecationInfo::NotDeprecated,
			});
		}
		let metadata = RuntimeMetadataV16 {
			types: PortableRegistry { types },
			pallets,
			extrinsic: ExtrinsicMetadata {
				versions: vec![4],
				address_ty: unit,
				call_ty: unit,
				signature_ty: unit,
				transaction_extensions_by_version: BTreeMap::new(),
				transaction_extensions: Vec::new(),
			},
			apis: Vec::new(),
			outer_enums: OuterEnums {
				call_enum_ty: unit,
				event_enum_ty: unit,
				error_enum_ty: unit,
			},
			custom: CustomMetadata { map: BTreeMap::new() },
		};
		RuntimeMetadataPrefixed(META_RESERVED, RuntimeMetadata::V16(metadata)).encode()
	}
}

macro_rules! describe {
	($described:ident, $($pallet:ident: $($event:ident)+;)+) => {
		$($($described.event::<$pallet::$event>();)+)+
	};
}

/// Whatever the gateway reads.
fn described() -> Described {
	let mut described = Described::default();
	assert_eq!(described.types.register_type(&meta_type::<()>()).id, 0);
	describe! { described,
		assets: Attached StreamSwapped;
		automation: ActuatorDropped Answered AnsweredLate Commanded Deployed Evicted Removed Replaced SafetySet Superseded
			Voided;
		consortium: AdminChanged Admitted Dissolved MemberAdded MemberRemoved Resumed Suspended;
		market: MeterReplaced PointConfirmed;
		registry: DeviceDropped EquivocationSuspended GatewayDeauthorized KeyRotated Resumed Retired Revoked Suspended
			Transferred;
		telemetry: Refused Unwatched Watched;
	}
	described.named_event(automation::PALLET, "OfALaterRuntime", Vec::new());
	described.view::<ActuatorOf>();
	described.view::<CommandsOf>();
	described.view::<DeviceOf>();
	described.view::<ProgramOf>();
	described
}

/// A chain of three blocks, behind a node that is asked for blocks by their hashes alone.
struct Scene {
	world: Arc<Mutex<World>>,
	chain: LiveChain,
	/// The last block, and the one before it.
	head: Hash,
	before: Hash,
	_node: jsonrpsee::server::ServerHandle,
}

struct World {
	described: Described,
	headers: Vec<Header>,
	/// The events of a block, each encoded.
	events: BTreeMap<Hash, Vec<Vec<u8>>>,
	/// The answers to views, in the state of a block.
	views: BTreeMap<(Hash, Vec<u8>), Vec<u8>>,
}

impl World {
	fn answer(&self, method: &str, params: &[Value]) -> Value {
		let hash =
			|param: Option<&Value>| -> Option<Hash> { unhex(param?.as_str()?)?.try_into().ok() };
		match method {
			"chain_getBlockHash" => {
				assert_eq!(params, [json!(0)], "a block is asked for by its height");
				json!(hexed(&self.headers[0].hash()))
			},
			"chain_getHeader" => {
				let found =
					self.headers.iter().find(|one| Some(one.hash()) == hash(params.first()));
				found.map(node::shown).into()
			},
			"state_getRuntimeVersion" => json!({ "specVersion": 1, "transactionVersion": 1 }),
			"state_getStorage" => {
				let events = self.events.get(&hash(params.get(1)).unwrap());
				// Each stands in the first transaction, and has no topics.
				let record = |event: &Vec<u8>| [&[0, 0, 0, 0, 0], &event[..], &[0]].concat();
				let records: Vec<_> = events.into_iter().flatten().map(record).collect();
				let count = codec::Compact(records.len() as u32).encode();
				json!(hexed(&[count, records.concat()].concat()))
			},
			"state_call" if params[0] == "Metadata_metadata_at_version" => {
				json!(hexed(&Some(self.described.metadata()).encode()))
			},
			"state_call" => {
				let asked = unhex(params[1].as_str().unwrap()).unwrap();
				let found = self.views.get(&(hash(params.get(2)).unwrap(), asked));
				let none = vec![0];
				json!(hexed(&Ok::<_, u8>(found.unwrap_or(&none)).encode()))
			},
			_ => panic!("{method}"),
		}
	}
}

impl Scene {
	async fn new() -> Self {
		let genesis = node::header([0; 32], 0, 0);
		let before = node::header(genesis.hash(), 1, 1);
		let head = node::header(before.hash(), 2, 2);
		let hashes = (head.hash(), before.hash());
		let world = World {
			described: described(),
			headers: vec![genesis, before, head],
			events: BTreeMap::new(),
			views: BTreeMap::new(),
		};
		let world = Arc::new(Mutex::new(world));
		let answers = world.clone();
		let answer =
			move |method: &str, params: &[Value]| answers.lock().unwrap().answer(method, params);
		let (url, node) = node::serve(answer).await;
		let client = client::Chain::new(Rpc::new(Endpoints::new([url])).unwrap());
		let chain = LiveChain::new(client, Signer::from_uri("//Alice").unwrap());
		let (head, before) = hashes;
		Self { world, chain, head, before, _node: node }
	}

	/// Has the last block emit an event.
	fn emit<E: Event>(&self, fields: impl Encode) {
		self.emit_named(E::PALLET, E::NAME, &fields.encode());
	}

	fn emit_named(&self, pallet: &str, name: &str, fields: &[u8]) {
		let mut world = self.world.lock().unwrap();
		let event = [&world.described.place(pallet, name), fields].concat();
		world.events.entry(self.head).or_default().push(event);
	}

	/// Has no block emit any event.
	fn clear(&self) {
		self.world.lock().unwrap().events.clear();
	}

	/// Has a view answer this in the state of a block.
	fn show<V: View>(&self, at: Hash, view: V, answer: &V::Answer)
	where
		V::Answer: Encode,
	{
		let asked = (view_id::<V>(), view.encode()).encode();
		self.world.lock().unwrap().views.insert((at, asked), answer.encode());
	}

	/// Has a rule read these devices in the state of a block.
	fn show_rule(&self, at: Hash, rule: RuleId, inputs: &[u8]) {
		let input = |device: &u8| Source::Stream {
			stream: stream_of(*device),
			figure: zeros(),
			quantity: zeros(),
			max_age: 1,
			allow: zeros(),
		};
		let inputs = inputs.iter().map(input).collect::<Vec<_>>().try_into().unwrap();
		self.show(at, ProgramOf { rule }, &Some(Program { inputs, ..Program::default() }));
	}

	/// Has these devices guard an actuator in the state of a block.
	fn show_guards(&self, at: Hash, actuator: StreamId, guards: &[u8]) {
		let guard = |device: &u8| Guard { stream: stream_of(*device), max_age: 1, allow: zeros() };
		let guards = guards.iter().map(guard).collect();
		let safety = Safety { guards, ..zeros() };
		self.show(at, ActuatorOf { actuator }, &Some(ActuatorRecord { safety, ..zeros() }));
	}

	/// The first bytes of the devices whose facts the last block changed.
	async fn changed(&self) -> Vec<u8> {
		match self.chain.changes(self.head).await.unwrap() {
			Changes::Of(devices) => devices.into_iter().map(|device| device.0[0]).collect(),
			Changes::All => panic!("all"),
		}
	}
}

/// Something whose encoding is all zeros.
fn zeros<T: Decode>() -> T {
	struct Zeros;
	impl Input for Zeros {
		fn remaining_len(&mut self) -> Result<Option<usize>, codec::Error> {
			Ok(None)
		}

		fn read(&mut self, into: &mut [u8]) -> Result<(), codec::Error> {
			into.fill(0);
			Ok(())
		}
	}
	T::decode(&mut Zeros).unwrap()
}

fn device(number: u8) -> DeviceId {
	DeviceId([number; 32])
}

fn stream_of(number: u8) -> StreamId {
	StreamId { device: device(number), channel: 0 }
}

const RULE: RuleId = RuleId(3);

#[tokio::test]
async fn devices_on_which_a_rule_no_longer_relies_are_looked_up_again() {
	let scene = Scene::new().await;
	scene.show_rule(scene.before, RULE, &[1, 2]);
	scene.show_rule(scene.head, RULE, &[2, 3]);
	scene.emit::<automation::Deployed>((RULE, 0u32, 0u32, zeros::<Shape>()));
	assert_eq!(scene.changed().await, [2, 3]);
	scene.clear();
	scene.emit::<automation::Replaced>((RULE, 1u32, zeros::<Shape>()));
	assert_eq!(scene.changed().await, [1, 2, 3]);
	scene.clear();
	scene.emit::<automation::Removed>(RULE);
	assert_eq!(scene.changed().await, [1, 2]);
}

#[tokio::test]
async fn devices_that_no_longer_guard_an_actuator_are_looked_up_again() {
	let scene = Scene::new().await;
	let actuator = stream_of(9);
	scene.show_guards(scene.before, actuator, &[1, 2]);
	scene.show_guards(scene.head, actuator, &[2, 3]);
	scene.emit::<automation::SafetySet>((actuator, 1u32));
	assert_eq!(scene.changed().await, [1, 2, 3]);
	scene.clear();
	scene.emit::<automation::ActuatorDropped>(actuator);
	assert_eq!(scene.changed().await, [1, 2]);
}

#[tokio::test]
async fn members_and_admins_change_the_commands_of_their_own_devices_alone() {
	let scene = Scene::new().await;
	let org = 5u32;
	let [admin, joins, leaves] = [1, 2, 3].map(|number| AccountId([number; 32]));
	scene.emit::<consortium::Admitted>((org, admin, 0u16));
	scene.emit::<consortium::AdminChanged>((org, joins, admin));
	scene.emit::<consortium::MemberAdded>((org, joins));
	scene.emit::<consortium::MemberRemoved>((org, leaves));
	scene.emit::<automation::Voided>((stream_of(7), 1u64));
	scene.emit::<registry::Retired>(device(8));
	let (devices, owners) = ([device(7), device(8)].into(), [joins, leaves].into());
	let commanded = || scene.chain.commanded(scene.head);
	assert_eq!(commanded().await.unwrap(), Commanded::Of { devices, owners });
	assert_eq!(scene.chain.commanded(scene.before).await.unwrap(), nothing());

	for name in ["Suspended", "Resumed"] {
		scene.clear();
		assert_eq!(commanded().await.unwrap(), nothing());
		scene.emit_named(consortium::PALLET, name, &org.encode());
		assert_eq!(commanded().await.unwrap(), Commanded::All, "{name}");
	}
	scene.clear();
	scene.emit_named(automation::PALLET, "OfALaterRuntime", &[]);
	assert_eq!(commanded().await.unwrap(), Commanded::All);
}

fn nothing() -> Commanded {
	Commanded::Of { devices: BTreeSet::new(), owners: BTreeSet::new() }
}

#[tokio::test]
async fn the_newest_commands_come_with_the_owner_of_the_same_block() {
	let scene = Scene::new().await;
	let (device, owner) = (device(7), AccountId([2; 32]));
	let commands = || scene.chain.commands(&device, scene.head);
	assert_eq!(commands().await.unwrap(), Commands::default());
	let newest = crate::chain::NewestCommand { channel: 4, ..zeros() };
	scene.show(
		scene.before,
		DeviceOf { device },
		&Some(Device { owner: AccountId([1; 32]), ..zeros() }),
	);
	scene.show(scene.head, DeviceOf { device }, &Some(Device { owner, ..zeros() }));
	scene.show(scene.head, CommandsOf { device }, &vec![newest]);
	assert_eq!(commands().await.unwrap(), Commands { owner: Some(owner), newest: vec![newest] });
}
