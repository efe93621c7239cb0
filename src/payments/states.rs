//! The states of a payment and the ways between them.

use crate::fields::Choice;

/// States.
pub const CHOICES: &[Choice] = &[
    Choice { code: "waiting", labels: ["En espera", "Em espera", "Waiting"] },
    Choice { code: "review", labels: ["Por revisar", "Em revisão", "To be reviewed"] },
    Choice { code: "successful", labels: ["Acreditado", "Aprovado", "Successful"] },
    Choice { code: "rejected", labels: ["Rechazado", "Rejeitado", "Rejected"] },
    Choice {
        code: "unable_to_charge",
        labels: ["No se pudo cobrar", "Não foi possível cobrar", "Could not be charged"],
    },
    Choice { code: "refunded", labels: ["Devuelto", "Devolvido", "Refunded"] },
    Choice {
        code: "partially_refunded",
        labels: ["Devuelto en parte", "Devolvido em parte", "Partly refunded"],
    },
    Choice { code: "reversed", labels: ["Revertido", "Revertido", "Reversed"] },
];

/// States of the giving back of a payment to its card.
pub const REFUNDS: &[Choice] = &[
    Choice { code: "prepared", labels: ["Pedida", "Pedida", "Asked for"] },
    Choice { code: "sent", labels: ["En la pasarela", "No gateway", "At the gateway"] },
    Choice { code: "review", labels: ["Por revisar", "Em revisão", "To be reviewed"] },
    Choice { code: "approved", labels: ["Hecha", "Feita", "Done"] },
    Choice { code: "refused", labels: ["No se hizo", "Não foi feita", "Not done"] },
];

/// Whether a payment of one state may take on another. Only what was taken in by hand is reversed; what a
/// gateway took is refunded by it.
#[must_use]
pub fn may_become(from: &str, to: &str) -> bool {
    match from {
        "waiting" => matches!(to, "successful" | "rejected" | "unable_to_charge" | "review"),
        "review" => matches!(to, "successful" | "rejected"),
        "successful" => matches!(to, "refunded" | "partially_refunded" | "reversed"),
        "partially_refunded" => to == "refunded",
        _ => false,
    }
}

/// Whether a payment of this state settles anything.
#[must_use]
pub fn holds(state: &str) -> bool {
    matches!(state, "successful" | "partially_refunded")
}

/// Name of the glyph of a state.
#[must_use]
pub fn glyph(status: &str) -> &'static str {
    match status {
        "successful" => "active",
        "waiting" | "review" => "pending",
        "rejected" | "unable_to_charge" => "overdue",
        _ => "archived",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_between_states_are_these_and_no_others() {
        let ways = [
            "waiting successful rejected unable_to_charge review",
            "review successful rejected",
            "successful refunded partially_refunded reversed",
            "rejected",
            "unable_to_charge",
            "refunded",
            "partially_refunded refunded",
            "reversed",
        ];
        assert_eq!(ways.len(), CHOICES.len());
        for way in ways {
            let mut codes = way.split(' ');
            let from = codes.next().unwrap();
            let to: Vec<&str> = codes.collect();
            for choice in CHOICES {
                assert_eq!(may_become(from, choice.code), to.contains(&choice.code), "{from}");
            }
        }
        assert!(holds("partially_refunded") && !holds("reversed") && !holds("waiting"));
    }
}
