//! # Consortium pallet
//!
//! Who takes part in a consortium chain, what they may do, and who pays for it.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, storage, events, errors and view functions.
//!
//! ## Overview
//!
//! The council admits [organisations](Organization). Each has an admin, who manages the accounts
//! that belong to it: people, services, gateways, validators. An account belongs to one
//! organisation at most. It [joins](Pallet::join) by its own signature, after the admin has
//! [invited](Pallet::invite) it or the council has named it the admin, and may always leave, unless
//! it validates.
//!
//! An organisation pays for its members. Its [quota](Quota) is a bucket of bytes and execution
//! time that refills evenly. [`SponsoredPayment`] decides at pool validation whether a
//! transaction is charged to the bucket: the outermost call must belong to
//! [`Config::SponsoredCalls`], or to [`Config::CouncilCalls`], so that no wrapper smuggles in another.
//! A member with a balance pays for everything else itself; one without is [refused](Refusal) with the
//! reason. What an organisation pays for in one block is [bounded](Config::BlockShare), so that no
//! member can fill a block alone.
//!
//! Deposits for what members store, and for members themselves, come from the organisation's
//! [account](Pallet::account), which nobody has the key of: anybody sends money to it, its admin
//! [withdraws](Pallet::withdraw) what is not held. [`Deposit`] is the ticket that other pallets
//! keep beside their records.
//!
//! The validator set is a list that the council edits and that the session pallet asks for; which keys
//! a validator has is the session pallet's affair. Which keys voted in which session this pallet keeps,
//! for [`Config::SessionsKept`] sessions, and once a session for each validator that some key voted
//! twice: what follows from that, the council decides.
//!
//! Other pallets ask who somebody is through the origins [`EnsureMember`], [`EnsureRole`], [`EnsureRoleAdmin`] and
//! [`EnsureOrgAdmin`].
//!
//! ### Terminology
//!
//! - **Admin origin**: [`Config::AdminOrigin`], in practice a share of the council.
//! - **Good standing**: the organisation is [`Status::Active`].
//! - **To sponsor**: to charge an organisation's quota instead of an account's balance.
//! - **Place**: an organisation's invitation of an account, which its membership fills.
//!
//! ## Example
//!
//! An admin without any money signs, and the organisation pays.
#![doc = docify::embed!("src/tests/sponsorship.rs", works_without_a_balance)]
//!
//! ## Properties
//!
//! Each holds before and after every call; `try_state` and the property tests check them under
//! the same numbers.
//!
//! 1. An organisation's `members` is the number of accounts that [`Members`] maps to it.
//! 2. What is held from an organisation's account for [`Places`] is the sum of them, and every place
//!    is of an organisation that exists.
//! 3. Every organisation has a bucket, every bucket an organisation, and no more is spent than
//!    the bucket holds.
//! 4. Every validator is listed once, is a member of an organisation, and there are not fewer than
//!    [`Settings::min_validators`], which is not zero.
//! 5. Every id given out is below [`NextOrgId`].
//! 6. Every member, every account with a place and every admin exists for the chain, so that it
//!    needs no balance to sign: it has a reference for each.
//! 7. Each session on record names the session since which its voters were the same, that one has their
//!    keys, and no keys are kept that no session names.
//! 8. Double votes and sessions are kept for [`Config::SessionsKept`] sessions, and of a validator one
//!    double vote for each session in which one was reported.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used))]
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::arithmetic_side_effects))]

extern crate alloc;

mod calls;
mod deposit;
mod dispatchable_impls;
mod errors;
mod events;
mod extension;
mod origins;
mod trait_impls;
mod types;
mod utility_impls;
mod votes;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;

pub use deposit::Deposit;
pub use extension::{Charge, Payer, SponsoredPayment};
pub use origins::{EnsureMember, EnsureOrgAdmin, EnsureRole, EnsureRoleAdmin};
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame::{
	deps::frame_support::{dispatch::DispatchInfo, traits::ContainsPair},
	deps::sp_runtime::{traits::UniqueSaturatedInto, transaction_validity::TransactionPriority},
	prelude::*,
	traits::{
		fungible::{
			hold::{Inspect as InspectHold, Mutate as MutateHold},
			Inspect, Mutate,
		},
		Footprint, IsSubType,
	},
};
pub use tallystick_primitives::records::refusal::MemberRefusal as Refusal;
use tallystick_primitives::{KeyRegistry, OrgId, Preflight, Roles};

/// Shorthand for the account type of `T`.
pub(crate) type AccountIdFor<T> = <T as frame_system::Config>::AccountId;

/// An amount of the currency of `T`.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<AccountIdFor<T>>>::Balance;

/// What the chain keeps of an account of `T`.
pub(crate) type AccountInfoOf<T> = frame_system::AccountInfo<
	<T as frame_system::Config>::Nonce,
	<T as frame_system::Config>::AccountData,
>;

/// Why the currency of `T` holds an amount.
pub type ReasonOf<T> = <<T as Config>::Currency as InspectHold<AccountIdFor<T>>>::Reason;

/// Who takes part in the consortium, what they may do, and who pays for it: organisations, their
/// members and quotas, and the validator set.
#[frame::import_section(events::events)]
#[frame::import_section(errors::errors)]
#[frame::import_section(calls::calls)]
#[frame::pallet]
// The macro's own code expects.
#[allow(clippy::expect_used)]
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, vec::Vec};

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config:
		frame_system::Config<
		RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>
		                 + IsSubType<Call<Self>>,
	>
	{
		/// Weights of the calls and of [`SponsoredPayment`].
		type WeightInfo: WeightInfo;

		/// Admits, suspends and dissolves organisations and edits the validator set.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The money that organisations put up deposits in.
		type Currency: Mutate<Self::AccountId>
			+ MutateHold<Self::AccountId, Reason: From<HoldReason>>;

		/// What the accounts of organisations are derived from. Must not change.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// The part of a deposit that does not depend on the size of what is stored.
		#[pallet::constant]
		type DepositBase: Get<BalanceOf<Self>>;

		/// The part of a deposit for each byte of what is stored.
		#[pallet::constant]
		type DepositPerByte: Get<BalanceOf<Self>>;

		/// The keys of validators.
		type SessionKeys: KeyRegistry<Self::AccountId>;

		/// The keys that validators vote with.
		type VotingKey: Parameter + MaxEncodedLen;

		/// Sessions for which it can be proven whose a key was, and a double vote stays on record. Not
		/// zero.
		#[pallet::constant]
		type SessionsKept: Get<SessionIndex>;

		/// Calls that an organisation pays for, whichever of its members signs. Judged on the outermost
		/// call alone; must not contain a call that dispatches another one of the signer's choice.
		type SponsoredCalls: Contains<Self::RuntimeCall>;

		/// Calls by which an account takes part in the council. An organisation pays for them, too, and
		/// they find a second [`Self::BlockShare`] where members' calls have used the first.
		type CouncilCalls: ContainsPair<Self::AccountId, Self::RuntimeCall>;

		/// The most time, in picoseconds, that an organisation's members may book of one block. What
		/// exceeds it waits for the next block, except a call that is the first of its organisation's.
		#[pallet::constant]
		type BlockShare: Get<u64>;

		/// Calls that a member of a suspended organisation may still sign, at its own cost; to leave
		/// costs it nothing.
		type UnsuspendableCalls: Contains<Self::RuntimeCall>;

		/// Judges what a member signs before anybody pays for it.
		type Preflight: Preflight<Self::AccountId, Self::RuntimeCall>;

		/// Priority of sponsored transactions in the pool.
		#[pallet::constant]
		type SponsoredPriority: Get<TransactionPriority>;

		/// The quota of a newly admitted organisation.
		#[pallet::constant]
		type DefaultQuota: Get<Quota>;

		/// Blocks in which an empty bucket becomes full. Not zero.
		#[pallet::constant]
		type QuotaPeriod: Get<BlockNumberFor<Self>>;

		/// Longest name of an organisation, in bytes. Must not be lowered.
		#[pallet::constant]
		type MaxNameLength: Get<u32>;

		/// Most accounts that an organisation may have. Must not be lowered.
		#[pallet::constant]
		type MaxMembers: Get<u32>;

		/// Most validators. Must not be lowered.
		#[pallet::constant]
		type MaxValidators: Get<u32>;

		/// Session keys, for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::RuntimeCall>;
	}

	/// Why an organisation's money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A place, until the invitation is withdrawn or the member leaves.
		#[codec(index = 0)]
		Place,
	}

	/// Organisations by id.
	// Ids are given out by the pallet, so nobody can choose a key.
	#[pallet::storage]
	pub type Organizations<T: Config> = StorageMap<_, Twox64Concat, OrgId, OrganizationOf<T>>;

	/// The id that the next organisation gets.
	#[pallet::storage]
	pub type NextOrgId<T: Config> = StorageValue<_, OrgId, OptionQuery>;

	/// The organisation that an account belongs to.
	#[pallet::storage]
	pub type Members<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, OrgId>;

	/// What is held from an organisation's account for a place that it offers an account, or that one
	/// of its members has. Members since genesis have none, nor has who is invited as its admin alone.
	#[pallet::storage]
	pub type Places<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		OrgId,
		Blake2_128Concat,
		T::AccountId,
		BalanceOf<T>,
		OptionQuery,
	>;

	/// What each organisation has left of its quota.
	// Apart from the organisation, because every sponsored transaction writes it.
	#[pallet::storage]
	pub type Buckets<T: Config> = StorageMap<_, Twox64Concat, OrgId, BucketOf<T>>;

	/// The accounts that ought to validate, in the order of their seats.
	#[pallet::storage]
	pub type Validators<T: Config> =
		StorageValue<_, BoundedVec<T::AccountId, T::MaxValidators>, ValueQuery>;

	/// Since which session the voters of a session have been the same.
	#[pallet::storage]
	pub type VotersSince<T: Config> = StorageMap<_, Twox64Concat, SessionIndex, SessionIndex>;

	/// Who votes with which key, from this session on.
	#[pallet::storage]
	pub type Voters<T: Config> = StorageMap<_, Twox64Concat, SessionIndex, VotersOf<T>>;

	/// Validators that voted twice in a round, under the session in which that was reported.
	#[pallet::storage]
	pub type DoubleVotes<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		SessionIndex,
		Blake2_128Concat,
		T::AccountId,
		DoubleVote<BlockNumberFor<T>>,
	>;

	/// What the council sets for the whole chain.
	#[pallet::storage]
	pub type ChainSettings<T: Config> = StorageValue<_, SettingsOf<T>, ValueQuery>;

	/// The organisations, validators and settings that the chain starts with.
	#[pallet::genesis_config]
	#[derive(frame::prelude::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Organisations, which get the ids from zero upwards.
		pub organizations: Vec<GenesisOrganization<T::AccountId>>,
		/// Settings for the whole chain.
		pub settings: SettingsOf<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert!(self.settings.min_validators > 0, "a chain needs a minimum of one validator");
			ChainSettings::<T>::put(self.settings);
			for org in &self.organizations {
				Pallet::<T>::build_organization(org).expect("genesis must be within the bounds");
			}
			let validators = Validators::<T>::get().len() as u32;
			assert!(
				validators == 0 || validators >= self.settings.min_validators,
				"genesis must have at least the minimum of validators"
			);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(!T::QuotaPeriod::get().is_zero(), "a bucket must refill in some time");
			assert!(T::MaxValidators::get() > 0 && T::MaxMembers::get() > 0);
			assert!(T::SessionsKept::get() > 0, "the session that runs must be on record");
			assert!(
				Self::account(OrgId(0)) != Self::account(OrgId(1)),
				"an account id must have room for an organisation's"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The organisation with this id.
		pub fn organization(org: OrgId) -> Option<OrganizationOf<T>> {
			Organizations::<T>::get(org)
		}

		/// Which organisation an account belongs to, and what it may do there.
		pub fn membership(who: T::AccountId) -> Option<MemberInfo> {
			let org = Members::<T>::get(&who)?;
			let Organization { admin, roles, status, .. } = Organizations::<T>::get(org)?;
			let position = if admin == who { Position::Admin } else { Position::Member };
			Some(MemberInfo { org, position, roles, status })
		}

		/// What an organisation may still spend on sponsored calls, and when all of it is back.
		pub fn quota(org: OrgId) -> Option<QuotaStatus<BlockNumberFor<T>>> {
			let (bucket, now) = (Buckets::<T>::get(org)?, Self::now());
			let wait: BlockNumberFor<T> = bucket.blocks_to_full(now).saturated_into();
			Some(QuotaStatus {
				limit: bucket.limit,
				left: bucket.left(Self::period(), now),
				full_at: now.saturating_add(wait),
			})
		}

		/// The account that an organisation's deposits are held from, and what it has. Send money to
		/// it before members store something.
		pub fn account_of(org: OrgId) -> Option<OrganizationAccount<T::AccountId, BalanceOf<T>>> {
			Organizations::<T>::contains_key(org).then(|| {
				let account = Self::account(org);
				OrganizationAccount {
					available: Self::available(&account),
					held: T::Currency::total_balance_on_hold(&account),
					account,
				}
			})
		}

		/// The deposit for a record of this many bytes.
		pub fn deposit(bytes: u32) -> BalanceOf<T> {
			Self::price(Footprint::from_parts(1, bytes as usize))
		}

		/// Whether an account may join an organisation: it is invited, or named its admin.
		pub fn is_invited(org: OrgId, who: T::AccountId) -> bool {
			Self::load(org).is_ok_and(|record| Self::has_place(org, &record, &who))
		}

		/// The accounts that ought to validate, in the order of their seats.
		pub fn validators() -> Vec<T::AccountId> {
			Validators::<T>::get().into_inner()
		}
	}
}

/// What benchmarks need from the runtime.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId, RuntimeCall> {
	/// Gives `who` session keys, distinct for each `seed`.
	fn set_keys(who: &AccountId, seed: u32);
	/// The call of [`Config::CouncilCalls`] that costs most to recognise, which `who` may sign.
	fn council_call(who: &AccountId) -> RuntimeCall;
}
