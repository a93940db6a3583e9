//! `devices_*`: devices, their models, keys and gateways.

use crate::{AccountId, Address};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use serde_json::Value;
use sp_core::H256;
use tallystick_evidence::DeviceId;
use tallystick_records::{
	device::{Device, KeyAt, Lot},
	Identified, LotId, ModelId, Page,
};

/// The most entries of a page, and the default number.
pub const PAGE: u32 = 100;

/// The methods. `at` names a block by its hash; without it the best block is asked.
#[rpc(server, namespace = "devices")]
pub trait DevicesApi<Model> {
	/// A device.
	#[method(name = "get", blocking)]
	fn get(
		&self,
		device: DeviceId,
		at: Option<H256>,
	) -> RpcResult<Option<Identified<DeviceId, Device<AccountId>>>>;

	/// The devices of an owner, after a given one, at most [`PAGE`].
	#[method(name = "list", blocking)]
	fn list(
		&self,
		owner: Address,
		after: Option<DeviceId>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> RpcResult<Page<DeviceId>>;

	/// A model of devices.
	#[method(name = "model", blocking)]
	fn model(
		&self,
		model: ModelId,
		at: Option<H256>,
	) -> RpcResult<Option<Identified<ModelId, Model>>>;

	/// A production lot.
	#[method(name = "lot", blocking)]
	fn lot(
		&self,
		lot: LotId,
		at: Option<H256>,
	) -> RpcResult<Option<Identified<LotId, Lot<AccountId>>>>;

	/// The key whose signatures of a time, in UTC milliseconds, are trusted.
	#[method(name = "keyAt", blocking)]
	fn key_at(&self, device: DeviceId, time: u64, at: Option<H256>) -> RpcResult<Option<KeyAt>>;

	/// Whether a gateway may speak for a device.
	#[method(name = "gateway", blocking)]
	fn gateway(&self, device: DeviceId, gateway: Address, at: Option<H256>) -> RpcResult<bool>;

	/// The gateways authorised for one device, after a given one, at most [`PAGE`].
	#[method(name = "gateways", blocking)]
	fn gateways(
		&self,
		device: DeviceId,
		after: Option<Address>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> RpcResult<Page<AccountId>>;

	/// The W3C DID document of a device.
	#[method(name = "didDocument", blocking)]
	fn did_document(&self, device: DeviceId, at: Option<H256>) -> RpcResult<Option<Value>>;
}
