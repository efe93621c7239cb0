//! `padron worker`, and the work beside the server of the panel: jobs, mail, and what is asked of
//! payment gateways.

use std::thread::JoinHandle;

use anyhow::Context as _;

use crate::app::{self, Application};
use crate::config::Config;
use crate::processes;
use crate::secret;
use crate::web::App;

/// Runs jobs and sends mail until the process is told to stop; the job at hand goes back to the queue.
///
/// # Errors
/// When the database cannot be had.
pub fn run(config: Config) -> anyhow::Result<()> {
    let key = secret::load_or_make(&config)?;
    let work = Work::start(app::prepared(config, &key)?)?;
    println!("Padrón works on jobs");
    let waited = actix_web::rt::System::new().block_on(told_to_stop());
    work.end();
    waited
}

/// Serves the panel, and runs its jobs and sends its mail in the same process.
///
/// # Errors
/// When the server fails.
pub fn beside(application: Application) -> anyhow::Result<()> {
    let work = Work::start(application.app.clone())?;
    let served = actix_web::rt::System::new().block_on(application.run());
    work.end();
    Ok(served?)
}

/// The threads that work.
struct Work {
    app: App,
    threads: [JoinHandle<()>; 3],
}

impl Work {
    fn start(app: App) -> anyhow::Result<Self> {
        let threads = [processes::start(&app)?, app::start_mail(&app)?, app::start_gateways(&app)?];
        Ok(Self { app, threads })
    }

    fn end(self) {
        self.app.bells.jobs.end();
        self.app.bells.mail.end();
        self.app.bells.gateways.end();
        for thread in self.threads {
            if thread.join().is_err() {
                tracing::error!("a thread of work had ended before");
            }
        }
    }
}

/// SIGTERM, or Ctrl+C.
async fn told_to_stop() -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate()).context("cannot wait for signals")?;
    tokio::select! {
        _ = terminated.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    Ok(())
}
