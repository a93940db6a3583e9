use super::*;

fn parse(text: &str) -> Vec<String> {
	match Config::parse(text) {
		Ok(_) => Vec::new(),
		Err(Refused(found)) => found.iter().map(Wrong::to_string).collect(),
	}
}

#[test]
fn works_with_the_file_it_describes() {
	let mut expected = Config::default();
	expected.keys.secret = Some("//Alice".into());
	let text = describe().replace("# secret = ", "secret = ");
	assert_eq!(Config::parse(&text), Ok(expected));
}

#[test]
fn works_with_every_example() {
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
fn works_only_with_a_text_above_every_field() {
	let text = describe();
	let lines: Vec<&str> = text.lines().collect();
	for pair in lines.windows(2) {
		if pair[1].contains(" = ") {
			assert!(pair[0].starts_with("# "), "{}", pair[1]);
		}
	}
}

#[test]
fn fails_when_a_field_is_unknown() {
	let found = parse("[keys]\nsecret = \"//Alice\"\n[http]\nlissen = \"0.0.0.0:1\"\n");
	assert_eq!(
		found,
		["http.lissen (line 4): there is no such field; there are listen max_concurrent timeout_seconds"]
	);
}

#[test]
fn fails_when_much_is_wrong_and_says_all() {
	let found = parse(
		"[chain]\nendpoints = [\"http://a\"]\n[http]\nlisten = 3\n[nothing]\n[batch]\nmax_readings = 0\n",
	);
	assert_eq!(found.len(), 5, "{found:#?}");
	for (found, beginning) in found.iter().zip([
		"http.listen (line 4)",
		"nothing (line 5)",
		"chain.endpoints",
		"keys: give exactly one",
		"batch.max_readings",
	]) {
		assert!(found.starts_with(beginning), "{found}");
	}
}

#[test]
fn fails_when_the_text_is_no_toml() {
	assert!(parse("[keys]\nsecret =")[0].starts_with("line 2"));
}

#[test]
fn fails_when_others_may_read_the_secret() {
	use std::os::unix::fs::PermissionsExt;

	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("key");
	std::fs::write(&path, "//Alice\n").unwrap();
	let text = format!("[keys]\nsecret_file = {path:?}\n");
	for mode in [0o640, 0o604, 0o644] {
		std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
		assert!(parse(&text)[0].contains("chmod 600"), "{mode:o}");
	}
	std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
	let config = Config::parse(&text).unwrap();
	assert_eq!(config.secret().unwrap(), "//Alice");
	assert!(!config.warnings().iter().any(|warning| warning.contains("keys.secret")));
}

#[test]
fn works_with_a_secret_in_clear_and_warns() {
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
		let found = warnings.iter().any(|warning| warning.starts_with("mqtt.tls_listen: not for"));
		assert_eq!(found, warned, "{listen}: {warnings:?}");
	}
}

#[test]
fn boundary_of_the_message_size() {
	let with = |size: usize| {
		parse(&format!("[keys]\nsecret = \"//A\"\n[mqtt]\nmax_message_bytes = {size}\n"))
	};
	assert_eq!(with(262_144), [""; 0]);
	assert!(with(262_145)[0].starts_with("mqtt.max_message_bytes"));
	assert!(with(1_023)[0].starts_with("mqtt.max_message_bytes"));
}
