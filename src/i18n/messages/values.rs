//! Texts that stand for values.

use crate::messages;

messages! {
    person_natural: "Persona natural" | "Pessoa física" | "Individual";
    state_province: "Provincia" | "Província" | "Province";
    state_department: "Departamento" | "Departamento" | "Department";
    state_region: "Región" | "Região" | "Region";
    state_state: "Estado" | "Estado" | "State";
    inactive_mark: "Inactivo" | "Inativo" | "Inactive";
    phone_landline: "Fijo" | "Fixo" | "Landline";
    phone_mobile: "Celular" | "Celular" | "Mobile";
    phone_other: "Otro" | "Outro" | "Other";
    today: "hoy" | "hoje" | "today";
    yesterday: "ayer" | "ontem" | "yesterday";
    no_name: "(sin nombre)" | "(sem nome)" | "(no name)";
}
