//! Obeys a command on a host, and prints the answer in hexadecimal: `cargo run -p tallystick-device --example
//! commanded`. Owner and gateway are played, too.

use tallystick_device::{
	control::{
		governor::{Answer, Kept, NoMemory},
		message::{MAX_GATEWAYS, MAX_NEWEST, MAX_SIGNED},
		Beat, Bounds, Command, Envelope, Governor, Grant, Identity, Kind, Newest, Pace, Payload,
		Signed, Writable,
	},
	evidence::{DeviceId, Hash, Limits, Native, Scheme, SecretKey},
	Device, MAX_DONE,
};

const GENESIS: Hash = [0x11; 32];
const MODEL: Hash = [0x33; 32];

fn key(seed: u8) -> SecretKey {
	SecretKey::from_seed(Scheme::Ed25519, [seed; 32]).expect("every seed is a key")
}

fn published<P: Payload>(content: P, key: &SecretKey, device: &DeviceId) -> Vec<u8> {
	let sign = |message: &_| key.sign(message);
	let signed = Signed::sign(content, key.public().scheme(), None, &GENESIS, device, sign)
		.expect("the payload is one of the crate's");
	let mut out = [0; MAX_SIGNED];
	let length = signed.encode(&mut out).expect("the longest message fits");
	out[..length].to_vec()
}

fn main() {
	let (device_key, owner, gateway) = (key(7), key(1), key(3));
	let id = DeviceId::of::<Native>(&device_key.public());
	let device = Device::begin(id, GENESIS, device_key.public().scheme(), 0, 1);

	// A valve, in percent, which opens to a fifth when it hears nothing for five minutes.
	let range = Limits { low: 0, high: 100 };
	let (fail_safe, startup, pace) = (20, 0, Pace::NONE);
	let bounds = Bounds { range, step: 5, fail_safe, startup, pace, lease: 300_000 };
	let valve = Writable { kind: Kind::SetPoint, bounds };
	let identity =
		Identity { genesis: GENESIS, device: id, model: MODEL, channel: 4, boot_epoch: 1 };
	// Both nonces are random on a real device, and `now` is its monotonic clock.
	let mut governor = Governor::new(identity, valve, Kept::nothing(), NoMemory, 71, 0);
	governor.pin(owner.public(), 0, 0).expect("the key is sound");

	let mut gateways = [None; MAX_GATEWAYS];
	gateways[0] = Some(gateway.public());
	let grant = Grant {
		tenure: 0,
		model: MODEL,
		channel: 4,
		version: 1,
		envelope: Envelope { bounds, slew: None, default: 20 },
		gateways,
		ends: 1_800_000_000_000,
	};
	governor.grant::<Native>(&published(grant, &owner, &id), 72, 0).expect("the grant fits");

	let mut newest = [None; MAX_NEWEST];
	newest[0] = Some(Newest { channel: 4, id: 9 });
	let beat = Beat { height: 1, time: 1_700_000_000_000, nonce: governor.nonce(), newest };
	governor.beat::<Native>(&published(beat, &gateway, &id), 10).expect("the beat counts");
	let command = Command { tenure: 0, channel: 4, id: 9, value: 55, cause: [0; 32] };
	let answer = governor.command::<Native>(&published(command, &gateway, &id), 20);
	let Ok(Answer::Done(done)) = answer else { panic!("ignored: {answer:?}") };

	let mut out = [0; MAX_DONE];
	let length = device
		.sign_done(done, |message| device_key.sign(message), &mut out)
		.expect("the longest answer fits");
	let hex: String = out[..length].iter().map(|byte| format!("{byte:02x}")).collect();
	println!("{hex}");
	for now in [20, 300_010, 300_011] {
		println!("{now} ms: {:?}", governor.poll(now));
	}
}
