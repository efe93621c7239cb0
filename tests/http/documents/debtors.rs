//! The list of customers by what they owe and have.

use diesel::prelude::*;
use padron::access::Role;
use padron::accounts::{self, Rules};
use padron::clock;
use padron::db::schema::{invoices, saved_views};
use padron::settings::Settings;

use super::{billed, issued};
use crate::contracts::{contract, plan};

#[test]
fn what_is_owed_is_a_column_a_chip_a_sentence_and_a_view() {
    let (app, customer) = billed();
    let other = app.named("Bruno Paz");
    let client = &mut app.sign_in(Role::Billing);
    let late = issued(client, customer, "1500");
    issued(client, customer, "20");
    let plan = plan(&app, "Fibra 300", 1_000_000);
    contract(&app, customer, plan, "enabled", "C-1");
    contract(&app, other, plan, "ended", "C-2");
    app.write(|conn| {
        let settings = Settings::load(conn)?;
        let rules = Rules::of(&settings, clock::now());
        let due = rules.today - chrono::Days::new(12);
        diesel::update(invoices::table.find(late))
            .set(invoices::due_date.eq(Some(due)))
            .execute(conn)?;
        accounts::refresh(conn, &[customer, other], &rules)?;
        Ok(())
    });
    let asked = format!(
        "unpaid_count__gte=2&days_overdue__gte=12&contract_plan_id={plan}&contract_state=enabled"
    );
    let columns = "name,unpaid_count,unpaid_balance,overdue_count,days_overdue,card_state";
    let page = client.get(&format!("/customers?{asked}&columns={columns}")).expect(200);
    assert_eq!(page.texts("tbody .cell-title a").first().map(String::as_str), Some("Ana Díaz"));
    let cells = page.texts("tbody td");
    for cell in ["2", "ARS 1.520,00", "1", "12", "Sin tarjeta"] {
        assert!(cells.iter().any(|found| found == cell), "{cell} in {cells:?}");
    }
    let chips = page.texts(".chip").join(" | ");
    for said in ["Facturas impagas", "Días de mora", "Fibra 300", "Habilitado"] {
        assert!(chips.contains(said), "{said} in {chips}");
    }
    assert!(!page.body.contains("Bruno Paz"));
    assert_eq!(client.get("/customers?days_overdue__gte=13").expect(200).count("tbody tr"), 0);
    // Both currencies of nobody: one owes, the other has nothing.
    let all = client.get(&format!("/customers?columns={columns}&sort=-unpaid_balance")).expect(200);
    let names = all.texts("tbody .cell-title > span > a, tbody .cell-title > a");
    assert!(names.join(" ").contains("Ana Díaz Bruno Paz"), "{names:?}");

    let form = client.get("/customers?advanced=1").expect(200);
    for key in
        ["contract_plan_id", "subscription_status", "gateway_id", "card_state", "days_overdue"]
    {
        assert_eq!(form.count(&format!("input[name=f][value={key}]")), 1, "{key}");
    }
    for title in ["Deuda", "Contrato", "Pasarelas"] {
        assert!(form.body.contains(title), "{title}");
    }
    client.post("/customers/views", &[("name", "Morosos"), ("query", &asked)]).expect(303);
    let kept: String =
        app.read(|conn| Ok(saved_views::table.select(saved_views::query).first(conn)?));
    for part in asked.split('&') {
        assert!(kept.contains(part), "{part} in {kept}");
    }
}
