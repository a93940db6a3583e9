//! What happened to goods is provable by anyone, without a node.
//!
//! | Variable | Meaning |
//! | --- | --- |
//! | `TALLYSTICK_PYTHON` | an interpreter with the packages of `tests/proofs/requirements.txt` |

use anyhow::{ensure, Context, Result};
use serde_json::{json, Value};
use std::{
	io::Write,
	path::{Path, PathBuf},
	process::{Command, Output, Stdio},
};
use subxt::utils::H256;
use tallystick_client::{
	asset_lifecycle::{
		calls::{BindPrefix, Create, DefineClass, Join, Leave, OpenLot},
		events::{ClassDefined, Created, LotOpened},
		Definition,
	},
	hexed,
	records::{
		asset::{
			BizStep, Circumstances, Keeper, LotDates, Makers, NewLot, Passes, Receipt, ShelfLife,
			State, StateKind, Terms,
		},
		organization::Roles,
		AssetId, Millis, OrgId, TraceLotId,
	},
	rpc_params, time, BlockEvent, Call, Chain, ChainError, Event, Hash, Included, Recorded,
	RpcError, Signer,
};
use tallystick_evidence::{Crypto, Native, Trusted};
use tallystick_gs1::{CompanyPrefix, EventProof, Gln, Sgln};
use tallystick_tests::{
	finalize, program, signer, wait_finalized, wait_until, Council, Network, Sealer, SLOT,
};

const PALLET: &str = "(00)195213210000000015";
const CASE: &str = "(8004)9521321case-1";
const DEPOT: &str = "(414)9521321000025";

/// Alice's organisation has a prefix, a class of units and a lot of it, and Bob's a prefix.
struct Market<'a> {
	chain: &'a Chain,
	farm: Signer,
	kitchen: Signer,
	/// Bob's organisation.
	org: OrgId,
	prefix: CompanyPrefix,
	lot: TraceLotId,
}

impl<'a> Market<'a> {
	async fn open(chain: &'a Chain) -> Result<Self> {
		let (farm, kitchen) = (signer("//Alice"), signer("//Bob"));
		let council = Council::new(chain, [signer("//Alice")]);
		let org = council.admit("Kitchen", &kitchen, Roles::EMPTY).await?;
		let prefix: CompanyPrefix = "9521321".parse()?;
		for (prefix, org, party) in
			[(prefix, OrgId(0), "9521321000001"), ("9521141".parse()?, org, "9521141000007")]
		{
			let party: Gln = party.parse()?;
			send(chain, &farm, BindPrefix { prefix, org, party: Some(party) }).await?;
		}
		let definition = Definition {
			name: "pallet".into(),
			gtin: None,
			unit: None,
			decimals: 0,
			states: vec![State { name: "there".into(), kind: StateKind::Live }],
			transitions: vec![],
			policies: vec![],
			ingredients: vec![],
			shelf_life: ShelfLife::New,
			makers: Makers::Definer,
		};
		let defined = send(chain, &farm, DefineClass { definition, prefix: None }).await?;
		let class = first::<ClassDefined>(&defined)?.class;
		let lot = NewLot {
			code: "L-1".parse()?,
			source: DEPOT.parse()?,
			prefix,
			dates: LotDates { made: Millis(time::now() - 3_600_000), expires: None },
		};
		let lot = first::<LotOpened>(&send(chain, &farm, OpenLot { class, lot }).await?)?.lot;
		Ok(Self { chain, farm, kitchen, org, prefix, lot })
	}

	async fn create(&self, key: &str, circumstances: &Circumstances) -> Result<AssetId> {
		let create = Create {
			lot: self.lot,
			key: key.parse()?,
			prefix: self.prefix,
			quantity: 1,
			circumstances: circumstances.clone(),
		};
		Ok(first::<Created>(&send(self.chain, &self.farm, create).await?)?.asset)
	}

	/// Hands an asset to Bob's organisation.
	async fn hand_over(&self, asset: AssetId, circumstances: &Circumstances) -> Result<Included> {
		let terms = Terms {
			passes: Passes::Custody,
			quantity: 1,
			at: None,
			agreed: 3_600_000,
			bond: 0,
			keeper: Keeper::Taker,
			step: BizStep::Shipping,
			until: Millis(time::now()).saturating_add(3_600_000),
		};
		send(self.chain, &self.farm, Call::offer_custody(asset, self.org, &terms)).await?;
		let accept = Call::accept_custody(asset, &terms, &Receipt::default(), circumstances);
		send(self.chain, &self.kitchen, accept).await
	}
}

async fn send(chain: &Chain, signer: &Signer, call: impl Into<Call>) -> Result<Included> {
	Ok(chain.submit_and_find(&call.into(), signer).await?)
}

fn first<E: Event>(included: &Included) -> Result<E> {
	included.events.first::<E>()?.with_context(|| format!("no {}", E::NAME))
}

/// A folder in which commands run.
struct Desk {
	folder: tempfile::TempDir,
	tallystick: PathBuf,
	python: String,
}

impl Desk {
	fn path(&self, file: &str) -> PathBuf {
		self.folder.path().join(file)
	}

	/// The command line, without a node unless the arguments name one.
	fn tallystick(&self, args: &[&str]) -> Result<Output> {
		let mut command = Command::new(&self.tallystick);
		command.args(args).current_dir(self.folder.path()).env("TALLYSTICK_NODE_URL", "");
		Ok(command.output()?)
	}

	fn succeeds(&self, args: &[&str]) -> Result<String> {
		let output = self.tallystick(args)?;
		let error = String::from_utf8_lossy(&output.stderr).into_owned();
		ensure!(output.status.success(), "tallystick {args:?}: {error}");
		Ok(String::from_utf8(output.stdout)?)
	}

	/// A program of the second implementation.
	fn python(&self, args: &[&str], input: &str) -> Result<Output> {
		let mut child = Command::new(&self.python)
			.args(args)
			.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs"))
			.stdin(Stdio::piped())
			.stdout(Stdio::piped())
			.stderr(Stdio::piped())
			.spawn()
			.context("the Python verifier does not start")?;
		child.stdin.take().context("no standard input")?.write_all(input.as_bytes())?;
		Ok(child.wait_with_output()?)
	}
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs TALLYSTICK_PYTHON, which scripts/test.sh sets"]
async fn a_hand_over_is_proven_and_verified_offline_by_two_implementations() -> Result<()> {
	let python = std::env::var("TALLYSTICK_PYTHON").context("TALLYSTICK_PYTHON is not set")?;
	let folder = tempfile::tempdir()?;
	let desk = Desk { folder, tallystick: program("tallystick")?, python };
	Network::dev()
		.run(async |network| {
			let node = network.node("dev")?;
			let (chain, url) = (node.chain()?, node.url());
			wait_finalized(chain, 1, 10 * SLOT).await?;
			// Before anything happened: the validators are all that is trusted later.
			desk.succeeds(&["--node", &url, "trust", "save", "trust.json"])?;
			let market = Market::open(chain).await?;
			let place: Sgln = DEPOT.parse()?;
			let circumstances = Circumstances { read_point: Some(place), ..Default::default() };
			let asset = market.create(PALLET, &circumstances).await?;
			let accepted = market.hand_over(asset, &circumstances).await?;
			let block = accepted.block.number;
			wait_finalized(chain, block + 1, 20 * SLOT).await?;

			let events = chain.block_events(block).await?;
			ensure!(events.block == accepted.block, "another block became final");
			let proof = chain.prove_event(&events, 0).await?;
			let history = chain.asset_history(asset, None).await?;
			let [created, handed] = &*history else { anyhow::bail!("its history: {history:?}") };
			ensure!(handed.event == proof.event && handed.block == accepted.block);
			ensure!(created.event.step == Some(BizStep::Commissioning));
			ensure!(chain.prove_event(&events, 1).await.is_err(), "there is one event only");

			let prove = ["prove", "event", "--asset", PALLET, "-o", "event.tlye"];
			let made = |more: &[&str]| {
				let args = [&["--node", &url][..], &prove, more].concat();
				desk.tallystick(&args)
			};
			let both = made(&[])?;
			ensure!(both.status.code() == Some(2), "two events: {both:?}");
			let listed = String::from_utf8(both.stderr)?;
			ensure!(listed.contains("\n  1  ") && listed.contains("handed over from"), "{listed}");
			ensure!(made(&["--index", "1"])?.status.success());
			let finality = ["trust", "finality", "event.tlye", "-o", "event.tlyf"];
			desk.succeeds(&[&["--node", &url][..], &finality].concat())?;
			Ok(())
		})
		.await?;

	// The node is gone.
	let file = std::fs::read(desk.path("event.tlye"))?;
	let verify = ["verify", "event.tlye", "--trust-file", "trust.json"];
	let verify = [&verify[..], &["--finality", "event.tlyf"]].concat();
	let words = desk.succeeds(&verify)?;
	for line in [
		"a hand-over of custody",
		&format!("things     {PALLET}"),
		"from       (417)9521321000001",
		"to         (417)9521141000007",
		&format!("place      {DEPOT}"),
		"1 of 1 validators of set",
	] {
		ensure!(words.contains(line), "no {line:?} in {words}");
	}
	let told: Value = serde_json::from_str(&desk.succeeds(&[&verify[..], &["--json"]].concat())?)?;

	let proof = EventProof::from_file(&file)?;
	let block = Native::hash(&[&proof.header]);
	let trusted = Trusted { genesis: proof.genesis, block };
	ensure!(hexed(&proof.verify::<Native>(&trusted)?.leaf) == told["proven"]["leaf"]);
	let (genesis, block) = (hexed(&proof.genesis), hexed(&block));
	let line = json!({ "proof": hexed(&file), "genesis": genesis, "block": block }).to_string();
	let theirs = desk.python(&["verify.py", "--bulk"], &line)?;
	ensure!(theirs.status.success(), "the second implementation refuses: {theirs:?}");
	let mut theirs: Value = serde_json::from_slice(&theirs.stdout)?;
	let mut ours = told["proven"]["epcis"].clone();
	ours.as_object_mut().context("no EPCIS")?.remove("@context");
	ensure!(theirs["epcis"].take() == ours && theirs["id"] == told["proven"]["eventId"]);
	let paths = ["event.tlyf", "event.tlye", "trust.json"].map(|file| desk.path(file));
	let paths = paths.iter().map(|path| path.to_str().context("a path in UTF-8"));
	let args = [Ok("finality.py")].into_iter().chain(paths).collect::<Result<Vec<_>>>()?;
	let theirs = desk.python(&args, "")?;
	ensure!(theirs.status.success(), "the second implementation refuses the votes: {theirs:?}");

	// No bit can be flipped.
	let theirs = desk.python(&["flip.py"], &line)?;
	ensure!(theirs.status.success(), "the second implementation takes a flipped file: {theirs:?}");
	let mut flipped = file.clone();
	for bit in 0..file.len() * 8 {
		flipped[bit / 8] ^= 1 << (bit % 8);
		let verdict = EventProof::from_file(&flipped).and_then(|p| p.verify::<Native>(&trusted));
		ensure!(verdict.is_err(), "bit {bit} can be flipped");
		flipped[bit / 8] ^= 1 << (bit % 8);
	}
	flipped[40] ^= 1;
	std::fs::write(desk.path("event.tlye"), &flipped)?;
	let refused = desk.tallystick(&verify)?;
	ensure!(refused.status.code() == Some(5), "a flipped file: {refused:?}");
	println!("events: a proof of {} bytes; every single-bit mutation refused by both", file.len());
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_of_a_case_leads_through_the_pallet_that_it_was_on() -> Result<()> {
	Network::dev()
		.run(async |network| {
			let chain = network.node("dev")?.chain()?;
			wait_finalized(chain, 1, 10 * SLOT).await?;
			let market = Market::open(chain).await?;
			let anywhere = Circumstances::default();
			let pallet = market.create(PALLET, &anywhere).await?;
			let case = market.create(CASE, &anywhere).await?;
			let (children, circumstances) = (vec![case], anywhere.clone());
			let join = Join { parent: pallet, children: children.clone(), circumstances };
			send(chain, &market.farm, join).await?;
			let accepted = market.hand_over(pallet, &anywhere).await?.block;
			let leave = Leave { parent: pallet, children, circumstances: anywhere };
			let left = send(chain, &market.kitchen, leave).await?.block;
			wait_finalized(chain, left.number + 1, 20 * SLOT).await?;

			let history = chain.asset_history(case, None).await?;
			let shown: Vec<_> =
				history.iter().map(|recorded| (recorded.asset, recorded.event.step)).collect();
			let steps =
				[BizStep::Commissioning, BizStep::Packing, BizStep::Shipping, BizStep::Unpacking];
			let [created, packed, shipped, unpacked] = steps.map(Some);
			let through_the_pallet =
				[(case, created), (case, packed), (pallet, shipped), (case, unpacked)];
			ensure!(shown == through_the_pallet, "the case: {shown:?}");
			for recorded in &history {
				let Recorded { block, index, leaf, event, .. } = recorded;
				ensure!(chain.block_hash(block.number).await? == Some(block.hash));
				let events = chain.block_events(block.number).await?;
				ensure!(
					events.block == *block
						&& events.events.get(*index as usize).and_then(BlockEvent::asset)
							== Some(event)
				);
				ensure!(event.leaf(|bytes| Native::hash(&[bytes])) == *leaf);
			}
			let own: Vec<_> = chain
				.asset_history(pallet, None)
				.await?
				.into_iter()
				.map(|recorded| (recorded.asset, recorded.event.step))
				.collect();
			ensure!(own == steps.map(|step| (pallet, Some(step))), "the pallet: {own:?}");

			// At an earlier block, the parent's history comes from the state.
			let inside = chain.asset_history(case, Some(&accepted.hash)).await?;
			ensure!(inside == history[..3], "while it was on the pallet: {inside:?}");
			let newest = chain.asset(case, None).await?.context("the case is there")?.history;
			let by_hash = chain.dropped_history(case, &newest, None).await?;
			ensure!(by_hash == history, "by its hash alone: {by_hash:?}");
			let other = chain.dropped_history(pallet, &newest, None).await;
			ensure!(matches!(other, Err(ChainError::LeftOut(_))), "of another asset: {other:?}");

			let pages = async |from: Option<&str>| -> Result<Value> {
				Ok(chain.rpc().request("assets_history", rpc_params![case, from, 1]).await?)
			};
			let first = pages(None).await?;
			ensure!(first["items"][0]["history"] == hexed(&newest), "{first}");
			let second = pages(first["next"].as_str()).await?;
			ensure!(second["items"][0]["moved"]["joined"].is_object(), "{second}");
			Ok(())
		})
		.await
}

/// The heights and hashes of the blocks in a page of a history, or the code of the error.
async fn blocks(
	chain: &Chain,
	asset: AssetId,
	from: Option<&Hash>,
	at: Option<&Hash>,
) -> Result<Result<Vec<(u32, String)>, i32>> {
	let (from, at) = (from.copied().map(H256), at.copied().map(H256));
	let params = rpc_params![asset, from, Option::<u32>::None, at];
	match chain.rpc().request::<Value>("assets_history", params).await {
		Err(RpcError::Refused { code, .. }) => Ok(Err(code)),
		Err(error) => Err(error.into()),
		Ok(page) => {
			let items = page["items"].as_array().context("no items")?;
			let block = |item: &Value| {
				let hash = item["blockHash"].as_str().context("no hash")?.to_owned();
				Ok((u32::try_from(item["block"].as_u64().context("no height")?)?, hash))
			};
			Ok(Ok(items.iter().map(block).collect::<Result<_>>()?))
		},
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_names_only_blocks_of_the_chain_that_is_asked_for() -> Result<()> {
	const OTHER_FORK: i32 = 7008;
	const SESSION: u32 = 10;
	Network::sealed()
		.run(async |network| {
			let chain = network.node("dev")?.chain()?;
			let sealer = Sealer::start(chain, SLOT / 8);
			let market = Market::open(chain).await?;
			let anywhere = Circumstances::default();
			let pallet = market.create(PALLET, &anywhere).await?;
			let case = market.create(CASE, &anywhere).await?;
			drop(sealer);
			// Older than the best block, which the pool may not know yet.
			let checkpoint = chain.finalized().await?;
			// Also makes the blocks for which the sealer has asked already.
			let mut common = chain.seal(true, None).await?;
			// The first block of a session takes no transactions.
			while (chain.best().await?.number + 1).is_multiple_of(SESSION) {
				common = chain.seal(true, None).await?;
			}
			let newest = async |at: &Hash| -> Result<Hash> {
				Ok(chain.asset(case, Some(at)).await?.context("the case is there")?.history)
			};

			let (children, circumstances) = (vec![case], anywhere);
			let join = Join { parent: pallet, children, circumstances }.into();
			let nonce = chain.next_nonce(&market.farm.account()).await?;
			let join = chain.sign(&join, &market.farm, nonce, &checkpoint).await?;
			chain.submit(&join.bytes).await?;
			let left = chain.seal(false, Some(&common)).await?;
			let height = chain.block_number(&left).await?.context("the block is there")?;
			let (created, joined) = (newest(&common).await?, newest(&left).await?);
			ensure!(created != joined, "the block has no event");
			let first = chain.asset_history(case, Some(&common)).await?[0].block;
			let first = (first.number, hexed(&first.hash));
			let both = Ok(vec![(height, hexed(&left)), first.clone()]);
			ensure!(blocks(chain, case, None, None).await? == both);
			ensure!(blocks(chain, case, Some(&joined), None).await? == both);

			let right = chain.seal(false, Some(&common)).await?;
			let beside = newest(&right).await?;
			ensure!(beside != joined, "both forks have one history");
			let ensure_right = async |at: Option<&Hash>| -> Result<()> {
				let foreign = blocks(chain, case, Some(&joined), at).await?;
				ensure!(foreign == Err(OTHER_FORK), "of another fork: {foreign:?}");
				let before = blocks(chain, case, Some(&created), at).await?;
				ensure!(before == Ok(vec![first.clone()]), "before the fork: {before:?}");
				let shown = blocks(chain, case, None, at).await?;
				let of_right = [first.clone(), (height, hexed(&right))];
				for block in shown.as_ref().ok().context("there is a history")? {
					ensure!(of_right.contains(block), "{block:?} is not of this fork");
				}
				let by_hash = blocks(chain, case, Some(&beside), at).await?;
				ensure!(by_hash == shown, "by its hash: {by_hash:?}, but {shown:?}");
				Ok(())
			};
			ensure_right(Some(&right)).await?;
			let there = blocks(chain, case, Some(&joined), Some(&left)).await?;
			ensure!(there == both, "in its own fork: {there:?}");
			let newer = blocks(chain, case, Some(&joined), Some(&common)).await?;
			ensure!(newer == Err(OTHER_FORK), "of a later block: {newer:?}");

			// Once the block is final, its statements can be asked for by its height.
			finalize(chain, &right).await?;
			chain.seal(true, None).await?;
			wait_until("the statements of the fork's block", 10 * SLOT, async || {
				let params = rpc_params![height];
				Ok(Some(chain.rpc().request::<Value>("telemetry_statements", params).await?))
			})
			.await?;
			ensure_right(None).await
		})
		.await
}
