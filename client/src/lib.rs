//! Asks a Tallystick chain, and signs and submits what is to be on it.
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
//! Everything is request and answer, so a node that dies takes nothing along but the request under
//! way, and that goes to the next node. Only the votes of [`finality`] have to be waited for. Who
//! cannot lose a transaction keeps the [`SignedTx`] and decides by finalised state and
//! [`SignedTx::dies_at`]; sending the same bytes again does no harm.

#![deny(missing_docs)]
#![cfg_attr(
	not(test),
	deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod call;
mod chain;
pub mod finality;
mod follow;
mod json;
mod key_change;
mod model;
mod quota;
mod records;
mod rpc;
mod runtime;
mod signer;
mod submit;

pub use call::{Call, ChannelDefinition, Observed, ObservedRun, Registration};
pub use chain::{Chain, ChainError, Head, StatementWay};
pub use follow::{EventRecord, FollowError, Included};
pub use model::{check_model, ChannelProblem, ModelError};
pub use quota::{Quota, Spending};
pub use records::{
	BatchRecord, CalibrationRecord, Channel, ChannelKind, DevicePage, DeviceRecord, DeviceStatus,
	KeyAt, Model, Observation, Stream, Tail, TailSegment,
};
pub use rpc::{Endpoints, Rpc, RpcError};
pub use runtime::SignError;
pub use signer::{read_secret, SecretFileError, Signer, SignerError};
pub use submit::{SignedTx, SubmitError, LIFETIME};

pub use subxt::{ext::scale_value, rpcs::rpc_params, utils::AccountId32 as AccountId};
pub use tallystick_evidence::Hash;
