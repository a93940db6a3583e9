//! Writes the test vectors: `cargo run -p tallystick-gs1 --example gs1_vectors`.

#[path = "../tests/common/mod.rs"]
mod common;

fn main() -> std::io::Result<()> {
	let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
	for (name, content) in common::vectors::files() {
		let path = folder.join(name);
		std::fs::write(&path, content)?;
		println!("{}", path.display());
	}
	Ok(())
}
