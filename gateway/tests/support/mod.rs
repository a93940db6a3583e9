//! What the gateway's own tests share: a chain, devices, and a death at a chosen step.

mod device;
mod mock_chain;
pub(crate) mod node;

pub(crate) use device::TestDevice;
pub(crate) use mock_chain::{Lie, MockActuator, MockChain, Refuse, ACCOUNT, OWNER};
pub(crate) use tallystick_world::Numbers;

use crate::{
	link::Outbound,
	steps::{Step, Steps},
};
use std::sync::Mutex;
use tallystick_evidence::DeviceId;
use tallystick_wire::{Answer, Hex};

/// Panics at a chosen occurrence of a step, in place of a kill.
#[derive(Default)]
pub(crate) struct Killer(pub(crate) Mutex<Option<(Step, u32)>>);

impl Steps for Killer {
	fn reached(&self, step: Step) {
		let mut plan = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
		match &mut *plan {
			Some((at, 0)) if *at == step => {
				*plan = None;
				drop(plan);
				std::panic::resume_unwind(Box::new("killed"));
			},
			Some((at, left)) if *at == step => *left -= 1,
			_ => {},
		}
	}
}

/// A folder in memory if the system has one, since a test commits thousands of times.
pub(crate) fn folder() -> tempfile::TempDir {
	tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// The answers to a device.
pub(crate) fn answers(out: &[Outbound], device: DeviceId) -> Vec<Answer> {
	let topic = format!("tallystick/{}/ack", Hex(device));
	let of = out.iter().filter(|one| one.topic == topic);
	of.map(|one| Answer::decode_any(&one.payload).unwrap()).collect()
}
