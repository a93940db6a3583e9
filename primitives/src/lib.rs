//! The traits through which pallets meet, and the [`records`] of what they store.
//!
//! Pallets never depend on one another. What two of them must both name is defined here. There is
//! no storage and no `Config`. Each trait has an implementation for `()`, which a runtime without
//! that pallet and a mock runtime use, or for tuples, where several pallets may act.
//!
//! | trait | given by | used by |
//! | --- | --- | --- |
//! | [`Membership`], [`DeviceQuota`] | consortium | every pallet |
//! | [`DeviceRegistry`] | device registry | telemetry, whoever acts on devices |
//! | [`OnDeviceChange`] | whoever acts on devices | device registry |
//! | [`DeviceGuard`] | whoever relies on others' devices | device registry |
//! | [`StatementLog`], [`Watch`] | telemetry | device registry; whoever acts on measurements |
//! | [`FinalStatement`] | whoever gathers a block's events | telemetry |
//! | [`EventLog`] | whoever gathers a block's events | whoever has others prove what it did |
//! | [`OnObservation`], by [`NotifyConsumers`] | whoever acts on measurements | telemetry |
//! | [`Commands`] | whoever commands actuators | whoever has devices do something |
//! | [`PriceSeries`] | energy market | whoever acts on prices |
//! | [`AssetHistory`] | asset lifecycle | whoever sells parts or services |
//! | [`Needs`] | procurement | whoever has machines order |
//! | [`AssetFacts`] | asset lifecycle | whoever acts on assets |
//! | [`Escrow`] | escrow | whoever trades or orders |
//! | [`OnEscrowExpired`], by [`NotifyOpeners`] | whoever trades or orders | escrow |
//! | [`Preflight`] | whoever orders what members sign | consortium |
//! | [`KeyRegistry`] | the runtime, for the session pallet | consortium |

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod asset;
mod commands;
mod crypto;
mod device;
mod escrow;
mod events;
mod needs;
mod observation;
mod organization;
mod pool;
mod prices;

pub use asset::{AssetFacts, AssetHistory, ConditionSum, Issued};
pub use commands::Commands;
pub use crypto::{samples, HostCrypto};
pub use device::{
	BlockFull, DeviceGuard, DeviceRegistry, FinalStatement, KeyAge, OnDeviceChange, StatementLog,
};
pub use escrow::{Escrow, ExpiredEscrow, NotifyOpeners, OnEscrowExpired};
pub use events::EventLog;
pub use needs::{NeedStanding, Needs};
pub use observation::{NotifyConsumers, OnObservation, Watch};
pub use organization::{DeviceQuota, KeyRegistry, Member, Membership};
pub use pool::{refused, Preflight, DEVICE_PRIORITY};
pub use prices::{PriceSeries, PriceWindow, SlotPrices};
pub use tallystick_evidence as evidence;
pub use tallystick_records as records;
pub use tallystick_records::{
	command::SetPoint,
	device::{Calibration, ChannelKind, ChannelTraits, DeviceStatus},
	escrow::{Dispute, EscrowPurpose, EscrowRecord, EscrowState},
	ids::{
		AssetId, ClassId, CommandId, EscrowId, LotId, MandateId, ModelId, NeedId, OrderId, OrgId,
		PolicyId, RecallId, StreamId, TraceLotId, TradeId,
	},
	organization::{Role, Roles},
	telemetry::{Consumer, Consumers, FactPolicy, Facts, Observation, Trust},
	units::{Millis, Price, Slot, Unit, WattHours},
};
pub use tallystick_records::{control, gs1};
