//! Runs a simulator by itself: `cargo run -p simulator --example simulator -- 127.0.0.1:4566 small 1`.

use simulator::{Simulator, SimulatorOptions};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut options = SimulatorOptions::default();
    if let Some(listen) = arguments.next() {
        options.listen = listen.parse()?;
    }
    if let Some(scenario) = arguments.next() {
        options.scenario = scenario.parse()?;
    }
    if let Some(speed) = arguments.next() {
        options.speed = speed.parse()?;
    }
    let running = Simulator::start(options).await?;
    println!("{}", running.url());
    tokio::signal::ctrl_c().await?;
    running.shutdown().await;
    Ok(())
}
