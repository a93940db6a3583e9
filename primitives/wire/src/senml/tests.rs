use super::*;
use alloc::vec;
use proptest::prelude::*;
use tallystick_evidence::Limits;

const DEVICE: DeviceId = DeviceId([0xab; 32]);

fn json(pack: &str) -> Result<Vec<Record>, Fault> {
	resolve(pack.as_bytes(), &DEVICE).map_err(|error| error.fault)
}

fn cbor(pack: &str) -> Result<Vec<Record>, Fault> {
	resolve(&bytes(pack), &DEVICE).map_err(|error| error.fault)
}

fn bytes(hex: &str) -> Vec<u8> {
	hex::decode(hex.replace(' ', "")).unwrap()
}

/// What is said of a pack that is refused.
fn said(pack: &[u8]) -> String {
	resolve(pack, &DEVICE).unwrap_err().to_string()
}

fn record(number: usize, channel: &str, unit: Option<&str>, time: Time, value: Number) -> Record {
	let channel = match channel.parse() {
		Ok(number) => ChannelName::Number(number),
		Err(_) => ChannelName::Text(channel.into()),
	};
	Record { number, channel, unit: unit.map(Into::into), time, value }
}

#[test]
fn works_on_a_single_value() {
	assert_eq!(
		json(r#"[{"n":"boiler.t1","u":"Cel","v":61.25}]"#),
		Ok(vec![record(1, "boiler.t1", Some("Cel"), Time::Relative(0), Number::new(6_125, -2))])
	);
	assert_eq!(
		cbor("81 a3 00 61 37 01 63 43656c 02 fb 404ea00000000000"),
		Ok(vec![record(1, "7", Some("Cel"), Time::Relative(0), Number::from_f64(61.25).unwrap())])
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
			record(1, "plant:a", Some("W"), at(0), Number::new(1_015, -1)),
			record(2, "plant:b", Some("V"), at(250), Number::new(99, 0)),
			record(3, "c", Some("W"), at(5_000), Number::new(2, 0)),
			record(4, "c", Some("Wh"), at(10_000), Number::new(3, 0)),
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
	assert_eq!(json(&format!(r#"[{{"bn":"{other}","n":"3","v":1}}]"#)), Err(Fault::WrongDevice));
	assert_eq!(json(&format!(r#"[{{"bn":"{urn}","v":1}}]"#)), Err(Fault::BadName));
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
		assert_eq!(pack, Ok(vec![record(1, "0", None, Time::Relative(0), value)]), "{bytes}");
	}
	for (bytes, error) in [
		("f9 7e00", Fault::NotFinite),
		("fb fff0000000000000", Fault::NotFinite),
		("c4 82 1a 80000000 01", Fault::OutOfRange),
		("c5 82 20 01", Fault::NotNumber),
		("c2 41 01", Fault::NotNumber),
		("c4 83 20 01 01", Fault::NotNumber),
		("61 31", Fault::NotNumber),
		("f5", Fault::NotNumber),
	] {
		assert_eq!(cbor(&format!("81 a2 00 61 30 02 {bytes}")), Err(error), "{bytes}");
	}
}

#[test]
fn works_on_cbor_without_lengths_and_on_unknown_labels() {
	let one = Ok(vec![record(1, "0", None, Time::Relative(0), Number::new(5, 0))]);
	assert_eq!(cbor("9f bf 00 61 30 02 05 ff ff"), one);
	assert_eq!(cbor("81 a4 00 61 30 18 63 9f 80 ff 61 78 a0 02 05"), one);
	assert_eq!(cbor("9f bf 00 61 30 02 05 ff"), Err(Fault::Truncated));
}

#[test]
fn fails_when_a_field_is_not_taken() {
	use Fault::*;
	for (pack, error) in [
		(r#"[{"n":"a","vs":"on"}]"#, Unsupported),
		(r#"[{"n":"a","vb":true}]"#, Unsupported),
		(r#"[{"n":"a","vd":"AA"}]"#, Unsupported),
		(r#"[{"n":"a","v":1,"s":2}]"#, Unsupported),
		(r#"[{"bs":2,"n":"a","v":1}]"#, Unsupported),
		(r#"[{"n":"a","v":1,"must_":2}]"#, UnknownField("must_".into())),
		(r#"[{"bver":11,"n":"a","v":1}]"#, Version),
		(r#"[{"bver":10,"n":"a","v":1},{"bver":9,"n":"b","v":1}]"#, OtherVersion),
		(r#"[{"n":"a","v":1},{"bver":9,"n":"b","v":1}]"#, OtherVersion),
		(r#"[{"bver":0,"n":"a","v":1}]"#, NoVersion),
		(r#"[{"n":"a"}]"#, NoValue),
		(r#"[{"bv":1,"n":"a"}]"#, NoValue),
		(r#"[{"bt":1700000000,"t":1}]"#, NoValue),
		("[{}]", NoValue),
		(r#"[{"v":1}]"#, BadName),
		(r#"[{"n":"_a","v":1}]"#, BadName),
		(r#"[{"n":"a b","v":1}]"#, BadName),
		(r#"[{"n":"é","v":1}]"#, BadName),
		(r#"[{"n":1,"v":1}]"#, NotText),
		(r#"[{"n":a,"v":1}]"#, NotText),
		(r#"[{"n":"a","v":"1"}]"#, NotNumber),
		(r#"[{"n":"a","v":null}]"#, NotNumber),
		(r#"[{"n":"a","v":1,"v":1}]"#, Twice),
		(r#"[{"n":"a","v":NaN}]"#, NotNumber),
		(r#"[{"n":"a","v":-Infinity}]"#, NotNumber),
		(r#"[{"n":"a","v":1}"#, Truncated),
		(r#"[{"n":"a","v":"#, Truncated),
		(r#"[{"n":"a","v":1} {"n":"a","v":1}]"#, NotJson { line: 1, column: 18 }),
		("[\n{n:\"a\",\"v\":1}]", NotJson { line: 2, column: 2 }),
		(r#"[{"n":"a","v":1}] []"#, Trailing),
		("[{\"n\":\"a\",\"v\":1}]\0", Trailing),
		("[]", Empty),
		(r#"[{"bt":1700000000}]"#, Empty),
		("", Empty),
		(" ", Empty),
		("[1]", NotObject),
		(r#"{"n":"a","v":1}"#, NotArray),
		("21.5", NotArray),
		(r#"[{"n":"a","t":-2,"v":1},{"n":"a","t":-2,"v":1}]"#, NotRising),
		(r#"[{"n":"a","t":2e9,"v":1},{"n":"b","v":1},{"n":"a","t":1e9,"v":1}]"#, NotRising),
		(r#"[{"n":"a","t":1e300,"v":1}]"#, BadTime(Number::new(1, 300))),
		(r#"[{"bv":1e30,"n":"a","v":1e-30}]"#, TooPrecise),
	] {
		assert_eq!(json(pack), Err(error), "{pack}");
	}
	for (pack, error) in [
		("81 a2 00 61 61 03 61 61", Unsupported),
		("81 a2 00 61 61 08 41 61", Unsupported),
		("81 a3 00 61 61 02 01 62 785f 00", UnknownField("x_".into())),
		("81 a2 61 6e 61 61 02 01", Named),
		("81 a3 00 61 61 02 01 02 01", Twice),
		("81 a3 00 61 61 02 01 00 61 61", Twice),
		("81 a2 00 01 02 01", NotText),
		("81 a2 00 61 61 02", Truncated),
		("81 a2 00 61 61 02 01 00", Trailing),
		("81 01", NotObject),
		("80", Empty),
		("a0", NotArray),
		("a2 00 61 61 02 01", NotArray),
	] {
		assert_eq!(cbor(pack), Err(error), "{pack}");
	}
}

#[test]
fn the_first_record_gives_the_number_of_the_pack() {
	let number = |pack: &[u8]| {
		let (number, records) = read(pack, &DEVICE);
		(number, records.map(|records| records.len()).map_err(|error| error.fault))
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
	assert_eq!(json(r#"[{"ref":7,"n":"a"}]"#), (Some(7), Err(Fault::NoValue)));
	assert_eq!(json(r#"[{"ref":7,"n":"a","v":1},"#), (Some(7), Err(Fault::Truncated)));
	assert_eq!(cbor("82 a3 63 726566 07 00 61 61 02 01"), (Some(7), Err(Fault::Truncated)));
	// A record of base fields gives it as well, and is the first one.
	assert_eq!(json(r#"[{"ref":7,"bu":"W"},{"ref":8,"n":"b","v":1}]"#), (Some(7), Ok(1)));
	assert_eq!(json(r#"[{"bu":"W"},{"ref":8,"n":"b","v":1}]"#), (None, Ok(1)));
	for pack in ["-1", "1.0", "1e3", "\"7\"", "null", "18446744073709551616"] {
		let pack = format!(r#"[{{"ref":{pack},"n":"a","v":1}}]"#);
		assert_eq!(json(&pack), (None, Err(Fault::BadReference)), "{pack}");
	}
	assert_eq!(cbor("81 a3 63 726566 20 00 61 61 02 01"), (None, Err(Fault::BadReference)));
	let twice = r#"[{"ref":7,"ref":7,"n":"a","v":1}]"#;
	assert_eq!(json(twice), (Some(7), Err(Fault::Twice)));
}

#[test]
fn boundary_of_relative_times() {
	let time = |t: &str| json(&format!(r#"[{{"n":"a","t":{t},"v":1}}]"#)).map(|pack| pack[0].time);
	assert_eq!(time("268435456"), Ok(Time::Absolute(268_435_456_000)));
	assert_eq!(time("268435455"), Err(Fault::Future(268_435_455_000)));
	assert_eq!(time("0.001"), Err(Fault::Future(1)));
	assert_eq!(time("0.0004"), Ok(Time::Relative(0)));
	assert_eq!(time("-268435455.999"), Ok(Time::Relative(-268_435_455_999)));
	assert_eq!(time("-268435456"), Err(Fault::TooLongAgo));
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
	assert_eq!(json(&pack(MAX_RECORDS + 1)), Err(Fault::TooManyRecords));
	assert_eq!(cbor("99 1001"), Err(Fault::TooManyRecords));
	assert_eq!(cbor("9b ffffffffffffffff"), Err(Fault::TooManyRecords));

	let padded = |len: usize| format!("{}{}", r#"[{"n":"a","v":1}]"#, " ".repeat(len - 17));
	assert!(json(&padded(MAX_MESSAGE)).is_ok());
	assert_eq!(json(&padded(MAX_MESSAGE + 1)), Err(Fault::TooLarge));

	let name = |len: usize| json(&format!(r#"[{{"bn":"b","n":"{}","v":1}}]"#, "a".repeat(len)));
	assert!(name(MAX_NAME - 1).is_ok());
	assert_eq!(name(MAX_NAME), Err(Fault::BadName));
	let unit = |len: usize| json(&format!(r#"[{{"n":"a","bu":"{}","v":1}}]"#, "a".repeat(len)));
	assert!(unit(MAX_UNIT).is_ok());
	assert_eq!(unit(MAX_UNIT + 1), Err(Fault::LongUnit));
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
	assert_eq!(cbor("81 a1 00 7b ffffffffffffffff 61"), Err(Fault::Truncated));
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
	let read = |pack: &str| match json(pack)?[0].read(&model) {
		Ok((channel, value)) => Ok((channel.number, value)),
		Err(error) => Err(error.fault),
	};
	assert_eq!(read(r#"[{"n":"feed","u":"Cel","v":21.125}]"#), Ok((4, 2_113)));
	assert_eq!(read(r#"[{"n":"4","v":-21.125}]"#), Ok((4, -2_113)));
	assert_eq!(read(r#"[{"n":"5","v":1}]"#), Err(Fault::UnknownChannel));
	assert_eq!(read(r#"[{"n":"Feed","v":1}]"#), Err(Fault::UnknownChannel));
	assert_eq!(read(r#"[{"n":"4","u":"K","v":1}]"#), Err(Fault::WrongUnit("Cel".into())));
	assert_eq!(read(r#"[{"n":"4","u":"","v":1}]"#), Err(Fault::WrongUnit("Cel".into())));
	assert_eq!(read(r#"[{"n":"4","v":1e18}]"#), Err(Fault::OutOfRange));
}

#[test]
fn a_refusal_names_the_record_the_channel_and_the_field() {
	for (pack, expected) in [
		(
			r#"[{"n":"a","v":1},{"n":"b","v":2},{"n":"c","v":NaN}]"#,
			"record 3, field v: not a number",
		),
		(r#"[{"n":"a","v":1},{"n":"b"}]"#, "record 2: the record has no value `v`"),
		(r#"[{"bt":1e9},{"bt":2e9,"n":7,"v":1}]"#, "record 2, field n: not a text"),
		(r#"[{"bn":"_","n":"a","v":1}]"#, "record 1, field n: not a SenML name"),
		(r#"[{"bn":"_","v":1}]"#, "record 1, field bn: not a SenML name"),
		(r#"[{"n":"a","v":1},{"n":"b","vb":true}]"#, "record 2, field vb: this field is not taken"),
		(
			r#"[{"n":"a","bt":2e9,"v":1},{"n":"a","t":0,"v":1}]"#,
			"record 2, channel a, field t: not later than this channel's record before it",
		),
		(
			r#"[{"n":"a","t":1800,"v":19.5}]"#,
			"record 1, channel a, field t: 1800 seconds, below 2^28, count from when the message is received, and so lie in the future",
		),
		(
			r#"[{"n":"a","bt":17e17,"v":19.5}]"#,
			"record 1, channel a, field bt: 17e17 seconds are not a time",
		),
		(r#"[{"n":"a","v":1},"#, "the pack ends in the middle"),
		(r#"{"n":"a","v":1}"#, "a pack is an array of records, also around a single one"),
	] {
		assert_eq!(said(pack.as_bytes()), expected, "{pack}");
	}
	assert_eq!(
		said(&bytes("82 a2 00 61 61 02 01 a2 00 61 62 02 f9 7e00")),
		"record 2, field v: not a finite number"
	);
	assert_eq!(
		said(&bytes("82 a2 00 61 61 02 01 01")),
		"record 2: not a record: an object in JSON, a map in CBOR"
	);
}

#[test]
fn a_record_of_base_fields_alone_is_taken() {
	let at = Time::Absolute(1_700_000_000_000);
	let one = |number| Ok(vec![record(number, "a", Some("W"), at, Number::new(3, 0))]);
	assert_eq!(json(r#"[{"bt":1700000000,"bu":"W"},{"bv":1},{"n":"a","v":2}]"#), one(3));
	assert_eq!(cbor("83 a2 22 1a 6553f100 23 61 57 a1 24 01 a2 00 61 61 02 02"), one(3));
	assert_eq!(json(r#"[{"bt":1700000000,"bu":"W","x":1},{"n":"a","v":3},{"bt":0}]"#), one(2));
}

#[test]
fn white_space_and_a_byte_order_mark_may_stand_before_json() {
	let plain = r#"[{"n":"a","v":1}]"#;
	for before in ["", " ", "\n", "\t \r\n", "\u{feff}", "\u{feff}\n "] {
		let pack = format!("{before}{plain}\n");
		assert_eq!(json(&pack), json(plain), "{before:?}");
		assert!(is_json(pack.as_bytes()));
	}
	assert!(json(plain).is_ok());
}

#[test]
fn a_time_in_another_unit_than_seconds_is_recognised() {
	let now = 1_700_000_000_000;
	for (number, unit) in [
		("1700000000", None),
		("1700000000000", Some("milliseconds")),
		("1.5e12", Some("milliseconds")),
		("1700000000123456", Some("microseconds")),
		("1700000000123456789", Some("nanoseconds")),
		("1.3e12", None),
		("-1700000000000", None),
		("1e300", None),
	] {
		assert_eq!(Time::unit(Number::parse(number).unwrap(), now), unit, "{number}");
	}
	// As a double, too, which does not count so far in milliseconds.
	let double = Number::from_f64(1_700_000_000_123_456_789.0).unwrap();
	assert_eq!(Time::unit(double, now), Some("nanoseconds"));
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
