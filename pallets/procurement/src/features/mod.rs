//! What the pallet does, one file a feature.

pub(crate) mod conditions;
pub(crate) mod disputes;
pub(crate) mod endings;
pub(crate) mod mandates;
pub(crate) mod money;
pub(crate) mod needs;
pub(crate) mod offers;
pub(crate) mod orders;
pub(crate) mod placing;
pub(crate) mod visits;

use crate::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Millis {
		Millis(T::Time::now())
	}

	/// Whether a span is one that orders may have, in milliseconds.
	pub(crate) fn is_span(span: u64) -> bool {
		(1..=T::MaxSpan::get()).contains(&span)
	}

	/// Whether each entry is there once.
	pub(crate) fn differ<E: PartialEq>(entries: &[E]) -> bool {
		entries.iter().enumerate().all(|(at, entry)| !entries.iter().take(at).any(|of| of == entry))
	}
}
