use anyhow::{Context, Result};
use std::{fs, path::Path, time::Duration};

const TAIL_LINES: usize = 40;

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

/// Bytes of a process's memory, as the kernel counts them under this name: `VmRSS` is all of it.
pub(crate) fn memory_of(pid: u32, name: &str) -> Result<u64> {
	let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
	let kibibytes: u64 = status
		.lines()
		.find_map(|line| line.strip_prefix(name)?.strip_prefix(':')?.split_whitespace().next())
		.with_context(|| format!("no {name}"))?
		.parse()?;
	Ok(kibibytes * 1024)
}

/// The end of a process's log, for the report of a failure.
pub(crate) fn tail_of(log: &Path) -> String {
	let log = fs::read(log).unwrap_or_default();
	let log = String::from_utf8_lossy(&log);
	let lines: Vec<_> = log.lines().collect();
	lines[lines.len().saturating_sub(TAIL_LINES)..].join("\n")
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::time::Instant;

	#[test]
	fn knows_the_memory_of_this_process() {
		let (all, of_files) =
			(memory_of(std::process::id(), "VmRSS"), memory_of(std::process::id(), "RssFile"));
		assert!(all.unwrap() > of_files.unwrap());
		assert!(memory_of(std::process::id(), "Vm").is_err());
	}

	#[test]
	fn counts_what_this_process_works() {
		let before = cpu_time(std::process::id()).unwrap();
		let until = Instant::now() + Duration::from_secs(60);
		while cpu_time(std::process::id()).unwrap() < before + 3 * TICK {
			assert!(Instant::now() < until, "it stands still");
		}
	}
}
