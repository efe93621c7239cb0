//! Argentina: CUIT/CUIL and DNI.

use super::{
    arithmetic::{digit_or, part, require_control, require_digits, to_next_eleven, weighted},
    verdict::{Doubt, Refusal, Verdict, accept, accept_doubtful, accept_generic},
};

const CLASSES: [&str; 10] = ["20", "23", "24", "27", "30", "33", "34", "50", "51", "55"];
/// Classes that some real people hold although the published list lacks them.
const RARE_CLASSES: [&str; 2] = ["25", "26"];
/// "Sujeto no categorizado" of the invoicing manual.
const UNCATEGORISED: &str = "23000000000";

/// Check digit of the ten digits before it.
pub(super) fn cuit_control(body: &str) -> char {
    let rest = to_next_eleven(weighted(body, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]));
    digit_or(rest, '9')
}

pub(super) fn check_cuit(number: &str) -> Verdict {
    require_digits(number, 11..=11, "11")?;
    if number == UNCATEGORISED {
        return accept_generic(number);
    }
    let class = part(number, 0..2);
    let rare = RARE_CLASSES.contains(&class);
    if !rare && !CLASSES.contains(&class) {
        return Err(Refusal::Prefix);
    }
    require_control(number, cuit_control)?;
    if rare { accept_doubtful(number, Doubt::Prefix) } else { accept(number) }
}

pub(super) fn check_dni(number: &str) -> Verdict {
    require_digits(number, 7..=8, "7–8")?;
    accept(number)
}

/// Enrolment books of before 1968, still the document of some.
pub(super) fn check_old_book(number: &str) -> Verdict {
    require_digits(number, 5..=8, "5–8")?;
    accept(number)
}
