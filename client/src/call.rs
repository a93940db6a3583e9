use crate::{AccountId, ChannelKind};
use codec::{Compact, Encode};
use subxt::{
	ext::scale_encode::{EncodeAsFields, Error, FieldIter, TypeResolver},
	tx::Payload,
};
use tallystick_evidence::{
	merkle::Place, message::Possession, Batch, DeviceId, DeviceKey, Hash, Limits, Message, Purpose,
	Run, Scheme, SegmentHeader, Signature,
};

/// A call of the chain, to be signed by an account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
	pallet: &'static str,
	name: &'static str,
	args: Args,
}

/// Arguments, SCALE-encoded one after the other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Args(Vec<u8>);

/// One input of a model to be defined.
#[derive(Clone, PartialEq, Eq, Debug, Encode)]
pub struct ChannelDefinition {
	/// For people; unique within the model, at most 32 bytes.
	pub name: String,
	/// A unit of the SenML registry, or empty; at most 16 bytes.
	pub unit: String,
	/// A value v stands for v × 10^exponent units.
	pub exponent: i8,
	/// What kind of quantity.
	pub kind: ChannelKind,
	/// The plausible values.
	pub limits: Limits,
	/// Milliseconds between two readings.
	pub period: u32,
}

/// A segment for the chain to look into, because somebody watches one of its channels.
#[derive(Clone, PartialEq, Eq, Debug, Encode)]
pub struct Observed {
	/// The segment.
	pub header: SegmentHeader,
	/// How the device signs: the scheme of its key.
	pub scheme: Scheme,
	/// The device's signature under it.
	pub signature: Signature,
	/// Runs of watched channels, in ascending order of the channel. None at all is good too.
	pub runs: Vec<ObservedRun>,
}

/// A run where it stands in its segment.
#[derive(Clone, PartialEq, Eq, Debug, Encode)]
pub struct ObservedRun {
	/// The run.
	pub run: Run,
	/// Where it stands.
	pub place: Place,
}

/// A device that is to be registered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Registration {
	/// The device's first key.
	pub key: DeviceKey,
	/// The account that will own it, and has to sign the call.
	pub owner: [u8; 32],
	/// The model that it is of.
	pub model: u32,
	/// Hash of its description.
	pub metadata: Hash,
	/// UTC milliseconds after which the device's consent is void. The chain sets an upper limit.
	pub expires: u64,
}

impl Registration {
	/// What the device has to sign. `None` never happens for a key of this type.
	pub fn message(&self, genesis: &Hash) -> Option<Message> {
		let Self { key, owner, model, metadata, expires } = *self;
		let device = DeviceId::of::<tallystick_evidence::Native>(&key);
		let consent = Possession { owner, model, metadata, expires }.to_bytes();
		Message::new(Purpose::Register, genesis, &device, key.scheme(), &consent)
	}
}

impl Call {
	/// Any call, its arguments SCALE-encoded one after the other.
	pub fn new(pallet: &'static str, name: &'static str, args: &impl Encode) -> Self {
		Self { pallet, name, args: Args(args.encode()) }
	}

	/// Describes a model of devices, for good. The signer's organisation has to be a manufacturer.
	pub fn define_model(
		thing: &Hash,
		uri: &str,
		channels: &[ChannelDefinition],
		endorsers: &[DeviceKey],
	) -> Self {
		Self::new("DeviceRegistry", "define_model", &(thing, uri, channels, endorsers))
	}

	/// Registers a device that has signed [`Registration::message`]. The signer becomes its owner.
	pub fn register(registration: &Registration, signature: &Signature) -> Self {
		let Registration { key, owner: _, model, metadata, expires } = registration;
		let endorsement: Option<()> = None;
		let args = (key, model, metadata, expires, signature, endorsement);
		Self::new("DeviceRegistry", "register", &args)
	}

	/// Lets a gateway speak for one device of the signer's, or for all.
	pub fn authorize_gateway(device: Option<&DeviceId>, gateway: &AccountId) -> Self {
		Self::new("DeviceRegistry", "authorize_gateway", &(scope(device), gateway.0))
	}

	/// Takes that back.
	pub fn deauthorize_gateway(device: Option<&DeviceId>, gateway: &AccountId) -> Self {
		Self::new("DeviceRegistry", "deauthorize_gateway", &(scope(device), gateway.0))
	}

	/// Anchors a gateway's batch of this number, and shows the segments that somebody watches.
	pub fn anchor(number: u64, batch: &Batch, observed: &[Observed]) -> Self {
		Self::new("Telemetry", "anchor", &(Compact(number), batch, observed))
	}

	/// Has the chain look at a channel of a device.
	pub fn watch(device: &DeviceId, channel: u16) -> Self {
		Self::new("Telemetry", "watch", &(device, channel))
	}

	/// Ends that.
	pub fn unwatch(device: &DeviceId, channel: u16) -> Self {
		Self::new("Telemetry", "unwatch", &(device, channel))
	}
}

/// What a gateway is authorised for.
#[derive(Encode)]
enum Scope {
	#[codec(index = 0)]
	Device(DeviceId),
	#[codec(index = 1)]
	AllOfOwner,
}

fn scope(device: Option<&DeviceId>) -> Scope {
	device.map_or(Scope::AllOfOwner, |device| Scope::Device(*device))
}

impl Payload for Call {
	type CallData = Args;

	fn pallet_name(&self) -> &str {
		self.pallet
	}

	fn call_name(&self) -> &str {
		self.name
	}

	fn call_data(&self) -> &Args {
		&self.args
	}
}

impl EncodeAsFields for Args {
	fn encode_as_fields_to<R: TypeResolver>(
		&self,
		_: &mut dyn FieldIter<'_, R::TypeId>,
		_: &R,
		out: &mut Vec<u8>,
	) -> Result<(), Error> {
		out.extend_from_slice(&self.0);
		Ok(())
	}
}
