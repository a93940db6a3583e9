//! Company prefixes and classes.

use crate::*;
use alloc::{collections::BTreeSet, string::ToString};
use tallystick_primitives::records::is_name;
use tallystick_primitives::{
	evidence::Limits,
	gs1::event::{Amount, Unit},
	ChannelKind, ChannelTraits,
};

/// The shorter prefixes with which this one begins.
pub(crate) fn shorter(prefix: &CompanyPrefix) -> impl Iterator<Item = CompanyPrefix> {
	let digits = prefix.to_string();
	(CompanyPrefix::MIN..prefix.digits())
		.filter_map(move |len| CompanyPrefix::new(digits.get(..len.into())?).ok())
}

/// Whether the items differ from one another.
pub(crate) fn differ<Item: Ord>(items: impl ExactSizeIterator<Item = Item>) -> bool {
	let len = items.len();
	items.collect::<BTreeSet<_>>().len() == len
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_bind_prefix(
		Member { who: payer, org: by }: Member<T::AccountId>,
		prefix: CompanyPrefix,
		org: OrgId,
		party: Option<Gln>,
	) -> DispatchResult {
		ensure!(T::Membership::roles(org).is_some(), Error::<T>::UnknownOrganization);
		let free = |prefix| !Prefixes::<T>::contains_key(prefix);
		let is_free = free(prefix) && shorter(&prefix).all(free);
		ensure!(is_free && LongerPrefixes::<T>::get(prefix) == 0, Error::<T>::PrefixTaken);
		if let Some(party) = party {
			ensure!(party.is_under(&prefix), Error::<T>::NotUnderPrefix);
			ensure!(!PartyNumbers::<T>::contains_key(org), Error::<T>::AlreadyNumbered);
		}
		let ticket = T::PrefixConsideration::new(&payer, Self::prefix_footprint())?;

		for shorter in shorter(&prefix) {
			// Fewer than 10^12 prefixes exist, and each takes a deposit.
			LongerPrefixes::<T>::mutate(shorter, |count| *count = count.saturating_add(1));
		}
		if let Some(party) = party {
			PartyNumbers::<T>::insert(org, party);
		}
		Prefixes::<T>::insert(prefix, (Binding { org, party, by, payer }, ticket));
		Self::deposit_event(Event::PrefixBound { prefix, org });
		Ok(())
	}

	/// Ends a binding, on behalf of one of its two organisations, or of any authority if `by` is
	/// `None`.
	pub(crate) fn do_release_prefix(by: Option<OrgId>, prefix: CompanyPrefix) -> DispatchResult {
		let (binding, ticket) = Prefixes::<T>::get(prefix).ok_or(Error::<T>::PrefixNotBound)?;
		let concerned = by.is_none_or(|by| by == binding.by || by == binding.org);
		ensure!(concerned, Error::<T>::NotYourPrefix);
		ticket.drop(&binding.payer)?;

		for shorter in shorter(&prefix) {
			// Every bound prefix is counted, so there is one to take away.
			match LongerPrefixes::<T>::get(shorter).saturating_sub(1) {
				0 => LongerPrefixes::<T>::remove(shorter),
				count => LongerPrefixes::<T>::insert(shorter, count),
			}
		}
		if binding.party.is_some() {
			PartyNumbers::<T>::remove(binding.org);
		}
		Prefixes::<T>::remove(prefix);
		Self::deposit_event(Event::PrefixReleased { prefix });
		Ok(())
	}

	/// Checks that a key, GTIN or place lies under a prefix of the organisation.
	pub(crate) fn ensure_prefix(
		org: OrgId,
		prefix: &CompanyPrefix,
		is_under: impl FnOnce(&CompanyPrefix) -> bool,
	) -> DispatchResult {
		let (binding, _) = Prefixes::<T>::get(prefix).ok_or(Error::<T>::PrefixNotBound)?;
		ensure!(binding.org == org, Error::<T>::NotYourPrefix);
		ensure!(is_under(prefix), Error::<T>::NotUnderPrefix);
		Ok(())
	}

	pub(crate) fn do_define_policy(
		Member { who, org }: Member<T::AccountId>,
		policy: Policy,
	) -> Result<PolicyId, DispatchError> {
		// Whether the policy fits a channel is checked when a stream is attached. Its assumptions
		// have to be consistent anyway.
		let channel = ChannelTraits {
			kind: ChannelKind::Gauge,
			unit: policy.unit,
			exponent: policy.exponent,
			limits: Limits { low: policy.cold.into(), high: policy.hot.into() },
			period: 1,
			write: None,
		};
		policy.check(&channel).map_err(|_| Error::<T>::BadPolicy)?;
		let id = NextPolicyId::<T>::get().unwrap_or(PolicyId(0));
		let next = id.next().ok_or(Error::<T>::IdsExhausted)?;
		let record = OwnPolicy { org, payer: who, policy };
		let ticket = T::PolicyConsideration::new(&record.payer, Self::policy_footprint(&record))?;

		NextPolicyId::<T>::put(next);
		Policies::<T>::insert(id, (record, Some(ticket)));
		Self::deposit_event(Event::PolicyDefined { policy: id, org });
		Ok(id)
	}

	pub(crate) fn do_drop_policy(org: OrgId, policy: PolicyId) -> DispatchResult {
		let (record, ticket) = Policies::<T>::get(policy).ok_or(Error::<T>::UnknownPolicy)?;
		ensure!(record.org == org, Error::<T>::NotDefiner);
		let ticket = ticket.ok_or(Error::<T>::PolicyInUse)?;

		ticket.drop(&record.payer)?;
		match PolicyUses::<T>::contains_key(policy) {
			// Each class that names it has paid for it, too.
			true => Policies::<T>::insert(policy, (record, None::<T::PolicyConsideration>)),
			false => Policies::<T>::remove(policy),
		}
		Self::deposit_event(Event::PolicyDropped { policy });
		Ok(())
	}

	pub(crate) fn policy_footprint(policy: &PolicyOf<T>) -> Footprint {
		Footprint::from_encodable((PolicyId(0), policy))
	}

	pub(crate) fn do_define_class(
		Member { who, org }: Member<T::AccountId>,
		definition: ClassDefinition,
		prefix: Option<CompanyPrefix>,
	) -> Result<ClassId, DispatchError> {
		Self::ensure_sound(&definition)?;
		if let Some(gtin) = definition.gtin {
			ensure!(definition.makers == Makers::Definer, Error::<T>::BadDefinition);
			let prefix = prefix.ok_or(Error::<T>::NotUnderPrefix)?;
			Self::ensure_prefix(org, &prefix, |prefix| gtin.is_under(prefix))?;
		}
		let class = NextClassId::<T>::get().unwrap_or(ClassId(0));
		let next = class.next().ok_or(Error::<T>::IdsExhausted)?;
		let record = Class { org, payer: who, retired: false, definition };
		let ticket = T::ClassConsideration::new(&record.payer, Self::class_footprint(&record))?;

		for Weighted { policy, .. } in &record.definition.policies {
			// Fewer than 2^32 classes exist.
			PolicyUses::<T>::mutate(policy, |uses| *uses = uses.saturating_add(1));
		}
		NextClassId::<T>::put(next);
		Classes::<T>::insert(class, (record, ticket));
		Self::deposit_event(Event::ClassDefined { class, org });
		Ok(class)
	}

	fn ensure_sound(definition: &ClassDefinition) -> DispatchResult {
		let Definition { name, unit, decimals, states, transitions, policies, ingredients, .. } =
			definition;
		let measured = unit.is_none_or(|unit| Unit::new(unit.as_str()).is_some());
		let precise = *decimals <= Amount::MAX_DECIMALS;
		ensure!(is_name(name) && measured && precise, Error::<T>::BadDefinition);

		let unique = differ(states.iter().map(|state| &state.name));
		let named = states.iter().all(|state| is_name(&state.name));
		let first = states.first().map(|state| state.kind);
		ensure!(unique && named && first == Some(StateKind::Live), Error::<T>::BadStates);

		let kind = |at: u8| states.get(usize::from(at)).map(|state| state.kind);
		let sound = transitions.iter().all(|Transition { from, to, .. }| {
			kind(*from) == Some(StateKind::Live) && kind(*to).is_some() && from != to
		});
		let unique = differ(transitions.iter().map(|Transition { from, to, .. }| (from, to)));
		ensure!(sound && unique, Error::<T>::BadTransitions);

		let kept = |policy| Policies::<T>::get(policy).is_some_and(|(_, ticket)| ticket.is_some());
		let sound = policies.iter().all(|Weighted { policy, weight }| *weight > 0 && kept(*policy));
		let unique = differ(policies.iter().map(|policy| policy.policy));
		ensure!(sound && unique, Error::<T>::BadPolicies);

		let sound = ingredients.iter().all(|Ingredient { class, min, max }| {
			min <= max && *max > 0 && Classes::<T>::contains_key(class)
		});
		let unique = differ(ingredients.iter().map(|ingredient| ingredient.class));
		ensure!(sound && unique, Error::<T>::BadIngredients);
		Ok(())
	}

	pub(crate) fn do_retire_class(org: OrgId, class: ClassId) -> DispatchResult {
		let (mut record, ticket) = Classes::<T>::get(class).ok_or(Error::<T>::UnknownClass)?;
		ensure!(record.org == org, Error::<T>::NotDefiner);
		ensure!(!record.retired, Error::<T>::ClassRetired);

		record.retired = true;
		Classes::<T>::insert(class, (record, ticket));
		Self::deposit_event(Event::ClassRetired { class });
		Ok(())
	}

	pub(crate) fn do_drop_class(class: ClassId) -> DispatchResult {
		let (record, ticket) = Classes::<T>::get(class).ok_or(Error::<T>::UnknownClass)?;
		ensure!(record.retired && ClassUses::<T>::get(class) == 0, Error::<T>::ClassInUse);

		ticket.drop(&record.payer)?;
		for Weighted { policy, .. } in record.definition.policies {
			// Every class is counted, so there is one to take away.
			match PolicyUses::<T>::get(policy).saturating_sub(1) {
				0 => {
					PolicyUses::<T>::remove(policy);
					if let Some((_, None)) = Policies::<T>::get(policy) {
						Policies::<T>::remove(policy);
					}
				},
				uses => PolicyUses::<T>::insert(policy, uses),
			}
		}
		Classes::<T>::remove(class);
		Self::deposit_event(Event::ClassDropped { class });
		Ok(())
	}

	pub(crate) fn load_class(class: ClassId) -> Result<ClassDefinition, Error<T>> {
		let (record, _) = Classes::<T>::get(class).ok_or(Error::<T>::UnknownClass)?;
		Ok(record.definition)
	}

	/// A class of which the organisation may make assets.
	pub(crate) fn load_class_to_make(
		org: OrgId,
		class: ClassId,
	) -> Result<ClassDefinition, Error<T>> {
		let (record, _) = Classes::<T>::get(class).ok_or(Error::<T>::UnknownClass)?;
		ensure!(!record.retired, Error::<T>::ClassRetired);
		let may = match record.definition.makers {
			Makers::Definer => record.org == org,
			Makers::Anyone => true,
		};
		ensure!(may, Error::<T>::NotMaker);
		Ok(record.definition)
	}

	/// The footprint of a class, with the policies that it names: those who defined these can take their own deposits
	/// back.
	pub(crate) fn class_footprint(class: &ClassOf<T>) -> Footprint {
		let own = Footprint::from_encodable((ClassId(0), class));
		let policies = class.definition.policies.iter();
		let policies = policies.filter_map(|of| Policies::<T>::get(of.policy));
		policies.fold(own, |sum, (policy, _)| {
			let Footprint { count, size } = Self::policy_footprint(&policy);
			// Some thousand bytes: nothing saturates.
			Footprint {
				count: sum.count.saturating_add(count),
				size: sum.size.saturating_add(size),
			}
		})
	}

	/// The footprint of a bound prefix, with the counts of the prefixes with which it begins.
	pub(crate) fn prefix_footprint() -> Footprint {
		let counts = usize::from(CompanyPrefix::MAX.saturating_sub(CompanyPrefix::MIN));
		let count = CompanyPrefix::max_encoded_len().saturating_add(u32::max_encoded_len());
		let size = BindingOf::<T>::max_encoded_len()
			.saturating_add(<(OrgId, Gln)>::max_encoded_len())
			.saturating_add(CompanyPrefix::max_encoded_len())
			.saturating_add(counts.saturating_mul(count));
		Footprint::from_parts(counts.saturating_add(1), size)
	}
}
