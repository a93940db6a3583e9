//! Money that waits between two parties until something is done.

use super::pallet;
use crate::{
	call::Call,
	chain::{Chain, ChainError},
};
use subxt::utils::AccountId32 as AccountId;
use tallystick_evidence::Hash;
use tallystick_records::{
	escrow::{self, EscrowPurpose},
	EscrowId, Millis, Page,
};

/// An escrow. Ask it for its outcome with the time of a block.
pub type EscrowRecord = escrow::EscrowRecord<AccountId, u128>;

/// Whether the pallet that opened an escrow may pay from it.
pub type EscrowState = escrow::EscrowState<AccountId, u128>;

/// Terms under which an arbiter decides.
pub type Dispute = escrow::Dispute<AccountId, u128>;

/// Most entries that a view returns at once.
pub const MAX_PAGE: u32 = 100;

pallet! {
	"Escrow"
	views {
		"escrow" EscrowOf { escrow: EscrowId } -> Option<EscrowRecord>;
		/// At most [`MAX_PAGE`] escrows. The last page is shorter than `limit`.
		"escrows_of" EscrowsOf { payer: AccountId, after: Option<EscrowId>, limit: u32 } -> Vec<EscrowId>;
	}
	calls {
		"decide" Decide { escrow: EscrowId, amount: u128 };
		"expire" Expire { escrow: EscrowId };
	}
	events {
		Opened {
			escrow: EscrowId,
			purpose: EscrowPurpose,
			reference: u64,
			payer: AccountId,
			amount: u128,
			backstop: Millis,
		};
		Released { escrow: EscrowId, payee: AccountId, amount: u128 };
		Undeliverable { escrow: EscrowId, payee: AccountId, amount: u128 };
		Disputed { escrow: EscrowId, terms: Dispute };
		Decided { escrow: EscrowId, arbiter: AccountId, amount: u128 };
		Settled { escrow: EscrowId };
		Resolved { escrow: EscrowId, amount: u128 };
		Closed { escrow: EscrowId, refunded: u128 };
		Expired { escrow: EscrowId, paid: u128, refunded: u128 };
		Short { escrow: EscrowId, missing: u128 };
	}
}

impl Call {
	/// Decides a dispute, for good: what its payee gets. The signer has to be the arbiter.
	pub fn decide(escrow: EscrowId, amount: u128) -> Self {
		calls::Decide { escrow, amount }.into()
	}

	/// Ends an escrow whose backstop has passed. Anybody may.
	pub fn expire(escrow: EscrowId) -> Self {
		calls::Expire { escrow }.into()
	}
}

impl Chain {
	/// An escrow. `None` if it has ended.
	pub async fn escrow(
		&self,
		escrow: EscrowId,
		at: Option<&Hash>,
	) -> Result<Option<EscrowRecord>, ChainError> {
		self.view(views::EscrowOf { escrow }, at).await
	}

	/// The escrows of a payer: a page, after this one. Name one block for all pages.
	pub async fn escrows(
		&self,
		payer: &AccountId,
		after: Option<EscrowId>,
		at: Option<&Hash>,
	) -> Result<Page<EscrowId>, ChainError> {
		let (payer, limit) = (*payer, MAX_PAGE);
		let items = self.view(views::EscrowsOf { payer, after, limit }, at).await?;
		Ok(Page::new(items, limit))
	}
}
