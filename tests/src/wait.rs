use anyhow::{bail, Result};
use std::time::Duration;
use tokio::time::{sleep, timeout, Instant};

const INTERVAL: Duration = Duration::from_millis(200);

/// Asks `probe` again and again until it answers `Some`, at most for `limit`.
///
/// An error of the probe is no end, because a node that restarts answers with errors; the last one
/// is in the message when the time is up. `what` completes the sentence “waited 10 s for …”.
pub async fn wait_until<T>(
	what: &str,
	limit: Duration,
	mut probe: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
	let deadline = Instant::now() + limit;
	let mut last = String::from("it was not so at any time");
	loop {
		let left = deadline.saturating_duration_since(Instant::now());
		if left.is_zero() {
			bail!("waited {} s for {what}: {last}", limit.as_secs_f32());
		}
		match timeout(left, probe()).await {
			Ok(Ok(Some(found))) => return Ok(found),
			Ok(Ok(None)) => {},
			Ok(Err(error)) => last = format!("{error:#}"),
			Err(_) => last = String::from("no answer came"),
		}
		sleep(INTERVAL.min(left)).await;
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[tokio::test]
	async fn ends_with_what_the_probe_found() {
		let mut calls = 0;
		let found = wait_until("the third call", Duration::from_secs(5), async || {
			calls += 1;
			if calls == 1 {
				bail!("not yet");
			}
			Ok((calls == 3).then_some(calls))
		})
		.await
		.unwrap();
		assert_eq!(found, 3);
	}

	#[tokio::test]
	async fn fails_when_the_time_is_up_and_tells_the_last_error() {
		let error = wait_until::<()>("the moon", Duration::from_millis(300), async || {
			bail!("still below the horizon")
		})
		.await
		.unwrap_err();
		assert_eq!(error.to_string(), "waited 0.3 s for the moon: still below the horizon");
	}

	#[tokio::test]
	async fn fails_when_the_probe_hangs() {
		let error = wait_until::<()>("an answer", Duration::from_millis(100), async || {
			std::future::pending().await
		})
		.await
		.unwrap_err();
		assert!(error.to_string().ends_with("no answer came"), "{error}");
	}
}
