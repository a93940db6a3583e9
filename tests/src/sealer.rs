use crate::finalize;
use anyhow::Result;
use std::time::Duration;
use tallystick_client::Chain;
use tokio::{sync::watch, task::JoinHandle, time::sleep};

/// Makes blocks on a node that seals by hand. Each is final as soon as the next one is there. The chain's
/// clock counts a slot for each, however fast they come. It ends with this value.
#[derive(Debug)]
pub struct Sealer {
	pause: watch::Sender<Duration>,
	task: JoinHandle<()>,
}

impl Sealer {
	/// Begins to make blocks, with this pause after each.
	pub fn start(chain: &Chain, pause: Duration) -> Self {
		let (pause, pauses) = watch::channel(pause);
		let chain = chain.clone();
		let task = tokio::spawn(async move {
			let mut last = None;
			loop {
				match next(&chain, last).await {
					Ok(block) => last = Some(block),
					Err(error) => eprintln!("no block is sealed: {error:#}"),
				}
				let pause = *pauses.borrow();
				sleep(pause).await;
			}
		});
		Self { pause, task }
	}

	/// Goes on with another pause after each block.
	pub fn set_pause(&self, pause: Duration) {
		self.pause.send_replace(pause);
	}
}

async fn next(chain: &Chain, last: Option<[u8; 32]>) -> Result<[u8; 32]> {
	let block = chain.seal(false, None).await?;
	if let Some(last) = last {
		finalize(chain, &last).await?;
	}
	Ok(block)
}

impl Drop for Sealer {
	fn drop(&mut self) {
		self.task.abort();
	}
}
