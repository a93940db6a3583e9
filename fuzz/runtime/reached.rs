//! Which calls of the runtime succeeded, and which never did.

use frame_support::traits::GetCallMetadata;
use std::{collections::BTreeMap, path::Path, sync::Mutex};
use tallystick_runtime::{RuntimeCall, RuntimeEvent};

type Name = (&'static str, &'static str);

static REACHED: Mutex<BTreeMap<Name, u64>> = Mutex::new(BTreeMap::new());

/// The calls that cannot succeed, each with the reason.
pub(crate) const UNREACHABLE: &[(Name, &str)] = &[
	(("Grandpa", "report_equivocation"), "the filter refuses it: nobody may sign a report"),
	(("SafeMode", "enter"), "nobody enters safe mode for a deposit"),
	(("SafeMode", "extend"), "nobody extends safe mode for a deposit"),
	(("SafeMode", "force_release_deposit"), "there are no deposits"),
	(("SafeMode", "force_slash_deposit"), "there are no deposits"),
	(("SafeMode", "release_deposit"), "there are no deposits"),
	(("Session", "purge_keys"), "the filter refuses it: a validator's keys are replaced only"),
];

/// Notes that a call succeeded.
pub(crate) fn note(call: &RuntimeCall) {
	let name = call.get_call_metadata();
	let mut reached = REACHED.lock().expect("no thread panics with it");
	*reached.entry((name.pallet_name, name.function_name)).or_default() += 1;
}

/// Notes the call that another one carried out, if it succeeded: the other one succeeds whether it did or not.
pub(crate) fn note_inner(call: &RuntimeCall, mut events: impl Iterator<Item = RuntimeEvent>) {
	let Some(inner) = inner(call) else { return };
	if !events.any(|event| says_done(&event)) {
		return;
	}
	note(inner);
	if let RuntimeCall::Consortium(pallet_consortium::Call::enact { call }) = inner {
		note(call);
	}
}

/// What the council or a proxy carries out with a call.
fn inner(call: &RuntimeCall) -> Option<&RuntimeCall> {
	use pallet_collective::Call as Council;
	use pallet_proxy::Call as Proxy;
	match call {
		RuntimeCall::Council(
			Council::propose { proposal, .. } | Council::execute { proposal, .. },
		) => Some(proposal),
		RuntimeCall::Proxy(Proxy::proxy { call, .. } | Proxy::proxy_announced { call, .. }) => {
			Some(call)
		},
		_ => None,
	}
}

fn says_done(event: &RuntimeEvent) -> bool {
	use pallet_collective::Event as Council;
	match event {
		RuntimeEvent::Council(
			Council::Executed { result, .. } | Council::MemberExecuted { result, .. },
		)
		| RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => result.is_ok(),
		_ => false,
	}
}

/// How often each call of the runtime succeeded.
pub(crate) fn calls() -> BTreeMap<Name, u64> {
	let reached = REACHED.lock().expect("no thread panics with it");
	let names = RuntimeCall::get_module_names().iter().flat_map(|pallet| {
		RuntimeCall::get_call_names(pallet).iter().map(move |call| (*pallet, *call))
	});
	names.map(|name| (name, reached.get(&name).copied().unwrap_or(0))).collect()
}

/// The inputs of a folder, or those of a file that has one in each line, in hexadecimal.
fn inputs(path: &Path) -> Vec<Vec<u8>> {
	if path.is_file() {
		let text = std::fs::read_to_string(path).expect("it can be read");
		return text.lines().map(from_hex).collect();
	}
	let entries = std::fs::read_dir(path).expect("the folder is there");
	let mut paths: Vec<_> = entries.map(|entry| entry.expect("it can be read").path()).collect();
	paths.sort();
	paths.iter().map(|path| std::fs::read(path).expect("it can be read")).collect()
}

fn from_hex(line: &str) -> Vec<u8> {
	let byte = |at| u8::from_str_radix(&line[at..at + 2], 16).expect("two digits");
	(0..line.len() / 2).map(|at| byte(2 * at)).collect()
}

/// How many calls have succeeded.
fn reached() -> usize {
	REACHED.lock().expect("no thread panics with it").len()
}

/// Plays the inputs of a folder or a file, and prints how often each call succeeded. Returns whether each did that
/// can. Writes those inputs that reach a call which none before them does to the file `keep`.
pub(crate) fn replay(path: &Path, keep: Option<&Path>) -> bool {
	let mut inputs = inputs(path);
	inputs.sort_by_key(Vec::len);
	let mut kept = String::new();
	for input in &inputs {
		let before = reached();
		super::session(input);
		if reached() > before {
			kept.extend(input.iter().map(|byte| format!("{byte:02x}")).chain(["\n".into()]));
		}
	}
	if let Some(keep) = keep {
		std::fs::write(keep, kept).expect("it can be written");
	}
	let (all, mut wrong) = (calls(), vec![]);
	for ((pallet, call), times) in &all {
		let is_listed = UNREACHABLE.iter().any(|(name, _)| *name == (pallet, call));
		println!("{times:8} {pallet}.{call}");
		match times {
			0 if !is_listed => wrong.push(format!("never reached with success: {pallet}.{call}")),
			1.. if is_listed => wrong
				.push(format!("reached, although it is listed as unreachable: {pallet}.{call}")),
			_ => {},
		}
	}
	wrong.iter().for_each(|line| println!("{line}"));
	let reached = all.values().filter(|times| **times > 0).count();
	let (count, calls) = (inputs.len(), all.len());
	println!("runtime: {count} kept inputs reach {reached} of {calls} calls with success");
	wrong.is_empty()
}
