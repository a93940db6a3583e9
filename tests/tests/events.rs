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
use tallystick_client::{
	asset_lifecycle::{
		calls::{BindPrefix, Create, DefineClass, OpenLot},
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
		AssetId, Millis, OrgId,
	},
	time, Call, Chain, Event, Included, Signer,
};
use tallystick_evidence::{Crypto, Native, Trusted};
use tallystick_gs1::{CompanyPrefix, EventProof, Gln, Sgln};
use tallystick_tests::{program, signer, wait_finalized, Council, Network, SLOT};

const PALLET: &str = "(00)195213210000000015";
const DEPOT: &str = "(414)9521321000025";

/// Alice's organisation makes a pallet and hands it to Bob's.
async fn hand_over(chain: &Chain) -> Result<(AssetId, Included)> {
	let (farm, kitchen) = (signer("//Alice"), signer("//Bob"));
	let council = Council::new(chain, [signer("//Alice")]);
	let org = council.admit("Kitchen", kitchen.account(), Roles::EMPTY).await?;
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
	let place: Sgln = DEPOT.parse()?;
	let circumstances = Circumstances { read_point: Some(place), ..Default::default() };
	let create = Create {
		lot,
		key: PALLET.parse()?,
		prefix,
		quantity: 1,
		circumstances: circumstances.clone(),
	};
	let asset = first::<Created>(&send(chain, &farm, create).await?)?.asset;
	let terms = Terms {
		passes: Passes::Custody,
		quantity: 1,
		at: None,
		agreed: 3_600_000,
		keeper: Keeper::Taker,
		step: BizStep::Shipping,
		until: Millis(time::now()).saturating_add(3_600_000),
	};
	send(chain, &farm, Call::offer_custody(asset, org, &terms)).await?;
	let accept = Call::accept_custody(asset, &terms, &Receipt::default(), &circumstances);
	Ok((asset, send(chain, &kitchen, accept).await?))
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
			let (asset, accepted) = hand_over(chain).await?;
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
			ensure!(listed.contains("\n  1  ") && listed.contains("shipping of"), "{listed}");
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
	ensure!(refused.status.code() == Some(1), "a flipped file: {refused:?}");
	println!("events: a proof of {} bytes; every single-bit mutation refused by both", file.len());
	Ok(())
}
