//! Who pays, read from the answers of the pool: an organisation in good standing pays for its
//! members' permitted calls, and every refusal names its reason.

use anyhow::{bail, ensure, Result};
use subxt::dynamic::Value;
use subxt_signer::sr25519::Keypair;
use tallystick_tests::{
	account_value, call, call_value, pair, Call, Client, Council, Network, Refusal, SLOT,
};

const INVALID_TRANSACTION: i32 = 1010;
const SUSPENDED: u8 = 101;
const QUOTA_EXCEEDED: u8 = 102;
const CALL_NOT_SPONSORED: u8 = 103;

/// Enough for two of the test's calls, not for five.
const SMALL_QUOTA: (u128, u128) = (400, 1_000_000_000_000);
const LARGE_QUOTA: (u128, u128) = (1_000_000, 1_000_000_000_000);

#[tokio::test(flavor = "multi_thread")]
async fn the_pool_tells_why_it_refuses() -> Result<()> {
	Network::dev()
		.run(async |network| {
			let node = network.node("dev")?;
			node.rpc()?.wait_finalized(1, 10 * SLOT).await?;
			let client = node.client().await?;
			let council = Council::new(client.clone(), [pair("//Alice")]);
			let (admin, member) = (pair("//Sponsored//admin"), pair("//Sponsored//member"));

			let org = council.admit("Sponsored Ltd", &admin).await?;
			ensure!(client.free_balance(&admin).await? == 0, "the admin must own nothing");
			let added = client.submit(&add_member(&member), &admin).await?;
			added.event("Consortium", "MemberAdded")?;
			ensure!(client.free_balance(&admin).await? == 0, "the admin must own nothing");

			let remark = call("System", "remark", [Value::from_bytes(b"hello")]);
			expect(&client, &remark, &member, CALL_NOT_SPONSORED).await?;
			let inner = || call_value(add_member(&pair("//Sponsored//other")));
			let batch = call("Utility", "batch", [Value::unnamed_composite([inner()])]);
			expect(&client, &batch, &admin, CALL_NOT_SPONSORED).await?;
			let real = Value::unnamed_variant("Id", [account_value(&admin)]);
			let any_type = Value::unnamed_variant("None", []);
			let proxy = call("Proxy", "proxy", [real, any_type, inner()]);
			expect(&client, &proxy, &admin, CALL_NOT_SPONSORED).await?;

			council.set_quota(org, SMALL_QUOTA).await?;
			let included = spend_quota(&client, &admin).await?;
			council.set_quota(org, LARGE_QUOTA).await?;
			client.submit(&add_member(&pair("//Sponsored//later")), &admin).await?;

			council.pass(call("Consortium", "suspend", [Value::u128(org.into())])).await?;
			let permitted = add_member(&pair("//Sponsored//last"));
			expect(&client, &permitted, &admin, SUSPENDED).await?;
			expect(&client, &remark, &member, SUSPENDED).await?;
			council.pass(call("Consortium", "resume", [Value::u128(org.into())])).await?;
			client.submit(&permitted, &admin).await?;

			// With a balance, a member pays for what its organisation does not.
			let to = Value::unnamed_variant("Id", [account_value(&member)]);
			let endow = call("Balances", "transfer_keep_alive", [to, Value::u128(10_000_000)]);
			client.submit(&endow, &pair("//Alice")).await?;
			client.submit(&remark, &member).await?;
			ensure!(client.free_balance(&member).await? < 10_000_000, "the remark cost nothing");

			println!(
				"sponsorship: {included} calls within a quota of {} bytes; refused as \
				 {CALL_NOT_SPONSORED} (outside the class, batch, proxy), {QUOTA_EXCEEDED} (quota), \
				 {SUSPENDED} (suspended)",
				SMALL_QUOTA.0
			);
			Ok(())
		})
		.await
}

async fn expect(client: &Client, call: &Call, signer: &Keypair, reason: u8) -> Result<()> {
	let refusal = client.refusal(call, signer).await?;
	ensure_reason(&refusal, reason)
}

fn ensure_reason(refusal: &Refusal, reason: u8) -> Result<()> {
	ensure!(
		refusal.code == INVALID_TRANSACTION && refusal.custom() == Some(reason),
		"expected reason {reason}, got {refusal:?}"
	);
	Ok(())
}

/// Has the admin add members until the pool refuses; returns how many were added.
async fn spend_quota(client: &Client, admin: &Keypair) -> Result<u32> {
	for included in 0..5 {
		let add = add_member(&pair(&format!("//Sponsored//{included}")));
		match client.submit(&add, admin).await {
			Ok(_) => {},
			Err(_) => {
				expect(client, &add, admin, QUOTA_EXCEEDED).await?;
				ensure!(included > 0, "the quota did not suffice for one call");
				return Ok(included);
			},
		}
	}
	bail!("five calls fitted into a quota of {} bytes", SMALL_QUOTA.0)
}

fn add_member(who: &Keypair) -> Call {
	call("Consortium", "add_member", [account_value(who)])
}
