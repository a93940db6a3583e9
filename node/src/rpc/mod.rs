//! JSON-RPC. Each namespace that `tallystick-rpc` declares has its own file; this file adds the
//! methods of the SDK.

mod assets;
mod devices;
mod kept;
mod mmr;
mod telemetry;
mod views;

pub(crate) use telemetry::Observations;

use crate::service::{FullBackend, FullClient, TransactionPool};
use jsonrpsee::RpcModule;
use sc_client_api::Backend;
use sc_consensus_grandpa::{FinalityProofProvider, GrandpaJustificationStream, SharedVoterState};
use sc_consensus_manual_seal::EngineCommand;
use sc_rpc::SubscriptionTaskExecutor;
use std::sync::Arc;
use tallystick_runtime::{opaque::Block, BlockNumber, Hash};

/// The parts of the node that the methods need.
pub(crate) struct Deps {
	pub(crate) client: Arc<FullClient>,
	pub(crate) pool: Arc<TransactionPool>,
	pub(crate) backend: Arc<FullBackend>,
	pub(crate) grandpa: GrandpaDeps,
	pub(crate) observations: Observations,
	/// The channel for requests to make a block, on a chain without consensus.
	pub(crate) seal: Option<futures::channel::mpsc::Sender<EngineCommand<Hash>>>,
}

/// The parts that the GRANDPA methods need.
#[derive(Clone)]
pub(crate) struct GrandpaDeps {
	pub(crate) shared_voter_state: SharedVoterState,
	pub(crate) shared_authority_set: sc_consensus_grandpa::SharedAuthoritySet<Hash, BlockNumber>,
	pub(crate) justification_stream: GrandpaJustificationStream<Block>,
	pub(crate) finality_provider: Arc<FinalityProofProvider<FullBackend, Block>>,
}

type Error = Box<dyn std::error::Error + Send + Sync>;

/// All methods beyond those of every Substrate node.
pub(crate) fn create_full(
	deps: Deps,
	executor: SubscriptionTaskExecutor,
) -> Result<RpcModule<()>, Error> {
	use assets::Assets;
	use devices::Devices;
	use mmr::{Bounded, BoundedMmrServer};
	use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
	use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
	use sc_consensus_manual_seal::rpc::{ManualSeal, ManualSealApiServer};
	use substrate_frame_rpc_system::{System, SystemApiServer};
	use tallystick_rpc::{AssetsApiServer, DevicesApiServer, TelemetryApiServer};
	use telemetry::Telemetry;

	let Deps { client, pool, backend, grandpa, observations, seal } = deps;
	let mut module = RpcModule::new(());
	module.merge(System::new(client.clone(), pool).into_rpc())?;
	module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
	module.merge(
		Grandpa::new(
			executor.clone(),
			grandpa.shared_authority_set,
			grandpa.shared_voter_state,
			grandpa.justification_stream,
			grandpa.finality_provider,
		)
		.into_rpc(),
	)?;
	module.merge(Assets::new(client.clone(), backend.clone()).into_rpc())?;
	module.merge(Devices::new(client.clone()).into_rpc())?;
	let telemetry = Telemetry::new(client.clone(), backend.clone(), observations, executor);
	module.merge(telemetry.into_rpc())?;
	if let Some(storage) = backend.offchain_storage() {
		module.merge(Bounded(mmr_rpc::Mmr::new(client, storage)).into_rpc())?;
	}
	if let Some(seal) = seal {
		module.merge(ManualSeal::new(seal).into_rpc())?;
	}
	Ok(module)
}
