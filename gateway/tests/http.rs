//! The HTTP interface, over an archive that is made up.

mod fake;

use std::{
	sync::{Arc, Mutex},
	time::Duration,
};

use fake::{Fake, DEVICE, START};
use reqwest::StatusCode;
use serde_json::{json, Value};
use tallystick_client::{Gateway, GatewayError};
use tallystick_condition::{Before, Leaf, Opening};
use tallystick_evidence::{Native, Proof, Summary};
use tallystick_gateway::{
	archive::{
		Archive, ArchiveError, Query, ReadingSelector, StoreStatus, StoredBatch, StoredDevice,
		StoredReading,
	},
	http::{openapi, router, serve, Api, Limits, NotReady},
	stop::{stop, Stopper},
};
use tallystick_records::{telemetry::Facts, StreamId};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::{TcpListener, TcpStream},
};

struct Server {
	base: String,
	readiness: Arc<Mutex<Vec<NotReady>>>,
	stopper: Stopper,
	task: tokio::task::JoinHandle<()>,
}

/// What the chain makes of a proof: another one.
fn completed(mut proof: Proof) -> Proof {
	proof.header.push(1);
	proof
}

async fn start(archive: impl Archive + 'static, limits: Limits) -> Server {
	let readiness = Arc::new(Mutex::new(Vec::new()));
	let shared = readiness.clone();
	let api = Api {
		archive: Arc::new(archive),
		complete: Arc::new(|proof| Box::pin(std::future::ready(completed(proof)))),
		readiness: Arc::new(move || shared.lock().unwrap().clone()),
		metrics: Arc::new(|| "tallystick_gateway_up 1\n".into()),
	};
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let base = format!("http://{}", listener.local_addr().unwrap());
	let (stopper, stop) = stop();
	let task = tokio::spawn(serve(listener, router(api, limits), stop));
	Server { base, readiness, stopper, task }
}

fn limits() -> Limits {
	Limits { concurrent: 4, timeout: Duration::from_secs(5) }
}

async fn fake() -> Server {
	start(Fake::new(), limits()).await
}

impl Server {
	async fn get(&self, path: &str) -> reqwest::Response {
		reqwest::get(format!("{}{path}", self.base)).await.unwrap()
	}

	async fn json(&self, path: &str) -> Value {
		let response = self.get(path).await;
		assert_eq!(response.status(), StatusCode::OK, "{path}");
		response.json().await.unwrap()
	}

	async fn problem(&self, path: &str) -> (u16, String) {
		let response = self.get(path).await;
		let status = response.status().as_u16();
		assert_eq!(response.headers()["content-type"], "application/problem+json", "{path}");
		assert_eq!(
			response.headers().contains_key("retry-after"),
			[409, 503].contains(&status),
			"{path}"
		);
		let problem: Value = response.json().await.unwrap();
		assert_eq!(problem["status"], status);
		assert!(problem["detail"].as_str().unwrap().len() > 10);
		let kind = problem["type"].as_str().unwrap();
		(status, kind.strip_prefix("urn:tallystick:problem:").unwrap().into())
	}
}

fn device() -> String {
	hex::encode(DEVICE.0)
}

#[tokio::test]
async fn lists_devices() {
	let server = fake().await;
	let page = server.json("/v1/devices").await;
	assert_eq!(
		page,
		json!({ "devices": [{ "device": device(), "boot": 1, "next": 30, "finalized": 10, "newest": START }], "next": null })
	);
	let page = server.json("/v1/devices?limit=1").await;
	assert_eq!(page["next"], device());
	let page = server.json(&format!("/v1/devices?after={}", device())).await;
	assert_eq!(page, json!({ "devices": [], "next": null }));
}

#[tokio::test]
async fn lists_readings() {
	let server = fake().await;
	let page = server.json(&format!("/v1/devices/{}/readings?limit=1", device())).await;
	assert_eq!(
		page["readings"],
		json!([{ "channel": 0, "time": START, "boot": 1, "number": 0, "value": "-9223372036854775808", "attestation": "segment", "progress": "finalized", "batch": 0 }])
	);
	let path = format!(
		"/v1/devices/{}/readings?channel=1&from={}&to={}",
		device(),
		START + 1_000,
		START + 7_000
	);
	let times: Vec<u64> = server.json(&path).await["readings"]
		.as_array()
		.unwrap()
		.iter()
		.map(|reading| reading["time"].as_u64().unwrap() - START)
		.collect();
	assert_eq!(times, [1_000, 4_000]);
}

#[tokio::test]
async fn lists_readings_page_by_page() {
	let server = fake().await;
	let mut path = format!("/v1/devices/{}/readings?limit=7", device());
	let mut times = Vec::new();
	loop {
		let page = server.json(&path).await;
		let readings = page["readings"].as_array().unwrap();
		times.extend(readings.iter().map(|reading| reading["time"].as_u64().unwrap()));
		let Some(next) = page["next"].as_str() else { break };
		path = format!("/v1/devices/{}/readings?limit=7&after={next}", device());
	}
	let expected: Vec<u64> = (0..30).map(|second| START + second * 1_000).collect();
	assert_eq!(times, expected);
}

#[tokio::test]
async fn serves_proofs_of_final_readings_only() {
	let server = fake().await;
	let path = |second: u64, channel: u16| {
		format!("/v1/devices/{}/readings/{channel}/{}/proof", device(), START + second * 1_000)
	};
	let response = server.get(&path(6, 0)).await;
	assert_eq!(response.status(), StatusCode::OK);
	assert_eq!(response.headers()["content-type"], "application/octet-stream");
	assert_eq!(
		Proof::from_file(&response.bytes().await.unwrap()).unwrap(),
		completed(Fake::new().proof)
	);

	let of = |place: &str| format!("{}?{place}", path(6, 0));
	assert_eq!(server.get(&of("boot=1&number=6")).await.status(), StatusCode::OK);
	for other in ["boot=0&number=6", "boot=1&number=7"] {
		assert_eq!(server.problem(&of(other)).await, (404, "unknown".into()));
	}
	for half in ["boot=1", "number=6"] {
		assert_eq!(server.get(&of(half)).await.status(), StatusCode::OK);
	}
	for other in ["boot=0", "number=7"] {
		assert_eq!(server.problem(&of(other)).await, (404, "unknown".into()));
	}
	for wrong in ["boot=4294967296", "number=9007199254740992", "boot=&number=6"] {
		assert_eq!(server.problem(&of(wrong)).await, (400, "bad-request".into()));
	}
	assert_eq!(server.problem(&path(3, 0)).await, (410, "pruned".into()));
	assert_eq!(server.problem(&path(12, 0)).await, (409, "not-final".into()));
	assert_eq!(server.problem(&path(21, 0)).await, (409, "not-final".into()));
	assert_eq!(server.problem(&path(6, 1)).await, (404, "unknown".into()));
}

#[tokio::test]
async fn serves_openings_of_sealed_runs() {
	let server = fake().await;
	let path = |second: u64, channel: u16| {
		format!("/v1/devices/{}/readings/{channel}/{}/opening", device(), START + second * 1_000)
	};
	// Readings at 6, 9, 12, 15 and 18 s.
	let tree = Fake::new().run(DEVICE, 0, START + 18_000, None).unwrap();
	let node = tree.run().root;
	let open = |answer: Value| {
		assert_eq!(answer["root"], serde_json::to_value(node).unwrap());
		let opening: Opening = serde_json::from_value(answer["opening"].clone()).unwrap();
		(opening.unfold::<Native>(&node).unwrap(), opening.0.len())
	};
	let (all, pairs) = open(server.json(&path(18, 0)).await);
	assert_eq!((all.len(), pairs), (5, 4));
	let around = format!("{}?around={}", path(18, 0), START + 7_000);
	let (some, pairs) = open(server.json(&around).await);
	assert_eq!(some.iter().map(|closed| closed.count).collect::<Vec<_>>(), [1, 1, 2, 1]);
	assert_eq!(pairs, 3);
	let outside = format!("{}?around={},{}", path(18, 0), START, START + 18_000);
	assert_eq!(open(server.json(&outside).await).1, 0);

	let of = |place: &str| format!("{}?{place}", path(6, 0));
	assert_eq!(open(server.json(&of("boot=1&number=6")).await).1, 4);
	assert_eq!(server.problem(&of("boot=1&number=7")).await, (404, "unknown".into()));
	assert_eq!(open(server.json(&of("boot=1")).await).1, 4);
	let rooted = |root: &[u8]| format!("{}?root={}", path(6, 0), hex::encode(root));
	assert_eq!(open(server.json(&rooted(&node.hash)).await).1, 4);
	assert_eq!(server.problem(&rooted(&[7; 32])).await, (404, "unknown".into()));
	assert_eq!(server.problem(&path(3, 0)).await, (410, "pruned".into()));
	assert_eq!(server.problem(&path(21, 0)).await, (409, "not-final".into()));
	assert_eq!(server.problem(&path(6, 1)).await, (404, "unknown".into()));
}

#[tokio::test]
async fn the_client_takes_an_opening_of_the_leafs_run_only() {
	let server = fake().await;
	let gateway = Gateway::new(&server.base).unwrap();
	let root = Fake::new().run(DEVICE, 0, START + 18_000, None).unwrap().run().root;
	let leaf = Leaf {
		stream: StreamId { device: DEVICE, channel: 0 },
		number: 0,
		before: Before { until: START, value: None },
		root,
		facts: Facts::NONE,
		counted: Default::default(),
	};
	assert_eq!(gateway.opening(&leaf, &[]).await.unwrap().0.len(), 4);
	assert_eq!(gateway.opening(&leaf, &[START + 7_000, START + 13_000]).await.unwrap().0.len(), 4);
	assert_eq!(gateway.opening(&leaf, &[START + 16_000]).await.unwrap().0.len(), 1);

	let mut other = leaf.clone();
	other.root.hash = [7; 32];
	let refused = gateway.opening(&other, &[]).await;
	assert!(matches!(refused, Err(GatewayError::Refused { status: 404, .. })), "{refused:?}");
	other.root = root;
	other.root.summary.sum += 1;
	assert_eq!(gateway.opening(&other, &[]).await, Err(GatewayError::OtherRun));

	let nobody = Gateway::new("http://127.0.0.1:1/").unwrap();
	let refused = nobody.opening(&leaf, &[]).await;
	assert!(matches!(refused, Err(GatewayError::Unreachable { .. })), "{refused:?}");
	other.root.summary = Summary { count: 1, ..other.root.summary };
	assert_eq!(nobody.opening(&other, &[]).await, Ok(Opening::default()));
}

#[tokio::test]
async fn serves_batches_and_their_raw_data() {
	let server = fake().await;
	let batch = server.json("/v1/batches/1").await;
	assert_eq!(batch["block"], json!({ "number": 7, "hash": "07".repeat(32) }));
	assert_eq!(batch["root"], "01".repeat(32));
	assert_eq!(server.json("/v1/batches/3").await["block"], Value::Null);
	assert_eq!(server.get("/v1/batches/1/data").await.bytes().await.unwrap(), vec![1; 5]);
	assert_eq!(server.problem("/v1/batches/0/data").await, (410, "pruned".into()));
	assert_eq!(server.problem("/v1/batches/4").await, (404, "unknown".into()));
}

#[tokio::test]
async fn serves_status_health_and_metrics() {
	let server = fake().await;
	assert_eq!(server.json("/health/live").await, json!({ "live": true }));
	assert_eq!(server.json("/health/ready").await, json!({ "ready": true, "reasons": [] }));
	assert_eq!(server.json("/v1/status").await["next_batch"], 4);
	assert_eq!(server.get("/metrics").await.text().await.unwrap(), "tallystick_gateway_up 1\n");

	server.readiness.lock().unwrap().extend([NotReady::Broker, NotReady::Quota]);
	let response = server.get("/health/ready").await;
	assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
	let ready: Value = response.json().await.unwrap();
	assert_eq!(ready, json!({ "ready": false, "reasons": ["broker", "quota"] }));
	assert_eq!(server.json("/v1/status").await["not_ready"], json!(["broker", "quota"]));
}

#[tokio::test]
async fn refuses_hostile_requests() {
	let server = fake().await;
	let long = "9".repeat(400);
	let device = device();
	for path in [
		"/v1/devices?limit=0".into(),
		"/v1/devices?limit=1001".into(),
		"/v1/devices?limit=-1".into(),
		"/v1/devices?limit=1&limit=2".into(),
		"/v1/devices?lim=1".into(),
		"/v1/devices?after=ab".into(),
		"/v1/devices?after=%00".into(),
		format!("/v1/devices?after={}", device.to_uppercase()),
		"/v1/devices/ab/readings".into(),
		"/v1/devices/%ff%fe/readings".into(),
		"/v1/devices/..%2f..%2fetc/readings".into(),
		format!("/v1/devices/{}/readings", device.to_uppercase()),
		format!("/v1/devices/{device}/readings?channel=65536"),
		format!("/v1/devices/{device}/readings?from=9007199254740992"),
		format!("/v1/devices/{device}/readings?to={long}"),
		format!("/v1/devices/{device}/readings?after=0-0"),
		format!("/v1/devices/{device}/readings/0/x/proof"),
		format!("/v1/devices/{device}/readings/65536/1/proof"),
		format!("/v1/devices/{device}/readings/0/18446744073709551615/proof"),
		format!("/v1/devices/{device}/readings/0/x/opening"),
		format!("/v1/devices/{device}/readings/0/1/opening?around="),
		format!("/v1/devices/{device}/readings/0/1/opening?around=1,"),
		format!("/v1/devices/{device}/readings/0/1/opening?around=%2B1"),
		format!("/v1/devices/{device}/readings/0/1/opening?around={long}"),
		format!("/v1/devices/{device}/readings/0/1/opening?around=1{}", ",1".repeat(16)),
		format!("/v1/devices/{device}/readings/0/1/opening?root=00"),
		format!("/v1/devices/{device}/readings/0/1/opening?moment=1"),
		"/v1/batches/-1".into(),
		"/v1/batches/9007199254740992".into(),
		"/v1/batches/1e3".into(),
	] {
		assert_eq!(server.problem(&path).await, (400, "bad-request".into()), "{path}");
	}
	for path in ["/", "/v1", "/v1/devices/", "/v1/batches/1/", "/v2/devices"] {
		assert_eq!(server.problem(path).await, (404, "unknown".into()), "{path}");
	}
}

#[tokio::test]
async fn bounds_numbers_and_cursors() {
	let server = fake().await;
	let base = format!("/v1/devices/{}/readings", device());
	for query in [
		"from=9007199254740991".into(),
		"from=5&to=1".into(),
		format!("after={}", "f".repeat(44)),
		format!("after={}", "0".repeat(44)),
		"limit=1000&channel=65535".into(),
	] {
		server.json(&format!("{base}?{query}")).await;
	}
}

#[tokio::test]
async fn refuses_other_methods_than_get() {
	let server = fake().await;
	for path in ["/v1/devices", "/v1/batches/1", "/health/live"] {
		let request = reqwest::Client::new().post(format!("{}{path}", server.base)).body("{}");
		let response = request.send().await.unwrap();
		assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
		assert_eq!(response.headers()["allow"], "GET,HEAD", "{path}");
		assert_eq!(response.headers()["content-type"], "application/problem+json", "{path}");
	}
}

#[tokio::test]
async fn answers_503_when_the_store_fails() {
	let server = start(Fake { broken: true, ..Fake::new() }, limits()).await;
	for path in ["/v1/devices", "/v1/batches/1", "/v1/batches/1/data", "/v1/status"] {
		assert_eq!(server.problem(path).await, (503, "store".into()), "{path}");
	}
}

/// Raw bytes in, the first line out. None: closed without an answer.
async fn raw(server: &Server, request: &[u8]) -> Option<String> {
	let address = server.base.strip_prefix("http://").unwrap();
	let mut stream = TcpStream::connect(address).await.unwrap();
	// The server may have closed before all is written.
	let _ = stream.write_all(request).await;
	let mut answer = Vec::new();
	let _ = tokio::time::timeout(Duration::from_secs(15), stream.read_to_end(&mut answer))
		.await
		.expect("the connection is closed in time");
	String::from_utf8_lossy(&answer).lines().next().map(Into::into)
}

#[tokio::test]
async fn refuses_hostile_request_heads() {
	let server = fake().await;
	let close = "Connection: close\r\n";
	let good = format!("GET /health/live HTTP/1.1\r\nHost: a\r\n{close}\r\n");
	assert_eq!(raw(&server, good.as_bytes()).await.unwrap(), "HTTP/1.1 200 OK");
	for request in [
		format!("GET /health/live HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n", "x".repeat(64 * 1024)),
		format!("GET /{} HTTP/1.1\r\nHost: a\r\n{close}\r\n", "x".repeat(64 * 1024)),
		format!("GET /health/live HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(100)),
		"\0\0\0\0\r\n\r\n".into(),
		"GET /health/live HTTP/9.9\r\n\r\n".into(),
	] {
		let line = raw(&server, request.as_bytes()).await;
		assert!(line.as_ref().is_none_or(|line| line.starts_with("HTTP/1.1 4")), "{line:?}");
	}
	// Never finishes its head.
	let line = raw(&server, b"GET /health/live HTTP/1.1\r\nHost:").await;
	assert!(line.as_ref().is_none_or(|line| line.starts_with("HTTP/1.1 4")), "{line:?}");
	server.json("/health/live").await;
}

/// Takes long over everything.
struct Slow(Duration);

impl Slow {
	fn sleep<T>(&self) -> Result<T, ArchiveError> {
		std::thread::sleep(self.0);
		Err(ArchiveError::Unknown)
	}
}

impl Archive for Slow {
	fn status(&self) -> Result<StoreStatus, ArchiveError> {
		self.sleep()
	}
	fn devices(
		&self,
		_: Option<tallystick_evidence::DeviceId>,
		_: u32,
	) -> Result<Vec<StoredDevice>, ArchiveError> {
		self.sleep()
	}
	fn readings(&self, _: &Query) -> Result<Vec<StoredReading>, ArchiveError> {
		self.sleep()
	}
	fn prove_one(&self, _: &ReadingSelector) -> Result<Proof, ArchiveError> {
		self.sleep()
	}
	fn run_of(
		&self,
		_: &ReadingSelector,
		_: Option<tallystick_evidence::Hash>,
	) -> Result<tallystick_evidence::run::RunTree, ArchiveError> {
		self.sleep()
	}
	fn batch(&self, _: u64) -> Result<StoredBatch, ArchiveError> {
		self.sleep()
	}
	fn data(&self, _: u64) -> Result<Vec<u8>, ArchiveError> {
		self.sleep()
	}
}

#[tokio::test]
async fn answers_503_beyond_the_concurrent_requests() {
	let limits = Limits { concurrent: 1, timeout: Duration::from_millis(300) };
	let server = start(Slow(Duration::from_secs(1)), limits).await;
	let (first, second) = tokio::join!(server.problem("/v1/status"), async {
		tokio::time::sleep(Duration::from_millis(100)).await;
		server.problem("/v1/status").await
	});
	assert_eq!(first, (503, "too-slow".into()));
	assert_eq!(second, (503, "busy".into()));
	// It was given up, and keeps its place until it ends.
	assert_eq!(server.problem("/v1/status").await, (503, "busy".into()));
	server.json("/health/live").await;
	tokio::time::sleep(Duration::from_secs(1)).await;
	assert_eq!(server.problem("/v1/status").await.1, "too-slow");
}

#[tokio::test]
async fn finishes_open_requests_before_it_stops() {
	let server = start(Slow(Duration::from_millis(500)), limits()).await;
	let (answer, ()) = tokio::join!(server.problem("/v1/status"), async {
		tokio::time::sleep(Duration::from_millis(100)).await;
		server.stopper.stop();
	});
	assert_eq!(answer, (404, "unknown".into()));
	tokio::time::timeout(Duration::from_secs(5), server.task).await.unwrap().unwrap();
}

#[tokio::test]
async fn matches_the_openapi_file() {
	let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/gateway-openapi.json");
	assert!(
		std::fs::read_to_string(path).unwrap() == openapi(),
		"docs/gateway-openapi.json is old; run: tallystick-gateway openapi > docs/gateway-openapi.json"
	);
	let server = fake().await;
	assert_eq!(server.get("/openapi.json").await.text().await.unwrap(), openapi());
}
