use super::*;

use crate::stop::stop;
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpStream,
	time::timeout,
};

const PATIENCE: Duration = Duration::from_secs(20);

fn text(text: &[u8]) -> Vec<u8> {
	[&u16::try_from(text.len()).unwrap().to_be_bytes(), text].concat()
}

fn packet(head: u8, body: Vec<u8>) -> Vec<u8> {
	let (low, high) = ((body.len() & 0x7f) as u8, (body.len() >> 7) as u8);
	let length = if high > 0 { vec![low | 0x80, high] } else { vec![low] };
	[vec![head], length, body].concat()
}

/// A client of MQTT 3.1.1 with a retained will, and the code that it is answered with.
async fn connect(address: SocketAddr, will: &str, payload: &[u8]) -> (TcpStream, u8) {
	let mut client = TcpStream::connect(address).await.unwrap();
	let head = [&text(b"MQTT")[..], &[4, 0x26, 0, 60]].concat();
	let body = [head, text(b"device"), text(will.as_bytes()), text(payload)].concat();
	client.write_all(&packet(0x10, body)).await.unwrap();
	let mut answer = [0; 4];
	timeout(PATIENCE, client.read_exact(&mut answer)).await.unwrap().unwrap();
	(client, answer[3])
}

#[tokio::test]
async fn retains_nothing_of_messages_and_wills() {
	let (inbound, mut messages) = mpsc::channel(8);
	let settings = Mqtt { listen: "127.0.0.1:0".parse().unwrap(), ..Mqtt::default() };
	let broker = Broker::bind(&settings, inbound).await.unwrap();
	let (address, router) = (broker.address, broker.broker.router());
	let (_stopper, stopped) = stop();
	tokio::spawn(broker.run(stopped));
	let senml = format!("tallystick/{}/senml", "ab".repeat(32));

	assert_eq!(connect(address, &senml, b"off").await.1, 5);
	assert_eq!(connect(address, "w", &[b'x'; 1_024]).await.1, 3);
	let (mut client, code) = connect(address, "w", &[b'x'; 1_022]).await;
	assert_eq!(code, 0);
	for topic in ["a", "b", "tallystick/a/x", &senml] {
		let body = [&text(topic.as_bytes())[..], &[0, 1], b"kept"].concat();
		client.write_all(&packet(0x33, body)).await.unwrap();
		let mut answer = [0; 4];
		timeout(PATIENCE, client.read_exact(&mut answer)).await.unwrap().unwrap();
		assert_eq!(answer, [0x40, 2, 0, 1], "{topic}");
	}
	let message = timeout(PATIENCE, messages.recv()).await.unwrap().unwrap();
	assert_eq!((message.topic, &message.payload[..]), (senml, &b"kept"[..]));
	assert!(messages.try_recv().is_err());
	assert_eq!(router.retained_count().await, 0);

	// As the will is published when the client is lost.
	let mut will = PublishPacket::new("w", b"off".to_vec(), QoS::AtMostOnce);
	will.retain = true;
	router.route_message(&will, None).await;
	assert_eq!(router.retained_count().await, 0);
}
