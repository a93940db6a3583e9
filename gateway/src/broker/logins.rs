//! Slows down guessing of passwords.
//!
//! Failures are counted for one name from one address. Failures from other addresses, or of other names
//! behind the same address, delay nobody. A login that has to wait is still checked: behind a proxy or
//! a NAT, a device still logs in while another client tries its name, unless that client keeps all
//! waiting places of the name occupied. Nothing can prevent that here: before its password is checked,
//! the device's login is no different from a guess.

use std::{
	collections::{hash_map::RandomState, HashMap},
	hash::BuildHasher,
	net::IpAddr,
	sync::{Mutex, PoisonError},
	time::{Duration, Instant},
};

/// A pair of name and address is forgotten this long after its last failure.
const MEMORY: Duration = Duration::from_secs(300);
/// The broker gives a client ten seconds to log in.
const LONGEST: Duration = Duration::from_secs(4);
/// Most logins of one pair that wait at once. It also bounds the guesses: [`WAITING`] in [`LONGEST`].
const WAITING: u32 = 32;
/// Most pairs that are remembered.
const PAIRS: usize = 16_384;

/// The failed logins, by name and address.
#[derive(Debug)]
pub(super) struct Logins {
	/// Failures before the next login has to wait. 0: no login ever waits.
	free: u32,
	hasher: RandomState,
	pairs: Mutex<HashMap<u64, Failures>>,
}

#[derive(Clone, Copy, Debug)]
struct Failures {
	count: u32,
	last: Instant,
	waiting: u32,
}

impl Logins {
	pub(super) fn new(free: u32) -> Self {
		Self { free, hasher: RandomState::new(), pairs: Mutex::default() }
	}

	/// Begins a login. `None` if too many of this name and address are waiting.
	pub(super) fn begin(&self, address: IpAddr, name: &str, now: Instant) -> Option<Login<'_>> {
		let pair = self.hasher.hash_one((network(address), name));
		let mut pairs = self.lock();
		let known = pairs.get_mut(&pair).filter(|failures| {
			now.saturating_duration_since(failures.last) < MEMORY || failures.waiting > 0
		});
		let wait = known.as_ref().map_or(Duration::ZERO, |failures| self.wait(failures.count));
		if let Some(failures) = known.filter(|_| !wait.is_zero()) {
			if failures.waiting >= WAITING {
				return None;
			}
			failures.waiting = failures.waiting.saturating_add(1);
		}
		Some(Login { logins: self, pair, wait })
	}

	fn wait(&self, failures: u32) -> Duration {
		if self.free == 0 || failures < self.free {
			return Duration::ZERO;
		}
		let doublings = failures.saturating_sub(self.free).min(8);
		Duration::from_secs(1 << doublings).min(LONGEST)
	}

	fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u64, Failures>> {
		self.pairs.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

/// A login whose password is not checked yet.
#[derive(Debug)]
pub(super) struct Login<'a> {
	logins: &'a Logins,
	pair: u64,
	/// The time to wait before the password is checked.
	pub(super) wait: Duration,
}

impl Login<'_> {
	/// The password was right: resets the failures.
	pub(super) fn succeeded(self) {
		let mut pairs = self.logins.lock();
		if let Some(failures) = pairs.get_mut(&self.pair) {
			failures.count = 0;
		}
	}

	/// The password was wrong. Returns whether the next login is the first that waits.
	pub(super) fn failed(self, now: Instant) -> bool {
		let mut pairs = self.logins.lock();
		if !pairs.contains_key(&self.pair) && pairs.len() >= PAIRS {
			pairs.retain(|_, failures| {
				failures.waiting > 0 || now.saturating_duration_since(failures.last) < MEMORY
			});
			// Only a client that invents names fills the map, and most likely one of its own is dropped.
			let any =
				pairs.iter().find(|(_, failures)| failures.waiting == 0).map(|(pair, _)| *pair);
			if let Some(any) = any.filter(|_| pairs.len() >= PAIRS) {
				pairs.remove(&any);
			}
		}
		let fresh = Failures { count: 0, last: now, waiting: 0 };
		let failures = pairs.entry(self.pair).or_insert(fresh);
		if now.saturating_duration_since(failures.last) >= MEMORY {
			failures.count = 0;
		}
		failures.count = failures.count.saturating_add(1);
		failures.last = now;
		failures.count == self.logins.free
	}
}

impl Drop for Login<'_> {
	fn drop(&mut self) {
		let mut pairs = self.logins.lock();
		if let Some(failures) = pairs.get_mut(&self.pair) {
			if !self.wait.is_zero() {
				failures.waiting = failures.waiting.saturating_sub(1);
			}
			if failures.count == 0 && failures.waiting == 0 {
				pairs.remove(&self.pair);
			}
		}
	}
}

/// The address, or of version 6 its /64 network, since a host with one such address has 2^64.
fn network(address: IpAddr) -> IpAddr {
	match address.to_canonical() {
		IpAddr::V4(address) => address.into(),
		IpAddr::V6(address) => IpAddr::V6((u128::from(address) >> 64 << 64).into()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 1));
	const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 2));

	fn fail(logins: &Logins, address: IpAddr, name: &str, times: u32, now: Instant) {
		for _ in 0..times {
			logins.begin(address, name, now).unwrap().failed(now);
		}
	}

	fn wait(logins: &Logins, address: IpAddr, name: &str, now: Instant) -> u64 {
		logins.begin(address, name, now).unwrap().wait.as_secs()
	}

	#[test]
	fn delays_one_name_from_one_address_and_nobody_else() {
		let (logins, now) = (Logins::new(3), Instant::now());
		fail(&logins, HERE, "a", 2, now);
		assert_eq!(wait(&logins, HERE, "a", now), 0);
		assert!(logins.begin(HERE, "a", now).unwrap().failed(now));
		for delay in [1, 2, 4, 4] {
			assert_eq!(wait(&logins, HERE, "a", now), delay);
			assert_eq!(wait(&logins, THERE, "a", now), 0);
			assert_eq!(wait(&logins, HERE, "b", now), 0);
			assert!(!logins.begin(HERE, "a", now).unwrap().failed(now));
		}
	}

	#[test]
	fn forgets_failures_after_a_success_and_with_time() {
		let (logins, now) = (Logins::new(1), Instant::now());
		fail(&logins, HERE, "a", 4, now);
		assert_eq!(wait(&logins, HERE, "a", now + MEMORY - Duration::from_secs(1)), 4);
		assert_eq!(wait(&logins, HERE, "a", now + MEMORY), 0);
		logins.begin(HERE, "a", now).unwrap().succeeded();
		assert_eq!(wait(&logins, HERE, "a", now), 0);
		assert!(logins.lock().is_empty());
	}

	#[test]
	fn lets_no_more_than_a_few_logins_of_one_pair_wait() {
		let (logins, now) = (Logins::new(1), Instant::now());
		fail(&logins, HERE, "a", 1, now);
		let waiting: Vec<_> = (0..WAITING).map(|_| logins.begin(HERE, "a", now).unwrap()).collect();
		assert!(logins.begin(HERE, "a", now).is_none());
		assert!(logins.begin(HERE, "b", now).is_some());
		assert!(logins.begin(THERE, "a", now).is_some());
		drop(waiting);
		assert!(logins.begin(HERE, "a", now).is_some());
	}

	#[test]
	fn remembers_no_more_pairs_than_it_may() {
		let (logins, now) = (Logins::new(1), Instant::now());
		for name in 0..PAIRS + 10 {
			fail(&logins, HERE, &name.to_string(), 1, now);
		}
		assert_eq!(logins.lock().len(), PAIRS);
		fail(&logins, HERE, "later", 1, now + MEMORY);
		assert_eq!(logins.lock().len(), 1);
	}

	#[test]
	fn delays_nobody_when_it_is_off() {
		let (logins, now) = (Logins::new(0), Instant::now());
		fail(&logins, HERE, "a", 100, now);
		assert_eq!(wait(&logins, HERE, "a", now), 0);
	}

	#[test]
	fn takes_a_network_of_version_6_for_one_address() {
		let (logins, now) = (Logins::new(1), Instant::now());
		fail(&logins, "2001:db8::1".parse().unwrap(), "a", 1, now);
		assert_eq!(wait(&logins, "2001:db8::2".parse().unwrap(), "a", now), 1);
		assert_eq!(wait(&logins, "2001:db8:0:1::1".parse().unwrap(), "a", now), 0);
		fail(&logins, "::ffff:10.0.0.1".parse().unwrap(), "a", 1, now);
		assert_eq!(wait(&logins, HERE, "a", now), 1);
	}
}
