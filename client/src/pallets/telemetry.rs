//! Batches, watched streams and observations.

use super::pallet;
use crate::{
	call::Call,
	chain::{Chain, ChainError},
};
use codec::Encode;
use scale_info::TypeInfo;
use subxt::utils::AccountId32 as AccountId;
use tallystick_evidence::{
	merkle::Place, Batch, DeviceId, Equivocation, Hash, Run, Scheme, SegmentHeader, Signature,
};
use tallystick_records::{
	refusal::SegmentRefusal,
	telemetry::{self, Observation, Stream},
	StreamId,
};

/// What the chain keeps of a batch, for as long as it can be challenged.
pub type BatchRecord = telemetry::BatchRecord<u32>;

/// How the segments of a device with watched streams hang together.
pub type Tail = telemetry::Tail<u32>;

/// A gateway that was found to lie.
pub type Conviction = telemetry::Conviction<u32>;

/// What the council sets.
pub type Settings = telemetry::Settings<u32>;

/// A segment for the chain to look into, because somebody watches one of its channels.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Observed {
	/// The segment.
	pub header: SegmentHeader,
	/// How the device signs: the scheme of its key.
	pub scheme: Scheme,
	/// The device's signature under it.
	pub signature: Signature,
	/// Runs of watched channels, in ascending order of the channel. May be empty: that shows that no
	/// segment is missing.
	pub runs: Vec<ObservedRun>,
}

/// A run where it stands in its segment.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct ObservedRun {
	/// The run.
	pub run: Run,
	/// Where it stands.
	pub place: Place,
}

pallet! {
	"Telemetry"
	views {
		"next_batch" NextBatch { gateway: AccountId } -> u64;
		"batch" BatchOf { gateway: AccountId, number: u64 } -> Option<BatchRecord>;
		"stream" StreamOf { stream: StreamId } -> Option<Stream>;
		"tail" TailOf { device: DeviceId } -> Option<Tail>;
		/// What devices said in the block that is asked.
		"observations" Observations {} -> Vec<(StreamId, Observation)>;
		"conviction" ConvictionOf { gateway: AccountId } -> Option<Conviction>;
	}
	calls {
		"anchor" Anchor { #[codec(compact)] number: u64, batch: Batch, observed: Vec<Observed> };
		"observe" Observe { observed: Observed };
		"watch" Watch { stream: StreamId };
		"unwatch" Unwatch { stream: StreamId };
		"convict_device" ConvictDevice { equivocation: Equivocation };
	}
	events {
		Anchored { gateway: AccountId, number: u64, batch: Batch };
		Observed { stream: StreamId, observation: Observation };
		Refused { device: DeviceId, sequence: u64, refusal: SegmentRefusal };
		GatewayConvicted { gateway: AccountId, number: u64, challenger: AccountId };
		DeviceConvicted { device: DeviceId, challenger: Option<AccountId> };
		Pardoned { gateway: AccountId };
		Watched { stream: StreamId, who: AccountId };
		Unwatched { stream: StreamId, who: AccountId };
		Configured { old: Settings, new: Settings };
	}
}

impl Call {
	/// Anchors a gateway's batch of this number, and shows the segments that somebody watches.
	pub fn anchor(number: u64, batch: &Batch, observed: &[Observed]) -> Self {
		calls::Anchor { number, batch: *batch, observed: observed.to_vec() }.into()
	}

	/// Has the chain look at a channel of a device.
	pub fn watch(device: &DeviceId, channel: u16) -> Self {
		calls::Watch { stream: StreamId { device: *device, channel } }.into()
	}

	/// Ends that.
	pub fn unwatch(device: &DeviceId, channel: u16) -> Self {
		calls::Unwatch { stream: StreamId { device: *device, channel } }.into()
	}

	/// Proves that a device signed two versions of one reading.
	pub fn convict_device(equivocation: Equivocation) -> Self {
		calls::ConvictDevice { equivocation }.into()
	}
}

impl Chain {
	/// The number that an account's next batch must have. 0 if it never anchored.
	pub async fn next_batch(
		&self,
		gateway: &AccountId,
		at: Option<&Hash>,
	) -> Result<u64, ChainError> {
		self.view(views::NextBatch { gateway: *gateway }, at).await
	}

	/// A batch, for as long as it can be challenged.
	pub async fn batch(
		&self,
		gateway: &AccountId,
		number: u64,
		at: Option<&Hash>,
	) -> Result<Option<BatchRecord>, ChainError> {
		self.view(views::BatchOf { gateway: *gateway, number }, at).await
	}

	/// A stream. `None` if nobody watches it.
	pub async fn stream(
		&self,
		device: &DeviceId,
		channel: u16,
		at: Option<&Hash>,
	) -> Result<Option<Stream>, ChainError> {
		self.view(views::StreamOf { stream: StreamId { device: *device, channel } }, at).await
	}

	/// How a device's segments hang together. `None` if nobody watches any of its streams.
	pub async fn tail(
		&self,
		device: &DeviceId,
		at: Option<&Hash>,
	) -> Result<Option<Tail>, ChainError> {
		self.view(views::TailOf { device: *device }, at).await
	}
}
