use super::*;
use crate::{
	ingest::Ingest,
	link::Inbound,
	registry::Registry,
	stop::stop,
	store::SealLimits,
	support::{answers, folder, MockChain, TestDevice},
};
use tallystick_evidence::Scheme;
use tallystick_wire::ErrorCode;

/// How a file is lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Loss {
	Deleted,
	AllDeleted,
	Moved,
	FolderMoved,
	ReplacedByCopy,
	LogDeleted,
	LogReplaced,
	LockDeleted,
}

const LOSSES: [Loss; 8] = [
	Loss::Deleted,
	Loss::AllDeleted,
	Loss::Moved,
	Loss::FolderMoved,
	Loss::ReplacedByCopy,
	Loss::LogDeleted,
	Loss::LogReplaced,
	Loss::LockDeleted,
];

fn lose(path: &Path, loss: Loss) {
	let log = with(path, "-wal");
	let replace = |path: &Path| {
		let copy = with(path, ".copy");
		std::fs::copy(path, &copy).unwrap();
		std::fs::rename(copy, path).unwrap();
	};
	match loss {
		Loss::Deleted => std::fs::remove_file(path).unwrap(),
		Loss::AllDeleted => {
			for end in ["", "-wal", "-shm", ".lock"] {
				std::fs::remove_file(with(path, end)).unwrap();
			}
		},
		Loss::Moved => std::fs::rename(path, with(path, ".moved")).unwrap(),
		Loss::FolderMoved => {
			let folder = path.parent().unwrap();
			std::fs::rename(folder, with(folder, ".moved")).unwrap();
		},
		Loss::ReplacedByCopy => replace(path),
		Loss::LogDeleted => std::fs::remove_file(log).unwrap(),
		Loss::LogReplaced => replace(&log),
		Loss::LockDeleted => std::fs::remove_file(with(path, ".lock")).unwrap(),
	}
}

/// The kinds of messages: segments, signed readings and packs.
const KINDS: [fn(&mut TestDevice) -> Inbound; 3] =
	[|device| device.segment(3).0, |device| device.readings(3).0, |device| device.senml(3).0];

struct Scene {
	store: Arc<Store>,
	ingest: Ingest<MockChain>,
	devices: Vec<TestDevice>,
}

impl Scene {
	fn new(chain: &Arc<MockChain>, path: &Path) -> Self {
		let store = Arc::new(Store::open(path, chain.options()).unwrap());
		store.begin_at(0).unwrap();
		let registry = Arc::new(Registry::new(store.clone(), chain.clone(), Default::default()));
		let ingest = Ingest::new(store.clone(), registry, Arc::new(()), Default::default());
		let devices = (1..4).map(|seed| TestDevice::new(chain, seed, Scheme::Ed25519)).collect();
		Self { store, ingest, devices }
	}

	/// Sends a message of each device, each of another kind, and returns the errors of the answers.
	async fn send(&mut self) -> Vec<Option<ErrorCode>> {
		let group = self.devices.iter_mut().zip(KINDS).map(|(device, make)| make(device)).collect();
		let out = self.ingest.take(group).await;
		self.devices.iter().map(|device| answers(&out, device.id)[0].error).collect()
	}
}

/// The file that this process has open under a name that may be gone.
fn open_file(path: &Path) -> Option<PathBuf> {
	let folder = path.parent()?.parent()?;
	std::fs::read_dir("/proc/self/fd").unwrap().find_map(|entry| {
		let fd = entry.unwrap().path();
		let target = std::fs::read_link(&fd).ok()?;
		let name = target.to_str()?.trim_end_matches(" (deleted)").to_owned();
		let moved = Path::new(&name).starts_with(folder);
		let ends = name.ends_with(path.file_name()?.to_str()?);
		(moved && ends).then_some(fd)
	})
}

#[tokio::test]
async fn nothing_is_acknowledged_into_a_file_that_is_gone() {
	for loss in LOSSES {
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let work = folder.path().join("work");
		std::fs::create_dir(&work).unwrap();
		let path = work.join("db");
		let mut scene = Scene::new(&chain, &path);
		assert_eq!(scene.send().await, [None; 3]);

		lose(&path, loss);
		assert_eq!(scene.send().await, [Some(ErrorCode::Busy); 3], "{loss:?}");
		assert!(scene.store.is_lost(), "{loss:?}");
		let limits = SealLimits { readings: 100, segments: 100, observed: 100, runs: 16 };
		assert_eq!(scene.store.seal(&limits, &()).unwrap(), None, "{loss:?}");
		assert!(matches!(scene.store.note_height(1), Err(StoreError::Lost)), "{loss:?}");
		// What is there can still be read, also by several at a time.
		let count = || scene.store.waiting().unwrap().readings;
		assert_eq!(scene.store.read(|_| Ok(count())).unwrap(), 9, "{loss:?}");
	}
}

#[tokio::test]
async fn acknowledged_readings_can_be_copied_out_of_the_process() {
	for loss in [Loss::Deleted, Loss::AllDeleted, Loss::ReplacedByCopy] {
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let work = folder.path().join("work");
		std::fs::create_dir(&work).unwrap();
		let path = work.join("db");
		let mut scene = Scene::new(&chain, &path);
		assert_eq!(scene.send().await, [None; 3]);
		// The newest are in the log, the others in the database.
		{
			let writer = scene.store.writer.lock().unwrap();
			writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
		}
		assert_eq!(scene.send().await, [None; 3]);
		let files = [open_file(&path).unwrap(), open_file(&with(&path, "-wal")).unwrap()];
		lose(&path, loss);
		assert_eq!(scene.send().await, [Some(ErrorCode::Busy); 3]);

		let rescued = folder.path().join("rescued");
		std::fs::copy(&files[0], &rescued).unwrap();
		std::fs::copy(&files[1], with(&rescued, "-wal")).unwrap();
		drop(scene);
		let store = Store::open(&rescued, chain.options()).unwrap();
		assert_eq!(store.waiting().unwrap().readings, 18, "{loss:?}");
	}
}

#[tokio::test]
async fn a_lost_log_is_copied_into_the_database() {
	for loss in [Loss::LogDeleted, Loss::LogReplaced] {
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let work = folder.path().join("work");
		std::fs::create_dir(&work).unwrap();
		let path = work.join("db");
		let mut scene = Scene::new(&chain, &path);
		assert_eq!(scene.send().await, [None; 3]);
		lose(&path, loss);
		let (stopper, stop) = stop();
		let watched = tokio::spawn(watch(scene.store.clone(), stop));
		while !scene.store.place.rescued.load(Ordering::SeqCst) {
			tokio::time::sleep(Duration::from_millis(10)).await;
		}
		assert!(scene.store.is_lost());
		stopper.stop();
		watched.await.unwrap();
		// As after a kill: the file alone.
		let killed = folder.path().join("killed");
		std::fs::copy(&path, &killed).unwrap();
		let store = Store::open(&killed, chain.options()).unwrap();
		assert_eq!(store.waiting().unwrap().readings, 9, "{loss:?}");
	}
}

#[tokio::test]
async fn a_loss_is_noticed_while_nothing_is_written() {
	for loss in LOSSES {
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let work = folder.path().join("work");
		std::fs::create_dir(&work).unwrap();
		let path = work.join("db");
		let store = Arc::new(Store::open(&path, chain.options()).unwrap());
		let (_stopper, stop) = stop();
		let watched = tokio::spawn(watch(store.clone(), stop));
		assert!(store.is_in_place() && !store.is_lost());
		lose(&path, loss);
		let noticed = async {
			while !store.is_lost() {
				tokio::time::sleep(Duration::from_millis(10)).await;
			}
		};
		tokio::time::timeout(Duration::from_secs(30), noticed).await.unwrap();
		watched.abort();
	}
}

#[test]
fn a_copy_of_the_database_and_a_backup_lose_nothing() {
	let (chain, folder) = (MockChain::new(), folder());
	let path = folder.path().join("db");
	let store = Store::open(&path, chain.options()).unwrap();
	store.begin_at(0).unwrap();
	crate::backup::backup(&path, &folder.path().join("backup")).unwrap();
	for at in 0..100 {
		store.note_height(at).unwrap();
	}
	let writer = store.writer.lock().unwrap();
	writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
	drop(writer);
	assert!(store.is_in_place());
}

#[test]
fn a_symbolic_link_to_the_database_is_in_place_until_it_leads_elsewhere() {
	let (chain, folder) = (MockChain::new(), folder());
	let (real, link) = (folder.path().join("real"), folder.path().join("link"));
	drop(Store::open(&real, chain.options()).unwrap());
	std::os::unix::fs::symlink(&real, &link).unwrap();
	let store = Store::open(&link, chain.options()).unwrap();
	store.begin_at(0).unwrap();
	assert!(store.is_in_place());
	std::fs::copy(&real, folder.path().join("other")).unwrap();
	std::fs::remove_file(&link).unwrap();
	std::os::unix::fs::symlink(folder.path().join("other"), &link).unwrap();
	assert!(!store.is_in_place() && store.is_lost());
}
