//! The required signer of a call, as the runtime documents it.

use subxt::metadata::Metadata;

/// The heading in the documentation of a call.
const HEADING: &str = "## Dispatch Origin";

/// The required signer of a call, in a sentence: `Signed by a member of an accreditor in good standing.` The
/// text is in the runtime's metadata, under “Dispatch Origin” of the call. `None` if the runtime has no such
/// call or text.
pub fn signatory(metadata: &Metadata, pallet: &str, call: &str) -> Option<String> {
	let call = metadata.pallet_by_name(pallet)?.call_variant_by_name(call)?;
	let lines = call.docs.iter().map(|line| line.trim());
	let lines = lines.skip_while(|line| *line != HEADING).skip(1);
	let lines = lines.skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty());
	let text = lines.collect::<Vec<_>>().join(" ");
	Some(text).filter(|text| !text.is_empty())
}
