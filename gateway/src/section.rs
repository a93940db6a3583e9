//! Configuration that documents itself: a field is declared once, with its description and default.

use std::ops::Range;

use serde::{de::DeserializeOwned, Serialize};
use toml::{de::DeTable, de::DeValue, de::ValueDeserializer, Spanned};

/// An error in a configuration, and its place.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct ConfigError {
	/// `section.field`, and the line if it is in the file.
	pub place: String,
	/// The error, and what to do about it.
	pub problem: String,
}

/// A named section of the configuration.
pub(crate) trait Section: Default {
	/// Reads the section, and adds its errors to `errors`.
	fn read(name: &str, table: DeTable<'_>, text: &str, errors: &mut Vec<ConfigError>) -> Self;
	/// Writes the section with its defaults, each field under its description.
	fn describe(name: &str, out: &mut String);
}

/// The line of a place in the text, counted from 1.
pub(crate) fn line(text: &str, span: &Range<usize>) -> usize {
	1 + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count()
}

pub(crate) fn field<T: DeserializeOwned>(
	place: String,
	value: Spanned<DeValue<'_>>,
	errors: &mut Vec<ConfigError>,
) -> Option<T> {
	T::deserialize(ValueDeserializer::from(value))
		.map_err(|error| errors.push(ConfigError { place, problem: error.message().into() }))
		.ok()
}

pub(crate) fn describe_text(lines: &[&str], out: &mut String) {
	for line in lines {
		out.push('#');
		out.push_str(line);
		out.push('\n');
	}
}

/// A value without a default is written as a comment with an example.
pub(crate) fn describe_value<T: Serialize>(name: &str, value: &T, example: &str, out: &mut String) {
	match toml::Value::try_from(value) {
		Ok(value) => out.push_str(&format!("{name} = {value}\n")),
		Err(_) => out.push_str(&format!("# {name} = {example}\n")),
	}
}

/// Declares a section: `field: Type = default;`, or `field: Option<Type> = None, like "example";`.
macro_rules! section {
	(
		$(#[doc = $about:literal])*
		$section:ident {
			$($(#[doc = $text:literal])* $field:ident: $kind:ty = $default:expr $(, like $example:literal)?;)*
		}
	) => {
		$(#[doc = $about])*
		#[derive(Clone, PartialEq, Debug)]
		pub struct $section {
			$($(#[doc = $text])* pub $field: $kind,)*
		}

		impl Default for $section {
			fn default() -> Self {
				Self { $($field: $default,)* }
			}
		}

		impl $crate::section::Section for $section {
			fn read(
				name: &str,
				table: toml::de::DeTable<'_>,
				text: &str,
				errors: &mut Vec<$crate::section::ConfigError>,
			) -> Self {
				let mut section = Self::default();
				for (key, value) in table {
					let line = $crate::section::line(text, &key.span());
					let place = format!("{name}.{} (line {line})", key.get_ref());
					match &**key.get_ref() {
						$(stringify!($field) =>
							if let Some(value) = $crate::section::field(place, value, errors) {
								section.$field = value;
							},)*
						_ => errors.push($crate::section::ConfigError {
							place,
							problem: concat!("unknown field; the fields are", $(" ", stringify!($field),)*)
								.into(),
						}),
					}
				}
				section
			}

			fn describe(name: &str, out: &mut String) {
				$crate::section::describe_text(&[$($about),*], out);
				out.push_str(&format!("[{name}]\n"));
				let default = Self::default();
				$(
					$crate::section::describe_text(&[$($text),*], out);
					$crate::section::describe_value(
						stringify!($field),
						&default.$field,
						concat!($($example)?),
						out,
					);
				)*
			}
		}
	};
}
pub(crate) use section;
