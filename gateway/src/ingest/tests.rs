use super::*;
use crate::{
	archive::{Archive, Query},
	chain::Status,
	follow::View,
	registry::RegistrySettings,
	sealing::Sealer,
	submit::Submitter,
	support::{answers, folder, MockChain, TestDevice, ACCOUNT},
};
use tallystick_evidence::Scheme;
use tallystick_wire::{Announcement, Reply, SignedSegment};

mod example;
mod moves;

struct Scene {
	chain: Arc<MockChain>,
	store: Arc<Store>,
	ingest: Ingest<MockChain>,
	_folder: tempfile::TempDir,
}

impl Scene {
	fn new() -> Self {
		Self::with_account(ACCOUNT)
	}

	fn with_account(account: [u8; 32]) -> Self {
		Self::on(Arc::new(MockChain::new()), folder(), account)
	}

	/// A gateway on this store.
	fn on(chain: Arc<MockChain>, folder: tempfile::TempDir, account: [u8; 32]) -> Self {
		chain.lock().account = Some(account);
		let options = StoreOptions { account, ..chain.options() };
		let store = Arc::new(Store::open(folder.path().join("db"), options).unwrap());
		store.begin_at(0).unwrap();
		let settings = RegistrySettings {
			short_ttl: Duration::ZERO,
			rest: Duration::ZERO,
			..Default::default()
		};
		let registry = Arc::new(Registry::new(store.clone(), chain.clone(), settings));
		let settings = IngestSettings { workers: 2, ..Default::default() };
		let ingest = Ingest::new(store.clone(), registry, Arc::new(()), settings);
		Self { chain, store, ingest, _folder: folder }
	}

	fn device(&self, seed: u8) -> TestDevice {
		TestDevice::new(&self.chain, seed, Scheme::Ed25519)
	}

	async fn one(&self, device: &TestDevice, message: &Inbound) -> Answer {
		let out = self.ingest.take(vec![message.clone()]).await;
		let mut answers = answers(&out, device.id);
		assert_eq!(answers.len(), 1);
		answers.remove(0)
	}

	fn count(&self, device: &TestDevice) -> usize {
		let query = Query {
			device: device.id,
			channel: None,
			from: 0,
			to: u64::MAX,
			after: None,
			limit: 10_000,
		};
		self.store.readings(&query).unwrap().len()
	}
}

#[tokio::test]
async fn accepts_every_kind_of_message_and_every_scheme() {
	let scene = Scene::new();
	for (seed, scheme) in [(1, Scheme::Ed25519), (2, Scheme::P256), (3, Scheme::Secp256k1)] {
		let mut device = TestDevice::new(&scene.chain, seed, scheme);
		let (message, _) = device.segment(6);
		let answer = scene.one(&device, &message).await;
		assert_eq!((answer.error, answer.boot, answer.next), (None, 0, 6));
		device.boot_epoch = 1;
		device.next = 0;
		let (message, _) = device.readings(5);
		let answer = scene.one(&device, &message).await;
		assert_eq!((answer.error, answer.boot, answer.next), (None, 1, 5));
		assert_eq!(scene.count(&device), 11);
	}
	let mut device = scene.device(4);
	let (message, points) = device.senml(7);
	let answer = scene.one(&device, &message).await;
	assert_eq!((answer.error, answer.next), (None, 7));
	let query = Query {
		device: device.id,
		channel: Some(1),
		from: points[1].1,
		to: points[5].1,
		after: None,
		limit: 10,
	};
	let kept: Vec<_> = scene.store.readings(&query).unwrap();
	let kept: Vec<_> = kept.iter().map(|kept| (kept.channel, kept.time, kept.value)).collect();
	assert_eq!(kept, [points[1], points[3]]);
}

#[tokio::test]
async fn acknowledges_repeated_messages_and_stores_them_once() {
	let scene = Scene::new();
	let (mut a, mut b, mut c) = (scene.device(1), scene.device(2), scene.device(3));
	let messages =
		[a.segment(4), a.segment(4), b.readings(4), b.readings(4), c.senml(4), c.senml(4)];
	for round in 0..3 {
		for (message, _) in &messages {
			let out = scene.ingest.take(vec![message.clone()]).await;
			let answer = Answer::decode_any(&out[0].payload).unwrap();
			assert_eq!(answer.error, None);
			assert!(round == 0 || answer.next == 8, "{answer:?}");
		}
	}
	for device in [&a, &b, &c] {
		assert_eq!(scene.count(device), 8);
	}
	// Some of these readings are stored, others are new.
	let mut again = scene.device(2);
	again.time = b.time - 80;
	let (message, _) = again.readings(12);
	let answer = scene.one(&b, &message).await;
	assert_eq!((answer.error, answer.next), (None, 12));
	assert_eq!(scene.count(&b), 12);
}

#[tokio::test]
async fn refuses_messages_out_of_order() {
	let scene = Scene::new();
	let mut device = scene.device(1);
	let (first, _) = device.segment(4);
	let _lost = device.segment(4);
	let (third, _) = device.segment(4);
	assert_eq!(scene.one(&device, &first).await.error, None);
	let answer = scene.one(&device, &third).await;
	assert_eq!((answer.error, answer.next), (Some(ErrorCode::Gap), 4));

	// Another version of the first.
	let mut liar = scene.device(1);
	liar.time += 5;
	let (other, _) = liar.segment(4);
	assert_eq!(scene.one(&device, &other).await.error, Some(ErrorCode::Conflict));
	// The next one, after another first.
	let (forked, _) = liar.segment(4);
	assert_eq!(scene.one(&device, &forked).await.error, Some(ErrorCode::Fork));
	// Overlaps in part.
	liar.next = 2;
	let (overlap, _) = liar.segment(4);
	assert_eq!(scene.one(&device, &overlap).await.error, Some(ErrorCode::Conflict));

	// A new boot epoch begins at zero.
	liar.boot_epoch = 1;
	let (late, _) = liar.segment(4);
	assert_eq!(scene.one(&device, &late).await.error, Some(ErrorCode::Gap));
	(liar.next, liar.previous) = (0, [0; 32]);
	let (anew, _) = liar.segment(4);
	let answer = scene.one(&device, &anew).await;
	assert_eq!((answer.error, answer.boot, answer.next), (None, 1, 4));
	// The old boot epoch is over, but its stored readings may come again.
	assert_eq!(scene.one(&device, &third).await.error, Some(ErrorCode::RolledBack));
	assert_eq!(scene.one(&device, &first).await.error, None);
	assert_eq!(scene.count(&device), 8);
}

#[tokio::test]
async fn refuses_signed_readings_that_conflict() {
	let scene = Scene::new();
	let mut device = scene.device(1);
	let (first, _) = device.readings(4);
	assert_eq!(scene.one(&device, &first).await.error, None);
	let mut liar = scene.device(1);
	liar.time += 5;
	let (other, _) = liar.readings(8);
	assert_eq!(scene.one(&device, &other).await.error, Some(ErrorCode::Conflict));
	device.next = 6;
	let (gap, _) = device.readings(2);
	assert_eq!(scene.one(&device, &gap).await.error, Some(ErrorCode::Gap));
	assert_eq!(scene.count(&device), 4);
}

#[tokio::test]
async fn refuses_stale_unsigned_readings_and_those_of_devices_that_sign() {
	let scene = Scene::new();
	let mut device = scene.device(1);
	let (first, _) = device.senml(4);
	assert_eq!(scene.one(&device, &first).await.error, None);
	let mut liar = scene.device(1);
	liar.time = device.time - 35;
	let (stale, _) = liar.senml(2);
	assert_eq!(scene.one(&device, &stale).await.error, Some(ErrorCode::Stale));

	let mut signer = scene.device(2);
	let (signed, _) = signer.segment(2);
	assert_eq!(scene.one(&signer, &signed).await.error, None);
	let (unsigned, _) = signer.senml(2);
	assert_eq!(scene.one(&signer, &unsigned).await.error, Some(ErrorCode::Unsigned));
}

#[tokio::test]
async fn numbers_of_unsigned_readings_settle_nothing_that_is_signed() {
	let scene = Scene::new();
	let mut device = scene.device(1);
	let (unsigned, _) = device.senml(4);
	let (signed, _) = device.segment(2);
	let (late, _) = device.senml(2);
	for (message, error, next) in
		[(&unsigned, None, 4), (&signed, None, 2), (&late, Some(ErrorCode::Unsigned), 4)]
	{
		let answer = scene.one(&device, message).await;
		assert_eq!((answer.error, answer.next), (error, next));
		assert_eq!(answer.boot == device.boot_epoch, *message.topic == *signed.topic);
	}
}

#[tokio::test]
async fn refuses_devices_that_are_not_active_or_not_authorised() {
	let scene = Scene::new();
	let mut device = scene.device(1);
	let id = device.id;
	let change = |to: &dyn Fn(&mut crate::chain::DeviceFacts)| {
		to(scene.chain.lock().devices.get_mut(&id).unwrap());
	};
	let (message, _) = device.segment(2);
	change(&|facts| facts.authorised = false);
	assert_eq!(scene.one(&device, &message).await.error, Some(ErrorCode::NotAuthorised));
	change(&|facts| facts.status = Status::Revoked);
	assert_eq!(scene.one(&device, &message).await.error, Some(ErrorCode::NotActive));
	change(&|facts| (facts.status, facts.authorised) = (Status::Active, true));
	assert_eq!(scene.one(&device, &message).await.error, None);
	device.key_epoch = 1;
	let (message, _) = device.segment(2);
	assert_eq!(scene.one(&device, &message).await.error, Some(ErrorCode::UnknownKey));

	let mut ahead = scene.device(5);
	ahead.time += 3 * 3_600_000;
	let (message, _) = ahead.segment(2);
	assert_eq!(scene.one(&ahead, &message).await.error, Some(ErrorCode::FromFuture));

	let mut unknown = scene.device(6);
	scene.chain.lock().devices.remove(&unknown.id);
	let (message, _) = unknown.segment(2);
	assert_eq!(scene.one(&unknown, &message).await.error, Some(ErrorCode::UnknownDevice));
	scene.chain.lock().down = true;
	let mut unheard = scene.device(7);
	let (message, _) = unheard.segment(2);
	assert_eq!(scene.one(&unheard, &message).await.error, Some(ErrorCode::Unavailable));
}

#[tokio::test]
async fn accepts_known_devices_while_the_chain_is_unreachable() {
	let scene = Scene::new();
	let mut device = scene.device(1);
	let (message, _) = device.segment(2);
	assert_eq!(scene.one(&device, &message).await.error, None);
	scene.chain.lock().down = true;
	let registry =
		Registry::new(scene.store.clone(), scene.chain.clone(), RegistrySettings::default());
	let ingest = Ingest::new(
		scene.store.clone(),
		Arc::new(registry),
		Arc::new(()),
		IngestSettings::default(),
	);
	let (message, _) = device.segment(2);
	let out = ingest.take(vec![message]).await;
	assert_eq!(answers(&out, device.id)[0].next, 4);
}

#[tokio::test]
async fn refuses_altered_messages() {
	let scene = Scene::new();
	let mut device = scene.device(1);
	let (good, _) = device.segment(3);
	// Another chain's.
	let mut other = scene.device(1);
	other.genesis = [1; 32];
	let (message, _) = other.segment(3);
	assert_eq!(scene.one(&device, &message).await.error, Some(ErrorCode::BadSignature));
	// Another device's.
	let mut foreign = scene.device(2);
	let (mut message, _) = foreign.segment(3);
	message.topic = good.topic.clone();
	assert_eq!(scene.one(&device, &message).await.error, Some(ErrorCode::WrongDevice));
	// A reading changed in the pack: the last byte is the last value's.
	let mut message = good.clone();
	*message.payload.last_mut().unwrap() ^= 1;
	assert_eq!(scene.one(&device, &message).await.error, Some(ErrorCode::WrongRoot));
	let mut message = good.clone();
	message.payload.truncate(40);
	assert_eq!(scene.one(&device, &message).await.error, Some(ErrorCode::Malformed));
	message.payload = vec![0; tallystick_wire::MAX_MESSAGE + 1];
	assert_eq!(scene.one(&device, &message).await.error, Some(ErrorCode::TooLarge));
	assert_eq!(scene.one(&device, &good).await.error, None);
}

/// The gateway rebuilds every segment before it acknowledges it, so that it anchors none for which it
/// could be convicted.
#[tokio::test]
async fn a_signed_header_that_contradicts_itself_or_its_readings_is_not_acknowledged() {
	use tallystick_evidence::SegmentHeader;
	let scene = Scene::new();
	let mut device = scene.device(1);
	let (good, _) = device.segment(3);
	let segment = SignedSegment::decode(&good.payload).unwrap();
	let lies: [fn(&mut SegmentHeader); 7] = [
		|header| header.count = 0,
		|header| header.count += 1,
		|header| (header.start, header.end) = (header.end, header.start),
		|header| header.start -= 1,
		|header| header.end += 1,
		|header| header.sequence = u64::MAX - 1,
		|header| header.root = [7; 32],
	];
	for (index, lie) in lies.iter().enumerate() {
		let mut segment = segment.clone();
		lie(&mut segment.header);
		let signed = segment.header.message(&device.genesis, segment.scheme).unwrap();
		segment.signature = device.secret.sign(&signed);
		let message = Inbound { payload: segment.encode(), ..good.clone() };
		let answer = scene.one(&device, &message).await;
		assert!(answer.error.is_some(), "lie {index}");
		assert_eq!(answer.next, 0, "lie {index}");
	}
	assert_eq!(scene.count(&device), 0);
	assert_eq!(scene.one(&device, &good).await.next, 3);
}

#[tokio::test]
async fn accepts_255_messages_beside_one_with_a_bad_signature() {
	let scene = Scene::new();
	let mut honest: Vec<_> = (1..16).map(|seed| scene.device(seed)).collect();
	let mut hostile = scene.device(77);
	hostile.genesis = [1; 32];
	let mut group = Vec::new();
	for i in 0..255 {
		group.push(honest[i % 15].segment(2).0);
	}
	group.insert(100, hostile.segment(2).0);
	let out = scene.ingest.take(group).await;
	for device in &honest {
		let answers = answers(&out, device.id);
		assert_eq!((answers.len(), answers[0].error, answers[0].next), (1, None, 34));
	}
	assert_eq!(answers(&out, hostile.id)[0].error, Some(ErrorCode::BadSignature));

	// From now on its messages are verified separately, and only a few of them.
	assert!(scene.ingest.is_penalised(&hostile.id));
	let flood = (0..64).map(|_| hostile.segment(2).0);
	let group: Vec<_> = flood.chain([honest[0].segment(2).0]).collect();
	let out = scene.ingest.take(group).await;
	assert_eq!(answers(&out, honest[0].id)[0].next, 36);
	assert!(answers(&out, hostile.id).iter().any(|answer| answer.error == Some(ErrorCode::Busy)));
}

#[tokio::test]
async fn answers_busy_when_the_disk_is_full() {
	let scene = Scene::new();
	let mut options = scene.chain.options();
	options.min_free = u64::MAX;
	let path = scene._folder.path().join("full");
	let full = Arc::new(Store::open(&path, options).unwrap());
	let registry = Registry::new(full.clone(), scene.chain.clone(), RegistrySettings::default());
	let ingest = Ingest::new(full, Arc::new(registry), Arc::new(()), IngestSettings::default());
	let mut device = scene.device(1);
	let (message, _) = device.segment(2);
	let out = ingest.take(vec![message.clone()]).await;
	assert_eq!(answers(&out, device.id)[0].error, Some(ErrorCode::Busy));
	assert_eq!(scene.one(&device, &message).await.error, None);
}

#[tokio::test]
async fn answers_all_received_messages_before_it_stops() {
	let Scene { chain, ingest, store, _folder } = Scene::new();
	let mut device = TestDevice::new(&chain, 1, Scheme::Ed25519);
	let (to_ingest, rx) = mpsc::channel(8);
	let (tx, mut out) = mpsc::channel(8);
	let (stopper, stop) = crate::stop::stop();
	let task = tokio::spawn(ingest.run(rx, tx, stop));
	to_ingest.send(device.segment(3).0).await.unwrap();
	let answer = out.recv().await.unwrap();
	assert_eq!(Answer::decode_any(&answer.payload).unwrap().next, 3);
	stopper.stop();
	task.await.unwrap();
	assert_eq!(store.waiting().unwrap().readings, 3);
}

/// Begins the next boot epoch.
fn reboot(device: &mut TestDevice) {
	device.boot_epoch += 1;
	(device.next, device.previous) = (0, [0; 32]);
}

#[tokio::test]
async fn every_boot_epoch_of_a_group_is_answered() {
	let scene = Scene::new();
	for (seed, of_segments) in [(1, true), (2, false)] {
		let mut device = scene.device(seed);
		let say = |device: &mut TestDevice| match of_segments {
			true => device.segment(4).0,
			false => device.readings(4).0,
		};
		let mut group = vec![say(&mut device), say(&mut device)];
		reboot(&mut device);
		group.push(say(&mut device));
		let last = [Reference::of(&group[1].payload), Reference::of(&group[2].payload)];
		let expected = [(last[0], 0, 8), (last[1], 1, 4)];
		// The first time, and when no answer arrived and all of it is sent again.
		for _ in 0..2 {
			let out = scene.ingest.take(group.clone()).await;
			let sent = answers(&out, device.id);
			assert!(sent.iter().all(|answer| answer.error.is_none()), "{sent:?}");
			let sent: Vec<_> = sent.iter().map(|a| (a.reference, a.boot, a.next)).collect();
			assert_eq!(sent, expected);
		}
	}
}

#[tokio::test]
async fn a_repeated_message_of_an_older_boot_epoch_is_answered_with_that_epochs_numbers() {
	let scene = Scene::new();
	let submitter = |scene: &Scene| {
		let steps: Arc<dyn Steps> = Arc::new(());
		Submitter::new(scene.store.clone(), scene.chain.clone(), steps, Default::default())
	};
	let mut submitter = submitter(&scene);
	let view = submitter.view();
	let sealer = Sealer::new(scene.store.clone(), Arc::new(()), Default::default(), view);
	let mut device = scene.device(1);
	let (first, _) = device.segment(4);
	assert_eq!(scene.one(&device, &first).await.error, None);
	assert!(sealer.seal().await.unwrap());
	let (second, _) = device.segment(3);
	assert_eq!(scene.one(&device, &second).await.error, None);
	reboot(&mut device);
	let (third, _) = device.segment(5);
	assert_eq!(scene.one(&device, &third).await.next, 5);

	let sent = |answer: &Answer| (answer.boot, answer.next, answer.finalized);
	assert_eq!(sent(&scene.one(&device, &first).await), (0, 7, Some(0)));
	let mut reached = Vec::new();
	submitter.tick(&mut reached).await.unwrap();
	scene.chain.grow(3);
	scene.chain.finalise(0);
	submitter.tick(&mut reached).await.unwrap();
	for again in [&first, &second] {
		let answer = scene.one(&device, again).await;
		assert_eq!((answer.error, sent(&answer)), (None, (0, 7, Some(4))));
	}
	assert_eq!(sent(&scene.one(&device, &third).await), (1, 5, Some(0)));

	// Finality of that boot epoch is announced as well, by a message that cannot be taken for an answer.
	let (tx, mut rx) = mpsc::channel(8);
	submitter.announce(reached, &tx).await;
	let announced = Reply::decode_any(&rx.try_recv().unwrap().payload).unwrap();
	assert_eq!(announced, Announcement { boot: 0, finalized: 4 }.into());
	assert!(rx.try_recv().is_err());
}

#[tokio::test]
async fn every_answer_names_its_message() {
	let scene = Scene::new();
	let mut device = scene.device(1);
	let (first, _) = device.senml(2);
	let (second, _) = device.senml(2);
	let mut broken = second.clone();
	broken.payload.truncate(20);
	let mut foreign = scene.device(2);
	foreign.genesis = [1; 32];
	let (forged, _) = foreign.segment(2);
	let (more, _) = foreign.segment(2);
	let group = vec![first, broken, second, forged, more];
	let out = scene.ingest.take(group.clone()).await;
	for (message, error) in group.iter().zip([
		None,
		Some(ErrorCode::Malformed),
		None,
		Some(ErrorCode::BadSignature),
		Some(ErrorCode::BadSignature),
	]) {
		let all = [answers(&out, device.id), answers(&out, foreign.id)].concat();
		let of: Vec<_> = all.iter().filter(|answer| answer.is_to(&message.payload)).collect();
		assert_eq!(of.iter().map(|answer| answer.error).collect::<Vec<_>>(), [error]);
	}
	// The same holds while nothing can be stored.
	scene.store.halt();
	for message in &group[..1] {
		let answer = scene.one(&device, message).await;
		assert_eq!(answer.error, Some(ErrorCode::Busy));
		assert!(answer.is_to(&message.payload));
	}
}

#[tokio::test]
async fn a_pack_is_named_by_the_number_that_it_gives() {
	let scene = Scene::new();
	let mut device = scene.device(1);
	let mut numbered = |fields: &str| {
		let (mut message, _) = device.senml(1);
		message.payload.splice(..2, format!("[{{{fields},").into_bytes());
		message
	};
	let device = scene.device(1);
	for (fields, reference, error) in [
		(r#""ref":7"#, Some(7), None),
		(r#""ref":18446744073709551615"#, Some(u64::MAX), None),
		// The same holds if the pack is refused for another reason after its number was read.
		(r#""ref":8,"vb":true"#, Some(8), Some(ErrorCode::Unsupported)),
		(r#""vb":true,"ref":8"#, None, Some(ErrorCode::Unsupported)),
		(r#""ref":9,"bn":"_""#, Some(9), Some(ErrorCode::Malformed)),
		(r#""ref":-1"#, None, Some(ErrorCode::Malformed)),
		(r#""ref":1.0"#, None, Some(ErrorCode::Malformed)),
		(r#""ref":"7""#, None, Some(ErrorCode::Malformed)),
	] {
		let message = numbered(fields);
		let answer = scene.one(&device, &message).await;
		let of_hash = Reference::of(&message.payload);
		let expected = reference.map_or(of_hash, Reference::Number);
		assert_eq!((answer.reference, answer.error), (expected, error), "{fields}");
	}
}

#[tokio::test]
async fn a_payload_that_is_not_a_cbor_array_is_answered_in_json() {
	let scene = Scene::new();
	let device = scene.device(1);
	for payload in [&br#"{"n":"power","v":1}"#[..], b" [", b"", b"21.5"] {
		let topic = format!("tallystick/{}/senml", tallystick_wire::Hex(device.id));
		let message = Inbound { topic, payload: payload.to_vec(), received: 0 };
		let out = scene.ingest.take(vec![message]).await;
		let reply = Reply::from_json(&out[0].payload);
		assert!(matches!(reply, Ok(Reply::Answer(answer)) if answer.is_to(payload)));
	}
}

/// A pack of this device that comes now.
fn pack(device: &TestDevice, payload: impl Into<Vec<u8>>) -> Inbound {
	let topic = format!("tallystick/{}/senml", tallystick_wire::Hex(device.id));
	Inbound { topic, payload: payload.into(), received: tallystick_client::time::now() }
}

/// Noon of a day long past, in seconds.
const NOON: u64 = 1_700_049_600;

fn iso(seconds: u64) -> String {
	tallystick_client::time::write(seconds * 1_000)
}

impl Scene {
	/// The answer to a pack that comes now.
	async fn answer(&self, device: &TestDevice, payload: impl Into<Vec<u8>>) -> Answer {
		self.one(device, &pack(device, payload)).await
	}

	/// The code and the detail with which a pack is refused.
	async fn refusal(
		&self,
		device: &TestDevice,
		payload: impl Into<Vec<u8>>,
	) -> (ErrorCode, String) {
		let answer = self.answer(device, payload).await;
		(answer.error.unwrap(), answer.detail.unwrap())
	}
}

#[tokio::test]
async fn a_time_since_the_devices_start_is_not_stored_in_the_future() {
	let scene = Scene::new();
	let device = scene.device(1);
	let (code, detail) = scene.refusal(&device, r#"[{"n":"power","t":1800,"v":19.5}]"#).await;
	assert_eq!(code, ErrorCode::FromFuture);
	assert_eq!(
		detail,
		"record 1, channel power, field t: 1800 seconds, below 2^28, count from when the message is \
		 received, and so lie in the future. Set the device's clock."
	);
	// So the clock's first honest reading is not out of date.
	let honest = format!(r#"[{{"n":"power","t":{NOON},"v":19.5}}]"#);
	assert_eq!(scene.answer(&device, honest).await.error, None);
	assert_eq!(scene.count(&device), 1);
	let (code, detail) = scene.refusal(&device, r#"[{"n":"load","t":-268435456,"v":1}]"#).await;
	assert_eq!(code, ErrorCode::OutOfRange);
	assert!(detail.starts_with("record 1, channel load, field t: more than 2^28 seconds before"));
}

#[tokio::test]
async fn a_time_in_another_unit_is_answered_as_it_was_understood() {
	let scene = Scene::new();
	let device = scene.device(1);
	let now = tallystick_client::time::now();
	let refusal = |time: String| {
		let pack = format!(r#"[{{"n":"load","v":1,"t":-5}},{{"n":"power","v":1,"t":{time}}}]"#);
		scene.refusal(&device, pack)
	};
	let (code, detail) = refusal(now.to_string()).await;
	assert_eq!(code, ErrorCode::FromFuture);
	let understood = tallystick_client::time::write(now * 1_000);
	let place = "record 2, channel power, field t: ";
	assert!(
		detail.starts_with(&format!("{place}{understood} is ahead of the gateway's clock")),
		"{detail}"
	);
	assert!(detail.ends_with("; the number looks like milliseconds. Send seconds."), "{detail}");
	let (code, detail) = refusal(format!("{now}000")).await;
	assert_eq!(code, ErrorCode::FromFuture);
	assert!(detail.ends_with("; the number looks like microseconds. Send seconds."), "{detail}");
	let (code, detail) = refusal(format!("{now}000000")).await;
	let expected = format!(
		"{place}{now}000000 seconds are not a time; it looks like nanoseconds. Send seconds."
	);
	assert_eq!((code, detail), (ErrorCode::OutOfRange, expected));
	// A clock that is wrong in seconds.
	let (code, detail) = refusal((now / 1_000 + 7_200).to_string()).await;
	assert_eq!(code, ErrorCode::FromFuture);
	assert!(detail.ends_with("Z. Set the device's clock."), "{detail}");
}

#[tokio::test]
async fn a_value_that_is_no_number_is_found_among_many() {
	let scene = Scene::new();
	let device = scene.device(1);
	let text = format!(
		r#"[{{"bt":{NOON},"n":"power","v":1}},{{"n":"load","v":2}},{{"n":"load","t":1,"v":NaN}},{{"n":"power","t":1,"v":3}}]"#
	);
	let (code, detail) = scene.refusal(&device, text).await;
	let wrong = "record 3, field v: not a number. Send a number, or leave the record out.";
	assert_eq!((code, &*detail), (ErrorCode::Malformed, wrong));
	// As a float in CBOR: [{"n": "power", "v": 1}, {"n": "load", "v": NaN}].
	let cbor = hex::decode("82a20065706f7765720201a200646c6f616402f97e00").unwrap();
	let (code, detail) = scene.refusal(&device, cbor).await;
	let wrong = "record 2, field v: not a finite number. Send a number, or leave the record out.";
	assert_eq!((code, &*detail), (ErrorCode::OutOfRange, wrong));
	assert_eq!(scene.count(&device), 0);
}

#[tokio::test]
async fn a_record_of_base_fields_alone_is_stored_with_those_after_it() {
	let scene = Scene::new();
	let device = scene.device(1);
	let text = format!(r#"[{{"bt":{NOON}}},{{"n":"power","v":12.3}}]"#);
	let answer = scene.answer(&device, text).await;
	assert_eq!((answer.error, answer.next), (None, 1));
	let text = format!(r#"[{{"bt":{NOON}}},{{"n":"load"}}]"#);
	let (code, detail) = scene.refusal(&device, text).await;
	assert_eq!(code, ErrorCode::Malformed);
	assert!(detail.starts_with("record 2: the record has no value `v`. "), "{detail}");
}

#[tokio::test]
async fn blanks_before_a_pack_are_skipped_and_the_answer_to_an_object_asks_for_an_array() {
	let scene = Scene::new();
	let device = scene.device(1);
	for (before, at) in [" ", "\n", "\r\n\t", "\u{feff}", "\u{feff} "].into_iter().zip(0u64..) {
		let pack = pack(&device, format!(r#"{before}[{{"n":"power","t":{},"v":1}}]"#, NOON + at));
		let out = scene.ingest.take(vec![pack.clone()]).await;
		let Ok(Reply::Answer(answer)) = Reply::from_json(&out[0].payload) else {
			panic!("{out:?}")
		};
		assert!(answer.error.is_none() && answer.is_to(&pack.payload), "{before:?}: {answer:?}");
	}
	assert_eq!(scene.count(&device), 5);
	for object in [r#"{"n":"power","v":1}"#, "\u{feff}\n{\"n\":\"power\",\"v\":1}"] {
		let out = scene.ingest.take(vec![pack(&device, object)]).await;
		let Ok(Reply::Answer(answer)) = Reply::from_json(&out[0].payload) else {
			panic!("{out:?}")
		};
		assert_eq!(answer.error, Some(ErrorCode::Malformed));
		let detail = answer.detail.unwrap();
		assert!(detail.starts_with("a pack is an array of records"), "{detail}");
	}
}

#[tokio::test]
async fn a_stale_record_is_named_and_the_rest_of_its_pack_is_stored_when_sent_again() {
	let scene = Scene::new();
	let device = scene.device(1);
	let first = format!(r#"[{{"n":"power","t":{NOON},"v":20}}]"#);
	assert_eq!(scene.answer(&device, first).await.error, None);
	let both =
		format!(r#"[{{"n":"load","t":{NOON},"v":55}},{{"n":"power","t":{},"v":19}}]"#, NOON - 9);
	let (code, detail) = scene.refusal(&device, both).await;
	let expected = format!(
		"record 2, channel power, field t: {} is not later than the channel's last stored time, {}. \
		 Leave out the records of such a channel up to its last stored time (1 of 2), and send the \
		 others again.",
		iso(NOON - 9),
		iso(NOON)
	);
	assert_eq!((code, detail), (ErrorCode::Stale, expected));
	let rest = format!(r#"[{{"n":"load","t":{NOON},"v":55}}]"#);
	assert_eq!(scene.answer(&device, rest).await.error, None);
	assert_eq!(scene.count(&device), 2);
	// A channel by its number, in a pack with nothing else to send, and each channel once.
	let late = format!(
		r#"[{{"bt":{},"n":"0","v":1}},{{"n":"0","t":1,"v":1}},{{"n":"1","v":1}}]"#,
		NOON - 60
	);
	let (code, detail) = scene.refusal(&device, late).await;
	let stale = |record, channel| {
		format!(
			"record {record}, channel {channel}, field t: {} is not later than the channel's last \
			 stored time, {}. ",
			iso(NOON - 60),
			iso(NOON)
		)
	};
	let expected = [&stale(1, 0), &stale(3, 1), ErrorCode::Stale.advice()].concat();
	assert_eq!((code, detail), (ErrorCode::Stale, expected));
}

#[tokio::test]
async fn the_answer_to_a_repeated_hour_names_the_last_stored_time() {
	let scene = Scene::new();
	let device = scene.device(1);
	// A clock in local time, which is set back by an hour.
	let minute = |at: u64, value: u64| format!(r#"[{{"n":"power","t":{at},"v":{value}}}]"#);
	for at in 0..60 {
		let answer = scene.answer(&device, minute(NOON + at * 60, at)).await;
		assert_eq!(answer.error, None);
	}
	let last = NOON + 59 * 60;
	for at in [0, 30, 59] {
		let (code, detail) = scene.refusal(&device, minute(NOON + at * 60, 100 + at)).await;
		assert_eq!(code, ErrorCode::Stale);
		assert!(detail.contains(&format!("last stored time, {}. ", iso(last))), "{detail}");
	}
	assert_eq!(scene.answer(&device, minute(last + 60, 1)).await.error, None);
}

#[tokio::test]
async fn a_signed_reading_of_the_future_is_named_by_its_number_and_its_time() {
	let scene = Scene::new();
	let mut device = scene.device(1);
	let (message, _) = device.readings(3);
	assert_eq!(scene.one(&device, &message).await.error, None);
	device.time += 24 * 3_600_000;
	let time = tallystick_client::time::write(device.time);
	let (message, _) = device.readings(2);
	let answer = scene.one(&device, &message).await;
	let detail = answer.detail.unwrap();
	assert_eq!(answer.error, Some(ErrorCode::FromFuture));
	let expected =
		format!("reading number 3, channel 0: {time} is ahead of the gateway's clock, which says ");
	assert!(detail.starts_with(&expected), "{detail}");
	let mut device = scene.device(2);
	device.time += 24 * 3_600_000;
	let (message, _) = device.segment(2);
	let answer = scene.one(&device, &message).await;
	let detail = answer.detail.unwrap();
	let understood = tallystick_client::time::write(device.time - 20);
	let expected =
		format!("record 1, channel power, field t: {understood} is ahead of the gateway's clock");
	assert!(detail.starts_with(&expected), "{detail}");
	assert!(detail.ends_with("Set the device's clock."), "{detail}");
}

#[tokio::test]
async fn a_segment_after_readings_needs_zeros_at_the_gateway() {
	let scene = Scene::new();
	let mut device = scene.device(1);
	let (segment, _) = device.segment(2);
	assert_eq!(scene.one(&device, &segment).await.next, 2);
	let name = device.previous;
	let (readings, _) = device.readings(3);
	assert_eq!(scene.one(&device, &readings).await.next, 5);
	// The name of the segment before the readings, and any other.
	for previous in [name, [9; 32]] {
		let mut forked = TestDevice(device.0.clone());
		forked.previous = previous;
		let answer = scene.one(&device, &forked.segment(2).0).await;
		assert_eq!((answer.error, answer.next), (Some(ErrorCode::Fork), 5));
	}
	device.previous = [0; 32];
	let (segment, _) = device.segment(2);
	assert_eq!(scene.one(&device, &segment).await.next, 7);
	// The next one names it, and zeros would hide it.
	let mut forked = TestDevice(device.0.clone());
	forked.previous = [0; 32];
	let answer = scene.one(&device, &forked.segment(2).0).await;
	assert_eq!((answer.error, answer.next), (Some(ErrorCode::Fork), 7));
	let (segment, _) = device.segment(1);
	assert_eq!(scene.one(&device, &segment).await.next, 8);
	assert_eq!(scene.count(&device), 8);
}

#[tokio::test]
async fn finality_reached_while_a_device_was_away_comes_with_its_next_answer() {
	let scene = Scene::new();
	let steps: Arc<dyn Steps> = Arc::new(());
	let mut submitter =
		Submitter::new(scene.store.clone(), scene.chain.clone(), steps, Default::default());
	let view = submitter.view();
	let sealer = Sealer::new(scene.store.clone(), Arc::new(()), Default::default(), view);
	let mut devices = [scene.device(1), scene.device(2), scene.device(3)];
	let say = |devices: &mut [TestDevice; 3]| {
		let [segments, readings, senml] = devices;
		[segments.segment(4).0, readings.readings(4).0, senml.senml(4).0]
	};
	for (message, device) in say(&mut devices).iter().zip(&devices) {
		assert_eq!(scene.one(device, message).await.finalized, Some(0));
	}
	assert!(sealer.seal().await.unwrap());
	let mut reached = Vec::new();
	submitter.tick(&mut reached).await.unwrap();
	scene.chain.grow(3);
	scene.chain.finalise(0);
	submitter.tick(&mut reached).await.unwrap();
	// Nobody listens: whatever is announced is lost.
	drop(reached);
	for (message, device) in say(&mut devices).iter().zip(&devices) {
		let answer = scene.one(device, message).await;
		assert_eq!((answer.error, answer.next, answer.finalized), (None, 8, Some(4)));
	}
}

#[tokio::test]
async fn a_device_with_nothing_more_to_send_learns_from_its_last_message_what_became_final() {
	let scene = Scene::new();
	let steps: Arc<dyn Steps> = Arc::new(());
	let mut submitter =
		Submitter::new(scene.store.clone(), scene.chain.clone(), steps, Default::default());
	let view = submitter.view();
	let sealer = Sealer::new(scene.store.clone(), Arc::new(()), Default::default(), view);
	let mut devices = [scene.device(1), scene.device(2), scene.device(3)];
	let [segments, readings, senml] = &mut devices;
	let last = [segments.segment(4).0, readings.readings(4).0, senml.senml(4).0];
	for (message, device) in last.iter().zip(&devices) {
		assert_eq!(scene.one(device, message).await.finalized, Some(0));
	}
	assert!(sealer.seal().await.unwrap());
	submitter.tick(&mut Vec::new()).await.unwrap();
	scene.chain.grow(3);
	scene.chain.finalise(0);
	// The announcements are lost.
	submitter.tick(&mut Vec::new()).await.unwrap();
	let waiting = scene.store.waiting().unwrap();
	for (message, device) in last.iter().zip(&devices) {
		let answer = scene.one(device, message).await;
		assert_eq!((answer.error, answer.next, answer.finalized), (None, 4, Some(4)));
	}
	assert_eq!(scene.store.waiting().unwrap(), waiting, "something was stored twice");
}

#[tokio::test]
async fn nothing_is_refused_for_good_by_a_wrong_clock() {
	let mut scene = Scene::new();
	let (sender, view) = tokio::sync::watch::channel(View::default());
	scene.ingest = scene.ingest.with_clock(Clock::new(view, 0, Duration::from_secs(300)));
	let now = tallystick_client::time::now();
	let mut device = scene.device(1);
	// The device's clock is right, and the gateway's a day behind.
	device.time = now + 86_400_000;
	let (message, _) = device.segment(4);
	let shown = |time: u64| Some((time, tokio::time::Instant::now()));
	sender.send_modify(|view| view.ticked = shown(now));
	assert_eq!(scene.one(&device, &message).await.error, Some(ErrorCode::FromFuture));
	// Nor while no block has shown the time: the gateway may have been off for long.
	sender.send_modify(|view| view.ticked = None);
	let answer = scene.one(&device, &message).await;
	assert_eq!(answer.error, Some(ErrorCode::Unavailable), "{answer:?}");
	sender.send_modify(|view| view.time = Some(now + 86_400_000));
	let answer = scene.one(&device, &message).await;
	assert_eq!(answer.error, Some(ErrorCode::Unavailable), "{answer:?}");

	let sensor = scene.device(2);
	let topic = format!("tallystick/{}/senml", tallystick_wire::Hex(sensor.id));
	let payload = br#"[{"n":"power","u":"W","t":-5,"v":1}]"#.to_vec();
	let relative = Inbound { topic, payload, received: now };
	let answer = scene.one(&sensor, &relative).await;
	assert_eq!(answer.error, Some(ErrorCode::Unavailable), "{answer:?}");
	assert!(answer.detail.unwrap().ends_with(ErrorCode::Unavailable.advice()));
	// Readings with a time of their own are accepted.
	let mut other = scene.device(3);
	let (message, _) = other.segment(4);
	assert_eq!(scene.one(&other, &message).await.error, None);
	sender.send_modify(|view| view.time = Some(now));
	assert_eq!(scene.one(&sensor, &relative).await.error, None);
}

/// A chain that answers about devices once it may.
struct Gated {
	chain: Arc<MockChain>,
	gate: tokio::sync::Semaphore,
}

impl Facts for Gated {
	async fn devices(
		&self,
		devices: &[DeviceId],
		at: crate::chain::At,
		deadline: tokio::time::Instant,
	) -> Result<Vec<crate::chain::FactsOf>, crate::chain::ChainError> {
		let _open = self.gate.acquire().await.unwrap();
		self.chain.devices(devices, at, deadline).await
	}

	async fn changes(
		&self,
		block: [u8; 32],
	) -> Result<crate::chain::Changes, crate::chain::ChainError> {
		self.chain.changes(block).await
	}
}

#[tokio::test]
async fn messages_that_come_while_a_group_is_checked_are_one_group() {
	const MESSAGES: u64 = 600;
	let chain = Arc::new(MockChain::new());
	let folder = folder();
	let store = Arc::new(Store::open(folder.path().join("db"), chain.options()).unwrap());
	store.begin_at(0).unwrap();
	let gated = Arc::new(Gated { chain: chain.clone(), gate: tokio::sync::Semaphore::new(0) });
	let settings = RegistrySettings { wait: Duration::from_secs(600), ..Default::default() };
	let registry = Arc::new(Registry::new(store.clone(), gated.clone(), settings));
	let ingest = Ingest::new(store, registry, Arc::new(()), Default::default());
	let mut device = TestDevice::new(&chain, 1, Scheme::Ed25519);

	// The queue has room for few of them.
	let (to_ingest, from_broker) = mpsc::channel(8);
	let (to_broker, mut sent) = mpsc::channel(8);
	let (_stopper, stop) = crate::stop::stop();
	let running = tokio::spawn(ingest.run(from_broker, to_broker, stop));
	let sending = async {
		for _ in 0..MESSAGES {
			to_ingest.send(device.readings(1).0).await.unwrap();
		}
	};
	tokio::time::timeout(Duration::from_secs(60), sending).await.unwrap();
	gated.gate.add_permits(1);
	drop(to_ingest);
	let mut out = Vec::new();
	while let Some(answer) = sent.recv().await {
		out.push(answer);
	}
	running.await.unwrap();
	// An acknowledgement covers a group.
	let answers = answers(&out, device.id);
	assert!(answers.iter().all(|answer| answer.error.is_none()), "{answers:?}");
	assert_eq!(answers.last().map(|answer| answer.next), Some(MESSAGES));
	assert!(answers.len() <= 2, "{} groups", answers.len());
}
