//! The properties in the pallet's documentation, under the same numbers.

use super::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame::deps::sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every property.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut watched = BTreeMap::<DeviceId, u32>::new();
		for (stream, record) in Streams::<T>::iter() {
			*watched.entry(stream.device).or_default() += 1;
			let tickets = Watchers::<T>::iter_prefix(stream).count() as u32;
			ensure!(record.watchers > 0, "2: a watched stream has no watcher");
			ensure!(record.accounts == tickets, "2: accounts and tickets differ");
			ensure!(record.watchers >= tickets, "2: more accounts than watchers");
			let mut references = 0u64;
			for (_, count) in record.consumers.iter() {
				ensure!(count > 0, "6: a consumer without a reference is listed");
				references += u64::from(count);
			}
			ensure!(
				u64::from(record.watchers) == u64::from(record.accounts) + references,
				"6: watchers are not accounts and references"
			);
			let tail = Tails::<T>::get(stream.device).ok_or("1: a watched device has no tail")?;
			let (seen, now) = (record.seen, tail.continuity);
			ensure!(
				seen.segments <= now.segments
					&& seen.gaps <= now.gaps
					&& seen.missing <= now.missing
					&& seen.restarts <= now.restarts
					&& seen.forks <= now.forks
					&& seen.skews <= now.skews,
				"5: a stream has seen more than there was"
			);
		}
		for (device, tail) in Tails::<T>::iter() {
			ensure!(
				watched.get(&device) == Some(&tail.streams),
				"1: a tail does not count its streams"
			);
		}
		for stream in Watchers::<T>::iter().map(|(stream, _, _)| stream) {
			ensure!(Streams::<T>::contains_key(stream), "2: a ticket for no stream");
		}

		let cursor = ExpiryCursor::<T>::get().unwrap_or_default();
		let mut listed = BTreeSet::new();
		for (block, batches) in AnchoredIn::<T>::iter() {
			ensure!(block >= cursor, "4: a record is older than the cursor");
			for (gateway, number) in batches {
				let record = Batches::<T>::get(&gateway, number)
					.ok_or("3: a batch without a record is listed")?;
				ensure!(record.block == block, "3: a batch is listed under another block");
				ensure!(
					number < Self::next_of(&gateway),
					"3: a batch has a number that is to come"
				);
				ensure!(listed.insert((gateway.encode(), number)), "3: a batch is listed twice");
			}
		}
		ensure!(Batches::<T>::iter().count() == listed.len(), "3: a batch is not listed");
		Ok(())
	}
}
