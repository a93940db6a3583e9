//! The records that the chain stores and shows: each id, unit, record and refusal, defined once.
//!
//! Pallets store these types, view functions return them, and clients decode them: as SCALE from the chain, as JSON
//! from JSON-RPC and the command line. So no reader has to define a record again. The crate does not depend on FRAME.
//! What differs between runtimes (accounts, bounds) is a type parameter. A client decodes a bounded text as a
//! [`String`] and a bounded list as a [`Vec`].
//!
//! | module | holds |
//! | --- | --- |
//! | [`ids`] | ids, and the macro that makes sequential ones |
//! | [`units`] | moments, energies, slots, prices, the unit of a channel |
//! | [`command`] | set-points of actuators |
//! | [`organization`], [`device`], [`telemetry`], [`asset`], [`stay`], [`escrow`], [`market`] | the records of the pallets of these names |
//! | [`refusal`] | the codes with which the pool refuses, and the table of all of them |
//! | [`json`] | how bytes, long integers and texts look in JSON |
//!
//! ## JSON
//!
//! Names are `camelCase`, also those of an enum's variants. Bytes are hexadecimal strings with `0x`. Integers that may
//! exceed 2^53 are strings of decimal digits. Moments that the chain sets or bounds are numbers; those that a device or
//! a gateway claims are strings. A set ([`Roles`](organization::Roles), [`Facts`](telemetry::Facts)) is the list of its
//! names.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![cfg_attr(
	not(test),
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects,
		clippy::panic
	)
)]

extern crate alloc;

/// Derives what every record needs: comparison, SCALE with its type information, and JSON with `camelCase` names.
/// Records derive `Copy`, `Default` and `MaxEncodedLen` themselves where they need it.
macro_rules! record {
	($($item:item)*) => {$(
		#[derive(
			Clone,
			PartialEq,
			Eq,
			Debug,
			codec::Encode,
			codec::Decode,
			codec::DecodeWithMemTracking,
			scale_info::TypeInfo,
			serde::Serialize,
			serde::Deserialize,
		)]
		#[serde(rename_all = "camelCase")]
		#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
		$item
	)*};
}

/// A set of flags of 16 bits, which JSON shows as the list of their names.
macro_rules! names_in_json {
	($set:ident) => {
		impl serde::Serialize for $set {
			fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
				to.collect_seq(self.names())
			}
		}

		impl<'de> serde::Deserialize<'de> for $set {
			fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
				let names = <alloc::vec::Vec<alloc::string::String>>::deserialize(from)?;
				let mut set = Self::default();
				for name in &names {
					let one = Self::named(name).ok_or_else(|| {
						<D::Error as serde::de::Error>::custom(alloc::format!("unknown: {name}"))
					})?;
					set = set.with(one);
				}
				Ok(set)
			}
		}
	};
}

pub mod asset;
pub mod command;
pub mod device;
pub mod escrow;
pub mod ids;
pub mod json;
pub mod market;
mod name;
pub mod organization;
mod page;
pub mod refusal;
#[cfg(feature = "schema")]
mod schema;
pub mod stay;
pub mod telemetry;
pub mod units;

pub use ids::{
	AssetId, ClassId, CommandId, EscrowId, LotId, MandateId, ModelId, NeedId, OrderId, OrgId,
	PolicyId, RecallId, StreamId, TraceLotId, TradeId,
};
pub use name::is_name;
pub use page::{Identified, Page};
pub use tallystick_control as control;
pub use tallystick_evidence as evidence;
pub use tallystick_gs1 as gs1;
pub use units::{Millis, Price, Rate, Slot, Unit, WattHours};
