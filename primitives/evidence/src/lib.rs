//! What devices sign, and how anyone checks it.
//!
//! A device groups its readings into [segments](segment), a gateway gathers segments into
//! [batches](batch), and a chain keeps one root a block. A [proof] leads from one reading
//! to the header of a finalised block, and verifies without a node. `docs/proofs.md` in the
//! repository specifies every byte. An [event] of a block has a proof of its own kind.
//!
//! The crate knows neither FRAME nor a network, needs no allocator unless the feature `alloc` is
//! on, and does not panic on any input. The chain, the gateway, the device and the verifier use it
//! unchanged; what differs between them, hashing and checking signatures, is the trait [`Crypto`].
//!
//! | feature | brings |
//! | --- | --- |
//! | none | what a device needs: [`RunHasher`], [`SegmentHeader`], [`Message`] |
//! | `alloc` | trees to prove from |
//! | `codec` | SCALE encoding, [`Proof`], [`EventProof`], fraud proofs |
//! | `serde` | JSON, as [`json`] says |
//! | `native` | [`Native`]: all signature schemes and SIMD hashing, for hosts |

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

#[cfg(feature = "alloc")]
extern crate alloc;

pub mod batch;
#[cfg(feature = "codec")]
pub mod builder;
#[doc(hidden)]
pub mod bytes;
mod crypto;
#[cfg(feature = "codec")]
pub mod equivocation;
#[cfg(feature = "codec")]
pub mod event;
#[cfg(feature = "codec")]
pub mod fraud;
mod header;
#[cfg(feature = "serde")]
pub mod json;
mod key;
pub mod merkle;
pub mod message;
pub mod mmr;
pub mod model;
#[cfg(feature = "native")]
mod native;
#[cfg(feature = "codec")]
pub mod proof;
pub mod reading;
#[cfg(feature = "codec")]
pub mod registration;
pub mod run;
pub mod segment;
mod shape;
pub mod summary;

pub use batch::{Batch, FirstKey, KeyRecord, Provenance, Statement};
pub use crypto::{Crypto, Hash, Portable};
#[cfg(feature = "codec")]
pub use equivocation::{Acquittal, Equivocation};
#[cfg(feature = "codec")]
pub use event::{EventLeaf, EventProof, ProvenEvent};
pub use header::{mmr_root_of, roots_of, HeaderError, Roots, MMR_ENGINE_ID, STATEMENTS_ENGINE_ID};
#[cfg(feature = "p256")]
pub use key::verify_p256;
pub use key::{DeviceId, DeviceKey, Scheme, Signature};
pub use merkle::Tree;
pub use message::{Message, Move, Purpose};
#[cfg(feature = "native")]
pub use native::{Native, SecretKey};
#[cfg(feature = "codec")]
pub use proof::{Proof, ProofError, Proven, Trusted};
pub use reading::{Leaf, Limits, Reading, Salt};
#[cfg(feature = "codec")]
pub use registration::{Registered, Registration};
pub use run::{Misfit, Run, RunHasher};
pub use segment::{Attestation, SegmentHeader, SegmentLeaf};
pub use summary::{Incoherent, Node, Point, Summary, SummaryError};
