//! Files of customers, by a process of their own.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{cpu_fields, memory_kib};

/// An export with the usual columns: CPU and wall time of the whole process, and its peak of memory, of
/// which a part are pages of SQLite's file that the kernel lends.
pub fn measure(name: &str, mut command: Command, folder: &str) {
    let file = format!("{folder}/export");
    let before = ended_cpu();
    let began = Instant::now();
    let mut process = command.args(["--out", &file]).stderr(Stdio::null()).spawn().unwrap();
    let (mut peak, mut own) = (0, 0);
    let status = loop {
        peak = peak.max(memory_kib(process.id(), "VmHWM").unwrap_or(0));
        own = own.max(memory_kib(process.id(), "RssAnon").unwrap_or(0));
        if let Some(status) = process.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    assert!(status.success());
    let wall = began.elapsed().as_secs_f64();
    let cpu = ended_cpu() - before;
    let bytes = std::fs::metadata(&file).unwrap().len();
    println!(
        "export, {name}: {wall:.1} s, CPU {cpu:.1} s, {bytes} bytes, peak memory {} MB, {} of it its own",
        peak / 1024,
        own / 1024
    );
    std::fs::remove_file(&file).unwrap();
}

/// Seconds of CPU that the children used that have ended.
fn ended_cpu() -> f64 {
    cpu_fields("self", 13)
}
