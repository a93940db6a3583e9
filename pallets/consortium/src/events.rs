//! The pallet's events.

#[frame::pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An organisation joined the consortium.
		Admitted {
			/// Its id.
			org: OrgId,
			/// The account that manages its members, once it has joined.
			admin: T::AccountId,
			/// What it does.
			roles: Roles,
		},
		/// An organisation's roles changed.
		RolesChanged {
			/// The organisation.
			org: OrgId,
			/// The roles before.
			old: Roles,
			/// The roles from now on.
			new: Roles,
		},
		/// An organisation was suspended: its members are refused from now on.
		Suspended {
			/// The organisation.
			org: OrgId,
		},
		/// An organisation is in good standing again.
		Resumed {
			/// The organisation.
			org: OrgId,
		},
		/// An organisation left the consortium for good.
		Dissolved {
			/// The organisation.
			org: OrgId,
		},
		/// An organisation's quota changed.
		QuotaChanged {
			/// The organisation.
			org: OrgId,
			/// The quota before.
			old: Quota,
			/// The quota from now on.
			new: Quota,
		},
		/// An organisation's admin changed.
		AdminChanged {
			/// The organisation.
			org: OrgId,
			/// The admin before; a member stays one.
			old: T::AccountId,
			/// The admin from now on, or once it has joined.
			new: T::AccountId,
		},
		/// An organisation offers an account a place.
		Invited {
			/// The organisation that pays for the place.
			org: OrgId,
			/// The account that may join.
			who: T::AccountId,
		},
		/// An organisation no longer offers an account a place.
		InvitationWithdrawn {
			/// The organisation that got the deposit back.
			org: OrgId,
			/// The account that may not join any more.
			who: T::AccountId,
		},
		/// An account joined an organisation.
		MemberAdded {
			/// The organisation.
			org: OrgId,
			/// The account.
			who: T::AccountId,
		},
		/// An account left an organisation.
		MemberRemoved {
			/// The organisation.
			org: OrgId,
			/// The account.
			who: T::AccountId,
		},
		/// An account will validate, two sessions from now.
		ValidatorAdded {
			/// The organisation that runs it.
			org: OrgId,
			/// The account.
			who: T::AccountId,
		},
		/// An account will no longer validate, two sessions from now.
		ValidatorRemoved {
			/// The organisation that ran it.
			org: OrgId,
			/// The account.
			who: T::AccountId,
		},
		/// The session keys of an account that does not validate were removed.
		KeysDropped {
			/// The account.
			who: T::AccountId,
		},
		/// A validator's key signed two different votes in one round.
		VotedTwice {
			/// The validator that had the key.
			who: T::AccountId,
			/// The set of voters in which the key was.
			set: u64,
			/// The round, as the votes name it.
			round: u64,
		},
		/// The settings of the whole chain changed.
		Configured {
			/// The settings before.
			old: SettingsOf<T>,
			/// The settings from now on.
			new: SettingsOf<T>,
		},
		/// A call was carried out as root.
		Enacted,
		/// Money left an organisation's account.
		Withdrawn {
			/// The organisation.
			org: OrgId,
			/// The account that received it.
			to: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
	}
}
