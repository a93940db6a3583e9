//! Storage migrations. After a release, `Unreleased` is emptied. Migrations that must run at every
//! upgrade stay in `Permanent`.

/// Migrations of the coming release.
#[cfg(not(feature = "upgrade-drill"))]
pub type Unreleased = ();
/// Migrations of the drill.
#[cfg(feature = "upgrade-drill")]
pub type Unreleased = drill::WiderQuotas;

/// Migrations that run at every upgrade.
pub type Permanent = ();

/// Everything that runs in the first block of a new runtime.
pub type SingleBlockMigrations = (Unreleased, Permanent);

/// A migration to rehearse an upgrade: it changes real storage, has a visible effect, and runs
/// once.
#[cfg(feature = "upgrade-drill")]
mod drill {
	use crate::Runtime;
	use frame_support::{
		traits::{Get, OnRuntimeUpgrade},
		weights::Weight,
	};
	use pallet_consortium::Buckets;

	/// Doubles every organisation's quota.
	pub struct WiderQuotas;

	impl OnRuntimeUpgrade for WiderQuotas {
		fn on_runtime_upgrade() -> Weight {
			let mut organizations = 0;
			Buckets::<Runtime>::translate_values(
				|mut bucket: pallet_consortium::BucketOf<Runtime>| {
					organizations += 1;
					bucket.limit.bytes = bucket.limit.bytes.saturating_mul(2);
					bucket.limit.ref_time = bucket.limit.ref_time.saturating_mul(2);
					Some(bucket)
				},
			);
			<Runtime as frame_system::Config>::DbWeight::get()
				.reads_writes(organizations, organizations)
		}
	}
}
