//! Strawberries are sold for what they are worth when they arrive, and in the second leg of their way they get
//! warm: the carrier of that leg pays, and nobody else. On a real node, with a real gateway and a logger that
//! signs. A client in Python, which shares no code with ours, computes bounds, charges, price and every
//! balance anew from the proofs: they are equal to the unit.
//!
//! The temperature is simulated, see `tallystick_sim::story`.
//!
//! | Variable | Meaning |
//! | --- | --- |
//! | `TALLYSTICK_COLD_CHAIN_PYTHON` | an interpreter with the packages of `tests/cold-chain/requirements.txt` |

use anyhow::{anyhow, bail, ensure, Context, Result};
use serde_json::Value;
use std::{
	collections::BTreeMap,
	ops::Range,
	path::Path,
	sync::{
		atomic::{AtomicBool, Ordering::SeqCst},
		Arc, OnceLock,
	},
	time::Duration,
};
use tallystick_client::{
	asset_lifecycle::{
		calls::Show,
		views::{StatusOfAsset, TallyOf, TradeOf},
	},
	records::{
		asset::{AssetStatus, LotStatus},
		Millis, StreamId,
	},
	time::now,
	Call, Chain, ChannelKind,
};
use tallystick_condition::{trade::Pricing, Opening};
use tallystick_evidence::Limits;
use tallystick_sim::{
	identity, register,
	story::cold_chain::{self, Goods, HookError, Hooks, Options, Outcome, Span, Stage, Step},
	Broker, Channel, Format, Link, Mqtt, Point, Router, Series, SimDevice,
};
use tallystick_tests::{
	add_member, signer, wait_finalized, wait_until, Gateway, GatewaySetup, Network, SLOT,
};
use tallystick_wire::{Reply, Topic};
use tempfile::TempDir;
use tokio::{
	process::Command,
	runtime::Handle,
	sync::mpsc,
	task::{block_in_place, JoinHandle},
	time::{sleep, timeout},
};

const GATEWAY: &str = "//ColdChain//gateway";
const COUNCIL: &str = "//Alice";
/// Far more than a few blocks take on a busy machine.
const LIMIT: Duration = Duration::from_secs(120);

/// What goes wrong on the way, beside the compressor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Trouble {
	Nothing,
	/// The logger takes no readings for an hour of the second leg.
	Silence,
	/// What was measured around the hand-over is sent after the delivery.
	LateData,
	/// The gateway is killed before the hand-over, and starts again after the delivery.
	KilledGateway,
	/// There is no chain at the hand-over.
	StoppedChain,
	/// In the second leg another logger replaces the first one, and is silent for an hour.
	OtherLogger,
}

/// What the scenario does at the steps of the story.
struct Troubled<'a> {
	trouble: Trouble,
	options: Options,
	network: &'a mut Network,
	gateway: &'a mut Gateway,
	/// The second carrier's logger.
	spare: Option<Spare>,
}

impl Hooks for Troubled<'_> {
	async fn after(&mut self, step: Step, stage: &Stage) -> Result<(), HookError> {
		match (self.trouble, step) {
			(Trouble::KilledGateway, Step::PickUp) => self.gateway.kill().await?,
			(Trouble::KilledGateway, Step::Deliver) => self.gateway.start().await?,
			(Trouble::StoppedChain, Step::PickUp) => {
				let node = self.network.node_mut("dev")?;
				node.stop().await?;
				let [first, _] = self.options.legs;
				let at = stage.start.unwrap_or_default() + self.options.before + first;
				sleep(Duration::from_millis(at.saturating_sub(now())) + 2 * SLOT).await;
				node.start().await?;
			},
			// A hook's future can go to another thread, and that of a registration cannot.
			(Trouble::OtherLogger, _) => {
				let work = self.with_spare(step, stage);
				block_in_place(|| Handle::current().block_on(work))?;
			},
			_ => {},
		}
		Ok(())
	}

	fn tell(&mut self, line: &str) {
		println!("cold chain: {:?}: {line}", self.trouble);
	}
}

impl Troubled<'_> {
	/// The second carrier's logger replaces the first one after the hand-over, and measures until the delivery.
	async fn with_spare(&mut self, step: Step, stage: &Stage) -> Result<()> {
		match (step, &mut self.spare) {
			(Step::Prepare, _) => {
				self.spare = Some(Spare::register(stage, &self.options, self.gateway).await?);
			},
			(Step::HandOver, Some(spare)) => {
				spare.start()?;
				spare.replace(stage).await?;
				spare.fall_silent(&self.options, stage)?;
			},
			(Step::Deliver, Some(spare)) => spare.finish(stage).await?,
			(Step::Price, Some(spare)) => spare.show(stage).await?,
			_ => {},
		}
		Ok(())
	}
}

/// The logger of the second carrier, which measures a steady temperature.
struct Spare {
	stream: StreamId,
	/// Until it is started.
	speaker: Option<Speaker>,
	/// When it takes no readings.
	silent: Arc<OnceLock<Range<u64>>>,
	stop: Arc<AtomicBool>,
	/// Ends with the time of the last reading.
	task: Option<JoinHandle<Result<u64>>>,
}

/// A device with a connection of its own, which waits for the answer to each message.
struct Speaker {
	device: SimDevice,
	answers: mpsc::Receiver<Vec<u8>>,
	link: Mqtt,
	period: u64,
}

impl Spare {
	const SEED: u64 = 2;
	/// Readings of a message.
	const SEGMENT: usize = 10;
	/// Hundredths of a degree.
	const VALUE: i64 = 500;
	/// The loss of a millisecond at that temperature: 2.5 to the power of two tenths, rounded up.
	const LOSS: u128 = 1_201_125;

	async fn register(stage: &Stage, options: &Options, gateway: &Gateway) -> Result<Self> {
		let (chain, cast) = (&stage.chain, &stage.cast);
		let channel = Channel {
			name: "air_temperature".into(),
			unit: "Cel".into(),
			exponent: -2,
			kind: ChannelKind::Gauge,
			limits: Limits { low: -4_000, high: 6_000 },
			period: options.period,
		};
		let points = vec![Point { channel: 0, time: 0, value: 0 }];
		let series = Arc::new(Series { channels: vec![channel], points });
		let who = identity(Self::SEED, 0);
		let owner = &cast.carrier_2.signer;
		let gateways = Some(&options.gateway);
		register(chain, owner, gateways, std::slice::from_ref(&series), 1, Self::SEED, false)
			.await?;
		let word = (who.id, [8u8; 32], Millis(now() + 86_400_000));
		let calibrate = Call::new("DeviceRegistry", "set_calibration", &word);
		chain.submit_and_find(&calibrate, &cast.institute.signer).await?;

		let mut router = Router::default();
		let answers = router.add(who.id);
		let broker = Broker { host: "127.0.0.1".into(), port: gateway.mqtt() };
		let link = Mqtt::connect(&broker, "spare-logger", vec![who.id], Arc::new(router));
		let stream = StreamId { device: who.id, channel: 0 };
		let genesis = chain.genesis().await?;
		let device = SimDevice::new(who, series, genesis, Format::Segment, Self::SEGMENT, 0)?;
		let period = options.period.into();
		let speaker = Some(Speaker { device, answers, link, period });
		Ok(Self { stream, speaker, silent: Arc::default(), stop: Arc::default(), task: None })
	}

	/// Begins to measure.
	fn start(&mut self) -> Result<()> {
		let speaker = self.speaker.take().context("it measures already")?;
		self.task = Some(tokio::spawn(speaker.measure(self.silent.clone(), self.stop.clone())));
		Ok(())
	}

	/// Seller, buyer and custodian sign the same swap.
	async fn replace(&self, stage: &Stage) -> Result<()> {
		let trade = stage.trade.context("nothing is traded")?;
		let old = stage.stream.context("nothing watches")?;
		let swap = Call::new("AssetLifecycle", "swap_stream", &(trade, old, self.stream));
		let cast = &stage.cast;
		for party in [&cast.grower, &cast.supermarket, &cast.carrier_2] {
			stage.chain.submit_and_find(&swap, &party.signer).await?;
		}
		Ok(())
	}

	/// Takes no readings for an hour, which is over before the delivery.
	fn fall_silent(&self, options: &Options, stage: &Stage) -> Result<()> {
		let from = now() + 2_000;
		let silent = from..from + hour(options);
		let [.., second] = options.legs;
		let handed_over = stage.moments.last().context("nothing was handed over")?;
		ensure!(
			silent.end + 2_000 < handed_over + second,
			"the second leg is over before an hour of silence; it needs more than {second} ms"
		);
		self.silent.set(silent).map_err(|_| anyhow!("it was silent already"))
	}

	/// Measures until the chain has heard of the delivery, and waits until it has all of the readings: with each that
	/// comes, the paths of leaves change.
	async fn finish(&mut self, stage: &Stage) -> Result<()> {
		let delivered = *stage.moments.last().context("nothing was delivered")?;
		let stream = self.stream;
		wait_until("the other logger to be counted", LIMIT, async || {
			let tally = stage.chain.view(TallyOf { stream }, None).await?;
			Ok(tally.is_some_and(|tally| tally.until.until > delivered).then_some(()))
		})
		.await?;
		self.stop.store(true, SeqCst);
		let last = self.task.take().context("it does not measure")?.await??;
		wait_until("all readings of the other logger", LIMIT, async || {
			let record = stage.chain.stream(&stream.device, stream.channel, None).await?;
			let latest = record.and_then(|record| record.latest);
			Ok(latest.filter(|latest| latest.summary.last.time >= last).map(drop))
		})
		.await
	}

	/// The carrier shows what both loggers' tallies were when one replaced the other, and at the delivery.
	async fn show(&self, stage: &Stage) -> Result<()> {
		let trade = stage.trade.context("nothing is traded")?;
		let record = stage.chain.view(TradeOf { trade }, None).await?.context("no such trade")?;
		let swapped = record.streams.last().context("nothing watches")?.from;
		let delivered = Millis(*stage.moments.last().context("nothing was delivered")?);
		let old = stage.stream.context("nothing watches")?;
		let moments = [(old, swapped), (self.stream, swapped), (self.stream, delivered)];
		let mut shown = BTreeMap::new();
		for (stream, at) in moments {
			let next = Millis(at.0 + 1);
			for proof in stage.chain.tally_leaves(&stream, at, next, None).await? {
				shown.insert((stream, proof.leaf.number), proof);
			}
		}
		for proof in shown.into_values() {
			let show = Show { trade, proof, opening: Opening::default() };
			stage.chain.submit_and_find(&show.into(), &stage.cast.carrier_2.signer).await?;
		}
		Ok(())
	}
}

impl Speaker {
	async fn measure(
		mut self,
		silent: Arc<OnceLock<Range<u64>>>,
		stop: Arc<AtomicBool>,
	) -> Result<u64> {
		let start = now() + self.period;
		let mut last = 0;
		for time in (start..).step_by(self.period as usize) {
			sleep(Duration::from_millis(time.saturating_sub(now()))).await;
			let ends = stop.load(SeqCst);
			let silent = silent.get().is_some_and(|silent| silent.contains(&time));
			let made = match ends || silent {
				true => self.device.flush(None)?,
				false => {
					let point = Point { channel: 0, time, value: Spare::VALUE };
					last = time;
					self.device.measure(point, None)?
				},
			};
			if let Some(made) = made {
				self.send(&made.message.payload).await?;
			}
			if ends {
				break;
			}
		}
		Ok(last)
	}

	/// Sends a message until it is acknowledged.
	async fn send(&mut self, payload: &Arc<[u8]>) -> Result<()> {
		let device = self.device.identity.id;
		let topic = Topic { device, kind: self.device.format.kind() }.to_string();
		let talk = async {
			loop {
				let _ = self.link.publish(topic.clone(), payload.clone()).await;
				while let Ok(bytes) = timeout(Duration::from_secs(2), self.answers.recv()).await {
					let reply = Reply::decode_any(&bytes.context("the link has ended")?)?;
					match reply {
						Reply::Answer(answer) if !answer.is_to(payload) => {},
						Reply::Answer(answer) => match answer.error {
							None => return Ok(()),
							Some(error) if error.is_temporary() => {},
							Some(error) => bail!("the gateway refuses: {error:?}"),
						},
						_ => {},
					}
				}
			}
		};
		timeout(LIMIT, talk).await.context("no acknowledgement")?
	}
}

/// What came of a journey.
struct Told {
	outcome: Outcome,
	/// An hour of the story, in milliseconds.
	hour: u64,
	/// What the client in Python found.
	found: Value,
}

impl Told {
	fn price(&self, when: &str) -> Result<&Pricing> {
		let mut prices = self.outcome.prices.iter();
		let found = prices.find(|priced| priced.when == when);
		Ok(&found.with_context(|| format!("nobody asked for the price once {when}"))?.pricing)
	}
}

/// How long an hour of the story is, in milliseconds.
fn hour(options: &Options) -> u64 {
	60_000 / u64::from(options.minutes)
}

async fn play(trouble: Trouble) -> Result<Told> {
	// Several are played at once, and each is too large for the stack.
	// The client reads the states before the offer and before the settlement.
	let network = Network::dev().arg("--state-pruning=archive");
	let told = network.run(async |network| Box::pin(journey(network, trouble)).await);
	Box::pin(told).await.with_context(|| format!("{trouble:?}"))
}

async fn journey(network: &mut Network, trouble: Trouble) -> Result<Told> {
	let node = network.node("dev")?;
	let (chain, rpc) = (node.chain()?.clone(), node.ports().rpc);
	wait_finalized(&chain, 1, 20 * SLOT).await?;
	let account = signer(GATEWAY).account();
	add_member(&chain, &signer(COUNCIL), &signer(GATEWAY)).await?;
	let folder = TempDir::with_prefix("tallystick-cold-chain-")?;
	let mut gateway = Gateway::new(&GatewaySetup::new(rpc, GATEWAY), folder.path())?;
	gateway.start().await?;

	let broker = Broker { host: "127.0.0.1".into(), port: gateway.mqtt() };
	let url = format!("http://127.0.0.1:{}", gateway.http());
	let mut options = Options {
		recall: true,
		// On a busy machine everything takes its time.
		data: 120_000,
		window: 60_000,
		..Options::new(signer(COUNCIL), account, &url, broker)
	};
	let [first, _] = options.legs;
	match trouble {
		Trouble::Silence => {
			let hour = hour(&options);
			options.silent.push(Span { from: first + 10_000, to: first + 10_000 + hour });
		},
		Trouble::LateData => {
			let way: u64 = options.legs.iter().sum();
			options.late.push(Span { from: first - 5_000, to: way + 15_000 });
		},
		Trouble::OtherLogger => {
			// Three more sign before the delivery, and three more leaves are shown in the window: on a busy
			// machine, too.
			options.legs = [first, 60_000];
			options.window = 90_000;
		},
		_ => {},
	}
	let mut hooks =
		Troubled { trouble, options: options.clone(), network, gateway: &mut gateway, spare: None };
	let outcome = cold_chain::play(&chain, &options, &mut hooks).await?;
	ensure!(outcome.is_good(), "the story went otherwise: {:?}", outcome.findings);
	ensure_recalled(&chain, &outcome).await?;

	let found = recompute(rpc, &url, &outcome).await?;
	println!("cold chain: {trouble:?}: computed anew: {found}");
	ensure_agreed(&found, outcome.price().context("there is no price")?)?;
	gateway.stop().await?;
	Ok(Told { outcome, hour: hour(&options), found })
}

/// Has the client in Python compute everything anew. It fails if that is not what the chain has.
async fn recompute(rpc: u16, gateway: &str, outcome: &Outcome) -> Result<Value> {
	let python = std::env::var("TALLYSTICK_COLD_CHAIN_PYTHON")
		.context("TALLYSTICK_COLD_CHAIN_PYTHON is not set")?;
	let trade = outcome.stage.trade.context("nothing was traded")?;
	let output = Command::new(python)
		.arg("check.py")
		.args(["--node", &format!("http://127.0.0.1:{rpc}")])
		.args(["--gateway", gateway, "--trade", &trade.0.to_string()])
		.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("cold-chain"))
		.kill_on_drop(true)
		.output()
		.await
		.context("the client does not start")?;
	if !output.status.success() {
		bail!("the client disagrees:\n{}", String::from_utf8_lossy(&output.stderr));
	}
	Ok(serde_json::from_slice(&output.stdout)?)
}

/// Checks that what was computed anew is what the chain computed before it paid.
fn ensure_agreed(found: &Value, priced: &Pricing) -> Result<()> {
	let is = |found: &Value, number: u128| found.as_str() == Some(&number.to_string());
	ensure!(is(&found["price"], priced.price), "not the price {}: {found}", priced.price);
	ensure!(is(&found["paid"], priced.paid), "not paid {}: {found}", priced.paid);
	let list = |name: &str| found[name].as_array().with_context(|| format!("no {name}"));
	let (bonds, intervals) = (list("bonds")?, list("intervals")?);
	ensure!(
		bonds.len() == priced.bonds.len()
			&& bonds.iter().zip(&priced.bonds).all(|(found, own)| is(found, *own)),
		"not the bonds {:?}: {found}",
		priced.bonds
	);
	ensure!(intervals.len() == priced.intervals.len(), "other intervals: {found}");
	for ((found, own), share) in intervals.iter().zip(&priced.intervals).zip(&priced.shares) {
		let agreed = is(&found["loss"], own.loss)
			&& is(&found["allowance"], own.allowance)
			&& is(&found["share"], *share);
		ensure!(agreed, "{found} is not {own:?} with the share {share}");
	}
	Ok(())
}

/// Checks that the recall of the harvest found every crate, and what holds them, and nothing else.
async fn ensure_recalled(chain: &Chain, outcome: &Outcome) -> Result<()> {
	let recall = outcome.recall.context("nothing was recalled")?;
	let goods: &Goods = outcome.stage.goods.as_ref().context("nothing was packed")?;
	let status = async |asset| -> Result<AssetStatus> {
		chain.view(StatusOfAsset { asset }, None).await?.context("no such asset")
	};
	let pallet = wait_until("the pallet's crates to be counted", LIMIT, async || {
		let status = status(goods.pallet).await?;
		Ok((!status.counting && status.below as usize == goods.crates.len()).then_some(status))
	})
	.await?;
	ensure!(pallet.lot == LotStatus::Clear, "the pallet itself is recalled: {pallet:?}");
	for asset in goods.crates.iter().chain([&goods.harvest]) {
		let status = status(*asset).await?;
		let found = matches!(&status.lot, LotStatus::Recalled { by, .. } if by.contains(&recall));
		ensure!(found, "asset {asset} is not recalled: {status:?}");
	}
	Ok(())
}

/// Whoever let the goods get warm pays for it, to the unit.
fn ensure_paid_by_whom_it_concerns(told: &Told) -> Result<()> {
	let (closed, opened) = (told.price("leaves")?, told.price("readings")?);
	ensure!(
		closed.shares[1] > 0,
		"the bounds do not meet the boundary, so that nothing is refined: {closed:?}"
	);
	ensure!(opened.shares[1] == 0, "the first carrier is not shown innocent: {opened:?}");
	let discount = told.outcome.stage.trade.map(|_| opened.shares.iter().sum::<u128>());
	ensure!(opened.bonds[0] == 0 && Some(opened.bonds[1]) == discount, "{opened:?}");
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs TALLYSTICK_COLD_CHAIN_PYTHON, which scripts/test.sh sets"]
async fn who_let_goods_get_warm_pays_whatever_happens_and_silence_costs() -> Result<()> {
	let (plain, late, killed, stopped, silent) = tokio::try_join!(
		play(Trouble::Nothing),
		play(Trouble::LateData),
		play(Trouble::KilledGateway),
		play(Trouble::StoppedChain),
		play(Trouble::Silence),
	)?;
	ensure_paid_by_whom_it_concerns(&plain)?;
	let price = plain.price("settled")?;
	for told in [&late, &killed, &stopped] {
		ensure!(told.price("settled")? == price, "it is not {price:?}: {}", told.found);
	}
	let with_silence = silent.price("settled")?;
	ensure!(with_silence.intervals[1] == price.intervals[1], "{with_silence:?}");
	ensure!(with_silence.intervals[2].loss > price.intervals[2].loss, "{with_silence:?}");
	ensure!(with_silence.price < price.price, "silence pays: {with_silence:?}");
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs TALLYSTICK_COLD_CHAIN_PYTHON, which scripts/test.sh sets"]
async fn another_logger_counts_from_the_swap_on_and_its_silence_costs() -> Result<()> {
	let told = play(Trouble::OtherLogger).await?;
	let priced = told.price("settled")?;
	let bounds = told.found["bounds"].as_object().context("no bounds")?;
	let both = bounds.values().all(|stays| stays.as_array().is_some_and(|stays| stays.len() == 2));
	ensure!(!bounds.is_empty() && both, "not both loggers are counted: {bounds:?}");
	for stays in bounds.values() {
		let number =
			|name: &str| stays[1][name].as_str().and_then(|text| text.parse::<u128>().ok());
		let (length, upper) = number("length").zip(number("upper")).context("no bounds")?;
		let measured = length * Spare::LOSS;
		let hour = u128::from(told.hour) * Spare::LOSS;
		ensure!(upper > measured + 3 * hour, "the silence costs little: {upper} of {measured}");
	}
	ensure!(priced.shares[1] == 0 && priced.shares[2] > 0, "{priced:?}");
	Ok(())
}
