mod anchor;
mod challenge;
mod convict;
mod expiry;
mod glue;
mod invariants;
mod observe;
mod settings;
mod watch;
mod weights;

use crate::{mock::*, *};
use frame::{
	deps::{
		frame_support::traits::Authorize,
		sp_runtime::{
			transaction_validity::{
				InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction,
			},
			DigestItem,
		},
	},
	testing_prelude::*,
	traits::fungible::InspectHold,
};
use tallystick_primitives::{
	evidence::{
		fraud::{Below, Placed, Step},
		merkle::{MerkleTree, Place},
		Attestation, Native, Scheme, SegmentHeader, SegmentLeaf, Signature, Statement, Tree,
	},
	BlockFull, Consumer, DeviceStatus, FinalStatement, OnObservation, StatementLog, Watch,
};

fn watch(device: &Device, channels: &[u16]) {
	for channel in channels {
		assert_ok!(Telemetry::watch(signed(OWNER), device.stream(*channel)));
	}
}

/// The same, as the pallet whose [`Ear`] hears it.
fn listen(device: &Device, channels: &[u16]) {
	for channel in channels {
		assert_ok!(<Telemetry as Watch>::watch(Ear::CONSUMER, &device.stream(*channel)));
	}
}

/// What the pool says.
fn authorize(observed: ObservedOf<Test>) -> Result<ValidTransaction, TransactionValidityError> {
	let call = RuntimeCall::from(crate::Call::observe { observed: observed.into() });
	let answer = call.authorize(TransactionSource::External).expect("the call is authorised");
	answer.map(|(valid, _)| valid)
}

/// As a transaction: by the pool, and then in the block.
fn observe(observed: ObservedOf<Test>) -> Result<(), TransactionValidityError> {
	authorize(observed.clone())?;
	let origin = frame_system::RawOrigin::Authorized;
	assert_ok!(Telemetry::observe(origin.into(), observed.into()));
	Ok(())
}

fn refused(refusal: Refusal) -> Result<(), TransactionValidityError> {
	Err(refuse(refusal))
}

fn facts(stream: &StreamId) -> Facts {
	Streams::<Test>::get(stream).unwrap().latest.unwrap().facts
}
