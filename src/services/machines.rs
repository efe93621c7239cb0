//! The states of contracts and subscriptions, and the ways between them.

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

/// States of a subscription.
pub const SUBSCRIPTION_STATES: &[Choice] = &[
    Choice { code: "scheduled", labels: ["Programada", "Agendada", "Scheduled"] },
    Choice { code: "trialing", labels: ["En prueba", "Em teste", "On trial"] },
    Choice { code: "active", labels: ["Activa", "Ativa", "Active"] },
    Choice { code: "retrying", labels: ["Reintentando", "Tentando de novo", "Retrying"] },
    Choice { code: "unpaid", labels: ["Impaga", "Não paga", "Unpaid"] },
    Choice { code: "paused", labels: ["Pausada", "Pausada", "Paused"] },
    Choice { code: "canceled", labels: ["Cancelada", "Cancelada", "Canceled"] },
    Choice { code: "finished", labels: ["Finalizada", "Finalizada", "Finished"] },
];

/// Whether a subscription of one state may take on another.
#[must_use]
pub fn subscription_may_become(from: &str, to: &str) -> bool {
    match from {
        "scheduled" => matches!(to, "trialing" | "active" | "canceled"),
        "trialing" => matches!(to, "active" | "paused" | "canceled"),
        "active" => matches!(to, "retrying" | "paused" | "canceled" | "finished"),
        "retrying" => matches!(to, "active" | "unpaid" | "canceled"),
        "unpaid" => matches!(to, "active" | "canceled"),
        "paused" => matches!(to, "trialing" | "active" | "canceled"),
        _ => false,
    }
}

/// Whether a subscription of this state is over.
#[must_use]
pub fn is_subscription_over(state: &str) -> bool {
    matches!(state, "canceled" | "finished")
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

    #[test]
    fn a_subscription_goes_only_where_the_machine_leads() {
        let ways = [
            ("scheduled", &["trialing", "active", "canceled"][..]),
            ("trialing", &["active", "paused", "canceled"]),
            ("active", &["retrying", "paused", "canceled", "finished"]),
            ("retrying", &["active", "unpaid", "canceled"]),
            ("unpaid", &["active", "canceled"]),
            ("paused", &["trialing", "active", "canceled"]),
            ("canceled", &[]),
            ("finished", &[]),
        ];
        let codes = || SUBSCRIPTION_STATES.iter().map(|choice| choice.code);
        assert!(ways.iter().map(|(from, _)| *from).eq(codes()));
        for (from, wanted) in ways {
            let may: Vec<&str> = codes().filter(|to| subscription_may_become(from, to)).collect();
            assert_eq!(may, wanted, "{from}");
            assert_eq!(is_subscription_over(from), wanted.is_empty(), "{from}");
        }
    }

    fn codes() -> Vec<&'static str> {
        CONTRACT_STATES.iter().map(|choice| choice.code).collect()
    }
}
