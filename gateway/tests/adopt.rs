//! The command that lets a store go on after batches that it does not know.

use std::{path::Path, process::Command};

use tallystick_client::{AccountId, Signer};
use tallystick_gateway::{
	adopt::{decide, AdoptError},
	store::{Store, StoreOptions},
};

fn options() -> StoreOptions {
	let account = Signer::from_uri("//Alice").unwrap().account().0;
	StoreOptions { min_free: 0, account, ..StoreOptions::default() }
}

fn refuses(folder: &Path, why: &str) {
	let (config, store) = (folder.join("gateway.toml"), folder.join("gateway.db"));
	let text = format!(
		"[chain]\nendpoints = [\"ws://127.0.0.1:1\"]\n[keys]\nsecret = \"//Alice\"\n[store]\npath = {store:?}\n"
	);
	std::fs::write(&config, text).unwrap();
	for more in [&[][..], &["--no-other-store"][..]] {
		let output = Command::new(env!("CARGO_BIN_EXE_tallystick-gateway"))
			.args(["adopt", "--config"])
			.arg(&config)
			.args(more)
			.output()
			.unwrap();
		assert!(!output.status.success());
		let said = String::from_utf8_lossy(&output.stderr);
		assert!(said.contains(why), "{said}");
	}
}

#[test]
fn refuses_while_the_gateway_runs() {
	let folder = tempfile::tempdir().unwrap();
	let store = Store::open(folder.path().join("gateway.db"), options()).unwrap();
	refuses(folder.path(), "another process has the store");
	assert!(!store.adopts());
}

#[test]
fn changes_nothing_while_no_node_answers() {
	let folder = tempfile::tempdir().unwrap();
	refuses(folder.path(), "no node answers");
	assert!(!folder.path().join("gateway.db").exists());
	drop(Store::open(folder.path().join("gateway.db"), options()).unwrap());
	refuses(folder.path(), "no node answers");
	assert!(!Store::open(folder.path().join("gateway.db"), options()).unwrap().adopts());
}

#[test]
fn reports_first_and_changes_nothing_without_a_promise() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("gateway.db");
	let store = Store::open(&path, options()).unwrap();
	let ask = |store: Option<&Store>, next: u64, allow: bool| {
		decide(store, AccountId(options().account), next, next, allow, path.clone())
	};
	assert!(matches!(ask(Some(&store), 0, true), Err(AdoptError::Nothing(_))));
	let report = ask(None, 7, false).unwrap().to_string();
	assert!(report.contains("does not exist") && report.contains("is number 7"), "{report}");
	let report = ask(Some(&store), 7, false).unwrap().to_string();
	assert!(report.contains("Nothing was changed"), "{report}");
	assert!(!store.adopts());
	let report = ask(Some(&store), 7, true).unwrap().to_string();
	assert!(report.contains("Allowed"), "{report}");
	assert!(store.adopts());
	drop(store);
	let store = Store::open(&path, options()).unwrap();
	assert!(store.adopts() && !store.is_confirmed() && !store.has_room());
}
