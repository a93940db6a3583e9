//! Keys from digits to text and back. Examples are those of GS1's EPC Tag Data Standard 1.13, section 7,
//! and of its General Specifications, unless a comment says otherwise.

mod common;

use codec::{Decode, Encode, MaxEncodedLen};
use common::{key, text};
use core::{fmt::Debug, str::FromStr};
use proptest::prelude::*;
use tallystick_gs1::{
	AssetType, CompanyPrefix, Giai, Gln, Grai, Gtin, Key, KeyError, Pgln, Sgln, Sgtin, Sscc, Text,
};

fn prefix(digits: &str) -> CompanyPrefix {
	digits.parse().unwrap()
}

/// Element string, Digital Link URI, URN under the prefix 0614141 or another one.
const EXAMPLES: [(&str, &str, &str, &str); 7] = [
	(
		"(01)80614141123458(21)6789",
		"https://id.gs1.org/01/80614141123458/21/6789",
		"urn:epc:id:sgtin:0614141.812345.6789",
		"0614141",
	),
	(
		"(01)80614141123458(21)32a/b",
		"https://id.gs1.org/01/80614141123458/21/32a%2Fb",
		"urn:epc:id:sgtin:0614141.812345.32a%2Fb",
		"0614141",
	),
	(
		"(01)10614141123459(10)998877",
		"https://id.gs1.org/01/10614141123459/10/998877",
		"urn:epc:class:lgtin:0614141.112345.998877",
		"0614141",
	),
	(
		"(00)106141412345678908",
		"https://id.gs1.org/00/106141412345678908",
		"urn:epc:id:sscc:0614141.1234567890",
		"0614141",
	),
	(
		"(8003)00614141123452400",
		"https://id.gs1.org/8003/00614141123452400",
		"urn:epc:id:grai:0614141.12345.400",
		"0614141",
	),
	(
		"(8004)061414112345400",
		"https://id.gs1.org/8004/061414112345400",
		"urn:epc:id:giai:0614141.12345400",
		"0614141",
	),
	// Of GS1's own range 952, which nobody is given.
	(
		"(01)09521234543213(21)*a+b(c)",
		"https://id.gs1.org/01/09521234543213/21/%2Aa%2Bb%28c%29",
		"urn:epc:id:sgtin:95212345.04321.*a+b(c)",
		"95212345",
	),
];

#[test]
fn each_form_of_the_standards_examples_is_the_same_key() {
	for (element, link, urn, company) in EXAMPLES {
		let key: Key = element.parse().unwrap();
		assert_eq!(key.to_string(), element);
		assert_eq!(key.digital_link().to_string(), link);
		assert_eq!(key.urn(&prefix(company)).unwrap().to_string(), urn);
		assert_eq!(link.parse(), Ok(key));
		assert_eq!(urn.parse(), Ok(key));
		let elsewhere = link.replace("id.gs1.org", "example.com/some/path");
		assert_eq!(format!("{elsewhere}?17=301231").parse(), Ok(key));
		assert_eq!(serde_json::to_value(key).unwrap(), serde_json::json!(element));
		assert_eq!(serde_json::from_value::<Key>(serde_json::json!(link)).unwrap(), key);
	}
}

#[test]
fn places_and_parties_have_the_same_forms() {
	let door: Sgln = "(414)0614141123452(254)400".parse().unwrap();
	assert_eq!(door.digital_link().to_string(), "https://id.gs1.org/414/0614141123452/254/400");
	let urn = door.urn(&prefix("0614141")).unwrap().to_string();
	assert_eq!(urn, "urn:epc:id:sgln:0614141.12345.400");
	assert_eq!(urn.parse(), Ok(door));

	let site: Sgln = "0614141123452".parse().unwrap();
	assert_eq!(site.to_string(), "(414)0614141123452");
	let urn = site.urn(&prefix("0614141")).unwrap().to_string();
	assert_eq!(urn, "urn:epc:id:sgln:0614141.12345.0");
	assert_eq!(urn.parse(), Ok(site));

	let party: Pgln = "(417)0614141123452".parse().unwrap();
	assert_eq!(party.digital_link().to_string(), "https://id.gs1.org/417/0614141123452");
	let urn = party.urn(&prefix("0614141")).unwrap().to_string();
	assert_eq!(urn, "urn:epc:id:pgln:0614141.12345");
	assert_eq!(urn.parse(), Ok(party));
	assert_eq!("(414)0614141123452".parse::<Pgln>(), Err(KeyError::OtherKey));
}

#[test]
fn a_gtin_of_8_12_or_13_digits_has_leading_zeros() {
	// An EAN-13, a UPC-A and an EAN-8 in print: General Specifications, section 7.9 and figures.
	for (short, long) in [
		("9506000134352", "09506000134352"),
		("614141000036", "00614141000036"),
		("40170725", "00000040170725"),
	] {
		let gtin: Gtin = short.parse().unwrap();
		assert_eq!(gtin.to_string(), long);
		assert_eq!(long.parse(), Ok(gtin));
		assert_eq!(gtin.digital_link().to_string().parse(), Ok(gtin));
	}
	let class: Gtin = "urn:epc:idpat:sgtin:0614141.812345.*".parse().unwrap();
	assert_eq!(class.to_string(), "80614141123458");
	assert_eq!(
		class.urn(&prefix("0614141")).unwrap().to_string(),
		"urn:epc:idpat:sgtin:0614141.812345.*"
	);
}

#[test]
fn errors_name_the_position_or_the_digit() {
	let key = |text: &str| text.parse::<Key>().unwrap_err();
	let gtin = |text: &str| text.parse::<Gtin>().unwrap_err();
	assert_eq!(gtin("09506000134353"), KeyError::CheckDigit { expected: 2, found: 3 });
	assert_eq!(gtin("0950600013435"), KeyError::CheckDigit { expected: 9, found: 5 });
	assert_eq!(gtin("0950600O134352"), KeyError::NotADigit { at: 8, found: 'O' });
	assert_eq!(gtin("950600013"), KeyError::Length { min: 14, max: 14, found: 9 });
	assert_eq!(gtin("9506000"), KeyError::Length { min: 8, max: 14, found: 7 });
	assert_eq!(gtin("(01)09506000134352(21)1"), KeyError::OtherKey);
	assert_eq!(key("(01)09506000134352"), KeyError::NoQualifier);
	assert_eq!(key("(01)09506000134352(21)a b"), KeyError::Character { at: 2, found: ' ' });
	assert_eq!(key("(01)09506000134352(21)"), KeyError::Length { min: 1, max: 20, found: 0 });
	assert_eq!(
		key("(01)09506000134352(21)123456789012345678901"),
		KeyError::Length { min: 1, max: 20, found: 21 }
	);
	assert_eq!(key("(01)9506000134352(21)1"), KeyError::Length { min: 14, max: 14, found: 13 });
	assert_eq!(key("(01)09506000134352(254)1"), KeyError::OtherKey);
	assert_eq!(key("(414)0614141123452"), KeyError::OtherKey);
	assert_eq!(key("09506000134352"), KeyError::UnknownForm);
	assert_eq!(key("(02)09506000134352"), KeyError::UnknownForm);
	assert_eq!(key("(8003)90614141123452400"), KeyError::NoLeadingZero);
	assert_eq!(key("(8003)00614141123452"), KeyError::Length { min: 15, max: 30, found: 14 });
	assert_eq!(key("(8004)0614"), KeyError::NoReference);
	assert_eq!(key("(8004)061x4"), KeyError::NotADigit { at: 4, found: 'x' });
	assert_eq!(key("https://id.gs1.org/01/09506000134352/21/a%2"), KeyError::Escape { at: 2 });
	assert_eq!(
		key("https://id.gs1.org/01/09506000134352/21/a%FF"),
		KeyError::Character { at: 2, found: 'ÿ' }
	);
	assert_eq!(key("https://id.gs1.org/01/09506000134352/10/a/21/b"), KeyError::UnknownForm);
	assert_eq!(key("https://id.gs1.org/21/b"), KeyError::UnknownForm);
	assert_eq!(
		key("urn:epc:id:sgtin:06141.81234567.1"),
		KeyError::Length { min: 6, max: 12, found: 5 }
	);
	assert_eq!(
		key("urn:epc:id:sgtin:0614141.8123456.1"),
		KeyError::Length { min: 13, max: 13, found: 14 }
	);
	assert_eq!(key("urn:epc:id:gdti:0614141.12345.400"), KeyError::UnknownForm);
	let place = |text: &str| text.parse::<Sgln>().unwrap_err();
	assert_eq!(place("(414)0614141123452(254)0"), KeyError::ZeroExtension);
	assert_eq!(place("(414)0614141123453"), KeyError::CheckDigit { expected: 2, found: 3 });
	assert_eq!(
		Gtin::new(100_000_000_000_000),
		Err(KeyError::Length { min: 14, max: 14, found: 15 })
	);
	assert_eq!(CompanyPrefix::new("123"), Err(KeyError::Length { min: 4, max: 12, found: 3 }));
	assert_eq!(
		KeyError::CheckDigit { expected: 2, found: 3 }.to_string(),
		"the check digit is 3, but must be 2: look for a typing error"
	);
}

#[test]
fn every_character_of_the_set_survives_every_form_and_no_other_is_allowed() {
	let set = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
	assert_eq!(set.len(), 82);
	for found in (0..=0x17f).filter_map(char::from_u32) {
		let text = Text::<20>::new(&found.to_string());
		if !set.contains(found) {
			assert_eq!(text, Err(KeyError::Character { at: 1, found }));
			continue;
		}
		let key =
			Key::from(Sgtin { gtin: Gtin::new(9506000134352).unwrap(), serial: text.unwrap() });
		assert_eq!(key.to_string().parse(), Ok(key));
		assert_eq!(key.digital_link().to_string().parse(), Ok(key));
		assert_eq!(key.urn(&prefix("9506000")).unwrap().to_string().parse(), Ok(key));
	}
}

#[test]
fn a_key_is_under_the_prefix_that_its_digits_start_with_and_no_other() {
	let under = |key: &str, digits: &str| key.parse::<Key>().unwrap().is_under(&prefix(digits));
	// The digit in front is the indicator or extension digit.
	for (element, _, _, company) in EXAMPLES {
		assert!(under(element, company));
		assert!(under(element, &company[..4]));
		assert!(!under(element, &format!("1{company}")));
		assert!(!under(element, &company[1..]), "a leading zero counts");
	}
	assert!(!under("(01)80614141123458(21)6789", "80614141"));
	assert!(under("(01)80614141123458(21)6789", "061414112345"));
	assert!(!under("(01)80614141123458(21)6789", "061414112346"));
	// Nothing behind the prefix: no reference.
	assert!(!under("(8004)06141", "06141"));
	assert!(under("(8004)06141", "0614"));
	// A GTIN-8 is under no company's prefix.
	assert!(!under("(01)00000040170725(21)1", "0000"));
	assert!(!under("(01)00000040170725(21)1", "000004017072"));
	let place: Sgln = "0614141123452".parse().unwrap();
	assert!(place.is_under(&prefix("0614141")));
	assert!(Pgln(place.gln()).is_under(&prefix("061414112345")));
	assert!(!place.is_under(&prefix("614141")));
}

#[test]
fn an_urn_has_six_digits_before_its_dot_even_if_the_prefix_is_shorter() {
	let key: Key = "(01)80614141123458(21)6789".parse().unwrap();
	let urn = key.urn(&prefix("0614")).unwrap().to_string();
	assert_eq!(urn, "urn:epc:id:sgtin:061414.8112345.6789");
	assert_eq!(urn.parse(), Ok(key));
	assert_eq!(key.urn(&prefix("0615")), None);
	let key: Key = "(8004)0614A1".parse().unwrap();
	assert_eq!(key.urn(&prefix("0614")), None, "an URN has no place for the letter");
	let party: Pgln = "(417)0614141123452".parse().unwrap();
	let urn = party.urn(&prefix("061414112345")).unwrap().to_string();
	assert_eq!(urn, "urn:epc:id:pgln:061414112345.");
	assert_eq!(urn.parse(), Ok(party));
}

#[test]
fn no_invalid_key_is_decoded() {
	fn refused<T: Decode + Debug>(bytes: impl Encode) {
		T::decode(&mut &bytes.encode()[..]).unwrap_err();
	}
	refused::<Gtin>(9506000134353u64);
	refused::<Gtin>(100_000_000_000_000u64);
	refused::<Sscc>(u64::MAX);
	refused::<Gln>(614141123453u64);
	refused::<AssetType>(614141123453u64);
	refused::<Text<20>>("");
	refused::<Text<20>>("a b");
	refused::<Text<20>>("é");
	refused::<Text<20>>("123456789012345678901");
	refused::<Text<20>>(codec::Compact(u32::MAX));
	refused::<Giai>("0614");
	refused::<Giai>("O6141");
	refused::<Sgln>((614141123452u64, Some("0")));
	refused::<CompanyPrefix>((1234u64, 3u8));
	refused::<CompanyPrefix>((12345u64, 4u8));
	refused::<CompanyPrefix>((0u64, 255u8));
	refused::<Key>((5u8, 106141412345678908u64));
}

#[test]
fn the_layout_of_a_key_is_fixed() {
	let bytes = |text: &str| text.parse::<Key>().unwrap().encode();
	let number = |number: u64| number.to_le_bytes();
	assert_eq!(
		bytes("(01)80614141123458(21)6789"),
		[&[0][..], &number(80614141123458), &[16], b"6789"].concat()
	);
	assert_eq!(bytes("(00)106141412345678908"), [&[2][..], &number(106141412345678908)].concat());
	assert_eq!(Key::max_encoded_len(), 32);
	assert_eq!(Sgln::max_encoded_len(), 30);
	assert_eq!(CompanyPrefix::max_encoded_len(), 9);
	let text: Text<20> = serde_json::from_str("\"A7\"").unwrap();
	assert_eq!((text.encode(), text.to_string()), ("A7".encode(), "A7".into()));
	assert!(serde_json::from_str::<Text<20>>("\"\"").is_err());
}

fn there_and_back<T: FromStr<Err = KeyError> + PartialEq + Debug>(value: T, text: impl ToString) {
	let text = text.to_string();
	assert_eq!(text.parse(), Ok(value), "{text}");
}

proptest! {
	#[test]
	fn keys_go_there_and_back_in_every_form(key in key(), digits in 4usize..=12) {
		there_and_back(key, key);
		there_and_back(key, key.digital_link());
		let bytes = key.encode();
		assert!(bytes.len() <= Key::max_encoded_len());
		prop_assert_eq!(Key::decode(&mut &bytes[..]), Ok(key));
		let json = serde_json::to_string(&key).unwrap();
		prop_assert_eq!(serde_json::from_str::<Key>(&json).unwrap(), key);
		match common::prefix(&key, digits) {
			Some(prefix) => match key.urn(&prefix) {
				Some(urn) => there_and_back(key, urn),
				None => prop_assert!(matches!(key, Key::Giai(_)), "{key}"),
			},
			None => {
				let short = key.gtin().is_some_and(|gtin| gtin.get() < 100_000_000);
				prop_assert!(short || matches!(key, Key::Giai(_)), "{key}");
			},
		}
	}

	#[test]
	fn places_go_there_and_back(body in 0..10u64.pow(12), extension in prop::option::of(text())) {
		let gln = Gln::from_body(body).unwrap();
		let Ok(place) = Sgln::new(gln, extension) else { return Ok(()) };
		there_and_back(place, place);
		there_and_back(place, place.digital_link());
		let start = format!("{:012}", body);
		there_and_back(place, place.urn(&prefix(&start[..7])).unwrap());
		prop_assert_eq!(Sgln::decode(&mut &place.encode()[..]), Ok(place));
	}

	#[test]
	fn one_changed_digit_never_passes(body in 0..10u64.pow(17), at in 0u32..18, by in 1u64..10) {
		let sscc = Sscc::from_body(body).unwrap().get();
		let place = 10u64.pow(at);
		let digit = sscc / place % 10;
		let changed = sscc - digit * place + (digit + by) % 10 * place;
		let refused = matches!(Sscc::new(changed), Err(KeyError::CheckDigit { .. }));
		prop_assert!(refused);
	}

	#[test]
	fn any_text_is_read_or_refused(text in "\\PC{0,60}", form in 0usize..8) {
		let start = [
			"", "(01)", "(8004)", "https://id.gs1.org/", "https://x/01/09506000134352/21/",
			"urn:epc:id:", "urn:epc:id:sgtin:0614141.", "(01)09506000134352(21)",
		][form];
		let text = format!("{start}{text}");
		if let Ok(key) = text.parse::<Key>() {
			there_and_back(key, key);
		}
		let _ = (text.parse::<Gtin>(), text.parse::<Sgln>(), text.parse::<Pgln>());
		let _ = (text.parse::<Sscc>(), text.parse::<Grai>(), text.parse::<Giai>());
	}

	#[test]
	fn any_bytes_are_decoded_to_themselves_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
		let mut rest = &bytes[..];
		if let Ok(key) = Key::decode(&mut rest) {
			prop_assert_eq!(&key.encode(), &bytes[..bytes.len() - rest.len()]);
		}
	}
}
