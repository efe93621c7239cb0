//! E-mails, phones and web sites. Hosts end in names that are reserved for examples.

use super::draft::Draft;
use super::spelling;

const MAIL_HOSTS: [&str; 7] = [
    "correo.example",
    "correo.example",
    "buzon.example",
    "mensajes.example",
    "example.com",
    "example.net",
    "example.org",
];

/// Fills in how to reach the customer.
pub(super) fn fill(draft: &mut Draft) {
    let has_email = !draft.dice.in_thousand(80);
    if has_email {
        let email = if draft.kind.is_person() { personal_email(draft) } else { firm_email(draft) };
        draft.set("email", email);
        notify_emails(draft);
    }
    if !draft.dice.in_thousand(40) {
        phones(draft);
    }
    if !draft.kind.is_person() && draft.dice.in_thousand(400) {
        website(draft);
    }
    if draft.dice.in_thousand(110) {
        draft.set("marketing_status", "unsubscribed");
    }
}

/// Each ends in the number that no other customer has.
fn personal_email(draft: &mut Draft) -> String {
    let (given, surname) = draft.handle.clone();
    let initial: String = given.chars().take(1).collect();
    let local = match draft.dice.below(5) {
        0 | 1 => format!("{given}.{surname}"),
        2 => format!("{given}{surname}"),
        3 => format!("{initial}{surname}"),
        _ => format!("{given}_{surname}"),
    };
    let host = if draft.nation.is_portuguese && draft.dice.in_thousand(600) {
        "correio.example"
    } else {
        draft.dice.pick(&MAIL_HOSTS)
    };
    let address = format!("{local}{}@{host}", draft.tag);
    if draft.dice.in_thousand(15) { address.to_uppercase() } else { address }
}

fn firm_email(draft: &mut Draft) -> String {
    let handle = draft.handle.1.clone();
    if draft.dice.in_thousand(450) {
        let host = draft.dice.pick(&MAIL_HOSTS);
        return format!("{handle}{}@{host}", draft.tag);
    }
    let desks = if draft.nation.is_portuguese {
        ["financeiro", "contato", "compras", "administracao"]
    } else {
        ["administracion", "contacto", "pagos", "compras"]
    };
    let desk = draft.dice.pick(&desks);
    format!("{desk}@{handle}{}.example", draft.tag)
}

fn notify_emails(draft: &mut Draft) {
    let share = if draft.kind.is_person() { 50 } else { 300 };
    if !draft.dice.in_thousand(share) {
        return;
    }
    let tag = draft.tag;
    let all = [
        format!("{}{tag}@estudio.example", draft.say("contador", "contabilidade")),
        format!("{}{tag}@correo.example", draft.say("facturas", "notas")),
        format!("{}{tag}@example.org", draft.say("socia", "socio")),
    ];
    let count = 1 + draft.dice.below(3);
    let kept: Vec<String> = all.into_iter().zip(0..count).map(|(one, _)| one).collect();
    draft.set("notify_emails", kept.join(", "));
}

fn website(draft: &mut Draft) {
    let start = draft.dice.pick(&["www.", "https://www.", "https://", "http://"]);
    let site = format!("{start}{}{}.example", draft.handle.1, draft.tag);
    draft.set("website", site);
}

/// One or two numbers, seldom more. A share of each is odd or even, so that none is given out twice.
fn phones(draft: &mut Draft) {
    let (fixed, mobile, further) =
        if draft.kind.is_person() { (250, 940, 60) } else { (750, 600, 200) };
    let has_mobile = draft.dice.in_thousand(mobile);
    if has_mobile {
        let number = mobile_number(draft, 0);
        draft.set("phone_mobile", number);
    }
    if !has_mobile || draft.dice.in_thousand(fixed) {
        let number = fixed_number(draft, 0);
        draft.set("phone_landline", number);
    }
    if draft.dice.in_thousand(further) {
        let mut lines = vec![format!("mobile {}", mobile_number(draft, 1))];
        if draft.dice.in_thousand(400) {
            let kind = draft.dice.pick(&["landline", "other"]);
            lines.push(format!("{kind} {}", fixed_number(draft, 1)));
        }
        draft.set("phones", lines.join("\n"));
    }
}

fn mobile_number(draft: &mut Draft, parity: u64) -> String {
    let plan = &draft.nation.plan;
    let area = if plan.mobile_area { draft.place.area } else { "" };
    let lead = draft.dice.pick(plan.mobile_leads);
    let local = subscriber(draft, lead, plan.mobile_digits - area.len(), 40 + parity, parity);
    spelling::mobile(draft, area, &local)
}

fn fixed_number(draft: &mut Draft, parity: u64) -> String {
    let plan = &draft.nation.plan;
    let area = draft.place.area;
    let lead = draft.dice.pick(plan.fixed_leads);
    let local = subscriber(draft, lead, plan.fixed_digits - area.len(), 50 + parity, parity);
    spelling::fixed(draft, area, &local)
}

/// The lead, and digits of this customer alone up to the length.
fn subscriber(draft: &Draft, lead: &str, length: usize, purpose: u64, parity: u64) -> String {
    let free = length.saturating_sub(lead.len());
    let numbers = 10_u64.saturating_pow(u32::try_from(free).unwrap_or(1));
    let own = draft.own(numbers / 2, purpose) * 2 + parity;
    format!("{lead}{own:0free$}")
}
