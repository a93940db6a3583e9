//! The gateway's parts, put together.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use tallystick_client as client;
use tallystick_evidence::Hash;
use tokio::{net::TcpListener, sync::mpsc, sync::watch, task::JoinSet, time::timeout};

use crate::{
	broker::{Broker, BrokerError},
	chain::LiveChain,
	config::{Config, Refused},
	health::{Health, Trouble},
	http::{self, Api, Limits, NotReady},
	ingest::{Ingest, IngestSettings},
	link::Connected,
	metrics,
	mqtt::{self, MqttOptions},
	prune::{PruneSettings, Pruner},
	registry::Registry,
	sealing::{Sealer, SealingSettings},
	section::Wrong,
	steps::Steps,
	stop::{stop, Stopper},
	store::{OpenError, Store, StoreOptions},
	submit::Submitter,
};

/// Answers that wait for the broker.
const ANSWERS: usize = 1_024;
/// With finality so many blocks behind, the gateway is not ready.
const MAX_LAG: u32 = 64;
/// How long a stop may take.
const STOP: Duration = Duration::from_secs(30);
/// How long devices wait for the first look at the chain. It tells whether the store is an old copy.
const FIRST_LOOK: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_secs(2);
const DAY: u64 = 86_400;

/// Why the gateway does not run.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
	/// The configuration is not good.
	#[error(transparent)]
	Config(#[from] Refused),
	/// No node can be asked.
	#[error("the chain: {0}")]
	Chain(#[from] client::RpcError),
	/// The database does not open.
	#[error(transparent)]
	Store(#[from] OpenError),
	/// The broker does not start.
	#[error(transparent)]
	Broker(#[from] BrokerError),
	/// The HTTP address is taken.
	#[error("http.listen {address}: {cause}")]
	Http {
		/// The address.
		address: SocketAddr,
		/// Why not.
		cause: std::io::Error,
	},
	/// Figures cannot be taken.
	#[error("metrics: {0}")]
	Metrics(#[from] metrics_exporter_prometheus::BuildError),
	/// A part of the gateway ended by itself.
	#[error("{part} ended by itself: {cause}")]
	Ended {
		/// Which.
		part: &'static str,
		/// Why.
		cause: String,
	},
	/// It did not stop in time.
	#[error("the gateway did not stop in time; nothing that was acknowledged is lost")]
	Stuck,
}

/// Where a gateway listens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Addresses {
	/// HTTP.
	pub http: SocketAddr,
	/// The embedded broker, if there is one.
	pub mqtt: Option<SocketAddr>,
	/// The embedded broker's TLS, if there is one.
	pub mqtts: Option<SocketAddr>,
}

type Parts = JoinSet<(&'static str, Result<(), String>)>;

/// A running gateway. When it is dropped it is cut off; whatever was acknowledged stays.
pub struct Gateway {
	addresses: Addresses,
	/// Dropped, it ends everything but the broker.
	work: Stopper,
	broker: Stopper,
	parts: Parts,
	broker_parts: Parts,
}

impl Gateway {
	/// Opens everything, and begins to work. `steps` is told of every step of a reading.
	///
	/// The first start waits until a node answers; later the store says which chain it is.
	pub async fn bind(config: Config, steps: Arc<dyn Steps>) -> Result<Self, GatewayError> {
		let figures = metrics::install()?;
		let refused = |wrong: Wrong| Refused(vec![wrong]);
		let signer = config.signer().map_err(refused)?;
		let path = config.store.path.clone();
		let rpc = client::Rpc::new(client::Endpoints::new(config.chain.endpoints.clone()))?;
		let genesis = match Store::genesis_at(&path) {
			Some(genesis) => genesis,
			None => first_genesis(&rpc).await,
		};
		let endpoints =
			client::Endpoints::new(config.chain.endpoints.clone()).with_genesis(genesis);
		let chain = client::Chain::new(client::Rpc::new(endpoints)?);
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
		let (mut parts, mut broker_parts) = (Parts::new(), Parts::new());

		let (to_ingest, from_broker) = mpsc::channel(config.ingest.queue);
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
			parts.spawn(async move {
				mqtt::run(options, to_ingest, answers, link, stopped).await;
				("the client of the broker", Ok(()))
			});
		} else {
			let embedded = Broker::bind(&config.mqtt, to_ingest).await?;
			addresses.mqtt = Some(embedded.address);
			addresses.mqtts = embedded.tls_address;
			let side = embedded.link();
			parts.spawn(async move {
				side.run(answers, link, stopped).await;
				("the link to the broker", Ok(()))
			});
			let brokering = brokering.clone();
			broker_parts.spawn(async move {
				("the broker", embedded.run(brokering).await.map_err(|error| error.to_string()))
			});
		}

		let listener = TcpListener::bind(config.http.listen)
			.await
			.and_then(|listener| Ok((listener.local_addr()?, listener)))
			.map_err(|cause| GatewayError::Http { address: config.http.listen, cause })?;
		let (http_address, listener) = listener;
		addresses.http = http_address;

		let registry = Arc::new(Registry::new(store.clone(), chain.clone(), Default::default()));
		let ingest =
			Ingest::new(store.clone(), registry.clone(), steps.clone(), ingest_settings(&config));
		let pruner = Pruner::new(store.clone(), steps.clone(), prune_settings(&config));
		let submitter = Submitter::new(store.clone(), chain, steps.clone(), Default::default());
		let health = submitter.health();
		let sealer = Sealer::new(store.clone(), steps, sealing_settings(&config), health);
		let api = Api {
			archive: store.clone(),
			readiness: Arc::new(readiness(store, connected.clone(), submitter.health())),
			metrics: Arc::new(move || metrics::render(&figures)),
		};
		let limits = Limits {
			concurrent: config.http.max_concurrent,
			timeout: Duration::from_secs(config.http.timeout_seconds),
		};

		let (health, stopped) = (submitter.health(), working.clone());
		parts.spawn(async move {
			registry.follow(health, stopped).await;
			("what is known of devices", Ok(()))
		});
		let (announce, stopped) = (to_broker.clone(), working.clone());
		// It ends when the way from the broker does, and finishes what it has until then.
		let last = brokering.clone();
		let mut health = submitter.health();
		parts.spawn(async move {
			let _ = timeout(FIRST_LOOK, health.wait_for(|health| health.reachable)).await;
			ingest.run(from_broker, to_broker, last).await;
			("the taking of messages", Ok(()))
		});
		parts.spawn(async move {
			submitter.run(announce, stopped).await;
			("the way to the chain", Ok(()))
		});
		let stopped = working.clone();
		parts.spawn(async move {
			sealer.run(stopped).await;
			("the sealing of batches", Ok(()))
		});
		let stopped = working.clone();
		parts.spawn(async move {
			pruner.run(stopped).await;
			("the pruning", Ok(()))
		});
		parts.spawn(async move {
			http::serve(listener, http::router(api, limits), working).await;
			("the HTTP server", Ok(()))
		});
		Ok(Self { addresses, work, broker, parts, broker_parts })
	}

	/// Where it listens.
	pub fn addresses(&self) -> Addresses {
		self.addresses
	}

	/// Waits until a part of it ends by itself, which is an error. It may be given up at any time.
	pub async fn join(&mut self) -> GatewayError {
		let ended = tokio::select! {
			Some(ended) = self.parts.join_next() => ended,
			Some(ended) = self.broker_parts.join_next() => ended,
			else => return GatewayError::Ended { part: "the gateway", cause: "nothing is left".into() },
		};
		match ended {
			Ok((part, ended)) => GatewayError::Ended {
				part,
				cause: ended.err().unwrap_or_else(|| "no reason given".into()),
			},
			Err(error) => GatewayError::Ended { part: "a part", cause: error.to_string() },
		}
	}

	/// Takes nothing more, finishes what was taken, answers it, and ends.
	pub async fn shutdown(mut self) -> Result<(), GatewayError> {
		let orderly = async {
			self.work.stop();
			drain(&mut self.parts).await?;
			self.broker.stop();
			drain(&mut self.broker_parts).await
		};
		timeout(STOP, orderly).await.unwrap_or(Err(GatewayError::Stuck))
	}
}

async fn drain(parts: &mut Parts) -> Result<(), GatewayError> {
	while let Some(ended) = parts.join_next().await {
		let (part, ended) = ended
			.map_err(|error| GatewayError::Ended { part: "a part", cause: error.to_string() })?;
		ended.map_err(|cause| GatewayError::Ended { part, cause })?;
		tracing::debug!(part, "ended");
	}
	Ok(())
}

async fn first_genesis(rpc: &client::Rpc) -> Hash {
	loop {
		match rpc.genesis().await {
			Ok(genesis) => return genesis,
			Err(error) => {
				tracing::warn!(%error, "the first start needs a node, to learn which chain it is");
				tokio::time::sleep(PAUSE).await;
			},
		}
	}
}

async fn open(path: PathBuf, options: StoreOptions) -> Result<Store, GatewayError> {
	match tokio::task::spawn_blocking(move || Store::open(path, options)).await {
		Ok(store) => Ok(store?),
		Err(error) => Err(GatewayError::Ended { part: "the store", cause: error.to_string() }),
	}
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

fn prune_settings(config: &Config) -> PruneSettings {
	let days = config.store.retention_days;
	let keep = (days > 0).then(|| Duration::from_secs(u64::from(days) * DAY));
	PruneSettings { keep, ..PruneSettings::default() }
}

fn readiness(
	store: Arc<Store>,
	connected: Connected,
	health: watch::Receiver<Health>,
) -> impl Fn() -> Vec<NotReady> + Send + Sync {
	move || {
		let mut reasons = Vec::new();
		if !store.has_space() {
			reasons.push(NotReady::Store);
		}
		if !connected.now() {
			reasons.push(NotReady::Broker);
		}
		let health = health.borrow();
		if !health.reachable || health.best.saturating_sub(health.finalized) > MAX_LAG {
			reasons.push(NotReady::Chain);
		}
		reasons.extend(health.trouble.as_ref().map(|trouble| match trouble {
			Trouble::Diverged(_) => NotReady::Diverged,
			Trouble::Convicted => NotReady::Convicted,
			Trouble::Suspended => NotReady::Suspended,
			Trouble::Quota => NotReady::Quota,
			Trouble::Refused(_) => NotReady::Refused,
		}));
		reasons
	}
}
