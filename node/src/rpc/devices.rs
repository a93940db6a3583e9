//! `devices_*`: who the devices are.

use super::{
	did,
	error::Error,
	json::{hash, Address, Exact},
	views::Views,
};
use crate::service::FullClient;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_device_registry::{
	DeviceOf, DeviceViewFunction, DevicesOfViewFunction, GatewayViewFunction, GatewaysViewFunction,
	Grant, KeyAtViewFunction, LotId, LotViewFunction, ModelId, ModelViewFunction, Provenance,
};
use sc_client_api::HeaderBackend;
use serde::Serialize;
use serde_json::Value;
use sp_core::{Bytes, H256};
use std::sync::Arc;
use tallystick_primitives::{
	evidence::{DeviceId, DeviceKey},
	ChannelKind, DeviceStatus,
};
use tallystick_runtime::{AccountId, Hash, Runtime};

/// Entries of a page, where nobody says how many.
const PAGE: u32 = 100;

/// A public key.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct KeyJson {
	/// `ed25519`, `p256` or `secp256k1`.
	scheme: &'static str,
	/// 32 bytes of Ed25519, 33 of a compressed point.
	key: Bytes,
}

impl From<&DeviceKey> for KeyJson {
	fn from(key: &DeviceKey) -> Self {
		match key {
			DeviceKey::Ed25519(key) => Self { scheme: "ed25519", key: key.to_vec().into() },
			DeviceKey::P256(key) => Self { scheme: "p256", key: key.to_vec().into() },
			DeviceKey::Secp256k1(key) => Self { scheme: "secp256k1", key: key.to_vec().into() },
		}
	}
}

/// A device.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeviceJson {
	id: H256,
	owner: AccountId,
	model: u32,
	/// `declared`, `endorsed` or `lot`.
	provenance: &'static str,
	lot: Option<u32>,
	metadata: H256,
	key: KeyJson,
	key_epoch: u32,
	key_since: u64,
	/// `active`, `suspended`, `revoked` or `retired`.
	status: &'static str,
	equivocated: bool,
	ended: Option<u64>,
	distrusted: Option<u64>,
	calibration: Option<CalibrationJson>,
}

/// An accreditor's word on a device.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CalibrationJson {
	certificate: H256,
	until: Exact<u64>,
	by: u32,
}

/// The devices of an owner, in part.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PageJson<T> {
	items: Vec<T>,
	/// What to name as `after` for the next page. Nothing after the last one.
	next: Option<T>,
}

impl<T: Clone> PageJson<T> {
	fn new(items: Vec<T>, limit: u32) -> Self {
		let next = (items.len() as u32 >= limit).then(|| items.last().cloned()).flatten();
		Self { items, next }
	}
}

/// What all devices of one make have in common.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ModelJson {
	id: u32,
	manufacturer: u32,
	thing: H256,
	uri: String,
	channels: Vec<ChannelJson>,
	endorsers: Vec<KeyJson>,
}

/// One input of every device of a model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ChannelJson {
	name: String,
	unit: String,
	exponent: i8,
	/// `gauge`, `counter` or `state`.
	kind: &'static str,
	low: Exact<i64>,
	high: Exact<i64>,
	period: u32,
}

/// Devices that were produced together.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LotJson {
	id: u32,
	model: u32,
	root: H256,
	count: u32,
	claimed: u32,
}

/// The key that a device had at some time.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeyAtJson {
	key: KeyJson,
	epoch: u32,
	since: u64,
	until: Option<u64>,
}

/// The methods. Blocks are named by hash; without one the best block is asked.
#[rpc(server, namespace = "devices")]
pub(crate) trait DevicesApi {
	/// A device.
	#[method(name = "get", blocking)]
	fn get(&self, device: H256, at: Option<Hash>) -> RpcResult<Option<DeviceJson>>;

	/// The devices of an owner, after a given one, at most 100.
	#[method(name = "list", blocking)]
	fn list(
		&self,
		owner: Address,
		after: Option<H256>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<H256>>;

	/// A model of devices.
	#[method(name = "model", blocking)]
	fn model(&self, model: u32, at: Option<Hash>) -> RpcResult<Option<ModelJson>>;

	/// A production lot.
	#[method(name = "lot", blocking)]
	fn lot(&self, lot: u32, at: Option<Hash>) -> RpcResult<Option<LotJson>>;

	/// The key whose signatures of a time, in UTC milliseconds, are to be believed.
	#[method(name = "keyAt", blocking)]
	fn key_at(&self, device: H256, time: u64, at: Option<Hash>) -> RpcResult<Option<KeyAtJson>>;

	/// Whether a gateway may speak for a device.
	#[method(name = "gateway", blocking)]
	fn gateway(&self, device: H256, gateway: Address, at: Option<Hash>) -> RpcResult<bool>;

	/// The gateways that were authorised for one device, after a given one, at most 100.
	#[method(name = "gateways", blocking)]
	fn gateways(
		&self,
		device: H256,
		after: Option<Address>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<AccountId>>;

	/// The W3C DID document of a device.
	#[method(name = "didDocument", blocking)]
	fn did_document(&self, device: H256, at: Option<Hash>) -> RpcResult<Option<Value>>;
}

/// The namespace.
pub(crate) struct Devices {
	client: Arc<FullClient>,
	views: Views,
}

impl Devices {
	pub(crate) fn new(client: Arc<FullClient>) -> Self {
		Self { views: Views::new(client.clone()), client }
	}

	fn load(&self, device: H256, at: Option<Hash>) -> Result<Option<DeviceOf<Runtime>>, Error> {
		self.views.ask(at, DeviceViewFunction::<Runtime>::new(DeviceId(device.0)))
	}
}

fn status(status: DeviceStatus) -> &'static str {
	match status {
		DeviceStatus::Active => "active",
		DeviceStatus::Suspended => "suspended",
		DeviceStatus::Revoked => "revoked",
		DeviceStatus::Retired => "retired",
	}
}

fn text(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).into_owned()
}

fn page(limit: Option<u32>) -> u32 {
	limit.unwrap_or(PAGE).clamp(1, PAGE)
}

impl DevicesApiServer for Devices {
	fn get(&self, device: H256, at: Option<Hash>) -> RpcResult<Option<DeviceJson>> {
		Ok(self.load(device, at)?.map(|record| DeviceJson {
			id: device,
			model: record.model.0,
			provenance: match record.provenance {
				Provenance::Declared => "declared",
				Provenance::Endorsed => "endorsed",
				Provenance::Lot(_) => "lot",
			},
			lot: match record.provenance {
				Provenance::Lot(lot) => Some(lot.0),
				Provenance::Declared | Provenance::Endorsed => None,
			},
			metadata: hash(record.metadata),
			key: (&record.key).into(),
			key_epoch: record.key_epoch,
			key_since: record.key_since,
			status: status(record.status),
			equivocated: record.equivocated.is_some(),
			ended: record.ended.as_ref().map(|ended| ended.at),
			distrusted: record.ended.as_ref().and_then(|ended| ended.distrusted),
			calibration: record.calibration.map(|calibration| CalibrationJson {
				certificate: hash(calibration.certificate),
				until: Exact(calibration.until),
				by: calibration.by.0,
			}),
			owner: record.owner,
		}))
	}

	fn list(
		&self,
		owner: Address,
		after: Option<H256>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<H256>> {
		let (limit, after) = (page(limit), after.map(|device| DeviceId(device.0)));
		let view = DevicesOfViewFunction::<Runtime>::new(owner.0, after, limit);
		let items = self.views.ask(at, view)?.into_iter().map(|device| hash(device.0)).collect();
		Ok(PageJson::new(items, limit))
	}

	fn model(&self, model: u32, at: Option<Hash>) -> RpcResult<Option<ModelJson>> {
		let record = self.views.ask(at, ModelViewFunction::<Runtime>::new(ModelId(model)))?;
		Ok(record.map(|record| ModelJson {
			id: model,
			manufacturer: record.manufacturer.0,
			thing: hash(record.thing),
			uri: text(&record.uri),
			channels: record
				.channels
				.iter()
				.map(|channel| ChannelJson {
					name: text(&channel.name),
					unit: text(&channel.unit),
					exponent: channel.exponent,
					kind: match channel.kind {
						ChannelKind::Gauge => "gauge",
						ChannelKind::Counter => "counter",
						ChannelKind::State => "state",
					},
					low: Exact(channel.limits.low),
					high: Exact(channel.limits.high),
					period: channel.period,
				})
				.collect(),
			endorsers: record.endorsers.iter().map(Into::into).collect(),
		}))
	}

	fn lot(&self, lot: u32, at: Option<Hash>) -> RpcResult<Option<LotJson>> {
		let record = self.views.ask(at, LotViewFunction::<Runtime>::new(LotId(lot)))?;
		Ok(record.map(|record| LotJson {
			id: lot,
			model: record.model.0,
			root: hash(record.root),
			count: record.count,
			claimed: record.claimed,
		}))
	}

	fn key_at(&self, device: H256, time: u64, at: Option<Hash>) -> RpcResult<Option<KeyAtJson>> {
		let view = KeyAtViewFunction::<Runtime>::new(DeviceId(device.0), time);
		Ok(self.views.ask(at, view)?.map(|found| KeyAtJson {
			key: (&found.key).into(),
			epoch: found.epoch,
			since: found.since,
			until: found.until,
		}))
	}

	fn gateway(&self, device: H256, gateway: Address, at: Option<Hash>) -> RpcResult<bool> {
		let view = GatewayViewFunction::<Runtime>::new(DeviceId(device.0), gateway.0);
		Ok(self.views.ask(at, view)?)
	}

	fn gateways(
		&self,
		device: H256,
		after: Option<Address>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<AccountId>> {
		let (limit, grant) = (page(limit), Grant::Device(DeviceId(device.0)));
		let view = GatewaysViewFunction::<Runtime>::new(grant, after.map(|after| after.0), limit);
		Ok(PageJson::new(self.views.ask(at, view)?, limit))
	}

	fn did_document(&self, device: H256, at: Option<Hash>) -> RpcResult<Option<Value>> {
		let genesis = self.client.info().genesis_hash;
		Ok(self.load(device, at)?.map(|record| {
			let controller = did::of_account(&genesis.0, &record.owner);
			did::document(
				&genesis.0,
				&DeviceId(device.0),
				&record.key,
				record.key_epoch,
				&controller,
				record.status.is_active(),
			)
		}))
	}
}
