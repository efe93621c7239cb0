//! Files of real programs.

use super::*;

#[test]
fn real_files_lose_no_row_and_no_contact() {
    for (name, count, columns) in [
        ("real/chinook_customers.csv", 59, 13),
        ("real/northwind_customers.csv", 91, 11),
        ("real/invoiceninja_clients.csv", 20, 26),
        ("real/freshbooks_clients.csv", 2, 11),
        ("real/stripe_customers.csv", 12, 41),
        ("real/telco_churn.csv", 7043, 21),
    ] {
        let found = read(name);
        assert_eq!((found.rows.len(), found.layout.headers.len()), (count, columns), "{name}");
        assert_eq!(found.bad, [], "{name}");
    }
}

#[test]
fn chinook_gives_companies_with_a_contact_and_persons() {
    let rows = assembled("real/chinook_customers.csv");
    has(
        &rows[0],
        &[
            ("custom_id", "1"),
            ("name", "Embraer - Empresa Brasileira de Aeronáutica S.A."),
            ("person_kind", "legal"),
            ("remarks", "Contacto: Luís Gonçalves"),
            ("first_name", ""),
            ("phone_landline", "+55 (12) 3923-5555"),
            ("phones", "+55 (12) 3923-5566"),
            ("postal_code", "12227-000"),
        ],
    );
    has(
        &rows[1],
        &[
            ("name", "Leonie Köhler"),
            ("first_name", "Leonie"),
            ("first_surname", "Köhler"),
            ("person_kind", "natural"),
        ],
    );
    assert_eq!(rows[3].get("postal_code"), "0171");
    assert_eq!(targets("real/chinook_customers.csv")["SupportRepId"].target, Target::Unknown);
}

#[test]
fn northwind_keeps_contact_names_and_titles() {
    let rows = assembled("real/northwind_customers.csv");
    has(
        &rows[0],
        &[
            ("custom_id", "ALFKI"),
            ("name", "Alfreds Futterkiste"),
            ("remarks", "Contacto: Maria Anders, Sales Representative"),
            ("phones", "030-0076545"),
        ],
    );
    let spaced = rows.iter().find(|row| row.get("custom_id") == "ANTON").unwrap();
    has(spaced, &[("address", "Mataderos  2312"), ("postal_code", "05023"), ("country", "Mexico")]);
}

#[test]
fn invoice_programs_give_two_phones_and_a_contact() {
    let found = read("real/invoiceninja_clients.csv");
    assert_eq!(found.layout.header_line, 4);
    assert_eq!(found.layout.notes, [Note::TitleRows(3)]);
    let rows = assembled("real/invoiceninja_clients.csv");
    has(
        &rows[1],
        &[
            ("name", "Bradly Jaskolski Sr."),
            ("remarks", "Contacto: Pink Balistreri"),
            ("phones", "1-995-790-2394 x58884"),
            ("postal_code", "05144"),
            ("email", "gheidenreich@example.org"),
        ],
    );
    assert!(rows[1].get("address").ends_with(", Suite 619"));
    let rows = assembled("real/freshbooks_clients.csv");
    has(
        &rows[0],
        &[("name", "Marge Simpson"), ("person_kind", "natural"), ("first_surname", "Simpson")],
    );
    has(
        &rows[1],
        &[("name", "X-Men"), ("person_kind", "legal"), ("remarks", "Contacto: Scott Summer")],
    );
}

#[test]
fn exports_of_other_systems_keep_their_id_and_name_what_is_not_taken() {
    let rows = assembled("real/stripe_customers.csv");
    has(
        &rows[0],
        &[("custom_id", "cus_ImVzJQmSlYHjZL"), ("name", "a0d47e7c5acc1069de81fd0ac370d10f")],
    );
    assert_eq!(
        targets("real/stripe_customers.csv")["metadata"].target,
        Target::Ignored(Why::NotYet)
    );
    let rows = assembled("real/telco_churn.csv");
    has(&rows[0], &[("custom_id", "7590-VHVEG"), ("gender", "Female"), ("name", "")]);
    let columns = targets("real/telco_churn.csv");
    assert_eq!(columns.values().filter(|column| !column.is_taken()).count(), 18);
}
