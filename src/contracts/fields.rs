//! THE TABLE of a contract: one row per field. Form, page, list, filters, sorting, history and labels come from
//! here.

use std::sync::LazyLock;

use super::Contracts;
use crate::customers::owned;
use crate::db::schema::contracts;
use crate::field_table;
use crate::fields::{Group, Kind, Lookup, Uses, Value};
use crate::list_condition as condition;
use crate::list_order as order;
use crate::lists::entity;
use crate::money::Amount;
use crate::services::machines::CONTRACT_STATES;
use crate::services::{Terms, price_of};

/// A field of a contract.
pub type Field = entity::Field<Record>;

/// What of a plan its contracts show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanTerms {
    /// What it costs.
    pub price: i64,
    /// Each so many units.
    pub every: i64,
    /// The unit.
    pub unit: String,
}

/// A contract with all that its pages show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Its row.
    pub contract: Contract,
    /// Its customer's name.
    pub customer: Option<String>,
    /// Its customer's personal discount.
    pub personal_bp: i64,
    /// Its plan.
    pub plan: PlanTerms,
}

impl Record {
    /// What it costs for one period, without tax.
    #[must_use]
    pub fn amount(&self) -> Amount {
        let terms = Terms { price: self.contract.price, discount_bp: self.contract.discount_bp };
        price_of(Amount(self.plan.price), terms, self.personal_bp)
    }
}

field_table! {
    /// A row of `contracts`.
    pub struct Contract, ContractPatch from contracts by id in |record| record.contract {
        keep {
            #[diesel(skip_insertion)] id: i64,
            public_id: String,
            version: i64,
            customer_id: i64,
            stopped_at: Option<chrono::NaiveDateTime>,
            state_before: Option<String>,
            created_by: Option<i64>,
        }
        after id {
            number: Text(40) as text in Basic, "Número" | "Número" | "Number";
        }
        after customer_id {
            state: Choice(CONTRACT_STATES) as choice in Basic, "Estado" | "Status" | "State", except [FORM];
            plan_id: Ref(Lookup::Plans) as owner in Basic, "Plan" | "Plano" | "Plan";
            start_date: Date as day in Basic, "Inicio" | "Início" | "Start";
            end_date: Date as date in Basic, "Fin" | "Fim" | "End";
            server_id: Ref(Lookup::Servers) as link in Basic, "Servidor" | "Servidor" | "Server";
            coverage_id: Ref(Lookup::Coverages) as link in Basic, "Cobertura" | "Cobertura" | "Coverage";
            node: Text(64) as text in Basic, "Nodo" | "Nó" | "Node";
            ip: Text(45) as text in Basic, "Dirección IP" | "Endereço IP" | "IP address";
            mac: Text(17) as text in Basic, "Dirección MAC" | "Endereço MAC" | "MAC address";
            notes: Lines(2000) as text in Basic, "Notas" | "Observações" | "Notes";
            address: Text(255) as text in Address, "Dirección del servicio" | "Endereço do serviço" | "Service address";
            district: Text(100) as text in Address, "Barrio" | "Bairro" | "District";
            city: Text(100) as text in Address, "Ciudad" | "Cidade" | "City";
            region: Text(100) as text in Address, "Provincia o estado" | "Estado ou província" | "State or province";
            postal_code: Text(16) as text in Address, "Código postal" | "CEP/Código postal" | "Postal code";
            latitude: Degrees(90) as number in Address, "Latitud" | "Latitude" | "Latitude";
            longitude: Degrees(180) as number in Address, "Longitud" | "Longitude" | "Longitude";
        }
        after amount {
            price: Amount as number in Billing, "Precio propio" | "Preço próprio" | "Price of its own";
            discount_bp: Percent as count in Billing, "Descuento" | "Desconto" | "Discount";
            currency: Currency as choice in Billing, "Moneda" | "Moeda" | "Currency", except [FORM];
            billed_until: Date as date in Billing, "Facturado hasta" | "Faturado até" | "Invoiced until", except [FORM];
            created_at: Moment as moment in System, "Creado el" | "Criado em" | "Created", except [FORM];
            updated_at: Moment as moment in System, "Última modificación" | "Última modificação" | "Last change", except [FORM];
        }
    }
    /// The fields that are columns of `contracts`.
    pub fn contract_fields
}

/// What it costs comes from three places, so that it is shown and nothing more.
fn amount() -> Field {
    Field {
        key: "amount".into(),
        part: "contract",
        kind: Kind::Amount,
        group: Group::Billing,
        labels: ["Importe".into(), "Valor".into(), "Amount".into()],
        uses: Uses::LIST.and(Uses::EXPORT),
        get: |record| Value::Number(record.amount().0),
        set: |_, _| {},
        condition: |_, _| None,
        order: None,
    }
}

static ALL: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let mut fields =
        vec![owned::id::<Contracts>("contract", ["ID contrato", "ID do contrato", "Contract ID"])];
    fields.extend(owned::fields::<Contracts>());
    fields.push(amount());
    for (anchor, group) in contract_fields() {
        let anchor = fields.iter().position(|field| field.key == anchor);
        let behind = anchor.map_or(fields.len(), |at| at + 1);
        fields.splice(behind..behind, group);
    }
    entity::walking(fields, &[("start_date", false)])
});

/// Every field of a contract, in the order of the screens.
#[must_use]
pub fn all() -> &'static [Field] {
    &ALL
}

/// The field of a key.
#[must_use]
pub fn find(key: &str) -> Option<&'static Field> {
    ALL.iter().find(|field| field.key == key)
}
