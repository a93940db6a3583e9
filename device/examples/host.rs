//! Makes one segment on a host and prints the message in hexadecimal: `cargo run -p
//! tallystick-device --example host`.

use tallystick_device::{
	evidence::{DeviceId, Limits, Native, Scheme, SecretKey},
	Channel, Device, Segmenter,
};

fn main() {
	let key = SecretKey::from_seed(Scheme::Ed25519, [7; 32]).expect("every seed is a key");
	let id = DeviceId::of::<Native>(&key.public());
	let mut device = Device::begin(id, [0x11; 32], key.public().scheme(), 0, 1);

	// Tenths of a degree, and watts.
	let temperature = Channel { exponent: -1, limits: Limits { low: -400, high: 850 } };
	let power = Channel { exponent: 0, limits: Limits::NONE };
	let mut segment = Segmenter::<2, 16>::new([temperature, power]);
	for second in 0..3 {
		let time = 1_700_000_000_000 + second * 1_000;
		segment.push(0, time, 215 + second as i64).expect("room for 16");
		segment.push(1, time, 1_200).expect("room for 16");
	}

	let mut buffer = [0; 1_024];
	let sealed = segment
		.seal(&mut device, None, |message| key.sign(message), &mut buffer)
		.expect("six readings fit 1,024 bytes");
	let hex: String = buffer[..sealed.length].iter().map(|byte| format!("{byte:02x}")).collect();
	println!("{hex}");
}
