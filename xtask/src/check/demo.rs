//! A Podium with an embedded simulator, for as long as a check needs it.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::places;
use crate::process::{self, command};

/// How long a start may take before we stop waiting for it.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long Podium has to end by itself before it is killed.
const GRACE: Duration = Duration::from_secs(15);

/// A running demo; it ends when this is dropped.
pub struct Demo {
    child: Child,
    listen: SocketAddr,
    simulator: SocketAddr,
    log: PathBuf,
}

impl Demo {
    /// Starts `podium demo` on two free ports and waits until it is ready.
    ///
    /// # Errors
    /// When it does not become ready; the message has the end of what it said.
    pub fn start(podium: &Path, name: &str, arguments: &[&str]) -> Result<Self> {
        let folder = places::checks().join(name);
        _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        let (listen, simulator) = free_addresses()?;
        let log = folder.join("podium.log");
        let output = fs::File::create(&log)?;
        let mut podium = command(podium);
        podium.arg("demo").args(["--listen", &listen.to_string(), "--simulator", &simulator.to_string()]);
        podium.arg("--data").arg(folder.join("data")).args(arguments);
        let child = podium.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output).spawn();
        let mut demo = Self { child: child.context("cannot start podium")?, listen, simulator, log };
        demo.wait()?;
        Ok(demo)
    }

    /// Where the pages are.
    pub fn pages(&self) -> String {
        format!("http://{}", self.listen)
    }

    /// Where the simulator answers.
    pub fn simulator(&self) -> String {
        format!("http://{}", self.simulator)
    }

    /// Ends Podium as Ctrl-C would and says whether it went in peace.
    ///
    /// # Errors
    /// When it has to be killed, ends with an error, or has panicked at any time.
    pub fn stop(mut self) -> Result<()> {
        self.interrupt();
        let end = Instant::now() + GRACE;
        let status = loop {
            match self.child.try_wait()? {
                Some(status) => break status,
                None if Instant::now() < end => thread::sleep(Duration::from_millis(50)),
                None => bail!("podium does not end when asked to; its log is {}", self.log.display()),
            }
        };
        let said = fs::read_to_string(&self.log)?;
        if !status.success() || said.contains("panicked at") {
            bail!("podium ended with {status} and said:\n{}", tail(&said));
        }
        Ok(())
    }

    fn wait(&mut self) -> Result<()> {
        let end = Instant::now() + PATIENCE;
        while !is_ready(self.listen) {
            if let Some(status) = self.child.try_wait()? {
                bail!("podium ended with {status} before it was ready:\n{}", tail(&fs::read_to_string(&self.log)?));
            }
            if Instant::now() > end {
                bail!("podium is not ready after {PATIENCE:?}:\n{}", tail(&fs::read_to_string(&self.log)?));
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    fn interrupt(&self) {
        let mut kill = Command::new("kill");
        if let Err(error) = process::run(kill.args(["-s", "INT", &self.child.id().to_string()])) {
            eprintln!("error: {error:#}");
        }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            _ = self.child.kill();
            _ = self.child.wait();
        }
    }
}

/// Two addresses that nobody listens on; both are held until both are known, so that they differ.
fn free_addresses() -> Result<(SocketAddr, SocketAddr)> {
    let one = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok((one.local_addr()?, other.local_addr()?))
}

/// Whether `GET /readyz` is answered with 200.
fn is_ready(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let question = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(question.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

/// The last lines of a log.
fn tail(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(30)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_podium_that_does_not_start_is_quoted() {
        let Err(error) = Demo::start(Path::new("/bin/echo"), "echo", &["a", "reason"]) else {
            panic!("echo is ready?")
        };
        assert!(error.to_string().contains("a reason"), "{error}");
    }

    #[test]
    fn only_a_good_answer_is_ready() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let server = thread::spawn(move || {
            for answer in ["HTTP/1.1 503 Service Unavailable\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"] {
                let (mut stream, _) = listener.accept().unwrap();
                _ = stream.read(&mut [0; 1024]).unwrap();
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        assert!(!is_ready(address));
        assert!(is_ready(address));
        server.join().unwrap();
        assert!(!is_ready(address));
    }
}
