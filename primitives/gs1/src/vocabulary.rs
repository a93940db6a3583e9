//! The terms of the Core Business Vocabulary 2.0 that events use, each list complete and in the standard's
//! alphabetical order.
//!
//! JSON and `term()` are the standard's term, such as `in_transit`; `uri()` is its Web URI.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

/// The Web URI of a term.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Uri {
	kind: &'static str,
	term: &'static str,
}

impl Uri {
	/// The Web URI of a term in the list `kind`.
	pub(crate) const fn new(kind: &'static str, term: &'static str) -> Self {
		Self { kind, term }
	}
}

impl fmt::Display for Uri {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "https://ref.gs1.org/cbv/{}-{}", self.kind, self.term)
	}
}

macro_rules! vocabulary {
	($($(#[$doc:meta])* $name:ident $kind:literal { $($variant:ident = $index:literal, $term:literal;)+ })+) => {$(
		$(#[$doc])*
		#[derive(
			Clone,
			Copy,
			PartialEq,
			Eq,
			PartialOrd,
			Ord,
			Hash,
			Debug,
			Encode,
			Decode,
			DecodeWithMemTracking,
			MaxEncodedLen,
			TypeInfo,
			serde::Serialize,
			serde::Deserialize,
		)]
		#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
		pub enum $name {
			$(
				#[doc = concat!("`", $term, "`")]
				#[codec(index = $index)]
				#[serde(rename = $term)]
				$variant,
			)+
		}

		impl $name {
			/// Every term, in the order of the codec's indices.
			pub const ALL: &[Self] = &[$(Self::$variant),+];

			/// The term in the standard's spelling.
			pub const fn term(self) -> &'static str {
				match self {
					$(Self::$variant => $term,)+
				}
			}

			/// The term's Web URI.
			pub const fn uri(self) -> Uri {
				Uri::new($kind, self.term())
			}
		}
	)+};
}

vocabulary! {
	/// What happened, as a step of a business process.
	BizStep "BizStep" {
		Accepting = 0, "accepting";
		Arriving = 1, "arriving";
		Assembling = 2, "assembling";
		Collecting = 3, "collecting";
		Commissioning = 4, "commissioning";
		Consigning = 5, "consigning";
		CreatingClassInstance = 6, "creating_class_instance";
		CycleCounting = 7, "cycle_counting";
		Decommissioning = 8, "decommissioning";
		Departing = 9, "departing";
		Destroying = 10, "destroying";
		Disassembling = 11, "disassembling";
		Dispensing = 12, "dispensing";
		Encoding = 13, "encoding";
		EnteringExiting = 14, "entering_exiting";
		Holding = 15, "holding";
		Inspecting = 16, "inspecting";
		Installing = 17, "installing";
		Killing = 18, "killing";
		Loading = 19, "loading";
		Other = 20, "other";
		Packing = 21, "packing";
		Picking = 22, "picking";
		Receiving = 23, "receiving";
		Removing = 24, "removing";
		Repackaging = 25, "repackaging";
		Repairing = 26, "repairing";
		Replacing = 27, "replacing";
		Reserving = 28, "reserving";
		RetailSelling = 29, "retail_selling";
		Sampling = 30, "sampling";
		SensorReporting = 31, "sensor_reporting";
		Shipping = 32, "shipping";
		StagingOutbound = 33, "staging_outbound";
		StockTaking = 34, "stock_taking";
		Stocking = 35, "stocking";
		Storing = 36, "storing";
		Transporting = 37, "transporting";
		Unloading = 38, "unloading";
		Unpacking = 39, "unpacking";
		VoidShipping = 40, "void_shipping";
	}

	/// The state that things are in after an event.
	Disposition "Disp" {
		Active = 0, "active";
		Available = 1, "available";
		CompletenessVerified = 2, "completeness_verified";
		CompletenessInferred = 3, "completeness_inferred";
		Conformant = 4, "conformant";
		ContainerClosed = 5, "container_closed";
		ContainerOpen = 6, "container_open";
		Damaged = 7, "damaged";
		Destroyed = 8, "destroyed";
		Dispensed = 9, "dispensed";
		Disposed = 10, "disposed";
		Encoded = 11, "encoded";
		Expired = 12, "expired";
		InProgress = 13, "in_progress";
		InTransit = 14, "in_transit";
		Inactive = 15, "inactive";
		MismatchInstance = 16, "mismatch_instance";
		MismatchClass = 17, "mismatch_class";
		MismatchQuantity = 18, "mismatch_quantity";
		NeedsReplacement = 19, "needs_replacement";
		NoPedigreeMatch = 20, "no_pedigree_match";
		NonConformant = 21, "non_conformant";
		NonSellableOther = 22, "non_sellable_other";
		PartiallyDispensed = 23, "partially_dispensed";
		Recalled = 24, "recalled";
		Reserved = 25, "reserved";
		RetailSold = 26, "retail_sold";
		Returned = 27, "returned";
		SellableAccessible = 28, "sellable_accessible";
		SellableNotAccessible = 29, "sellable_not_accessible";
		Stolen = 30, "stolen";
		Unavailable = 31, "unavailable";
		Unknown = 32, "unknown";
	}

	/// The kind of a business document or transaction.
	TransactionType "BTT" {
		Bol = 0, "bol";
		Cert = 1, "cert";
		Desadv = 2, "desadv";
		Inv = 3, "inv";
		Pedigree = 4, "pedigree";
		Po = 5, "po";
		Poc = 6, "poc";
		Prodorder = 7, "prodorder";
		Recadv = 8, "recadv";
		Rma = 9, "rma";
		Testprd = 10, "testprd";
		Testres = 11, "testres";
		Upevt = 12, "upevt";
	}

	/// Why an earlier event is declared wrong.
	ErrorReason "ER" {
		DidNotOccur = 0, "did_not_occur";
		IncorrectData = 1, "incorrect_data";
	}
}
