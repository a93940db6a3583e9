//! Decides who pays when the transaction pool validates.

use crate::{Config, Pallet, Quota, Refusal, WeightInfo};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::marker::PhantomData;
use frame::{
	deps::sp_runtime::{
		traits::{
			DispatchOriginOf, Implication, PostDispatchInfoOf, TransactionExtension,
			TransactionExtensionMetadata, ValidateResult,
		},
		transaction_validity::{
			InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction,
		},
	},
	prelude::*,
	traits::OriginTrait,
};
use scale_info::StaticTypeInfo;
use tallystick_primitives::{refused, OrgId, Preflight};

/// Wraps the payment extension `S`: calls that an organisation sponsors are charged to its quota,
/// all others are passed on.
///
/// It carries the identifier, the encoding and the type information of `S`, so that no client can
/// tell the difference.
#[derive(Encode, Decode, DecodeWithMemTracking, Clone, Eq, PartialEq)]
pub struct SponsoredPayment<T, S>(pub S, PhantomData<T>);

impl<T, S> From<S> for SponsoredPayment<T, S> {
	fn from(payment: S) -> Self {
		Self(payment, PhantomData)
	}
}

impl<T, S: core::fmt::Debug> core::fmt::Debug for SponsoredPayment<T, S> {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		write!(f, "SponsoredPayment({:?})", self.0)
	}
}

impl<T, S: StaticTypeInfo> TypeInfo for SponsoredPayment<T, S> {
	type Identity = S;
	fn type_info() -> frame::deps::scale_info::Type {
		S::type_info()
	}
}

/// What a sponsored call is charged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Charge {
	/// Whose quota is charged.
	pub(crate) org: OrgId,
	/// What is charged before dispatch.
	pub(crate) cost: Quota,
	/// The most that the organisation's calls may book of the block, in picoseconds.
	pub(crate) share: u64,
}

/// Why an organisation does not pay for a call.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Unsponsored {
	/// It would not pay in the next block, either.
	For(Refusal),
	/// Its share of this block is used up.
	InThisBlock,
}

impl From<Refusal> for Unsponsored {
	fn from(refusal: Refusal) -> Self {
		Self::For(refusal)
	}
}

impl From<Unsponsored> for TransactionValidityError {
	fn from(reason: Unsponsored) -> Self {
		match reason {
			Unsponsored::For(refusal) => refused(refusal),
			// The pool keeps it for the next block.
			Unsponsored::InThisBlock => InvalidTransaction::ExhaustsResources.into(),
		}
	}
}

/// Who pays for a transaction, and what the payer's extension carries along.
#[derive(Debug)]
pub enum Payer<P> {
	/// The organisation, out of its quota.
	Organization {
		/// What is charged before dispatch, and whose quota.
		charge: Charge,
		/// The wrapped extension's weight, which is not used.
		unused: Weight,
	},
	/// Whoever the wrapped extension charges.
	Other(P),
}

impl<T, S> TransactionExtension<T::RuntimeCall> for SponsoredPayment<T, S>
where
	T: Config + Send + Sync,
	DispatchOriginOf<T::RuntimeCall>: OriginTrait<AccountId = T::AccountId>,
	S: TransactionExtension<T::RuntimeCall>,
{
	const IDENTIFIER: &'static str = S::IDENTIFIER;
	type Implicit = S::Implicit;
	type Val = Payer<S::Val>;
	type Pre = Payer<S::Pre>;

	fn metadata() -> alloc::vec::Vec<TransactionExtensionMetadata> {
		S::metadata()
	}

	fn implicit(&self) -> Result<Self::Implicit, TransactionValidityError> {
		self.0.implicit()
	}

	fn weight(&self, call: &T::RuntimeCall) -> Weight {
		self.0
			.weight(call)
			.saturating_add(T::WeightInfo::sponsored_payment())
			.saturating_add(T::Preflight::weight())
	}

	fn validate(
		&self,
		origin: DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
		self_implicit: S::Implicit,
		inherited_implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, T::RuntimeCall> {
		let timely = match origin.as_signer() {
			Some(who) => T::Preflight::check(who, call)?,
			None => ValidTransaction::default(),
		};
		let refusal = match origin.as_signer() {
			Some(who) if info.pays_fee == Pays::Yes => {
				match Pallet::<T>::sponsor(who, call, info, len) {
					Ok(Some(charge)) => {
						let valid = ValidTransaction {
							priority: T::SponsoredPriority::get(),
							..Default::default()
						};
						let unused = self.0.weight(call);
						let valid = valid.combine_with(timely);
						return Ok((valid, Payer::Organization { charge, unused }, origin));
					},
					Ok(None) => None,
					Err(Unsponsored::For(
						refusal @ (Refusal::QuotaExceeded | Refusal::CallNotSponsored),
					)) => Some(refusal),
					Err(reason) => return Err(reason.into()),
				}
			},
			_ => None,
		};
		self.0
			.validate(origin, call, info, len, self_implicit, inherited_implication, source)
			.map(|(valid, val, origin)| (valid.combine_with(timely), Payer::Other(val), origin))
			.map_err(|error| match (error, refusal) {
				// The account cannot pay for itself either: say why its organisation does not.
				(TransactionValidityError::Invalid(InvalidTransaction::Payment), Some(refusal)) => {
					refused(refusal)
				},
				(error, _) => error,
			})
	}

	fn prepare(
		self,
		val: Self::Val,
		origin: &DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		match val {
			Payer::Organization { charge, unused } => {
				Pallet::<T>::charge(&charge)?;
				Ok(Payer::Organization { charge, unused })
			},
			Payer::Other(val) => self.0.prepare(val, origin, call, info, len).map(Payer::Other),
		}
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		info: &DispatchInfoOf<T::RuntimeCall>,
		post_info: &PostDispatchInfoOf<T::RuntimeCall>,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		match pre {
			Payer::Organization { charge: Charge { org, cost, .. }, unused } => {
				let weight = post_info.calc_actual_weight(info);
				// The charged bytes stay charged: some calls are charged for more than their
				// length.
				let used = Pallet::<T>::cost_of_call(len, info.class, weight);
				let used = Quota { bytes: cost.bytes, ..used };
				let due = match post_info.pays_fee(info) {
					// A failed call costs what it used; one that succeeds for free costs nothing.
					Pays::No if result.is_ok() => Quota::default(),
					_ => used,
				};
				Pallet::<T>::settle(org, cost, used, due);
				Ok(unused)
			},
			Payer::Other(pre) => S::post_dispatch_details(pre, info, post_info, len, result),
		}
	}
}
