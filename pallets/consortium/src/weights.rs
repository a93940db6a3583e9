//! Weights of the pallet.

use frame::weights_prelude::*;

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// Weight of `admit`.
	fn admit() -> Weight;
	/// Weight of `set_roles`.
	fn set_roles() -> Weight;
	/// Weight of `suspend`.
	fn suspend() -> Weight;
	/// Weight of `resume`.
	fn resume() -> Weight;
	/// Weight of `set_quota`.
	fn set_quota() -> Weight;
	/// Weight of `set_admin`.
	fn set_admin() -> Weight;
	/// Weight of `add_member`.
	fn add_member() -> Weight;
	/// Weight of `remove_member`.
	fn remove_member() -> Weight;
	/// Weight of `add_validator`.
	fn add_validator() -> Weight;
	/// Weight of `remove_validator`.
	fn remove_validator() -> Weight;
	/// Weight of `configure`.
	fn configure() -> Weight;
	/// Weight of `dissolve`.
	fn dissolve() -> Weight;
	/// Weight of `drop_keys`.
	fn drop_keys() -> Weight;
	/// Weight of `enact`, without the call.
	fn enact() -> Weight;
	/// Weight that `SponsoredPayment` adds to the extension it wraps.
	fn sponsored_payment() -> Weight;
}

/// placeholder
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T> WeightInfo for SubstrateWeight<T> {
	fn admit() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn set_roles() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn suspend() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn resume() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn set_quota() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn set_admin() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn add_member() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn remove_member() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn add_validator() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn remove_validator() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn configure() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn dissolve() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn drop_keys() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn enact() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn sponsored_payment() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
}
impl WeightInfo for () {
	fn admit() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn set_roles() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn suspend() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn resume() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn set_quota() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn set_admin() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn add_member() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn remove_member() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn add_validator() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn remove_validator() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn configure() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn dissolve() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn drop_keys() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn enact() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
	fn sponsored_payment() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
}
