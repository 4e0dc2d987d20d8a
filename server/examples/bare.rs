//! Serves one HTML file from memory at every path, with axum and nothing else: what the bench compares rendered pages
//! with.
//!
//! `bare 127.0.0.1:8080 page.html`

use std::error::Error;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(listen), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("an address and a file are expected".into());
    };
    let page = bytes::Bytes::from(std::fs::read(file)?);
    let answer = move || async move { ([(CONTENT_TYPE, "text/html; charset=utf-8")], page.clone()) };
    let listener = tokio::net::TcpListener::bind(listen).await?;
    axum::serve(listener, Router::new().fallback(get(answer))).await?;
    Ok(())
}
