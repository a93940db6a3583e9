use crate::signer;
use anyhow::{Context, Result};
use codec::{Compact, Decode, Encode};
use scale_info::TypeInfo;
use subxt::ext::futures::future::try_join_all;
use tallystick_client::{
	consortium::{calls, events},
	records::{
		organization::{Quota, Roles},
		OrgId,
	},
	AccountId, Call, Chain, Event, Hash, Included, Signer,
};

/// More than any proposal of the tests weighs.
const WEIGHT_BOUND: (Compact<u64>, Compact<u64>) = (Compact(100_000_000_000), Compact(1_000_000));

/// The council, with the keys of all of its members.
#[derive(Clone, Debug)]
pub struct Council {
	chain: Chain,
	members: Vec<Signer>,
}

#[derive(Decode, TypeInfo)]
struct Proposed {
	#[allow(dead_code)]
	account: AccountId,
	proposal_index: u32,
	proposal_hash: Hash,
	#[allow(dead_code)]
	threshold: u32,
}

impl Event for Proposed {
	const PALLET: &'static str = "Council";
	const NAME: &'static str = "Proposed";
}

impl Council {
	/// The council of the chain.
	pub fn new(chain: &Chain, members: impl IntoIterator<Item = Signer>) -> Self {
		Self { chain: chain.clone(), members: members.into_iter().collect() }
	}

	/// The council of the chain `local`.
	pub fn local(chain: &Chain) -> Self {
		Self::new(chain, ["//Alice", "//Bob", "//Charlie"].map(signer))
	}

	/// Has two thirds of the council propose, approve and carry out `proposal`, which must make an event
	/// of the type `E`.
	pub async fn pass<E: Event>(&self, proposal: impl Into<Call>) -> Result<(Included, E)> {
		let proposal = self.chain.encode(&proposal.into()).await?;
		let threshold = (2 * self.members.len()).div_ceil(3);
		let proposer = self.members.first().context("a council without members")?;
		let length = Compact(u32::try_from(proposal.len())?);
		let mut args = Compact(u32::try_from(threshold)?).encode();
		args.extend(&proposal);
		length.encode_to(&mut args);
		let propose = Call::unchecked("Council", "propose", args);
		let proposed = self.chain.submit_and_find(&propose, proposer).await?;
		// One vote is enough where one is all: then the proposal is carried out at once.
		if threshold < 2 {
			return effect(proposed);
		}
		let motion = proposed.events.first::<Proposed>()?.context("nothing is proposed")?;
		let (hash, index) = (motion.proposal_hash, Compact(motion.proposal_index));
		let aye = Call::new("Council", "vote", &(hash, index, true));
		let voters = self.members.iter().take(threshold);
		try_join_all(voters.map(|member| self.chain.submit_and_find(&aye, member)))
			.await
			.context("a vote")?;
		let close = (hash, index, WEIGHT_BOUND, length).encode();
		let close = Call::unchecked("Council", "close", close);
		effect(self.chain.submit_and_find(&close, proposer).await?)
	}

	/// Gives an organisation another quota.
	pub async fn set_quota(&self, org: OrgId, quota: Quota) -> Result<()> {
		self.pass::<events::QuotaChanged>(calls::SetQuota { org, quota }).await.map(drop)
	}

	/// Admits an organisation, which its admin joins, and returns its id.
	pub async fn admit(&self, name: &str, admin: &Signer, roles: Roles) -> Result<OrgId> {
		let admit = calls::Admit { name: name.to_owned(), admin: admin.account(), roles };
		let (_, events::Admitted { org, .. }) = self.pass(admit).await?;
		self.chain.submit_and_find(&calls::Join { org }.into(), admin).await?;
		Ok(org)
	}
}

fn effect<E: Event>(included: Included) -> Result<(Included, E)> {
	let effect = included.events.first::<E>()?;
	let effect = effect.with_context(|| {
		let made: Vec<_> = included.events.names().collect();
		format!("the proposal failed: no {}.{} in {made:?}", E::PALLET, E::NAME)
	})?;
	Ok((included, effect))
}
