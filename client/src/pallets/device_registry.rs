//! Devices, their models, keys and gateways.

use super::pallet;
use crate::{
	call::Call,
	chain::{Chain, ChainError},
};
use subxt::utils::AccountId32 as AccountId;
use tallystick_evidence::{
	merkle::Place,
	message::{Endorsement, Possession},
	DeviceId, DeviceKey, Hash, Message, Native, Purpose, SecretKey, Signature,
};
use tallystick_records::{
	device::{
		self, Calibration, Endorsed, KeyAt, ProposedKey, Provenance, RegistrationRecord, Scope,
	},
	LotId, Millis, ModelId, OrgId, Page,
};

/// A device.
pub type Device = device::Device<AccountId>;

/// A model of devices.
pub type Model = device::Model<AccountId, String, Vec<Channel>, Vec<DeviceKey>>;

/// One input of every device of a model.
pub type Channel = device::Channel<String, String>;

/// A production lot.
pub type Lot = device::Lot<AccountId>;

/// An owner's offer to hand over a device.
pub type Offer = device::Offer<AccountId>;

/// Under what gateways are authorised.
pub type Grant = device::Grant<AccountId>;

/// Most entries that a view returns at once.
pub const MAX_PAGE: u32 = 100;

pallet! {
	"DeviceRegistry"
	views {
		"device" DeviceOf { device: DeviceId } -> Option<Device>;
		"model" ModelOf { model: ModelId } -> Option<Model>;
		"lot" LotOf { lot: LotId } -> Option<Lot>;
		/// At most [`MAX_PAGE`] devices. The last page is shorter than `limit`.
		"devices_of" DevicesOf { owner: AccountId, after: Option<DeviceId>, limit: u32 } -> Vec<DeviceId>;
		"key_at" KeyOf { device: DeviceId, time: Millis } -> Option<KeyAt>;
		"registration" RegistrationOf { device: DeviceId } -> Option<RegistrationRecord>;
		"proposed_key" ProposedKeyOf { device: DeviceId } -> Option<ProposedKey>;
		"offer" OfferOf { device: DeviceId } -> Option<Offer>;
		/// Whether the gateway may speak for the device now.
		"gateway" MayAnchor { device: DeviceId, gateway: AccountId } -> bool;
		/// At most [`MAX_PAGE`] gateways. The last page is shorter than `limit`.
		"gateways" GatewaysOf { grant: Grant, after: Option<AccountId>, limit: u32 } -> Vec<AccountId>;
	}
	calls {
		"define_model" DefineModel {
			thing: Hash, uri: String, channels: Vec<Channel>, endorsers: Vec<DeviceKey>,
		};
		"post_lot" PostLot { model: ModelId, root: Hash, count: u32 };
		"register" Register {
			key: DeviceKey,
			model: ModelId,
			metadata: Hash,
			expires: Millis,
			signature: Signature,
			endorsement: Option<Endorsed>,
		};
		"claim" Claim {
			lot: LotId,
			key: DeviceKey,
			place: Place,
			metadata: Hash,
			expires: Millis,
			signature: Signature,
		};
		"rotate_key" RotateKey {
			device: DeviceId,
			key: DeviceKey,
			epoch: u32,
			tenure: u32,
			expires: Millis,
			old: Signature,
			new: Signature,
		};
		"suspend" Suspend { device: DeviceId };
		"resume" Resume { device: DeviceId };
		"revoke" Revoke { device: DeviceId, since: Option<Millis> };
		"retire" Retire { device: DeviceId };
		/// By an accreditor: until when the device measures right, by a certificate with this hash.
		"set_calibration" SetCalibration { device: DeviceId, certificate: Hash, until: Millis };
		/// By the accreditor whose word it is, or the council: the device measures right no longer.
		"end_calibration" EndCalibration { device: DeviceId };
		"authorize_gateway" AuthorizeGateway { scope: Scope, gateway: AccountId };
		"deauthorize_gateway" DeauthorizeGateway { scope: Scope, gateway: AccountId };
	}
	events {
		ModelDefined { model: ModelId, manufacturer: OrgId };
		ModelDropped { model: ModelId };
		LotPosted { lot: LotId, model: ModelId, root: Hash, count: u32 };
		LotClosed { lot: LotId, claimed: u32 };
		Registered { device: DeviceId, owner: AccountId, model: ModelId, provenance: Provenance };
		KeyRotated { device: DeviceId, epoch: u32, key: DeviceKey, since: Millis };
		KeyProposed { device: DeviceId, epoch: u32, key: DeviceKey, ready: Millis };
		RotationCancelled { device: DeviceId, epoch: u32 };
		Suspended { device: DeviceId };
		EquivocationSuspended { device: DeviceId, epoch: u32 };
		Resumed { device: DeviceId };
		Revoked { device: DeviceId, by: AccountId, since: Millis };
		Retired { device: DeviceId };
		DeviceDropped { device: DeviceId };
		TransferOffered { device: DeviceId, to: AccountId, expires: Millis };
		Transferred { device: DeviceId, from: AccountId, to: AccountId };
		TransferCancelled { device: DeviceId, to: AccountId };
		MetadataChanged { device: DeviceId, old: Hash, new: Hash };
		Calibrated { device: DeviceId, old: Option<Calibration>, new: Calibration };
		CalibrationEnded { device: DeviceId, calibration: Calibration };
		GatewayAuthorized { owner: AccountId, gateway: AccountId, scope: Scope };
		GatewayDeauthorized { owner: AccountId, gateway: AccountId, scope: Scope };
	}
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
		let device = DeviceId::of::<Native>(&key);
		let consent = Possession { owner, model, metadata, expires }.to_bytes();
		Message::new(Purpose::Register, genesis, &device, key.scheme(), &consent)
	}

	/// The manufacturer's word for the device, which is void when the device's consent is. `None` never
	/// happens for a key of this type.
	pub fn endorsed(&self, genesis: &Hash, endorser: &SecretKey) -> Option<Endorsed> {
		let Self { key, model, expires, .. } = *self;
		let device = DeviceId::of::<Native>(&key);
		let word = Endorsement { model, expires }.to_bytes();
		let by = endorser.public();
		let message = Message::new(Purpose::Endorse, genesis, &device, by.scheme(), &word)?;
		let expires = Millis(expires);
		Some(Endorsed { endorser: by, expires, signature: endorser.sign(&message) })
	}
}

fn scope(device: Option<&DeviceId>) -> Scope {
	device.map_or(Scope::AllOfOwner, |device| Scope::Device(*device))
}

impl Call {
	/// Describes a model of devices, for good. The signer's organisation has to be a manufacturer.
	pub fn define_model(
		thing: &Hash,
		uri: &str,
		channels: &[Channel],
		endorsers: &[DeviceKey],
	) -> Self {
		calls::DefineModel {
			thing: *thing,
			uri: uri.to_owned(),
			channels: channels.to_vec(),
			endorsers: endorsers.to_vec(),
		}
		.into()
	}

	/// Registers a device that has signed [`Registration::message`]. The signer becomes its owner.
	pub fn register(registration: &Registration, signature: &Signature) -> Self {
		Self::register_with(registration, signature, None)
	}

	/// The same, of a device for which its manufacturer vouches.
	pub fn register_endorsed(
		registration: &Registration,
		signature: &Signature,
		endorsement: Endorsed,
	) -> Self {
		Self::register_with(registration, signature, Some(endorsement))
	}

	fn register_with(
		registration: &Registration,
		signature: &Signature,
		endorsement: Option<Endorsed>,
	) -> Self {
		let Registration { key, owner: _, model, metadata, expires } = *registration;
		let (model, expires, signature) = (ModelId(model), Millis(expires), *signature);
		calls::Register { key, model, metadata, expires, signature, endorsement }.into()
	}

	/// Lets a gateway speak for one device of the signer's, or for all.
	pub fn authorize_gateway(device: Option<&DeviceId>, gateway: &AccountId) -> Self {
		calls::AuthorizeGateway { scope: scope(device), gateway: *gateway }.into()
	}

	/// Takes that back.
	pub fn deauthorize_gateway(device: Option<&DeviceId>, gateway: &AccountId) -> Self {
		calls::DeauthorizeGateway { scope: scope(device), gateway: *gateway }.into()
	}
}

impl Chain {
	/// A device.
	pub async fn device(
		&self,
		device: &DeviceId,
		at: Option<&Hash>,
	) -> Result<Option<Device>, ChainError> {
		self.view(views::DeviceOf { device: *device }, at).await
	}

	/// The devices of an owner: a page, after this one. Name one block for all pages.
	pub async fn devices(
		&self,
		owner: &AccountId,
		after: Option<&DeviceId>,
		at: Option<&Hash>,
	) -> Result<Page<DeviceId>, ChainError> {
		let (owner, after, limit) = (*owner, after.copied(), MAX_PAGE);
		let items = self.view(views::DevicesOf { owner, after, limit }, at).await?;
		Ok(Page::new(items, limit))
	}

	/// A model of devices. It never changes, so keep it.
	pub async fn model(&self, model: ModelId) -> Result<Option<Model>, ChainError> {
		self.view(views::ModelOf { model }, None).await
	}

	/// The key whose signatures of a time are to be believed. `None` before the
	/// device was registered, and from the moment at which it must not be believed any more.
	pub async fn key_at(
		&self,
		device: &DeviceId,
		time: Millis,
		at: Option<&Hash>,
	) -> Result<Option<KeyAt>, ChainError> {
		self.view(views::KeyOf { device: *device, time }, at).await
	}

	/// What the chain stated when it registered a device, and when it stated the device's model.
	pub async fn registration(
		&self,
		device: &DeviceId,
		at: Option<&Hash>,
	) -> Result<Option<RegistrationRecord>, ChainError> {
		self.view(views::RegistrationOf { device: *device }, at).await
	}

	/// Whether a gateway may speak for a device.
	pub async fn gateway_authorised(
		&self,
		device: &DeviceId,
		gateway: &AccountId,
		at: Option<&Hash>,
	) -> Result<bool, ChainError> {
		self.view(views::MayAnchor { device: *device, gateway: *gateway }, at).await
	}
}
