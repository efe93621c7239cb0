//! Texts that stand for values.

use crate::messages;

messages! {
    inactive_mark: "Inactivo" | "Inativo" | "Inactive";
    phone_landline: "Fijo" | "Fixo" | "Landline";
    phone_mobile: "Celular" | "Celular" | "Mobile";
    phone_other: "Otro" | "Outro" | "Other";
    today: "hoy" | "hoje" | "today";
    yesterday: "ayer" | "ontem" | "yesterday";
    no_name: "(sin nombre)" | "(sem nome)" | "(no name)";
}
