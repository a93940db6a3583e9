//! Organisations, their members and quotas.

use super::pallet;
use crate::chain::{Chain, ChainError};
use subxt::utils::AccountId32 as AccountId;
use tallystick_evidence::Hash;
use tallystick_records::{
	organization::{self, MemberInfo, OrganizationAccount, Quota, QuotaStatus, Roles},
	OrgId,
};

/// An organisation.
pub type Organization = organization::Organization<AccountId, String>;

/// What the council sets.
pub type Settings = organization::Settings<u32>;

pallet! {
	"Consortium"
	views {
		"organization" OrganizationOf { org: OrgId } -> Option<Organization>;
		"membership" MembershipOf { who: AccountId } -> Option<MemberInfo>;
		"is_invited" IsInvited { org: OrgId, who: AccountId } -> bool;
		"quota" QuotaOf { org: OrgId } -> Option<QuotaStatus<u32>>;
		"validators" Validators {} -> Vec<AccountId>;
		"account_of" AccountOf { org: OrgId } -> Option<OrganizationAccount<AccountId, u128>>;
		"deposit" Deposit { bytes: u32 } -> u128;
	}
	calls {
		/// The council's, as are all up to [`Invite`].
		"admit" Admit { name: String, admin: AccountId, roles: Roles };
		"suspend" Suspend { org: OrgId };
		"resume" Resume { org: OrgId };
		"set_quota" SetQuota { org: OrgId, quota: Quota };
		"add_validator" AddValidator { who: AccountId };
		"remove_validator" RemoveValidator { who: AccountId };
		"invite" Invite { who: AccountId };
		"withdraw_invitation" WithdrawInvitation { org: OrgId, who: AccountId };
		"join" Join { org: OrgId };
		"remove_member" RemoveMember { who: AccountId };
		"drop_keys" DropKeys { who: AccountId };
		/// The council's: sets the blocks of a session and the least number of validators.
		"configure" Configure { settings: Settings };
	}
	events {
		Admitted { org: OrgId, admin: AccountId, roles: Roles };
		RolesChanged { org: OrgId, old: Roles, new: Roles };
		Suspended { org: OrgId };
		Resumed { org: OrgId };
		Dissolved { org: OrgId };
		QuotaChanged { org: OrgId, old: Quota, new: Quota };
		AdminChanged { org: OrgId, old: AccountId, new: AccountId };
		Invited { org: OrgId, who: AccountId };
		InvitationWithdrawn { org: OrgId, who: AccountId };
		MemberAdded { org: OrgId, who: AccountId };
		MemberRemoved { org: OrgId, who: AccountId };
		ValidatorAdded { org: OrgId, who: AccountId };
		ValidatorRemoved { org: OrgId, who: AccountId };
		KeysDropped { who: AccountId };
		VotedTwice { who: AccountId, set: u64, round: u64 };
		Configured { old: Settings, new: Settings };
		Enacted {};
		Withdrawn { org: OrgId, to: AccountId, amount: u128 };
	}
}

impl Chain {
	/// What an account's organisation may still spend on calls that it pays for. `None` if the account
	/// belongs to none.
	pub async fn quota(
		&self,
		account: &AccountId,
		at: Option<&Hash>,
	) -> Result<Option<QuotaStatus<u32>>, ChainError> {
		match self.view(views::MembershipOf { who: *account }, at).await? {
			Some(MemberInfo { org, .. }) => self.view(views::QuotaOf { org }, at).await,
			None => Ok(None),
		}
	}
}
