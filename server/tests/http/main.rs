//! Podium's HTTP against simulated estates: one test binary, so that everything is linked once.

#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod addresses;
mod aws;
mod connections;
mod crawl;
mod environments;
mod escaping;
mod every;
mod forms;
mod headers;
mod limits;
mod live;
mod log;
mod origin;
mod pages;
mod secrets;
mod world;
