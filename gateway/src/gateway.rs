//! Starts and stops the gateway's tasks.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use tallystick_client as client;
use tallystick_evidence::Hash;
use tokio::{net::TcpListener, sync::mpsc, task::JoinSet, time::timeout};

use crate::{
	broker::{Broker, BrokerError},
	chain::LiveChain,
	clock::{self, Clock},
	commands::{CommandSettings, Commander},
	config::{Config, ConfigErrors},
	health::{Health, HealthSettings},
	http::{self, Api, Limits},
	ingest::{Ingest, IngestSettings},
	link::{CommandInlet, Connected, Inlets},
	metrics,
	mqtt::{self, MqttOptions},
	paths::{Completer, Keeper},
	prune::{PruneSettings, Pruner},
	registry::Registry,
	sealing::{Sealer, SealingSettings},
	section::ConfigError,
	steps::Steps,
	stop::{stop, Stopper},
	store::{on_disk, place, OpenError, Store, StoreOptions},
	submit::{SubmitSettings, Submitter},
};

/// Most answers that wait for the broker.
const ANSWERS: usize = 1_024;
/// Most messages about commands that wait to be taken.
const COMMAND_MESSAGES: usize = 1_024;
/// Longest time for an orderly stop.
const STOP: Duration = Duration::from_secs(30);
/// Messages wait up to this long for the first polling round, which shows whether the store is an old
/// copy.
const FIRST_LOOK: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_secs(2);
/// The time between two looks at all nodes.
const SURVEY: Duration = Duration::from_secs(2);
const DAY: u64 = 86_400;

/// An error that stops the gateway.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
	/// The configuration is invalid.
	#[error(transparent)]
	Config(#[from] ConfigErrors),
	/// There is no usable endpoint in `chain.endpoints`.
	#[error("chain.endpoints: {0}")]
	Chain(#[from] client::RpcError),
	/// The chain is no development chain, and the gateway's clock is to follow it.
	#[error("chain.time_lapse: the node's chain is of the type {0}; only the clock of a development chain may replace this machine's: remove the line")]
	TimeLapse(String),
	/// The chain's clock cannot be read.
	#[error("chain.time_lapse: the chain's clock cannot be read: {0}")]
	Clock(client::ChainError),
	/// The database cannot be opened.
	#[error(transparent)]
	Store(#[from] OpenError),
	/// The broker does not start.
	#[error(transparent)]
	Broker(#[from] BrokerError),
	/// The HTTP address cannot be used.
	#[error(
		"http.listen: cannot listen on {address}: {cause}; name a free address of this machine"
	)]
	Http {
		/// The configured address.
		address: SocketAddr,
		/// The system's error.
		cause: std::io::Error,
	},
	/// The recorder of metrics cannot be installed.
	#[error("metrics: {0}")]
	Metrics(#[from] metrics_exporter_prometheus::BuildError),
	/// A task exited while the gateway was running.
	#[error("task `{task}` exited unexpectedly: {cause}")]
	Ended {
		/// The task's name.
		task: &'static str,
		/// The error with which the task ended, or a text that says that it gave no reason.
		cause: String,
	},
	/// The gateway did not stop in time.
	#[error("the gateway did not stop within {} seconds and was cut off; no acknowledged reading is lost", STOP.as_secs())]
	Stuck,
}

/// The addresses that a gateway listens on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Addresses {
	/// The HTTP interface.
	pub http: SocketAddr,
	/// The embedded broker, if it is in use.
	pub mqtt: Option<SocketAddr>,
	/// The embedded broker's TLS listener, if it is configured.
	pub mqtts: Option<SocketAddr>,
}

type Tasks = JoinSet<(&'static str, Result<(), String>)>;

/// A running gateway. Dropping it cuts its tasks off; acknowledged readings stay on disk.
pub struct Gateway {
	addresses: Addresses,
	/// Stops all tasks but the broker.
	work: Stopper,
	broker: Stopper,
	tasks: Tasks,
	broker_tasks: Tasks,
}

impl Gateway {
	/// Opens the store and the listeners, and starts all tasks. `steps` is notified of every step of a
	/// reading.
	///
	/// The first start waits until a node answers; later ones read the genesis hash from the store.
	pub async fn bind(config: Config, steps: Arc<dyn Steps>) -> Result<Self, GatewayError> {
		let recorder = metrics::install()?;
		let refused = |error: ConfigError| ConfigErrors(vec![error]);
		let signer = config.signer().map_err(refused)?;
		let commanding = config.commanding().map_err(refused)?;
		let path = config.store.path.clone();
		let rpc = client::Rpc::new(client::Endpoints::new(config.chain.endpoints.clone()))?;
		let genesis = match Store::genesis_at(&path) {
			Some(genesis) => genesis,
			None => first_genesis(&rpc).await,
		};
		let endpoints =
			client::Endpoints::new(config.chain.endpoints.clone()).with_genesis(genesis);
		let nodes = client::Rpc::new(endpoints)?;
		let chain = client::Chain::new(nodes.clone());
		if config.chain.time_lapse {
			follow_clock(&chain).await?;
		}
		let options = StoreOptions {
			genesis,
			account: signer.account().0,
			min_free: config.store.free_floor_bytes,
			..StoreOptions::default()
		};
		let store = Arc::new(open(path, options).await?);
		let chain = Arc::new(LiveChain::new(chain, signer));

		let (work, working) = stop();
		let (broker, brokering) = stop();
		let (mut tasks, mut broker_tasks) = (Tasks::new(), Tasks::new());

		let (to_ingest, from_broker) = mpsc::channel(config.ingest.queue);
		let (to_commander, of_commands) = mpsc::channel(COMMAND_MESSAGES);
		let commands = CommandInlet(commanding.is_some().then_some(to_commander));
		let inlets = Inlets { readings: to_ingest, commands };
		let (to_broker, answers) = mpsc::channel(ANSWERS);
		let connected = Connected::default();
		let mut addresses = Addresses { http: config.http.listen, mqtt: None, mqtts: None };
		let (link, stopped) = (connected.clone(), working.clone());
		if let Some(url) = config.mqtt.connect.clone() {
			let password = config.password().map_err(refused)?.unwrap_or_default();
			let options = MqttOptions {
				url,
				client_id: config.mqtt.client_id.clone(),
				login: config.mqtt.user.clone().map(|user| (user, password)),
				ca: config.ca().map_err(refused)?,
			};
			tasks.spawn(async move {
				mqtt::run(options, inlets, answers, link, stopped).await;
				("mqtt-client", Ok(()))
			});
		} else {
			let embedded = Broker::bind(&config.mqtt, inlets).await?;
			addresses.mqtt = Some(embedded.address);
			addresses.mqtts = embedded.tls_address;
			let side = embedded.link();
			tasks.spawn(async move {
				side.run(answers, link, stopped).await;
				("broker-link", Ok(()))
			});
			let brokering = brokering.clone();
			broker_tasks.spawn(async move {
				("broker", embedded.run(brokering).await.map_err(|error| error.to_string()))
			});
		}

		let listener = TcpListener::bind(config.http.listen)
			.await
			.and_then(|listener| Ok((listener.local_addr()?, listener)))
			.map_err(|cause| GatewayError::Http { address: config.http.listen, cause })?;
		let (http_address, listener) = listener;
		addresses.http = http_address;

		let registry = Arc::new(Registry::new(store.clone(), chain.clone(), Default::default()));
		let keeper = Keeper::new(store.clone(), chain.clone(), Default::default());
		let asked = chain.clone();
		let submitter =
			Submitter::new(store.clone(), chain.clone(), steps.clone(), submit_settings(&config));
		if let Some(commanding) = commanding {
			let (registry, view) = (registry.clone(), submitter.view());
			let settings = CommandSettings::default();
			let commander = Commander::new(chain, registry, view, genesis, commanding, settings);
			let (to_broker, stopped) = (to_broker.clone(), working.clone());
			tasks.spawn(async move {
				commander.run(of_commands, to_broker, stopped).await;
				("commands", Ok(()))
			});
		}
		let clock = Clock::new(
			submitter.view(),
			last_arrival(&store).await,
			Duration::from_secs(config.chain.clock_tolerance_seconds),
		);
		let ingest =
			Ingest::new(store.clone(), registry.clone(), steps.clone(), ingest_settings(&config))
				.with_clock(clock.clone());
		let (pruned, view) = (prune_settings(&config), submitter.view());
		let pruner = Pruner::new(store.clone(), steps.clone(), pruned, view, clock.clone());
		let sealer = Sealer::new(store.clone(), steps, sealing_settings(&config), submitter.view())
			.with_bell(submitter.bell());
		let health = Health::new(
			store.clone(),
			connected.clone(),
			submitter.view(),
			submitter.obstacle(),
			clock,
			health_settings(&config),
		);
		let health = Arc::new(health.with_nodes(nodes.clone()));
		let gauges = health.clone();
		let (placed, stopped) = (store.clone(), working.clone());
		tasks.spawn(async move {
			place::watch(placed, stopped).await;
			("store-place", Ok(()))
		});
		let limits = Limits {
			concurrent: config.http.max_concurrent,
			timeout: Duration::from_secs(config.http.timeout_seconds),
		};
		let completer = Arc::new(Completer::new(asked, limits));
		let api = Api {
			archive: store,
			complete: Arc::new(move |proof| {
				let completer = completer.clone();
				Box::pin(async move { completer.complete(proof).await })
			}),
			readiness: Arc::new(move || health.reasons()),
			metrics: Arc::new(move || {
				gauges.publish();
				metrics::render(&recorder)
			}),
		};

		let mut stopped = working.clone();
		tasks.spawn(async move {
			tokio::select! {
				() = stopped.stopped() => {},
				() = nodes.watch(SURVEY) => {},
			}
			("nodes", Ok(()))
		});
		let (view, stopped) = (submitter.view(), working.clone());
		tasks.spawn(async move {
			registry.follow(view, stopped).await;
			("device-facts", Ok(()))
		});
		let (announce, stopped) = (to_broker.clone(), working.clone());
		// It ends with the broker's link, so that the last messages are answered.
		let last = brokering.clone();
		let mut view = submitter.view();
		tasks.spawn(async move {
			let _ = timeout(FIRST_LOOK, view.wait_for(|view| view.reachable)).await;
			ingest.run(from_broker, to_broker, last).await;
			("ingest", Ok(()))
		});
		tasks.spawn(async move {
			submitter.run(announce, stopped).await;
			("submitter", Ok(()))
		});
		let stopped = working.clone();
		tasks.spawn(async move {
			sealer.run(stopped).await;
			("sealer", Ok(()))
		});
		let stopped = working.clone();
		tasks.spawn(async move {
			keeper.run(stopped).await;
			("key-proofs", Ok(()))
		});
		let stopped = working.clone();
		tasks.spawn(async move {
			pruner.run(stopped).await;
			("pruner", Ok(()))
		});
		tasks.spawn(async move {
			http::serve(listener, http::router(api, limits), working).await;
			("http", Ok(()))
		});
		Ok(Self { addresses, work, broker, tasks, broker_tasks })
	}

	/// The addresses that it listens on.
	pub fn addresses(&self) -> Addresses {
		self.addresses
	}

	/// Waits until a task exits unexpectedly. Safe to cancel.
	pub async fn join(&mut self) -> GatewayError {
		let ended = tokio::select! {
			Some(ended) = self.tasks.join_next() => ended,
			Some(ended) = self.broker_tasks.join_next() => ended,
			else => return GatewayError::Ended { task: "gateway", cause: "no task is left".into() },
		};
		match ended {
			Ok((task, ended)) => GatewayError::Ended {
				task,
				cause: ended.err().unwrap_or_else(|| "it reported no error".into()),
			},
			Err(error) => GatewayError::Ended { task: "unnamed", cause: error.to_string() },
		}
	}

	/// Accepts nothing more, answers what was accepted, and stops.
	pub async fn shutdown(mut self) -> Result<(), GatewayError> {
		let orderly = async {
			self.work.stop();
			drain(&mut self.tasks).await?;
			self.broker.stop();
			drain(&mut self.broker_tasks).await
		};
		timeout(STOP, orderly).await.unwrap_or(Err(GatewayError::Stuck))
	}
}

async fn drain(tasks: &mut Tasks) -> Result<(), GatewayError> {
	while let Some(ended) = tasks.join_next().await {
		let (task, ended) = ended
			.map_err(|error| GatewayError::Ended { task: "unnamed", cause: error.to_string() })?;
		ended.map_err(|cause| GatewayError::Ended { task, cause })?;
		tracing::debug!(task, "task stopped");
	}
	Ok(())
}

async fn first_genesis(rpc: &client::Rpc) -> Hash {
	loop {
		match rpc.genesis().await {
			Ok(genesis) => return genesis,
			Err(error) => {
				tracing::warn!(%error, "no node answers; the first start waits for one, to read the chain's genesis hash");
				tokio::time::sleep(PAUSE).await;
			},
		}
	}
}

/// Sets the gateway's clock to that of a development chain, so that the store is as old as the chain says.
async fn follow_clock(chain: &client::Chain) -> Result<(), GatewayError> {
	let kind: serde_json::Value =
		chain.rpc().request("system_chainType", client::rpc_params![]).await?;
	if kind != "Development" {
		return Err(GatewayError::TimeLapse(kind.to_string()));
	}
	tracing::warn!(
		"time-lapse: the gateway takes the time from the chain's newest block, not from this machine's clock"
	);
	let best = chain.best().await.map_err(GatewayError::Clock)?;
	// The first block has no clock.
	if best.number > 0 {
		clock::lapse(chain.time_of(&best.hash).await.map_err(GatewayError::Clock)?);
	}
	Ok(())
}

async fn open(path: PathBuf, options: StoreOptions) -> Result<Store, GatewayError> {
	match tokio::task::spawn_blocking(move || Store::open(path, options)).await {
		Ok(store) => Ok(store?),
		Err(error) => Err(GatewayError::Ended { task: "store", cause: error.to_string() }),
	}
}

async fn last_arrival(store: &Arc<Store>) -> u64 {
	on_disk(store, Store::last_arrival).await.ok().flatten().unwrap_or_default()
}

fn ingest_settings(config: &Config) -> IngestSettings {
	IngestSettings {
		group: config.ingest.group,
		max_ahead: Duration::from_secs(config.ingest.max_ahead_seconds),
		max_message: config.mqtt.max_message_bytes,
		..IngestSettings::default()
	}
}

fn sealing_settings(config: &Config) -> SealingSettings {
	SealingSettings {
		interval: Duration::from_secs(config.batch.interval_seconds),
		max_readings: config.batch.max_readings,
		max_segments: config.batch.max_segments,
		max_in_flight: config.batch.max_in_flight,
		..SealingSettings::default()
	}
}

fn submit_settings(config: &Config) -> SubmitSettings {
	// A block has room for 512 statements, and the pool for thousands of transactions.
	SubmitSettings {
		window: config.batch.max_in_flight.into(),
		time_lapse: config.chain.time_lapse,
		..SubmitSettings::default()
	}
}

fn prune_settings(config: &Config) -> PruneSettings {
	let days = config.store.retention_days;
	let keep = (days > 0).then(|| Duration::from_secs(u64::from(days) * DAY));
	PruneSettings { keep, ..PruneSettings::default() }
}

fn health_settings(config: &Config) -> HealthSettings {
	let default = HealthSettings::default();
	let interval = Duration::from_secs(config.batch.interval_seconds);
	HealthSettings {
		finality: default.finality.max(interval.saturating_mul(6)),
		// While little quota is left, batches come at eight times the interval.
		waiting: default.waiting.max(interval.saturating_mul(16)),
		..default
	}
}
