//! The pallet's calls: each checks its origin and leaves the rest to its `do_*`.

#[frame::pallet_section]
mod calls {
	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Admits an organisation to the consortium.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Details
		///
		/// The organisation has no members until its admin joins it, which needs no balance. The quota
		/// is the constant `DefaultQuota`.
		///
		/// ## Parameters
		///
		/// - `name`: UTF-8 text, 1 to `MaxNameLength` bytes.
		/// - `admin`: the account that manages the members, once it has joined.
		/// - `roles`: a sum of 1 manufacturer, 2 operator, 4 carrier, 8 energy supplier, 16 grid
		///   operator, 32 service provider, 64 accreditor, 128 auditor.
		///
		/// ## Errors
		///
		/// [`Error::BadName`], [`Error::UnknownRole`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::Admitted`].
		#[pallet::call_index(0)]
		pub fn admit(
			origin: OriginFor<T>,
			name: NameOf<T>,
			admin: T::AccountId,
			roles: Roles,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_admit(name, admin, roles).map(|_| ())
		}

		/// Replaces the roles of an organisation.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Parameters
		///
		/// - `org`: the organisation.
		/// - `roles`: a sum of 1 manufacturer, 2 operator, 4 carrier, 8 energy supplier, 16 grid
		///   operator, 32 service provider, 64 accreditor, 128 auditor.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrganization`], [`Error::UnknownRole`].
		///
		/// ## Events
		///
		/// [`Event::RolesChanged`].
		#[pallet::call_index(1)]
		pub fn set_roles(origin: OriginFor<T>, org: OrgId, roles: Roles) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_roles(org, roles)
		}

		/// Suspends an organisation: its members and their sponsored calls are refused at once.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Details
		///
		/// Its validators keep their seats, so that finality does not depend on a quarrel; remove
		/// them one by one where they must go too.
		///
		/// ## Parameters
		///
		/// - `org`: the organisation.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrganization`], [`Error::OrganizationSuspended`].
		///
		/// ## Events
		///
		/// [`Event::Suspended`].
		#[pallet::call_index(2)]
		pub fn suspend(origin: OriginFor<T>, org: OrgId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_suspend(org)
		}

		/// Resumes a suspended organisation.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Parameters
		///
		/// - `org`: the organisation.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrganization`], [`Error::OrganizationActive`].
		///
		/// ## Events
		///
		/// [`Event::Resumed`].
		#[pallet::call_index(3)]
		pub fn resume(origin: OriginFor<T>, org: OrgId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_resume(org)
		}

		/// Replaces the quota of an organisation.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Details
		///
		/// What the organisation has spent still counts, up to the new size. A quota of zero ends
		/// sponsoring.
		///
		/// ## Parameters
		///
		/// - `org`: the organisation.
		/// - `quota`: bytes and picoseconds per `QuotaPeriod` blocks.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrganization`].
		///
		/// ## Events
		///
		/// [`Event::QuotaChanged`].
		#[pallet::call_index(4)]
		pub fn set_quota(origin: OriginFor<T>, org: OrgId, quota: Quota) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_quota(org, quota)
		}

		/// Replaces an organisation's admin.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council, or signed by the present admin while the organisation is in
		/// good standing.
		///
		/// ## Details
		///
		/// The present admin names a member. The council may name any account. If that is not a
		/// member, it takes office when it joins, which needs no balance. The old admin loses its
		/// office at once, and stays a member.
		///
		/// ## Parameters
		///
		/// - `org`: the organisation.
		/// - `admin`: the account that manages its members from now on.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrganization`], [`Error::NotAdmin`], [`Error::OrganizationSuspended`],
		/// [`Error::NotMember`] of this organisation.
		///
		/// ## Events
		///
		/// [`Event::AdminChanged`].
		#[pallet::call_index(5)]
		pub fn set_admin(origin: OriginFor<T>, org: OrgId, admin: T::AccountId) -> DispatchResult {
			let signer = match T::AdminOrigin::try_origin(origin) {
				Ok(_) => None,
				Err(origin) => Some(ensure_signed(origin)?),
			};
			Self::do_set_admin(signer, org, admin)
		}

		/// Offers an account a place in the signer's organisation.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the admin of an organisation in good standing.
		///
		/// ## Details
		///
		/// The organisation's account pays a deposit, which comes back when the invitation is withdrawn
		/// or the member leaves. The account needs no balance to join, and several organisations may
		/// invite it.
		///
		/// ## Parameters
		///
		/// - `who`: the account.
		///
		/// ## Errors
		///
		/// [`Error::NotAdmin`], [`Error::OrganizationSuspended`], [`Error::AlreadyMember`] of this
		/// organisation, [`Error::AlreadyInvited`], [`Error::DepositUnaffordable`].
		///
		/// ## Events
		///
		/// [`Event::Invited`].
		#[pallet::call_index(6)]
		pub fn invite(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			let admin = ensure_signed(origin)?;
			Self::do_invite(admin, who)
		}

		/// Removes an account from its organisation.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the account itself, or by the admin of its organisation. Two thirds of the council
		/// if the organisation is suspended.
		///
		/// ## Details
		///
		/// Leaving costs the account nothing, even while the organisation is suspended: its quota pays.
		/// An admin that leaves remains the named admin, and may join again, until another one is named.
		/// The account's session keys are removed as well.
		///
		/// ## Parameters
		///
		/// - `who`: the account.
		///
		/// ## Errors
		///
		/// [`Error::NotMember`], [`Error::NotAdmin`], [`Error::OrganizationActive`],
		/// [`Error::StillValidator`].
		///
		/// ## Events
		///
		/// [`Event::KeysDropped`] if it had session keys, [`Event::MemberRemoved`].
		#[pallet::call_index(7)]
		pub fn remove_member(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			let signer = match T::AdminOrigin::try_origin(origin) {
				Ok(_) => None,
				Err(origin) => Some(ensure_signed(origin)?),
			};
			Self::do_remove_member(signer, who)
		}

		/// Gives an account a seat in the validator set.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Details
		///
		/// It authors blocks two sessions later.
		///
		/// ## Parameters
		///
		/// - `who`: a member of an organisation in good standing, with session keys set.
		///
		/// ## Errors
		///
		/// [`Error::NotMember`], [`Error::OrganizationSuspended`], [`Error::NoKeys`],
		/// [`Error::AlreadyValidator`], [`Error::TooManyValidators`].
		///
		/// ## Events
		///
		/// [`Event::ValidatorAdded`].
		#[pallet::call_index(8)]
		pub fn add_validator(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_add_validator(who)
		}

		/// Removes an account's seat in the validator set.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Details
		///
		/// It stops authoring two sessions later. Its keys stay until they are dropped.
		///
		/// ## Parameters
		///
		/// - `who`: the validator.
		///
		/// ## Errors
		///
		/// [`Error::NotValidator`], [`Error::TooFewValidators`].
		///
		/// ## Events
		///
		/// [`Event::ValidatorRemoved`].
		#[pallet::call_index(9)]
		pub fn remove_validator(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_remove_validator(who)
		}

		/// Changes the settings of the whole chain.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Parameters
		///
		/// - `settings`: all of them, the unchanged ones too.
		///
		/// ## Errors
		///
		/// [`Error::TooFewValidators`] if there are fewer than the new minimum,
		/// [`Error::NoMinimum`], [`Error::SessionTooShort`].
		///
		/// ## Events
		///
		/// [`Event::Configured`].
		#[pallet::call_index(10)]
		pub fn configure(origin: OriginFor<T>, settings: SettingsOf<T>) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_configure(settings)
		}

		/// Removes an organisation for good. Its id is never given out again.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Parameters
		///
		/// - `org`: a suspended organisation without members and deposits.
		/// - `beneficiary`: receives what is left in the organisation's account.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrganization`], [`Error::OrganizationActive`],
		/// [`Error::StillMembers`], [`Error::StillDeposits`]; [`Error::OwnAccount`], or
		/// [`Error::UnknownOrganization`] of the beneficiary's.
		///
		/// ## Events
		///
		/// [`Event::Dissolved`], and [`Event::Withdrawn`] if something was left.
		#[pallet::call_index(11)]
		pub fn dissolve(
			origin: OriginFor<T>,
			org: OrgId,
			beneficiary: T::AccountId,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_dissolve(org, beneficiary)
		}

		/// Removes the session keys of an account that does not validate.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council, or signed by the account itself or by the admin of its
		/// organisation while that is in good standing.
		///
		/// ## Details
		///
		/// The keys of a member stay until somebody responsible for it drops them: it may have set
		/// them to become a validator.
		///
		/// ## Parameters
		///
		/// - `who`: the account.
		///
		/// ## Errors
		///
		/// [`Error::NotMember`], [`Error::NotAdmin`], [`Error::OrganizationSuspended`],
		/// [`Error::StillValidator`], [`Error::NoKeys`].
		///
		/// ## Events
		///
		/// [`Event::KeysDropped`].
		#[pallet::call_index(12)]
		pub fn drop_keys(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			let signer = match T::AdminOrigin::try_origin(origin) {
				Ok(_) => None,
				Err(origin) => Some(ensure_signed(origin)?),
			};
			Self::do_drop_keys(signer, who)
		}

		/// Carries out a call as root.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Details
		///
		/// This is the only way to do what needs root, such as to authorise a runtime upgrade or
		/// recover finality. If the inner call fails, this one fails with the same error and
		/// changes nothing.
		///
		/// ## Parameters
		///
		/// - `call`: the call.
		///
		/// ## Errors
		///
		/// Those of the call.
		///
		/// ## Events
		///
		/// [`Event::Enacted`], after those of the call.
		#[pallet::call_index(13)]
		#[pallet::weight({
			let info = call.get_dispatch_info();
			(
				<T as Config>::WeightInfo::enact().saturating_add(info.call_weight),
				info.class,
			)
		})]
		pub fn enact(
			origin: OriginFor<T>,
			call: Box<T::RuntimeCall>,
		) -> DispatchResultWithPostInfo {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_enact(*call)
		}

		/// Takes money out of the account of the signer's organisation.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the admin of an organisation in good standing.
		///
		/// ## Details
		///
		/// Deposits stay, and so does the smallest balance that an account can have.
		///
		/// ## Parameters
		///
		/// - `amount`: at most what the view function `account_of` calls available.
		/// - `to`: the account that receives it.
		///
		/// ## Errors
		///
		/// [`Error::NotAdmin`], [`Error::OrganizationSuspended`], [`Error::NotAvailable`],
		/// [`Error::OwnAccount`], [`Error::UnknownOrganization`] whose account the recipient would be,
		/// and those of a transfer.
		///
		/// ## Events
		///
		/// [`Event::Withdrawn`].
		#[pallet::call_index(14)]
		pub fn withdraw(
			origin: OriginFor<T>,
			#[pallet::compact] amount: BalanceOf<T>,
			to: T::AccountId,
		) -> DispatchResult {
			let admin = ensure_signed(origin)?;
			Self::do_withdraw(admin, amount, to)
		}

		/// Withdraws the invitation of an account that has not joined.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the organisation's admin, or two thirds of the council. Also while the organisation
		/// is suspended.
		///
		/// ## Details
		///
		/// The deposit goes back to the organisation's account.
		///
		/// ## Parameters
		///
		/// - `org`: the organisation.
		/// - `who`: the account.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrganization`], [`Error::NotAdmin`], [`Error::NotInvited`],
		/// [`Error::AlreadyMember`] if the account has joined.
		///
		/// ## Events
		///
		/// [`Event::InvitationWithdrawn`].
		#[pallet::call_index(15)]
		pub fn withdraw_invitation(
			origin: OriginFor<T>,
			org: OrgId,
			who: T::AccountId,
		) -> DispatchResult {
			let signer = match T::AdminOrigin::try_origin(origin) {
				Ok(_) => None,
				Err(origin) => Some(ensure_signed(origin)?),
			};
			Self::do_withdraw_invitation(signer, org, who)
		}

		/// Makes the signer a member of an organisation that has invited it.
		///
		/// ## Dispatch Origin
		///
		/// Signed by an account that the organisation's admin has invited, or that the council has named
		/// its admin.
		///
		/// ## Details
		///
		/// The organisation's quota pays, so that the account needs no balance.
		///
		/// ## Parameters
		///
		/// - `org`: an organisation in good standing.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrganization`], [`Error::OrganizationSuspended`], [`Error::NotInvited`],
		/// [`Error::AlreadyMember`], [`Error::TooManyMembers`].
		///
		/// ## Events
		///
		/// [`Event::MemberAdded`].
		#[pallet::call_index(16)]
		pub fn join(origin: OriginFor<T>, org: OrgId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_join(who, org)
		}
	}
}
