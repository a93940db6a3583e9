//! The client's types are this runtime's, and a runtime that has others stops the client: before it
//! signs, before it asks, and before it decodes.

#[path = "common/ours.rs"]
mod ours;

use codec::{Decode, Encode};
use frame_metadata::{v16::RuntimeMetadataV16, RuntimeMetadata, RuntimeMetadataPrefixed};
use frame_system::{EventRecord, Phase};
use jsonrpsee::{
	server::{Server, ServerHandle},
	RpcModule,
};
use ours::ours;
use scale_info::{form::PortableForm, Type, TypeDef, TypeDefPrimitive};
use serde_json::{json, Value};
use sp_runtime::{generic::Preamble, traits::ExtensionVariant};
use std::sync::{Arc, Mutex};
use tallystick_client::{
	asset_lifecycle, automation, consortium, device_registry,
	device_registry::{calls, events, views},
	energy_market, escrow, mismatches, procurement,
	records::{device::Scope, evidence::DeviceId},
	telemetry, AccountId, Call, Chain, ChainError, Endpoints, Events, Head, Kind, Metadata, Rpc,
	SignError, Signer,
};
use tallystick_runtime::{Hash, Runtime, RuntimeCall, RuntimeEvent, UncheckedExtrinsic};

const DEVICE: DeviceId = DeviceId([7; 32]);

/// The runtime's metadata, after a change.
fn metadata_with(change: impl FnOnce(&mut RuntimeMetadataV16)) -> Vec<u8> {
	// Some constants are in the state.
	let bytes = sp_io::TestExternalities::default()
		.execute_with(|| Runtime::metadata_at_version(16))
		.expect("version 16 is served");
	let mut prefixed = RuntimeMetadataPrefixed::decode(&mut bytes.as_slice()).expect("it decodes");
	let RuntimeMetadata::V16(metadata) = &mut prefixed.1 else { panic!("not version 16") };
	change(metadata);
	prefixed.encode()
}

fn metadata() -> Vec<u8> {
	metadata_with(|_| {})
}

fn decoded(bytes: &[u8]) -> Metadata {
	Metadata::decode_from(bytes).expect("the client reads it")
}

/// The type of this name, in this crate.
fn of<'a>(
	metadata: &'a mut RuntimeMetadataV16,
	krate: &str,
	name: &str,
) -> &'a mut Type<PortableForm> {
	let found = metadata.types.types.iter_mut().find(|ty| {
		let path = &ty.ty.path.segments;
		path.first().is_some_and(|first| first == krate)
			&& path.last().is_some_and(|last| last == name)
	});
	&mut found.unwrap_or_else(|| panic!("{krate} has no {name}")).ty
}

/// The id of a primitive type.
fn primitive(metadata: &RuntimeMetadataV16, wanted: TypeDefPrimitive) -> u32 {
	let wanted = TypeDef::Primitive(wanted);
	metadata.types.types.iter().find(|ty| ty.ty.type_def == wanted).expect("there is one").id
}

/// Renames a variant of a pallet's enum.
fn rename(metadata: &mut RuntimeMetadataV16, krate: &str, name: &str, from: &str, to: &str) {
	let TypeDef::Variant(variants) = &mut of(metadata, krate, name).type_def else {
		panic!("{name} is not an enum")
	};
	let variant = variants.variants.iter_mut().find(|variant| variant.name == from);
	variant.expect("it has the variant").name = to.to_owned();
}

/// Gives a field of a pallet's enum another type.
fn retype(
	metadata: &mut RuntimeMetadataV16,
	krate: &str,
	name: &str,
	variant: &str,
	field: &str,
	to: TypeDefPrimitive,
) {
	let id = primitive(metadata, to);
	let TypeDef::Variant(variants) = &mut of(metadata, krate, name).type_def else {
		panic!("{name} is not an enum")
	};
	let fields = variants.variants.iter_mut().find(|found| found.name == variant);
	let fields = &mut fields.expect("it has the variant").fields;
	let field = fields.iter_mut().find(|found| found.name.as_deref() == Some(field));
	field.expect("it has the field").ty.id = id;
}

#[test]
fn the_client_has_every_item_as_the_runtime_has_it() {
	let found = mismatches(&decoded(&metadata()));
	let texts: Vec<_> = found.iter().map(ToString::to_string).collect();
	assert!(found.is_empty(), "{}", texts.join("\n"));
}

#[test]
fn the_client_declares_every_view_and_event_of_our_pallets() {
	let bytes = metadata();
	let declared = [
		(consortium::events::PALLET, consortium::views::NAMES, consortium::events::NAMES),
		(events::PALLET, views::NAMES, events::NAMES),
		(escrow::events::PALLET, escrow::views::NAMES, escrow::events::NAMES),
		(telemetry::events::PALLET, telemetry::views::NAMES, telemetry::events::NAMES),
		(
			asset_lifecycle::events::PALLET,
			asset_lifecycle::views::NAMES,
			asset_lifecycle::events::NAMES,
		),
		(automation::events::PALLET, automation::views::NAMES, automation::events::NAMES),
		(procurement::events::PALLET, procurement::views::NAMES, procurement::events::NAMES),
		(energy_market::events::PALLET, energy_market::views::NAMES, energy_market::events::NAMES),
	];
	metadata_with(|metadata| {
		for pallet in ours(metadata).keys() {
			let found = declared.iter().any(|(name, ..)| name == pallet);
			assert!(
				found,
				"{pallet}: declare its views and events in client/src/pallets, and list it here"
			);
		}
	});
	let metadata = decoded(&bytes);
	for (pallet, views, events) in declared {
		let found = metadata.pallet_by_name(pallet).expect("the runtime has the pallet");
		for view in found.view_functions() {
			assert!(views.contains(&view.name()), "view {pallet}.{}", view.name());
		}
		for event in found.event_variants().expect("it has events") {
			assert!(events.contains(&event.name.as_str()), "event {pallet}.{}", event.name);
		}
	}
}

#[test]
fn a_runtime_with_another_item_is_found_by_the_items_name_and_place() {
	let found = |change: &dyn Fn(&mut RuntimeMetadataV16)| {
		let metadata = decoded(&metadata_with(change));
		mismatches(&metadata)
			.into_iter()
			.map(|found| (found.kind, found.pallet, found.name, found.difference.path))
			.collect::<Vec<_>>()
	};
	let one = |kind, pallet, name, path: &str| vec![(kind, pallet, name, path.to_owned())];
	const DEVICES: &str = "pallet_device_registry";

	let renamed = found(&|all| rename(all, DEVICES, "Event", "Suspended", "Stopped"));
	assert_eq!(renamed, one(Kind::Event, "DeviceRegistry", "Suspended", ""));

	let widened =
		found(&|all| retype(all, DEVICES, "Event", "KeyRotated", "epoch", TypeDefPrimitive::U64));
	assert_eq!(widened, one(Kind::Event, "DeviceRegistry", "KeyRotated", "epoch"));

	// As long, and read otherwise.
	let signed =
		found(&|all| retype(all, DEVICES, "Call", "register", "expires", TypeDefPrimitive::I64));
	assert_eq!(signed, one(Kind::Call, "DeviceRegistry", "register", "expires"));

	let swapped = found(&|all| {
		let TypeDef::Variant(calls) = &mut of(all, DEVICES, "Call").type_def else { panic!() };
		let register = calls.variants.iter_mut().find(|call| call.name == "register").unwrap();
		register.fields.swap(2, 4);
	});
	assert_eq!(swapped, one(Kind::Call, "DeviceRegistry", "register", ""));

	let gone = found(&|all| {
		let telemetry = all.pallets.iter_mut().find(|pallet| pallet.name == "Telemetry").unwrap();
		telemetry.view_functions.retain(|view| view.name != "tail");
	});
	assert_eq!(gone, one(Kind::View, "Telemetry", "tail", ""));

	let argument = found(&|all| {
		let id = primitive(all, TypeDefPrimitive::U32);
		let telemetry = all.pallets.iter_mut().find(|pallet| pallet.name == "Telemetry").unwrap();
		let batch = telemetry.view_functions.iter_mut().find(|view| view.name == "batch").unwrap();
		batch.inputs[1].ty.id = id;
	});
	assert_eq!(argument, one(Kind::View, "Telemetry", "batch", "number"));

	// A record is shared: everything that shows it differs.
	let record = found(&|all| {
		let TypeDef::Composite(device) = &mut of(all, "tallystick_records", "Device").type_def
		else {
			panic!()
		};
		device.fields.swap(0, 1);
	});
	assert_eq!(record, one(Kind::View, "DeviceRegistry", "device", "answer.Some.0"));
}

/// What the chain stores as the events of a block that suspended a device.
fn suspended() -> Vec<u8> {
	let event = pallet_device_registry::Event::Suspended { device: DEVICE };
	let record = EventRecord::<RuntimeEvent, Hash> {
		phase: Phase::ApplyExtrinsic(1),
		event: event.into(),
		topics: vec![],
	};
	vec![record].encode()
}

#[test]
fn an_event_is_decoded_by_its_type() {
	let events = Events::new(decoded(&metadata()), suspended()).unwrap();
	assert_eq!(events.all::<events::Suspended>().unwrap(), [events::Suspended { device: DEVICE }]);
	assert_eq!(events.first::<events::Resumed>().unwrap(), None);
	assert_eq!(events.all::<consortium::events::Suspended>().unwrap(), []);
	assert_eq!(events.names().collect::<Vec<_>>(), [("DeviceRegistry", "Suspended")]);
}

#[test]
fn an_event_that_another_runtime_renamed_is_an_error_and_not_silence() {
	let other =
		metadata_with(|all| rename(all, "pallet_device_registry", "Event", "Suspended", "Stopped"));
	let events = Events::new(decoded(&other), suspended()).unwrap();
	match events.all::<events::Suspended>() {
		Err(ChainError::Mismatch(found)) => {
			assert_eq!((found.pallet, found.name), ("DeviceRegistry", "Suspended"));
		},
		other => panic!("{other:?}"),
	}
	assert_eq!(events.all::<events::Resumed>().unwrap(), [], "what did not change is read");
}

/// A node with this metadata, and what it was asked.
async fn node(metadata: Vec<u8>) -> (Chain, Arc<Mutex<Vec<String>>>, ServerHandle) {
	let asked = Arc::new(Mutex::new(Vec::new()));
	let mut module = RpcModule::new(asked.clone());
	let hexed = |bytes: &[u8]| format!("0x{}", hex::encode(bytes));
	module.register_method("chain_getBlockHash", move |_, _, _| hexed(&[1; 32])).unwrap();
	module
		.register_method(
			"state_getRuntimeVersion",
			|_, _, _| json!({ "specVersion": 1, "transactionVersion": 1 }),
		)
		.unwrap();
	module
		.register_method("state_call", move |params, asked, _| {
			let params: Value = params.parse().unwrap();
			let function = params[0].as_str().unwrap().to_owned();
			asked.lock().unwrap().push(function.clone());
			match function.as_str() {
				"Metadata_metadata_at_version" => hexed(&Some(metadata.clone()).encode()),
				// The device is not there.
				_ => hexed(&Ok::<_, u8>(None::<u8>.encode()).encode()),
			}
		})
		.unwrap();
	let server = Server::builder().build("127.0.0.1:0").await.unwrap();
	let url = format!("ws://{}", server.local_addr().unwrap());
	let handle = server.start(module);
	(Chain::new(Rpc::new(Endpoints::new([url])).unwrap()), asked, handle)
}

#[tokio::test]
async fn what_agrees_is_asked_and_signed_and_the_metadata_is_fetched_once() {
	let (chain, asked, _node) = node(metadata()).await;
	assert_eq!(chain.device(&DEVICE, Some(&[2; 32])).await.unwrap(), None);
	assert_eq!(chain.device(&DEVICE, None).await.unwrap(), None);
	let call: Call = calls::Suspend { device: DEVICE }.into();
	let (signer, checkpoint) =
		(Signer::from_uri("//Alice").unwrap(), Head { number: 9, hash: [3; 32] });
	chain.sign(&call, &signer, 0, &checkpoint).await.unwrap();
	let view = "RuntimeViewFunction_execute_view_function";
	assert_eq!(*asked.lock().unwrap(), ["Metadata_metadata_at_version", view, view]);
}

#[tokio::test]
async fn nothing_is_signed_for_a_call_with_other_arguments() {
	let other = metadata_with(|all| {
		let id = primitive(all, TypeDefPrimitive::U64);
		let scope = of(all, "tallystick_records", "Scope");
		let TypeDef::Variant(variants) = &mut scope.type_def else { panic!() };
		variants.variants[0].fields[0].ty.id = id;
	});
	let (chain, _, _node) = node(other).await;
	let (signer, checkpoint) =
		(Signer::from_uri("//Alice").unwrap(), Head { number: 9, hash: [3; 32] });
	let gateway = AccountId([4; 32]);
	let call = calls::AuthorizeGateway { scope: Scope::Device(DEVICE), gateway };
	match chain.sign(&call.into(), &signer, 0, &checkpoint).await {
		Err(SignError::Mismatch(found)) => {
			assert_eq!((found.kind, found.name), (Kind::Call, "authorize_gateway"));
			assert_eq!(found.difference.path, "scope.Device.0");
			let text = found.to_string();
			assert!(text.contains("expected [u8; 32], found u64"), "{text}");
		},
		other => panic!("{other:?}"),
	}
	let call = calls::Suspend { device: DEVICE }.into();
	chain.sign(&call, &signer, 0, &checkpoint).await.expect("its arguments are the same");
}

#[tokio::test]
async fn a_view_with_another_answer_is_not_asked() {
	let other = metadata_with(|all| {
		let TypeDef::Composite(device) = &mut of(all, "tallystick_records", "Device").type_def
		else {
			panic!()
		};
		device.fields.pop();
	});
	let (chain, asked, _node) = node(other).await;
	for _ in 0..2 {
		match chain.device(&DEVICE, None).await {
			Err(ChainError::Mismatch(found)) => {
				assert_eq!((found.kind, found.name), (Kind::View, "device"));
			},
			other => panic!("{other:?}"),
		}
	}
	let view = views::MayAnchor { device: DEVICE, gateway: AccountId([4; 32]) };
	assert!(matches!(chain.view(view, None).await, Ok(false)));
	assert_eq!(device_registry::MAX_PAGE, 100);
	assert_eq!(asked.lock().unwrap().len(), 2, "the metadata, and what agrees");
}

#[tokio::test]
async fn a_call_that_nobody_signs_is_read_as_such() {
	let (chain, _, _node) = node(metadata()).await;
	let call: Call = calls::Suspend { device: DEVICE }.into();
	let (one, other) =
		(chain.unsigned(&call, 0).await.unwrap(), chain.unsigned(&call, 1).await.unwrap());
	assert_ne!(one.hash, other.hash, "another nonce makes another transaction");
	let expected: RuntimeCall = pallet_device_registry::Call::suspend { device: DEVICE }.into();
	for transaction in [one, other] {
		let read = UncheckedExtrinsic::decode(&mut transaction.bytes.as_slice()).unwrap();
		assert!(
			matches!(read.preamble, Preamble::General(ExtensionVariant::V0(_))),
			"{:?}",
			read.preamble
		);
		assert_eq!(read.function, expected);
	}
}

#[tokio::test]
async fn a_call_stands_inside_of_another_one() {
	let (chain, _, _node) = node(metadata()).await;
	let inner = chain.encode(&calls::Suspend { device: DEVICE }.into()).await.unwrap();
	let calls = [vec![4], inner].concat();
	let batch = chain.encode(&Call::unchecked("Utility", "batch", calls)).await.unwrap();
	let expected = pallet_device_registry::Call::suspend { device: DEVICE };
	let expected = pallet_utility::Call::batch { calls: vec![expected.into()] };
	assert_eq!(RuntimeCall::decode(&mut batch.as_slice()).unwrap(), expected.into());
	let missing = Call::unchecked("Utility", "bunch", vec![]);
	assert!(matches!(chain.encode(&missing).await, Err(SignError::Mismatch(_))));
}
