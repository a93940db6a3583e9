//! What happens to needs and orders, in the sequence in which it happens.

use super::Stage;
use crate::story::StoryError;
use serde_json::{json, Value};
use tallystick_client::{
	automation::{
		events::{Raised, Returned},
		Topic,
	},
	procurement::{
		events::*, Category, Covered, Doubts, GivenUp, Landed, Misfit, OrderState, Outcome,
		Statement,
	},
	records::{AssetId, MandateId, Millis, NeedId, OrderId, OrgId},
	rules::Evidence,
	Event, Events, Hash,
};

/// Declares the events that the story follows, and how the log has each.
macro_rules! happened {
	($($Name:ident { $($field:ident),* })*) => {
		/// An event.
		#[derive(Clone, PartialEq, Eq, Debug)]
		pub(super) enum Happened {
			$($Name($Name),)*
		}

		impl Happened {
			/// Those of a block, in their sequence.
			pub(super) fn of(events: &Events) -> Result<Vec<Self>, StoryError> {
				#[allow(non_snake_case)]
				struct Queues { $($Name: std::vec::IntoIter<$Name>),* }
				let mut queues = Queues { $($Name: events.all::<$Name>()?.into_iter()),* };
				let mut all = Vec::new();
				for (pallet, name) in events.names() {
					$(if (pallet, name) == ($Name::PALLET, $Name::NAME) {
						all.extend(queues.$Name.next().map(Self::$Name));
					})*
				}
				Ok(all)
			}

			/// Its name, and its fields as JSON.
			pub(super) fn json(&self) -> (&'static str, Value) {
				match self {
					$(Self::$Name($Name { $($field,)* .. }) => {
						($Name::NAME, json!({ $(stringify!($field): shown($field)),* }))
					},)*
				}
			}
		}
	};
}

happened! {
	OfferPublished { vendor, category }
	OfferRemoved { vendor, category }
	MandateGranted { mandate, org }
	MandateAmended { mandate }
	MandateEnded { mandate }
	NeedDeclared { need, category }
	NeedChanged { need }
	Cleared { need, by }
	SlotsSet { vendor, category, slots }
	Claimed { need, warrantor, until, evidence }
	ClaimRefused { need, reason }
	Unmet { need, misfits }
	NeedGivenUp { need, why, until }
	Placed { order, need, vendor, quantity, landed, until, evidence }
	Advanced { order, state, until }
	Shipped { order, invoice }
	Attested { statement, doubts }
	Reported { order, asset, document }
	Ended { order, need, outcome, paid, refunded, bond, fee }
	Raised { topic }
	Returned { topic }
}

impl Happened {
	/// Where an order has come to by this.
	pub(super) fn stage(&self) -> Option<Stage> {
		match self {
			Self::Placed(_) => Some(Stage::Placed),
			Self::Ended(_) => Some(Stage::Ended),
			Self::Advanced(event) => match event.state {
				OrderState::Accepted => Some(Stage::Accepted),
				OrderState::Shipped { .. } => Some(Stage::Shipped),
				OrderState::Started => Some(Stage::Started),
				OrderState::Received { .. } => Some(Stage::Received),
				OrderState::Returning { .. } => Some(Stage::Returning),
				_ => None,
			},
			_ => None,
		}
	}
}

/// How the log shows a value: amounts as text, hashes in hexadecimal digits.
trait Shown {
	fn shown(&self) -> Value;
}

fn shown(value: &impl Shown) -> Value {
	value.shown()
}

macro_rules! serialized {
	($($Type:ty),* $(,)?) => {$(
		impl Shown for $Type {
			fn shown(&self) -> Value {
				serde_json::to_value(self).unwrap_or_default()
			}
		}
	)*};
}

serialized!(
	u32,
	OrgId,
	MandateId,
	NeedId,
	OrderId,
	AssetId,
	Millis,
	Category,
	Covered,
	GivenUp,
	Landed,
	OrderState,
	Outcome,
	Statement,
	Doubts,
	Topic,
	Vec<(OrgId, Misfit)>,
	Vec<Evidence>,
);

impl Shown for u128 {
	fn shown(&self) -> Value {
		self.to_string().into()
	}
}

impl Shown for Hash {
	fn shown(&self) -> Value {
		hex::encode(self).into()
	}
}
