use super::*;
use alloc::vec;
use proptest::prelude::*;
use tallystick_evidence::Limits;

const DEVICE: DeviceId = DeviceId([0xab; 32]);

fn json(pack: &str) -> Result<Vec<Record>, SenmlError> {
	resolve(pack.as_bytes(), &DEVICE)
}

fn cbor(pack: &str) -> Result<Vec<Record>, SenmlError> {
	resolve(&hex::decode(pack.replace(' ', "")).unwrap(), &DEVICE)
}

fn record(channel: &str, unit: Option<&str>, time: Time, value: Number) -> Record {
	let channel = match channel.parse() {
		Ok(number) => ChannelName::Number(number),
		Err(_) => ChannelName::Text(channel.into()),
	};
	Record { channel, unit: unit.map(Into::into), time, value }
}

#[test]
fn works_on_a_single_value() {
	assert_eq!(
		json(r#"[{"n":"boiler.t1","u":"Cel","v":61.25}]"#),
		Ok(vec![record("boiler.t1", Some("Cel"), Time::Relative(0), Number::new(6_125, -2))])
	);
	assert_eq!(
		cbor("81 a3 00 61 37 01 63 43656c 02 fb 404ea00000000000"),
		Ok(vec![record("7", Some("Cel"), Time::Relative(0), Number::from_f64(61.25).unwrap())])
	);
}

#[test]
fn works_on_base_fields() {
	let pack = json(
		r#"[
		{"bver":5,"bn":"plant:","bt":1.7e9,"bu":"W","bv":100,"n":"a","v":1.5},
		{"bver":5,"n":"b","u":"V","t":0.25,"v":-1},
		{"bver":5,"bn":"","bt":1700000010,"bv":0,"n":"c","t":-5,"v":2,"ut":60},
		{"bu":"Wh","n":"c","v":3,"x":[{}],"label":null}
	]"#,
	);
	let at = |millis: u64| Time::Absolute(1_700_000_000_000 + millis);
	assert_eq!(
		pack,
		Ok(vec![
			record("plant:a", Some("W"), at(0), Number::new(1_015, -1)),
			record("plant:b", Some("V"), at(250), Number::new(99, 0)),
			record("c", Some("W"), at(5_000), Number::new(2, 0)),
			record("c", Some("Wh"), at(10_000), Number::new(3, 0)),
		])
	);
}

#[test]
fn works_on_the_device_as_base_name() {
	let urn = format!("{URN}{}:", Hex(DEVICE));
	let pack = json(&format!(
		r#"[{{"bn":"{urn}","n":"3","v":1}},{{"n":"007","v":1}},{{"n":"70000","v":1}}]"#
	));
	let names: Vec<_> = pack.unwrap().into_iter().map(|record| record.channel).collect();
	let text = |name: &str| ChannelName::Text(name.into());
	assert_eq!(names, [ChannelName::Number(3), text("007"), text("70000")]);

	let other = format!("{URN}{}:", Hex(DeviceId([0xac; 32])));
	assert_eq!(
		json(&format!(r#"[{{"bn":"{other}","n":"3","v":1}}]"#)),
		Err(SenmlError::WrongDevice)
	);
	assert_eq!(json(&format!(r#"[{{"bn":"{urn}","v":1}}]"#)), Err(SenmlError::BadName));
}

#[test]
fn works_on_numbers_in_cbor() {
	for (bytes, value) in [
		("00", Number::new(0, 0)),
		("20", Number::new(-1, 0)),
		("1b ffffffffffffffff", Number::new(u64::MAX.into(), 0)),
		("3b ffffffffffffffff", Number::new(-(1i128 << 64), 0)),
		("c4 82 20 19 00d7", Number::new(215, -1)),
		("c4 82 03 38 63", Number::new(-100, 3)),
		("f9 3e00", Number::from_f32(1.5).unwrap()),
		("fa 41a8cccd", Number::from_f32(21.1).unwrap()),
		("fb 40351999 9999999a", Number::from_f64(21.1).unwrap()),
	] {
		let pack = cbor(&format!("81 a2 00 61 30 02 {bytes}"));
		assert_eq!(pack, Ok(vec![record("0", None, Time::Relative(0), value)]), "{bytes}");
	}
	for (bytes, error) in [
		("f9 7e00", SenmlError::OutOfRange),
		("fb fff0000000000000", SenmlError::OutOfRange),
		("c4 82 1a 80000000 01", SenmlError::OutOfRange),
		("c5 82 20 01", SenmlError::Malformed),
		("c2 41 01", SenmlError::Malformed),
		("c4 83 20 01 01", SenmlError::Malformed),
		("61 31", SenmlError::Malformed),
		("f5", SenmlError::Malformed),
	] {
		assert_eq!(cbor(&format!("81 a2 00 61 30 02 {bytes}")), Err(error), "{bytes}");
	}
}

#[test]
fn works_on_cbor_without_lengths_and_on_unknown_labels() {
	let one = Ok(vec![record("0", None, Time::Relative(0), Number::new(5, 0))]);
	assert_eq!(cbor("9f bf 00 61 30 02 05 ff ff"), one);
	assert_eq!(cbor("81 a4 00 61 30 18 63 9f 80 ff 61 78 a0 02 05"), one);
	assert_eq!(cbor("9f bf 00 61 30 02 05 ff"), Err(SenmlError::Malformed));
}

#[test]
fn fails_when_a_field_is_not_taken() {
	use SenmlError::*;
	for (pack, error) in [
		(r#"[{"n":"a","vs":"on"}]"#, Unsupported("vs")),
		(r#"[{"n":"a","vb":true}]"#, Unsupported("vb")),
		(r#"[{"n":"a","vd":"AA"}]"#, Unsupported("vd")),
		(r#"[{"n":"a","v":1,"s":2}]"#, Unsupported("s")),
		(r#"[{"bs":2,"n":"a","v":1}]"#, Unsupported("bs")),
		(r#"[{"n":"a","v":1,"must_":2}]"#, UnknownField),
		(r#"[{"bver":11,"n":"a","v":1}]"#, Version),
		(r#"[{"bver":10,"n":"a","v":1},{"bver":9,"n":"b","v":1}]"#, Malformed),
		(r#"[{"n":"a","v":1},{"bver":9,"n":"b","v":1}]"#, Malformed),
		(r#"[{"bver":0,"n":"a","v":1}]"#, Malformed),
		(r#"[{"n":"a"}]"#, NoValue),
		(r#"[{"bv":1,"n":"a"}]"#, NoValue),
		(r#"[{"v":1}]"#, BadName),
		(r#"[{"n":"_a","v":1}]"#, BadName),
		(r#"[{"n":"a b","v":1}]"#, BadName),
		(r#"[{"n":"é","v":1}]"#, BadName),
		(r#"[{"n":1,"v":1}]"#, Malformed),
		(r#"[{"n":"a","v":"1"}]"#, Malformed),
		(r#"[{"n":"a","v":null}]"#, Malformed),
		(r#"[{"n":"a","v":1,"v":1}]"#, Malformed),
		(r#"[{"n":"a","v":NaN}]"#, Malformed),
		(r#"[{"n":"a","v":1}"#, Malformed),
		(r#"[{"n":"a","v":1}] []"#, Malformed),
		("[]", Malformed),
		("[1]", Malformed),
		(r#"[{"n":"a","t":2,"v":1},{"n":"a","t":2,"v":1}]"#, NotRising),
		(r#"[{"n":"a","t":2e9,"v":1},{"n":"b","v":1},{"n":"a","t":1e9,"v":1}]"#, NotRising),
		(r#"[{"n":"a","t":1e300,"v":1}]"#, OutOfRange),
		(r#"[{"bv":1e30,"n":"a","v":1e-30}]"#, TooPrecise),
	] {
		assert_eq!(json(pack), Err(error), "{pack}");
	}
	for (pack, error) in [
		("81 a2 00 61 61 03 61 61", Unsupported("vs")),
		("81 a2 00 61 61 08 41 61", Unsupported("vd")),
		("81 a3 00 61 61 02 01 62 785f 00", UnknownField),
		("81 a2 61 6e 61 61 02 01", Malformed),
		("81 a3 00 61 61 02 01 02 01", Malformed),
		("81 a2 00 61 61 02 01 00", Malformed),
		("80", Malformed),
		("a0", Malformed),
		("", Malformed),
	] {
		assert_eq!(cbor(pack), Err(error), "{pack}");
	}
}

#[test]
fn the_first_record_gives_the_number_of_the_pack() {
	let number = |pack: &[u8]| {
		let (number, records) = read(pack, &DEVICE);
		(number, records.map(|records| records.len()))
	};
	let json = |pack: &str| number(pack.as_bytes());
	let cbor = |pack: &str| number(&hex::decode(pack.replace(' ', "")).unwrap());
	let max = u64::MAX;
	assert_eq!(json(r#"[{"n":"a","v":1}]"#), (None, Ok(1)));
	assert_eq!(json(r#" [{"ref":7,"n":"a","v":1},{"ref":8,"n":"b","v":1}]"#), (Some(7), Ok(2)));
	assert_eq!(json(r#"[{"n":"a","v":1},{"ref":8,"n":"b","v":1}]"#), (None, Ok(2)));
	assert_eq!(json(&format!(r#"[{{"n":"a","v":1,"ref":{max}}}]"#)), (Some(max), Ok(1)));
	assert_eq!(cbor("81 a3 63 726566 18 2a 00 61 61 02 01"), (Some(42), Ok(1)));
	assert_eq!(cbor("81 a2 00 61 61 02 01"), (None, Ok(1)));
	// What is refused after it was read keeps it.
	assert_eq!(json(r#"[{"ref":7,"n":"a"}]"#), (Some(7), Err(SenmlError::NoValue)));
	assert_eq!(json(r#"[{"ref":7,"n":"a","v":1},"#), (Some(7), Err(SenmlError::Malformed)));
	assert_eq!(cbor("82 a3 63 726566 07 00 61 61 02 01"), (Some(7), Err(SenmlError::Malformed)));
	for pack in ["-1", "1.0", "1e3", "\"7\"", "null", "18446744073709551616"] {
		let pack = format!(r#"[{{"ref":{pack},"n":"a","v":1}}]"#);
		assert_eq!(json(&pack), (None, Err(SenmlError::BadReference)), "{pack}");
	}
	assert_eq!(cbor("81 a3 63 726566 20 00 61 61 02 01"), (None, Err(SenmlError::BadReference)));
	let twice = r#"[{"ref":7,"ref":7,"n":"a","v":1}]"#;
	assert_eq!(json(twice), (Some(7), Err(SenmlError::Malformed)));
}

#[test]
fn boundary_of_relative_times() {
	let time = |t: &str| json(&format!(r#"[{{"n":"a","t":{t},"v":1}}]"#)).map(|pack| pack[0].time);
	assert_eq!(time("268435455"), Ok(Time::Relative(268_435_455_000)));
	assert_eq!(time("268435456"), Ok(Time::Absolute(268_435_456_000)));
	assert_eq!(time("-1.5"), Ok(Time::Relative(-1_500)));
	assert_eq!(Time::Relative(-1_500).at(2_000), Some(500));
	assert_eq!(Time::Relative(-1_500).at(1_000), None);
	assert_eq!(Time::Absolute(7).at(1_000), Some(7));
}

#[test]
fn boundary_of_sizes() {
	let pack = |count: usize| {
		let records: Vec<_> = (0..count).map(|at| format!(r#"{{"n":"c{at}","v":1}}"#)).collect();
		format!("[{}]", records.join(","))
	};
	assert_eq!(json(&pack(MAX_RECORDS)).map(|records| records.len()), Ok(MAX_RECORDS));
	assert_eq!(json(&pack(MAX_RECORDS + 1)), Err(SenmlError::TooManyRecords));
	assert_eq!(cbor("99 1001"), Err(SenmlError::TooManyRecords));
	assert_eq!(cbor("9b ffffffffffffffff"), Err(SenmlError::TooManyRecords));

	let padded = |len: usize| format!("{}{}", r#"[{"n":"a","v":1}]"#, " ".repeat(len - 17));
	assert!(json(&padded(MAX_MESSAGE)).is_ok());
	assert_eq!(json(&padded(MAX_MESSAGE + 1)), Err(SenmlError::TooLarge));

	let name = |len: usize| json(&format!(r#"[{{"bn":"b","n":"{}","v":1}}]"#, "a".repeat(len)));
	assert!(name(MAX_NAME - 1).is_ok());
	assert_eq!(name(MAX_NAME), Err(SenmlError::BadName));
	let unit = |len: usize| json(&format!(r#"[{{"n":"a","bu":"{}","v":1}}]"#, "a".repeat(len)));
	assert!(unit(MAX_UNIT).is_ok());
	assert_eq!(unit(MAX_UNIT + 1), Err(SenmlError::WrongUnit));
}

#[test]
fn boundary_of_depth() {
	for deep in ["[".repeat(MAX_MESSAGE), r#"{"a":"#.repeat(40_000)] {
		assert!(json(&deep).is_err());
		assert!(json(&format!(r#"[{{"x":{}"#, &deep[..MAX_MESSAGE / 2])).is_err());
		assert!(json(&format!(r#"[{{"v":{}"#, &deep[..MAX_MESSAGE / 2])).is_err());
	}
	for byte in [0x81, 0x9f, 0xa1, 0xbf, 0xc4, 0xd8, 0x5f, 0x7f] {
		assert!(from_cbor(&vec![byte; MAX_MESSAGE], &DEVICE).is_err());
		let mut unknown = vec![0x81, 0xa1, 0x18, 0x63];
		unknown.resize(MAX_MESSAGE, byte);
		assert!(from_cbor(&unknown, &DEVICE).is_err());
	}
	// A string that says it is longer than there are bytes.
	assert_eq!(cbor("81 a1 00 7b ffffffffffffffff 61"), Err(SenmlError::Malformed));
}

#[test]
fn works_against_a_model() {
	let model = [Channel {
		number: 4,
		name: "feed".into(),
		unit: "Cel".into(),
		exponent: -2,
		limits: Limits::NONE,
	}];
	let read =
		|pack: &str| json(pack)?[0].read(&model).map(|(channel, value)| (channel.number, value));
	assert_eq!(read(r#"[{"n":"feed","u":"Cel","v":21.125}]"#), Ok((4, 2_113)));
	assert_eq!(read(r#"[{"n":"4","v":-21.125}]"#), Ok((4, -2_113)));
	assert_eq!(read(r#"[{"n":"5","v":1}]"#), Err(SenmlError::UnknownChannel));
	assert_eq!(read(r#"[{"n":"Feed","v":1}]"#), Err(SenmlError::UnknownChannel));
	assert_eq!(read(r#"[{"n":"4","u":"K","v":1}]"#), Err(SenmlError::WrongUnit));
	assert_eq!(read(r#"[{"n":"4","u":"","v":1}]"#), Err(SenmlError::WrongUnit));
	assert_eq!(read(r#"[{"n":"4","v":1e18}]"#), Err(SenmlError::OutOfRange));
}

type Drawn = (u16, bool, u64, i64, i8);

proptest! {
	#[test]
	fn works_there_and_back(
		base in "([a-z][a-z0-9.:/_-]{0,20})?",
		drawn in prop::collection::vec(any::<Drawn>(), 1..20),
	) {
		// One channel each, so that any order of times will do.
		let names: Vec<_> = (0..drawn.len()).map(|at| format!("c{at}")).collect();
		let entries: Vec<_> = drawn
			.iter()
			.zip(&names)
			.map(|((_, unit, time, value, exponent), channel)| Entry {
				channel,
				unit: if *unit { "W" } else { "" },
				time: (1 << 28) * 1_000 + time % (1 << 60),
				value: *value,
				exponent: *exponent,
			})
			.collect();
		let pack = resolve(&to_cbor(&base, &entries), &DEVICE).unwrap();
		prop_assert_eq!(&pack, &resolve(to_json(&base, &entries).as_bytes(), &DEVICE).unwrap());
		prop_assert_eq!(pack.len(), entries.len());
		for (at, (record, entry)) in pack.iter().zip(&entries).enumerate() {
			// The base name stays in force.
			prop_assert_eq!(&record.channel, &ChannelName::Text(format!("{base}c{at}")));
			prop_assert_eq!(record.unit.as_deref(), Some(entry.unit).filter(|unit| !unit.is_empty()));
			prop_assert_eq!(record.time, Time::Absolute(entry.time));
			prop_assert_eq!(record.value.scale(entry.exponent), Ok(entry.value));
		}
	}

	#[test]
	fn works_on_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
		let _ = (from_json(&bytes, &DEVICE), from_cbor(&bytes, &DEVICE));
	}

	#[test]
	fn works_on_damaged_packs(at: prop::sample::Index, byte: u8) {
		let entries = [
			Entry { channel: "1", unit: "W", time: 1_700_000_000_000, value: 215, exponent: -1 },
			Entry { channel: "2", unit: "", time: 1_700_000_000_001, value: -9, exponent: 4 },
		];
		for mut pack in [to_cbor("b", &entries), to_json("b", &entries).into_bytes()] {
			let at = at.index(pack.len());
			pack[at] = byte;
			let _ = (from_json(&pack, &DEVICE), from_cbor(&pack, &DEVICE));
		}
	}
}
