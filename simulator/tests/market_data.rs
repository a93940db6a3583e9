//! The homes and prices in `data`: their counts and sums, and how their days fit together.

use std::path::{Path, PathBuf};
use tallystick_client::time;
use tallystick_sim::{
	meter::{hours_of, Home, PriceHour, PricesError, Registers},
	Series,
};

const HOUR: u64 = 3_600_000;

fn data(name: &str) -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).join("../data").join(name)
}

fn prices(name: &str) -> Vec<PriceHour> {
	PriceHour::all(&Series::read(&data(name)).unwrap()).unwrap()
}

/// Number, load and generation in Wh of the week, of each home.
const HOMES: [(u8, u64, u64); 12] = [
	(1, 226_075, 159_487),
	(2, 211_312, 131_808),
	(3, 249_186, 142_993),
	(4, 211_152, 146_441),
	(5, 219_782, 137_245),
	(8, 206_800, 149_741),
	(9, 186_104, 139_417),
	(10, 275_177, 170_633),
	(11, 280_413, 168_193),
	(13, 219_957, 169_136),
	(16, 236_267, 197_959),
	(17, 418_537, 151_556),
];

#[test]
fn the_homes_have_a_week_each_and_these_sums() {
	let files = std::fs::read_dir(data("homes")).unwrap().count();
	assert_eq!(files, HOMES.len());
	let begin = time::parse("2016-08-08T07:00:00Z").unwrap();
	for (number, load, pv) in HOMES {
		let home = Home::read(&data(&format!("homes/home-{number:02}.csv"))).unwrap();
		assert_eq!((home.begin(), home.end()), (begin, begin + 168 * HOUR), "home {number}");
		let sum = |of: fn(&tallystick_sim::meter::Hour) -> u64| home.hours().iter().map(of).sum();
		let sums: (u64, u64) = (sum(|hour| hour.load), sum(|hour| hour.pv));
		assert_eq!(sums, (load, pv), "home {number}");
		// No sun at midnight, on the local clock.
		assert!(home.hours().iter().step_by(24).all(|hour| hour.pv == 0), "home {number}");
		let idle = home.hours().iter().filter(|hour| hour.load == 0).count();
		assert_eq!(idle, usize::from(number == 4), "home {number}");
	}
	let range = |of: fn(&(u8, u64, u64)) -> u64| {
		let all = HOMES.iter().map(of);
		(all.clone().min().unwrap() / 1_000, all.max().unwrap().div_ceil(1_000))
	};
	assert_eq!((range(|home| home.1), range(|home| home.2)), ((186, 419), (131, 198)));
}

#[test]
fn a_homes_registers_advance_by_its_week_whatever_the_slot() {
	for (number, load, pv) in HOMES {
		let home = Home::read(&data(&format!("homes/home-{number:02}.csv"))).unwrap();
		let start = Registers { import: 12_345_678, export: 9 };
		let whole = home.energy(home.end());
		// What is used on the spot is on no register.
		assert_eq!(whole.import + pv, whole.export + load, "home {number}");
		for minutes in [1, 5, 7, 15, 30, 60] {
			let all = home.registers(minutes * 60_000, start);
			let (first, last) = (all.first().unwrap(), all.last().unwrap());
			if 60 % minutes == 0 {
				assert_eq!(all.len() as u64, 168 * 60 / minutes + 1);
				assert_eq!((first.0, first.1), (home.begin(), start));
				assert_eq!((last.0, last.1), (home.end(), start.plus(whole)));
			}
			let slots = all.windows(2).map(|pair| pair[1].1.since(pair[0].1));
			let sum = slots.fold(first.1, Registers::plus);
			assert_eq!(sum, last.1, "home {number}, {minutes} min");
			assert!(last.1.import <= start.import + whole.import);
		}
	}
}

#[test]
fn the_prices_have_negative_hours_and_a_day_of_25() {
	let (november, december) = (prices("prices-2021-11.csv"), prices("prices-2021-12.csv"));
	assert_eq!((november.len(), december.len()), (337, 168));
	let sum = |all: &[PriceHour]| all.iter().map(|hour| hour.cents).sum::<i64>();
	assert_eq!((sum(&november), sum(&december)), (1_662_035, 370_056));
	for all in [&november, &december] {
		assert!(all.windows(2).all(|pair| pair[1].start == pair[0].start + HOUR));
		assert_eq!((all[0].clock, all.last().unwrap().clock), (0, 23));
	}
	let negative = |all: &[PriceHour]| all.iter().filter(|hour| hour.cents < 0).count();
	assert_eq!((negative(&november), negative(&december)), (0, 29));

	let day = hours_of(&december, "2021-12-15").unwrap();
	assert_eq!((day.len(), negative(&day)), (24, 15));
	assert!(day[..15].iter().all(|hour| hour.cents < 0));
	assert_eq!(day.iter().map(|hour| hour.cents).min(), Some(-443));

	let day = hours_of(&november, "2021-11-07").unwrap();
	assert_eq!(day.len(), 25);
	let clock: Vec<_> = day.iter().map(|hour| hour.clock).collect();
	assert_eq!((clock[..4].to_vec(), clock[24]), (vec![0, 1, 1, 2], 23));
	assert_eq!((day[1].cents, day[2].cents), (1_299, 2_585));
	assert_eq!(hours_of(&november, "2021-11-15").unwrap(), []);
	assert_eq!(hours_of(&november, "7 November"), Err(PricesError::Date));
}

#[test]
fn a_home_meets_prices_by_weekday_and_local_clock() {
	let home = Home::read(&data("homes/home-01.csv")).unwrap();
	// Sunday, the seventh day of the home's week.
	let day = hours_of(&prices("prices-2021-11.csv"), "2021-11-07").unwrap();
	let clock: Vec<_> = day.iter().map(|hour| hour.clock).collect();
	let sunday = home.day(6, &clock).unwrap();
	let of = &home.hours()[144..];
	assert_eq!(sunday.hours()[1], sunday.hours()[2], "the repeated hour");
	assert_eq!((sunday.hours().len(), sunday.hours()[2], sunday.hours()[24]), (25, of[1], of[23]));
	// Wednesday has 24.
	let day = hours_of(&prices("prices-2021-12.csv"), "2021-12-15").unwrap();
	let clock: Vec<_> = day.iter().map(|hour| hour.clock).collect();
	assert_eq!(home.day(2, &clock).unwrap().hours(), &home.hours()[48..72]);
}

#[test]
fn all_of_it_is_small() {
	let mut bytes = 0;
	for folder in ["", "homes"] {
		for entry in std::fs::read_dir(data(folder)).unwrap() {
			let meta = entry.unwrap().metadata().unwrap();
			bytes += if meta.is_file() { meta.len() } else { 0 };
		}
	}
	assert!(bytes < 1 << 20, "{bytes} bytes");
}
