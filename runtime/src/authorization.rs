//! Restricts which calls may authorise themselves.

use codec::{Decode, DecodeWithMemTracking, Encode};
use core::marker::PhantomData;
use frame_support::{
	traits::{Contains, Get},
	weights::Weight,
};
use scale_info::{StaticTypeInfo, TypeInfo};
use sp_runtime::{
	traits::{
		AsTransactionAuthorizedOrigin, DispatchInfoOf, DispatchOriginOf, Implication,
		PostDispatchInfoOf, TransactionExtension, TransactionExtensionMetadata, ValidateResult,
	},
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
	DispatchResult,
};

/// Wraps the extension `S`, which lets calls authorise themselves: a call that the runtime's filter
/// refuses, such as one that is paused, is invalid before `S` looks at it.
///
/// Without this such a call would be included and fail, free of charge, and stay valid. A signed
/// transaction passes, because its signer's organisation or balance pays even if it fails.
///
/// It carries the identifier, the encoding and the type information of `S`, so that no client can tell
/// the difference.
#[derive(Encode, Decode, DecodeWithMemTracking, Clone, Eq, PartialEq)]
pub struct Permitted<T, S>(S, PhantomData<T>);

impl<T, S> From<S> for Permitted<T, S> {
	fn from(authorization: S) -> Self {
		Self(authorization, PhantomData)
	}
}

impl<T, S: core::fmt::Debug> core::fmt::Debug for Permitted<T, S> {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		write!(f, "Permitted({:?})", self.0)
	}
}

impl<T, S: StaticTypeInfo> TypeInfo for Permitted<T, S> {
	type Identity = S;
	fn type_info() -> scale_info::Type {
		S::type_info()
	}
}

impl<T, S> TransactionExtension<T::RuntimeCall> for Permitted<T, S>
where
	T: frame_system::Config + Clone + Eq + Send + Sync,
	DispatchOriginOf<T::RuntimeCall>: AsTransactionAuthorizedOrigin,
	S: TransactionExtension<T::RuntimeCall>,
{
	const IDENTIFIER: &'static str = S::IDENTIFIER;
	type Implicit = S::Implicit;
	type Val = S::Val;
	type Pre = S::Pre;

	fn metadata() -> alloc::vec::Vec<TransactionExtensionMetadata> {
		S::metadata()
	}

	fn implicit(&self) -> Result<Self::Implicit, TransactionValidityError> {
		self.0.implicit()
	}

	fn weight(&self, call: &T::RuntimeCall) -> Weight {
		let weight = self.0.weight(call);
		if weight == Weight::zero() {
			return weight;
		}
		// Reads whether safe mode is on, and whether the call is paused.
		weight.saturating_add(T::DbWeight::get().reads(2))
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
		if !origin.is_transaction_authorized() && !T::BaseCallFilter::contains(call) {
			return Err(InvalidTransaction::Call.into());
		}
		self.0.validate(origin, call, info, len, self_implicit, inherited_implication, source)
	}

	fn prepare(
		self,
		val: Self::Val,
		origin: &DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		self.0.prepare(val, origin, call, info, len)
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		info: &DispatchInfoOf<T::RuntimeCall>,
		post_info: &PostDispatchInfoOf<T::RuntimeCall>,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		S::post_dispatch_details(pre, info, post_info, len, result)
	}
}
