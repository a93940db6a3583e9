//! The device of `docs/examples/device.py`, on a gateway that loses answers and connections.
//!
//! | Variable | Meaning |
//! | --- | --- |
//! | `TALLYSTICK_DEVICE_PYTHON` | an interpreter with the packages of `tests/device/requirements.txt` |

use super::*;
use crate::{broker::Broker, config::Mqtt, link::Connected, stop::stop};
use std::{net::SocketAddr, path::Path, process::Stdio};
use tokio::{
	io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
	net::{TcpListener, TcpStream},
	process::{Child, Command},
	sync::Notify,
	time::{sleep, timeout},
};

const PATIENCE: Duration = Duration::from_secs(180);
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/examples/device.py");

/// A proxy to the broker whose connections can be cut.
async fn relay(broker: SocketAddr) -> (SocketAddr, Arc<Notify>) {
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let (address, cut) = (listener.local_addr().unwrap(), Arc::new(Notify::new()));
	let cuts = cut.clone();
	tokio::spawn(async move {
		while let Ok((mut device, _)) = listener.accept().await {
			let cuts = cuts.clone();
			tokio::spawn(async move {
				let Ok(mut broker) = TcpStream::connect(broker).await else { return };
				tokio::select! {
					() = cuts.notified() => {},
					_ = tokio::io::copy_bidirectional(&mut device, &mut broker) => {},
				}
			});
		}
	});
	(address, cut)
}

/// Starts the device, and waits until it has written down what it measured.
async fn start(
	scene: &Scene,
	broker: SocketAddr,
	way: &str,
	state: &Path,
	lines: &str,
	kept: usize,
) -> Child {
	start_with(scene, broker, way, state, lines, kept, &[]).await
}

async fn start_with(
	scene: &Scene,
	broker: SocketAddr,
	way: &str,
	state: &Path,
	lines: &str,
	kept: usize,
	more: &[&str],
) -> Child {
	let python = std::env::var("TALLYSTICK_DEVICE_PYTHON")
		.expect("TALLYSTICK_DEVICE_PYTHON is not set; scripts/test.sh sets it");
	let mut child = Command::new(python)
		.args([EXAMPLE, "--way", way, "--patience", "0.5"])
		.args(["--host", &broker.ip().to_string(), "--port", &broker.port().to_string()])
		.args(["--genesis", &hex::encode(scene.chain.genesis()), "--key", &"01".repeat(32)])
		.args(["--channel=-1,-100,1000"; 2])
		.args(more)
		.arg("--state")
		.arg(state)
		.stdin(Stdio::piped())
		.stdout(Stdio::piped())
		.stderr(Stdio::piped())
		.kill_on_drop(true)
		.spawn()
		.unwrap();
	let mut stdin = child.stdin.take().unwrap();
	stdin.write_all(lines.as_bytes()).await.unwrap();
	drop(stdin);
	let stdout = child.stdout.take().unwrap();
	let said =
		timeout(PATIENCE, BufReader::new(stdout).lines().next_line()).await.unwrap().unwrap();
	assert_eq!(said, Some(format!("kept {kept}")));
	child
}

/// How the device ended, and what it said.
async fn end(mut child: Child) -> (bool, String) {
	let mut said = String::new();
	child.stderr.take().unwrap().read_to_string(&mut said).await.unwrap();
	(child.wait().await.unwrap().success(), said)
}

struct Site {
	scene: Scene,
	inbound: mpsc::Receiver<Inbound>,
	answers: mpsc::Sender<Outbound>,
	broker: SocketAddr,
	cut: Arc<Notify>,
	received: Vec<Vec<u8>>,
	_stopper: crate::stop::Stopper,
}

impl Site {
	async fn new() -> Self {
		Self::of(Scene::new()).await
	}

	async fn of(scene: Scene) -> Self {
		let (to_ingest, inbound) = mpsc::channel(64);
		let (answers, outbound) = mpsc::channel(64);
		let settings = Mqtt { listen: "127.0.0.1:0".parse().unwrap(), ..Mqtt::default() };
		let broker = Broker::bind(&settings, to_ingest).await.unwrap();
		let (_stopper, stopped) = stop();
		tokio::spawn(broker.link().run(outbound, Connected::default(), stopped.clone()));
		let (address, cut) = relay(broker.address).await;
		tokio::spawn(async move { broker.run(stopped).await.unwrap() });
		let received = Vec::new();
		Self { scene, inbound, answers, broker: address, cut, received, _stopper }
	}

	/// Stores a message, and answers it unless it comes for the first time: that answer is lost.
	async fn serve(&mut self, message: Inbound) {
		let is_new = !self.received.contains(&message.payload);
		if is_new {
			self.received.push(message.payload.clone());
		}
		for answer in self.scene.ingest.take(vec![message]).await {
			if !is_new {
				self.answers.send(answer).await.unwrap();
			}
		}
	}
}

async fn plays(way: &str) {
	let mut site = Site::new().await;
	let device = site.scene.device(1);
	let state = site.scene._folder.path().join("device.json");
	let points: Vec<(u16, u64, i64)> =
		(0..12).map(|i| ((i % 2) as u16, device.time + i * 500, 200 + i as i64 * 7)).collect();
	let lines: String = points
		.iter()
		.map(|(channel, time, value)| format!("{channel} {time} {}.{}\n", value / 10, value % 10))
		.collect();

	// It is killed while its second message is under way.
	let mut child = start(&site.scene, site.broker, way, &state, &lines, 3).await;
	while site.received.len() < 2 {
		let message = timeout(PATIENCE, site.inbound.recv()).await.unwrap().unwrap();
		site.serve(message).await;
	}
	child.kill().await.unwrap();

	let steps: Arc<dyn Steps> = Arc::new(());
	let (store, chain) = (site.scene.store.clone(), site.scene.chain.clone());
	let mut submitter = Submitter::new(store.clone(), chain.clone(), steps, Default::default());
	let sealer = Sealer::new(store, Arc::new(()), Default::default(), submitter.view());
	let child = start(&site.scene, site.broker, way, &state, "", 3).await;
	let ended = end(child);
	tokio::pin!(ended);
	let play = async {
		loop {
			tokio::select! {
				ended = &mut ended => break ended,
				Some(message) = site.inbound.recv() => {
					// It loses its connection once, and its subscription with it.
					let cuts = site.received.len() == 2 && !site.received.contains(&message.payload);
					site.serve(message).await;
					if cuts {
						site.cut.notify_waiters();
					}
				},
				() = sleep(Duration::from_millis(100)) => {
					let mut reached = Vec::new();
					sealer.seal().await.unwrap();
					submitter.tick(&mut reached).await.unwrap();
					chain.grow(3);
					chain.finalise(0);
					submitter.tick(&mut reached).await.unwrap();
					submitter.announce(reached, &site.answers).await;
				},
			}
		}
	};
	let (success, said) = timeout(PATIENCE, play).await.unwrap();
	assert!(success, "{said}");
	assert_eq!(site.received.len(), 3);

	let query =
		Query { device: device.id, channel: None, from: 0, to: u64::MAX, after: None, limit: 100 };
	let stored = site.scene.store.readings(&query).unwrap();
	let mut stored: Vec<_> = stored.iter().map(|one| (one.channel, one.time, one.value)).collect();
	stored.sort_by_key(|(_, time, _)| *time);
	assert_eq!(stored, points);
}

#[tokio::test]
#[ignore = "needs TALLYSTICK_DEVICE_PYTHON, which scripts/test.sh sets"]
async fn the_example_device_sends_segments_through_losses_and_a_kill() {
	plays("segment").await;
}

#[tokio::test]
#[ignore = "needs TALLYSTICK_DEVICE_PYTHON, which scripts/test.sh sets"]
async fn the_example_device_sends_signed_readings_through_losses_and_a_kill() {
	plays("readings").await;
}

#[tokio::test]
#[ignore = "needs TALLYSTICK_DEVICE_PYTHON, which scripts/test.sh sets"]
async fn the_example_device_sends_unsigned_packs_through_losses_and_a_kill() {
	plays("senml").await;
}

/// It sends two messages to one gateway, is killed, and goes on at another.
async fn moves(way: &str) {
	const FIRST: [u8; 32] = [0xab; 32];
	let mut first = Site::of(Scene::with_account(FIRST)).await;
	let mut second = Site::new().await;
	let (device, again) = (first.scene.device(1), second.scene.device(1));
	assert_eq!(device.id, again.id);
	let state = first.scene._folder.path().join("device.json");
	let lines: String =
		(0..12).map(|i| format!("{} {} {}\n", i % 2, device.time + i * 500, 20 + i)).collect();
	let at = |account: [u8; 32]| ["--gateway".to_owned(), hex::encode(account)];

	let account = at(FIRST);
	let more: Vec<_> = account.iter().map(String::as_str).collect();
	let mut child = start_with(&first.scene, first.broker, way, &state, &lines, 3, &more).await;
	let signed = way != "senml";
	loop {
		let message = timeout(PATIENCE, first.inbound.recv()).await.unwrap().unwrap();
		let stored = first.scene.store.progress_of(device.id, signed).unwrap().next;
		if stored == 8 && !first.received.contains(&message.payload) {
			// The third message: the device knows that the others are stored.
			break;
		}
		first.serve(message).await;
	}
	child.kill().await.unwrap();

	let steps: Arc<dyn Steps> = Arc::new(());
	let (store, chain) = (second.scene.store.clone(), second.scene.chain.clone());
	let mut submitter = Submitter::new(store.clone(), chain.clone(), steps, Default::default());
	let sealer = Sealer::new(store, Arc::new(()), Default::default(), submitter.view());
	let account = at(ACCOUNT);
	let more: Vec<_> = account.iter().map(String::as_str).collect();
	let child = start_with(&second.scene, second.broker, way, &state, "", 1, &more).await;
	let ended = end(child);
	tokio::pin!(ended);
	let play = async {
		loop {
			tokio::select! {
				ended = &mut ended => break ended,
				Some(message) = second.inbound.recv() => second.serve(message).await,
				() = sleep(Duration::from_millis(100)) => {
					let mut reached = Vec::new();
					sealer.seal().await.unwrap();
					submitter.tick(&mut reached).await.unwrap();
					chain.grow(3);
					chain.finalise(0);
					submitter.tick(&mut reached).await.unwrap();
					submitter.announce(reached, &second.answers).await;
				},
			}
		}
	};
	let (success, said) = timeout(PATIENCE, play).await.unwrap();
	assert!(success, "{said}");
	assert_eq!((first.scene.count(&device), second.scene.count(&device)), (8, 4));
}

#[tokio::test]
#[ignore = "needs TALLYSTICK_DEVICE_PYTHON, which scripts/test.sh sets"]
async fn the_example_device_moves_to_another_gateway_with_segments() {
	moves("segment").await;
}

#[tokio::test]
#[ignore = "needs TALLYSTICK_DEVICE_PYTHON, which scripts/test.sh sets"]
async fn the_example_device_moves_to_another_gateway_with_signed_readings() {
	moves("readings").await;
}

#[tokio::test]
#[ignore = "needs TALLYSTICK_DEVICE_PYTHON, which scripts/test.sh sets"]
async fn the_example_device_moves_to_another_gateway_with_unsigned_packs() {
	moves("senml").await;
}

#[tokio::test]
#[ignore = "needs TALLYSTICK_DEVICE_PYTHON, which scripts/test.sh sets"]
async fn the_example_device_says_why_it_is_refused() {
	let mut site = Site::new().await;
	let device = site.scene.device(1);
	// The clock is an hour and a half fast.
	let line = format!("0 {} 1\n", device.time + 9_000_000);
	let state = site.scene._folder.path().join("device.json");
	let child = start(&site.scene, site.broker, "senml", &state, &line, 1).await;
	let ended = end(child);
	tokio::pin!(ended);
	let play = async {
		loop {
			tokio::select! {
				ended = &mut ended => break ended,
				Some(message) = site.inbound.recv() => site.serve(message).await,
			}
		}
	};
	let (success, said) = timeout(PATIENCE, play).await.unwrap();
	assert!(!success);
	assert!(said.starts_with("FromFuture: record 1, channel 0, field t: "), "{said}");
	assert!(said.trim_end().ends_with("Set the device's clock."), "{said}");
}
