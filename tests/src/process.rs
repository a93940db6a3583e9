use anyhow::{Context, Result};
use std::{fs, time::Duration};

/// Linux tells the time of a processor in hundredths of a second, whatever its timer does.
const TICK: Duration = Duration::from_millis(10);

/// The time that a process has had a processor for, in the kernel and outside, with all of its threads.
pub fn cpu_time(pid: u32) -> Result<Duration> {
	let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
	// The name stands in brackets and may hold anything.
	let (_, fields) = stat.rsplit_once(')').context("no name in the process's figures")?;
	let ticks = |at: usize| -> Result<u32> {
		Ok(fields.split_whitespace().nth(at).context("too few figures of the process")?.parse()?)
	};
	// Fields 14 and 15; the first one after the name is the third.
	Ok(TICK * (ticks(11)? + ticks(12)?))
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::time::Instant;

	#[test]
	fn counts_what_this_process_works() {
		let before = cpu_time(std::process::id()).unwrap();
		let until = Instant::now() + Duration::from_secs(60);
		while cpu_time(std::process::id()).unwrap() < before + 3 * TICK {
			assert!(Instant::now() < until, "it stands still");
		}
	}
}
