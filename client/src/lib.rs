//! A client of a Tallystick chain: reads it, and signs and submits transactions. [`Gateway`] asks a gateway.
//!
//! ```no_run
//! use tallystick_client::{Call, Chain, Endpoints, Signer};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let endpoints = Endpoints::new(["ws://127.0.0.1:9944", "ws://127.0.0.1:9945"]);
//! let chain = Chain::connect(endpoints).await?;
//! let head = chain.finalized().await?;
//!
//! let owner = Signer::from_uri("//Alice")?;
//! let gateway = Signer::from_uri("//Bob")?;
//! let call = Call::authorize_gateway(None, &gateway.account());
//! let included = chain.submit_and_find(&call, &owner).await?;
//! # let _ = (head, included);
//! # Ok(())
//! # }
//! ```
//!
//! ## Views, calls and events
//!
//! Each is a Rust type ([`View`], [`Dispatchable`], [`Event`]) whose fields are the runtime's, declared once
//! in the module of its pallet: [`consortium`], [`device_registry`], [`telemetry`], [`escrow`],
//! [`asset_lifecycle`], [`energy_market`], [`automation`], [`procurement`]. Their fields hold the chain's
//! own [`records`].
//!
//! ```no_run
//! use tallystick_client::{device_registry::{calls, events, views}, records::evidence::DeviceId};
//! # async fn example(chain: tallystick_client::Chain, owner: tallystick_client::Signer)
//! # -> Result<(), Box<dyn std::error::Error>> {
//! let device = DeviceId([7; 32]);
//! let offer = chain.view(views::OfferOf { device }, None).await?;
//! let included = chain.submit_and_find(&calls::Suspend { device }.into(), &owner).await?;
//! let suspended = included.events.first::<events::Suspended>()?;
//! # let _ = (offer, suspended);
//! # Ok(())
//! # }
//! ```
//!
//! Before the first use under a runtime, the client compares each type with the one in the runtime's
//! metadata. If they differ, it returns a [`Mismatch`] that names the item and the place, and requests,
//! signs or decodes nothing. [`mismatches`] compares all of them at once.
//!
//! `examples/` shows each of the three against a development chain.
//!
//! ## When nodes fail
//!
//! Everything is request and answer. If a node dies, only the pending request is lost, and it goes to the
//! next node. Only the votes of [`finality`] have to be waited for. A caller that must not lose a
//! transaction keeps the [`SignedTx`], and decides by the finalised state and [`SignedTx::dies_at`]. It does
//! no harm to send the same bytes again.

#![deny(missing_docs)]
#![cfg_attr(
	not(test),
	deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod assets;
mod balance;
mod bulk;
mod call;
mod chain;
mod events;
pub mod finality;
mod follow;
mod gateway;
mod item;
mod json;
mod key_change;
mod model;
mod origin;
mod pallets;
mod prove;
mod registration;
mod rpc;
mod runtime;
mod shape;
mod signer;
mod stored;
mod submit;
pub mod time;
mod view;

pub use assets::{BlockEvent, BlockEvents, Recorded};
pub use balance::{Balance, Hold};
pub use call::Call;
pub use chain::{
	Chain, ChainError, Head, StatementName, StatementPlace, StatementProof, StatementProofs,
	MAX_STATEMENTS,
};
pub use events::Events;
pub use follow::{FollowError, Included, BAD_ORIGIN};
pub use gateway::{Gateway, GatewayError};
pub use item::{Dispatchable, Event, Kind, Mismatch, View};
pub use json::{hexed, unhex};
pub use model::{check_model, ChannelProblem, ModelError};
pub use origin::signatory;
pub use pallets::{
	asset_lifecycle, automation, consortium, device_registry,
	device_registry::{Channel, Device, Model, Registration},
	energy_market, escrow,
	escrow::{EscrowRecord, EscrowState},
	mismatches, procurement, telemetry,
	telemetry::{BatchRecord, Observed, ObservedRun, Tail},
};
pub use rpc::{Endpoints, Fault, NodeReport, Opinion, Rpc, RpcError};
pub use runtime::SignError;
pub use shape::{agrees, Difference};
pub use signer::{read_secret, SecretFileError, Signer, SignerError};
pub use submit::{SignedTx, SubmitError, LIFETIME};

pub use subxt::{metadata::Metadata, rpcs::rpc_params, utils::AccountId32 as AccountId};
pub use tallystick_control as control;
pub use tallystick_evidence::Hash;
pub use tallystick_market as market;
pub use tallystick_records as records;
pub use tallystick_records::device::{ChannelKind, DeviceStatus};
pub use tallystick_rules as rules;
