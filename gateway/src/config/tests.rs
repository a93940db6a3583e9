use super::*;

fn parse(text: &str) -> Vec<String> {
	match Config::parse(text) {
		Ok(_) => Vec::new(),
		Err(ConfigErrors(found)) => found.iter().map(ConfigError::to_string).collect(),
	}
}

#[test]
fn reads_the_file_that_it_generates() {
	let mut expected = Config::default();
	expected.keys.secret = Some("//Alice".into());
	let text = describe().replace("# secret = ", "secret = ");
	assert_eq!(Config::parse(&text), Ok(expected));
}

#[test]
fn reads_every_example_of_a_field() {
	let text = describe();
	let mut uncommented = String::new();
	for line in text.lines() {
		let example = line.strip_prefix("# ").filter(|rest| {
			rest.split_once(" = ").is_some_and(|(name, _)| {
				name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
			})
		});
		uncommented.push_str(example.unwrap_or(line));
		uncommented.push('\n');
	}
	let mut found = Vec::new();
	let table = DeTable::parse(&uncommented).unwrap().into_inner();
	let config = Config::read(table, &uncommented, &mut found);
	assert_eq!(found, []);
	assert_eq!(config.mqtt.connect.as_deref(), Some("mqtt://broker.example:1883"));
}

#[test]
fn describes_every_field() {
	let text = describe();
	let lines: Vec<&str> = text.lines().collect();
	for pair in lines.windows(2) {
		if pair[1].contains(" = ") {
			assert!(pair[0].starts_with("# "), "{}", pair[1]);
		}
	}
}

#[test]
fn refuses_an_unknown_field() {
	let found = parse("[keys]\nsecret = \"//Alice\"\n[http]\nlissen = \"0.0.0.0:1\"\n");
	assert_eq!(
		found,
		["http.lissen (line 4): unknown field; the fields are listen max_concurrent timeout_seconds"]
	);
}

#[test]
fn reports_all_errors_at_once() {
	let found = parse(
		"[chain]\nendpoints = [\"http://a\"]\n[http]\nlisten = 3\n[nothing]\n[batch]\nmax_readings = 0\n",
	);
	assert_eq!(found.len(), 5, "{found:#?}");
	for (found, beginning) in found.iter().zip([
		"http.listen (line 4)",
		"nothing (line 5)",
		"chain.endpoints",
		"batch.max_readings",
		"keys: give exactly one",
	]) {
		assert!(found.starts_with(beginning), "{found}");
	}
}

#[test]
fn refuses_malformed_toml_with_its_line() {
	assert!(parse("[keys]\nsecret =")[0].starts_with("line 2"));
}

/// A file with a secret, and the configuration that names it.
fn secret_file(text: &str, mode: u32) -> (tempfile::TempDir, String) {
	use std::os::unix::fs::PermissionsExt;

	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("key");
	std::fs::write(&path, text).unwrap();
	std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
	let text = format!("[keys]\nsecret_file = {path:?}\n");
	(folder, text)
}

#[test]
fn refuses_a_secret_file_that_others_can_read() {
	for mode in [0o640, 0o604, 0o644] {
		let (_folder, text) = secret_file("//Alice\n", mode);
		assert!(parse(&text)[0].contains("chmod 600"), "{mode:o}");
	}
	let (_folder, text) = secret_file("//Alice\n", 0o600);
	let config = Config::parse(&text).unwrap();
	let alice = tallystick_client::Signer::from_uri("//Alice").unwrap();
	assert_eq!(config.signer().unwrap().account(), alice.account());
	assert!(!config.warnings().iter().any(|warning| warning.contains("keys.secret")));
}

#[test]
fn refuses_an_empty_or_cut_off_secret_and_that_of_a_device() {
	let seed = "07".repeat(31);
	for (secret, problem) in [
		(" \n", "the file is empty"),
		("0x", "this one has 0"),
		(seed.as_str(), "this one has 62"),
		("bottom drive obey", "this one has 3"),
		("///", "not a secret"),
		(&*format!("ed25519:{seed}07"), "the secret of a device"),
	] {
		let (_folder, text) = secret_file(secret, 0o600);
		let found = parse(&text);
		assert_eq!(found.len(), 1, "{secret}: {found:?}");
		assert!(
			found[0].starts_with("keys.secret_file: ") && found[0].contains(problem),
			"{found:?}"
		);
	}
	assert!(parse("[keys]\nsecret = \" \"\n")[0].starts_with("keys.secret: the secret is empty"));
}

#[test]
fn commands_need_a_key_that_nobody_else_can_read_and_a_folder_of_grants() {
	use std::os::unix::fs::PermissionsExt;

	let folder = tempfile::tempdir().unwrap();
	let (key, grants) = (folder.path().join("key"), folder.path().join("grants"));
	let set = |text: &str, mode: u32| {
		std::fs::write(&key, text).unwrap();
		std::fs::set_permissions(&key, PermissionsExt::from_mode(mode)).unwrap();
	};
	let with = |fields: &str| format!("[keys]\nsecret = \"//Alice\"\n[commands]\n{fields}");
	let both = with(&format!("key_file = {key:?}\ngrants = {grants:?}\n"));
	let seed = "07".repeat(32);

	set(&seed, 0o600);
	assert!(parse(&both)[0].starts_with("commands.grants: the folder"));
	std::fs::create_dir(&grants).unwrap();
	for text in [seed.clone(), format!("0x{seed}\n")] {
		set(&text, 0o600);
		let commanding = Config::parse(&both).unwrap().commanding().unwrap().unwrap();
		let expected = SecretKey::from_seed(Scheme::Ed25519, [7; 32]).unwrap();
		assert_eq!(
			(commanding.key.public(), commanding.grants),
			(expected.public(), grants.clone())
		);
	}
	set(&seed, 0o640);
	assert!(parse(&both)[0].contains("chmod 600"));
	for text in ["//Alice", "0x07", &format!("0x{}", "g".repeat(64)), &format!("{seed}00")] {
		set(text, 0o600);
		let found = parse(&both);
		assert!(
			found[0].starts_with("commands.key_file") && found[0].contains("64 hex"),
			"{found:?}"
		);
	}
	for one in [format!("key_file = {key:?}\n"), format!("grants = {grants:?}\n")] {
		assert_eq!(parse(&with(&one)), ["commands: give both of key_file and grants, or neither"]);
	}
	assert!(Config::parse(&with("")).unwrap().commanding().unwrap().is_none());
}

#[test]
fn warns_of_a_secret_in_clear() {
	let config = Config::parse("[keys]\nsecret = \"//Alice\"\n").unwrap();
	assert!(config.warnings()[0].contains("in clear"));
}

#[test]
fn warns_of_tls_on_an_open_network() {
	let folder = tempfile::tempdir().unwrap();
	let file = folder.path().join("pem");
	std::fs::write(&file, "").unwrap();
	for (listen, warned) in [("0.0.0.0:8883", true), ("[::]:8883", true), ("127.0.0.1:8883", false)]
	{
		let text = format!(
			"[keys]\nsecret = \"//Alice\"\n[mqtt]\ntls_listen = \"{listen}\"\n\
			 tls_certificate = {file:?}\ntls_key = {file:?}\n"
		);
		let warnings = Config::parse(&text).unwrap().warnings();
		let found =
			warnings.iter().any(|warning| warning.starts_with("mqtt.tls_listen: it is not for"));
		assert_eq!(found, warned, "{listen}: {warnings:?}");
	}
}

#[test]
fn bounds_the_message_size() {
	let with = |size: usize| {
		parse(&format!("[keys]\nsecret = \"//A\"\n[mqtt]\nmax_message_bytes = {size}\n"))
	};
	assert_eq!(with(262_144), [""; 0]);
	assert!(with(262_145)[0].starts_with("mqtt.max_message_bytes"));
	assert!(with(1_023)[0].starts_with("mqtt.max_message_bytes"));
}
