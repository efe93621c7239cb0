//! What a gateway answered, in words: its codes, and what is kept of an answer that was none.

use crate::i18n::Text;

/// A code that says why nothing was charged or enrolled; the code itself stands behind.
#[must_use]
pub fn code(t: Text, code: i64) -> String {
    let said = match code {
        -1 => t.gateway_code_input(),
        -2 => t.gateway_code_card(),
        -3 => t.gateway_code_transaction(),
        -4 => t.gateway_code_issuer(),
        -5 => t.gateway_code_fraud(),
        -96 => t.gateway_code_unknown_card(),
        -97 => t.gateway_code_day_amount(),
        -98 => t.gateway_code_amount(),
        -99 => t.gateway_code_day_count(),
        _ => t.gateway_code_other(),
    };
    format!("{said} ({} {})", t.gateway_code(), code.to_string().replace('-', "−"))
}

/// What is kept of why nobody knows what became of a charge: whether the gateway was silent, unclear, or knows nothing
/// yet. That it could not be asked, or would not take the question, says nothing of the charge.
#[must_use]
pub fn doubt(t: Text, kept: &str) -> Option<&'static str> {
    match kept {
        _ if kept.starts_with("Unknown(") && kept.contains("Late") => Some(t.gateway_why_late()),
        _ if kept.starts_with("Unknown(") => Some(t.gateway_why_unclear()),
        "not known there yet" => Some(t.gateway_why_not_known_yet()),
        _ => None,
    }
}

/// What is kept of why a charge ended. Words of people stay as they are.
#[must_use]
pub fn kept(t: Text, kept: &str) -> String {
    let said = match kept.split(['(', ' ', '{']).next().unwrap_or_default() {
        "NotConfigured" => t.gateway_why_settings(),
        "Unfit" => t.gateway_why_unfit(),
        "Refused" if kept.contains("status:") => t.gateway_why_request(),
        "unknown" if kept == "unknown there" => t.gateway_why_not_known(),
        _ => return doubt(t, kept).unwrap_or(kept).to_owned(),
    };
    said.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateways::{Fault, Trouble};
    use crate::i18n::Lang;

    #[test]
    fn codes_and_faults_are_told_in_words_and_peoples_words_stay() {
        let t = Text(Lang::Es);
        assert_eq!(code(t, -98), "Supera el máximo de un pago (código −98)");
        assert!(code(t, -42).ends_with("(código −42)"));
        for fault in [
            Fault::Refused { status: 400, words: "x".into() },
            Fault::Unknown(Trouble::Late),
            Fault::Unknown(Trouble::Failed(500)),
            Fault::NotConfigured,
        ] {
            let raw = format!("{fault:?}");
            assert_ne!(kept(t, &raw), raw);
        }
        let refused = format!("{:?}", Fault::Refused { status: 409, words: "x".into() });
        assert!(kept(t, &refused).contains("no se cobró"));
        // What denies the charge is never said of one in doubt.
        let unasked = format!("{:?}", Fault::NotConfigured);
        assert_eq!((doubt(t, &refused), doubt(t, &unasked)), (None, None));
        let late = format!("{:?}", Fault::Unknown(Trouble::Late));
        assert_eq!(doubt(t, &late), Some(t.gateway_why_late()));
        for words in ["Refused by the bank, says Ana", "Cheque rechazado", "not ours", ""] {
            assert_eq!(kept(t, words), words);
        }
    }
}
