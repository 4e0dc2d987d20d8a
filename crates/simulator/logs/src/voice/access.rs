//! Lines of requests, as web servers write them.

use super::Served;
use simulator_engine::Millis;

/// The combined log format: <https://httpd.apache.org/docs/current/logs.html#combined>
pub(super) fn line(at: Millis, served: &Served) -> String {
    let clock = at.utc().strftime("%d/%b/%Y:%H:%M:%S +0000");
    let Served { method, path, status, bytes, client, agent, .. } = served;
    format!("{client} - - [{clock}] \"{method} {path} HTTP/1.1\" {status} {bytes} \"-\" \"{agent}\"")
}

pub(super) fn rails(at: Millis, served: &Served) -> String {
    let Served { method, path, status, millis, request_id, .. } = served;
    let clock = at.iso().replace('Z', "");
    format!("I, [{clock} #1]  INFO -- : [{request_id}] {method} \"{path}\" completed {status} in {millis}ms")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_written_as_web_servers_write_it() {
        let served = Served {
            method: "GET",
            path: "/cart/7".to_owned(),
            status: 502,
            millis: 12,
            bytes: 157,
            client: "10.0.0.9".to_owned(),
            agent: "curl/8",
            request_id: "f00".to_owned(),
        };
        let expect = "10.0.0.9 - - [01/Jan/2026:00:00:00 +0000] \"GET /cart/7 HTTP/1.1\" 502 157 \"-\" \"curl/8\"";
        assert_eq!(line(Millis(1_767_225_600_123), &served), expect);
    }
}
