//! GS1 keys, from their digits to the four ways in which supply chains write them, and [events](event) of assets, from
//! which an EPCIS 2.0 event and its [CBV hash](cbv) follow. A [proof] leads from one event to the header of a finalised block.
//!
//! Every value of these types is valid: constructor, parser and SCALE decoder all check digits, check digit, length and
//! characters. Every type has a bound; only the text of an event's hash and its JSON are allocated.
//!
//! | type | identifies | Application Identifiers |
//! | --- | --- | --- |
//! | [`Sgtin`] | one item: GTIN and serial number | `(01)…(21)…` |
//! | [`Lgtin`] | a lot: GTIN and lot number | `(01)…(10)…` |
//! | [`Sscc`] | a pallet or parcel | `(00)…` |
//! | [`Grai`] | a returnable asset | `(8003)…` |
//! | [`Giai`] | any other asset | `(8004)…` |
//! | [`Key`] | one of the above | |
//! | [`Sgln`] | a place: GLN and perhaps an extension | `(414)…(254)…` |
//! | [`Pgln`] | a party | `(417)…` |
//!
//! # Text
//!
//! [`Display`](core::fmt::Display), JSON and [`FromStr`](core::str::FromStr) use the element string,
//! `(01)09506000134352(21)A7`; a [`Gtin`], [`Sscc`] or [`Gln`] is its digits alone. `FromStr` also
//! reads GS1 Digital Link URIs, EPC pure identity URNs and, where a key is one value, that value alone.
//! `digital_link()` writes the canonical URI at `https://id.gs1.org`, `urn(prefix)` the EPC URN.
//! An URN separates the company prefix from the rest, hence it needs the [`CompanyPrefix`].
//!
//! # Why not another crate
//!
//! `gs1` 0.1.8 is under the LGPL, uses the standard library and knows SGTIN, GRAI and SSCC tags;
//! `gtin` 0.1.0 is empty; `epcis-models` and `epcis-hash` 0.2.0 hold each key in a `String` and use the
//! standard library. None can be stored by a runtime or decodes SCALE.

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

pub mod cbv;

mod digits;
#[cfg(feature = "std")]
pub mod epcis;
mod error;
pub mod event;
mod form;
mod json;
#[cfg(feature = "std")]
pub mod kde;
mod key;
mod prefix;
pub mod proof;
mod text;
pub mod vocabulary;

pub use digits::{AssetType, Gln, Gtin, Sscc};
pub use error::KeyError;
pub use event::Event;
pub use form::{DigitalLink, Urn};
pub use key::{Giai, Grai, Key, Lgtin, Pgln, Sgln, Sgtin};
pub use prefix::CompanyPrefix;
pub use proof::{EventProof, ProvenEvent};
pub use text::Text;
