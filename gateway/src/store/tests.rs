use super::*;

fn options() -> StoreOptions {
	StoreOptions { genesis: [1; 32], account: [2; 32], min_free: 0, ..Default::default() }
}

#[test]
fn refuses_a_store_that_is_open_already() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("db");
	let store = Store::open(&path, options()).unwrap();
	assert!(matches!(Store::open(&path, options()), Err(OpenError::InUse(_))));
	drop(store);
	Store::open(&path, options()).unwrap();
}

#[test]
fn refuses_a_folder_that_does_not_exist() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("none").join("db");
	assert!(matches!(Store::open(&path, options()), Err(OpenError::NoPlace { .. })));
}

#[test]
fn refuses_a_store_of_another_chain_account_or_version() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("db");
	drop(Store::open(&path, options()).unwrap());
	drop(Store::open(&path, options()).unwrap());
	let other = StoreOptions { genesis: [3; 32], ..options() };
	assert!(matches!(Store::open(&path, other), Err(OpenError::OtherChain(_))));
	let other = StoreOptions { account: [3; 32], ..options() };
	assert!(matches!(Store::open(&path, other), Err(OpenError::OtherAccount(_))));
	let set = |version: i64| {
		let db = rusqlite::Connection::open(&path).unwrap();
		db.pragma_update(None, "user_version", version).unwrap();
	};
	set(99);
	assert!(matches!(Store::open(&path, options()), Err(OpenError::TooNew { found: 99, .. })));
	set(1);
	assert!(matches!(Store::open(&path, options()), Err(OpenError::TooOld { found: 1, .. })));
}

#[test]
fn fixes_the_first_batch_number_once() {
	let folder = tempfile::tempdir().unwrap();
	let store = Store::open(folder.path().join("db"), options()).unwrap();
	assert_eq!(store.first_batch().unwrap(), None);
	store.begin_at(7).unwrap();
	store.begin_at(9).unwrap();
	assert_eq!(store.first_batch().unwrap(), Some(7));
	assert_eq!(store.next_batch().unwrap(), Some(7));
}
