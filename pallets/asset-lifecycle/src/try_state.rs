//! The pallet's properties, under the numbers of the crate's documentation.

use super::*;
use crate::features::{classes::shorter, lots::lot_hash};
use alloc::collections::{BTreeMap, BTreeSet};
use frame::deps::sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every property; reads all storage of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_prefixes()?;
		Self::check_lots()?;
		Self::check_assets()?;
		Self::check_offers()?;
		let mut documents = BTreeMap::<AssetId, u32>::new();
		for (asset, _) in Documents::<T>::iter_keys() {
			*documents.entry(asset).or_default() += 1;
		}
		for (id, (asset, _)) in Assets::<T>::iter() {
			let counted = documents.remove(&id).unwrap_or_default();
			ensure!(asset.documents == counted, "8: documents miscounted");
		}
		ensure!(documents.is_empty(), "8: a document is about no asset");
		for (asset, OwnFlags { set, .. }) in Flags::<T>::iter() {
			ensure!(Assets::<T>::contains_key(asset), "25: flags of no asset");
			ensure!(set != 0, "25: no flag is set");
		}
		Self::check_stays()?;
		Self::check_trades()?;
		Self::check_recalls()?;
		Self::check_descent()?;
		Self::check_packed()?;
		Ok(())
	}

	fn check_trades() -> Result<(), TryRuntimeError> {
		let next = NextTradeId::<T>::get().unwrap_or(TradeId(0));
		let mut open: BTreeMap<_, _> = OpenTrades::<T>::iter().collect();
		let mut shown = BTreeMap::<TradeId, usize>::new();
		for (trade, _) in ShownLeaves::<T>::iter_keys() {
			*shown.entry(trade).or_default() += 1;
		}
		for (id, (trade, _)) in Trades::<T>::iter() {
			ensure!(id < next, "2: a trade's id was not given out");
			let under_way = match trade.state {
				TradeState::Offered | TradeState::Funded | TradeState::Moving => true,
				TradeState::Delivered { .. } | TradeState::Disputed => false,
			};
			if under_way {
				ensure!(open.remove(&trade.asset) == Some(id), "18: a trade is not listed");
				let (asset, _) = Assets::<T>::get(trade.asset).ok_or("18: goods are missing")?;
				let is_root = matches!(asset.place, Place::Root { .. });
				ensure!(asset.is_live() && is_root, "18: something is traded that cannot be");
				ensure!(asset.owner == Some(trade.seller), "18: somebody else's goods");
			}
			for refused in &trade.refused {
				ensure!(
					open.remove(&refused.asset) == Some(id),
					"18: a refused part is not listed"
				);
				let (asset, _) = Assets::<T>::get(refused.asset).ok_or("18: a part is missing")?;
				let Place::Root { custodian, .. } = asset.place else {
					return Err("18: a refused part is in something".into());
				};
				ensure!(asset.is_live() && custodian != trade.seller, "18: a part is back");
				ensure!(asset.owner == Some(trade.seller), "18: somebody else's part");
				ensure!(asset.quantity == refused.quantity, "18: a part has another quantity");
				let bond = refused.bond.is_none_or(|at| usize::from(at) < trade.bonds.len());
				ensure!(bond, "18: no bond answers for a part");
			}
			let parts: u64 = trade.refused.iter().map(|refused| refused.quantity).sum();
			ensure!(parts <= trade.quantity - trade.left, "18: more was refused than there was");
			for pair in trade.legs.windows(2) {
				let [first, second] = pair else { continue };
				ensure!(first.to == Some(second.from), "19: legs with a gap");
			}
			let agreed = trade.legs.iter().map(|leg| leg.agreed).fold(0u64, u64::saturating_add);
			let allowed = Self::allowed(&trade, agreed);
			ensure!(allowed <= trade.terms.curve.free(), "19: more is allowed than the price does");
			ensure!(trade.streams.len() <= MAX_WATCHINGS as usize, "22: too many streams");
			let mut last = BTreeMap::<PolicyId, &Watching>::new();
			for watching in &trade.streams {
				let Some(before) = last.insert(watching.policy, watching) else { continue };
				// Earlier than that its device had ended.
				let ends = before.to.is_some_and(|to| to <= watching.from);
				ensure!(ends, "22: streams that overlap");
				let again = trade.streams.iter().filter(|other| {
					(other.stream, other.policy) == (watching.stream, watching.policy)
				});
				ensure!(again.count() == 1, "22: a stream counts twice");
			}
			let moving = trade.state == TradeState::Moving;
			ensure!(trade.swap.is_none() || moving, "22: a swap of goods that do not move");
			let held = trade.escrow.and_then(T::Escrow::held).is_some();
			let funded = trade.state != TradeState::Offered;
			ensure!(trade.escrow.is_none() || held, "20: a trade without its money");
			ensure!(funded == trade.escrow.is_some(), "20: a trade is not funded");
			let counted = Self::leaves_of(&trade) as usize;
			ensure!(shown.remove(&id).unwrap_or_default() == counted, "19: leaves miscounted");
		}
		ensure!(open.is_empty(), "18: a listed trade is missing");
		ensure!(shown.is_empty(), "19: a leaf is of no trade");
		Ok(())
	}

	fn check_stays() -> Result<(), TryRuntimeError> {
		let mut uses = BTreeMap::<StreamId, (u32, BTreeMap<PolicyId, u32>)>::new();
		let mut devices = BTreeMap::<_, (u32, u32)>::new();
		for (id, stays) in Stays::<T>::iter() {
			let (asset, _) = Assets::<T>::get(id).ok_or("13: a stay of no asset")?;
			ensure!(!stays.is_empty(), "13: an empty list is stored");
			let (mut streams, mut units) = (Vec::new(), Vec::new());
			for (stay, _) in stays {
				let used = uses.entry(stay.stream).or_default();
				used.0 += 1;
				for counted in &stay.policies {
					*used.1.entry(counted.policy).or_default() += 1;
				}
				ensure!(stay.to.is_none_or(|to| stay.from <= to), "13: a stay ends too early");
				if !stay.is_open() {
					continue;
				}
				let is_root = matches!(asset.place, Place::Root { .. });
				ensure!(asset.is_live() && is_root, "13: something is watched that cannot be");
				let device = devices.entry(stay.stream.device).or_default();
				device.0 += 1;
				device.1 += u32::from(stay.consent == Consent::Withheld);
				if Self::end_of(&stay).is_none() {
					ensure!(!streams.contains(&stay.stream), "13: a stream watches an asset twice");
					let counting = stay.kind == StayKind::Counting;
					ensure!(!counting || !units.contains(&stay.unit), "13: two streams count");
					units.extend(counting.then_some(stay.unit));
					streams.push(stay.stream);
				}
			}
		}
		for (trade, _) in Trades::<T>::iter_values() {
			for watching in &trade.streams {
				let used = uses.entry(watching.stream).or_default();
				used.0 += 1;
				*used.1.entry(watching.policy).or_default() += 1;
				devices.entry(watching.stream.device).or_default().0 += 1;
			}
		}
		let mut withheld = BTreeMap::<_, u32>::new();
		for (device, used) in DeviceUses::<T>::iter() {
			let (open, kept) = devices.remove(&device).ok_or("14: a device is not used")?;
			ensure!(used.open == open, "14: stays miscounted");
			let expected = if used.ended.is_some() { 0 } else { kept };
			ensure!(used.withheld == expected, "14: consents miscounted");
			if let Some(owner) = T::Devices::owner(&device).filter(|_| expected > 0) {
				*withheld.entry(owner).or_default() += expected;
			}
		}
		ensure!(devices.is_empty(), "14: a device's use is not counted");
		let counted: BTreeMap<_, _> = Withheld::<T>::iter().collect();
		ensure!(counted == withheld, "14: devices of owners miscounted");

		for (stream, tally) in Tallies::<T>::iter() {
			let (stays, policies) = uses.remove(&stream).ok_or("12: a tally without stays")?;
			let used = TallyUses::<T>::get(stream).ok_or("12: a tally's use is missing")?;
			let counted: BTreeMap<_, _> = used.policies.into_iter().collect();
			ensure!(used.stays == stays && counted == policies, "12: uses miscounted");
			let own: Vec<_> = tally.entries.iter().map(|entry| entry.counted.policy).collect();
			let expected = policies.keys().all(|policy| own.contains(policy));
			ensure!(expected && own.len() == policies.len(), "12: a tally has other policies");
		}
		ensure!(uses.is_empty(), "12: a stream has no tally");
		ensure!(
			TallyUses::<T>::iter_keys().count() == Tallies::<T>::iter_keys().count(),
			"12: a use of no tally"
		);
		for (asset, (stream, at)) in Boundaries::<T>::iter_keys() {
			let bounds = Stays::<T>::get(asset).into_iter().any(|(stay, _)| {
				stay.stream == stream && (stay.from == at || Self::end_of(&stay) == Some(at))
			});
			ensure!(bounds, "15: a boundary of no stay");
		}
		Ok(())
	}

	fn check_prefixes() -> Result<(), TryRuntimeError> {
		let mut longer = BTreeMap::<CompanyPrefix, u32>::new();
		for prefix in Prefixes::<T>::iter_keys() {
			for shorter in shorter(&prefix) {
				*longer.entry(shorter).or_default() += 1;
			}
		}
		let overlap = Prefixes::<T>::iter_keys().any(|prefix| longer.contains_key(&prefix));
		ensure!(!overlap, "1: a prefix begins with another one");
		let counted = LongerPrefixes::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(counted == longer, "1: longer prefixes miscounted");
		let mut numbers: BTreeMap<_, _> = PartyNumbers::<T>::iter().collect();
		for (binding, _) in Prefixes::<T>::iter_values() {
			if let Some(party) = binding.party {
				ensure!(numbers.remove(&binding.org) == Some(party), "1: a number is not listed");
			}
		}
		ensure!(numbers.is_empty(), "1: a number is under no prefix");
		Ok(())
	}

	fn check_lots() -> Result<(), TryRuntimeError> {
		let (mut of_class, mut of_lot) = (BTreeMap::new(), BTreeMap::<_, u64>::new());
		let (mut edges, mut lots) = (0, 0);
		let next = NextLotId::<T>::get().unwrap_or(TraceLotId(0));
		for (id, (lot, _)) in Lots::<T>::iter() {
			lots += 1;
			*of_class.entry(lot.class).or_insert(0u64) += 1;
			ensure!(id < next, "2: a lot's id was not given out");
			ensure!(Classes::<T>::contains_key(lot.class), "2: a lot is of no class");
			let named = LotByCode::<T>::get((lot.source.gln(), lot.code));
			ensure!(named == Some(id), "2: a lot is not listed under its code");
			for input in &lot.inputs {
				edges += 1;
				*of_lot.entry(*input).or_default() += 1;
				let listed = LotsMadeFrom::<T>::contains_key(input, id);
				ensure!(listed, "2: a lot is not listed under its input");
				let known = lot.ancestors.may_hold(&lot_hash(*input));
				ensure!(known, "2: a lot has forgotten an input");
			}
		}
		ensure!(LotsMadeFrom::<T>::iter_keys().count() == edges, "2: a lot is of no input");
		ensure!(LotByCode::<T>::iter_keys().count() == lots, "2: a code is of no lot");
		ensure!(
			ClassUses::<T>::iter().collect::<BTreeMap<_, _>>() == of_class,
			"2: lots miscounted"
		);
		let mut uses = BTreeMap::<PolicyId, u32>::new();
		for (class, _) in Classes::<T>::iter_values() {
			for weighted in class.definition.policies {
				*uses.entry(weighted.policy).or_default() += 1;
			}
		}
		let stored = uses.keys().all(Policies::<T>::contains_key);
		ensure!(stored, "2: a class names an unknown policy");
		let counted: BTreeMap<_, _> = PolicyUses::<T>::iter().collect();
		ensure!(counted == uses, "2: classes of policies miscounted");
		let policies = NextPolicyId::<T>::get().unwrap_or(PolicyId(0));
		let given = Policies::<T>::iter_keys().all(|policy| policy < policies);
		ensure!(given, "2: a policy's id was not given out");
		let classes = NextClassId::<T>::get().unwrap_or(ClassId(0));
		let given = Classes::<T>::iter_keys().all(|class| class < classes);
		ensure!(given, "2: a class's id was not given out");

		let next = NextAssetId::<T>::get().unwrap_or(AssetId(0));
		for (id, (asset, _)) in Assets::<T>::iter() {
			ensure!(id < next, "2: an asset's id was not given out");
			let (lot, _) = Lots::<T>::get(asset.lot).ok_or("2: an asset is of no lot")?;
			ensure!(lot.class == asset.class, "2: an asset and its lot differ in class");
			*of_lot.entry(asset.lot).or_default() += 1;
		}
		for lot in Self::recalls_in_use() {
			*of_lot.entry(lot).or_default() += 1;
		}
		ensure!(LotUses::<T>::iter_keys().count() == lots, "2: a use is of no lot");
		for (lot, used) in LotUses::<T>::iter() {
			let counted = of_lot.remove(&lot).unwrap_or_default();
			ensure!(used.uses == counted, "2: the uses of a lot are miscounted");
		}
		ensure!(of_lot.is_empty(), "2: an unknown lot is used");
		Ok(())
	}

	fn check_assets() -> Result<(), TryRuntimeError> {
		let mut children = 0;
		for (id, (asset, _)) in Assets::<T>::iter() {
			if let (Some(key), None) = (asset.key, asset.ended) {
				let listed = ByKey::<T>::get(key) == Some(Bearer::Live(id));
				ensure!(listed, "3: a live asset is not under its key");
			}
			Self::check_contents(id, &asset)?;
			ensure!(asset.history != Hash::default(), "24: an asset without a history");
			let Place::Child { parent, joined, since } = asset.place else {
				ensure!(asset.owner.is_some(), "6: a root has no owner");
				continue;
			};
			children += 1;
			ensure!(asset.ended.is_none(), "5: an asset that ended is in another one");
			ensure!(Children::<T>::contains_key(parent, id), "4: a child is not listed");
			let line = Self::line(parent).map_err(|_| "4: a parent is missing, or too deep")?;
			ensure!(line.len() <= 4, "4: an asset is too deep");
			let owner = line.iter().find_map(|above| above.record.owner);
			ensure!(asset.owner.is_none_or(|own| Some(own) != owner), "6: an owner is there twice");
			let ordered = since <= joined && joined <= asset.last;
			ensure!(ordered && asset.last <= Self::now(), "10: times are out of order");
		}
		for (key, bearer) in ByKey::<T>::iter() {
			let (asset, _) = Assets::<T>::get(bearer.asset()).ok_or("3: a key is of no asset")?;
			ensure!(asset.key == Some(key), "3: a key is of an asset with another one");
			let live = bearer.live().is_some();
			ensure!(
				live == asset.ended.is_none(),
				"3: a key is of an asset that ended, or did not"
			);
		}
		ensure!(Children::<T>::iter_keys().count() == children, "4: a child is of no parent");
		Ok(())
	}

	/// Compares what an asset counts with what its children do.
	fn check_contents(id: AssetId, asset: &AssetOf<T>) -> Result<(), TryRuntimeError> {
		let (mut below, mut foreign, mut holds) = ([0; 4], 0, 0);
		let class = Self::load_class(asset.class).map_err(|_| "2: an asset is of no class")?;
		let mut policies: BTreeMap<_, u32> =
			class.policies.iter().map(|weighted| (weighted.policy, 1)).collect();
		for child in Children::<T>::iter_key_prefix(id) {
			let (child, _) = Assets::<T>::get(child).ok_or("4: a child is missing")?;
			below[0] += 1;
			for (depth, count) in child.below.iter().enumerate().filter(|(_, count)| **count > 0) {
				*below.get_mut(depth + 1).ok_or("4: an asset is too deep")? += count;
			}
			foreign += child.foreign + u32::from(child.owner.is_some());
			holds += child.holds.own + child.holds.below + u32::from(child.holds.recalled);
			for (policy, count) in child.policies {
				*policies.entry(policy).or_default() += count;
			}
		}
		ensure!(asset.below == below, "4: children miscounted");
		ensure!(asset.foreign == foreign, "4: foreign assets miscounted");
		ensure!(asset.holds.below == holds, "4: holds miscounted");
		let counted: BTreeMap<_, _> = asset.policies.iter().copied().collect();
		ensure!(counted == policies, "4: policies miscounted");
		ensure!(asset.ended.is_none() || below == [0; 4], "5: an asset that ended holds others");
		Ok(())
	}

	fn check_offers() -> Result<(), TryRuntimeError> {
		let mut offers = 0;
		for (id, offer) in Offers::<T>::iter() {
			offers += 1;
			let (asset, _) = Assets::<T>::get(id).ok_or("7: an offer of no asset")?;
			ensure!(asset.ended.is_none(), "5: an asset that ended is offered");
			let Place::Root { custodian, .. } = asset.place else {
				return Err("7: a child is offered".into());
			};
			ensure!(offer.from == custodian && offer.to != custodian, "7: a wrong party");
			ensure!(offer.terms.quantity == asset.quantity, "7: a wrong quantity");
			ensure!(OffersTo::<T>::contains_key(offer.to, id), "7: an offer is not listed");
		}
		ensure!(OffersTo::<T>::iter_keys().count() == offers, "7: a listed offer is missing");
		Ok(())
	}

	/// The lot of each recall that uses it.
	fn recalls_in_use() -> impl Iterator<Item = TraceLotId> {
		Recalls::<T>::iter_values()
			.map(|(recall, _)| recall)
			.filter(|recall| !matches!(recall.phase, RecallPhase::Proposed { .. }))
			.map(|recall| recall.lot)
	}

	fn check_recalls() -> Result<(), TryRuntimeError> {
		let next = NextRecallId::<T>::get().unwrap_or(RecallId(0));
		let walks = Walks::<T>::get();
		let ending = walks.iter().filter(|walk| walk.is_ending()).count();
		ensure!(ending <= MAX_ENDING as usize, "30: too many recalls end");
		ensure!(walks.len() - ending <= MAX_SPREADING as usize, "30: too many recalls spread");
		let (mut named, mut marks) = (0, BTreeMap::<_, BTreeSet<_>>::new());
		for (id, (recall, _)) in Recalls::<T>::iter() {
			ensure!(id < next, "2: a recall's id was not given out");
			let of: Vec<_> = walks.iter().filter(|walk| walk.recall == id).collect();
			let listed = RecallByLot::<T>::get(recall.lot) == Some(id);
			let (in_force, sound) = match (recall.phase, of.as_slice()) {
				(RecallPhase::Proposed { .. }, of) => (false, of.is_empty()),
				(RecallPhase::Spreading, [walk]) => (true, walk.is_marking()),
				(RecallPhase::Spread, of) => {
					let counts = of.iter().all(|walk| !walk.is_marking() && !walk.is_ending());
					(true, of.len() <= 1 && counts)
				},
				(RecallPhase::Ending, [walk]) => (false, walk.is_ending()),
				_ => (false, false),
			};
			ensure!(sound, "30: a recall is not where it says");
			ensure!(listed == in_force, "30: a recall is not listed");
			named += usize::from(in_force);

			// From where the walk has taken the marks away on.
			let (mut at, mut unmarked) = match of.as_slice() {
				[walk] if walk.is_ending() => {
					(Some(walk.at), matches!(walk.task, lineage::Task::Discount(_)))
				},
				_ => (Some(recall.lot), false),
			};
			let mut links: BTreeMap<_, _> = RecalledLots::<T>::iter_prefix(id).collect();
			if matches!(recall.phase, RecallPhase::Proposed { .. }) {
				at = None;
			}
			while let Some(lot) = at {
				let link = links.remove(&lot).ok_or("31: a marked lot is not listed")?;
				if !unmarked && Lots::<T>::contains_key(lot) {
					marks.entry(lot).or_default().insert(id);
				}
				unmarked = false;
				at = link.next;
			}
			ensure!(links.is_empty(), "31: a marked lot is out of reach");
		}
		ensure!(RecallByLot::<T>::iter_keys().count() == named, "30: a lot's recall is missing");
		ensure!(walks.iter().all(|walk| Recalls::<T>::contains_key(walk.recall)), "30: no recall");
		let owing = UnpaidMarks::<T>::iter_keys().all(|(org, id)| {
			Recalls::<T>::get(id).is_some_and(|(recall, _)| recall.org == org && recall.paid == 0)
		});
		ensure!(owing, "31: nobody's marks are not paid");
		let known = RecalledLots::<T>::iter_keys().all(|(id, _)| Recalls::<T>::contains_key(id));
		ensure!(known, "31: a mark is of no recall");
		for (lot, found) in LotMarks::<T>::iter() {
			let own = marks.remove(&lot).ok_or("31: a lot has a mark too many")?;
			let among = found.recalls.iter().all(|recall| own.contains(recall));
			let count = found.recalls.len() + found.more as usize;
			ensure!(among && count == own.len(), "31: marks miscounted");
		}
		ensure!(marks.is_empty(), "31: a lot has lost its marks");
		Ok(())
	}

	/// Compares what recalls have marked with what descends from their lots.
	fn check_descent() -> Result<(), TryRuntimeError> {
		for (id, (recall, _)) in Recalls::<T>::iter() {
			let in_force = matches!(recall.phase, RecallPhase::Spreading | RecallPhase::Spread);
			let (mut found, mut open) = (BTreeSet::new(), alloc::vec![recall.lot]);
			while let Some(lot) = open.pop().filter(|_| in_force) {
				if found.insert(lot) {
					open.extend(LotsMadeFrom::<T>::iter_key_prefix(lot));
				}
			}
			for lot in &found {
				let marked = RecalledLots::<T>::contains_key(id, lot);
				ensure!(marked || recall.phase == RecallPhase::Spreading, "32: a lot is missed");
				let status = Self::status_of_lot(*lot).ok_or("32: a lot is missing")?;
				ensure!(status != LotStatus::Clear, "32: a lot is neither marked nor held");
			}
			let descend = RecalledLots::<T>::iter_key_prefix(id)
				.filter(|lot| Lots::<T>::contains_key(lot))
				.all(|lot| found.contains(&lot));
			ensure!(!in_force || descend, "32: a lot is marked that does not descend");
		}
		Ok(())
	}

	fn check_packed() -> Result<(), TryRuntimeError> {
		let mut packed: BTreeSet<_> = PackedAssets::<T>::iter_keys().collect();
		let still = Walks::<T>::get().is_empty();
		for (id, (asset, _)) in Assets::<T>::iter() {
			let child = matches!(asset.place, Place::Child { .. });
			ensure!(packed.remove(&(asset.lot, id)) == child, "33: a packed asset is not listed");
			ensure!(child || !asset.holds.recalled, "33: a root is counted as recalled");
			let marked = child && LotMarks::<T>::contains_key(asset.lot);
			ensure!(!still || asset.holds.recalled == marked, "33: recalled goods miscounted");
		}
		ensure!(packed.is_empty(), "33: a listed asset is not packed");
		Ok(())
	}
}
