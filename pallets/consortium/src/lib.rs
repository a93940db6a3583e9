//! # Consortium pallet
//!
//! Manages who takes part in a consortium chain, what they may do, and who pays for it.
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
//! [invited](Pallet::invite) it or the council has named it the admin. It may leave at any time,
//! unless it is a validator.
//!
//! An organisation pays for its members. Its [quota](Quota) is a bucket of bytes and execution time
//! that refills evenly. [`SponsoredPayment`] decides at pool validation whether a transaction is
//! charged to the bucket: the outermost call must belong to [`Config::SponsoredCalls`], or to
//! [`Config::CouncilCalls`], so that a wrapper call cannot bring in another one. A member with a
//! balance pays for everything else itself. A member without one is [refused](Refusal), with the
//! reason. An organisation's share of a block is [bounded](Config::BlockShare), so that no member can
//! fill a block alone.
//!
//! Deposits for what members store, and for members themselves, come from the organisation's
//! [account](Pallet::account). Nobody has its key: anybody can send money to it, and the
//! organisation's admin [withdraws](Pallet::withdraw) what is not held. [`Deposit`] is the ticket
//! that other pallets keep beside their records.
//!
//! The validator set is a list that the council edits and the session pallet reads. The session pallet
//! keeps the validators' keys. This pallet records which keys voted in each of the last
//! [`Config::SessionsKept`] sessions. It also records double votes: once a session for each validator.
//! The council decides on the consequences.
//!
//! Other pallets check the role of a signer through the origins [`EnsureMember`], [`EnsureRole`],
//! [`EnsureRoleAdmin`] and [`EnsureOrgAdmin`].
//!
//! ### Terminology
//!
//! - **Admin origin**: [`Config::AdminOrigin`], in practice a share of the council.
//! - **Good standing**: the organisation is [`Status::Active`].
//! - **To sponsor**: to charge an organisation's quota instead of an account's balance.
//! - **Place**: an organisation's invitation of an account, or the membership that follows from it.
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
//! 2. The hold for [`Places`] on an organisation's account is the sum of its places. The
//!    organisation of every place exists.
//! 3. Every organisation has a bucket, and every bucket an organisation. No more is spent than the
//!    bucket holds.
//! 4. Every validator is listed once, and is a member of an organisation. There are at least
//!    [`Settings::min_validators`] of them, which is not zero.
//! 5. Every assigned id is below [`NextOrgId`].
//! 6. Every member, every account with a place and every admin has one reference for each of these.
//!    So it exists, and needs no balance to sign.
//! 7. Each recorded session names the first session with the same voters, under which their keys are
//!    stored. No other keys are stored.
//! 8. Double votes and sessions are kept for [`Config::SessionsKept`] sessions. A validator has at
//!    most one double vote for each session in which one was reported.

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
// The macro expands to code that calls `expect`.
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

		/// The seed of the organisations' accounts. Must not change.
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

		/// The number of sessions for which the owner of a key can be proven, and a double vote stays
		/// on record. Not zero.
		#[pallet::constant]
		type SessionsKept: Get<SessionIndex>;

		/// Calls that an organisation pays for, whichever of its members signs. Judged on the outermost
		/// call alone; must not contain a call that dispatches another one of the signer's choice.
		type SponsoredCalls: Contains<Self::RuntimeCall>;

		/// Calls by which an account takes part in the council. An organisation pays for them, too.
		/// They have a second [`Self::BlockShare`] when members' calls have used the first.
		type CouncilCalls: ContainsPair<Self::AccountId, Self::RuntimeCall>;

		/// The most time, in picoseconds, that an organisation's members may book of one block. A call
		/// that exceeds it waits for the next block, unless it is the organisation's first one in the
		/// block.
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

	/// The deposit held from an organisation's account for each place that it offers, or that a member
	/// fills. Members since genesis have none. Nor has an account that may join only because the
	/// council named it the admin.
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
	// Stored apart from the organisation, because every sponsored transaction writes it.
	#[pallet::storage]
	pub type Buckets<T: Config> = StorageMap<_, Twox64Concat, OrgId, BucketOf<T>>;

	/// The accounts that ought to validate, in the order of their seats.
	#[pallet::storage]
	pub type Validators<T: Config> =
		StorageValue<_, BoundedVec<T::AccountId, T::MaxValidators>, ValueQuery>;

	/// The first session with the same voters, for each session.
	#[pallet::storage]
	pub type VotersSince<T: Config> = StorageMap<_, Twox64Concat, SessionIndex, SessionIndex>;

	/// The voters' keys, under the first session in which they vote.
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

		/// The organisation that an account belongs to, and what it may do there.
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
