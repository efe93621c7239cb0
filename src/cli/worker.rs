//! `padron worker`, and the worker beside the server of the panel.

use anyhow::Context as _;

use crate::app::Application;
use crate::config::Config;
use crate::processes;
use crate::web::App;

/// Runs jobs until the process is told to stop; the job at hand goes back to the queue.
///
/// # Errors
/// When the database cannot be had.
pub fn run(config: Config) -> anyhow::Result<()> {
    let app = crate::app::prepared(config)?;
    let thread = processes::start(&app);
    println!("Padrón works on jobs");
    actix_web::rt::System::new().block_on(told_to_stop())?;
    end(&app, thread)
}

/// Serves the panel and runs its jobs in the same process.
///
/// # Errors
/// When the server fails.
pub fn beside(application: Application) -> anyhow::Result<()> {
    let app = application.app.clone();
    let thread = processes::start(&app);
    let served = actix_web::rt::System::new().block_on(application.run());
    end(&app, thread)?;
    Ok(served?)
}

fn end(app: &App, thread: std::thread::JoinHandle<()>) -> anyhow::Result<()> {
    app.bells.jobs.end();
    thread.join().map_err(|_| anyhow::anyhow!("the worker stopped by a fault"))
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
