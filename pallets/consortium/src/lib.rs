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
//! organisation at most, and may always leave it.
//!
//! An organisation pays for its members. Its [quota](Quota) is a bucket of bytes and execution
//! time that refills evenly. [`SponsoredPayment`] decides at pool validation whether a
//! transaction is charged to the bucket: the outermost call must belong to
//! [`Config::SponsoredCalls`], so that no wrapper smuggles in another. A member with a balance
//! pays for everything else itself; one without is [refused](Refusal) with the reason.
//!
//! Deposits for what members store come from the organisation's [account](Pallet::account), which
//! nobody has the key of: anybody sends money to it, its admin [withdraws](Pallet::withdraw) what is
//! not held. [`Deposit`] is the ticket that other pallets keep beside their records.
//!
//! The validator set is a list that the council edits and that the session pallet asks for; the
//! keys are the session pallet's affair.
//!
//! Other pallets ask who somebody is through the origins [`EnsureMember`], [`EnsureRole`] and
//! [`EnsureOrgAdmin`].
//!
//! ### Terminology
//!
//! - **Admin origin**: [`Config::AdminOrigin`], in practice a share of the council.
//! - **Good standing**: the organisation is [`Status::Active`].
//! - **To sponsor**: to charge an organisation's quota instead of an account's balance.
//!
//! ## Properties
//!
//! Each holds before and after every call; `try_state` and the property tests check them under
//! the same numbers.
//!
//! 1. An organisation's `members` is the number of accounts that [`Members`] maps to it.
//! 2. An organisation's admin is one of its members.
//! 3. Every organisation has a bucket, every bucket an organisation, and no more is spent than
//!    the bucket holds.
//! 4. Every validator is listed once, is a member of an organisation, and there are not fewer than
//!    [`Settings::min_validators`], which is not zero.
//! 5. Every id given out is below [`NextOrgId`].
//! 6. Every member's account exists for the chain, so that it needs no balance to sign.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

mod deposit;
mod dispatchable_impls;
mod extension;
mod origins;
mod trait_impls;
mod types;
mod utility_impls;
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
pub use extension::{Payer, SponsoredPayment};
pub use origins::{EnsureMember, EnsureOrgAdmin, EnsureRole};
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame::{
	deps::frame_support::dispatch::DispatchInfo,
	deps::sp_runtime::{traits::UniqueSaturatedInto, transaction_validity::TransactionPriority},
	prelude::*,
	traits::{
		fungible::{
			hold::{Inspect as InspectHold, Mutate as MutateHold},
			Inspect, Mutate,
		},
		Footprint,
	},
};
pub use tallystick_primitives::records::refusal::MemberRefusal as Refusal;
use tallystick_primitives::{KeyRegistry, OrgId, Preflight, Roles};

/// Shorthand for the account type of `T`.
pub(crate) type AccountIdFor<T> = <T as frame_system::Config>::AccountId;

/// An amount of the currency of `T`.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<AccountIdFor<T>>>::Balance;

/// Why the currency of `T` holds an amount.
pub type ReasonOf<T> = <<T as Config>::Currency as InspectHold<AccountIdFor<T>>>::Reason;

/// Who takes part in the consortium, what they may do, and who pays for it: organisations, their
/// members and quotas, and the validator set.
#[frame::pallet]
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
		RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
	>
	{
		/// Weights of the calls and of [`SponsoredPayment`].
		type WeightInfo: WeightInfo;

		/// Admits, suspends and dissolves organisations and edits the validator set.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The money that organisations put up deposits in.
		type Currency: Mutate<Self::AccountId> + MutateHold<Self::AccountId>;

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

		/// Calls that an organisation pays for. Judged on the outermost call alone; must not
		/// contain a call that dispatches another one of the signer's choice.
		type SponsoredCalls: Contains<Self::RuntimeCall>;

		/// Calls that a member of a suspended organisation may still sign, at its own cost.
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

		/// Session keys and a call to sponsor, for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::RuntimeCall>;
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

	/// What each organisation has left of its quota.
	// Apart from the organisation, because every sponsored transaction writes it.
	#[pallet::storage]
	pub type Buckets<T: Config> = StorageMap<_, Twox64Concat, OrgId, BucketOf<T>>;

	/// The accounts that ought to validate, in the order of their seats.
	#[pallet::storage]
	pub type Validators<T: Config> =
		StorageValue<_, BoundedVec<T::AccountId, T::MaxValidators>, ValueQuery>;

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

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An organisation joined the consortium.
		Admitted {
			/// Its id.
			org: OrgId,
			/// The account that manages its members.
			admin: T::AccountId,
			/// What it does.
			roles: Roles,
		},
		/// An organisation has other roles now.
		RolesChanged {
			/// The organisation.
			org: OrgId,
			/// The roles before.
			old: Roles,
			/// The roles from now on.
			new: Roles,
		},
		/// An organisation was suspended: its members are refused from now on.
		Suspended {
			/// The organisation.
			org: OrgId,
		},
		/// An organisation is in good standing again.
		Resumed {
			/// The organisation.
			org: OrgId,
		},
		/// An organisation left the consortium for good.
		Dissolved {
			/// The organisation.
			org: OrgId,
		},
		/// An organisation has another quota now.
		QuotaChanged {
			/// The organisation.
			org: OrgId,
			/// The quota before.
			old: Quota,
			/// The quota from now on.
			new: Quota,
		},
		/// An organisation has another admin now.
		AdminChanged {
			/// The organisation.
			org: OrgId,
			/// The admin before, still a member.
			old: T::AccountId,
			/// The admin from now on.
			new: T::AccountId,
		},
		/// An account joined an organisation.
		MemberAdded {
			/// The organisation.
			org: OrgId,
			/// The account.
			who: T::AccountId,
		},
		/// An account left an organisation.
		MemberRemoved {
			/// The organisation.
			org: OrgId,
			/// The account.
			who: T::AccountId,
		},
		/// An account will validate, two sessions from now.
		ValidatorAdded {
			/// The organisation that runs it.
			org: OrgId,
			/// The account.
			who: T::AccountId,
		},
		/// An account will no longer validate, two sessions from now.
		ValidatorRemoved {
			/// The organisation that ran it.
			org: OrgId,
			/// The account.
			who: T::AccountId,
		},
		/// The session keys of an account that does not validate were removed.
		KeysDropped {
			/// The account.
			who: T::AccountId,
		},
		/// The settings of the whole chain changed.
		Configured {
			/// The settings before.
			old: SettingsOf<T>,
			/// The settings from now on.
			new: SettingsOf<T>,
		},
		/// A call was carried out as root.
		Enacted,
		/// Money left an organisation's account.
		Withdrawn {
			/// The organisation.
			org: OrgId,
			/// The account that received it.
			to: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No organisation has this id. Read [`Organizations`].
		UnknownOrganization,
		/// The roles hold a bit that names no role. Use the sum of roles that the type describes.
		UnknownRole,
		/// The name is empty or not UTF-8. Send readable text.
		BadName,
		/// The signer does not administer an organisation. Ask its admin, or the council.
		NotAdmin,
		/// The account belongs to no organisation, or not to this one.
		NotMember,
		/// The account belongs to an organisation already. It has to leave that one first.
		AlreadyMember,
		/// The account is the organisation's admin. Hand that over first.
		StillAdmin,
		/// The organisation is full.
		TooManyMembers,
		/// The organisation is suspended. The council has to resume it first.
		OrganizationSuspended,
		/// The organisation is in good standing. It has to be suspended first.
		OrganizationActive,
		/// The organisation has other members than its admin. Remove them first.
		StillMembers,
		/// The account is a validator. Remove it from the set first.
		StillValidator,
		/// The account is a validator already.
		AlreadyValidator,
		/// The account is no validator.
		NotValidator,
		/// The account has no session keys. Set them with their ownership proof first.
		NoKeys,
		/// There is no seat left in the validator set.
		TooManyValidators,
		/// The validator set would fall below the minimum. Add another validator first.
		TooFewValidators,
		/// A session must have at least one block.
		SessionTooShort,
		/// All ids are given out.
		IdsExhausted,
		/// The minimum of validators is zero. Set it to one or more: a chain without validators
		/// stops.
		NoMinimum,
		/// The organisation's account has too little for the deposit. Send it money: the view
		/// function `account_of` names it and says what is available.
		DepositUnaffordable,
		/// The amount is more than the organisation's account has beside its deposits and the
		/// smallest balance. Ask the view function `account_of` what is available.
		NotAvailable,
		/// Deposits are held from the organisation's account. End what they are for first: retire
		/// and drop its devices, close its lots, drop its models, end its watches.
		StillDeposits,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(!T::QuotaPeriod::get().is_zero(), "a bucket must refill in some time");
			assert!(T::MaxValidators::get() > 0 && T::MaxMembers::get() > 0);
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

		/// The accounts that ought to validate, in the order of their seats.
		pub fn validators() -> Vec<T::AccountId> {
			Validators::<T>::get().into_inner()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Admits an organisation to the consortium.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Details
		///
		/// The admin becomes the first member. The quota is the constant `DefaultQuota`.
		///
		/// ## Parameters
		///
		/// - `name`: UTF-8 text, 1 to `MaxNameLength` bytes.
		/// - `admin`: the account that manages the members; it must belong to no organisation.
		/// - `roles`: a sum of 1 manufacturer, 2 operator, 4 carrier, 8 energy supplier, 16 grid
		///   operator, 32 service provider, 64 accreditor, 128 auditor.
		///
		/// ## Errors
		///
		/// [`Error::BadName`], [`Error::UnknownRole`], [`Error::AlreadyMember`],
		/// [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::Admitted`], [`Event::MemberAdded`].
		#[pallet::call_index(0)]
		pub fn admit(
			origin: OriginFor<T>,
			name: NameOf<T>,
			admin: T::AccountId,
			roles: Roles,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_admit(name, admin, roles).map(|_| ())
		}

		/// Replaces the roles of an organisation.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Parameters
		///
		/// - `org`: the organisation.
		/// - `roles`: a sum of 1 manufacturer, 2 operator, 4 carrier, 8 energy supplier, 16 grid
		///   operator, 32 service provider, 64 accreditor, 128 auditor.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrganization`], [`Error::UnknownRole`].
		///
		/// ## Events
		///
		/// [`Event::RolesChanged`].
		#[pallet::call_index(1)]
		pub fn set_roles(origin: OriginFor<T>, org: OrgId, roles: Roles) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_roles(org, roles)
		}

		/// Stops an organisation: its members and their sponsored calls are refused at once.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Details
		///
		/// Its validators keep their seats, so that finality does not depend on a quarrel; remove
		/// them one by one where they must go too.
		///
		/// ## Parameters
		///
		/// - `org`: the organisation.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrganization`], [`Error::OrganizationSuspended`].
		///
		/// ## Events
		///
		/// [`Event::Suspended`].
		#[pallet::call_index(2)]
		pub fn suspend(origin: OriginFor<T>, org: OrgId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_suspend(org)
		}

		/// Lets a suspended organisation take part again.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Parameters
		///
		/// - `org`: the organisation.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrganization`], [`Error::OrganizationActive`].
		///
		/// ## Events
		///
		/// [`Event::Resumed`].
		#[pallet::call_index(3)]
		pub fn resume(origin: OriginFor<T>, org: OrgId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_resume(org)
		}

		/// Replaces the quota of an organisation.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Details
		///
		/// What is spent stays spent, up to the new size. A quota of zero ends sponsoring.
		///
		/// ## Parameters
		///
		/// - `org`: the organisation.
		/// - `quota`: bytes and picoseconds per `QuotaPeriod` blocks.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrganization`].
		///
		/// ## Events
		///
		/// [`Event::QuotaChanged`].
		#[pallet::call_index(4)]
		pub fn set_quota(origin: OriginFor<T>, org: OrgId, quota: Quota) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_quota(org, quota)
		}

		/// Hands an organisation to another admin.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council, or signed by the present admin while the organisation is in
		/// good standing.
		///
		/// ## Details
		///
		/// The new admin becomes a member if it belongs to no organisation; the old one stays one.
		///
		/// ## Parameters
		///
		/// - `org`: the organisation.
		/// - `admin`: the account that manages its members from now on.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrganization`], [`Error::NotAdmin`], [`Error::OrganizationSuspended`],
		/// [`Error::AlreadyMember`] of another organisation, [`Error::TooManyMembers`].
		///
		/// ## Events
		///
		/// [`Event::AdminChanged`], and [`Event::MemberAdded`] for a newcomer.
		#[pallet::call_index(5)]
		pub fn set_admin(origin: OriginFor<T>, org: OrgId, admin: T::AccountId) -> DispatchResult {
			let signer = match T::AdminOrigin::try_origin(origin) {
				Ok(_) => None,
				Err(origin) => Some(ensure_signed(origin)?),
			};
			Self::do_set_admin(signer, org, admin)
		}

		/// Adds an account to the signer's organisation.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the admin of an organisation in good standing.
		///
		/// ## Parameters
		///
		/// - `who`: the account; it must belong to no organisation and needs no balance.
		///
		/// ## Errors
		///
		/// [`Error::NotAdmin`], [`Error::OrganizationSuspended`], [`Error::AlreadyMember`],
		/// [`Error::TooManyMembers`].
		///
		/// ## Events
		///
		/// [`Event::MemberAdded`].
		#[pallet::call_index(6)]
		pub fn add_member(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			let admin = ensure_signed(origin)?;
			Self::do_add_member(admin, who)
		}

		/// Removes an account from its organisation.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the admin of the account's organisation, or by the account itself, which may
		/// leave at any time.
		///
		/// ## Parameters
		///
		/// - `who`: the account.
		///
		/// ## Errors
		///
		/// [`Error::NotMember`], [`Error::NotAdmin`], [`Error::OrganizationSuspended`],
		/// [`Error::StillAdmin`], [`Error::StillValidator`].
		///
		/// ## Events
		///
		/// [`Event::MemberRemoved`].
		#[pallet::call_index(7)]
		pub fn remove_member(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			let signer = ensure_signed(origin)?;
			Self::do_remove_member(signer, who)
		}

		/// Gives an account a seat in the validator set.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Details
		///
		/// It authors blocks two sessions later.
		///
		/// ## Parameters
		///
		/// - `who`: a member of an organisation in good standing, with session keys set.
		///
		/// ## Errors
		///
		/// [`Error::NotMember`], [`Error::OrganizationSuspended`], [`Error::NoKeys`],
		/// [`Error::AlreadyValidator`], [`Error::TooManyValidators`].
		///
		/// ## Events
		///
		/// [`Event::ValidatorAdded`].
		#[pallet::call_index(8)]
		pub fn add_validator(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_add_validator(who)
		}

		/// Takes a seat in the validator set away.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Details
		///
		/// It stops authoring two sessions later. Its keys stay until they are dropped.
		///
		/// ## Parameters
		///
		/// - `who`: the validator.
		///
		/// ## Errors
		///
		/// [`Error::NotValidator`], [`Error::TooFewValidators`].
		///
		/// ## Events
		///
		/// [`Event::ValidatorRemoved`].
		#[pallet::call_index(9)]
		pub fn remove_validator(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_remove_validator(who)
		}

		/// Changes the settings of the whole chain.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Parameters
		///
		/// - `settings`: all of them, the unchanged ones too.
		///
		/// ## Errors
		///
		/// [`Error::TooFewValidators`] if there are fewer than the new minimum,
		/// [`Error::NoMinimum`], [`Error::SessionTooShort`].
		///
		/// ## Events
		///
		/// [`Event::Configured`].
		#[pallet::call_index(10)]
		pub fn configure(origin: OriginFor<T>, settings: SettingsOf<T>) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_configure(settings)
		}

		/// Removes an organisation for good. Its id is never given out again.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Parameters
		///
		/// - `org`: a suspended organisation without any member but its admin, and without deposits.
		/// - `beneficiary`: receives what is left in the organisation's account.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrganization`], [`Error::OrganizationActive`],
		/// [`Error::StillMembers`], [`Error::StillValidator`], [`Error::StillDeposits`].
		///
		/// ## Events
		///
		/// [`Event::MemberRemoved`], [`Event::Dissolved`], and [`Event::Withdrawn`] if something
		/// was left.
		#[pallet::call_index(11)]
		pub fn dissolve(
			origin: OriginFor<T>,
			org: OrgId,
			beneficiary: T::AccountId,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_dissolve(org, beneficiary)
		}

		/// Removes the session keys of an account that does not validate.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council, or signed by the account itself or by the admin of its
		/// organisation while that is in good standing. Signed by anybody for an account that
		/// belongs to no organisation.
		///
		/// ## Details
		///
		/// The keys of a member stay until somebody who answers for it drops them: it may have set
		/// them in order to become a validator.
		///
		/// ## Parameters
		///
		/// - `who`: the account.
		///
		/// ## Errors
		///
		/// [`Error::NotAdmin`], [`Error::OrganizationSuspended`], [`Error::StillValidator`],
		/// [`Error::NoKeys`].
		///
		/// ## Events
		///
		/// [`Event::KeysDropped`].
		#[pallet::call_index(12)]
		pub fn drop_keys(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			let signer = match T::AdminOrigin::try_origin(origin) {
				Ok(_) => None,
				Err(origin) => Some(ensure_signed(origin)?),
			};
			Self::do_drop_keys(signer, who)
		}

		/// Carries out a call as root.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Details
		///
		/// The one way to do what only root may: authorise a runtime upgrade, recover finality.
		/// An error of the call is the error of this one, and leaves nothing behind.
		///
		/// ## Parameters
		///
		/// - `call`: the call.
		///
		/// ## Errors
		///
		/// Those of the call.
		///
		/// ## Events
		///
		/// [`Event::Enacted`], after those of the call.
		#[pallet::call_index(13)]
		#[pallet::weight({
			let info = call.get_dispatch_info();
			(
				<T as Config>::WeightInfo::enact().saturating_add(info.call_weight),
				info.class,
			)
		})]
		pub fn enact(
			origin: OriginFor<T>,
			call: Box<T::RuntimeCall>,
		) -> DispatchResultWithPostInfo {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_enact(*call)
		}

		/// Takes money out of the account of the signer's organisation.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the admin of an organisation in good standing.
		///
		/// ## Details
		///
		/// Deposits stay, and so does the smallest balance that an account can have.
		///
		/// ## Parameters
		///
		/// - `amount`: at most what the view function `account_of` calls available.
		/// - `to`: the account that receives it.
		///
		/// ## Errors
		///
		/// [`Error::NotAdmin`], [`Error::OrganizationSuspended`], [`Error::NotAvailable`], and those
		/// of a transfer.
		///
		/// ## Events
		///
		/// [`Event::Withdrawn`].
		#[pallet::call_index(14)]
		pub fn withdraw(
			origin: OriginFor<T>,
			#[pallet::compact] amount: BalanceOf<T>,
			to: T::AccountId,
		) -> DispatchResult {
			let admin = ensure_signed(origin)?;
			Self::do_withdraw(admin, amount, to)
		}
	}
}

/// What benchmarks need from the runtime.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId, RuntimeCall> {
	/// Gives `who` session keys, distinct for each `seed`.
	fn set_keys(who: &AccountId, seed: u32);
	/// A call of [`Config::SponsoredCalls`].
	fn sponsored_call() -> RuntimeCall;
}

impl<T: Config> Pallet<T> {
	/// The length of a session, for the session pallet.
	pub fn session_length() -> BlockNumberFor<T> {
		ChainSettings::<T>::get().session_length
	}

	pub(crate) fn now() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	pub(crate) fn period() -> u64 {
		T::QuotaPeriod::get().unique_saturated_into()
	}
}
