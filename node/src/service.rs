//! Assembles the node: database, network, transaction pool, block production, finality and JSON-RPC.

use crate::{
	cli::{Seal, Sealing},
	equivocation, ports,
	rpc::{self, Deps, GrandpaDeps},
	spawner::PoolSpawner,
};
use futures::FutureExt;
use sc_chain_spec::construct_genesis_block;
use sc_client_api::{Backend, BlockBackend, BlockImportOperation, HeaderBackend};
use sc_consensus_aura::{ImportQueueParams, SlotProportion, StartAuraParams};
use sc_consensus_grandpa::{
	FinalityProofProvider, SharedVoterState, ThreeQuartersOfTheUnfinalizedChain, VotingRulesBuilder,
};
use sc_consensus_manual_seal::{consensus::aura::AuraConsensusDataProvider, EngineCommand};
use sc_executor::{HeapAllocStrategy, WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY};
use sc_network::{config::NetworkBackendType, NetworkBackend};
use sc_service::{
	error::Error as ServiceError, ChainType, Configuration, GenesisBlockBuilder, TaskManager,
	WarpSyncConfig,
};
use sc_telemetry::{Telemetry, TelemetryWorker};
use sc_transaction_pool::TransactionPoolHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_aura::{
	inherents as aura_inherents,
	sr25519::{AuthorityPair as AuraPair, AuthoritySignature as AuraSignature},
	SlotDuration,
};
use sp_runtime::{traits::Block as _, Storage};
use std::{num::NonZeroU32, path::Path, sync::Arc, time::Duration};
use tallystick_runtime::{opaque::Block, Hash, RuntimeApi};

/// Standard host functions only.
type Executor = WasmExecutor<sp_io::SubstrateHostFunctions>;
pub(crate) type FullClient = sc_service::TFullClient<Block, RuntimeApi, Executor>;
pub(crate) type FullBackend = sc_service::TFullBackend<Block>;
pub(crate) type TransactionPool = TransactionPoolHandle<Block, FullClient>;

type SelectChain = sc_consensus::LongestChain<FullBackend, Block>;
type GrandpaBlockImport =
	sc_consensus_grandpa::GrandpaBlockImport<FullBackend, Block, FullClient, SelectChain>;
type GrandpaLink = sc_consensus_grandpa::LinkHalf<Block, FullClient, SelectChain>;
pub(crate) type PartialComponents = sc_service::PartialComponents<
	FullClient,
	FullBackend,
	SelectChain,
	sc_consensus::DefaultImportQueue<Block>,
	TransactionPool,
	(GrandpaBlockImport, GrandpaLink, Option<Telemetry>),
>;

/// The most blocks between kept justifications, for warp sync and light clients.
const JUSTIFICATION_PERIOD: u32 = 512;

/// The time that a vote may take across the network. Finality comes about four times as long after a block. The links
/// of a consortium are rarely slower.
const GOSSIP_DURATION: Duration = Duration::from_millis(200);

/// The parts that every command needs: database, client, pool, import queue.
pub(crate) fn new_partial(
	config: &Configuration,
	runtime_cache: Option<&Path>,
) -> Result<PartialComponents, ServiceError> {
	let telemetry = config
		.telemetry_endpoints
		.clone()
		.filter(|endpoints| !endpoints.is_empty())
		.map(|endpoints| -> Result<_, sc_telemetry::Error> {
			let worker = TelemetryWorker::new(16)?;
			let telemetry = worker.handle().new_telemetry(endpoints);
			Ok((worker, telemetry))
		})
		.transpose()?;

	let executor = executor(config, runtime_cache)?;
	let backend = sc_service::new_db_backend(config.db_config())?;
	let genesis =
		config.chain_spec.as_storage_builder().build_storage().map_err(ServiceError::Other)?;
	ensure_same_chain(config, &backend, &genesis)?;
	let genesis = GenesisBlockBuilder::new_with_storage(
		genesis,
		!config.no_genesis(),
		backend.clone(),
		executor.clone(),
	)?;
	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts_with_genesis_builder::<Block, RuntimeApi, _, _>(
			config,
			telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
			executor,
			backend,
			genesis,
			false,
		)?;
	let client = Arc::new(client);
	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});

	let select_chain = SelectChain::new(backend.clone());
	let transaction_pool = Arc::from(
		sc_transaction_pool::Builder::new(
			PoolSpawner(task_manager.spawn_essential_handle()),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);

	let (grandpa_block_import, grandpa_link) = sc_consensus_grandpa::block_import(
		client.clone(),
		JUSTIFICATION_PERIOD,
		&client,
		select_chain.clone(),
		telemetry.as_ref().map(|telemetry| telemetry.handle()),
	)?;

	let slot_duration = sc_consensus_aura::slot_duration(&*client)?;
	let import_queue =
		sc_consensus_aura::import_queue::<AuraPair, _, _, _, _, _>(ImportQueueParams {
			block_import: grandpa_block_import.clone(),
			justification_import: Some(Box::new(grandpa_block_import.clone())),
			client: client.clone(),
			create_inherent_data_providers: move |_, ()| async move { Ok(inherents(slot_duration)) },
			spawner: &task_manager.spawn_essential_handle(),
			registry: config.prometheus_registry(),
			check_for_equivocation: Default::default(),
			telemetry: telemetry.as_ref().map(|telemetry| telemetry.handle()),
			compatibility_mode: Default::default(),
		})?;

	Ok(PartialComponents {
		client,
		backend,
		task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: (grandpa_block_import, grandpa_link, telemetry),
	})
}

/// Refuses a database that another chain spec began; the SDK would continue that chain. Development chains are not
/// refused: they begin with the runtime of the node's binary, and may outlive it.
fn ensure_same_chain(
	config: &Configuration,
	backend: &FullBackend,
	genesis: &Storage,
) -> Result<(), ServiceError> {
	let spec = &config.chain_spec;
	let Some(found) = backend.blockchain().hash(0)? else { return Ok(()) };
	if spec.chain_type() == ChainType::Development {
		return Ok(());
	}
	let version = tallystick_runtime::VERSION.state_version();
	let root = backend.begin_operation()?.set_genesis_state(genesis.clone(), false, version)?;
	let expected = construct_genesis_block::<Block>(root, version).hash();
	if expected == found {
		return Ok(());
	}
	Err(ServiceError::Other(format!(
		"the database in {} is of another chain: its genesis is {found:?}, that of the specification “{}” is \
		 {expected:?}. Start with the specification that the database began with, or with another --base-path",
		config.database.path().unwrap_or(&config.data_path).display(),
		spec.name(),
	)))
}

/// Like `sc_service::new_wasm_executor`, but with the cache, which that function does not offer.
fn executor(
	config: &Configuration,
	runtime_cache: Option<&Path>,
) -> Result<Executor, ServiceError> {
	let strategy = match config.executor.default_heap_pages {
		None => DEFAULT_HEAP_ALLOC_STRATEGY,
		Some(pages) => HeapAllocStrategy::Static {
			extra_pages: pages.try_into().map_err(|_| "--default-heap-pages is too large")?,
		},
	};
	let in_base_path = config.base_path.path().join("runtime-cache");
	// With a relative path the cache would be off.
	let cache = std::path::absolute(runtime_cache.unwrap_or(&in_base_path))?;
	Ok(Executor::builder()
		.with_execution_method(config.executor.wasm_method)
		.with_onchain_heap_alloc_strategy(strategy)
		.with_offchain_heap_alloc_strategy(strategy)
		.with_max_runtime_instances(config.executor.max_runtime_instances)
		.with_runtime_cache_size(config.executor.runtime_cache_size)
		.with_cache_path(cache)
		.build())
}

/// The slot and the time of a block, by this machine's clock.
fn inherents(
	slot_duration: SlotDuration,
) -> (aura_inherents::InherentDataProvider, sp_timestamp::InherentDataProvider) {
	let timestamp = sp_timestamp::InherentDataProvider::from_system_time();
	let slot = aura_inherents::InherentDataProvider::from_timestamp_and_slot_duration(
		*timestamp,
		slot_duration,
	);
	(slot, timestamp)
}

/// A running node, with the network that the configuration names.
pub(crate) fn new_full(
	config: Configuration,
	seal: Option<Sealing>,
	runtime_cache: Option<&Path>,
) -> Result<TaskManager, ServiceError> {
	if seal.is_some() && config.chain_spec.chain_type() != ChainType::Development {
		return Err(ServiceError::Other(
			"--seal makes blocks that no other node accepts: use it with --dev".into(),
		));
	}
	ports::ensure_free(&config).map_err(ServiceError::Other)?;
	match config.network.network_backend {
		NetworkBackendType::Libp2p => {
			start::<sc_network::NetworkWorker<Block, Hash>>(config, seal, runtime_cache)
		},
		NetworkBackendType::Litep2p => {
			start::<sc_network::Litep2pNetworkBackend>(config, seal, runtime_cache)
		},
	}
}

fn start<N: NetworkBackend<Block, Hash>>(
	config: Configuration,
	seal: Option<Sealing>,
	runtime_cache: Option<&Path>,
) -> Result<TaskManager, ServiceError> {
	let PartialComponents {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: (block_import, grandpa_link, mut telemetry),
	} = new_partial(&config, runtime_cache)?;

	let metrics = N::register_notification_metrics(config.prometheus_registry());
	let mut net_config = sc_network::config::FullNetworkConfiguration::<Block, Hash, N>::new(
		&config.network,
		config.prometheus_registry().cloned(),
	);
	let genesis = client.block_hash(0)?.ok_or("the chain has no genesis block")?;
	let grandpa_protocol_name =
		sc_consensus_grandpa::protocol_standard_name(&genesis, &config.chain_spec);
	let (grandpa_protocol, grandpa_notifications) =
		sc_consensus_grandpa::grandpa_peers_set_config::<_, N>(
			grandpa_protocol_name.clone(),
			metrics.clone(),
			net_config.peer_store_handle(),
		);
	net_config.add_notification_protocol(grandpa_protocol);

	let warp_sync = Arc::new(sc_consensus_grandpa::warp_proof::NetworkProvider::new(
		backend.clone(),
		grandpa_link.shared_authority_set().clone(),
		Vec::new(),
	));
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _) =
		sc_service::build_network(sc_service::BuildNetworkParams {
			config: &config,
			net_config,
			client: client.clone(),
			transaction_pool: transaction_pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(warp_sync)),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;

	if config.offchain_worker.enabled {
		let workers = sc_offchain::OffchainWorkers::new(sc_offchain::OffchainWorkerOptions {
			runtime_api_provider: client.clone(),
			is_validator: config.role.is_authority(),
			keystore: Some(keystore_container.keystore()),
			offchain_db: backend.offchain_storage(),
			transaction_pool: Some(OffchainTransactionPoolFactory::new(transaction_pool.clone())),
			network_provider: Arc::new(network.clone()),
			enable_http_requests: false,
			custom_extensions: |_| Vec::new(),
		})?;
		task_manager.spawn_handle().spawn(
			"offchain-workers-runner",
			"offchain-worker",
			workers.run(client.clone(), task_manager.spawn_handle()).boxed(),
		);
	}
	if config.offchain_worker.indexing_enabled {
		task_manager.spawn_essential_handle().spawn_blocking(
			"mmr-gadget",
			None,
			mmr_gadget::MmrGadget::start(
				client.clone(),
				backend.clone(),
				sp_mmr_primitives::INDEXING_PREFIX.to_vec(),
			),
		);
	}
	task_manager.spawn_handle().spawn(
		"equivocation-watch",
		None,
		equivocation::watch(client.clone(), config.prometheus_registry().cloned()),
	);

	let role = config.role;
	let force_authoring = config.force_authoring;
	let name = config.network.node_name.clone();
	let enable_grandpa = !config.disable_grandpa && seal.is_none();
	let prometheus_registry = config.prometheus_registry().cloned();
	let shared_voter_state = SharedVoterState::empty();
	let (seal_sink, seal_commands) = match seal {
		None => (None, None),
		Some(sealing) => {
			let (sink, commands) = futures::channel::mpsc::channel(1_024);
			(Some(sink), Some((sealing, commands)))
		},
	};

	let observations = rpc::Observations::new(client.clone());
	task_manager.spawn_handle().spawn(
		"telemetry-observations",
		Some("rpc"),
		observations.clone().run(),
	);
	let rpc_builder = {
		let grandpa = GrandpaDeps {
			shared_voter_state: shared_voter_state.clone(),
			shared_authority_set: grandpa_link.shared_authority_set().clone(),
			justification_stream: grandpa_link.justification_stream(),
			finality_provider: FinalityProofProvider::new_for_service(
				backend.clone(),
				Some(grandpa_link.shared_authority_set().clone()),
			),
		};
		let (client, pool, backend) = (client.clone(), transaction_pool.clone(), backend.clone());
		Box::new(move |executor| {
			let deps = Deps {
				client: client.clone(),
				pool: pool.clone(),
				backend: backend.clone(),
				grandpa: grandpa.clone(),
				observations: observations.clone(),
				seal: seal_sink.clone(),
			};
			rpc::create_full(deps, executor).map_err(Into::into)
		})
	};
	sc_service::spawn_tasks(sc_service::SpawnTasksParams {
		config,
		client: client.clone(),
		backend,
		task_manager: &mut task_manager,
		keystore: keystore_container.keystore(),
		transaction_pool: transaction_pool.clone(),
		rpc_builder,
		network: network.clone(),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: sync_service.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;
	let telemetry_handle = telemetry.as_ref().map(|telemetry| telemetry.handle());

	let proposer_factory = sc_basic_authorship::ProposerFactory::new(
		task_manager.spawn_handle(),
		client.clone(),
		transaction_pool.clone(),
		prometheus_registry.as_ref(),
		telemetry_handle.clone(),
	);
	if let Some((sealing, commands)) = seal_commands {
		spawn_sealing(
			sealing,
			commands,
			&task_manager,
			client,
			transaction_pool,
			select_chain,
			proposer_factory,
		);
		return Ok(task_manager);
	}

	if role.is_authority() {
		let slot_duration = sc_consensus_aura::slot_duration(&*client)?;
		let aura = sc_consensus_aura::start_aura::<AuraPair, _, _, _, _, _, _, _, _, _, _>(
			StartAuraParams {
				slot_duration,
				client: client.clone(),
				select_chain,
				block_import,
				proposer_factory,
				create_inherent_data_providers: move |_, ()| async move { Ok(inherents(slot_duration)) },
				force_authoring,
				backoff_authoring_blocks: Some(
					sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging::default(),
				),
				keystore: keystore_container.keystore(),
				sync_oracle: sync_service.clone(),
				justification_sync_link: sync_service.clone(),
				block_proposal_slot_portion: SlotProportion::new(2f32 / 3f32),
				max_block_proposal_slot_portion: None,
				telemetry: telemetry_handle.clone(),
				compatibility_mode: Default::default(),
			},
		)?;
		task_manager.spawn_essential_handle().spawn_blocking("aura", Some("block-authoring"), aura);
	}

	if enable_grandpa {
		let voter = sc_consensus_grandpa::run_grandpa_voter(sc_consensus_grandpa::GrandpaParams {
			config: sc_consensus_grandpa::Config {
				gossip_duration: GOSSIP_DURATION,
				justification_generation_period: JUSTIFICATION_PERIOD,
				name: Some(name),
				observer_enabled: false,
				keystore: role.is_authority().then(|| keystore_container.keystore()),
				local_role: role,
				telemetry: telemetry_handle.clone(),
				protocol_name: grandpa_protocol_name,
			},
			link: grandpa_link,
			network,
			sync: Arc::new(sync_service),
			notification_service: grandpa_notifications,
			// Aura does not fork by itself, so the best block gets the vote, not the one two behind it. Three quarters
			// of a long unfinalised chain keep steps back small.
			voting_rule: VotingRulesBuilder::new().add(ThreeQuartersOfTheUnfinalizedChain).build(),
			prometheus_registry,
			shared_voter_state,
			telemetry: telemetry_handle,
			offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(transaction_pool),
		})?;
		task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
	}
	Ok(task_manager)
}

/// The time of the next block without consensus. Its slot is the next multiple of `slots` after that of the best block.
fn sealed_time(
	client: &FullClient,
	slots: NonZeroU32,
	from: Option<u64>,
) -> Result<sp_timestamp::Timestamp, Box<dyn std::error::Error + Send + Sync>> {
	let duration = sc_consensus_aura::slot_duration(client)?.as_millis();
	let best = client.info();
	if best.best_number == 0 {
		return Ok(from.map_or_else(sp_timestamp::Timestamp::current, Into::into));
	}
	let header = client.header(best.best_hash)?.ok_or("the best header is not in the database")?;
	let slot = sc_consensus_aura::find_pre_digest::<Block, AuraSignature>(&header)?;
	let slots = u64::from(slots.get());
	let next = (*slot / slots).saturating_add(1).saturating_mul(slots);
	Ok(next.saturating_mul(duration).into())
}

/// Makes and finalises blocks on demand, in place of consensus.
fn spawn_sealing(
	Sealing { mode, slots, from }: Sealing,
	commands: futures::channel::mpsc::Receiver<EngineCommand<Hash>>,
	task_manager: &TaskManager,
	client: Arc<FullClient>,
	pool: Arc<TransactionPool>,
	select_chain: SelectChain,
	env: sc_basic_authorship::ProposerFactory<TransactionPool, FullClient>,
) {
	let aura = Box::new(AuraConsensusDataProvider::new(client.clone()));
	let timestamps = client.clone();
	// The clock follows the blocks, however fast they are made.
	let create_inherent_data_providers = move |_, ()| {
		let time = sealed_time(&timestamps, slots, from);
		async move { time.map(sp_timestamp::InherentDataProvider::new) }
	};
	let sealing = match mode {
		Seal::Instant => sc_consensus_manual_seal::run_instant_seal(
			sc_consensus_manual_seal::InstantSealParams {
				block_import: client.clone(),
				env,
				client,
				pool,
				select_chain,
				consensus_data_provider: Some(aura),
				create_inherent_data_providers,
			},
		)
		.boxed(),
		Seal::Manual => {
			sc_consensus_manual_seal::run_manual_seal(sc_consensus_manual_seal::ManualSealParams {
				block_import: client.clone(),
				env,
				client,
				pool,
				commands_stream: commands,
				select_chain,
				consensus_data_provider: Some(aura),
				create_inherent_data_providers,
			})
			.boxed()
		},
	};
	// It ends when nobody can send commands any more, that is when the node stops. An essential task that ends before
	// it is told to would count as failed.
	let sealing = sealing.then(|()| futures::future::pending::<()>());
	task_manager.spawn_essential_handle().spawn_blocking("sealing", None, sealing);
}
