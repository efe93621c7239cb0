//! Files of real programs: every row lands, and a second import finds nothing to do.

use super::*;

fn lands(name: &str, rows: u64, key: &str) -> (Desk, Report) {
    let desk = Desk::new();
    let path = data(name);
    let report = desk.import(&path, &Options::default());
    assert_eq!(counts(&report), [rows, 0, 0, 0, 0], "{name}");
    let again = desk.import(&path, &both(key));
    assert_eq!(counts(&again), [0, 0, rows, 0, 0], "{name}");
    (desk, report)
}

#[test]
fn chinook_lands_with_companies_persons_and_countries() {
    let (desk, _) = lands("real/chinook_customers.csv", 59, "custom_id");
    let company = desk.by_custom_id("1");
    assert_eq!(company.customer.person_kind, "legal");
    assert_eq!(company.customer.country.as_deref(), Some("BR"));
    assert_eq!(company.details.state.as_deref(), Some("BR-SP"));
    assert_eq!(company.details.remarks.as_deref(), Some("Contacto: Luís Gonçalves"));
    assert_eq!(company.all_phones().count(), 2);
    assert_eq!(desk.by_custom_id("2").customer.person_kind, "natural");
    let countries = desk.records();
    assert!(countries.iter().all(|r| r.customer.country.is_some()));
}

#[test]
fn northwind_keeps_phones_that_no_plan_knows() {
    let (desk, report) = lands("real/northwind_customers.csv", 91, "custom_id");
    let second = desk.by_custom_id("ANATR");
    assert_eq!(second.landline.unwrap().number, "(5) 555-4729");
    assert_eq!(second.customer.country.as_deref(), Some("MX"));
    assert!(lines(&report.warnings, "phone").len() > 50);
}

#[test]
fn stripe_and_invoice_programs_land() {
    let (_, report) = lands("real/stripe_customers.csv", 12, "custom_id");
    let named: Vec<_> = report.not_taken.iter().map(|(header, _)| header.as_str()).collect();
    assert!(named.contains(&"metadata") && named.contains(&"invoice_prefix"));
    lands("real/invoiceninja_clients.csv", 20, "email");
    let (desk, _) = lands("real/freshbooks_clients.csv", 2, "email");
    assert_eq!(desk.named("Marge Simpson").customer.person_kind, "natural");
}

#[test]
fn the_made_cases_are_found_again() {
    lands("import_cases/ar_isp_cp1252_semicolon.csv", 120, "custom_id");
    lands("import_cases/br_import_comma.csv", 45, "custom_id");
}

#[test]
fn telco_lands_with_an_id_alone() {
    let desk = Desk::new();
    let report = desk.import(&data("real/telco_churn.csv"), &Options::default());
    assert_eq!(counts(&report), [7043, 0, 0, 0, 0]);
    assert_eq!(report.not_taken.len(), 18);
    assert_eq!(report.warnings.by_reason["nameless"], 7043);
    // The counts go on where the list of notes ends.
    assert_eq!(report.warnings.first.len(), 1_000);
    let record = desk.by_custom_id("7590-VHVEG");
    assert_eq!((record.customer.name, record.details.gender.as_str()), (None, "female"));
    assert!(!record.details.gender_presumed);
    // No method of ours goes by that name, so it stays where people read it.
    assert!(record.details.remarks.unwrap().contains("Electronic check"));
}
