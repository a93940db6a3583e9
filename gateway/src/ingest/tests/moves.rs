//! Devices that move between gateways.

use super::*;
use std::collections::BTreeSet;
use tallystick_evidence::{message::Move, Native, Purpose};
use tallystick_wire::SignedMove;

const OTHER: [u8; 32] = [0xab; 32];

/// Two gateways that know the same device.
struct Two {
	here: Scene,
	there: Scene,
	device: TestDevice,
}

impl Two {
	fn new() -> Self {
		let (here, there) = (Scene::new(), Scene::with_account(OTHER));
		let device = here.device(1);
		assert_eq!(there.device(1).id, device.id);
		assert_eq!(here.chain.genesis(), there.chain.genesis());
		Self { here, there, device }
	}
}

impl Scene {
	/// Error, boot epoch and next number of the answer.
	async fn outcome(
		&self,
		device: &TestDevice,
		message: &Inbound,
	) -> (Option<ErrorCode>, u32, u64) {
		let answer = self.one(device, message).await;
		(answer.error, answer.boot, answer.next)
	}

	/// The gateway is started again.
	fn again(self, account: [u8; 32]) -> Self {
		let Self { chain, store, ingest, _folder: folder } = self;
		drop((store, ingest));
		Self::on(chain, folder, account)
	}

	/// Brings all that is stored to finality, and checks that each of these readings is proven. Returns the
	/// names of the segments that hold them.
	async fn proves(&self, device: &TestDevice, points: &[(u16, u64, i64)]) -> Vec<[u8; 32]> {
		let steps: Arc<dyn Steps> = Arc::new(());
		let (store, chain) = (&self.store, &self.chain);
		let mut submitter =
			Submitter::new(store.clone(), chain.clone(), steps.clone(), Default::default());
		let sealer = Sealer::new(store.clone(), steps, Default::default(), submitter.view());
		sealer.seal().await.unwrap();
		for _ in 0..2 {
			submitter.tick(&mut Vec::new()).await.unwrap();
			chain.grow(2);
			chain.finalise(0);
		}
		let name = |(channel, time, value): &(u16, u64, i64)| {
			let proof = store.prove(device.id, *channel, *time).unwrap();
			let proven = proof.verify::<Native>(&chain.trust(&proof.header)).unwrap();
			assert_eq!(proven.value, *value);
			proof.segment.header.name::<Native>()
		};
		points.iter().map(name).collect()
	}

	/// Messages that contradict what is stored.
	fn conflicts(&self) -> u32 {
		let db = rusqlite::Connection::open(self._folder.path().join("db")).unwrap();
		db.query_row("SELECT COUNT(*) FROM conflict", [], |row| row.get(0)).unwrap()
	}

	/// The numbers of the stored readings, in ascending order.
	fn numbers(&self, device: &TestDevice) -> Vec<u64> {
		let db = rusqlite::Connection::open(self._folder.path().join("db")).unwrap();
		let sql = "SELECT first, first + count FROM message JOIN device ON device.id = device
			WHERE name = ? ORDER BY first";
		let mut query = db.prepare(sql).unwrap();
		let read =
			|row: &rusqlite::Row| Ok(row.get::<_, i64>(0)? as u64..row.get::<_, i64>(1)? as u64);
		let rows = query.query_map([device.id.0], read).unwrap();
		rows.flat_map(Result::unwrap).collect()
	}
}

#[tokio::test]
async fn a_device_goes_on_at_another_gateway_and_comes_back_in_its_boot_epoch() {
	for signs_readings in [false, true] {
		let Two { here, there, mut device } = Two::new();
		device.boot_epoch = 3;
		let make = |device: &mut TestDevice| match signs_readings {
			true => {
				let (message, _) = device.readings(4);
				device.previous = [0; 32];
				message
			},
			false => device.segment(4).0,
		};
		let message = make(&mut device);
		assert_eq!(here.outcome(&device, &message).await, (None, 3, 4));
		let message = make(&mut device);
		assert_eq!(here.outcome(&device, &message).await, (None, 3, 8));

		// Without a move there is a gap.
		let moves = device.moves_to(OTHER);
		let first = make(&mut device);
		assert_eq!(there.outcome(&device, &first).await, (Some(ErrorCode::Gap), 3, 0));
		assert_eq!(there.outcome(&device, &moves).await, (None, 3, 8));
		assert_eq!(there.outcome(&device, &first).await, (None, 3, 12));
		let message = make(&mut device);
		assert_eq!(there.outcome(&device, &message).await, (None, 3, 16));

		let moves = device.moves_to(ACCOUNT);
		let back = make(&mut device);
		assert_eq!(here.outcome(&device, &back).await, (Some(ErrorCode::Gap), 3, 8));
		assert_eq!(here.outcome(&device, &moves).await, (None, 3, 16));
		assert_eq!(here.outcome(&device, &back).await, (None, 3, 20));

		let (here, there) = (here.numbers(&device), there.numbers(&device));
		assert_eq!(there, (8..16).collect::<Vec<_>>());
		let both: BTreeSet<_> = here.iter().chain(&there).copied().collect();
		assert_eq!((both.len(), here.len() + there.len()), (20, 20));
	}
}

/// When the broker of a gateway that was dead hands it what it kept meanwhile.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Late {
	Never,
	BeforeTheMove,
	AfterTheMove,
}

/// A gateway dies after it has stored `stored` of three messages, of which the device heard nothing. The device
/// goes on at another gateway, and comes back.
async fn leaves_a_dead_gateway(signs_readings: bool, stored: usize, late: Late) {
	let Two { mut here, there, mut device } = Two::new();
	device.boot_epoch = 3;
	let make = |device: &mut TestDevice| match signs_readings {
		true => {
			let made = device.readings(4);
			device.previous = [0; 32];
			made
		},
		false => device.segment(4),
	};
	let (first, mut points) = make(&mut device);
	assert_eq!(here.outcome(&device, &first).await, (None, 3, 4));
	let moves = device.moves_to(OTHER);
	let queue = [(); 3].map(|()| {
		let (message, of) = make(&mut device);
		points.extend(of);
		message
	});
	for message in &queue[..stored] {
		here.ingest.take(vec![message.clone()]).await;
	}
	// It is dead. The move is from the oldest message that is kept.
	assert_eq!(there.outcome(&device, &moves).await, (None, 3, 4));
	for (message, next) in queue.iter().zip([8, 12, 16]) {
		assert_eq!(there.outcome(&device, message).await, (None, 3, next));
	}
	let (message, of) = make(&mut device);
	points.extend(of);
	assert_eq!(there.outcome(&device, &message).await, (None, 3, 20));

	here = here.again(ACCOUNT);
	let mut at_both = stored;
	if late == Late::BeforeTheMove {
		for (message, next) in queue.iter().zip([8, 12, 16]) {
			let next = next.max(4 + 4 * stored as u64);
			assert_eq!(here.outcome(&device, message).await, (None, 3, next));
		}
		at_both = 3;
	}
	assert_eq!(here.outcome(&device, &device.moves_to(ACCOUNT)).await, (None, 3, 20));
	let (message, of) = make(&mut device);
	points.extend(of);
	assert_eq!(here.outcome(&device, &message).await, (None, 3, 24));
	if late == Late::AfterTheMove {
		for (at, message) in queue.iter().enumerate() {
			// What it does not have is at the other gateway, as the device said.
			let error = (at >= stored).then_some(ErrorCode::Gap);
			assert_eq!(here.outcome(&device, message).await, (error, 3, 24));
		}
	}

	let end = 4 + 4 * at_both as u64;
	assert_eq!(here.numbers(&device), (0..end).chain(20..24).collect::<Vec<_>>());
	assert_eq!(there.numbers(&device), (4..20).collect::<Vec<_>>());
	assert_eq!((here.conflicts(), there.conflicts()), (0, 0));
	// What both have is the same segment at both, if the device signed one.
	let (of_here, of_there) = ([&points[..end as usize], &points[20..]].concat(), &points[4..20]);
	let here = here.proves(&device, &of_here).await;
	let there = there.proves(&device, of_there).await;
	if !signs_readings {
		assert_eq!(here[4..end as usize], there[..end as usize - 4]);
	}
}

#[tokio::test]
async fn what_a_dead_gateway_never_answered_is_not_lost_and_no_contradiction_once_it_is_back() {
	for signs_readings in [false, true] {
		for stored in 0..4 {
			for late in [Late::Never, Late::BeforeTheMove, Late::AfterTheMove] {
				leaves_a_dead_gateway(signs_readings, stored, late).await;
			}
		}
	}
}

#[tokio::test]
async fn a_move_that_comes_again_or_late_changes_nothing() {
	let Two { here, mut device, .. } = Two::new();
	let at_0 = device.moves_to(ACCOUNT);
	let message = device.segment(4).0;
	here.outcome(&device, &message).await;
	let at_4 = device.moves_to(ACCOUNT);
	let _elsewhere = device.segment(4);
	let at_8 = device.moves_to(ACCOUNT);
	assert_eq!(here.outcome(&device, &at_8).await, (None, 0, 8));
	for late in [&at_0, &at_4, &at_8] {
		assert_eq!(here.outcome(&device, late).await, (None, 0, 8));
	}
	let message = device.segment(4).0;
	assert_eq!(here.outcome(&device, &message).await, (None, 0, 12));
	for late in [&at_0, &at_4, &at_8] {
		assert_eq!(here.outcome(&device, late).await, (None, 0, 12));
	}
	let message = device.segment(4).0;
	assert_eq!(here.outcome(&device, &message).await, (None, 0, 16));
	assert_eq!(here.numbers(&device), (0..4).chain(8..16).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_move_to_another_gateway_opens_no_gap_here() {
	let Two { here, there, mut device } = Two::new();
	let message = device.segment(4).0;
	here.outcome(&device, &message).await;
	let next = device.segment(4).0;
	let moves = device.moves_to(OTHER);
	let answer = here.one(&device, &moves).await;
	assert_eq!((answer.error, answer.next), (Some(ErrorCode::WrongGateway), 4));
	let account = |account| tallystick_client::AccountId(account).to_string();
	let detail = answer.detail.unwrap();
	let expected =
		format!("the move is to {}, and this gateway is {}. ", account(OTHER), account(ACCOUNT));
	assert_eq!(detail, expected + ErrorCode::WrongGateway.advice());
	assert_eq!(here.outcome(&device, &next).await, (None, 0, 8));
	assert_eq!(there.outcome(&device, &moves).await, (None, 0, 8));
}

#[tokio::test]
async fn a_move_from_an_older_boot_epoch_is_refused() {
	let Two { here, mut device, .. } = Two::new();
	device.boot_epoch = 1;
	let _elsewhere = device.segment(4);
	let old = device.moves_to(ACCOUNT);
	reboot(&mut device);
	let message = device.segment(2).0;
	here.outcome(&device, &message).await;
	assert_eq!(here.outcome(&device, &old).await, (Some(ErrorCode::RolledBack), 2, 2));
	// One of a newer boot epoch is taken.
	reboot(&mut device);
	let _elsewhere = device.segment(4);
	assert_eq!(here.outcome(&device, &device.moves_to(ACCOUNT)).await, (None, 3, 4));
	let message = device.segment(1).0;
	assert_eq!(here.outcome(&device, &message).await, (None, 3, 5));
}

#[tokio::test]
async fn a_move_is_taken_only_as_the_device_signed_it() {
	let Two { here, mut device, .. } = Two::new();
	let message = device.segment(4).0;
	here.outcome(&device, &message).await;
	let _elsewhere = device.segment(4);
	let good = device.moves_to(ACCOUNT);
	let signed = SignedMove::decode(&good.payload).unwrap();
	let with = |signed: SignedMove| Inbound { payload: signed.encode(), ..good.clone() };
	let far = Move { next: 1 << 40, ..signed.content };
	let beyond = Move { next: 1 << 63, ..signed.content };
	let signature = device.sign_payload(Purpose::Move, &beyond.to_bytes());
	for (message, code) in [
		(with(SignedMove { content: far, ..signed }), ErrorCode::BadSignature),
		(with(SignedMove { kid: Some(1), ..signed }), ErrorCode::UnknownKey),
		(with(SignedMove { content: beyond, signature, ..signed }), ErrorCode::OutOfRange),
		(Inbound { payload: vec![0x84], ..good.clone() }, ErrorCode::Malformed),
		(Inbound { payload: vec![0; 2_000], ..good.clone() }, ErrorCode::TooLarge),
	] {
		assert_eq!(here.outcome(&device, &message).await, (Some(code), 0, 4));
	}
	assert_eq!(here.outcome(&device, &good).await, (None, 0, 8));
}

#[tokio::test]
async fn a_move_under_an_older_key_is_refused() {
	let Two { here, mut device, .. } = Two::new();
	let secret = tallystick_world::secret(Scheme::Ed25519, 77);
	{
		let mut inner = here.chain.lock();
		let facts = inner.devices.get_mut(&device.id).unwrap();
		facts.keys.insert(0, crate::chain::KeyFact { epoch: 1, key: secret.public(), since: 0 });
		facts.key_epoch = 1;
	}
	let old = device.clone();
	device.adopt(secret);
	let message = device.segment(4).0;
	assert_eq!(here.outcome(&device, &message).await, (None, 0, 4));
	let mut thief = old;
	thief.next = 9;
	let stolen = TestDevice(thief).moves_to(ACCOUNT);
	assert_eq!(here.outcome(&device, &stolen).await, (Some(ErrorCode::RolledBack), 0, 4));
	device.next = 9;
	assert_eq!(here.outcome(&device, &device.moves_to(ACCOUNT)).await, (None, 0, 9));
}

#[tokio::test]
async fn the_chain_of_segments_goes_on_over_gateways() {
	let Two { there, mut device, .. } = Two::new();
	let _at_here = device.segment(4);
	let moves = device.moves_to(OTHER);
	// A device that names another segment before its first one here contradicts its move.
	let mut liar = TestDevice(device.clone());
	liar.previous = [0; 32];
	assert_eq!(there.outcome(&device, &moves).await, (None, 0, 4));
	assert_eq!(there.outcome(&device, &liar.segment(4).0).await, (Some(ErrorCode::Fork), 0, 4));
	let (first, _) = device.segment(4);
	let header = SignedSegment::decode(&first.payload).unwrap().header;
	assert_eq!(header.previous, SignedMove::decode(&moves.payload).unwrap().content.previous);
	assert_ne!(header.previous, [0; 32]);
	assert_eq!(there.outcome(&device, &first).await, (None, 0, 8));
}

#[tokio::test]
async fn a_late_message_from_before_a_move_is_not_a_conflict() {
	for signs_readings in [false, true] {
		let Two { here, mut device, .. } = Two::new();
		let make = |device: &mut TestDevice| match signs_readings {
			true => {
				let (message, _) = device.readings(4);
				device.previous = [0; 32];
				message
			},
			false => device.segment(4).0,
		};
		let stored = make(&mut device);
		here.outcome(&device, &stored).await;
		let late = make(&mut device);
		assert_eq!(here.outcome(&device, &device.moves_to(ACCOUNT)).await, (None, 0, 8));
		// It is at the other gateway, as the device said.
		assert_eq!(here.outcome(&device, &late).await, (Some(ErrorCode::Gap), 0, 8));
		assert_eq!(here.outcome(&device, &stored).await, (None, 0, 8));
		let db = rusqlite::Connection::open(here._folder.path().join("db")).unwrap();
		let kept: u32 =
			db.query_row("SELECT COUNT(*) FROM conflict", [], |row| row.get(0)).unwrap();
		assert_eq!(kept, 0);
		// Another version of what is stored is one all the same.
		let mut liar = here.device(1);
		liar.time += 5;
		let other = make(&mut liar);
		assert_eq!(here.outcome(&device, &other).await, (Some(ErrorCode::Conflict), 0, 8));
	}
}

#[tokio::test]
async fn a_move_and_what_follows_it_are_taken_in_one_group() {
	let Two { there, mut device, .. } = Two::new();
	let _at_here = device.segment(4);
	let group = vec![device.moves_to(OTHER), device.segment(4).0, device.segment(4).0];
	let out = there.ingest.take(group).await;
	let answered: Vec<_> = answers(&out, device.id)
		.into_iter()
		.map(|answer| (answer.error, answer.boot, answer.next))
		.collect();
	assert_eq!(answered, [(None, 0, 12)]);
	assert_eq!(there.numbers(&device), (4..12).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_device_that_moved_signs_and_one_that_does_not_sign_needs_no_move() {
	let Two { here, there, mut device } = Two::new();
	assert_eq!(there.outcome(&device, &device.moves_to(OTHER)).await, (None, 0, 0));
	let unsigned = device.senml(2).0;
	assert_eq!(there.one(&device, &unsigned).await.error, Some(ErrorCode::Unsigned));
	// The same at the gateway that took no move.
	assert_eq!(here.one(&device, &unsigned).await.error, None);
	let (mut meek, other) = (here.device(2), there.device(2));
	assert_eq!(meek.id, other.id);
	let message = meek.senml(3).0;
	assert_eq!(here.one(&meek, &message).await.next, 3);
	let message = meek.senml(2).0;
	assert_eq!(there.one(&meek, &message).await.next, 2);
	let message = meek.senml(2).0;
	assert_eq!(here.one(&meek, &message).await.next, 5);
}

#[tokio::test]
async fn a_gateway_reports_finality_of_its_own_readings_alone() {
	let Two { here, mut device, .. } = Two::new();
	let message = device.segment(4).0;
	here.outcome(&device, &message).await;
	let _elsewhere = device.segment(4);
	let answer = here.one(&device, &device.moves_to(ACCOUNT)).await;
	assert_eq!((answer.next, answer.finalized), (8, Some(0)));
}
