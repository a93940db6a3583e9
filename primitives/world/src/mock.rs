/// The part that mock runtimes share: `Test`, with the system, balances and the named pallets, and the
/// configuration of the first two. It expects the names of `frame::testing_prelude`. The smallest
/// balance is 1, unless another number follows the account's type.
///
/// ```ignore
/// tallystick_world::mock_runtime! { AccountId; 2: Telemetry = pallet_telemetry }
/// tallystick_world::mock_runtime! { AccountId, 10; 2: Escrow = pallet_escrow }
/// ```
#[macro_export]
macro_rules! mock_runtime {
	($account:ty $(, $smallest:literal)?; $($index:tt: $pallet:ident = $path:ident),* $(,)?) => {
		#[frame_construct_runtime]
		mod runtime {
			#[runtime::runtime]
			#[runtime::derive(
				RuntimeCall,
				RuntimeEvent,
				RuntimeError,
				RuntimeOrigin,
				RuntimeHoldReason,
				RuntimeFreezeReason,
				RuntimeTask,
				RuntimeViewFunction
			)]
			pub struct Test;

			#[runtime::pallet_index(0)]
			pub type System = frame_system;
			#[runtime::pallet_index(1)]
			pub type Balances = pallet_balances;
			$(
				#[runtime::pallet_index($index)]
				pub type $pallet = $path;
			)*
		}

		#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
		impl frame_system::Config for Test {
			type AccountData = pallet_balances::AccountData<u64>;
			type AccountId = $account;
			type Block = MockBlock<Test>;
			type Lookup = IdentityLookup<$account>;
		}

		#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
		impl pallet_balances::Config for Test {
			type AccountStore = System;
			$(type ExistentialDeposit = frame::traits::ConstU64<$smallest>;)?
		}
	};
}
