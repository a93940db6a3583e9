//! Ends the node when it gets a signal.

use signal_hook::{
	consts::{SIGINT, SIGTERM},
	flag,
};
use std::{
	io,
	panic::{self, PanicHookInfo},
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
};

/// After a signal, makes a panic end only its task, not the process.
///
/// When the node stops, tasks that wait for a timer may be polled after the runtime has stopped its
/// timers; they panic then. They would have ended in any case, and the database is closed after
/// them. Call this after the panic hook that ends the process is set.
pub(crate) fn expect_signals() -> io::Result<()> {
	let stopping = Arc::new(AtomicBool::new(false));
	for signal in [SIGINT, SIGTERM] {
		flag::register(signal, Arc::clone(&stopping))?;
	}
	let fatal = panic::take_hook();
	panic::set_hook(Box::new(move |info| {
		if is_fatal(&stopping, info) {
			fatal(info);
		}
	}));
	Ok(())
}

/// Whether a panic is to end the process.
fn is_fatal(stopping: &AtomicBool, info: &PanicHookInfo) -> bool {
	let is_stopping = stopping.load(Ordering::Relaxed);
	if is_stopping {
		log::debug!("a task ended while the node stopped: {info}");
	}
	!is_stopping
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::thread;

	#[test]
	fn a_panic_ends_the_process_unless_it_is_stopping() {
		// Stands in for the hook that ends the process.
		let ended = Arc::new(AtomicBool::new(false));
		let before = panic::take_hook();
		panic::set_hook(Box::new({
			let ended = Arc::clone(&ended);
			move |_| ended.store(true, Ordering::Relaxed)
		}));
		expect_signals().unwrap();
		let ends = || {
			ended.store(false, Ordering::Relaxed);
			assert!(thread::spawn(|| panic!("a timer")).join().is_err());
			ended.load(Ordering::Relaxed)
		};
		let running = ends();
		signal_hook::low_level::raise(SIGTERM).unwrap();
		let stopping = ends();
		panic::set_hook(before);
		assert!(running);
		assert!(!stopping);
	}
}
