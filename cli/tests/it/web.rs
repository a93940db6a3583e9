//! A gateway of which only the answers are there.

use std::{
	io::{BufRead, BufReader, Write},
	net::TcpListener,
	sync::mpsc::{sync_channel, Receiver},
};

/// Gives these answers in turn; tells what was asked.
pub(crate) fn gateway(answers: Vec<(u16, Vec<u8>)>) -> (String, Receiver<String>) {
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let url = format!("http://{}/", listener.local_addr().unwrap());
	let (asked, questions) = sync_channel(16);
	std::thread::spawn(move || {
		for (status, body) in answers {
			let (mut stream, _) = listener.accept().unwrap();
			let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
			let first = lines.next().unwrap().unwrap();
			while !lines.next().unwrap().unwrap().is_empty() {}
			let head = format!(
				"HTTP/1.1 {status} -\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
				body.len()
			);
			stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)).unwrap();
			asked.send(first).unwrap();
		}
	});
	(url, questions)
}
