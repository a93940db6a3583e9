//! The gateway between a chain and a device with a real governor.

use super::*;
use crate::{
	broker::Broker,
	chain::{Blocks, DeviceFacts, KeyFact, Status},
	config::Mqtt,
	follow::Follower,
	link::{CommandInlet, Connected, Inlets},
	registry::RegistrySettings,
	stop::stop,
	store::Store,
	support::{folder, MockActuator, MockChain, Refuse, TestDevice, OWNER as OWNER_ACCOUNT},
};
use tallystick_client::AccountId;
use tallystick_control::Kind as OfChannel;
use tallystick_control::{
	governor::{Answer, Ignored, Kept, NoMemory, Taken},
	message::MAX_SIGNED,
	Beat, Bounds, Command, CommandState, Done, Entrust, Envelope, Governor, Grant, Identity,
	Outcome, Pace, Payload, Reason, Signed, Why, Writable,
};
use tallystick_evidence::{Limits, Native, Scheme};
use tallystick_wire::Hex;

/// The seed of the owner's command key.
pub(super) const OWNER: u8 = 1;
/// The seed of the command key of its next owner.
const NEXT_OWNER: u8 = 2;
/// The seed of the gateway's command key.
const GATEWAY: u8 = 3;
const MODEL: Hash = [0x33; 32];
/// The lease of the grants, in milliseconds.
const LEASE: u32 = 60_000;

fn key(seed: u8) -> SecretKey {
	SecretKey::from_seed(Scheme::Ed25519, [seed; 32]).unwrap()
}

/// In percent, without slew or least times.
fn bounds() -> Bounds {
	let pace = Pace { off: None, min_on: 0, min_off: 0, per_hour: 0 };
	let range = Limits { low: 0, high: 100 };
	Bounds { range, step: 5, fail_safe: 20, startup: 0, pace, lease: LEASE }
}

/// A grant of the tenure 2.
pub(super) fn grant(channel: u16, version: u32) -> Grant {
	let envelope = Envelope { bounds: bounds(), slew: None, default: 40 };
	let gateways = [None, Some(key(GATEWAY).public()), None, None];
	Grant { tenure: 2, model: MODEL, channel, version, envelope, gateways, ends: u64::MAX }
}

/// What is published on the chain of tests.
fn published_on<P: Payload>(genesis: &Hash, content: P, device: &DeviceId, seed: u8) -> Vec<u8> {
	let key = key(seed);
	let sign = |message: &_| key.sign(message);
	let signed = Signed::sign(content, Scheme::Ed25519, None, genesis, device, sign).unwrap();
	let mut out = [0; MAX_SIGNED];
	let length = signed.encode(&mut out).unwrap();
	out[..length].to_vec()
}

/// What is published on a chain that nobody looks at.
pub(super) fn published<P: Payload>(content: P, device: &DeviceId, seed: u8) -> Vec<u8> {
	published_on(&[0; 32], content, device, seed)
}

/// A device with one writable channel, 4.
struct Valve {
	device: TestDevice,
	governor: Governor<NoMemory>,
	boot: u32,
	nonce: u64,
}

impl Valve {
	fn identity(device: &TestDevice, boot_epoch: u32) -> Identity {
		let (genesis, device) = (device.genesis, device.id);
		Identity { genesis, device, model: MODEL, channel: 4, boot_epoch }
	}

	/// One in which the owner's command key is pinned, without a grant.
	fn new(chain: &MockChain) -> Self {
		let device = TestDevice::new(chain, 7, Scheme::Ed25519);
		let writable = Writable { kind: OfChannel::SetPoint, bounds: bounds() };
		let identity = Self::identity(&device, 1);
		let mut governor = Governor::new(identity, writable, Kept::nothing(), NoMemory, 1, 0);
		governor.pin(key(OWNER).public(), 2, 0).unwrap();
		Self { device, governor, boot: 1, nonce: 1 }
	}

	fn power_cut(&mut self, now: u64) {
		let writable = Writable { kind: OfChannel::SetPoint, bounds: bounds() };
		let kept = *self.governor.kept();
		(self.boot, self.nonce) = (self.boot + 1, self.nonce + 1);
		let identity = Self::identity(&self.device, self.boot);
		self.governor = Governor::new(identity, writable, kept, NoMemory, self.nonce, now);
	}

	fn inbound(&self, kind: Kind, payload: Vec<u8>) -> Inbound {
		let topic = Topic { device: self.device.id, kind }.to_string();
		Inbound { topic, payload, received: 0 }
	}

	fn announce(&self) -> Inbound {
		self.inbound(Kind::Nonce, self.governor.announcement().to_bytes().into())
	}

	fn done(&self, done: Done, seed: u8) -> Inbound {
		let payload = published_on(&self.device.genesis, done, &self.device.id, seed);
		self.inbound(Kind::Done, payload)
	}

	/// Takes a message, and returns what it publishes.
	fn take(&mut self, message: &Outbound, now: u64) -> Option<Inbound> {
		let topic: Topic = message.topic.parse().unwrap();
		assert_eq!(topic.device, self.device.id);
		match topic.kind {
			Kind::Grant => {
				if Signed::<Entrust>::decode(&message.payload).is_some() {
					let _ = self.governor.entrust::<Native>(&message.payload);
					return None;
				}
				let nonce = self.nonce + 1;
				let taken = self.governor.grant::<Native>(&message.payload, nonce, now);
				if taken == Ok(Taken::New) {
					self.nonce = nonce;
				}
				taken.is_ok().then(|| self.announce())
			},
			Kind::Beat => {
				let taken = self.governor.beat::<Native>(&message.payload, now);
				assert!(matches!(taken, Ok(()) | Err(Ignored::Old | Ignored::Nonce)), "{taken:?}");
				None
			},
			Kind::Command => match self.governor.command::<Native>(&message.payload, now) {
				Ok(Answer::Done(done)) => Some(self.done(done, 7)),
				Ok(Answer::Act { .. }) => panic!("a set-point is no action"),
				Err(Ignored::NoLease) => None,
				Err(error) => panic!("{error}"),
			},
			_ => panic!("{}", message.topic),
		}
	}
}

/// What a test kills, or loses, at a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Victim {
	Gateway,
	Valve,
	Message,
	/// No node answers for five blocks.
	Node,
}

struct Scene {
	chain: Arc<MockChain>,
	registry: Arc<Registry<MockChain>>,
	view: watch::Sender<View>,
	commander: Commander<MockChain>,
	held: Vec<Held>,
	valve: Valve,
	began: Instant,
	now: Instant,
	/// What is killed, and in how many steps.
	plan: Option<(Victim, usize)>,
	/// The blocks until a node answers again.
	outage: usize,
	folder: tempfile::TempDir,
}

impl Scene {
	/// A gateway that holds the grant of the device, which has not taken it yet.
	async fn new() -> Self {
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let store = Arc::new(Store::open(folder.path().join("db"), chain.options()).unwrap());
		// Tests go through hours in seconds.
		let settings = RegistrySettings { rest: Duration::ZERO, ..Default::default() };
		let registry = Arc::new(Registry::new(store, chain.clone(), settings));
		let valve = Valve::new(&chain);
		let view = watch::channel(View::default()).0;
		let commander = Self::commander(&chain, &registry, &view);
		let (plan, now) = (None, Instant::now());
		let mut scene = Self {
			chain,
			registry,
			view,
			commander,
			held: Vec::new(),
			valve,
			began: now,
			now,
			plan,
			outage: 0,
			folder,
		};
		scene.hold(&[grant(4, 1)]);
		scene
	}

	/// One that is under way: the device has the grant and obeys the command 1.
	async fn commanding() -> Self {
		let mut scene = Self::new().await;
		scene.command(40);
		scene.blocks(3).await;
		assert_eq!(scene.output(), (40, Why::Command(1)));
		assert_eq!(scene.actuator().track.state, CommandState::Answered);
		scene
	}

	fn commander(
		chain: &Arc<MockChain>,
		registry: &Arc<Registry<MockChain>>,
		view: &watch::Sender<View>,
	) -> Commander<MockChain> {
		let commanding = Commanding { key: key(GATEWAY), grants: PathBuf::new() };
		let settings = CommandSettings { rest: Duration::ZERO, ..Default::default() };
		let (chain, registry) = (chain.clone(), registry.clone());
		let genesis = chain.genesis();
		Commander::new(chain, registry, view.subscribe(), genesis, commanding, settings)
	}

	fn id(&self) -> DeviceId {
		self.valve.device.id
	}

	fn hold(&mut self, grants: &[Grant]) {
		let (device, genesis) = (self.id(), self.chain.genesis());
		let held = |grant: &Grant| {
			let bytes = published_on(&genesis, *grant, &device, OWNER);
			Held { device, grant: *grant, bytes, entrust: None }
		};
		self.held = grants.iter().map(held).collect();
		self.commander.hold(self.held.clone());
	}

	fn restart(&mut self) {
		self.commander = Self::commander(&self.chain, &self.registry, &self.view);
		self.commander.hold(self.held.clone());
	}

	/// Milliseconds of the device's clock.
	fn millis(&self) -> u64 {
		u64::try_from((self.now - self.began).as_millis()).unwrap()
	}

	fn output(&mut self) -> (i64, Why) {
		let now = self.millis();
		let output = self.valve.governor.poll(now);
		(output.value, output.why)
	}

	fn actuator(&self) -> MockActuator {
		self.chain.final_actuator(self.id(), 4)
	}

	fn command(&self, value: i64) -> u64 {
		self.chain.command(self.id(), 4, 2, value)
	}

	/// Whether this step is the last one of what is to be killed. A message that is under way is lost with it.
	fn dies(&mut self) -> bool {
		let now = self.millis();
		match &mut self.plan {
			Some((victim, 0)) => {
				match victim {
					Victim::Gateway => self.restart(),
					Victim::Valve => self.valve.power_cut(now),
					Victim::Message => {},
					Victim::Node => {
						self.outage = 5;
						self.chain.lock().down = true;
					},
				}
				self.plan = None;
				true
			},
			Some((_, left)) => {
				*left -= 1;
				false
			},
			None => false,
		}
	}

	/// The kinds of what is due.
	fn due(&self) -> Vec<(Kind, Outbound)> {
		let due = self.commander.due(self.now);
		due.into_iter().map(|one| (one.topic.parse::<Topic>().unwrap().kind, one)).collect()
	}

	/// Delivers all that is due, and what the device publishes then. Returns the kinds of what was sent to it.
	async fn exchange(&mut self) -> Vec<Kind> {
		let mut sent = Vec::new();
		loop {
			let due = self.due();
			if due.is_empty() {
				return sent;
			}
			for (kind, message) in due {
				if self.dies() {
					break;
				}
				sent.push(kind);
				let now = self.millis();
				let Some(published) = self.valve.take(&message, now) else { continue };
				if self.dies() {
					break;
				}
				let _ = self.commander.take(published).await;
				if self.dies() {
					break;
				}
			}
		}
	}

	/// Shows the gateway the chain's finalised head.
	async fn show(&mut self, time: u64) {
		let Ok(heads) = self.chain.heads().await else { return };
		self.view.send_modify(|view| (view.heads, view.time) = (heads, Some(time)));
		self.commander.look(self.now).await;
	}

	/// A block becomes final, two seconds after the last one.
	async fn block(&mut self) -> Vec<Kind> {
		self.now += Duration::from_secs(2);
		self.chain.grow(1);
		self.chain.finalise(0);
		self.outage = self.outage.saturating_sub(1);
		self.chain.lock().down = self.outage > 0;
		self.show(utc()).await;
		self.dies();
		let now = self.millis();
		if self.valve.governor.lacks_beats(now) {
			let announced = self.valve.announce();
			let _ = self.commander.take(announced).await;
			self.dies();
		}
		self.exchange().await
	}

	async fn blocks(&mut self, count: usize) -> Vec<Kind> {
		let mut sent = Vec::new();
		for _ in 0..count {
			sent.extend(self.block().await);
		}
		sent
	}
}

fn beat(message: &Outbound) -> Beat {
	Signed::decode(&message.payload).unwrap().content
}

fn command(message: &Outbound) -> Command {
	Signed::decode(&message.payload).unwrap().content
}

#[tokio::test]
async fn a_new_command_follows_a_beat_that_reports_it_and_is_obeyed() {
	let mut scene = Scene::new().await;
	assert_eq!(scene.command(40), 1);
	// The first head may have stood still for long.
	assert_eq!(scene.block().await, [Kind::Grant]);
	assert_eq!(scene.block().await, [Kind::Beat, Kind::Command]);
	assert_eq!(scene.output(), (40, Why::Command(1)));
	assert_eq!(scene.actuator().track.state, CommandState::Open);
	assert_eq!(scene.block().await, []);
	assert_eq!(scene.actuator().track.state, CommandState::Answered);

	assert_eq!(scene.command(55), 2);
	scene.now += Duration::from_secs(2);
	scene.chain.grow(1);
	scene.show(utc()).await;
	assert_eq!(scene.due(), [], "the block is not final");
	scene.chain.finalise(0);
	scene.show(utc()).await;
	let due = scene.due();
	let [(Kind::Beat, first), (Kind::Command, second)] = &due[..] else { panic!("{due:?}") };
	let view = scene.view.borrow().clone();
	let Beat { height, time, nonce, newest } = beat(first);
	assert_eq!((height, Some(time)), (view.heads.finalized.number, view.time));
	assert_eq!(nonce, scene.valve.governor.nonce());
	assert_eq!(newest.iter().flatten().count(), 1);
	assert_eq!(beat(first).newest_of(4), Some(2));
	let Command { tenure, channel, id, value, .. } = command(second);
	assert_eq!((tenure, channel, id, value), (2, 4, 2, 55));
}

#[tokio::test]
async fn a_command_is_repeated_with_each_beat_until_the_chain_has_the_answer() {
	let mut scene = Scene::commanding().await;
	// A node accepts answers and loses them.
	scene.chain.lock().refuse = Some(Refuse::Forget);
	scene.command(55);
	assert_eq!(scene.block().await, [Kind::Beat, Kind::Command]);
	let mut sent = Vec::new();
	while scene.millis() < 4 * u64::from(LEASE) {
		sent.extend(scene.block().await);
	}
	let (beats, commands): (Vec<Kind>, Vec<Kind>) =
		sent.iter().partition(|kind| **kind == Kind::Beat);
	assert!((20..=24).contains(&beats.len()), "one in ten seconds: {sent:?}");
	assert_eq!(beats.len(), commands.len());
	assert_eq!(scene.chain.lock().answered.len(), 2 + commands.len());
	scene.chain.lock().refuse = None;
	while scene.actuator().track.state != CommandState::Answered {
		assert!(scene.millis() < 5 * u64::from(LEASE));
		scene.block().await;
	}
	let sent = scene.blocks(60).await;
	assert!(sent.len() >= 5 && sent.iter().all(|kind| *kind == Kind::Beat), "{sent:?}");
	let ids: Vec<_> = scene.actuator().answers.iter().map(|done| done.id).collect();
	assert_eq!(ids, [1, 2]);
	assert_eq!(scene.output(), (55, Why::Command(2)));
}

#[tokio::test]
async fn a_device_that_lost_its_power_gets_its_set_point_again() {
	let mut scene = Scene::commanding().await;
	let now = scene.millis();
	scene.valve.power_cut(now);
	assert_eq!(scene.output(), (0, Why::Startup));
	let announced = scene.valve.announce();
	scene.commander.take(announced).await.unwrap();
	assert_eq!(scene.exchange().await, [Kind::Beat, Kind::Command], "at once");
	assert_eq!(scene.output(), (40, Why::Command(1)));
	// The chain has an answer to it already.
	assert_eq!(scene.chain.lock().answered.len(), 1);
}

#[tokio::test]
async fn a_beat_that_was_lost_is_repeated_when_the_device_asks_for_it() {
	let mut scene = Scene::commanding().await;
	let announced = scene.valve.announce();
	scene.command(55);
	scene.chain.grow(1);
	scene.chain.finalise(0);
	scene.show(utc()).await;
	assert_eq!(scene.due().len(), 2, "lost");
	assert_eq!(scene.due(), []);
	scene.commander.take(announced).await.unwrap();
	assert_eq!(scene.exchange().await, [Kind::Beat, Kind::Command]);
	assert_eq!(scene.output(), (55, Why::Command(2)));
}

#[tokio::test]
async fn no_beat_is_sent_while_finality_stands_still_nor_before_it_has_moved() {
	let mut scene = Scene::commanding().await;
	let (began, mut until) = (scene.now, scene.now);
	for _ in 0..90 {
		scene.now += Duration::from_secs(1);
		let announced = scene.valve.announce();
		scene.commander.take(announced).await.unwrap();
		if !scene.due().is_empty() {
			until = scene.now;
		}
	}
	assert_eq!((until - began).as_secs(), 29);
	assert_eq!(scene.output(), (20, Why::FailSafe));
	// A new start is no sign that the head has moved.
	scene.restart();
	scene.commander.look(scene.now).await;
	let announced = scene.valve.announce();
	scene.commander.take(announced).await.unwrap();
	assert_eq!(scene.due(), []);
	scene.block().await;
	assert_eq!(scene.output(), (40, Why::Command(1)));
	// The head rises, and the node does not say what its blocks command.
	scene.chain.lock().down = true;
	let began = scene.now;
	for _ in 0..45 {
		scene.now += Duration::from_secs(2);
		scene.view.send_modify(|view| view.heads.finalized.number += 1);
		scene.commander.look(scene.now).await;
		let announced = scene.valve.announce();
		scene.commander.take(announced).await.unwrap();
		if !scene.due().is_empty() {
			until = scene.now;
		}
	}
	assert_eq!((until - began).as_secs(), 28);
}

#[tokio::test]
async fn sends_nothing_while_the_node_fetches_old_blocks() {
	let mut scene = Scene::commanding().await;
	scene.restart();
	for hours in [3, 2, 1] {
		scene.now += Duration::from_secs(2);
		scene.chain.grow(1);
		scene.chain.finalise(0);
		scene.show(utc() - hours * 3_600_000).await;
		scene.commander.take(scene.valve.announce()).await.unwrap();
		assert_eq!(scene.due(), [], "{hours} hours ago");
	}
	assert_eq!(scene.block().await, [Kind::Beat, Kind::Command]);
}

#[tokio::test]
async fn accepts_a_refusal_after_a_reboot_until_the_next_command() {
	let mut scene = Scene::commanding().await;
	let now = scene.millis();
	scene.valve.power_cut(now);
	scene.valve.governor.set_interlock(true, now);
	// Its refusal is lost on the way.
	scene.chain.lock().refuse = Some(Refuse::Forget);
	let sent = scene.blocks(12).await;
	let commands = sent.iter().filter(|kind| **kind == Kind::Command).count();
	assert!((2..=3).contains(&commands), "{sent:?}");
	let answered = scene.chain.lock().answered.clone();
	assert!(matches!(answered.last().unwrap().outcome, Outcome::Refused(_)), "{answered:?}");
	assert_eq!(answered.last().unwrap().boot_epoch, 2);
	// The chain commands the value again.
	scene.chain.lock().refuse = None;
	scene.valve.governor.set_interlock(false, scene.millis());
	scene.command(40);
	scene.blocks(2).await;
	assert_eq!(scene.output(), (40, Why::Command(2)));
	let sent = scene.blocks(12).await;
	assert!(sent.iter().all(|kind| *kind == Kind::Beat), "{sent:?}");
}

#[tokio::test]
async fn an_answer_that_counts_while_it_is_checked_is_no_refusal() {
	let mut scene = Scene::commanding().await;
	let done = *scene.chain.lock().answered.last().unwrap();
	assert_eq!(done.outcome, Outcome::Done);
	let submitted = scene.commander.board().submit(&scene.id(), &done, scene.now, Duration::ZERO);
	submitted.unwrap();
	let sent = scene.blocks(12).await;
	assert!(sent.iter().all(|kind| *kind == Kind::Beat), "{sent:?}");
}

#[tokio::test]
async fn what_a_node_said_falsely_of_answers_ends_with_what_another_one_says() {
	let mut scene = Scene::commanding().await;
	let (block, time) = (scene.view.borrow().heads.finalized, utc());
	let mut lie = scene
		.chain
		.commands(&scene.id(), scene.chain.heads().await.unwrap().finalized.hash)
		.await
		.unwrap();
	lie.newest[0].command.id.0 = u64::MAX;
	let answers = vec![(scene.id(), Some(lie))];
	scene.commander.board().update(Head { block, time }, answers, scene.now);
	scene.command(55);
	scene.blocks(3).await;
	assert_eq!(scene.output(), (55, Why::Command(2)));
	assert_eq!(scene.actuator().track.state, CommandState::Answered);
}

#[tokio::test]
async fn only_the_newest_command_is_ever_sent() {
	let mut scene = Scene::commanding().await;
	for value in [50, 55, 60] {
		scene.command(value);
		scene.chain.grow(1);
	}
	scene.chain.finalise(0);
	scene.show(utc()).await;
	let due = scene.due();
	assert_eq!(due.len(), 2, "{due:?}");
	assert_eq!(command(&due[1].1).id, 4);

	// A node that lags has the state of an earlier block.
	let lagging = scene.view.borrow().heads.finalized.number - 2;
	let heads =
		Block { number: lagging, hash: scene.chain.block_hash(lagging).await.unwrap().unwrap() };
	scene.view.send_modify(|view| view.heads.finalized = heads);
	let asked = scene.chain.lock().command_lookups;
	scene.commander.look(scene.now).await;
	assert_eq!(scene.chain.lock().command_lookups, asked);
	let announced = scene.valve.announce();
	scene.commander.take(announced).await.unwrap();
	let due = scene.due();
	assert_eq!((beat(&due[0].1).newest_of(4), command(&due[1].1).id), (Some(4), 4));
}

#[tokio::test]
async fn a_height_that_no_block_has_ends_with_the_next_new_block() {
	let mut scene = Scene::commanding().await;
	let heads = scene.view.borrow().heads;
	let block = Block { number: u32::MAX, hash: [0xee; 32] };
	scene.commander.board().update(Head { block, time: 0 }, Vec::new(), scene.now);
	for (time, is_taken) in [(utc() - 2 * NEW, false), (utc(), true)] {
		scene.show(time).await;
		let seen = scene.commander.board().seen();
		assert_eq!(seen == Some(heads.finalized), is_taken, "{time}");
	}
	scene.command(55);
	scene.blocks(2).await;
	assert_eq!(scene.output(), (55, Why::Command(2)));
}

#[tokio::test]
async fn a_false_head_ends_with_another_block_of_its_height() {
	for later in [0, 1] {
		let mut scene = Scene::commanding().await;
		let next = scene.view.borrow().heads.finalized.number + 1;
		let false_head = Head { block: Block { number: next, hash: [0xee; 32] }, time: utc() };
		scene.commander.board().update(false_head, Vec::new(), scene.now);
		// The block of this height commands. The gateway sees it, or one after it first.
		scene.command(55);
		scene.chain.grow(later);
		scene.block().await;
		scene.block().await;
		assert_eq!(scene.output(), (55, Why::Command(2)), "{later}");
	}
}

#[tokio::test]
async fn nothing_is_sent_under_the_grant_of_another_tenure() {
	let mut scene = Scene::commanding().await;
	// The device changes hands, and its new owner commands it.
	scene.chain.void(scene.id());
	assert!(scene.blocks(40).await.is_empty(), "what ended with the tenure is kept alive");
	assert_eq!(scene.output(), (20, Why::FailSafe));
	assert_eq!(scene.chain.command(scene.id(), 4, 3, 60), 2);
	assert!(scene.blocks(40).await.is_empty());
	scene.hold(&[Grant { tenure: 3, ..grant(4, 1) }]);
	let sent = scene.blocks(3).await;
	assert_eq!(sent[..3], [Kind::Grant, Kind::Beat, Kind::Command], "{sent:?}");
	assert_eq!(scene.output(), (60, Why::Command(2)));
	assert_eq!(scene.actuator().track.state, CommandState::Answered);
}

#[tokio::test]
async fn a_command_key_that_is_handed_over_goes_before_the_grant_of_the_new_one() {
	let mut scene = Scene::commanding().await;
	scene.chain.void(scene.id());
	assert_eq!(scene.chain.command(scene.id(), 4, 3, 60), 2);
	let (device, genesis) = (scene.id(), scene.chain.genesis());
	let grant = Grant { tenure: 3, ..grant(4, 1) };
	let bytes = published_on(&genesis, grant, &device, NEXT_OWNER);
	scene.held = vec![Held { device, grant, bytes, entrust: None }];
	scene.commander.hold(scene.held.clone());
	let sent = scene.blocks(40).await;
	assert!(sent.len() > 1 && sent.iter().all(|kind| *kind == Kind::Grant), "{sent:?}");
	assert_eq!(
		scene.output(),
		(20, Why::FailSafe),
		"the device knows the former owner's key alone"
	);

	let entrust = Entrust { key: key(NEXT_OWNER).public(), tenure: 3, version: 1 };
	scene.held[0].entrust = Some(published_on(&genesis, entrust, &device, OWNER));
	scene.commander.hold(scene.held.clone());
	let sent = scene.blocks(3).await;
	assert_eq!(sent[..4], [Kind::Grant, Kind::Grant, Kind::Beat, Kind::Command], "{sent:?}");
	assert_eq!(scene.output(), (60, Why::Command(2)));
	assert_eq!(scene.actuator().track.state, CommandState::Answered);
	// It is not sent once the device has the grant.
	assert!(!scene.blocks(40).await.contains(&Kind::Grant));
}

#[tokio::test]
async fn a_new_grant_reaches_the_device_before_any_further_beat() {
	let mut scene = Scene::commanding().await;
	let mut narrow = grant(4, 2);
	narrow.envelope.bounds.range.high = 50;
	narrow.envelope.bounds.fail_safe = 30;
	scene.hold(&[narrow]);
	scene.command(50);
	let sent = scene.blocks(2).await;
	assert_eq!(sent, [Kind::Grant, Kind::Beat, Kind::Command]);
	assert_eq!(scene.output(), (50, Why::Command(2)));
	// A device that does not take it is offered it whenever it asks, and gets no beat.
	let other = Grant { model: [0; 32], ..grant(4, 3) };
	scene.hold(&[other]);
	let sent = scene.blocks(60).await;
	assert!(sent.len() > 5 && sent.iter().all(|kind| *kind == Kind::Grant), "{sent:?}");
	assert_eq!(scene.output(), (30, Why::FailSafe));
	scene.hold(&[]);
	assert_eq!(scene.blocks(2).await, []);
}

#[tokio::test]
async fn a_device_whose_commands_cannot_be_read_gets_no_beat() {
	let mut scene = Scene::commanding().await;
	scene.command(55);
	scene.chain.lock().unreadable.insert(scene.id());
	assert_eq!(scene.blocks(40).await, []);
	assert_eq!(scene.output(), (20, Why::FailSafe));
	scene.chain.lock().unreadable.clear();
	scene.block().await;
	assert_eq!(scene.output(), (55, Why::Command(2)));
}

#[tokio::test]
async fn asks_only_for_devices_whose_commands_may_have_changed() {
	let mut scene = Scene::commanding().await;
	let other = DeviceId([9; 32]);
	scene.held.push(Held { device: other, ..scene.held[0].clone() });
	scene.commander.hold(scene.held.clone());
	scene.blocks(1).await;
	let asked = |scene: &Scene| std::mem::take(&mut scene.chain.lock().command_lookups);
	asked(&scene);
	scene.blocks(5).await;
	assert_eq!(asked(&scene), 0);
	scene.command(55);
	scene.block().await;
	assert_eq!(asked(&scene), 1);
	scene.blocks(3).await;
	assert_eq!(asked(&scene), 1, "the answer");
	let next = scene.view.borrow().heads.finalized.number + 1;
	scene.chain.lock().unreadable_blocks.insert(next);
	scene.block().await;
	assert_eq!(asked(&scene), 2, "events that cannot be read");
	scene.chain.grow(31);
	scene.block().await;
	assert_eq!(asked(&scene), 0, "a gap that is read");
	scene.chain.grow(32);
	scene.block().await;
	assert_eq!(asked(&scene), 2, "a long gap");
	// While no node answers, nothing is taken for seen.
	scene.command(60);
	scene.chain.grow(1);
	scene.chain.finalise(0);
	let heads = scene.chain.heads().await.unwrap();
	scene.view.send_modify(|view| view.heads = heads);
	scene.chain.lock().down = true;
	scene.commander.look(scene.now).await;
	let seen = |scene: &Scene| scene.commander.board().seen();
	assert_eq!(seen(&scene), Some(scene.chain.final_block(heads.finalized.number - 1)));
	scene.chain.lock().down = false;
	scene.commander.look(scene.now).await;
	assert_eq!((asked(&scene), seen(&scene)), (1, Some(heads.finalized)));
}

#[tokio::test]
async fn a_new_member_has_only_the_devices_that_they_own_asked_for() {
	let mut scene = Scene::commanding().await;
	let (other, newcomer) = (DeviceId([9; 32]), AccountId([1; 32]));
	scene.chain.lock().owners.insert(other, newcomer);
	scene.held.push(Held { device: other, ..scene.held[0].clone() });
	scene.commander.hold(scene.held.clone());
	scene.block().await;
	let mut asked = Vec::new();
	for joined in [AccountId([2; 32]), newcomer, OWNER_ACCOUNT] {
		scene.chain.lock().joined.insert(joined);
		let doubtful = scene.chain.lock().command_lookups;
		scene.block().await;
		asked.push(scene.chain.lock().command_lookups - doubtful);
	}
	assert_eq!(asked, [0, 1, 1]);
	// The device changes hands in the block before.
	scene.chain.lock().owners.insert(scene.id(), newcomer);
	scene.chain.void(scene.id());
	scene.block().await;
	scene.chain.lock().joined.insert(newcomer);
	let before = scene.chain.lock().command_lookups;
	scene.block().await;
	assert_eq!(scene.chain.lock().command_lookups - before, 2);
}

#[tokio::test]
async fn channels_share_a_beat_if_they_share_a_nonce() {
	let mut scene = Scene::new().await;
	let device = scene.id();
	let grants: Vec<_> = (0..11).map(|channel| grant(channel, 1)).collect();
	scene.hold(&grants);
	for channel in 0..11 {
		scene.chain.command(device, channel, 2, 40);
	}
	let nonce = |channel: u16, value| Nonce { channel, value, tenure: 2, version: 1 };
	let say = |nonces: Vec<Nonce>| {
		let payload = nonces.iter().flat_map(Nonce::to_bytes).collect();
		scene.valve.inbound(Kind::Nonce, payload)
	};
	// Channel 10 says nothing.
	let said = [
		say((0..8).map(|channel| nonce(channel, 1)).collect()),
		say(vec![nonce(8, 1), nonce(9, 2)]),
	];
	for message in said {
		scene.commander.take(message).await.unwrap();
	}
	for _ in 0..2 {
		scene.now += Duration::from_secs(2);
		scene.chain.grow(1);
		scene.chain.finalise(0);
		scene.show(utc()).await;
	}
	let due = scene.due();
	let beats: Vec<_> = due.iter().filter(|(kind, _)| *kind == Kind::Beat).collect();
	let shape = |(_, message): &&(Kind, Outbound)| {
		(beat(message).nonce, beat(message).newest.iter().flatten().count())
	};
	assert_eq!(beats.iter().map(shape).collect::<Vec<_>>(), [(1, 8), (1, 1), (2, 1)]);
	assert_eq!(due.len(), 3 + 10);
	// The channel with the shortest lease sets the pace of those that share its beat.
	let mut short = grant(3, 1);
	short.envelope.bounds.lease = 9_000;
	let mut grants = grants;
	grants[3] = short;
	scene.hold(&grants);
	scene.now += Duration::from_secs(4);
	scene.chain.grow(1);
	scene.chain.finalise(0);
	scene.show(utc()).await;
	let due = scene.due();
	let beats: Vec<_> = due.iter().filter(|(kind, _)| *kind == Kind::Beat).collect();
	assert_eq!(beats.iter().map(shape).collect::<Vec<_>>(), [(1, 8)]);
}

/// The reason for which an answer is dropped.
async fn dropped(scene: &Scene, done: Done, seed: u8) -> Option<Dropped> {
	scene.commander.take(scene.valve.done(done, seed)).await.err()
}

#[tokio::test]
async fn what_is_no_good_answer_is_dropped_with_its_reason_and_never_reaches_a_node() {
	let mut scene = Scene::commanding().await;
	scene.chain.lock().answered.clear();
	scene.command(55);
	scene.chain.grow(1);
	scene.chain.finalise(0);
	scene.show(utc()).await;
	let good = Done {
		tenure: 2,
		channel: 4,
		id: 2,
		outcome: Outcome::Refused(Reason::Local),
		before: 40,
		after: 40,
		boot_epoch: 1,
	};
	for (done, seed, reason) in [
		(good, 8, Dropped::Signature),
		(Done { channel: 5, ..good }, 7, Dropped::NotGranted),
		(Done { tenure: 1, ..good }, 7, Dropped::Tenure),
		(Done { id: 3, ..good }, 7, Dropped::UnknownCommand),
		(Done { id: 0, ..good }, 7, Dropped::UnknownCommand),
		(Done { id: 1, ..good }, 7, Dropped::Settled),
	] {
		assert_eq!(dropped(&scene, done, seed).await, Some(reason), "{done:?}");
	}
	let whole = scene.valve.done(good, 7);
	let of_another = Topic { device: DeviceId([9; 32]), kind: Kind::Done }.to_string();
	let readings = Topic { device: scene.id(), kind: Kind::Readings }.to_string();
	for (message, reason) in [
		(Inbound { payload: whole.payload[1..].to_vec(), ..whole.clone() }, Dropped::Malformed),
		(Inbound { topic: of_another, ..whole.clone() }, Dropped::NotGranted),
		(Inbound { topic: readings, ..whole.clone() }, Dropped::Malformed),
		(Inbound { topic: "done".into(), ..whole.clone() }, Dropped::Malformed),
		(scene.valve.inbound(Kind::Nonce, vec![0; 17]), Dropped::Malformed),
	] {
		let topic = message.topic.clone();
		assert_eq!(scene.commander.take(message).await, Err(reason), "{topic}");
	}
	let mut of_another = scene.valve.announce();
	of_another.topic = Topic { device: DeviceId([9; 32]), kind: Kind::Nonce }.to_string();
	assert_eq!(scene.commander.take(of_another).await, Err(Dropped::NotGranted));

	// The device is suspended, or has another key.
	let facts = scene.chain.lock().devices[&scene.id()].clone();
	let look_again = |scene: &mut Scene, name: &str, change: fn(&mut DeviceFacts)| {
		let mut changed = facts.clone();
		change(&mut changed);
		scene.chain.lock().devices.insert(scene.id(), changed);
		// A registry that has not looked yet.
		let path = scene.folder.path().join(format!("db-{name}"));
		let store = Store::open(path, scene.chain.options()).unwrap();
		let registry = Registry::new(Arc::new(store), scene.chain.clone(), Default::default());
		scene.commander.registry = Arc::new(registry);
	};
	look_again(&mut scene, "suspended", |facts| facts.status = Status::Suspended);
	assert_eq!(dropped(&scene, good, 7).await, Some(Dropped::Device));
	look_again(&mut scene, "rotated", |facts| {
		facts.key_epoch = 1;
		facts.keys.push(KeyFact { epoch: 1, key: key(8).public(), since: 1 });
	});
	assert_eq!(dropped(&scene, good, 7).await, Some(Dropped::Signature), "a former key");
	assert!(scene.chain.lock().answered.is_empty());
	assert_eq!(dropped(&scene, good, 8).await, None);
}

#[tokio::test]
async fn made_up_answers_do_not_take_the_place_of_the_devices_own() {
	let mut scene = Scene::new().await;
	scene.command(40);
	scene.chain.grow(1);
	scene.chain.finalise(0);
	scene.show(utc()).await;
	let done = Done {
		tenure: 2,
		channel: 4,
		id: 1,
		outcome: Outcome::Done,
		before: 20,
		after: 40,
		boot_epoch: 1,
	};
	// All wait until the device's key is looked up.
	let made_up = || dropped(&scene, done, 8);
	let (first, own, second) = tokio::join!(made_up(), dropped(&scene, done, 7), made_up());
	assert_eq!((first, own, second), (Some(Dropped::Signature), None, Some(Dropped::Signature)));
	assert_eq!(scene.chain.lock().answered, [done]);
}

#[tokio::test]
async fn answers_of_one_actuator_leave_room_for_others() {
	const PATIENCE: Duration = Duration::from_secs(30);
	let mut scene = Scene::new().await;
	scene.hold(&[grant(4, 1), grant(5, 1)]);
	scene.command(40);
	scene.chain.command(scene.id(), 5, 2, 40);
	scene.chain.grow(1);
	scene.chain.finalise(0);
	scene.show(utc()).await;
	let done = Done {
		tenure: 2,
		channel: 4,
		id: 1,
		outcome: Outcome::Done,
		before: 20,
		after: 40,
		boot_epoch: 1,
	};
	let other = Done { channel: 5, ..done };
	let (sender, queue) = mpsc::channel(ANSWERS + 1);
	for _ in 0..ANSWERS {
		sender.try_send(scene.valve.done(done, 8)).unwrap();
	}
	sender.try_send(scene.valve.done(other, 7)).unwrap();
	let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
	let counting = metrics::set_default_local_recorder(&recorder);
	// All that are checked wait until the device's key is looked up.
	let answered = async {
		while scene.chain.lock().answered.is_empty() {
			tokio::time::sleep(Duration::from_millis(5)).await;
		}
	};
	tokio::select! {
		() = scene.commander.receive(queue) => panic!("it receives for as long as there may be messages"),
		answered = timeout(PATIENCE, answered) => answered.expect("the other one is answered"),
	}
	drop(counting);
	assert_eq!(scene.chain.lock().answered, [other]);
	let metrics = recorder.handle().render();
	let count = |reason: Dropped| -> usize {
		let label = format!("reason=\"{}\"}} ", reason.label());
		let line = metrics.lines().find_map(|line| line.split_once(&label));
		line.map_or(0, |(_, count)| count.parse().unwrap())
	};
	let checked = count(Dropped::Signature);
	assert_eq!(checked, 4);
	assert_eq!(count(Dropped::Overrun), ANSWERS - checked);
	assert_eq!(dropped(&scene, done, 7).await, None, "no place stays taken");
}

#[tokio::test]
async fn answers_to_older_commands_do_not_take_the_place_of_the_newest_one() {
	const REST: Duration = Duration::from_secs(30);
	let mut scene = Scene::commanding().await;
	for value in [50, 55, 60] {
		scene.command(value);
	}
	scene.chain.grow(1);
	scene.chain.finalise(0);
	scene.show(utc()).await;
	let (device, began) = (scene.id(), scene.now);
	let done = |id, boot_epoch| Done {
		tenure: 2,
		channel: 4,
		id,
		outcome: Outcome::Done,
		before: 40,
		after: 50,
		boot_epoch,
	};
	let mut board = scene.commander.board();
	let submit = |board: &mut Board, done: Done, seconds| {
		let submitted = board.submit(&device, &done, began + Duration::from_secs(seconds), REST);
		submitted.err()
	};
	// While one to an older command is under way.
	assert_eq!(submit(&mut board, done(2, 1), 0), None);
	assert_eq!(submit(&mut board, done(3, 1), 0), Some(Dropped::Overrun));
	assert_eq!(submit(&mut board, done(4, 1), 0), None);
	assert_eq!(submit(&mut board, done(4, 2), 0), Some(Dropped::Overrun), "another to the newest");
	board.submitted(&device, 4);
	board.submitted(&device, 4);
	// Nor do those that were kept come again by turns.
	for (id, boot_epoch) in [(2, 1), (3, 1), (2, 2), (4, 1)] {
		assert_eq!(submit(&mut board, done(id, boot_epoch), 29), Some(Dropped::Repeated), "{id}");
	}
	assert_eq!(submit(&mut board, done(4, 2), 29), None, "the device has rebooted");
	board.submitted(&device, 4);
	for (id, boot_epoch) in [(4, 1), (4, 2)] {
		assert_eq!(submit(&mut board, done(id, boot_epoch), 58), Some(Dropped::Repeated));
	}
	assert_eq!(submit(&mut board, done(4, 1), 59), None);
}

#[tokio::test]
async fn the_same_answer_is_handed_over_once_in_a_while() {
	let mut scene = Scene::commanding().await;
	scene.command(55);
	scene.chain.grow(1);
	scene.chain.finalise(0);
	scene.show(utc()).await;
	scene.commander.settings.rest = Duration::from_secs(3_600);
	let done = Done {
		tenure: 2,
		channel: 4,
		id: 2,
		outcome: Outcome::Done,
		before: 40,
		after: 55,
		boot_epoch: 1,
	};
	// No node answers: the next one may.
	scene.chain.lock().down = true;
	scene.registry.lookup(scene.id(), None).await;
	for _ in 0..2 {
		assert_eq!(dropped(&scene, done, 7).await, Some(Dropped::Unavailable));
	}
	scene.chain.lock().down = false;
	assert_eq!(dropped(&scene, done, 7).await, None);
	assert_eq!(dropped(&scene, done, 7).await, Some(Dropped::Repeated));
	// Another answer to the same command is another matter; the pool keeps one an actuator.
	let other = Done { boot_epoch: 2, ..done };
	assert_eq!(dropped(&scene, other, 7).await, Some(Dropped::Unavailable));
	scene.commander.settings.rest = Duration::ZERO;
	scene.chain.lock().refuse = Some(Refuse::Quota);
	assert_eq!(dropped(&scene, done, 7).await, Some(Dropped::Refused));
}

#[tokio::test]
async fn whatever_dies_at_whatever_step_each_command_is_answered_once() {
	for victim in [Victim::Gateway, Victim::Valve, Victim::Message, Victim::Node] {
		let mut steps = 0;
		loop {
			let mut scene = Scene::new().await;
			scene.plan = Some((victim, steps));
			for value in [40, 55, 70] {
				let id = scene.command(value);
				let mut blocks = 0;
				let answered = |scene: &Scene| {
					let track = scene.actuator().track;
					track.confirmed.is_some_and(|confirmed| confirmed.id == id)
				};
				scene.block().await;
				while !answered(&scene) {
					blocks += 1;
					assert!(blocks < 60, "{victim:?} at {steps}: {value} is not answered");
					scene.block().await;
				}
			}
			// A set-point that was lost comes again.
			let mut blocks = 0;
			while scene.output() != (70, Why::Command(3)) {
				blocks += 1;
				assert!(blocks < 60, "{victim:?} at {steps}: {:?}", scene.output());
				scene.block().await;
			}
			let answers = scene.actuator().answers;
			let ids: Vec<_> = answers.iter().map(|done| done.id).collect();
			assert_eq!(ids, [1, 2, 3], "{victim:?} at {steps}");
			assert!(answers.iter().all(|done| done.outcome == Outcome::Done), "{answers:?}");
			if scene.plan.is_some() {
				break;
			}
			steps += 1;
		}
		assert!(steps > 15, "{victim:?}: {steps}");
	}
}

#[test]
fn only_what_is_about_commands_leaves_the_way_of_readings() {
	let (sender, mut queue) = mpsc::channel(1);
	let inlet = CommandInlet(Some(sender));
	let message = |end: &str| {
		let topic = format!("tallystick/{}/{end}", "ab".repeat(32));
		Inbound { topic, payload: Vec::new(), received: 0 }
	};
	for end in ["segment", "readings", "senml", "move", "done/x", "xdone"] {
		assert!(inlet.divert(message(end)).is_some(), "{end}");
	}
	assert!(queue.try_recv().is_err());
	for end in ["done", "nonce"] {
		assert!(inlet.divert(message(end)).is_none());
		assert!(inlet.divert(message(end)).is_none(), "no room");
		assert!(queue.try_recv().unwrap().topic.ends_with(end));
		assert!(queue.try_recv().is_err(), "it is dropped");
		assert!(CommandInlet(None).divert(message(end)).is_none(), "the gateway commands nothing");
	}
}

#[tokio::test]
async fn commands_a_device_through_the_embedded_broker() {
	const PATIENCE: Duration = Duration::from_secs(30);
	let (chain, folder) = (Arc::new(MockChain::new()), folder());
	let store = Arc::new(Store::open(folder.path().join("db"), chain.options()).unwrap());
	let registry = Arc::new(Registry::new(store, chain.clone(), Default::default()));
	let mut valve = Valve::new(&chain);
	let id = valve.device.id;
	let grants = folder.path().join("grants");
	std::fs::create_dir(&grants).unwrap();
	let bytes = published_on(&chain.genesis(), grant(4, 1), &id, OWNER);
	std::fs::write(grants.join(format!("{}.4.grant", Hex(id))), bytes).unwrap();

	let (readings, mut other) = mpsc::channel(8);
	let (to_commander, of_commands) = mpsc::channel(8);
	let inlets = Inlets { readings, commands: CommandInlet(Some(to_commander)) };
	let settings = Mqtt { listen: "127.0.0.1:0".parse().unwrap(), ..Mqtt::default() };
	let broker = Broker::bind(&settings, inlets).await.unwrap();
	let url = format!("mqtt://{}", broker.address);
	let (to_broker, outbound) = mpsc::channel(8);
	let (_stopper, stopped) = stop();
	tokio::spawn(broker.link().run(outbound, Connected::default(), stopped.clone()));
	let brokering = stopped.clone();
	tokio::spawn(async move { broker.run(brokering).await.unwrap() });

	let follower = Follower::new(chain.clone());
	let settings = CommandSettings { tick: Duration::from_millis(10), ..Default::default() };
	let commanding = Commanding { key: key(GATEWAY), grants };
	let view = follower.view();
	let commander =
		Commander::new(chain.clone(), registry, view, chain.genesis(), commanding, settings);
	tokio::spawn(commander.run(of_commands, to_broker, stopped));

	let options = mqtt5::ConnectOptions::new("valve").with_automatic_reconnect(false);
	let client = mqtt5::MqttClient::with_options(options);
	client.connect(&url).await.unwrap();
	let (sender, mut received) = mpsc::unbounded_channel();
	for kind in [Kind::Grant, Kind::Beat, Kind::Command] {
		let sender = sender.clone();
		let take = move |message: mqtt5::Message| {
			let (topic, payload) = (message.topic, message.payload.to_vec());
			let _ = sender.send(Outbound { topic, payload, until: None });
		};
		client.subscribe(Topic { device: id, kind }.to_string(), take).await.unwrap();
	}
	chain.command(id, 4, 2, 40);
	let began = Instant::now();
	let answered = async {
		loop {
			chain.grow(1);
			chain.finalise(0);
			follower.look().await.unwrap();
			if chain.final_actuator(id, 4).track.state == CommandState::Answered {
				return;
			}
			let now = u64::try_from(began.elapsed().as_millis()).unwrap();
			let mut published = Vec::new();
			if valve.governor.lacks_beats(now) {
				published.push(valve.announce());
			}
			while let Ok(Some(message)) = timeout(Duration::from_millis(200), received.recv()).await
			{
				published.extend(valve.take(&message, now));
			}
			for Inbound { topic, payload, .. } in published {
				client.publish_qos1(topic, payload).await.unwrap();
			}
		}
	};
	timeout(PATIENCE, answered).await.expect("the command is answered in time");
	assert_eq!(chain.final_actuator(id, 4).answers[0].outcome, Outcome::Done);
	assert!(other.try_recv().is_err(), "nothing of it is taken for a reading");
	// No other client may publish in the gateway's place.
	for kind in [Kind::Grant, Kind::Beat, Kind::Command] {
		let topic = Topic { device: id, kind }.to_string();
		assert!(client.publish_qos1(topic, vec![0]).await.is_err(), "{kind:?}");
	}
}
