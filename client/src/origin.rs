//! Who has to sign a call, as the runtime documents it.

use subxt::metadata::Metadata;

/// The heading in the documentation of a call.
const HEADING: &str = "## Dispatch Origin";

/// Who has to sign a call, in a sentence: `Signed by a member of an accreditor in good standing.` It is what
/// the runtime's documentation of the call has under “Dispatch Origin”, which is in its metadata. `None` if the
/// runtime has no such call, or says nothing of it.
pub fn signatory(metadata: &Metadata, pallet: &str, call: &str) -> Option<String> {
	let call = metadata.pallet_by_name(pallet)?.call_variant_by_name(call)?;
	let lines = call.docs.iter().map(|line| line.trim());
	let lines = lines.skip_while(|line| *line != HEADING).skip(1);
	let lines = lines.skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty());
	let text = lines.collect::<Vec<_>>().join(" ");
	Some(text).filter(|text| !text.is_empty())
}
