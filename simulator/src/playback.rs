//! Plays a series or a meter: when each of its values is due.

use crate::{
	meter::{points, Plan},
	Point, Series,
};
use std::sync::Arc;

/// How fast a series is played.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Pace {
	/// So many times as fast as it was measured.
	Speed(f64),
	/// A reading after each so many milliseconds, whenever it was measured.
	Every(f64),
}

/// Says what a device measures, and when.
#[derive(Clone, Debug)]
pub enum Playback {
	/// A series, over and over.
	Series(Replay),
	/// A meter, until it is taken down.
	Meter(Readings),
}

impl Playback {
	/// Plays the series from its value `first` on, due at `start`.
	pub fn new(series: Arc<Series>, pace: Pace, start: u64, first: usize) -> Self {
		Self::Series(Replay::new(series, pace, start, first))
	}

	/// Reads a meter.
	pub fn meter(plan: Plan) -> Self {
		let time = plan.next(None);
		Self::Meter(Readings { plan, time, place: 0, has_forgotten: false })
	}

	/// The next value: its time is when it is due. `None` of a meter that was taken down.
	pub fn peek(&self) -> Option<Point> {
		match self {
			Self::Series(replay) => Some(replay.peek()),
			Self::Meter(readings) => readings.peek(),
		}
	}

	/// Plays the next value.
	pub fn advance(&mut self) -> Option<Point> {
		match self {
			Self::Series(replay) => Some(replay.advance()),
			Self::Meter(readings) => readings.advance(),
		}
	}

	/// Whether the device has lost its memory since the last value. Says so once.
	pub fn has_forgotten(&mut self) -> bool {
		match self {
			Self::Series(_) => false,
			Self::Meter(readings) => std::mem::take(&mut readings.has_forgotten),
		}
	}

	/// Until when the device cannot send, if it cannot at `time`: both UTC, in milliseconds.
	pub fn offline_until(&self, time: u64) -> Option<u64> {
		let Self::Meter(Readings { plan, .. }) = self else { return None };
		plan.offline.iter().find(|span| span.contains(&time)).map(|span| span.end)
	}
}

/// Reads a meter: its registers one after the other, at each time of its plan.
#[derive(Clone, Debug)]
pub struct Readings {
	plan: Plan,
	time: Option<u64>,
	place: usize,
	has_forgotten: bool,
}

impl Readings {
	fn peek(&self) -> Option<Point> {
		let time = self.time?;
		points(time, self.plan.registers(time)).get(self.place).copied()
	}

	fn advance(&mut self) -> Option<Point> {
		let point = self.peek()?;
		if self.place == 0 {
			self.place = 1;
			return Some(point);
		}
		(self.time, self.place) = (self.plan.next(self.time), 0);
		self.has_forgotten = self.time.is_some_and(|time| self.plan.forgets(point.time, time));
		Some(point)
	}
}

/// Plays a series over and over. Times rise strictly within a channel.
#[derive(Clone, Debug)]
pub struct Replay {
	series: Arc<Series>,
	start: u64,
	pace: Pace,
	first: usize,
	played: u64,
	last: Vec<u64>,
}

impl Replay {
	fn new(series: Arc<Series>, pace: Pace, start: u64, first: usize) -> Self {
		let last = vec![0; series.channels.len()];
		let first = first.checked_rem(series.points.len()).unwrap_or(0);
		Self { series, start, pace, first, played: 0, last }
	}

	fn peek(&self) -> Point {
		let len = self.series.points.len() as u64;
		let at = (self.first as u64).saturating_add(self.played);
		let (round, place) = (at.checked_div(len).unwrap_or(0), at.checked_rem(len).unwrap_or(0));
		let point = self.series.points.get(place as usize).copied();
		let point = point.unwrap_or(Point { channel: 0, time: 0, value: 0 });
		let offset = match self.pace {
			Pace::Every(millis) => self.played as f64 * millis,
			Pace::Speed(speed) => {
				let begin = self.series.points.get(self.first).map_or(0, |point| point.time);
				let passed = (round * self.length()).saturating_add(point.time);
				passed.saturating_sub(begin) as f64 / speed
			},
		};
		let last = self.last.get(usize::from(point.channel)).copied().unwrap_or(0);
		let due = self.start.saturating_add(offset as u64);
		Point { time: due.max(last.saturating_add(1)), ..point }
	}

	fn advance(&mut self) -> Point {
		let point = self.peek();
		self.played = self.played.saturating_add(1);
		if let Some(last) = self.last.get_mut(usize::from(point.channel)) {
			*last = point.time;
		}
		point
	}

	/// Milliseconds from one round to the next.
	fn length(&self) -> u64 {
		let points = &self.series.points;
		let (Some(first), Some(last)) = (points.first(), points.last()) else { return 1 };
		let period = self.series.channels.iter().map(|channel| channel.period).min().unwrap_or(1);
		last.time.saturating_sub(first.time).saturating_add(period.into())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn series() -> Arc<Series> {
		let csv = b"time,a:W:0,b:W:0\n2022-01-01T00:00:00Z,1,2\n2022-01-01T00:01:00Z,3,\n2022-01-01T00:03:00Z,,4";
		Arc::new(Series::from_csv(csv).unwrap())
	}

	fn play(mut playback: Playback, count: usize) -> Vec<(u16, u64, i64)> {
		let points = std::iter::from_fn(|| playback.advance()).take(count);
		points.map(|point| (point.channel, point.time, point.value)).collect()
	}

	#[test]
	fn works_over_and_over_at_a_speed() {
		let playback = Playback::new(series(), Pace::Speed(60.0), 1_000_000, 0);
		let expected = [
			(0, 1_000_000, 1),
			(1, 1_000_000, 2),
			(0, 1_001_000, 3),
			(1, 1_003_000, 4),
			(0, 1_004_000, 1),
			(1, 1_004_000, 2),
			(0, 1_005_000, 3),
		];
		assert_eq!(play(playback, 7), expected);
	}

	#[test]
	fn works_at_a_rate_from_the_middle() {
		let playback = Playback::new(series(), Pace::Every(2.5), 100, 2);
		assert_eq!(play(playback, 4), [(0, 100, 3), (1, 102, 4), (0, 105, 1), (1, 107, 2)]);
	}

	#[test]
	fn boundary_times_rise_even_below_a_millisecond() {
		let mut last = [0; 2];
		for (channel, time, _) in play(Playback::new(series(), Pace::Every(0.1), 100, 0), 400) {
			assert!(time > last[usize::from(channel)]);
			last[usize::from(channel)] = time;
		}
	}
}
