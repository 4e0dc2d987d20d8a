//! How Podium is told to stop.

/// Completes at the first SIGINT (Ctrl-C) or SIGTERM. A second one does not wait for requests in flight: it ends the
/// process.
pub async fn stop() {
    told().await;
    tracing::info!("stopping: requests in flight are finished first; a second signal ends Podium at once");
    tokio::spawn(async {
        told().await;
        std::process::exit(130);
    });
}

#[cfg(unix)]
async fn told() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        tracing::error!("signals cannot be listened to; Podium stops only when it is killed");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn told() {
    if tokio::signal::ctrl_c().await.is_err() {
        tracing::error!("Ctrl-C cannot be listened to; Podium stops only when it is killed");
        std::future::pending::<()>().await;
    }
}
