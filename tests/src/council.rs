use crate::{account, call, call_value, pair, Call, Client, Included};
use anyhow::{ensure, Context, Result};
use subxt::{
	dynamic::Value,
	ext::{futures::future::try_join_all, scale_value::ValueDef},
};
use subxt_signer::sr25519::Keypair;

/// More than any proposal of the tests weighs.
const WEIGHT_BOUND: [(&str, u128); 2] = [("ref_time", 100_000_000_000), ("proof_size", 1_000_000)];

/// The council, with the keys of all of its members.
#[derive(Clone, Debug)]
pub struct Council {
	client: Client,
	members: Vec<Keypair>,
}

impl Council {
	/// The council of the chain that `client` talks to.
	pub fn new(client: Client, members: impl IntoIterator<Item = Keypair>) -> Self {
		Self { client, members: members.into_iter().collect() }
	}

	/// The council of the chain `local`.
	pub fn local(client: Client) -> Self {
		Self::new(client, ["//Alice", "//Bob", "//Charlie"].map(pair))
	}

	/// Has two thirds of the council propose, approve and carry out `proposal`. A proposal that
	/// fails is an error.
	pub async fn pass(&self, proposal: Call) -> Result<Included> {
		let threshold = (2 * self.members.len()).div_ceil(3);
		let bytes = self.client.encode(&proposal).await?;
		let len = Value::u128(bytes.len() as u128);
		let proposer = self.members.first().context("a council without members")?;
		let index: u32 = self
			.client
			.storage("Council", "ProposalCount", vec![])
			.await?
			.context("no count of proposals")?;
		let propose = call(
			"Council",
			"propose",
			[Value::u128(threshold as u128), call_value(proposal), len.clone()],
		);
		let proposed = self.client.submit(&propose, proposer).await?;
		// One vote is enough where one is all: then the proposal is carried out at once.
		if threshold < 2 {
			return executed(proposed);
		}
		let hash = Value::from_bytes(self.client.hash(&bytes).await?);
		let index = Value::u128(index.into());
		let aye = call("Council", "vote", [hash.clone(), index.clone(), Value::bool(true)]);
		let votes = self.members[..threshold].iter().map(|member| self.client.submit(&aye, member));
		try_join_all(votes).await.context("a vote")?;
		let bound = Value::named_composite(
			WEIGHT_BOUND.map(|(field, amount)| (field, Value::u128(amount))),
		);
		let close = call("Council", "close", [hash, index, bound, len]);
		executed(self.client.submit(&close, proposer).await?)
	}

	/// Gives an organisation another quota: bytes, and picoseconds of execution.
	pub async fn set_quota(&self, org: u32, (bytes, ref_time): (u128, u128)) -> Result<Included> {
		let quota = [("bytes", Value::u128(bytes)), ("ref_time", Value::u128(ref_time))];
		let args = [Value::u128(org.into()), Value::named_composite(quota)];
		self.pass(call("Consortium", "set_quota", args)).await
	}

	/// Admits an organisation with one role and returns its id.
	pub async fn admit(&self, name: &str, admin: &Keypair) -> Result<u32> {
		let admin_value = crate::account_value(admin);
		let admit = call(
			"Consortium",
			"admit",
			[Value::from_bytes(name), admin_value.clone(), Value::u128(1)],
		);
		self.pass(admit).await?;
		self.client
			.storage("Consortium", "Members", vec![admin_value])
			.await?
			.with_context(|| format!("{} is no member", account(admin)))
	}
}

fn executed(included: Included) -> Result<Included> {
	let result = included.event("Council", "Executed")?.field("result")?;
	let succeeded = matches!(&result.value, ValueDef::Variant(variant) if variant.name == "Ok");
	ensure!(succeeded, "the proposal failed: {result}");
	Ok(included)
}
