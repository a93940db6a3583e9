/// What a node's Prometheus endpoint told, at one moment.
#[derive(Clone, Debug)]
pub struct Metrics(String);

impl Metrics {
	/// Reads the text format.
	pub fn new(text: String) -> Self {
		Self(text)
	}

	/// The sum over all series of this name, or `None` if there is none.
	pub fn sum(&self, name: &str) -> Option<f64> {
		self.series(name, "").reduce(|sum, value| sum + value)
	}

	/// The first series of this name whose labels contain `label`, such as `status="best"`.
	pub fn labelled(&self, name: &str, label: &str) -> Option<f64> {
		self.series(name, label).next()
	}

	fn series<'a>(&'a self, name: &'a str, label: &'a str) -> impl Iterator<Item = f64> + 'a {
		self.0.lines().filter_map(move |line| {
			let rest = line.strip_prefix(name)?;
			if !rest.starts_with(['{', ' ']) || !rest.contains(label) {
				return None;
			}
			rest.rsplit(' ').next()?.parse().ok()
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn reads_the_text_format() {
		let metrics = Metrics::new(
			"# TYPE height gauge\nheight{chain=\"dev\",status=\"best\"} 12\n\
			 height{chain=\"dev\",status=\"finalized\"} 10\nheight_total 99\nplain 3.5\n"
				.into(),
		);
		assert_eq!(metrics.labelled("height", "status=\"finalized\""), Some(10.0));
		assert_eq!(metrics.sum("height"), Some(22.0));
		assert_eq!(metrics.sum("plain"), Some(3.5));
		assert_eq!(metrics.sum("absent"), None);
	}
}
