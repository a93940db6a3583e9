use anyhow::{Context, Result};
use std::net::Ipv4Addr;
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpStream,
};

/// What a server on this machine answered.
#[derive(Clone, Debug)]
pub struct Response {
	/// The status code.
	pub status: u16,
	/// The body as it came, chunk lengths included.
	pub body: String,
}

/// Asks a server on this machine for `path`.
pub async fn get(port: u16, path: &str) -> Result<Response> {
	let head =
		format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
	exchange(port, head.as_bytes(), &[]).await
}

/// The like for what is no text: the status and the body.
pub async fn get_bytes(port: u16, path: &str) -> Result<(u16, Vec<u8>)> {
	let head =
		format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
	let answer = raw(port, head.as_bytes(), &[]).await?;
	let status = parse(&String::from_utf8_lossy(&answer))?.status;
	let body = answer.windows(4).position(|end| end == b"\r\n\r\n").map_or(0, |at| at + 4);
	Ok((status, answer[body..].to_vec()))
}

/// Sends `body` to a JSON-RPC server on this machine.
pub async fn post(port: u16, body: &[u8]) -> Result<Response> {
	let head = format!(
		"POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n\
		 Content-Length: {}\r\nConnection: close\r\n\r\n",
		body.len()
	);
	exchange(port, head.as_bytes(), body).await
}

async fn exchange(port: u16, head: &[u8], body: &[u8]) -> Result<Response> {
	parse(&String::from_utf8_lossy(&raw(port, head, body).await?))
}

async fn raw(port: u16, head: &[u8], body: &[u8]) -> Result<Vec<u8>> {
	let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
	stream.write_all(head).await?;
	// A server may refuse by the length alone and stop reading.
	let _ = stream.write_all(body).await;
	let mut answer = Vec::new();
	// It may also close so hard that only part of its answer arrives.
	let _ = stream.read_to_end(&mut answer).await;
	Ok(answer)
}

fn parse(answer: &str) -> Result<Response> {
	let (head, body) = answer.split_once("\r\n\r\n").context("an answer without a head")?;
	let status = head
		.split_whitespace()
		.nth(1)
		.and_then(|code| code.parse().ok())
		.context("an answer without a status")?;
	Ok(Response { status, body: body.into() })
}
