use sp_weights::Weight;

/// Charges an organisation for what its devices send: they have no account to pay from.
pub trait DeviceQuota<AccountId> {
	/// Whether the organisation of a device's owner is in good standing and has this much left.
	fn suffices(owner: &AccountId, bytes: usize, weight: Weight) -> bool;

	/// Takes it. Says whether there was enough; takes nothing where there was not.
	fn charge(owner: &AccountId, bytes: usize, weight: Weight) -> bool;

	/// What each of the above costs.
	fn weight() -> Weight;
}
