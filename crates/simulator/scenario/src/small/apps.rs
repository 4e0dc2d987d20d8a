//! The shop's programs, as they were in the beginning.

use crate::app::{App, Secret};
use serde_json::json;

pub(super) fn storefront() -> App {
    App::new("shop", "storefront")
        .size(1_024, 2_048)
        .port(3_000)
        .health("/healthz")
        .env(&[("NODE_ENV", "production"), ("PUBLIC_URL", "https://shop.example.com"), ("CDN_HOST", "cdn.example.com")])
        .secret("SESSION_KEY", Secret::Manager, "shop/storefront/session-Xk2p9a")
        .envoy()
        .log_router()
}

pub(super) fn checkout() -> App {
    App::new("shop", "checkout")
        .size(512, 1_024)
        .port(8_080)
        .health("/healthz")
        .env(&[
            ("LOG_LEVEL", "info"),
            ("DATABASE_URL", "postgres://checkout@orders-db.shop.internal:5432/checkout"),
            ("DATABASE_PASSWORD", "s3cr3t-fjord-1987"),
            ("PAYMENTS_URL", "http://payments.shop.internal:8080"),
        ])
        .secret("STRIPE_API_KEY", Secret::Manager, "shop/checkout/stripe-9fQ2Lm")
        .agent()
}

pub(super) fn catalog() -> App {
    App::new("shop", "catalog")
        .size(512, 2_048)
        .port(8_080)
        .health("/status")
        .env(&[
            ("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=75"),
            ("SEARCH_URL", "http://search-index.data.internal:9200"),
        ])
        .secret("DATABASE_PASSWORD", Secret::Parameter, "shop/catalog/database-password")
        .agent()
}

pub(super) fn cart() -> App {
    App::new("shop", "cart")
        .port(8_080)
        .env(&[("REDIS_URL", "rediss://cart-cache.shop.internal:6379/0"), ("CART_TTL_HOURS", "72")])
        .secret("REDIS_AUTH_TOKEN", Secret::Parameter, "shop/cart/redis-auth-token")
        .log_router()
}

pub(super) fn payments() -> App {
    App::new("shop", "payments")
        .size(1_024, 2_048)
        .port(8_080)
        .health("/healthz")
        .env(&[
            ("RISK_THRESHOLD", "0.82"),
            ("PSP_ENDPOINT", "https://api.psp.example.com"),
            ("PSP_CLIENT_SECRET", "psp_live_51H8x"),
        ])
        .secret("SIGNING_KEY", Secret::Manager, "shop/payments/signing-key-Zr81tB")
        .with("readonlyRootFilesystem", json!(true))
        .envoy()
}

pub(super) fn recommendations() -> App {
    App::new("shop", "recommendations")
        .size(512, 1_024)
        .port(8_000)
        .env(&[("MODEL", "als-2025-11"), ("MODEL_BUCKET", "shop-models-eu-central-1"), ("WORKERS", "2")])
        .with("memory", json!(896))
}

pub(super) fn orders() -> App {
    App::new("shop", "orders")
        .size(512, 1_024)
        .port(8_080)
        .health("/healthz")
        .env(&[("KAFKA_BROKERS", "b-1.events.data.internal:9094,b-2.events.data.internal:9094")])
        .secret("DATABASE_PASSWORD", Secret::Manager, "shop/orders/database-Qm4c7e")
        .agent()
}

pub(super) fn gift_cards() -> App {
    App::new("shop", "gift-cards").port(8_080).env(&[("CURRENCY", "EUR")])
}

pub(super) fn mailer() -> App {
    App::new("shop", "mailer")
        .env(&[("SMTP_HOST", "email-smtp.eu-central-1.amazonaws.com"), ("SMTP_PASSWORD", "BLx9v3-not-in-a-vault")])
}

pub(super) fn search_index() -> App {
    App::new("data", "search-index")
        .size(2_048, 8_192)
        .port(9_200)
        .env(&[("cluster.name", "catalog-search"), ("bootstrap.memory_lock", "true")])
        .with("ulimits", json!([{ "name": "nofile", "softLimit": 65_536, "hardLimit": 65_536 }]))
        .with("stopTimeout", json!(120))
}

pub(super) fn events_collector() -> App {
    App::new("data", "events-collector")
        .port(8_080)
        .health("/ping")
        .env(&[("STREAM", "clickstream"), ("BATCH_SIZE", "500")])
        .log_router()
}

pub(super) fn nightly_report() -> App {
    App::new("data", "nightly-report")
        .size(1_024, 4_096)
        .env(&[("REPORT_BUCKET", "shop-reports-eu-central-1"), ("WAREHOUSE_TOKEN", "wh_7c0a11e5")])
        .with("command", json!(["report", "--day", "yesterday"]))
}

pub(super) fn backfill() -> App {
    App::new("data", "backfill").size(512, 1_024).env(&[("SOURCE", "orders"), ("FROM", "2025-01-01")])
}

pub(super) fn backoffice() -> App {
    App::new("internal", "backoffice")
        .size(512, 1_024)
        .port(8_080)
        .health("/up")
        .env(&[
            ("RAILS_ENV", "production"),
            ("SECRET_KEY_BASE", "5d1f8e0a3b7c4296"),
            ("OIDC_ISSUER", "https://id.example.com"),
        ])
        .secret("OIDC_CLIENT_SECRET", Secret::Manager, "internal/backoffice/oidc-Ht6s0w")
}

pub(super) fn metrics_gateway() -> App {
    App::new("internal", "metrics-gateway").port(9_091).env(&[("RETENTION", "6h")]).health("/-/ready")
}

pub(super) fn feature_flags() -> App {
    App::new("internal", "feature-flags")
        .port(4_242)
        .env(&[("LOG_LEVEL", "warn"), ("INIT_ADMIN_API_TOKENS", "*:*.c0ffee5eed")])
        .secret("DATABASE_PASSWORD", Secret::Parameter, "internal/feature-flags/database-password")
}

pub(super) fn legacy_reports() -> App {
    App::new("internal", "legacy-reports")
        .size(1_024, 2_048)
        .env(&[("ORACLE_SID", "REPORTS"), ("ORACLE_PASSWORD", "tiger")])
}
