//! Transactions that are valid, in any number: none keeps another organisation's out.
//!
//! `TALLYSTICK_FLOOD_SECONDS` says how long each flood lasts, default 10.

use anyhow::{ensure, Context, Result};
use codec::{Compact, Decode, Encode};
use scale_info::TypeInfo;
use std::time::Duration;
use tallystick_client::{
	consortium::{calls::SetQuota, events::QuotaChanged},
	records::{
		organization::{Quota, Role},
		OrgId,
	},
	telemetry::calls::Observe,
	AccountId, Call, Chain, Endpoints, Event, Signer, SubmitError,
};
use tallystick_evidence::Scheme;
use tallystick_tests::{
	add_member, define_model, env_number, median, observed, percentile, signer, submit_all,
	wait_finalized, Anchored, Council, Network, PaceWatch, TestDevice, SLOT,
};
use tokio::{task::JoinHandle, time::Instant};

/// Blocks within which a gateway's batch is included, whatever else there is.
const PROMPT: u32 = 2;

/// Observations of a device that a pool takes one after the other before a block takes the last of them.
const RANKS: usize = 8;

fn duration() -> Duration {
	Duration::from_secs(env_number("TALLYSTICK_FLOOD_SECONDS", 10))
}

/// A device of Alice's, and a second one whose first channel is watched.
async fn scene(chain: &Chain) -> Result<(Signer, TestDevice, TestDevice)> {
	wait_finalized(chain, 1, 10 * SLOT).await?;
	let (owner, genesis) = (signer("//Alice"), chain.genesis().await?);
	let honest = TestDevice::new(1, Scheme::Ed25519, genesis)?;
	let loud = TestDevice::new(2, Scheme::P256, genesis)?;
	let calls = [
		define_model(1),
		honest.register(&owner, 0),
		loud.register(&owner, 0),
		Call::watch(&loud.id, 0),
	];
	submit_all(chain, &calls, &owner).await?;
	Ok((owner, honest, loud))
}

/// Anchors one batch after the other until `end`. Returns after how many blocks each was included.
fn anchoring(
	chain: &Chain,
	gateway: Signer,
	mut device: TestDevice,
	end: Instant,
) -> JoinHandle<Result<Vec<u32>>> {
	let chain = chain.clone();
	tokio::spawn(async move {
		let mut waits = Vec::new();
		while Instant::now() < end {
			let batch = Anchored::new(waits.len() as u64, vec![device.segment(1, 1)?])?;
			let from = chain.best().await?.number;
			waits.push(batch.submit(&chain, &gateway).await?.saturating_sub(from));
		}
		Ok(waits)
	})
}

/// Fails unless blocks came in time, and each batch soon.
async fn ensure_served(
	what: &str,
	watch: PaceWatch,
	batches: JoinHandle<Result<Vec<u32>>>,
) -> Result<()> {
	let waits = batches.await??;
	let pace = watch.finish().await?;
	let (p99, most) = (percentile(&pace.intervals, 99), waits.iter().max().copied());
	println!(
		"floods: {what}; {} batches, each in {} blocks at most; block interval median {:.2?}, p99 \
		 {p99:.2?}",
		waits.len(),
		most.unwrap_or_default(),
		median(&pace.intervals),
	);
	ensure!(most.is_some_and(|most| most <= PROMPT), "batches waited {waits:?} blocks");
	ensure!(p99 <= SLOT * 3 / 2, "blocks came {p99:?} apart");
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_s_observations_replace_one_another_a_few_times_and_no_more() -> Result<()> {
	Network::dev()
		.run(async |network| {
			let node = network.node("dev")?;
			let chain = node.chain()?;
			let (owner, honest, mut loud) = scene(chain).await?;
			let end = Instant::now() + duration();
			let batches = anchoring(chain, owner, honest, end);
			let watch = PaceWatch::start(chain);
			let (from, mut sent, mut taken) = (chain.best().await?.number, 0u32, 0usize);
			while Instant::now() < end {
				// Each leaves out less than the one that is sent before it.
				let mut segments = Vec::new();
				for _ in 0..64 {
					segments.push(loud.segment(1, 1)?);
				}
				for segment in segments.iter().rev() {
					let observe = Observe { observed: observed(segment)? };
					let unsigned = chain.unsigned(&observe.into(), 0).await?;
					sent += 1;
					taken += usize::from(chain.submit(&unsigned.bytes).await.is_ok());
				}
			}
			let blocks = (chain.best().await?.number - from + 1) as usize;
			ensure!(taken > 0, "no observation was taken");
			ensure!(taken <= RANKS * blocks, "{taken} of {sent} were taken in {blocks} blocks");
			let what =
				format!("{sent} valid observations of a device, {taken} taken in {blocks} blocks");
			ensure_served(&what, watch, batches).await
		})
		.await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_pays_fees_does_not_push_batches_out() -> Result<()> {
	Network::dev()
		.run(async |network| {
			let node = network.node("dev")?;
			let chain = node.chain()?;
			let (owner, honest, _) = scene(chain).await?;
			let poor = signer("//Floods//poor");
			endow(chain, &poor.account()).await?;
			let end = Instant::now() + duration();
			let batches = anchoring(chain, owner, honest, end);
			let watch = PaceWatch::start(chain);
			// All of one account, with rising nonces: each alone is paid for.
			let sender = Chain::connect(Endpoints::new([node.url()])).await?;
			let (mut nonce, mut sent) = (0, 0u32);
			let head = chain.finalized().await?;
			while Instant::now() < end {
				let remark = Call::new("System", "remark", &vec![0u8; 128]);
				let signed = sender.sign(&remark, &poor, nonce, &head).await?;
				match sender.submit(&signed.bytes).await {
					Ok(_) => (nonce, sent) = (nonce + 1, sent + 1),
					Err(SubmitError::PoolFull | SubmitError::Banned) => {
						tokio::time::sleep(SLOT / 20).await;
					},
					Err(_) => nonce = sender.next_nonce(&poor.account()).await?.max(nonce),
				}
			}
			ensure!(sent > 0, "nothing was sent");
			let what = format!("{sent} remarks of an account with a few cents");
			ensure_served(&what, watch, batches).await
		})
		.await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_s_calls_keep_neither_other_organisations_nor_the_council_out() -> Result<()> {
	Network::dev()
		.run(async |network| {
			let node = network.node("dev")?;
			let chain = node.chain()?;
			let (owner, honest, _) = scene(chain).await?;
			// Alice alone is the council, so that another account anchors.
			let (gateway, loud) = (signer("//Floods//gateway"), signer("//Floods//loud"));
			add_member(chain, &owner, &gateway).await?;
			let authorize = Call::authorize_gateway(None, &gateway.account());
			chain.submit_and_find(&authorize, &owner).await?;
			let council = Council::new(chain, [owner]);
			let loud_org = council.admit("Loud", &loud, Role::Manufacturer.into()).await?;

			// Nothing covers the deposit, so each call fails at its very end.
			let failed = chain.submit_and_find(&define_model(64), &loud).await;
			let failed = failed.err().context("it has money")?.to_string();
			ensure!(failed.contains("DepositUnaffordable"), "{failed}");

			let end = Instant::now() + duration();
			let batches = anchoring(chain, gateway, honest, end);
			let motions = deciding(chain, council, loud_org, end);
			let watch = PaceWatch::start(chain);
			let sender = Chain::connect(Endpoints::new([node.url()])).await?;
			let first = sender.next_nonce(&loud.account()).await?;
			let (mut nonce, head) = (first, chain.finalized().await?);
			while Instant::now() < end {
				let signed = sender.sign(&define_model(64), &loud, nonce, &head).await?;
				match sender.submit(&signed.bytes).await {
					Ok(_) => nonce += 1,
					Err(_) => {
						tokio::time::sleep(SLOT / 20).await;
						nonce = sender.next_nonce(&loud.account()).await?;
					},
				}
			}
			let included = sender.next_nonce(&loud.account()).await?.saturating_sub(first);
			ensure!(included > 50, "{included} calls are no flood");
			let waits = motions.await??;
			let most = waits.iter().max().copied();
			ensure!(most.is_some_and(|most| most <= PROMPT), "motions waited {waits:?} blocks");
			let what = format!(
				"{included} calls of one member, and {} decisions of the council in {} blocks at most each",
				waits.len(),
				most.unwrap_or_default(),
			);
			ensure_served(&what, watch, batches).await
		})
		.await
}

/// Has the council decide one thing after the other until `end`. Returns after how many blocks each was
/// included.
fn deciding(
	chain: &Chain,
	council: Council,
	org: OrgId,
	end: Instant,
) -> JoinHandle<Result<Vec<u32>>> {
	let chain = chain.clone();
	tokio::spawn(async move {
		let mut waits = Vec::new();
		// What the chain gives everybody, and a little more each time.
		for bytes in 16 * 1024 * 1024.. {
			if Instant::now() >= end {
				break;
			}
			let from = chain.best().await?.number;
			let quota = Quota { bytes, ref_time: 60_000_000_000_000 };
			let set = SetQuota { org, quota };
			let (included, _) = council.pass::<QuotaChanged>(set).await?;
			waits.push(included.block.number.saturating_sub(from));
		}
		Ok(waits)
	})
}

#[tokio::test(flavor = "multi_thread")]
async fn what_safe_mode_stops_does_not_get_into_blocks() -> Result<()> {
	Network::fast()
		.run(async |network| {
			let node = network.node("dev")?;
			let chain = node.chain()?;
			let (_, _, mut loud) = scene(chain).await?;
			let enter = Call::new("SafeMode", "force_enter", &());
			Council::new(chain, [signer("//Alice")]).pass::<Entered>(enter).await?;
			let observe = Observe { observed: observed(&loud.segment(1, 1)?)? };
			for salt in 0..10 {
				let unsigned = chain.unsigned(&observe.clone().into(), salt).await?;
				let refused = chain.submit(&unsigned.bytes).await;
				ensure!(refused == Err(SubmitError::Paused), "in safe mode: {refused:?}");
			}
			Ok(())
		})
		.await
}

/// What an account of a few cents has, in millionths of the settlement unit.
const FEW_CENTS: u128 = 50_000;

/// Gives an account a few cents.
async fn endow(chain: &Chain, to: &AccountId) -> Result<()> {
	let mut args = vec![0];
	args.extend(to.0);
	Compact(FEW_CENTS).encode_to(&mut args);
	let transfer = Call::unchecked("Balances", "transfer_keep_alive", args);
	chain.submit_and_find(&transfer, &signer("//Bob")).await.context("no money")?;
	Ok(())
}

/// The chain is in safe mode until this block.
#[derive(Decode, TypeInfo)]
struct Entered {
	#[allow(dead_code)]
	until: u32,
}

impl Event for Entered {
	const PALLET: &'static str = "SafeMode";
	const NAME: &'static str = "Entered";
}
