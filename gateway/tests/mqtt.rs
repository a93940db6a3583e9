//! The embedded broker, and the gateway as a client of mosquitto if that is installed.

use std::{
	path::Path,
	process::{Child, Command, Stdio},
	sync::{Arc, Mutex, OnceLock},
	time::{Duration, Instant},
};

use mqtt5::{broker::PasswordAuthProvider, ConnectOptions, MqttClient};
use tallystick_gateway::{
	broker::Broker,
	config::Mqtt,
	link::{CommandInlet, Connected, Inbound, Inlets, Outbound},
	mqtt::{self, MqttOptions},
	stop::{stop, Stopper},
};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::{TcpSocket, TcpStream},
	sync::mpsc,
	task::JoinHandle,
	time::timeout,
};
use tracing_subscriber::fmt::MakeWriter;

const PATIENCE: Duration = Duration::from_secs(20);

/// A device, and its topics.
const AB: &str = "abababababababababababababababababababababababababababababababab";
const SENML: &str =
	"tallystick/abababababababababababababababababababababababababababababababab/senml";
const SEGMENT: &str =
	"tallystick/abababababababababababababababababababababababababababababababab/segment";
const ACK: &str = "tallystick/abababababababababababababababababababababababababababababababab/ack";
/// Another one.
const CD: &str = "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd";

struct Gateway {
	inbound: mpsc::Receiver<Inbound>,
	outbound: mpsc::Sender<Outbound>,
	connected: Connected,
	stopper: Stopper,
	task: JoinHandle<()>,
}

impl Gateway {
	/// A gateway with the embedded broker.
	async fn embedded(settings: &Mqtt, queue: usize) -> (Self, Running) {
		let (to_core, inbound) = mpsc::channel(queue);
		let (outbound, from_core) = mpsc::channel(16);
		let broker = Broker::bind(settings, to_core).await.unwrap();
		let url = format!("mqtt://{}", broker.address);
		let connected = Connected::default();
		let (stopper, stopped) = stop();
		let task = tokio::spawn(broker.link().run(from_core, connected.clone(), stopped));
		let gateway = Self { inbound, outbound, connected, stopper, task };
		let (_stopper, stop) = stop();
		tokio::spawn(async move { broker.run(stop).await.unwrap() });
		gateway.becomes(true).await;
		(gateway, Running { url, _stopper })
	}

	fn start(url: &str, queue: usize) -> Self {
		Self::start_with(url, None, queue)
	}

	fn start_with(url: &str, ca: Option<Vec<u8>>, queue: usize) -> Self {
		let (to_core, inbound) = mpsc::channel(queue);
		Self::start_into(url, ca, to_core, inbound)
	}

	fn start_into(
		url: &str,
		ca: Option<Vec<u8>>,
		to_core: impl Into<Inlets>,
		inbound: mpsc::Receiver<Inbound>,
	) -> Self {
		let client_id = "tallystick-gateway".into();
		let options = MqttOptions { url: url.into(), client_id, login: None, ca };
		let to_core = to_core.into();
		let (outbound, from_core) = mpsc::channel(16);
		let (stopper, stop) = stop();
		let connected = Connected::default();
		let task = tokio::spawn(mqtt::run(options, to_core, from_core, connected.clone(), stop));
		Self { inbound, outbound, connected, stopper, task }
	}

	async fn becomes(&self, connected: bool) {
		timeout(PATIENCE, async {
			while self.connected.now() != connected {
				tokio::time::sleep(Duration::from_millis(20)).await;
			}
		})
		.await
		.expect("it does in time");
	}

	async fn next(&mut self) -> Inbound {
		timeout(PATIENCE, self.inbound.recv()).await.expect("something comes").expect("open")
	}

	async fn answer(&self, payload: &[u8]) {
		let topic = ACK.into();
		self.outbound.send(Outbound { topic, payload: payload.into(), until: None }).await.unwrap();
	}
}

struct Running {
	url: String,
	_stopper: Stopper,
}

fn settings(listen: &str) -> Mqtt {
	Mqtt { listen: listen.parse().unwrap(), max_message_bytes: 1_024, ..Mqtt::default() }
}

async fn device(url: &str, id: &str) -> MqttClient {
	let client = MqttClient::with_options(ConnectOptions::new(id).with_automatic_reconnect(false));
	client.connect(url).await.unwrap();
	client
}

async fn answers(device: &MqttClient) -> mpsc::Receiver<Vec<u8>> {
	let (sender, receiver) = mpsc::channel(8);
	let take = move |message: mqtt5::Message| {
		sender.try_send(message.payload.to_vec()).unwrap();
	};
	device.subscribe(ACK, take).await.unwrap();
	receiver
}

#[tokio::test]
async fn passes_messages_and_answers_through_the_embedded_broker() {
	let (mut gateway, broker) = Gateway::embedded(&settings("127.0.0.1:0"), 8).await;

	let device = device(&broker.url, "device").await;
	let mut answers = answers(&device).await;
	device.publish_qos1(SENML, b"[]".to_vec()).await.unwrap();
	let message = gateway.next().await;
	assert_eq!(message.topic, SENML);
	assert_eq!(message.payload, b"[]");
	assert!(message.received > 1_600_000_000_000);

	gateway.answer(b"{}").await;
	assert_eq!(timeout(PATIENCE, answers.recv()).await.unwrap().unwrap(), b"{}");
}

#[tokio::test]
async fn refuses_what_only_the_gateway_publishes() {
	let (gateway, broker) = Gateway::embedded(&settings("127.0.0.1:0"), 8).await;

	let device = device(&broker.url, "device").await;
	for kind in ["ack", "grant", "beat", "command"] {
		let topic = format!("tallystick/{AB}/{kind}");
		assert!(device.publish_qos1(topic.as_str(), b"{}".to_vec()).await.is_err(), "{kind}");
		device.subscribe(topic, |_| {}).await.unwrap();
	}
	for filter in ["tallystick/+/segment", "#", SENML] {
		assert!(device.subscribe(filter, |_| {}).await.is_err(), "{filter}");
	}
	assert!(gateway.connected.now());
}

#[tokio::test]
async fn drops_what_is_about_commands_while_the_gateway_commands_nothing() {
	let figures = tallystick_gateway::metrics::install().unwrap();
	let (mut gateway, broker) = Gateway::embedded(&settings("127.0.0.1:0"), 8).await;
	let device = device(&broker.url, "device").await;
	for kind in ["done", "nonce"] {
		device.publish_qos1(format!("tallystick/{AB}/{kind}"), vec![0]).await.unwrap();
	}
	device.publish_qos1(SENML, b"[]".to_vec()).await.unwrap();
	assert_eq!(gateway.next().await.topic, SENML);
	let counted = "tallystick_gateway_command_messages_dropped_total{reason=\"off\"}";
	assert!(figures.render().contains(counted));
}

#[tokio::test]
async fn refuses_a_message_that_is_too_large_and_serves_others() {
	let (mut gateway, broker) = Gateway::embedded(&settings("127.0.0.1:0"), 8).await;

	let giant = device(&broker.url, "giant").await;
	assert!(giant.publish_qos1(SENML, vec![0; 64 * 1024]).await.is_err());
	// Somewhat too large: it passes the broker, so that the gateway can answer.
	let large = device(&broker.url, "large").await;
	for size in [1_025, 1_024] {
		large.publish_qos1(SENML, vec![0; size]).await.unwrap();
		assert_eq!(gateway.next().await.payload.len(), size);
	}
}

#[tokio::test]
async fn loses_nothing_while_the_gateway_is_slow() {
	const MESSAGES: u16 = 600;
	let (mut gateway, broker) = Gateway::embedded(&settings("127.0.0.1:0"), 1).await;

	let device = device(&broker.url, "device").await;
	let sent = tokio::spawn(async move {
		for number in 0..MESSAGES {
			let payload = number.to_be_bytes().to_vec();
			device.publish_qos1(SENML, payload).await.unwrap();
		}
		device
	});
	tokio::time::sleep(Duration::from_secs(2)).await;
	for number in 0..MESSAGES {
		assert_eq!(gateway.next().await.payload, number.to_be_bytes());
	}
	sent.await.unwrap();
}

#[tokio::test]
async fn serves_others_while_one_device_reads_no_answers() {
	// This is far more than sockets buffer.
	const MANY: usize = 4_000;
	const LARGE: usize = 60_000;
	let (mut gateway, broker) = Gateway::embedded(&settings("127.0.0.1:0"), 8).await;
	// It connects, subscribes, and reads nothing.
	let mut idle = TcpStream::connect(&broker.url["mqtt://".len()..]).await.unwrap();
	idle.write_all(b"\x10\x11\0\x04MQTT\x05\x02\0\0\0\0\x04deaf").await.unwrap();
	idle.write_all(b"\x82\x55\0\x01\0\0\x4f").await.unwrap();
	idle.write_all(format!("tallystick/{CD}/ack\x01").as_bytes()).await.unwrap();
	let subscribed = async {
		// Two packets, of less than 128 bytes each: that it is connected, that it is subscribed.
		for kind in [0x20, 0x90] {
			let mut head = [0; 2];
			idle.read_exact(&mut head).await.unwrap();
			assert_eq!(head[0], kind);
			idle.read_exact(&mut vec![0; head[1].into()]).await.unwrap();
		}
	};
	timeout(PATIENCE, subscribed).await.expect("it is subscribed");
	let outbound = gateway.outbound.clone();
	let much = async move {
		for _ in 0..MANY {
			let (topic, payload) = (format!("tallystick/{CD}/ack"), vec![0; LARGE]);
			outbound.send(Outbound { topic, payload, until: None }).await.unwrap();
		}
	};
	timeout(PATIENCE, much).await.expect("what it does not take is dropped soon");
	let device = device(&broker.url, "device").await;
	let mut answers = answers(&device).await;
	device.publish_qos1(SENML, b"[]".to_vec()).await.unwrap();
	assert_eq!(gateway.next().await.payload, b"[]");
	gateway.answer(b"{}").await;
	assert_eq!(timeout(PATIENCE, answers.recv()).await.unwrap().unwrap(), b"{}");
}

#[tokio::test]
async fn what_is_late_is_not_published() {
	let (gateway, broker) = Gateway::embedded(&settings("127.0.0.1:0"), 8).await;
	let device = device(&broker.url, "device").await;
	let mut answers = answers(&device).await;
	let now = tokio::time::Instant::now();
	for (payload, until) in [(b"1", now), (b"2", now + PATIENCE)] {
		let (topic, payload, until) = (ACK.into(), payload.to_vec(), Some(until));
		gateway.outbound.send(Outbound { topic, payload, until }).await.unwrap();
	}
	assert_eq!(timeout(PATIENCE, answers.recv()).await.unwrap().unwrap(), b"2");
}

#[tokio::test]
async fn publishes_the_last_answers_before_it_stops() {
	let (mut gateway, broker) = Gateway::embedded(&settings("127.0.0.1:0"), 8).await;
	let device = device(&broker.url, "device").await;
	let mut answers = answers(&device).await;

	gateway.stopper.stop();
	assert!(timeout(PATIENCE, gateway.inbound.recv()).await.unwrap().is_none());
	gateway.answer(b"1").await;
	gateway.answer(b"2").await;
	drop(gateway.outbound);
	timeout(PATIENCE, gateway.task).await.unwrap().unwrap();
	for payload in [b"1", b"2"] {
		assert_eq!(timeout(PATIENCE, answers.recv()).await.unwrap().unwrap(), payload);
	}
}

/// Two devices with the passwords `secret-ab` and `secret-cd`, each with its own topics.
fn with_users(folder: &Path) -> Mqtt {
	let (users, acl) = (folder.join("users"), folder.join("acl"));
	let line = |user: &str, password: &str| {
		format!("{user}:{}\n", PasswordAuthProvider::hash_password(password).unwrap())
	};
	std::fs::write(&users, line(AB, "secret-ab") + &line(CD, "secret-cd")).unwrap();
	std::fs::write(&acl, "user * topic tallystick/%u/+ permission readwrite\n").unwrap();
	Mqtt { users_file: Some(users), acl_file: Some(acl), ..settings("127.0.0.1:0") }
}

fn login(id: &str, user: &str, password: &str) -> ConnectOptions {
	ConnectOptions::new(id).with_automatic_reconnect(false).with_credentials(user, password)
}

#[tokio::test]
async fn admits_users_with_their_password_to_their_own_topics() {
	let folder = tempfile::tempdir().unwrap();
	let (mut gateway, broker) = Gateway::embedded(&with_users(folder.path()), 8).await;

	let anonymous = ConnectOptions::new(AB).with_automatic_reconnect(false);
	for options in [anonymous, login(AB, AB, "guess"), login("gh", "gh", "guess")] {
		assert!(MqttClient::with_options(options).connect(&broker.url).await.is_err());
	}
	let device = MqttClient::with_options(login(AB, AB, "secret-ab"));
	device.connect(&broker.url).await.unwrap();
	let of_another = format!("tallystick/{CD}/senml");
	assert!(device.publish_qos1(of_another, b"[]".to_vec()).await.is_err());
	assert!(device.publish_qos1(ACK, b"{}".to_vec()).await.is_err());
	assert!(device.subscribe(format!("tallystick/{CD}/ack"), |_| {}).await.is_err());
	assert!(device.subscribe("tallystick/+/ack", |_| {}).await.is_err());
	let mut answers = answers(&device).await;
	device.publish_qos1(SENML, b"[]".to_vec()).await.unwrap();
	assert_eq!(gateway.next().await.topic, SENML);
	gateway.answer(b"{}").await;
	assert_eq!(timeout(PATIENCE, answers.recv()).await.unwrap().unwrap(), b"{}");
}

#[tokio::test]
async fn shows_all_answers_to_those_who_are_permitted_by_name() {
	let folder = tempfile::tempdir().unwrap();
	let settings = with_users(folder.path());
	let rule = format!("user {CD} topic tallystick/+/ack permission read\n");
	std::fs::write(settings.acl_file.as_ref().unwrap(), rule).unwrap();
	let (gateway, broker) = Gateway::embedded(&settings, 8).await;

	let watcher = MqttClient::with_options(login(CD, CD, "secret-cd"));
	watcher.connect(&broker.url).await.unwrap();
	for filter in ["#", "tallystick/+/+", "tallystick/#", "tallystick/+/senml"] {
		assert!(watcher.subscribe(filter, |_| {}).await.is_err(), "{filter}");
	}
	let (sender, mut seen) = mpsc::channel(8);
	let take = move |message: mqtt5::Message| sender.try_send(message.topic).unwrap();
	watcher.subscribe("tallystick/+/ack", take).await.unwrap();
	gateway.answer(b"{}").await;
	assert_eq!(timeout(PATIENCE, seen.recv()).await.unwrap().unwrap(), ACK);
}

#[tokio::test]
async fn passes_nothing_on_between_clients() {
	let (mut gateway, broker) = Gateway::embedded(&settings("127.0.0.1:0"), 8).await;

	let device = device(&broker.url, "device").await;
	let (plus, upper) = (format!("tallystick/{AB}/+"), AB.to_uppercase());
	for filter in ["a", "a/+", "+/a", "#", "tallystick/+/ack", &plus, "$share/g/a", "$SYS/#"] {
		assert!(device.subscribe(filter, |_| {}).await.is_err(), "{filter}");
	}
	for topic in [
		"a".into(),
		"a/senml".into(),
		"tallystick".into(),
		format!("tallystick/{AB}/other"),
		format!("tallystick/{AB}/senml/"),
		format!("tallystick/{upper}/senml"),
		format!("tallystick/0x{AB}/senml"),
		format!("tallystick/{}/senml", &AB[1..]),
	] {
		let published = device.publish_qos1(topic.as_str(), b"[]".to_vec()).await;
		assert!(published.is_err(), "{topic}");
	}
	// A message that was accepted would have come before this one.
	device.publish_qos1(SENML, b"[1]".to_vec()).await.unwrap();
	assert_eq!(gateway.next().await.payload, b"[1]");
}

/// A raw client of MQTT 3.1.1, which sends exactly the given packets.
struct Raw(TcpStream);

impl Raw {
	async fn open(url: &str, from: &str) -> Self {
		let socket = TcpSocket::new_v4().unwrap();
		socket.bind(format!("{from}:0").parse().unwrap()).unwrap();
		Self(socket.connect(url["mqtt://".len()..].parse().unwrap()).await.unwrap())
	}

	fn text(text: &str) -> Vec<u8> {
		let mut out = u16::try_from(text.len()).unwrap().to_be_bytes().to_vec();
		out.extend(text.as_bytes());
		out
	}

	async fn send(&mut self, head: u8, body: Vec<u8>) {
		let mut packet = vec![head];
		let mut left = body.len();
		loop {
			let more = left >> 7;
			packet.push((left & 0x7f) as u8 | if more > 0 { 0x80 } else { 0 });
			left = more;
			if left == 0 {
				break;
			}
		}
		packet.extend(body);
		self.0.write_all(&packet).await.unwrap();
	}

	/// The next packet, if it has less than 128 bytes. `None` if the broker disconnects.
	async fn next(&mut self) -> Option<(u8, Vec<u8>)> {
		let read = async {
			let mut head = [0; 2];
			self.0.read_exact(&mut head).await.ok()?;
			let mut body = vec![0; head[1].into()];
			self.0.read_exact(&mut body).await.ok()?;
			Some((head[0], body))
		};
		timeout(PATIENCE, read).await.expect("the broker answers or hangs up")
	}

	/// The return code of the broker.
	async fn log_in(&mut self, id: &str, login: Option<(&str, &str)>, clean: bool) -> u8 {
		let flags = if login.is_some() { 0xc0 } else { 0 } | if clean { 2 } else { 0 };
		let mut body = [&Self::text("MQTT")[..], &[4, flags, 0, 60]].concat();
		body.extend(Self::text(id));
		if let Some((user, password)) = login {
			body.extend(Self::text(user));
			body.extend(Self::text(password));
		}
		self.send(0x10, body).await;
		let (head, body) = self.next().await.expect("a CONNACK");
		assert_eq!((head, body.len()), (0x20, 2));
		body[1]
	}

	async fn publish(&mut self, topic: &str, payload: &[u8], flags: u8) {
		let mut body = Self::text(topic);
		body.extend([0, 1]);
		body.extend(payload);
		self.send(0x32 | flags, body).await;
	}
}

const RETAIN: u8 = 1;

/// A client of MQTT 3.1.1 publishes with QoS 2.
async fn publish_qos2(client: &mut Raw, id: u8, topic: &str, payload: &[u8]) {
	client.send(0x34, [&Raw::text(topic)[..], &[0, id], payload].concat()).await;
}

#[tokio::test]
async fn accepts_qos_2_from_clients_of_mqtt_3() {
	// More than common clients have in flight.
	const IN_FLIGHT: u8 = 100;
	let (mut gateway, broker) = Gateway::embedded(&settings("127.0.0.1:0"), 128).await;
	let mut watcher = Raw::open(&broker.url, "127.0.0.1").await;
	assert_eq!(watcher.log_in("watcher", None, true).await, 0);
	watcher.send(0x82, [&[0, 1][..], &Raw::text(ACK), &[2]].concat()).await;
	assert_eq!(watcher.next().await.map(|(head, _)| head), Some(0x90));

	let mut client = Raw::open(&broker.url, "127.0.0.1").await;
	assert_eq!(client.log_in("device", None, false).await, 0);
	for id in 1..=IN_FLIGHT {
		publish_qos2(&mut client, id, SENML, &[id]).await;
	}
	for id in 1..=IN_FLIGHT {
		assert_eq!(client.next().await, Some((0x50, vec![0, id])));
		assert_eq!(gateway.next().await.payload, [id]);
	}
	for id in 1..=IN_FLIGHT {
		client.send(0x62, vec![0, id]).await;
		assert_eq!(client.next().await, Some((0x70, vec![0, id])));
	}
	// A refused topic looks the same to the client, and its message is dropped.
	publish_qos2(&mut client, 1, ACK, b"forged").await;
	assert_eq!(client.next().await, Some((0x50, vec![0, 1])));
	client.send(0x62, vec![0, 1]).await;
	assert_eq!(client.next().await, Some((0x70, vec![0, 1])));

	// Another connection of the same session releases a message of the first one.
	publish_qos2(&mut client, 2, SENML, b"released later").await;
	assert_eq!(client.next().await, Some((0x50, vec![0, 2])));
	assert_eq!(gateway.next().await.payload, b"released later");
	drop(client);
	let mut client = Raw::open(&broker.url, "127.0.0.1").await;
	assert_eq!(client.log_in("device", None, false).await, 0);
	client.send(0x62, vec![0, 2]).await;
	assert_eq!(client.next().await, Some((0x70, vec![0, 2])));

	gateway.answer(b"{}").await;
	assert_eq!(watcher.next().await, Some((0x30, [&Raw::text(ACK)[..], b"{}"].concat())));
}

#[tokio::test]
async fn refuses_or_takes_what_should_be_retained_and_retains_nothing() {
	let folder = tempfile::tempdir().unwrap();
	let (mut gateway, broker) = Gateway::embedded(&with_users(folder.path()), 8).await;

	let mut client = Raw::open(&broker.url, "127.0.0.1").await;
	assert_eq!(client.log_in(AB, Some((AB, "secret-ab")), true).await, 0);
	for number in 0..100 {
		let topic = format!("tallystick/{AB}/x{number}");
		client.publish(&topic, b"kept for ever", RETAIN).await;
		// In this version of MQTT there is no other answer.
		assert_eq!(client.next().await, Some((0x40, vec![0, 1])), "{number}");
	}
	// What the gateway stores, it stores whatever the flag says.
	client.publish(SENML, b"[]", RETAIN).await;
	assert_eq!(client.next().await, Some((0x40, vec![0, 1])));
	assert_eq!(gateway.next().await.payload, b"[]");
	let mut late = Raw::open(&broker.url, "127.0.0.1").await;
	assert_eq!(late.log_in(&format!("{AB}:late"), Some((AB, "secret-ab")), true).await, 0);
	for (filter, code) in [(ACK, 1), (SENML, 0x80), (&format!("tallystick/{AB}/x1")[..], 0x80)] {
		late.send(0x82, [&[0, 2][..], &Raw::text(filter), &[1]].concat()).await;
		assert_eq!(late.next().await, Some((0x90, vec![0, 2, code])), "{filter}");
	}
	// Only the requested messages come.
	late.send(0xc0, Vec::new()).await;
	assert_eq!(late.next().await, Some((0xd0, Vec::new())));
}

#[tokio::test]
async fn binds_sessions_to_their_users_whatever_the_client_id() {
	let folder = tempfile::tempdir().unwrap();
	let (mut gateway, broker) = Gateway::embedded(&with_users(folder.path()), 8).await;

	let mut victim = Raw::open(&broker.url, "127.0.0.1").await;
	assert_eq!(victim.log_in(AB, Some((AB, "secret-ab")), false).await, 0);
	let with_suffix = format!("{AB}:2");
	for id in [AB, &with_suffix, "other"] {
		for clean in [true, false] {
			let mut thief = Raw::open(&broker.url, "127.0.0.1").await;
			assert_eq!(thief.log_in(id, Some((CD, "secret-cd")), clean).await, 2, "{id}");
		}
	}
	victim.publish(SENML, b"[]", 0).await;
	assert_eq!(victim.next().await, Some((0x40, vec![0, 1])));
	assert_eq!(gateway.next().await.payload, b"[]");
	// While it is disconnected, nobody can take over its session either.
	drop(victim);
	let mut thief = Raw::open(&broker.url, "127.0.0.1").await;
	assert_eq!(thief.log_in(AB, Some((CD, "secret-cd")), false).await, 2);
	let mut victim = Raw::open(&broker.url, "127.0.0.1").await;
	assert_eq!(victim.log_in(AB, Some((AB, "secret-ab")), false).await, 0);
	// Its owner may have more connections, and one without a client id.
	for id in [&with_suffix, ""] {
		let mut second = Raw::open(&broker.url, "127.0.0.1").await;
		assert_eq!(second.log_in(id, Some((AB, "secret-ab")), true).await, 0, "{id}");
	}
	victim.send(0xc0, Vec::new()).await;
	assert_eq!(victim.next().await, Some((0xd0, Vec::new())));
}

#[tokio::test]
async fn locks_nobody_out_for_the_failed_logins_of_others() {
	let folder = tempfile::tempdir().unwrap();
	let (_gateway, broker) = Gateway::embedded(&with_users(folder.path()), 8).await;
	let try_in = async |from: &str, user: &str, password: &str| {
		let mut client = Raw::open(&broker.url, from).await;
		client.log_in(user, Some((user, password)), true).await
	};

	for _ in 0..8 {
		// Another device at the same address, an unknown user there, and a client elsewhere with the name.
		tokio::join!(
			async { assert_eq!(try_in("127.0.0.1", CD, "guess").await, 4) },
			async { assert_eq!(try_in("127.0.0.1", "ef", "guess").await, 4) },
			async { assert_eq!(try_in("127.0.0.2", AB, "guess").await, 4) },
		);
	}
	let start = Instant::now();
	assert_eq!(try_in("127.0.0.1", AB, "secret-ab").await, 0);
	assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
	// The right password succeeds even after logins of the same name failed, only later.
	assert_eq!(try_in("127.0.0.1", CD, "secret-cd").await, 0);
	assert_eq!(try_in("127.0.0.2", AB, "secret-ab").await, 0);
}

#[tokio::test]
async fn makes_failed_logins_wait() {
	let folder = tempfile::tempdir().unwrap();
	let users = with_users(folder.path());
	let (_gateway, broker) = Gateway::embedded(&Mqtt { login_failures: 2, ..users }, 8).await;
	let log = Log::default();
	let _guard = log.install();

	let start = Instant::now();
	for _ in 0..4 {
		let mut client = Raw::open(&broker.url, "127.0.0.1").await;
		assert_eq!(client.log_in(AB, Some((AB, "guess")), true).await, 4);
	}
	// The third login waits for one second, the fourth for two.
	assert!(start.elapsed() >= Duration::from_secs(3), "{:?}", start.elapsed());
	log.says("repeated failed logins").await;
	assert_eq!(log.count("repeated failed logins"), 1);
}

#[tokio::test]
async fn names_clients_that_disconnect_each_other() {
	let figures = tallystick_gateway::metrics::install().unwrap();
	let (_gateway, broker) = Gateway::embedded(&settings("127.0.0.1:0"), 8).await;
	let log = Log::default();
	let _guard = log.install();

	let mut clients = Vec::new();
	for _ in 0..8 {
		let mut client = Raw::open(&broker.url, "127.0.0.1").await;
		assert_eq!(client.log_in("twin", None, true).await, 0);
		clients.push(client);
	}
	log.says(r#"two clients seem to use one client id"#).await;
	log.says(r#"client="twin""#).await;
	assert_eq!(log.count("two clients seem"), 1);
	let figures = figures.render();
	let counted = figures
		.lines()
		.find_map(|line| line.strip_prefix("tallystick_gateway_mqtt_takeovers_total "))
		.unwrap();
	assert!(counted.parse::<u32>().unwrap() >= 7, "{counted}");
}

#[tokio::test]
async fn logs_once_what_is_wrong_with_a_topic() {
	let figures = tallystick_gateway::metrics::install().unwrap();
	let (_gateway, broker) = Gateway::embedded(&settings("127.0.0.1:0"), 8).await;
	let log = Log::default();
	let _guard = log.install();

	let device = device(&broker.url, "thermometer").await;
	let upper = AB.to_uppercase();
	for _ in 0..3 {
		for (topic, why, reason) in [
			(format!("tallystick/0x{AB}/senml"), "without 0x", "topic_device"),
			(format!("tallystick/{upper}/senml"), "lower-case", "topic_device"),
			(format!("tallystick/{AB}/senml/"), "not even a slash", "topic_levels"),
			(format!("tallystick/{AB}/temperature"), "the last level of the topic", "topic_kind"),
			("sensors/1".into(), "begin with tallystick/", "topic_foreign"),
		] {
			assert!(device.publish_qos1(topic, b"[]".to_vec()).await.is_err());
			log.says(why).await;
			let counted = format!("tallystick_gateway_mqtt_refused_total{{reason=\"{reason}\"}}");
			assert!(figures.render().contains(&counted), "{counted}");
		}
	}
	log.says(r#"client="thermometer""#).await;
	assert_eq!(log.count("a client may not publish here"), 4);
}

/// None where it is not installed.
fn mosquitto_pub(url: &str, more: &[&str]) -> Option<tokio::process::Command> {
	if Command::new("mosquitto_pub").arg("--version").output().is_err() {
		eprintln!("mosquitto_pub is not installed: nothing is tested");
		return None;
	}
	let (host, port) = url["mqtt://".len()..].split_once(':').unwrap();
	let mut command = tokio::process::Command::new("mosquitto_pub");
	command.args(["-h", host, "-p", port, "-m", "[]"]).args(more).kill_on_drop(true);
	Some(command)
}

#[tokio::test]
async fn serves_mosquitto_pub_in_both_versions_of_mqtt() {
	let folder = tempfile::tempdir().unwrap();
	let (mut open, open_broker) = Gateway::embedded(&settings("127.0.0.1:0"), 8).await;
	let (mut closed, closed_broker) = Gateway::embedded(&with_users(folder.path()), 8).await;
	let will = ["--will-qos", "2", "--will-topic", "w", "--will-payload", "off", "--will-retain"];
	let login = ["-u", AB, "-P", "secret-ab"];
	for (gateway, url, login) in
		[(&mut open, &open_broker.url, &[][..]), (&mut closed, &closed_broker.url, &login[..])]
	{
		for version in ["mqttv311", "mqttv5"] {
			for more in [&["-q", "1"][..], &["-q", "2"], &["-q", "1", "-r"], &will, &["-i", AB]] {
				let all = [&["-V", version, "-t", SENML], login, more].concat();
				let Some(mut command) = mosquitto_pub(url, &all) else { return };
				let output = timeout(PATIENCE, command.output()).await.expect("it ends").unwrap();
				assert!(output.status.success(), "{all:?}: {output:?}");
				assert_eq!(gateway.next().await.payload, b"[]");
			}
		}
	}
}

#[tokio::test]
async fn shows_an_ordinary_client_that_its_topic_is_wrong() {
	let (_gateway, broker) = Gateway::embedded(&settings("127.0.0.1:0"), 8).await;
	let args = ["-V", "mqttv5", "-q", "1", "-t", "a"];
	let Some(mut command) = mosquitto_pub(&broker.url, &args) else { return };
	let output = timeout(PATIENCE, command.output()).await.expect("it ends").unwrap();
	let said = String::from_utf8_lossy(&output.stderr).into_owned();
	assert!(said.contains("Not authorized"), "{output:?}");
}

struct Mosquitto {
	process: Child,
	folder: tempfile::TempDir,
	port: u16,
}

impl Mosquitto {
	/// None where it is not installed.
	fn start() -> Option<Self> {
		Self::start_with(tempfile::tempdir().ok()?, "")
	}

	fn start_with(folder: tempfile::TempDir, more: &str) -> Option<Self> {
		let port = std::net::TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
		let config = format!(
			"listener {port} 127.0.0.1\nallow_anonymous true\npersistence true\n\
			 persistence_location {}/\nautosave_interval 1\nautosave_on_changes true\nuser root\n{more}",
			folder.path().display(),
		);
		std::fs::write(folder.path().join("mosquitto.conf"), config).ok()?;
		let process = Self::spawn(&folder)?;
		Some(Self { process, folder, port })
	}

	fn spawn(folder: &tempfile::TempDir) -> Option<Child> {
		["mosquitto", "/usr/sbin/mosquitto"].iter().find_map(|program| {
			Command::new(program)
				.arg("-c")
				.arg(folder.path().join("mosquitto.conf"))
				.stdout(Stdio::null())
				.stderr(Stdio::null())
				.spawn()
				.ok()
		})
	}

	fn kill(&mut self) {
		let _ = self.process.kill();
		let _ = self.process.wait();
	}

	fn restart(&mut self) {
		self.process = Self::spawn(&self.folder).unwrap();
	}
}

impl Drop for Mosquitto {
	fn drop(&mut self) {
		self.kill();
	}
}

#[tokio::test]
async fn receives_the_backlog_of_mosquitto() {
	const MESSAGES: u16 = 5_000;
	let folder = tempfile::tempdir().unwrap();
	let Some(mosquitto) = Mosquitto::start_with(folder, "max_queued_messages 0\n") else {
		eprintln!("mosquitto is not installed: nothing is tested");
		return;
	};
	let url = format!("mqtt://127.0.0.1:{}", mosquitto.port);
	let gateway = Gateway::start(&url, 8);
	gateway.becomes(true).await;
	gateway.stopper.stop();
	drop(gateway.outbound);
	timeout(PATIENCE, gateway.task).await.unwrap().unwrap();

	let device = device(&url, "device").await;
	for number in 0..MESSAGES {
		let payload = number.to_be_bytes().to_vec();
		device.publish_qos1(SENML, payload).await.unwrap();
	}
	let mut gateway = Gateway::start(&url, 8);
	gateway.becomes(true).await;
	tokio::time::sleep(Duration::from_secs(1)).await;
	for number in 0..MESSAGES {
		assert_eq!(gateway.next().await.payload, number.to_be_bytes());
	}
	assert!(gateway.connected.now());
}

#[tokio::test]
async fn takes_what_is_about_commands_from_mosquitto_and_no_stored_copy_of_it() {
	let Some(mosquitto) = Mosquitto::start() else {
		eprintln!("mosquitto is not installed: nothing is tested");
		return;
	};
	let url = format!("mqtt://127.0.0.1:{}", mosquitto.port);
	let device = loop {
		let client = ConnectOptions::new("device").with_automatic_reconnect(false);
		let client = MqttClient::with_options(client);
		if client.connect(&url).await.is_ok() {
			break client;
		}
		tokio::time::sleep(Duration::from_millis(20)).await;
	};
	let topics = ["done", "nonce"].map(|kind| format!("tallystick/{AB}/{kind}"));
	for round in 0..2_u8 {
		let ((readings, inbound), (to_commander, mut commands)) =
			(mpsc::channel(8), mpsc::channel(8));
		let inlets = Inlets { readings, commands: CommandInlet(Some(to_commander)) };
		let mut gateway = Gateway::start_into(&url, None, inlets, inbound);
		gateway.becomes(true).await;
		for topic in &topics {
			device.publish_qos1(topic.as_str(), vec![round]).await.unwrap();
			let message = timeout(PATIENCE, commands.recv()).await.unwrap().unwrap();
			assert_eq!((&message.topic, message.payload), (topic, vec![round]));
		}
		device.publish_qos1(SENML, vec![round]).await.unwrap();
		assert_eq!(gateway.next().await.payload, [round]);
		gateway.stopper.stop();
		drop(gateway.outbound);
		timeout(PATIENCE, gateway.task).await.unwrap().unwrap();
		// Nobody is there to take it.
		device.publish_qos1(topics[0].as_str(), vec![9]).await.unwrap();
	}
	// Without commands, what the session is subscribed to stops nothing.
	let mut gateway = Gateway::start(&url, 8);
	gateway.becomes(true).await;
	for _ in 0..100 {
		device.publish_qos1(topics[1].as_str(), vec![9]).await.unwrap();
	}
	device.publish_qos1(SENML, vec![9]).await.unwrap();
	assert_eq!(gateway.next().await.payload, [9]);
}

#[tokio::test]
async fn reconnects_to_mosquitto_after_a_kill() {
	let Some(mut mosquitto) = Mosquitto::start() else {
		eprintln!("mosquitto is not installed: nothing is tested");
		return;
	};
	let url = format!("mqtt://127.0.0.1:{}", mosquitto.port);
	let mut gateway = Gateway::start(&url, 8);
	gateway.becomes(true).await;

	for round in 0..3_u8 {
		let device = device(&url, "device").await;
		let mut answers = answers(&device).await;
		device.publish_qos1(SEGMENT, vec![round]).await.unwrap();
		// The broker may send again what was sent before it was killed.
		while gateway.next().await.payload != [round] {}
		gateway.answer(&[round]).await;
		assert_eq!(timeout(PATIENCE, answers.recv()).await.unwrap().unwrap(), [round]);
		mosquitto.kill();
		gateway.becomes(false).await;
		mosquitto.restart();
		gateway.becomes(true).await;
	}
}

/// Makes `NAME.crt` and `NAME.key`: an authority, or a certificate that one signs.
fn certify(folder: &Path, name: &str, by: Option<(&str, &str)>) -> Vec<u8> {
	let of = |name: &str, end: &str| folder.join(format!("{name}.{end}"));
	let mut command = Command::new("openssl");
	command
		.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"])
		.args(["-days", "2", "-subj", &format!("/CN={name}")])
		.arg("-keyout")
		.arg(of(name, "key"))
		.arg("-out")
		.arg(of(name, "crt"));
	if let Some((authority, names)) = by {
		command
			.arg("-CA")
			.arg(of(authority, "crt"))
			.arg("-CAkey")
			.arg(of(authority, "key"))
			.args(["-addext", &format!("subjectAltName={names}")])
			.args(["-addext", "basicConstraints=critical,CA:FALSE"]);
	}
	let output = command.output().expect("openssl");
	assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	std::fs::read(of(name, "crt")).unwrap()
}

/// The captured log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
	fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
		self.0.lock().unwrap().extend(bytes);
		Ok(bytes.len())
	}

	fn flush(&mut self) -> std::io::Result<()> {
		Ok(())
	}
}

impl MakeWriter<'_> for Log {
	type Writer = Self;

	fn make_writer(&self) -> Self {
		self.clone()
	}
}

impl Log {
	/// Captures this thread's log. The tests here run on one thread.
	fn install(&self) -> tracing::subscriber::DefaultGuard {
		// With one subscriber in the process, a line that is first reached on a thread without it counts
		// as disabled, here too.
		static SECOND: OnceLock<tracing::Dispatch> = OnceLock::new();
		SECOND.get_or_init(|| tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default()));
		let subscriber =
			tracing_subscriber::fmt().with_ansi(false).with_writer(self.clone()).finish();
		tracing::subscriber::set_default(subscriber)
	}

	fn count(&self, what: &str) -> usize {
		String::from_utf8_lossy(&self.0.lock().unwrap()).matches(what).count()
	}

	async fn says(&self, what: &str) {
		let said = timeout(PATIENCE, async {
			while !String::from_utf8_lossy(&self.0.lock().unwrap()).contains(what) {
				tokio::time::sleep(Duration::from_millis(20)).await;
			}
		});
		let said = said.await;
		assert!(said.is_ok(), "{what:?}: {}", String::from_utf8_lossy(&self.0.lock().unwrap()));
	}
}

#[tokio::test]
async fn connects_over_tls_only_to_a_broker_that_its_authority_signed() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().to_owned();
	let ours = certify(&path, "ours", None);
	let others = certify(&path, "others", None);
	certify(&path, "broker", Some(("ours", "IP:127.0.0.1,DNS:localhost")));
	let more = format!("certfile {0}/broker.crt\nkeyfile {0}/broker.key\n", path.display());
	let Some(mosquitto) = Mosquitto::start_with(folder, &more) else {
		eprintln!("mosquitto is not installed: nothing is tested");
		return;
	};
	let log = Log::default();
	let _guard = log.install();

	for host in ["127.0.0.1", "localhost"] {
		let url = format!("mqtts://{host}:{}", mosquitto.port);
		let mut gateway = Gateway::start_with(&url, Some(ours.clone()), 8);
		gateway.becomes(true).await;
		let device = MqttClient::with_options(ConnectOptions::new("device"));
		device.set_tls_config(None, None, Some(ours.clone())).await;
		device.connect(&url).await.unwrap();
		device.publish_qos1(SENML, host.as_bytes().to_vec()).await.unwrap();
		while gateway.next().await.payload != host.as_bytes() {}
		device.disconnect().await.unwrap();
		gateway.stopper.stop();
		drop(gateway.outbound);
		gateway.task.await.unwrap();
	}

	let url = format!("mqtts://127.0.0.1:{}", mosquitto.port);
	for (ca, why) in [
		(Some(others), "UnknownIssuer"),
		(None, "UnknownIssuer"),
		(Some(b"nothing".to_vec()), "it holds no certificate"),
	] {
		log.0.lock().unwrap().clear();
		let gateway = Gateway::start_with(&url, ca, 8);
		log.says("the broker is unreachable").await;
		log.says(why).await;
		assert!(!gateway.connected.now());
		gateway.task.abort();
	}
}
