//! Hand-overs, and observations under policies.

use super::{drain, room::Room, transfer, Figures, Options};
use crate::{
	define_model,
	goods::{carry_out, Plan, GOODS, PALLETS},
	observed, signer, Council, Node, PaceWatch, TestDevice, SLOT,
};
use anyhow::{ensure, Context, Result};
use std::collections::VecDeque;
use subxt::ext::futures::future::try_join_all;
use tallystick_client::{
	asset_lifecycle::{
		calls::{Accept, Attach, DefineClass, DefinePolicy, Join, OfferCustody},
		Definition,
	},
	consortium,
	consortium::{calls::Invite, views::AccountOf},
	records::{
		asset::{BizStep, Circumstances, Keeper, Passes, Receipt, Terms, Weighted},
		organization::{Quota, Roles},
		stay::StayKind,
		telemetry::Facts,
		AssetId, ClassId, Millis, OrgId, PolicyId, StreamId, Unit,
	},
	telemetry::calls::Observe,
	time::now,
	Call, Chain, Endpoints, Signer,
};
use tallystick_condition::{Breakpoint, Convex, Doubt, Measure, Policy, Probe};
use tallystick_evidence::Scheme;

/// Members on each side of the hand-overs.
const MEMBERS: usize = 32;

/// In TALLY's smallest unit: what the takers' organisation has for its members' deposits.
const DEPOSITS: u128 = 1_000_000_000;

/// Connections over which the load comes.
const CONNECTIONS: usize = 4;

/// Streams that watch one asset.
const STAYS: usize = 16;

/// Readings of an observation.
const READINGS: u32 = 60;

const HOUR: u64 = 3_600_000;

/// The class under the first policy alone, and two of four policies each.
const ONE: ClassId = ClassId(2);
const FOUR: ClassId = ClassId(3);
const OTHER_FOUR: ClassId = ClassId(4);

pub(super) async fn measure(node: &Node, options: &Options) -> Result<Vec<Figures>> {
	let chain = node.chain()?;
	let alice = signer("//Alice");
	let council = Council::new(chain, [alice.clone()]);
	let quota = Quota { bytes: u64::MAX, ref_time: u64::MAX };
	let givers = members("Giver", &alice);
	let takers = members("Taker", &signer("//Taker/0"));
	let first = takers.first().context("there are takers")?;
	let to = council.admit("Takers", first, Roles::ALL).await?;
	for org in [OrgId(0), to] {
		council.set_quota(org, quota).await?;
	}
	chain.submit_and_find(&transfer(&first.account(), 1_000_000), &alice).await?;
	let account = chain.view(AccountOf { org: to }, None).await?.context("no account")?.account;
	chain.submit_and_find(&transfer(&account, DEPOSITS), &alice).await?;
	for (org, side) in [(OrgId(0), &givers), (to, &takers)] {
		let others = side.iter().skip(1).map(|member| Invite { who: member.account() }.into());
		carry_out(chain, &others.collect::<Vec<_>>(), &side[0]).await?;
		let join = consortium::calls::Join { org }.into();
		let joining = side.iter().skip(1).map(|member| chain.submit_and_find(&join, member));
		try_join_all(joining).await?;
	}

	let mut plan = Plan::new()?;
	let whole = plan.create(GOODS, options.hand_overs)?;
	let goods: Vec<_> =
		plan.split(whole, options.hand_overs).iter().map(|goods| goods.asset).collect();
	let watched = watched(&mut plan, options.observations as usize)?;
	plan.carry_out(chain, &alice).await?;

	let terms = Terms {
		passes: Passes::Custody,
		quantity: 1,
		at: None,
		agreed: HOUR,
		bond: 0,
		keeper: Keeper::Taker,
		step: BizStep::Receiving,
		until: Millis(now() + 24 * HOUR),
	};
	let offer = |asset| OfferCustody { asset, to, terms }.into();
	let (receipt, circumstances) = (Receipt::default(), Circumstances::default());
	let accept = |asset| {
		let circumstances = circumstances.clone();
		Accept { asset, terms, receipt, circumstances }.into()
	};
	let offered = signed(chain, &givers, &goods, offer).await?;
	let mut rows = vec![
		pour(node, "asset_lifecycle.offer_custody", ("AssetLifecycle", "Offered"), offered).await?,
	];
	let accepted = signed(chain, &takers, &goods, accept).await?;
	let load = "asset_lifecycle.accept";
	rows.push(pour(node, load, ("AssetLifecycle", "HandedOver"), accepted).await?);
	rows.extend(observations(node, &alice, &watched, options.observations).await?);
	Ok(rows)
}

/// The first is the organisation's admin.
fn members(name: &str, admin: &Signer) -> Vec<Signer> {
	let others = (1..MEMBERS).map(|index| signer(&format!("//{name}/{index}")));
	std::iter::once(admin.clone()).chain(others).collect()
}

/// A call for each asset, signed by members in turn.
async fn signed(
	chain: &Chain,
	members: &[Signer],
	assets: &[AssetId],
	call: impl Fn(AssetId) -> Call,
) -> Result<Vec<VecDeque<Vec<u8>>>> {
	let checkpoint = chain.finalized().await?;
	let queues = (0..).zip(members).map(|(at, member)| {
		let own = assets.iter().skip(at).step_by(members.len());
		let calls: Vec<_> = own.map(|asset| call(*asset)).collect();
		let (chain, member) = (chain.clone(), member.clone());
		async move {
			let mut nonce = chain.next_nonce(&member.account()).await?;
			let mut queue = VecDeque::new();
			for call in calls {
				queue.push_back(chain.sign(&call, &member, nonce, &checkpoint).await?.bytes);
				nonce += 1;
			}
			anyhow::Ok(queue)
		}
	});
	try_join_all(queues).await
}

/// Submits queues of transactions, each in its order, and counts the events that they make.
async fn pour(
	node: &Node,
	load: &str,
	event: (&str, &str),
	queues: Vec<VecDeque<Vec<u8>>>,
) -> Result<Figures> {
	let chain = node.chain()?;
	let all: usize = queues.iter().map(VecDeque::len).sum();
	let watch = PaceWatch::start(chain);
	let first = chain.best().await?.number;
	let mut parts: Vec<Vec<_>> = (0..CONNECTIONS).map(|_| vec![]).collect();
	for (at, queue) in queues.into_iter().enumerate() {
		parts[at % CONNECTIONS].push(queue);
	}
	let room = Room::new(chain).await?;
	let mut tasks = Vec::new();
	for part in parts {
		let chain = Chain::connect(Endpoints::new([node.url()])).await?;
		tasks.push(tokio::spawn(send_all(chain, room.clone(), part)));
	}
	for task in tasks {
		task.await?.with_context(|| format!("the pool refuses {load}"))?;
	}
	drain(chain.rpc()).await?;
	let last = chain.best().await?.number;
	let pace = watch.finish().await?;

	let blocks = (first + 1..=last).map(async |number| {
		let hash = chain.block_hash(number).await?.context("no such block")?;
		let events = chain.events(&hash).await?;
		let made = events.names().filter(|name| *name == event).count();
		anyhow::Ok((chain.time_at(number).await?, made))
	});
	let blocks = try_join_all(blocks).await?;
	let made: usize = blocks.iter().map(|(_, made)| made).sum();
	ensure!(made == all, "{load}: {made} of {all} succeeded");
	let loaded: Vec<_> = blocks.into_iter().filter(|(_, made)| *made > 0).collect();
	// Without the last one, which need not be full. Of few, all count.
	let full = if loaded.len() > 2 { &loaded[..loaded.len() - 1] } else { &loaded[..] };
	let (begin, end) = (full.first().context("no block")?, full.last().context("no block")?);
	let counted = if full.len() > 1 { &full[1..] } else { full };
	let included: usize = counted.iter().map(|(_, made)| made).sum();
	let millis = (end.0 - begin.0).max(SLOT.as_millis() as u64);
	Ok(Figures {
		load: load.into(),
		included,
		per_second: included as f64 * 1_000.0 / millis as f64,
		most_in_block: loaded.iter().map(|(_, made)| *made).max().unwrap_or_default(),
		pace,
	})
}

/// Submits one of each queue in turn.
async fn send_all(chain: Chain, room: Room, mut queues: Vec<VecDeque<Vec<u8>>>) -> Result<()> {
	while queues.iter().any(|queue| !queue.is_empty()) {
		for extrinsic in queues.iter_mut().filter_map(VecDeque::pop_front) {
			room.enter().await?;
			chain.submit(&extrinsic).await?;
		}
	}
	Ok(())
}

/// Degree-milliseconds above a temperature, in a table as long as one can be.
fn policy(from: i32) -> Result<Policy> {
	let breakpoints = (0..64).map(|at| Breakpoint { at: from + at * 10, slope: at + 1 });
	let table = Convex::new(0, 0, 0, breakpoints);
	Ok(Policy {
		measure: Measure::Convex(table.map_err(|error| anyhow::anyhow!("{error:?}"))?),
		unit: Unit::CELSIUS,
		exponent: -2,
		probe: Probe::Air,
		stands: Policy::DEFAULT_STANDS,
		spacing: Policy::DEFAULT_SPACING,
		hot: 3_000,
		cold: -1_000,
		ignored: Facts::NONE,
		oversampled: Doubt::Doubtful,
	})
}

/// Assets for so many streams, under no, one and eight policies.
fn watched(plan: &mut Plan, streams: usize) -> Result<Vec<(u32, Vec<AssetId>)>> {
	for at in 0..8 {
		plan.push(DefinePolicy { policy: policy(800 + at)? });
	}
	let class = |plan: &mut Plan, policies: std::ops::Range<u32>| {
		let weighted = policies.map(|policy| Weighted { policy: PolicyId(policy), weight: 1 });
		let definition = Definition { policies: weighted.collect(), ..Plan::pallets() };
		plan.push(DefineClass { definition, prefix: None });
	};
	class(plan, 0..1);
	class(plan, 0..4);
	class(plan, 4..8);
	let count = streams.div_ceil(STAYS);
	let mut all = Vec::new();
	for (policies, class) in [(0, PALLETS), (1, ONE), (8, FOUR)] {
		let mut roots = Vec::new();
		for _ in 0..count {
			let parent = plan.create(class, 1)?.asset;
			if policies == 8 {
				let children = vec![plan.create(OTHER_FOUR, 1)?.asset];
				plan.push(Join { parent, children, circumstances: Circumstances::default() });
			}
			roots.push(parent);
		}
		all.push((policies, roots));
	}
	Ok(all)
}

async fn observations(
	node: &Node,
	owner: &Signer,
	watched: &[(u32, Vec<AssetId>)],
	count: u32,
) -> Result<Vec<Figures>> {
	let chain = node.chain()?;
	let genesis = chain.genesis().await?;
	carry_out(chain, &[define_model(1)], owner).await?;
	let mut rows = Vec::new();
	for (policies, roots) in watched {
		let mut devices = Vec::new();
		let mut calls = Vec::new();
		for index in 0..count {
			let mut seed = [7; 32];
			seed[..8].copy_from_slice(&[policies.to_le_bytes(), index.to_le_bytes()].concat());
			let device = TestDevice::with_seed(seed, Scheme::Ed25519, genesis)?;
			calls.push(device.register(owner, 0));
			devices.push(device);
		}
		for (device, asset) in devices.iter().zip(roots.iter().flat_map(|root| [root; STAYS])) {
			let stream = StreamId { device: device.id, channel: 0 };
			calls.push(Attach { asset: *asset, stream, kind: StayKind::Witness }.into());
		}
		carry_out(chain, &calls, owner).await?;
		let mut queues = Vec::new();
		for device in &mut devices {
			let observed = observed(&device.segment(1, READINGS)?)?;
			let signed = chain.unsigned(&Observe { observed }.into(), 0).await?;
			queues.push(VecDeque::from([signed.bytes]));
		}
		let load = match policies {
			0 => "telemetry.observe, no policy",
			1 => "telemetry.observe, one policy",
			_ => "telemetry.observe, eight policies",
		};
		rows.push(pour(node, load, ("Telemetry", "Observed"), queues).await?);
	}
	Ok(rows)
}
