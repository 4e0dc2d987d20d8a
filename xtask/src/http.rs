//! Pages of programs on this machine.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

/// How long an answer may take. Rendering a page takes milliseconds; a program that is busy starting may take longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// The most that is read of an answer, in bytes.
const LARGEST: u64 = 64 << 20;

/// The text at an address.
///
/// # Errors
/// When nobody answers in time, or with a status of an error.
pub fn get(url: &str) -> Result<String> {
    let mut answer =
        ureq::get(url).config().timeout_global(Some(PATIENCE)).build().call().with_context(|| format!("GET {url}"))?;
    Ok(answer.body_mut().with_config().limit(LARGEST).read_to_string()?)
}

/// Sends a form as a page at `origin` does, and gives back the status of the answer; it is not followed elsewhere.
///
/// # Errors
/// As [`get`].
pub fn post(url: &str, origin: &str, body: &str) -> Result<u16> {
    let request = ureq::post(url).header("content-type", "application/x-www-form-urlencoded").header("origin", origin);
    let request = request.config().timeout_global(Some(PATIENCE)).max_redirects(0).max_redirects_will_error(false);
    Ok(request.build().send(body).with_context(|| format!("POST {url}"))?.status().as_u16())
}

/// The JSON at an address.
///
/// # Errors
/// As [`get`], and when it is not JSON.
pub fn get_json(url: &str) -> Result<Value> {
    Ok(serde_json::from_str(&get(url)?)?)
}
