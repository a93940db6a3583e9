//! Calls of the scheduler and of preimages.

use super::inner;
use crate::runtime::source::{any_of, Source};
use frame_support::traits::schedule::{v3::TaskName, Period, Priority};
use pallet_preimage::Call as Preimage;
use pallet_scheduler::{Agenda, Call as Scheduler, Lookup, TaskAddress};
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use tallystick_runtime::{Hash, Runtime, RuntimeCall, System};

pub(crate) fn call(from: &mut Source) -> RuntimeCall {
	match from.one_in(3) {
		true => preimage(from).into(),
		false => scheduler(from).into(),
	}
}

fn when(from: &mut Source) -> u32 {
	System::block_number() + 2 + from.below(8) as u32
}

fn after(from: &mut Source) -> u32 {
	1 + from.below(8) as u32
}

fn periodic(from: &mut Source) -> Option<Period<u32>> {
	from.one_in(2).then(|| (1 + from.below(3) as u32, from.below(4) as u32))
}

fn priority(from: &mut Source) -> Priority {
	from.one_of(&[0, 63, 128, 255])
}

/// A task that is planned, if there is one.
fn task(from: &mut Source) -> TaskAddress<u32> {
	let tasks = Agenda::<Runtime>::iter().flat_map(|(when, tasks)| {
		let planned = (0..).zip(tasks).filter(|(_, task)| task.is_some());
		planned.map(move |(index, _)| (when, index)).collect::<Vec<_>>()
	});
	let tasks: Vec<_> = tasks.take(16).collect();
	let at = from.below(tasks.len());
	tasks.get(at).copied().unwrap_or((0, 0))
}

/// The name of a planned task, or any.
fn name(from: &mut Source) -> TaskName {
	match from.one_in(4) {
		true => from.pick(),
		false => Lookup::<Runtime>::iter_keys().next().unwrap_or_else(|| from.pick()),
	}
}

fn scheduler(from: &mut Source) -> Scheduler<Runtime> {
	any_of!(from, Scheduler:
		schedule { when: when, maybe_periodic: periodic, priority: priority, call: inner },
		schedule_named {
			id, when: when, maybe_periodic: periodic, priority: priority, call: inner
		},
		schedule_after { after: after, maybe_periodic: periodic, priority: priority, call: inner },
		schedule_named_after {
			id, after: after, maybe_periodic: periodic, priority: priority, call: inner
		},
		cancel_named { id: name },
		set_retry { task: task, retries, period: after },
		set_retry_named { id: name, retries, period: after },
		cancel_retry { task: task },
		cancel_retry_named { id: name },
		cancel { when: |from: &mut Source| task(from).0, index: |_| 0 },
	)
}

/// What is noted: of few kinds, so that it is asked for, too.
fn noted(from: &mut Source) -> Vec<u8> {
	vec![from.below(3) as u8; 8]
}

fn hash(from: &mut Source) -> Hash {
	BlakeTwo256::hash(&noted(from))
}

fn preimage(from: &mut Source) -> Preimage<Runtime> {
	any_of!(from, Preimage:
		note_preimage { bytes: noted },
		unnote_preimage { hash: hash },
		request_preimage { hash: hash },
		unrequest_preimage { hash: hash },
		ensure_updated { hashes: |from: &mut Source| vec![hash(from)] },
	)
}
