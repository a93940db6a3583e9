//! The chain's pallets as Rust types, one file each: their views, calls and events. A new pallet needs a
//! file here and nothing else in the client.

pub mod asset_lifecycle;
pub mod automation;
pub mod consortium;
pub mod device_registry;
pub mod energy_market;
pub mod escrow;
pub mod procurement;
pub mod telemetry;

use crate::item::{Item, Mismatch};
use subxt::metadata::Metadata;

/// Declares a pallet's views, calls and events: for each a struct that has the arguments or fields under
/// their names in the runtime. What an argument or field means stands in the pallet's documentation.
macro_rules! pallet {
	(
		$pallet:literal
		views { $($(#[$view_doc:meta])* $view:literal $View:ident
			{ $($(#[$view_meta:meta])* $view_field:ident: $view_type:ty),* $(,)? } -> $answer:ty;)* }
		calls { $($(#[$call_doc:meta])* $call:literal $Call:ident
			{ $($(#[$call_meta:meta])* $call_field:ident: $call_type:ty),* $(,)? };)* }
		events { $($(#[$event_doc:meta])* $Event:ident
			{ $($(#[$event_meta:meta])* $event_field:ident: $event_type:ty),* $(,)? };)* }
	) => {
		#[doc = concat!("View functions of `", $pallet, "`.")]
		#[allow(missing_docs)]
		pub mod views {
			#[allow(unused_imports)]
			use super::*;

			/// Every view function that is declared here.
			pub const NAMES: &[&str] = &[$($view),*];

			$(
				$(#[$view_doc])*
				#[derive(Clone, PartialEq, Eq, Debug, codec::Encode, scale_info::TypeInfo)]
				pub struct $View { $($(#[$view_meta])* pub $view_field: $view_type),* }

				impl $crate::item::View for $View {
					const PALLET: &'static str = $pallet;
					const NAME: &'static str = $view;
					type Answer = $answer;
				}
			)*
		}

		#[doc = concat!("Calls of `", $pallet, "`.")]
		#[allow(missing_docs)]
		pub mod calls {
			#[allow(unused_imports)]
			use super::*;
			$(
				$(#[$call_doc])*
				#[derive(Clone, PartialEq, Eq, Debug, codec::Encode, scale_info::TypeInfo)]
				pub struct $Call { $($(#[$call_meta])* pub $call_field: $call_type),* }

				impl $crate::item::Dispatchable for $Call {
					const PALLET: &'static str = $pallet;
					const NAME: &'static str = $call;
				}
			)*
		}

		#[doc = concat!("Events of `", $pallet, "`.")]
		#[allow(missing_docs)]
		pub mod events {
			#[allow(unused_imports)]
			use super::*;

			/// The pallet, as the runtime names it.
			pub const PALLET: &str = $pallet;

			/// Every event that is declared here.
			pub const NAMES: &[&str] = &[$(stringify!($Event)),*];

			$(
				$(#[$event_doc])*
				#[derive(Clone, PartialEq, Eq, Debug, codec::Decode, scale_info::TypeInfo)]
				pub struct $Event { $($(#[$event_meta])* pub $event_field: $event_type),* }

				impl $crate::item::Event for $Event {
					const PALLET: &'static str = $pallet;
					const NAME: &'static str = stringify!($Event);
				}
			)*
		}

		/// All of the above.
		pub(super) fn items() -> Vec<$crate::item::Item> {
			use $crate::item::{Dispatchable, Item};
			vec![
				$(Item::view::<views::$View>(),)*
				$(Item::call::<calls::$Call>(calls::$Call::PALLET, calls::$Call::NAME),)*
				$(Item::event::<events::$Event>(),)*
			]
		}
	};
}
use pallet;

/// Every view, call and event declared here that differs in this runtime or does not exist there. Empty
/// if this release fits the runtime. Check it before an upgrade is enacted.
pub fn mismatches(metadata: &Metadata) -> Vec<Mismatch> {
	let all = [
		asset_lifecycle::items(),
		automation::items(),
		consortium::items(),
		device_registry::items(),
		energy_market::items(),
		escrow::items(),
		procurement::items(),
		telemetry::items(),
	]
	.concat();
	all.iter().filter_map(|item: &Item| item.check(metadata).err()).collect()
}
