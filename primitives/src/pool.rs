//! The transaction pool, where a refusal costs nobody anything.

use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionPriority, TransactionValidityError, ValidTransaction,
};
use sp_weights::Weight;

/// A [refusal](tallystick_records::refusal) as the pool reports it.
pub fn refused(refusal: impl Into<u8>) -> TransactionValidityError {
	InvalidTransaction::Custom(refusal.into()).into()
}

/// The least priority in the pool of what a device signed. It comes before what members sign, and
/// before any fee. Ranks of up to 2^62 may be added.
pub const DEVICE_PRIORITY: TransactionPriority = 1 << 63;

/// Checks what a member signs, before anybody pays for it.
pub trait Preflight<AccountId, RuntimeCall> {
	/// Whether the transaction is timely, which others it waits for, and how much its priority rises.
	fn check(
		who: &AccountId,
		call: &RuntimeCall,
	) -> Result<ValidTransaction, TransactionValidityError>;

	/// The least number of bytes that a call counts as in a quota, however short it is. It pays for
	/// what the call leaves in the state.
	fn least_bytes(_: &RuntimeCall) -> usize {
		0
	}

	/// The most that it costs.
	fn weight() -> Weight;
}

/// Each element of the tuple checks in turn. The first refusal counts; what the elements require and
/// provide is combined. The call counts as the most bytes that one of them returns.
#[impl_trait_for_tuples::impl_for_tuples(0, 8)]
impl<AccountId, RuntimeCall> Preflight<AccountId, RuntimeCall> for Tuple {
	fn check(
		who: &AccountId,
		call: &RuntimeCall,
	) -> Result<ValidTransaction, TransactionValidityError> {
		let valid = ValidTransaction::default();
		for_tuples!( #( let valid = valid.combine_with(Tuple::check(who, call)?); )* );
		Ok(valid)
	}

	fn least_bytes(call: &RuntimeCall) -> usize {
		let mut bytes = 0;
		for_tuples!( #( bytes = bytes.max(Tuple::least_bytes(call)); )* );
		bytes
	}

	fn weight() -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #( weight = weight.saturating_add(Tuple::weight()); )* );
		weight
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_records::refusal::MemberRefusal;

	struct Orders<const MODULUS: u64>;

	impl<const MODULUS: u64> Preflight<u64, u64> for Orders<MODULUS> {
		fn check(_: &u64, call: &u64) -> Result<ValidTransaction, TransactionValidityError> {
			if call.is_multiple_of(MODULUS) {
				return Err(refused(MemberRefusal::CallNotSponsored));
			}
			ValidTransaction::with_tag_prefix("test").and_provides(MODULUS).build()
		}

		fn least_bytes(call: &u64) -> usize {
			(call % MODULUS) as usize
		}

		fn weight() -> Weight {
			Weight::from_parts(MODULUS, 1)
		}
	}

	#[test]
	fn a_tuple_combines_what_each_provides_and_passes_on_a_refusal() {
		type Both = (Orders<2>, Orders<3>);
		let valid = Both::check(&0, &5).unwrap();
		let of = |modulus: u64| ("test", modulus);
		let tags = [of(2), of(3)].map(|(prefix, tag)| {
			ValidTransaction::with_tag_prefix(prefix).and_provides(tag).build().unwrap().provides
		});
		assert_eq!(valid.provides, tags.concat());
		for call in [2, 3] {
			let error = TransactionValidityError::Invalid(InvalidTransaction::Custom(103));
			assert_eq!(Both::check(&0, &call), Err(error));
		}
		assert_eq!(<Both as Preflight<u64, u64>>::weight(), Weight::from_parts(5, 2));
		let least = |call| <Both as Preflight<u64, u64>>::least_bytes(&call);
		assert_eq!([6, 5, 4].map(least), [0, 2, 1]);
		assert_eq!(<() as Preflight<u64, u64>>::least_bytes(&5), 0);
		assert_eq!(<() as Preflight<u64, u64>>::check(&0, &2), Ok(ValidTransaction::default()));
	}
}
