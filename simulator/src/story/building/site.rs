//! The site: its actuators with what the owner permits, the gateway's grants, and the rules.

use super::{
	found::{permitted, Found, Unit, BEFORE, SENSOR, TARGET},
	lapse::Lapse,
	options::Scene,
	Hooks, Options,
};
use crate::story::{
	ledger::{act, event, send},
	StoryError,
};
use std::fs;
use tallystick_building::controllers::{
	placed::Placed,
	rules::{self, PUMP, READING, SET_POINT, WEATHER},
};
use tallystick_client::{
	automation::{calls, events, RuleSettings, Safety},
	control::{message::MAX_SIGNED, Envelope, Grant, Signed},
	records::StreamId,
	rules::SiteId,
	Call,
};
use tallystick_evidence::{Crypto, Hash, Native, SecretKey};

/// How long a command may stay unanswered, in milliseconds: as long as a quarter of an hour.
const DEADLINE: u32 = 900_000;
/// Fewest milliseconds between two evaluations of a rule: the heat pump's looks at all rooms together.
const INTERVAL: u32 = 60_000;
/// How long a grant lasts, in milliseconds.
const GRANTED: u64 = 60 * 24 * 3_600_000;

/// What the site has.
pub(super) struct Opened {
	pub(super) site: SiteId,
	/// The owner's command key, which its devices have pinned.
	pub(super) key: SecretKey,
}

/// The command key of the operator of this seed. Everybody can make it: it is for development.
fn command_key(seed: u64) -> SecretKey {
	let hash = Native::hash(&[b"tallystick-sim building command", &seed.to_le_bytes()]);
	SecretKey::Ed25519(Box::new(hash.into()))
}

/// Shortly before the first step the site is opened, and what belongs to it.
pub(super) async fn open<H: Hooks>(
	lapse: &mut Lapse,
	options: &Options,
	found: &Found,
	hooks: &mut H,
) -> Result<Opened, StoryError> {
	// What is commanded stays unanswered until the devices have power.
	lapse.until(found.start.saturating_sub(BEFORE)).await?;
	let chain = lapse.chain.clone();
	let operator = &found.cast.operator.signer;
	let opened = calls::OpenSite { site: rules::site() };
	let opened = lapse.along(act(&chain, operator, opened)).await?;
	let site = event::<events::SiteOpened>(&opened)?.site;
	let key = command_key(options.seed);
	let (mut calls, mut grants): (Vec<Call>, Vec<_>) = Default::default();
	for unit in found.rooms.iter().chain([&found.pump]) {
		let is_pump = unit.identity.id == found.pump.identity.id;
		let none = || StoryError::otherwise("a device has nothing that is commanded");
		let bounds = permitted(unit, is_pump).ok_or_else(none)?;
		let envelope = Envelope { bounds, slew: None, default: bounds.fail_safe };
		let safety = Safety { envelope, guards: Vec::new(), deadline: DEADLINE };
		calls.push(calls::SetSafety { actuator: target(unit), site, safety }.into());
		let ends = found.start.saturating_add(GRANTED);
		grants.push((unit, grant(unit, envelope, options, ends, &key, &found.genesis)?));
	}
	let commanded = grants.len();
	lapse.along(send(&chain, operator, &calls)).await?;
	for (unit, bytes) in grants {
		let name = format!("{}.{TARGET}.grant", hex::encode(unit.identity.id.0));
		let path = options.grants.join(name);
		fs::write(&path, bytes).map_err(|error| {
			StoryError::option(format!("{} cannot be written: {error}", path.display()))
		})?;
	}
	hooks.tell(&format!(
		"The operator says within which limits {commanded} set-points may be commanded, and lets the gateway command."
	));
	Ok(Opened { site, key })
}

pub(super) async fn deploy(
	lapse: &mut Lapse,
	scene: &Scene,
	found: &Found,
	site: SiteId,
) -> Result<(), StoryError> {
	let parameters = scene.tuned.rules.parameters;
	let mut calls: Vec<Call> = Vec::new();
	for (number, text) in scene.texts.0.iter().enumerate() {
		let place = |stream| place(found, stream);
		let rule = Placed::new(number, text, &parameters, place, found.point)
			.map_err(|error| StoryError::otherwise(error.to_string()))?;
		let Placed { name, program, parameters: params } = rule;
		let (name, settings) = (name.to_vec(), RuleSettings { interval: INTERVAL, params });
		calls.push(calls::Deploy { site, name, program, settings }.into());
	}
	let chain = lapse.chain.clone();
	lapse.along(send(&chain, &found.cast.operator.signer, &calls)).await.map(drop)
}

/// What is commanded of a device.
pub(super) fn target(unit: &Unit) -> StreamId {
	StreamId { device: unit.identity.id, channel: TARGET }
}

/// The channel in place of one that the texts of the rules name.
fn place(found: &Found, named: StreamId) -> Option<StreamId> {
	let rooms = (1u8..).zip(&found.rooms);
	let mut all = rooms.chain([(PUMP, &found.pump), (WEATHER, &found.weather)]);
	all.find_map(|(number, unit)| {
		let device = unit.identity.id;
		let is = |channel| named == rules::stream(number, channel);
		let channel = is(READING).then_some(SENSOR).or_else(|| is(SET_POINT).then_some(TARGET))?;
		Some(StreamId { device, channel })
	})
}

/// The owner's word that the gateway may command a device.
fn grant(
	unit: &Unit,
	envelope: Envelope,
	options: &Options,
	ends: u64,
	key: &SecretKey,
	genesis: &Hash,
) -> Result<Vec<u8>, StoryError> {
	let grant = Grant {
		tenure: unit.tenure,
		model: unit.model,
		channel: TARGET,
		version: 1,
		envelope,
		gateways: [Some(options.gateway_key), None, None, None],
		ends,
	};
	let scheme = key.public().scheme();
	let sign = |message: &_| key.sign(message);
	let mut room = [0; MAX_SIGNED];
	let length = Signed::sign(grant, scheme, None, genesis, &unit.identity.id, sign)
		.and_then(|signed| signed.encode(&mut room));
	let bytes = length.and_then(|length| room.get(..length)).map(<[u8]>::to_vec);
	bytes.ok_or_else(|| StoryError::otherwise("a grant is longer than a message can be"))
}
