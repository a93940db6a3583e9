//! Brings a fleet onto the chain.

use crate::{clock::now, identity, keys::Identity, Series, REVOKED};
use std::{sync::Arc, time::Duration};
use tallystick_client::{
	check_model, records::ModelId, AccountId, Call, Chain, ChainError, Channel, FollowError,
	ModelError, Registration, Signer,
};
use tallystick_evidence::Hash;

/// Why a fleet is not registered.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
	/// The chain does not answer.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// A transaction was refused, or failed.
	#[error(transparent)]
	Follow(#[from] FollowError),
	/// A device is registered already, for another owner or model.
	#[error("the device {0} is registered for another owner or model; take another seed")]
	Taken(String),
	/// Transactions were sent, and do not show in a block.
	#[error("{0} transactions do not come into a block; look at the node's log, and try again")]
	Late(usize),
	/// The chain would not take a series' model. Correct the heads of its columns.
	#[error("series {place}: {error}")]
	Model {
		/// The place of the series, from 1.
		place: usize,
		/// What is wrong.
		error: ModelError,
	},
	/// There is nothing to register.
	#[error("give at least one series")]
	Empty,
}

/// A device of a fleet, on the chain.
#[derive(Clone, Debug)]
pub struct Registered {
	/// Its id and key.
	pub identity: Identity,
	/// Its model.
	pub model: u32,
}

const HOUR: u64 = 3_600_000;
/// Where the Thing Model of a series would be.
const URI: &str = "urn:tallystick:sim";

/// Defines a model for each series, registers the fleet's devices, revokes one more if that is wanted,
/// and authorises a gateway for all of the owner's devices. What is there already is left as it is.
/// Returns once all of it is final.
pub async fn register(
	chain: &Chain,
	owner: &Signer,
	gateway: Option<&AccountId>,
	series: &[Arc<Series>],
	devices: u32,
	seed: u64,
	revoked: bool,
) -> Result<Vec<Registered>, RegisterError> {
	for (place, series) in (1..).zip(series) {
		check_model(URI, &channels(series))
			.map_err(|error| RegisterError::Model { place, error })?;
	}
	let mut models = Vec::new();
	for series in series {
		models.push(model(chain, owner, series).await?);
	}
	let account = owner.account();
	let genesis = chain.genesis().await?;
	let mut fleet = Vec::new();
	let mut missing = Vec::new();
	let places = (0..devices).chain(revoked.then_some(REVOKED));
	for index in places {
		let who = identity(seed, index);
		let place = (index % devices.max(1)) as usize;
		let model = *models.get(place % models.len().max(1)).ok_or(RegisterError::Empty)?;
		match chain.device(&who.id, None).await? {
			Some(device) if device.owner != account || device.model.0 != model => {
				return Err(RegisterError::Taken(hex::encode(who.id.0)));
			},
			Some(_) => {},
			None => missing.extend(registration(&who, &account, model, &genesis)),
		}
		fleet.push(Registered { identity: who, model });
	}
	submit_all(chain, owner, missing).await?;
	for registered in &fleet {
		let is_there = async || Ok(chain.device(&registered.identity.id, None).await?.is_some());
		wait_for(is_there).await?;
	}

	let mut calls = Vec::new();
	let first = fleet.first().ok_or(RegisterError::Empty)?.identity.id;
	if let Some(gateway) = gateway {
		if !chain.gateway_authorised(&first, gateway, None).await? {
			calls.push(Call::authorize_gateway(None, gateway));
		}
	}
	if let Some(last) = fleet.last().filter(|_| revoked) {
		let device = chain.device(&last.identity.id, None).await?;
		if device.is_some_and(|device| device.ended.is_none()) {
			let since: Option<u64> = None;
			calls.push(Call::new("DeviceRegistry", "revoke", &(last.identity.id, since)));
		}
		fleet.pop();
	}
	submit_all(chain, owner, calls).await?;
	let best = chain.best().await?.number;
	wait_for(async || Ok(chain.finalized().await?.number >= best)).await?;
	Ok(fleet)
}

fn registration(who: &Identity, owner: &AccountId, model: u32, genesis: &Hash) -> Option<Call> {
	let registration = Registration {
		key: who.key,
		owner: owner.0,
		model,
		metadata: [0; 32],
		expires: now().saturating_add(HOUR),
	};
	let message = registration.message(genesis)?;
	Some(Call::register(&registration, &who.secret.sign(&message)))
}

/// The number of the series' model, defined if it is not there.
async fn model(chain: &Chain, owner: &Signer, series: &Series) -> Result<u32, RegisterError> {
	let thing = series.thing();
	let find = async || {
		for number in 0.. {
			match chain.model(ModelId(number)).await? {
				Some(model) if model.thing == thing => return Ok(Some(number)),
				Some(_) => {},
				None => break,
			}
		}
		Ok::<_, RegisterError>(None)
	};
	if let Some(number) = find().await? {
		return Ok(number);
	}
	let call = Call::define_model(&thing, URI, &channels(series), &[]);
	chain.submit_and_find(&call, owner).await?;
	find().await?.ok_or(RegisterError::Late(1))
}

pub(crate) fn channels(series: &Series) -> Vec<Channel> {
	series
		.channels
		.iter()
		.map(|channel| Channel {
			name: channel.name.clone(),
			unit: channel.unit.clone(),
			exponent: channel.exponent,
			kind: channel.kind,
			limits: channel.limits,
			period: channel.period,
			write: None,
		})
		.collect()
}

/// Brings all calls into blocks. The first that fails there is an error.
async fn submit_all(chain: &Chain, signer: &Signer, calls: Vec<Call>) -> Result<(), RegisterError> {
	let mut failed = None;
	let hear = |_, outcome: Result<_, FollowError>| {
		failed = failed.take().or(outcome.err());
	};
	chain.submit_all(&calls, signer, hear).await?;
	failed.map_or(Ok(()), |error| Err(error.into()))
}

async fn wait_for(
	mut is_there: impl AsyncFnMut() -> Result<bool, RegisterError>,
) -> Result<(), RegisterError> {
	for _ in 0..240 {
		if is_there().await? {
			return Ok(());
		}
		tokio::time::sleep(Duration::from_millis(250)).await;
	}
	Err(RegisterError::Late(1))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::Point;
	use tallystick_client::{Endpoints, Rpc};

	fn series(name: &str, unit: &str) -> Arc<Series> {
		let point = Point { channel: 0, time: 1_000, value: 1 };
		Arc::new(Series::new(vec![(name.into(), unit.into(), 0)], vec![point]).unwrap())
	}

	#[tokio::test]
	async fn refuses_a_model_that_is_too_large_before_it_asks_a_node() {
		// Nothing listens on the port of a listener that is gone.
		let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
		let chain = Chain::new(Rpc::new(Endpoints::new([format!("ws://{address}")])).unwrap());
		let owner = Signer::from_uri("//Alice").unwrap();
		for (name, unit, problem) in [
			("flow", "kilogramme per hour!", "the unit \"kilogramme per hour!\" can have"),
			("flow", "kilogramme-per-hour!", "has 20 bytes, and can have 16 at most"),
			("the flow of the water in the pipe", "kg", "has 33 bytes, and can have 32 at most"),
		] {
			let all = [series("power", "W"), series(name, unit)];
			let refused = register(&chain, &owner, None, &all, 1, 1, false).await.unwrap_err();
			let text = refused.to_string();
			assert!(text.starts_with("series 2: channel 0") && text.contains(problem), "{text}");
		}
	}
}
