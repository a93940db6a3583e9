//! # Escrow pallet
//!
//! Holds money between two parties until something is done.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, storage, events, errors and view functions; pallets
//! that trade or order ask through [`tallystick_primitives::Escrow`].
//!
//! ## Overview
//!
//! A pallet opens an escrow for something that it keeps a record of, a trade or an order. The money
//! stays in the payer's account, on hold, until the opener releases parts of it to payees of its
//! choice and closes the escrow, which gives the rest back. The escrow knows nothing of prices,
//! deliveries or fees. It makes sure of three things. Only the opener pays from it, it never pays
//! more than is held, and it ends even if a party falls silent.
//!
//! An escrow has one deadline, its *backstop*, which is later than all deadlines of the opener.
//! After it anybody may [end](Pallet::expire) the escrow. The opener is
//! [notified](Config::OnExpired), so that its own record ends, too.
//!
//! While safe mode or a pause refuses the [calls](Config::Stopped) that meet deadlines, all deadlines
//! wait: those of disputes, backstops, and those of the openers, which read how much time was
//! [lost](tallystick_primitives::Escrow::lost). A stored deadline excludes the time that was lost until
//! then. Calls and views add what has been lost by now. So no deadline passes because of a stop, and none
//! that has passed begins again.
//!
//! ### States
//!
//! | state | leaves by | deadline → default |
//! | --- | --- | --- |
//! | Open | opener: release (stays open), dispute → Disputed, close → ended | backstop → anybody: ended, all back to the payer |
//! | Disputed, arbiter may decide | arbiter: decide → Decided; opener, for both parties: settle → Open | until → the default is the outcome |
//! | Disputed, deadline passed | opener: resolve, the default to the payee → Open | backstop → anybody: ended, the default to the payee |
//! | Decided | opener: resolve, the decision to the payee → Open | backstop → anybody: ended, the decision to the payee |
//!
//! All money that is paid to nobody else goes back to the payer. The deadline of a dispute is never
//! after the backstop, so that a dispute has an outcome when somebody ends the escrow.
//!
//! ### Disputes
//!
//! The opener names the arbiter, the payee, the bounds and the default when the dispute begins, and
//! the two parties' organisations. The arbiter must be an account of a third organisation in good
//! standing. This pallet checks that, so that openers need not: when the dispute begins, and again
//! at the decision, since members change their organisation. The arbiter is one account, not any
//! member of an organisation: gateways and other services are members as well, and must not decide
//! about money.
//!
//! A decision moves no money. The opener pays the outcome in its own settlement, by
//! [`resolve`](tallystick_primitives::Escrow::resolve). There are two reasons. A default by silence
//! has no transaction in which the opener could be notified, so it has to ask in any case. And an
//! arbiter's call cannot fail or cost more because of what the opener would do in it. The opener
//! chooses when to pay, not what: a dispute with an outcome has no other end.
//!
//! ### Money
//!
//! - The money is a hold of the reason [`HoldReason::Money`]. It stays whatever the payer does with
//!   the rest of the account, and keeps the account alive. A freeze on the account stops no
//!   release: what is in escrow is owed.
//! - A payee gets nothing if their account is empty and the amount is below the smallest balance:
//!   [`Event::Undeliverable`]. The amount stays in the escrow and goes back to the payer, so that
//!   nobody's empty account blocks a settlement.
//! - If less is on hold than the records say, because something outside of this pallet took it, an
//!   escrow promises and pays only what there is, and still ends: [`Event::Short`].
//! - The payer also puts up a deposit for the record. It comes back when the escrow ends.
//!
//! ## Example
//!
//! Money is put into escrow, with a deposit for the record.
#![doc = docify::embed!("src/tests/open.rs", an_opened_escrow_holds_the_money_and_a_deposit)]
//!
//! ## Properties
//!
//! Each holds before and after every call; `try_state` and the property tests check them under
//! the same numbers.
//!
//! 1. Every assigned id is below [`NextEscrowId`]. [`EscrowsOf`] lists every escrow under its
//!    payer, and nothing else.
//! 2. An account's hold for money is the sum of its escrows.
//! 3. A dispute's low bound, default and high bound ascend. Neither these nor a decision exceed
//!    what is held. The arbiter is neither payer nor payee, and the deadline is not after the
//!    backstop.
//! 4. No backstop lies further ahead than [`Config::MaxDuration`]: every escrow can be ended within
//!    a known time.
//! 5. No money is created or lost: an escrow's initial amount is what it holds and what it has
//!    paid. (Checked by the tests.)
//! 6. An account's hold for records is the sum of its escrows' deposits. (Checked by the tests,
//!    where the price is known.)

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used))]
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::arithmetic_side_effects))]

extern crate alloc;

mod dispatchable_impls;
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

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame::{
	deps::sp_runtime::DispatchError,
	prelude::*,
	traits::{
		fungible::{
			hold::{Inspect as InspectHold, Mutate as MutateHold},
			Inspect, Mutate,
		},
		Consideration, Footprint, Time,
	},
};
use tallystick_primitives::{EscrowId, ExpiredEscrow, Member, Membership, Millis, NotifyOpeners};

/// Most entries that a view function returns at once.
const MAX_PAGE: u32 = 100;

/// Money that waits between two parties until something is done, with disputes and a backstop.
#[frame::pallet]
// The macro expands to code that calls `expect`.
#[allow(clippy::expect_used)]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Weights of the calls and of what other pallets ask.
		type WeightInfo: WeightInfo;

		/// The money that is held.
		type Currency: Mutate<Self::AccountId>
			+ MutateHold<Self::AccountId, Reason: From<HoldReason>>;

		/// The deposit of the payer for the record.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// Who may decide a dispute: a member of an organisation in good standing.
		type MemberOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// The organisations of arbiters.
		type Membership: Membership<Self::AccountId>;

		/// The pallets that open escrows, which end their own records when an escrow expires.
		type OnExpired: NotifyOpeners<BalanceOf<Self>>;

		/// UTC, in milliseconds.
		type Time: Time<Moment = u64>;

		/// Whether safe mode or a pause refuses a call that meets a deadline. Deadlines wait for that long.
		type Stopped: Get<bool>;

		/// Most milliseconds between the opening of an escrow and its backstop.
		#[pallet::constant]
		type MaxDuration: Get<u64>;

		/// Members and a clock, for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: tallystick_world::Actors<Self::AccountId>;
	}

	/// Why balances are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Money in escrow, until it is released or comes back.
		#[codec(index = 0)]
		Money,
		/// The deposit for an escrow's record, until the escrow ends.
		#[codec(index = 1)]
		Record,
	}

	/// How long calls that meet deadlines have been refused.
	// Every block reads it.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Stops<T: Config> = StorageValue<_, Stop, ValueQuery>;

	/// Escrows by id, their deadlines without the time that was lost. A record is removed when its opener closes the
	/// escrow, or when anybody ends it after the backstop. The deposit returns to the payer.
	// Ids are given out by the pallet, so nobody can choose a key.
	#[pallet::storage]
	pub type Escrows<T: Config> =
		StorageMap<_, Twox64Concat, EscrowId, (EscrowRecordOf<T>, T::Consideration)>;

	/// The escrows of each payer.
	#[pallet::storage]
	pub type EscrowsOf<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, EscrowId, ()>;

	/// The id that the next escrow gets.
	#[pallet::storage]
	pub type NextEscrowId<T: Config> = StorageValue<_, EscrowId, OptionQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A payer's money was put on hold.
		Opened {
			/// The escrow.
			escrow: EscrowId,
			/// What it is for.
			purpose: EscrowPurpose,
			/// The number of the trade or order, in the pallet that opened it.
			reference: u64,
			/// Whose money it is.
			payer: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
			/// The last moment that belongs to the opener alone.
			backstop: Millis,
		},
		/// Part of an escrow was paid.
		Released {
			/// The escrow.
			escrow: EscrowId,
			/// Who got it.
			payee: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
		/// A payee's account cannot exist with so small an amount. The amount stays in the escrow,
		/// and goes back to the payer if nobody else gets it.
		Undeliverable {
			/// The escrow.
			escrow: EscrowId,
			/// Who did not get it.
			payee: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
		/// An arbiter was called.
		Disputed {
			/// The escrow.
			escrow: EscrowId,
			/// Who decides, about what, within which bounds and until when.
			terms: DisputeOf<T>,
		},
		/// The arbiter has decided.
		Decided {
			/// The escrow.
			escrow: EscrowId,
			/// The arbiter.
			arbiter: T::AccountId,
			/// What the payee is to get.
			amount: BalanceOf<T>,
		},
		/// The parties agreed, so that no arbiter has to decide.
		Settled {
			/// The escrow.
			escrow: EscrowId,
		},
		/// A dispute ended by its outcome, which is paid.
		Resolved {
			/// The escrow.
			escrow: EscrowId,
			/// What the payee is to get.
			amount: BalanceOf<T>,
		},
		/// An escrow ended as its opener wanted.
		Closed {
			/// The escrow.
			escrow: EscrowId,
			/// What the payer got back.
			refunded: BalanceOf<T>,
		},
		/// Somebody ended an escrow whose backstop had passed.
		Expired {
			/// The escrow.
			escrow: EscrowId,
			/// What the payee of a dispute got.
			paid: BalanceOf<T>,
			/// What the payer got back.
			refunded: BalanceOf<T>,
		},
		/// An escrow ended with less than it should have held: something outside of the pallet took
		/// it.
		Short {
			/// The escrow.
			escrow: EscrowId,
			/// How much is missing.
			missing: BalanceOf<T>,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No escrow has this id, or it has ended. Read [`Escrows`].
		UnknownEscrow,
		/// The escrow was opened for another purpose. Only the pallet that opened it pays from it.
		NotOpener,
		/// There is nothing to hold. Open an escrow with an amount.
		NoAmount,
		/// The backstop is not in the future. Choose one behind all deadlines.
		BackstopPassed,
		/// The backstop lies further ahead than `MaxDuration` milliseconds. Choose an earlier one.
		BackstopTooFar,
		/// The payer's account has too little beside its deposits and the smallest balance. Send it
		/// money.
		Unaffordable,
		/// All ids are used up.
		IdsExhausted,
		/// The escrow holds less than that. Read it with the view function `escrow`.
		NotEnough,
		/// The escrow is disputed. Wait for the outcome, or have both parties settle.
		InDispute,
		/// The escrow is not disputed.
		NotDisputed,
		/// The bounds of a dispute are not in the order low, default, high, held.
		BadBounds,
		/// The deadline of a dispute is not in the future, or lies after the backstop.
		BadDeadline,
		/// The arbiter belongs to no organisation in good standing. Name another one.
		ArbiterNotInStanding,
		/// The arbiter is a party, or belongs to the organisation of one. Nobody judges their own
		/// case.
		PartialArbiter,
		/// The signer is not the arbiter of this dispute.
		NotArbiter,
		/// The amount lies outside the bounds of the dispute. Read them with the view function
		/// `escrow`.
		OutOfBounds,
		/// The arbiter has decided, and nothing changes that.
		AlreadyDecided,
		/// The deadline has passed: the default stands.
		TooLate,
		/// The arbiter may still decide. Wait for the decision or the deadline.
		Undecided,
		/// The backstop has not passed. Until then only the opener ends the escrow.
		NotExpired,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxDuration::get() > 0, "an escrow must last for some time");
			for purpose in EscrowPurpose::ALL {
				assert!(
					T::OnExpired::count(purpose) <= 1,
					"two pallets open escrows for {purpose:?}"
				);
			}
		}

		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::note_stop()
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The escrow with this id. `None` if it has ended, or never was.
		pub fn escrow(escrow: EscrowId) -> Option<EscrowRecordOf<T>> {
			let (record, _) = Self::load(escrow).ok()?;
			Some(EscrowRecord { held: Self::payable(&record), ..record })
		}

		/// The escrows of a payer, after a given one, at most 100 at once. They are not sorted by
		/// id. The last page is shorter than asked for.
		pub fn escrows_of(
			payer: T::AccountId,
			after: Option<EscrowId>,
			limit: u32,
		) -> Vec<EscrowId> {
			let escrows = match after {
				None => EscrowsOf::<T>::iter_key_prefix(payer),
				Some(after) => {
					let from = EscrowsOf::<T>::hashed_key_for(&payer, after);
					EscrowsOf::<T>::iter_key_prefix_from(payer, from)
				},
			};
			escrows.take(limit.min(MAX_PAGE) as usize).collect()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Decides a dispute. A decision is final, and moves no money: the pallet that opened the
		/// escrow pays it.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the arbiter, a member of an organisation in good standing.
		///
		/// ## Details
		///
		/// Free for a member, whose organisation pays. The arbiter must not have joined a party's
		/// organisation since they were named.
		///
		/// ## Parameters
		///
		/// - `escrow`: the escrow.
		/// - `amount`: what the payee is to get, within the bounds of the dispute.
		///
		/// ## Errors
		///
		/// [`Error::UnknownEscrow`], [`Error::NotDisputed`], [`Error::AlreadyDecided`],
		/// [`Error::NotArbiter`], [`Error::PartialArbiter`], [`Error::TooLate`],
		/// [`Error::OutOfBounds`].
		///
		/// ## Events
		///
		/// [`Event::Decided`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::decide())]
		pub fn decide(
			origin: OriginFor<T>,
			escrow: EscrowId,
			amount: BalanceOf<T>,
		) -> DispatchResult {
			let Member { who, org } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_decide(who, org, escrow, amount)
		}

		/// Ends an escrow whose backstop has passed. Free if it succeeds.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody.
		///
		/// ## Details
		///
		/// The payee of a dispute gets what the arbiter has decided, or the default; the payer gets
		/// the rest and the deposit. The pallet that opened the escrow is notified.
		///
		/// ## Parameters
		///
		/// - `escrow`: the escrow.
		///
		/// ## Errors
		///
		/// [`Error::UnknownEscrow`], [`Error::NotExpired`].
		///
		/// ## Events
		///
		/// [`Event::Expired`]; [`Event::Undeliverable`], [`Event::Short`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::expire().saturating_add(T::OnExpired::weight()))]
		pub fn expire(origin: OriginFor<T>, escrow: EscrowId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_expire(escrow)?;
			Ok(Pays::No.into())
		}
	}
}
