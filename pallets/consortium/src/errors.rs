//! The pallet's errors: each says when it happens, and what to do.

#[frame::pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No organisation has this id. Read [`Organizations`].
		UnknownOrganization,
		/// The roles contain a bit without a meaning. Use a sum of the roles that the type
		/// describes.
		UnknownRole,
		/// The name is empty, not UTF-8, or has a control character. Send readable text.
		BadName,
		/// The signer does not administer an organisation. Ask its admin, or the council.
		NotAdmin,
		/// The account belongs to no organisation, or not to this one.
		NotMember,
		/// The account belongs to an organisation already. It has to leave that one first.
		AlreadyMember,
		/// The organisation has invited the account already. It can join.
		AlreadyInvited,
		/// The organisation has not invited the account. Ask its admin.
		NotInvited,
		/// The organisation has the maximum number of members.
		TooManyMembers,
		/// The organisation is suspended. The council has to resume it first.
		OrganizationSuspended,
		/// The organisation is in good standing. It has to be suspended first.
		OrganizationActive,
		/// The organisation has members. Remove them first, its admin too.
		StillMembers,
		/// The account is a validator. Remove it from the set first.
		StillValidator,
		/// The account is a validator already.
		AlreadyValidator,
		/// The account is no validator.
		NotValidator,
		/// The account has no session keys. Set them with their ownership proof first.
		NoKeys,
		/// There is no seat left in the validator set.
		TooManyValidators,
		/// The validator set would fall below the minimum. Add another validator first.
		TooFewValidators,
		/// A session must have at least one block.
		SessionTooShort,
		/// All ids are used up.
		IdsExhausted,
		/// The minimum of validators is zero. Set it to one or more: a chain without validators
		/// stops.
		NoMinimum,
		/// The organisation's account has too little for the deposit. Send it money: the view
		/// function `account_of` names it and says what is available.
		DepositUnaffordable,
		/// The amount is more than the organisation's account has beside its deposits and the
		/// smallest balance. Ask the view function `account_of` what is available.
		NotAvailable,
		/// Deposits are held from the organisation's account. End what they are for first: withdraw
		/// its invitations, retire and drop its devices, close its lots, drop its models, end its watches;
		/// and wait until its escrows have ended.
		StillDeposits,
		/// The account is the organisation's own. Name another one.
		OwnAccount,
	}
}
