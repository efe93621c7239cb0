//! What a session was opened with.

use crate::i18n::Text;

/// Browser and system, as far as the browser's name for itself tells them.
#[must_use]
pub fn device(t: Text, agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(sign, _)| agent.contains(sign));
        found.map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => t.sessions_unknown().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::device;
    use crate::i18n::{Lang, Text};

    #[test]
    fn a_browser_is_named_as_people_name_it() {
        let t = Text(Lang::Es);
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
        assert_eq!(device(t, chrome), "Chrome · Windows");
        assert_eq!(device(t, &format!("{chrome} Edg/140.0")), "Edge · Windows");
        let safari =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1";
        assert_eq!(device(t, safari), "Safari · iPhone");
        assert_eq!(device(t, "curl/8.0"), "Navegador desconocido");
    }
}
