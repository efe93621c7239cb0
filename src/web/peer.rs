//! From where a request comes: the peer, or what a trusted proxy says of it.

use std::net::IpAddr;

use actix_web::HttpRequest;

use super::access::app;

/// The address to throttle and to note; `unknown` where there is none.
#[must_use]
pub fn address(request: &HttpRequest) -> String {
    let Some(peer) = request.peer_addr().map(|peer| peer.ip().to_canonical()) else {
        return "unknown".to_owned();
    };
    let trusted = app(request).map(|app| app.config.trusted_proxies.clone()).unwrap_or_default();
    let trusted: Vec<IpAddr> = trusted.iter().map(IpAddr::to_canonical).collect();
    forwarded(peer, &trusted, &header(request)).to_string()
}

/// What is throttled together: an IPv4 address, or the network of an IPv6 one, of which everybody
/// has as many as they like.
#[must_use]
pub fn network(address: &str) -> String {
    match address.parse::<IpAddr>() {
        Ok(IpAddr::V6(v6)) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        _ => address.to_owned(),
    }
}

/// Whether the request comes from this machine itself, not through a proxy on it.
#[must_use]
pub fn is_local(request: &HttpRequest) -> bool {
    let is_loopback = request.peer_addr().is_some_and(|peer| peer.ip().is_loopback());
    let names = ["x-forwarded-for", "forwarded", "x-real-ip"];
    is_loopback && !names.iter().any(|name| request.headers().contains_key(*name))
}

/// All lines of the header as one list: a proxy may add a line of its own below the client's.
fn header(request: &HttpRequest) -> String {
    let lines = request.headers().get_all("x-forwarded-for");
    lines.filter_map(|line| line.to_str().ok()).collect::<Vec<_>>().join(",")
}

/// From the right, the first address that is no trusted proxy.
fn forwarded(peer: IpAddr, trusted: &[IpAddr], header: &str) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    let mut nearest = peer;
    for hop in header.rsplit(',') {
        let Ok(address) = hop.trim().parse::<IpAddr>() else {
            return nearest;
        };
        let address = address.to_canonical();
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
        assert_eq!(forwarded(ip("9.9.9.9"), &proxy, "1.1.1.1"), ip("9.9.9.9"));
        assert_eq!(forwarded(ip("10.0.0.1"), &proxy, "6.6.6.6, 1.1.1.1"), ip("1.1.1.1"));
        assert_eq!(forwarded(ip("10.0.0.1"), &proxy, "1.1.1.1, 10.0.0.1"), ip("1.1.1.1"));
        assert_eq!(forwarded(ip("10.0.0.1"), &proxy, "rubbish"), ip("10.0.0.1"));
        assert_eq!(forwarded(ip("10.0.0.1"), &proxy, ""), ip("10.0.0.1"));
        assert_eq!(forwarded(ip("10.0.0.1"), &proxy, "1.1.1.1, ::ffff:10.0.0.1"), ip("1.1.1.1"));
    }

    #[test]
    fn a_whole_network_of_ipv6_is_one() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::9"));
        assert_ne!(network("2001:db8:1:3::9"), network("2001:db8:1:2::9"));
        assert_eq!(network("9.9.9.9"), "9.9.9.9");
    }
}
