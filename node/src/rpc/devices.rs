//! `devices_*`, from the view functions of `DeviceRegistry`.

use super::views::Views;
use crate::service::FullClient;
use jsonrpsee::core::RpcResult;
use pallet_device_registry::{
	DeviceOf, DeviceViewFunction, DevicesOfViewFunction, GatewayViewFunction, GatewaysViewFunction,
	KeyAtViewFunction, LotViewFunction, ModelOf, ModelViewFunction,
};
use sc_client_api::HeaderBackend;
use serde_json::Value;
use std::sync::Arc;
use tallystick_records::{
	device::{Grant, KeyAt, Lot},
	evidence::DeviceId,
	Identified, LotId, Millis, ModelId, Page,
};
use tallystick_rpc::{did, Address, DevicesApiServer, Error, PAGE};
use tallystick_runtime::{AccountId, Hash, Runtime};

/// The methods of this namespace.
pub(crate) struct Devices {
	client: Arc<FullClient>,
	views: Views,
}

impl Devices {
	pub(crate) fn new(client: Arc<FullClient>) -> Self {
		Self { views: Views::new(client.clone()), client }
	}

	fn load(&self, device: DeviceId, at: Option<Hash>) -> Result<Option<DeviceOf<Runtime>>, Error> {
		self.views.ask(at, DeviceViewFunction::<Runtime>::new(device))
	}
}

fn page(limit: Option<u32>) -> u32 {
	limit.unwrap_or(PAGE).clamp(1, PAGE)
}

impl DevicesApiServer<ModelOf<Runtime>> for Devices {
	fn get(
		&self,
		device: DeviceId,
		at: Option<Hash>,
	) -> RpcResult<Option<Identified<DeviceId, DeviceOf<Runtime>>>> {
		Ok(self.load(device, at)?.map(|record| Identified { id: device, record }))
	}

	fn list(
		&self,
		owner: Address,
		after: Option<DeviceId>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Page<DeviceId>> {
		let limit = page(limit);
		let view = DevicesOfViewFunction::<Runtime>::new(owner.0, after, limit);
		Ok(Page::new(self.views.ask(at, view)?, limit))
	}

	fn model(
		&self,
		model: ModelId,
		at: Option<Hash>,
	) -> RpcResult<Option<Identified<ModelId, ModelOf<Runtime>>>> {
		let found = self.views.ask(at, ModelViewFunction::<Runtime>::new(model))?;
		Ok(found.map(|record| Identified { id: model, record }))
	}

	fn lot(
		&self,
		lot: LotId,
		at: Option<Hash>,
	) -> RpcResult<Option<Identified<LotId, Lot<AccountId>>>> {
		let found = self.views.ask(at, LotViewFunction::<Runtime>::new(lot))?;
		Ok(found.map(|record| Identified { id: lot, record }))
	}

	fn key_at(&self, device: DeviceId, time: u64, at: Option<Hash>) -> RpcResult<Option<KeyAt>> {
		Ok(self.views.ask(at, KeyAtViewFunction::<Runtime>::new(device, Millis(time)))?)
	}

	fn gateway(&self, device: DeviceId, gateway: Address, at: Option<Hash>) -> RpcResult<bool> {
		Ok(self.views.ask(at, GatewayViewFunction::<Runtime>::new(device, gateway.0))?)
	}

	fn gateways(
		&self,
		device: DeviceId,
		after: Option<Address>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Page<AccountId>> {
		let (limit, grant) = (page(limit), Grant::Device(device));
		let view = GatewaysViewFunction::<Runtime>::new(grant, after.map(|after| after.0), limit);
		Ok(Page::new(self.views.ask(at, view)?, limit))
	}

	fn did_document(&self, device: DeviceId, at: Option<Hash>) -> RpcResult<Option<Value>> {
		let genesis = self.client.info().genesis_hash.0;
		Ok(self.load(device, at)?.map(|record| {
			let controller = did::of_account(&genesis, &record.owner);
			did::document(
				&genesis,
				&device,
				&record.key,
				record.key_epoch,
				&controller,
				record.status.is_active(),
			)
		}))
	}
}
