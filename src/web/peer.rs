//! From where a request comes: the peer, or what a trusted proxy says of it.

use std::net::IpAddr;

use actix_web::HttpRequest;

use super::access::app;

/// The address to throttle and to note; `unknown` where there is none.
#[must_use]
pub fn address(request: &HttpRequest) -> String {
    let Some(peer) = request.peer_addr().map(|peer| peer.ip()) else {
        return "unknown".to_owned();
    };
    let trusted = app(request).map(|app| app.config.trusted_proxies.clone()).unwrap_or_default();
    forwarded(peer, &trusted, header(request)).to_string()
}

/// Whether the request comes from this machine itself, not through a proxy on it.
#[must_use]
pub fn is_local(request: &HttpRequest) -> bool {
    let is_loopback = request.peer_addr().is_some_and(|peer| peer.ip().is_loopback());
    let names = ["x-forwarded-for", "forwarded", "x-real-ip"];
    is_loopback && !names.iter().any(|name| request.headers().contains_key(*name))
}

fn header(request: &HttpRequest) -> Option<&str> {
    request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok())
}

/// From the right, the first address that is no trusted proxy.
fn forwarded(peer: IpAddr, trusted: &[IpAddr], header: Option<&str>) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    let mut nearest = peer;
    for hop in header.unwrap_or_default().rsplit(',') {
        let Ok(address) = hop.trim().parse() else {
            return nearest;
        };
        nearest = address;
        if !trusted.contains(&address) {
            return address;
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_counts_only_from_a_trusted_proxy() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let proxy = [ip("10.0.0.1")];
        assert_eq!(forwarded(ip("9.9.9.9"), &proxy, Some("1.1.1.1")), ip("9.9.9.9"));
        assert_eq!(forwarded(ip("10.0.0.1"), &proxy, Some("6.6.6.6, 1.1.1.1")), ip("1.1.1.1"));
        assert_eq!(forwarded(ip("10.0.0.1"), &proxy, Some("1.1.1.1, 10.0.0.1")), ip("1.1.1.1"));
        assert_eq!(forwarded(ip("10.0.0.1"), &proxy, Some("rubbish")), ip("10.0.0.1"));
        assert_eq!(forwarded(ip("10.0.0.1"), &proxy, None), ip("10.0.0.1"));
    }
}
