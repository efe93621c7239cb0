//! `padron demo`: the panel of an invented company, ready to sign in to.

use clap::Args;

use crate::app::Application;
use crate::config::Config;
use crate::demo;

/// How large the company is.
#[derive(Args)]
pub struct Options {
    /// How many customers it has at least
    #[arg(long, default_value_t = 2_000)]
    customers: u32,
}

/// Runs the command.
///
/// # Errors
/// When the demo cannot be filled or served.
pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let config = demo::config(config);
    let people = demo::prepare(&config, u64::from(options.customers))?;
    let application = Application::build(config)?;
    println!("Padrón listens on http://{}", application.address);
    println!("An invented company. Sign in as any of these; the passwords end with this start:");
    for one in people.members {
        println!("  {:<10} {:<32} {}", one.role.code(), one.email, one.password);
    }
    if let Some(customer) = people.visitor {
        println!("Or as customer {}, on http://{}/portal:", customer.id, application.address);
        println!("  {:<10} {:<32} {}", "portal", customer.email, customer.password);
    }
    super::worker::beside(application)
}
