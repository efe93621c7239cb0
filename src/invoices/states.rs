//! The states of a document and the ways between them.

use super::draft::Kind;
use super::store::Invoice;
use crate::fields::Choice;

/// What a credit note is from its issue on: nobody pays it. It is shown and asked for, and kept as paid.
pub const APPLIED: &str = "applied";

/// States, in the words of both products that people come from.
pub const CHOICES: &[Choice] = &[
    Choice { code: "draft", labels: ["Borrador", "Rascunho", "Draft"] },
    Choice { code: "issuing", labels: ["Emitiendo", "Emitindo", "Issuing"] },
    Choice { code: "authorizing", labels: ["Autorizando", "Autorizando", "Authorizing"] },
    Choice {
        code: "authorizing_error",
        labels: ["Error de autorización", "Erro de autorização", "Authorization failed"],
    },
    Choice { code: "pending", labels: ["Pendiente", "Aguardando pagamento", "Pending"] },
    Choice { code: "partially_paid", labels: ["Pagada en parte", "Paga em parte", "Partly paid"] },
    Choice { code: "paid", labels: ["Pagada", "Aprovada", "Paid"] },
    Choice { code: APPLIED, labels: ["Aplicada", "Aplicada", "Applied"] },
    Choice { code: "rejected", labels: ["Rechazada", "Rejeitada", "Rejected"] },
    Choice { code: "voided", labels: ["Anulada", "Cancelada", "Voided"] },
];

/// Sorts of documents.
pub const KINDS: &[Choice] = &[
    Choice { code: "recurring", labels: ["Recurrente", "Recorrente", "Recurring"] },
    Choice { code: "one_off", labels: ["Puntual", "Avulsa", "One-off"] },
    Choice { code: "credit_note", labels: ["Nota de crédito", "Nota de crédito", "Credit note"] },
    Choice { code: "debit_note", labels: ["Nota de débito", "Nota de débito", "Debit note"] },
];

/// Ways to pay.
pub const METHODS: &[Choice] = &[
    Choice { code: "card", labels: ["Tarjeta", "Cartão", "Card"] },
    Choice { code: "transfer", labels: ["Transferencia", "Transferência", "Transfer"] },
    Choice { code: "cash", labels: ["Efectivo", "Dinheiro", "Cash"] },
    Choice { code: "gateway", labels: ["Pasarela", "Gateway", "Gateway"] },
    Choice {
        code: "debit", labels: ["Débito automático", "Débito automático", "Direct debit"]
    },
];

/// Whether a document of one state may take on another.
#[must_use]
pub fn may_become(from: &str, to: &str) -> bool {
    match from {
        "draft" => matches!(to, "issuing" | "pending"),
        "issuing" => matches!(to, "authorizing" | "pending"),
        "authorizing" => matches!(to, "authorizing_error" | "pending"),
        "authorizing_error" => matches!(to, "authorizing" | "voided"),
        "pending" => matches!(to, "partially_paid" | "paid" | "rejected" | "voided"),
        "partially_paid" => matches!(to, "pending" | "paid" | "rejected"),
        "paid" => matches!(to, "pending" | "partially_paid"),
        "rejected" => matches!(to, "pending" | "partially_paid" | "paid" | "voided"),
        _ => false,
    }
}

/// The state of a document as it is shown and asked for.
#[must_use]
pub fn shown(row: &Invoice) -> &str {
    if row.kind == Kind::CreditNote.code() && row.status == "paid" { APPLIED } else { &row.status }
}

/// Whether something is still to be paid of a document of this state.
#[must_use]
pub fn is_open(state: &str) -> bool {
    matches!(state, "pending" | "partially_paid" | "rejected")
}

/// The state of a document of which so much is left.
#[must_use]
pub fn by_balance(total: i64, balance: i64) -> &'static str {
    match balance {
        0 => "paid",
        left if left == total => "pending",
        _ => "partially_paid",
    }
}

/// An amount of a document as it counts beside others: what a credit note takes off is below zero.
#[must_use]
pub fn counted(row: &Invoice, minor: i64) -> i64 {
    if row.kind == Kind::CreditNote.code() { -minor } else { minor }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_between_states_are_these_and_no_others() {
        let ways = [
            "draft issuing pending",
            "issuing authorizing pending",
            "authorizing authorizing_error pending",
            "authorizing_error authorizing voided",
            "pending partially_paid paid rejected voided",
            "partially_paid pending paid rejected",
            "paid pending partially_paid",
            "applied",
            "rejected pending partially_paid paid voided",
            "voided",
        ];
        assert_eq!(ways.len(), CHOICES.len());
        for way in ways {
            let mut codes = way.split(' ');
            let from = codes.next().unwrap();
            let to: Vec<&str> = codes.collect();
            for choice in CHOICES {
                assert_eq!(
                    may_become(from, choice.code),
                    to.contains(&choice.code),
                    "{from} to {}",
                    choice.code
                );
            }
        }
    }

    #[test]
    fn what_is_left_says_how_far_it_is_paid() {
        assert_eq!(by_balance(100, 100), "pending");
        assert_eq!(by_balance(100, 1), "partially_paid");
        assert_eq!(by_balance(100, 0), "paid");
        assert!(is_open("rejected") && !is_open("paid") && !is_open("draft"));
    }
}
