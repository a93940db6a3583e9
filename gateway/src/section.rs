//! Configuration that documents itself: a field is written once, with its text and its default.

use std::ops::Range;

use serde::{de::DeserializeOwned, Serialize};
use toml::{de::DeTable, de::DeValue, de::ValueDeserializer, Spanned};

/// What is wrong with a configuration, and where.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct Wrong {
	/// `section.field`, and the line if there is one.
	pub place: String,
	/// What is wrong, and what to do.
	pub problem: String,
}

/// A part of the configuration under a name of its own.
pub(crate) trait Section: Default {
	/// Reads the section, and notes all that is wrong with it.
	fn read(name: &str, table: DeTable<'_>, text: &str, wrong: &mut Vec<Wrong>) -> Self;
	/// Writes the section with its defaults, each field under its text.
	fn describe(name: &str, out: &mut String);
}

/// The line that a place in the text is on, from one.
pub(crate) fn line(text: &str, span: &Range<usize>) -> usize {
	1 + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count()
}

pub(crate) fn field<T: DeserializeOwned>(
	place: String,
	value: Spanned<DeValue<'_>>,
	wrong: &mut Vec<Wrong>,
) -> Option<T> {
	T::deserialize(ValueDeserializer::from(value))
		.map_err(|error| wrong.push(Wrong { place, problem: error.message().into() }))
		.ok()
}

pub(crate) fn describe_text(lines: &[&str], out: &mut String) {
	for line in lines {
		out.push('#');
		out.push_str(line);
		out.push('\n');
	}
}

/// A value without a default is written as a comment, with the example in its place.
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
				wrong: &mut Vec<$crate::section::Wrong>,
			) -> Self {
				let mut section = Self::default();
				for (key, value) in table {
					let line = $crate::section::line(text, &key.span());
					let place = format!("{name}.{} (line {line})", key.get_ref());
					match &**key.get_ref() {
						$(stringify!($field) =>
							if let Some(value) = $crate::section::field(place, value, wrong) {
								section.$field = value;
							},)*
						_ => wrong.push($crate::section::Wrong {
							place,
							problem: concat!("there is no such field; there are", $(" ", stringify!($field),)*)
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
