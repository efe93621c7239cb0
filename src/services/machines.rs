//! The states of contracts, and the ways between them.

use crate::fields::Choice;

/// States of a contract.
pub const CONTRACT_STATES: &[Choice] = &[
    Choice { code: "draft", labels: ["Borrador", "Rascunho", "Draft"] },
    Choice { code: "enabled", labels: ["Habilitado", "Habilitado", "Enabled"] },
    Choice { code: "alerted", labels: ["Avisado", "Avisado", "Alerted"] },
    Choice { code: "disabled", labels: ["Bloqueado", "Bloqueado", "Blocked"] },
    Choice { code: "ended", labels: ["Finalizado", "Finalizado", "Ended"] },
];

/// Whether a contract of one state may take on another. A draft is deleted, never ended, and what has ended stays
/// so; who pays is enabled again at once, without a warning in between.
#[must_use]
pub fn contract_may_become(from: &str, to: &str) -> bool {
    match from {
        "draft" => to == "enabled",
        "enabled" => matches!(to, "alerted" | "disabled" | "ended"),
        "alerted" => matches!(to, "enabled" | "disabled" | "ended"),
        "disabled" => matches!(to, "enabled" | "alerted" | "ended"),
        _ => false,
    }
}

/// Whether a contract of this state makes its customer an active one.
#[must_use]
pub fn is_contract_live(state: &str) -> bool {
    matches!(state, "enabled" | "alerted")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_goes_only_where_the_machine_leads() {
        let ways = [
            ("draft", &["enabled"][..]),
            ("enabled", &["alerted", "disabled", "ended"]),
            ("alerted", &["enabled", "disabled", "ended"]),
            ("disabled", &["enabled", "alerted", "ended"]),
            ("ended", &[]),
        ];
        assert_eq!(ways.map(|(from, _)| from).to_vec(), codes());
        for (from, wanted) in ways {
            let may: Vec<&str> =
                codes().into_iter().filter(|to| contract_may_become(from, to)).collect();
            assert_eq!(may, wanted, "{from}");
        }
    }

    fn codes() -> Vec<&'static str> {
        CONTRACT_STATES.iter().map(|choice| choice.code).collect()
    }
}
