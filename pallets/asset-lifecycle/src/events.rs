//! The pallet's events, by feature.

#[frame::pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A company prefix was bound to an organisation.
		PrefixBound {
			/// The prefix.
			prefix: CompanyPrefix,
			/// The organisation.
			org: OrgId,
		},
		/// A company prefix was released.
		PrefixReleased {
			/// The prefix.
			prefix: CompanyPrefix,
		},
		/// A condition policy was defined.
		PolicyDefined {
			/// Its id.
			policy: PolicyId,
			/// The organisation that defined it.
			org: OrgId,
		},
		/// The organisation that defined a condition policy has dropped it. It is removed once no class names it.
		PolicyDropped {
			/// The policy.
			policy: PolicyId,
		},
		/// A class was defined.
		ClassDefined {
			/// Its id.
			class: ClassId,
			/// The organisation that defined it.
			org: OrgId,
		},
		/// A class was retired: no new lot or asset can be of it.
		ClassRetired {
			/// The class.
			class: ClassId,
		},
		/// An unused class was removed.
		ClassDropped {
			/// The class.
			class: ClassId,
		},
		/// A traceability lot was opened.
		LotOpened {
			/// Its id.
			lot: TraceLotId,
			/// What its assets are.
			class: ClassId,
			/// The organisation that made it.
			org: OrgId,
			/// How many lots it was made from.
			inputs: u32,
		},
		/// An unused lot was removed.
		LotDropped {
			/// The lot.
			lot: TraceLotId,
		},
		/// An asset was created.
		Created {
			/// Its id.
			asset: AssetId,
			/// What it is.
			class: ClassId,
			/// The lot that it belongs to.
			lot: TraceLotId,
			/// The owner and custodian.
			org: OrgId,
			/// How much it is.
			quantity: u64,
		},
		/// A part got a key.
		Keyed {
			/// The asset.
			asset: AssetId,
			/// The key.
			key: Key,
		},
		/// The state of an asset changed.
		StateChanged {
			/// The asset.
			asset: AssetId,
			/// The state before.
			old: u8,
			/// The state from now on.
			new: u8,
			/// The organisation that changed it.
			by: OrgId,
		},
		/// An asset came to the end of its life. Its record stays until it is dropped.
		Ended {
			/// The asset.
			asset: AssetId,
		},
		/// The record of an asset was removed.
		AssetDropped {
			/// The asset.
			asset: AssetId,
			/// The hash of the newest entry of its history. Keep it: it leads to all events of the asset.
			history: Hash,
		},
		/// A part of an asset was split off as a new asset.
		Split {
			/// The asset.
			asset: AssetId,
			/// The part.
			part: AssetId,
			/// How much it is.
			quantity: u64,
		},
		/// Assets became one.
		Merged {
			/// The new asset.
			asset: AssetId,
			/// What it was made from.
			inputs: AssetIds,
		},
		/// An asset was made from others.
		Transformed {
			/// The new lot.
			lot: TraceLotId,
			/// The new assets.
			outputs: AssetIds,
			/// What they were made from.
			inputs: AssetIds,
			/// How much was lost.
			loss: u64,
		},
		/// An asset was put into another one.
		Joined {
			/// The asset.
			child: AssetId,
			/// The one that it is in.
			parent: AssetId,
		},
		/// An asset was taken out of another one.
		Left {
			/// The asset.
			child: AssetId,
			/// The one that it was in.
			parent: AssetId,
		},
		/// A custodian offered an asset to somebody.
		Offered {
			/// The asset.
			asset: AssetId,
			/// The custodian.
			from: OrgId,
			/// The organisation that may accept.
			to: OrgId,
			/// The terms.
			terms: Terms,
		},
		/// A custodian withdrew an offer.
		Withdrawn {
			/// The asset.
			asset: AssetId,
		},
		/// The taker refused an offer.
		Refused {
			/// The asset.
			asset: AssetId,
		},
		/// An offer ran out.
		Lapsed {
			/// The asset.
			asset: AssetId,
		},
		/// An asset was handed over.
		HandedOver {
			/// The asset, with all that it holds.
			asset: AssetId,
			/// The custodian before.
			from: OrgId,
			/// The custodian from then on.
			to: OrgId,
			/// When.
			at: Millis,
			/// What the taker found.
			receipt: Receipt,
			/// The part that stays with the giver.
			rest: Option<AssetId>,
			/// The quarantines and recalls that it is under.
			holds: Holds,
		},
		/// The owner of an asset changed.
		OwnerChanged {
			/// The asset, with all that it holds.
			asset: AssetId,
			/// The owner before.
			old: OrgId,
			/// The owner from now on.
			new: OrgId,
		},
		/// The history of an asset has one more event, whose bytes nodes with off-chain indexing keep.
		Recorded {
			/// The asset that it is about, the first if they are several.
			asset: AssetId,
			/// The hash of the event.
			leaf: Hash,
			/// Its place among the events of the block.
			index: u32,
		},
		/// An organisation declared an event of an asset to be wrong.
		Corrected {
			/// The asset.
			asset: AssetId,
			/// The hash of the wrong event.
			wrong: Hash,
			/// The organisation.
			by: OrgId,
		},
		/// The owner of a device lets an organisation attach it to assets.
		Lent {
			/// The device.
			device: DeviceId,
			/// The organisation.
			to: OrgId,
			/// The last moment at which it can be attached.
			until: Millis,
		},
		/// A loan ended: the organisation can no longer attach the device.
		LoanEnded {
			/// The device.
			device: DeviceId,
			/// The organisation.
			to: OrgId,
		},
		/// A stream watches an asset from now on.
		Attached {
			/// The asset.
			asset: AssetId,
			/// The stream.
			stream: StreamId,
			/// Whether it counts for the asset, or is a witness.
			kind: StayKind,
			/// The begin of the stay.
			from: Millis,
		},
		/// A stream no longer watches an asset.
		Detached {
			/// The asset.
			asset: AssetId,
			/// The stream.
			stream: StreamId,
			/// The end of the stay.
			to: Millis,
		},
		/// A custodian consented that the owner of a device that watches an asset may take it away.
		Consented {
			/// The asset.
			asset: AssetId,
			/// The stream.
			stream: StreamId,
		},
		/// A device that watches assets was revoked or retired, which ended its stays.
		DeviceLost {
			/// The device.
			device: DeviceId,
			/// When.
			at: Millis,
		},
		/// Somebody proved what the tally of a stream was at the begin or end of a stay.
		BoundaryProven {
			/// The asset.
			asset: AssetId,
			/// The stream.
			stream: StreamId,
			/// The moment.
			at: Millis,
			/// The number of the observation that counts it.
			number: u32,
		},
		/// A stay was removed, and its deposit returned.
		StayForgotten {
			/// The asset.
			asset: AssetId,
			/// The stream.
			stream: StreamId,
			/// The begin of the stay.
			from: Millis,
		},
		/// An observation was not counted: its summary contradicts itself or lies beyond ±2^31, or the tally has no
		/// number left. Its time counts as missing.
		NotCounted {
			/// The stream.
			stream: StreamId,
			/// The number that it would have had in the tally.
			number: u32,
		},
		/// The owner of an asset offers to sell it.
		TradeOffered {
			/// The trade.
			trade: TradeId,
			/// The asset.
			asset: AssetId,
			/// The seller.
			seller: OrgId,
			/// The organisation that can buy.
			buyer: OrgId,
		},
		/// The buyer put up the price.
		TradeFunded {
			/// The trade.
			trade: TradeId,
			/// The escrow.
			escrow: EscrowId,
		},
		/// A carrier put up a bond.
		Bonded {
			/// The trade.
			trade: TradeId,
			/// The carrier.
			org: OrgId,
			/// The escrow.
			escrow: EscrowId,
			/// How much it is.
			amount: u128,
		},
		/// The goods of a trade were picked up.
		PickedUp {
			/// The trade.
			trade: TradeId,
		},
		/// The goods of a trade were delivered: the buyer owns them. They may still be with a carrier, if the
		/// deadline delivered them.
		Delivered {
			/// The trade.
			trade: TradeId,
			/// Since when.
			at: Millis,
		},
		/// All data of a trade have come: its window begins.
		Priced {
			/// The trade.
			trade: TradeId,
		},
		/// A leaf was shown for a trade, or more of its run.
		Shown {
			/// The trade.
			trade: TradeId,
			/// The stream.
			stream: StreamId,
			/// The number of the observation.
			number: u32,
		},
		/// Somebody appealed to the arbiter of a trade.
		Appealed {
			/// The trade.
			trade: TradeId,
			/// The organisation.
			by: OrgId,
		},
		/// The arbiter of a trade can decide.
		ArbiterCalled {
			/// The trade.
			trade: TradeId,
			/// The last moment at which they can.
			until: Millis,
		},
		/// A trade is final.
		TradeEnded {
			/// The trade.
			trade: TradeId,
			/// The part of the buyer's money that reached the seller's account.
			paid: u128,
		},
		/// A document about an asset was stored.
		DocumentAdded {
			/// The asset.
			asset: AssetId,
			/// The hash of the document.
			document: Hash,
			/// What it is.
			kind: DocumentKind,
			/// The organisation that issued it.
			issuer: OrgId,
		},
		/// A document about an asset was removed.
		DocumentRemoved {
			/// The asset.
			asset: AssetId,
			/// The hash of the document.
			document: Hash,
		},
		/// An organisation asks the council to recall a lot that another one made.
		RecallProposed {
			/// Its id.
			recall: RecallId,
			/// The lot.
			lot: TraceLotId,
			/// The organisation that asks.
			org: OrgId,
			/// The hash of the notice.
			notice: Hash,
			/// The last moment at which the council may confirm it.
			until: Millis,
		},
		/// A lot, with all lots that descend from it, is recalled from now on.
		Recalled {
			/// The recall.
			recall: RecallId,
			/// The lot.
			lot: TraceLotId,
			/// The organisation that recalls it.
			org: OrgId,
			/// The hash of the notice.
			notice: Hash,
		},
		/// A recall has marked all descendants of its lot. From now on it puts no other lot on
		/// hold.
		RecallSpread {
			/// The recall.
			recall: RecallId,
			/// How many lots it has marked, its own one included.
			lots: u64,
		},
		/// The council did not confirm a recall in time. It is removed.
		RecallLapsed {
			/// The recall.
			recall: RecallId,
		},
		/// A recall was ended. Its marks are removed in the next blocks.
		RecallEnding {
			/// The recall.
			recall: RecallId,
			/// Its organisation. `None`: the council.
			by: Option<OrgId>,
		},
		/// A recall is over and removed, with all its marks.
		RecallEnded {
			/// The recall.
			recall: RecallId,
		},
		/// An owner put an asset into quarantine.
		Quarantined {
			/// The asset, with all that it holds.
			asset: AssetId,
			/// The owner.
			by: OrgId,
		},
		/// An owner released an asset from quarantine.
		Released {
			/// The asset.
			asset: AssetId,
			/// The owner.
			by: OrgId,
		},
		/// The seller, the buyer or the custodian agreed that a stream is to count instead of another one. The
		/// swap takes effect once all of them have agreed.
		SwapAgreed {
			/// The trade.
			trade: TradeId,
			/// The stream that counts.
			old: StreamId,
			/// The one that is to count.
			new: StreamId,
			/// The organisation.
			by: OrgId,
		},
		/// A stream counts for a trade instead of another one.
		StreamSwapped {
			/// The trade.
			trade: TradeId,
			/// The stream that counted.
			old: StreamId,
			/// The one that counts.
			new: StreamId,
			/// From when on.
			from: Millis,
		},
		/// A rule of the owner set a flag of an asset. It counts until it is cleared, or somebody else owns the asset.
		Flagged {
			/// The asset that has the flag from now on.
			asset: AssetId,
			/// The flag, 0 to 31.
			flag: u8,
			/// The organisation that owns the asset, and the rule.
			org: OrgId,
		},
		/// A flag of an asset was cleared.
		Unflagged {
			/// The asset that had the flag.
			asset: AssetId,
			/// The flag, 0 to 31.
			flag: u8,
			/// The organisation whose rule had set it.
			org: OrgId,
		},
		/// A recall has marked lots under more than 16 recalls, and its organisation could not pay for that. The organisation
		/// cannot begin another recall until this one has ended.
		MarksNotPaid {
			/// The recall that marked them.
			recall: RecallId,
			/// How many marks its lots do not pay for.
			marks: u64,
		},
	}
}
