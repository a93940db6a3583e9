//! The gateway as a client of a broker.
//!
//! A message is acknowledged to the broker once the gateway's queue has it. Brokers differ in how many
//! unacknowledged messages they send: some send their whole backlog. Messages beyond the room here are
//! dropped, which loses nothing: a device that gets no answer sends its message again.

use std::{
	hash::{BuildHasher, RandomState},
	sync::Arc,
	time::Duration,
};

use futures::{stream::FuturesUnordered, StreamExt};
use mqtt5::{
	AckToken, ConnectOptions, ConnectionEvent, MqttClient, MqttError, PublishResult, QoS,
	SubscribeOptions,
};
use tallystick_wire::Topic;
use tokio::{
	sync::{mpsc, OwnedSemaphorePermit, Semaphore},
	task::JoinHandle,
	time::timeout_at,
};

use crate::{
	clock::utc,
	link::{Connected, Inbound, Inlets, Outbound},
	stop::Stop,
};

/// Most messages that wait for the gateway's queue: as many as MQTT has packet ids for.
const WAITING: u16 = u16::MAX;
/// Most bytes of these messages.
const WAITING_BYTES: usize = 64 * 1024 * 1024;
/// Most answers that are being sent at once.
const ANSWERS: usize = 32;
const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// The time for which the broker keeps messages while the gateway is away, in seconds.
const SESSION_EXPIRY: u32 = 3_600;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// The external broker, and the login there.
#[derive(Clone, Debug)]
pub struct MqttOptions {
	/// `mqtt://HOST:PORT` or `mqtts://HOST:PORT`.
	pub url: String,
	/// The client id. It names the session, so it must not change.
	pub client_id: String,
	/// The user name and the password.
	pub login: Option<(String, String)>,
	/// The certificate authorities that may sign the broker's certificate, PEM. `None` stands for those
	/// that browsers trust.
	pub ca: Option<Vec<u8>>,
}

/// Checks that the PEM file holds a certificate.
pub(crate) fn check_ca(pem: &[u8]) -> Result<(), String> {
	let nowhere = ([0, 0, 0, 0], 0).into();
	let mut tls = mqtt5::transport::tls::TlsConfig::new(nowhere, "");
	tls.load_ca_cert_pem_bytes(pem).map_err(|_| "it holds no certificate (PEM)".into())
}

/// Receives the messages of devices, and publishes answers. If the connection is lost, it reconnects
/// until it succeeds, and drops the answers meanwhile; the devices send their messages again.
///
/// After the stop signal it receives nothing more, and ends when all senders of `outbound` are gone.
pub async fn run(
	options: MqttOptions,
	inbound: impl Into<Inlets>,
	mut outbound: mpsc::Receiver<Outbound>,
	connected: Connected,
	mut stop: Stop,
) {
	let mut inbound = Some(inbound.into());
	let mut pause = FIRST_PAUSE;
	while let Some(sender) = inbound.clone() {
		match Connection::open(&options, sender, stop.clone()).await {
			Ok(mut connection) => {
				tracing::info!(url = options.url, "connected to the broker");
				metrics::counter!("tallystick_gateway_mqtt_connections_total").increment(1);
				connected.set(true);
				pause = FIRST_PAUSE;
				let end = connection.serve(&mut outbound, &mut inbound, &mut stop).await;
				connected.set(false);
				connection.close().await;
				match end {
					End::Lost => tracing::warn!(
						"the connection to the broker is lost; the gateway reconnects"
					),
					End::Done => return,
				}
			},
			Err(error) => {
				tracing::warn!(url = options.url, %error, "the broker is unreachable; the gateway tries again")
			},
		}
		let wait = tokio::time::sleep(jittered(pause));
		tokio::pin!(wait);
		loop {
			tokio::select! {
				() = stop.stopped(), if inbound.is_some() => inbound = None,
				() = &mut wait, if inbound.is_some() => break,
				answer = outbound.recv() => match answer {
					Some(_) => drop_answer(),
					None => return,
				},
			}
		}
		pause = (pause * 2).min(LONGEST_PAUSE);
	}
}

enum End {
	Lost,
	Done,
}

struct Connection {
	client: MqttClient,
	lost: Stop,
	hand: JoinHandle<()>,
}

impl Connection {
	async fn open(
		options: &MqttOptions,
		Inlets { readings, commands }: Inlets,
		stop: Stop,
	) -> Result<Self, MqttError> {
		let mut connect = ConnectOptions::new(options.client_id.clone())
			.with_clean_start(false)
			.with_resume_existing_session(true)
			.with_session_expiry_interval(SESSION_EXPIRY)
			.with_receive_maximum(WAITING)
			.with_deferred_ack(true)
			.with_keep_alive(KEEP_ALIVE)
			.with_automatic_reconnect(false);
		if let Some((user, password)) = &options.login {
			connect = connect.with_credentials(user.clone(), password);
		}
		let client = MqttClient::with_options(connect);
		client.set_queue_on_disconnect(false).await;
		if let Some(ca) = &options.ca {
			// The client ignores a damaged file, and would trust any authority.
			check_ca(ca).map_err(MqttError::Configuration)?;
			client.set_tls_config(None, None, Some(ca.clone())).await;
		}

		let (loss, lost) = crate::stop::stop();
		client
			.on_connection_event(move |event| {
				if matches!(event, ConnectionEvent::Disconnected { .. }) {
					loss.stop();
				}
			})
			.await?;

		let (queue, waiting) = mpsc::channel(WAITING.into());
		let room = Arc::new(Semaphore::new(WAITING_BYTES));
		let hand = tokio::spawn(hand_on(waiting, readings, stop));
		let is_commanding = commands.0.is_some();
		let take = move |message: mqtt5::packet::publish::PublishPacket, token: AckToken| {
			metrics::counter!("tallystick_gateway_mqtt_received_total").increment(1);
			let message = Inbound {
				topic: message.topic_name,
				payload: message.payload.to_vec(),
				received: utc(),
			};
			let Some(message) = commands.divert(message) else {
				token.ack();
				return;
			};
			let bytes = u32::try_from(message.payload.len()).unwrap_or(u32::MAX);
			let taken = room.clone().try_acquire_many_owned(bytes).ok();
			if taken.is_none_or(|room| queue.try_send((message, token, room)).is_err()) {
				metrics::counter!("tallystick_gateway_mqtt_overrun_total").increment(1);
			}
		};
		for filter in Topic::UP.into_iter().chain(Topic::UP_OF_COMMANDS) {
			// Before the connection: the broker sends its backlog at once. The session may have more subscriptions
			// than are made now.
			client.register_ack_callback(filter, take.clone()).await?;
		}
		let open = async {
			client.connect(&options.url).await?;
			// What devices say about commands they say again: an old message is of no use.
			let of_commands = Topic::UP_OF_COMMANDS.map(|filter| (filter, QoS::AtMostOnce));
			let of_commands = of_commands.into_iter().filter(|_| is_commanding);
			let filters = Topic::UP.map(|filter| (filter, QoS::AtLeastOnce));
			for (filter, qos) in filters.into_iter().chain(of_commands) {
				let options = SubscribeOptions { qos, ..Default::default() };
				client.subscribe_with_ack(filter, options, take.clone()).await?;
			}
			Ok(())
		};
		match tokio::time::timeout(CONNECT_TIMEOUT, open).await {
			Ok(Ok(())) => Ok(Self { client, lost, hand }),
			Ok(Err(error)) => {
				hand.abort();
				let _ = client.disconnect_abnormally().await;
				Err(error)
			},
			Err(_) => {
				hand.abort();
				let _ = client.disconnect_abnormally().await;
				Err(MqttError::Timeout)
			},
		}
	}

	async fn serve(
		&mut self,
		outbound: &mut mpsc::Receiver<Outbound>,
		inbound: &mut Option<Inlets>,
		stop: &mut Stop,
	) -> End {
		let client = &self.client;
		let lost = &mut self.lost;
		let mut under_way = FuturesUnordered::new();
		loop {
			tokio::select! {
				() = lost.stopped() => {
					for _ in 0..under_way.len() {
						drop_answer();
					}
					return End::Lost;
				},
				() = stop.stopped(), if inbound.is_some() => *inbound = None,
				Some(()) = under_way.next() => {},
				answer = outbound.recv(), if under_way.len() < ANSWERS => match answer {
					Some(answer) if answer.is_late() => drop_answer(),
					Some(answer) => under_way.push(publish(client, answer)),
					None => {
						while under_way.next().await.is_some() {}
						return End::Done;
					},
				},
			}
		}
	}

	async fn close(self) {
		let _ = tokio::time::timeout(CONNECT_TIMEOUT, self.client.disconnect()).await;
		self.hand.abort();
	}
}

/// With QoS 0: a device that gets no answer sends its message again anyway.
async fn publish(client: &MqttClient, answer: Outbound) {
	let Outbound { topic, payload, until } = answer;
	let publish = client.publish_qos0(topic, payload);
	let published = match until {
		Some(until) => timeout_at(until, publish).await.ok(),
		None => Some(publish.await),
	};
	match published {
		Some(Ok(PublishResult::Sent(_))) => {
			metrics::counter!("tallystick_gateway_mqtt_published_total").increment(1)
		},
		_ => drop_answer(),
	}
}

/// Ends only with the connection: dropping a token acknowledges its message, but messages that the
/// gateway did not take must come again.
async fn hand_on(
	mut waiting: mpsc::Receiver<(Inbound, AckToken, OwnedSemaphorePermit)>,
	inbound: mpsc::Sender<Inbound>,
	mut stop: Stop,
) {
	let mut held = None;
	let _unsent = loop {
		tokio::select! {
			() = stop.stopped() => break held.take(),
			next = waiting.recv(), if held.is_none() => match next {
				Some(next) => held = Some(next),
				None => return,
			},
			place = inbound.reserve(), if held.is_some() => match (place, held.take()) {
				(Ok(place), Some((message, token, _))) => {
					place.send(message);
					token.ack();
				},
				(_, unsent) => break unsent,
			},
		}
	};
	drop(inbound);
	std::future::pending::<()>().await;
}

/// Counts a message to a device that is not published.
pub(crate) fn drop_answer() {
	metrics::counter!("tallystick_gateway_mqtt_dropped_total").increment(1);
}

/// A random time from half of `pause` to all of it, so that gateways do not reconnect at once.
fn jittered(pause: Duration) -> Duration {
	let random = RandomState::new().hash_one(0_u8) % 1_000;
	pause / 2 + (pause / 2_000) * u32::try_from(random).unwrap_or(0)
}
