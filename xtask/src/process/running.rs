//! Other programs that answer at an address while we need them.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::run;
use crate::http::get;

/// How long a start may take before we stop waiting for it.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a program has to end by itself before it is killed.
const GRACE: Duration = Duration::from_secs(15);

/// A program that runs until this is dropped.
pub struct Running {
    child: Child,
    address: SocketAddr,
    log: PathBuf,
}

impl Running {
    /// Starts a program that listens on `address`, and waits until `GET ready` succeeds. What it says goes to the file
    /// `log`.
    ///
    /// # Errors
    /// When it does not become ready; the message has the end of what it said.
    pub fn start(program: &mut Command, address: SocketAddr, ready: &str, log: &Path) -> Result<Self> {
        if let Some(folder) = log.parent() {
            fs::create_dir_all(folder)?;
        }
        let output = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        let child = program.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output).spawn();
        let child = child.with_context(|| format!("cannot start {program:?}"))?;
        let mut running = Self { child, address, log: log.to_owned() };
        let end = Instant::now() + PATIENCE;
        while get(&running.url(ready)).is_err() {
            if let Some(status) = running.child.try_wait()? {
                bail!("{program:?} ended with {status} before it was ready:\n{}", running.last_words()?);
            }
            if Instant::now() > end {
                bail!("{program:?} is not ready after {PATIENCE:?}:\n{}", running.last_words()?);
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(running)
    }

    /// The address of one of its pages; of all of them with an empty path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Its number in `/proc`.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends the program as Ctrl-C would.
    ///
    /// # Errors
    /// When it has to be killed, ends with an error, or has panicked at any time.
    pub fn stop(mut self) -> Result<()> {
        run(Command::new("kill").args(["-s", "INT", &self.child.id().to_string()]))?;
        let end = Instant::now() + GRACE;
        let status = loop {
            match self.child.try_wait()? {
                Some(status) => break status,
                None if Instant::now() < end => thread::sleep(Duration::from_millis(20)),
                None => bail!("it does not end when asked to; its log is {}", self.log.display()),
            }
        };
        if !status.success() || fs::read_to_string(&self.log)?.contains("panicked at") {
            bail!("it ended with {status} and said:\n{}", self.last_words()?);
        }
        Ok(())
    }

    /// The last lines of its log.
    fn last_words(&self) -> Result<String> {
        let log = fs::read_to_string(&self.log)?;
        let lines: Vec<&str> = log.lines().collect();
        Ok(lines[lines.len().saturating_sub(30)..].join("\n"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            _ = self.child.kill();
            _ = self.child.wait();
        }
    }
}

/// Loopback addresses that nobody listens on. All are held until all are known, so that they differ.
///
/// # Errors
/// When the operating system has none left.
pub fn free_addresses<const COUNT: usize>() -> Result<[SocketAddr; COUNT]> {
    let mut held = Vec::new();
    let mut addresses = [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)); COUNT];
    for address in &mut addresses {
        let listener = TcpListener::bind(*address)?;
        *address = listener.local_addr()?;
        held.push(listener);
    }
    Ok(addresses)
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};

    use super::*;

    fn log(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("podium-{}-{name}.log", std::process::id()))
    }

    /// Answers each question with one of `answers`, in their order.
    fn serve(answers: &'static [&'static str]) -> SocketAddr {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                _ = stream.read(&mut [0; 1024]).unwrap();
                stream
                    .write_all(format!("{answer}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").as_bytes())
                    .unwrap();
            }
        });
        address
    }

    #[test]
    fn a_program_that_does_not_start_is_quoted() {
        let [nobody] = free_addresses().unwrap();
        let started = Running::start(Command::new("echo").arg("a reason"), nobody, "/", &log("echo"));
        let error = started.err().unwrap();
        assert!(error.to_string().contains("a reason"), "{error}");
    }

    #[test]
    fn a_program_is_ready_with_the_first_good_answer_and_not_before() {
        let address =
            serve(&["HTTP/1.1 503 Service Unavailable", "HTTP/1.1 503 Service Unavailable", "HTTP/1.1 200 OK"]);
        let running = Running::start(Command::new("sleep").arg("60"), address, "/readyz", &log("sleep")).unwrap();
        assert!(get(&running.url("/")).is_err(), "every answer was used up by waiting");
    }

    #[test]
    fn an_end_by_the_signal_itself_is_no_good_end() {
        let address = serve(&["HTTP/1.1 200 OK"]);
        let running = Running::start(Command::new("sleep").arg("60"), address, "/", &log("signal")).unwrap();
        assert!(running.stop().is_err());
    }
}
