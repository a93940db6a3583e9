//! The tables: a file each, with the only SQL of it.

pub(super) mod batch;
pub(super) mod batch_path;
pub(super) mod by_number;
pub(super) mod by_time;
pub(super) mod conflict;
pub(super) mod damaged;
pub(super) mod device;
pub(super) mod flight;
pub(super) mod indexed;
pub(super) mod key;
pub(super) mod key_path;
pub(super) mod message;
pub(super) mod meta;
pub(super) mod recent_tail;
pub(super) mod segment;
pub(super) mod tail;
pub(super) mod tally;

use super::incoming::{Kind, Numbering};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

/// A number in SQLite's signed 64 bits. Larger ones are not stored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct U64(pub(super) u64);

impl ToSql for U64 {
	fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
		let number = i64::try_from(self.0);
		Ok(number.map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?.into())
	}
}

impl FromSql for U64 {
	fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
		let number = i64::column_result(value)?;
		u64::try_from(number).map(Self).map_err(|_| FromSqlError::OutOfRange(number))
	}
}

impl ToSql for Kind {
	fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
		let code: i64 = match self {
			Self::Gateway => 0,
			Self::Readings => 1,
			Self::Segment => 2,
		};
		Ok(code.into())
	}
}

impl FromSql for Kind {
	fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
		match i64::column_result(value)? {
			0 => Ok(Self::Gateway),
			1 => Ok(Self::Readings),
			2 => Ok(Self::Segment),
			other => Err(FromSqlError::OutOfRange(other)),
		}
	}
}

impl ToSql for Numbering {
	fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
		let signed: i64 = match self {
			Self::Gateway => 0,
			Self::Device => 1,
		};
		Ok(signed.into())
	}
}

impl FromSql for Numbering {
	fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
		match i64::column_result(value)? {
			0 => Ok(Self::Gateway),
			1 => Ok(Self::Device),
			other => Err(FromSqlError::OutOfRange(other)),
		}
	}
}
