//! Everything there is for a small estate, asked for once: several tests look at the same answers.

use std::collections::BTreeMap;

use tokio::sync::OnceCell;

use crate::world::{Answer, World};

/// What was answered, by path.
pub struct Crawl {
    pub pages: Vec<(String, Answer)>,
    pub functions: Vec<(String, Answer)>,
    /// The operations that were called meanwhile, and how often.
    pub operations: BTreeMap<String, u64>,
}

static CRAWL: OnceCell<Crawl> = OnceCell::const_new();

/// The answers. Whoever comes first waits longest.
pub async fn crawl() -> &'static Crawl {
    CRAWL
        .get_or_init(|| async {
            let world = World::small().await;
            let pages = world.get_all(world.page_paths()).await;
            let functions = world.get_all(world.function_paths()).await;
            Crawl { pages, functions, operations: world.simulators[0].control().totals().operations }
        })
        .await
}
