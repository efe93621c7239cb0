//! Tax numbers and identity documents: reading, checking, showing, and telling which kind a number is.
//! Refuses what the authority cannot have issued; what it may have issued against its own rule is only doubted.

mod ar;
mod arithmetic;
mod br;
mod central;
mod cl;
mod co;
mod display;
mod ec;
mod es;
mod guessing;
mod kind;
mod lenient;
mod mx;
mod pe;
mod reading;
mod rio;
mod ve;
mod verdict;

#[cfg(test)]
mod tests;

pub use display::format;
pub use guessing::guess;
pub use kind::IdKind;
pub use reading::compact;
pub use verdict::{Checked, Doubt, Refusal, Verdict};

/// Reads and checks a number as typed.
///
/// # Errors
/// The reason why no number of this kind can be read from the text.
pub fn check(kind: IdKind, raw: &str) -> Verdict {
    let number = reading::compact_for(kind, raw);
    check_compact(kind, &number).or_else(|refusal| {
        let others = reading::other_readings(kind, raw);
        others.iter().find_map(|other| check_compact(kind, other).ok()).ok_or(refusal)
    })
}

/// Checks a number already in its stored characters.
fn check_compact(kind: IdKind, number: &str) -> Verdict {
    if !number.chars().any(char::is_alphanumeric) {
        return Err(Refusal::Empty);
    }
    if number.chars().all(|c| c == '0') && kind != IdKind::PeDni {
        return Err(Refusal::Zeros);
    }
    match kind {
        IdKind::ArCuit => ar::check_cuit(number),
        IdKind::ArDni => ar::check_dni(number),
        IdKind::ArLe | IdKind::ArLc => ar::check_old_book(number),
        IdKind::BrCnpj => br::check_cnpj(number),
        IdKind::BrCpf => br::check_cpf(number),
        IdKind::ClRut => cl::check_rut(number),
        IdKind::CoNit => co::check_nit(number),
        IdKind::CoCc => co::check_cc(number),
        IdKind::CrJuridica => central::check_juridica(number),
        IdKind::CrFisica => central::check_fisica(number),
        IdKind::CrDimex => central::check_dimex(number),
        IdKind::DoRnc => central::check_rnc(number),
        IdKind::DoCedula => central::check_cedula(number),
        IdKind::EcRuc => ec::check_ruc(number),
        IdKind::EcCi => ec::check_ci(number),
        IdKind::EsNif => es::check_nif(number),
        IdKind::GtNit => central::check_nit(number),
        IdKind::MxRfc => mx::check_rfc(number),
        IdKind::MxCurp => mx::check_curp(number),
        IdKind::PeRuc => pe::check_ruc(number),
        IdKind::PeDni => pe::check_dni(number),
        IdKind::PyRuc => rio::check_ruc(number),
        IdKind::UyRut => rio::check_rut(number),
        IdKind::UyCi => rio::check_ci(number),
        IdKind::VeRif => ve::check_rif(number),
        IdKind::VeCi => ve::check_ci(number),
        other => lenient::check(other, number),
    }
}

/// The number made of `body` and its right check characters, for making valid examples.
/// None when no valid number begins so; a kind without check digit gives the body back if it is valid.
#[must_use]
pub fn complete(kind: IdKind, body: &str) -> Option<String> {
    let body = reading::compact_for(kind, body);
    let tail = match kind {
        IdKind::ArCuit => one(ar::cuit_control(&body)),
        IdKind::BrCnpj => br::cnpj_control(&body),
        IdKind::BrCpf => br::cpf_control(&body),
        IdKind::ClRut => one(cl::rut_control(&body)),
        IdKind::CoNit => one(co::nit_control(&body)),
        IdKind::DoRnc => one(central::rnc_control(&body)),
        IdKind::DoCedula => one(central::cedula_control(&body)),
        IdKind::EcRuc => ec::ruc_tail(&body),
        IdKind::EcCi => one(ec::ci_control(&body)),
        IdKind::EsNif => one(es::nif_control(&body)),
        IdKind::GtNit => one(central::nit_control(&body)),
        IdKind::MxRfc => one(mx::rfc_control(&body)),
        IdKind::MxCurp => one(mx::curp_control(&body)),
        IdKind::PeRuc => one(pe::ruc_control(&body)),
        IdKind::PyRuc => one(rio::ruc_control(&body)),
        IdKind::UyRut => one(rio::rut_control(&body)),
        IdKind::UyCi => one(rio::ci_control(&body)),
        IdKind::VeRif => one(ve::rif_control(&body)),
        _ => Some(String::new()),
    }?;
    let whole = format!("{body}{tail}");
    check_compact(kind, &whole)
        .ok()
        .filter(|checked| checked.doubt != Some(Doubt::CheckDigit))
        .map(|checked| checked.compact)
}

/// A single check character as text.
fn one(control: impl Into<Option<char>>) -> Option<String> {
    control.into().map(String::from)
}
