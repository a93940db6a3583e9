//! Time zones as POSIX writes them in `TZ`: `CET-1CEST,M3.5.0,M10.5.0/3`.
//!
//! POSIX names a day in three ways. Only `M` is read; all zones with a permanent rule use it. The names of clocks are
//! read and dropped.

use super::{
	error::{TextError, TextProblem},
	scan::Scanner,
};
use crate::zone::{Daylight, Switch, Zone};
use core::{fmt, str::FromStr};

/// The default minute at which the clock changes: 02:00.
const DEFAULT_MINUTE: i16 = 120;

impl FromStr for Zone {
	type Err = TextError;

	fn from_str(text: &str) -> Result<Self, TextError> {
		let mut rest = text;
		let malformed = || Scanner::new(text).error(0, TextProblem::Zone);
		let zone = read(&mut rest).filter(|zone| rest.is_empty() && zone.check().is_ok());
		zone.ok_or_else(malformed)
	}
}

fn read(rest: &mut &str) -> Option<Zone> {
	clock(rest)?;
	// POSIX counts westwards.
	let standard = minutes(rest)?.checked_neg()?;
	if rest.is_empty() {
		return Some(Zone { standard, daylight: None });
	}
	clock(rest)?;
	let offset = if rest.starts_with(',') {
		standard.checked_add(60)?
	} else {
		minutes(rest)?.checked_neg()?
	};
	let (begins, ends) = (switch(rest)?, switch(rest)?);
	Some(Zone { standard, daylight: Some(Daylight { offset, begins, ends }) })
}

/// Takes this many bytes off the front of a text.
fn take<'a>(rest: &mut &'a str, bytes: usize) -> Option<&'a str> {
	let (taken, after) = rest.split_at_checked(bytes)?;
	*rest = after;
	Some(taken)
}

fn symbol(rest: &mut &str, symbol: char) -> Option<()> {
	*rest = rest.strip_prefix(symbol)?;
	Some(())
}

/// The name of a clock: three letters or more, or anything in angle brackets.
fn clock(rest: &mut &str) -> Option<()> {
	if symbol(rest, '<').is_some() {
		let end = rest.find('>')?;
		take(rest, end)?;
		return symbol(rest, '>');
	}
	let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
	take(rest, letters)?;
	(letters >= 3).then_some(())
}

fn number(rest: &mut &str) -> Option<i16> {
	let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
	take(rest, digits)?.parse().ok()
}

/// Hours, and perhaps minutes, with a sign.
fn minutes(rest: &mut &str) -> Option<i16> {
	let negative = symbol(rest, '-').is_some();
	if !negative {
		let _ = symbol(rest, '+');
	}
	let mut minutes = number(rest)?.checked_mul(60)?;
	if symbol(rest, ':').is_some() {
		minutes = minutes.checked_add(number(rest).filter(|minutes| *minutes < 60)?)?;
	}
	if symbol(rest, ':').is_some() && number(rest)? != 0 {
		return None;
	}
	if negative {
		minutes.checked_neg()
	} else {
		Some(minutes)
	}
}

/// `,Mm.w.d/time`.
fn switch(rest: &mut &str) -> Option<Switch> {
	symbol(rest, ',')?;
	symbol(rest, 'M')?;
	let small = |rest: &mut &str| u8::try_from(number(rest)?).ok();
	let month = small(rest)?;
	symbol(rest, '.')?;
	let week = small(rest)?;
	symbol(rest, '.')?;
	let weekday = small(rest)?;
	let minute = if symbol(rest, '/').is_some() { minutes(rest)? } else { DEFAULT_MINUTE };
	Some(Switch { month, week, weekday, minute })
}

/// Hours, and minutes if there are any, with a sign if it is negative.
struct Hours(i16);

impl fmt::Display for Hours {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let minutes = self.0.unsigned_abs();
		let hours = minutes.checked_div(60).unwrap_or_default();
		let minutes = minutes.checked_rem(60).unwrap_or_default();
		f.write_str(if self.0 < 0 { "-" } else { "" })?;
		write!(f, "{hours}")?;
		if minutes > 0 {
			write!(f, ":{minutes:02}")?;
		}
		Ok(())
	}
}

impl fmt::Display for Switch {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, ",M{}.{}.{}/{}", self.month, self.week, self.weekday, Hours(self.minute))
	}
}

impl fmt::Display for Zone {
	/// Writes the rule with the clock names `STD` and `DST`, which no reader uses.
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, "STD{}", Hours(self.standard.saturating_neg()))?;
		if let Some(Daylight { offset, begins, ends }) = &self.daylight {
			write!(f, "DST{}{begins}{ends}", Hours(offset.saturating_neg()))?;
		}
		Ok(())
	}
}
