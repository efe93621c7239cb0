//! How each country usually writes its numbers.

use super::{
    arithmetic::{dotted, masked, split_last},
    kind::IdKind,
};

/// The stored number with the separators its country uses; unknown shapes come back as they are.
#[must_use]
pub fn format(kind: IdKind, compact: &str) -> String {
    if !compact.is_ascii() {
        return compact.to_owned();
    }
    match kind {
        IdKind::ArCuit => masked(compact, "##-########-#"),
        IdKind::ArDni | IdKind::CoCc | IdKind::CoCe | IdKind::CoTi if is_number(compact) => {
            dotted(compact)
        }
        IdKind::BrCpf => masked(compact, "###.###.###-##"),
        IdKind::BrCnpj => masked(compact, "##.###.###/####-##"),
        IdKind::ClRut | IdKind::UyCi => with_check(compact, dotted),
        IdKind::CoNit if compact != "222222222222" => with_check(compact, dotted),
        IdKind::PyRuc => with_check(compact, str::to_owned),
        IdKind::GtNit if compact != "CF" => with_check(compact, str::to_owned),
        IdKind::CrJuridica => masked(compact, "#-###-######"),
        IdKind::CrFisica => masked(compact.strip_prefix('0').unwrap_or(compact), "#-####-####"),
        IdKind::DoRnc => masked(compact, "#-##-#####-#"),
        IdKind::DoCedula => masked(compact, "###-#######-#"),
        IdKind::NiCedula => masked(compact, "###-######-#####"),
        IdKind::SvNit => masked(compact, "####-######-###-#"),
        IdKind::SvDui => masked(compact, "########-#"),
        IdKind::UyRut => masked(compact, "##-######-###-#"),
        IdKind::VeRif => masked(compact, "#-########-#"),
        _ => compact.to_owned(),
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Body, dash, check character.
fn with_check(compact: &str, body_form: impl Fn(&str) -> String) -> String {
    match split_last(compact) {
        Some((body, last)) if !body.is_empty() => format!("{}-{last}", body_form(body)),
        _ => compact.to_owned(),
    }
}
