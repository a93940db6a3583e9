//! Any text as a GS1 key, in each of its forms.
#![no_main]

use tallystick_gs1::{CompanyPrefix, Giai, Gln, Grai, Gtin, Key, KeyError, Pgln, Sgln, Sscc};

fn again<T: Copy + PartialEq + core::fmt::Debug>(text: &str, forms: impl Fn(&T) -> Vec<String>)
where
	T: core::str::FromStr<Err = KeyError>,
{
	if let Ok(key) = text.parse::<T>() {
		for form in forms(&key) {
			assert_eq!(form.parse(), Ok(key), "{form}");
		}
	}
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	let Ok(text) = core::str::from_utf8(bytes) else { return };
	// A prefix may stand in front of the key.
	let (prefix, text) = text.split_once(' ').unwrap_or(("0614141", text));
	let prefix = prefix.parse().unwrap_or_else(|_| CompanyPrefix::new("0614141").unwrap());
	macro_rules! forms {
		() => {
			|key| {
				let urn = key.urn(&prefix).map(|urn| urn.to_string());
				urn.into_iter().chain([key.to_string(), key.digital_link().to_string()]).collect()
			}
		};
	}
	again::<Key>(text, forms!());
	again::<Gtin>(text, forms!());
	again::<Sscc>(text, forms!());
	again::<Grai>(text, forms!());
	again::<Giai>(text, forms!());
	again::<Sgln>(text, forms!());
	again::<Pgln>(text, forms!());
	again::<Gln>(text, |gln| vec![gln.to_string()]);
});
