//! What a device signs in answer to a command is what a gateway reads.

use tallystick_device::{
	control::{Done, Outcome, Reason, Signed},
	evidence::{DeviceId, Hash, Native, Scheme, SecretKey},
	Device, SignError, MAX_DONE,
};

const GENESIS: Hash = [0x11; 32];

fn done() -> Done {
	let outcome = Outcome::Refused(Reason::Local);
	Done { tenure: 2, channel: 4, id: 9, outcome, before: 20, after: 20, boot_epoch: 1 }
}

#[test]
fn a_gateway_reads_the_answer_that_a_device_signs() {
	for scheme in Scheme::ALL {
		let key = SecretKey::from_seed(scheme, [7; 32]).unwrap();
		let id = DeviceId::of::<Native>(&key.public());
		let device = Device::begin(id, GENESIS, scheme, 3, 1);
		let mut out = [0; MAX_DONE];
		let length = device.sign_done(done(), |message| key.sign(message), &mut out).unwrap();
		let read = Signed::<Done>::decode(&out[..length]).unwrap();
		assert_eq!((read.content, read.kid, read.scheme), (done(), Some(3), scheme));
		assert!(read.verify::<Native>(&GENESIS, &id, &key.public()));
		let short = &mut out[..length - 1];
		let failed = device.sign_done(done(), |message| key.sign(message), short);
		assert_eq!(failed, Err(SignError::TooShort));
		assert!(scheme != Scheme::Secp256k1 || length == MAX_DONE);
	}
}
