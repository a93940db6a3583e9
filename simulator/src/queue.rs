//! What a device keeps until the gateway has it on disk.
//!
//! MQTT's own acknowledgement says that the broker has a message, and clients forget messages when
//! a broker forgets their session. So nothing leaves this queue but by the gateway's answer.

use std::{collections::VecDeque, sync::Arc, time::Duration};
use tokio::time::Instant;

/// A message with readings of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
	/// The number of its first reading.
	pub first: u64,
	/// How many readings.
	pub count: u64,
	/// What is published.
	pub payload: Arc<[u8]>,
}

impl Message {
	/// The number after its last reading's.
	pub fn end(&self) -> u64 {
		self.first.saturating_add(self.count)
	}
}

#[derive(Clone, Debug)]
struct Waiting {
	message: Message,
	/// When it is to be sent, the first time or again.
	due: Option<Instant>,
	sent: u32,
	/// When it was sent first.
	began: Option<Instant>,
}

/// Messages in order, sent up to a window ahead, and again after a time.
#[derive(Clone, Debug)]
pub struct Queue {
	waiting: VecDeque<Waiting>,
	window: usize,
	room: usize,
	timeout: Duration,
}

/// What was sent before, and what not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
	/// The message.
	pub message: Message,
	/// How often it was sent before.
	pub before: u32,
}

/// The gateway wants readings that are gone from here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gone;

impl Queue {
	/// An empty queue with room for `room` messages, that sends at most `window` messages ahead of
	/// the answers.
	pub fn new(window: usize, room: usize, timeout: Duration) -> Self {
		Self { waiting: VecDeque::new(), window: window.max(1), room, timeout }
	}

	/// How long it waits for an answer before it sends a message again.
	pub fn timeout(&self) -> Duration {
		self.timeout
	}

	/// Whether everything was acknowledged.
	pub fn is_empty(&self) -> bool {
		self.waiting.is_empty()
	}

	/// Whether there is room for a message.
	pub fn has_room(&self) -> bool {
		self.waiting.len() < self.room
	}

	/// How many messages and readings wait.
	pub fn len(&self) -> (usize, u64) {
		(self.waiting.len(), self.waiting.iter().map(|waiting| waiting.message.count).sum())
	}

	/// The oldest message.
	pub fn first(&self) -> Option<&Message> {
		self.waiting.front().map(|waiting| &waiting.message)
	}

	/// Appends a message.
	pub fn push(&mut self, message: Message) {
		self.waiting.push_back(Waiting { message, due: None, sent: 0, began: None });
	}

	/// Drops what the gateway has: all messages that end at `next` or below. Says how long each took
	/// since it was sent first.
	pub fn acknowledge(&mut self, next: u64, now: Instant) -> Vec<(Message, Duration)> {
		let mut done = Vec::new();
		while self.waiting.front().is_some_and(|waiting| waiting.message.end() <= next) {
			// A message that was never sent cannot be there.
			let Some(Waiting { message, began: Some(began), .. }) = self.waiting.pop_front() else {
				continue;
			};
			done.push((message, now.saturating_duration_since(began)));
		}
		done
	}

	/// Sends again from the number that the gateway wants.
	pub fn rewind(&mut self, next: u64, now: Instant) -> Result<(), Gone> {
		if self.waiting.front().is_some_and(|waiting| waiting.message.first > next) {
			return Err(Gone);
		}
		for waiting in self.waiting.iter_mut().filter(|waiting| waiting.message.end() > next) {
			waiting.due = waiting.due.map(|due| due.min(now));
		}
		Ok(())
	}

	/// Sends nothing again before the timeout has passed anew.
	pub fn back_off(&mut self, now: Instant) {
		for waiting in self.waiting.iter_mut().filter(|waiting| waiting.sent > 0) {
			waiting.due = now.checked_add(self.timeout);
		}
	}

	/// Takes note that the message was not sent after all.
	pub fn not_sent(&mut self, first: u64, now: Instant) {
		for waiting in self.waiting.iter_mut().filter(|waiting| waiting.message.first == first) {
			waiting.due = now.checked_add(self.timeout / 4);
		}
	}

	/// Whether a message was sent and is not acknowledged.
	pub fn is_under_way(&self) -> bool {
		self.waiting.iter().any(|waiting| waiting.sent > 0)
	}

	/// The next message to send now; with `again_only`, of those that were sent before.
	pub fn take_due(&mut self, now: Instant, again_only: bool) -> Option<Due> {
		let timeout = self.timeout;
		let waiting = self
			.waiting
			.iter_mut()
			.take(self.window)
			.filter(|waiting| !again_only || waiting.sent > 0)
			.find(|waiting| waiting.due.is_none_or(|due| due <= now))?;
		let before = waiting.sent;
		waiting.sent = waiting.sent.saturating_add(1);
		waiting.began.get_or_insert(now);
		// Twice as long each time, up to eight times.
		waiting.due = now.checked_add(timeout.saturating_mul(1 << before.min(3)));
		Some(Due { message: waiting.message.clone(), before })
	}

	/// When there is something to send.
	pub fn next_due(&self, now: Instant) -> Option<Instant> {
		self.waiting.iter().take(self.window).map(|waiting| waiting.due.unwrap_or(now)).min()
	}

	/// When a message is due that was sent before.
	pub fn next_again(&self) -> Option<Instant> {
		let sent = self.waiting.iter().take(self.window).filter(|waiting| waiting.sent > 0);
		sent.filter_map(|waiting| waiting.due).min()
	}

	/// Forgets everything, as a device does that loses power. Says how many readings.
	pub fn clear(&mut self) -> u64 {
		let (_, readings) = self.len();
		self.waiting.clear();
		readings
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const TIMEOUT: Duration = Duration::from_secs(8);

	fn queue(messages: u64) -> (Queue, Instant) {
		let mut queue = Queue::new(2, 10, TIMEOUT);
		for at in 0..messages {
			queue.push(Message { first: at * 10, count: 10, payload: [at as u8].into() });
		}
		(queue, Instant::now())
	}

	fn firsts(queue: &mut Queue, now: Instant) -> Vec<u64> {
		std::iter::from_fn(|| queue.take_due(now, false)).map(|due| due.message.first).collect()
	}

	#[test]
	fn works_within_its_window() {
		let (mut queue, now) = queue(4);
		assert_eq!(firsts(&mut queue, now), [0, 10]);
		assert_eq!(queue.acknowledge(10, now).len(), 1);
		assert_eq!(firsts(&mut queue, now), [20]);
		assert_eq!(queue.acknowledge(40, now).len(), 2);
		assert!(queue.is_empty());
	}

	#[test]
	fn sends_nothing_new_to_a_gateway_that_the_device_is_leaving() {
		let (mut queue, now) = queue(2);
		assert!(!queue.is_under_way() && queue.take_due(now, true).is_none());
		assert_eq!(queue.take_due(now, false).unwrap().message.first, 0);
		assert!(queue.is_under_way() && queue.take_due(now, true).is_none());
		assert_eq!(queue.next_again(), Some(now + TIMEOUT));
		assert_eq!(queue.take_due(now + TIMEOUT, true).unwrap().message.first, 0);
		queue.acknowledge(10, now);
		assert!(!queue.is_under_way() && queue.next_again().is_none());
	}

	#[test]
	fn works_when_no_answer_comes() {
		let (mut queue, now) = queue(1);
		assert_eq!(firsts(&mut queue, now), [0]);
		assert_eq!(firsts(&mut queue, now + TIMEOUT / 2), [0; 0]);
		let again = queue.take_due(now + TIMEOUT, false).unwrap();
		assert_eq!((again.message.first, again.before), (0, 1));
		assert_eq!(queue.next_due(now), Some(now + TIMEOUT * 3));
	}

	#[test]
	fn works_from_where_the_gateway_says() {
		let (mut queue, now) = queue(2);
		firsts(&mut queue, now);
		assert_eq!(queue.rewind(10, now), Ok(()));
		assert_eq!(firsts(&mut queue, now), [10]);
		queue.acknowledge(10, now);
		assert_eq!(queue.rewind(0, now), Err(Gone));
	}

	#[test]
	fn boundary_a_message_is_kept_until_its_last_reading_is_there() {
		let (mut queue, now) = queue(1);
		firsts(&mut queue, now);
		assert_eq!(queue.acknowledge(9, now).len(), 0);
		assert_eq!(queue.len(), (1, 10));
		assert_eq!(queue.acknowledge(10, now + TIMEOUT).first().unwrap().1, TIMEOUT);
	}

	#[test]
	fn works_through_back_pressure_and_power_loss() {
		let (mut queue, now) = queue(3);
		firsts(&mut queue, now);
		queue.back_off(now + TIMEOUT / 2);
		assert_eq!(firsts(&mut queue, now + TIMEOUT), [0; 0]);
		assert_eq!(firsts(&mut queue, now + TIMEOUT * 2), [0, 10]);
		assert_eq!(queue.clear(), 30);
		assert!(queue.is_empty() && queue.has_room());
	}
}
