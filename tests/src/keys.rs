use tallystick_client::Signer;

/// The key of a development account, such as `//Alice//stash`.
///
/// # Panics
///
/// If `uri` is not a secret.
pub fn signer(uri: &str) -> Signer {
	Signer::from_uri(uri).unwrap_or_else(|error| panic!("{uri}: {error}"))
}
